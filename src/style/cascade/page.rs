//! The styles of pages and their margin boxes (CSS Paged Media 3), computed when a page is asked for.

use std::sync::Arc;

use crate::diagnostic::Context;
use crate::geometry::{Color, Length, Sides, Size};
use crate::source::Span;
use crate::style::computed::*;
use crate::style::property::page::turn;
use crate::style::property::{Longhand, PageSize, Value};
use crate::style::sheet::media::Device;
use crate::style::sheet::{Declaration, Declared, Origin, PageRule, Stylesheet};

use super::StyleOptions;
use super::compute::{Computer, Declarations, Styled};

/// The size that media queries see: the option's, else the last that a sheet gives all pages, else the default.
pub(crate) fn device_size(sheets: &[&Stylesheet], options: &StyleOptions) -> Size {
    let all = sheets.iter().flat_map(|sheet| &sheet.pages);
    let unconditional = all.filter(|rule| rule.selectors.is_empty() && rule.conditions.is_empty());
    let declarations: Vec<&Declaration> = unconditional.flat_map(|rule| &rule.declarations).collect();
    size(&declarations, options)
}

/// The size that the last of these declarations gives.
fn size(declarations: &[&Declaration], options: &StyleOptions) -> Size {
    let given =
        declarations.iter().rev().flat_map(|declaration| &declaration.values).find_map(|value| match value {
            (Longhand::Size, Declared::Value(Value::PageSize(size))) => Some(*size),
            _ => None,
        });
    let base = options.page_override.unwrap_or(options.default_page);
    match (given, options.page_override) {
        (None, _) => base,
        (Some(PageSize::Auto { landscape }), _) => turn(base, landscape),
        (Some(PageSize::Given(size)), None) => size,
        (Some(PageSize::Given(size)), Some(_)) => turn(base, Some(size.width > size.height)),
    }
}

/// What says how wide a page's text is.
const WIDTHS: [Longhand; 3] = [Longhand::Size, Longhand::MarginLeft, Longhand::MarginRight];
/// What says how high it is.
const HEIGHTS: [Longhand; 3] = [Longhand::Size, Longhand::MarginTop, Longhand::MarginBottom];

/// The last of some declarations that sets one of these.
fn last_word(declarations: &[&Declaration], longhands: &[Longhand]) -> Option<Span> {
    let sets =
        |declaration: &&&Declaration| declaration.values.iter().any(|(set, _)| longhands.contains(set));
    declarations.iter().rev().find(sets).map(|declaration| declaration.span)
}

/// Everything that page styles are computed from.
#[derive(Debug, Default)]
pub(crate) struct PageCascade {
    rules: Vec<(Arc<PageRule>, Origin)>,
    root: Styled,
    canvas: Option<Color>,
    /// What the root element and `body`, which begin on the first page, ask of its number.
    start: Option<PageCount>,
    options: StyleOptions,
}

impl PageCascade {
    /// Gathers the page rules that hold on a device. Pages without a background of their own have that of the
    /// canvas, which is the root element's or `body`'s (CSS Backgrounds 3, 2.11.1 and 2.11.2).
    pub fn new(
        sheets: &[&Stylesheet],
        options: &StyleOptions,
        device: Device,
        root: Styled,
        body: &ComputedStyle,
    ) -> PageCascade {
        let all =
            sheets.iter().flat_map(|sheet| sheet.pages.iter().map(|rule| (Arc::clone(rule), sheet.origin)));
        let rules = all.filter(|(rule, _)| {
            rule.conditions.iter().all(|condition| condition.query.holds(device) == Some(true))
        });
        let canvas = root.style.boxed.background.or(body.boxed.background);
        let counts = [PageCount::of(&root.style.boxed), PageCount::of(&body.boxed)];
        let start = counts.into_iter().flatten().reduce(PageCount::then);
        PageCascade { rules: rules.collect(), root, canvas, start, options: *options }
    }

    /// Reports what is wrong with values that depend on custom properties: those of the rules of all pages, then those
    /// of each other rule, which see the same custom properties.
    pub fn check(&self, context: &Context) {
        let rules = || self.rules.iter().map(|(rule, origin)| (rule.as_ref(), *origin));
        let of_all: Vec<_> = rules().filter(|(rule, _)| rule.selectors.is_empty()).collect();
        let declarations = gather(&of_all, |rule, push| push(&rule.declarations));
        let all =
            Computer { parent: &self.root, root: Some(&self.root), context: None }.compute(&declarations);
        let _ = self.compute(&of_all, &self.root, Some(context));
        for rule in rules().filter(|(rule, _)| !rule.selectors.is_empty()) {
            let _ = self.compute(&[rule], &all, Some(context));
        }
    }

    /// The style of a page.
    pub fn style(&self, query: &PageQuery) -> PageStyle {
        let mut style = self.compute(&self.matching(query), &self.root, None);
        if let Some(start) = self.start.filter(|_| query.first) {
            style.count = style.count.then(start);
        }
        style
    }

    /// The style that rules give a page, weakest first, whose custom properties are inherited from `parent`.
    fn compute(
        &self,
        matching: &[(&PageRule, Origin)],
        parent: &Styled,
        context: Option<&Context>,
    ) -> PageStyle {
        let declarations = gather(matching, |rule, push| push(&rule.declarations));
        let in_order: Vec<&Declaration> =
            declarations.base.iter().chain(&declarations.styled).copied().collect();
        // A size of its own is why a page has a name: the option is about the others.
        let sets_size = |rule: &PageRule| {
            rule.declarations
                .iter()
                .any(|set| set.values.iter().any(|(longhand, _)| *longhand == Longhand::Size))
        };
        let last = matching.iter().rev().find(|(rule, _)| sets_size(rule));
        let options = match last {
            Some((rule, _)) if rule.is_named() => StyleOptions { page_override: None, ..self.options },
            _ => self.options,
        };
        let size = size(&in_order, &options);
        let page = Computer { parent, root: Some(&self.root), context }.compute(&declarations);
        let inner = Computer { parent: &page, root: Some(&self.root), context };
        let footnote = inner.compute(&gather(matching, |rule, push| push(&rule.footnote))).style;
        let margin_boxes = margin_boxes(matching, &inner);
        let background = page.style.boxed.background.or(self.canvas);
        PageStyle {
            size,
            margin: margins(&page.style, size),
            width_from: last_word(&in_order, &WIDTHS),
            height_from: last_word(&in_order, &HEIGHTS),
            background,
            margin_boxes,
            footnote,
            count: PageCount::of(&page.style.boxed).unwrap_or(PageCount::NEXT),
        }
    }

    /// The rules of a page, weakest first.
    fn matching(&self, query: &PageQuery) -> Vec<(&PageRule, Origin)> {
        let numbered = self.rules.iter().enumerate();
        let mut matching: Vec<_> = numbered
            .filter_map(|(order, (rule, origin))| {
                let specificity = rule.matches(query)?;
                Some(((*origin != Origin::Base, specificity, order), (rule.as_ref(), *origin)))
            })
            .collect();
        matching.sort_by_key(|(key, _)| *key);
        matching.into_iter().map(|(_, rule)| rule).collect()
    }
}

/// The declarations of one part of the rules.
fn gather<'a>(
    matching: &[(&'a PageRule, Origin)],
    part: impl Fn(&'a PageRule, &mut dyn FnMut(&'a [Declaration])),
) -> Declarations<'a> {
    let mut declarations = Declarations::default();
    for (rule, origin) in matching {
        part(rule, &mut |list| declarations.extend(*origin == Origin::Base, list));
    }
    declarations
}

/// The margin boxes that hold something, in the order of their names.
fn margin_boxes(
    matching: &[(&PageRule, Origin)],
    inner: &Computer<'_>,
) -> Vec<(MarginBoxName, ComputedStyle, Option<Span>)> {
    let mut names: Vec<MarginBoxName> =
        matching.iter().flat_map(|(rule, _)| rule.margin_boxes.iter().map(|(name, _)| *name)).collect();
    names.sort_unstable();
    names.dedup();
    let style = |name: MarginBoxName| {
        let declarations = gather(matching, |rule, push| {
            rule.margin_boxes.iter().filter(|(own, _)| *own == name).for_each(|(_, list)| push(list));
        });
        let mut page = inner.parent.clone();
        let (align, vertical) = usual_place(name);
        Arc::make_mut(&mut page.style.text).align = align;
        let mut style = Computer { parent: &page, ..*inner }.compute(&declarations).style;
        let placed = |declaration: &&Declaration| {
            declaration.values.iter().any(|(set, _)| *set == Longhand::VerticalAlign)
        };
        if !declarations.base.iter().chain(&declarations.styled).any(placed) {
            Arc::make_mut(&mut style.boxed).vertical_align = vertical;
        }
        let content: Vec<&Declaration> =
            declarations.base.iter().chain(&declarations.styled).copied().collect();
        (name, style, last_word(&content, &[Longhand::Content]))
    };
    let boxes = names.into_iter().map(style);
    boxes.filter(|(_, style, _)| !matches!(style.boxed.content, Content::Normal | Content::None)).collect()
}

/// Where text stands in a margin box at first (CSS Paged Media 3, 5.3).
fn usual_place(name: MarginBoxName) -> (TextAlign, VerticalAlign) {
    use MarginBoxName::*;
    match name {
        TopLeft | BottomLeft => (TextAlign::Left, VerticalAlign::Middle),
        TopRight | BottomRight | TopLeftCorner | BottomLeftCorner => {
            (TextAlign::Right, VerticalAlign::Middle)
        }
        TopRightCorner | BottomRightCorner => (TextAlign::Left, VerticalAlign::Middle),
        LeftTop | RightTop => (TextAlign::Center, VerticalAlign::Top),
        LeftBottom | RightBottom => (TextAlign::Center, VerticalAlign::Bottom),
        TopCenter | BottomCenter | LeftMiddle | RightMiddle => (TextAlign::Center, VerticalAlign::Middle),
    }
}

/// A page's margins: shares of its width beside the text, of its height above and below.
fn margins(style: &ComputedStyle, size: Size) -> Sides<Length> {
    let margin = &style.boxed.margin;
    let length = |margin: AutoMargin, base: Length| match margin {
        AutoMargin::Auto => Length::ZERO,
        AutoMargin::Set(length) => length.resolve(base),
    };
    Sides {
        top: length(margin.top, size.height),
        right: length(margin.right, size.width),
        bottom: length(margin.bottom, size.height),
        left: length(margin.left, size.width),
    }
}
