//! The books in a real reader: foliate-js in headless Chromium. Every spine item renders, every contents, landmark,
//! page, note and back link lands on its target, and the metadata arrives.

mod support;

use std::path::Path;

use support::Report;
use support::corpus::{Entry, corpus};

/// What the tests below look at: everything but bad input, whose books epubcheck and Ace have seen.
fn books() -> Vec<&'static Entry> {
    corpus().entries.iter().filter(|entry| !entry.name.starts_with("bad/")).collect()
}

/// The lines of a kind that belong to a book, without kind and book.
fn of<'a>(report: &'a Report, kind: &'a str, book: &Path) -> Vec<&'a [String]> {
    let book = book.to_string_lossy().into_owned();
    report.of(kind).filter(|line| line[0] == book).map(|line| &line[1..]).collect()
}

#[test]
fn every_item_renders_and_every_link_lands() {
    let files: Vec<_> = books().into_iter().map(|entry| entry.epub.clone()).collect();
    let Some(report) = support::drive("foliate", &[], &files) else { return };
    let faults = report.of("fault").count();
    assert!(faults == 0, "{faults} faults in {} books\n{}", files.len(), report.faults());
    for book in &files {
        let name = book.display();
        assert_eq!(of(&report, "title", book).len(), 1, "{name}: no title");
        assert_eq!(of(&report, "language", book).len(), 1, "{name}: no language");
        assert!(!of(&report, "toc", book).is_empty(), "{name}: no contents");
        let landmarks = of(&report, "landmark", book);
        let has =
            |wanted: &str| landmarks.iter().any(|landmark| landmark[0].split(' ').any(|kind| kind == wanted));
        assert!(has("bodymatter") && has("toc"), "{name}: landmarks {landmarks:?}");
        let calls = of(&report, "link", book).iter().filter(|link| link[0] == "noteref").count();
        assert_eq!(of(&report, "note", book).len(), calls, "{name}: notes that pop up");
    }
}

#[test]
fn the_examples_say_who_wrote_them() {
    let wanted: &[(&str, &str, &[&str], &str)] = &[
        ("examples/handbook", "Keeping a Tide Gauge", &["Ruth Okonjo", "Piet van der Weij"], "en-GB"),
        ("examples/harbour", "The Case for Two White Posts", &["Hanna Tregarth"], "en-GB"),
        ("examples/lighthouse", "Stopping the Lens", &["Edda Lindqvist-Hale"], "en-GB"),
    ];
    let entries: Vec<_> = books().into_iter().filter(|entry| entry.name.starts_with("examples/")).collect();
    let files: Vec<_> = entries.iter().map(|entry| entry.epub.clone()).collect();
    let Some(report) = support::drive("foliate", &[], &files) else { return };
    for (name, title, authors, language) in wanted {
        let entry =
            entries.iter().find(|entry| entry.name == *name).unwrap_or_else(|| panic!("{name} is missing"));
        let book = &entry.epub;
        assert_eq!(of(&report, "title", book), [&[(*title).to_owned()]], "{name}");
        assert_eq!(of(&report, "language", book), [&[(*language).to_owned()]], "{name}");
        assert!(!of(&report, "subtitle", book).is_empty(), "{name}: no subtitle");
        let found = of(&report, "author", book);
        assert_eq!(found.iter().map(|author| author[0].as_str()).collect::<Vec<_>>(), *authors, "{name}");
        for author in found {
            assert_eq!(author[1], "aut", "{name}: the role of {}", author[0]);
            assert!(author[2].contains(", "), "{name}: {} is sorted as {}", author[0], author[2]);
        }
        let pages = of(&report, "page", book);
        let labels: Vec<String> = pages.iter().map(|page| page[0].clone()).collect();
        let expected: Vec<String> = (1..=labels.len()).map(|page| page.to_string()).collect();
        assert!(!labels.is_empty() && labels == expected, "{name}: page list {labels:?}");
        let sections = of(&report, "section", book);
        assert!(
            sections.iter().any(|section| section[1] != "no" && section[2] != "0"),
            "{name}: {sections:?}"
        );
    }
}
