//! Layout against references: `tests/suite/layout/*.md`, each with a `.css` of its name if it needs one, gives
//! `tests/ref/layout/*.txt`: boxes, structure and pages. `UPDATE=1` rewrites the references.

mod support;

use std::fs;
use std::path::Path;
use std::sync::Arc;

use offprint::diagnostic::Context;
use offprint::document::{insert_contents, number_headings};
use offprint::font::FontBook;
use offprint::geometry::{Length, Size};
use offprint::image::{ImageSet, read};
use offprint::layout::{LayoutInput, boxes, layout, trace};
use offprint::markdown::{ParseOptions, parse};
use offprint::source::{Sources, Span};
use offprint::style::{BASE, Origin, StyleOptions, Stylesheet, resolve};

const PAGE: Size = Size { width: Length::pt(300), height: Length::pt(400) };
const COMMON: &str = include_str!("suite/layout/common.css");

fn dump(markdown: &str, css: &str) -> String {
    let context = Context::new();
    let mut sources = Sources::default();
    let text = sources.add("case.md", markdown);
    let mut document = parse(&sources, text, &ParseOptions::default(), &context).expect("a document");
    if document.metadata.numbered == Some(true) {
        number_headings(&mut document);
    }
    if document.metadata.contents == Some(true) {
        insert_contents(&mut document);
    }
    let sheets = [(BASE, Origin::Base), (COMMON, Origin::BuiltIn), (css, Origin::Author)];
    let sheets =
        sheets.map(|(text, origin)| Stylesheet::parse(sources.add("sheet", text), text, origin, &context));
    let options = StyleOptions { default_page: PAGE, page_override: None };
    let styles = resolve(&document, &sheets.each_ref(), &options, &context);
    let fonts = Arc::new(FontBook::bundled());
    let mut images = ImageSet::default();
    for (name, width, height) in
        [("icon.png", 20, 16), ("wide.png", 1_600, 200), ("tall.png", 100, 1_600), ("photo.png", 900, 600)]
    {
        let bytes = Arc::from(support::bad::png(width, height));
        let image = read(name, bytes, Span { source: text, start: 0, end: 0 }, &context);
        images.insert(name, image.expect("a picture"));
    }
    let input = LayoutInput { document: &document, styles: &styles, fonts, images: Arc::new(images) };
    let tree = boxes(&input, &context).expect("boxes");
    let (pages, _) = layout(&input, &context).expect("pages");
    let messages: String = context
        .take_diagnostics()
        .iter()
        .map(|message| format!("{}: {}\n", message.code.as_str(), message.message))
        .collect();
    format!(
        "== boxes\n{}== structure\n{}== pages\n{}== messages\n{messages}",
        trace::dump_boxes(&tree),
        trace::dump_structure(&pages.structure),
        trace::trace(&pages),
    )
}

#[test]
fn pages_are_as_they_were() {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let mut cases: Vec<_> = fs::read_dir(tests.join("suite/layout"))
        .expect("the suite")
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .collect();
    cases.sort();
    let mut changed = Vec::new();
    for case in cases {
        let name = case.file_stem().expect("a name").to_string_lossy().into_owned();
        let markdown = fs::read_to_string(&case).expect("the case");
        let css = fs::read_to_string(case.with_extension("css")).unwrap_or_default();
        let found = dump(&markdown, &css);
        let reference = tests.join(format!("ref/layout/{name}.txt"));
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&reference, &found).expect("the reference can be written");
        } else if fs::read_to_string(&reference).unwrap_or_default() != found {
            let seen = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.txt"));
            fs::write(&seen, &found).expect("target can be written");
            changed.push(format!("{name}: compare {} with {}", reference.display(), seen.display()));
        }
    }
    assert!(changed.is_empty(), "changed pages (UPDATE=1 takes them as they are):\n{}", changed.join("\n"));
}
