//! Computes one style from the declarations that won and the parent's style (CSS Cascade 5, 4).

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::{Code, Context, Diagnostic};
use crate::geometry::Length;
use crate::style::computed::*;
use crate::style::property::{Env, Longhand, Value};
use crate::style::sheet::declaration::parse_text;
use crate::style::sheet::{Declaration, Declared, Name};

use super::variables::{Variables, substitute};

/// A style with the custom properties that children inherit.
#[derive(Clone, Debug, Default)]
pub(crate) struct Styled {
    /// What layout reads.
    pub style: ComputedStyle,
    /// The custom properties.
    pub variables: Variables,
}

/// The declarations of one element, weakest first.
#[derive(Default)]
pub(crate) struct Declarations<'a> {
    /// The base sheet's.
    pub base: Vec<&'a Declaration>,
    /// Those of styles.
    pub styled: Vec<&'a Declaration>,
}

impl<'a> Declarations<'a> {
    /// Adds a rule's declarations.
    pub fn extend(&mut self, base: bool, declarations: &'a [Declaration]) {
        let list = if base { &mut self.base } else { &mut self.styled };
        list.extend(declarations);
    }

    /// In the order of the cascade: normal ones by origin, then important ones with the origins turned round.
    fn in_order(&self) -> impl Iterator<Item = &'a Declaration> {
        let normal = self.base.iter().chain(&self.styled).filter(|declaration| !declaration.important);
        let important = self.styled.iter().chain(&self.base).filter(|declaration| declaration.important);
        normal.chain(important).copied()
    }
}

const COUNT: usize = Longhand::ALL.len();

/// The winning declaration of each longhand.
type Winners<'a> = [Option<(&'a Declaration, &'a Declared)>; COUNT];

fn winners<'a>(declarations: impl Iterator<Item = &'a Declaration>) -> Winners<'a> {
    let mut winners: Winners<'a> = [None; COUNT];
    for declaration in declarations {
        for (longhand, declared) in &declaration.values {
            if let Some(winner) = winners.get_mut(*longhand as usize) {
                *winner = Some((declaration, declared));
            }
        }
    }
    winners
}

/// What the style of one element is computed from.
#[derive(Clone, Copy)]
pub(crate) struct Computer<'a> {
    /// The parent's style, or the initial one.
    pub parent: &'a Styled,
    /// The root's style; `None` while the root's own is computed.
    pub root: Option<&'a Styled>,
    /// Where faults are reported.
    pub context: Option<&'a Context>,
}

impl Computer<'_> {
    /// The style of an element with these declarations.
    pub fn compute(&self, declarations: &Declarations<'_>) -> Styled {
        let variables = self.variables(declarations);
        let winners = winners(declarations.in_order());
        let parent = &self.parent.style;
        let style = ComputedStyle {
            font: Arc::clone(&parent.font),
            text: Arc::clone(&parent.text),
            color: parent.color,
            boxed: Arc::default(),
        };
        let mut work = Work { computer: self, declarations, variables: &variables, style, env: self.env() };
        work.apply_all(&winners);
        let style = work.style;
        Styled { style, variables }
    }

    fn env(&self) -> Env {
        let parent = &self.parent.style;
        let root = self.root.map_or(parent, |root| &root.style);
        Env {
            font_size: parent.font.size,
            root_font_size: root.font.size,
            line_height: parent.line_height(),
            root_line_height: root.line_height(),
            parent_weight: parent.font.weight,
        }
    }

    fn variables(&self, declarations: &Declarations<'_>) -> Variables {
        let mut own: BTreeMap<&Arc<str>, &Arc<str>> = BTreeMap::new();
        for declaration in declarations.in_order() {
            if let Name::Custom(name) = &declaration.name {
                own.insert(name, &declaration.text);
            }
        }
        if own.is_empty() { self.parent.variables.clone() } else { self.parent.variables.extend(&own) }
    }
}

/// A style in the making.
struct Work<'a> {
    computer: &'a Computer<'a>,
    declarations: &'a Declarations<'a>,
    variables: &'a Variables,
    style: ComputedStyle,
    env: Env,
}

impl Work<'_> {
    /// The font size comes first and the line height second, since others are measured by them.
    fn apply_all(&mut self, winners: &Winners<'_>) {
        let first = [Longhand::FontSize, Longhand::LineHeight];
        for longhand in first {
            self.apply_winner(longhand, winners);
            self.env.font_size = self.style.font.size;
            if self.computer.root.is_none() {
                self.env.root_font_size = self.style.font.size;
            }
        }
        self.env.line_height = self.style.line_height();
        if self.computer.root.is_none() {
            self.env.root_line_height = self.env.line_height;
        }
        for longhand in Longhand::ALL.iter().filter(|longhand| !first.contains(longhand)) {
            self.apply_winner(*longhand, winners);
        }
        self.settle_lines(winners);
        self.settle_display();
    }

    fn apply_winner(&mut self, longhand: Longhand, winners: &Winners<'_>) {
        if let Some((declaration, declared)) = winners.get(longhand as usize).copied().flatten() {
            self.apply(longhand, declaration, declared);
        }
    }

    fn apply(&mut self, longhand: Longhand, declaration: &Declaration, declared: &Declared) {
        match declared {
            Declared::Value(value) => self.apply_value(longhand, value),
            Declared::Initial => (longhand.info().copy)(&initial(), &mut self.style),
            Declared::Inherit => (longhand.info().copy)(&self.computer.parent.style, &mut self.style),
            Declared::Unset => self.unset(longhand),
            Declared::Revert => self.revert(longhand),
            Declared::Unparsed => match self.read(longhand, declaration) {
                Some(Declared::Value(value)) => self.apply_value(longhand, &value),
                Some(Declared::Initial) => (longhand.info().copy)(&initial(), &mut self.style),
                Some(Declared::Inherit) => {
                    (longhand.info().copy)(&self.computer.parent.style, &mut self.style)
                }
                _ => self.unset(longhand),
            },
        }
    }

    fn apply_value(&mut self, longhand: Longhand, value: &Value) {
        if !(longhand.info().apply)(value, &self.env, &mut self.style) {
            (longhand.info().copy)(&self.computer.parent.style, &mut self.style);
        }
    }

    fn unset(&mut self, longhand: Longhand) {
        let info = longhand.info();
        if info.inherited {
            (info.copy)(&self.computer.parent.style, &mut self.style);
        } else {
            (info.copy)(&initial(), &mut self.style);
        }
    }

    /// Back to what the base sheet says.
    fn revert(&mut self, longhand: Longhand) {
        let winners = winners(self.declarations.base.iter().copied());
        match winners.get(longhand as usize).copied().flatten() {
            Some((declaration, declared)) if *declared != Declared::Revert => {
                self.apply(longhand, declaration, declared);
            }
            _ => self.unset(longhand),
        }
    }

    /// The value of a declaration that holds `var()`.
    fn read(&self, longhand: Longhand, declaration: &Declaration) -> Option<Declared> {
        let Name::Known(property) = &declaration.name else { return None };
        let text = substitute(&declaration.text, &mut |name| self.variables.get(name).cloned());
        let Some(text) = text else {
            self.report(declaration, "refers to a custom property that is not set here");
            return None;
        };
        if let Some(declared) = Declared::wide_keyword(text.trim()) {
            return Some(declared);
        }
        let Some(values) = parse_text(*property, &text) else {
            self.report(declaration, &format!("becomes `{}`, which is not a value of it", text.trim()));
            return None;
        };
        values.into_iter().find(|(set, _)| *set == longhand).map(|(_, declared)| declared)
    }

    fn report(&self, declaration: &Declaration, what: &str) {
        let (Some(context), Name::Known(property)) = (self.computer.context, &declaration.name) else {
            return;
        };
        let span = declaration.span;
        let message = format!("`{}: {}` {what}", property.name(), declaration.text);
        let key = format!("{}:{}", span.source.0, span.start);
        context.report_once(&key, Diagnostic::new(Code::CssUnsupportedValue, span, message));
    }

    /// Lines that are not drawn have no width; drawn ones without a given width are of medium width.
    fn settle_lines(&mut self, winners: &Winners<'_>) {
        let given = |longhand: Longhand| winners.get(longhand as usize).copied().flatten().is_some();
        let border = self.style.boxed.border;
        let sides = [
            (border.top, Longhand::BorderTopWidth),
            (border.right, Longhand::BorderRightWidth),
            (border.bottom, Longhand::BorderBottomWidth),
            (border.left, Longhand::BorderLeftWidth),
            (self.style.boxed.column_rule, Longhand::ColumnRuleWidth),
        ];
        for (side, longhand) in sides {
            let drawn = !matches!(side.style, BorderStyle::None | BorderStyle::Hidden);
            if drawn && !given(longhand) {
                (longhand.info().copy)(&initial(), &mut self.style);
            } else if !drawn && side.width != Length::ZERO {
                (longhand.info().copy)(&ComputedStyle::default(), &mut self.style);
            }
        }
    }

    /// A float is a block (CSS 2, 9.7).
    fn settle_display(&mut self) {
        let boxed = &self.style.boxed;
        if boxed.float != Float::None && matches!(boxed.display, Display::Inline | Display::InlineBlock) {
            Arc::make_mut(&mut self.style.boxed).display = Display::Block;
        }
    }
}

/// Every property at its initial value, lines of medium width.
fn initial() -> ComputedStyle {
    let mut boxed = BoxProperties::default();
    let medium = Length::from_pt(2.25);
    for side in
        [&mut boxed.border.top, &mut boxed.border.right, &mut boxed.border.bottom, &mut boxed.border.left]
    {
        side.width = medium;
    }
    boxed.column_rule.width = medium;
    ComputedStyle { boxed: Arc::new(boxed), ..ComputedStyle::default() }
}
