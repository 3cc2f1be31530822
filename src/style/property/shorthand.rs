//! The table of shorthands, and how each is taken apart.

use cssparser::{ParseError, Parser, Token};

use super::kind::{accept, parse_keyword};
use super::{Invalid, Longhand, Value};

/// What the table says of a shorthand.
pub(crate) struct ShorthandInfo {
    /// Its name.
    pub name: &'static str,
    /// The longhands that it sets.
    pub longhands: &'static [Longhand],
    /// What may be written.
    pub syntax: &'static str,
    parse: fn(&mut Parser<'_>) -> Result<Values, Invalid>,
}

/// Longhands with their values.
type Values = Vec<(Longhand, Value)>;

macro_rules! shorthands {
    ($( $variant:ident $name:literal, [$($longhand:ident)*], $parse:expr, $syntax:literal; )*) => {
        /// A shorthand property.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub(crate) enum Shorthand { $( #[doc = concat!("`", $name, "`")] $variant, )* }

        impl Shorthand {
            /// Every shorthand, in the order of the documentation.
            pub const ALL: &'static [Shorthand] = &[ $( Shorthand::$variant, )* ];

            /// The shorthand of a name in lower case.
            pub fn from_name(name: &str) -> Option<Shorthand> {
                match name { $( $name => Some(Shorthand::$variant), )* _ => None }
            }

            /// What the table says of it.
            pub fn info(self) -> ShorthandInfo {
                match self { $( Shorthand::$variant => ShorthandInfo {
                    name: $name, longhands: &[$(Longhand::$longhand),*], syntax: $syntax, parse: $parse,
                }, )* }
            }
        }
    };
}

use Longhand as L;

shorthands! {
    Margin "margin", [MarginTop MarginRight MarginBottom MarginLeft], |input| sides(input, MARGIN), "one to four margins";
    MarginBlock "margin-block", [MarginTop MarginBottom], |input| both(input, L::MarginTop, L::MarginBottom), "one or two margins";
    MarginInline "margin-inline", [MarginLeft MarginRight], |input| both(input, L::MarginLeft, L::MarginRight), "one or two margins";
    Padding "padding", [PaddingTop PaddingRight PaddingBottom PaddingLeft], |input| sides(input, PADDING), "one to four lengths or percentages";
    PaddingBlock "padding-block", [PaddingTop PaddingBottom], |input| both(input, L::PaddingTop, L::PaddingBottom), "one or two lengths or percentages";
    PaddingInline "padding-inline", [PaddingLeft PaddingRight], |input| both(input, L::PaddingLeft, L::PaddingRight), "one or two lengths or percentages";
    BorderWidth "border-width", [BorderTopWidth BorderRightWidth BorderBottomWidth BorderLeftWidth], |input| sides(input, BORDER_WIDTH), "one to four widths";
    BorderStyle "border-style", [BorderTopStyle BorderRightStyle BorderBottomStyle BorderLeftStyle], |input| sides(input, BORDER_STYLE), "one to four styles";
    BorderColor "border-color", [BorderTopColor BorderRightColor BorderBottomColor BorderLeftColor], |input| sides(input, BORDER_COLOR), "one to four colours";
    BorderTop "border-top", [BorderTopWidth BorderTopStyle BorderTopColor], |input| any_of(input, &[L::BorderTopWidth, L::BorderTopStyle, L::BorderTopColor]), "width, style, colour";
    BorderRight "border-right", [BorderRightWidth BorderRightStyle BorderRightColor], |input| any_of(input, &[L::BorderRightWidth, L::BorderRightStyle, L::BorderRightColor]), "width, style, colour";
    BorderBottom "border-bottom", [BorderBottomWidth BorderBottomStyle BorderBottomColor], |input| any_of(input, &[L::BorderBottomWidth, L::BorderBottomStyle, L::BorderBottomColor]), "width, style, colour";
    BorderLeft "border-left", [BorderLeftWidth BorderLeftStyle BorderLeftColor], |input| any_of(input, &[L::BorderLeftWidth, L::BorderLeftStyle, L::BorderLeftColor]), "width, style, colour";
    Border "border", [BorderTopWidth BorderRightWidth BorderBottomWidth BorderLeftWidth BorderTopStyle BorderRightStyle BorderBottomStyle BorderLeftStyle BorderTopColor BorderRightColor BorderBottomColor BorderLeftColor], border, "width, style, colour of all four sides";
    Background "background", [BackgroundColor], |input| any_of(input, &[L::BackgroundColor]), "colour (pictures are not drawn)";
    Font "font", [FontStyle FontVariantCaps FontWeight FontStretch FontSize LineHeight FontFamily], font, "style, `small-caps`, weight and width, then size, `/` line height, families";
    FontVariant "font-variant", [FontVariantCaps FontVariantNumeric FontVariantLigatures FontVariantPosition], font_variant, "`normal`, `none`, or keywords of the longhands";
    ListStyle "list-style", [ListStyleType ListStylePosition], list_style, "type, position";
    TextDecoration "text-decoration", [TextDecorationLine TextDecorationColor TextDecorationThickness], |input| any_of(input, &[L::TextDecorationLine, L::TextDecorationThickness, L::TextDecorationColor]), "line, thickness, colour";
    Columns "columns", [ColumnWidth ColumnCount], columns, "width, count";
    ColumnRule "column-rule", [ColumnRuleWidth ColumnRuleStyle ColumnRuleColor], |input| any_of(input, &[L::ColumnRuleWidth, L::ColumnRuleStyle, L::ColumnRuleColor]), "width, style, colour";
    Gap "gap", [ColumnGap], |input| any_of(input, &[L::ColumnGap]), "the gap between columns";
}

const MARGIN: [Longhand; 4] = [L::MarginTop, L::MarginRight, L::MarginBottom, L::MarginLeft];
const PADDING: [Longhand; 4] = [L::PaddingTop, L::PaddingRight, L::PaddingBottom, L::PaddingLeft];
const BORDER_WIDTH: [Longhand; 4] =
    [L::BorderTopWidth, L::BorderRightWidth, L::BorderBottomWidth, L::BorderLeftWidth];
const BORDER_STYLE: [Longhand; 4] =
    [L::BorderTopStyle, L::BorderRightStyle, L::BorderBottomStyle, L::BorderLeftStyle];
const BORDER_COLOR: [Longhand; 4] =
    [L::BorderTopColor, L::BorderRightColor, L::BorderBottomColor, L::BorderLeftColor];

impl Shorthand {
    /// The longhands that it sets; `None` for those left out, which are at their initial values.
    pub fn parse(self, input: &mut Parser<'_>) -> Result<Vec<(Longhand, Option<Value>)>, Invalid> {
        let info = self.info();
        let given = (info.parse)(input)?;
        let value = |longhand: &Longhand| {
            given.iter().find(|(set, _)| set == longhand).map(|(_, value)| value.clone())
        };
        Ok(info.longhands.iter().map(|longhand| (*longhand, value(longhand))).collect())
    }
}

fn one(input: &mut Parser<'_>, longhand: Longhand) -> Result<Value, Invalid> {
    input.try_parse(longhand.info().parse)
}

/// One to four values: top, right, bottom, left.
fn sides(input: &mut Parser<'_>, longhands: [Longhand; 4]) -> Result<Values, Invalid> {
    let [top, right, bottom, left] = longhands;
    let above = one(input, top)?;
    let beside = one(input, right).unwrap_or_else(|_| above.clone());
    let below = one(input, bottom).unwrap_or_else(|_| above.clone());
    let before = one(input, left).unwrap_or_else(|_| beside.clone());
    Ok(vec![(top, above), (right, beside), (bottom, below), (left, before)])
}

/// One or two values: start, end.
fn both(input: &mut Parser<'_>, start: Longhand, end: Longhand) -> Result<Values, Invalid> {
    let first = one(input, start)?;
    let second = one(input, end).unwrap_or_else(|_| first.clone());
    Ok(vec![(start, first), (end, second)])
}

/// The next value, of a longhand that is not among `values` yet.
fn next_of(input: &mut Parser<'_>, longhands: &[Longhand], values: &Values) -> Option<(Longhand, Value)> {
    let open = longhands.iter().filter(|longhand| !values.iter().any(|(set, _)| set == *longhand));
    open.copied().find_map(|longhand| one(input, longhand).ok().map(|value| (longhand, value)))
}

/// Values of different longhands in any order, at least one, each at most once.
fn any_of(input: &mut Parser<'_>, longhands: &[Longhand]) -> Result<Values, Invalid> {
    let mut values = Values::new();
    while !input.is_exhausted() {
        match next_of(input, longhands, &values) {
            Some(value) => values.push(value),
            None => break,
        }
    }
    if values.is_empty() { Err(ParseError::unexpected_token()) } else { Ok(values) }
}

fn border(input: &mut Parser<'_>) -> Result<Values, Invalid> {
    let values = any_of(input, &[L::BorderTopWidth, L::BorderTopStyle, L::BorderTopColor])?;
    let all = values.into_iter().flat_map(|(longhand, value)| {
        let group = match longhand {
            L::BorderTopWidth => BORDER_WIDTH,
            L::BorderTopStyle => BORDER_STYLE,
            _ => BORDER_COLOR,
        };
        group.map(|side| (side, value.clone()))
    });
    Ok(all.collect())
}

fn font(input: &mut Parser<'_>) -> Result<Values, Invalid> {
    let mut values = Values::new();
    let before = [L::FontStyle, L::FontVariantCaps, L::FontWeight, L::FontStretch];
    for _ in 0..before.len() {
        if accept(input, "normal") {
            continue;
        }
        // A percentage is the size: widths are keywords here.
        let start = input.state();
        let is_size = matches!(input.next(), Ok(Token::Percentage { .. }));
        input.reset(&start);
        match if is_size { None } else { next_of(input, &before, &values) } {
            Some(value) => values.push(value),
            None => break,
        }
    }
    values.push((L::FontSize, one(input, L::FontSize)?));
    if input.try_parse(|input| input.expect_delim('/')).is_ok() {
        values.push((L::LineHeight, one(input, L::LineHeight)?));
    }
    values.push((L::FontFamily, one(input, L::FontFamily)?));
    Ok(values)
}

fn font_variant(input: &mut Parser<'_>) -> Result<Values, Invalid> {
    if accept(input, "normal") {
        return Ok(Values::new());
    }
    if accept(input, "none") {
        return Ok(vec![(L::FontVariantLigatures, Value::Bits(0))]);
    }
    any_of(
        input,
        &[L::FontVariantCaps, L::FontVariantNumeric, L::FontVariantLigatures, L::FontVariantPosition],
    )
}

/// `none` alone is the type's; a position may stand on either side.
fn list_style(input: &mut Parser<'_>) -> Result<Values, Invalid> {
    any_of(input, &[L::ListStylePosition, L::ListStyleType])
}

fn columns(input: &mut Parser<'_>) -> Result<Values, Invalid> {
    let mut values = Values::new();
    while !input.is_exhausted() {
        if input.try_parse(|input| parse_keyword(input, &["auto"])).is_ok() {
            continue;
        }
        let start = input.state();
        let count = matches!(input.next()?, Token::Number { .. });
        input.reset(&start);
        let longhand = if count { L::ColumnCount } else { L::ColumnWidth };
        values.push((longhand, one(input, longhand)?));
    }
    Ok(values)
}
