//! What is imported comes out as it was meant.

mod support;

use std::path::{Path, PathBuf};

use offprint::assets::{FileLoader, MemoryLoader};
use offprint::convert::{Input, Options, StyleInput, convert};
use offprint::diagnostic::Context;
use offprint::document::{Attributes, Document, NodeId, Role, Tag, dump};
use offprint::import::{
    Article, Block, BlockKind, Cell, Imported, Inline, InlineKind, Item, Kind, List, Row, Style, Table,
    article, import, to_markdown,
};
use offprint::markdown::{ParseOptions, parse};
use offprint::source::{Sources, Span};
use offprint::style::BuiltIn;
use proptest::prelude::*;
use support::root;

/// Every article of the suite and the examples.
fn articles() -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![root().join("tests/suite"), root().join("examples")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("the suite is readable") {
            let path = entry.expect("the suite is readable").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "md") {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

fn tree(text: &str) -> Option<Document> {
    let mut sources = Sources::default();
    let source = sources.add("article.md", text.to_owned());
    let options = ParseOptions { fallback_title: Some("A file".to_owned()), ..ParseOptions::default() };
    let context = Context::new();
    parse(&sources, source, &options, &context).ok().filter(|_| !context.has_errors())
}

/// A tree as text. What is compared is the tree without spans: its elements, roles, attributes and texts. Texts beside
/// each other are one, spans without attributes are none, line ends are spaces and spaces at a block's edges nothing. The headline has no id of its own in front matter,
/// and names stand in the byline as front matter prints them.
fn form(document: &Document) -> String {
    let mut document = document.clone();
    let nodes: Vec<NodeId> = document.walk().collect();
    for &node in nodes.iter().rev() {
        unwrap_spans(&mut document, node);
        join_texts(&mut document, node);
    }
    for &node in &nodes {
        let is_code = document.tag(node) == Some(Tag::Pre) && document.role(node) != Some(Role::MathBlock);
        if is_code {
            continue;
        }
        let in_code = document.ancestors(node).any(|above| document.tag(above) == Some(Tag::Pre));
        if !in_code {
            trim_texts(&mut document, node);
        }
        match document.role(node) {
            Some(Role::Headline) => document.element_mut(node).expect("an element").attributes.id = None,
            Some(Role::Byline) => {
                let of_name = |part: &NodeId| document.role(*part) == Some(Role::AuthorName);
                let names = document.children(node).iter().copied().filter(of_name).collect();
                document.set_children(node, names);
            }
            _ => {}
        }
    }
    let text = dump(&document);
    text.get(text.find("\narticle").unwrap_or(0)..).unwrap_or_default().to_owned()
}

/// Line ends are spaces, and spaces at the edges of a block are nothing.
fn trim_texts(document: &mut Document, node: NodeId) {
    let is_block = document.tag(node).is_some_and(|tag| !tag.is_phrasing());
    let mut children = document.children(node).to_vec();
    for &child in &children {
        if let Some(text) = document.text_mut(child) {
            text.text = text.text.replace('\n', " ");
        }
    }
    if is_block {
        if let Some(text) = children.first().and_then(|&first| document.text_mut(first)) {
            text.text = text.text.trim_start_matches(' ').to_owned();
        }
        if let Some(text) = children.last().and_then(|&last| document.text_mut(last)) {
            text.text = text.text.trim_end_matches(' ').to_owned();
        }
    }
    children.retain(|&child| document.text(child).is_none_or(|text| !text.text.is_empty()));
    document.set_children(node, children);
}

/// A span that says nothing: what was a link and has lost its target is one.
fn unwrap_spans(document: &mut Document, node: NodeId) {
    let is_bare = |node: NodeId| {
        let element = document.element(node);
        element
            .is_some_and(|e| e.tag == Tag::Span && e.role.is_none() && e.attributes == Attributes::default())
    };
    let children = document.children(node).to_vec();
    let unwrapped = children
        .into_iter()
        .flat_map(|child| if is_bare(child) { document.children(child).to_vec() } else { vec![child] });
    let unwrapped = unwrapped.collect();
    document.set_children(node, unwrapped);
}

fn join_texts(document: &mut Document, node: NodeId) {
    let mut kept: Vec<NodeId> = Vec::new();
    for child in document.children(node).to_vec() {
        let text = document.text(child).map(|text| text.text.clone());
        let before = kept.last().copied().filter(|&before| document.text(before).is_some());
        match (text, before.and_then(|before| document.text_mut(before))) {
            (Some(text), Some(before)) => before.text.push_str(&text),
            _ => kept.push(child),
        }
    }
    document.set_children(node, kept);
}

/// The first lines in which two trees differ.
fn difference(one: &str, other: &str) -> String {
    let pairs = one.lines().zip(other.lines()).enumerate().find(|(_, (one, other))| one != other);
    match pairs {
        Some((line, (one, other))) => format!("line {}:\n    was {one}\n    is  {other}", line + 1),
        None => format!("{} lines, then {}", one.lines().count(), other.lines().count()),
    }
}

/// Raw HTML whose repair leaves items with and without paragraphs in one list, which Markdown has no form for.
const MIXED_LIST: &str = "html-repaired.md";

/// Articles → tree → article → Markdown → the same tree.
#[test]
fn a_tree_written_as_markdown_is_read_as_the_same_tree() {
    let mut differing = Vec::new();
    let mut count = 0;
    for file in articles().iter().filter(|file| !file.ends_with(MIXED_LIST)) {
        let text = std::fs::read_to_string(file).expect("a text is UTF-8");
        let Some(before) = tree(&text) else { continue };
        count += 1;
        let after = tree(&to_markdown(&article(&before))).map(|after| form(&after)).unwrap_or_default();
        let before = form(&before);
        if before != after {
            let name = file.strip_prefix(root()).unwrap_or(Path::new("")).display();
            differing.push(format!("{name} {}", difference(&before, &after)));
        }
    }
    assert!(count > 100, "only {count} articles");
    assert!(differing.is_empty(), "{} of {count}:\n{}", differing.len(), differing.join("\n"));
}

/// What a tree says of its article besides its text: credits in any order, their words without a colon, which front
/// matter adds where it prints them.
fn said(document: &Document) -> String {
    let text = dump(document);
    let said = text.get(..text.find("\narticle").unwrap_or(0)).unwrap_or_default();
    let (mut credits, others): (Vec<String>, Vec<String>) =
        said.lines().map(|line| line.replace(": |", " |")).partition(|line| line.starts_with("credit: "));
    credits.sort();
    [others, credits].concat().join("\n")
}

/// The EPUB of an article in a style; with the pages of its PDF marked, if these are set too.
fn book(file: &Path, text: &str, style: BuiltIn, pdf: bool) -> Option<Vec<u8>> {
    let mut sources = Sources::default();
    let source = sources.add("article.md", text.to_owned());
    let loader = FileLoader::new(file.parent().unwrap_or(Path::new(".")), &[]);
    let input = Input { source, fallback_title: Some("A file".to_owned()), loader: &loader };
    let styles = vec![StyleInput::BuiltIn(style)];
    let options = Options { epub: true, pdf, styles, ..Options::default() };
    convert(&input, &options, &mut sources, &Context::new()).ok()?.epub
}

/// What an EPUB is imported as, and what was said of it.
fn imported(book: Vec<u8>) -> (Option<Imported>, Vec<String>) {
    let (mut sources, context) = (Sources::default(), Context::new());
    let imported =
        import(Kind::Epub, "article.epub", book, &MemoryLoader::default(), &mut sources, &context).ok();
    let said = context.take_diagnostics().into_iter();
    let said = said.map(|said| format!("{:?} {}: {}", said.severity, said.code.as_str(), said.message));
    (imported, said.collect())
}

/// A title that stands in front matter and over the text in other capitals: the EPUB's metadata have one, its text the
/// other, which comes back.
const TITLE_TWICE: &str = "title-same.md";

/// Articles → EPUB → Markdown → the same tree and metadata.
#[test]
fn an_epub_is_read_as_the_tree_that_it_was_written_from() {
    let mut differing = Vec::new();
    let mut count = 0;
    let is_seen = |file: &&PathBuf| !file.components().any(|part| part.as_os_str() == "unseen");
    for file in articles().iter().filter(|file| !file.ends_with(MIXED_LIST)).filter(is_seen) {
        let text = std::fs::read_to_string(file).expect("a text is UTF-8");
        let Some(before) = tree(&text) else { continue };
        let (form_before, said_before) = (form(&before), said(&before));
        for &style in BuiltIn::ALL {
            let Some(book) = book(file, &text, style, false) else { continue };
            count += 1;
            let (imported, messages) = imported(book);
            let markdown = imported.map(|imported| imported.markdown).unwrap_or_default();
            let after = tree(&markdown);
            let form_after = after.as_ref().map(form).unwrap_or_default();
            let said_after = after.as_ref().map(said).unwrap_or_default();
            let name = file.strip_prefix(root()).unwrap_or(Path::new("")).display();
            let mut differ = |what: String| differing.push(format!("{name} {}: {what}", style.name()));
            if form_before != form_after {
                differ(difference(&form_before, &form_after));
            }
            if said_before != said_after && !file.ends_with(TITLE_TWICE) {
                differ(difference(&said_before, &said_after));
            }
            if !messages.is_empty() {
                differ(messages.join("\n    "));
            }
        }
    }
    assert!(count > 400, "only {count} EPUBs");
    assert!(differing.is_empty(), "{} of {count}:\n{}", differing.len(), differing.join("\n"));
}

/// A long article is several files, with links from one to another; the pages of the PDF are marked in it.
#[test]
fn files_and_pages_of_an_epub_leave_no_mark() {
    let words = "Several words, some of them *stressed*, that fill a line of the text. ".repeat(60);
    let section = |number: usize| {
        format!("## Раздел {number}\n\n{words}See [the next](#раздел-{}).[^a]\n\n", number % 80 + 1)
    };
    let sections: String = (1..=80).map(section).collect();
    let text = format!("# A long article\n\nAn opening.\n\n{sections}[^a]: A note.\n");
    let book = book(Path::new("article.md"), &text, BuiltIn::Report, true).expect("it is built");
    let names = zip::ZipArchive::new(std::io::Cursor::new(&book)).expect("an archive");
    let parts = names.file_names().filter(|name| name.starts_with("OEBPS/article")).count();
    assert!(parts > 1, "{parts} files");
    assert!(!names.is_empty() && names.index_for_name("OEBPS/article-2.xhtml").is_some());
    let (imported, messages) = imported(book);
    let after = tree(&imported.expect("it is read").markdown).expect("a tree");
    assert_eq!(messages, [] as [&str; 0]);
    let before = tree(&text).expect("a tree");
    assert!(form(&before) == form(&after), "{}", difference(&form(&before), &form(&after)));
}

/// What the EPUB keeps as it is comes back so, under the names that the Markdown gives.
#[test]
fn pictures_come_back_under_their_names() {
    let file = root().join("examples/lighthouse/lighthouse.md");
    let text = std::fs::read_to_string(&file).expect("the examples are there");
    let (imported, _) = imported(book(&file, &text, BuiltIn::Magazine, true).expect("it is built"));
    let files = imported.expect("it is read").files;
    let names: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
    assert_eq!(names, ["stennick.png", "cutaway.svg", "panel.png", "range.svg"]);
    for file in files.iter().filter(|file| file.path.ends_with(".png")) {
        let own = std::fs::read(root().join("examples/lighthouse").join(&file.path));
        assert!(own.is_ok_and(|own| own == file.bytes), "{} is another", file.path);
    }
}

/// What texts are made of that look like markup.
const SIGNS: &[&str] = &[
    "*",
    "**",
    "_",
    "__",
    "`",
    "``",
    "[",
    "]",
    "](",
    "](x)",
    "[^1]",
    "[^1]: ",
    "![",
    "<",
    ">",
    "<b>",
    "</b>",
    "<!--",
    "-->",
    "&",
    "&amp;",
    "&#65;",
    "\\",
    "\\\\",
    "#",
    "# ",
    "## ",
    "-",
    "- ",
    "+ ",
    "* ",
    "1. ",
    "12) ",
    "> ",
    "|",
    "| a |",
    "|-|",
    "~",
    "~~",
    "^",
    "^a^",
    "~b~",
    "$",
    "$$",
    "{",
    "}",
    "{#a}",
    ":",
    ": ",
    "::: ",
    "=",
    "===",
    "---",
    "***",
    "___",
    "```",
    "~~~",
    "!",
    "\"",
    "'",
    "[ ] ",
    "[x] ",
    "word",
    "a",
    "b",
    " ",
    " ",
    " ",
    "é",
    "日",
    ".",
    ",",
    "(",
    ")",
    "http://a.example",
    "+++",
    "% ",
    "[!NOTE] ",
    "@",
    "\u{A0}",
    "“",
    "”",
    "—",
    "0",
];

fn texts() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(SIGNS), 1..14).prop_map(|signs| signs.concat())
}

fn inlines(depth: u32) -> BoxedStrategy<Vec<Inline>> {
    let leaf = prop_oneof![
        6 => texts().prop_map(InlineKind::Text),
        1 => Just(InlineKind::SoftBreak),
        1 => Just(InlineKind::Break),
        1 => texts().prop_map(InlineKind::Code),
    ];
    let inline = if depth == 0 {
        leaf.boxed()
    } else {
        let styles = [
            Style::Emphasis,
            Style::Strong,
            Style::Strikeout,
            Style::Superscript,
            Style::Subscript,
            Style::Underline,
        ];
        let styled = (prop::sample::select(styles.to_vec()), inlines(depth - 1));
        prop_oneof![
            4 => leaf,
            2 => styled.prop_map(|(style, content)| InlineKind::Styled(style, content)),
            1 => inlines(0).prop_map(|content| InlineKind::Link {
                content, address: "https://a.example/x_(y)".to_owned(), title: String::new(),
            }),
        ]
        .boxed()
    };
    let inline = inline.prop_map(|kind| Inline::new(kind, Span::default()));
    prop::collection::vec(inline, 1..5).boxed()
}

/// What is read, without a space: every sign in its order.
fn signs(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The signs of a row and what is done to each: the letters of the styles around it.
fn styled(row: &[Inline], around: &str, out: &mut Vec<(char, String)>) {
    for inline in row {
        match &inline.kind {
            InlineKind::Text(text) => out.extend(signs(text).chars().map(|sign| (sign, around.to_owned()))),
            InlineKind::Code(text) => {
                out.extend(signs(text).chars().map(|sign| (sign, format!("{around}<code"))))
            }
            InlineKind::Styled(style, content) => {
                styled(content, &format!("{around}<{}", style.tag().name()), out)
            }
            InlineKind::Link { content, .. } => styled(content, &format!("{around}<a"), out),
            _ => {}
        }
    }
}

/// The same of a tree.
fn styled_of(document: &Document) -> Vec<(char, String)> {
    let mut out = Vec::new();
    for node in document.walk() {
        let Some(text) = document.text(node) else { continue };
        let above: Vec<NodeId> = document.ancestors(node).collect();
        let tags = above.iter().rev().filter_map(|&node| document.tag(node)).filter(|tag| tag.is_phrasing());
        let around: String = tags.map(|tag| format!("<{}", tag.name())).collect();
        out.extend(signs(&text.text).chars().map(|sign| (sign, around.clone())));
    }
    out
}

fn bare_tree(text: &str) -> Document {
    let mut sources = Sources::default();
    let source = sources.add("article.md", text.to_owned());
    let options = ParseOptions { article: false, typography: false, ..ParseOptions::default() };
    parse(&sources, source, &options, &Context::new()).expect("a tree")
}

/// Bare addresses become links in any text: they are told apart from links of the row by their words.
fn without_addresses(signs: Vec<(char, String)>) -> Vec<(char, String)> {
    signs.into_iter().map(|(sign, around)| (sign, around.replace("<a", ""))).collect()
}

fn is_read_back(block: &dyn Fn(Vec<Inline>) -> BlockKind, row: Vec<Inline>) -> Result<(), TestCaseError> {
    let mut expected = Vec::new();
    styled(&row, "", &mut expected);
    let blocks = vec![Block::new(block(row), Span::default())];
    let markdown = to_markdown(&Article { blocks, ..Article::default() });
    let found = styled_of(&bare_tree(&markdown));
    prop_assert_eq!(without_addresses(found), without_addresses(expected), "{}", markdown);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_row_is_read_back_in_a_paragraph(row in inlines(2)) {
        is_read_back(&BlockKind::Paragraph, row)?;
    }

    #[test]
    fn any_row_is_read_back_in_a_heading(row in inlines(1)) {
        is_read_back(&|content| BlockKind::Heading { level: 2, content }, row)?;
    }

    #[test]
    fn any_row_is_read_back_in_a_cell(row in inlines(1)) {
        is_read_back(&|row| {
            let cell = |is_head, row| Cell {
                is_head,
                content: vec![Block::new(BlockKind::Plain(row), Span::default())],
                ..Cell::default()
            };
            let head = Row { cells: vec![cell(true, Vec::new())], ..Row::default() };
            let body = vec![vec![Row { cells: vec![cell(false, row)], ..Row::default() }]];
            BlockKind::Table(Box::new(Table { columns: vec![None], head: vec![head], bodies: body, ..Table::default() }))
        }, row)?;
    }

    #[test]
    fn any_row_is_read_back_in_a_list(row in inlines(1)) {
        is_read_back(&|row| BlockKind::List(List {
            numbering: None,
            items: vec![Item { content: vec![Block::new(BlockKind::Plain(row), Span::default())], ..Item::default() }],
        }), row)?;
    }
}
