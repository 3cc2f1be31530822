//! Turns a tree of blocks into an article: title block, roles, heading levels, and what closes it.
//!
//! Entry points: [`settle_language`], before any word is generated, [`apply`], and [`mark_opening`], when every
//! character is the one to be printed. Steps, one file each: [`language`] (what it is written in), [`title`] and
//! [`byline`] (the block that opens it), [`headings`] (levels without gaps), [`pull_quote`] (what repeats the text),
//! [`label`] (the words over alerts), [`closing`] (credits, contact and end mark at the end of the text), [`footer`],
//! [`opening`] (the first paragraph and its first words), [`question`] (those of an interview).
//!
//! Invariants of the result: `article > header.title-block, body …, section.footnotes, footer`; one `h1`, the
//! headline; no heading level skipped; the metadata has a title and a valid language. What was recognised from the
//! text, and not said in front matter, is reported as a note.

mod blocks;
mod byline;
mod closing;
mod end_mark;
mod footer;
mod headings;
mod inline;
mod label;
mod language;
pub(in crate::markdown) mod names;
mod opening;
mod pull_quote;
mod question;
pub(in crate::markdown) mod relator;
mod sentence;
mod title;
pub(in crate::markdown) mod words;

use crate::diagnostic::{Context, Stop};
use crate::document::Document;
use crate::markdown::ParseOptions;

#[cfg(feature = "import")]
pub(crate) use language::of as language_of;
#[cfg(feature = "import")]
pub(crate) use names::split as split_names;
#[cfg(feature = "import")]
pub(crate) use relator::credits_of_line;

/// Settles the language of the metadata: the one given from outside, else the front matter's, else English, with a
/// warning when the text's words fit another.
pub fn settle_language(document: &mut Document, options: &ParseOptions, context: &Context) {
    language::settle(document, options.language.as_deref(), context);
}

/// Gives a document the shape of an article. Its metadata is what the front matter said, its
/// language settled; footnotes may already be gathered in a last section.
pub fn apply(document: &mut Document, options: &ParseOptions, context: &Context) -> Result<(), Stop> {
    context.check()?;
    let told = title::build(document, options.fallback_title.as_deref(), context);
    headings::normalize(document, told, context);
    label::insert(document);
    closing::recognize(document, context);
    end_mark::apply(document, context);
    pull_quote::check(document, context)?;
    footer::build(document);
    context.check()
}

/// Marks the paragraph that opens the text, and the words that it leads in with, and the questions of an interview.
pub fn mark_opening(document: &mut Document) {
    opening::mark(document);
    question::mark(document);
}
