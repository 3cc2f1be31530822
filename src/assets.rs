//! Reading files: the one way in for everything that an article names.
//!
//! [`Loader`] is the seam: [`FileLoader`] reads below allowed folders only, [`MemoryLoader`] serves tests and
//! library users. A loader records every path asked for, absent ones too. Nothing is ever fetched over a network.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// Why a file was not loaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LoadError {
    /// There is no such file.
    Missing,
    /// The path is a folder.
    IsFolder,
    /// The file lies outside the folders that may be read; the resolved path.
    Outside(PathBuf),
    /// The file is larger than the limit asked for; its size in bytes.
    TooLarge(u64),
    /// The operating system's reason.
    Failed(String),
}

/// Reads files by the path that a text names.
pub trait Loader: Send + Sync {
    /// The bytes of `path`, at most `limit` of them. Relative paths start at the loader's base folder.
    ///
    /// # Errors
    /// Says why there are no bytes.
    fn load(&self, path: &str, limit: usize) -> Result<Arc<[u8]>, LoadError>;

    /// Every path asked for so far, resolved as far as it could be, absent ones too.
    fn requested(&self) -> Vec<PathBuf>;
}

/// Reads files below a base folder and further allowed ones, symbolic links resolved first.
#[derive(Debug)]
pub struct FileLoader {
    base: PathBuf,
    roots: Vec<PathBuf>,
    requested: Mutex<Vec<PathBuf>>,
}

impl FileLoader {
    /// A loader for an article in the folder `base`; `allowed` folders may be read besides it.
    pub fn new(base: &Path, allowed: &[PathBuf]) -> FileLoader {
        let base = if base.as_os_str().is_empty() { Path::new(".") } else { base };
        let roots = std::iter::once(base).chain(allowed.iter().map(PathBuf::as_path));
        let roots = roots.filter_map(|root| root.canonicalize().ok()).collect();
        FileLoader { base: base.to_owned(), roots, requested: Mutex::default() }
    }

    fn record(&self, path: PathBuf) {
        self.requested.lock().unwrap_or_else(PoisonError::into_inner).push(path);
    }
}

impl Loader for FileLoader {
    fn load(&self, path: &str, limit: usize) -> Result<Arc<[u8]>, LoadError> {
        let joined = self.base.join(path);
        self.record(joined.clone());
        let resolved = joined.canonicalize().map_err(|error| load_error(&error))?;
        if !self.roots.iter().any(|root| resolved.starts_with(root)) {
            return Err(LoadError::Outside(resolved));
        }
        if std::fs::metadata(&resolved).is_ok_and(|found| !found.is_file() && !found.is_dir()) {
            return Err(LoadError::Failed("it is not a regular file".to_owned()));
        }
        read(&resolved, limit)
    }

    fn requested(&self) -> Vec<PathBuf> {
        self.requested.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// The bytes of a file, at most `limit`; pipes are read to their end.
///
/// # Errors
/// Says why there are no bytes.
pub fn read(path: &Path, limit: usize) -> Result<Arc<[u8]>, LoadError> {
    let metadata = std::fs::metadata(path).map_err(|error| load_error(&error))?;
    if metadata.is_dir() {
        return Err(LoadError::IsFolder);
    }
    if metadata.is_file() && metadata.len() > limit as u64 {
        return Err(LoadError::TooLarge(metadata.len()));
    }
    let file = std::fs::File::open(path).map_err(|error| load_error(&error))?;
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).unwrap_or(0));
    file.take(limit as u64 + 1).read_to_end(&mut bytes).map_err(|error| load_error(&error))?;
    if bytes.len() > limit {
        return Err(LoadError::TooLarge(bytes.len() as u64));
    }
    Ok(bytes.into())
}

fn load_error(error: &std::io::Error) -> LoadError {
    match error.kind() {
        std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory => LoadError::Missing,
        std::io::ErrorKind::IsADirectory => LoadError::IsFolder,
        _ => LoadError::Failed(error.to_string()),
    }
}

/// Serves files from memory; paths are compared after `.` and `..` are resolved.
#[derive(Debug, Default)]
pub struct MemoryLoader {
    files: BTreeMap<PathBuf, Arc<[u8]>>,
    requested: Mutex<Vec<PathBuf>>,
}

impl MemoryLoader {
    /// Adds a file.
    pub fn insert(&mut self, path: &str, bytes: impl Into<Arc<[u8]>>) {
        self.files.insert(normalize(path), bytes.into());
    }
}

impl Loader for MemoryLoader {
    fn load(&self, path: &str, limit: usize) -> Result<Arc<[u8]>, LoadError> {
        let path = normalize(path);
        self.requested.lock().unwrap_or_else(PoisonError::into_inner).push(path.clone());
        let bytes = self.files.get(&path).ok_or(LoadError::Missing)?;
        if bytes.len() > limit {
            return Err(LoadError::TooLarge(bytes.len() as u64));
        }
        Ok(Arc::clone(bytes))
    }

    fn requested(&self) -> Vec<PathBuf> {
        self.requested.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

fn normalize(path: &str) -> PathBuf {
    let mut parts = PathBuf::new();
    for part in Path::new(path).components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                parts.pop();
            }
            other => parts.push(other),
        }
    }
    parts
}
/// What a file is that is no text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Binary {
    /// What it is called.
    pub name: &'static str,
    /// It is a picture.
    pub is_picture: bool,
}

/// What files that are no texts begin with, what they are called, whether they are pictures.
const BINARY: [(&[u8], &str, bool); 14] = [
    (b"\xff\xd8\xff", "a JPEG picture", true),
    (b"\x89PNG", "a PNG picture", true),
    (b"GIF87a", "a GIF picture", true),
    (b"GIF89a", "a GIF picture", true),
    (b"II*\0", "a TIFF picture", true),
    (b"MM\0*", "a TIFF picture", true),
    (b"%PDF-", "a PDF", false),
    (b"PK\x03\x04", "a zip archive, as EPUBs and word processors' documents are", false),
    (b"\xd0\xcf\x11\xe0", "a word processor's or spreadsheet's document", false),
    (b"{\\rtf", "a document in RTF", false),
    (b"\x1f\x8b", "a file packed by gzip", false),
    (b"7z\xbc\xaf", "a 7-Zip archive", false),
    (b"\x7fELF", "a program", false),
    (b"SQLite format 3\0", "a database", false),
];

/// What bytes are by the first of them; `None` if they may be a text.
pub fn binary(bytes: &[u8]) -> Option<Binary> {
    let form = bytes.get(8..12).filter(|_| bytes.starts_with(b"RIFF")).unwrap_or_default();
    let (is_picture, is_sound) = (form == b"WEBP", matches!(form, b"WAVE" | b"AVI "));
    if is_picture || is_sound {
        return Some(Binary { name: "a picture, a sound or a film", is_picture });
    }
    let (_, name, is_picture) = BINARY.iter().find(|(start, ..)| bytes.starts_with(start))?;
    Some(Binary { name, is_picture: *is_picture })
}
