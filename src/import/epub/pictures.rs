//! The pictures of the article under the names that the author gave them, as far as these are safe to write.

use std::collections::HashMap;

use super::archive::folded;
use super::content::Shown;
use super::package::Package;
use super::{Book, Fault};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Document, encode_address, file_path};
use crate::import::File;
use crate::source::Span;

/// A kind of picture that EPUBs hold (EPUB 3.3, 3.2): media type, what its files begin with, the endings of their names.
type PictureKind = (&'static str, &'static [u8], &'static [&'static str]);

const KINDS: [PictureKind; 5] = [
    ("image/png", b"\x89PNG\r\n\x1a\n", &["png"]),
    ("image/jpeg", b"\xff\xd8\xff", &["jpg", "jpeg", "jpe", "jfif"]),
    ("image/gif", b"GIF8", &["gif"]),
    ("image/webp", b"RIFF", &["webp"]),
    ("image/svg+xml", b"<", &["svg"]),
];

/// Names that Windows takes for devices.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "com", "lpt"];

/// Unpacks the pictures that the article shows and its cover. One whose name cannot be kept gets another in the tree.
///
/// # Errors
/// Says what is damaged, no picture, or too much.
pub(super) fn unpack(
    document: &mut Document,
    shown: &[Shown],
    cover: Option<(String, String)>,
    package: &Package,
    book: &Book,
) -> Result<Vec<File>, Fault> {
    let mut pictures =
        Pictures { package, book, files: Vec::new(), known: HashMap::new(), taken: HashMap::new(), size: 0 };
    if let Some((path, source)) = cover {
        let source = pictures.add(&path, &source, package.span)?;
        document.metadata.cover = Some((source, package.span));
    }
    for Shown { node, path } in shown {
        let span = document.span(*node);
        let Some(element) = document.element_mut(*node) else { continue };
        let Some(source) = element.attributes.src.take() else { continue };
        element.attributes.src = Some(pictures.add(path, &source, span)?.into());
    }
    Ok(pictures.files)
}

struct Pictures<'a> {
    package: &'a Package,
    book: &'a Book<'a>,
    files: Vec<File>,
    /// The addresses that pictures have in the tree, by those that they had and their paths in the archive.
    known: HashMap<(String, String), String>,
    /// The files' paths as systems compare them, and how many have asked for each.
    taken: HashMap<String, usize>,
    /// Bytes of all files.
    size: usize,
}

impl Pictures<'_> {
    /// Adds the picture at a path in the archive, unless it is there; the address under which the article names it.
    fn add(&mut self, path: &str, source: &str, span: Span) -> Result<String, Fault> {
        let key = (source.to_owned(), path.to_owned());
        if let Some(address) = self.known.get(&key) {
            return Ok(address.clone());
        }
        let media_type = self.package.types.get(path).map(String::as_str).unwrap_or_default();
        let Some((_, start, endings)) = KINDS.iter().find(|(known, ..)| *known == media_type) else {
            return Err(Fault::harmful(format!("shows {path}, which is no picture")).at(span));
        };
        let wanted = file_path(source);
        let name = self.free(&safe(&wanted, endings));
        let address =
            if name == wanted { source.to_owned() } else { encode_address(&name).replace(['?', '#'], "-") };
        if name != wanted {
            self.guess(span, format!("the picture {wanted} comes back as {name}"));
        } else if !has_ending(&name, endings) {
            let kind = endings.first().copied().unwrap_or_default().to_uppercase();
            self.guess(span, format!("the picture {name} comes back as {kind}, which the EPUB made of it"));
        }
        self.known.insert(key, address.clone());
        let limits = &self.book.context.limits;
        let bytes = self.book.archive.read(path, limits.asset_bytes)?;
        if !bytes.trim_ascii_start().starts_with(start) {
            return Err(Fault::harmful(format!("shows {path}, which is no picture")).at(span));
        }
        self.size = self.size.saturating_add(bytes.len());
        if self.size > limits.archive_unpacked {
            return Err(Fault::harmful(format!(
                "would unpack to more than {} MB",
                limits.archive_unpacked >> 20
            )));
        }
        self.files.push(File { path: name, bytes });
        Ok(address)
    }

    /// The name, with a number if another picture has it.
    fn free(&mut self, name: &str) -> String {
        let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
        let mut number = self.taken.get(&folded(name)).copied().unwrap_or(0);
        let mut free = name.to_owned();
        if number > 0 {
            loop {
                number += 1;
                free = format!("{stem}-{number}.{ending}");
                if !self.taken.contains_key(&folded(&free)) {
                    break;
                }
            }
            self.taken.insert(folded(&free), 1);
        }
        self.taken.insert(folded(name), number.max(1));
        free
    }

    fn guess(&self, span: Span, message: String) {
        self.book.context.report(Diagnostic::new(Code::ImportGuess, span, message));
    }
}

fn has_ending(name: &str, endings: &[&str]) -> bool {
    let ending = name.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    endings.contains(&ending.as_str())
}

/// A path that stays in its folder on every system, and is a picture's.
fn safe(path: &str, endings: &[&str]) -> String {
    let parts = path.split('/').filter(|part| !matches!(*part, "" | "." | ".."));
    let mut safe = parts.map(safe_part).filter(|part| !part.is_empty()).collect::<Vec<_>>().join("/");
    if safe.is_empty() {
        safe.push_str("picture");
    }
    if !KINDS.iter().any(|(.., known)| has_ending(&safe, known)) {
        safe.push('.');
        safe.push_str(endings.first().copied().unwrap_or_default());
    }
    safe
}

/// A name that every system can write and none takes for something else.
fn safe_part(part: &str) -> String {
    let is_odd = |c: char| c.is_control() || "<>:\"|?*\\".contains(c);
    let part: String = part.chars().map(|c| if is_odd(c) { '-' } else { c }).collect();
    let part = part.trim_matches([' ', '.']);
    let stem = part.split('.').next().unwrap_or_default().to_ascii_lowercase();
    let is_device = DEVICES.contains(&stem.trim_end_matches(|c: char| c.is_ascii_digit()));
    if is_device { format!("-{part}") } else { part.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::safe;

    #[test]
    fn a_path_stays_in_its_folder() {
        let cases = [
            ("pictures/map.png", "pictures/map.png"),
            ("../../etc/map.png", "etc/map.png"),
            ("/etc/map.png", "etc/map.png"),
            ("C:\\map.png", "C--map.png"),
            (".ssh/authorized_keys", "ssh/authorized_keys.png"),
            ("nul.png", "-nul.png"),
            ("..", "picture.png"),
            ("a/./b.JPG", "a/b.JPG"),
            ("map.md", "map.md.png"),
        ];
        for (path, expected) in cases {
            assert_eq!(safe(path, &["png"]), expected);
        }
    }
}
