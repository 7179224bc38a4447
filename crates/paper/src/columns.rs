//! Documents as plain text, in lines of letters that all have one width: what a receipt printer
//! prints by itself. Letters of Chinese, Japanese and Korean take two columns.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::clean;
use crate::document::{Align, Block, Document};

/// The least width that words beside an amount are given; where there is less, the amount gets a line
/// of its own.
const LEAST: usize = 10;

/// The document as plain text, no line wider than `columns`.
#[must_use]
pub fn text(document: &Document, columns: usize) -> String {
    let lines = document.blocks.iter().flat_map(|block| block_lines(block, columns));
    lines.map(|line| line.trim_end().to_owned() + "\n").collect()
}

/// A block's lines.
pub(crate) fn block_lines(block: &Block, columns: usize) -> Vec<String> {
    match block {
        Block::Mark { text } => framed(text, columns),
        Block::Heading { text } => aligned(text, Align::Center, columns),
        Block::Text { text, align, .. } => aligned(text, *align, columns),
        Block::Item { quantity, title, detail, amount } => {
            item(quantity, title, detail, amount, columns)
        }
        Block::Row { left, right, .. } => row(left, right, columns),
        Block::Rule => vec!["-".repeat(columns)],
        Block::Space => vec![String::new()],
    }
}

fn framed(text: &str, columns: usize) -> Vec<String> {
    let frame = "*".repeat(columns);
    let mut lines = vec![frame.clone()];
    lines.extend(aligned(text, Align::Center, columns));
    lines.push(frame);
    lines
}

/// A paragraph's lines, each where it belongs.
pub(crate) fn aligned(text: &str, align: Align, columns: usize) -> Vec<String> {
    let lines = clean::lines(text).flat_map(|line| wrap(&line, columns));
    lines
        .map(|line| {
            let free = columns.saturating_sub(line.width());
            let before = match align {
                Align::Left => 0,
                Align::Center => free / 2,
                Align::Right => free,
            };
            " ".repeat(before) + &line
        })
        .collect()
}

fn item(quantity: &str, title: &str, detail: &str, amount: &str, columns: usize) -> Vec<String> {
    let quantity = clean::line(quantity);
    let indent = if quantity.is_empty() { 0 } else { quantity.width() + 1 };
    let room = columns.saturating_sub(indent).max(1);
    let mut lines = row(title, amount, room);
    lines.extend(wrap(&clean::line(detail), room).into_iter().filter(|line| !line.is_empty()));
    for (number, line) in lines.iter_mut().enumerate() {
        let before = if number == 0 { quantity.as_str() } else { "" };
        line.insert_str(0, &pad(before, indent));
    }
    lines
}

fn row(left: &str, right: &str, columns: usize) -> Vec<String> {
    let (left, right) = (clean::line(left), clean::line(right));
    if right.is_empty() {
        return wrap(&left, columns);
    }
    let room = columns.saturating_sub(right.width() + 1);
    if room < LEAST.min(left.width()) {
        let mut lines = if left.is_empty() { Vec::new() } else { wrap(&left, columns) };
        lines.extend(aligned(&right, Align::Right, columns));
        return lines;
    }
    let mut lines = wrap(&left, room.max(1));
    if let Some(first) = lines.first_mut() {
        *first = pad(first, columns - right.width()) + &right;
    }
    lines
}

fn pad(text: &str, columns: usize) -> String {
    let missing = columns.saturating_sub(text.width());
    text.to_owned() + &" ".repeat(missing)
}

/// Breaks a line between words, and within a word that is longer than a line. There is always at
/// least one line.
fn wrap(line: &str, columns: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in line.split_whitespace() {
        let last = lines.last_mut().expect("there is always one line");
        let gap = usize::from(!last.is_empty());
        if last.width() + gap + word.width() <= columns {
            last.push_str(if gap == 1 { " " } else { "" });
            last.push_str(word);
        } else {
            break_word(word, columns, &mut lines);
        }
    }
    lines
}

/// Puts a word onto a line of its own, and further ones where it is too long.
fn break_word(word: &str, columns: usize, lines: &mut Vec<String>) {
    if lines.last().is_some_and(|last| !last.is_empty()) {
        lines.push(String::new());
    }
    for letter in word.chars() {
        let last = lines.last_mut().expect("there is always one line");
        let width = letter.width().unwrap_or(0);
        if last.width() + width > columns && !last.is_empty() {
            lines.push(letter.to_string());
        } else {
            last.push(letter);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(block: Block, columns: usize, expected: &[&str]) {
        assert_eq!(block_lines(&block, columns), expected, "{block:?}");
    }

    #[test]
    fn words_are_broken_where_they_must_be() {
        check(Block::text("a kettle of walnut"), 9, &["a kettle", "of walnut"]);
        check(Block::text("supercalifragilistic"), 8, &["supercal", "ifragili", "stic"]);
        check(Block::text("やかん二つ"), 5, &["やか", "ん二", "つ"]);
        check(Block::text("one\ntwo"), 20, &["one", "two"]);
        check(Block::centered("abc"), 7, &["  abc"]);
        check(Block::text(""), 7, &[]);
    }

    #[test]
    fn amounts_end_at_the_edge() {
        check(Block::row("Tax", "4.00"), 12, &["Tax     4.00"]);
        let islands = Block::row("Shipping to the islands", "4.00");
        check(islands, 16, &["Shipping to 4.00", "the islands"]);
        check(
            Block::row("Total of it all", "12,345.00"),
            14,
            &["Total of it", "all", "     12,345.00"],
        );
    }

    #[test]
    fn an_items_lines_stand_below_its_title() {
        let block = Block::Item {
            quantity: "2 ×".to_owned(),
            title: "Walnut kettle, brushed".to_owned(),
            detail: "1.2 l".to_owned(),
            amount: "128.00".to_owned(),
        };
        check(block, 24, &["2 × Walnut        128.00", "    kettle,", "    brushed", "    1.2 l"]);
    }

    #[test]
    fn a_title_cannot_command_the_printer() {
        check(Block::text("a\u{1b}p\u{0}z\u{7}"), 20, &["a p z"]);
        check(Block::row("a\u{202e}b\nc", ""), 20, &["ab c"]);
    }
}
