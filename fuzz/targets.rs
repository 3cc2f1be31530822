//! What is fuzzed: one function for each kind of input. None may panic, whatever the bytes.
//!
//! `cargo +nightly fuzz run NAME` runs one without end; `tests/fuzz.rs` runs a bounded share of each on stable.

#![allow(dead_code)] // Each fuzz target uses one of these.

#[cfg(feature = "import")]
#[path = "../tests/support/archive.rs"]
pub mod archive;

use std::sync::Arc;

use offprint::assets::MemoryLoader;
use offprint::convert::{Input, Options, StyleInput, convert as convert_article};
use offprint::diagnostic::Context;
use offprint::markdown::{ParseOptions, parse};
use offprint::source::Sources;
use offprint::style::{Origin, Stylesheet};

/// Any text as an article.
pub fn markdown(data: &[u8]) {
    let mut sources = Sources::default();
    let source = sources.add("article.md", String::from_utf8_lossy(data).into_owned());
    let context = Context::new();
    if let Ok(document) = parse(&sources, source, &ParseOptions::default(), &context) {
        offprint::document::to_html(&document);
    }
    for diagnostic in context.take_diagnostics() {
        diagnostic.span.and_then(|span| sources.locate(span));
    }
}

/// Any text as front matter: YAML if its first byte is even, else TOML.
pub fn front_matter(data: &[u8]) {
    let Some((first, rest)) = data.split_first() else { return };
    let fence = if first % 2 == 0 { "---" } else { "+++" };
    let text = format!("{fence}\n{}\n{fence}\n\nText.\n", String::from_utf8_lossy(rest));
    markdown(text.as_bytes());
}

/// Any text as a stylesheet.
pub fn css(data: &[u8]) {
    let mut sources = Sources::default();
    let text = String::from_utf8_lossy(data).into_owned();
    let source = sources.add("house.css", text.clone());
    let context = Context::new();
    let sheet = Stylesheet::parse(source, &text, Origin::Author, &context);
    offprint::style::export(&[&sheet], &|_| None, &context);
}

/// Any text as Pandoc's JSON, and what comes of it as Markdown.
#[cfg(feature = "import")]
pub fn pandoc_json(data: &[u8]) {
    imported(offprint::import::Kind::PandocJson, data.to_vec());
}

/// An EPUB: any bytes as the archive if the first is even, else any text as its article, with its first line in its
/// metadata.
#[cfg(feature = "import")]
pub fn epub(data: &[u8]) {
    let Some((first, rest)) = data.split_first() else { return };
    let book = if first % 2 == 0 {
        rest.to_vec()
    } else {
        let text = String::from_utf8_lossy(rest);
        let (metadata, article) = text.split_once('\n').unwrap_or(("", &text));
        archive::epub(metadata, article)
    };
    imported(offprint::import::Kind::Epub, book);
}

/// Any bytes as a web page, and what comes of it as Markdown.
#[cfg(feature = "import")]
pub fn web_page(data: &[u8]) {
    imported(offprint::import::Kind::Html, data.to_vec());
}

#[cfg(feature = "import")]
fn imported(kind: offprint::import::Kind, bytes: Vec<u8>) {
    let mut sources = Sources::default();
    let context = Context::new();
    let loader = offprint::assets::MemoryLoader::default();
    if let Ok(imported) = offprint::import::import(kind, "article", bytes, &loader, &mut sources, &context) {
        markdown(imported.markdown.as_bytes());
    }
    for diagnostic in context.take_diagnostics() {
        diagnostic.span.and_then(|span| sources.locate(span));
    }
}

/// Any bytes as a plain text, and what comes of it as Markdown.
#[cfg(feature = "import")]
pub fn plain_text(data: &[u8]) {
    imported(offprint::import::Kind::PlainText, data.to_vec());
}

/// Any bytes as a picture, in both outputs.
pub fn image(data: &[u8]) {
    let mut loader = MemoryLoader::default();
    loader.insert("picture", data.to_vec());
    both(b"# Picture\n\n![A picture](picture \"Its caption\")\n", None, &loader);
}

/// Any text as an article; what follows two NUL bytes, if they are there, as its stylesheet.
pub fn convert(data: &[u8]) {
    let at = data.windows(2).position(|pair| pair == [0, 0]);
    let (article, sheet) = match at {
        Some(at) => (data.get(..at).unwrap_or_default(), data.get(at + 2..)),
        None => (data, None),
    };
    both(article, sheet, &MemoryLoader::default());
}

fn both(article: &[u8], sheet: Option<&[u8]>, loader: &MemoryLoader) {
    let mut sources = Sources::default();
    let mut context = Context::new();
    context.limits.pages = 200;
    context.limits.pixels = 1_000_000;
    let source = sources.add("article.md", String::from_utf8_lossy(article).into_owned());
    let mut options = Options { epub: true, pdf: true, ..Options::default() };
    if let Some(sheet) = sheet {
        let id = sources.add("house.css", String::from_utf8_lossy(sheet).into_owned());
        options.styles.push(StyleInput::Sheet(id, Arc::new(MemoryLoader::default())));
    }
    let input = Input { source, fallback_title: None, loader };
    if let Ok(outputs) = convert_article(&input, &options, &mut sources, &context) {
        assert!(outputs.pdf.is_none_or(|pdf| pdf.starts_with(b"%PDF-1.7")), "no PDF");
        assert!(outputs.epub.is_none_or(|epub| epub.starts_with(b"PK")), "no EPUB");
    }
}
