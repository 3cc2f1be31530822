//! Saved web pages become the Markdown that an editor would make of them.

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use offprint::assets::{FileLoader, MemoryLoader};
use offprint::diagnostic::{Code, Context, Severity};
use offprint::import::{Imported, Kind, import};
use offprint::source::Sources;
use support::root;

/// The seen pages whose Markdown differs from the wanted one in its form only, and how.
const OF_ANOTHER_FORM: [(&str, &str); 8] = [
    ("confluence-space", "cells of tables in HTML stand on lines of their own"),
    ("ghost-casper", "several authors stand in a list below each other"),
    ("hugo-papermod", "the row below a table's head is as short as can be"),
    (
        "latexml-article",
        "authors; the row below a table's head; a caption with a formula stands between empty lines",
    ),
    (
        "mediawiki-vector",
        "cells of tables in HTML; a box of facts has a body; a picture in a cell is a block",
    ),
    (
        "newspaper-arc",
        "authors; quotation marks around `rights`; a box that begins with a list has an empty line first",
    ),
    ("journal-mathjax2", "authors"),
    ("nextjs-css-in-js", "authors"),
];

/// Words of the wanted Markdown that the seen pages may lack, and that they may have too many, in thousandths.
const MOST_MISSING: usize = 1;
const MOST_TOO_MANY: usize = 2;

fn read(path: &Path) -> (Option<Imported>, Vec<String>) {
    let (mut sources, context) = (Sources::default(), Context::new());
    let loader = FileLoader::new(path.parent().expect("a folder"), &[]);
    let name = path.file_name().expect("a name").to_string_lossy();
    let bytes = fs::read(path).expect("a page");
    let imported = import(Kind::Html, &name, bytes, &loader, &mut sources, &context).ok();
    let messages = context.take_diagnostics().into_iter().map(|diagnostic| {
        let place = diagnostic
            .span
            .and_then(|span| sources.locate(span).map(|(_, at)| format!("{}:{} ", at.line, at.column)));
        format!("{}{} {}", place.unwrap_or_default(), diagnostic.code.as_str(), diagnostic.message)
    });
    (imported, messages.collect())
}

fn pages(folder: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(root().join(folder)).expect("the suite is readable");
    let mut pages: Vec<PathBuf> = entries
        .map(|entry| entry.expect("the suite is readable").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "html" || ending == "htm"))
        .collect();
    pages.sort();
    assert!(!pages.is_empty(), "{folder} holds pages");
    pages
}

fn words(text: &str) -> BTreeMap<String, usize> {
    let mut words = BTreeMap::new();
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        *words.entry(word.to_lowercase()).or_insert(0) += 1;
    }
    words
}

#[test]
fn the_seen_pages_are_as_wanted() {
    let forms: BTreeSet<&str> = OF_ANOTHER_FORM.iter().map(|(name, _)| *name).collect();
    let (mut both, mut wanted_words, mut made_words) = (0, 0, 0);
    let mut faults = Vec::new();
    for page in pages("tests/suite/import/pages/seen") {
        let name = page.file_stem().expect("a name").to_string_lossy().into_owned();
        let (imported, messages) = read(&page);
        let made = imported.expect("an article").markdown;
        let wanted = fs::read_to_string(page.with_extension("md")).expect("the wanted Markdown");
        if forms.contains(name.as_str()) == (made == wanted) {
            faults.push(format!("{name}: as wanted is {}, which is not what this test says", made == wanted));
        }
        let (want, have) = (words(&wanted), words(&made));
        both += want.iter().map(|(word, count)| count.min(have.get(word).unwrap_or(&0))).sum::<usize>();
        wanted_words += want.values().sum::<usize>();
        made_words += have.values().sum::<usize>();
        faults.extend(
            messages
                .iter()
                .filter(|message| message.contains("import-words-missing"))
                .map(|message| format!("{name}: {message}")),
        );
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(
        (wanted_words - both) * 1000 <= wanted_words * MOST_MISSING,
        "{both} of {wanted_words} wanted words are there"
    );
    assert!(
        (made_words - both) * 1000 <= made_words * MOST_TOO_MANY,
        "{both} of {made_words} words are wanted"
    );
}

/// Furniture of the seen pages that is named otherwise than wanted, of all that is listed.
const NAMED_OTHERWISE: usize = 3;

#[test]
fn what_is_left_out_is_named() {
    let mut faults = Vec::new();
    let plain = |text: &str| words_in_order(text).join(" ");
    for page in pages("tests/suite/import/pages/seen") {
        let (_, messages) = read(&page);
        let left: Vec<(String, String)> = messages
            .iter()
            .filter_map(|message| message.split_once("import-left-out "))
            .filter_map(|(_, message)| message.split_once(" was left out: "))
            .map(|(words, rest)| {
                let (label, others) = rest.split_once("; so w").unwrap_or((rest, ""));
                (plain(&format!("{words} {others}")), label.to_owned())
            })
            .collect();
        let listed = fs::read_to_string(page.with_extension("left-out")).expect("a list");
        for line in listed.lines() {
            let (excerpt, label) = line.split_once('\t').expect("words and a label");
            let excerpt = plain(excerpt);
            if !left.iter().any(|(words, as_label)| as_label == label && words.contains(&excerpt)) {
                faults.push(format!("{}: {line}", page.display()));
            }
        }
    }
    assert!(faults.len() <= NAMED_OTHERWISE, "{}", faults.join("\n"));
}

fn words_in_order(text: &str) -> Vec<&str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect()
}

#[test]
fn pages_that_were_not_saved_whole_say_which_pictures_are_missing() {
    for page in pages("tests/suite/import/pages/seen") {
        let listed = fs::read_to_string(page.with_extension("missing")).unwrap_or_default();
        let (_, messages) = read(&page);
        for missing in listed.lines().filter(|line| !line.is_empty()) {
            let is_said =
                messages.iter().any(|message| message.contains("image-missing") && message.contains(missing));
            assert!(is_said, "{}: {missing}", page.display());
        }
    }
}

#[test]
fn every_rule_has_its_page() {
    for page in pages("tests/suite/import/web") {
        let (imported, messages) = read(&page);
        let imported = imported.expect("an article");
        let files: Vec<String> =
            imported.files.iter().map(|file| format!("file {} {}", file.path, file.bytes.len())).collect();
        let made = format!("{}\n{}\n\n{}", messages.join("\n"), files.join("\n"), imported.markdown);
        let name = page.file_stem().expect("a name").to_string_lossy().into_owned();
        support::golden(&format!("import/web/{name}.txt"), &made);
    }
}

fn of_text(page: &str) -> (Option<Imported>, Vec<Code>) {
    let (mut sources, context) = (Sources::default(), Context::new());
    let imported =
        import(Kind::Html, "page.html", page.into(), &MemoryLoader::default(), &mut sources, &context).ok();
    (imported, context.take_diagnostics().into_iter().map(|diagnostic| diagnostic.code).collect())
}

#[test]
fn bad_pages_are_errors_or_bounded() {
    assert!(matches!(of_text(""), (None, codes) if codes.contains(&Code::InputEmpty)));
    assert!(
        matches!(of_text("<html><body><script>x</script></body></html>"), (None, codes) if codes.contains(&Code::InputEmpty))
    );
    assert!(matches!(of_text("\0\0\0<html>"), (None, codes) if codes.contains(&Code::ImportBroken)));
    for (open, close) in [
        ("<div>", "</div>"),
        ("<blockquote>", "</blockquote>"),
        ("<ul><li>", "</li></ul>"),
        ("<b>", "</b>"),
        ("<table><tr><td>", ""),
        ("<section/>", ""),
        ("<div/>", ""),
        ("<template>", "</template>"),
        ("<b><b><b><b><b><b></td>", ""),
        ("<i><b><u><s><em><tt></caption>", "</p>"),
    ] {
        let page = format!("<title>a</title>{}deep words{}", open.repeat(100_000), close.repeat(100_000));
        let (imported, codes) = of_text(&page);
        assert!(
            imported.is_some_and(|imported| imported.markdown.contains("deep words")) || open == "<template>",
            "{open}"
        );
        assert!(
            matches!(open, "<b>" | "<template>")
                || open.starts_with("<b><b>")
                || open.starts_with("<i>")
                || codes.contains(&Code::LimitReached),
            "{open}: {codes:?}"
        );
    }
}

#[test]
fn no_file_is_named_outside_the_folder() {
    let mut loader = MemoryLoader::default();
    loader.insert("a_files/in.png", *b"GIF89a picture");
    loader.insert("/out.png", *b"GIF89a picture");
    loader.insert("a_files/words.txt", *b"words");
    loader.insert("../out.png", *b"GIF89a picture");
    let page = "<p>Words of an article.<img src='a_files/in.png'><img src='a_files/../../out.png'><img src='../out.png'><img src='/out.png'><img src='%2Fout.png'><img src='a_files/words.txt'>";
    let (mut sources, context) = (Sources::default(), Context::new());
    let imported =
        import(Kind::Html, "a.html", page.into(), &loader, &mut sources, &context).expect("an article");
    let paths: Vec<&str> = imported.files.iter().map(|file| file.path.as_str()).collect();
    assert_eq!(paths, ["a_files/in.png"]);
}

fn markdown_of(body: &str) -> String {
    let prose =
        "A paragraph that is long enough to be read as prose by anybody who reads it at all, surely. ";
    let page = format!(
        "<!DOCTYPE html><title>Shape</title><body><article><h1>Shape</h1><p>{prose}</p>{body}</article>"
    );
    of_text(&page).0.expect("an article").markdown
}

#[test]
fn what_means_no_term_stands_before_the_list() {
    let made = markdown_of("<dl><dd>Stray</dd><dt>t</dt><dd>m</dd></dl>");
    assert!(made.find("Stray").is_some_and(|at| made.find("m\n").is_some_and(|end| at < end)), "{made}");
}

#[test]
fn pictures_whose_names_hold_signs_of_addresses_are_found_again() {
    let mut loader = MemoryLoader::default();
    loader.insert("C# notes_files/a.png", *b"GIF89a picture");
    let page = "<p>Words of an article.<img alt=A src='./C%23%20notes_files/a.png'>";
    let (mut sources, context) = (Sources::default(), Context::new());
    let imported = import(Kind::Html, "C# notes.html", page.into(), &loader, &mut sources, &context)
        .expect("an article");
    assert_eq!(imported.files.first().map(|file| file.path.as_str()), Some("C# notes_files/a.png"));
    assert!(imported.markdown.contains("C%23"), "{}", imported.markdown);
}

#[test]
fn quotations_too_deep_in_each_other_are_a_warning() {
    let page = format!("<p>Words.</p>{}deep words", "<blockquote>".repeat(30));
    let (mut sources, context) = (Sources::default(), Context::new());
    import(Kind::Html, "a.html", page.into(), &MemoryLoader::default(), &mut sources, &context)
        .expect("an article");
    assert!(context.take_diagnostics().iter().all(|diagnostic| diagnostic.severity != Severity::Error));
}

#[test]
fn pages_are_told_from_markdown() {
    assert_eq!(Kind::of("a.html", b""), Some(Kind::Html));
    assert_eq!(Kind::of("<stdin>", b"\xef\xbb\xbf <!-- x --><!DOCTYPE html><p>"), Some(Kind::Html));
    assert_eq!(Kind::of("<stdin>", b"<?xml version='1.0'?>\n<!DOCTYPE html><html>"), Some(Kind::Html));
    assert_eq!(Kind::of("a.md", b"<html>"), None);
    assert_eq!(Kind::of("<stdin>", b"<p>Markdown may begin so"), None);
}

#[test]
fn a_picture_that_is_missing_is_told_once() {
    let page = root().join("tests/suite/import/web/lead-picture.html");
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("lead-picture.epub");
    let output = support::offprint().arg("build").arg(page).arg("-o").arg(&target).output().expect("it runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(target.exists(), "{said}");
    assert_eq!(said.matches("[image-remote]").count(), 1, "{said}");
}

#[test]
fn menus_are_no_warning() {
    let page = root().join("tests/suite/import/web/slugs.html");
    let output = support::offprint().args(["import", "--strict"]).arg(page).output().expect("it runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}
