//! Bad input: a clear message, the right exit code, and old outputs that nothing has touched.

mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use support::bad::{self, Bad, Outcome};
use support::{offprint, scratch};

const OLD: &[u8] = b"what an earlier build wrote";

fn build(folder: &Path, source: &Path) -> Output {
    let mut command = offprint();
    command.current_dir(folder).arg("build").arg(source).args([
        "-o",
        "out",
        "--to",
        "epub,pdf",
        "--message-format",
        "json",
    ]);
    command.output().expect("the binary starts")
}

/// Old outputs for an article of this stem.
fn old_outputs(folder: &Path, stem: &str) -> [PathBuf; 2] {
    fs::create_dir_all(folder.join("out")).expect("target can be written");
    let files = ["epub", "pdf"].map(|kind| folder.join("out").join(format!("{stem}.{kind}")));
    files.iter().for_each(|file| fs::write(file, OLD).expect("target can be written"));
    files
}

fn is_book(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK") && bytes.get(30..38) == Some(b"mimetype")
}

fn is_paper(bytes: &[u8]) -> bool {
    bytes.starts_with(b"%PDF-1.7") && bytes.trim_ascii_end().ends_with(b"%%EOF")
}

/// What is wrong with the outcome of one bad article.
fn fault(folder: &Path, bad: &Bad) -> Option<String> {
    let source = PathBuf::from(format!("{}.md", bad.name));
    fs::write(folder.join(&source), &bad.text).expect("target can be written");
    let files = old_outputs(folder, bad.name);
    let output = build(folder, &source);
    let words =
        format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    let told = |code: &str| words.contains(&format!("\"{code}\""));
    let start: String = words.chars().take(600).collect();
    let fail = |why: String| {
        Some(format!("{}: {why} ({})\n    {}", bad.name, output.status, start.replace('\n', "\n    ")))
    };
    let untouched = files.iter().all(|file| fs::read(file).is_ok_and(|bytes| bytes == OLD));
    let [epub, pdf] = files.each_ref().map(|file| fs::read(file).unwrap_or_default());
    let whole = is_book(&epub) && is_paper(&pdf);
    match (bad.outcome, output.status.code()) {
        (Outcome::Refused(code) | Outcome::Limited(code), Some(1)) if !told(code) => {
            fail(format!("no message `{code}`"))
        }
        (Outcome::Refused(_) | Outcome::Limited(_), Some(1)) if !untouched => {
            fail("the old outputs are gone".to_owned())
        }
        (Outcome::Refused(_), Some(1)) if !words.contains(bad.name) => {
            fail("the message does not name the file".to_owned())
        }
        (Outcome::Refused(_) | Outcome::Limited(_), Some(1)) => None,
        (Outcome::Built(_) | Outcome::Limited(_), Some(0)) if !whole => {
            fail("an output is not whole".to_owned())
        }
        (Outcome::Built(codes), Some(0)) => {
            codes.iter().find(|code| !told(code)).and_then(|code| fail(format!("no message `{code}`")))
        }
        (Outcome::Limited(_), Some(0)) => None,
        (Outcome::Refused(code), _) => fail(format!("not refused with `{code}`")),
        (Outcome::Built(_) | Outcome::Limited(_), _) => fail("not built".to_owned()),
    }
}

#[test]
fn bad_articles_end_well() {
    let folder = scratch("robustness");
    bad::write_files(&folder);
    let all = bad::all();
    let faults: Vec<String> = all.iter().filter_map(|bad| fault(&folder, bad)).collect();
    assert!(faults.is_empty(), "{} of {}:\n{}", faults.len(), all.len(), faults.join("\n"));
}

#[test]
fn messages_say_where() {
    let folder = scratch("robustness-places");
    bad::write_files(&folder);
    let places = [
        ("not-utf8", "byte 14"),
        ("front-unknown-key", "front-unknown-key.md:3:1"),
        ("image-missing", "image-missing.md:9:"),
    ];
    let mut missing = Vec::new();
    for (name, place) in places {
        let bad = bad::all().into_iter().find(|bad| bad.name == name).expect("a bad article");
        let source = format!("{name}.md");
        fs::write(folder.join(&source), bad.text).expect("target can be written");
        let output = offprint()
            .current_dir(&folder)
            .args(["build", &source, "-o", "out", "--to", "epub,pdf"])
            .output();
        let words = String::from_utf8_lossy(&output.expect("the binary starts").stderr).into_owned();
        if !words.contains(place) {
            missing.push(format!("{name}: no `{place}` in\n{words}"));
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

#[test]
fn absent_files_and_folders_are_errors() {
    let folder = scratch("robustness-absent");
    let [epub, pdf] = old_outputs(&folder, "absent");
    fs::create_dir(folder.join("folder.md")).expect("target can be written");
    for (source, code) in [("absent.md", "input-missing"), ("folder.md", "input-is-folder")] {
        let output = build(&folder, Path::new(source));
        let words =
            format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert_eq!(output.status.code(), Some(1), "{source}: {words}");
        assert!(words.contains(code) && words.contains(source), "{source}: {words}");
    }
    assert!(fs::read(epub).is_ok_and(|bytes| bytes == OLD) && fs::read(pdf).is_ok_and(|bytes| bytes == OLD));
}

#[test]
fn wrong_usage_is_exit_2() {
    let folder = scratch("robustness-usage");
    fs::write(folder.join("a.md"), "# A title\n\nText.\n").expect("target can be written");
    for arguments in [
        &["build"][..],
        &["build", "--to", "docx", "a.md"],
        &["no-such-command"],
        &["build", "--nonsense"],
        &["build", "a.md", "-o", "a.html"],
        &["build", "a.md", "-o", "a.md"],
        &["build", "a.md", "-o", "a.epub", "--to", "pdf"],
        &["build", "a.md", "--page", "a55"],
        &["build", "a.md", "--style", "nope"],
        &["dump", "a.md", "--stage", "layout", "--page", "a55"],
    ] {
        let output = offprint().current_dir(&folder).args(arguments).output().expect("the binary starts");
        assert_eq!(
            output.status.code(),
            Some(2),
            "{arguments:?}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
}

#[test]
fn flags_of_other_programs_are_told_of_ours() {
    let folder = scratch("robustness-flags");
    fs::write(folder.join("a.md"), "# A title\n\nText.\n").expect("target can be written");
    for (arguments, tip) in [
        (&["build", "a.md", "--format", "pdf"][..], "--to pdf"),
        (&["build", "a.md", "--css", "a.css"], "--style FILE.css"),
        (&["build", "a.md", "-o", "x.html"], "--to"),
        (&["build", "a.md", "--to", "pdf", "-o", "-"], "-o article.pdf"),
    ] {
        let output = offprint().current_dir(&folder).args(arguments).output().expect("the binary starts");
        let words = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.code() == Some(2) && words.contains(tip), "{arguments:?}: {words}");
    }
    assert!(!folder.join("-").exists());
}

#[test]
fn what_is_no_text_is_called_by_its_name() {
    let folder = scratch("robustness-no-text");
    let starts: [(&[u8], &str); 4] = [
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "a JPEG picture"),
        (b"%PDF-1.7\n%\xb5\xb5\xb5\xb5\n", "a PDF"),
        (b"PK\x03\x04\x14\0\x08\x08\x08\0\xb0\xa5", "a zip archive"),
        (b"Caf\xe9", "iconv"),
    ];
    for (bytes, name) in starts {
        fs::write(folder.join("a.md"), bytes).expect("target can be written");
        let output = build(&folder, Path::new("a.md"));
        let words = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{words}");
        assert!(words.contains(name) && words.contains("iconv") == (name == "iconv"), "{name}: {words}");
    }
}

#[test]
fn a_file_in_the_place_of_a_command_is_told_of_build() {
    let output = offprint().arg("article.md").output().expect("the binary starts");
    let words = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{words}");
    assert!(words.contains("offprint build article.md"), "{words}");
}

#[test]
fn nothing_is_written_if_one_of_several_fails() {
    let folder = scratch("robustness-several");
    for (name, text) in [("a", "# A title\n\nText.\n"), ("b", "---\ntitle: A: B\n---\n\nText.\n")] {
        fs::write(folder.join(format!("{name}.md")), text).expect("target can be written");
    }
    for inputs in [["a.md", "b.md"], ["b.md", "a.md"]] {
        let output = offprint().current_dir(&folder).arg("build").args(inputs).output();
        assert_eq!(output.expect("the binary starts").status.code(), Some(1));
        assert!(!folder.join("a.epub").exists() && !folder.join("a.pdf").exists(), "{inputs:?}");
    }
}

#[test]
fn strict_makes_warnings_errors() {
    let folder = scratch("robustness-strict");
    fs::write(folder.join("a.md"), "# A title\n\n[to](#nowhere)\n").expect("target can be written");
    let files = old_outputs(&folder, "a");
    let output = offprint()
        .current_dir(&folder)
        .args(["build", "a.md", "-o", "out", "--to", "epub,pdf", "--strict"])
        .output();
    let output = output.expect("the binary starts");
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(
        files.iter().all(|file| fs::read(file).is_ok_and(|bytes| bytes == OLD)),
        "the old outputs are gone"
    );
}

/// An article long enough that its build can be interrupted.
fn long_article(folder: &Path, words: usize) -> PathBuf {
    let text = "Several words about boats and the sea, and then some more of them.\n\n".repeat(words / 13);
    fs::write(folder.join("long.md"), format!("---\nlanguage: en\n---\n\n# Long\n\n{text}"))
        .expect("target can be written");
    PathBuf::from("long.md")
}

/// What else than the two outputs stands in the output folder.
fn leftovers(folder: &Path) -> Vec<String> {
    let names = fs::read_dir(folder.join("out")).expect("outputs are there").flatten();
    let mut names: Vec<String> =
        names.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.retain(|name| name != "long.epub" && name != "long.pdf");
    names
}

#[test]
fn an_output_folder_that_cannot_be_written_is_an_error() {
    let folder = scratch("robustness-folder");
    let source = long_article(&folder, 100);
    fs::write(folder.join("file"), "not a folder").expect("target can be written");
    for out in ["file", "file/below", "/proc/nowhere"] {
        let output = offprint()
            .current_dir(&folder)
            .arg("build")
            .arg(&source)
            .args(["-o", out, "--to", "epub,pdf"])
            .output();
        let output = output.expect("the binary starts");
        let words = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{out}: {words}");
        assert!(words.contains("output-failed") && words.contains(out), "{out}: {words}");
    }
    assert_eq!(fs::read(folder.join("file")).expect("it is there"), b"not a folder");
}

#[cfg(unix)]
#[test]
fn a_full_disk_leaves_the_old_outputs() {
    let folder = scratch("robustness-full");
    long_article(&folder, 20_000);
    let files = old_outputs(&folder, "long");
    // No file may grow past 8 blocks of 1 kB, as on a disk that is full; the signal that goes with it is ignored.
    let script = "trap '' XFSZ; ulimit -f 8; exec \"$0\" build long.md -o out --to epub,pdf";
    let output = Command::new("bash")
        .current_dir(&folder)
        .args(["-c", script, env!("CARGO_BIN_EXE_offprint")])
        .output();
    let output = output.expect("bash starts");
    let words = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{words}");
    assert!(words.contains("output-failed"), "{words}");
    assert!(
        files.iter().all(|file| fs::read(file).is_ok_and(|bytes| bytes == OLD)),
        "the old outputs are gone"
    );
    assert_eq!(leftovers(&folder), Vec::<String>::new(), "temporary files are left");
}

#[test]
fn a_killed_build_leaves_whole_files() {
    let folder = scratch("robustness-killed");
    let source = long_article(&folder, 20_000);
    let files = old_outputs(&folder, "long");
    for attempt in 0..12 {
        let mut command = offprint();
        command.current_dir(&folder).arg("build").arg(&source).args(["-o", "out", "--to", "epub,pdf"]);
        let mut child = command.stderr(std::process::Stdio::null()).spawn().expect("the binary starts");
        std::thread::sleep(std::time::Duration::from_millis(3 + attempt * attempt * 7));
        child.kill().expect("a child can be killed");
        child.wait().expect("a child ends");
        let [epub, pdf] = files.each_ref().map(|file| fs::read(file).expect("an output is there"));
        assert!(epub == OLD || is_book(&epub), "the book is cut short");
        assert!(pdf == OLD || is_paper(&pdf), "the paper is cut short");
    }
}

#[test]
fn two_builds_at_once_leave_one_whole_pair() {
    let folder = scratch("robustness-two");
    let source = long_article(&folder, 2_000);
    assert!(build(&folder, &source).status.success());
    let files = ["out/long.epub", "out/long.pdf"].map(|file| folder.join(file));
    let alone = files.each_ref().map(|file| fs::read(file).expect("an output is there"));
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| assert!(build(&folder, &source).status.success(), "a build fails beside another"));
        }
    });
    let together = files.each_ref().map(|file| fs::read(file).expect("an output is there"));
    assert!(alone == together, "builds at once give other bytes");
    assert_eq!(leftovers(&folder), Vec::<String>::new(), "temporary files are left");
}

#[test]
fn two_articles_with_one_name_are_an_error() {
    let folder = scratch("robustness-clash");
    for part in ["a", "b"] {
        fs::create_dir(folder.join(part)).expect("target can be written");
        fs::write(folder.join(part).join("same.md"), "# Same\n\nWords.\n").expect("target can be written");
    }
    let output = offprint()
        .current_dir(&folder)
        .args(["build", "a/same.md", "b/same.md", "-o", "out", "--to", "pdf"])
        .output();
    let output = output.expect("the binary starts");
    assert_eq!(output.status.code(), Some(2), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn an_import_writes_over_nothing_that_was_not_named() {
    let folder = scratch("import-over");
    let write = |name: &str, text: &str| fs::write(folder.join(name), text).expect("target can be written");
    let read = |name: &str| fs::read_to_string(folder.join(name)).expect("it is there");
    let run = |arguments: &[&str]| {
        let output = offprint().current_dir(&folder).arg("import").args(arguments).output();
        output.expect("the binary starts").status.code()
    };
    write("page.md", "<!DOCTYPE html><title>A</title><article><p>The words of a page.</p></article>");
    let page = read("page.md");
    assert_eq!(run(&["--from", "html", "page.md", "-o", "."]), Some(1));
    assert_eq!(run(&["--from", "html", "page.md", "-o", "page.md"]), Some(1));
    assert_eq!(read("page.md"), page, "the input is whole");

    write("note.txt", "A title\n\nBy Ann Lee\n\nThe words of a text.\n");
    assert_eq!(run(&["note.txt", "-o", "."]), Some(0));
    assert_eq!(run(&["note.txt", "-o", "."]), Some(0), "the same again is no fault");
    write("note.md", "What an editor made of it.\n");
    assert_eq!(run(&["note.txt", "-o", "."]), Some(1));
    assert_eq!(read("note.md"), "What an editor made of it.\n");
    assert_eq!(run(&["note.txt", "-o", "note.md"]), Some(0), "what is named is written over");
    assert!(read("note.md").contains("The words of a text."));
}
