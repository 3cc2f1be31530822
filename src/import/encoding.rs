//! Turns bytes that are UTF-8 but for a few damaged places into text.

/// As many sound characters that are not ASCII speak for UTF-8 against one damaged place.
const SOUND: usize = 9;

/// The text of bytes that are UTF-8 but for a few places, and where the first of these is; `None` if they are rather
/// in another encoding. Each damaged place becomes U+FFFD.
pub(in crate::import) fn mended(bytes: &[u8]) -> Option<(String, usize)> {
    let (mut sound, mut damaged, mut at, mut first) = (0usize, 0usize, 0, None);
    for chunk in bytes.utf8_chunks() {
        sound += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        at += chunk.valid().len();
        if !chunk.invalid().is_empty() {
            damaged += 1;
            first = first.or(Some(at));
        }
        at += chunk.invalid().len();
    }
    // By chance no text in another encoding has even one such character, but for a rare one in a long text.
    let is_mostly = sound > 0 && (damaged == 1 || sound >= damaged * SOUND);
    first.filter(|_| is_mostly).map(|at| (String::from_utf8_lossy(bytes).into_owned(), at))
}

#[cfg(test)]
mod tests {
    use super::mended;

    #[test]
    fn damage_is_told_from_other_encodings() {
        assert_eq!(mended("Café — so".as_bytes()), None);
        assert_eq!(mended(b"Caf\xc3\xa9 \xff."), Some(("Café \u{fffd}.".to_owned(), 6)));
        assert_eq!(mended(b"Caf\xc3\xa9 cr\xc3"), Some(("Café cr\u{fffd}".to_owned(), 8)));
        assert_eq!(mended(b"\xe9t\xe9"), None);
        assert_eq!(mended(b"words \xff"), None);
    }
}
