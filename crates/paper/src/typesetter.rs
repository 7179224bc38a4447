//! Text of all scripts, shaped and put into lines with this machine's fonts. What comes out is drawn by
//! `pdf` and by `bitmap`.

use cosmic_text::{
    Align as Edge, Attrs, Buffer, Family, FontSystem, LayoutGlyph, Metrics, Shaping, SwashCache,
    Weight, Wrap, fontdb,
};

use crate::error::PaperError;

/// The fonts that receipts are set in by choice, as systems bring them. Whatever else is there stands
/// in for letters that these lack.
const FAMILIES: [&str; 8] = [
    "Noto Sans",
    "Segoe UI",
    "Helvetica Neue",
    "Helvetica",
    "Arial",
    "DejaVu Sans",
    "Liberation Sans",
    "Cantarell",
];

/// A line's height, in sizes of its font.
const LINE_HEIGHT: f32 = 1.35;

/// Sets text with a machine's fonts. Making one reads every font's names, so it is made once.
pub struct Typesetter {
    pub(crate) fonts: FontSystem,
    pub(crate) drawn: SwashCache,
    family: String,
}

/// How a text is to be set.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Style {
    pub(crate) size: f32,
    pub(crate) strong: bool,
    pub(crate) edge: Edge,
}

/// A text in lines, of which the first begins at the top left.
#[derive(Debug, Default)]
pub(crate) struct SetText {
    pub(crate) width: f32,
    pub(crate) height: f32,
    pub(crate) lines: Vec<SetLine>,
}

/// A line of glyphs from left to right, with the text that they stand for.
#[derive(Debug, Clone)]
pub(crate) struct SetLine {
    pub(crate) x: f32,
    pub(crate) baseline: f32,
    pub(crate) text: String,
    pub(crate) glyphs: Vec<LayoutGlyph>,
}

impl Typesetter {
    /// With the fonts of this machine. Takes some tenths of a second.
    ///
    /// # Errors
    /// [`PaperError::NoFonts`] where there is none.
    pub fn of_this_machine() -> Result<Self, PaperError> {
        let (locale, fonts) = FontSystem::new().into_locale_and_db();
        Self::with(locale, fonts)
    }

    /// With these fonts and no others: each is a font file's bytes.
    ///
    /// # Errors
    /// [`PaperError::NoFonts`] where none of them is a font.
    pub fn with_fonts(files: Vec<Vec<u8>>) -> Result<Self, PaperError> {
        let mut fonts = fontdb::Database::new();
        for file in files {
            fonts.load_font_data(file);
        }
        Self::with("en-US".to_owned(), fonts)
    }

    /// Han letters are drawn as the locale writes them.
    fn with(locale: String, fonts: fontdb::Database) -> Result<Self, PaperError> {
        let families = || fonts.faces().flat_map(|face| &face.families).map(|(name, _)| name);
        let chosen = FAMILIES.into_iter().find(|wanted| families().any(|name| name == wanted));
        let family = chosen.map(str::to_owned).or_else(|| families().next().cloned());
        let family = family.ok_or(PaperError::NoFonts)?;
        Ok(Self {
            fonts: FontSystem::new_with_locale_and_db(locale, fonts),
            drawn: SwashCache::new(),
            family,
        })
    }

    /// A text, broken into lines no wider than `width`.
    pub(crate) fn set(&mut self, text: &str, style: Style, width: f32) -> SetText {
        self.shape(text, style, Some(width))
    }

    /// A text in as many lines as it has.
    pub(crate) fn set_unbroken(&mut self, text: &str, style: Style) -> SetText {
        self.shape(text, style, None)
    }

    fn shape(&mut self, text: &str, style: Style, width: Option<f32>) -> SetText {
        if text.is_empty() {
            return SetText::default();
        }
        let height = style.size * LINE_HEIGHT;
        let mut buffer = Buffer::new(&mut self.fonts, Metrics::new(style.size, height));
        buffer.set_wrap(if width.is_some() { Wrap::WordOrGlyph } else { Wrap::None });
        buffer.set_size(width, None);
        let weight = if style.strong { Weight::BOLD } else { Weight::NORMAL };
        let attributes = Attrs::new().family(Family::Name(&self.family)).weight(weight);
        let edge = width.map(|_| style.edge);
        buffer.set_text(text, &attributes, Shaping::Advanced, edge);
        buffer.shape_until_scroll(&mut self.fonts, false);
        collect(&buffer, width.is_none())
    }
}

/// The lines of a buffer. Where nothing was to fill a width, whatever the script's direction put before
/// the first glyph is taken away.
fn collect(buffer: &Buffer, unbroken: bool) -> SetText {
    let mut set = SetText::default();
    for run in buffer.layout_runs() {
        // Of scripts that run to the left they come in the order of reading.
        let mut glyphs = run.glyphs.to_vec();
        glyphs.sort_by(|one, other| one.x.total_cmp(&other.x));
        let first = glyphs.first().map_or(0.0, |glyph| glyph.x);
        set.width = set.width.max(run.line_w);
        set.height = set.height.max(run.line_top + run.line_height);
        set.lines.push(SetLine {
            x: if unbroken { -first } else { 0.0 },
            baseline: run.line_y,
            text: run.text.to_owned(),
            glyphs,
        });
    }
    set
}
