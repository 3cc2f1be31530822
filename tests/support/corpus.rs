//! What the checkers look at: the examples in every style, the suite's files, bad input, CommonMark's examples and the READMEs of all
//! crates in `Cargo.lock`, each built by the binary into both formats, once for all test binaries.

use std::collections::hash_map::DefaultHasher;
use std::fmt::Write as _;
use std::fs;
use std::hash::{Hash as _, Hasher as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, OnceLock};

use offprint::style::BuiltIn;

use super::{bad, commonmark, offprint, root, validators};

/// Bytes of Markdown in one stress article; more would make Ace slow.
const ARTICLE: usize = 100_000;

/// One article of the corpus.
#[derive(Clone, Debug)]
pub struct Entry {
    /// `GROUP/NAME`.
    pub name: String,
    /// The style, if not the default.
    pub style: Option<BuiltIn>,
    /// The Markdown.
    pub source: PathBuf,
    /// The book, when the input is not refused.
    pub epub: PathBuf,
    /// The paper, when the input is not refused.
    pub pdf: PathBuf,
}

/// The articles that build, and what is wrong with those that do not.
#[derive(Debug, Default)]
pub struct Corpus {
    /// Built in both formats.
    pub entries: Vec<Entry>,
    /// Crashes, and refusals of input that is not bad.
    pub failures: Vec<String>,
}

impl Corpus {
    /// The books.
    pub fn epubs(&self) -> Vec<PathBuf> {
        self.entries.iter().map(|entry| entry.epub.clone()).collect()
    }

    /// The papers.
    pub fn pdfs(&self) -> Vec<PathBuf> {
        self.entries.iter().map(|entry| entry.pdf.clone()).collect()
    }
}

/// The corpus, built on first use.
pub fn corpus() -> &'static Corpus {
    static CORPUS: OnceLock<Corpus> = OnceLock::new();
    CORPUS.get_or_init(build)
}

fn build() -> Corpus {
    let folder = root().join("target/corpus");
    let entries = sources(&folder);
    let stamp = stamp(&entries);
    let stamped = folder.join("stamp");
    if fs::read_to_string(&stamped).is_ok_and(|old| old == stamp) {
        return Corpus {
            entries: entries.into_iter().filter(|entry| entry.pdf.exists()).collect(),
            failures: Vec::new(),
        };
    }
    let _ = fs::remove_file(&stamped);
    let next = AtomicUsize::new(0);
    let corpus = Mutex::new(Corpus::default());
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while let Some(entry) = entries.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let built = build_one(entry);
                    let mut corpus = corpus.lock().expect("no builder panics");
                    match built {
                        Ok(true) => corpus.entries.push(entry.clone()),
                        Ok(false) => {}
                        Err(failure) => corpus.failures.push(failure),
                    }
                }
            });
        }
    });
    let mut corpus = corpus.into_inner().expect("no builder panics");
    corpus.entries.sort_by(|a, b| a.name.cmp(&b.name));
    corpus.failures.sort();
    if corpus.failures.is_empty() {
        fs::write(stamped, stamp).expect("target can be written");
    }
    corpus
}

/// Builds one article. Only bad input and files of the suite, some of which are faulty by design, may be refused.
fn build_one(entry: &Entry) -> Result<bool, String> {
    let _ = fs::remove_file(&entry.epub);
    let _ = fs::remove_file(&entry.pdf);
    let output = offprint()
        .arg("build")
        .arg(&entry.source)
        .arg("-o")
        .arg(entry.pdf.parent().expect("outputs stand in a folder"))
        .args(["--to", "epub,pdf"])
        .args(entry.style.into_iter().flat_map(|style| ["--style", style.name()]))
        .output()
        .expect("the binary starts");
    let words = String::from_utf8_lossy(&output.stderr);
    let tail: String = words.lines().rev().take(12).collect::<Vec<_>>().into_iter().rev().fold(
        String::new(),
        |mut all, line| {
            let _ = writeln!(all, "    {line}");
            all
        },
    );
    let refusable = entry.name.starts_with("suite/") || entry.name.starts_with("bad/");
    match output.status.code() {
        Some(0) if entry.epub.exists() && entry.pdf.exists() => Ok(true),
        Some(0) => Err(format!("{}: exit 0, but an output is missing\n{tail}", entry.name)),
        Some(1) if refusable && words.contains("error") && !entry.pdf.exists() => Ok(false),
        code => Err(format!("{}: exit {code:?}\n{tail}", entry.name)),
    }
}

fn stamp(entries: &[Entry]) -> String {
    let mut hasher = DefaultHasher::new();
    for file in
        entries.iter().map(|entry| entry.source.as_path()).chain([Path::new(env!("CARGO_BIN_EXE_offprint"))])
    {
        fs::read(file).expect("inputs can be read").hash(&mut hasher);
    }
    format!("{:016x}", hasher.finish())
}

fn entry(folder: &Path, group: &str, source: PathBuf) -> Entry {
    let stem = source.file_stem().expect("a file has a name").to_string_lossy().into_owned();
    let out = folder.join(group);
    fs::create_dir_all(&out).expect("target can be written");
    Entry {
        name: format!("{group}/{stem}"),
        style: None,
        epub: out.join(format!("{stem}.epub")),
        pdf: out.join(format!("{stem}.pdf")),
        source,
    }
}

/// Every Markdown file below a folder, sorted.
pub fn markdown_below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "md") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn sources(folder: &Path) -> Vec<Entry> {
    let mut entries = Vec::new();
    for source in markdown_below(&root().join("examples")) {
        if !source.ends_with("README.md") {
            for style in BuiltIn::ALL.iter().filter(|style| **style != BuiltIn::default()) {
                let group = format!("examples-{}", style.name());
                entries.push(Entry { style: Some(*style), ..entry(folder, &group, source.clone()) });
            }
            entries.push(entry(folder, "examples", source));
        }
    }
    let suite = root().join("tests/suite");
    for source in markdown_below(&suite) {
        let stage =
            source.parent().and_then(|parent| parent.strip_prefix(&suite).ok()).unwrap_or(Path::new(""));
        entries.push(entry(folder, &format!("suite/{}", stage.display()), source.clone()));
    }
    let written = folder.join("articles");
    fs::create_dir_all(&written).expect("target can be written");
    bad::write_files(&written);
    for bad in bad::all() {
        let source = written.join(format!("{}.md", bad.name));
        fs::write(&source, bad.text).expect("target can be written");
        entries.push(entry(folder, "bad", source));
    }
    let mut write = |group: &str, articles: Vec<String>| {
        for (index, text) in articles.into_iter().enumerate() {
            let source = written.join(format!("{group}-{}.md", index + 1));
            fs::write(&source, text).expect("target can be written");
            entries.push(entry(folder, group, source));
        }
    };
    if let Some(validators) = validators() {
        let examples = commonmark::examples(&validators);
        let parts =
            examples.iter().map(|example| (format!("Example {}", example.number), example.markdown.clone()));
        write("commonmark", bind("CommonMark's examples", parts, 15_000));
    }
    write("readmes", bind("Read me", readmes(), ARTICLE));
    entries
}

/// The READMEs of the crates in `Cargo.lock` whose sources are on this machine.
pub fn readmes() -> impl Iterator<Item = (String, String)> {
    let lock = fs::read_to_string(root().join("Cargo.lock")).expect("Cargo.lock is there");
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(".cargo")));
    let registries: Vec<PathBuf> = home
        .and_then(|home| fs::read_dir(home.join("registry/src")).ok())
        .map(|folders| folders.flatten().map(|folder| folder.path()).collect())
        .unwrap_or_default();
    let field = |block: &str, key: &str| {
        let line = block.lines().find_map(|line| line.strip_prefix(&format!("{key} = \"")))?;
        line.strip_suffix('"').map(str::to_owned)
    };
    let crates: Vec<String> = lock
        .split("[[package]]")
        .filter_map(|block| Some(format!("{}-{}", field(block, "name")?, field(block, "version")?)))
        .collect();
    crates.into_iter().filter_map(move |name| {
        let folder = registries.iter().map(|registry| registry.join(&name)).find(|folder| folder.is_dir())?;
        let mut files: Vec<PathBuf> = fs::read_dir(folder).ok()?.flatten().map(|file| file.path()).collect();
        files.sort();
        let readme = files.into_iter().find(|file| {
            let file = file.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
            file == "readme.md" || file == "readme.markdown"
        })?;
        Some((name, fs::read_to_string(readme).ok()?))
    })
}

/// Binds parts into articles of at least `size` bytes. A part that would swallow what follows it (an open fence or
/// comment) is put into a block quote, which ends it.
fn bind(title: &str, parts: impl Iterator<Item = (String, String)>, size: usize) -> Vec<String> {
    let mut articles: Vec<String> = Vec::new();
    for (name, text) in parts {
        if articles.last().is_none_or(|article| article.len() > size) {
            articles.push(format!("---\nlanguage: en\n---\n\n# {title}, part {}\n", articles.len() + 1));
        }
        let article = articles.last_mut().expect("one was pushed");
        let _ = write!(article, "\n## {name}\n\n");
        if is_closed(&text) {
            article.push_str(&text);
        } else {
            text.lines().for_each(|line| article.push_str(&format!("> {line}\n")));
        }
        article.push('\n');
    }
    articles
}

/// Whether a paragraph after the text is one of the document's own.
fn is_closed(text: &str) -> bool {
    use pulldown_cmark::{Event, Parser, Tag, TagEnd};
    let text = format!("{text}\n\nafterwards\n");
    let mut depth = 0;
    let mut last = (0, String::new());
    for event in Parser::new(&text) {
        match event {
            Event::Start(Tag::Paragraph) => {
                last = (depth, String::new());
                depth += 1;
            }
            Event::Start(_) => depth += 1,
            Event::End(TagEnd::Paragraph) => depth -= 1,
            Event::End(_) => depth -= 1,
            Event::Text(text) => last.1.push_str(&text),
            _ => {}
        }
    }
    last == (0, "afterwards".to_owned())
}
