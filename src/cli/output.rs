//! Writes outputs so that a failed, killed or disk-full build leaves the old ones whole: all outputs of a build
//! go to temporary files beside their targets and are renamed at the end.

use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

use offprint::diagnostic::{Code, Context, Diagnostic};

/// The path that stands for standard output in other programs; here it is refused.
pub const STDOUT: &str = "-";

/// After so many names that are taken, the folder is not one to write to.
const MOST_LEFT_BEHIND: usize = 1_000;

/// A file that is not yet in its place; dropped without [`Pending::commit`], it is removed.
struct Pending {
    temporary: PathBuf,
    target: PathBuf,
    committed: bool,
}

impl Drop for Pending {
    fn drop(&mut self) {
        if !self.committed {
            // Nothing more can be done about a file that cannot be removed.
            let _ = fs::remove_file(&self.temporary);
        }
    }
}

impl Pending {
    fn write(target: &Path, bytes: &[u8]) -> std::io::Result<Pending> {
        let (temporary, mut file) = create_beside(target)?;
        let pending = Pending { temporary, target: target.to_owned(), committed: false };
        file.write_all(bytes)?;
        Ok(pending)
    }

    fn commit(mut self) -> std::io::Result<()> {
        fs::rename(&self.temporary, &self.target)?;
        self.committed = true;
        Ok(())
    }
}

/// A new file beside a target. Names that a killed build has left behind are passed over.
fn create_beside(target: &Path) -> std::io::Result<(PathBuf, File)> {
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    let mut last = std::io::Error::from(std::io::ErrorKind::AlreadyExists);
    for attempt in 0..MOST_LEFT_BEHIND {
        let temporary = target.with_file_name(format!(".{name}.{}-{attempt}.tmp", std::process::id()));
        match OpenOptions::new().write(true).create_new(true).open(&temporary) {
            Ok(file) => return Ok((temporary, file)),
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => last = error,
            Err(error) => return Err(error),
        }
    }
    Err(last)
}

/// Writes all files beside their targets, then renames one after the other, so that no target is ever cut short;
/// `None` after the fault was reported.
pub fn write_all(files: &[(PathBuf, Vec<u8>)], context: &Context) -> Option<()> {
    let mut pending = Vec::with_capacity(files.len());
    for (target, bytes) in files {
        match prepare(target, bytes) {
            Ok(file) => pending.push(file),
            Err(error) => {
                report(target, &error, context);
                return None;
            }
        }
    }
    for file in pending {
        let target = file.target.clone();
        if let Err(error) = file.commit() {
            report(&target, &error, context);
            return None;
        }
    }
    Some(())
}

fn prepare(target: &Path, bytes: &[u8]) -> std::io::Result<Pending> {
    if target.is_dir() {
        return Err(std::io::Error::other("there is a folder of this name"));
    }
    if let Some(folder) = target.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        fs::create_dir_all(folder)?;
    }
    Pending::write(target, bytes)
}

fn report(target: &Path, error: &std::io::Error, context: &Context) {
    let message = format!("{} cannot be written: {error}", target.display());
    let help = "outputs of earlier builds are untouched; choose another folder with -o";
    context.report(Diagnostic::new(Code::OutputFailed, None, message).help(help));
}
