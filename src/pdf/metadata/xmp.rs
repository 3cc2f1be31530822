//! The XMP packet (ISO 16684-1; ISO 19005-2, 6.6.2 to 6.6.4; ISO 14289-1, 5).

use crate::pdf::metadata::{PRODUCER, Properties};

const HEAD: &str = "<?xpacket begin=\"\u{FEFF}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>
<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">
<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">
<rdf:Description rdf:about=\"\"
 xmlns:dc=\"http://purl.org/dc/elements/1.1/\"
 xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\"
 xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\"
 xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\"
 xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\"
 xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\"
 xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\"
 xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
";

/// PDF/A knows no PDF/UA: the property has to be described.
const EXTENSION: &str = "<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Indicates which part of ISO 14289 the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
";

const TAIL: &str = "</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end=\"r\"?>";

/// The packet of a file.
pub(super) fn packet(properties: &Properties<'_>) -> String {
    let info = properties.info;
    let mut out = String::with_capacity(3072);
    out += HEAD;
    simple(&mut out, "dc:format", Some("application/pdf"));
    alternatives(&mut out, "dc:title", Some(properties.title));
    list(&mut out, "dc:creator", "Seq", info.authors.iter().map(String::as_str));
    alternatives(&mut out, "dc:description", properties.subject);
    list(&mut out, "dc:subject", "Bag", info.keywords.iter().map(String::as_str));
    list(&mut out, "dc:publisher", "Bag", info.publisher.as_deref().into_iter());
    alternatives(&mut out, "dc:rights", info.rights.as_deref());
    list(
        &mut out,
        "dc:language",
        "Bag",
        Some(info.language.as_str()).filter(|tag| !tag.is_empty()).into_iter(),
    );
    simple(&mut out, "dc:identifier", Some(info.identifier.as_str()).filter(|id| !id.is_empty()));
    simple(&mut out, "pdf:Keywords", properties.keywords);
    simple(&mut out, "pdf:Producer", Some(PRODUCER));
    simple(&mut out, "xmp:CreatorTool", Some("Offprint"));
    let date = properties.date.as_ref().map(|date| date.xmp());
    simple(&mut out, "xmp:CreateDate", date.as_deref());
    simple(&mut out, "xmp:ModifyDate", date.as_deref());
    out += EXTENSION;
    out += TAIL;
    out
}

fn simple(out: &mut String, name: &str, value: Option<&str>) {
    if let Some(value) = value {
        open(out, name);
        escape(out, value);
        close(out, name);
    }
}

/// A text with alternatives for languages, of which there is one.
fn alternatives(out: &mut String, name: &str, value: Option<&str>) {
    if let Some(value) = value {
        open(out, name);
        *out += "<rdf:Alt><rdf:li xml:lang=\"x-default\">";
        escape(out, value);
        *out += "</rdf:li></rdf:Alt>";
        close(out, name);
    }
}

fn list<'a>(out: &mut String, name: &str, kind: &str, values: impl Iterator<Item = &'a str>) {
    let mut values = values.peekable();
    if values.peek().is_none() {
        return;
    }
    open(out, name);
    *out += &format!("<rdf:{kind}>");
    for value in values {
        *out += "<rdf:li>";
        escape(out, value);
        *out += "</rdf:li>";
    }
    *out += &format!("</rdf:{kind}>");
    close(out, name);
}

fn open(out: &mut String, name: &str) {
    *out += &format!("<{name}>");
}

fn close(out: &mut String, name: &str) {
    *out += &format!("</{name}>\n");
}

/// Text as XML; characters that XML 1.0 forbids are left out.
fn escape(out: &mut String, text: &str) {
    for character in text.chars() {
        match character {
            '&' => *out += "&amp;",
            '<' => *out += "&lt;",
            '>' => *out += "&gt;",
            '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'.. => out.push(character),
            _ => {}
        }
    }
}
