//! Packs the book's files with `epub-builder`: container, manifest, spine and archive.
//!
//! Pictures, which are compressed already, enter the manifest here and the archive in `finish`, stored.

use epub_builder::{EpubBuilder, EpubContent, EpubVersion, ReferenceType, ZipLibrary};

use super::EmbeddedFont;
use super::pictures::Pictures;

/// The files of a book.
pub(super) struct Files<'a> {
    pub(super) title: &'a str,
    pub(super) contents_title: &'a str,
    pub(super) stylesheet: &'a str,
    /// The cover page: name, text and title.
    pub(super) cover_page: Option<(&'a str, &'a str, &'a str)>,
    /// Content documents in reading order: name and text.
    pub(super) contents: Vec<(&'a str, &'a str)>,
    /// Pictures.
    pub(super) pictures: &'a Pictures,
    /// Fonts, deflated here since most gain by it.
    pub(super) fonts: &'a [EmbeddedFont],
}

/// The archive as the packer makes it: complete but for what [`super::finish`] adds.
///
/// # Errors
/// The packer's message.
pub(super) fn pack(files: &Files<'_>) -> epub_builder::Result<Vec<u8>> {
    let mut builder = EpubBuilder::new(ZipLibrary::new()?)?;
    builder.epub_version(EpubVersion::V33);
    builder.metadata("title", files.title)?.metadata("toc_name", files.contents_title)?;
    // Both are replaced when the book is finished; unset, they would be random and the time of day.
    builder.set_uuid(uuid::Uuid::nil());
    builder.set_modified_date(Default::default());
    builder.stylesheet(files.stylesheet.as_bytes())?;
    if let Some((href, text, title)) = &files.cover_page {
        let page = EpubContent::new(*href, text.as_bytes()).title(*title).reftype(ReferenceType::Cover);
        builder.add_content(page)?;
    }
    for (number, (href, text)) in files.contents.iter().enumerate() {
        let mut content = EpubContent::new(*href, text.as_bytes());
        if number == 0 {
            content = content.title(files.title).reftype(ReferenceType::Text);
        }
        builder.add_content(content)?;
    }
    for (index, picture) in files.pictures.files.iter().enumerate() {
        let is_cover = files.pictures.cover == Some(index);
        let add = if is_cover { EpubBuilder::add_cover_image } else { EpubBuilder::add_resource };
        add(&mut builder, &picture.href, &b""[..], picture.media_type)?;
    }
    for font in files.fonts {
        builder.add_resource(&font.name, &*font.bytes, font_type(&font.name))?;
    }
    let mut archive = Vec::new();
    builder.generate(&mut archive)?;
    Ok(archive)
}

/// The media type of a font by its name (EPUB 3.3, 3.2).
fn font_type(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("otf") => "font/otf",
        Some("woff") => "font/woff",
        Some("woff2") => "font/woff2",
        _ => "font/ttf",
    }
}
