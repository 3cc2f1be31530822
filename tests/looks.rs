//! What pages look like: a dozen of them, as poppler renders them, against `tests/ref/looks/*.png`. `UPDATE=1` rewrites
//! the references; look at them before they are kept.

mod support;

use std::path::{Path, PathBuf};
use std::process::Command;

use image::GrayImage;

/// Style, example, paper, page.
const LOOKS: [(&str, &str, &str, u32); 12] = [
    ("essay", "harbour", "a4", 1),
    ("essay", "lighthouse", "letter", 2),
    ("essay", "lighthouse", "a5", 4),
    ("essay", "handbook", "a4", 6),
    ("magazine", "harbour", "a4", 1),
    ("magazine", "lighthouse", "a4", 3),
    ("magazine", "lighthouse", "a5", 2),
    ("magazine", "handbook", "letter", 2),
    ("handout", "lighthouse", "a4", 1),
    ("handout", "handbook", "a4", 2),
    ("report", "handbook", "a4", 1),
    ("report", "lighthouse", "letter", 6),
];

/// Dots per inch: enough to see a line move by half a point, too few for what renderers do with single edges.
const RESOLUTION: &str = "48";
/// How much darker or lighter a pixel must be to count, of 255.
const VISIBLE: u8 = 64;
/// How many pixels in ten thousand may differ so.
const TOLERANCE: usize = 10;

/// A page as it is now.
fn rendered((style, example, paper, page): (&str, &str, &str, u32), folder: &Path) -> GrayImage {
    let pdf = folder.join(format!("{style}-{example}-{paper}.pdf"));
    if !pdf.exists() {
        let source = support::root().join(format!("examples/{example}/{example}.md"));
        let output = support::offprint()
            .args(["build", "--style", style, "--page", paper, "-o"])
            .args([&pdf, &source])
            .output()
            .expect("the binary starts");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
    let out = folder.join(format!("{style}-{example}-{paper}-{page}"));
    let page = page.to_string();
    let status = Command::new("pdftoppm")
        .args(["-r", RESOLUTION, "-gray", "-singlefile", "-png", "-f", &page, "-l", &page])
        .args([&pdf, &out])
        .status()
        .expect("poppler starts");
    assert!(status.success(), "pdftoppm fails for {}", pdf.display());
    image::open(out.with_extension("png")).expect("poppler writes a picture").to_luma8()
}

/// How many pixels in ten thousand differ visibly; all of them if the sizes do.
fn difference(a: &GrayImage, b: &GrayImage) -> usize {
    if a.dimensions() != b.dimensions() {
        return 10_000;
    }
    let pairs = a.as_raw().iter().zip(b.as_raw());
    pairs.filter(|(a, b)| a.abs_diff(**b) >= VISIBLE).count() * 10_000 / a.as_raw().len().max(1)
}

#[test]
fn pages_look_as_they_did() {
    if support::command("pdftoppm").is_none() {
        return;
    }
    let folder = support::scratch("looks");
    let mut changed = Vec::new();
    let mut last: Option<GrayImage> = None;
    for look @ (style, example, paper, page) in LOOKS {
        let name = format!("{style}-{example}-{paper}-{page}.png");
        let reference: PathBuf = support::root().join("tests/ref/looks").join(&name);
        let found = rendered(look, &folder);
        if std::env::var_os("UPDATE").is_some() {
            found.save(&reference).expect("the reference can be written");
        }
        let kept = image::open(&reference).map(image::DynamicImage::into_luma8).unwrap_or_default();
        let differing = difference(&found, &kept);
        if differing > TOLERANCE {
            let seen = folder.join(&name);
            changed.push(format!(
                "{differing} pixels in 10,000: compare {} with {}",
                reference.display(),
                seen.display()
            ));
        }
        // Two pages are told apart, or the comparison is worth nothing.
        assert!(
            last.is_none_or(|last| difference(&found, &last) > TOLERANCE),
            "{name} looks like another page"
        );
        last = Some(found);
    }
    assert!(changed.is_empty(), "changed pages (UPDATE=1 takes them as they are):\n{}", changed.join("\n"));
}
