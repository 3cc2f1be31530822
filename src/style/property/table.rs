//! The table of longhands.

use std::sync::Arc;

use crate::style::computed::*;

use super::LonghandInfo;
use super::content::*;
use super::font::*;
use super::kind::*;
use super::page::PageExtent;
use super::show::Show;
use super::size::*;
use super::text::*;
use super::value::PageSize;

/// Sets a field behind an `Arc` only if it changes, so that equal styles go on sharing it.
macro_rules! set {
    ($style:ident . $group:ident . $($field:ident).+ = $value:expr) => {
        if $style.$group.$($field).+ != $value {
            Arc::make_mut(&mut $style.$group).$($field).+ = $value;
        }
    };
}

macro_rules! access {
    (get $style:ident, $group:ident . $($field:ident).+) => { $style.$group.$($field).+.clone() };
    (get $style:ident, with $get:ident $set:ident) => { $get($style) };
    (set $style:ident, $value:ident, $group:ident . $($field:ident).+) => { set!($style.$group.$($field).+ = $value) };
    (set $style:ident, $value:ident, with $get:ident $set:ident) => { $set($style, $value) };
}

macro_rules! inherits {
    (yes) => {
        true
    };
    (no) => {
        false
    };
}

macro_rules! longhands {
    ($( $variant:ident $name:literal, $inherits:tt, $initial:literal, $kind:ty => ($($place:tt)+), $doc:literal; )*) => {
        /// A longhand property.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub(crate) enum Longhand { $( #[doc = $doc] $variant, )* }

        static TABLE: &[LonghandInfo] = &[ $( LonghandInfo {
            name: $name,
            inherited: inherits!($inherits),
            initial: $initial,
            doc: $doc,
            syntax: <$kind as Kind>::syntax,
            parse: <$kind as Kind>::parse,
            apply: |value, env, style| match <$kind as Kind>::compute(value, env) {
                Some(value) => {
                    access!(set style, value, $($place)+);
                    true
                }
                None => false,
            },
            show: |style| {
                let value: <$kind as Kind>::Computed = access!(get style, $($place)+);
                value.show()
            },
            copy: |from, style| {
                let value = access!(get from, $($place)+);
                access!(set style, value, $($place)+);
            },
        }, )* ];

        impl Longhand {
            /// Every longhand, in the order of the documentation.
            pub const ALL: &'static [Longhand] = &[ $( Longhand::$variant, )* ];

            /// The longhand of a name in lower case.
            pub fn from_name(name: &str) -> Option<Longhand> {
                match name { $( $name => Some(Longhand::$variant), )* _ => None }
            }

            /// What the table says of it.
            pub fn info(self) -> &'static LonghandInfo {
                &TABLE[self as usize]
            }
        }
    };
}

longhands! {
    Color "color", yes, "black", InkColor => (with ink set_ink), "The colour of text.";
    FontFamily "font-family", yes, "serif", Families => (font.family), "Families to draw text from, best first.";
    FontSize "font-size", yes, "medium", FontSize => (font.size), "The size of text; `medium` is 12 pt.";
    FontWeight "font-weight", yes, "normal", Weight => (font.weight), "How heavy letters are.";
    FontStyle "font-style", yes, "normal", Slope => (font.style), "Upright or italic.";
    FontStretch "font-stretch", yes, "normal", Width => (font.stretch), "How wide letters are.";
    FontVariantCaps "font-variant-caps", yes, "normal", OneOf<FontVariantCaps> => (font.caps), "Small capitals.";
    FontVariantNumeric "font-variant-numeric", yes, "normal", NumericVariant => (with numeric set_numeric), "The shape of figures.";
    FontVariantLigatures "font-variant-ligatures", yes, "normal", Ligatures => (with ligatures set_ligatures), "Ligatures.";
    FontVariantPosition "font-variant-position", yes, "normal", OneOf<FontVariantPosition> => (font.position), "Superior and inferior letters of the font; smaller plain ones where it lacks any that a text needs.";
    FontKerning "font-kerning", yes, "auto", OneOf<FontKerning> => (font.kerning), "Kerning.";
    FontFeatureSettings "font-feature-settings", yes, "normal", Features => (font.features), "OpenType features by tag.";
    LetterSpacing "letter-spacing", yes, "normal", Tracking => (font.letter_spacing), "Space added between letters.";
    WordSpacing "word-spacing", yes, "normal", Tracking => (font.word_spacing), "Space added between words.";

    LineHeight "line-height", yes, "normal", Leading => (text.line_height), "The distance of lines; `normal` is 1.2.";
    TextAlign "text-align", yes, "start", Alignment => (with alignment set_alignment), "Where lines stand; with a string, what the cells of a column are aligned at.";
    TextAlignLast "text-align-last", yes, "auto", OneOf<TextAlignLast> => (text.align_last), "Where the last line stands.";
    TextIndent "text-indent", yes, "0", Indent => (with indent set_indent), "The indent of the first line, or of all others.";
    TextTransform "text-transform", yes, "none", OneOf<TextTransform> => (text.transform), "Capitals by style; copied text keeps its case.";
    WhiteSpace "white-space", yes, "normal", OneOf<WhiteSpace> => (text.white_space), "Whether spaces and line ends are kept.";
    TextJustify "text-justify", yes, "auto", OneOf<TextJustify> => (text.justify), "Whether the spaces of justified lines give way.";
    OverflowWrap "overflow-wrap", yes, "normal", OneOf<OverflowWrap> => (text.overflow_wrap), "Whether a word that is too long may be broken.";
    TextWrap "text-wrap", yes, "wrap", OneOf<TextWrap> => (text.wrap), "How lines are broken; `balance` evens them.";
    TabSize "tab-size", yes, "8", Tab => (text.tab_size), "The width of a tab, in spaces.";
    Hyphens "hyphens", yes, "manual", OneOf<Hyphens> => (text.hyphens), "Hyphenation by the language's patterns.";
    HyphenateLimitChars "hyphenate-limit-chars", yes, "auto", LimitChars => (text.hyphenate_limit_chars), "Letters in a hyphenated word, before and after the hyphen.";
    HyphenateLimitLines "hyphenate-limit-lines", yes, "no-limit", LimitLines => (text.hyphenate_limit_lines), "Hyphens in a row.";
    HyphenateLimitLast "hyphenate-limit-last", yes, "none", OneOf<HyphenateLimitLast> => (text.hyphenate_limit_last), "Where no line ends in a hyphen if that can be helped: the last full one of a paragraph (`always`, which is all of these), the last of a column or a page; `spread` is as `page`.";
    HangingPunctuation "hanging-punctuation", yes, "none", HangFirst => (text.hang_first), "An opening quote hangs into the margin.";
    LetterFit "-offprint-letter-fit", yes, "normal", Tracking => (text.justification.letter_fit), "How much wider or narrower a justified line may make each of its letters' places, at most; `normal` is not at all.";
    Protrusion "-offprint-protrusion", yes, "none", Share => (text.justification.protrusion), "How far punctuation hangs into the margin, of what is usual.";
    Runt "-offprint-runt", yes, "0", Padding => (text.justification.runt), "The shortest last line of a paragraph.";
    WrapMark "-offprint-wrap-mark", yes, "none", Words => (text.wrap_mark), "The mark at the end of a wrapped line of code.";
    Orphans "orphans", yes, "2", Count => (text.orphans), "Lines that stay together before a page break.";
    Widows "widows", yes, "2", Count => (text.widows), "Lines that stay together after a page break.";
    Direction "direction", yes, "ltr", OneOf<TextDirection> => (text.direction), "The direction of text; not in the EPUB, where `dir` says it.";
    ListStyleType "list-style-type", yes, "disc", CounterStyle => (text.list_style_type), "The markers of a list.";
    ListStylePosition "list-style-position", yes, "outside", OneOf<ListStylePosition> => (text.list_style_position), "Where markers stand.";
    BorderCollapse "border-collapse", yes, "separate", OneOf<BorderCollapse> => (text.border_collapse), "Whether cells share their borders.";
    BorderSpacing "border-spacing", yes, "0", CellSpacing => (text.border_spacing), "The space between cells.";
    CaptionSide "caption-side", yes, "top", OneOf<CaptionSide> => (text.caption_side), "Where a table's caption stands.";

    Display "display", no, "inline", OneOf<Display> => (boxed.display), "The box that an element makes.";
    Float "float", no, "none", OneOf<Float> => (boxed.float), "Takes a box out of the text: to its left or right, to the top or foot of a column or page, to the notes.";
    FloatReference "float-reference", no, "inline", OneOf<FloatReference> => (boxed.float_reference), "What a box floats in.";
    Clear "clear", no, "none", OneOf<Clear> => (boxed.clear), "Whether a box stands below the floats before it.";
    MarginTop "margin-top", no, "0", Margin => (boxed.margin.top), "Space above.";
    MarginRight "margin-right", no, "0", Margin => (boxed.margin.right), "Space to the right.";
    MarginBottom "margin-bottom", no, "0", Margin => (boxed.margin.bottom), "Space below.";
    MarginLeft "margin-left", no, "0", Margin => (boxed.margin.left), "Space to the left.";
    PaddingTop "padding-top", no, "0", Padding => (boxed.padding.top), "Space inside the border, above.";
    PaddingRight "padding-right", no, "0", Padding => (boxed.padding.right), "Space inside the border, to the right.";
    PaddingBottom "padding-bottom", no, "0", Padding => (boxed.padding.bottom), "Space inside the border, below.";
    PaddingLeft "padding-left", no, "0", Padding => (boxed.padding.left), "Space inside the border, to the left.";
    BorderTopWidth "border-top-width", no, "medium", LineWidth => (boxed.border.top.width), "The thickness of the upper border.";
    BorderRightWidth "border-right-width", no, "medium", LineWidth => (boxed.border.right.width), "The thickness of the right border.";
    BorderBottomWidth "border-bottom-width", no, "medium", LineWidth => (boxed.border.bottom.width), "The thickness of the lower border.";
    BorderLeftWidth "border-left-width", no, "medium", LineWidth => (boxed.border.left.width), "The thickness of the left border.";
    BorderTopStyle "border-top-style", no, "none", OneOf<BorderStyle> => (boxed.border.top.style), "How the upper border is drawn.";
    BorderRightStyle "border-right-style", no, "none", OneOf<BorderStyle> => (boxed.border.right.style), "How the right border is drawn.";
    BorderBottomStyle "border-bottom-style", no, "none", OneOf<BorderStyle> => (boxed.border.bottom.style), "How the lower border is drawn.";
    BorderLeftStyle "border-left-style", no, "none", OneOf<BorderStyle> => (boxed.border.left.style), "How the left border is drawn.";
    BorderTopColor "border-top-color", no, "currentcolor", LineColor => (boxed.border.top.color), "The colour of the upper border.";
    BorderRightColor "border-right-color", no, "currentcolor", LineColor => (boxed.border.right.color), "The colour of the right border.";
    BorderBottomColor "border-bottom-color", no, "currentcolor", LineColor => (boxed.border.bottom.color), "The colour of the lower border.";
    BorderLeftColor "border-left-color", no, "currentcolor", LineColor => (boxed.border.left.color), "The colour of the left border.";
    BorderClipTop "border-clip-top", no, "none", Greatest => (boxed.border_clip_top), "How much of the upper border is drawn, from its start.";
    Width "width", no, "auto", Extent => (boxed.width), "The width of the content.";
    MinWidth "min-width", no, "auto", Extent => (boxed.min_width), "The least width.";
    MaxWidth "max-width", no, "none", Greatest => (boxed.max_width), "The greatest width.";
    Height "height", no, "auto", Extent => (boxed.height), "The height of the content.";
    MinHeight "min-height", no, "auto", Extent => (boxed.min_height), "The least height.";
    MaxHeight "max-height", no, "none", Greatest => (boxed.max_height), "The greatest height.";
    BackgroundColor "background-color", no, "transparent", Ground => (boxed.background), "The colour behind a box.";
    VerticalAlign "vertical-align", no, "baseline", VerticalPlace => (boxed.vertical_align), "Where a box stands on its line or in its row.";
    TextDecorationLine "text-decoration-line", no, "none", DecorationLine => (with decoration set_decoration), "Lines drawn with text.";
    TextDecorationColor "text-decoration-color", no, "currentcolor", LineColor => (boxed.decoration.color), "Their colour.";
    TextDecorationThickness "text-decoration-thickness", no, "auto", FontMeasure => (boxed.decoration.thickness), "Their thickness.";
    TextUnderlineOffset "text-underline-offset", no, "auto", FontMeasure => (boxed.decoration.offset), "How far an underline stands below the baseline.";
    BreakBefore "break-before", no, "auto", OneOf<BreakBetween> => (boxed.break_before), "Whether a page begins before a box.";
    BreakAfter "break-after", no, "auto", OneOf<BreakBetween> => (boxed.break_after), "Whether a page ends after a box.";
    BreakInside "break-inside", no, "auto", OneOf<BreakInside> => (boxed.break_inside), "Whether a box may be split; one that is higher than a page is.";
    BoxDecorationBreak "box-decoration-break", no, "slice", OneOf<BoxDecorationBreak> => (boxed.decoration_break), "Whether a split box closes its border.";
    Page "page", no, "auto", PageName => (boxed.page), "The named page that a box stands on.";
    Content "content", no, "normal", Generated => (boxed.content), "Generated content of pseudo-elements and margin boxes.";
    CounterReset "counter-reset", no, "none", CounterReset => (boxed.counter_reset), "Sets counters anew; in the PDF `page`, the number of the page.";
    CounterIncrement "counter-increment", no, "none", CounterIncrement => (boxed.counter_increment), "Counts on; in the PDF `page`.";
    CounterSet "counter-set", no, "none", CounterReset => (boxed.counter_set), "Sets counters that there are; in the PDF `page`.";
    StringSet "string-set", no, "none", RunningStrings => (boxed.string_set), "Running strings for margin boxes.";
    BookmarkLevel "bookmark-level", no, "auto", BookmarkLevel => (boxed.bookmark_level), "The level among the PDF's bookmarks.";
    InitialLetter "initial-letter", no, "normal", Initial => (boxed.initial_letter), "A drop cap, on `::first-letter`.";
    ColumnCount "column-count", no, "auto", Columns => (boxed.column_count), "How many columns.";
    ColumnWidth "column-width", no, "auto", Extent => (boxed.column_width), "How wide columns are at least.";
    ColumnGap "column-gap", no, "normal", Gap => (boxed.column_gap), "The space between columns; `normal` is 1 em.";
    ColumnRuleWidth "column-rule-width", no, "medium", LineWidth => (boxed.column_rule.width), "The thickness of the rule between columns.";
    ColumnRuleStyle "column-rule-style", no, "none", OneOf<BorderStyle> => (boxed.column_rule.style), "How it is drawn.";
    ColumnRuleColor "column-rule-color", no, "currentcolor", LineColor => (boxed.column_rule.color), "Its colour.";
    ColumnSpan "column-span", no, "none", OneOf<ColumnSpan> => (boxed.column_span), "Whether a box goes across all columns.";
    ColumnFill "column-fill", no, "balance", OneOf<ColumnFill> => (boxed.column_fill), "Whether columns are of equal height.";
    Size "size", no, "auto", PageExtent => (with no_size ignore_size), "The size of a page, in `@page`.";
}

fn ink(style: &ComputedStyle) -> TextColor {
    style.color
}

fn set_ink(style: &mut ComputedStyle, color: TextColor) {
    style.color = color;
}

fn numeric(style: &ComputedStyle) -> Numeric {
    let font = &style.font;
    (font.figure, font.spacing, font.fraction, font.slashed_zero)
}

fn set_numeric(style: &mut ComputedStyle, (figure, spacing, fraction, slashed_zero): Numeric) {
    set!(style.font.figure = figure);
    set!(style.font.spacing = spacing);
    set!(style.font.fraction = fraction);
    set!(style.font.slashed_zero = slashed_zero);
}

fn ligatures(style: &ComputedStyle) -> (bool, bool) {
    (style.font.common_ligatures, style.font.discretionary_ligatures)
}

fn set_ligatures(style: &mut ComputedStyle, (common, discretionary): (bool, bool)) {
    set!(style.font.common_ligatures = common);
    set!(style.font.discretionary_ligatures = discretionary);
}

fn alignment(style: &ComputedStyle) -> (TextAlign, Option<AlignmentString>) {
    (style.text.align, style.text.align_string.clone())
}

fn set_alignment(style: &mut ComputedStyle, (align, string): (TextAlign, Option<AlignmentString>)) {
    set!(style.text.align = align);
    set!(style.text.align_string = string);
}

fn indent(style: &ComputedStyle) -> (LengthPercentage, bool) {
    (style.text.indent, style.text.indent_hanging)
}

fn set_indent(style: &mut ComputedStyle, (indent, hanging): (LengthPercentage, bool)) {
    set!(style.text.indent = indent);
    set!(style.text.indent_hanging = hanging);
}

fn decoration(style: &ComputedStyle) -> (bool, bool, bool) {
    let decoration = &style.boxed.decoration;
    (decoration.underline, decoration.line_through, decoration.overline)
}

fn set_decoration(style: &mut ComputedStyle, (underline, line_through, overline): (bool, bool, bool)) {
    set!(style.boxed.decoration.underline = underline);
    set!(style.boxed.decoration.line_through = line_through);
    set!(style.boxed.decoration.overline = overline);
}

fn no_size(_: &ComputedStyle) -> PageSize {
    PageSize::Auto { landscape: None }
}

/// A page's size is no part of an element's style: [`crate::style::Styles::page`] reads it off the rules.
fn ignore_size(_: &mut ComputedStyle, _: PageSize) {}
