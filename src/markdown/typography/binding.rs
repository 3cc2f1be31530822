//! Spaces that hold together what reads as one: a number and its unit, initials, an abbreviation and its number, a
//! title and a name.

use super::flow::{Edit, Flow};

const SPACE: &str = "\u{a0}";

/// Symbols that belong to the number before them. Those that are words too (`in`, `A`, `a`) are left out.
const UNITS: [&str; 77] = [
    "mm", "cm", "dm", "m", "km", "µm", "μm", "nm", "m²", "m³", "km²", "cm²", "cm³", "mm²", "ha", "ft", "yd",
    "mi", "nmi", "kg", "g", "mg", "µg", "μg", "t", "lb", "oz", "l", "L", "ml", "mL", "cl", "dl", "s", "ms",
    "µs", "ns", "min", "h", "Hz", "kHz", "MHz", "GHz", "W", "kW", "MW", "GW", "kWh", "V", "kV", "mV", "mA",
    "Ω", "kΩ", "J", "kJ", "kcal", "N", "Pa", "hPa", "kPa", "bar", "K", "°C", "°F", "%", "‰", "kB", "MB",
    "GB", "TB", "km/h", "m/s", "mph", "dB", "€", "Uhr",
];

/// Abbreviations, without their full stop, that belong to the number after them.
const NUMBERED: [&str; 36] = [
    "Abb", "Abs", "Art", "Bd", "Ch", "Eq", "Fig", "Figs", "Kap", "No", "Nos", "Nr", "S", "Sec", "Tab", "Vol",
    "abb", "art", "c", "ca", "cap", "ch", "eq", "fig", "figs", "n", "no", "nos", "nr", "p", "pág", "pp", "s",
    "sec", "str", "vol",
];

/// Titles, without their full stop, that belong to the name after them.
const TITLES: [&str; 17] = [
    "Mr", "Mrs", "Ms", "Mx", "Dr", "Prof", "St", "Hr", "Fr", "M", "MM", "Mme", "Mlle", "Sr", "Sra", "Dra",
    "Sig",
];

/// No title and no abbreviation has more characters.
const LONGEST: usize = 5;

/// Adds the edits for the spaces between such pairs.
pub(super) fn set(flow: &Flow, edits: &mut Vec<Edit>) {
    for (at, _) in flow.text.match_indices([' ', '\n']) {
        let (Some(before), Some(after)) = (flow.text.get(..at), flow.text.get(at + 1..)) else { continue };
        if binds(before, after) && !flow.is_fixed(at) {
            edits.push(Edit { range: at..at + 1, text: SPACE });
        }
    }
}

/// Whether the space between two texts holds them together.
fn binds(before: &str, after: &str) -> bool {
    let Some(last) = before.chars().next_back() else { return false };
    let number_follows = after.starts_with(|c: char| c.is_ascii_digit());
    match last {
        '0'..='9' => is_unit(after) || continues_number(before, after),
        '§' | '№' => number_follows,
        '.' => {
            let word = last_word(before.strip_suffix('.').unwrap_or(before));
            let name = after.starts_with(char::is_uppercase);
            (is_letter(word) && starts_with_initial(after))
                || (number_follows && NUMBERED.contains(&word))
                || (name && TITLES.contains(&word))
        }
        'r' | 's' | 'x' | 't' => after.starts_with(char::is_uppercase) && TITLES.contains(&last_word(before)),
        _ => false,
    }
}

/// The word at the end of a text if it is short; else nothing.
fn last_word(text: &str) -> &str {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '’' | '-');
    let letters = text.chars().rev().take(LONGEST + 1).take_while(|&c| is_part(c));
    let length: usize = letters.map(char::len_utf8).sum();
    text.get(text.len() - length..).unwrap_or_default()
}

fn is_letter(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none()
}

/// Whether a text begins with one letter and a full stop.
fn starts_with_initial(text: &str) -> bool {
    let mut letters = text.chars();
    letters.next().is_some_and(char::is_alphabetic) && letters.next() == Some('.')
}

fn is_unit(text: &str) -> bool {
    let end = text.find(|c: char| c.is_whitespace() || matches!(c, '\u{fffc}')).unwrap_or(text.len());
    let word = text.get(..end).unwrap_or_default();
    let word = word.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '"', '\'', '”', '’', '»', '…']);
    UNITS.contains(&word)
}

/// The most digits and spaces of a number in groups of three: hundreds of billions.
const LONGEST_NUMBER: usize = 15;

/// Whether a number goes on after its thousands: `10 000`. A row of numbers is none, nor are decimals.
fn continues_number(before: &str, after: &str) -> bool {
    let is_part = |c: &char| c.is_ascii_digit() || *c == ' ';
    let head = before.chars().rev().take(LONGEST_NUMBER + 1).take_while(is_part).count();
    let rest = after.chars().take(LONGEST_NUMBER + 1).take_while(is_part).count();
    let (outside, head) = before.split_at_checked(before.len() - head).unwrap_or_default();
    let (rest, behind) = after.split_at_checked(rest).unwrap_or_default();
    let mut groups = head.trim_start().split(' ').chain(rest.trim_end().split(' '));
    let first = groups.next().is_some_and(|first| (1..=3).contains(&first.len()));
    let alone = head.starts_with(' ') || !outside.ends_with(['.', ',', '-', '–', '/']);
    let ends = rest.ends_with(' ') || !behind.starts_with(['-', '–', '/']);
    first
        && alone
        && ends
        && head.len() + rest.len() <= LONGEST_NUMBER
        && groups.all(|group| group.len() == 3)
}
