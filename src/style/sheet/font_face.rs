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
    /// Its weight.
    pub weight: u16,
    /// Its slope.
    pub style: FontStyle,
    /// Its width in percent.
    pub stretch: u16,
    /// Where the rule stands.
    pub span: Span,
}

impl FontFace {
    /// A face of regular weight and width without a name or files.
    pub(crate) fn new(span: Span) -> FontFace {
        FontFace { weight: 400, stretch: 100, span, ..FontFace::default() }
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
            "font-weight" => self.set_longhand(Longhand::FontWeight, &mut input),
            "font-style" => self.set_longhand(Longhand::FontStyle, &mut input),
            "font-stretch" | "font-width" => self.set_longhand(Longhand::FontStretch, &mut input),
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

    fn set_longhand(&mut self, longhand: Longhand, input: &mut Parser<'_>) -> bool {
        let info = longhand.info();
        let Ok(value) = (info.parse)(input) else { return false };
        if matches!((longhand, &value), (Longhand::FontWeight, Value::Keyword(_))) {
            return false;
        }
        let mut style = ComputedStyle::default();
        (info.apply)(&value, &PAGE_ENV, &mut style);
        match longhand {
            Longhand::FontWeight => self.weight = style.font.weight,
            Longhand::FontStyle => self.style = style.font.style,
            _ => self.stretch = style.font.stretch,
        }
        true
    }
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
