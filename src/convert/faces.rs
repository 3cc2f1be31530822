//! Gathers the fonts of an article: the bundled ones, the user's files, and those of `@font-face` rules.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Options;
use super::sheets::Sheets;
use crate::assets::{LoadError, Loader};
use crate::diagnostic::{Code, Context, Diagnostic};
use crate::epub::EmbeddedFont;
use crate::font::{Face, FaceInfo, FontBook, FontFileError, read_faces};
use crate::source::Span;
use crate::style::{FontFace, is_shown_on_screen};

/// The fonts that the sheets bring along.
#[derive(Default)]
pub(crate) struct Faces {
    /// The files that the EPUB carries, under the names that its sheet calls them by.
    pub embedded: Vec<EmbeddedFont>,
    /// Which of them stands for which `@font-face` rule, by the rule's place.
    addresses: BTreeMap<Span, String>,
}

impl Faces {
    /// The address of a rule's file in the EPUB, relative to its sheet.
    pub fn address(&self, rule: &FontFace) -> Option<String> {
        self.addresses.get(&rule.span).cloned()
    }
}

/// Loads all faces; faults are reported and the face is left out.
pub(super) fn load(
    sheets: &Sheets,
    loader: &dyn Loader,
    options: &Options,
    context: &Context,
) -> (FontBook, Faces) {
    let mut book = FontBook::bundled();
    let mut faces = Faces::default();
    for bytes in &options.fonts {
        for face in read_faces(bytes).into_iter().flatten() {
            book.push(face);
        }
    }
    let all = sheets.all();
    for (sheet, own) in &sheets.author {
        let loader = own.as_deref().unwrap_or(loader);
        for rule in sheet.font_faces() {
            let on_screen = is_shown_on_screen(&all, rule);
            if rule.on_paper || on_screen {
                load_rule(rule, on_screen, loader, &mut book, &mut faces, context);
            }
        }
    }
    (book, faces)
}

/// Takes the first file of a rule that can be used; the EPUB carries it if it is shown on a screen.
fn load_rule(
    rule: &FontFace,
    on_screen: bool,
    loader: &dyn Loader,
    book: &mut FontBook,
    faces: &mut Faces,
    context: &Context,
) {
    for (path, span) in &rule.sources {
        let loaded = loader.load(path, context.limits.asset_bytes).map_err(|error| load_reason(&error));
        let read = loaded.and_then(|bytes| match read_faces(&bytes) {
            Ok(faces) => Ok((bytes, faces)),
            Err(FontFileError::NotEmbeddable) => {
                Err((Code::FontNotEmbeddable, "its licence forbids embedding".to_owned()))
            }
            Err(FontFileError::Broken) => {
                Err((Code::FontBroken, "it is not a TrueType or OpenType font".to_owned()))
            }
        });
        match read {
            Ok((bytes, list)) => {
                let Some(face) = list.into_iter().next() else { continue };
                if rule.on_paper {
                    book.push(Face::new(info(rule, &face.info), face.data.clone(), face.index));
                }
                if on_screen {
                    embed(rule, path, bytes, faces);
                }
                return;
            }
            Err((code, reason)) => {
                context.report(Diagnostic::new(
                    code,
                    *span,
                    format!("the font {path} cannot be used: {reason}"),
                ));
            }
        }
    }
}

/// What a rule makes of the face of its file: its descriptors win, and bound what a variable face can be.
fn info(rule: &FontFace, own: &FaceInfo) -> FaceInfo {
    let mut axes = own.axes.clone();
    for axis in &mut axes {
        let range = match &axis.tag {
            b"wght" => rule.weight,
            b"wdth" => rule.stretch,
            _ => None,
        };
        if let Some((least, most)) = range {
            axis.narrow(least, most);
        }
    }
    let varies = |tag: &[u8; 4]| own.axes.iter().any(|axis| axis.tag == *tag);
    let one =
        |range: Option<(u16, u16)>, usual: u16| range.map_or(usual, |(least, most)| usual.clamp(least, most));
    FaceInfo {
        family: rule.family.clone(),
        weight: if varies(b"wght") { own.weight } else { one(rule.weight, 400) },
        style: rule.style,
        stretch: if varies(b"wdth") { own.stretch } else { one(rule.stretch, 100) },
        axes,
    }
}

fn load_reason(error: &LoadError) -> (Code, String) {
    let reason = match error {
        LoadError::Missing => "there is no such file".to_owned(),
        LoadError::IsFolder => "it is a folder".to_owned(),
        LoadError::Outside(_) => "it lies outside the folders that may be read".to_owned(),
        LoadError::TooLarge(bytes) => format!("it has {} MB", bytes >> 20),
        LoadError::Failed(reason) => reason.clone(),
    };
    (Code::FontMissing, reason)
}

/// Gives a file a name of its own in the EPUB; one that several rules name is carried once.
fn embed(rule: &FontFace, path: &str, bytes: Arc<[u8]>, faces: &mut Faces) {
    let known = faces.embedded.iter().find(|font| font.bytes == bytes).map(|font| font.name.clone());
    let name = known.unwrap_or_else(|| {
        let extension = if bytes.starts_with(b"OTTO") { "otf" } else { "ttf" };
        let safe = |character: &char| character.is_ascii_alphanumeric();
        let stem = path.rsplit('/').next().and_then(|file| file.split('.').next()).unwrap_or_default();
        let stem: String = stem.chars().filter(safe).collect::<String>().to_ascii_lowercase();
        let name = format!("fonts/{}-{stem}.{extension}", faces.embedded.len() + 1);
        faces.embedded.push(EmbeddedFont { name: name.clone(), bytes });
        name
    });
    faces.addresses.insert(rule.span, name);
}
