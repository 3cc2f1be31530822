//! What an article says of itself: the keys of Offprint's front matter.

use super::tree::Inline;

/// The metadata of an article as it was read. Texts that may hold stress, code and links are inlines, all others words.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Metadata {
    /// The headline.
    pub title: Vec<Inline>,
    /// The short line over it.
    pub kicker: Vec<Inline>,
    /// The dek.
    pub subtitle: Vec<Inline>,
    /// Who wrote it.
    pub authors: Vec<Author>,
    /// Its date, as written.
    pub date: Option<String>,
    /// Where it was written.
    pub place: Option<String>,
    /// A language tag.
    pub language: Option<String>,
    /// Where it appeared.
    pub publication: Option<String>,
    /// Who publishes it.
    pub publisher: Option<String>,
    /// A sentence or two about it.
    pub description: Option<String>,
    /// Keywords.
    pub keywords: Vec<String>,
    /// A statement of rights.
    pub rights: Option<String>,
    /// A DOI, ISBN or address.
    pub identifier: Option<String>,
    /// The cover's picture.
    pub cover: Option<String>,
    /// The mark that closes the article.
    pub end_mark: Option<String>,
    /// Other people's parts.
    pub credits: Vec<Credit>,
    /// Where comments go.
    pub contact: Option<String>,
    /// Pull quotes are read out.
    pub pull_quotes_exposed: bool,
    /// Whether it begins with a table of contents.
    pub contents: Option<bool>,
    /// Whether its headings are numbered.
    pub numbered: Option<bool>,
    /// Words with a hyphen at each place where they may be divided.
    pub hyphenation: Vec<String>,
    /// The style asked for.
    pub style: Option<String>,
}

/// A person who wrote the article.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Author {
    /// The name.
    pub name: String,
    /// The name as sorted.
    pub file_as: Option<String>,
    /// Where the author works.
    pub affiliation: Option<String>,
    /// About the author, one row for each paragraph.
    pub bio: Vec<Vec<Inline>>,
    /// An e-mail address.
    pub email: Option<String>,
    /// A web address.
    pub url: Option<String>,
    /// The ORCID iD.
    pub orcid: Option<String>,
}

/// Another person's part.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Credit {
    /// What was done, as printed.
    pub role: String,
    /// Who did it.
    pub name: String,
}
