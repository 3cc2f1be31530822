//! The faces inside the binary. `fonts/README.md` says where they come from.

use super::face::{Face, FaceInfo, FontData, FontStyle};

/// The family that `serif` stands for.
pub const SERIF: &str = "Source Serif 4";
/// The family that `sans-serif` stands for.
pub const SANS: &str = "Source Sans 3";
/// The family that `monospace` stands for.
pub const MONO: &str = "Source Code Pro";
/// The family of ornaments, check boxes and the box that stands for a missing glyph.
pub const SYMBOLS: &str = "Offprint Symbols";
/// The cut of [`SERIF`] for sizes above 18 pt.
pub const DISPLAY: &str = "Source Serif 4 Display";
/// The cut of [`SERIF`] for sizes below 9 pt.
pub const CAPTION: &str = "Source Serif 4 Caption";

struct Bundled {
    family: &'static str,
    weight: u16,
    style: FontStyle,
    bytes: &'static [u8],
}

macro_rules! bundled {
    ($( $family:ident $weight:literal $style:ident $path:literal; )*) => {
        const FACES: &[Bundled] = &[ $( Bundled {
            family: $family,
            weight: $weight,
            style: FontStyle::$style,
            bytes: include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/fonts/", $path)),
        }, )* ];
    };
}

bundled! {
    SERIF 400 Normal "source-serif-4/SourceSerif4-Regular.ttf";
    SERIF 400 Italic "source-serif-4/SourceSerif4-It.ttf";
    SERIF 700 Normal "source-serif-4/SourceSerif4-Bold.ttf";
    SERIF 700 Italic "source-serif-4/SourceSerif4-BoldIt.ttf";
    DISPLAY 400 Normal "source-serif-4/SourceSerif4Display-Regular.ttf";
    DISPLAY 400 Italic "source-serif-4/SourceSerif4Display-It.ttf";
    DISPLAY 600 Normal "source-serif-4/SourceSerif4Display-Semibold.ttf";
    DISPLAY 600 Italic "source-serif-4/SourceSerif4Display-SemiboldIt.ttf";
    CAPTION 400 Normal "source-serif-4/SourceSerif4Caption-Regular.ttf";
    CAPTION 400 Italic "source-serif-4/SourceSerif4Caption-It.ttf";
    SANS 400 Normal "source-sans-3/SourceSans3-Regular.ttf";
    SANS 400 Italic "source-sans-3/SourceSans3-It.ttf";
    SANS 600 Normal "source-sans-3/SourceSans3-Semibold.ttf";
    SANS 600 Italic "source-sans-3/SourceSans3-SemiboldIt.ttf";
    MONO 400 Normal "source-code-pro/SourceCodePro-Regular.ttf";
    MONO 400 Italic "source-code-pro/SourceCodePro-It.ttf";
    MONO 700 Normal "source-code-pro/SourceCodePro-Bold.ttf";
    SYMBOLS 400 Normal "symbols/OffprintSymbols-Regular.ttf";
}

/// All bundled faces; none is parsed yet.
pub(super) fn faces() -> impl Iterator<Item = Face> {
    FACES.iter().map(|face| {
        let info = FaceInfo {
            family: face.family.to_owned(),
            weight: face.weight,
            style: face.style,
            stretch: 100,
            axes: Vec::new(),
        };
        Face::new(info, FontData::Bundled(face.bytes), 0)
    })
}
