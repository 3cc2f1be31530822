//! `@font-face` (CSS Fonts 4, 4): faces from local files.

use cssparser::{ParseError, Parser, Token};

use crate::diagnostic::{Code, Diagnostic};
use crate::font::FontStyle;
use crate::source::{SourceId, Span};
use crate::style::computed::ComputedStyle;
use crate::style::property::page::PAGE_ENV;
use crate::style::property::{Longhand, Value};

/// A face that a sheet names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FontFace {
    /// The family that rules call it by.
    pub family: String,
    /// The files that may hold it, best first, with the place of each name in the sheet.
    pub sources: Vec<(String, Span)>,
    /// Its weight, or the least and the greatest of a variable font; `None` for whatever the file has.
    pub weight: Option<(u16, u16)>,
    /// Its slope.
    pub style: FontStyle,
    /// Its width in percent, likewise.
    pub stretch: Option<(u16, u16)>,
    /// Where the rule stands.
    pub span: Span,
    /// It may hold in the PDF: it does not stand in `@media not print`.
    pub on_paper: bool,
    /// It may hold in the EPUB: it does not stand in `@media print`.
    pub on_screen: bool,
}

impl FontFace {
    /// A face without a name or files.
    pub(crate) fn new(span: Span) -> FontFace {
        FontFace { span, on_paper: true, on_screen: true, ..FontFace::default() }
    }

    /// Takes in one descriptor.
    ///
    /// # Errors
    /// Says what is not supported.
    pub(crate) fn set(&mut self, name: &str, text: &str, span: Span) -> Result<(), Box<Diagnostic>> {
        let mut input = Parser::new(text);
        let known = match name {
            "font-family" => parse_family(&mut input).map(|family| self.family = family).is_ok(),
            "src" => {
                self.sources = parse_sources(text, span);
                !self.sources.is_empty()
            }
            "font-weight" => {
                range(Longhand::FontWeight, &mut input, |style| style.font.weight, &mut self.weight)
            }
            "font-style" => {
                let style = value(Longhand::FontStyle, &mut input).filter(|_| input.is_exhausted());
                style.map(|style| self.style = style.font.style).is_some()
            }
            "font-stretch" | "font-width" => {
                range(Longhand::FontStretch, &mut input, |style| style.font.stretch, &mut self.stretch)
            }
            "font-display" => true,
            _ => {
                let message = format!("the descriptor `{name}` of @font-face is not supported");
                return Err(Box::new(Diagnostic::new(Code::CssUnsupportedProperty, span, message)));
            }
        };
        if known {
            return Ok(());
        }
        let message = format!("this value of `{name}` is not supported in @font-face");
        let help = "fonts are read from files: src: url(\"fonts/name.ttf\")";
        Err(Box::new(Diagnostic::new(Code::CssUnsupportedValue, span, message).help(help)))
    }
}

/// A style with one value of a longhand; none for the relative ones.
fn value(longhand: Longhand, input: &mut Parser<'_>) -> Option<ComputedStyle> {
    let info = longhand.info();
    let value = (info.parse)(input).ok()?;
    if matches!((longhand, &value), (Longhand::FontWeight, Value::Keyword(_))) {
        return None;
    }
    let mut style = ComputedStyle::default();
    (info.apply)(&value, &PAGE_ENV, &mut style);
    Some(style)
}

/// Reads `auto`, one value, or two in either order (CSS Fonts 4, 4.4).
fn range(
    longhand: Longhand,
    input: &mut Parser<'_>,
    field: impl Fn(&ComputedStyle) -> u16,
    into: &mut Option<(u16, u16)>,
) -> bool {
    if input.try_parse(|input| input.expect_ident_matching("auto")).is_ok() {
        *into = None;
        return input.is_exhausted();
    }
    let Some(first) = value(longhand, input).map(|style| field(&style)) else { return false };
    let second =
        if input.is_exhausted() { Some(first) } else { value(longhand, input).map(|style| field(&style)) };
    let Some(second) = second.filter(|_| input.is_exhausted()) else { return false };
    *into = Some((first.min(second), first.max(second)));
    true
}

fn parse_family(input: &mut Parser<'_>) -> Result<String, ParseError<()>> {
    if let Ok(name) = input.try_parse(|input| input.expect_string_cloned()) {
        return Ok(name.to_string());
    }
    let mut name = input.expect_ident()?.to_string();
    while let Ok(part) = input.try_parse(|input| input.expect_ident_cloned()) {
        name = format!("{name} {part}");
    }
    Ok(name)
}

/// The files of `src`; `local()` and unknown formats are passed over, as CSS says.
fn parse_sources(text: &str, span: Span) -> Vec<(String, Span)> {
    let mut input = Parser::new(text);
    let mut files = Vec::new();
    let at = |start: usize, end: usize, source: SourceId| {
        Span::new(source, span.start as usize + start, span.start as usize + end)
    };
    loop {
        let start = input.position().byte_index();
        let Ok(token) = input.next().cloned() else { return files };
        let url = match token {
            Token::UnquotedUrl(url) => Some(url.to_string()),
            Token::Function(name) if name.eq_ignore_ascii_case("url") => input
                .parse_nested_block(|input| Ok::<_, ParseError<()>>(input.expect_string()?.to_string()))
                .ok(),
            _ => None,
        };
        if let Some(url) = url {
            let lead = text.get(start..).map_or(0, |rest| rest.len() - rest.trim_start().len());
            files.push((url, at(start + lead, input.position().byte_index(), span.source)));
        }
    }
}
