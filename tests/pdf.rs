//! The PDF writer alone, on pages set by hand.

#[path = "pdf/builder.rs"]
mod builder;
#[path = "pdf/dump.rs"]
mod dump;
#[path = "pdf/pictures.rs"]
mod pictures;
#[path = "pdf/sample.rs"]
mod sample;
mod support;

use std::path::PathBuf;
use std::process::Command;

use offprint::diagnostic::{Code, Context};
use offprint::image::ImageFormat;
use offprint::layout::frame::{FrameItemKind, PagedDocument};
use offprint::pdf::{PdfOptions, structure_faults, write};

/// A document's file and the codes of what was said about it.
fn written_with(document: &PagedDocument) -> (Vec<u8>, Vec<Code>) {
    let context = Context::new();
    let bytes = write(document, &PdfOptions::default(), &context).expect("a PDF");
    (bytes, context.take_diagnostics().iter().map(|diagnostic| diagnostic.code).collect())
}

fn written(document: &PagedDocument) -> Vec<u8> {
    let (bytes, codes) = written_with(document);
    assert_eq!(codes, []);
    bytes
}

/// The text that poppler finds in a file; `None` if it is not installed.
fn copied(name: &str, bytes: &[u8]) -> Option<String> {
    let path = support::scratch(&format!("pdf-{name}")).join("file.pdf");
    std::fs::write(&path, bytes).expect("target can be written");
    let output = Command::new(support::command("pdftotext")?).arg("-raw").arg(&path).arg("-").output();
    Some(String::from_utf8_lossy(&output.expect("pdftotext runs").stdout).into_owned())
}

#[test]
fn every_sample_satisfies_the_checkers() {
    let mut samples = vec![
        ("small".to_owned(), sample::small()),
        ("everything".to_owned(), sample::everything()),
        ("many-characters".to_owned(), sample::many_characters()),
        ("two-glyphs".to_owned(), sample::two_glyphs()),
        ("private-characters".to_owned(), sample::private_characters()),
        ("broken-structure".to_owned(), sample::broken_structure()),
        ("large-initial".to_owned(), sample::large_initial()),
    ];
    for (index, (format, bytes)) in pictures::rare().into_iter().enumerate() {
        samples.push((format!("rare-{index}"), sample::picture(format, &bytes)));
    }
    for (index, (format, bytes, ..)) in pictures::profiled().into_iter().enumerate() {
        samples.push((format!("profiled-{index}"), sample::picture(format, &bytes)));
    }
    let folder = support::scratch("pdf-samples");
    let files: Vec<PathBuf> = samples
        .iter()
        .map(|(name, document)| {
            let path = folder.join(format!("{name}.pdf"));
            std::fs::write(&path, written(document)).expect("target can be written");
            path
        })
        .collect();
    if let Some(qpdf) = support::command("qpdf") {
        for file in &files {
            let output = Command::new(&qpdf).arg("--check").arg(file).output().expect("qpdf runs");
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
        }
    }
    support::assert_sound("verapdf", &files);
    support::assert_sound("pdftext", &files);
}

#[test]
fn profiles_of_decoded_pictures_are_kept() {
    for (index, (format, bytes, profile, channels)) in pictures::profiled().into_iter().enumerate() {
        let pdf = lopdf::Document::load_mem(&written(&sample::picture(format, &bytes))).expect("a PDF");
        let streams = pdf.objects.values().filter_map(|object| object.as_stream().ok());
        let mut spaces = streams
            .filter_map(|stream| stream.dict.get(b"ColorSpace").and_then(lopdf::Object::as_array).ok());
        let space = spaces.next().unwrap_or_else(|| panic!("{index}: a device's colours"));
        assert_eq!(
            space.first().and_then(|name| name.as_name().ok()),
            Some(b"ICCBased".as_slice()),
            "{index}"
        );
        let stream = space.get(1).and_then(|profile| profile.as_reference().ok());
        let stream = stream.and_then(|id| pdf.get_object(id).and_then(lopdf::Object::as_stream).ok());
        let stream = stream.expect("a profile");
        assert_eq!(stream.dict.get(b"N").and_then(lopdf::Object::as_i64).ok(), Some(channels), "{index}");
        assert!(stream.decompressed_content().expect("the stream is whole") == profile, "{index}");
    }
}

#[test]
fn a_tree_that_keeps_to_the_model_is_not_touched() {
    assert_eq!(structure_faults(&sample::everything()), []);
    assert!(!structure_faults(&sample::broken_structure()).is_empty());
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    assert!(written(&sample::everything()) == written(&sample::everything()));
}

#[test]
fn a_small_file_reads_as_expected() {
    support::golden("pdf/small.txt", &dump::dump(&written(&sample::small())));
}

#[test]
fn a_font_with_many_characters_takes_two_bytes_a_code() {
    let document = sample::many_characters();
    let Some(text) = copied("many", &written(&document)) else { return };
    for item in document.pages.iter().flat_map(|page| &page.items) {
        if let FrameItemKind::Text(run) = &item.kind {
            assert!(text.contains(run.text.trim_end()), "{} is missing", run.text);
        }
    }
}

#[test]
fn a_letter_of_two_glyphs_is_copied_once() {
    let Some(text) = copied("two-glyphs", &written(&sample::two_glyphs())) else { return };
    assert!(text.contains("caffé noir"), "{text}");
}

#[test]
fn a_word_with_a_large_initial_is_one_word() {
    let bytes = written(&sample::large_initial());
    let file = dump::dump(&bytes);
    assert_eq!(file.matches("/Span<</ActualText(The)>>BDC").count(), 1, "{file}");
    assert_eq!(file.matches("BDC").count(), file.matches("EMC").count());
    let Some(text) = copied("large-initial", &bytes) else { return };
    assert!(text.contains("The light went out.\nNobody saw it."), "{text}");
}

#[test]
fn a_title_beyond_the_limit_is_cut() {
    let mut document = sample::small();
    document.info.title = "long ".repeat(10_000);
    let (_, codes) = written_with(&document);
    assert_eq!(codes, [Code::StringCut]);
}

#[test]
fn an_empty_document_is_a_file_too() {
    let (bytes, codes) = written_with(&PagedDocument::default());
    assert!(bytes.starts_with(b"%PDF-1.7"));
    assert_eq!(codes, []);
}

#[test]
fn a_picture_cut_short_is_left_out_with_a_warning() {
    for (format, bytes) in pictures::all().into_iter().chain(pictures::rare()) {
        for keep in [0, 1, 8, 20, 40, 60, bytes.len() / 2] {
            let (_, codes) = written_with(&sample::picture(format, &bytes[..keep.min(bytes.len())]));
            assert!(codes.iter().all(|code| *code == Code::ImageBroken), "{format:?} {keep}: {codes:?}");
            assert!(keep > 60 || codes == [Code::ImageBroken], "{format:?} {keep}: {codes:?}");
        }
    }
    let (_, codes) = written_with(&sample::picture(ImageFormat::Png, b"no picture at all"));
    assert_eq!(codes, [Code::ImageBroken]);
}
