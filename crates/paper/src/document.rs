//! The document: what stands on a sheet, from top to bottom.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What is printed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Document {
    /// What it is, for a PDF's readers and the name of its file: `Receipt 209471`.
    pub title: String,
    /// What stands there.
    pub blocks: Vec<Block>,
}

/// A part of a document. Texts may be of any script and any length; each is broken where it must be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Block {
    /// Words that must not be overlooked: that the document is no receipt, or a copy of one.
    Mark {
        /// The words.
        text: String,
    },
    /// Large, in the middle: the store's name.
    Heading {
        /// The words.
        text: String,
    },
    /// A paragraph; line breaks in it are kept.
    Text {
        /// The words.
        text: String,
        /// Where its lines stand.
        align: Align,
        /// Whether it is bold.
        strong: bool,
    },
    /// Something that was sold.
    Item {
        /// How many, as it is written: `2 ×`.
        quantity: String,
        /// What.
        title: String,
        /// What else is to be said of it, often empty.
        detail: String,
        /// What it came to, often of a fixed width; may be empty.
        amount: String,
    },
    /// Words and, at the other end of the line, what belongs to them.
    Row {
        /// The words.
        left: String,
        /// What belongs to them.
        right: String,
        /// Whether both are bold.
        strong: bool,
    },
    /// A line across the paper.
    Rule,
    /// An empty line.
    Space,
}

/// Where the lines of a text stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Align {
    /// At the left.
    #[default]
    Left,
    /// In the middle.
    Center,
    /// At the right.
    Right,
}

impl Block {
    /// A mark.
    #[must_use]
    pub fn mark(text: impl Into<String>) -> Self {
        Self::Mark { text: text.into() }
    }

    /// A heading.
    #[must_use]
    pub fn heading(text: impl Into<String>) -> Self {
        Self::Heading { text: text.into() }
    }

    /// A paragraph at the left.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text { text: text.into(), align: Align::Left, strong: false }
    }

    /// A paragraph in the middle.
    #[must_use]
    pub fn centered(text: impl Into<String>) -> Self {
        Self::Text { text: text.into(), align: Align::Center, strong: false }
    }

    /// A row.
    #[must_use]
    pub fn row(left: impl Into<String>, right: impl Into<String>) -> Self {
        Self::Row { left: left.into(), right: right.into(), strong: false }
    }

    /// A bold row.
    #[must_use]
    pub fn strong_row(left: impl Into<String>, right: impl Into<String>) -> Self {
        Self::Row { left: left.into(), right: right.into(), strong: true }
    }
}
