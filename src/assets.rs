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
