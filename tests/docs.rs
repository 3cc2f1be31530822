//! The documentation says what the code does: lists are written by `UPDATE=1`, commands are run.

use std::path::{Path, PathBuf};
use std::process::Command;

use offprint::diagnostic::{Code, Severity};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The table of all codes as `docs/diagnostics.md` shows it.
fn code_table() -> String {
    let mut table = String::from("| code | severity | what it says |\n|---|---|---|\n");
    for code in Code::ALL {
        let severity = match code.severity() {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        };
        table.push_str(&format!("| `{}` | {severity} | {} |\n", code.as_str(), code.summary()));
    }
    table
}

#[test]
fn every_code_is_documented() {
    const START: &str = "<!-- codes: written by UPDATE=1 cargo test --test docs -->\n";
    const END: &str = "<!-- end of codes -->";
    let text = read("docs/diagnostics.md");
    let start = text.find(START).expect("the mark before the table") + START.len();
    let end = text.find(END).expect("the mark after the table");
    let table = code_table();
    if text[start..end] == table {
        return;
    }
    assert!(
        std::env::var_os("UPDATE").is_some(),
        "docs/diagnostics.md is behind src/diagnostic/code.rs: run with UPDATE=1"
    );
    let updated = format!("{}{table}{}", &text[..start], &text[end..]);
    std::fs::write(root().join("docs/diagnostics.md"), updated).expect("docs/diagnostics.md");
}

/// The `offprint` commands in a document's code blocks, comments cut off.
fn commands(text: &str) -> Vec<String> {
    let lines = text.lines().map(|line| line.split("  #").next().unwrap_or_default().trim());
    lines
        .filter_map(|line| match line.strip_prefix("cargo run --release -- ") {
            Some(arguments) => Some(format!("offprint {arguments}")),
            None => line.starts_with("offprint ").then(|| line.to_owned()),
        })
        .collect()
}

/// A folder with the examples, an article and a stylesheet, in which commands may write.
fn workplace() -> PathBuf {
    let place = root().join("target/docs-commands");
    let _ = std::fs::remove_dir_all(&place);
    copy(&root().join("examples"), &place.join("examples"));
    std::fs::copy(root().join("examples/harbour/harbour.md"), place.join("article.md")).expect("an article");
    std::fs::write(place.join("mine.css"), "h2 { font-style: italic }\n").expect("a stylesheet");
    place
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder to copy") {
        let path = entry.expect("an entry").path();
        let target = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            copy(&path, &target);
        } else {
            std::fs::copy(&path, &target).expect("a copy");
        }
    }
}

#[test]
fn the_readmes_commands_run() {
    let commands = commands(&read("README.md"));
    assert!(commands.len() >= 3, "the README shows {} commands", commands.len());
    let place = workplace();
    let program =
        Path::new(env!("CARGO_BIN_EXE_offprint")).parent().expect("the program's folder").to_owned();
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap_or_default());
    for command in commands {
        let run = Command::new("sh")
            .args(["-c", &command])
            .current_dir(&place)
            .env("PATH", &path)
            .output()
            .expect("sh");
        assert!(run.status.success(), "{command}\n{}", String::from_utf8_lossy(&run.stderr));
    }
}

#[test]
fn every_flag_is_in_the_manual_and_the_readme_points_to_it() {
    let help = Command::new(env!("CARGO_BIN_EXE_offprint")).args(["build", "--help"]).output().expect("help");
    let help = String::from_utf8_lossy(&help.stdout);
    for flag in [
        "--output",
        "--to",
        "--style",
        "--page",
        "--lang",
        "--font-path",
        "--system-fonts",
        "--allow",
        "--strict",
        "--message-format",
    ] {
        assert!(help.contains(flag), "{flag} is not in --help");
    }
    assert!(help.contains("Examples:"));
    assert!(read("README.md").contains("offprint help build"));
}
