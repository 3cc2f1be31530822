//! Writes the navigation document (EPUB 3.3, 7) and the NCX that older reading systems use.

use super::content::ContentFile;
use super::markup::{Markup, one_line};
use super::page;
use super::plan::Plan;
use super::{COVER_PAGE, title};
use crate::document::{Document, Labels, OutlineEntry};

/// The navigation document's file, as the packer names it.
pub(super) const NAVIGATION: &str = "nav.xhtml";

/// The rules of the navigation document: its entries are lines, not numbered items.
const STYLE: &str = "ol { list-style: none; margin: 0; padding: 0 } ol ol { padding-left: 1.2em } a { text-decoration: none }";

/// What the navigation leads to.
pub(super) struct Routes<'a> {
    pub(super) document: &'a Document,
    pub(super) plan: &'a Plan,
    pub(super) labels: Labels,
    /// Table of contents, at least one entry.
    pub(super) contents: Vec<Entry>,
    /// Pages of the PDF: label and address.
    pub(super) pages: Vec<(String, String)>,
    pub(super) has_cover: bool,
}

/// One line of the table of contents.
pub(super) struct Entry {
    title: String,
    href: String,
    children: Vec<Entry>,
}

impl<'a> Routes<'a> {
    /// Collects the routes through a written book.
    pub(super) fn new(
        document: &'a Document,
        plan: &'a Plan,
        files: &[ContentFile],
        has_cover: bool,
    ) -> Routes<'a> {
        let outline = crate::document::outline(document);
        let mut contents = entries(plan, &outline);
        let start = plan.parts.first().map(|part| part.href.clone()).unwrap_or_default();
        // The headline leads to the top of the file: a kicker stands above it.
        match contents.first_mut().zip(outline.first()) {
            Some((first, entry)) if entry.level == 1 => first.href = start,
            Some(_) => {}
            None => {
                contents.push(Entry { title: title(&document.metadata), href: start, children: Vec::new() })
            }
        }
        let of_file = |(file, part): (&ContentFile, &super::plan::Part)| {
            let href = part.href.clone();
            file.marks
                .iter()
                .map(move |(label, id)| (label.clone(), format!("{href}#{id}")))
                .collect::<Vec<_>>()
        };
        let pages = files.iter().zip(&plan.parts).flat_map(of_file).collect();
        Routes { document, plan, labels: Labels::of(page::language(document)), contents, pages, has_cover }
    }

    /// The file in which the article begins.
    pub(super) fn start(&self) -> &str {
        self.plan.parts.first().map(|part| part.href.as_str()).unwrap_or_default()
    }

    fn notes(&self) -> Option<String> {
        // Notes close an article: they stand in its last file.
        let (_, id) = self.plan.notes.as_ref()?;
        Some(format!("{}#{id}", self.plan.parts.last()?.href))
    }
}

fn entries(plan: &Plan, outline: &[OutlineEntry]) -> Vec<Entry> {
    let entry = |heading: &OutlineEntry| {
        let href = plan.href(&heading.id, None)?;
        let title = one_line(&heading.title);
        let title = if title.is_empty() { "…".to_owned() } else { title };
        Some(Entry { title, href, children: entries(plan, &heading.children) })
    };
    outline.iter().filter_map(entry).collect()
}

/// The navigation document: contents, landmarks and, where pages are marked, the page list.
pub(super) fn document(routes: &Routes<'_>) -> String {
    let labels = routes.labels;
    let mut markup = Markup::with_capacity(4096);
    page::begin_with(&mut markup, routes.document, &title(&routes.document.metadata), Some(STYLE));
    markup.open("body").line();
    begin_nav(&mut markup, "toc", "doc-toc", false);
    heading(&mut markup, routes, "toc-title", labels.contents());
    list(&mut markup, &routes.contents);
    markup.close("nav", false).line();
    begin_nav(&mut markup, "landmarks", "", true);
    heading(&mut markup, routes, "landmarks-title", labels.landmarks());
    landmarks(&mut markup, routes);
    markup.close("nav", false).line();
    if !routes.pages.is_empty() {
        begin_nav(&mut markup, "page-list", "doc-pagelist", true);
        heading(&mut markup, routes, "page-list-title", labels.pages());
        markup.open("ol").line();
        for (label, href) in &routes.pages {
            markup.open("li").text_link(href, label).close("li", false).line();
        }
        markup.close("ol", false).line().close("nav", false).line();
    }
    page::end(&mut markup);
    markup.finish()
}

fn begin_nav(markup: &mut Markup, kind: &str, role: &str, hidden: bool) {
    markup.open("nav").attribute("epub:type", kind).attribute("id", kind);
    markup.attribute_if("role", Some(role).filter(|role| !role.is_empty()));
    markup.attribute("aria-labelledby", &format!("{kind}-title"));
    markup.attribute_if("hidden", hidden.then_some("hidden")).line();
}

/// A list's title, marked as English where the article is in a language that has no words here.
fn heading(markup: &mut Markup, routes: &Routes<'_>, id: &str, text: &str) {
    let language = page::language(routes.document);
    let primary = language.split('-').next().unwrap_or_default();
    markup.open("h1").attribute("id", id);
    let own = routes.labels.language();
    if !primary.eq_ignore_ascii_case(own) {
        markup.attribute("xml:lang", own).attribute("lang", own);
    }
    markup.text(text).close("h1", false).line();
}

fn list(markup: &mut Markup, entries: &[Entry]) {
    markup.open("ol").line();
    for entry in entries {
        markup.open("li").text_link(&entry.href, &entry.title);
        if !entry.children.is_empty() {
            markup.line();
            list(markup, &entry.children);
        }
        markup.close("li", false).line();
    }
    markup.close("ol", false).line();
}

fn landmarks(markup: &mut Markup, routes: &Routes<'_>) {
    let labels = routes.labels;
    let cover = routes.has_cover.then(|| ("cover", COVER_PAGE.to_owned(), labels.cover()));
    let contents = ("toc", format!("{NAVIGATION}#toc"), labels.contents());
    let start = ("bodymatter", routes.start().to_owned(), labels.beginning());
    let notes = routes.notes().map(|href| ("footnotes", href, labels.notes()));
    markup.open("ol").line();
    for (kind, href, text) in cover.into_iter().chain([contents, start]).chain(notes) {
        markup.open("li").open("a").attribute("epub:type", kind).attribute("href", &href).text(text);
        markup.close("a", false).close("li", false).line();
    }
    markup.close("ol", false).line();
}

/// The NCX (Open Packaging Format 2.0.1, 2.4.1), with the same entries.
pub(super) fn ncx(routes: &Routes<'_>, identifier: &str) -> String {
    let mut markup = Markup::with_capacity(4096);
    let page_count = routes.pages.len().to_string();
    let numbers = routes.pages.iter().filter_map(|(label, _)| label.parse::<u32>().ok());
    let highest = numbers.max().unwrap_or(0).to_string();
    markup.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    markup
        .open("ncx")
        .attribute("xmlns", "http://www.daisy.org/z3986/2005/ncx/")
        .attribute("version", "2005-1");
    markup.attribute("xml:lang", page::language(routes.document)).line().open("head").line();
    for (name, content) in [
        ("dtb:uid", identifier),
        ("dtb:depth", &depth(&routes.contents).to_string()),
        ("dtb:totalPageCount", &page_count),
        ("dtb:maxPageNumber", &highest),
    ] {
        markup.void_line("meta", &[("name", name), ("content", content)]);
    }
    markup.close("head", false).line();
    markup
        .open("docTitle")
        .text_element("text", &title(&routes.document.metadata))
        .close("docTitle", false)
        .line();
    for author in &routes.document.metadata.authors {
        markup
            .open("docAuthor")
            .text_element("text", &one_line(&author.name))
            .close("docAuthor", false)
            .line();
    }
    markup.open("navMap").line();
    let mut order = 0;
    points(&mut markup, &routes.contents, &mut order);
    markup.close("navMap", false).line();
    page_targets(&mut markup, routes, order);
    markup.close("ncx", false).line();
    markup.finish()
}

fn depth(entries: &[Entry]) -> usize {
    entries.iter().map(|entry| 1 + depth(&entry.children)).max().unwrap_or(0)
}

fn points(markup: &mut Markup, entries: &[Entry], order: &mut usize) {
    for entry in entries {
        *order += 1;
        markup
            .open("navPoint")
            .attribute("id", &format!("point-{order}"))
            .attribute("playOrder", &order.to_string());
        markup.open("navLabel").text_element("text", &entry.title).close("navLabel", false);
        markup.open("content").attribute("src", &entry.href).close("content", true);
        if !entry.children.is_empty() {
            markup.line();
        }
        points(markup, &entry.children, order);
        markup.close("navPoint", false).line();
    }
}

fn page_targets(markup: &mut Markup, routes: &Routes<'_>, order: usize) {
    if routes.pages.is_empty() {
        return;
    }
    markup.open("pageList").line();
    for (number, (label, href)) in (1..).zip(&routes.pages) {
        markup.open("pageTarget").attribute("id", &format!("page-{number}"));
        let is_number = label.bytes().all(|byte| byte.is_ascii_digit());
        markup.attribute("type", if is_number { "normal" } else { "front" });
        markup.attribute_if("value", is_number.then_some(label.as_str()));
        markup.attribute("playOrder", &(order + number).to_string());
        markup.open("navLabel").text_element("text", label).close("navLabel", false);
        markup.open("content").attribute("src", href).close("content", true);
        markup.close("pageTarget", false).line();
    }
    markup.close("pageList", false).line();
}
