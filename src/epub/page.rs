//! What every XHTML file of the book begins and ends with.

use super::markup::Markup;
use crate::document::{Direction, Document, Labels, kept};

/// The file of the stylesheet.
pub(super) const STYLESHEET: &str = "stylesheet.css";

/// Languages that are written from right to left.
const RIGHT_TO_LEFT: &[&str] =
    &["ar", "arc", "ckb", "dv", "fa", "he", "iw", "ks", "ku-arab", "ps", "sd", "ug", "ur", "yi"];

/// The article's language, never empty.
pub(super) fn language(document: &Document) -> &str {
    let language = document.metadata.language.as_str();
    if language.is_empty() { "en" } else { language }
}

/// Whether the article reads from right to left.
pub(super) fn is_right_to_left(document: &Document) -> bool {
    let given = document.element(document.root()).and_then(|root| root.attributes.dir);
    match given {
        Some(Direction::Rtl) => true,
        Some(Direction::Ltr) => false,
        _ => {
            let language = language(document).to_ascii_lowercase();
            let primary = language.split('-').next().unwrap_or_default();
            RIGHT_TO_LEFT.contains(&primary) || RIGHT_TO_LEFT.contains(&language.as_str())
        }
    }
}

/// The declaration, the `html` element's start tag and the head.
pub(super) fn begin(markup: &mut Markup, document: &Document, title: &str) {
    begin_with(markup, document, title, None);
}

/// The same with rules of the page's own after the stylesheet.
pub(super) fn begin_with(markup: &mut Markup, document: &Document, title: &str, style: Option<&str>) {
    let language = language(document);
    markup.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n");
    markup.open("html").attribute("xmlns", "http://www.w3.org/1999/xhtml");
    markup.attribute("xmlns:epub", "http://www.idpf.org/2007/ops");
    markup.attribute("xml:lang", language).attribute("lang", language);
    if is_right_to_left(document) {
        markup.attribute("dir", "rtl");
    }
    markup.line().open("head").line();
    markup.void_line("meta", &[("charset", "utf-8")]);
    markup.text_line("title", &[], title);
    markup.void_line("link", &[("rel", "stylesheet"), ("type", "text/css"), ("href", STYLESHEET)]);
    if let Some(style) = style {
        markup.text_line("style", &[], style);
    }
    markup.close("head", false).line();
}

/// The end tags of body and file.
pub(super) fn end(markup: &mut Markup) {
    markup.close("body", false).line().close("html", false).line();
}

/// The rules of the cover page: the whole picture, as large as the screen allows.
const COVER_STYLE: &str =
    "body { margin: 0; padding: 0; text-align: center } img { max-width: 100%; max-height: 100% }";

/// The page that shows the cover: the picture's file, and the path that the author gave, unless it was drawn.
pub(super) fn cover(document: &Document, picture: &str, source: Option<&str>) -> String {
    let mut markup = Markup::with_capacity(1024);
    let label = Labels::of(language(document)).cover();
    let title = super::title(&document.metadata);
    begin_with(&mut markup, document, label, Some(COVER_STYLE));
    markup.open("body").attribute("epub:type", "cover").line();
    markup.open("div").open("img").attribute("role", "doc-cover").attribute("src", picture);
    markup.attribute("alt", &format!("{label}: {title}"));
    markup.attribute_if(kept::SOURCE, source);
    markup.close("img", true).close("div", false).line();
    end(&mut markup);
    markup.finish()
}
