//! The smallest sound EPUB and PDF, to see the checkers pass them and to break in one place.

use std::io::Write as _;
use std::path::Path;

const CONTAINER: &str = r#"<?xml version="1.0"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>"#;

const PACKAGE: &str = r##"<?xml version="1.0"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="en">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">urn:uuid:1b4d7d2a-6a7b-5c1e-9c1d-0a4d8a2f6b11</dc:identifier>
<dc:title>A sample</dc:title><dc:language>en</dc:language><dc:creator id="who">Ilse Aukland</dc:creator>
<meta refines="#who" property="role" scheme="marc:relators">aut</meta>
<meta property="dcterms:modified">2026-11-23T00:00:00Z</meta>
<meta property="schema:accessMode">textual</meta><meta property="schema:accessModeSufficient">textual</meta>
<meta property="schema:accessibilityFeature">structuralNavigation</meta>
<meta property="schema:accessibilityHazard">none</meta>
<meta property="schema:accessibilitySummary">Text only.</meta></metadata>
<manifest><item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="text" href="text.xhtml" media-type="application/xhtml+xml"/></manifest>
<spine><itemref idref="text"/></spine></package>"##;

const NAV: &str = r#"<?xml version="1.0"?><!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" xml:lang="en" lang="en">
<head><title>Contents</title></head><body><nav epub:type="toc" role="doc-toc" aria-label="Contents"><h1>Contents</h1>
<ol><li><a href="text.xhtml#top">A sample</a></li></ol></nav></body></html>"#;

const TEXT: &str = r##"<?xml version="1.0"?><!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" xml:lang="en" lang="en">
<head><title>A sample</title></head><body><section epub:type="bodymatter chapter" role="doc-chapter"><h1 id="top">A sample</h1>
<p>Words<a href="#n1" id="r1" epub:type="noteref" role="doc-noteref">1</a>.</p></section>
<aside epub:type="footnote" role="doc-footnote" id="n1"><p><a href="#r1" role="doc-backlink" aria-label="Back to 1">1</a> A note.</p></aside>
</body></html>"##;

/// Writes a small book in which `old`, if not empty, is replaced by `new` in every file.
pub fn epub(path: &Path, old: &str, new: &str) {
    let file = std::fs::File::create(path).expect("a sample can be written");
    let mut zip = zip::ZipWriter::new(file);
    let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let parts = [
        ("mimetype", "application/epub+zip"),
        ("META-INF/container.xml", CONTAINER),
        ("book.opf", PACKAGE),
        ("nav.xhtml", NAV),
        ("text.xhtml", TEXT),
    ];
    for (name, text) in parts {
        zip.start_file(name, stored).expect("a sample can be written");
        let text = if old.is_empty() { text.to_owned() } else { text.replace(old, new) };
        zip.write_all(text.as_bytes()).expect("a sample can be written");
    }
    zip.finish().expect("a sample can be written");
}

const XMP: &str = r#"<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfaid:part="2" pdfaid:conformance="A" pdfuaid:part="1">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">A sample</rdf:li></rdf:Alt></dc:title></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource"><pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI><pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of the standard</pdfaProperty:description></rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag>
</pdfaExtension:schemas></rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"#;

/// Writes a page that conforms to PDF/UA-1 and PDF/A-2a and holds one blank paragraph and one blank artifact, with
/// `old`, if not empty, replaced by `new` (of the same length) in every object.
pub fn pdf(path: &Path, old: &str, new: &str) {
    let content = "/P <</MCID 0>> BDC EMC /Artifact BMC EMC";
    let objects = [
        "<</Type/Catalog/Pages 2 0 R/Lang(en)/MarkInfo<</Marked true>>/StructTreeRoot 5 0 R/Metadata 8 0 R/ViewerPreferences<</DisplayDocTitle true>>>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Resources<<>>/Contents 4 0 R/StructParents 0/Tabs/S>>".to_owned(),
        format!("<</Length {}>>stream\n{content}\nendstream", content.len()),
        "<</Type/StructTreeRoot/K 6 0 R/ParentTree<</Nums[0[7 0 R]]>>/ParentTreeNextKey 1>>".to_owned(),
        "<</Type/StructElem/S/Document/P 5 0 R/K[7 0 R]>>".to_owned(),
        "<</Type/StructElem/S/P/P 6 0 R/Pg 3 0 R/K 0>>".to_owned(),
        format!("<</Type/Metadata/Subtype/XML/Length {}>>stream\n{XMP}\nendstream", XMP.len()),
    ];
    let mut file = b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n".to_vec();
    let mut offsets = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        let object = if old.is_empty() { object.clone() } else { object.replace(old, new) };
        offsets.push(file.len());
        file.extend_from_slice(format!("{} 0 obj\n{object}\nendobj\n", index + 1).as_bytes());
    }
    let start = file.len();
    file.extend_from_slice(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).as_bytes());
    for offset in &offsets {
        file.extend_from_slice(format!("{offset:010} 00000 n \n").as_bytes());
    }
    let id = "<0123456789ABCDEF0123456789ABCDEF>";
    let trailer = format!(
        "trailer\n<</Size {}/Root 1 0 R/ID[{id}{id}]>>\nstartxref\n{start}\n%%EOF\n",
        objects.len() + 1
    );
    file.extend_from_slice(trailer.as_bytes());
    std::fs::write(path, file).expect("a sample can be written");
}
