//! Rewrites what the packer cannot write as EPUB 3.3, epubcheck and Ace want it, and packs the book again.
//!
//! The package document goes through an XML reader and writer: its metadata is replaced whole, language, prefixes
//! and reading direction are set, the navigation document joins the spine. Navigation and NCX are replaced. Other
//! entries are copied as they are; order and times are fixed.

use std::io::{Cursor, Read, Write};

use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, BytesText, Event};
use quick_xml::{Reader, Writer};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// The folder that the packer puts the book into.
const FOLDER: &str = "OEBPS";

/// What the finished book has in place of the packer's.
pub(super) struct Finish<'a> {
    /// The `metadata` element.
    pub(super) metadata: &'a str,
    /// The navigation document.
    pub(super) navigation: &'a str,
    /// The NCX.
    pub(super) ncx: &'a str,
    /// The article's language.
    pub(super) language: &'a str,
    /// Prefixes of the metadata's vocabularies.
    pub(super) prefix: Option<&'a str>,
    /// The article reads from right to left.
    pub(super) right_to_left: bool,
    /// Files that reading in order passes over, which only links lead to.
    pub(super) non_linear: &'a [&'a str],
    /// Entries that are stored as they are, by their name in the folder.
    pub(super) stored: Vec<(&'a str, &'a [u8])>,
}

/// Why a book could not be finished.
#[derive(Debug)]
pub(super) struct Unfinished(pub(super) String);

impl<E: std::error::Error> From<E> for Unfinished {
    fn from(error: E) -> Unfinished {
        Unfinished(error.to_string())
    }
}

/// The finished book.
///
/// # Errors
/// Says what the packer's archive lacks.
pub(super) fn finish(packed: Vec<u8>, finish: &Finish<'_>) -> Result<Vec<u8>, Unfinished> {
    let stored: usize = finish.stored.iter().map(|(_, bytes)| bytes.len() + 256).sum();
    let capacity = packed.len() + stored + finish.navigation.len() / 2;
    let mut archive = ZipArchive::new(Cursor::new(packed))?;
    let mut out = ZipWriter::new(Cursor::new(Vec::with_capacity(capacity)));
    let package = package(&read(&mut archive, "content.opf")?, finish)?;
    let replaced = [
        ("content.opf", package.as_str()),
        (super::navigation::NAVIGATION, finish.navigation),
        ("toc.ncx", finish.ncx),
    ];
    // The packer writes `mimetype`, then the container's files, then the book's in the order given.
    let names: Vec<String> =
        (0..archive.len()).filter_map(|at| archive.name_for_index(at).map(str::to_owned)).collect();
    let (book, container): (Vec<_>, Vec<_>) = names.iter().partition(|name| name.starts_with(FOLDER));
    for name in container {
        copy(&mut archive, &mut out, name)?;
    }
    for (name, text) in replaced {
        out.start_file(entry(name), options(CompressionMethod::Deflated))?;
        out.write_all(text.as_bytes())?;
    }
    for name in book {
        let own = name.strip_prefix(FOLDER).and_then(|name| name.strip_prefix('/')).unwrap_or(name);
        if replaced.iter().any(|(replaced, _)| *replaced == own) {
            continue;
        }
        match finish.stored.iter().find(|(stored, _)| *stored == own) {
            Some((_, bytes)) => {
                out.start_file(name.as_str(), options(CompressionMethod::Stored))?;
                out.write_all(bytes)?;
            }
            None => copy(&mut archive, &mut out, name)?,
        }
    }
    Ok(out.finish()?.into_inner())
}

type Archive = ZipArchive<Cursor<Vec<u8>>>;

fn entry(name: &str) -> String {
    format!("{FOLDER}/{name}")
}

fn options(method: CompressionMethod) -> SimpleFileOptions {
    SimpleFileOptions::default().compression_method(method)
}

fn read(archive: &mut Archive, name: &str) -> Result<String, Unfinished> {
    let mut text = String::new();
    archive.by_name(&entry(name))?.read_to_string(&mut text)?;
    Ok(text)
}

fn copy(archive: &mut Archive, out: &mut ZipWriter<Cursor<Vec<u8>>>, name: &str) -> Result<(), Unfinished> {
    let index =
        archive.index_for_name(name).ok_or_else(|| Unfinished(format!("`{name}` is not in the archive")))?;
    out.raw_copy_file(archive.by_index_raw(index)?)?;
    Ok(())
}

/// The package document, rewritten.
fn package(text: &str, finish: &Finish<'_>) -> Result<String, Unfinished> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().trim_text(true);
    let mut writer = Writer::new_with_indent(Vec::with_capacity(text.len() + finish.metadata.len()), b' ', 1);
    let mut manifest: Vec<(String, String)> = Vec::new();
    let mut replaced = 0;
    let mut is_navigation_placed = false;
    loop {
        match reader.read_event()? {
            Event::Eof => break,
            Event::Start(start) => match start.name().as_ref() {
                "metadata" => {
                    reader.read_to_end(start.to_end().name())?;
                    writer.write_event(Event::Text(BytesText::from_escaped(finish.metadata)))?;
                    replaced += 1;
                }
                "package" => writer.write_event(Event::Start(package_tag(&start, finish)?))?,
                "spine" => writer.write_event(Event::Start(spine_tag(&start, finish)?))?,
                _ => writer.write_event(Event::Start(start))?,
            },
            Event::Empty(item) if item.name().as_ref() == "item" => {
                manifest.push((value(&item, "id")?, value(&item, "href")?));
                writer.write_event(Event::Empty(item))?;
            }
            Event::Empty(reference) if reference.name().as_ref() == "itemref" => {
                let id = value(&reference, "idref")?;
                let href = manifest.iter().find(|(known, _)| *known == id).map(|(_, href)| href.as_str());
                let is_linear = !href.is_some_and(|href| finish.non_linear.contains(&href));
                if is_linear && !is_navigation_placed {
                    writer.write_event(Event::Empty(spine_item("nav", false)))?;
                    is_navigation_placed = true;
                }
                writer.write_event(Event::Empty(spine_item(&id, is_linear)))?;
            }
            event => writer.write_event(event)?,
        }
    }
    if replaced != 1 || !is_navigation_placed || !manifest.iter().any(|(id, _)| id == "nav") {
        return Err(Unfinished("the package document is not built as expected".to_owned()));
    }
    let mut text = String::from_utf8(writer.into_inner())?;
    text.push('\n');
    Ok(text)
}

/// The value of an attribute, empty where there is none.
fn value(element: &BytesStart<'_>, name: &str) -> Result<String, Unfinished> {
    let attribute = element.try_get_attribute(name)?;
    attribute.map_or(Ok(String::new()), |attribute| Ok(unescape(&attribute.value)?.into_owned()))
}

/// The `package` element with the language and the prefixes.
fn package_tag(start: &BytesStart<'_>, finish: &Finish<'_>) -> Result<BytesStart<'static>, Unfinished> {
    let mut tag = BytesStart::new("package");
    tag.push_attribute(("xmlns", value(start, "xmlns")?.as_str()));
    tag.push_attribute(("version", value(start, "version")?.as_str()));
    tag.push_attribute(("unique-identifier", super::metadata::IDENTIFIER_ID));
    tag.push_attribute(("xml:lang", finish.language));
    if finish.right_to_left {
        tag.push_attribute(("dir", "rtl"));
    }
    if let Some(prefix) = finish.prefix {
        tag.push_attribute(("prefix", prefix));
    }
    Ok(tag)
}

/// The `spine` element with the reading direction.
fn spine_tag(start: &BytesStart<'_>, finish: &Finish<'_>) -> Result<BytesStart<'static>, Unfinished> {
    let mut tag = BytesStart::new("spine");
    tag.push_attribute(("toc", value(start, "toc")?.as_str()));
    tag.push_attribute(("page-progression-direction", if finish.right_to_left { "rtl" } else { "ltr" }));
    Ok(tag)
}

fn spine_item(id: &str, is_linear: bool) -> BytesStart<'static> {
    let mut tag = BytesStart::new("itemref");
    tag.push_attribute(("idref", id));
    if !is_linear {
        tag.push_attribute(("linear", "no"));
    }
    tag
}
