//! PDF syntax as bytes (ISO 32000-1, 7.2 and 7.3), and the one rounding from lengths to PDF numbers.

use std::fmt::Write as _;

use lopdf::Object;

use crate::diagnostic::{Code, Context, Diagnostic};
use crate::geometry::Length;
use crate::source::Span;

/// An indirect object's number; its generation is always 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ref(pub u32);

/// The most bytes that a string may hold (ISO 19005-2, 6.1.13).
const STRING_LIMIT: usize = 32_767;

/// Writes PDF objects to the end of a buffer. Separators are the caller's.
pub trait Syntax {
    /// Syntax as it is.
    fn put(&mut self, text: &str) -> &mut Self;
    /// A whole number.
    fn int(&mut self, value: i64) -> &mut Self;
    /// A number given in units of a tenth to the power of `places`, without trailing zeros.
    fn decimal(&mut self, value: i64, places: u32) -> &mut Self;
    /// A reference to an indirect object.
    fn reference(&mut self, target: Ref) -> &mut Self;
    /// A name; bytes outside the regular characters are escaped.
    fn name(&mut self, name: &[u8]) -> &mut Self;
    /// A byte string between parentheses.
    fn string(&mut self, bytes: &[u8]) -> &mut Self;
    /// One byte of the inside of a byte string.
    fn string_byte(&mut self, byte: u8);
    /// A text string: ASCII as it is, everything else as UTF-16 with its mark.
    fn text(&mut self, text: &str) -> &mut Self;
    /// An object of `lopdf`; a number that is not finite is written as 0.
    fn object(&mut self, object: &Object) -> &mut Self;
    /// A dictionary of `lopdf`.
    fn dictionary(&mut self, dictionary: &lopdf::Dictionary) -> &mut Self;
}

impl Syntax for Vec<u8> {
    fn put(&mut self, text: &str) -> &mut Self {
        self.extend_from_slice(text.as_bytes());
        self
    }

    fn int(&mut self, value: i64) -> &mut Self {
        let mut digits = [0u8; 20];
        let mut rest = value.unsigned_abs();
        let mut length = 0;
        for digit in digits.iter_mut().rev() {
            *digit = b'0' + (rest % 10) as u8;
            rest /= 10;
            length += 1;
            if rest == 0 {
                break;
            }
        }
        if value < 0 {
            self.push(b'-');
        }
        self.extend(digits.iter().skip(digits.len() - length));
        self
    }

    fn decimal(&mut self, value: i64, places: u32) -> &mut Self {
        let (mut value, mut places) = (value, places);
        while places > 0 && value % 10 == 0 {
            (value, places) = (value / 10, places - 1);
        }
        if places == 0 {
            return self.int(value);
        }
        if value < 0 {
            self.push(b'-');
        }
        let unit = 10u64.pow(places);
        let whole = value.unsigned_abs() / unit;
        if whole > 0 {
            self.int(whole as i64);
        }
        self.push(b'.');
        let mut divisor = unit;
        while divisor > 1 {
            divisor /= 10;
            self.push(b'0' + (value.unsigned_abs() / divisor % 10) as u8);
        }
        self
    }

    fn reference(&mut self, target: Ref) -> &mut Self {
        self.int(i64::from(target.0)).put(" 0 R")
    }

    fn name(&mut self, name: &[u8]) -> &mut Self {
        self.push(b'/');
        for &byte in name {
            if byte.is_ascii_graphic() && !b"#()<>[]{}/%".contains(&byte) {
                self.push(byte);
            } else {
                self.extend_from_slice(format!("#{byte:02X}").as_bytes());
            }
        }
        self
    }

    fn string(&mut self, bytes: &[u8]) -> &mut Self {
        self.push(b'(');
        for &byte in bytes {
            self.string_byte(byte);
        }
        self.put(")")
    }

    fn string_byte(&mut self, byte: u8) {
        match byte {
            b'(' | b')' | b'\\' => self.extend_from_slice(&[b'\\', byte]),
            b'\r' => self.extend_from_slice(b"\\r"),
            _ => self.push(byte),
        }
    }

    fn text(&mut self, text: &str) -> &mut Self {
        if text.bytes().all(|byte| matches!(byte, b' '..=b'~' | b'\n' | b'\t')) {
            return self.string(text.as_bytes());
        }
        let utf16 = text.encode_utf16().flat_map(u16::to_be_bytes);
        let bytes: Vec<u8> = [0xFE, 0xFF].into_iter().chain(utf16).collect();
        self.string(&bytes)
    }

    fn object(&mut self, object: &Object) -> &mut Self {
        match object {
            Object::Null | Object::Stream(_) => self.put("null"),
            Object::Boolean(value) => self.put(if *value { "true" } else { "false" }),
            Object::Integer(value) => self.int(*value),
            Object::Real(value) => self.decimal((f64::from(*value) * 1000.0).round() as i64, 3),
            Object::Name(name) => self.name(name),
            Object::String(bytes, _) => self.string(bytes),
            Object::Array(items) => {
                self.put("[");
                for (index, item) in items.iter().enumerate() {
                    self.put(if index > 0 { " " } else { "" }).object(item);
                }
                self.put("]")
            }
            Object::Dictionary(entries) => self.dictionary(entries),
            Object::Reference((number, _)) => self.reference(Ref(*number)),
        }
    }

    fn dictionary(&mut self, dictionary: &lopdf::Dictionary) -> &mut Self {
        self.put("<<");
        for (key, value) in dictionary.iter() {
            self.name(key).put(" ").object(value);
        }
        self.put(">>")
    }
}

/// UTF-16 code units in hexadecimal between angle brackets.
pub fn utf16_hex(out: &mut Vec<u8>, text: &str) {
    let mut hex = String::with_capacity(8);
    for unit in text.encode_utf16() {
        let _ = write!(hex, "{unit:04X}");
    }
    out.put("<").put(&hex).put(">");
}

/// A length in hundredths of a point.
pub fn hundredths(length: Length) -> i64 {
    rounded(length, 100)
}

/// A length in thousandths of a point.
pub fn thousandths(length: Length) -> i64 {
    rounded(length, 1000)
}

fn rounded(length: Length, unit: i64) -> i64 {
    (i64::from(length.0) * unit + i64::from(Length::PER_PT) / 2).div_euclid(i64::from(Length::PER_PT))
}

/// The start of `text` that fits into a PDF string; says so if that is not all of it. `what` names it for the
/// message: `the title`.
pub fn fitting<'a>(text: &'a str, what: &str, span: Option<Span>, context: &Context) -> &'a str {
    let size = |text: &str| if text.is_ascii() { text.len() } else { 2 + 2 * text.encode_utf16().count() };
    if text.len() <= STRING_LIMIT / 2 || size(text) <= STRING_LIMIT {
        return text;
    }
    let per_unit = if text.is_ascii() { 1 } else { 2 };
    let mut room = (STRING_LIMIT - 2) / per_unit;
    let fits = |(at, character): (usize, char)| {
        let units = character.len_utf16();
        room = room.checked_sub(units)?;
        Some(at + character.len_utf8())
    };
    let end = text.char_indices().map_while(fits).last().unwrap_or(0);
    let message = format!("{what} is longer than the {STRING_LIMIT} bytes that PDF allows and was cut");
    context.report(Diagnostic::new(Code::StringCut, span, message));
    text.get(..end).unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(write: impl FnOnce(&mut Vec<u8>)) -> String {
        let mut out = Vec::new();
        write(&mut out);
        String::from_utf8_lossy(&out).into_owned()
    }

    #[test]
    fn numbers_are_short_and_exact() {
        let decimal = |value, places| {
            written(|out| {
                out.decimal(value, places);
            })
        };
        assert_eq!(decimal(59_528, 2), "595.28");
        assert_eq!(decimal(-50, 2), "-.5");
        assert_eq!(decimal(7, 3), ".007");
        assert_eq!(decimal(-1_007, 3), "-1.007");
        assert_eq!(decimal(1_200, 2), "12");
        assert_eq!(decimal(0, 3), "0");
        assert_eq!(decimal(i64::MIN, 0), "-9223372036854775808");
    }

    #[test]
    fn strings_escape_what_they_must() {
        let text = |text| {
            written(|out| {
                out.text(text);
            })
        };
        assert_eq!(text("a (b) \\"), r"(a \(b\) \\)");
        assert!(text("é").starts_with('('));
        let name = written(|out| {
            out.name("a b/é".as_bytes());
        });
        assert_eq!(name, "/a#20b#2F#C3#A9");
    }

    #[test]
    fn long_strings_are_cut_at_a_character() {
        let context = Context::new();
        let ascii = "x".repeat(40_000);
        assert_eq!(fitting(&ascii, "the title", None, &context).len(), 32_765);
        let wide = "\u{1D11E}".repeat(20_000);
        assert_eq!(fitting(&wide, "the title", None, &context).chars().count(), 8_191);
        assert_eq!(fitting(&ascii[..32_767], "the title", None, &context).len(), 32_767);
        assert_eq!(context.take_diagnostics().len(), 1, "one message, however often");
    }
}
