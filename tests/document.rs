//! Text goldens of the tree: `tests/suite/STAGE/*.md` gives `tests/ref/STAGE/*.txt`, messages first, then the dump;
//! for the stage `document` also `tests/ref/html/*.html`, and `tests/ref/spans/*.txt` with the source behind each text.
//! `UPDATE=1 cargo test --test document` rewrites them.

use std::fs;
use std::path::Path;

use offprint::diagnostic::{Context, Severity};
use offprint::document::{Document, Role, dump, to_html};
use offprint::markdown::{ParseOptions, parse};
use offprint::source::Sources;

/// The tree of a text in one of its written forms.
fn written(name: &str, text: &str, form: fn(&Document) -> String) -> String {
    let mut sources = Sources::default();
    let source = sources.add(name, text);
    let options = ParseOptions { fallback_title: Some("file-name".to_owned()), ..ParseOptions::default() };
    let document = parse(&sources, source, &options, &Context::new());
    document.map_or_else(|_| "stopped\n".to_owned(), |document| form(&document))
}

/// Every text of a tree with the source that it comes from.
fn spans(name: &str, text: &str) -> String {
    let form = |document: &Document| {
        let texts = document.walk().filter_map(|node| document.text(node));
        texts
            .map(|text| format!("{:?} {:?}\n", text.text, text.map.span(0..text.text.len()).range()))
            .collect()
    };
    let lines: String = written(name, text, form);
    let source = |line: &str| {
        let (start, end) = line.rsplit_once(' ')?.1.split_once("..")?;
        text.get(start.parse().ok()?..end.parse().ok()?)
    };
    lines.lines().map(|line| format!("{line} {:?}\n", source(line).unwrap_or_default())).collect()
}

/// The messages and the tree of a text.
fn read(name: &str, text: &str) -> String {
    let mut sources = Sources::default();
    let source = sources.add(name, text);
    let context = Context::new();
    let options = ParseOptions { fallback_title: Some("file-name".to_owned()), ..ParseOptions::default() };
    let document = parse(&sources, source, &options, &context);
    let mut out = String::new();
    for diagnostic in context.take_diagnostics() {
        let place = diagnostic.span.and_then(|span| sources.locate(span));
        let place = place.map(|(_, at)| format!("{}:{}: ", at.line, at.column)).unwrap_or_default();
        let severity = match diagnostic.severity {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        };
        out.push_str(&format!("{place}{severity} {}: {}\n", diagnostic.code.as_str(), diagnostic.message));
        if let Some(help) = diagnostic.help {
            out.push_str(&format!("  help: {help}\n"));
        }
    }
    out.push('\n');
    out.push_str(&document.map(|document| dump(&document)).unwrap_or_else(|_| "stopped\n".to_owned()));
    out
}

/// Compares every text of a stage's suite with its golden; the names of those that differ.
fn compare(stage: &str, reference: &str, ending: &str, read: fn(&str, &str) -> String) -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let mut files: Vec<_> = fs::read_dir(root.join("suite").join(stage))
        .expect("the suite is readable")
        .map(|entry| entry.expect("the suite is readable").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .collect();
    files.sort();
    assert!(!files.is_empty(), "no text in the suite of {stage}");
    let mut differing = Vec::new();
    for file in files {
        let name = file.file_stem().expect("a file has a name").to_string_lossy().into_owned();
        let text = fs::read_to_string(&file).expect("a text is UTF-8");
        let found = read(&format!("{name}.md"), &text);
        let golden = root.join("ref").join(reference).join(format!("{name}.{ending}"));
        if std::env::var_os("UPDATE").is_some() {
            fs::create_dir_all(golden.parent().expect("a golden has a folder")).expect("ref can be made");
            fs::write(&golden, &found).expect("a golden can be written");
        } else if fs::read_to_string(&golden).unwrap_or_default() != found {
            differing.push(format!("{reference}/{name}:\n{found}"));
        }
    }
    differing
}

fn check(stage: &str) {
    check_form(stage, stage, "txt", read);
}

fn check_form(stage: &str, reference: &str, ending: &str, read: fn(&str, &str) -> String) {
    let differing = compare(stage, reference, ending, read);
    let (count, list) = (differing.len(), differing.join("\n"));
    assert!(differing.is_empty(), "{count} goldens differ (UPDATE=1 rewrites them):\n{list}");
}

#[test]
fn article() {
    check("article");
}

#[test]
fn typography() {
    check("typography");
}

#[test]
fn document() {
    check("document");
}

#[test]
fn html() {
    check_form("document", "html", "html", |name, text| written(name, text, to_html));
}

#[test]
fn sources_of_texts() {
    check_form("document", "spans", "txt", spans);
}

/// The opening paragraph's lead-in: `None` without such a paragraph, empty if it has no lead-in.
fn lead_in(text: &str) -> Option<String> {
    let rest = "and from there on the road follows the coast, which it had not done before, for some eleven miles \
        until the second bridge comes into sight, and behind it the light, the yard and the harbour of the town.";
    let mut sources = Sources::default();
    let source = sources.add("case.md", format!("{}\n", text.replace("REST", rest)));
    let document = parse(&sources, source, &ParseOptions::default(), &Context::new()).expect("a document");
    let of = |role| document.walk().find(|&node| document.role(node) == Some(role));
    of(Role::Opening)?;
    Some(of(Role::LeadIn).map(|node| document.text_content(node)).unwrap_or_default())
}

#[test]
fn the_lead_in_ends_at_a_pause_or_after_five_words() {
    for (text, expected) in [
        ("# A\n\nWhen the light went out REST", "When the light went"),
        ("# A\n\nWhen all the lights fell dark REST", "When all the lights fell"),
        ("# A\n\nWhen it rained, nobody went out REST", "When it rained,"),
        ("# A\n\nNobody knew, or said, why the light went REST", "Nobody knew, or said,"),
        ("# A\n\nOn the ninth of the month REST", "On the ninth of the month"),
        ("# A\n\nThe light -- as they called it -- REST", "The light\u{a0}– as they called it"),
        ("# A\n\nThe keeper slept---and slept well---REST", "The keeper slept—and slept well"),
        ("# A\n\n\"I never went out,\" he said, REST", "“I never went out,” he said,"),
        ("# A\n\nMr. J. B. Vass went out REST", "Mr.\u{a0}J.\u{a0}B. Vass went"),
        ("# A\n\n*The Times* of the day REST", "The Times of the day"),
        ("# A\n\n*The long and the short of a life at sea* REST", ""),
        ("# A\n\nThe light[^a] that they lit REST\n\n[^a]: Note.", ""),
        ("# A\n\nThe keeper of the light[^a] that REST\n\n[^a]: Note.", "The keeper of the"),
        ("# A\n\nThe keeper of `code` and light REST", "The keeper of"),
        ("# A\n\n![A light.](a.png \"Caption.\")\n\nWhen the light went out REST", "When the light went"),
        ("# A\n\n> [!EPIGRAPH]\n> Light good.\n\nWhen the light went out REST", "When the light went"),
        ("# A\n\n> [!NOTE]\n> Light good.\n\nWhen the light went out REST", "When the light went"),
    ] {
        assert_eq!(lead_in(text).as_deref(), Some(expected), "{text}");
    }
}

#[test]
fn a_text_that_begins_otherwise_has_no_opening() {
    for text in [
        "# A\n\nToo short to hold an initial.",
        "# A\n\n## B\n\nWhen the light went out REST",
        "# A\n\n- One\n\nWhen the light went out REST",
        "# A\n\n> Quoted.\n\nWhen the light went out REST",
        "# A\n\n1969 was the year REST",
        "# A\n\nA4 paper was the rule REST",
        "# A\n\niPhones were not yet there REST",
        "# A\n\n`Code` was not yet there REST",
        "# A\n\n--- Nobody went out REST",
        "# A\n\n![A light.](a.png) went out REST",
        "# A\n\n<div dir=\"rtl\"><p>Nobody went out REST</p></div>",
        "# A\n\nשלום REST",
    ] {
        assert_eq!(lead_in(text), None, "{text}");
    }
}
