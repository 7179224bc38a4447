//! Blocks as black and white pictures, for what a receipt printer has no letters for.

use cosmic_text::Color;

use crate::document::Block;
use crate::setting::{Bar, Measure, SetBlock, set_block};
use crate::typesetter::Typesetter;

/// How dark a dot must be to be printed, of 255: thin strokes must not vanish.
const DARK: u32 = 100;

/// A picture of dots, eight to a byte, the leftmost in the highest bit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Bitmap {
    pub(crate) width: usize,
    pub(crate) height: usize,
    pub(crate) dots: Vec<u8>,
}

impl Bitmap {
    fn new(width: usize, height: usize) -> Self {
        Self { width, height, dots: vec![0; width.div_ceil(8) * height] }
    }

    /// How many bytes a row of it has.
    pub(crate) fn row_bytes(&self) -> usize {
        self.width.div_ceil(8)
    }

    fn set(&mut self, x: i32, y: i32) {
        let (Ok(x), Ok(y)) = (usize::try_from(x), usize::try_from(y)) else { return };
        if x < self.width && y < self.height {
            let at = y * self.row_bytes() + x / 8;
            self.dots[at] |= 0x80 >> (x % 8);
        }
    }
}

/// A block, `width` dots wide, its ordinary letters `size` dots high.
pub(crate) fn draw(block: &Block, width: usize, size: f32, setter: &mut Typesetter) -> Bitmap {
    let measure = Measure { width: dots(width), size };
    let set = set_block(block, measure, setter);
    let mut bitmap = Bitmap::new(width, whole(set.height.ceil()).unsigned_abs() as usize);
    for bar in &set.bars {
        fill(*bar, &mut bitmap);
    }
    draw_glyphs(&set, &mut bitmap, setter);
    bitmap
}

fn draw_glyphs(set: &SetBlock, bitmap: &mut Bitmap, setter: &mut Typesetter) {
    let Typesetter { fonts, drawn, .. } = setter;
    for line in &set.lines {
        for glyph in &line.glyphs {
            let placed = glyph.physical((line.x, line.baseline), 1.0);
            drawn.with_pixels(fonts, placed.cache_key, Color::rgb(0, 0, 0), |x, y, color| {
                if is_dark(color) {
                    bitmap.set(placed.x + x, placed.y + y);
                }
            });
        }
    }
}

/// Whether a colour, laid on white paper, is dark: pictures within text have colours of their own.
fn is_dark(color: Color) -> bool {
    let [red, green, blue] = [color.r(), color.g(), color.b()].map(u32::from);
    let lightness = (red * 299 + green * 587 + blue * 114) / 1000;
    u32::from(color.a()) * (255 - lightness) / 255 > DARK
}

fn fill(bar: Bar, bitmap: &mut Bitmap) {
    let span = |from: f32, length: f32| whole(from)..whole((from + length.max(1.0)).ceil());
    for y in span(bar.y, bar.height) {
        for x in span(bar.x, bar.width) {
            bitmap.set(x, y);
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "a line of a receipt printer has some hundred dots")]
fn dots(count: usize) -> f32 {
    count as f32
}

#[expect(clippy::cast_possible_truncation, reason = "a block is far below 2^31 dots high and wide")]
fn whole(value: f32) -> i32 {
    value as i32
}
