//! The codes of one font: one for each pair of a glyph and the characters that it shows.
//!
//! A code stands for what is copied as much as for what is shown, so that the text copied from the page is the text
//! of the article. Up to 255 codes are written in one byte each, more in two. Characters of Latin-1 keep their own
//! number where they can; a space is always 32, the code that word spacing applies to (ISO 32000-1, 9.3.3).

use std::collections::HashMap;

/// The characters that a code stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shown {
    /// One character.
    Char(char),
    /// Several, as in a ligature.
    Text(Box<str>),
    /// None: a further glyph of characters that another glyph stands for.
    Nothing,
}

/// A code's glyph and characters.
#[derive(Clone, Debug)]
pub struct Code {
    /// The code.
    pub number: u16,
    /// The glyph in the font file.
    pub glyph: u16,
    /// What it shows.
    pub shown: Shown,
}

/// What no code may stand for (ISO 19005-2, 6.2.11.7.2).
fn is_forbidden(character: char) -> bool {
    matches!(character, '\0' | '\u{FEFF}' | '\u{FFFE}')
}

/// The codes given out so far.
#[derive(Debug)]
pub struct Codes {
    list: Vec<Code>,
    /// By ASCII character: the glyph that showed it last, and the code.
    ascii: [(u16, u16); 128],
    by_char: HashMap<(u16, char), u16>,
    by_text: HashMap<Box<str>, Vec<(u16, u16)>>,
    taken: [bool; 256],
    next_low: usize,
    next_high: u32,
}

/// The order in which codes are given to what has no character of Latin-1 for itself.
const LOW: [(u16, u16); 3] = [(0x80, 0x9F), (0x01, 0x1F), (0xA0, 0xFF)];

impl Codes {
    /// No codes yet.
    pub fn new() -> Codes {
        Codes {
            list: Vec::new(),
            ascii: [(0, 0); 128],
            by_char: HashMap::new(),
            by_text: HashMap::new(),
            taken: [false; 256],
            next_low: 0,
            next_high: 256,
        }
    }

    /// The code of a glyph that shows an ASCII character, if it is the glyph that showed it last.
    pub fn known(&self, glyph: u16, ascii: u8) -> Option<u16> {
        let &(known, code) = self.ascii.get(usize::from(ascii))?;
        (known == glyph).then_some(code)
    }

    /// The code of a glyph that shows `text`; `None` once all 65,535 are taken.
    pub fn code(&mut self, glyph: u16, text: &str) -> Option<u16> {
        let mut characters = text.chars();
        match (characters.next(), characters.next()) {
            (Some(character), None) if !is_forbidden(character) => self.code_of_char(glyph, character),
            _ => self.code_of_text(glyph, text),
        }
    }

    fn code_of_char(&mut self, glyph: u16, character: char) -> Option<u16> {
        let code = match self.by_char.get(&(glyph, character)) {
            Some(&code) => code,
            None => {
                let code = self.assign(glyph, Shown::Char(character))?;
                self.by_char.insert((glyph, character), code);
                code
            }
        };
        if let Some(entry) = self.ascii.get_mut(character as usize) {
            *entry = (glyph, code);
        }
        Some(code)
    }

    fn code_of_text(&mut self, glyph: u16, text: &str) -> Option<u16> {
        let known = self.by_text.get(text).and_then(|codes| codes.iter().find(|(known, _)| *known == glyph));
        if let Some(&(_, code)) = known {
            return Some(code);
        }
        let allowed: String = text.chars().filter(|character| !is_forbidden(*character)).collect();
        let shown = if allowed.is_empty() { Shown::Nothing } else { Shown::Text(allowed.into()) };
        let code = self.assign(glyph, shown)?;
        self.by_text.entry(text.into()).or_default().push((glyph, code));
        Some(code)
    }

    fn assign(&mut self, glyph: u16, shown: Shown) -> Option<u16> {
        let own = match shown {
            Shown::Char(character @ (' '..='~' | '\u{A0}'..='\u{FF}')) => Some(character as u16),
            _ => None,
        };
        let free = |code: &u16| self.taken.get(usize::from(*code)) == Some(&false);
        let number = own.filter(free).or_else(|| self.next_low()).or_else(|| self.next_high())?;
        if let Some(taken) = self.taken.get_mut(usize::from(number)) {
            *taken = true;
        }
        self.list.push(Code { number, glyph, shown });
        Some(number)
    }

    fn next_low(&mut self) -> Option<u16> {
        let mut order = LOW.iter().flat_map(|&(first, last)| first..=last).skip(self.next_low);
        let found = order.position(|code| self.taken.get(usize::from(code)) == Some(&false));
        let Some(steps) = found else {
            // What is left is ASCII that this font never showed; the space's code stays the space's.
            self.next_low = 256;
            return (0x21..0x80).rev().find(|&code| self.taken.get(usize::from(code)) == Some(&false));
        };
        let at = self.next_low + steps;
        self.next_low = at + 1;
        LOW.iter().flat_map(|&(first, last)| first..=last).nth(at)
    }

    fn next_high(&mut self) -> Option<u16> {
        let code = u16::try_from(self.next_high).ok()?;
        self.next_high += 1;
        Some(code)
    }

    /// Whether codes are written in two bytes.
    pub fn wide(&self) -> bool {
        self.next_high > 256
    }

    /// All codes, in ascending order.
    pub fn sorted(&self) -> Vec<&Code> {
        let mut codes: Vec<&Code> = self.list.iter().collect();
        codes.sort_by_key(|code| code.number);
        codes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_pair_of_glyph_and_text_has_a_code_of_its_own() {
        let mut codes = Codes::new();
        assert_eq!(codes.code(5, " "), Some(32));
        assert_eq!(codes.code(40, "A"), Some(65));
        assert_eq!(codes.code(41, "A"), Some(0x80));
        assert_eq!(codes.code(90, "ffi"), Some(0x81));
        assert_eq!(codes.code(12, "\u{AD}"), Some(0xAD));
        assert_eq!(codes.code(12, "-"), Some(0x2D));
        assert_eq!((codes.code(40, "A"), codes.code(41, "A"), codes.code(90, "ffi")), {
            (Some(65), Some(0x80), Some(0x81))
        });
        assert!(!codes.wide());
    }

    #[test]
    fn beyond_one_byte_all_codes_are_distinct_and_the_space_keeps_its_own() {
        let mut codes = Codes::new();
        let mut seen = std::collections::BTreeSet::new();
        for index in 0..1_000u32 {
            let character = char::from_u32(0x4E00 + index).unwrap_or(' ');
            seen.insert(codes.code(index as u16 + 1, &character.to_string()).unwrap_or(0));
        }
        assert_eq!((seen.len(), seen.contains(&0), seen.contains(&32)), (1_000, false, false));
        assert_eq!(codes.code(2_000, " "), Some(32));
        assert!(codes.wide());
    }
}
