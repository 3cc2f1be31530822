//! The documentation says what the code does: lists are written by `UPDATE=1`, commands are run.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use offprint::diagnostic::{Code, Severity};
use offprint::document::Role;

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

/// The table of all roles as `docs/css.md` shows it.
fn class_table() -> String {
    let mut table = String::from("| selector | what it is |\n|---|---|\n");
    for role in Role::ALL {
        let info = role.info();
        table.push_str(&format!("| `{}.{}` | {} |\n", info.tag.name(), info.class, role.description()));
    }
    table
}

/// Compares the table between two marks of a page, or writes it with `UPDATE=1`.
fn check_table(path: &str, name: &str, table: &str) {
    let (start, end) = (
        format!("<!-- {name}: written by UPDATE=1 cargo test --test docs -->\n"),
        format!("<!-- end of {name} -->"),
    );
    let text = read(path);
    let start = text.find(&start).expect("the mark before the table") + start.len();
    let end = text.find(&end).expect("the mark after the table");
    if text[start..end] == *table {
        return;
    }
    assert!(std::env::var_os("UPDATE").is_some(), "{path} is behind the table of {name}: run with UPDATE=1");
    let updated = format!("{}{table}{}", &text[..start], &text[end..]);
    std::fs::write(root().join(path), updated).expect("the page can be written");
}

#[test]
fn every_code_is_documented() {
    check_table("docs/diagnostics.md", "codes", &code_table());
}

#[test]
fn every_class_is_documented() {
    check_table("docs/css.md", "classes", &class_table());
}

/// What stands in a page's code blocks of a language.
fn blocks(text: &str, language: &str) -> Vec<String> {
    let open = format!("```{language}\n");
    text.split(&open).skip(1).filter_map(|rest| Some(rest.split_once("```")?.0.to_owned())).collect()
}

/// Each recipe changes the pages and draws no message about CSS or fonts.
#[test]
fn the_recipes_work() {
    let recipes = blocks(&read("docs/css.md"), "css");
    assert!(recipes.len() >= 4, "docs/css.md shows {} recipes", recipes.len());
    let place = root().join("target/docs-recipes");
    std::fs::create_dir_all(&place).expect("a folder");
    // Colours stand in the styles, running heads on the pages.
    let layout = |style: Option<&Path>| {
        let (mut made, mut messages) = (Vec::new(), String::new());
        for stage in ["styles", "layout"] {
            let mut command = Command::new(env!("CARGO_BIN_EXE_offprint"));
            command.args(["dump", "--stage", stage]).arg(root().join("examples/handbook/handbook.md"));
            style.into_iter().for_each(|style| {
                command.arg("--style").arg(style);
            });
            let run = command.output().expect("the binary starts");
            assert!(run.status.success());
            made.extend(run.stdout);
            messages.push_str(&String::from_utf8_lossy(&run.stderr));
        }
        (made, messages)
    };
    let (plain, _) = layout(None);
    for (at, recipe) in recipes.iter().enumerate() {
        let style = place.join(format!("{at}.css"));
        std::fs::write(&style, recipe).expect("a stylesheet");
        let (pages, messages) = layout(Some(&style));
        assert!(!messages.contains("[css-") && !messages.contains("[font-"), "{recipe}\n{messages}");
        assert!(pages != plain, "the recipe changes nothing:\n{recipe}");
    }
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
    let json = root().join("tests/suite/import/constructs.json");
    std::fs::copy(json, place.join("article.json")).expect("a document");
    let page = root().join("tests/suite/import/pages/seen/table-layout-1999.html");
    std::fs::copy(page, place.join("page.html")).expect("the page is copied");
    let text = root().join("tests/suite/import/texts/seen/wire-dateline.txt");
    std::fs::copy(text, place.join("paper.txt")).expect("the text is copied");
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

/// The long flags that a help text lists.
fn flags(help: &str) -> BTreeSet<String> {
    let lists = help.lines().map(str::trim_start).filter(|line| line.starts_with('-'));
    let long = lists.flat_map(str::split_whitespace).filter(|word| word.starts_with("--"));
    long.map(str::to_owned).collect()
}

fn output(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_offprint")).args(arguments).output().expect("the program");
    assert!(output.status.success(), "offprint {}", arguments.join(" "));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn every_flag_is_in_the_manual_and_the_readme_points_to_it() {
    let manual = output(&["man"]).replace("\\-", "-");
    for command in ["build", "import", "dump", "styles", "fonts", "completions", "man"] {
        let help = output(&[command, "--help"]);
        let flags = flags(&help);
        assert!(flags.contains("--help"), "{command} --help lists no flags");
        for flag in flags {
            assert!(manual.contains(&flag), "{command} {flag} is not in the manual");
        }
    }
    assert!(output(&["build", "--help"]).contains("Examples:"));
    assert!(read("README.md").contains("offprint help build"));
}
