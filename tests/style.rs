//! Styles: sheets, cascade, dumps.

use offprint::diagnostic::Context;
use offprint::document::{Document, NodeId, Role, Tag};
use offprint::geometry::Size;
use offprint::source::{SourceId, Span};
use offprint::style::{BASE, BuiltIn, Origin, StyleOptions, Styles, Stylesheet, dump, paper, resolve};

fn element(document: &mut Document, parent: NodeId, tag: Tag) -> NodeId {
    let node = document.create_element(tag, Span::default());
    document.append(parent, node);
    node
}

fn role(document: &mut Document, parent: NodeId, role: Role, text: &str) -> NodeId {
    let node = document.create_role(role, Span::default());
    document.append(parent, node);
    let text = document.create_generated(text, Span::default());
    document.append(node, text);
    node
}

/// A small article.
fn article() -> Document {
    let mut document = Document::new(Span::default());
    let root = document.root();
    let head = element(&mut document, root, Tag::Header);
    role(&mut document, head, Role::Kicker, "Harbours");
    role(&mut document, head, Role::Headline, "The last pilot");
    for _ in 0..2 {
        let paragraph = element(&mut document, root, Tag::P);
        let text = document.create_generated("Words and ", Span::default());
        document.append(paragraph, text);
        let em = element(&mut document, paragraph, Tag::Em);
        let text = document.create_generated("more", Span::default());
        document.append(em, text);
    }
    role(&mut document, root, Role::SectionBreak, "");
    document
}

fn styles(document: &Document, css: &str, context: &Context) -> Styles {
    let base = Stylesheet::parse(SourceId(0), BASE, Origin::Base, context);
    let essay = Stylesheet::parse(SourceId(1), BuiltIn::Essay.text(), Origin::BuiltIn, context);
    let own = Stylesheet::parse(SourceId(2), css, Origin::Author, context);
    let options = StyleOptions { default_page: paper("a4").unwrap_or_default(), page_override: None::<Size> };
    resolve(document, &[&base, &essay, &own], &options, context)
}

#[test]
fn essay() {
    let context = Context::new();
    let document = article();
    let styles = styles(&document, "p { colr: red } em:hover { color: blue }", &context);
    assert!(dump(&document, &styles).contains("@BottomCenter"));
    let messages: Vec<String> =
        context.take_diagnostics().into_iter().map(|message| message.message).collect();
    assert_eq!(messages, ["the property `colr` is not supported"]);
}
