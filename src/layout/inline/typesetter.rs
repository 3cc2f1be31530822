//! What is shared among all paragraphs of a document: faces, shapes, and the way back to the source.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::breakpoint::{Breakpoint, breakpoints};
use super::collect::{Collected, Segment, collect};
use super::content::{InlineContent, Line, Measure};
use super::finish::finish;
use super::hyphenate::Exceptions;
use super::initial::{self, Initial};
use super::itemize::itemize;
use super::knuth_plass::{LineWidths, break_lines};
use super::shape::Shaper;
use super::unit::Unit;
use super::{balance, first_fit, position};
use crate::diagnostic::{Code, Context, Diagnostic, Severity};
use crate::document::Document;
use crate::font::{FontBook, FontId, FontMatch, FontQuery, MONO, SANS, SERIF};
use crate::geometry::{Color, Length};
use crate::source::Span;
use crate::style::{
    FontFamily, FontProperties, LengthPercentage, Styles, TextAlign, TextAlignLast, TextWrap, WhiteSpace,
};

/// Sets paragraphs: holds the faces and shapes that they share.
pub struct Typesetter<'a> {
    pub(super) document: &'a Document,
    pub(super) fonts: &'a FontBook,
    pub(super) context: &'a Context,
    pub(super) shaper: Shaper<'a>,
    /// By the address of the properties, which are held: no others can come to stand there.
    primary: RefCell<HashMap<usize, (Arc<FontProperties>, PrimaryFace)>>,
    /// What stands in the place of superior and inferior letters, by the address of the properties, which are held.
    positions: RefCell<HashMap<usize, Replaced>>,
    /// By the address of the style's font properties, which `primary` keeps alive.
    fallbacks: RefCell<HashMap<(usize, char), (FontId, bool)>>,
    ascii: RefCell<HashMap<FontId, u128>>,
    missing: RefCell<BTreeSet<char>>,
    styles: Option<&'a Styles>,
    /// Where the paragraph stands that is being set.
    place: Cell<Span>,
    /// Words that are cut are counted and not told one by one: their table tells of them.
    pub(super) cuts: Cell<Option<usize>>,
}

/// Properties, and those that stand in their place.
type Replaced = (Arc<FontProperties>, Arc<FontProperties>);

/// The face that a style's families name.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct PrimaryFace {
    pub font: FontId,
    /// The ASCII characters that are set in it, a bit for each.
    ascii: u128,
}

impl PrimaryFace {
    /// Whether it is known at once that a character is set in it.
    pub fn covers(&self, character: char) -> bool {
        character.is_ascii() && self.ascii & (1 << u32::from(character)) != 0
    }
}

/// A block's text, shaped: everything about it that does not depend on its measure.
pub struct Paragraph<'c> {
    pub(super) content: &'c InlineContent,
    pub(super) collected: Collected,
    pub(super) units: Vec<Unit>,
    pub(super) breakpoints: Vec<Breakpoint>,
    pub(super) initial: Option<Initial>,
}

impl<'a> Typesetter<'a> {
    /// A typesetter for one document.
    pub fn new(document: &'a Document, fonts: &'a FontBook, context: &'a Context) -> Typesetter<'a> {
        let metadata = &document.metadata;
        let exceptions = Exceptions::new(&metadata.language, &metadata.hyphenation);
        Typesetter {
            document,
            fonts,
            context,
            shaper: Shaper::new(fonts, exceptions),
            primary: RefCell::default(),
            positions: RefCell::default(),
            fallbacks: RefCell::default(),
            ascii: RefCell::default(),
            missing: RefCell::default(),
            styles: None,
            place: Cell::default(),
            cuts: Cell::default(),
        }
    }

    /// The same, to say in messages where a sheet names a font.
    pub fn with_styles(self, styles: &'a Styles) -> Typesetter<'a> {
        Typesetter { styles: Some(styles), ..self }
    }

    /// Does something that sets lines, and says how many words it cut without a hyphen, which are not reported.
    pub fn counting_cuts<T>(&self, set: impl FnOnce() -> T) -> (T, usize) {
        let outer = self.cuts.replace(Some(0));
        let result = set();
        let count = self.cuts.replace(outer).unwrap_or_default();
        (result, count)
    }

    /// Collapses, cuts and shapes a block's content.
    pub fn paragraph<'c>(&self, content: &'c InlineContent) -> Paragraph<'c> {
        self.place.set(content.span);
        let mut collected = collect(content);
        position::synthesize(self, &mut collected);
        let plan = initial::enlarge(self, content, &mut collected);
        let mut units = itemize(self, content, &collected);
        let initial = plan.and_then(|plan| initial::lift(self, content, &collected, &mut units, plan));
        let breakpoints = breakpoints(self, &collected, &units);
        Paragraph { content, collected, units, breakpoints, initial }
    }

    /// Breaks a paragraph into lines that fill `measure`.
    pub fn lines(&self, paragraph: &Paragraph<'_>, measure: &Measure) -> Vec<Line> {
        if paragraph.units.is_empty() {
            return Vec::new();
        }
        let widths = LineWidths::new(measure, paragraph, false);
        let lines = self.broken(paragraph, &widths);
        match &paragraph.initial {
            Some(initial) if initial.is_touched(self, paragraph, widths.initial, &lines) => {
                self.broken(paragraph, &LineWidths::new(measure, paragraph, true))
            }
            _ => lines,
        }
    }

    /// The colour of the article's text.
    pub fn ink(&self) -> Color {
        self.styles.map_or(Color::BLACK, |styles| styles.node(self.document.root()).color.0)
    }

    /// The first line of some content in a measure without end, where nothing but its start aligns it.
    pub fn endless_line(&self, mut content: InlineContent) -> Option<Line> {
        let text = Arc::make_mut(&mut content.style.text);
        (text.align, text.align_last) = (TextAlign::Left, TextAlignLast::Auto);
        text.indent = LengthPercentage::default();
        let measure = Measure::uniform(Length::MAX.scale(1, 4));
        self.lines(&self.paragraph(&content), &measure).into_iter().next()
    }

    /// As [`Typesetter::lines`]; `None` if the paragraph has an initial letter without room in `measure`: it takes more than half of
    /// it, or a line that it or its tail reaches is not there.
    pub fn lines_with_room(&self, paragraph: &Paragraph<'_>, measure: &Measure) -> Option<Vec<Line>> {
        let Some(initial) = &paragraph.initial else { return Some(self.lines(paragraph, measure)) };
        if initial.width().scale(2, 1) > measure.width {
            return None;
        }
        let lines = self.lines(paragraph, measure);
        (lines.len() >= initial.edges.len() + initial.tail.len()).then_some(lines)
    }

    fn broken(&self, paragraph: &Paragraph<'_>, widths: &LineWidths) -> Vec<Line> {
        let lines = self.broken_as_asked(paragraph, widths);
        match widths.justified && is_patchy(&lines) {
            true => self.broken_as_asked(paragraph, &widths.ragged()),
            false => lines,
        }
    }

    fn broken_as_asked(&self, paragraph: &Paragraph<'_>, widths: &LineWidths) -> Vec<Line> {
        let text = &paragraph.content.style.text;
        let breaks = match text.white_space {
            WhiteSpace::Pre | WhiteSpace::PreWrap | WhiteSpace::PreLine => {
                first_fit::break_lines(self, paragraph, widths)
            }
            _ if text.wrap == TextWrap::Balance => balance::break_lines(self, paragraph, widths),
            _ => break_lines(self, paragraph, widths),
        };
        finish(self, paragraph, widths, &breaks)
    }

    /// A number of font units at a size.
    pub(super) fn scale(&self, font: FontId, size: Length, units: i32) -> Length {
        size.scale(units, self.units_per_em(font))
    }

    /// The units of a face to the em.
    pub(super) fn units_per_em(&self, font: FontId) -> i32 {
        self.fonts.face(font).map_or(1000, |face| i32::from(face.metrics().units_per_em))
    }

    /// The face that a style's families name, whatever the character.
    pub fn primary_face(&self, properties: &Arc<FontProperties>) -> FontId {
        self.primary(properties).font
    }

    /// The same, with the characters that it has for certain.
    pub(super) fn primary(&self, properties: &Arc<FontProperties>) -> PrimaryFace {
        let address = Arc::as_ptr(properties) as usize;
        if let Some(&(_, known)) = self.primary.borrow().get(&address) {
            return known;
        }
        let query = query(properties);
        let found = self.fonts.select(&query);
        if let Some(found) = found {
            self.report_match(&query, &found);
        }
        let font = found.map(|found| found.id).unwrap_or_default();
        let primary = PrimaryFace { font, ascii: self.ascii_of(font) };
        self.primary.borrow_mut().insert(address, (Arc::clone(properties), primary));
        primary
    }

    /// Plain letters for the superior or inferior ones of a style.
    pub(super) fn plain_position(&self, properties: &Arc<FontProperties>) -> Arc<FontProperties> {
        let mut known = self.positions.borrow_mut();
        let make = || (Arc::clone(properties), Arc::new(position::plain(properties)));
        let (_, plain) = known.entry(Arc::as_ptr(properties) as usize).or_insert_with(make);
        Arc::clone(plain)
    }

    /// Where a sheet names a family, else where the text stands that is being set; none for running heads.
    fn place_of(&self, family: &str) -> Option<Span> {
        let text = Some(self.place.get()).filter(|span| *span != Span::default());
        self.styles.and_then(|styles| styles.family_place(family)).or(text)
    }

    fn report_match(&self, query: &FontQuery<'_>, found: &FontMatch) {
        let family = query.families.first().copied().unwrap_or(SERIF);
        let place = self.place_of(family);
        if !found.first_family {
            let message = format!("there is no font family “{family}”");
            let help = "`offprint fonts` lists the families; add others with --font-path or @font-face";
            let mut diagnostic = Diagnostic::new(Code::FontMissing, place, message);
            let taken = self.fonts.face(found.id).map_or(SERIF, |face| face.info.family.as_str());
            diagnostic.message.push_str(&format!("; “{taken}” is used"));
            let listed = query.families.iter().any(|family| family.eq_ignore_ascii_case(taken));
            if listed {
                diagnostic.severity = Severity::Note;
            }
            self.context.report_once(family, diagnostic.help(help));
        } else if !found.exact {
            let slope = if query.style == crate::font::FontStyle::Normal { "" } else { " italic" };
            let message = format!(
                "the family “{family}” has no face of weight {}{slope}; the nearest is used",
                query.weight
            );
            let key = format!("{family} {} {slope}", query.weight);
            self.context.report_once(&key, Diagnostic::new(Code::FontStyleMissing, place, message));
        }
    }

    /// The face for a character in a style whose primary face is known, and whether it stands only for the box of a missing glyph.
    /// Marks and invisible characters stay in the face of the character before them.
    pub(super) fn face_for(
        &self,
        properties: &FontProperties,
        primary: PrimaryFace,
        character: char,
        current: Option<FontId>,
    ) -> (FontId, bool) {
        if primary.covers(character) {
            return (primary.font, false);
        }
        let primary = primary.font;
        let has = |id: FontId| self.fonts.face(id).is_some_and(|face| face.glyph(character).is_some());
        let stays = is_invisible(character) || is_mark(character);
        if let Some(current) = current.filter(|&id| stays && (is_invisible(character) || has(id))) {
            return (current, false);
        }
        let key = (std::ptr::from_ref(properties) as usize, character);
        if let Some(&known) = self.fallbacks.borrow().get(&key) {
            return known;
        }
        let found = if has(primary) || is_invisible(character) {
            (primary, false)
        } else if let Some(id) = self.fonts.fallback(character, &query(properties)) {
            (id, false)
        } else {
            self.fonts.missing_glyph().map_or((primary, false), |(id, _)| (id, true))
        };
        self.fallbacks.borrow_mut().insert(key, found);
        found
    }

    /// The characters of a text that no face has, each once and only the first time; the text begins with one. None
    /// if that one is not new.
    pub(super) fn newly_missing(&self, properties: &Arc<FontProperties>, text: &str) -> Vec<char> {
        let mut known = self.missing.borrow_mut();
        if text.chars().next().is_none_or(|first| known.contains(&first)) {
            return Vec::new();
        }
        let primary = self.primary(properties);
        let is_missing = |sign: &char| self.face_for(properties, primary, *sign, None).1;
        text.chars().filter(is_missing).filter(|sign| known.insert(*sign)).collect()
    }

    /// The ASCII characters of a face, a bit for each; control characters, which show nothing, among them.
    fn ascii_of(&self, id: FontId) -> u128 {
        *self.ascii.borrow_mut().entry(id).or_insert_with(|| {
            let face = self.fonts.face(id);
            let has = |byte: &u8| {
                byte.is_ascii_control() || face.is_some_and(|face| face.glyph(char::from(*byte)).is_some())
            };
            (0..128u8).filter(has).fold(0, |mask, byte| mask | 1u128 << byte)
        })
    }

    /// The glyph of a space in a face.
    pub(super) fn space_glyph(&self, font: FontId) -> u16 {
        self.fonts.face(font).and_then(|face| face.glyph(' ')).unwrap_or(1)
    }

    /// The place in the source of a range of the joined text.
    pub(super) fn span_at(&self, segment: &Segment, collected: &Collected, start: usize, end: usize) -> Span {
        let Some(text) = segment.node.and_then(|node| self.document.text(node)) else { return segment.span };
        let from = collected.node_offset(start);
        text.map.span(from..from + end.saturating_sub(start))
    }
}

/// Whether so many lines of a justified paragraph are left ragged that all of them had better be.
fn is_patchy(lines: &[Line]) -> bool {
    let ragged = lines.iter().filter(|line| line.facts.is_left_ragged()).count();
    let full = lines.iter().filter(|line| !line.facts.is_forced).count();
    ragged > 1 && ragged * 3 >= full
}

fn query(properties: &FontProperties) -> FontQuery<'_> {
    let families = properties.family.iter().map(|family| match family {
        FontFamily::Named(name) => name,
        FontFamily::Serif => SERIF,
        FontFamily::SansSerif => SANS,
        FontFamily::Monospace => MONO,
    });
    FontQuery {
        families: families.collect(),
        weight: properties.weight,
        style: properties.style,
        stretch: properties.stretch,
    }
}

/// Characters that show nothing (Unicode's Default_Ignorable_Code_Point).
fn is_invisible(character: char) -> bool {
    matches!(
        u32::from(character),
        0xAD | 0x34F | 0x61C | 0x115F | 0x1160 | 0x17B4 | 0x17B5 | 0x180B..=0x180F | 0x200B..=0x200F | 0x202A..=0x202E
            | 0x2060..=0x206F | 0x3164 | 0xFE00..=0xFE0F | 0xFEFF | 0xFFA0 | 0xFFF0..=0xFFF8 | 0x1BCA0..=0x1BCA3
            | 0x1D173..=0x1D17A | 0xE0000..=0xE0FFF
    )
}

/// Combining marks of the common blocks.
fn is_mark(character: char) -> bool {
    matches!(
        u32::from(character),
        0x300..=0x36F | 0x483..=0x489 | 0x591..=0x5BD | 0x610..=0x61A | 0x64B..=0x65F | 0x1AB0..=0x1AFF | 0x1DC0..=0x1DFF
            | 0x20D0..=0x20FF | 0xFE20..=0xFE2F
    )
}
