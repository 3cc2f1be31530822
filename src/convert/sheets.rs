//! Gathers the stylesheets of an article: the base, a built-in style, the author's own after it.

use std::sync::Arc;

use super::Options;
use crate::assets::Loader;
use crate::diagnostic::{Code, Context, Diagnostic, Stop};
use crate::document::Document;
use crate::source::{SourceId, Sources, Span};
use crate::style::{BuiltIn, Origin, Stylesheet};

/// A style as it is asked for.
#[derive(Clone)]
pub enum StyleInput {
    /// A built-in one.
    BuiltIn(BuiltIn),
    /// A sheet of the user's: its text, and what reads the fonts that it names.
    Sheet(SourceId, Arc<dyn Loader>),
}

/// The sheets of one article in cascade order.
pub(crate) struct Sheets {
    /// The built-in style.
    pub style: BuiltIn,
    base: Stylesheet,
    common: Stylesheet,
    built_in: Stylesheet,
    /// Each with the loader for what it names; none is the article's.
    pub author: Vec<(Stylesheet, Option<Arc<dyn Loader>>)>,
}

impl Sheets {
    /// All sheets in cascade order.
    pub fn all(&self) -> Vec<&Stylesheet> {
        let built_in = [&self.base, &self.common, &self.built_in];
        built_in.into_iter().chain(self.author.iter().map(|(sheet, _)| sheet)).collect()
    }
}

/// Parses the sheets that the options name, or else the one that the article names, or else the default.
pub(super) fn load(
    document: &Document,
    loader: &dyn Loader,
    options: &Options,
    sources: &mut Sources,
    context: &Context,
) -> Result<Sheets, Stop> {
    let mut built_in = BuiltIn::default();
    let mut author = Vec::new();
    if let (true, Some((name, span))) = (options.styles.is_empty(), &document.metadata.style) {
        match BuiltIn::from_name(name) {
            Some(known) => built_in = known,
            None => {
                let source = author_sheet(name, *span, loader, sources, context)?;
                author.push((parse(sources, source, Origin::Author, context), None));
            }
        }
    }
    for style in &options.styles {
        match style {
            StyleInput::BuiltIn(chosen) => built_in = *chosen,
            StyleInput::Sheet(source, loader) => {
                let text = sources.get(*source).map(|source| source.text.as_ref()).unwrap_or_default();
                context.check_size(*source, text)?;
                author.push((parse(sources, *source, Origin::Author, context), Some(Arc::clone(loader))));
            }
        }
    }
    let base = sources.add("base.css", crate::style::BASE);
    let common = sources.add("common.css", crate::style::COMMON);
    let style = sources.add(format!("{}.css", built_in.name()), built_in.text());
    Ok(Sheets {
        style: built_in,
        base: parse(sources, base, Origin::Base, context),
        common: parse(sources, common, Origin::BuiltIn, context),
        built_in: parse(sources, style, Origin::BuiltIn, context),
        author,
    })
}

fn parse(sources: &Sources, source: SourceId, origin: Origin, context: &Context) -> Stylesheet {
    let text = sources.get(source).map(|source| Arc::clone(&source.text)).unwrap_or_else(|| Arc::from(""));
    Stylesheet::parse(source, &text, origin, context)
}

/// Reads the sheet that an article's front matter names.
fn author_sheet(
    name: &str,
    span: Span,
    loader: &dyn Loader,
    sources: &mut Sources,
    context: &Context,
) -> Result<SourceId, Stop> {
    let unknown = |reason: &str| {
        let names: Vec<&str> = BuiltIn::ALL.iter().map(|style| style.name()).collect();
        let message = format!("the style {name} is neither built in nor a CSS file that can be read{reason}");
        let help = format!("built in: {}; a file's path starts at the article's folder", names.join(", "));
        context.report(Diagnostic::new(Code::StyleUnknown, span, message).help(help));
        Stop
    };
    let bytes = loader.load(name, context.limits.source_bytes).map_err(|_| unknown(""))?;
    let text = std::str::from_utf8(&bytes).map_err(|_| unknown(": it is not UTF-8"))?;
    Ok(sources.add(name, text))
}
