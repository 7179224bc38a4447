//! Blocks, set: where each line of glyphs and each rule of a block stands in a given width. Measures
//! are in the unit of the font's size: points for a PDF, dots for a receipt printer.

use cosmic_text::Align as Edge;

use crate::clean;
use crate::document::{Align, Block};
use crate::typesetter::{SetLine, SetText, Style, Typesetter};

/// The least width that a title is given beside its amount, in sizes of the font; where there is less,
/// the amount gets a line of its own.
const LEAST: f32 = 5.0;

/// The gap between two columns, in sizes of the font.
const GAP: f32 = 0.6;

/// A block in its place: its top left corner is 0, 0.
#[derive(Debug, Default)]
pub(crate) struct SetBlock {
    pub(crate) height: f32,
    pub(crate) lines: Vec<SetLine>,
    pub(crate) bars: Vec<Bar>,
}

/// A black rectangle.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bar {
    pub(crate) x: f32,
    pub(crate) y: f32,
    pub(crate) width: f32,
    pub(crate) height: f32,
}

/// The width to fill and the size of ordinary letters.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Measure {
    pub(crate) width: f32,
    pub(crate) size: f32,
}

impl Measure {
    fn style(self, strong: bool) -> Style {
        Style { size: self.size, strong, edge: Edge::Left }
    }

    fn gap(self) -> f32 {
        self.size * GAP
    }

    fn bar_height(self) -> f32 {
        (self.size / 12.0).max(0.5)
    }
}

/// Sets a block.
pub(crate) fn set_block(block: &Block, measure: Measure, setter: &mut Typesetter) -> SetBlock {
    match block {
        Block::Mark { text } => mark(text, measure, setter),
        Block::Heading { text } => {
            let style = Style { size: measure.size * 1.5, strong: true, edge: Edge::Center };
            paragraph(text, style, measure, setter)
        }
        Block::Text { text, align, strong } => {
            let style = Style { edge: edge(*align), ..measure.style(*strong) };
            paragraph(text, style, measure, setter)
        }
        Block::Item { quantity, title, detail, amount } => {
            item([quantity, title, detail, amount], measure, setter)
        }
        Block::Row { left, right, strong } => row(left, right, *strong, measure, setter),
        Block::Rule => rule(measure),
        Block::Space => SetBlock { height: measure.size * 0.7, ..SetBlock::default() },
    }
}

fn edge(align: Align) -> Edge {
    match align {
        Align::Left => Edge::Left,
        Align::Center => Edge::Center,
        Align::Right => Edge::Right,
    }
}

impl SetBlock {
    /// Adds a text with its top left corner at `x`, `y`, and grows by it.
    fn put(&mut self, text: SetText, x: f32, y: f32) {
        self.height = self.height.max(y + text.height);
        self.lines.extend(text.lines.into_iter().map(|line| SetLine {
            x: line.x + x,
            baseline: line.baseline + y,
            ..line
        }));
    }
}

fn paragraph(text: &str, style: Style, measure: Measure, setter: &mut Typesetter) -> SetBlock {
    let mut block = SetBlock::default();
    let text = clean::lines(text).collect::<Vec<_>>().join("\n");
    block.put(setter.set(&text, style, measure.width), 0.0, 0.0);
    block
}

/// A text in a frame.
fn mark(text: &str, measure: Measure, setter: &mut Typesetter) -> SetBlock {
    let inside = measure.size * 0.5;
    let thick = measure.bar_height() * 1.5;
    let style = Style { edge: Edge::Center, ..measure.style(true) };
    let text = setter.set(&clean::line(text), style, measure.width - 2.0 * inside);
    let mut block = SetBlock::default();
    block.put(text, inside, inside);
    let (width, height) = (measure.width, block.height + inside);
    block.height = height + inside;
    block.bars = vec![
        Bar { x: 0.0, y: 0.0, width, height: thick },
        Bar { x: 0.0, y: height - thick, width, height: thick },
        Bar { x: 0.0, y: 0.0, width: thick, height },
        Bar { x: width - thick, y: 0.0, width: thick, height },
    ];
    block
}

fn item(texts: [&String; 4], measure: Measure, setter: &mut Typesetter) -> SetBlock {
    let [quantity, title, detail, amount] = texts.map(|text| clean::line(text));
    let quantity = setter.set_unbroken(&quantity, measure.style(false));
    let indent = if quantity.width > 0.0 { quantity.width + measure.gap() } else { 0.0 };
    let inner = Measure { width: measure.width - indent, ..measure };
    let mut block = SetBlock::default();
    let named = row(&title, &amount, false, inner, setter);
    let below = named.height;
    block.put(quantity, 0.0, 0.0);
    block.height = block.height.max(below);
    block.lines.extend(named.lines.into_iter().map(|line| SetLine { x: line.x + indent, ..line }));
    let small = Style { size: measure.size * 0.88, ..measure.style(false) };
    block.put(setter.set(&detail, small, inner.width), indent, below);
    block
}

/// Words at the left, and at the right what belongs to them, where there is room for both.
fn row(
    left: &str,
    right: &str,
    strong: bool,
    measure: Measure,
    setter: &mut Typesetter,
) -> SetBlock {
    let style = measure.style(strong);
    let right = setter.set_unbroken(&clean::line(right), style);
    let taken = if right.width > 0.0 { right.width + measure.gap() } else { 0.0 };
    let left = clean::line(left);
    let mut block = SetBlock::default();
    let beside = measure.width - taken;
    let fits = beside >= measure.size * LEAST || setter.set_unbroken(&left, style).width <= beside;
    let left = setter.set(&left, style, if fits { beside } else { measure.width });
    let below = if fits { 0.0 } else { left.height };
    block.put(left, 0.0, 0.0);
    let x = (measure.width - right.width).max(0.0);
    block.put(right, x, below);
    block
}

fn rule(measure: Measure) -> SetBlock {
    let height = measure.bar_height();
    let room = measure.size * 0.35;
    let bar = Bar { x: 0.0, y: room, width: measure.width, height };
    SetBlock { height: 2.0 * room + height, lines: Vec::new(), bars: vec![bar] }
}
