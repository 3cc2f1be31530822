//! Composes a cover: what stands where, how large, in which ink.

use super::SIZE;
use super::canvas::{Ink, PlacedLine, Rule, STEPS};
use super::setting::Setting;
use crate::document::{Document, Labels};
use crate::epub::markup::one_line;
use crate::epub::page;
use crate::font::{DISPLAY, FontBook, FontQuery, FontStyle, SANS, SERIF};

/// Paper, and the inks on it.
const PAPER: [u8; 3] = [0xFA, 0xF7, 0xF0];
const BLACK: [u8; 3] = [0x16, 0x14, 0x12];
const GREY: [u8; 3] = [0x4E, 0x4A, 0x45];
const ACCENT: [u8; 3] = [0x8A, 0x1C, 0x1C];

/// White space at the sides, in pixels.
const SIDE: f32 = 150.0;
/// The width that words have.
const MEASURE: f32 = SIZE.0 as f32 - 2.0 * SIDE;

/// A composed cover.
pub(super) struct Design<'a> {
    pub(super) rules: Vec<Rule>,
    pub(super) lines: Vec<PlacedLine<'a>>,
}

/// The palette: paper, then every ink from its faintest step to its fullest.
pub(super) fn palette() -> Vec<[u8; 3]> {
    let mix = |paper: u8, ink: u8, step: u8| {
        let (paper, ink, step, steps) = (u16::from(paper), u16::from(ink), u16::from(step), u16::from(STEPS));
        ((paper * (steps - step) + ink * step + steps / 2) / steps) as u8
    };
    let ramp = |ink: [u8; 3]| {
        (1..=STEPS).map(move |step| [0, 1, 2].map(|part: usize| mix(PAPER[part], ink[part], step)))
    };
    std::iter::once(PAPER).chain([BLACK, GREY, ACCENT].into_iter().flat_map(ramp)).collect()
}

/// The composed cover of a document; `None` if no font can set the title.
pub(super) fn compose<'a>(document: &Document, fonts: &'a FontBook) -> Option<Design<'a>> {
    let metadata = &document.metadata;
    let right_to_left = page::is_right_to_left(document);
    let mut composer =
        Composer { fonts, right_to_left, design: Design { rules: Vec::new(), lines: Vec::new() } };
    composer.masthead(metadata.publication.as_deref());
    composer.byline(document);
    let kicker = metadata.kicker.as_deref().map(str::to_uppercase);
    let kicker = kicker.and_then(|kicker| composer.setting(&[SANS], 600, FontStyle::Normal, &kicker, 0.12));
    let headline =
        composer.setting(&[DISPLAY, SERIF], 600, FontStyle::Normal, &crate::epub::title(metadata), -0.014)?;
    let dek = metadata.subtitle.as_deref();
    let dek = dek.and_then(|dek| composer.setting(&[DISPLAY, SERIF], 400, FontStyle::Italic, dek, 0.0));
    composer.title(kicker.as_ref(), &headline, dek.as_ref());
    Some(composer.design)
}

/// Places settings on the cover.
struct Composer<'a> {
    fonts: &'a FontBook,
    right_to_left: bool,
    design: Design<'a>,
}

/// Where a block of lines goes and how it looks.
struct Block {
    size: f32,
    leading: f32,
    ink: Ink,
}

const END_MARK: usize = 40;
const HEAVY_RULE: usize = 14;
const TOP: usize = 150;
const TITLE_TOP: f32 = 520.0;
const FOOT: usize = 2290;
const KICKER: Block = Block { size: 50.0, leading: 64.0, ink: Ink::Accent };
const DEK: Block = Block { size: 76.0, leading: 98.0, ink: Ink::Grey };
const NAMES: Block = Block { size: 60.0, leading: 78.0, ink: Ink::Black };

/// The sizes of headlines, largest first, in pixels.
const HEADLINE_SIZES: [f32; 13] =
    [280.0, 256.0, 232.0, 212.0, 194.0, 178.0, 162.0, 146.0, 130.0, 114.0, 98.0, 84.0, 72.0];

impl<'a> Composer<'a> {
    fn setting(
        &self,
        families: &[&str],
        weight: u16,
        style: FontStyle,
        text: &str,
        tracking: f32,
    ) -> Option<Setting<'a>> {
        let query = FontQuery { families: families.to_vec(), weight, style, stretch: 100 };
        Setting::new(self.fonts, &query, text, tracking)
    }

    fn masthead(&mut self, publication: Option<&str>) {
        self.rule(TOP, HEAVY_RULE, Ink::Black);
        let publication =
            publication.and_then(|name| self.setting(&[DISPLAY, SERIF], 400, FontStyle::Italic, name, 0.0));
        if let Some(publication) = publication {
            let block = Block { size: 66.0, leading: 80.0, ink: Ink::Black };
            self.place(&publication, &block, (TOP + HEAVY_RULE) as f32 + 40.0);
        }
    }

    fn byline(&mut self, document: &Document) {
        let names: Vec<String> =
            document.metadata.authors.iter().map(|author| one_line(&author.name)).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).filter(|name| !name.is_empty()).collect();
        let joined = Labels::of(page::language(document)).join(&names);
        self.rule(FOOT, 3, Ink::Black);
        if let Some(names) = self.setting(&[SANS], 600, FontStyle::Normal, &joined, 0.0) {
            self.place(&names, &NAMES, FOOT as f32 + 48.0);
        }
        self.end_mark();
    }

    /// The mark that closes an article, here at the end of the foot.
    fn end_mark(&mut self) {
        let x = if self.right_to_left { SIDE } else { SIDE + MEASURE - END_MARK as f32 };
        let mark = Rule { x: x as usize, y: FOOT + 48, width: END_MARK, height: END_MARK, ink: Ink::Accent };
        self.design.rules.push(mark);
    }

    /// Kicker, headline and dek, the headline as large as the space between masthead and names allows.
    fn title(&mut self, kicker: Option<&Setting<'a>>, headline: &Setting<'a>, dek: Option<&Setting<'a>>) {
        let mut top = TITLE_TOP;
        if let Some(kicker) = kicker {
            top = self.place(kicker, &KICKER, top) + 66.0;
        }
        let dek_lines = dek.map_or(0, |dek| dek.lines(DEK.size, MEASURE, false).len());
        let dek_height = if dek_lines == 0 { 0.0 } else { 104.0 + dek_lines as f32 * DEK.leading };
        let space = FOOT as f32 - 140.0 - top - dek_height;
        let size = headline_size(headline, space);
        let block = Block { size, leading: leading(size), ink: Ink::Black };
        let bottom = self.place(headline, &block, top);
        if let Some(dek) = dek {
            self.place(dek, &DEK, bottom + 104.0);
        }
    }

    /// Places a setting with the capitals of its first line at `top`; returns its last baseline.
    fn place(&mut self, setting: &Setting<'a>, block: &Block, top: f32) -> f32 {
        let scale = setting.scale(block.size);
        let mut baseline = (top + setting.face.metrics().cap_height * scale).round();
        for (index, line) in setting.lines(block.size, MEASURE, self.right_to_left).into_iter().enumerate() {
            if index > 0 {
                baseline += block.leading;
            }
            let x = if self.right_to_left { SIDE + MEASURE - line.width } else { SIDE - line.bearing };
            self.design.lines.push(PlacedLine {
                face: setting.face,
                scale,
                line,
                x,
                baseline,
                ink: block.ink,
            });
        }
        baseline
    }

    fn rule(&mut self, y: usize, height: usize, ink: Ink) {
        self.design.rules.push(Rule { x: SIDE as usize, y, width: MEASURE as usize, height, ink });
    }
}

/// The largest size at which a headline fits; a little less where that spares it a line of one short word.
fn headline_size(headline: &Setting<'_>, space: f32) -> f32 {
    let widths = |size: f32| -> Vec<f32> {
        headline.lines(size, MEASURE, false).iter().map(|line| line.width).collect()
    };
    let fits = |size: &f32| {
        let lines = widths(*size).len() as f32;
        headline.widest(*size) <= MEASURE && lines * leading(*size) <= space && lines <= 5.0
    };
    let has_stub = |size: f32| {
        let widths = widths(size);
        let widest = widths.iter().copied().fold(0.0, f32::max);
        widths.iter().any(|width| *width < 0.45 * widest)
    };
    let fitting: Vec<f32> = HEADLINE_SIZES.iter().copied().filter(fits).collect();
    let Some(&largest) = fitting.first() else { return HEADLINE_SIZES.last().copied().unwrap_or(72.0) };
    fitting.into_iter().find(|&size| size > 0.65 * largest && !has_stub(size)).unwrap_or(largest)
}

/// The distance of a headline's baselines.
fn leading(size: f32) -> f32 {
    (size * 1.05).round()
}
