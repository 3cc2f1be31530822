//! `offprint build`: converts each article and puts its outputs in their place.

use std::collections::BTreeMap;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use indicatif::{ProgressBar, ProgressStyle};
use offprint::convert::{Input, Options, convert};
use offprint::diagnostic::{Code, Context, Diagnostic, Severity};
use offprint::source::Sources;

use super::args::{BuildArgs, Format, MessageFormat};
use super::{Failure, inputs, output, report};

/// Converts every input, goes on after one that fails, and writes their outputs if none did.
pub fn run(args: &BuildArgs) -> Result<(), Failure> {
    let targets = targets(args)?;
    let progress = progress(args, targets.len());
    let mut files = Vec::new();
    let mut failed = false;
    for target in &targets {
        progress.set_message(target.input.display().to_string());
        match one(args, target) {
            Ok(made) => files.extend(made),
            Err(Failure::Usage) => return Err(Failure::Usage),
            Err(Failure::Errors) => failed = true,
        }
        progress.inc(1);
    }
    progress.finish_and_clear();
    if failed {
        return Err(Failure::Errors);
    }
    let context = Context::new();
    let written = output::write_all(&files, &context);
    report::print(&context.take_diagnostics(), &Sources::default(), args.message_format);
    written.ok_or(Failure::Errors)
}

/// The files of an article: where they go and what they hold.
type Files = Vec<(PathBuf, Vec<u8>)>;

/// An input and where its outputs go.
struct Target {
    input: PathBuf,
    epub: Option<PathBuf>,
    pdf: Option<PathBuf>,
}

/// A bar on a terminal when there are several articles; nothing otherwise.
fn progress(args: &BuildArgs, count: usize) -> ProgressBar {
    if count < 2 || args.message_format == MessageFormat::Json || !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{bar:24} {pos}/{len} {msg}")
        .unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(count as u64).with_style(style)
}

/// Decides every output's path before anything is read.
fn targets(args: &BuildArgs) -> Result<Vec<Target>, Failure> {
    let mut taken: BTreeMap<PathBuf, PathBuf> = BTreeMap::new();
    let mut targets = Vec::with_capacity(args.inputs.len());
    for input in &args.inputs {
        let target = target(args, input)?;
        for path in [&target.epub, &target.pdf].into_iter().flatten() {
            if is_same(path, input) {
                let message = format!("{} would be written over", input.display());
                let help = "choose another place with -o, or what to make with --to";
                return Err(fail(args, Diagnostic::new(Code::OutputClash, None, message).help(help)));
            }
            if let Some(other) = taken.insert(path.clone(), input.clone()) {
                let message = format!(
                    "{} and {} would both write {}",
                    other.display(),
                    input.display(),
                    path.display()
                );
                let help = "build them one by one, each with its own -o";
                return Err(fail(args, Diagnostic::new(Code::OutputClash, None, message).help(help)));
            }
        }
        targets.push(target);
    }
    Ok(targets)
}

/// Whether two paths lead to one file that is there.
fn is_same(path: &Path, other: &Path) -> bool {
    path.canonicalize().is_ok_and(|path| other.canonicalize().is_ok_and(|other| path == other))
}

fn fail(args: &BuildArgs, diagnostic: Diagnostic) -> Failure {
    report::print(&[diagnostic], &Sources::default(), args.message_format);
    Failure::Usage
}

fn target(args: &BuildArgs, input: &Path) -> Result<Target, Failure> {
    let wants = |format: Format| args.to.as_ref().is_none_or(|formats| formats.contains(&format));
    let unnamed = input == Path::new(inputs::STDIN) || input.file_name().is_none();
    let stem = if unnamed { Path::new("article") } else { input };
    if args.output.as_deref() == Some(Path::new(output::STDOUT)) {
        let message = "outputs are files: they are not written to standard output";
        let help = "name the file, as in `-o article.pdf`; a folder of the name `-` is `-o ./-`";
        return Err(fail(args, Diagnostic::new(Code::OutputClash, None, message).help(help)));
    }
    let named = args
        .output
        .as_deref()
        .and_then(|path| Some((path, file_format(path)?)))
        .filter(|(path, _)| !path.is_dir());
    if let Some((path, format)) = named {
        if args.inputs.len() > 1 {
            let message =
                format!("{} is one file, but there are {} inputs", path.display(), args.inputs.len());
            return Err(fail(
                args,
                Diagnostic::new(Code::OutputClash, None, message).help("give a folder to -o"),
            ));
        }
        if args.to.iter().flatten().any(|wanted| *wanted != format) {
            let message = format!("--to asks for something else than {} would be", path.display());
            let help = "leave --to out, since the file's ending says what to make, or give a folder to -o";
            return Err(fail(args, Diagnostic::new(Code::OutputClash, None, message).help(help)));
        }
        let path = Some(path.to_owned());
        return Ok(match format {
            Format::Epub => Target { input: input.to_owned(), epub: path, pdf: None },
            Format::Pdf => Target { input: input.to_owned(), epub: None, pdf: path },
        });
    }
    if let Some(path) = args.output.as_deref().filter(|path| is_misnamed(path)) {
        let message = format!("{} is neither a folder nor a file ending in .epub or .pdf", path.display());
        let help = "end the name in .epub or .pdf, or leave -o out and choose with --to; a folder that is not there yet ends in `/`";
        return Err(fail(args, Diagnostic::new(Code::OutputClash, None, message).help(help)));
    }
    let folder = args.output.clone().unwrap_or_else(|| inputs::folder(input));
    let path = |extension: &str| {
        let name = Path::new(stem.file_name().unwrap_or(stem.as_os_str())).with_extension(extension);
        if folder == Path::new(".") { name } else { folder.join(name) }
    };
    Ok(Target {
        input: input.to_owned(),
        epub: wants(Format::Epub).then(|| path("epub")),
        pdf: wants(Format::Pdf).then(|| path("pdf")),
    })
}

/// Whether a path that is no folder looks like a file of a kind that is not made here: `notes.html`, `article.md`.
fn is_misnamed(path: &Path) -> bool {
    let is_word =
        |extension: &str| extension.len() <= 5 && extension.bytes().any(|byte| byte.is_ascii_alphabetic());
    !path.is_dir()
        && !path.as_os_str().to_string_lossy().ends_with(['/', '\\'])
        && path.extension().and_then(|extension| extension.to_str()).is_some_and(is_word)
}

fn file_format(path: &Path) -> Option<Format> {
    let extension = path.extension()?.to_str()?.to_ascii_lowercase();
    match extension.as_str() {
        "epub" => Some(Format::Epub),
        "pdf" => Some(Format::Pdf),
        _ => None,
    }
}

/// Converts one article and shows its messages; its outputs if there is no error.
fn one(args: &BuildArgs, target: &Target) -> Result<Files, Failure> {
    let context = Context::new();
    let mut sources = Sources::default();
    let files = files(args, target, &mut sources, &context);
    let mut diagnostics = context.take_diagnostics();
    let strict = args.strict && diagnostics.iter().any(|diagnostic| diagnostic.severity >= Severity::Warning);
    let failed = diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error);
    let failure = failure(&diagnostics);
    if args.strict {
        harden(&mut diagnostics);
    }
    report::print(&diagnostics, &sources, args.message_format);
    files.filter(|_| !failed && !strict).ok_or(failure)
}

/// What a build with these messages failed by: a style or size that the command line names is its own fault.
pub(super) fn failure(diagnostics: &[Diagnostic]) -> Failure {
    let of_usage = |diagnostic: &Diagnostic| {
        matches!(diagnostic.code, Code::StyleUnknown | Code::PageSizeInvalid) && diagnostic.span.is_none()
    };
    if diagnostics.iter().any(of_usage) { Failure::Usage } else { Failure::Errors }
}

/// `--strict`: warnings are errors.
pub(super) fn harden(diagnostics: &mut [Diagnostic]) {
    for diagnostic in diagnostics.iter_mut().filter(|diagnostic| diagnostic.severity == Severity::Warning) {
        diagnostic.severity = Severity::Error;
    }
}

fn files(args: &BuildArgs, target: &Target, sources: &mut Sources, context: &Context) -> Option<Files> {
    let inputs::Article { source, loader } = inputs::article(&target.input, &args.common, sources, context)?;
    let options = inputs::options(&args.common, sources, context)?;
    let options = Options {
        epub: target.epub.is_some(),
        pdf: target.pdf.is_some(),
        modified: source_date_epoch(),
        ..options
    };
    let input = Input { source, fallback_title: fallback_title(&target.input), loader: &*loader };
    let outputs = convert(&input, &options, sources, context).ok()?;
    let pairs = [(&target.epub, outputs.epub), (&target.pdf, outputs.pdf)];
    Some(pairs.into_iter().filter_map(|(path, bytes)| Some((path.clone()?, bytes?))).collect())
}

/// What an article is called if nothing in it says so: its file's name, with spaces for hyphens and underscores.
pub fn fallback_title(input: &Path) -> Option<String> {
    if input == Path::new(inputs::STDIN) {
        return None;
    }
    let stem = input.file_stem()?.to_string_lossy().replace(['-', '_'], " ");
    let mut characters = stem.trim().chars();
    let first = characters.next()?;
    Some(first.to_uppercase().chain(characters).collect())
}

/// The environment's `SOURCE_DATE_EPOCH`, for builds that must be reproduced.
fn source_date_epoch() -> Option<jiff::Timestamp> {
    let seconds = std::env::var("SOURCE_DATE_EPOCH").ok()?.parse().ok()?;
    jiff::Timestamp::from_second(seconds).ok()
}
