//! Link annotations (ISO 32000-1, 12.5.6.5; ISO 14289-1, 7.18).

use crate::diagnostic::{Code, Context, Diagnostic};
use crate::layout::frame::{LinkArea, LinkTarget, Page, PagedDocument};
use crate::pdf::file::PdfFile;
use crate::pdf::navigation::destination_key;
use crate::pdf::structure::LinkObject;
use crate::pdf::structure::model::Repaired;
use crate::pdf::syntax::{Ref, Syntax, fitting, hundredths};
use crate::structure::StructId;

/// The area of a link that gets an annotation.
pub struct PlacedLink<'a> {
    page: &'a Page,
    area: &'a LinkArea,
    /// Its element, page and annotation.
    pub object: LinkObject,
}

/// The links that lead somewhere; says which do not.
pub fn usable<'a>(document: &'a PagedDocument, context: &Context) -> Vec<(u32, &'a Page, &'a LinkArea)> {
    let areas = (0..)
        .zip(&document.pages)
        .flat_map(|(index, page)| page.links.iter().map(move |area| (index, page, area)));
    areas.filter(|(_, _, area)| leads_somewhere(document, area, context)).collect()
}

fn leads_somewhere(document: &PagedDocument, area: &LinkArea, context: &Context) -> bool {
    let LinkTarget::Internal(id) = &area.target else { return true };
    let known = document.destinations.contains_key(id);
    if !known {
        let message = format!("a link points to “{id}”, which is not in the document");
        context.report(Diagnostic::new(Code::LinkTargetMissing, area.span, message));
    }
    known
}

/// Numbers the annotations of links whose elements stand in the tree; `stands` tells.
pub fn place<'a>(
    file: &mut PdfFile,
    links: &[(u32, &'a Page, &'a LinkArea)],
    structure: &Repaired<'_>,
    stands: impl Fn(StructId) -> bool,
) -> Vec<PlacedLink<'a>> {
    let mut placed = Vec::with_capacity(links.len());
    for &(index, page, area) in links {
        let element = structure.link(area.element);
        if stands(element) {
            let object = LinkObject { element, page: index, annotation: file.reserve() };
            placed.push(PlacedLink { page, area, object });
        }
    }
    placed
}

/// Writes the annotations; `first_key` is the key of the first in the parent tree.
pub fn write(
    file: &mut PdfFile,
    document: &PagedDocument,
    links: &[PlacedLink<'_>],
    pages: &[Ref],
    context: &Context,
) {
    for (offset, link) in links.iter().enumerate() {
        let key = pages.len() + offset;
        file.object(link.object.annotation, |out| {
            annotation(out, link, key, document, pages, context);
        });
    }
}

fn annotation(
    out: &mut Vec<u8>,
    link: &PlacedLink<'_>,
    key: usize,
    document: &PagedDocument,
    pages: &[Ref],
    context: &Context,
) {
    let (area, height) = (link.area, link.page.size.height);
    let (left, right) = (hundredths(area.rect.origin.x), hundredths(area.rect.right()));
    let (top, bottom) = (hundredths(height - area.rect.origin.y), hundredths(height - area.rect.bottom()));
    out.put("<</Type/Annot/Subtype/Link/Rect[");
    for side in [left.min(right), bottom.min(top), right.max(left), top.max(bottom)] {
        out.decimal(side, 2).put(" ");
    }
    out.put("]/Border[0 0 0]/F 4/StructParent ").int(key as i64);
    if let Some(page) = pages.get(link.object.page as usize) {
        out.put("/P ").reference(*page);
    }
    let contents = Some(area.contents.trim()).filter(|contents| !contents.is_empty()).unwrap_or("Link");
    out.put("/Contents").text(fitting(contents, "a link's description", Some(area.span), context));
    match &area.target {
        LinkTarget::Uri(uri) => {
            let uri = ascii_uri(uri);
            let uri = fitting(&uri, "a link's address", Some(area.span), context);
            out.put("/A<</Type/Action/S/URI/URI").string(uri.as_bytes()).put(">>");
        }
        LinkTarget::Internal(id) => {
            out.put("/Dest").string(&destination_key(document, id));
        }
    }
    out.put(">>");
}

/// An address in ASCII, as PDF asks for: everything else percent-encoded (RFC 3987, 3.1).
fn ascii_uri(uri: &str) -> String {
    let mut out = String::with_capacity(uri.len());
    for byte in uri.bytes() {
        if byte.is_ascii_graphic() && !b"<>\"{}|\\^`".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}
