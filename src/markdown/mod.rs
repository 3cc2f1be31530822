//! Turns Markdown text into a [`Document`].
//!
//! Entry point: [`parse`]. Steps: [`front_matter`] (metadata), [`builder`] (events and raw HTML → tree), [`html`] (raw
//! HTML), [`article`] (title block, levels, roles, footer), [`typography`] (quotes, dashes, spaces).
//!
//! Spec: CommonMark 0.31.2, GitHub Flavored Markdown 0.29; `docs/markdown.md` lists what is ours.

mod article;
mod builder;
mod footnote;
mod front_matter;
mod html;
mod typography;

use crate::diagnostic::{Context, Stop};
use crate::document::Document;
use crate::source::{SourceId, Sources};

use builder::{Body, Built, build};
use front_matter::FrontMatter;

/// How a text is read.
#[derive(Clone, Debug)]
pub struct ParseOptions {
    /// The text is an article: front matter, title block, roles and heading levels count.
    pub article: bool,
    /// Quotes, dashes and spaces are set in the language's manner.
    pub typography: bool,
    /// What CommonMark does not have counts: GitHub's extensions and ours.
    pub extensions: bool,
    /// The language, if it was given from outside: wins over the front matter's.
    pub language: Option<String>,
    /// What the article is called when nothing in it says so: the file's name.
    pub fallback_title: Option<String>,
}

impl Default for ParseOptions {
    fn default() -> ParseOptions {
        ParseOptions {
            article: true,
            typography: true,
            extensions: true,
            language: None,
            fallback_title: None,
        }
    }
}

/// Reads one text. `Stop` if nothing can be made of it; everything else that is wrong is reported and repaired.
pub fn parse(
    sources: &Sources,
    source: SourceId,
    options: &ParseOptions,
    context: &Context,
) -> Result<Document, Stop> {
    let text = sources.get(source).map(|source| source.text.as_ref()).unwrap_or_default();
    let (front, start) = if options.article {
        front_matter::read(sources, source, context)?
    } else {
        (FrontMatter::default(), if text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 })
    };
    let Built { mut document, .. } = build(Body { text, source, start }, options.extensions, context)?;
    document.metadata = front.metadata;
    if options.article {
        article::apply(&mut document, options, context)?;
    }
    if options.typography {
        typography::apply(&mut document, context)?;
    }
    Ok(document)
}
