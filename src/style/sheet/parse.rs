//! Walks a sheet's text: rules into a list, nested ones written out behind their parents.

use std::sync::Arc;

use cssparser::{
    AtRuleParser, BasicParseErrorKind, CowRcStr, DeclarationParser, ParseError, ParseErrorKind, Parser,
    ParserState, QualifiedRuleParser, RuleBodyItemParser, RuleBodyParser, StyleSheetParser,
};
use selectors::parser::{Selector, SelectorParseErrorKind};

use crate::diagnostic::{Code, Context, Diagnostic};
use crate::source::{SourceId, Span};
use crate::style::selector::{Css, parse_selector};

use super::declaration::{self, Scope};
use super::nesting::{flatten, split_list};
use super::{Condition, Declaration, Origin, StyleRule, Stylesheet};

/// Selectors that one rule may have after nesting is written out.
const MAX_SELECTORS: usize = 1_000;

/// Reads a whole sheet.
pub(crate) fn parse(source: SourceId, text: &str, origin: Origin, context: &Context) -> Stylesheet {
    let sheet = Stylesheet { origin, rules: Vec::new(), pages: Vec::new(), font_faces: Vec::new() };
    let mut reader = SheetReader { text, source, context, sheet, conditions: Vec::new(), frames: Vec::new() };
    reader.read_rules(&mut Parser::new(text));
    reader.sheet
}

/// What went wrong: a finished message, or the parser's own fault.
pub(crate) type Fault = ParseError<Box<Diagnostic>>;

/// A message as a parse error.
pub(crate) fn fault(diagnostic: Box<Diagnostic>) -> Fault {
    ParseError { kind: ParseErrorKind::Custom(diagnostic) }
}

/// The state of the walk.
pub(crate) struct SheetReader<'a> {
    text: &'a str,
    source: SourceId,
    context: &'a Context,
    pub(crate) sheet: Stylesheet,
    pub(crate) conditions: Vec<Arc<Condition>>,
    /// The style rules around this place, outermost first.
    frames: Vec<Frame>,
}

/// A style rule whose declarations are being gathered.
#[derive(Clone)]
pub(crate) struct Frame {
    texts: Arc<[String]>,
    selectors: Vec<Selector<Css>>,
    declarations: Vec<Declaration>,
}

impl SheetReader<'_> {
    /// A span of the sheet.
    pub(crate) fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.source, start, end)
    }

    /// The span of a value's text, which is a part of the sheet.
    pub(crate) fn span_of(&self, part: &str) -> Span {
        let start = (part.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize);
        self.span(start, start + part.len())
    }

    /// Reports a message.
    pub(crate) fn report(&self, diagnostic: Diagnostic) {
        self.context.report(diagnostic);
    }

    /// Reports why a part of the sheet was left out.
    pub(crate) fn report_fault(&self, fault: Fault, part: &str) {
        let span = self.span_of(first_line(part));
        match fault.kind {
            ParseErrorKind::Custom(diagnostic) => self.report(*diagnostic),
            ParseErrorKind::Basic(BasicParseErrorKind::TooManyNestedBlocks) => {
                self.report(Diagnostic::new(Code::CssSyntax, span, "blocks are nested too deeply here"));
            }
            ParseErrorKind::Basic(kind) => {
                self.report(Diagnostic::new(Code::CssSyntax, span, format!("this is not valid CSS: {kind}")));
            }
        }
    }

    /// Reads rules up to the end of the input.
    pub(crate) fn read_rules(&mut self, input: &mut Parser<'_>) {
        let mut rules = StyleSheetParser::new(input, self);
        while let Some(rule) = rules.next() {
            if let Err((fault, part, _)) = rule {
                rules.parser.report_fault(fault, part);
            }
        }
    }

    /// A declaration whose name was read.
    pub(crate) fn declaration<'i>(
        &self,
        name: &str,
        input: &mut Parser<'i>,
        start: &ParserState,
        scope: Scope,
    ) -> Result<Declaration, Fault> {
        let text = take_text(input).ok_or_else(ParseError::unexpected_token)?;
        let span = self.span(start.position().byte_index(), input.position().byte_index());
        declaration::parse(name, text, span, scope).map_err(fault)
    }

    /// Reads the block of a conditional at-rule, at the top or inside a style rule.
    pub(crate) fn read_conditional(&mut self, condition: Condition, input: &mut Parser<'_>) {
        self.flush();
        self.conditions.push(Arc::new(condition));
        match self.frames.last() {
            None => self.read_rules(input),
            Some(frame) => {
                let frame = Frame { declarations: Vec::new(), ..frame.clone() };
                self.read_frame(frame, input);
            }
        }
        self.conditions.pop();
    }

    fn read_frame(&mut self, frame: Frame, input: &mut Parser<'_>) {
        self.frames.push(frame);
        self.read_block(input);
        self.flush();
        self.frames.pop();
    }

    /// Makes a rule of the declarations gathered so far, so that nested rules come after them.
    fn flush(&mut self) {
        let Some(frame) = self.frames.last_mut() else { return };
        if frame.declarations.is_empty() {
            return;
        }
        let declarations = std::mem::take(&mut frame.declarations);
        self.sheet.rules.push(StyleRule {
            selectors: frame.selectors.clone(),
            declarations,
            conditions: self.conditions.clone().into(),
        });
    }

    fn read_selectors(&self, text: &str) -> Result<Frame, Fault> {
        let span = self.span_of(text);
        let parts = split_list(text);
        let texts = match self.frames.last() {
            None => parts.iter().map(|part| String::from(*part)).collect(),
            Some(parent) => flatten(&parent.texts, &parts, MAX_SELECTORS).ok_or_else(|| {
                let message = "the nested selectors stand for too many";
                fault(Box::new(Diagnostic::new(Code::CssUnsupportedSelector, span, message)))
            })?,
        };
        let selectors =
            texts.iter().map(|text| parse_selector(text).map_err(|error| selector_fault(&error, text, span)));
        let selectors = selectors.collect::<Result<Vec<_>, Fault>>()?;
        Ok(Frame { texts: texts.into(), selectors, declarations: Vec::new() })
    }
}

/// Reads what stands in a block, declarations and what may stand beside them.
pub(crate) trait BlockReader: for<'i> RuleBodyItemParser<'i, (), Box<Diagnostic>> + Sized {
    /// The reader of the sheet.
    fn sheet(&self) -> &SheetReader<'_>;

    /// Reads up to the end of the block; what cannot be read is reported and left out.
    fn read_block(&mut self, input: &mut Parser<'_>) {
        let mut body = RuleBodyParser::new(input, self);
        while let Some(item) = body.next() {
            if let Err((fault, part, _)) = item {
                body.parser.sheet().report_fault(fault, part);
            }
        }
    }
}

impl BlockReader for SheetReader<'_> {
    fn sheet(&self) -> &SheetReader<'_> {
        self
    }
}

fn first_line(part: &str) -> &str {
    part.trim_start().lines().next().unwrap_or_default()
}

fn selector_fault(error: &ParseError<SelectorParseErrorKind>, text: &str, span: Span) -> Fault {
    use SelectorParseErrorKind as Kind;
    let reason = match &error.kind {
        ParseErrorKind::Custom(Kind::UnsupportedPseudoClassOrElement) => {
            "holds a pseudo-class or pseudo-element that is not supported"
        }
        ParseErrorKind::Custom(Kind::ExpectedNamespace) => "names a namespace, which is not supported",
        ParseErrorKind::Custom(Kind::DanglingCombinator) => "ends or begins with a combinator",
        _ => "is not a valid selector",
    };
    let shown: String = text.chars().take(60).collect();
    let message = format!("`{shown}` {reason}");
    fault(Box::new(
        Diagnostic::new(Code::CssUnsupportedSelector, span, message).help("the whole rule was left out"),
    ))
}

/// Reads up to the end and returns the text; `None` if a block in braces begins first.
pub(crate) fn take_text<'i>(input: &mut Parser<'i>) -> Option<&'i str> {
    let start = input.position();
    loop {
        match input.next_including_whitespace_and_comments() {
            Ok(cssparser::Token::CurlyBracketBlock) => return None,
            Ok(_) => {}
            Err(_) => return Some(input.slice_from(start)),
        }
    }
}

impl<'i> QualifiedRuleParser<'i> for SheetReader<'_> {
    type Prelude = Frame;
    type QualifiedRule = ();
    type Error = Box<Diagnostic>;

    fn parse_prelude(&mut self, input: &mut Parser<'i>) -> Result<Frame, Fault> {
        let text = take_text(input).ok_or_else(ParseError::unexpected_token)?;
        self.read_selectors(text.trim())
    }

    fn parse_block(&mut self, frame: Frame, _: &ParserState, input: &mut Parser<'i>) -> Result<(), Fault> {
        self.flush();
        self.read_frame(frame, input);
        Ok(())
    }
}

impl<'i> DeclarationParser<'i> for SheetReader<'_> {
    type Declaration = ();
    type Error = Box<Diagnostic>;

    fn parse_value(
        &mut self,
        name: CowRcStr<'i>,
        input: &mut Parser<'i>,
        start: &ParserState,
    ) -> Result<(), Fault> {
        let declaration = self.declaration(&name, input, start, Scope::Box)?;
        if let Some(frame) = self.frames.last_mut() {
            frame.declarations.push(declaration);
        }
        Ok(())
    }
}

impl<'i> RuleBodyItemParser<'i, (), Box<Diagnostic>> for SheetReader<'_> {
    fn parse_declarations(&self) -> bool {
        true
    }

    fn parse_qualified(&self) -> bool {
        true
    }
}

impl<'i> AtRuleParser<'i> for SheetReader<'_> {
    type Prelude = super::at_rule::Prelude;
    type AtRule = ();
    type Error = Box<Diagnostic>;

    fn parse_prelude(&mut self, name: CowRcStr<'i>, input: &mut Parser<'i>) -> Result<Self::Prelude, Fault> {
        self.read_at_prelude(&name, input)
    }

    fn rule_without_block(&mut self, prelude: Self::Prelude, _: &ParserState) -> Result<(), ()> {
        self.end_without_block(prelude);
        Ok(())
    }

    fn parse_block(
        &mut self,
        prelude: Self::Prelude,
        start: &ParserState,
        input: &mut Parser<'i>,
    ) -> Result<(), Fault> {
        self.read_at_block(prelude, start.position().byte_index(), input);
        Ok(())
    }
}
