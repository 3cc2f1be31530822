//! What the tests from outside share: finding the checkers, running a driver over many files, building the corpus.

#![allow(dead_code, reason = "each test binary uses its own part of this module")]

pub mod archive;
pub mod bad;
pub mod book;
pub mod commonmark;
pub mod corpus;
pub mod html;
pub mod icc;
pub mod random;
pub mod samples;
pub mod text;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The project's folder.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A folder for what tests make, below `target`.
pub fn scratch(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("target can be written");
    folder
}

/// The binary under test.
pub fn offprint() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_offprint"));
    command.env_remove("SOURCE_DATE_EPOCH");
    command
}

fn required() -> bool {
    std::env::var_os("OFFPRINT_REQUIRE_VALIDATORS").is_some()
}

/// Where the checkers are, if they are there.
pub fn validators() -> Option<PathBuf> {
    let folder = std::env::var_os("OFFPRINT_VALIDATORS")
        .map_or_else(|| root().join("target/validators"), PathBuf::from);
    folder.join("stamps").is_dir().then_some(folder)
}

/// Says, past the test runner's capture, that a check was left out; fails where every checker is required.
pub fn not_run(what: &str, why: &str) {
    assert!(!required(), "{what} is required here and cannot run: {why}");
    let _ = writeln!(std::io::stderr(), "\nNOT RUN: {what}: {why} (tests/run installs what is missing)");
}

/// The path of a command, or `None` after saying that the check is left out.
pub fn command(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let found = std::env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file());
    if found.is_none() {
        not_run(name, "it is not installed");
    }
    found
}

/// What a driver found.
#[derive(Debug, Default)]
pub struct Report {
    /// Every line it printed, as fields.
    pub lines: Vec<Vec<String>>,
}

impl Report {
    /// The fields after the kind, of the lines of a kind.
    pub fn of<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = &'a [String]> {
        self.lines.iter().filter(move |line| line[0] == kind).map(|line| &line[1..])
    }

    /// The lines that belong to one file, where a `file` line opens each file's part.
    pub fn part(&self, file: &Path) -> &[Vec<String>] {
        let name = file.to_string_lossy();
        let opens = |line: &Vec<String>| line[0] == "file";
        let Some(start) = self.lines.iter().position(|line| opens(line) && line[1] == name) else {
            return &[];
        };
        let length = self.lines[start + 1..].iter().position(|line| opens(line) || line[0] == "done");
        &self.lines[start..length.map_or(self.lines.len(), |length| start + 1 + length)]
    }

    /// The faults, grouped by what is wrong, with the first files and places of each.
    pub fn faults(&self) -> String {
        let mut groups: BTreeMap<&str, Vec<&[String]>> = BTreeMap::new();
        for fault in self.of("fault") {
            groups.entry(&fault[1]).or_default().push(fault);
        }
        let mut text = String::new();
        for (code, faults) in groups {
            let _ = writeln!(text, "\n{code} ({} times)", faults.len());
            for fault in faults.iter().take(6) {
                let words: String = fault[3].chars().take(300).collect();
                let _ = writeln!(text, "  {}: {}\n      {words}", fault[0], fault[2]);
            }
        }
        text
    }
}

fn unescape(field: &str) -> String {
    let mut text = String::new();
    let mut characters = field.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => match characters.next() {
                Some('t') => text.push('\t'),
                Some('n') => text.push('\n'),
                Some('r') => text.push('\r'),
                Some(other) => text.push(other),
                None => {}
            },
            other => text.push(other),
        }
    }
    text
}

/// Runs a driver of `tests/tools` over files; `None` where the checkers are not installed.
///
/// # Panics
/// When the driver could not do its work: that is not a verdict on the files.
pub fn drive(driver: &str, options: &[&str], files: &[PathBuf]) -> Option<Report> {
    let Some(validators) = validators() else {
        not_run(driver, "the checkers are not installed");
        return None;
    };
    assert!(!files.is_empty(), "{driver} was given no files");
    let output = Command::new(root().join("tests/tools").join(driver))
        .args(options)
        .args(files)
        .env("OFFPRINT_VALIDATORS", validators)
        .output()
        .unwrap_or_else(|error| panic!("{driver} does not start: {error}"));
    let text = String::from_utf8_lossy(&output.stdout);
    let lines: Vec<Vec<String>> = text.lines().map(|line| line.split('\t').map(unescape).collect()).collect();
    let done = lines.last().is_some_and(|line| line[0] == "done" && line[1] == files.len().to_string());
    assert!(
        done && matches!(output.status.code(), Some(0 | 1)),
        "{driver} did not finish ({}):\n{}\n{text}",
        output.status,
        String::from_utf8_lossy(&output.stderr)
    );
    Some(Report { lines })
}

/// Runs a checker over files and fails with a readable list if it finds a fault.
pub fn assert_sound(driver: &str, files: &[PathBuf]) {
    let Some(report) = drive(driver, &[], files) else {
        return;
    };
    let faults = report.of("fault").count();
    assert!(faults == 0, "{driver}: {faults} faults in {} files\n{}", files.len(), report.faults());
}

/// Compares a text with the file of that name below `tests/ref`; `UPDATE=1` writes the file.
pub fn golden(name: &str, text: &str) {
    let file = root().join("tests/ref").join(name);
    if std::env::var_os("UPDATE").is_some() {
        std::fs::create_dir_all(file.parent().expect("a file stands in a folder"))
            .expect("the folder can be made");
        std::fs::write(&file, text).expect("the file can be written");
        return;
    }
    let old = std::fs::read_to_string(&file).unwrap_or_default();
    let at = old.lines().zip(text.lines()).position(|(old, new)| old != new);
    let at = at.unwrap_or_else(|| old.lines().count().min(text.lines().count()));
    let line = |text: &str| text.lines().nth(at).unwrap_or("(the end)").to_owned();
    assert!(
        old == text,
        "{} differs from line {}:\n  was  {}\n  is   {}\nUPDATE=1 rewrites it",
        file.display(),
        at + 1,
        line(&old),
        line(text)
    );
}
