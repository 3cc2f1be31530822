//! The same input gives the same bytes: twice, in two folders, whatever the clock and the environment say.

mod support;

use std::fs;
use std::path::{Path, PathBuf};

use support::{corpus, offprint, root, scratch};

/// Builds every article in `sources` into `out`; the articles' folders are as given.
fn build(sources: &[PathBuf], out: &Path, locale: &str, zone: &str) {
    fs::create_dir_all(out).expect("target can be written");
    for source in sources {
        let output = offprint()
            .arg("build")
            .arg(source)
            .arg("-o")
            .arg(out)
            .args(["--to", "epub,pdf"])
            .env("TZ", zone)
            .env("LANG", locale)
            .output()
            .expect("the binary starts");
        let words = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{}: {}\n{words}", source.display(), output.status);
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("target can be written");
    for entry in fs::read_dir(from).expect("a folder is readable").flatten() {
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        if from.is_dir() {
            copy(&from, &to);
        } else {
            fs::copy(&from, &to).expect("a file can be copied");
        }
    }
}

/// The outputs that differ between two folders.
fn differences(one: &Path, two: &Path) -> Vec<String> {
    let mut names: Vec<_> =
        fs::read_dir(one).expect("outputs are there").flatten().map(|entry| entry.file_name()).collect();
    names.sort();
    assert!(names.len() >= 2, "no outputs in {}", one.display());
    let differ = |name: &std::ffi::OsString| fs::read(one.join(name)).ok() != fs::read(two.join(name)).ok();
    names.into_iter().filter(differ).map(|name| name.to_string_lossy().into_owned()).collect()
}

#[test]
fn same_input_same_bytes() {
    let folder = scratch("determinism");
    copy(&root().join("examples"), &folder.join("here/examples"));
    copy(&root().join("examples"), &folder.join("a/folder/with a longer name/examples"));
    let here = corpus::markdown_below(&folder.join("here"));
    let there = corpus::markdown_below(&folder.join("a"));
    assert!(!here.is_empty() && here.len() == there.len(), "the examples are missing");
    build(&here, &folder.join("once"), "C", "UTC");
    build(&here, &folder.join("again"), "C", "UTC");
    build(&there, &folder.join("elsewhere"), "de_DE.UTF-8", "Asia/Tokyo");
    assert_eq!(differences(&folder.join("once"), &folder.join("again")), Vec::<String>::new(), "built twice");
    let elsewhere = differences(&folder.join("once"), &folder.join("elsewhere"));
    assert_eq!(elsewhere, Vec::<String>::new(), "built in another folder and language, in another time zone");
}

#[test]
fn formats_built_alone_are_the_same_pdf() {
    let folder = scratch("determinism-alone");
    let source =
        corpus::markdown_below(&root().join("examples")).into_iter().next().expect("there is an example");
    for (out, to) in [("both", "epub,pdf"), ("swapped", "pdf,epub"), ("alone", "pdf")] {
        let out = folder.join(out);
        fs::create_dir_all(&out).expect("target can be written");
        let built = offprint().arg("build").arg(&source).arg("-o").arg(&out).args(["--to", to]).output();
        assert!(built.expect("the binary starts").status.success(), "--to {to}");
    }
    assert_eq!(
        differences(&folder.join("both"), &folder.join("swapped")),
        Vec::<String>::new(),
        "--to pdf,epub"
    );
    let pdf = source.with_extension("pdf");
    let name = pdf.file_name().expect("a file has a name");
    let read = |out: &str| fs::read(folder.join(out).join(name)).expect("the PDF is there");
    assert!(read("both") == read("alone"), "the PDF depends on whether an EPUB is made too");
}
