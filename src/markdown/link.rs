//! Checks every link: what cannot be followed by a reader of the outputs keeps its words and loses its address.
//!
//! Entry point: [`check`]. Links into the article go to ids that are there; others have an absolute address of a
//! scheme that is safe.

use crate::diagnostic::{Code, Context, Diagnostic};
use crate::document::{Document, NodeId, Role, Tag};
use crate::markdown::identifier::Identifiers;
use crate::source::Span;

/// Schemes that a reader may be sent to.
const SCHEMES: [&str; 12] =
    ["http", "https", "mailto", "tel", "sms", "ftp", "sftp", "geo", "urn", "doi", "xmpp", "irc"];

/// Schemes that run what they name.
const HARMFUL: [&str; 4] = ["javascript", "vbscript", "data", "blob"];

/// What becomes of a link.
#[derive(Debug)]
enum Verdict {
    /// It goes to this address.
    Goes(String),
    /// It only marks a place.
    Anchor,
    /// It is no link; why, and what to do about it.
    Refused(Code, String, &'static str),
}

/// Checks all links of a document.
pub(super) fn check(document: &mut Document, identifiers: &Identifiers, context: &Context) {
    let is_link = |node: &NodeId| {
        document.tag(*node) == Some(Tag::A)
            && !matches!(document.role(*node), Some(Role::NoteRef | Role::BackLink))
    };
    let links: Vec<NodeId> = document.walk().filter(is_link).collect();
    for link in links {
        let href = document.element(link).and_then(|link| link.attributes.href.clone());
        let span = document.span(link);
        match judge(href.as_deref(), identifiers) {
            Verdict::Goes(address) => {
                name(document, link, &address, context);
                if let Some(element) = document.element_mut(link) {
                    element.attributes.href = Some(address.into());
                }
            }
            Verdict::Anchor => unlink(document, link),
            Verdict::Refused(code, message, help) => {
                report(code, span, message, help, context);
                unlink(document, link);
            }
        }
    }
}

fn report(code: Code, span: Span, message: String, help: &str, context: &Context) {
    context.report(Diagnostic::new(code, span, message).help(help));
}

/// A link without words shows its address: readers that do not see could not follow it otherwise.
fn name(document: &mut Document, link: NodeId, address: &str, context: &Context) {
    let says_something = document.descendants(link).any(|node| {
        let named =
            |image: &crate::document::Element| image.tag == Tag::Img && image.attributes.alt.is_some();
        document.text(node).is_some_and(|text| !text.text.trim().is_empty())
            || document.element(node).is_some_and(named)
    });
    let holds_image = document.descendants(link).any(|node| document.tag(node) == Some(Tag::Img));
    if says_something || holds_image {
        return;
    }
    let span = document.span(link);
    let message = format!("the link to {address} has no text; its address is shown");
    report(
        Code::LinkEmpty,
        span,
        message,
        "write the words to be shown between the square brackets",
        context,
    );
    let text = document.create_generated(address, span);
    document.append(link, text);
}

/// Turns a link into plain text, its words kept.
fn unlink(document: &mut Document, link: NodeId) {
    if let Some(element) = document.element_mut(link) {
        element.tag = Tag::Span;
        element.attributes.href = None;
        element.attributes.title = None;
    }
}

fn judge(href: Option<&str>, identifiers: &Identifiers) -> Verdict {
    let Some(href) = href else { return Verdict::Anchor };
    if href.is_empty() {
        let message = "this link has no address; its text was kept".to_owned();
        return Verdict::Refused(Code::LinkEmpty, message, "write the address between the round brackets");
    }
    if let Some(fragment) = href.strip_prefix('#') {
        return match identifiers.resolve(&decode(fragment)) {
            Some(id) => Verdict::Goes(format!("#{id}")),
            None => Verdict::Refused(
                Code::LinkTargetMissing,
                format!("nothing in the article has the id “{fragment}”; the link became plain text"),
                "headings have their words in lower case with hyphens as ids, or the one given as {#id}",
            ),
        };
    }
    match scheme(href) {
        Some(scheme) => judge_absolute(href, &scheme),
        None if href.starts_with("//") => judge_absolute(&format!("https:{href}"), "https"),
        None => refuse_file(href),
    }
}

fn judge_absolute(href: &str, scheme: &str) -> Verdict {
    if scheme == "file" {
        return refuse_file(href);
    }
    if !SCHEMES.contains(&scheme) {
        let message = if HARMFUL.contains(&scheme) {
            format!("links with “{scheme}:” may do harm; the link became plain text")
        } else {
            format!("“{href}” is no address that a reader can follow; the link became plain text")
        };
        return Verdict::Refused(Code::LinkUnsafe, message, "use an https: or mailto: address");
    }
    let rest = href.get(scheme.len() + 1..).unwrap_or_default();
    let valid = match scheme {
        "http" | "https" | "ftp" | "sftp" => rest.strip_prefix("//").is_some_and(has_valid_host),
        _ => !rest.is_empty(),
    };
    if !valid {
        let message = format!("“{href}” is not a whole address; the link became plain text");
        return Verdict::Refused(Code::LinkUnsafe, message, "check the part behind the scheme");
    }
    Verdict::Goes(escape_percent(&format!("{scheme}:{rest}")))
}

fn refuse_file(href: &str) -> Verdict {
    Verdict::Refused(
        Code::LinkToFile,
        format!(
            "“{href}” is a file beside the article that its readers do not have; the link became plain text"
        ),
        "link to an address on the web instead",
    )
}

/// The scheme of an address in lower case (RFC 3986, 3.1).
fn scheme(href: &str) -> Option<String> {
    let (scheme, _) = href.split_once(':')?;
    let mut characters = scheme.chars();
    let starts = characters.next()?.is_ascii_alphabetic();
    let goes_on = characters.all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    (starts && goes_on).then(|| scheme.to_ascii_lowercase())
}

/// Whether what follows `//` begins with a host, and a port if any is a number.
fn has_valid_host(rest: &str) -> bool {
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    let (host, port) = host.rsplit_once(':').unwrap_or((host, ""));
    let named = host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~%".contains(&byte));
    !host.is_empty() && named && port.len() <= 5 && port.bytes().all(|byte| byte.is_ascii_digit())
}

/// Writes `%` that begins no escape as `%25`, and a second `#` as `%23`.
fn escape_percent(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    let mut in_fragment = false;
    for (at, character) in address.char_indices() {
        let digits = address.as_bytes().get(at + 1..at + 3);
        let escapes = digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit));
        match character {
            '%' if !escapes => out.push_str("%25"),
            '#' if in_fragment => out.push_str("%23"),
            _ => out.push(character),
        }
        in_fragment |= character == '#';
    }
    out
}

/// A fragment with its percent escapes resolved, where they are UTF-8.
fn decode(fragment: &str) -> String {
    let mut bytes = Vec::with_capacity(fragment.len());
    let mut rest = fragment.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let digits = after.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        let escaped = digits.filter(|_| first == b'%').and_then(|digits| u8::from_str_radix(digits, 16).ok());
        bytes.push(escaped.unwrap_or(first));
        rest = if escaped.is_some() { after.get(2..).unwrap_or_default() } else { after };
    }
    String::from_utf8(bytes).unwrap_or_else(|_| fragment.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{Verdict, decode, judge};
    use crate::markdown::identifier::Identifiers;

    #[test]
    fn addresses_are_judged() {
        let goes = [
            ("https://example.org/a?b#c", "https://example.org/a?b#c"),
            ("HTTP://example.org", "http://example.org"),
            ("//example.org/x", "https://example.org/x"),
            ("mailto:a@b.org", "mailto:a@b.org"),
            ("https://example.org/100%", "https://example.org/100%25"),
        ];
        for (href, expected) in goes {
            assert!(
                matches!(judge(Some(href), &Identifiers::default()), Verdict::Goes(to) if to == expected),
                "{href}"
            );
        }
        for href in [
            "",
            "#gone",
            "javascript:alert(1)",
            "data:text/html,x",
            "a.md",
            "../x",
            "https://",
            "file:///etc",
        ] {
            assert!(matches!(judge(Some(href), &Identifiers::default()), Verdict::Refused(..)), "{href}");
        }
    }

    #[test]
    fn fragments_are_decoded() {
        assert_eq!(decode("%C3%A9lan-%zz"), "élan-%zz");
    }
}
