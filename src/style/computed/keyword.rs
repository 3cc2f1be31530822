//! Properties whose values are single keywords.

/// A property that takes one keyword.
pub(crate) trait Keyword: Copy + PartialEq + 'static {
    /// The keywords in lower case.
    const NAMES: &'static [&'static str];
    /// Their values, in the same order.
    const VALUES: &'static [Self];
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

        impl Keyword for $name {
            const NAMES: &'static [&'static str] = $name::KEYWORDS;
            const VALUES: &'static [$name] = &[$name::$first, $( $name::$variant, )*];
        }
    )* };
}

keywords! {
    /// `hyphenate-limit-last` (CSS Text 4).
    HyphenateLimitLast { None "none", Spread "spread", Page "page", Column "column", Always "always" }
    /// `display` (CSS Display 3).
    Display { Inline "inline", Block "block", ListItem "list-item", InlineBlock "inline-block", Table "table", TableRowGroup "table-row-group",
        TableHeaderGroup "table-header-group", TableFooterGroup "table-footer-group", TableRow "table-row", TableCell "table-cell",
        TableCaption "table-caption", None "none" }
    /// `float` (CSS Page Floats 3, CSS GCPM 3).
    Float { None "none", Left "left", Right "right", InlineStart "inline-start", InlineEnd "inline-end", Top "top", Bottom "bottom", SnapBlock "snap-block", Footnote "footnote" }
    /// `float-reference` (CSS Page Floats 3).
    FloatReference { Inline "inline", Column "column", Page "page" }
    /// `clear`.
    Clear { None "none", Left "left", Right "right", InlineStart "inline-start", InlineEnd "inline-end", Both "both" }
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
    /// `text-justify`.
    TextJustify { Auto "auto", None "none" }
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

impl Float {
    /// The value of a name, whatever its case.
    pub fn named(name: &str) -> Option<Float> {
        Float::from_keyword(&name.to_ascii_lowercase())
    }

    /// Whether a box stands at the left or right edge, with text beside it.
    pub fn is_side(self) -> bool {
        matches!(self, Float::Left | Float::Right | Float::InlineStart | Float::InlineEnd)
    }

    /// Whether a box goes to a place that only pages have.
    pub fn is_of_pages(self) -> bool {
        self != Float::None && !self.is_side()
    }
}
