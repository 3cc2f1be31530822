//! Bare addresses: GitHub's extended autolinks (GFM 6.9), for the web and for e-mail.

use super::{Find, Kind};
use crate::document::Text;

/// What may begin an address, and what is put before it to make it absolute.
const BEGINNINGS: [(&str, &str); 4] =
    [("https://", ""), ("http://", ""), ("ftp://", ""), ("www.", "http://")];

/// Characters of a host and what may stand before it: the names of domains have 253 at most (RFC 1035, 2.3.4).
const LONGEST_HOST: usize = 300;

/// Adds all bare addresses of a text.
pub(super) fn find(text: &Text, finds: &mut Vec<Find>) {
    let text = text.text.as_str();
    let mut from = 0;
    let mut free = 0;
    let marks = |rest: &str| rest.bytes().position(|byte| matches!(byte, b':' | b'@' | b'.'));
    while let Some(at) = text.get(from..).and_then(marks).map(|at| at + from) {
        let found = match text.as_bytes().get(at) {
            Some(b'@') => email(text, free, at),
            _ => web(text, free, at),
        };
        from = at + 1;
        if let Some(find) = found {
            from = find.range.end.max(from);
            free = from;
            finds.push(find);
        }
    }
}

/// A web address whose `:` or first `.` stands at `mark`; what stands before `free` is part of another.
fn web(text: &str, free: usize, mark: usize) -> Option<Find> {
    let (start, beginning, prefix) = BEGINNINGS.iter().find_map(|(beginning, prefix)| {
        let length = beginning.find([':', '.'])?;
        let start = mark.checked_sub(length).filter(|&start| start >= free)?;
        let written = text.get(start..start + beginning.len())?;
        written.eq_ignore_ascii_case(beginning).then_some((start, *beginning, *prefix))
    })?;
    if !may_begin(text, start) {
        return None;
    }
    let rest = text.get(start..)?;
    if !has_host(rest.get(beginning.len()..)?) {
        return None;
    }
    let end = rest.find(|c: char| c.is_whitespace() || c == '<').unwrap_or(rest.len());
    let address = without_closing_punctuation(rest.get(..end)?);
    let range = start..start + address.len();
    Some(Find { range: range.clone(), inner: range, kind: Kind::Link(format!("{prefix}{address}")) })
}

/// Whether what stands behind a beginning starts with a domain, punctuation after it left aside. Nothing is read behind
/// the host: of a text full of beginnings each would be read to the end.
fn has_host(rest: &str) -> bool {
    let ends = |c: char| c.is_whitespace() || matches!(c, '<' | '/' | '?' | '#' | ':');
    let mut characters = rest.char_indices();
    let end = match characters.by_ref().take(LONGEST_HOST).find(|&(_, character)| ends(character)) {
        Some((at, _)) => at,
        None if characters.next().is_none() => rest.len(),
        None => return false,
    };
    let (authority, after) = rest.split_at(end);
    let kept = without_closing_punctuation(authority);
    let mut after = after.chars().take_while(|c| !c.is_whitespace() && *c != '<');
    is_domain(kept.rsplit('@').next().unwrap_or_default())
        && (kept.len() == authority.len() || after.all(|c| c == ')' || is_closing(c)))
}

/// Addresses begin at the start of a text or after a space, a mark or an opening bracket or quote.
fn may_begin(text: &str, start: usize) -> bool {
    let before = text.get(..start).and_then(|before| before.chars().next_back());
    before.is_none_or(|c| c.is_whitespace() || "*_~([{\"'“„‘‚«‹—–:".contains(c))
}

/// Segments of letters, digits, `-` and `_` between dots; no `_` in the last two.
fn is_domain(host: &str) -> bool {
    let segments: Vec<&str> = host.split('.').collect();
    let valid = |segment: &&str| {
        !segment.is_empty() && segment.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
    };
    let last_two = segments.iter().rev().take(2);
    segments.iter().all(valid) && !last_two.clone().any(|segment| segment.contains('_'))
}

/// The address without the punctuation of the sentence around it, unbalanced brackets and what looks like an entity.
fn without_closing_punctuation(address: &str) -> &str {
    let opened = address.bytes().filter(|&byte| byte == b'(').count();
    let mut closed = address.bytes().filter(|&byte| byte == b')').count();
    let mut kept = address;
    while let Some(last) = kept.chars().next_back() {
        let shorter = kept.get(..kept.len() - last.len_utf8()).unwrap_or_default();
        match last {
            ')' if closed > opened => closed -= 1,
            ';' => {
                let name = shorter.trim_end_matches(|c: char| c.is_ascii_alphanumeric());
                kept = name.strip_suffix('&').filter(|_| name.len() < shorter.len()).unwrap_or(shorter);
                continue;
            }
            _ if is_closing(last) => {}
            _ => break,
        }
        kept = shorter;
    }
    kept
}

/// Punctuation of the sentence around an address; round brackets may be the address's own.
fn is_closing(character: char) -> bool {
    "?!.,:*_~'\"”“’‘»›…]}".contains(character)
}

/// An e-mail address around the `@` at `at`; what stands before `free` is part of another.
fn email(text: &str, free: usize, at: usize) -> Option<Find> {
    let is_local = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '+');
    let before = text.get(free..at)?;
    let local = before.len() - before.trim_end_matches(is_local).len();
    let after = text.get(at + 1..)?;
    let is_host = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    let host = after.get(..after.find(|c| !is_host(c)).unwrap_or(after.len()))?;
    let host = host.trim_end_matches('.');
    let start = at - local;
    let apart = text
        .get(..start)
        .and_then(|text| text.chars().next_back())
        .is_none_or(|c| !c.is_alphanumeric() && c != '/');
    if local == 0 || !apart || !host.contains('.') || host.ends_with(['-', '_']) || !is_domain(host) {
        return None;
    }
    let range = start..at + 1 + host.len();
    let address = text.get(range.clone())?;
    Some(Find { range: range.clone(), inner: range, kind: Kind::Link(format!("mailto:{address}")) })
}

#[cfg(test)]
mod tests {
    use super::{Kind, LONGEST_HOST, find, has_host};
    use crate::document::{SpanMap, Text};

    fn addresses(text: &str) -> Vec<(String, String)> {
        let node = Text { text: text.to_owned(), map: SpanMap::default() };
        let mut finds = Vec::new();
        find(&node, &mut finds);
        let address =
            |kind: &Kind| if let Kind::Link(address) = kind { address.clone() } else { String::new() };
        finds.iter().map(|find| (text[find.range.clone()].to_owned(), address(&find.kind))).collect()
    }

    #[test]
    fn closing_punctuation_stays_outside() {
        let cases = [
            ("see www.commonmark.org/a_b.", "www.commonmark.org/a_b"),
            ("(www.google.com/search?q=(a))", "www.google.com/search?q=(a)"),
            ("www.google.com/search?q=a&hl;", "www.google.com/search?q=a"),
            ("at https://example.org/a?b=c, then", "https://example.org/a?b=c"),
            ("“https://example.org/”", "https://example.org/"),
            ("http://localhost:80/x!", "http://localhost:80/x"),
            ("“Is it www.example.org”?", "www.example.org"),
            ("(see http://example.org).", "http://example.org"),
            ("http://una@example.org/?:", "http://una@example.org/"),
            ("http://:http://a.org", "http://a.org"),
        ];
        for (text, expected) in cases {
            let found = addresses(text);
            assert_eq!(found.iter().map(|found| found.0.as_str()).collect::<Vec<_>>(), [expected], "{text}");
        }
    }

    #[test]
    fn a_host_is_not_looked_for_behind_where_it_may_reach() {
        let host = |letters: usize| "a".repeat(letters) + ".org";
        assert!(has_host(&host(LONGEST_HOST - 4)) && has_host(&(host(9) + "/" + &host(LONGEST_HOST))));
        assert!(!has_host(&host(LONGEST_HOST - 3)));
        assert!(!has_host(&"(www.".repeat(LONGEST_HOST)));
        assert!(!has_host(&":http://".repeat(LONGEST_HOST)));
        assert!(addresses(&("www.".to_owned() + &host(LONGEST_HOST))).is_empty());
    }

    #[test]
    fn www_and_mail_become_absolute() {
        let found = addresses("www.a.org and letters+b@a-b.org.");
        let absolute: Vec<&str> = found.iter().map(|found| found.1.as_str()).collect();
        assert_eq!(absolute, ["http://www.a.org", "mailto:letters+b@a-b.org"]);
    }

    #[test]
    fn what_is_no_address_stays_text() {
        for text in
            ["xhttp://a.org", "http://", "www.", "a@b", "a.b@-c_", "@home.org", "14:30", "http://a_b.c_d"]
        {
            assert!(addresses(text).is_empty(), "{text}: {:?}", addresses(text));
        }
    }
}
