//! The corpus through the checkers from outside: epubcheck, Ace, veraPDF in both profiles, qpdf.

mod support;

use std::process::Command;

use support::corpus::corpus;

#[test]
fn every_article_builds() {
    let corpus = corpus();
    assert!(
        corpus.failures.is_empty(),
        "{} articles:\n{}",
        corpus.failures.len(),
        corpus.failures.join("\n")
    );
    let count = |group: &str| corpus.entries.iter().filter(|entry| entry.name.starts_with(group)).count();
    assert!(count("examples/") >= 3, "the examples are missing");
    assert!(count("suite/") > 0, "the suite is missing");
    assert!(count("readmes/") > 5, "the READMEs of the crates in Cargo.lock are missing");
}

#[test]
fn epubcheck_finds_nothing() {
    support::assert_sound("epubcheck", &corpus().epubs());
}

#[test]
fn ace_finds_nothing() {
    support::assert_sound("ace", &corpus().epubs());
}

#[test]
fn verapdf_finds_nothing() {
    support::assert_sound("verapdf", &corpus().pdfs());
}

#[test]
fn qpdf_finds_nothing() {
    let Some(qpdf) = support::command("qpdf") else {
        return;
    };
    let mut faults = Vec::new();
    for file in corpus().pdfs() {
        let output = Command::new(&qpdf).arg("--check").arg(&file).output().expect("qpdf starts");
        if !output.status.success() {
            let words = String::from_utf8_lossy(&output.stderr);
            faults.push(format!(
                "{}: {}",
                file.display(),
                words.lines().take(5).collect::<Vec<_>>().join("; ")
            ));
        }
    }
    assert!(faults.is_empty(), "{} files:\n{}", faults.len(), faults.join("\n"));
}
