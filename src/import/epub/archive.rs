//! Zip archives (APPNOTE 6.3) as EPUB has them (EPUB 3.3, 4.2.3): everything is checked before anything is unpacked.
//!
//! The directory at the archive's end is all that counts. What it says of a file must agree with what stands before the
//! file itself; files do not overlap; names stay in the archive and differ in more than case or the form of their accents.

use std::collections::HashMap;
use std::io::Read;

use flate2::Crc;
use flate2::read::DeflateDecoder;
use unicode_normalization::UnicodeNormalization;

use super::Fault;
use crate::diagnostic::{Code, Limits};

/// No text or picture of an article packs so much closer than this, on the whole.
const MOST_PACKED: usize = 200;
/// Below it no archive is suspicious, however close it is packed.
const HARMLESS: usize = 64 << 20;

const LOCAL_SIZE: usize = 30;
const CENTRAL_SIZE: usize = 46;
const END_SIZE: usize = 22;
/// The longest comment behind the end record.
const LONGEST_COMMENT: usize = 0xFFFF;

/// A file of an archive.
#[derive(Debug)]
struct Entry {
    deflated: bool,
    crc: u32,
    packed: usize,
    size: usize,
    /// Where its own header begins.
    start: usize,
    /// Where its bytes begin.
    data: usize,
}

/// An archive whose directory was checked.
#[derive(Debug)]
pub(super) struct Archive<'b> {
    bytes: &'b [u8],
    entries: HashMap<String, Entry>,
}

impl<'b> Archive<'b> {
    /// Reads the directory.
    ///
    /// # Errors
    /// Says what is damaged, harmful or too much.
    pub(super) fn open(bytes: &'b [u8], limits: &Limits) -> Result<Archive<'b>, Fault> {
        if !bytes.starts_with(b"PK") {
            return Err(Fault::broken("is no EPUB: it is not a zip archive"));
        }
        let end = End::find(bytes)?;
        if end.entries > limits.archive_entries {
            let message =
                format!("holds {} files, more than the limit of {}", end.entries, limits.archive_entries);
            return Err(Fault::harmful(message));
        }
        let mut archive = Archive { bytes, entries: HashMap::with_capacity(end.entries) };
        archive.read_directory(&end)?;
        archive.refuse_overlaps(end.directory)?;
        archive.refuse_bombs(limits)?;
        Ok(archive)
    }

    /// Whether there is a file of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.entries.contains_key(name)
    }

    /// Unpacks one file of at most `limit` bytes.
    ///
    /// # Errors
    /// Says if it is not there, too large or damaged.
    pub(super) fn read(&self, name: &str, limit: usize) -> Result<Vec<u8>, Fault> {
        let entry = self.entries.get(name).ok_or_else(|| damaged(format!("there is no {name} in it")))?;
        if entry.size > limit {
            let message = format!("holds {name}, which is larger than {} MB", limit >> 20);
            return Err(Fault { code: Code::InputTooLarge, ..Fault::broken(message) });
        }
        let packed = self.bytes.get(entry.data..entry.data + entry.packed).unwrap_or_default();
        let mut bytes = Vec::with_capacity(entry.size.min(1 << 20));
        if entry.deflated {
            let unpacking = DeflateDecoder::new(packed).take(entry.size as u64 + 1).read_to_end(&mut bytes);
            unpacking.map_err(|_| damaged(format!("{name} cannot be unpacked")))?;
        } else {
            bytes.extend_from_slice(packed);
        }
        let mut crc = Crc::new();
        crc.update(&bytes);
        if bytes.len() != entry.size {
            return Err(damaged(format!("{name} is not as long as the archive says")));
        }
        if crc.sum() != entry.crc {
            return Err(damaged(format!("the checksum of {name} is wrong")));
        }
        Ok(bytes)
    }

    fn read_directory(&mut self, end: &End) -> Result<(), Fault> {
        let mut names = HashMap::with_capacity(end.entries);
        let mut at = end.directory;
        for _ in 0..end.entries {
            let record = Record { bytes: self.bytes, at };
            if at >= end.start || record.bytes(0, 4) != Some(b"PK\x01\x02") {
                return Err(damaged("its directory is cut short"));
            }
            let fields = record.central().ok_or_else(|| damaged("its directory is cut short"))?;
            let name = fields.name;
            check_name(name)?;
            fields.refuse()?;
            if let Some(other) = names.insert(folded(name), name) {
                let message = match other == name {
                    true => format!("holds two files of the name {name}"),
                    false => format!("holds {other} and {name}, which some systems cannot tell apart"),
                };
                return Err(Fault::harmful(message));
            }
            let entry = self.entry(&fields)?;
            self.entries.insert(name.to_owned(), entry);
            at += fields.length;
        }
        if at != end.start {
            return Err(damaged("its directory does not end where it should"));
        }
        Ok(())
    }

    /// The entry of a record of the directory, whose own header says the same.
    fn entry(&self, fields: &Central<'_>) -> Result<Entry, Fault> {
        let local = Record { bytes: self.bytes, at: fields.start };
        let name = fields.name;
        let unlike = || damaged(format!("{name} is not where its directory says"));
        if local.bytes(0, 4) != Some(b"PK\x03\x04") {
            return Err(unlike());
        }
        let (name_length, extra) = local.short(26).zip(local.short(28)).ok_or_else(unlike)?;
        if local.bytes(LOCAL_SIZE, name_length) != Some(name.as_bytes()) {
            return Err(unlike());
        }
        Ok(Entry {
            deflated: fields.method == 8,
            crc: fields.crc,
            packed: fields.packed,
            size: fields.size,
            start: fields.start,
            data: fields.start + LOCAL_SIZE + name_length + extra,
        })
    }

    fn refuse_overlaps(&self, directory: usize) -> Result<(), Fault> {
        let mut ranges: Vec<(usize, usize)> =
            self.entries.values().map(|entry| (entry.start, entry.data + entry.packed)).collect();
        ranges.sort_unstable();
        let starts = ranges.iter().skip(1).map(|(start, _)| *start).chain([directory]);
        if ranges.iter().zip(starts).any(|((_, end), next)| *end > next) {
            return Err(Fault::harmful("holds files that overlap"));
        }
        Ok(())
    }

    fn refuse_bombs(&self, limits: &Limits) -> Result<(), Fault> {
        let size = self.entries.values().fold(0usize, |sum, entry| sum.saturating_add(entry.size));
        let most = self.bytes.len().saturating_mul(MOST_PACKED).max(HARMLESS);
        if size > most || size > limits.archive_unpacked {
            return Err(Fault::harmful(format!("would unpack to {} MB", size >> 20)));
        }
        Ok(())
    }
}

fn damaged(what: impl std::fmt::Display) -> Fault {
    Fault::broken(format!("is damaged: {what}"))
}

/// The record at an archive's end.
struct End {
    /// Where it begins, and the directory ends.
    start: usize,
    /// Where the directory begins.
    directory: usize,
    entries: usize,
}

impl End {
    fn find(bytes: &[u8]) -> Result<End, Fault> {
        let missing = || damaged("it is cut short, its directory is not there");
        let last = bytes.len().checked_sub(END_SIZE).ok_or_else(missing)?;
        let first = last.saturating_sub(LONGEST_COMMENT);
        let is_end = |at: &usize| {
            let record = Record { bytes, at: *at };
            record.bytes(0, 4) == Some(b"PK\x05\x06") && record.short(20) == Some(last - at)
        };
        let start = (first..=last).rev().find(is_end).ok_or_else(missing)?;
        let record = Record { bytes, at: start };
        let numbers = [4, 6, 8, 10].map(|at| record.short(at).unwrap_or(0xFFFF));
        let (size, directory) = record.long(12).zip(record.long(16)).ok_or_else(missing)?;
        let [disk, first_disk, here, entries] = numbers;
        if entries == 0xFFFF {
            return Err(Fault::harmful("holds 65535 files or more"));
        }
        if disk != 0 || first_disk != 0 || here != entries || directory.checked_add(size) != Some(start) {
            return Err(damaged("its directory is not where it should be"));
        }
        Ok(End { start, directory, entries })
    }
}

/// Numbers in an archive, from a place on.
#[derive(Clone, Copy)]
struct Record<'b> {
    bytes: &'b [u8],
    at: usize,
}

/// A record of the directory.
struct Central<'b> {
    name: &'b str,
    made_by: usize,
    flags: usize,
    method: usize,
    crc: u32,
    packed: usize,
    size: usize,
    attributes: usize,
    start: usize,
    /// The record's own length.
    length: usize,
}

impl<'b> Record<'b> {
    fn bytes(self, at: usize, length: usize) -> Option<&'b [u8]> {
        let start = self.at.checked_add(at)?;
        self.bytes.get(start..start.checked_add(length)?)
    }

    fn short(self, at: usize) -> Option<usize> {
        let bytes: [u8; 2] = self.bytes(at, 2)?.try_into().ok()?;
        Some(usize::from(u16::from_le_bytes(bytes)))
    }

    fn word(self, at: usize) -> Option<u32> {
        let bytes: [u8; 4] = self.bytes(at, 4)?.try_into().ok()?;
        Some(u32::from_le_bytes(bytes))
    }

    fn long(self, at: usize) -> Option<usize> {
        usize::try_from(self.word(at)?).ok()
    }

    fn central(self) -> Option<Central<'b>> {
        let (name, extra, comment) = (self.short(28)?, self.short(30)?, self.short(32)?);
        Some(Central {
            // Names that are not UTF-8 are in a character set of long ago, or were made to deceive.
            name: std::str::from_utf8(self.bytes(CENTRAL_SIZE, name)?).unwrap_or("\\"),
            made_by: self.short(4)? >> 8,
            flags: self.short(8)?,
            method: self.short(10)?,
            crc: self.word(16)?,
            packed: self.long(20)?,
            size: self.long(24)?,
            attributes: self.long(38)?,
            start: self.long(42)?,
            length: CENTRAL_SIZE + name + extra + comment,
        })
    }
}

impl Central<'_> {
    /// Refuses what no EPUB may hold.
    fn refuse(&self) -> Result<(), Fault> {
        const UNIX: usize = 3;
        let is_link = self.made_by == UNIX && (self.attributes >> 16) & 0xF000 == 0xA000;
        if self.flags & 1 != 0 {
            return Err(Fault::harmful("is encrypted"));
        }
        if is_link {
            return Err(Fault::harmful(format!("holds {}, a link to another file", self.name)));
        }
        let is_stored = self.method == 0 && self.packed == self.size;
        if !is_stored && self.method != 8 {
            return Err(damaged(format!("{} is packed in a way that EPUB does not know", self.name)));
        }
        Ok(())
    }
}

/// A name leads nowhere but into the archive.
fn check_name(name: &str) -> Result<(), Fault> {
    let leads_out = name.split('/').any(|part| part == ".." || part == ".");
    let is_odd = name.is_empty() || name.contains(|c: char| c == '\\' || c == ':' || c.is_control());
    if name.starts_with('/') || leads_out || is_odd {
        let name: String = name.chars().filter(|c| !c.is_control()).take(80).collect();
        return Err(Fault::harmful(format!(
            "holds a file of the name `{name}`, which leads out of a folder"
        )));
    }
    Ok(())
}

/// A name as systems compare it that do not know case or the two forms of accents.
pub(super) fn folded(name: &str) -> String {
    name.nfc().flat_map(char::to_lowercase).nfc().collect()
}
