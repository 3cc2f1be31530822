//! What an editor looks for on every page of the examples, in every style, as `dump --stage quality` measures it; and that
//! it finds what it looks for: `tests/suite/quality/*.md`, each with its `.css`, gives `tests/ref/quality/*.txt`.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The figures and findings of a file, called as from its own folder.
fn measured(folder: &Path, file: &str, arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_offprint"))
        .current_dir(folder)
        .args(["dump", "--stage", "quality", file])
        .args(arguments)
        .output()
        .expect("the program starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("a dump is text")
}

/// The figures by name; words that follow a number are left out.
fn figures(text: &str) -> BTreeMap<&str, f64> {
    let lines = text.lines().filter_map(|line| line.split_once(": "));
    lines.filter_map(|(name, rest)| Some((name, rest.split(' ').next()?.parse().ok()?))).collect()
}

/// What no style has on any page.
const NEVER: [&str; 9] = [
    "tight lines",
    "ladders",
    "widows",
    "orphans",
    "stranded headings",
    "off grid",
    "overfull",
    "clipped",
    "cut words",
];

/// What a style may have at most.
struct Bounds {
    style: &'static str,
    /// Loose lines and hyphens, of 100 justified lines.
    loose: f64,
    hyphens: f64,
    /// Runts in an article.
    runts: f64,
    /// By how many lines columns may differ at the end of a section.
    difference: f64,
}

/// The magazine's two columns have about 42 letters to the line, a third less than the other styles: its lines are looser.
const STYLES: [Bounds; 4] = [
    Bounds { style: "essay", loose: 8.0, hyphens: 15.0, runts: 0.0, difference: 0.0 },
    Bounds { style: "magazine", loose: 22.0, hyphens: 15.0, runts: 2.0, difference: 2.5 },
    Bounds { style: "handout", loose: 6.0, hyphens: 12.0, runts: 0.0, difference: 0.0 },
    Bounds { style: "report", loose: 4.0, hyphens: 14.0, runts: 0.0, difference: 0.0 },
];

#[test]
fn the_examples_are_set_well_in_every_style() {
    let mut faults = Vec::new();
    for Bounds { style, loose, hyphens, runts, difference } in STYLES {
        for example in ["harbour", "lighthouse", "handbook"] {
            for page in ["a4", "letter", "a5"] {
                let folder = root().join("examples").join(example);
                let text = measured(&folder, &format!("{example}.md"), &["--style", style, "--page", page]);
                let figures = figures(&text);
                let place = format!("{example} in {style} at {page}");
                assert!(figures["lines"] > 50.0, "too few lines were measured: {place}");
                for name in NEVER.into_iter().filter(|name| figures[name] > 0.0) {
                    faults.push(format!("{name}: {}: {place}", figures[name]));
                }
                let share = |name| figures[name] / figures["justified lines"] * 100.0;
                let judged = [
                    ("loose lines in a hundred", share("loose lines"), loose),
                    ("hyphens in a hundred lines", share("hyphens"), hyphens),
                    ("runts", figures["runts"], runts),
                    ("lines that columns differ by", figures["column difference"], difference),
                ];
                for (name, value, _) in judged.into_iter().filter(|(_, value, most)| value > most) {
                    faults.push(format!("{name}: {value:.1}: {place}"));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn what_an_editor_would_mark_is_found() {
    let folder = root().join("tests/suite/quality");
    let (mut changed, mut found) = (Vec::new(), BTreeMap::new());
    for name in ["columns", "headers", "lines", "pages", "short"] {
        let text = measured(&folder, &format!("{name}.md"), &["--style", &format!("{name}.css")]);
        for (figure, value) in figures(&text) {
            *found.entry(figure.to_owned()).or_insert(0.0) += value;
        }
        let reference = root().join(format!("tests/ref/quality/{name}.txt"));
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&reference, &text).expect("the reference can be written");
        } else if fs::read_to_string(&reference).unwrap_or_default() != text {
            changed.push(format!("{}:\n{text}", reference.display()));
        }
    }
    assert!(changed.is_empty(), "changed (UPDATE=1 takes it as it is):\n{}", changed.join("\n"));
    for name in NEVER.into_iter().chain(["runts", "unequal columns", "short columns"]) {
        assert!(found[name] > 0.0, "nothing in the suite is found as one of {name}");
    }
}
