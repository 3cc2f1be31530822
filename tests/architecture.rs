//! The direction of the modules, by an allow-list: a module uses only what stands beside its name here.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The ground: what every stage may use.
const GROUND: &[&str] = &["geometry", "source", "diagnostic", "structure", "image", "assets", "font"];

/// A module and what it may use: of the ground in the first list, of the stages in the second. `*` is all the ground.
const ALLOWED: &[(&str, &[&str], &[&str])] = &[
    ("geometry", &[], &[]),
    ("source", &[], &[]),
    ("diagnostic", &["source"], &[]),
    ("structure", &["geometry", "source"], &[]),
    ("assets", &["source", "diagnostic"], &[]),
    ("image", &["geometry", "source", "diagnostic", "structure", "assets", "font"], &[]),
    ("font", &["geometry", "source", "diagnostic", "structure", "assets"], &[]),
    ("document", &["geometry", "source", "diagnostic", "structure"], &[]),
    ("markdown", &["source", "diagnostic"], &["document"]),
    ("style", &["geometry", "source", "diagnostic", "assets", "font"], &["document"]),
    ("layout", &["*"], &["document", "style"]),
    ("pdf", &["*"], &["layout"]),
    ("epub", &["*"], &["document"]),
    ("import", &["source", "diagnostic", "assets"], &["document", "markdown"]),
    ("convert", &["*"], &["document", "markdown", "style", "layout", "pdf", "epub", "import"]),
    ("cli", &["source", "diagnostic", "assets", "font"], &["style", "import", "convert"]),
];

/// A file may be a little longer than the 400 lines we aim at, not much.
const LONGEST: usize = 450;

fn sources() -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("src is readable") {
            let path = entry.expect("src is readable").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

/// The module that a file belongs to; `None` for the crate's roots.
fn module_of(file: &Path) -> Option<String> {
    let inside = file.strip_prefix(Path::new(env!("CARGO_MANIFEST_DIR")).join("src")).expect("a file of src");
    let first = inside.components().next()?.as_os_str().to_str()?;
    let name = first.strip_suffix(".rs").unwrap_or(first);
    (!matches!(name, "lib" | "main")).then(|| name.to_owned())
}

/// The lines of a file that are code: comments and what follows `//` left out.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines = text.lines().enumerate().map(|(index, line)| (index + 1, line));
    lines.filter(|(_, line)| !line.trim_start().starts_with("//"))
}

/// The modules that a line of code names by `crate::NAME` or, in the binary, `offprint::NAME`.
fn named(line: &str) -> Vec<String> {
    let mut names = Vec::new();
    for root in ["crate::", "offprint::"] {
        for (at, _) in line.match_indices(root) {
            let whole =
                at == 0 || !line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':');
            let rest = &line[at + root.len()..];
            let name: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            if whole && !name.is_empty() {
                names.push(name);
            }
        }
    }
    names
}

fn allowed(module: &str) -> Option<BTreeSet<&'static str>> {
    let (_, ground, stages) = ALLOWED.iter().find(|(name, ..)| *name == module)?;
    let ground = if *ground == ["*"] { GROUND } else { ground };
    Some(ground.iter().chain(*stages).copied().collect())
}

/// What is wrong with one file's use of other modules.
fn faults(module: &str, text: &str) -> Vec<String> {
    let Some(allowed) = allowed(module) else {
        return vec![format!("the module `{module}` is not in the allow-list")];
    };
    let mut faults = Vec::new();
    for (number, line) in code(text) {
        for name in named(line) {
            let known = ALLOWED.iter().any(|(other, ..)| *other == name);
            if known && name != module && !allowed.contains(name.as_str()) {
                faults.push(format!("line {number}: `{module}` may not use `{name}`: {}", line.trim()));
            }
        }
        for (pattern, why) in
            [("crate::{", "name each module by its own path"), ("super::super", "use `crate::`")]
        {
            if line.contains(pattern) {
                faults.push(format!("line {number}: `{pattern}`: {why}: {}", line.trim()));
            }
        }
    }
    faults
}

#[test]
fn modules_use_only_what_stands_above_them() {
    let mut all = Vec::new();
    for file in sources() {
        let Some(module) = module_of(&file) else {
            continue;
        };
        let text = fs::read_to_string(&file).expect("a source file is text");
        all.extend(faults(&module, &text).into_iter().map(|fault| format!("{}: {fault}", file.display())));
    }
    assert!(all.is_empty(), "{} faults:\n{}", all.len(), all.join("\n"));
}

#[test]
fn the_allow_list_names_modules_that_stand_above() {
    for (index, (module, ..)) in ALLOWED.iter().enumerate() {
        let ground = GROUND.contains(module);
        for name in allowed(module).into_iter().flatten() {
            let at = ALLOWED.iter().position(|(other, ..)| *other == name);
            let above = at.is_some_and(|at| at < index) || (ground && GROUND.contains(&name));
            assert!(above, "`{module}` may use `{name}`, which does not stand above it");
        }
    }
}

#[test]
fn the_scan_finds_what_it_is_for() {
    assert_eq!(named("use crate::layout::Frame;"), ["layout"]);
    assert_eq!(named("fn f(x: &crate::style::Sheet) -> crate::pdf::Bytes"), ["style", "pdf"]);
    assert_eq!(named("use notcrate::layout;"), Vec::<String>::new());
    assert_eq!(faults("pdf", "use crate::document::Document;").len(), 1);
    assert_eq!(faults("pdf", "//! See [`crate::document`].\nuse crate::layout::Page;"), Vec::<String>::new());
    assert_eq!(faults("epub", "pub use crate::layout::Page;").len(), 1);
    assert_eq!(faults("layout", "use crate::{style, pdf};").len(), 1);
    assert_eq!(faults("unheard_of", "").len(), 1);
}

#[test]
fn every_file_says_what_it_is() {
    let missing: Vec<String> = sources()
        .iter()
        .filter(|file| !fs::read_to_string(file).expect("a source file is text").starts_with("//!"))
        .map(|file| file.display().to_string())
        .collect();
    assert!(missing.is_empty(), "these files do not open with a `//!` doc:\n{}", missing.join("\n"));
}

#[test]
fn no_file_is_too_long() {
    let mut long = Vec::new();
    for file in sources() {
        let lines = fs::read_to_string(&file).expect("a source file is text").lines().count();
        if lines > LONGEST {
            long.push(format!("{}: {lines} lines", file.display()));
        }
    }
    assert!(long.is_empty(), "more than {LONGEST} lines:\n{}", long.join("\n"));
}
