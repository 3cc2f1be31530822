//! Turns what people have into clean Markdown with front matter.
//!
//! Entry point: [`import()`]. A reader for each kind ([`epub`], [`pandoc`], [`mod@text`], [`web`]) makes an [`Article`] of its source, a
//! small tree of blocks and inlines with their places ([`tree`], [`meta`]); one writer ([`writer`]) makes Markdown of
//! any such tree; [`words`] compares the words of the source with those of the Markdown as it is read back. From our
//! own tree to such an article leads [`document`], so that it can be written as Pandoc's JSON.
//!
//! To add a reader: a function from a [`SourceId`] to a [`Reading`], a row in [`Kind`].
//!
//! Invariants: nothing is guessed or left out in silence; the work is in proportion to the source; whatever the bytes,
//! the result is Markdown or a `Stop` whose reason is in the context.

mod document;
mod encoding;
mod epub;
mod json;
mod meta;
mod pandoc;
mod text;
mod tree;
mod web;
mod words;
mod writer;

use crate::assets::Loader;
use crate::diagnostic::{Code, Context, Diagnostic, Stop};
use crate::markdown::{self, ParseOptions};
use crate::source::{PlaceMap, SourceId, Sources};

pub use document::article;
pub use meta::{Author, Credit, Metadata};
pub use pandoc::to_json;
pub use tree::{
    Article, Attr, Block, BlockKind, BoxKind, Cell, Definition, Inline, InlineKind, Item, List, MAX_DEPTH,
    Numbering, Row, Style, Table, plain_text,
};
pub use words::{LeftOut, Word};

/// What a source is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An EPUB that Offprint wrote.
    Epub,
    /// Pandoc's AST as JSON.
    PandocJson,
    /// A web page.
    Html,
    /// Plain text.
    PlainText,
}

impl Kind {
    /// The kind of a file by its name and first bytes; `None` for what is not known, Markdown among it.
    pub fn of(name: &str, bytes: &[u8]) -> Option<Kind> {
        let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
        if epub::is_epub(bytes) || ending == "epub" {
            return Some(Kind::Epub);
        }
        let start = bytes.get(..bytes.len().min(4096)).unwrap_or_default();
        let first = start.iter().find(|byte| !byte.is_ascii_whitespace());
        let is_pandoc = first == Some(&b'{') && contains(bytes, b"\"pandoc-api-version\"");
        if ending == "json" || is_pandoc && ending != "md" {
            return Some(Kind::PandocJson);
        }
        if matches!(ending.as_str(), "html" | "htm" | "xhtml" | "shtml") {
            return Some(Kind::Html);
        }
        if matches!(ending.as_str(), "md" | "markdown") {
            return None;
        }
        let is_text = matches!(ending.as_str(), "txt" | "text") && !has_front_matter(bytes);
        if web::is_page(start) {
            Some(Kind::Html)
        } else {
            (is_text || text::is_marked(bytes)).then_some(Kind::PlainText)
        }
    }
}

fn contains(bytes: &[u8], words: &[u8]) -> bool {
    bytes.windows(words.len()).any(|window| window == words)
}

/// Whether a text begins with the fence of front matter: it is Markdown, whatever its name.
pub fn has_front_matter(bytes: &[u8]) -> bool {
    let text = bytes.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(bytes);
    ["---\n", "---\r\n", "+++\n", "+++\r\n"].iter().any(|fence| text.starts_with(fence.as_bytes()))
}

/// A file that the Markdown names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its path as the Markdown names it: relative, without `..`.
    pub path: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// What a reader made of its source.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// The article.
    pub article: Article,
    /// All words of the source, found without the reader's own rules.
    pub words: Vec<Word>,
    /// What the reader left out.
    pub left_out: Vec<LeftOut>,
    /// Pictures that came with the source.
    pub files: Vec<File>,
}

/// A source that was imported.
#[derive(Clone, Debug)]
pub struct Imported {
    /// The Markdown.
    pub markdown: String,
    /// Where its parts come from: for [`Sources::add_derived`].
    pub map: PlaceMap,
    /// The files that it names.
    pub files: Vec<File>,
}

/// Imports one source; `loader` reads what stands beside it. What was guessed and left out is in the context as notes and warnings.
///
/// # Errors
/// `Stop` if nothing can be made of it; why stands in the context.
pub fn import(
    kind: Kind,
    name: &str,
    bytes: Vec<u8>,
    loader: &dyn Loader,
    sources: &mut Sources,
    context: &Context,
) -> Result<Imported, Stop> {
    if kind == Kind::Html && !bytes.contains(&b'<') {
        let message = format!("{name} was read as a web page but holds no tag");
        let help = "of a plain text the paragraphs are lost so: `--from text` keeps them";
        context.report(Diagnostic::new(Code::ImportGuess, None, message).help(help));
    }
    let reading = match kind {
        Kind::Epub => epub::read(name, &bytes, sources, context)?,
        Kind::PandocJson => pandoc::read(text_source(name, bytes, sources, context)?, sources, context)?,
        Kind::Html => web::read(name, &bytes, loader, sources, context)?,
        Kind::PlainText => text::read(name, bytes, sources, context)?,
    };
    let written = writer::write(&reading.article);
    if written.text.trim().is_empty() {
        context.report(Diagnostic::new(Code::InputEmpty, None, format!("{name} holds no text")));
        return Err(Stop);
    }
    let mut left_out = reading.left_out;
    left_out.extend(written.left_out);
    check(&reading.words, &left_out, &written.text, context);
    Ok(Imported { markdown: written.text, map: written.map, files: reading.files })
}

/// An article as Markdown.
pub fn to_markdown(article: &Article) -> String {
    writer::write(article).text
}

/// Compares the words of a source with those of its Markdown, read back as any other.
fn check(words: &[Word], left_out: &[LeftOut], markdown: &str, context: &Context) {
    let mut sources = Sources::default();
    let source = sources.add("", markdown.to_owned());
    let mut silent = Context::new();
    silent.limits = context.limits.clone();
    silent.limits.diagnostics = 0;
    silent.cancel = context.cancel.clone();
    let options = ParseOptions { typography: false, ..ParseOptions::default() };
    if let Ok(document) = markdown::parse(&sources, source, &options, &silent) {
        words::check(words, left_out, &document, context);
    }
}

/// A source of UTF-8 text, added to the sources.
fn text_source(
    name: &str,
    bytes: Vec<u8>,
    sources: &mut Sources,
    context: &Context,
) -> Result<SourceId, Stop> {
    match String::from_utf8(bytes) {
        Ok(text) => {
            let source = sources.add(name, text);
            let text = sources.get(source).map(|source| source.text.clone()).unwrap_or_default();
            context.check_size(source, &text)?;
            Ok(source)
        }
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let message = format!("{name} is not UTF-8 text: byte {at} is not part of a character");
            context.report(Diagnostic::new(Code::InputNotUtf8, None, message));
            Err(Stop)
        }
    }
}
