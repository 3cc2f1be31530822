//! Every checker from outside is seen to pass a sound file and to fail a broken one.

mod support;

use support::{drive, samples, scratch};

/// Runs a driver over a sound file and broken ones; `codes` must be among what it finds in the broken ones.
fn passes_and_fails(driver: &str, sound: &std::path::Path, broken: &[(std::path::PathBuf, &str)]) {
    let files: Vec<_> =
        std::iter::once(sound.to_owned()).chain(broken.iter().map(|(file, _)| file.clone())).collect();
    let Some(report) = drive(driver, &[], &files) else {
        return;
    };
    let sound = sound.to_string_lossy();
    assert!(report.of("ok").any(|ok| ok[0] == sound), "{driver} fails a sound file:\n{}", report.faults());
    for (file, code) in broken {
        let name = file.to_string_lossy();
        let found = report.of("fault").any(|fault| fault[0] == name && fault[1].contains(code));
        assert!(found, "{driver} does not find {code} in {name}:\n{}", report.faults());
    }
}

fn books(
    folder: &std::path::Path,
    broken: &[(&str, &str, &str)],
) -> (std::path::PathBuf, Vec<std::path::PathBuf>) {
    let sound = folder.join("sound.epub");
    samples::epub(&sound, "", "");
    let broken = broken.iter().map(|(name, old, new)| {
        let file = folder.join(format!("{name}.epub"));
        samples::epub(&file, old, new);
        file
    });
    (sound, broken.collect())
}

#[test]
fn epubcheck_sees_errors_and_warnings() {
    let folder = scratch("checkers-epubcheck");
    let (sound, broken) = books(
        &folder,
        &[
            ("link", "href=\"#n1\"", "href=\"#n2\""),
            ("xml", "</section>", ""),
            ("warning", "dc:title>A sample", "dc:title> "),
        ],
    );
    let codes = ["RSC-012", "RSC-016", "RSC-005"];
    passes_and_fails("epubcheck", &sound, &broken.into_iter().zip(codes).collect::<Vec<_>>());
}

#[test]
fn ace_sees_what_shuts_readers_out() {
    let folder = scratch("checkers-ace");
    let (sound, broken) = books(
        &folder,
        &[
            ("lang", " xml:lang=\"en\"", ""),
            ("role", "epub:type=\"toc\" role=\"doc-toc\"", "epub:type=\"toc\""),
        ],
    );
    let codes = ["epub-lang", "epub-type-has-matching-role"];
    passes_and_fails("ace", &sound, &broken.into_iter().zip(codes).collect::<Vec<_>>());
}

#[test]
fn foliate_sees_links_that_do_not_land() {
    let folder = scratch("checkers-foliate");
    let (sound, broken) = books(
        &folder,
        &[
            ("toc", "text.xhtml#top", "text.xhtml#nowhere"),
            ("note", "href=\"#n1\"", "href=\"#n2\""),
            ("back", "href=\"#r1\"", "href=\"#r2\""),
        ],
    );
    let codes = ["toc", "noteref", "backlink"];
    passes_and_fails("foliate", &sound, &broken.into_iter().zip(codes).collect::<Vec<_>>());
}

fn papers(
    folder: &std::path::Path,
    broken: &[(&str, &str, &str)],
) -> (std::path::PathBuf, Vec<std::path::PathBuf>) {
    let sound = folder.join("sound.pdf");
    samples::pdf(&sound, "", "");
    let broken = broken.iter().map(|(name, old, new)| {
        let file = folder.join(format!("{name}.pdf"));
        samples::pdf(&file, old, new);
        file
    });
    (sound, broken.collect())
}

#[test]
fn verapdf_sees_both_profiles() {
    let folder = scratch("checkers-verapdf");
    let (sound, broken) = papers(
        &folder,
        &[
            ("ua", "DisplayDocTitle true", "DisplayDocTitle 1234"),
            ("archive", "pdfaid:part=\"2\"", "pdfaid:part=\"1\""),
        ],
    );
    passes_and_fails("verapdf", &sound, &broken.into_iter().zip(["ua1 ", "2a "]).collect::<Vec<_>>());
}

#[test]
fn pdftext_sees_content_outside_the_tree() {
    let folder = scratch("checkers-pdftext");
    let (sound, broken) = papers(&folder, &[("absent", "/MCID 0", "/MCID 1")]);
    passes_and_fails("pdftext", &sound, &broken.into_iter().zip(["absent"]).collect::<Vec<_>>());
}
