//! Plain texts as Markdown: what an editor would make of them, the rules one by one, what is no text.

mod support;

use std::path::{Path, PathBuf};

use offprint::assets::MemoryLoader;
use offprint::diagnostic::{Code, Context, Diagnostic};
use offprint::document::Metadata;
use offprint::import::{Kind, import};
use offprint::markdown::{ParseOptions, parse};
use offprint::source::Sources;
use support::{golden, offprint, root, scratch};

/// Texts of the suite's seen half that do not come out as the editor's, with the reason.
const IN_DOUBT: &[(&str, &str)] = &[];

/// The texts of a folder of the suite.
fn texts(folder: &str) -> Vec<PathBuf> {
    let folder = root().join("tests/suite/import").join(folder);
    let entries = std::fs::read_dir(&folder).expect("the suite is readable");
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("the suite is readable").path()).collect();
    files.retain(|path| path.extension().is_some_and(|ending| ending == "txt"));
    files.sort();
    files
}

fn name(path: &Path) -> String {
    path.file_stem().expect("a file has a name").to_string_lossy().into_owned()
}

/// The Markdown of a text and the messages, each on a line with its place.
fn imported(name: &str, bytes: Vec<u8>) -> (Option<String>, Vec<Diagnostic>, Sources) {
    let (mut sources, context) = (Sources::default(), Context::new());
    let imported = import(Kind::PlainText, name, bytes, &MemoryLoader::default(), &mut sources, &context);
    (imported.ok().map(|imported| imported.markdown), context.take_diagnostics(), sources)
}

fn lines(diagnostics: &[Diagnostic], sources: &Sources) -> String {
    let line = |diagnostic: &Diagnostic| {
        let place = diagnostic.span.and_then(|span| sources.locate(span));
        let place = place.map(|(_, at)| format!("{}:{} ", at.line, at.column)).unwrap_or_default();
        format!("{place}{}: {}\n", diagnostic.code.as_str(), diagnostic.message)
    };
    diagnostics.iter().map(line).collect()
}

/// What front matter says, and the text below it with ordinary spaces.
fn parts(markdown: &str) -> (Metadata, String) {
    let mut sources = Sources::default();
    let source = sources.add("article.md", markdown.to_owned());
    let document = parse(
        &sources,
        source,
        &ParseOptions { typography: false, ..ParseOptions::default() },
        &Context::new(),
    );
    let mut metadata = document.expect("it is an article").metadata;
    metadata.span = offprint::source::Span::default();
    let body = match markdown.strip_prefix("---\n") {
        Some(rest) => rest.split_once("\n---\n").map(|(_, body)| body).unwrap_or_default(),
        None => markdown,
    };
    (metadata, body.trim().replace(['\u{A0}', '\u{202F}'], " "))
}

/// The seen half of the suite comes out as the editor's Markdown, and no word is lost.
#[test]
fn texts_come_out_as_an_editor_would_write_them() {
    for path in texts("texts/seen") {
        let name = name(&path);
        let (markdown, diagnostics, _) = imported(&name, std::fs::read(&path).expect("a file"));
        let markdown = markdown.expect("it is a text");
        let missing = diagnostics.iter().find(|found| found.code == Code::ImportWordsMissing);
        assert!(missing.is_none(), "{name}: {missing:?}");
        let wanted = std::fs::read_to_string(path.with_extension("md")).expect("a file");
        let ((ours, body), (theirs, wanted)) = (parts(&markdown), parts(&wanted));
        let is_exact = ours == theirs && body == wanted;
        let in_doubt = IN_DOUBT.iter().any(|(doubted, _)| *doubted == name);
        if !is_exact && !in_doubt {
            assert_eq!(body, wanted, "{name}");
            assert_eq!(ours, theirs, "{name}");
        }
        assert!(!(is_exact && in_doubt), "{name} is exact and need not be named");
    }
}

/// One text for each kind of source and rule, with all that is said of it.
#[test]
fn rules_have_their_texts() {
    for path in texts("text") {
        let name = name(&path);
        let (markdown, diagnostics, sources) = imported(&name, std::fs::read(&path).expect("a file"));
        let missing = diagnostics.iter().find(|found| found.code == Code::ImportWordsMissing);
        assert!(missing.is_none(), "{name}: {missing:?}");
        golden(&format!("import/text/{name}.md"), &markdown.expect("it is a text"));
        golden(&format!("import/text/{name}.txt"), &lines(&diagnostics, &sources));
    }
}

/// The example of the documentation is what comes out.
#[test]
fn the_documentation_shows_what_comes_out() {
    let page = std::fs::read_to_string(root().join("docs/import.md")).expect("the documentation is there");
    let (_, section) = page.split_once("## Plain text").expect("it has the section");
    let mut blocks = section.split("\n```").skip(1).step_by(2);
    let mut block =
        || blocks.next().and_then(|block| block.split_once('\n')).map(|(_, text)| text).expect("a block");
    let (text, wanted) = (block(), block());
    let (markdown, ..) = imported("example.txt", text.into());
    assert_eq!(markdown.expect("it is a text").trim(), wanted.trim());
}

/// What a file is, is told by its name and first bytes.
#[test]
fn kinds_are_told() {
    for (name, bytes, kind) in [
        ("a.txt", b"Words".as_slice(), Some(Kind::PlainText)),
        ("a.TEXT", b"Words", Some(Kind::PlainText)),
        ("a.txt", b"---\ntitle: T\n---\n", None),
        ("a.txt", b"\xef\xbb\xbf+++\r\ntitle = 1\r\n", None),
        ("a.md", b"Words", None),
        ("<stdin>", b"Words", None),
        ("<stdin>", b"\xff\xfeW\0", Some(Kind::PlainText)),
        ("a.md", b"\xff\xfeW\0", None),
    ] {
        assert_eq!(Kind::of(name, bytes), kind, "{name}");
    }
}

/// The program takes texts by their name, by `--from` and for `build`; what is no text is refused with its kind.
#[test]
fn the_program_reads_texts_and_refuses_other_files() {
    let folder = scratch("plain-text");
    let write = |name: &str, bytes: &[u8]| {
        let file = folder.join(name);
        std::fs::write(&file, bytes).expect("a file");
        file
    };
    let text = b"A Title\n\nBy Ann Lee\n\nA text of some words.\n";
    let out = folder.join("out.md");
    for (file, from) in [(write("a.txt", text), None), (write("a", text), Some("text"))] {
        let mut run = offprint();
        run.arg("import").arg(&file).arg("-o").arg(&out);
        run.args(from.iter().flat_map(|from| ["--from", from]));
        assert!(run.output().expect("the binary starts").status.success());
        let markdown = std::fs::read_to_string(&out).expect("it was written");
        assert_eq!(markdown, "---\ntitle: A Title\nauthor: Ann Lee\n---\n\nA text of some words.\n");
        std::fs::remove_file(&out).expect("a file");
    }
    assert!(offprint().arg("build").arg(folder.join("a.txt")).output().expect("the binary").status.success());
    assert!(folder.join("a.epub").exists() && folder.join("a.pdf").exists());
    for (name, bytes, code, what) in [
        ("pdf.txt", b"%PDF-1.7\n%\xe2\xe3".as_slice(), "import-broken", "a PDF"),
        ("zip.txt", b"PK\x03\x04\x14\0", "import-broken", "a zip archive"),
        ("bytes.txt", b"a\0b\0\0c\x01\x02", "import-broken", "no characters"),
        ("half.txt", b"\xff\xfea", "import-broken", "UTF-16"),
        ("empty.txt", b"", "input-empty", "holds no text"),
        ("space.txt", b" \n\x0c\n \n", "input-empty", "holds no text"),
    ] {
        let run = offprint().arg("import").arg(write(name, bytes)).arg("-o").arg(&out).output();
        let run = run.expect("the binary starts");
        let messages = String::from_utf8_lossy(&run.stderr);
        assert_eq!(run.status.code(), Some(1), "{name}: {messages}");
        assert!(
            messages.contains(&format!("error[{code}]")) && messages.contains(what),
            "{name}: {messages}"
        );
        assert!(!out.exists(), "{name} was written");
    }
}

/// What the program says to inputs of no known kind, to several for one output and to names that are no folder's.
#[test]
fn the_program_says_what_an_import_needs() {
    let folder = scratch("plain-text-advice");
    for (name, text) in
        [("a.txt", "A text of words.\n"), ("b.md", "Words.\n"), ("c.txt", "Words.\n"), ("d.x", "Words.\n")]
    {
        std::fs::write(folder.join(name), text).expect("a file");
    }
    let stdin = || std::fs::File::open(folder.join("a.txt")).expect("a file");
    for (args, status, said) in [
        (vec!["b.md"], 1, "is Markdown and needs no import"),
        (vec!["a.txt", "--from", "markdown"], 1, "`offprint build`"),
        (vec!["d.x"], 1, "text, html, epub or pandoc-json"),
        (vec!["a.txt", "c.txt"], 2, "give a folder to -o"),
        (vec!["a.txt", "-o", "c.txt"], 2, "c.txt is a file, and no Markdown"),
        (vec!["-"], 0, "was read as plain text"),
        (vec!["-", "--from", "text"], 0, ""),
        (vec!["a.txt", "--from", "html"], 0, "holds no tag"),
    ] {
        let run = offprint().arg("import").args(&args).current_dir(&folder).stdin(stdin()).output();
        let run = run.expect("the binary starts");
        let messages = String::from_utf8_lossy(&run.stderr);
        assert_eq!(run.status.code(), Some(status), "{args:?}: {messages}");
        assert!(messages.contains(said), "{args:?}: {messages}");
    }
    assert_eq!(std::fs::read_to_string(folder.join("c.txt")).expect("a file"), "Words.\n");
}
