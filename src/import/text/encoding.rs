//! Turns bytes into characters: UTF-8, UTF-16 with or without its mark, Windows-1252 and Latin-1.

use encoding_rs::{UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::assets::binary;
use crate::diagnostic::{Code, Context, Diagnostic, Stop};
use crate::import::encoding::mended;

/// Of so many bytes at the start of a file is told what it is.
const SAMPLE: usize = 1 << 16;

/// Whether bytes are surely a text that is not UTF-8: they begin with the mark of UTF-16.
pub(in crate::import) fn is_marked(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff")
}

/// The characters of a file; an encoding that is not UTF-8 is said.
pub(super) fn decode(name: &str, bytes: Vec<u8>, context: &Context) -> Result<String, Stop> {
    let text = match unmarked(bytes) {
        Read::Text(text) => Ok(text),
        Read::Wide(bytes, little) => wide(&bytes, little).ok_or(("it is not whole as UTF-16", bytes)),
        Read::Bytes(bytes) => match what(&bytes) {
            Some(what) => return Err(refuse(name, what, context)),
            None => Err(("", bytes)),
        },
    };
    let (text, encoding) = match text {
        Ok(text) if text.contains('\0') => {
            return Err(refuse(name, "a file of bytes that are no characters", context));
        }
        Ok(text) => return Ok(text),
        Err(("", bytes)) => {
            if let Some((text, at)) = mended(&bytes) {
                let message = format!("{name} is UTF-8 but for damaged places, the first at byte {}", at + 1);
                let help = "look for � and what is missing there";
                context.report(Diagnostic::new(Code::ImportGuess, None, message).help(help));
                return Ok(text);
            }
            let is_windows = bytes.iter().any(|byte| (0x80..0xA0).contains(byte));
            let text = WINDOWS_1252.decode_without_bom_handling(&bytes).0.into_owned();
            (text, if is_windows { "Windows-1252" } else { "Latin-1" })
        }
        Err((fault, _)) => {
            let message = format!("{name} cannot be read: {fault}");
            context.report(Diagnostic::new(Code::ImportBroken, None, message));
            return Err(Stop);
        }
    };
    let message = format!("{name} is not UTF-8 and was read as {encoding}");
    let help = "look for letters that came out wrong; `iconv -t UTF-8` converts any other encoding";
    context.report(Diagnostic::new(Code::ImportGuess, None, message).help(help));
    Ok(text)
}

fn refuse(name: &str, what: &str, context: &Context) -> Stop {
    let message = format!("{name} is {what}, not a plain text");
    context.report(Diagnostic::new(Code::ImportBroken, None, message).help("name a text file"));
    Stop
}

/// What bytes are at first sight.
enum Read {
    Text(String),
    /// UTF-16, the low byte first or not.
    Wide(Vec<u8>, bool),
    Bytes(Vec<u8>),
}

fn unmarked(bytes: Vec<u8>) -> Read {
    if let Some(rest) = bytes.strip_prefix(b"\xff\xfe") {
        return Read::Wide(rest.to_vec(), true);
    }
    if let Some(rest) = bytes.strip_prefix(b"\xfe\xff") {
        return Read::Wide(rest.to_vec(), false);
    }
    if let Some(little) = zeros(&bytes) {
        return Read::Wide(bytes, little);
    }
    if what(&bytes).is_some() {
        return Read::Bytes(bytes);
    }
    String::from_utf8(bytes).map_or_else(|error| Read::Bytes(error.into_bytes()), Read::Text)
}

/// Whether every other byte is mostly zero, as in UTF-16 of Latin letters, and which: true if it is the second.
fn zeros(bytes: &[u8]) -> Option<bool> {
    let start = bytes.get(..bytes.len().min(SAMPLE)).unwrap_or_default();
    let pairs = start.len() / 2;
    let count = |first: usize| start.iter().skip(first).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (count(0), count(1));
    let many = |zeros: usize, others: usize| pairs > 0 && zeros * 2 > pairs && others * 50 <= pairs;
    match (many(odd, even), many(even, odd)) {
        (true, _) => Some(true),
        (_, true) => Some(false),
        _ => None,
    }
}

fn wide(bytes: &[u8], little: bool) -> Option<String> {
    let encoding = if little { UTF_16LE } else { UTF_16BE };
    encoding.decode_without_bom_handling_and_without_replacement(bytes).map(|text| text.into_owned())
}

/// What bytes are that are no text in an encoding of single bytes.
fn what(bytes: &[u8]) -> Option<&'static str> {
    if let Some(kind) = binary(bytes) {
        return Some(kind.name);
    }
    let start = bytes.get(..bytes.len().min(SAMPLE)).unwrap_or_default();
    let is_control = |byte: &&u8| **byte < 0x20 && !matches!(**byte, 0x08..=0x0D | 0x1A | 0x1B | 0x1E | 0x1F);
    let controls = start.iter().filter(is_control).count();
    (start.contains(&0) || controls * 50 > start.len()).then_some("a file of bytes that are no characters")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Result<String, String> {
        let context = Context::new();
        decode("a.txt", bytes.to_vec(), &context)
            .map_err(|_| context.take_diagnostics().pop().map(|message| message.message).unwrap_or_default())
    }

    #[test]
    fn encodings_are_told_apart() {
        let utf16 = |text: &str, little: bool| -> Vec<u8> {
            text.encode_utf16()
                .flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() })
                .collect()
        };
        let text = "Żar — “a” und ü, in Latin letters";
        assert_eq!(read(text.as_bytes()).as_deref(), Ok(text));
        for little in [true, false] {
            assert_eq!(read(&utf16(&format!("\u{feff}{text}"), little)).as_deref(), Ok(text));
            assert_eq!(read(&utf16("plain words", little)).as_deref(), Ok("plain words"));
        }
        assert_eq!(read(b"\xe9t\xe9").as_deref(), Ok("été"));
        assert_eq!(read(b"\x93caf\xe9\x94 \x80").as_deref(), Ok("“café” €"));
        assert_eq!(read(b"").as_deref(), Ok(""));
        assert_eq!(read(b"RIFFS AND ROLLS").as_deref(), Ok("RIFFS AND ROLLS"));
        assert_eq!(read(b"Caf\xc3\xa9 cr\xc3").as_deref(), Ok("Café cr\u{fffd}"));
    }

    #[test]
    fn what_is_no_text_is_named() {
        for (bytes, what) in [
            (b"%PDF-1.7\n".as_slice(), "a PDF"),
            (b"{\\rtf1 text}", "a document in RTF"),
            (b"\x89PNG\r\n", "a PNG picture"),
            (b"RIFF\0\0\0\0WAVEfmt ", "a picture, a sound or a film"),
            (b"words\0and\0\0\0words", "bytes that are no characters"),
            (b"\x01\x02\x03\x04\xff", "bytes that are no characters"),
            (b"\xff\xfea", "UTF-16"),
            (b"\xff\xfe\x00\xd8a\x00", "UTF-16"),
        ] {
            let message = read(bytes).expect_err("no text");
            assert!(message.contains(what), "{message}");
        }
    }
}
