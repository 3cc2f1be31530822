//! Loads the pictures that an article shows. One that is not there leaves its words in its place, in both outputs.

use std::collections::BTreeMap;

use crate::assets::{LoadError, Loader};
use crate::diagnostic::{Code, Context, Diagnostic};
use crate::document::labels::Labels;
use crate::document::{Document, NodeId, NodeKind, Role, Tag, file_path};
use crate::image::{ImageError, ImageSet, read};
use crate::markdown::{may_name_itself, report_no_alt};
use crate::source::Span;

/// Loads every picture; what cannot be shown is reported and replaced in the tree.
pub(super) fn load(document: &mut Document, loader: &dyn Loader, context: &Context) -> ImageSet {
    let mut images = ImageSet::default();
    let nodes: Vec<NodeId> = document.walk().filter(|&id| document.tag(id) == Some(Tag::Img)).collect();
    let mut sources = BTreeMap::new();
    for node in nodes {
        let Some(source) = document.element(node).and_then(|element| element.attributes.src.clone()) else {
            continue;
        };
        let span = document.span(node);
        if is_remote(&source) {
            report_remote(&source, span, context);
            replace_by_link(document, node, &source);
            continue;
        }
        let usable = *sources
            .entry(source.clone())
            .or_insert_with(|| load_one(&source, span, loader, &mut images, context));
        if usable {
            take_title(document, node, &source, &images, context);
        } else {
            replace_by_words(document, node);
        }
    }
    if let Some((cover, span)) = document.metadata.cover.clone() {
        let remote = is_remote(&cover);
        if remote {
            let message = format!("the cover {cover} is on the network, where nothing is fetched from");
            let help = "a cover is drawn instead; save the picture beside the article to use it";
            context.report(Diagnostic::new(Code::ImageRemote, span, message).help(help));
        }
        let usable = !remote && load_one(&cover, span, loader, &mut images, context);
        if !usable {
            document.metadata.cover = None;
        }
    }
    images
}

fn is_remote(source: &str) -> bool {
    let lower = source.trim_start().to_ascii_lowercase();
    lower.starts_with("//") || ["http:", "https:", "ftp:"].iter().any(|scheme| lower.starts_with(scheme))
}

fn report_remote(source: &str, span: Span, context: &Context) {
    let message = format!("the image {source} is on the network, where nothing is fetched from");
    let diagnostic = Diagnostic::new(Code::ImageRemote, span, message).help(
        "its alternative text stands in its place as a link; save the image beside the article to show it",
    );
    context.report(diagnostic);
}

/// Whether a source gives a picture; why not is reported.
fn load_one(source: &str, span: Span, loader: &dyn Loader, images: &mut ImageSet, context: &Context) -> bool {
    if source.trim_start().to_ascii_lowercase().starts_with("data:") {
        let message = "an image inside an address (data:) is not supported";
        context.report(
            Diagnostic::new(Code::ImageUnsupported, span, message)
                .help("save it as a file beside the article"),
        );
        return false;
    }
    let path = file_path(source);
    let loaded = match loader.load(&path, context.limits.asset_bytes) {
        Ok(bytes) => {
            read(source, bytes, span, context).map_err(|error| picture_fault(&path, span, &error, context))
        }
        Err(error) => Err(load_fault(&path, span, &error, context)),
    };
    match loaded {
        Ok(image) => {
            images.insert(source, image);
            true
        }
        Err(diagnostic) => {
            images.insert_missing(source);
            context.report(diagnostic);
            false
        }
    }
}

fn load_fault(path: &str, span: Span, error: &LoadError, context: &Context) -> Diagnostic {
    match error {
        LoadError::Missing => Diagnostic::new(Code::ImageMissing, span, format!("there is no image {path}"))
            .help("paths start at the article's folder"),
        LoadError::IsFolder => {
            Diagnostic::new(Code::ImageMissing, span, format!("the image {path} is a folder"))
        }
        LoadError::Failed(reason) => {
            Diagnostic::new(Code::ImageMissing, span, format!("the image {path} cannot be read: {reason}"))
        }
        LoadError::Outside(_) => {
            let message = format!("the image {path} lies outside the article's folder");
            Diagnostic::new(Code::ImageOutsideRoots, span, message).help("allow its folder with --allow DIR")
        }
        LoadError::TooLarge(bytes) => {
            let message = format!("the image {path} is too large: {} MB", bytes >> 20);
            let most = context.limits.asset_bytes >> 20;
            Diagnostic::new(Code::ImageTooLarge, span, message)
                .help(format!("scale it down; the limit is {most} MB"))
        }
    }
}

fn picture_fault(path: &str, span: Span, error: &ImageError, context: &Context) -> Diagnostic {
    match error {
        ImageError::Unsupported => {
            let message = format!("the image {path} is of a kind that is not supported");
            Diagnostic::new(Code::ImageUnsupported, span, message).help("PNG, JPEG, GIF, WebP and SVG are")
        }
        ImageError::Broken(reason) => {
            Diagnostic::new(Code::ImageBroken, span, format!("the image {path} cannot be decoded: {reason}"))
        }
        ImageError::TooLarge(width, height) => {
            let message = format!("the image {path} is too large: {width} × {height} pixels");
            let (pixels, bytes) = (context.limits.pixels, context.limits.decoded_bytes);
            Diagnostic::new(Code::ImageTooLarge, span, message).help(format!(
                "scale it down; the limits are {} million pixels and {} MB once it is decoded",
                pixels / 1_000_000,
                bytes / 1_000_000
            ))
        }
    }
}

/// An SVG's own title serves as the alternative text where the article gives none; that neither does is reported,
/// which the reader of the article left to us for files that may have a title.
fn take_title(document: &mut Document, node: NodeId, source: &str, images: &ImageSet, context: &Context) {
    let title = images.lookup(source).and_then(|id| images.get(id)?.title.clone());
    let span = document.span(node);
    let Some(attributes) = document.element_mut(node).map(|element| &mut element.attributes) else { return };
    if attributes.decorative || attributes.alt.as_deref().is_some_and(|alt| !alt.is_empty()) {
        return;
    }
    match title {
        Some(title) => attributes.alt = Some(title.into()),
        None if attributes.alt.is_none() && may_name_itself(source) => report_no_alt(source, span, context),
        None => {}
    }
}

fn alt_or_label(document: &Document, node: NodeId) -> String {
    let alt = document.element(node).and_then(|element| element.attributes.alt.as_deref());
    match alt.filter(|alt| !alt.trim().is_empty()) {
        Some(alt) => alt.to_owned(),
        None => Labels::of(document.language(node)).image_missing().to_owned(),
    }
}

/// Makes an image that is on the network a link to it, unless it stands in a link already.
fn replace_by_link(document: &mut Document, node: NodeId, source: &str) {
    let words = alt_or_label(document, node);
    let in_link = document.ancestors(node).any(|id| document.tag(id) == Some(Tag::A));
    replace(document, node, words, if in_link { None } else { Some(source) });
}

/// Makes an image that is not there a box with its words.
fn replace_by_words(document: &mut Document, node: NodeId) {
    let words = alt_or_label(document, node);
    replace(document, node, words, None);
}

/// Puts words in an image's place; its source and width stay with them.
fn replace(document: &mut Document, node: NodeId, words: String, link: Option<&str>) {
    let span = document.span(node);
    let text = document.create_generated(words, span);
    if let Some(NodeKind::Element(element)) = document.get_mut(node).map(|held| &mut held.kind) {
        element.attributes.alt = None;
        match link {
            Some(address) => {
                element.tag = Tag::A;
                element.attributes.href = Some(address.into());
            }
            None => {
                element.tag = Tag::Span;
                element.role = Some(Role::MissingImage);
            }
        }
    }
    document.append(node, text);
}
