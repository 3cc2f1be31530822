//! What the file says of itself: Info dictionary, XMP and output intent (ISO 32000-1, 14.3; ISO 19005-2, 6.6).
//!
//! Info and XMP are made from the same values and always agree.

mod date;
mod icc;
mod xmp;

use crate::diagnostic::Context;
use crate::pdf::file::PdfFile;
use crate::pdf::syntax::{Ref, Syntax, fitting};
use crate::structure::DocumentInfo;

use date::Date;

/// What made the file.
const PRODUCER: &str = concat!("Offprint ", env!("CARGO_PKG_VERSION"));

/// The values that Info and XMP share.
struct Properties<'a> {
    title: &'a str,
    author: Option<&'a str>,
    subject: Option<&'a str>,
    keywords: Option<&'a str>,
    date: Option<Date>,
    info: &'a DocumentInfo,
}

/// The objects that describe the file.
pub struct Metadata {
    /// The Info dictionary.
    pub info: Ref,
    /// The XMP stream.
    pub xmp: Ref,
    /// The output intent.
    pub output_intent: Ref,
}

/// Writes Info, XMP and the output intent.
pub fn write(file: &mut PdfFile, info: &DocumentInfo, context: &Context) -> Metadata {
    let joined = |list: &[String]| (!list.is_empty()).then(|| list.join(", "));
    let (authors, keywords) = (joined(&info.authors), joined(&info.keywords));
    let properties = Properties {
        title: fitting(&info.title, "the title", None, context),
        author: authors.as_deref().map(|text| fitting(text, "the list of authors", None, context)),
        subject: info.subject.as_deref().map(|text| fitting(text, "the description", None, context)),
        keywords: keywords.as_deref().map(|text| fitting(text, "the list of keywords", None, context)),
        date: info.date.as_deref().and_then(Date::parse),
        info,
    };
    let xmp = file.reserve();
    // Not compressed, so that programs that know no PDF can find it.
    file.encoded_stream(xmp, "/Type/Metadata/Subtype/XML", &[xmp::packet(&properties).as_bytes()]);
    Metadata { info: info_dictionary(file, &properties), xmp, output_intent: output_intent(file) }
}

fn info_dictionary(file: &mut PdfFile, properties: &Properties<'_>) -> Ref {
    file.add(|out| {
        out.put("<</Title").text(properties.title);
        let optional = [
            ("/Author", properties.author),
            ("/Subject", properties.subject),
            ("/Keywords", properties.keywords),
        ];
        for (key, value) in optional {
            if let Some(value) = value {
                out.put(key).text(value);
            }
        }
        out.put("/Creator").text("Offprint").put("/Producer").text(PRODUCER);
        if let Some(date) = &properties.date {
            out.put("/CreationDate").string(date.pdf().as_bytes());
            out.put("/ModDate").string(date.pdf().as_bytes());
        }
        out.put(">>");
    })
}

/// Says that device colours are sRGB.
fn output_intent(file: &mut PdfFile) -> Ref {
    let profile = file.reserve();
    file.stream(profile, "/N 3", &icc::srgb());
    file.add(|out| {
        out.put("<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB IEC61966-2.1)");
        out.put("/RegistryName(http://www.color.org)/Info(sRGB IEC61966-2.1)/DestOutputProfile ");
        out.reference(profile).put(">>");
    })
}
