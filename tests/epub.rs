//! The EPUB of documents built by hand: its files as text goldens, and its bytes.

mod support;

use std::fmt::Write as _;
use std::io::Read as _;

use offprint::diagnostic::Context;
use offprint::document::{Attributes, Author, Credit, Date, Document, NodeId, Role, SpanMap, Tag};
use offprint::epub::{EpubInput, write};
use offprint::font::FontBook;
use offprint::image::ImageSet;
use offprint::markdown::{ParseOptions, parse};
use offprint::source::{Sources, Span};
use offprint::structure::{PageMap, PageStart};
use offprint::style::{BuiltIn, COMMON, Origin, Stylesheet, export};

/// Builds trees without ceremony.
struct Tree(Document);

impl Tree {
    fn element(&mut self, parent: NodeId, tag: Tag, change: impl FnOnce(&mut Attributes)) -> NodeId {
        let id = self.0.create_element(tag, Span::default());
        change(&mut self.0.element_mut(id).expect("an element").attributes);
        self.0.append(parent, id);
        id
    }

    fn role(&mut self, parent: NodeId, role: Role, change: impl FnOnce(&mut Attributes)) -> NodeId {
        let id = self.0.create_role(role, Span::default());
        change(&mut self.0.element_mut(id).expect("an element").attributes);
        self.0.append(parent, id);
        id
    }

    fn text(&mut self, parent: NodeId, text: &str) -> NodeId {
        let id = self.0.create_text(text, SpanMap::default(), Span::default());
        self.0.append(parent, id);
        id
    }

    fn paragraph(&mut self, parent: NodeId, text: &str) -> NodeId {
        let id = self.element(parent, Tag::P, |_| {});
        self.text(id, text)
    }
}

fn set_id(id: &'static str) -> impl FnOnce(&mut Attributes) {
    move |attributes| attributes.id = Some(id.into())
}

/// A column with one of everything that EPUB has its own semantics for.
fn column() -> Document {
    let mut tree = Tree(Document::new(Span::default()));
    let root = tree.0.root();
    tree.0.metadata.title = "The Harbour & the Sea".into();
    tree.0.metadata.subtitle = Some("What the tide leaves".into());
    tree.0.metadata.language = "en-GB".into();
    tree.0.metadata.authors = vec![Author { name: "Ilse van der Berg".into(), ..Author::default() }];
    tree.0.metadata.date = Some(Date { iso: "2026-11-23".into(), display: "23 November 2026".into() });
    tree.0.metadata.keywords = vec!["harbours".into()];
    let credit = ("Copyedited by", "edt", "A. B. Clark");
    let credit = Credit { label: credit.0.into(), relator: credit.1.into(), name: credit.2.into() };
    tree.0.metadata.credits = vec![credit];
    title_block(&mut tree, root);
    body(&mut tree, root);
    extras(&mut tree, root);
    notes(&mut tree, root);
    tree.0
}

fn title_block(tree: &mut Tree, root: NodeId) {
    let block = tree.role(root, Role::TitleBlock, |_| {});
    let group = tree.element(block, Tag::Hgroup, |_| {});
    let kicker = tree.role(group, Role::Kicker, |_| {});
    tree.text(kicker, "Opinion");
    let headline = tree.role(group, Role::Headline, set_id("the-harbour"));
    tree.text(headline, "The Harbour & the Sea");
    let dek = tree.role(group, Role::Dek, |_| {});
    tree.text(dek, "What the tide leaves");
    let byline = tree.role(block, Role::Byline, |_| {});
    tree.text(byline, "By ");
    let name = tree.role(byline, Role::AuthorName, |_| {});
    tree.text(name, "Ilse van der Berg");
}

fn body(tree: &mut Tree, root: NodeId) {
    let first = tree.element(root, Tag::P, |_| {});
    tree.text(first, "The tide goes out, and what it leaves is ours to read. See ");
    let link = tree.element(first, Tag::A, |a| a.href = Some("https://example.org/a b".into()));
    tree.text(link, "the chart");
    tree.text(first, ".");
    let call = tree.role(first, Role::NoteRef, |a| {
        a.href = Some("#fn-1".into());
        a.id = Some("ref-1".into());
    });
    tree.text(call, "1");
    let quote = tree.role(root, Role::PullQuote, |a| a.hidden = true);
    let words = tree.element(quote, Tag::P, set_id("never-written"));
    tree.text(words, "What it leaves is ours to read.");
    let heading = tree.element(root, Tag::H2, set_id("1-œuvre"));
    tree.text(heading, "Œuvre");
    let deeper = tree.element(root, Tag::H3, set_id("deeper"));
    tree.text(deeper, "Deeper <still>");
    let alert = tree.role(root, Role::Warning, |_| {});
    let label = tree.role(alert, Role::Label, |_| {});
    tree.text(label, "Warning");
    tree.paragraph(alert, "Spring tides.");
    let sidebar = tree.role(root, Role::Sidebar, |_| {});
    let label = tree.role(sidebar, Role::Label, |_| {});
    tree.text(label, "The moon");
    tree.paragraph(sidebar, "It pulls.\u{0}\u{8}");
    tree.role(root, Role::SectionBreak, |_| {});
    let image = tree.element(root, Tag::Figure, |_| {});
    tree.element(image, Tag::Img, |a| {
        a.src = Some("missing.png".into());
        a.alt = Some("A quay at low water".into());
    });
    let french = tree.element(root, Tag::P, |a| a.lang = Some("fr".into()));
    let bad = tree.element(french, Tag::A, |a| a.href = Some("#nowhere".into()));
    tree.text(bad, "La mer");
}

fn extras(tree: &mut Tree, root: NodeId) {
    let list = tree.role(root, Role::TaskList, |_| {});
    for checked in [true, false] {
        let task = tree.role(list, Role::Task, |_| {});
        tree.element(task, Tag::Input, |a| a.checked = checked);
        tree.text(task, " Tar the hull");
    }
    let ordered = tree.element(root, Tag::Ol, |a| a.start = Some(4));
    let item = tree.element(ordered, Tag::Li, |_| {});
    tree.text(item, "Fourth");
    let code = tree.role(root, Role::CodeBlock, |_| {});
    let inner = tree.element(code, Tag::Code, |a| a.code_language = Some("rust".into()));
    tree.text(inner, "fn main() {\n    tide();\n}\n");
    let table = tree.element(root, Tag::Table, |_| {});
    let head = tree.element(table, Tag::Thead, |_| {});
    let row = tree.element(head, Tag::Tr, |_| {});
    tree.element(row, Tag::Th, |_| {});
    let height = tree.element(row, Tag::Th, |a| a.align = Some(offprint::document::Align::Right));
    tree.text(height, "Height");
    let rows = tree.element(table, Tag::Tbody, |_| {});
    let row = tree.element(rows, Tag::Tr, |_| {});
    let name = tree.element(row, Tag::Th, |a| a.row_header = true);
    tree.text(name, "Low");
    let cell = tree.element(row, Tag::Td, |a| a.align = Some(offprint::document::Align::Right));
    tree.text(cell, "0.4 m");
    let last = tree.element(root, Tag::P, |_| {});
    tree.text(last, "The end comes with the flood.\u{A0}");
    let mark = tree.role(last, Role::EndMark, |_| {});
    tree.text(mark, "■");
}

fn notes(tree: &mut Tree, root: NodeId) {
    let notes = tree.role(root, Role::Footnotes, set_id("notes"));
    let heading = tree.element(notes, Tag::H2, set_id("notes-title"));
    tree.text(heading, "Notes");
    let note = tree.role(notes, Role::Footnote, set_id("fn-1"));
    let text = tree.element(note, Tag::P, |_| {});
    let back = tree.role(text, Role::BackLink, |a| {
        a.href = Some("#ref-1".into());
        a.aria_label = Some("Back to reference 1".into());
    });
    tree.text(back, "1");
    tree.text(text, " Admiralty chart 12.");
    let footer = tree.role(root, Role::ArticleFooter, |_| {});
    let credits = tree.role(footer, Role::Credits, |_| {});
    let credit = tree.role(credits, Role::Credit, |_| {});
    tree.text(credit, "Copyedited by A. B. Clark");
    let contact = tree.role(footer, Role::Contact, |_| {});
    tree.text(contact, "Comments to ");
    let link = tree.element(contact, Tag::A, |a| a.href = Some("mailto:letters@example.org".into()));
    tree.text(link, "letters@example.org");
}

fn book(document: &Document, page_map: Option<&PageMap>) -> Vec<u8> {
    let context = Context::new();
    let identifier = document.metadata.uuid_urn();
    let mut sources = Sources::default();
    let sheets = [("common.css", COMMON), ("essay.css", BuiltIn::Essay.text())];
    let sheets = sheets
        .map(|(name, text)| Stylesheet::parse(sources.add(name, text), text, Origin::BuiltIn, &context));
    let input = EpubInput {
        stylesheet: &export(&sheets.each_ref(), &|_| None, &context),
        images: &ImageSet::default(),
        fonts: &[],
        faces: &FontBook::bundled(),
        page_map,
        modified: None,
        identifier: &identifier,
    };
    write(document, &input, &context).expect("a book")
}

/// The entries of a book: name, whether stored, text.
fn entries(book: &[u8]) -> Vec<(String, bool, String)> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(book)).expect("an archive");
    (0..archive.len())
        .map(|index| {
            let mut file = archive.by_index(index).expect("an entry");
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).expect("bytes");
            let stored = file.compression() == zip::CompressionMethod::Stored;
            (file.name().to_owned(), stored, String::from_utf8_lossy(&bytes).into_owned())
        })
        .collect()
}

/// Compares a text with its golden; `UPDATE=1` rewrites it.
fn compare(name: &str, text: &str) {
    let path = support::root().join("tests/ref/epub").join(name);
    if std::env::var_os("UPDATE").is_some() {
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("the folder can be made");
        std::fs::write(&path, text).expect("the golden can be written");
    }
    let golden = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(golden == text, "{} differs; UPDATE=1 rewrites it:\n{text}", path.display());
}

fn golden(book: &[u8]) -> String {
    let mut text = String::new();
    for (name, stored, content) in entries(book) {
        let is_text = name.ends_with("html") || name.ends_with(".opf") || name.ends_with(".ncx");
        let method = if stored { "stored" } else { "deflated" };
        let _ = writeln!(text, "== {name} ({method})\n{}", if is_text { content.as_str() } else { "" });
    }
    text
}

#[test]
fn a_column_with_pages() {
    let document = column();
    let texts: Vec<u32> =
        document.walk().filter(|&node| document.text(node).is_some()).map(|node| node.0).collect();
    let starts = [(0, 0), (4, 15), (9, 0), (12, 3), (20, 0)];
    let starts = (1..).zip(starts).map(|(page, (index, offset))| PageStart {
        label: page.to_string(),
        node: texts[index],
        offset,
    });
    let map = PageMap { starts: starts.collect() };
    let book = book(&document, Some(&map));
    std::fs::write(support::scratch("epub").join("column.epub"), &book).expect("target can be written");
    compare("column.txt", &golden(&book));
}

/// A document read from a file of this project, and the messages about it.
fn parsed(path: &std::path::Path) -> Option<Document> {
    let mut sources = Sources::default();
    let text = std::fs::read_to_string(path).expect("a readable file");
    let source = sources.add(path.to_string_lossy(), text);
    let options = ParseOptions { fallback_title: Some("Untitled".into()), ..ParseOptions::default() };
    parse(&sources, source, &options, &Context::new()).ok()
}

/// The Markdown files of a folder, in order.
fn articles(folder: &str) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(support::root().join(folder)).expect("a folder");
    let mut files: Vec<_> = entries.map(|entry| entry.expect("an entry").path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "md"));
    files.sort();
    files
}

#[test]
fn articles_as_written() {
    for file in articles("tests/suite/epub") {
        let document = parsed(&file).expect("a document");
        let book = book(&document, None);
        let name = file.file_stem().expect("a name").to_string_lossy().into_owned();
        std::fs::write(support::scratch(&format!("epub-{name}")).join("book.epub"), &book).expect("written");
        compare(&format!("{name}.txt"), &golden(&book));
    }
}

#[test]
fn every_article_of_the_project_is_sound() {
    let folder = support::scratch("epub-all");
    let examples = ["examples/harbour", "examples/lighthouse", "examples/handbook"];
    let suites = ["tests/suite/article", "tests/suite/layout", "tests/suite/typography"];
    for file in examples.iter().chain(&suites).flat_map(|folder| articles(folder)) {
        let Some(document) = parsed(&file) else { continue };
        let map = every_tenth_text(&document);
        let book = book(&document, Some(&map));
        assert_eq!(support::book::faults(&book), Vec::<String>::new(), "{}", file.display());
        let name = file.file_stem().expect("a name").to_string_lossy().into_owned();
        std::fs::write(folder.join(name + ".epub"), &book).expect("target can be written");
    }
}

/// A page map as if every tenth text began a page.
fn every_tenth_text(document: &Document) -> PageMap {
    let texts = document.walk().filter(|&node| document.text(node).is_some()).step_by(10);
    let start = |(page, node): (u32, NodeId)| PageStart { label: page.to_string(), node: node.0, offset: 3 };
    PageMap { starts: (1..).zip(texts).map(start).collect() }
}

#[test]
fn a_book_begins_as_readers_expect() {
    let document = column();
    let book = book(&document, None);
    assert_eq!(book.get(30..58), Some(&b"mimetypeapplication/epub+zip"[..]));
    assert_eq!(book, self::book(&document, None), "the same input gives the same bytes");
}

#[test]
fn a_long_article_is_split_before_headings() {
    let mut tree = Tree(Document::new(Span::default()));
    let root = tree.0.root();
    tree.0.metadata.title = "Long".into();
    tree.0.metadata.language = "en".into();
    let headline = tree.role(root, Role::Headline, set_id("long"));
    tree.text(headline, "Long");
    for number in 0..40 {
        let heading = tree.element(root, Tag::H2, |a| a.id = Some(format!("s{number}").into()));
        tree.text(heading, &format!("Section {number}"));
        let paragraph = tree.element(root, Tag::P, |_| {});
        tree.text(paragraph, &"The tide goes out. ".repeat(500));
        let link =
            tree.element(paragraph, Tag::A, |a| a.href = Some(format!("#s{}", (number + 20) % 40).into()));
        tree.text(link, "there");
    }
    let book = book(&tree.0, None);
    std::fs::write(support::scratch("epub-long").join("long.epub"), &book).expect("target can be written");
    let files = entries(&book);
    let parts: Vec<&(String, bool, String)> =
        files.iter().filter(|(name, ..)| name.contains("/article")).collect();
    assert_eq!(parts.len(), 2);
    assert!(
        parts[0].2.contains("href=\"article-2.xhtml#s20\"")
            && parts[1].2.contains("href=\"article.xhtml#s0\"")
    );
}
