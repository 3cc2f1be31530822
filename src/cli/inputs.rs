//! Reads what the command line names: articles, stylesheets, fonts, sizes.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use offprint::assets::{Binary, FileLoader, LoadError, Loader, binary, read};
use offprint::convert::{Options, StyleInput, parse_page_size};
use offprint::diagnostic::{Code, Context, Diagnostic};
use offprint::font::{FontFileError, read_faces};
use offprint::source::{SourceId, Sources};
use offprint::style::BuiltIn;

use super::args::{CommonArgs, FontArgs};

/// The path that stands for standard input.
pub const STDIN: &str = "-";

/// An article that was read.
pub struct Article {
    /// Its Markdown.
    pub source: SourceId,
    /// Reads what it names.
    pub loader: Box<dyn Loader>,
}

/// Reads an article, imports it if it is no Markdown; `None` after its fault was reported.
pub fn article(path: &Path, args: &CommonArgs, sources: &mut Sources, context: &Context) -> Option<Article> {
    let (name, bytes) = named_bytes(path, context)?;
    let loader = Box::new(FileLoader::new(&folder(path), &args.allow));
    #[cfg(feature = "import")]
    if let Some(kind) = super::import::kind(args.from.from, &name, &bytes) {
        return super::import::article(kind, &name, bytes, loader, sources, context);
    }
    Some(Article { source: text(&name, bytes, sources, context)?, loader })
}

/// What messages call an input, and what it holds.
pub fn named_bytes(path: &Path, context: &Context) -> Option<(String, Vec<u8>)> {
    Some(if path == Path::new(STDIN) {
        ("<stdin>".to_owned(), standard_input(context)?)
    } else {
        (path.display().to_string(), file(path, context)?)
    })
}

fn standard_input(context: &Context) -> Option<Vec<u8>> {
    match bounded(std::io::stdin().lock(), context) {
        Ok(Ok(bytes)) => Some(bytes),
        Ok(Err(limit)) => {
            too_large("standard input", limit, context);
            None
        }
        Err(error) => {
            context.report(Diagnostic::new(
                Code::InputMissing,
                None,
                format!("standard input cannot be read: {error}"),
            ));
            None
        }
    }
}

/// What zip archives begin with.
const ARCHIVE: &[u8] = b"PK\x03\x04";

/// How large an input may be that begins with these bytes: a text, or an archive with pictures.
fn limit(start: &[u8], context: &Context) -> usize {
    if start.starts_with(ARCHIVE) { context.limits.archive_bytes } else { context.limits.source_bytes }
}

/// All bytes, or the limit that they go beyond.
fn bounded(mut reader: impl Read, context: &Context) -> std::io::Result<Result<Vec<u8>, usize>> {
    let mut bytes = Vec::new();
    reader.by_ref().take(ARCHIVE.len() as u64).read_to_end(&mut bytes)?;
    let limit = limit(&bytes, context);
    reader.take((limit - bytes.len().min(limit)) as u64 + 1).read_to_end(&mut bytes)?;
    Ok(if bytes.len() > limit { Err(limit) } else { Ok(bytes) })
}

/// The first bytes of a regular file; none of what can be read only once.
fn start_of(path: &Path) -> Vec<u8> {
    let mut start = Vec::new();
    if path.is_file()
        && let Ok(file) = std::fs::File::open(path)
    {
        // What cannot be read is told of when it is read as a whole.
        let _ = file.take(ARCHIVE.len() as u64).read_to_end(&mut start);
    }
    start
}

fn too_large(name: &str, limit: usize, context: &Context) {
    let message = format!("{name} is larger than {} MB", limit >> 20);
    context.report(Diagnostic::new(Code::InputTooLarge, None, message));
}

fn file(path: &Path, context: &Context) -> Option<Vec<u8>> {
    let name = path.display();
    let limit = limit(&start_of(path), context);
    match read(path, limit) {
        Ok(bytes) => return Some(bytes.to_vec()),
        Err(LoadError::TooLarge(_)) => too_large(&name.to_string(), limit, context),
        Err(LoadError::Missing) => {
            context.report(Diagnostic::new(Code::InputMissing, None, format!("there is no file {name}")));
        }
        Err(LoadError::IsFolder) => {
            let message = format!("{name} is a folder");
            context.report(Diagnostic::new(Code::InputIsFolder, None, message).help("name the file in it"));
        }
        Err(LoadError::Outside(_)) => {}
        Err(LoadError::Failed(reason)) => {
            context.report(Diagnostic::new(
                Code::InputMissing,
                None,
                format!("{name} cannot be read: {reason}"),
            ));
        }
    }
    None
}

fn text(name: &str, bytes: Vec<u8>, sources: &mut Sources, context: &Context) -> Option<SourceId> {
    match String::from_utf8(bytes) {
        Ok(text) => Some(sources.add(name, text)),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let (message, help) = match binary(error.as_bytes()) {
                Some(kind) => (format!("{name} is {}, not a text", kind.name), instead(kind)),
                None => (
                    format!("{name} is not UTF-8 text: byte {at} is not part of a character"),
                    "save it as UTF-8; an editor's “encoding” setting or `iconv -t UTF-8` does it",
                ),
            };
            context.report(Diagnostic::new(Code::InputNotUtf8, None, message).help(help));
            None
        }
    }
}

const NAME_THE_TEXT: &str = "name the Markdown file";
const SHOW_THE_PICTURE: &str = "name the Markdown file, which shows a picture by `![what it shows](file)`";

/// What to do instead of reading a file that is no text.
fn instead(kind: Binary) -> &'static str {
    match kind {
        Binary { is_picture: true, .. } => SHOW_THE_PICTURE,
        Binary { name: "a PDF", .. } => NAME_THE_TEXT,
        _ => "save it as Markdown",
    }
}

/// The folder of an article, from which it may read: the current one for standard input.
pub fn folder(path: &Path) -> PathBuf {
    match path.parent() {
        Some(parent) if path != Path::new(STDIN) && !parent.as_os_str().is_empty() => parent.to_owned(),
        _ => PathBuf::from("."),
    }
}

/// Reads styles, page size and fonts into options; `None` after a fault was reported.
pub fn options(args: &CommonArgs, sources: &mut Sources, context: &Context) -> Option<Options> {
    let mut options = Options { language: args.lang.clone(), ..Options::default() };
    for style in &args.style {
        options.styles.push(style_input(style, args, sources, context)?);
    }
    if let Some(size) = &args.page {
        let Some(parsed) = parse_page_size(size) else {
            let message = format!("{size} is not a page size");
            let help = "a3, a4, a5, a6, b4, b5, letter, legal, ledger, each also with -landscape, or such as 6inx9in";
            context.report(Diagnostic::new(Code::PageSizeInvalid, None, message).help(help));
            return None;
        };
        options.page = Some(parsed);
    }
    options.fonts = fonts(&args.fonts, context);
    Some(options)
}

fn style_input(
    style: &str,
    args: &CommonArgs,
    sources: &mut Sources,
    context: &Context,
) -> Option<StyleInput> {
    if let Some(built_in) = BuiltIn::from_name(style) {
        return Some(StyleInput::BuiltIn(built_in));
    }
    let path = Path::new(style);
    if !path.exists() && path.extension().is_none() {
        let names: Vec<&str> = BuiltIn::ALL.iter().map(|style| style.name()).collect();
        let message = format!("there is no style {style}");
        let help = format!("built in: {}; for a stylesheet of your own give its path", names.join(", "));
        context.report(Diagnostic::new(Code::StyleUnknown, None, message).help(help));
        return None;
    }
    let bytes = file(path, context)?;
    let source = text(style, bytes, sources, context)?;
    Some(StyleInput::Sheet(source, Arc::new(FileLoader::new(&folder(path), &args.allow))))
}

/// The folders in which systems keep fonts.
const SYSTEM_FONTS: &[&str] = &[
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "/Library/Fonts",
    "/System/Library/Fonts",
    "C:\\Windows\\Fonts",
];

/// The font files that the arguments name.
pub fn fonts(args: &FontArgs, context: &Context) -> Vec<Arc<[u8]>> {
    let mut files = Vec::new();
    for path in &args.font_path {
        if path.is_dir() {
            font_paths(path, 0).iter().for_each(|path| font_file(path, context, &mut files));
        } else {
            font_file(path, context, &mut files);
        }
    }
    if args.system_fonts {
        let paths = SYSTEM_FONTS.iter().flat_map(|folder| font_paths(Path::new(folder), 0));
        files.extend(paths.filter_map(|path| read(&path, context.limits.asset_bytes).ok()));
    }
    files
}

fn font_file(path: &Path, context: &Context, files: &mut Vec<Arc<[u8]>>) {
    let name = path.display();
    let fault = match read(path, context.limits.asset_bytes) {
        Ok(bytes) => match read_faces(&bytes) {
            Ok(_) => {
                files.push(bytes);
                return;
            }
            Err(FontFileError::NotEmbeddable) => (Code::FontNotEmbeddable, "its licence forbids embedding"),
            Err(FontFileError::Broken) => (Code::FontBroken, "it is not a TrueType or OpenType font"),
        },
        Err(_) => (Code::FontMissing, "it cannot be read"),
    };
    context.report(Diagnostic::new(fault.0, None, format!("the font {name} cannot be used: {}", fault.1)));
}

/// Folders nested deeper than this hold no fonts.
const DEEPEST: usize = 8;

/// The font files of a folder and its subfolders, in the order of their names.
fn font_paths(folder: &Path, depth: usize) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    let mut found = Vec::new();
    for path in paths {
        let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
        let is_font = ["ttf", "otf", "ttc", "otc"].iter().any(|known| extension.eq_ignore_ascii_case(known));
        if path.is_dir() && depth < DEEPEST {
            found.append(&mut font_paths(&path, depth + 1));
        } else if is_font {
            found.push(path);
        }
    }
    found
}
