//! Where a word may be hyphenated: by the article's own list, else by Liang's patterns, by language.

use std::collections::HashMap;
use std::rc::Rc;

use super::shape::ShapedGlyph;
use crate::style::HyphenateLimitChars;

/// The language and limits of hyphenation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Hyphenation {
    /// The patterns; none where only the article's list counts.
    language: Option<hypher::Lang>,
    word: usize,
    before: usize,
    after: usize,
    /// Words with capitals inside and very long ones count too.
    any_word: bool,
    /// The article's list counts.
    listed: bool,
}

impl Hyphenation {
    /// What there is for a BCP 47 language: its patterns, a list of words; `None` where there is neither.
    pub fn new(language: &str, limits: HyphenateLimitChars, exceptions: &Exceptions) -> Option<Hyphenation> {
        let listed = exceptions.hold_for(language);
        let language = patterns(language);
        if language.is_none() && !listed {
            return None;
        }
        let (before, after) = language.map_or((0, 0), |language| language.bounds());
        let at_least = |own: usize, asked: u8| if asked == 0 { own } else { usize::from(asked).max(1) };
        Some(Hyphenation {
            language,
            word: usize::from(limits.word),
            before: at_least(before, limits.before),
            after: at_least(after, limits.after),
            any_word: false,
            listed,
        })
    }

    /// The same for a word that is wider than its line: as often as the language allows.
    pub fn of_wide_words(language: &str, exceptions: &Exceptions) -> Option<Hyphenation> {
        let limits = HyphenateLimitChars { word: 0, before: 0, after: 0 };
        Hyphenation::new(language, limits, exceptions)
            .map(|hyphenation| Hyphenation { any_word: true, ..hyphenation })
    }
}

/// The patterns of a BCP 47 language.
fn patterns(language: &str) -> Option<hypher::Lang> {
    let code = <[u8; 2]>::try_from(primary(language).as_bytes()).ok()?.map(|byte| byte.to_ascii_lowercase());
    hypher::Lang::from_iso(if matches!(&code, b"no") { *b"nb" } else { code })
}

/// The first subtag of a language.
fn primary(language: &str) -> &str {
    language.split('-').next().unwrap_or_default()
}

/// Words of one language with the places where they may be divided, which overrule its patterns.
#[derive(Debug, Default)]
pub(super) struct Exceptions {
    language: String,
    /// By the word in small letters: how many letters stand before each place.
    words: HashMap<String, Vec<usize>>,
}

impl Exceptions {
    /// The words of a list, each with a hyphen at every place.
    pub fn new(language: &str, list: &[String]) -> Exceptions {
        let mut words = HashMap::with_capacity(list.len());
        for entry in list {
            let mut letters = 0;
            let mut places: Vec<usize> = entry
                .split('-')
                .map(|part| {
                    letters += part.chars().count();
                    letters
                })
                .collect();
            places.pop();
            words.insert(folded(&entry.replace('-', "")), places);
        }
        Exceptions { language: primary(language).to_ascii_lowercase(), words }
    }

    /// Whether they are of a language, whatever its region.
    fn hold_for(&self, language: &str) -> bool {
        !self.words.is_empty() && primary(language).eq_ignore_ascii_case(&self.language)
    }

    /// The byte offsets in a word at which it may be divided; `None` if it is not on the list.
    fn offsets(&self, word: &str) -> Option<Vec<usize>> {
        let places = self.words.get(&folded(word))?;
        let at = |place: &usize| word.char_indices().nth(*place).map(|(at, _)| at);
        Some(places.iter().filter_map(at).collect())
    }
}

/// A word as it is compared: in small letters, with one kind of apostrophe.
fn folded(word: &str) -> String {
    word.to_lowercase().replace('\'', "\u{2019}")
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
/// over, and words with digits or symbols inside are left whole. Those of `exceptions` have their places whatever the
/// limits.
pub(super) fn hyphen_offsets(word: &str, hyphenation: &Hyphenation, exceptions: &Exceptions) -> Vec<usize> {
    let is_around = |character: char| !character.is_alphabetic();
    let core = word.trim_start_matches(is_around);
    let start = word.len() - core.len();
    let core = core.trim_end_matches(is_around);
    if hyphenation.listed
        && let Some(offsets) = exceptions.offsets(core)
    {
        return offsets.into_iter().map(|at| start + at).collect();
    }
    let Some(language) = hyphenation.language else { return Vec::new() };
    let letters = core.chars().count();
    let plain =
        core.chars().all(|character| character.is_alphabetic() || matches!(character, '\u{2019}' | '\''));
    let capitals = core.chars().skip(1).any(char::is_uppercase);
    let is_odd = capitals || letters > LONGEST_WORD;
    if letters < hyphenation.word.max(2) || !plain || (is_odd && !hyphenation.any_word) {
        return Vec::new();
    }
    let mut at = start;
    let mut offsets = Vec::new();
    let lower = core.to_lowercase();
    let text = if lower.len() == core.len() { lower.as_str() } else { core };
    let mut syllables = hypher::hyphenate_bounded(text, language, hyphenation.before, hyphenation.after);
    let mut previous = syllables.next();
    for syllable in syllables {
        at += previous.map_or(0, str::len);
        offsets.push(at);
        previous = Some(syllable);
    }
    offsets
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMITS: HyphenateLimitChars = HyphenateLimitChars { word: 5, before: 0, after: 0 };

    fn divided(word: &str, language: &str, exceptions: &Exceptions) -> String {
        let hyphenation = Hyphenation::new(language, LIMITS, exceptions).expect("patterns or a list");
        let mut offsets = hyphen_offsets(word, &hyphenation, exceptions);
        let mut shown = String::from(word);
        while let Some(at) = offsets.pop() {
            shown.insert(at, '-');
        }
        shown
    }

    #[test]
    fn listed_words_have_their_own_places() {
        let list =
            ["data-base", "Ur-in-stinkt", "Mechanik", "a-b", "über-all", "aujourd'-hui"].map(String::from);
        let exceptions = Exceptions::new("de-AT", &list);
        let own = |word| divided(word, "de", &exceptions);
        assert_eq!(own("„Urinstinkt,“"), "„Ur-in-stinkt,“");
        assert_eq!(own("URINSTINKT"), "UR-IN-STINKT");
        assert_eq!(own("Überall"), "Über-all");
        assert_eq!(own("DataBase"), "Data-Base");
        assert_eq!(own("ab"), "a-b");
        assert_eq!(own("aujourd’hui"), "aujourd’-hui");
        assert_eq!(own("Mechanik"), "Mechanik");
        assert_eq!(own("Mechaniker"), "Me-cha-ni-ker");
        assert_eq!(own("Urinstinkt7x"), "Urinstinkt7x");
    }

    #[test]
    fn a_list_holds_for_its_language_only() {
        let exceptions = Exceptions::new("la-x-med", &[String::from("do-mi-nus")]);
        assert_eq!(divided("Dominus", "LA", &exceptions), "Do-mi-nus");
        assert_eq!(divided("mechanics", "en", &exceptions), "me-chan-ics");
        assert_eq!(divided("dominus", "en", &exceptions), "domi-nus");
        assert_eq!(Hyphenation::new("vo", LIMITS, &exceptions), None);
        let exceptions = Exceptions::new("vo", &[String::from("vola-pük")]);
        assert_eq!(divided("Volapük", "vo", &exceptions), "Vola-pük");
        assert_eq!(divided("volapüks", "vo", &exceptions), "volapüks");
    }
}
