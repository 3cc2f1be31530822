//! Turns the bytes of a page into text, by what they say of their encoding.
//!
//! Steps: a byte order mark, else what `<meta charset>` names, else UTF-8 if the bytes are that, else windows-1252.
//!
//! Spec: HTML Standard, 13.2.3 (sniffing an encoding), shortened to what a saved file has: no transport, no frame.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

/// As much of a page is looked at for what it says of its encoding.
const HEAD: usize = 4096;

/// A page's text.
pub(super) struct Decoded {
    /// The text, without a byte order mark.
    pub(super) text: String,
    /// The encoding's name, where it was not what the page says.
    pub(super) guess: Option<&'static str>,
    /// Some bytes were no characters.
    pub(super) is_damaged: bool,
}

/// Decodes a page.
pub(super) fn decode(bytes: &[u8]) -> Decoded {
    let marked = Encoding::for_bom(bytes);
    let named = declared(bytes.get(..bytes.len().min(HEAD)).unwrap_or_default());
    let is_utf8 = std::str::from_utf8(bytes).is_ok();
    let (encoding, is_guess) = match (marked, named) {
        (Some((encoding, _)), _) => (encoding, false),
        (None, Some(encoding)) if encoding.is_single_byte() && is_utf8 && !bytes.is_ascii() => (UTF_8, true),
        (None, Some(encoding)) => (encoding, false),
        (None, None) if is_utf8 || is_mostly_utf8(bytes) => (UTF_8, false),
        (None, None) => (WINDOWS_1252, true),
    };
    let (text, _, is_damaged) = encoding.decode(bytes);
    Decoded { text: text.into_owned(), guess: is_guess.then(|| encoding.name()), is_damaged }
}

/// Whether at least nine of ten runs of bytes outside ASCII are UTF-8: a page with a few damaged bytes.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut valid, mut broken) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        let mut was_ascii = true;
        for c in chunk.valid().chars() {
            valid += usize::from(was_ascii && !c.is_ascii());
            was_ascii = c.is_ascii();
        }
        broken += usize::from(!chunk.invalid().is_empty());
    }
    valid >= broken * 9
}

/// The encoding that the first bytes name. Bytes in which this can be read are none of UTF-16.
fn declared(head: &[u8]) -> Option<&'static Encoding> {
    let head = head.to_ascii_lowercase();
    let head = String::from_utf8_lossy(&head);
    let label = head.match_indices("charset").find_map(|(at, word)| {
        let rest = head.get(at + word.len()..)?.trim_start().strip_prefix('=')?;
        let rest = rest.trim_start().trim_start_matches(['"', '\'']);
        let end =
            rest.find(|c: char| !c.is_ascii_alphanumeric() && !"-_:.".contains(c)).unwrap_or(rest.len());
        rest.get(..end).filter(|label| !label.is_empty())
    })?;
    let encoding = Encoding::for_label(label.as_bytes())?;
    Some(if encoding.is_ascii_compatible() { encoding } else { UTF_8 })
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn marks_and_names_count_before_what_the_bytes_look_like() {
        assert_eq!(decode(b"\xef\xbb\xbf\xc3\xa9").text, "é");
        assert_eq!(decode(b"\xff\xfee\0").text, "e");
        assert_eq!(decode(b"<meta charset=iso-8859-1>\xe9").text, "<meta charset=iso-8859-1>é");
        assert_eq!(
            decode(b"<meta content='text/html; charset=\"koi8-r\"'>\xc1").text.chars().last(),
            Some('а')
        );
    }

    #[test]
    fn what_is_not_said_is_guessed_and_told() {
        assert_eq!(decode("é".as_bytes()).guess, None);
        assert_eq!(decode(b"\x93a\x94").text, "“a”");
        assert_eq!(decode(b"\x93a\x94").guess, Some("windows-1252"));
        let cut = decode(&[&"é ".repeat(9).into_bytes()[..], b"\xc3"].concat());
        assert_eq!((cut.guess, cut.is_damaged, cut.text.starts_with("é é")), (None, true, true));
        let page = "<meta charset=latin1>é";
        assert_eq!(
            (decode(page.as_bytes()).text.as_str(), decode(page.as_bytes()).guess),
            (page, Some("UTF-8"))
        );
    }
}
