//! Chooses the pictures that go into the book and gives them safe names.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use super::plan::Facts;
use crate::diagnostic::{Code, Context, Diagnostic};
use crate::document::Document;
use crate::image::{Image, ImageError, ImageFormat, ImageId, ImageSet, portable};

/// The file of a cover that was drawn.
const COVER: &str = "images/cover.png";

/// One packed picture.
#[derive(Debug)]
pub(super) struct Picture {
    /// Its file name, such as `images/map.png`.
    pub(super) href: String,
    /// Its media type (EPUB 3.3, 3.2).
    pub(super) media_type: &'static str,
    /// Its bytes.
    pub(super) bytes: Arc<[u8]>,
}

/// The pictures of the book.
#[derive(Debug, Default)]
pub(super) struct Pictures {
    /// In the order of their first use, the cover first.
    pub(super) files: Vec<Picture>,
    /// Which of them is the cover.
    pub(super) cover: Option<usize>,
    by_source: HashMap<Box<str>, usize>,
    /// How many of the shown pictures mean something.
    pub(super) with_meaning: usize,
    /// How many of those have no alternative text.
    pub(super) without_alt: usize,
    /// Some picture may move and so may flash.
    pub(super) may_flash: bool,
}

impl Pictures {
    /// Packs every picture that the article shows; what cannot be packed is reported and stays absent.
    pub(super) fn new(document: &Document, facts: &Facts, images: &ImageSet, context: &Context) -> Pictures {
        let mut pictures = Pictures::default();
        let mut by_id: BTreeMap<ImageId, Option<usize>> = BTreeMap::new();
        let mut names = HashSet::from([COVER.to_owned()]);
        let own_cover = document.metadata.cover.as_ref().and_then(|(source, _)| images.lookup(source));
        if let Some((id, image)) = own_cover.and_then(|id| Some((id, images.get(id)?))) {
            pictures.cover =
                pack(image, &mut names, context).and_then(|picture| pictures.add(picture, image));
            by_id.insert(id, pictures.cover);
        }
        for shown in &facts.pictures {
            let Some((id, image)) = images.lookup(&shown.source).and_then(|id| Some((id, images.get(id)?)))
            else {
                continue;
            };
            let packed = *by_id.entry(id).or_insert_with(|| {
                let picture = pack(image, &mut names, context);
                pictures.add(picture?, image)
            });
            if let Some(index) = packed {
                pictures.by_source.insert(shown.source.clone(), index);
                pictures.with_meaning += usize::from(shown.has_meaning);
                pictures.without_alt += usize::from(shown.has_meaning && !shown.has_alt);
            }
        }
        pictures
    }

    /// The file that shows a source.
    pub(super) fn href(&self, source: &str) -> Option<&str> {
        let index = *self.by_source.get(source)?;
        self.files.get(index).map(|picture| picture.href.as_str())
    }

    /// Makes a PNG file the cover of a book that has none.
    pub(super) fn add_cover(&mut self, png: Vec<u8>) {
        let picture = Picture { href: COVER.to_owned(), media_type: "image/png", bytes: png.into() };
        self.files.insert(0, picture);
        self.by_source.values_mut().for_each(|index| *index += 1);
        self.cover = Some(0);
    }

    /// The cover's file.
    pub(super) fn cover(&self) -> Option<&Picture> {
        self.files.get(self.cover?)
    }

    fn add(&mut self, picture: Picture, image: &Image) -> Option<usize> {
        self.may_flash |= image.format == ImageFormat::Gif && image.moves;
        self.files.push(picture);
        self.files.len().checked_sub(1)
    }
}

/// The picture as a file of the book; one that cannot be decoded is reported and left out.
fn pack(image: &Image, names: &mut HashSet<String>, context: &Context) -> Option<Picture> {
    let portable = match portable(image, context) {
        Ok(portable) => portable,
        Err(error) => {
            let reason = match error {
                ImageError::Broken(reason) => reason,
                ImageError::Unsupported => "its kind is not supported".to_owned(),
                ImageError::TooLarge(width, height) => format!("{width} × {height} pixels are too many"),
            };
            let message = format!("{} is left out of the EPUB: {reason}", image.name);
            let help = "its alternative text stands in its place; save it as PNG or JPEG";
            context.report(Diagnostic::new(Code::ImageBroken, image.span, message).help(help));
            return None;
        }
    };
    if image.moves && portable.format != ImageFormat::Gif {
        let message = format!("{} moves: the EPUB shows its first frame", image.name);
        let help = "e-readers show moving pictures only as GIF";
        context.report(Diagnostic::new(Code::ImageAnimated, image.span, message).help(help));
    }
    let (media_type, extension) = match portable.format {
        ImageFormat::Png => ("image/png", "png"),
        ImageFormat::Jpeg => ("image/jpeg", "jpg"),
        ImageFormat::Gif => ("image/gif", "gif"),
        ImageFormat::WebP => ("image/webp", "webp"),
        ImageFormat::Svg => ("image/svg+xml", "svg"),
    };
    let href = file_name(&image.name, extension, names);
    Some(Picture { href, media_type, bytes: portable.bytes })
}

/// A name of `a-z`, `0-9` and `-` that no other picture has.
fn file_name(path: &str, extension: &str, names: &mut HashSet<String>) -> String {
    let file = path.rsplit(['/', '\\']).next().unwrap_or_default();
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let mut safe = String::new();
    for character in stem.chars().take(60) {
        if character.is_ascii_alphanumeric() {
            safe.push(character.to_ascii_lowercase());
        } else if !safe.is_empty() && !safe.ends_with('-') {
            safe.push('-');
        }
    }
    let safe = safe.trim_end_matches('-');
    let base = if safe.is_empty() { "image" } else { safe };
    let mut name = format!("images/{base}.{extension}");
    let mut number = 1;
    while !names.insert(name.clone()) {
        number += 1;
        name = format!("images/{base}-{number}.{extension}");
    }
    name
}
