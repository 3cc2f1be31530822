//! Turns words into glyphs, each distinct word of an article once.
//!
//! The unit is a word with its following space; what the next word's first character is kerned by is added to that. Shapes are held in font
//! units and serve every size.

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use harfrust::{
    Buffer, ClusterLevel, Direction, Feature, Language, Script, ShapeOptions, ShapePlan, ShaperFont, Tag,
};

use super::hyphenate::{Exceptions, HyphenPoint, Hyphenation, hyphen_offsets};
use crate::font::{FontBook, FontId};
use crate::style::{FontProperties, TextTransform};

/// Everything beside the characters that a word's shape depends on.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct ShapeKey {
    pub font: FontId,
    pub properties: Arc<FontProperties>,
    pub script: [u8; 4],
    pub language: Arc<str>,
    pub rtl: bool,
    pub transform: TextTransform,
    pub hyphenation: Option<Hyphenation>,
}

/// A [`ShapeKey`]'s place in its [`Shaper`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct ShapeKeyId(u32);

/// A glyph in font units.
#[derive(Clone, Copy, Debug)]
pub(super) struct ShapedGlyph {
    pub id: u16,
    /// The byte in the word of the first character that it shows.
    pub cluster: u32,
    pub advance: i32,
    pub x_offset: i32,
    pub y_offset: i32,
    pub unsafe_to_break: bool,
}

/// A word with its following space, shaped.
#[derive(Debug, Default)]
pub(super) struct ShapedWord {
    pub glyphs: Vec<ShapedGlyph>,
    /// How many of the glyphs, from the first, are not the trailing space.
    pub ink: usize,
    /// Sum of the advances of the ink.
    pub advance: i32,
    /// Advance of the trailing space; 0 without one.
    pub space: i32,
    /// Where the word may be hyphenated.
    pub hyphens: Vec<HyphenPoint>,
    /// Where a word without such places may be, once it was found wider than a line.
    wide_hyphens: OnceCell<Vec<HyphenPoint>>,
    /// Clusters of ink: letter-spacing is added once for each.
    pub clusters: u32,
}

impl ShapedWord {
    /// The glyphs of characters that no font has.
    pub fn of_boxes(glyphs: Vec<ShapedGlyph>) -> ShapedWord {
        let clusters = u32::try_from(glyphs.len()).unwrap_or(u32::MAX);
        let advance = glyphs.iter().map(|glyph| glyph.advance).sum();
        ShapedWord { ink: glyphs.len(), advance, clusters, glyphs, ..ShapedWord::default() }
    }

    /// Where the word may be hyphenated; of one that may not, where it is if it is wider than a line.
    pub fn hyphen(&self, position: usize) -> Option<&HyphenPoint> {
        let list = if self.hyphens.is_empty() { self.wide_hyphens.get()? } else { &self.hyphens };
        list.get(position)
    }
}

struct Entry {
    key: ShapeKey,
    plan: ShapePlan,
    features: Vec<Feature>,
    /// The advance of a hyphen of ours, once a word was hyphenated.
    hyphen: OnceCell<i32>,
    /// How much a space before a character is kerned.
    after_space: HashMap<char, i32>,
    words: HashMap<Box<str>, Rc<ShapedWord>>,
}

/// So many words of one key are remembered at a time: more than an article has, fewer than a long book.
const MOST_WORDS: usize = 1 << 14;

/// Shapes words and remembers them.
pub(super) struct Shaper<'a> {
    fonts: &'a FontBook,
    /// Words that the article divides itself.
    pub exceptions: Exceptions,
    faces: RefCell<HashMap<FontId, Option<Rc<ShaperFont<'a, 'a>>>>>,
    ids: RefCell<HashMap<ShapeKey, ShapeKeyId>>,
    entries: RefCell<Vec<Entry>>,
    buffer: RefCell<Buffer>,
}

impl<'a> Shaper<'a> {
    pub fn new(fonts: &'a FontBook, exceptions: Exceptions) -> Shaper<'a> {
        Shaper {
            fonts,
            exceptions,
            faces: RefCell::default(),
            ids: RefCell::default(),
            entries: RefCell::default(),
            buffer: RefCell::new(Buffer::new()),
        }
    }

    fn face(&self, id: FontId) -> Option<Rc<ShaperFont<'a, 'a>>> {
        let mut faces = self.faces.borrow_mut();
        let open = || self.fonts.face(id)?.shaping_font().map(|font| Rc::new(ShaperFont::new(font)));
        faces.entry(id).or_insert_with(open).clone()
    }

    /// The id of a key; the same for equal keys.
    pub fn intern(&self, key: &ShapeKey) -> Option<ShapeKeyId> {
        if let Some(known) = self.ids.borrow().get(key) {
            return Some(*known);
        }
        let mut entries = self.entries.borrow_mut();
        let id = ShapeKeyId(u32::try_from(entries.len()).ok()?);
        entries.push(self.entry(key)?);
        self.ids.borrow_mut().insert(key.clone(), id);
        Some(id)
    }

    fn entry(&self, key: &ShapeKey) -> Option<Entry> {
        let font = self.fonts.face(key.font)?.shaping_font()?;
        let features = features(&key.properties);
        let direction = if key.rtl { Direction::RightToLeft } else { Direction::LeftToRight };
        let script = Script::from_iso15924_tag(Tag::new(&key.script));
        let language = Language::new(key.language.as_bytes());
        let plan = ShapePlan::new(font, direction, script, language.as_ref(), &features);
        Some(Entry {
            key: key.clone(),
            plan,
            features,
            hyphen: OnceCell::new(),
            after_space: HashMap::new(),
            words: HashMap::new(),
        })
    }

    /// The shape of a word, which may end in one space.
    pub fn word(&self, id: ShapeKeyId, word: &str) -> Rc<ShapedWord> {
        let mut entries = self.entries.borrow_mut();
        let Some(entry) = entries.get_mut(id.0 as usize) else { return Rc::default() };
        if let Some(known) = entry.words.get(word) {
            return Rc::clone(known);
        }
        let shaped = Rc::new(self.shape_word(entry, word));
        if entry.words.len() >= MOST_WORDS {
            entry.words.clear();
        }
        entry.words.insert(word.into(), Rc::clone(&shaped));
        shaped
    }

    /// How much wider a space is right before a word: the kerning of the space and the word's first character.
    pub fn after_space(&self, id: ShapeKeyId, word: &str) -> i32 {
        let mut entries = self.entries.borrow_mut();
        let (Some(entry), Some(first)) = (entries.get_mut(id.0 as usize), word.chars().next()) else {
            return 0;
        };
        if let Some(known) = entry.after_space.get(&first) {
            return *known;
        }
        let advance =
            |text: &str| self.glyphs(entry, text, "").iter().map(|glyph| glyph.advance).sum::<i32>();
        let kerning = advance(&format!(" {first}")) - advance(" ") - advance(first.encode_utf8(&mut [0; 4]));
        entry.after_space.insert(first, kerning);
        kerning
    }

    fn shape_word(&self, entry: &Entry, word: &str) -> ShapedWord {
        let mut glyphs = self.glyphs(entry, word, "");
        let body = word.strip_suffix(' ').unwrap_or(word);
        let is_space = |glyph: &&ShapedGlyph| glyph.cluster as usize >= body.len() && body.len() < word.len();
        let leading = glyphs.iter().take_while(is_space).count();
        glyphs.rotate_left(leading);
        let space = glyphs.iter().filter(is_space).map(|glyph| glyph.advance).sum();
        let trailing = glyphs.iter().rev().take_while(|glyph| is_space(glyph)).count();
        let ink = glyphs.len() - trailing;
        let ink_glyphs = glyphs.get(..ink).unwrap_or_default();
        let advance = ink_glyphs.iter().map(|glyph| glyph.advance).sum();
        let clusters = count_clusters(ink_glyphs);
        let hyphens = match &entry.key.hyphenation {
            Some(hyphenation) if !entry.key.rtl => self.hyphens(entry, hyphenation, body, ink_glyphs),
            _ => Vec::new(),
        };
        ShapedWord { ink, advance, space, hyphens, clusters, glyphs, wide_hyphens: OnceCell::new() }
    }

    /// Where a word of this shape, wider than its line, may be hyphenated by its language's patterns.
    pub fn wide_hyphens<'w>(&self, id: ShapeKeyId, word: &str, shaped: &'w ShapedWord) -> &'w [HyphenPoint] {
        shaped.wide_hyphens.get_or_init(|| {
            let entries = self.entries.borrow();
            let Some(entry) = entries.get(id.0 as usize).filter(|entry| !entry.key.rtl) else {
                return Vec::new();
            };
            let Some(hyphenation) = Hyphenation::of_wide_words(&entry.key.language, &self.exceptions) else {
                return Vec::new();
            };
            let ink = shaped.glyphs.get(..shaped.ink).unwrap_or_default();
            self.hyphens(entry, &hyphenation, word.trim_end_matches(' '), ink)
        })
    }

    fn hyphens(
        &self,
        entry: &Entry,
        hyphenation: &Hyphenation,
        word: &str,
        glyphs: &[ShapedGlyph],
    ) -> Vec<HyphenPoint> {
        let mut before = 0;
        let mut index = 0;
        let total: i32 = glyphs.iter().map(|glyph| glyph.advance).sum();
        let hyphen = || self.glyphs(entry, "-", "").iter().map(|glyph| glyph.advance).sum();
        let mut points = Vec::new();
        for at in hyphen_offsets(word, hyphenation, &self.exceptions) {
            while let Some(glyph) = glyphs.get(index).filter(|glyph| (glyph.cluster as usize) < at) {
                before += glyph.advance;
                index += 1;
            }
            let starts_here = glyphs.get(index).filter(|glyph| glyph.cluster as usize == at);
            let at_offset = u32::try_from(at).unwrap_or(u32::MAX);
            if starts_here.is_some_and(|glyph| !glyph.unsafe_to_break) {
                let (advance, rest) = (before + *entry.hyphen.get_or_init(hyphen), total - before);
                points.push(HyphenPoint { at: at_offset, glyph: index, advance, rest, reshaped: None });
                continue;
            }
            let (Some(head), Some(tail)) = (word.get(..at), word.get(at..)) else { continue };
            let head = self.glyphs(entry, head, "-");
            let tail = self.glyphs(entry, tail, "");
            let advance = head.iter().map(|glyph| glyph.advance).sum();
            let rest = tail.iter().map(|glyph| glyph.advance).sum();
            points.push(HyphenPoint {
                at: at_offset,
                glyph: index,
                advance,
                rest,
                reshaped: Some(Rc::new((head, tail))),
            });
        }
        points
    }

    /// The glyphs of a hyphen of ours in a style.
    pub fn hyphen(&self, id: ShapeKeyId) -> Rc<ShapedWord> {
        self.word(id, "-")
    }

    /// Shapes `text` and `suffix`; the suffix's clusters lie past the text's end.
    fn glyphs(&self, entry: &Entry, text: &str, suffix: &str) -> Vec<ShapedGlyph> {
        let Some(face) = self.face(entry.key.font) else { return Vec::new() };
        let mut buffer = self.buffer.borrow_mut();
        buffer.clear();
        let characters = text.char_indices().chain(suffix.char_indices().map(|(at, c)| (text.len() + at, c)));
        let mut word_start = true;
        for (at, character) in characters {
            let cluster = u32::try_from(at).unwrap_or(u32::MAX);
            push_transformed(&mut buffer, character, cluster, entry.key.transform, word_start);
            word_start = !character.is_alphanumeric() && character != '\'' && character != '\u{2019}';
        }
        let direction = if entry.key.rtl { Direction::RightToLeft } else { Direction::LeftToRight };
        buffer.set_cluster_level(ClusterLevel::MonotoneCharacters);
        buffer.set_direction(direction);
        buffer.set_script(Script::from_iso15924_tag(Tag::new(&entry.key.script)));
        buffer.set_language(Language::new(entry.key.language.as_bytes()));
        let options = ShapeOptions::new().plan(Some(&entry.plan)).features(&entry.features);
        if harfrust::shape(&face, &mut buffer, options).is_err() {
            return Vec::new();
        }
        let infos = buffer.glyph_infos().iter().zip(buffer.glyph_positions());
        infos
            .map(|(info, position)| ShapedGlyph {
                id: u16::try_from(info.glyph_id).unwrap_or(0),
                cluster: info.cluster,
                advance: position.x_advance,
                x_offset: position.x_offset,
                y_offset: position.y_offset,
                unsafe_to_break: info.unsafe_to_break(),
            })
            .collect()
    }
}

/// How many clusters advance: marks over a letter do not count.
pub(super) fn count_clusters(glyphs: &[ShapedGlyph]) -> u32 {
    let clusters = glyphs.chunk_by(|a, b| a.cluster == b.cluster);
    let count = clusters.filter(|cluster| cluster.iter().any(|glyph| glyph.advance != 0)).count();
    u32::try_from(count).unwrap_or(u32::MAX)
}

fn push_transformed(
    buffer: &mut Buffer,
    character: char,
    cluster: u32,
    transform: TextTransform,
    word_start: bool,
) {
    let mut push = |character: char| buffer.push(u32::from(character), cluster);
    match transform {
        TextTransform::Uppercase => character.to_uppercase().for_each(&mut push),
        TextTransform::Lowercase => character.to_lowercase().for_each(&mut push),
        TextTransform::Capitalize if word_start => character.to_uppercase().for_each(&mut push),
        _ => push(character),
    }
}

/// The OpenType features that a style asks for (CSS Fonts 4, 6 and 7).
fn features(font: &FontProperties) -> Vec<Feature> {
    use crate::style::{
        FontKerning, FontVariantCaps, FontVariantPosition, NumericFigure, NumericFraction, NumericSpacing,
    };
    let mut list: Vec<([u8; 4], u32)> = Vec::new();
    let mut on = |tag: &[u8; 4]| list.push((*tag, 1));
    match font.caps {
        FontVariantCaps::Normal => {}
        FontVariantCaps::SmallCaps => on(b"smcp"),
        FontVariantCaps::AllSmallCaps => {
            on(b"smcp");
            on(b"c2sc");
        }
    }
    match font.figure {
        NumericFigure::Normal => {}
        NumericFigure::Lining => on(b"lnum"),
        NumericFigure::Oldstyle => on(b"onum"),
    }
    match font.spacing {
        NumericSpacing::Normal => {}
        NumericSpacing::Proportional => on(b"pnum"),
        NumericSpacing::Tabular => on(b"tnum"),
    }
    match font.fraction {
        NumericFraction::Normal => {}
        NumericFraction::Diagonal => on(b"frac"),
        NumericFraction::Stacked => on(b"afrc"),
    }
    match font.position {
        FontVariantPosition::Normal => {}
        FontVariantPosition::Sub => on(b"subs"),
        FontVariantPosition::Super => on(b"sups"),
    }
    if font.slashed_zero {
        on(b"zero");
    }
    if font.discretionary_ligatures {
        on(b"dlig");
    }
    if !font.common_ligatures || font.letter_spacing.0 != 0 {
        list.extend([(*b"liga", 0), (*b"clig", 0)]);
    }
    if font.kerning == FontKerning::None {
        list.push((*b"kern", 0));
    }
    list.extend(font.features.iter().copied());
    list.into_iter().map(|(tag, value)| Feature::new(Tag::new(&tag), value, ..)).collect()
}
