//! The computed values that layout reads: lengths are absolute, `em` is gone, percentages are left.
//!
//! Property names, values and initial values are CSS's; what Offprint adds is marked `-offprint-*`.

use std::sync::Arc;

use crate::font::FontStyle;
use crate::geometry::{Color, Length, Sides, Size};

/// A share of some length, in hundredths of a percent: 5000 is one half.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Percentage(pub i32);

impl Percentage {
    /// This share of a length.
    pub fn of(self, base: Length) -> Length {
        base.scale(self.0, 10_000)
    }
}

/// A length or a share of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LengthPercentage {
    /// A length.
    Length(Length),
    /// A share of what the property says.
    Percentage(Percentage),
}

impl Default for LengthPercentage {
    fn default() -> LengthPercentage {
        LengthPercentage::Length(Length::ZERO)
    }
}

impl LengthPercentage {
    /// The length, percentages taken of `base`.
    pub fn resolve(self, base: Length) -> Length {
        match self {
            LengthPercentage::Length(length) => length,
            LengthPercentage::Percentage(share) => share.of(base),
        }
    }
}

/// A length, a share or `auto` (also `none` for maxima).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum AutoLength {
    /// Left to layout.
    #[default]
    Auto,
    /// Given.
    Set(LengthPercentage),
}

impl AutoLength {
    /// The length, percentages taken of `base`; `None` for `auto`.
    pub fn resolve(self, base: Length) -> Option<Length> {
        match self {
            AutoLength::Auto => None,
            AutoLength::Set(value) => Some(value.resolve(base)),
        }
    }
}

macro_rules! keywords {
    ($( $(#[$meta:meta])* $name:ident { $first:ident $first_text:literal $(, $variant:ident $text:literal )* } )*) => { $(
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
        pub enum $name { #[default] #[doc = concat!("`", $first_text, "`")] $first, $( #[doc = concat!("`", $text, "`")] $variant, )* }

        impl $name {
            /// The value of a lower-case keyword.
            pub fn from_keyword(keyword: &str) -> Option<$name> {
                match keyword { $first_text => Some($name::$first), $( $text => Some($name::$variant), )* _ => None }
            }

            /// The keyword as CSS writes it.
            pub fn keyword(self) -> &'static str {
                match self { $name::$first => $first_text, $( $name::$variant => $text, )* }
            }

            /// Every keyword, the initial one first.
            pub const KEYWORDS: &'static [&'static str] = &[$first_text, $( $text, )*];
        }
    )* };
}

keywords! {
    /// `display` (CSS Display 3).
    Display { Inline "inline", Block "block", ListItem "list-item", InlineBlock "inline-block", Table "table", TableRowGroup "table-row-group",
        TableHeaderGroup "table-header-group", TableFooterGroup "table-footer-group", TableRow "table-row", TableCell "table-cell",
        TableCaption "table-caption", None "none" }
    /// `float` (CSS Page Floats 3, CSS GCPM 3).
    Float { None "none", Left "left", Right "right", Top "top", Bottom "bottom", Footnote "footnote" }
    /// `float-reference` (CSS Page Floats 3).
    FloatReference { Inline "inline", Column "column", Page "page" }
    /// `clear`.
    Clear { None "none", Left "left", Right "right", Both "both" }
    /// `border-style`, of which dashes and dots are drawn as such.
    BorderStyle { None "none", Hidden "hidden", Solid "solid", Dashed "dashed", Dotted "dotted", Double "double" }
    /// `text-align` (CSS Text 4).
    TextAlign { Start "start", End "end", Left "left", Right "right", Center "center", Justify "justify" }
    /// `text-align-last`.
    TextAlignLast { Auto "auto", Start "start", End "end", Left "left", Right "right", Center "center", Justify "justify" }
    /// `text-transform`.
    TextTransform { None "none", Uppercase "uppercase", Lowercase "lowercase", Capitalize "capitalize" }
    /// `white-space`.
    WhiteSpace { Normal "normal", Pre "pre", NoWrap "nowrap", PreWrap "pre-wrap", PreLine "pre-line" }
    /// `overflow-wrap`.
    OverflowWrap { Normal "normal", Anywhere "anywhere", BreakWord "break-word" }
    /// `text-wrap`.
    TextWrap { Wrap "wrap", NoWrap "nowrap", Balance "balance", Pretty "pretty" }
    /// `hyphens`.
    Hyphens { Manual "manual", None "none", Auto "auto" }
    /// `font-variant-caps`.
    FontVariantCaps { Normal "normal", SmallCaps "small-caps", AllSmallCaps "all-small-caps" }
    /// The figures of `font-variant-numeric`.
    NumericFigure { Normal "normal", Lining "lining-nums", Oldstyle "oldstyle-nums" }
    /// The spacing of `font-variant-numeric`.
    NumericSpacing { Normal "normal", Proportional "proportional-nums", Tabular "tabular-nums" }
    /// The fractions of `font-variant-numeric`.
    NumericFraction { Normal "normal", Diagonal "diagonal-fractions", Stacked "stacked-fractions" }
    /// `font-variant-position`.
    FontVariantPosition { Normal "normal", Sub "sub", Super "super" }
    /// `font-kerning`.
    FontKerning { Auto "auto", Normal "normal", None "none" }
    /// `list-style-position`.
    ListStylePosition { Outside "outside", Inside "inside" }
    /// `break-before` and `break-after`.
    BreakBetween { Auto "auto", Avoid "avoid", Page "page", Left "left", Right "right", Column "column", AvoidPage "avoid-page", AvoidColumn "avoid-column" }
    /// `break-inside`.
    BreakInside { Auto "auto", Avoid "avoid", AvoidPage "avoid-page", AvoidColumn "avoid-column" }
    /// `box-decoration-break`.
    BoxDecorationBreak { Slice "slice", Clone "clone" }
    /// `border-collapse`.
    BorderCollapse { Separate "separate", Collapse "collapse" }
    /// `caption-side`.
    CaptionSide { Top "top", Bottom "bottom" }
    /// `direction`.
    TextDirection { Ltr "ltr", Rtl "rtl" }
    /// `column-span`.
    ColumnSpan { None "none", All "all" }
    /// `column-fill`.
    ColumnFill { Balance "balance", Auto "auto" }
}

/// `vertical-align` (CSS Inline 3).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[allow(missing_docs)] // CSS's own keywords.
pub enum VerticalAlign {
    #[default]
    Baseline,
    Sub,
    Super,
    Top,
    Middle,
    Bottom,
    TextTop,
    TextBottom,
    /// Raised by this.
    Length(Length),
}

/// One side of a border.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct BorderSide {
    /// Its used width: zero where the style is `none` or `hidden`.
    pub width: Length,
    /// Its style.
    pub style: BorderStyle,
    /// Its colour; `None` is the text's.
    pub color: Option<Color>,
}

/// One family of a `font-family` list.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum FontFamily {
    /// A name.
    Named(Arc<str>),
    /// `serif`.
    Serif,
    /// `sans-serif` and `system-ui`.
    SansSerif,
    /// `monospace`.
    Monospace,
}

/// What draws and spaces characters; inherited as a whole, so that one `Arc` serves many elements.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct FontProperties {
    /// `font-family`.
    pub family: Vec<FontFamily>,
    /// `font-size`.
    pub size: Length,
    /// `font-weight`, 1 to 1000.
    pub weight: u16,
    /// `font-style`.
    pub style: FontStyle,
    /// `font-stretch` in percent.
    pub stretch: u16,
    /// `font-variant-caps`.
    pub caps: FontVariantCaps,
    /// Figures of `font-variant-numeric`.
    pub figure: NumericFigure,
    /// Spacing of `font-variant-numeric`.
    pub spacing: NumericSpacing,
    /// Fractions of `font-variant-numeric`.
    pub fraction: NumericFraction,
    /// `slashed-zero` of `font-variant-numeric`.
    pub slashed_zero: bool,
    /// `font-variant-position`.
    pub position: FontVariantPosition,
    /// Common ligatures of `font-variant-ligatures`.
    pub common_ligatures: bool,
    /// Discretionary ligatures of `font-variant-ligatures`.
    pub discretionary_ligatures: bool,
    /// `font-kerning`.
    pub kerning: FontKerning,
    /// `font-feature-settings`: OpenType tags with their values.
    pub features: Vec<([u8; 4], u32)>,
    /// `letter-spacing`.
    pub letter_spacing: Length,
    /// `word-spacing`.
    pub word_spacing: Length,
}

impl Default for FontProperties {
    fn default() -> FontProperties {
        FontProperties {
            family: vec![FontFamily::Serif],
            size: Length::pt(12),
            weight: 400,
            style: FontStyle::Normal,
            stretch: 100,
            caps: FontVariantCaps::Normal,
            figure: NumericFigure::Normal,
            spacing: NumericSpacing::Normal,
            fraction: NumericFraction::Normal,
            slashed_zero: false,
            position: FontVariantPosition::Normal,
            common_ligatures: true,
            discretionary_ligatures: false,
            kerning: FontKerning::Auto,
            features: Vec::new(),
            letter_spacing: Length::ZERO,
            word_spacing: Length::ZERO,
        }
    }
}

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

/// `initial-letter` (CSS Inline 3): a drop cap. Zero lines is none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct InitialLetter {
    /// Its height in lines, in hundredths.
    pub size: u16,
    /// How many lines it sinks.
    pub sink: u8,
}

/// `-offprint-protrusion`, `-offprint-expansion` and other bounds of justification.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Justification {
    /// `-offprint-protrusion`: how far punctuation hangs into the margin, in percent of microtype's amounts.
    pub protrusion: u8,
    /// `-offprint-expansion`: how far glyphs may be widened or narrowed, in tenths of a percent.
    pub expansion: u8,
    /// `-offprint-runt`: the shortest last line of a paragraph.
    pub runt: LengthPercentage,
}

/// The inherited properties of a text that are not its font.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TextProperties {
    /// `line-height`.
    pub line_height: LineHeight,
    /// `text-align`.
    pub align: TextAlign,
    /// `text-align-last`.
    pub align_last: TextAlignLast,
    /// `text-indent`, of the containing block's width.
    pub indent: LengthPercentage,
    /// `text-indent: … hanging`: all lines but the first.
    pub indent_hanging: bool,
    /// `white-space`.
    pub white_space: WhiteSpace,
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
    /// `hyphenate-limit-last: always`: no hyphen at the end of the last full line.
    pub hyphenate_limit_last: bool,
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
            align_last: TextAlignLast::Auto,
            indent: LengthPercentage::default(),
            indent_hanging: false,
            white_space: WhiteSpace::Normal,
            overflow_wrap: OverflowWrap::Normal,
            wrap: TextWrap::Wrap,
            tab_size: 8,
            hyphens: Hyphens::Manual,
            hyphenate_limit_chars: HyphenateLimitChars { word: 5, before: 0, after: 0 },
            hyphenate_limit_lines: u8::MAX,
            hyphenate_limit_last: false,
            hang_first: false,
            justification: Justification { protrusion: 0, expansion: 0, runt: LengthPercentage::default() },
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

/// `text-decoration`: drawn over the whole of the element that sets it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct TextDecoration {
    /// `underline`.
    pub underline: bool,
    /// `line-through`.
    pub line_through: bool,
    /// `overline`.
    pub overline: bool,
    /// `text-decoration-color`; `None` is the text's.
    pub color: Option<Color>,
    /// `text-decoration-thickness`; `None` is the font's.
    pub thickness: Option<Length>,
    /// `text-underline-offset`; `None` is the font's.
    pub offset: Option<Length>,
}

/// One piece of `content` or `string-set`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum ContentItem {
    /// A string.
    Text(Arc<str>),
    /// `counter(name, style)`; `page` and `pages` are known in margin boxes.
    Counter(Arc<str>, ListStyleType),
    /// `counters(name, separator, style)`.
    Counters(Arc<str>, Arc<str>, ListStyleType),
    /// `string(name, keyword)`: a running string of the page.
    RunningString(Arc<str>, StringKeyword),
    /// `target-counter(attr(href), page)`.
    TargetCounter(Arc<str>, ListStyleType),
    /// `target-text(attr(href))`.
    TargetText,
    /// `leader(string)`.
    Leader(Arc<str>),
    /// `attr(name)`.
    Attribute(Arc<str>),
    /// `content()` or `content(text)` in `string-set`: the element's text.
    ElementText,
    /// `open-quote` or `close-quote`.
    Quote(bool),
}

/// Which value of a running string a page takes (CSS GCPM 3, 1.1.2).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[allow(missing_docs)] // CSS's own keywords.
pub enum StringKeyword {
    #[default]
    First,
    Start,
    Last,
    FirstExcept,
}

/// `content`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum Content {
    /// The element's own content; for a pseudo-element none.
    #[default]
    Normal,
    /// Nothing.
    None,
    /// These pieces.
    Items(Vec<ContentItem>),
}

/// The computed style of an element, a pseudo-element or a margin box.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct ComputedStyle {
    /// Inherited: what draws the characters.
    pub font: Arc<FontProperties>,
    /// Inherited: how text is set.
    pub text: Arc<TextProperties>,
    /// `color`, inherited.
    pub color: TextColor,
    /// What is not inherited.
    pub boxed: Arc<BoxProperties>,
}

/// `color`, black at first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TextColor(pub Color);

impl Default for TextColor {
    fn default() -> TextColor {
        TextColor(Color::BLACK)
    }
}

impl ComputedStyle {
    /// The used line height.
    pub fn line_height(&self) -> Length {
        match self.text.line_height {
            LineHeight::Normal => self.font.size.scale(6, 5),
            LineHeight::Number(thousandths) => self.font.size.scale(thousandths, 1000),
            LineHeight::Length(length) => length,
        }
    }
}

/// The properties that are not inherited.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct BoxProperties {
    /// `display`.
    pub display: Display,
    /// `float`.
    pub float: Float,
    /// `float-reference`.
    pub float_reference: FloatReference,
    /// `clear`.
    pub clear: Clear,
    /// `margin`, of the containing block's width.
    pub margin: Sides<AutoMargin>,
    /// `padding`, of the containing block's width.
    pub padding: Sides<LengthPercentage>,
    /// `border`.
    pub border: Sides<BorderSide>,
    /// `width`.
    pub width: AutoLength,
    /// `min-width`.
    pub min_width: AutoLength,
    /// `max-width`.
    pub max_width: AutoLength,
    /// `height`.
    pub height: AutoLength,
    /// `min-height`.
    pub min_height: AutoLength,
    /// `max-height`.
    pub max_height: AutoLength,
    /// `background-color`.
    pub background: Option<Color>,
    /// `vertical-align`.
    pub vertical_align: VerticalAlign,
    /// `text-decoration`.
    pub decoration: TextDecoration,
    /// `break-before`.
    pub break_before: BreakBetween,
    /// `break-after`.
    pub break_after: BreakBetween,
    /// `break-inside`.
    pub break_inside: BreakInside,
    /// `box-decoration-break`.
    pub decoration_break: BoxDecorationBreak,
    /// `page`: a named page; `None` is `auto`.
    pub page: Option<Arc<str>>,
    /// `content`.
    pub content: Content,
    /// `counter-reset`.
    pub counter_reset: Vec<(Arc<str>, i32)>,
    /// `counter-increment`.
    pub counter_increment: Vec<(Arc<str>, i32)>,
    /// `string-set`.
    pub string_set: Vec<(Arc<str>, Vec<ContentItem>)>,
    /// `bookmark-level`: `Some(0)` is `none`, `None` is by the heading.
    pub bookmark_level: Option<u8>,
    /// `initial-letter`.
    pub initial_letter: InitialLetter,
    /// `column-count`; 0 is `auto`.
    pub column_count: u8,
    /// `column-width`.
    pub column_width: AutoLength,
    /// `column-gap`; `auto` is one em.
    pub column_gap: AutoLength,
    /// `column-rule`.
    pub column_rule: BorderSide,
    /// `column-span`.
    pub column_span: ColumnSpan,
    /// `column-fill`.
    pub column_fill: ColumnFill,
}

/// A margin: zero at first, possibly `auto`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AutoMargin {
    /// Shares what is left.
    Auto,
    /// Given.
    Set(LengthPercentage),
}

impl Default for AutoMargin {
    fn default() -> AutoMargin {
        AutoMargin::Set(LengthPercentage::default())
    }
}

/// The margin boxes of a page (CSS Paged Media 3, 5.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)] // CSS's own names.
pub enum MarginBoxName {
    TopLeftCorner,
    TopLeft,
    TopCenter,
    TopRight,
    TopRightCorner,
    LeftTop,
    LeftMiddle,
    LeftBottom,
    RightTop,
    RightMiddle,
    RightBottom,
    BottomLeftCorner,
    BottomLeft,
    BottomCenter,
    BottomRight,
    BottomRightCorner,
}

/// Which page a style is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageQuery {
    /// The page's name, if it has one.
    pub name: Option<Arc<str>>,
    /// Whether it is the first.
    pub first: bool,
    /// Whether it lies on the left of a spread.
    pub left: bool,
    /// Whether it is blank.
    pub blank: bool,
}

/// The style of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageStyle {
    /// Its size, orientation applied.
    pub size: Size,
    /// Its margins, of its width.
    pub margin: Sides<Length>,
    /// Its margin boxes, in the order of [`MarginBoxName`].
    pub margin_boxes: Vec<(MarginBoxName, ComputedStyle)>,
    /// The footnote area: `@footnote`.
    pub footnote: ComputedStyle,
}
