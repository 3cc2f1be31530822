//! Reads SVG pictures through usvg.

use std::sync::Arc;

use super::read::ImageError;
use super::{Image, ImageFormat};
use crate::diagnostic::Limits;
use crate::geometry::{Length, Size};
use crate::source::Span;

/// Reads an SVG's size and title.
///
/// # Errors
/// Says why the file is no usable picture.
pub fn read(name: &str, bytes: Arc<[u8]>, span: Span, limits: &Limits) -> Result<Image, ImageError> {
    if bytes.len() > limits.source_bytes {
        return Err(ImageError::TooLarge(0, 0));
    }
    let options = usvg::Options { image_href_resolver: no_images(), ..usvg::Options::default() };
    let tree =
        usvg::Tree::from_data(&bytes, &options).map_err(|error| ImageError::Broken(error.to_string()))?;
    let (width, height) = (f64::from(tree.size().width()), f64::from(tree.size().height()));
    let natural_size = Size { width: Length::from_pt(width * 0.75), height: Length::from_pt(height * 0.75) };
    Ok(Image {
        name: name.to_owned(),
        format: ImageFormat::Svg,
        bytes,
        width: width.ceil().max(1.0) as u32,
        height: height.ceil().max(1.0) as u32,
        orientation: 1,
        natural_size,
        title: None,
        span,
    })
}

/// Refuses every picture inside a picture.
fn no_images() -> usvg::ImageHrefResolver<'static> {
    usvg::ImageHrefResolver { resolve_data: Box::new(|_, _, _| None), resolve_string: Box::new(|_, _| None) }
}
