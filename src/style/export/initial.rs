//! Initial letters for e-readers: `initial-letter` where it is known, else a float of about the same look.
//!
//! Most readers are built on WebKit or Blink and know the property, WebKit with its prefix. The others get sizes worked
//! out from what text faces have in common: three lines give way to the letter at any line height from 1.17 to 1.7, and
//! it is aligned with them at 1.25. Where lines are wider apart it is a little smaller than it might be, but nowhere does
//! it run into the line below.

use std::fmt::Write;

use selectors::parser::Selector;

use super::selector_text;
use crate::style::property::{Longhand, Value};
use crate::style::selector::{Css, Pseudo};
use crate::style::sheet::{Declaration, Declared, Name};

/// The height of a line, of a capital, and how much of its letters' extent lies above the baseline rather than below,
/// in ems.
const LINE: f64 = 1.25;
const CAP: f64 = 0.67;
const ABOVE: f64 = 0.34;
/// The height of the float for each line beside it, in ems of the text: so many lines give way to it at every line
/// height that readers set.
const ROOM: f64 = 3.5 / 3.0;
/// The distance from the text beside it, in ems of the letter.
const GAP: f64 = 0.05;

/// The selectors of a rule that are about first letters, as text.
pub(super) fn letters(selectors: &[Selector<Css>]) -> Vec<String> {
    let letters = selectors.iter().filter(|selector| selector.pseudo_element() == Some(&Pseudo::FirstLetter));
    letters.map(selector_text).collect()
}

/// Whether whatever a selector matches is matched by another one too: the same text, or of single compounds one that
/// asks for less.
pub(super) fn is_among(selector: &str, other: &str) -> bool {
    let is_compound = |text: &str| !text.contains([' ', '>', '+', '~', '(', '[', '|']);
    if selector == other || !is_compound(selector) || !is_compound(other) {
        return selector == other;
    }
    let asked: Vec<&str> = parts(selector).collect();
    parts(other).all(|part| part == "*" || asked.contains(&part))
}

/// The simple selectors of a compound.
fn parts(compound: &str) -> impl Iterator<Item = &str> {
    let starts = compound.char_indices().filter(|&(at, sign)| at == 0 || matches!(sign, '.' | '#' | ':'));
    let starts: Vec<usize> = starts.map(|(at, _)| at).collect();
    let ends: Vec<usize> = starts.iter().skip(1).copied().chain([compound.len()]).collect();
    starts.into_iter().zip(ends).filter_map(|(from, to)| compound.get(from..to)).filter(|part| *part != ":")
}

/// What a rule says of an initial letter.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum InitialLetter {
    /// There is none: what another rule asks for is taken back.
    Normal,
    /// It has a height in lines and sinks so many.
    Lines { size: f64, sink: u8 },
}

impl InitialLetter {
    /// What a rule's declarations say, if they say anything of it.
    pub fn of(declarations: &[Declaration]) -> Option<InitialLetter> {
        let values = declarations.iter().rev().flat_map(|declaration| &declaration.values);
        let (_, declared) = values.into_iter().find(|(longhand, _)| *longhand == Longhand::InitialLetter)?;
        match declared {
            Declared::Value(Value::Triple([high, low, sink])) if *sink > 0 => {
                let size = f64::from(u16::from_be_bytes([*high, *low])) / 100.0;
                Some(InitialLetter::Lines { size, sink: *sink })
            }
            Declared::Unparsed => None,
            _ => Some(InitialLetter::Normal),
        }
    }

    /// Whether a declaration is one of those that the fall-back puts in place of the rule's own.
    pub fn replaces(declaration: &Declaration) -> bool {
        use Longhand::*;
        let Name::Known(property) = declaration.name else { return false };
        let replaced =
            [InitialLetter, FontSize, LineHeight, Float, MarginTop, MarginRight, MarginBottom, MarginLeft];
        property.longhands().iter().any(|longhand| replaced.contains(longhand))
    }

    /// The condition under which a reader knows the property; `None` if nothing depends on that.
    pub fn condition(self) -> Option<String> {
        let value = self.value();
        let condition = format!("@supports (initial-letter: {value}) or (-webkit-initial-letter: {value})");
        (self != InitialLetter::Normal).then_some(condition)
    }

    fn value(self) -> String {
        match self {
            InitialLetter::Normal => "normal".to_owned(),
            InitialLetter::Lines { size, sink } => format!("{size} {sink}"),
        }
    }

    /// The declarations for readers that do not know it.
    pub fn fallback(self) -> String {
        let InitialLetter::Lines { size, sink } = self else { return String::new() };
        let mut out = String::new();
        let lines = if sink > 1 { f64::from(sink) } else { size };
        let size = ((lines - 1.0) * LINE + CAP) / CAP;
        let mut em = |name: &str, value: f64| {
            let _ = write!(out, "{name}: {}em; ", (value * 1000.0).round() / 1000.0);
        };
        em("font-size", size);
        if sink > 1 {
            let room = lines * ROOM;
            let line_height = 2.0 * (room - (lines - 0.5) * LINE - ABOVE + ABOVE * size) / size;
            em("margin-top", room / size - line_height);
            em("margin-right", GAP);
            let _ = write!(out, "line-height: {}; float: left; ", (line_height * 1000.0).round() / 1000.0);
        } else {
            out.push_str("line-height: 1; ");
        }
        out
    }

    /// What takes a fall-back back and asks for the property instead; the rule's own declarations come between.
    pub fn known(self, own: &str) -> String {
        let value = self.value();
        format!(
            "float: none; margin: 0; font-size: inherit; line-height: inherit; {own}-webkit-initial-letter: {value}; \
             initial-letter: {value}; "
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The numbers of a fall-back: size, margin above, line height.
    fn numbers(size: f64, sink: u8) -> (f64, f64, f64) {
        let text = InitialLetter::Lines { size, sink }.fallback();
        let number = |name: &str| {
            let rest = text.split_once(&format!("{name}: ")).expect("the declaration").1;
            let value = rest.split(';').next().expect("a value").trim_end_matches("em");
            value.parse::<f64>().expect("a number")
        };
        (number("font-size"), number("margin-top"), number("line-height"))
    }

    #[test]
    fn a_selector_is_among_those_that_ask_for_less() {
        assert!(is_among("p.opening::first-letter", ".opening::first-letter"));
        assert!(is_among(".a > p::first-letter", ".a > p::first-letter"));
        assert!(!is_among(".opening::first-letter", "p.opening::first-letter"));
        assert!(!is_among("p::first-letter", ".a p::first-letter"));
    }

    #[test]
    fn the_float_fits_its_lines_and_stands_on_the_last() {
        for lines in 2..=5u8 {
            let n = f64::from(lines);
            let (size, margin, line_height) = numbers(n, lines);
            let height = size * (margin + line_height);
            // Every line height for which exactly so many lines stand beside the float.
            assert!(height <= n * 1.17 && height > (n - 1.0) * 1.45, "{height} over {lines} lines");
            let baseline = size * (margin + line_height / 2.0 + ABOVE);
            let wanted = (n - 1.0) * LINE + LINE / 2.0 + ABOVE;
            assert!((baseline - wanted).abs() < 0.02, "{baseline} is not {wanted}");
            assert!((size * CAP - (n - 1.0) * LINE - CAP).abs() < 0.02);
        }
    }
}
