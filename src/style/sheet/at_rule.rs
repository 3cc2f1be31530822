//! At-rules: conditions, pages, faces; what is not known is passed over with a warning.

use cssparser::{
    AtRuleParser, CowRcStr, DeclarationParser, ParseError, Parser, ParserState, QualifiedRuleParser,
    RuleBodyItemParser,
};

use crate::diagnostic::{Code, Diagnostic};
use crate::geometry::Size;
use crate::style::computed::MarginBoxName;
use crate::style::suggest::nearest;

use super::declaration::Scope;
use super::media::{Condition, Device, parse_media};
use super::page::{PageRule, PageSelector, margin_box, margin_box_names, parse_selectors};
use super::parse::{BlockReader, Fault, SheetReader, fault, take_text};
use super::supports::parse_supports;
use super::{Declaration, FontFace};

/// An at-rule before its block.
pub(crate) enum Prelude {
    /// `@media` and `@supports`.
    Conditional(Condition),
    /// `@page`
    Page(Vec<PageSelector>),
    /// `@font-face`
    FontFace,
    /// Not supported; was reported.
    Ignored,
}

/// At-rules of style sheets, for suggestions.
const NAMES: [&str; 4] = ["media", "supports", "page", "font-face"];

impl SheetReader<'_> {
    /// Reads an at-rule up to its block or semicolon.
    pub(crate) fn read_at_prelude(&mut self, name: &str, input: &mut Parser<'_>) -> Result<Prelude, Fault> {
        let lower = name.to_ascii_lowercase();
        let text = input.try_parse(|input| take_text(input).ok_or(())).unwrap_or_default();
        let span = self.span_of(text);
        let mut words = Parser::new(text);
        let invalid = |code, what: &str| fault(Box::new(Diagnostic::new(code, span, String::from(what))));
        let condition =
            |query| Prelude::Conditional(Condition { query, text: format!("@{lower} {}", text.trim()) });
        match lower.as_str() {
            "media" => parse_media(&mut words)
                .map(condition)
                .map_err(|_| invalid(Code::CssUnsupportedRule, "this media query is not supported")),
            "supports" => parse_supports(&mut words)
                .map(condition)
                .map_err(|_| invalid(Code::CssUnsupportedRule, "this @supports condition is not valid")),
            "page" => parse_selectors(&mut words).map(Prelude::Page).map_err(|_| {
                invalid(Code::CssUnsupportedSelector, "this selector of pages is not supported")
            }),
            "font-face" => Ok(Prelude::FontFace),
            _ => {
                self.report_unknown(&lower, text);
                Ok(Prelude::Ignored)
            }
        }
    }

    fn report_unknown(&self, name: &str, text: &str) {
        let span = self.span_of(text);
        let start = (span.start as usize).saturating_sub(name.len() + 1);
        let span = self.span(start, start + name.len() + 1);
        let diagnostic = Diagnostic::new(Code::CssUnsupportedRule, span, format!("@{name} is not supported"));
        self.report(match name {
            "import" => diagnostic.help("put the rules into one file, or give --style more than once"),
            "footnote" => diagnostic.help("it stands inside of @page { … }"),
            "layer" | "scope" | "container" => {
                diagnostic.help("its rules were left out; write them without it")
            }
            _ => match nearest(name, NAMES) {
                Some(near) => diagnostic.help(format!("did you mean @{near}?")),
                None => diagnostic.help("it was left out of both outputs"),
            },
        });
    }

    /// Ends an at-rule at its semicolon.
    pub(crate) fn end_without_block(&mut self, prelude: Prelude) {
        if !matches!(prelude, Prelude::Ignored) {
            let span = self.span(0, 0);
            self.report(Diagnostic::new(Code::CssSyntax, span, "an at-rule has no block in braces"));
        }
    }

    /// Reads an at-rule's block.
    pub(crate) fn read_at_block(&mut self, prelude: Prelude, start: usize, input: &mut Parser<'_>) {
        match prelude {
            Prelude::Conditional(condition) => self.read_conditional(condition, input),
            Prelude::Page(selectors) => self.read_page(selectors, input),
            Prelude::FontFace => self.read_font_face(start, input),
            Prelude::Ignored => while input.next().is_ok() {},
        }
    }

    fn read_page(&mut self, selectors: Vec<PageSelector>, input: &mut Parser<'_>) {
        let conditions = self.conditions.clone().into();
        let rule = PageRule {
            selectors,
            declarations: Vec::new(),
            margin_boxes: Vec::new(),
            footnote: Vec::new(),
            conditions,
        };
        let mut reader = PageReader { sheet: self, rule, area: None };
        reader.read_block(input);
        let rule = reader.rule;
        self.sheet.pages.push(rule.into());
    }

    fn read_font_face(&mut self, start: usize, input: &mut Parser<'_>) {
        let span = self.span(start, start + "@font-face".len());
        let mut reader = FaceReader { sheet: self, face: FontFace::new(span) };
        reader.read_block(input);
        let mut face = reader.face;
        let may_hold =
            |device| self.conditions.iter().all(|condition| condition.query.holds(device) != Some(false));
        face.on_paper = may_hold(Device::Paper(Size::default()));
        face.on_screen = may_hold(Device::Reader);
        if face.family.is_empty() || face.sources.is_empty() {
            let message = "@font-face needs `font-family` and a file in `src`";
            self.report(Diagnostic::new(Code::CssUnsupportedRule, span, message));
        } else {
            self.sheet.font_faces.push(face);
        }
    }
}

/// Makes a reader one of blocks that hold declarations and at-rules, but no rules with selectors.
macro_rules! without_rules {
    ($reader:ident) => {
        impl BlockReader for $reader<'_, '_> {
            fn sheet(&self) -> &SheetReader<'_> {
                self.sheet
            }
        }

        impl<'i> QualifiedRuleParser<'i> for $reader<'_, '_> {
            type Prelude = ();
            type QualifiedRule = ();
            type Error = Box<Diagnostic>;
        }

        impl<'i> RuleBodyItemParser<'i, (), Box<Diagnostic>> for $reader<'_, '_> {
            fn parse_declarations(&self) -> bool {
                true
            }

            fn parse_qualified(&self) -> bool {
                false
            }
        }
    };
}

/// Which part of a page is being read.
#[derive(Clone, Copy)]
pub(crate) enum Area {
    /// A margin box.
    Margin(MarginBoxName),
    /// `@footnote`
    Footnote,
}

/// Reads the block of `@page`.
struct PageReader<'a, 'b> {
    sheet: &'a mut SheetReader<'b>,
    rule: PageRule,
    area: Option<Area>,
}

impl PageReader<'_, '_> {
    fn push(&mut self, declaration: Declaration) {
        match self.area {
            None => self.rule.declarations.push(declaration),
            Some(Area::Footnote) => self.rule.footnote.push(declaration),
            Some(Area::Margin(name)) => match self.rule.margin_boxes.last_mut() {
                Some((last, declarations)) if *last == name => declarations.push(declaration),
                _ => self.rule.margin_boxes.push((name, vec![declaration])),
            },
        }
    }
}

impl<'i> DeclarationParser<'i> for PageReader<'_, '_> {
    type Declaration = ();
    type Error = Box<Diagnostic>;

    fn parse_value(
        &mut self,
        name: CowRcStr<'i>,
        input: &mut Parser<'i>,
        start: &ParserState,
    ) -> Result<(), Fault> {
        let scope = if self.area.is_none() { Scope::Page } else { Scope::Box };
        let declaration = self.sheet.declaration(&name, input, start, scope)?;
        self.push(declaration);
        Ok(())
    }
}

impl<'i> AtRuleParser<'i> for PageReader<'_, '_> {
    type Prelude = Area;
    type AtRule = ();
    type Error = Box<Diagnostic>;

    fn parse_prelude(&mut self, name: CowRcStr<'i>, input: &mut Parser<'i>) -> Result<Area, Fault> {
        let text = take_text(input).unwrap_or_default();
        let lower = name.to_ascii_lowercase();
        let area = match lower.as_str() {
            "footnote" => Some(Area::Footnote),
            other => margin_box(other).map(Area::Margin),
        };
        area.filter(|_| self.area.is_none()).ok_or_else(|| {
            let start = (self.sheet.span_of(text).start as usize).saturating_sub(lower.len() + 1);
            let span = self.sheet.span(start, start + lower.len() + 1);
            let message = format!("@{lower} is not a margin box");
            let diagnostic = Diagnostic::new(Code::CssUnsupportedRule, span, message);
            fault(Box::new(match nearest(&lower, margin_box_names()) {
                Some(near) => diagnostic.help(format!("did you mean @{near}?")),
                None => diagnostic.help("docs/css.md lists the margin boxes"),
            }))
        })
    }

    fn parse_block(&mut self, area: Area, _: &ParserState, input: &mut Parser<'i>) -> Result<(), Fault> {
        self.area = Some(area);
        self.read_block(input);
        self.area = None;
        Ok(())
    }
}

without_rules!(PageReader);

/// Reads the block of `@font-face`.
struct FaceReader<'a, 'b> {
    sheet: &'a mut SheetReader<'b>,
    face: FontFace,
}

impl<'i> DeclarationParser<'i> for FaceReader<'_, '_> {
    type Declaration = ();
    type Error = Box<Diagnostic>;

    fn parse_value(
        &mut self,
        name: CowRcStr<'i>,
        input: &mut Parser<'i>,
        _: &ParserState,
    ) -> Result<(), Fault> {
        let text = take_text(input).ok_or_else(ParseError::unexpected_token)?.trim();
        let span = self.sheet.span_of(text);
        self.face.set(&name.to_ascii_lowercase(), text, span).map_err(fault)
    }
}

impl<'i> AtRuleParser<'i> for FaceReader<'_, '_> {
    type Prelude = ();
    type AtRule = ();
    type Error = Box<Diagnostic>;
}

without_rules!(FaceReader);
