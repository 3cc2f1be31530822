//! What an article says of itself.

use crate::source::Span;

/// A person who wrote the article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Author {
    /// The name as printed.
    pub name: String,
    /// The name as sorted (`Aukland, Ilse`), where given.
    pub file_as: Option<String>,
    /// Where the author works.
    pub affiliation: Option<String>,
    /// A sentence or two about the author; an empty line parts paragraphs.
    pub bio: Option<String>,
    /// An e-mail address.
    pub email: Option<String>,
    /// A web address.
    pub url: Option<String>,
    /// The ORCID iD as an `https` address.
    pub orcid: Option<String>,
}

/// Another person's part in the article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Credit {
    /// What was done, as printed: `Copyedited by`.
    pub label: String,
    /// The MARC relator code: `edt`, `pht`, `ill`, `trl`, …
    pub relator: String,
    /// Who did it.
    pub name: String,
}

/// Where comments go.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contact {
    /// The words before the address: `Comments to`.
    pub label: String,
    /// The e-mail or web address; empty where the words hold none.
    pub address: String,
    /// The words after it, with the sign that closes them.
    pub rest: String,
}

/// A calendar date, possibly only a year or a year and a month.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Date {
    /// ISO 8601: `2026`, `2026-11`, `2026-11-23`, or with time and zone.
    pub iso: String,
    /// As printed in the article's language.
    pub display: String,
}

/// How pull quotes that repeat the text are given to readers that do not see.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PullQuotes {
    /// Hidden: the words are read out once.
    #[default]
    Hidden,
    /// Exposed in both outputs.
    Exposed,
}

/// An article's metadata, from its front matter and from what was recognised in its text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Metadata {
    /// The title; never empty in a finished document.
    pub title: String,
    /// The short line over the headline.
    pub kicker: Option<String>,
    /// The dek.
    pub subtitle: Option<String>,
    /// Who wrote it.
    pub authors: Vec<Author>,
    /// Its date.
    pub date: Option<Date>,
    /// The place of the dateline.
    pub place: Option<String>,
    /// The language, a valid BCP 47 tag in canonical case.
    pub language: String,
    /// Other people's parts.
    pub credits: Vec<Credit>,
    /// Where comments go.
    pub contact: Option<Contact>,
    /// The publication it appeared in.
    pub publication: Option<String>,
    /// Who publishes it.
    pub publisher: Option<String>,
    /// One or two sentences about it.
    pub description: Option<String>,
    /// Keywords.
    pub keywords: Vec<String>,
    /// Rights statement.
    pub rights: Option<String>,
    /// An identifier that the author gives: DOI, ISBN, URN, address.
    pub identifier: Option<String>,
    /// A cover picture's path as written; none draws one.
    pub cover: Option<(String, Span)>,
    /// Whether it begins with a table of contents; none leaves it to the style.
    pub contents: Option<bool>,
    /// Whether its headings are numbered; none leaves it to the style.
    pub numbered: Option<bool>,
    /// Words with a hyphen at each place where they may be divided, which overrule the language's patterns.
    pub hyphenation: Vec<String>,
    /// The mark that closes the article.
    pub end_mark: Option<String>,
    /// How repeating pull quotes are exposed.
    pub pull_quotes: PullQuotes,
    /// A style asked for by the article.
    pub style: Option<(String, Span)>,
    /// Where the front matter stands.
    pub span: Span,
}

/// A text of the metadata with plain spaces, as it is searched for: that some do not break is for the page only.
pub fn plain_spaces(text: &str) -> String {
    text.replace(['\u{A0}', '\u{202F}'], " ")
}
