//! Reads who wrote the article, who else worked on it, and where comments go.

use super::fields::{known, paragraphs, scalar, text, wrong_type};
use super::value::{Key, Kind, Sort, Value};
use crate::diagnostic::{Code, Context, Diagnostic};
use crate::document::{Author, Contact, Credit, Labels};
use crate::markdown::article::{names, relator};
use crate::source::Span;

const AUTHOR_KEYS: [&str; 7] = ["name", "affiliation", "bio", "email", "url", "orcid", "file-as"];
const CREDIT_KEYS: [&str; 2] = ["role", "name"];
const CONTACT_KEYS: [&str; 5] = ["label", "address", "email", "url", "name"];

/// What may stand for an author.
const AUTHOR: &str = "a name or a table with a `name`";

/// One author or a list of them, each a name or a table; a single text may be a row of full names in `language`.
pub(super) fn authors(value: Value, language: &str, context: &Context) -> Vec<Author> {
    let (span, is_text) = (value.span, matches!(value.kind, Kind::Scalar(_)));
    let authors: Vec<Author> = items(value).into_iter().filter_map(|item| author(item, context)).collect();
    let row = authors.first().filter(|_| is_text).map(|author| author.name.as_str()).unwrap_or_default();
    let Some(names) = names::several(row, Labels::of(language).and()) else { return authors };
    let message = format!("taken as {} authors: {}", names.len(), names.join("; "));
    let help = "to be sure of it write a list: `authors: [Ann Lee, Jon Roth]`";
    context.report(Diagnostic::new(Code::TakenAsAuthors, span, message).help(help));
    let author = |name: &str| Author { name: name.to_owned(), ..Author::default() };
    names.into_iter().map(author).collect()
}

/// A list's items, or a value by itself.
fn items(value: Value) -> Vec<Value> {
    match value.kind {
        Kind::List(items) => items,
        kind => vec![Value { kind, span: value.span }],
    }
}

fn author(value: Value, context: &Context) -> Option<Author> {
    let span = value.span;
    let entries = match value.kind {
        Kind::Null => return None,
        Kind::Scalar(_) => {
            let name = scalar("author", AUTHOR, &[Sort::Text], value, context)?;
            return Some(Author { name, ..Author::default() });
        }
        Kind::Table(entries) => entries,
        other @ Kind::List(_) => {
            wrong_type("author", AUTHOR, &other, span, context);
            return None;
        }
    };
    let mut author = Author::default();
    let mut unnamed = true;
    for (key, value) in entries {
        let Some(name) = known("author", &key, &AUTHOR_KEYS, context) else { continue };
        let span = value.span;
        unnamed &= name != "name" || value.is_blank();
        let text = match name {
            "name" => person(value, context),
            "bio" => paragraphs(name, value, context),
            _ => text(name, value, context),
        };
        let Some(text) = text else { continue };
        match name {
            "name" => author.name = text,
            "affiliation" => author.affiliation = Some(text),
            "bio" => author.bio = Some(text),
            "file-as" => author.file_as = Some(text),
            "email" => author.email = email(&text, span, context),
            "url" => author.url = address(&text, span, context),
            _ => author.orcid = orcid(&text, span, context),
        }
    }
    if unnamed {
        missing("an author", "name", span, context);
    }
    (!author.name.is_empty()).then_some(author)
}

/// One credit or a list of them: tables with `role` and `name`, tables from role to name, or lines as printed.
pub(super) fn credits(value: Value, context: &Context) -> Vec<Credit> {
    items(value).into_iter().flat_map(|item| credit(item, context)).collect()
}

fn credit(value: Value, context: &Context) -> Vec<Credit> {
    let span = value.span;
    match value.kind {
        Kind::Null => Vec::new(),
        Kind::Scalar(_) => {
            let Some(line) = text("credits", value, context) else { return Vec::new() };
            let credits = relator::credits_of_line(&line);
            if credits.is_empty() {
                let message = format!("`{line}` does not say who did what");
                context.report(
                    Diagnostic::new(Code::FrontMatterType, span, message)
                        .help("write `{ role: Copyedited by, name: Ann Lee }`"),
                );
            }
            credits
        }
        Kind::Table(entries) if entries.iter().any(|(key, _)| CREDIT_KEYS.contains(&key.name.as_str())) => {
            role_and_name(entries, span, context)
        }
        Kind::Table(entries) => {
            entries.into_iter().flat_map(|(key, value)| named(&key.name, value, context)).collect()
        }
        other @ Kind::List(_) => {
            wrong_type("credits", "a list of tables with `role` and `name`", &other, span, context);
            Vec::new()
        }
    }
}

fn role_and_name(entries: Vec<(Key, Value)>, span: Span, context: &Context) -> Vec<Credit> {
    let (mut role, mut name) = (None, None);
    for (key, value) in entries {
        match known("credits", &key, &CREDIT_KEYS, context) {
            Some("role") => role = text("role", value, context),
            Some(_) => name = Some(value),
            None => {}
        }
    }
    match (role, name) {
        (Some(role), Some(name)) => named(&role, name, context),
        (None, _) => {
            missing("a credit", "role", span, context);
            Vec::new()
        }
        (_, None) => {
            missing("a credit", "name", span, context);
            Vec::new()
        }
    }
}

fn named(role: &str, value: Value, context: &Context) -> Vec<Credit> {
    let names = items(value).into_iter().filter_map(|item| person(item, context));
    let credit =
        |name| Credit { label: role.trim().to_owned(), relator: relator::code(role).to_owned(), name };
    names.map(credit).collect()
}

/// A person's name: words, or anything in quotes.
fn person(value: Value, context: &Context) -> Option<String> {
    scalar("name", "a name", &[Sort::Text], value, context)
}

/// An address, words and an address, or a table of `label` and `address`.
pub(super) fn contact(value: Value, context: &Context) -> Option<Contact> {
    let span = value.span;
    let mut contact = Contact::default();
    match value.kind {
        Kind::Table(entries) => {
            for (key, value) in entries {
                let Some(name) = known("contact", &key, &CONTACT_KEYS, context) else { continue };
                let text = text(name, value, context).unwrap_or_default();
                match name {
                    "label" | "name" => contact.label = text,
                    _ => contact.address = text,
                }
            }
        }
        kind => {
            contact = contact_in(&text("contact", Value { kind, span }, context)?);
        }
    }
    if !is_email(&contact.address) && !is_web(&contact.address) {
        let words = format!("{} {}", contact.label, contact.address).trim().to_owned();
        let message = format!("there is no e-mail or web address to link to in `{words}`");
        let help =
            "write the address as in `Letters to desk@example.org`; the words are printed as they stand";
        context.report(Diagnostic::new(Code::ContactUnclear, span, message).help(help));
        contact = Contact { label: words, ..Contact::default() };
    }
    (!contact.label.is_empty() || !contact.address.is_empty()).then_some(contact)
}

/// The first address in a line, and the words before and after it. Signs around the address belong to the words, but
/// for the angles of `<desk@example.org>`.
fn contact_in(line: &str) -> Contact {
    let is_sign = |sign: char| "<>()[]\"'“”‘’«»„,;:.!?".contains(sign);
    let mut start = 0;
    for word in line.split_inclusive(' ') {
        let written = word.trim().trim_matches(is_sign);
        let address = written.strip_prefix("mailto:").unwrap_or(written);
        if is_email(address) || is_web(address) {
            let at = start + word.find(written).unwrap_or_default();
            let before = line.get(..at).unwrap_or_default().trim_end().trim_end_matches('<');
            let after = line.get(at + written.len()..).unwrap_or_default().trim_start_matches('>');
            return Contact { label: before.trim_end().into(), address: address.into(), rest: after.into() };
        }
        start += word.len();
    }
    Contact { label: line.to_owned(), ..Contact::default() }
}

fn missing(what: &str, key: &str, span: Span, context: &Context) {
    let message = format!("{what} in the front matter has no `{key}`");
    context.report(Diagnostic::new(Code::FrontMatterType, span, message));
}

fn checked(text: &str, valid: bool, expected: &str, span: Span, context: &Context) -> bool {
    if !valid {
        let message = format!("`{text}` is not {expected}");
        context.report(Diagnostic::new(Code::FrontMatterType, span, message));
    }
    valid
}

fn email(text: &str, span: Span, context: &Context) -> Option<String> {
    let plain = text.strip_prefix("mailto:").unwrap_or(text);
    checked(text, is_email(plain), "an e-mail address", span, context).then(|| plain.to_owned())
}

fn address(text: &str, span: Span, context: &Context) -> Option<String> {
    checked(text, is_web(text), "a web address with `https://`", span, context).then(|| text.to_owned())
}

/// Whether a text is an e-mail address: one `@`, a dot in the host, no spaces.
pub(crate) fn is_email(text: &str) -> bool {
    let Some((local, host)) = text.split_once('@') else { return false };
    let plain = |part: &str| {
        !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '+'))
    };
    plain(local)
        && plain(host)
        && !host.contains("..")
        && host.trim_matches('.').contains('.')
        && !host.ends_with('.')
}

fn is_web(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| !rest.is_empty() && !rest.contains(char::is_whitespace))
}

/// An ORCID iD as an address: four groups of four digits whose last is the ISO 7064 MOD 11-2 check digit.
fn orcid(text: &str, span: Span, context: &Context) -> Option<String> {
    let id = text.rsplit('/').next().unwrap_or(text).to_uppercase();
    let groups = id.split('-').count() == 4 && id.split('-').all(|group| group.len() == 4);
    let digits: Vec<char> = id.chars().filter(|c| *c != '-').collect();
    let checked_digits = digits.split_last().and_then(|(last, first)| {
        let total = first.iter().try_fold(0, |total, c| Some((total + c.to_digit(10)?) * 2 % 11))?;
        let check = (12 - total) % 11;
        let expected = if check == 10 { 'X' } else { char::from_digit(check, 10)? };
        (expected == *last).then_some(())
    });
    let valid = groups && checked_digits.is_some();
    checked(text, valid, "an ORCID iD such as `0000-0002-1825-0097`", span, context)
        .then(|| format!("https://orcid.org/{id}"))
}

#[cfg(test)]
mod tests {
    use super::contact_in;

    #[test]
    fn addresses_are_found_anywhere() {
        let parts = |line| {
            let contact = contact_in(line);
            [contact.label, contact.address, contact.rest]
        };
        assert_eq!(parts("Write to desk@example.org."), ["Write to", "desk@example.org", "."]);
        assert_eq!(parts("mailto:desk@example.org"), ["", "desk@example.org", ""]);
        assert_eq!(
            parts("The desk <desk@example.org>, by day"),
            ["The desk", "desk@example.org", ", by day"]
        );
        assert_eq!(
            parts("The desk (https://a.example/x) reads"),
            ["The desk (", "https://a.example/x", ") reads"]
        );
        assert_eq!(parts("at noon, by hand"), ["at noon, by hand", "", ""]);
    }
}
