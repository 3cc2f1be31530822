//! Turns Markdown text into a [`Document`].
//!
//! Entry point: [`parse`]. Steps: [`front_matter`] (metadata), [`builder`] and [`html`] (events and raw HTML → tree),
//! [`slip`] (what was meant as markup and is none), [`inline`] and [`block`] (our extensions), [`footnote`] (the section of notes), [`article`] (title block, levels,
//! roles, footer), [`identifier`] (ids), [`link`] (where links go), [`names`] (for readers that do not see),
//! [`typography`] (quotes, dashes, spaces). The content model of [`model`] is restored before and after them.
//!
//! Invariants: nothing stops the reading but a limit, a cancelled build or an article without content; no step looks
//! at its input more than a fixed number of times, and none recurses.
//!
//! Spec: CommonMark 0.31.2, GitHub Flavored Markdown 0.29; `docs/markdown.md` lists what is ours.

mod article;
mod block;
mod builder;
mod footnote;
mod front_matter;
mod html;
mod identifier;
mod inline;
mod link;
mod names;
mod slip;
mod typography;

use crate::diagnostic::{Code, Context, Diagnostic, Stop};
use crate::document::{Document, model};
use crate::source::{SourceId, Sources};

#[cfg(feature = "import")]
pub(crate) use article::{credits_of_line, language_of, split_names};
pub(crate) use block::{may_name_itself, report_no_alt};
#[cfg(feature = "import")]
pub(crate) use front_matter::{date::day as day_of, is_email};
#[cfg(feature = "import")]
pub(crate) use identifier::heading_id;

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
    context.check_size(source, text)?;
    let (front, start) = if options.article {
        front_matter::read(sources, source, context)?
    } else {
        (FrontMatter::default(), if text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 })
    };
    let body = Body { text, source, start };
    let Built { mut document, mut footnotes } = build(body, options.extensions, context)?;
    document.metadata = front.metadata;
    if options.extensions {
        if !context.is_silent() {
            slip::check(&document, &footnotes, body, context);
        }
        inline::apply(&mut document, &mut footnotes, text, context);
        block::apply(&mut document, &footnotes, text, context);
    }
    model::repair(&mut document, context);
    if options.article {
        article::settle_language(&mut document, options, context);
    }
    footnote::gather(&mut document, &footnotes, context);
    if options.article {
        refuse_empty(&document, body, context)?;
        article::apply(&mut document, options, context)?;
        let identifiers = identifier::assign(&mut document, context);
        link::check(&mut document, &identifiers, context);
        names::assign(&mut document);
    }
    if options.typography {
        typography::apply(&mut document, context)?;
    }
    if options.article {
        article::mark_opening(&mut document);
    }
    model::repair(&mut document, context);
    Ok(document)
}

/// An article without a single word or picture is an error: nothing could be written.
fn refuse_empty(document: &Document, body: Body, context: &Context) -> Result<(), Stop> {
    if !document.children(document.root()).is_empty() {
        return Ok(());
    }
    let message =
        if body.start > 3 { "there is nothing below the front matter" } else { "the file holds no text" };
    context.report(Diagnostic::new(Code::InputEmpty, body.whole(), message));
    Err(Stop)
}
