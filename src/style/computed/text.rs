//! How text is set: the inherited properties of lines and paragraphs.

use std::sync::Arc;

use super::keyword::*;
use super::value::LengthPercentage;
use crate::geometry::Length;

/// `line-height`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum LineHeight {
    /// By the font: 1.2 times the size.
    #[default]
    Normal,
    /// A number times the element's own font size, in thousandths.
    Number(i32),
    /// A length.
    Length(Length),
}

/// `hyphenate-limit-chars`: letters in the word, before and after the break.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct HyphenateLimitChars {
    /// Shortest word.
    pub word: u8,
    /// Fewest letters before the hyphen; 0 is the language's own.
    pub before: u8,
    /// Fewest letters after it; 0 is the language's own.
    pub after: u8,
}

/// `-offprint-protrusion` and other bounds of justification.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Justification {
    /// `-offprint-protrusion`: how far punctuation hangs into the margin, in percent of microtype's amounts.
    pub protrusion: u8,
    /// `-offprint-letter-fit`: how far letters may be moved apart or together to justify a line, each; not negative.
    pub letter_fit: Length,
    /// `-offprint-runt`: the shortest last line of a paragraph.
    pub runt: LengthPercentage,
}

/// The string of `text-align` (CSS Text 4, 6.2): what the cells of a table's column are aligned at.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct AlignmentString {
    /// The string, not empty.
    pub string: Arc<str>,
    /// Where the cells stand in their column as a whole.
    pub group: TextAlign,
}

/// `list-style-type` (CSS Counter Styles 3).
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
#[allow(missing_docs)] // CSS's own keywords.
pub enum ListStyleType {
    #[default]
    Disc,
    Circle,
    Square,
    Decimal,
    DecimalLeadingZero,
    LowerRoman,
    UpperRoman,
    LowerAlpha,
    UpperAlpha,
    LowerGreek,
    None,
    /// A string.
    String(Arc<str>),
}

/// The inherited properties of a text that are not its font.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TextProperties {
    /// `line-height`.
    pub line_height: LineHeight,
    /// `text-align`.
    pub align: TextAlign,
    /// The string of `text-align`; with one, `align` is `end`, which counts wherever it has no effect.
    pub align_string: Option<AlignmentString>,
    /// `text-align-last`.
    pub align_last: TextAlignLast,
    /// `text-indent`, of the containing block's width.
    pub indent: LengthPercentage,
    /// `text-indent: … hanging`: all lines but the first.
    pub indent_hanging: bool,
    /// `white-space`.
    pub white_space: WhiteSpace,
    /// `text-justify`.
    pub justify: TextJustify,
    /// `overflow-wrap`.
    pub overflow_wrap: OverflowWrap,
    /// `text-wrap`.
    pub wrap: TextWrap,
    /// `tab-size` in spaces.
    pub tab_size: u8,
    /// `hyphens`.
    pub hyphens: Hyphens,
    /// `hyphenate-limit-chars`.
    pub hyphenate_limit_chars: HyphenateLimitChars,
    /// `hyphenate-limit-lines`: hyphens in a row; `u8::MAX` is no limit.
    pub hyphenate_limit_lines: u8,
    /// `hyphenate-limit-last`: which last lines do not end in a hyphen.
    pub hyphenate_limit_last: HyphenateLimitLast,
    /// `hanging-punctuation: first`.
    pub hang_first: bool,
    /// Bounds of justification.
    pub justification: Justification,
    /// `text-transform`.
    pub transform: TextTransform,
    /// `orphans`.
    pub orphans: u8,
    /// `widows`.
    pub widows: u8,
    /// `direction`.
    pub direction: TextDirection,
    /// `list-style-type`.
    pub list_style_type: ListStyleType,
    /// `list-style-position`.
    pub list_style_position: ListStylePosition,
    /// `border-collapse`.
    pub border_collapse: BorderCollapse,
    /// `border-spacing`: horizontal, vertical.
    pub border_spacing: (Length, Length),
    /// `caption-side`.
    pub caption_side: CaptionSide,
    /// `-offprint-wrap-mark`: the mark at the end of a wrapped line of code; empty for none.
    pub wrap_mark: Arc<str>,
}

impl Default for TextProperties {
    fn default() -> TextProperties {
        TextProperties {
            line_height: LineHeight::Normal,
            align: TextAlign::Start,
            align_string: None,
            align_last: TextAlignLast::Auto,
            indent: LengthPercentage::default(),
            indent_hanging: false,
            white_space: WhiteSpace::Normal,
            justify: TextJustify::Auto,
            overflow_wrap: OverflowWrap::Normal,
            wrap: TextWrap::Wrap,
            tab_size: 8,
            hyphens: Hyphens::Manual,
            hyphenate_limit_chars: HyphenateLimitChars { word: 5, before: 0, after: 0 },
            hyphenate_limit_lines: u8::MAX,
            hyphenate_limit_last: HyphenateLimitLast::None,
            hang_first: false,
            justification: Justification {
                protrusion: 0,
                letter_fit: Length::ZERO,
                runt: LengthPercentage::default(),
            },
            transform: TextTransform::None,
            orphans: 2,
            widows: 2,
            direction: TextDirection::Ltr,
            list_style_type: ListStyleType::Disc,
            list_style_position: ListStylePosition::Outside,
            border_collapse: BorderCollapse::Separate,
            border_spacing: (Length::ZERO, Length::ZERO),
            caption_side: CaptionSide::Top,
            wrap_mark: Arc::from(""),
        }
    }
}
