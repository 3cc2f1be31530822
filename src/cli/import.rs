//! `offprint import`: turns texts of other kinds into Markdown; and what `build` does with such inputs.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use offprint::assets::{FileLoader, LoadError, Loader, MemoryLoader};
use offprint::diagnostic::{Code, Context, Diagnostic, Severity};
use offprint::import::{File, Imported, Kind, has_front_matter, import};
use offprint::source::Sources;

use super::args::{FromKind, ImportArgs};
use super::{Failure, build, inputs, output, report};

/// What an input is imported as; `None` if it is Markdown.
pub fn kind(from: Option<FromKind>, name: &str, bytes: &[u8]) -> Option<Kind> {
    match from {
        Some(FromKind::Markdown) => None,
        Some(FromKind::Epub) => Some(Kind::Epub),
        Some(FromKind::PandocJson) => Some(Kind::PandocJson),
        Some(FromKind::Html) => Some(Kind::Html),
        Some(FromKind::Text) => Some(Kind::PlainText),
        None => Kind::of(name, bytes),
    }
}

/// Imports an article that is to be built.
pub fn article(
    kind: Kind,
    name: &str,
    bytes: Vec<u8>,
    loader: Box<dyn Loader>,
    sources: &mut Sources,
    context: &Context,
) -> Option<inputs::Article> {
    let mut own = Context::new();
    own.limits = context.limits.clone();
    own.cancel = context.cancel.clone();
    let imported = import(kind, name, bytes, &*loader, sources, &own).ok();
    // Pictures that are missing are told when the article is built.
    let is_told_later =
        |code: Code| imported.is_some() && matches!(code, Code::ImageMissing | Code::ImageRemote);
    let said = own.take_diagnostics().into_iter().filter(|diagnostic| !is_told_later(diagnostic.code));
    said.for_each(|diagnostic| context.report(diagnostic));
    let imported = imported?;
    let source = sources.add_derived(name, imported.markdown, imported.map);
    let loader: Box<dyn Loader> =
        if imported.files.is_empty() { loader } else { Box::new(Inside::new(imported.files, loader)) };
    Some(inputs::Article { source, loader })
}

/// Reads what came with an imported article, and files beside it.
struct Inside {
    own: MemoryLoader,
    beside: Box<dyn Loader>,
}

impl Inside {
    fn new(files: Vec<File>, beside: Box<dyn Loader>) -> Inside {
        let mut own = MemoryLoader::default();
        for file in files {
            own.insert(&file.path, file.bytes);
        }
        Inside { own, beside }
    }
}

impl Loader for Inside {
    fn load(&self, path: &str, limit: usize) -> Result<Arc<[u8]>, LoadError> {
        match self.own.load(path, limit) {
            Err(LoadError::Missing) => self.beside.load(path, limit),
            found => found,
        }
    }

    fn requested(&self) -> Vec<PathBuf> {
        let mut requested = self.own.requested();
        requested.extend(self.beside.requested());
        requested
    }
}

/// Imports every input, goes on after one that fails, and writes what was made if none did.
pub fn run(args: &ImportArgs) -> Result<(), Failure> {
    let targets = targets(args)?;
    let context = Context::new();
    let mut files = Files::default();
    let mut text = String::new();
    let mut failed = false;
    for (input, target) in args.inputs.iter().zip(targets) {
        let placed = one(args, input, target.is_some()).and_then(|imported| match target {
            Some(target) => files.place(imported, input, &target, &context),
            None => {
                text.push_str(&imported.markdown);
                Some(())
            }
        });
        failed |= placed.is_none();
    }
    if failed {
        report::print(&context.take_diagnostics(), &Sources::default(), args.message_format);
        return Err(Failure::Errors);
    }
    let files: Vec<(PathBuf, Vec<u8>)> = files.pictures.into_iter().chain(files.texts).collect();
    let written = output::write_all(&files, &context);
    report::print(&context.take_diagnostics(), &Sources::default(), args.message_format);
    written.ok_or(Failure::Errors)?;
    // A closed pipe (`offprint import … | head`) is no fault.
    let _ = std::io::stdout().write_all(text.as_bytes());
    Ok(())
}

/// The Markdown of one input, its messages shown; `None` if there was an error.
fn one(args: &ImportArgs, input: &Path, is_placed: bool) -> Option<Imported> {
    let context = Context::new();
    let mut sources = Sources::default();
    let imported = imported(args, input, &mut sources, &context);
    if let Some(imported) = imported.as_ref().filter(|_| !is_placed) {
        report_pictures(imported, input, &context);
    }
    let mut diagnostics = context.take_diagnostics();
    if args.strict {
        build::harden(&mut diagnostics);
    }
    report::print(&diagnostics, &sources, args.message_format);
    let failed = diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error);
    imported.filter(|_| !failed)
}

fn imported(args: &ImportArgs, input: &Path, sources: &mut Sources, context: &Context) -> Option<Imported> {
    let (name, bytes) = inputs::named_bytes(input, context)?;
    let kind =
        kind(args.from.from, &name, &bytes).or_else(|| unknown(args.from.from, input, &bytes, context))?;
    let loader = FileLoader::new(&inputs::folder(input), &[]);
    import(kind, &name, bytes, &loader, sources, context).ok()
}

/// What an input is taken for that is of no known kind: what is written to standard input is plain text; all else is
/// refused with a reason.
fn unknown(from: Option<FromKind>, input: &Path, bytes: &[u8], context: &Context) -> Option<Kind> {
    let ending = input.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    let is_markdown = from == Some(FromKind::Markdown)
        || matches!(ending.to_ascii_lowercase().as_str(), "md" | "markdown")
        || has_front_matter(bytes);
    let name = input.display();
    let refuse = |message: String, help: &str| {
        context.report(Diagnostic::new(Code::ImportBroken, None, message).help(help));
        None
    };
    if is_markdown {
        let help = "`offprint build` and `offprint dump` read it as it is";
        return refuse(format!("{name} is Markdown and needs no import"), help);
    }
    if input == Path::new(inputs::STDIN) {
        let message = "standard input was read as plain text".to_owned();
        let help = "say what it is with --from if it is something else";
        context.report(Diagnostic::new(Code::ImportGuess, None, message).help(help));
        return Some(Kind::PlainText);
    }
    let help = "say with --from what it is: text, html, epub or pandoc-json";
    refuse(format!("{name} does not say what it is"), help)
}

/// Says that there are pictures which standard output cannot hold.
fn report_pictures(imported: &Imported, input: &Path, context: &Context) {
    let pictures = match imported.files.len() {
        0 => return,
        1 => "the picture was".to_owned(),
        count => format!("{count} pictures were"),
    };
    let message = format!("{pictures} not written: of {} there is only the Markdown", input.display());
    let help = "give a folder or a file to -o: they go beside the Markdown";
    let diagnostic = Diagnostic::new(Code::ImportLeftOut, None, message).help(help);
    context.report(Diagnostic { severity: Severity::Note, ..diagnostic });
}

/// What is to be written: pictures, and the texts that name them.
#[derive(Default)]
struct Files {
    pictures: BTreeMap<PathBuf, Vec<u8>>,
    texts: Vec<(PathBuf, Vec<u8>)>,
}

impl Files {
    /// Adds the Markdown and the files that it names, beside it, but for those that are there; `None` if one would take
    /// another's place.
    fn place(&mut self, imported: Imported, input: &Path, target: &Target, context: &Context) -> Option<()> {
        let folder = target.path.parent().unwrap_or(Path::new(""));
        let mut placed = Some(());
        let mut refuse = |path: &Path, what: &str, help: &str| {
            let message = format!("{what} of the name {}", path.display());
            context.report(Diagnostic::new(Code::OutputClash, None, message).help(help));
            placed = None;
        };
        for file in imported.files {
            let path = folder.join(file.path);
            let on_disk = std::fs::read(&path).ok();
            let known = [self.pictures.get(&path), on_disk.as_ref()];
            if known.into_iter().flatten().any(|known| *known != file.bytes) {
                refuse(&path, "there is another file", "choose another folder with -o");
            }
            if on_disk.is_none() {
                self.pictures.insert(path, file.bytes);
            }
        }
        let markdown = imported.markdown.into_bytes();
        if is_same(&target.path, input) {
            refuse(&target.path, "the input itself is a file", "give another file or folder to -o");
        } else if !target.is_named && std::fs::read(&target.path).is_ok_and(|known| known != markdown) {
            refuse(&target.path, "there is another file", "name the file itself with -o to write over it");
        }
        self.texts.push((target.path.clone(), markdown));
        placed
    }
}

/// Whether two paths lead to one file.
fn is_same(one: &Path, other: &Path) -> bool {
    let real = |path: &Path| path.canonicalize().ok();
    real(one).is_some_and(|one| real(other) == Some(one))
}

/// Where an input's Markdown goes.
#[derive(Clone, PartialEq, Eq)]
struct Target {
    path: PathBuf,
    /// It was named itself, not only its folder.
    is_named: bool,
}

/// Where each input's Markdown goes; `None` for standard output.
fn targets(args: &ImportArgs) -> Result<Vec<Option<Target>>, Failure> {
    let fail = |message: String, help: &str| {
        let diagnostic = Diagnostic::new(Code::OutputClash, None, message).help(help);
        report::print(&[diagnostic], &Sources::default(), args.message_format);
        Failure::Usage
    };
    let Some(path) = args.output.as_deref().filter(|path| *path != Path::new(output::STDOUT)) else {
        if args.inputs.len() > 1 {
            let message =
                format!("standard output holds one article, but there are {} inputs", args.inputs.len());
            return Err(fail(message, "give a folder to -o"));
        }
        return Ok(vec![None; args.inputs.len()]);
    };
    let is_markdown =
        path.extension().is_some_and(|ending| ending == "md" || ending == "markdown") && !path.is_dir();
    if is_markdown && args.inputs.len() == 1 {
        return Ok(vec![Some(Target { path: path.to_owned(), is_named: true })]);
    }
    if path.is_file() && !is_markdown {
        let message = format!("{} is a file, and no Markdown by its name", path.display());
        return Err(fail(message, "give a folder, or a file ending in .md, to -o"));
    }
    if is_markdown {
        let message = format!("{} is one file, but there are {} inputs", path.display(), args.inputs.len());
        return Err(fail(message, "give a folder to -o"));
    }
    let mut targets: Vec<Option<Target>> = Vec::with_capacity(args.inputs.len());
    for input in &args.inputs {
        let is_unnamed = input == Path::new(inputs::STDIN) || input.file_name().is_none();
        let stem = if is_unnamed { Path::new("article") } else { input };
        let name = Path::new(stem.file_name().unwrap_or(stem.as_os_str())).with_extension("md");
        let target = Target { path: path.join(name), is_named: false };
        if targets.contains(&Some(target.clone())) {
            let message = format!("two inputs would both write {}", target.path.display());
            return Err(fail(message, "import them one by one, each with its own -o"));
        }
        targets.push(Some(target));
    }
    Ok(targets)
}
