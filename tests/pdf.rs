//! The PDF writer alone, on pages set by hand.

#[path = "pdf/builder.rs"]
mod builder;
#[path = "pdf/dump.rs"]
mod dump;
#[path = "pdf/pictures.rs"]
mod pictures;
#[path = "pdf/sample.rs"]
mod sample;

use std::path::PathBuf;
use std::process::Command;

use offprint::diagnostic::{Code, Context};
use offprint::layout::frame::PagedDocument;
use offprint::pdf::{PdfOptions, structure_faults, write};

fn written(document: &PagedDocument) -> Vec<u8> {
    let context = Context::new();
    let bytes = write(document, &PdfOptions::default(), &context).expect("a PDF");
    assert_eq!(context.take_diagnostics(), []);
    bytes
}

/// Writes the file where a person can look at it.
fn saved(name: &str, bytes: &[u8]) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, bytes).expect("the target folder is writable");
    path
}

/// What a program prints about a file; `None` if it is not installed here.
fn asked(program: &str, arguments: &[&str], path: &std::path::Path) -> Option<String> {
    let output = Command::new(program).args(arguments).arg(path).output();
    let Ok(output) = output else {
        assert!(std::env::var_os("OFFPRINT_REQUIRE_VALIDATORS").is_none(), "{program} is not installed");
        return None;
    };
    assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

#[test]
fn a_sample_with_everything_keeps_its_form() {
    let document = sample::everything();
    assert_eq!(structure_faults(&document), []);
    let bytes = written(&document);
    let path = saved("everything.pdf", &bytes);
    asked("qpdf", &["--check"], &path);
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    assert!(written(&sample::everything()) == written(&sample::everything()));
}

#[test]
fn a_small_file_reads_as_expected() {
    dump::compare("small", &written(&sample::small()));
}

#[test]
fn a_broken_structure_is_repaired() {
    let document = sample::broken_structure();
    assert!(!structure_faults(&document).is_empty());
    let path = saved("repaired.pdf", &written(&document));
    asked("qpdf", &["--check"], &path);
}

#[test]
fn a_title_beyond_the_limit_is_cut() {
    let mut document = sample::small();
    document.info.title = "long ".repeat(10_000);
    let context = Context::new();
    let bytes = write(&document, &PdfOptions::default(), &context).expect("a PDF");
    assert!(!bytes.is_empty());
    let codes: Vec<Code> = context.take_diagnostics().iter().map(|diagnostic| diagnostic.code).collect();
    assert_eq!(codes, [Code::StringCut]);
}
