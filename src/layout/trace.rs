//! Boxes, structure and pages as text: for `dump` and for the references of the tests.

use std::fmt::Write;

use super::box_tree::{BlockBox, BoxContent, BoxTree};
use super::frame::{
    ArtifactType, ContentTag, FrameItem, FrameItemKind, LinkTarget, OutlineItem, PagedDocument, Shape,
};
use super::inline::{InlineContent, InlineItem};
use crate::font::{FaceInfo, FontBook, FontStyle};
use crate::geometry::{Color, Length, Point, Size};
use crate::structure::{StructChild, StructElem, StructId, StructTree};

/// The pages of a document: every item with its place in points from the page's top left corner.
pub fn trace(document: &PagedDocument) -> String {
    let mut out = String::new();
    for page in &document.pages {
        line(&mut out, 0, &format!("page {} {}", page.label, size(page.size)));
        for item in &page.items {
            line(&mut out, 1, &frame_item(item, &document.fonts));
        }
        for link in &page.links {
            let target = match &link.target {
                LinkTarget::Uri(address) => address.clone(),
                LinkTarget::Internal(id) => format!("#{id}"),
            };
            let place = format!("{} {}", point(link.rect.origin), size(link.rect.size));
            line(&mut out, 1, &format!("link {place} {target} {:?} e{}", link.contents, link.element.0));
        }
    }
    for (id, destination) in &document.destinations {
        line(
            &mut out,
            0,
            &format!("destination #{id} page {} {}", destination.page + 1, point(destination.point)),
        );
    }
    outline(&mut out, 0, &document.outline);
    out
}

fn outline(out: &mut String, depth: usize, items: &[OutlineItem]) {
    for item in items {
        line(out, depth, &format!("bookmark {:?} #{}", item.title, item.destination));
        outline(out, depth + 1, &item.children);
    }
}

fn frame_item(item: &FrameItem, fonts: &FontBook) -> String {
    let place = point(item.position);
    let tag = match item.tag {
        ContentTag::Content(id) => format!("c{}", id.0),
        ContentTag::Artifact(ArtifactType::Pagination) => "pagination".to_owned(),
        ContentTag::Artifact(ArtifactType::Layout) => "artifact".to_owned(),
    };
    let tag = if item.turned { format!("{tag} turned") } else { tag };
    match &item.kind {
        FrameItemKind::Text(run) => {
            let face = fonts.face(run.font).map(|face| &face.info);
            let name = face.map(face_name).unwrap_or_default();
            let Color { r, g, b, .. } = run.color;
            let color =
                if (r, g, b) == (0, 0, 0) { String::new() } else { format!(" #{r:02x}{g:02x}{b:02x}") };
            format!(
                "text {place} {tag} {name} {} wide {}{color} {:?}",
                pt(run.size),
                pt(run.width()),
                run.text
            )
        }
        FrameItemKind::Shape(Shape::Rect { size: extent, fill }) => {
            format!("rect {place} {tag} {} #{:02x}{:02x}{:02x}", size(*extent), fill.r, fill.g, fill.b)
        }
        FrameItemKind::Shape(Shape::Line { delta, width, .. }) => {
            format!("line {place} {tag} to {} width {}", point(*delta), pt(*width))
        }
        FrameItemKind::Image(id, extent) => format!("image {place} {tag} {} number {}", size(*extent), id.0),
    }
}

fn face_name(face: &FaceInfo) -> String {
    let slope = if face.style == FontStyle::Normal { "" } else { " italic" };
    format!("{} {}{slope}", face.family, face.weight)
}

/// The boxes of a document, one a line.
pub fn dump_boxes(tree: &BoxTree) -> String {
    let mut out = String::new();
    block(&mut out, 0, &tree.root);
    for note in &tree.notes {
        line(&mut out, 0, "note");
        block(&mut out, 1, note);
    }
    out
}

fn block(out: &mut String, depth: usize, block_box: &BlockBox) {
    let mut text = block_box.name.clone();
    if let Some(id) = &block_box.anchor {
        let _ = write!(text, " #{id}");
    }
    if let Some(marker) = &block_box.marker {
        let _ = write!(text, " marker {:?}", words(&marker.0));
    }
    match &block_box.content {
        BoxContent::Blocks(blocks) => {
            line(out, depth, &text);
            for child in blocks {
                block(out, depth + 1, child);
            }
        }
        BoxContent::Lines(lines) => line(out, depth, &format!("{text} lines {:?}", words(&lines.content))),
        BoxContent::Code(lines) => {
            line(out, depth, &format!("{text} code"));
            for source in lines {
                line(out, depth + 1, &format!("{:?}", words(&source.content)));
            }
        }
        BoxContent::Image(image) => {
            line(out, depth, &format!("{text} image {} {}", image.image.0, size(image.natural)))
        }
        BoxContent::Note(_) | BoxContent::Empty => line(out, depth, &text),
        BoxContent::Table(table) => {
            line(out, depth, &format!("{text} table of {} columns", table.columns));
            for caption in &table.captions {
                block(out, depth + 1, caption);
            }
            for row in &table.rows {
                line(out, depth + 1, if row.header { "row header" } else { "row" });
                for cell in &row.cells {
                    line(
                        out,
                        depth + 2,
                        &format!("cell {} spans {}x{}", cell.column, cell.col_span, cell.row_span),
                    );
                    block(out, depth + 3, &cell.block);
                }
            }
        }
    }
}

fn words(content: &InlineContent) -> String {
    let mut text = String::new();
    for item in &content.items {
        match item {
            InlineItem::Text { text: piece, .. } => text.push_str(piece),
            InlineItem::Open { link: Some(_), .. } => text.push('['),
            InlineItem::LineBreak => text.push('\n'),
            InlineItem::Atom { .. } => text.push('\u{FFFC}'),
            InlineItem::Leader { .. } => text.push('\u{2026}'),
            InlineItem::Open { .. } | InlineItem::Close | InlineItem::BreakOpportunity => {}
        }
    }
    text
}

/// The structure tree, one element a line, with the numbers of the content that it holds.
pub fn dump_structure(tree: &StructTree) -> String {
    let mut out = String::new();
    let mut stack = vec![(StructChild::Element(StructId(0)), 0)];
    while let Some((child, depth)) = stack.pop() {
        match child {
            StructChild::Content(id) => line(&mut out, depth, &format!("c{}", id.0)),
            StructChild::Element(id) => {
                let Some(element) = tree.get(id) else { continue };
                line(&mut out, depth, &struct_elem(element));
                stack.extend(element.children.iter().rev().map(|&child| (child, depth + 1)));
            }
        }
    }
    out
}

fn struct_elem(element: &StructElem) -> String {
    let mut text = format!("{:?}", element.kind);
    let mut add = |name: &str, value: Option<String>| {
        if let Some(value) = value {
            let _ = write!(text, " {name}={value}");
        }
    };
    add("alt", element.alt.as_ref().map(|alt| format!("{alt:?}")));
    add("lang", element.lang.clone());
    add("id", element.id.clone());
    add("scope", element.scope.map(|scope| format!("{scope:?}")));
    add("numbering", element.list_numbering.map(|numbering| format!("{numbering:?}")));
    add("columns", Some(element.col_span).filter(|&span| span > 1).map(|span| span.to_string()));
    add("rows", Some(element.row_span).filter(|&span| span > 1).map(|span| span.to_string()));
    text
}

fn line(out: &mut String, depth: usize, text: &str) {
    for _ in 0..depth {
        out.push_str("  ");
    }
    out.push_str(text);
    out.push('\n');
}

/// Points with one decimal.
fn pt(length: Length) -> String {
    let text = format!("{:.1}", length.to_pt());
    if text == "-0.0" { "0.0".to_owned() } else { text }
}

fn point(point: Point) -> String {
    format!("{},{}", pt(point.x), pt(point.y))
}

fn size(size: Size) -> String {
    format!("{}x{}", pt(size.width), pt(size.height))
}
