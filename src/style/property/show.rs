//! Computed values as text, for dumps.

use std::sync::Arc;

use crate::font::FontStyle;
use crate::geometry::{Color, Length};
use crate::style::computed::*;

use super::text::counter_style_name;
use super::value::PageSize;

/// Writes a computed value much as a sheet would.
pub(crate) trait Show {
    /// The text.
    fn show(&self) -> String;
}

/// A number with at most three decimals.
fn number(value: f64) -> String {
    let text = format!("{value:.3}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    String::from(if text == "-0" { "0" } else { text })
}

fn list<T>(items: &[T], separator: &str, show: impl Fn(&T) -> String) -> String {
    if items.is_empty() {
        String::from("none")
    } else {
        items.iter().map(show).collect::<Vec<_>>().join(separator)
    }
}

impl<T: Keyword> Show for T {
    fn show(&self) -> String {
        let place = T::VALUES.iter().position(|value| value == self);
        String::from(place.and_then(|place| T::NAMES.get(place)).copied().unwrap_or_default())
    }
}

macro_rules! show {
    ($( $type:ty: |$value:ident| $text:expr; )*) => { $( impl Show for $type {
        fn show(&self) -> String {
            let $value = self;
            $text
        }
    } )* };
}

show! {
    Length: |value| format!("{}pt", number(value.to_pt()));
    Percentage: |value| format!("{}%", number(f64::from(value.0) / 100.0));
    LengthPercentage: |value| match value {
        LengthPercentage::Length(length) => length.show(),
        LengthPercentage::Percentage(share) => share.show(),
        LengthPercentage::Sum(length, share) => format!("calc({} + {})", length.show(), share.show()),
    };
    AutoLength: |value| match value {
        AutoLength::Auto => String::from("auto"),
        AutoLength::Set(length) => length.show(),
    };
    AutoMargin: |value| match value {
        AutoMargin::Auto => String::from("auto"),
        AutoMargin::Set(length) => length.show(),
    };
    Color: |value| match value.a {
        255 => format!("#{:02x}{:02x}{:02x}", value.r, value.g, value.b),
        alpha => format!("#{:02x}{:02x}{:02x}{alpha:02x}", value.r, value.g, value.b),
    };
    TextColor: |value| value.0.show();
    Option<Color>: |value| value.map_or_else(|| String::from("none"), |color| color.show());
    Option<Length>: |value| value.map_or_else(|| String::from("auto"), |length| length.show());
    Option<u8>: |value| value.map_or_else(|| String::from("auto"), |level| level.to_string());
    Option<Arc<str>>: |value| value.as_ref().map_or_else(|| String::from("auto"), ToString::to_string);
    Arc<str>: |value| format!("{value:?}");
    u8: |value| value.to_string();
    u16: |value| value.to_string();
    bool: |value| value.to_string();
    FontStyle: |value| String::from(match value {
        FontStyle::Normal => "normal",
        FontStyle::Italic => "italic",
        FontStyle::Oblique => "oblique",
    });
    Vec<FontFamily>: |value| list(value, ", ", |family| match family {
        FontFamily::Named(name) => format!("{name:?}"),
        FontFamily::Serif => String::from("serif"),
        FontFamily::SansSerif => String::from("sans-serif"),
        FontFamily::Monospace => String::from("monospace"),
    });
    Vec<([u8; 4], u32)>: |value| list(value, ", ", |(tag, on)| format!("{:?} {on}", String::from_utf8_lossy(tag)));
    (TextAlign, Option<AlignmentString>): |value| match &value.1 {
        Some(AlignmentString { string, group }) => format!("{string:?} {}", group.show()),
        None => value.0.show(),
    };
    LineHeight: |value| match value {
        LineHeight::Normal => String::from("normal"),
        LineHeight::Number(thousandths) => number(f64::from(*thousandths) / 1000.0),
        LineHeight::Length(length) => length.show(),
    };
    HyphenateLimitChars: |value| format!("{} {} {}", value.word, value.before, value.after);
    InitialLetter: |value| format!("{} {}", number(f64::from(value.size) / 100.0), value.sink);
    ListStyleType: |value| match value {
        ListStyleType::String(text) => format!("{text:?}"),
        style => String::from(counter_style_name(style)),
    };
    VerticalAlign: |value| match value {
        VerticalAlign::Length(length) => length.show(),
        keyword => format!("{keyword:?}").to_lowercase(),
    };
    Content: |value| match value {
        Content::Normal => String::from("normal"),
        Content::None => String::from("none"),
        Content::Items(items) => list(items, " ", item),
    };
    Vec<(Arc<str>, i32)>: |value| list(value, " ", |(name, number)| format!("{name} {number}"));
    Vec<(Arc<str>, Vec<ContentItem>)>: |value| list(value, ", ", |(name, items)| format!("{name} {}", list(items, " ", item)));
    PageSize: |value| format!("{value:?}");
    (Length, Length): |value| format!("{} {}", value.0.show(), value.1.show());
    (LengthPercentage, bool): |value| format!("{}{}", value.0.show(), if value.1 { " hanging" } else { "" });
    (bool, bool): |value| format!("common {}, discretionary {}", value.0, value.1);
    (bool, bool, bool): |value| {
        let lines = [(value.0, "underline"), (value.1, "line-through"), (value.2, "overline")];
        let drawn: Vec<&str> = lines.iter().filter(|(on, _)| *on).map(|(_, name)| *name).collect();
        list(&drawn, " ", |name| String::from(*name))
    };
    (NumericFigure, NumericSpacing, NumericFraction, bool): |value| {
        let parts = [value.0.show(), value.1.show(), value.2.show(), String::from(if value.3 { "slashed-zero" } else { "normal" })];
        let set: Vec<String> = parts.into_iter().filter(|part| part != "normal").collect();
        if set.is_empty() { String::from("normal") } else { set.join(" ") }
    };
}

fn item(item: &ContentItem) -> String {
    match item {
        ContentItem::Text(text) => format!("{text:?}"),
        ContentItem::Counter(name, style) => format!("counter({name}, {})", style.show()),
        ContentItem::Counters(name, separator, style) => {
            format!("counters({name}, {separator:?}, {})", style.show())
        }
        ContentItem::RunningString(name, keyword) => {
            format!("string({name}, {})", format!("{keyword:?}").to_lowercase())
        }
        ContentItem::TargetCounter(name, style) => format!("target-counter({name}, {})", style.show()),
        ContentItem::TargetText => String::from("target-text()"),
        ContentItem::Leader(text) => format!("leader({text:?})"),
        ContentItem::Attribute(name) => format!("attr({name})"),
        ContentItem::ElementText => String::from("content()"),
        ContentItem::Quote(open) => String::from(if *open { "open-quote" } else { "close-quote" }),
    }
}
