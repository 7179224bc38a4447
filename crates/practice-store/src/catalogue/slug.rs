//! The last part of a product's address.

/// No more of a title goes into an address.
const LONGEST: usize = 48;

/// The title's plain letters, and the id, which makes the slug the product's own.
pub(super) fn slug(title: &str, id: u64) -> String {
    let mut slug = String::with_capacity(LONGEST + 12);
    for character in title.chars() {
        if character.is_ascii_alphanumeric() {
            slug.push(character.to_ascii_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
        if slug.len() == LONGEST {
            break;
        }
    }
    let words = slug.trim_end_matches('-');
    let words = if words.is_empty() { "product" } else { words };
    format!("{words}-{id}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_has_nothing_but_letters_digits_and_hyphens() {
        let check = |title: &str, expected: &str| assert_eq!(slug(title, 7), expected, "{title}");
        check("Walnut Kettle, 1.2 l", "walnut-kettle-1-2-l-7");
        check("Crème brûlée “Éclat”", "cr-me-br-l-e-clat-7");
        check("南部鉄瓶", "product-7");
        check(&"a ".repeat(400), &format!("{}a-7", "a-".repeat(23)));
    }
}
