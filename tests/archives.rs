//! Archives to be imported that are damaged, harmful or another program's: a clear message, and nothing written.

mod support;

use std::fs;
use std::io::Read as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use offprint::assets::{FileLoader, MemoryLoader};
use offprint::convert::{Input, Options, convert};
use offprint::diagnostic::{Code, Context};
use offprint::import::{Kind, import};
use offprint::source::Sources;
use support::{offprint, root, scratch};

/// A file of an archive as it is written, sound or not.
#[derive(Clone, Debug)]
struct Entry {
    name: Vec<u8>,
    /// As it stands in the archive.
    packed: Vec<u8>,
    method: u16,
    flags: u16,
    crc: u32,
    size: u32,
    /// The attributes of a file on Unix.
    mode: u32,
    /// Where its header is said to stand; none is where it does.
    start: Option<u32>,
}

fn stored(name: impl Into<Vec<u8>>, bytes: impl Into<Vec<u8>>) -> Entry {
    let packed = bytes.into();
    let mut crc = flate2::Crc::new();
    crc.update(&packed);
    let size = u32::try_from(packed.len()).expect("a small file");
    Entry { name: name.into(), packed, method: 0, flags: 0, crc: crc.sum(), size, mode: 0, start: None }
}

/// What both headers of a file say of it.
fn facts(entry: &Entry) -> Vec<u8> {
    let mut out = Vec::new();
    for short in [20, entry.flags, entry.method, 0, 0] {
        out.extend(short.to_le_bytes());
    }
    let packed = u32::try_from(entry.packed.len()).expect("a small file");
    for long in [entry.crc, packed, entry.size] {
        out.extend(long.to_le_bytes());
    }
    out.extend(u16::try_from(entry.name.len()).expect("a short name").to_le_bytes());
    out.extend([0, 0]);
    out
}

fn archive(entries: &[Entry]) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for entry in entries {
        let start = entry.start.unwrap_or(u32::try_from(out.len()).expect("a small archive"));
        out.extend(b"PK\x03\x04");
        out.extend(facts(entry));
        out.extend(&entry.name);
        out.extend(&entry.packed);
        directory.extend(b"PK\x01\x02\x14\x03");
        directory.extend(facts(entry));
        directory.extend([0; 6]);
        directory.extend((entry.mode << 16).to_le_bytes());
        directory.extend(start.to_le_bytes());
        directory.extend(&entry.name);
    }
    let count = u16::try_from(entries.len()).unwrap_or(u16::MAX);
    let start = u32::try_from(out.len()).expect("a small archive");
    out.extend(&directory);
    out.extend(b"PK\x05\x06\0\0\0\0");
    out.extend(count.to_le_bytes());
    out.extend(count.to_le_bytes());
    out.extend(u32::try_from(directory.len()).expect("a small archive").to_le_bytes());
    out.extend(start.to_le_bytes());
    out.extend([0, 0]);
    out
}

const ARTICLE: &str =
    "---\nlanguage: en\n---\n\n# A title\n\nBefore & after.\n\n![A sign](sign.png \"The sign\")\n";

/// The EPUB of a small article with a picture.
fn book() -> Vec<u8> {
    let mut sources = Sources::default();
    let source = sources.add("article.md", ARTICLE);
    let folder = root().join("tests/suite/document");
    let loader = Signs(FileLoader::new(&folder, &[]));
    let input = Input { source, fallback_title: None, loader: &loader };
    let options = Options { epub: true, ..Options::default() };
    let outputs = convert(&input, &options, &mut sources, &Context::new());
    outputs.ok().and_then(|outputs| outputs.epub).expect("it is built")
}

/// Any picture is a sign.
struct Signs(FileLoader);

impl offprint::assets::Loader for Signs {
    fn load(&self, _: &str, _: usize) -> Result<std::sync::Arc<[u8]>, offprint::assets::LoadError> {
        Ok(sign().into())
    }

    fn requested(&self) -> Vec<std::path::PathBuf> {
        self.0.requested()
    }
}

/// A picture that the EPUB keeps as it is.
fn sign() -> Vec<u8> {
    fs::read(root().join("examples/lighthouse/panel.png")).expect("the examples are there")
}

/// The files of a book, unpacked.
fn entries() -> Vec<Entry> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(book())).expect("an archive");
    let count = archive.len();
    let entry = |index| {
        let mut file = archive.by_index(index).expect("it is listed");
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).expect("it is sound");
        stored(file.name(), bytes)
    };
    (0..count).map(entry).collect()
}

const CONTENT: &str = "OEBPS/article.xhtml";
const PACKAGE: &str = "OEBPS/content.opf";
const PICTURE: &str = "OEBPS/images/sign.png";

fn at(entries: &[Entry], name: &str) -> usize {
    entries.iter().position(|entry| entry.name == name.as_bytes()).expect("a file of the book")
}

/// The book with one file changed.
fn changed(name: &str, change: impl FnOnce(&mut Entry)) -> Vec<u8> {
    let mut entries = entries();
    let at = at(&entries, name);
    change(&mut entries[at]);
    archive(&entries)
}

/// The book with words of one file replaced.
fn replaced(name: &str, old: &str, new: &str) -> Vec<u8> {
    changed(name, |entry| {
        let text = String::from_utf8(entry.packed.clone()).expect("a text");
        assert!(text.contains(old), "{old} is not in {name}");
        *entry = stored(name, text.replace(old, new));
    })
}

/// The book with further files.
fn with(more: impl IntoIterator<Item = Entry>) -> Vec<u8> {
    archive(&entries().into_iter().chain(more).collect::<Vec<_>>())
}

/// A file whose packed form holds the whole of another.
fn overlapping() -> Vec<u8> {
    let mut entries = entries();
    let inner = stored("inner.txt", "inner");
    let mut local = b"PK\x03\x04".to_vec();
    local.extend(facts(&inner));
    local.extend(b"inner.txtinner");
    let before = archive(&entries);
    let end = before.len() - 22;
    let directory = u32::from_le_bytes(before[end + 16..end + 20].try_into().expect("four bytes"));
    entries.push(stored("outer.txt", local));
    let mut book = entries.clone();
    book.push(Entry { start: Some(directory + 30 + 9), ..inner });
    archive(&book)
}

/// A hundred megabytes of nothing, packed by a thousand.
fn bomb() -> Vec<u8> {
    use std::io::Write as _;
    let mut packer = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::default());
    let zeros = vec![0; 1 << 20];
    let mut crc = flate2::Crc::new();
    for _ in 0..100 {
        packer.write_all(&zeros).expect("memory can be written");
        crc.update(&zeros);
    }
    let packed = packer.finish().expect("memory can be written");
    with([Entry { packed, method: 8, crc: crc.sum(), size: 100 << 20, ..stored("zeros", "") }])
}

/// Archives that are refused: what is wrong, the archive, the code and words of the message.
fn refused() -> Vec<(&'static str, Vec<u8>, Code, &'static str)> {
    use Code::{ImportBroken as Broken, ImportUnsafe as Unsafe};
    let cut = |length: usize| book().get(..length).expect("it is longer").to_vec();
    let size = book().len();
    let doctype = "<!DOCTYPE html [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>";
    let deep = format!("{}{}", "<span>".repeat(100_000), "</span>".repeat(100_000));
    let link = Entry { mode: 0o120_777, ..stored("link", "/etc/passwd") };
    let many = |count: usize| (0..count).map(|number| stored(format!("{number}"), ""));
    let generator = "<meta name=\"generator\" content=\"Offprint";
    vec![
        ("empty", Vec::new(), Broken, "not a zip archive"),
        ("text", b"# A title".to_vec(), Broken, "not a zip archive"),
        (
            "no-epub",
            archive(&[stored("word/document.xml", "<a/>")]),
            Broken,
            "there is no META-INF/container.xml",
        ),
        ("half", cut(size / 2), Broken, "cut short"),
        ("without-end", cut(size - 10), Broken, "cut short"),
        ("garbage-before", [b"PK  ".to_vec(), book()].concat(), Broken, "not where it should be"),
        (
            "wrong-checksum",
            changed(CONTENT, |entry| entry.crc ^= 1),
            Broken,
            "checksum of OEBPS/article.xhtml",
        ),
        ("wrong-size", changed(CONTENT, |entry| entry.size += 1), Broken, "packed in a way"),
        ("not-packed", changed(CONTENT, |entry| entry.method = 8), Broken, "OEBPS/article.xhtml"),
        ("unknown-packing", changed(CONTENT, |entry| entry.method = 14), Broken, "packed in a way"),
        (
            "header-elsewhere",
            changed(CONTENT, |entry| entry.start = Some(3)),
            Broken,
            "not where its directory says",
        ),
        ("overlapping", overlapping(), Unsafe, "overlap"),
        ("bomb", bomb(), Unsafe, "would unpack to 100 MB"),
        ("absolute-name", with([stored("/etc/passwd", "")]), Unsafe, "leads out"),
        ("parent-name", with([stored("OEBPS/../../x", "")]), Unsafe, "leads out"),
        ("backslashes", with([stored("..\\x", "")]), Unsafe, "leads out"),
        ("drive", with([stored("C:x", "")]), Unsafe, "leads out"),
        ("nul", with([stored("a\0b", "")]), Unsafe, "leads out"),
        ("not-utf8-name", with([stored(*b"a\xffb", "")]), Unsafe, "leads out"),
        ("symbolic-link", with([link]), Unsafe, "a link to another file"),
        ("encrypted-file", changed(CONTENT, |entry| entry.flags = 1), Unsafe, "encrypted"),
        ("encrypted", with([stored("META-INF/encryption.xml", "<encryption/>")]), Unsafe, "encrypted"),
        ("same-name", with([stored(CONTENT, "")]), Unsafe, "two files of the name"),
        ("same-name-but-case", with([stored("OEBPS/Article.xhtml", "")]), Unsafe, "cannot tell apart"),
        ("same-name-but-form", with([stored("é", ""), stored("e\u{301}", "")]), Unsafe, "cannot tell apart"),
        ("many-files", with(many(20_000)), Unsafe, "more than the limit"),
        ("very-many-files", with(many(100_000)), Unsafe, "65535 files or more"),
        ("entities", replaced(CONTENT, "<!DOCTYPE html>", doctype), Unsafe, "declares entities"),
        ("unknown-entity", replaced(CONTENT, "&amp;", "&nbsp;"), Broken, "an entity is not known"),
        ("deep", replaced(CONTENT, "Before", &deep), Broken, "nested deeper than"),
        ("ill-formed", replaced(CONTENT, "</article>", ""), Broken, "damaged"),
        ("unclosed", replaced(CONTENT, "</body>\n</html>", ""), Broken, "damaged"),
        (
            "not-utf8",
            changed(CONTENT, |entry| *entry = stored(CONTENT, *b"<a>\xff</a>")),
            Broken,
            "not UTF-8",
        ),
        ("no-article", replaced(CONTENT, "article", "section"), Broken, "holds no article"),
        ("no-package", replaced("META-INF/container.xml", "rootfile ", "other "), Broken, "names no package"),
        (
            "other-program",
            replaced(PACKAGE, generator, "<meta name=\"generator\" content=\"calibre"),
            Broken,
            "was made by calibre 0.1.0, not by Offprint",
        ),
        (
            "no-program",
            replaced(PACKAGE, generator, "<meta name=\"x\" content=\""),
            Broken,
            "was not made by Offprint",
        ),
        (
            "picture-is-archive",
            changed(PICTURE, |entry| *entry = stored(PICTURE, book())),
            Unsafe,
            "no picture",
        ),
        ("picture-is-text", replaced(CONTENT, "images/sign.png", "content.opf"), Unsafe, "no picture"),
        ("no-picture", replaced(PACKAGE, "images/sign.png", "images/sign2.png"), Unsafe, "no picture"),
    ]
}

fn place(folder: &Path, name: &str, bytes: &[u8]) -> String {
    let name = format!("{name}.epub");
    fs::write(folder.join(&name), bytes).expect("target can be written");
    name
}

fn run(folder: &Path, arguments: &[&str]) -> (Output, String) {
    let output = offprint().current_dir(folder).args(arguments).output().expect("the binary starts");
    let words = String::from_utf8_lossy(&output.stderr).into_owned();
    (output, words)
}

#[test]
fn what_could_do_harm_is_refused_and_nothing_is_written() {
    let folder = scratch("archives");
    let mut faults = Vec::new();
    for (name, bytes, code, words) in refused() {
        let (mut sources, context) = (Sources::default(), Context::new());
        let imported =
            import(Kind::Epub, "book.epub", bytes.clone(), &MemoryLoader::default(), &mut sources, &context);
        let said = context.take_diagnostics();
        let is_told = said.iter().any(|said| said.code == code && said.message.contains(words));
        if imported.is_ok() || !is_told {
            faults.push(format!("{name}: {:?} {said:?}", imported.map(|imported| imported.markdown)));
        }
        let file = place(&folder, name, &bytes);
        let (output, said) = run(&folder, &["import", &file, "-o", "out/"]);
        if output.status.code() != Some(1) || folder.join("out").exists() || !said.contains(code.as_str()) {
            faults.push(format!("{name}: the command ended with {}\n{said}", output.status));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn an_epub_of_another_program_is_left_to_pandoc() {
    let folder = scratch("archives-other");
    let book = replaced(PACKAGE, "content=\"Offprint", "content=\"calibre");
    let file = place(&folder, "book", &book);
    let (_, words) = run(&folder, &["import", &file]);
    assert!(words.contains("pandoc -t json book.epub | offprint import --from pandoc-json -"), "{words}");
}

/// What an EPUB is, its content says: not its name, and on standard input there is none.
#[test]
fn an_epub_is_told_by_its_content() {
    let folder = scratch("archives-told");
    fs::write(folder.join("book.bin"), book()).expect("target can be written");
    let (output, words) = run(&folder, &["import", "book.bin"]);
    let markdown = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(markdown.contains("![A sign](sign.png \"The sign\")"), "{markdown}{words}");
    assert!(words.contains("the picture was not written"), "{words}");
    assert_eq!(words.lines().filter(|line| !line.trim().is_empty()).count(), 3, "{words}");
    let mut command: Command = offprint();
    command
        .current_dir(&folder)
        .args(["build", "-", "-o", "out.pdf"])
        .stdin(Stdio::from(fs::File::open(folder.join("book.bin")).expect("it was written")));
    let output = command.output().expect("the binary starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(fs::read(folder.join("out.pdf")).is_ok_and(|pdf| pdf.starts_with(b"%PDF")));
}

#[test]
fn pictures_come_back_beside_the_markdown() {
    let folder = scratch("archives-pictures");
    let file = place(&folder, "book", &book());
    let (output, words) = run(&folder, &["import", &file, "-o", "out/"]);
    assert!(output.status.success(), "{words}");
    assert_eq!(words, "");
    assert_eq!(fs::read(folder.join("out/sign.png")).ok(), Some(sign()));
    assert!(folder.join("out/book.md").is_file());
    // The same again changes nothing; another picture is not written over.
    let (output, _) = run(&folder, &["import", &file, "-o", "out/"]);
    assert!(output.status.success());
    fs::write(folder.join("out/sign.png"), "another").expect("target can be written");
    let (output, words) = run(&folder, &["import", &file, "-o", "out/"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(words.contains("output-clash"), "{words}");
    assert!(fs::read(folder.join("out/sign.png")).is_ok_and(|bytes| bytes == b"another"));
}

#[test]
fn no_name_of_a_picture_leads_out_of_the_folder() {
    let names = [
        ("../../out.png", "out.png"),
        ("/etc/out.png", "etc/out.png"),
        ("..%2F..%2Fout.png", "out.png"),
        ("%2e%2e/out.png", "out.png"),
        (".profile", "profile.png"),
        ("book.md", "book.md.png"),
    ];
    for (source, expected) in names {
        let book = replaced(CONTENT, "data-src=\"sign.png\"", &format!("data-src=\"{source}\""));
        let folder = scratch("archives-names");
        fs::create_dir(folder.join("in")).expect("target can be written");
        let file = place(&folder.join("in"), "book", &book);
        let (output, words) = run(&folder.join("in"), &["import", &file, "-o", "out/"]);
        assert!(output.status.success(), "{source}: {words}");
        assert!(words.contains("import-guess") && words.contains("comes back as"), "{source}: {words}");
        assert_eq!(fs::read(folder.join("in/out").join(expected)).ok(), Some(sign()), "{source}");
        let beside: Vec<_> = fs::read_dir(&folder).expect("it is there").flatten().collect();
        assert_eq!(beside.len(), 1, "{source}: {beside:?}");
        let markdown = fs::read_to_string(folder.join("in/out/book.md")).expect("it was written");
        assert!(markdown.contains(&format!("]({expected} ")), "{markdown}");
    }
}

/// Each note calls the next: no stack may be as deep as they are many.
#[test]
fn notes_that_call_notes_are_all_there() {
    let count = 20_000;
    let call = |number: usize| format!("<a class=\"noteref\" href=\"#fn-{number}\">{number}</a>");
    let note = |number: usize| {
        let next = if number < count { call(number + 1) } else { String::new() };
        format!("<aside class=\"footnote\" id=\"fn-{number}\"><p>Word{number} {next}</p></aside>")
    };
    let notes: String = (1..=count).map(note).collect();
    let article = format!("<p>Text{}</p><section class=\"footnotes\">{notes}</section>", call(1));
    let (mut sources, context) = (Sources::default(), Context::new());
    let book = support::archive::epub("", &article);
    let imported = import(Kind::Epub, "book.epub", book, &MemoryLoader::default(), &mut sources, &context)
        .expect("it is read");
    let words = imported.markdown.split("Word").skip(1);
    let numbers = words.map(|rest| rest.split(|c: char| !c.is_ascii_digit()).next().unwrap_or_default());
    let numbers: std::collections::BTreeSet<usize> =
        numbers.filter_map(|number| number.parse().ok()).collect();
    let missing = (1..=count).find(|number| !numbers.contains(number));
    assert_eq!(missing, None);
    assert_eq!(context.take_diagnostics(), []);
}

#[test]
fn an_epub_is_not_built_over_itself() {
    let folder = scratch("archives-itself");
    let file = place(&folder, "book", &book());
    let (output, words) = run(&folder, &["build", &file]);
    assert_eq!(output.status.code(), Some(2), "{words}");
    assert!(words.contains("book.epub would be written over"), "{words}");
    assert!(fs::read(folder.join(&file)).is_ok_and(|bytes| bytes == book()));
    let (output, words) = run(&folder, &["build", &file, "--to", "pdf"]);
    assert!(output.status.success(), "{words}");
}
