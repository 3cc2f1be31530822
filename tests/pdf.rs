//! The PDF writer alone, on pages set by hand.

#[path = "pdf/builder.rs"]
mod builder;
#[path = "pdf/dump.rs"]
mod dump;
#[path = "pdf/pictures.rs"]
mod pictures;
#[path = "pdf/sample.rs"]
mod sample;

use std::path::{Path, PathBuf};
use std::process::Command;

use offprint::diagnostic::{Code, Context};
use offprint::layout::frame::{FrameItemKind, PagedDocument};
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
fn asked(program: &str, arguments: &[&str], path: &Path, last: Option<&str>) -> Option<String> {
    let output = Command::new(program).args(arguments).arg(path).args(last).output();
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
    asked("qpdf", &["--check"], &path, None);
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
    asked("qpdf", &["--check"], &path, None);
}

#[test]
fn a_font_with_many_characters_takes_two_bytes_a_code() {
    let document = sample::many_characters();
    let path = saved("many.pdf", &written(&document));
    let Some(text) = asked("pdftotext", &["-raw"], &path, Some("-")) else { return };
    for item in document.pages.iter().flat_map(|page| &page.items) {
        if let FrameItemKind::Text(run) = &item.kind {
            assert!(text.contains(run.text.trim_end()), "{} is missing", run.text);
        }
    }
}

#[test]
fn a_letter_of_two_glyphs_is_copied_once() {
    let path = saved("two-glyphs.pdf", &written(&sample::two_glyphs()));
    let Some(text) = asked("pdftotext", &["-raw"], &path, Some("-")) else { return };
    assert!(text.contains("caffé noir"), "{text}");
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
