//! Computed styles as text: what each node adds to its parent's.

use std::fmt::Write;

use crate::document::{Document, NodeId};
use crate::style::computed::{ComputedStyle, PageQuery};
use crate::style::on_paper;
use crate::style::property::Longhand;
use crate::style::property::show::Show;
use crate::style::selector::Pseudo;
use crate::style::styles::Styles;

/// Every element with the properties that differ from its parent's (inherited ones) or from the initial value,
/// then the first page and a later one.
pub fn dump(document: &Document, styles: &Styles) -> String {
    let mut out = String::new();
    let initial = ComputedStyle::default();
    let mut stack = vec![(document.root(), 0)];
    while let Some((node, depth)) = stack.pop() {
        let Some(element) = document.element(node) else { continue };
        stack.extend(element.children.iter().rev().map(|child| (*child, depth + 1)));
        let parent = document.get(node).and_then(|node| node.parent);
        let style = styles.node(node);
        let parent = parent.map_or(&initial, |parent| styles.node(parent));
        line(&mut out, depth, &label(document, node), style, parent);
        for pseudo in Pseudo::ALL {
            if let Some(own) = styles.pseudo(node, pseudo) {
                line(&mut out, depth + 1, &format!("::{}", pseudo.name()), own, style);
            }
        }
    }
    page(&mut out, "first page", styles, &PageQuery { first: true, ..PageQuery::default() });
    page(&mut out, "left page", styles, &PageQuery { left: true, ..PageQuery::default() });
    out
}

fn label(document: &Document, node: NodeId) -> String {
    let Some(element) = document.element(node) else { return String::new() };
    let mut label = String::from(element.tag.name());
    let role = element.role.map(|role| role.info().class);
    for class in role.into_iter().chain(element.attributes.classes.iter().map(AsRef::as_ref)) {
        label.push('.');
        label.push_str(class);
    }
    label
}

fn line(out: &mut String, depth: usize, label: &str, style: &ComputedStyle, parent: &ComputedStyle) {
    let indent = "  ".repeat(depth);
    let _ = writeln!(out, "{indent}{label}");
    let initial = ComputedStyle::default();
    for longhand in Longhand::ALL {
        let info = longhand.info();
        let shown = (info.show)(style);
        if shown != (info.show)(if info.inherited { parent } else { &initial }) {
            let _ = writeln!(out, "{indent}    {}: {shown}", info.name);
        }
    }
}

fn page(out: &mut String, label: &str, styles: &Styles, query: &PageQuery) {
    let page = styles.page(query);
    let margin = page.margin;
    let sides = [margin.top, margin.right, margin.bottom, margin.left].map(|side| side.show()).join(" ");
    let _ = writeln!(
        out,
        "@page {label}: {} {}, margin {sides}",
        page.size.width.show(),
        page.size.height.show()
    );
    if let Some(color) = page.background {
        let _ = writeln!(out, "    background-color: {}", color.show());
    }
    for (name, style, _) in &page.margin_boxes {
        line(out, 1, &format!("@{name:?}"), style, &ComputedStyle::default());
    }
}

/// The table of supported properties in Markdown: what `docs/css.md` holds.
pub fn property_table() -> String {
    let mut table = String::from("| property | values | initial | inherited | |\n|---|---|---|---|---|\n");
    for longhand in Longhand::ALL {
        let info = longhand.info();
        let inherited = if info.inherited { "yes" } else { "no" };
        let _ = writeln!(
            table,
            "| `{}` | {} | `{}` | {inherited} | {}{} |",
            info.name,
            (info.syntax)(),
            info.initial,
            info.doc,
            if on_paper::is_ignored(*longhand) { " In the EPUB only." } else { "" }
        );
    }
    table
}
