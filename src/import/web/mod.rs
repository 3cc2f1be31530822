//! Turns a saved web page into an article.
//!
//! Entry point: [`read`]. Steps, one file each: [`encoding`] (bytes → text), [`sink`] (text → tree, with html5ever; [`guard`] keeps it in bounds),
//! [`survey`] (what each element seems to be: [`traits`] by its classes, [`furniture`] by all of it, [`phrases`]), [`metadata`],
//! [`extract`] (where the article stands; [`readable`] where the page does not say), [`convert`] (blocks and inlines),
//! [`rest`] (what is not in the Markdown).
//!
//! Invariants: nothing is fetched; the tree is at most so deep and the work in proportion to the page; every word that
//! is seen is taken, said in Markdown's own way, or named as left out.

mod address;
mod convert;
mod dom;
mod encoding;
mod extract;
mod furniture;
mod guard;
mod metadata;
mod phrases;
mod readable;
mod rest;
mod sink;
mod survey;
mod traits;

use super::Reading;
use super::tree::Article;
use crate::assets::Loader;
use crate::diagnostic::{Code, Context, Diagnostic, Severity, Stop};
use crate::source::{SourceId, Sources, Span};
use convert::Converter;
use rest::Rest;
use survey::Survey;

/// Whether bytes begin as a web page does.
pub(super) fn is_page(start: &[u8]) -> bool {
    let text =
        String::from_utf8_lossy(start).trim_start_matches('\u{FEFF}').trim_start().to_ascii_lowercase();
    let mut rest = text.as_str();
    let behind = |rest: &'_ str, (open, close): (&str, &str)| -> Option<usize> {
        let at = rest.strip_prefix(open)?.find(close)?;
        Some(open.len() + at + close.len())
    };
    while let Some(length) = behind(rest, ("<!--", "-->")).or_else(|| behind(rest, ("<?", "?>"))) {
        rest = rest.get(length..).unwrap_or_default().trim_start();
    }
    ["<!doctype html", "<html", "<head>"].iter().any(|beginning| rest.starts_with(beginning))
}

/// Reads one page.
pub(super) fn read(
    name: &str,
    bytes: &[u8],
    loader: &dyn Loader,
    sources: &mut Sources,
    context: &Context,
) -> Result<Reading, Stop> {
    let source = text_source(name, bytes, sources, context)?;
    let text = sources.get(source).map(|source| source.text.clone()).unwrap_or_default();
    let parsed = sink::parse(&text, context.limits.nodes);
    context.check()?;
    let whole = Span::new(source, 0, 0);
    if parsed.too_many {
        let message = format!("{name} holds more than {} elements and texts", context.limits.nodes);
        context.report(Diagnostic::new(Code::LimitReached, whole, message));
        return Err(Stop);
    }
    if let Some(at) = parsed.too_deep {
        let message = "elements lie too deep in each other here; what lies deeper stands beside them";
        let span = Span::new(source, at as usize, at as usize + 1);
        let limit = Diagnostic::new(Code::LimitReached, span, message);
        context.report(Diagnostic { severity: Severity::Warning, ..limit });
    }
    let dom = parsed.dom;
    let mut survey = Survey::of(&dom);
    let stated = metadata::stated(&dom, &survey);
    let headline = metadata::headline(&dom, &survey, &stated);
    survey.furnish(&dom, headline);
    let place = extract::find(&dom, &survey, headline);
    if place.is_guess {
        let (start, end) = dom.node(place.content).map_or((0, 0), |node| (node.start, node.end));
        let span = Span::new(source, start as usize, end.min(start + 40) as usize);
        let message = "the page does not say what of it is the article; what reads like prose is taken";
        context.report(Diagnostic::new(Code::ImportGuess, span, message));
    }
    let address = stated.address().map(str::to_owned);
    let mut converter = Converter::new(&dom, &survey, source, name, address, context, loader);
    let mut article = Article::default();
    metadata::page::fill(&mut converter, &stated, &place, headline, context, &mut article.metadata);
    let converted = converter.article(&place, headline);
    article.blocks = converted.blocks;
    context.check()?;
    let rest = Rest {
        dom: &dom,
        survey: &survey,
        source,
        place: &place,
        taken: &converted.taken,
        replaced: &converted.replaced,
        headline,
    };
    let (words, mut left_out) = (rest.words(), rest.left_out());
    left_out.extend(converted.dropped);
    Ok(Reading { article, words, left_out, files: converted.files })
}

/// The page's text, added to the sources.
fn text_source(name: &str, bytes: &[u8], sources: &mut Sources, context: &Context) -> Result<SourceId, Stop> {
    let decoded = encoding::decode(bytes);
    if decoded.text.chars().take(4096).any(|c| c == '\0') {
        context.report(Diagnostic::new(
            Code::ImportBroken,
            None,
            format!("{name} is no web page: it is not text"),
        ));
        return Err(Stop);
    }
    let source = sources.add(name, decoded.text);
    let start = Span::new(source, 0, 0);
    if let Some(encoding) = decoded.guess {
        let message = format!("the page does not say its encoding rightly; it is read as {encoding}");
        context.report(Diagnostic::new(Code::ImportGuess, start, message));
    }
    if decoded.is_damaged {
        let message = "some bytes are no characters of the page's encoding; signs stand in for them";
        context.report(Diagnostic::new(Code::ImportGuess, start, message));
    }
    let text = sources.get(source).map(|source| source.text.clone()).unwrap_or_default();
    context.check_size(source, &text)?;
    Ok(source)
}
