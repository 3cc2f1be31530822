//! Pandoc's JSON, in and out, against pandoc itself: documents with every construct of its AST, and DOCX, LaTeX and
//! reStructuredText through it.

mod support;

use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use support::{golden, not_run, offprint, root, scratch, validators};

/// Every constructor of blocks and inlines (pandoc-types 1.23).
const CONSTRUCTORS: &[&str] = &[
    "Plain",
    "Para",
    "LineBlock",
    "CodeBlock",
    "RawBlock",
    "BlockQuote",
    "OrderedList",
    "BulletList",
    "DefinitionList",
    "Header",
    "HorizontalRule",
    "Table",
    "Figure",
    "Div",
    "Str",
    "Emph",
    "Underline",
    "Strong",
    "Strikeout",
    "Superscript",
    "Subscript",
    "SmallCaps",
    "Quoted",
    "Cite",
    "Code",
    "Space",
    "SoftBreak",
    "LineBreak",
    "Math",
    "RawInline",
    "Link",
    "Image",
    "Note",
    "Span",
    "MetaMap",
    "MetaList",
    "MetaBool",
    "MetaInlines",
    "MetaBlocks",
];

/// The documents of the suite and what pandoc reads them as.
const DOCUMENTS: [(&str, &str); 4] = [
    ("constructs.text", "markdown+mark"),
    ("paper.tex", "latex"),
    ("paper.rst", "rst"),
    ("letter.docx", "docx"),
];

fn suite(name: &str) -> PathBuf {
    root().join("tests/suite/import").join(name)
}

/// Pandoc, or `None` after saying that the check is left out.
fn pandoc() -> Option<PathBuf> {
    let program = validators().map(|folder| folder.join("pandoc/pandoc")).filter(|program| program.is_file());
    if program.is_none() {
        not_run("pandoc", "it is not installed");
    }
    program
}

/// What pandoc prints for an input.
fn run(pandoc: &Path, arguments: &[&str], input: &[u8]) -> Vec<u8> {
    let mut child = Command::new(pandoc)
        .args(arguments)
        .current_dir(root().join("tests/suite/import"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("pandoc starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    let input = input.to_vec();
    let writer = std::thread::spawn(move || stdin.write_all(&input));
    let output = child.wait_with_output().expect("pandoc ends");
    writer.join().expect("a thread ends").expect("pandoc reads");
    assert!(output.status.success(), "pandoc {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

/// A document as pandoc's JSON; the DOCX is made by pandoc from the suite's HTML.
fn json(pandoc: &Path, folder: &Path, name: &str, format: &str) -> String {
    let file = if format == "docx" {
        let made = folder.join(name);
        let html = name.replace(".docx", ".html");
        run(pandoc, &["-f", "html", &html, "-o", &made.display().to_string()], b"");
        made
    } else {
        suite(name)
    };
    let made =
        run(pandoc, &["-f", format, "-t", "json", "--wrap=preserve", &file.display().to_string()], b"");
    String::from_utf8(made).expect("JSON is UTF-8")
}

/// Runs our program over a text.
fn ours(arguments: &[&str], input: &str, folder: &Path) -> (String, String) {
    let file = folder.join("input");
    std::fs::write(&file, input).expect("a file");
    let output = offprint().args(arguments).arg(&file).output().expect("the binary starts");
    let messages = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{arguments:?}: {messages}");
    (String::from_utf8(output.stdout).expect("UTF-8"), messages)
}

/// Words without what stands between them, sorted: notes and captions stand in other places.
fn words(text: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(text).replace('\u{AD}', "");
    let words =
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase);
    let mut words: Vec<String> = words.collect();
    words.sort();
    words
}

fn plain(pandoc: &Path, json: &str) -> Vec<String> {
    words(&run(pandoc, &["-f", "json", "-t", "plain", "--wrap=none"], json.as_bytes()))
}

#[test]
fn the_document_of_every_construct_has_every_construct() {
    let json = std::fs::read_to_string(suite("constructs.json")).expect("the suite is readable");
    let missing: BTreeSet<&str> =
        CONSTRUCTORS.iter().copied().filter(|name| !json.contains(&format!("\"t\":\"{name}\""))).collect();
    assert!(missing.is_empty(), "{missing:?}");
    if let Some(pandoc) = pandoc() {
        let made = self::json(&pandoc, &scratch("pandoc-json"), "constructs.text", "markdown+mark");
        assert_eq!(json.trim(), made.trim(), "constructs.json is not what pandoc makes of constructs.text");
    }
}

/// Without pandoc: its JSON of every construct as Markdown, with the messages.
#[test]
fn every_construct_is_imported() {
    let json = std::fs::read_to_string(suite("constructs.json")).expect("the suite is readable");
    let (markdown, messages) =
        ours(&["import", "--from", "pandoc-json"], &json, &scratch("pandoc-constructs"));
    golden("import/constructs.md", &markdown);
    let titles: Vec<&str> =
        messages.lines().filter(|line| line.starts_with("warning[") || line.starts_with("note[")).collect();
    golden("import/constructs.txt", &(titles.join("\n") + "\n"));
    assert!(!messages.contains("import-words-missing"), "{messages}");
}

/// Pandoc → JSON → Markdown → tree → JSON → pandoc: the words are those of the document, but for what was said to be
/// left out; and pandoc reads our JSON as it stands.
#[test]
fn documents_go_through_and_come_back() {
    let Some(pandoc) = pandoc() else { return };
    let folder = scratch("pandoc-documents");
    for (name, format) in DOCUMENTS {
        let before = json(&pandoc, &folder, name, format);
        let (markdown, messages) = ours(&["import", "--from", "pandoc-json"], &before, &folder);
        assert!(!messages.contains("import-words-missing"), "{name}: {messages}");
        if name != "constructs.text" {
            golden(&format!("import/{}.md", name.replace('.', "-")), &markdown);
        }
        let dump = ["dump", "--stage", "document", "--from", "markdown", "--to", "pandoc-json"];
        let (after, _) = ours(&dump, &markdown, &folder);
        let identity = run(&pandoc, &["-f", "json", "-t", "json"], after.as_bytes());
        let identity = String::from_utf8(identity).expect("JSON is UTF-8");
        let at = identity.bytes().zip(after.bytes()).take_while(|(theirs, ours)| theirs == ours).count();
        let near = |text: &str| text.chars().skip(at.saturating_sub(60)).take(160).collect::<String>();
        let (theirs, ours) = (near(&identity), near(&after));
        assert!(identity.trim() == after.trim(), "{name}: pandoc writes\n{theirs}\nwe write\n{ours}");
        let (before, after) = (plain(&pandoc, &before), plain(&pandoc, &after));
        let lost: Vec<&String> = difference(&before, &after);
        let added: Vec<&String> = difference(&after, &before);
        // Raw HTML is read as the elements that it says. The first heading becomes the title, and the word over an
        // alert is made anew: pandoc prints neither.
        let (gone, made): (&[&str], &[&str]) = match name {
            "constructs.text" => (&[], &["a", "paragraph", "raw", "raw"]),
            "paper.rst" => (&["a", "gauge", "note", "tide"], &[]),
            _ => (&[], &[]),
        };
        assert_eq!(lost, gone, "{name} lost words");
        assert_eq!(added, made, "{name} has words more");
    }
}

/// What stands in one sorted list more often than in the other.
fn difference<'a>(one: &'a [String], other: &[String]) -> Vec<&'a String> {
    let mut rest = other.to_vec();
    one.iter()
        .filter(|word| match rest.iter().position(|other| other == *word) {
            Some(at) => {
                rest.remove(at);
                false
            }
            None => true,
        })
        .collect()
}

/// A fault of the Markdown is shown where it stands in the JSON.
#[test]
fn a_build_reports_places_in_the_original() {
    let folder = scratch("pandoc-places");
    let file = folder.join("article.json");
    let json = "{\"pandoc-api-version\":[1,23,1],\"meta\":{},\"blocks\":[\n{\"t\":\"Header\",\"c\":[1,[\"\",[],[]],\
        [{\"t\":\"Str\",\"c\":\"Title\"}]]},\n{\"t\":\"Para\",\"c\":[{\"t\":\"Str\",\"c\":\"Words\"},{\"t\":\"Space\"},\n\
        {\"t\":\"Link\",\"c\":[[\"\",[],[]],[{\"t\":\"Str\",\"c\":\"there\"}],[\"#nowhere\",\"\"]]}]}]}";
    std::fs::write(&file, json).expect("a file");
    let output =
        offprint().arg("build").arg(&file).args(["--message-format", "json"]).output().expect("the binary");
    let messages = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{messages}");
    let line = messages.lines().find(|line| line.contains("link-target-missing")).expect("the warning");
    assert!(line.contains("\"line\":4") && line.contains("article.json"), "{line}");
    assert!(folder.join("article.epub").exists() && folder.join("article.pdf").exists());
}

/// What cannot be read is refused with its reason, and nothing is written.
#[test]
fn bad_json_is_refused() {
    let folder = scratch("pandoc-bad");
    let document = |version: &str, blocks: &str| {
        format!("{{\"pandoc-api-version\":{version},\"meta\":{{}},\"blocks\":{blocks}}}")
    };
    let deep = |count: usize| {
        let open = "{\"t\":\"BlockQuote\",\"c\":[".repeat(count);
        document("[1,23]", &format!("[{open}{}]", "]}".repeat(count)))
    };
    let cases = [
        ("version", document("[1,17,5,4]", "[]"), "import-version"),
        ("later", document("[2,0]", "[]"), "import-version"),
        ("none", "{\"a\":1}".to_owned(), "import-broken"),
        ("cut", "{\"pandoc-api-version\":[1,23],\"blocks\":[{\"t\":".to_owned(), "import-broken"),
        ("text", "no JSON".to_owned(), "import-broken"),
        ("unknown", document("[1,23]", "[{\"t\":\"Blob\",\"c\":[]}]"), "import-broken"),
        ("shape", document("[1,23]", "[{\"t\":\"Para\",\"c\":{}}]"), "import-broken"),
        ("fields", document("[1,23]", "[{\"t\":\"Header\",\"c\":[1]}]"), "import-broken"),
        ("deep", deep(100_000), "limit-reached"),
        ("brackets", "[".repeat(100_000), "limit-reached"),
        ("empty", document("[1,23]", "[]"), "input-empty"),
        ("large", document("[1,23]", &format!("[{}]", " ".repeat(100 << 20))), "input-too-large"),
    ];
    for (name, json, code) in cases {
        let (file, out) = (folder.join(format!("{name}.json")), folder.join(format!("{name}.md")));
        std::fs::write(&file, json).expect("a file");
        let run =
            offprint().arg("import").arg(&file).arg("-o").arg(&out).output().expect("the binary starts");
        let messages = String::from_utf8_lossy(&run.stderr);
        assert_eq!(run.status.code(), Some(1), "{name}: {messages}");
        assert!(messages.contains(&format!("error[{code}]")), "{name}: {messages}");
        assert!(!out.exists(), "{name} was written");
        std::fs::remove_file(file).expect("a file");
    }
}
