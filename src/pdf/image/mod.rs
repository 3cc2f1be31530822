//! Turns raster pictures into image XObjects (ISO 32000-1, 8.9), each once however often it is shown.
//!
//! JPEG data and plain PNG data go into the file as they are ([`jpeg`], [`png`]); everything else is decoded
//! ([`raster`]). Orientation is a matter of the matrix that places it.

mod jpeg;
mod png;
mod profile;
mod raster;

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Context, Diagnostic, Stop};
use crate::image::{Image, ImageFormat, ImageId, ImageSet};
use crate::layout::frame::{FrameItemKind, Page};
use crate::pdf::file::PdfFile;
use crate::pdf::graphic::Form;
use crate::pdf::image::raster::Pixels;
use crate::pdf::syntax::{Ref, Syntax};

/// The colours of an image's samples.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Colors {
    Gray,
    Rgb,
    /// A palette of RGB triples.
    Indexed(Vec<u8>),
}

impl Colors {
    fn channels(&self) -> usize {
        if *self == Colors::Rgb { 3 } else { 1 }
    }
}

/// An image as PDF holds it.
struct Encoded<'a> {
    width: u32,
    height: u32,
    bits: u8,
    colors: Colors,
    /// A valid ICC profile of the same number of channels.
    profile: Option<Vec<u8>>,
    data: Data<'a>,
}

/// An image's samples.
enum Data<'a> {
    /// The parts of a JPEG file.
    Jpeg(Vec<&'a [u8]>),
    /// The parts of a zlib stream of rows with PNG's filters.
    Png(Vec<&'a [u8]>),
    /// Decoded pixels.
    Pixels(Pixels),
}

impl Encoded<'_> {
    fn is_translucent(&self) -> bool {
        matches!(&self.data, Data::Pixels(pixels) if pixels.is_translucent())
    }
}

/// How the stored image is turned to be upright: EXIF's 1 to 8.
#[derive(Clone, Copy, Debug)]
pub struct Orientation(u8);

impl Orientation {
    /// The matrix that puts the image upright into a box, from the box's left, bottom, width and height.
    pub fn matrix(self, x: i64, y: i64, w: i64, h: i64) -> [i64; 6] {
        match self.0 {
            2 => [-w, 0, 0, h, x + w, y],
            3 => [-w, 0, 0, -h, x + w, y + h],
            4 => [w, 0, 0, -h, x, y + h],
            5 => [0, -h, -w, 0, x + w, y + h],
            6 => [0, -h, w, 0, x, y + h],
            7 => [0, h, w, 0, x, y],
            8 => [0, h, -w, 0, x + w, y],
            _ => [w, 0, 0, h, x, y],
        }
    }
}

/// A picture in the file.
pub struct Placed {
    /// Its number in resource names.
    pub number: usize,
    /// How it is turned.
    pub orientation: Orientation,
    object: Ref,
    translucent: bool,
}

/// The pictures of a document.
#[derive(Default)]
pub struct Images {
    placed: BTreeMap<ImageId, Placed>,
    /// The profiles that pictures share.
    profiles: BTreeMap<Vec<u8>, Ref>,
}

impl Images {
    /// Writes every picture that a page shows; says which cannot be shown.
    ///
    /// # Errors
    /// Stops when the work was cancelled.
    pub fn write(
        file: &mut PdfFile,
        pages: &[Page],
        set: &ImageSet,
        context: &Context,
    ) -> Result<Images, Stop> {
        let shown = pages.iter().flat_map(|page| &page.items).filter_map(|item| match item.kind {
            FrameItemKind::Image(id, _) => Some(id),
            _ => None,
        });
        let shown: std::collections::BTreeSet<ImageId> = shown.collect();
        let mut images = Images::default();
        for id in shown {
            context.check()?;
            let Some(image) = set.get(id).filter(|image| image.format != ImageFormat::Svg) else { continue };
            if let Some(Form { object, translucent }) = images.add(file, image, "", context) {
                if image.moves {
                    let message = format!("{} moves: the PDF shows its first frame", image.name);
                    context.report(Diagnostic::new(Code::ImageAnimated, image.span, message));
                }
                let orientation = Orientation(image.orientation);
                images.placed.insert(id, Placed { number: id.0 as usize, orientation, object, translucent });
            }
        }
        Ok(images)
    }

    /// Writes a raster picture; `place` says where it stands if that is not the article. One that cannot be shown is
    /// reported.
    pub fn add(&mut self, file: &mut PdfFile, image: &Image, place: &str, context: &Context) -> Option<Form> {
        match encode(image, context) {
            Ok(encoded) => {
                let object = write_image(file, &encoded, &mut self.profiles);
                Some(Form { object, translucent: encoded.is_translucent() })
            }
            Err((code, reason)) => {
                let message = format!("{place}{} is left out of the PDF: {reason}", image.name);
                context.report(Diagnostic::new(code, image.span, message));
                None
            }
        }
    }

    /// Adds a drawing that was written.
    pub fn add_drawing(&mut self, id: ImageId, form: Form) {
        let Form { object, translucent } = form;
        let placed = Placed { number: id.0 as usize, orientation: Orientation(1), object, translucent };
        self.placed.insert(id, placed);
    }

    /// The picture of an id, if it can be shown.
    pub fn placed(&self, id: ImageId) -> Option<&Placed> {
        self.placed.get(&id)
    }

    /// Whether parts of a picture are translucent.
    pub fn is_translucent(&self, id: ImageId) -> bool {
        self.placed(id).is_some_and(|placed| placed.translucent)
    }

    /// The `XObject` resources of a page that shows these pictures.
    pub fn resources(&self, out: &mut Vec<u8>, ids: &[ImageId]) {
        out.put("<<");
        for placed in ids.iter().filter_map(|id| self.placed(*id)) {
            out.put("/I").int(placed.number as i64).put(" ").reference(placed.object);
        }
        out.put(">>");
    }
}

/// Why a picture cannot be shown.
type Failure = (Code, String);

fn broken(reason: impl ToString) -> Failure {
    (Code::ImageBroken, reason.to_string())
}

fn encode<'a>(image: &'a Image, context: &Context) -> Result<Encoded<'a>, Failure> {
    let pixels = u64::from(image.width) * u64::from(image.height);
    if pixels > context.limits.pixels {
        return Err((Code::ImageTooLarge, format!("it has more than {} pixels", context.limits.pixels)));
    }
    let direct = match image.format {
        ImageFormat::Jpeg => jpeg::encode(&image.bytes),
        ImageFormat::Png => png::encode(&image.bytes),
        ImageFormat::Gif | ImageFormat::WebP | ImageFormat::Svg => None,
    };
    direct.map_or_else(|| raster::encode(image, context), Ok)
}

fn write_image(file: &mut PdfFile, image: &Encoded<'_>, profiles: &mut BTreeMap<Vec<u8>, Ref>) -> Ref {
    let mask = image.is_translucent().then(|| write_mask(file, image));
    let space = color_space(file, image, profiles);
    let mut entries = String::from("/Type/XObject/Subtype/Image");
    entries += &format!(
        "/Width {}/Height {}/BitsPerComponent {}/ColorSpace {space}",
        image.width, image.height, image.bits
    );
    if let Some(mask) = mask {
        entries += &format!("/SMask {} 0 R", mask.0);
    }
    let object = file.reserve();
    match &image.data {
        Data::Jpeg(parts) => file.encoded_stream(object, &format!("{entries}/Filter/DCTDecode"), parts),
        Data::Png(parts) => {
            entries += &format!(
                "/Filter/FlateDecode/DecodeParms<</Predictor 15/Colors {}/BitsPerComponent {}/Columns {}>>",
                image.colors.channels(),
                image.bits,
                image.width
            );
            file.encoded_stream(object, &entries, parts);
        }
        Data::Pixels(pixels) => {
            file.rows(object, &entries, image.colors.channels(), image.width, pixels.colors());
        }
    }
    object
}

fn write_mask(file: &mut PdfFile, image: &Encoded<'_>) -> Ref {
    let object = file.reserve();
    let entries = format!(
        "/Type/XObject/Subtype/Image/Width {}/Height {}/BitsPerComponent 8/ColorSpace/DeviceGray",
        image.width, image.height
    );
    if let Data::Pixels(pixels) = &image.data {
        file.rows(object, &entries, 1, image.width, pixels.opacities());
    }
    object
}

/// The colour space: the image's own profile, else the device's, which the output intent makes sRGB.
fn color_space(file: &mut PdfFile, image: &Encoded<'_>, profiles: &mut BTreeMap<Vec<u8>, Ref>) -> String {
    let (channels, device) = match image.colors {
        Colors::Gray => (1, "/DeviceGray"),
        Colors::Rgb | Colors::Indexed(_) => (3, "/DeviceRGB"),
    };
    let base = match &image.profile {
        None => device.to_owned(),
        Some(profile) => {
            let object = *profiles.entry(profile.clone()).or_insert_with(|| {
                let object = file.reserve();
                file.stream(object, &format!("/N {channels}/Alternate{device}"), profile);
                object
            });
            format!("[/ICCBased {} 0 R]", object.0)
        }
    };
    let Colors::Indexed(palette) = &image.colors else { return base };
    let last = (palette.len() / 3).saturating_sub(1);
    let hex: String = palette.iter().map(|byte| format!("{byte:02X}")).collect();
    format!("[/Indexed {base} {last}<{hex}>]")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_orientation_fills_the_same_box() {
        for orientation in 1..=8 {
            let [a, b, c, d, e, f] = Orientation(orientation).matrix(10, 20, 300, 200);
            let corners =
                [(0, 0), (1, 0), (0, 1), (1, 1)].map(|(s, t)| (a * s + c * t + e, b * s + d * t + f));
            for corner in [(10, 20), (310, 20), (10, 220), (310, 220)] {
                assert!(corners.contains(&corner), "{orientation}: {corners:?}");
            }
        }
    }
}
