//! A small EPUB around a text of one's own.

use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const CONTAINER: &str = "<container><rootfiles><rootfile full-path=\"content.opf\"/></rootfiles></container>";

/// An EPUB that says of itself that it is Offprint's, with these elements in its metadata and in its article.
pub fn epub(metadata: &str, article: &str) -> Vec<u8> {
    let package = format!(
        "<package><metadata><meta name=\"generator\" content=\"Offprint\"/><dc:title>Shape</dc:title>{metadata}</metadata>\
         <manifest><item id=\"a\" href=\"a.xhtml\"/></manifest><spine><itemref idref=\"a\"/></spine></package>"
    );
    let content = format!("<html><body><article>{article}</article></body></html>");
    let files = [
        ("mimetype", "application/epub+zip"),
        ("META-INF/container.xml", CONTAINER),
        ("content.opf", package.as_str()),
        ("a.xhtml", content.as_str()),
    ];
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, text) in files {
        archive.start_file(name, options).expect("memory can be written");
        archive.write_all(text.as_bytes()).expect("memory can be written");
    }
    archive.finish().expect("memory can be written").into_inner()
}
