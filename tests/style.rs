//! Styles: the cascade as goldens, the documentation's table, and faults.
//!
//! `tests/suite/style/NAME.css` is applied alone to `NAME.md` (without one: to `article.md`); a `NAME.md` without
//! a sheet gets the base sheet and the essay style. The golden holds messages, computed styles and the e-reader's
//! sheet.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use offprint::diagnostic::Context;
use offprint::document::Document;
use offprint::geometry::{Length, Size};
use offprint::markdown::{ParseOptions, parse};
use offprint::source::{SourceId, Sources};
use offprint::style::{
    BASE, BuiltIn, COMMON, Origin, PageQuery, StyleOptions, Stylesheet, dump, export, paper, property_table,
    resolve,
};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Compares with a golden file, or writes it where `UPDATE` is set.
fn compare(golden: &Path, text: &str) {
    if std::env::var_os("UPDATE").is_some() {
        fs::write(golden, text).expect("goldens can be written");
        return;
    }
    let expected = fs::read_to_string(golden).unwrap_or_default();
    for (number, (is, should)) in text.lines().zip(expected.lines()).enumerate() {
        assert_eq!(is, should, "{}:{} (left: now, right: golden)", golden.display(), number + 1);
    }
    assert_eq!(text.lines().count(), expected.lines().count(), "{}", golden.display());
}

fn document(sources: &mut Sources, path: &Path) -> Document {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let source = sources.add(name, read(path));
    parse(sources, source, &ParseOptions::default(), &Context::new()).expect("the suite's articles parse")
}

fn sheet(sources: &mut Sources, name: &str, text: &str, origin: Origin, context: &Context) -> Stylesheet {
    let source: SourceId = sources.add(name, text);
    Stylesheet::parse(source, text, origin, context)
}

fn golden(article: &Path, own: Option<&Path>) -> String {
    let context = Context::new();
    let mut sources = Sources::default();
    let document = document(&mut sources, article);
    let sheets = match own {
        Some(path) => {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            vec![sheet(&mut sources, &name, &read(path), Origin::Author, &context)]
        }
        None => vec![
            sheet(&mut sources, "base.css", BASE, Origin::Base, &context),
            sheet(&mut sources, "common.css", COMMON, Origin::BuiltIn, &context),
            sheet(&mut sources, "essay.css", BuiltIn::Essay.text(), Origin::BuiltIn, &context),
        ],
    };
    let sheets: Vec<&Stylesheet> = sheets.iter().collect();
    let options = StyleOptions { default_page: paper("a4").unwrap_or_default(), page_override: None };
    let styles = resolve(&document, &sheets, &options, &context);
    let exported = export(&sheets, &|face| Some(format!("fonts/{}.ttf", face.family)), &context);
    let mut text = String::new();
    for message in context.take_diagnostics() {
        let place = message.span.and_then(|span| sources.locate(span));
        let place = place.map_or(String::new(), |(name, at)| format!("{name}:{}:{}: ", at.line, at.column));
        let help = message.help.map_or(String::new(), |help| format!(" ({help})"));
        let _ = writeln!(text, "{place}{}: {}{help}", message.code.as_str(), message.message);
    }
    for face in styles.font_faces() {
        let _ =
            writeln!(text, "face {:?} {:?} {:?} {:?}", face.family, face.weight, face.style, face.sources);
    }
    let _ = write!(text, "{}\n{exported}", dump(&document, &styles));
    text
}

#[test]
fn suite() {
    let folder = root().join("tests/suite/style");
    let mut files: Vec<PathBuf> = fs::read_dir(&folder)
        .expect("the suite is there")
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect();
    files.sort();
    for path in &files {
        let golden_file = |path: &Path| {
            root().join("tests/ref/style").join(path.with_extension("txt").file_name().unwrap_or_default())
        };
        let sheet = path.with_extension("css");
        match path.extension().and_then(|extension| extension.to_str()) {
            Some("css") => {
                let own = path.with_extension("md");
                let article = if own.exists() { own } else { folder.join("article.md") };
                compare(&golden_file(path), &golden(&article, Some(path)));
            }
            Some("md") if !sheet.exists() => compare(&golden_file(path), &golden(path, None)),
            _ => {}
        }
    }
}

#[test]
fn built_in_sheets_are_without_fault() {
    let context = Context::new();
    for text in [BASE, COMMON].into_iter().chain(BuiltIn::ALL.iter().map(|style| style.text())) {
        Stylesheet::parse(SourceId(0), text, Origin::BuiltIn, &context);
    }
    assert_eq!(context.take_diagnostics(), []);
}

#[test]
fn built_in_sheets_leave_readers_their_choices() {
    let context = Context::new();
    for text in std::iter::once(COMMON).chain(BuiltIn::ALL.iter().map(|style| style.text())) {
        Stylesheet::parse(SourceId(0), text, Origin::Author, &context);
    }
    assert_eq!(context.take_diagnostics(), []);
}

#[test]
fn documentation_lists_what_the_table_holds() {
    let (begin, end) = ("<!-- properties -->\n", "<!-- end of properties -->");
    let path = root().join("docs/css.md");
    let text = read(&path);
    let (head, rest) = text.split_once(begin).expect("docs/css.md marks where the table begins");
    let (table, tail) = rest.split_once(end).expect("docs/css.md marks where the table ends");
    let fresh = property_table();
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, format!("{head}{begin}{fresh}{end}{tail}")).expect("docs can be written");
        return;
    }
    assert_eq!(table, fresh, "UPDATE=1 cargo test renews the table in docs/css.md");
}

#[test]
fn hostile_sheets_end() {
    let context = Context::new();
    let nested = format!("{}color: red{}", "a, b { ".repeat(200), "}".repeat(200));
    let brackets = format!("a {{ width: calc({}1pt", "(".repeat(20_000));
    let growing: String = (0..64).map(|n| format!("--v{n}: var(--v{0}) var(--v{0});", n + 1)).collect();
    let growing = format!(":root {{ {growing} --v64: xxxxxxxx; color: var(--v0) }}");
    let selectors = format!("{}a {{ color: red }}", ":not(".repeat(5_000));
    let mut sources = Sources::default();
    let document = document(&mut sources, &root().join("tests/suite/style/article.md"));
    for text in [nested, brackets, growing, selectors, "@media ".repeat(10_000), "\\".repeat(50_000)] {
        let sheet = Stylesheet::parse(SourceId(0), &text, Origin::Author, &context);
        let styles = resolve(&document, &[&sheet], &StyleOptions::default(), &context);
        let _ = (dump(&document, &styles), export(&[&sheet], &|_| None, &context));
    }
}

#[test]
fn a_page_asked_for_leaves_named_pages_their_own_size() {
    let context = Context::new();
    let mut sources = Sources::default();
    let document = document(&mut sources, &root().join("tests/suite/style/article.md"));
    let css = "@page { size: a4 } @page chart { size: 400pt 300pt } @page plain { margin: 10mm }";
    let sheet = sheet(&mut sources, "own.css", css, Origin::Author, &context);
    let (a4, a5) = (paper("a4").expect("a size"), paper("a5"));
    let styles =
        resolve(&document, &[&sheet], &StyleOptions { default_page: a4, page_override: a5 }, &context);
    let size = |name: Option<&str>| {
        let query = PageQuery { name: name.map(Into::into), first: false, left: false, blank: false };
        styles.page(&query).size
    };
    assert_eq!(Some(size(None)), a5);
    assert_eq!(Some(size(Some("plain"))), a5);
    assert_eq!(size(Some("chart")), Size { width: Length::pt(400), height: Length::pt(300) });
}
