//! Turns `usvg`'s tree into a [`Graphic`].

use std::collections::BTreeSet;

use usvg::layout::Span;
use usvg::{BlendMode, ImageKind, MaskType, Node, PaintOrder, Transform};

use super::fonts::Faces;
use super::outline::{matrix, segments};
use super::paint::{Paints, with_alpha};
use super::{Clip, Graphic, Group, Item, Mask, Path, PlacedGlyph, TextRun};
use crate::font::{self, Coordinates, FontBook, FontId};
use crate::geometry::Size;
use crate::image::svg::pictures_inside;
use crate::image::{Image, ImageError, ImageFormat};

/// Reads a clean SVG.
pub fn read(image: &Image, fonts: &FontBook) -> Result<Graphic, ImageError> {
    let faces = Faces::new(fonts);
    let options = usvg::Options {
        image_href_resolver: pictures_inside(),
        fontdb: std::sync::Arc::clone(&faces.database),
        font_family: font::SERIF.to_owned(),
        ..usvg::Options::default()
    };
    let tree = usvg::Tree::from_data(&image.bytes, &options)
        .map_err(|error| ImageError::Broken(error.to_string()))?;
    let mut reader = Reader {
        faces: &faces,
        book: fonts,
        drawing: image,
        pictures: Vec::new(),
        in_mask: false,
        reduced: BTreeSet::new(),
    };
    let mut items = Vec::new();
    reader.group(tree.root(), Transform::identity(), &mut items);
    Ok(Graphic {
        width: tree.size().width(),
        height: tree.size().height(),
        items,
        pictures: reader.pictures,
        reduced: reader.reduced,
    })
}

struct Reader<'a> {
    faces: &'a Faces,
    book: &'a FontBook,
    drawing: &'a Image,
    pictures: Vec<Image>,
    /// Inside a mask text is outlines: there is nothing to read in it.
    in_mask: bool,
    reduced: BTreeSet<&'static str>,
}

impl Reader<'_> {
    fn group(&mut self, group: &usvg::Group, outer: Transform, out: &mut Vec<Item>) {
        let transform = outer.pre_concat(group.transform());
        if !group.filters().is_empty() {
            self.reduced.insert("a filter");
        }
        let mut items = Vec::new();
        for child in group.children() {
            match child {
                Node::Group(group) => self.group(group, transform, &mut items),
                Node::Path(path) => items.extend(self.path(path, transform).map(Item::Path)),
                Node::Text(text) => self.text(text, transform, &mut items),
                Node::Image(picture) => items.extend(self.picture(picture, transform)),
            }
        }
        let mut clips = Vec::new();
        let mut clip = group.clip_path();
        while let Some(path) = clip {
            clips.push(self.clip(path, transform));
            clip = path.clip_path();
        }
        let (opacity, blend) = (group.opacity().get(), blend_mode(group.blend_mode()));
        let mask = group.mask().map(|mask| self.mask(mask, transform));
        let isolated = group.isolate() || opacity < 1.0 || blend != "Normal" || mask.is_some();
        if isolated || !clips.is_empty() {
            out.push(Item::Group(Group { opacity, blend, isolated, clips, mask, items }));
        } else {
            out.append(&mut items);
        }
    }

    /// A mask: what it holds shows within its rectangle, itself under another mask at times.
    fn mask(&mut self, mask: &usvg::Mask, transform: Transform) -> Mask {
        let outer = std::mem::replace(&mut self.in_mask, true);
        let mut items = Vec::new();
        self.group(mask.root(), transform, &mut items);
        let rectangle = tiny_skia::PathBuilder::from_rect(mask.rect().to_rect()).transform(transform);
        let outline = rectangle.map(|path| segments(&path)).unwrap_or_default();
        let inner = mask.mask().map(|inner| self.mask(inner, transform));
        self.in_mask = outer;
        let group = Group {
            opacity: 1.0,
            blend: "Normal",
            isolated: inner.is_some(),
            clips: vec![Clip { outline, even_odd: false }],
            mask: inner,
            items,
        };
        Mask { luminosity: mask.kind() == MaskType::Luminance, items: vec![Item::Group(group)] }
    }

    fn picture(&mut self, picture: &usvg::Image, transform: Transform) -> Option<Item> {
        let (format, data) = match picture.kind() {
            ImageKind::PNG(data) => (ImageFormat::Png, data),
            ImageKind::JPEG(data) => (ImageFormat::Jpeg, data),
            ImageKind::GIF(_) | ImageKind::WEBP(_) | ImageKind::SVG(_) => return None,
        };
        let (width, height) = (picture.size().width(), picture.size().height());
        let known = self.pictures.iter().position(|known| known.bytes.as_ref() == data.as_slice());
        let index = known.unwrap_or_else(|| {
            self.pictures.push(Image {
                name: self.drawing.name.clone(),
                format,
                bytes: data.as_slice().into(),
                width: width as u32,
                height: height as u32,
                orientation: 1,
                natural_size: Size::default(),
                moves: false,
                title: None,
                span: self.drawing.span,
            });
            self.pictures.len() - 1
        });
        let place = transform.pre_concat(Transform::from_row(width, 0.0, 0.0, -height, 0.0, height));
        picture.is_visible().then(|| Item::Picture(index, matrix(place)))
    }

    fn path(&mut self, path: &usvg::Path, transform: Transform) -> Option<Path> {
        let mut paints = Paints { transform, reduced: &mut self.reduced };
        let fill = path.fill().and_then(|fill| paints.fill(fill));
        let stroke = path.stroke().and_then(|stroke| paints.stroke(stroke));
        let shown = path.is_visible() && (fill.is_some() || stroke.is_some());
        shown.then(|| Path {
            matrix: matrix(transform),
            outline: segments(path.data()),
            fill,
            stroke,
            stroke_first: path.paint_order() == PaintOrder::StrokeAndFill,
        })
    }

    /// Text as glyphs; where glyphs alone cannot show it, its outlines as paths below glyphs that are not painted.
    fn text(&mut self, text: &usvg::Text, transform: Transform, out: &mut Vec<Item>) {
        if self.in_mask {
            return self.group(text.flattened(), transform, out);
        }
        let plain = text.layouted().iter().all(|span| {
            span.stroke.is_none()
                && matches!(span.fill.as_ref().map(usvg::Fill::paint), Some(usvg::Paint::Color(_)))
        });
        if !plain {
            self.group(text.flattened(), transform, out);
        }
        for span in text.layouted().iter().filter(|span| span.visible) {
            let lines = [span.underline.as_ref(), span.overline.as_ref()];
            if plain {
                out.extend(
                    lines.into_iter().flatten().filter_map(|line| self.path(line, transform)).map(Item::Path),
                );
            }
            self.glyphs(span, transform, plain, out);
            if let Some(line) = span.line_through.as_ref().filter(|_| plain) {
                out.extend(self.path(line, transform).map(Item::Path));
            }
        }
    }

    fn glyphs(&mut self, span: &Span, transform: Transform, painted: bool, out: &mut Vec<Item>) {
        let color = match span.fill.as_ref().map(|fill| (fill.paint(), fill.opacity().get())) {
            Some((usvg::Paint::Color(color), opacity)) if painted => Some(with_alpha(*color, opacity)),
            _ => None,
        };
        let mut run: Option<TextRun> = None;
        for glyph in &span.positioned_glyphs {
            let Some(font) = self.faces.font(glyph.font) else { continue };
            let font = self.instance(font, span, glyph.font_size());
            let size = glyph.font_size();
            let units = self.book.face(font).map_or(1000, |face| face.metrics().units_per_em.max(1));
            let scale = f32::from(units) / size;
            // `usvg` places outlines in font units; here one unit is the em divided by the size.
            let place = transform.pre_concat(glyph.outline_transform()).pre_scale(scale, scale);
            let placed = PlacedGlyph {
                id: u16::try_from(glyph.id.0).unwrap_or(0),
                matrix: matrix(place),
                text: glyph.text.clone(),
            };
            if run.as_ref().is_some_and(|run| run.font != font || run.size != size) {
                out.extend(run.take().map(Item::Text));
            }
            run.get_or_insert_with(|| TextRun { font, size, color, glyphs: Vec::new() }).glyphs.push(placed);
        }
        out.extend(run.map(Item::Text));
    }

    /// The instance of a variable face that `usvg` set a glyph in.
    fn instance(&self, font: FontId, span: &Span, size: f32) -> FontId {
        let Some(face) = self.book.face(font).filter(|face| !face.info.axes.is_empty()) else { return font };
        let asked = |tag: &[u8; 4]| {
            let given = span
                .variations
                .iter()
                .find(|variation| variation.tag == *tag)
                .map(|variation| variation.value);
            let optical = tag == b"opsz" && span.font_optical_sizing == usvg::FontOpticalSizing::Auto;
            given.or(optical.then_some(size))
        };
        self.book.instance(font, Coordinates::of(&face.info.axes, asked))
    }

    /// A clip path's region: the union of its shapes.
    fn clip(&mut self, clip: &usvg::ClipPath, outer: Transform) -> Clip {
        let mut region = Clip { outline: Vec::new(), even_odd: false };
        let mut shapes = 0;
        self.clip_shapes(clip.root(), outer.pre_concat(clip.transform()), &mut region, &mut shapes);
        if shapes > 1 && region.even_odd {
            region.even_odd = false;
            self.reduced.insert("a clip path's rule");
        }
        region
    }

    fn clip_shapes(&mut self, group: &usvg::Group, outer: Transform, region: &mut Clip, shapes: &mut usize) {
        let transform = outer.pre_concat(group.transform());
        if group.clip_path().is_some() {
            self.reduced.insert("a clip path inside a clip path");
        }
        for node in group.children() {
            match node {
                Node::Group(group) => self.clip_shapes(group, transform, region, shapes),
                Node::Path(path) => {
                    *shapes += 1;
                    region.even_odd |= path.fill().is_some_and(|fill| fill.rule() == usvg::FillRule::EvenOdd);
                    if let Some(placed) = path.data().clone().transform(transform) {
                        region.outline.extend(segments(&placed));
                    }
                }
                Node::Text(text) => self.clip_shapes(text.flattened(), transform, region, shapes),
                Node::Image(_) => {}
            }
        }
    }
}

/// The names of PDF (ISO 32000-1, 11.3.5).
fn blend_mode(mode: BlendMode) -> &'static str {
    match mode {
        BlendMode::Normal | BlendMode::PlusLighter => "Normal",
        BlendMode::Multiply => "Multiply",
        BlendMode::Screen => "Screen",
        BlendMode::Overlay => "Overlay",
        BlendMode::Darken => "Darken",
        BlendMode::Lighten => "Lighten",
        BlendMode::ColorDodge => "ColorDodge",
        BlendMode::ColorBurn => "ColorBurn",
        BlendMode::HardLight => "HardLight",
        BlendMode::SoftLight => "SoftLight",
        BlendMode::Difference => "Difference",
        BlendMode::Exclusion => "Exclusion",
        BlendMode::Hue => "Hue",
        BlendMode::Saturation => "Saturation",
        BlendMode::Color => "Color",
        BlendMode::Luminosity => "Luminosity",
    }
}
