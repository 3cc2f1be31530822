//! Turns an EPUB that Offprint wrote back into the article that it was made of, with its pictures.
//!
//! Entry point: [`read`]. Steps, one file each: [`archive`] (the zip archive, checked before anything is unpacked), [`xml`]
//! (bounded, without entities of its own), [`package`] (container and package document), [`content`] (XHTML → the tree of
//! [`crate::document`]), [`metadata`] (what the package says), [`pictures`] (files under the names that the author gave),
//! [`words`] (all words, found without these). What the tree then becomes in Markdown, [`super::document`] says.
//!
//! Invariants: the tree is the one that the EPUB was written from, but for what is generated; nothing is unpacked that was
//! not declared and bounded; no name of a file leads out of a folder; the work is in proportion to what is unpacked.
//!
//! Spec: EPUB 3.3 (OCF, package documents), APPNOTE 6.3 (zip).

mod archive;
mod content;
mod metadata;
mod package;
mod pictures;
mod words;
mod xml;

use super::words::LeftOut;
use super::{Reading, document};
use crate::diagnostic::{Code, Context, Diagnostic, Stop};
use crate::source::{SourceId, Sources, Span};
use archive::Archive;
use package::Package;

/// Why an EPUB is not read.
#[derive(Debug)]
struct Fault {
    code: Code,
    /// Where, if it is in a text of the EPUB.
    span: Option<Span>,
    /// Said behind the name of the EPUB.
    message: String,
    help: Option<String>,
}

impl Fault {
    /// Damage, or something that no EPUB of Offprint's has.
    fn broken(message: impl Into<String>) -> Fault {
        Fault { code: Code::ImportBroken, span: None, message: message.into(), help: None }
    }

    /// What could do harm.
    fn harmful(message: impl Into<String>) -> Fault {
        Fault { code: Code::ImportUnsafe, ..Fault::broken(message) }
    }

    fn at(self, span: Span) -> Fault {
        Fault { span: Some(span), ..self }
    }
}

/// Whether bytes begin as those of an EPUB do (EPUB 3.3, 4.3): with its type, uncompressed, for programs such as this.
pub(super) fn is_epub(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") && bytes.get(30..58) == Some(b"mimetypeapplication/epub+zip")
}

/// Reads an EPUB that Offprint wrote.
///
/// # Errors
/// `Stop` if it is damaged, harmful or another program's; why stands in the context.
pub(super) fn read(
    name: &str,
    bytes: &[u8],
    sources: &mut Sources,
    context: &Context,
) -> Result<Reading, Stop> {
    read_book(name, bytes, sources, context).map_err(|fault| {
        let diagnostic = Diagnostic::new(fault.code, fault.span, format!("{name} {}", fault.message));
        context.report(match fault.help {
            Some(help) => diagnostic.help(help),
            None => diagnostic,
        });
        Stop
    })
}

fn read_book(name: &str, bytes: &[u8], sources: &mut Sources, context: &Context) -> Result<Reading, Fault> {
    let mut book = Book { name, archive: Archive::open(bytes, &context.limits)?, sources, context };
    let path = package::path(&book.text("META-INF/container.xml")?)?;
    let package = book.text(&path)?;
    let package = Package::read(&package, &path)?;
    refuse_others(&package, &book)?;
    let mut content = content::Content::new(&context.limits);
    let mut words = words::of_package(&package);
    for item in package.spine.iter().filter(|item| !item.has_property("nav")) {
        let text = book.text(&item.path)?;
        content.read(&text, item)?;
        words::of_content(&text, &mut words)?;
    }
    let content = content.finish(context)?;
    let mut document = content.document;
    metadata::complete(&mut document, &package, &content.notes);
    metadata::report_byline(&document, context);
    let files = pictures::unpack(&mut document, &content.pictures, content.cover, &package, &book)?;
    let mut article = document::article(&document);
    let mut left_out = Vec::new();
    // The names of built-in styles have neither.
    if let Some(style) = article.metadata.style.take_if(|style| style.contains(['.', '/'])) {
        let reason = format!("the stylesheet {style} is not in the EPUB as it was written");
        left_out.push(LeftOut {
            span: Span { end: package.span.start, ..package.span },
            reason,
            is_furniture: false,
        });
    }
    Ok(Reading { article, words, left_out, files })
}

/// An EPUB that is being read.
struct Book<'a> {
    name: &'a str,
    archive: Archive<'a>,
    sources: &'a mut Sources,
    context: &'a Context,
}

/// A text of an EPUB.
struct Text {
    source: SourceId,
    text: std::sync::Arc<str>,
}

impl Book<'_> {
    /// A text file, added to the sources.
    fn text(&mut self, path: &str) -> Result<Text, Fault> {
        let bytes = self.archive.read(path, self.context.limits.source_bytes)?;
        let text = String::from_utf8(bytes)
            .map_err(|_| Fault::broken(format!("is damaged: {path} is not UTF-8 text")))?;
        let source = self.sources.add(format!("{}:{path}", self.name), text);
        let text = self.sources.get(source).map(|source| source.text.clone()).unwrap_or_default();
        Ok(Text { source, text })
    }
}

/// What another program made has no marks that tell its parts apart; what is encrypted cannot be read.
fn refuse_others(package: &Package, book: &Book) -> Result<(), Fault> {
    if !package.is_own() {
        let message = match package.generator() {
            Some(program) => format!("was made by {program}, not by Offprint"),
            None => "was not made by Offprint: no generator of this name stands in its metadata".to_owned(),
        };
        let help = "let pandoc read it: `pandoc -t json book.epub | offprint import --from pandoc-json -`";
        return Err(Fault { help: Some(help.to_owned()), ..Fault::broken(message) });
    }
    if book.archive.has("META-INF/encryption.xml") {
        return Err(Fault::harmful("is encrypted"));
    }
    Ok(())
}
