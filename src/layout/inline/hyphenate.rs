//! Where a word may be hyphenated (Liang's patterns, by language).

use std::rc::Rc;

use super::shape::ShapedGlyph;
use crate::style::HyphenateLimitChars;

/// The language and limits of hyphenation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Hyphenation {
    language: hypher::Lang,
    word: usize,
    before: usize,
    after: usize,
    /// Words with capitals inside and very long ones count too.
    any_word: bool,
}

impl Hyphenation {
    /// The patterns of a BCP 47 language; `None` where there are none.
    pub fn new(language: &str, limits: HyphenateLimitChars) -> Option<Hyphenation> {
        let primary = language.split('-').next().unwrap_or_default().as_bytes();
        let code = <[u8; 2]>::try_from(primary).ok()?.map(|byte| byte.to_ascii_lowercase());
        let code = if matches!(&code, b"no") { *b"nb" } else { code };
        let language = hypher::Lang::from_iso(code)?;
        let (before, after) = language.bounds();
        let at_least = |own: usize, asked: u8| if asked == 0 { own } else { usize::from(asked).max(1) };
        Some(Hyphenation {
            language,
            word: usize::from(limits.word),
            before: at_least(before, limits.before),
            after: at_least(after, limits.after),
            any_word: false,
        })
    }

    /// The same for a word that is wider than its line: as often as the language allows.
    pub fn of_wide_words(language: &str) -> Option<Hyphenation> {
        let limits = HyphenateLimitChars { word: 0, before: 0, after: 0 };
        Hyphenation::new(language, limits).map(|hyphenation| Hyphenation { any_word: true, ..hyphenation })
    }
}

/// A place where a word may be hyphenated.
#[derive(Debug)]
pub(super) struct HyphenPoint {
    /// The byte in the word before which the hyphen stands.
    pub at: u32,
    /// The first glyph after it.
    pub glyph: usize,
    /// Advance of the word's start with its hyphen.
    pub advance: i32,
    /// Advance of the word's rest.
    pub rest: i32,
    /// Both parts shaped anew, where cutting the word's glyphs would break a ligature or a kern.
    pub reshaped: Option<Rc<(Vec<ShapedGlyph>, Vec<ShapedGlyph>)>>,
}

/// Longer words are addresses or noise.
const LONGEST_WORD: usize = 80;

/// The byte offsets in `word` at which a hyphen may stand, in order; punctuation around the letters is passed
/// over, and words with digits or symbols inside are left whole.
pub(super) fn hyphen_offsets(word: &str, hyphenation: &Hyphenation) -> Vec<usize> {
    let core = word.trim_matches(|character: char| !character.is_alphabetic());
    let letters = core.chars().count();
    let plain =
        core.chars().all(|character| character.is_alphabetic() || matches!(character, '\u{2019}' | '\''));
    let capitals = core.chars().skip(1).any(char::is_uppercase);
    let is_odd = capitals || letters > LONGEST_WORD;
    if letters < hyphenation.word.max(2) || !plain || (is_odd && !hyphenation.any_word) {
        return Vec::new();
    }
    let Some(start) = word.find(core) else { return Vec::new() };
    let mut at = start;
    let mut offsets = Vec::new();
    let lower = core.to_lowercase();
    let text = if lower.len() == core.len() { lower.as_str() } else { core };
    let mut syllables =
        hypher::hyphenate_bounded(text, hyphenation.language, hyphenation.before, hyphenation.after);
    let mut previous = syllables.next();
    for syllable in syllables {
        at += previous.map_or(0, str::len);
        offsets.push(at);
        previous = Some(syllable);
    }
    offsets
}
