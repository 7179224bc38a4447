//! Cursors: a place in a list, in a form that nobody is tempted to compose.

/// A place beside the item with a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cursor {
    After(u64),
    Before(u64),
}

impl Cursor {
    /// The cursor as a text, which holds until its generation is over.
    pub(super) fn write(self, generation: u32) -> String {
        let text = match self {
            Self::After(key) => format!("{generation} after {key}"),
            Self::Before(key) => format!("{generation} before {key}"),
        };
        text.bytes().map(|byte| format!("{byte:02x}")).collect()
    }

    /// The cursor of a text. `None` when this store did not write it, or in another generation.
    pub(super) fn read(text: &str, generation: u32) -> Option<Self> {
        let digits = text.as_bytes().chunks(2).map(|pair| {
            let pair = std::str::from_utf8(pair).ok()?;
            u8::from_str_radix(pair, 16).ok()
        });
        let text = String::from_utf8(digits.collect::<Option<_>>()?).ok()?;
        let (written, place) = text.split_once(' ')?;
        if written.parse() != Ok(generation) {
            return None;
        }
        match place.split_once(' ')? {
            ("after", key) => key.parse().ok().map(Self::After),
            ("before", key) => key.parse().ok().map(Self::Before),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cursors_are_read_as_they_were_written() {
        for cursor in [Cursor::After(0), Cursor::Before(u64::MAX)] {
            assert_eq!(Cursor::read(&cursor.write(3), 3), Some(cursor));
            assert_eq!(Cursor::read(&cursor.write(3), 4), None, "another generation");
        }
        for text in ["", "zz", "6", "é", "6166746572", "302061667465722078"] {
            assert_eq!(Cursor::read(text, 0), None, "{text}");
        }
    }
}
