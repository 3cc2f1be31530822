//! Looks over a user's sheet for what would serve readers badly: faint colours, and choices that are theirs.

use std::collections::HashSet;
use std::sync::Arc;

use crate::diagnostic::{Code, Context, Diagnostic};
use crate::geometry::{Color, Size};
use crate::style::cascade::{Variables, substitute};
use crate::style::export::{own_variables, root_variables, selector_text};
use crate::style::on_paper;
use crate::style::property::color::{SpecifiedColor, contrast, over};
use crate::style::property::{Longhand, Property, Value};
use crate::style::sheet::declaration::parse_text;
use crate::style::sheet::media::Device;
use crate::style::sheet::{Condition, Declaration, Declared, Name, StyleRule, Stylesheet};

/// The least contrast of text (WCAG 2.2, 1.4.3).
const LEAST_CONTRAST: f64 = 4.5;
/// The least contrast on a dark ground, where a colour was chosen for a light one.
const LEAST_ON_DARK: f64 = 3.0;
/// A dark ground as e-readers have it at night.
const NIGHT: Color = Color { r: 0x12, g: 0x12, b: 0x12, a: 255 };

/// The text on it.
const NIGHT_INK: Color = Color { r: 0xD0, g: 0xD0, b: 0xD0, a: 255 };
/// What selectors of boxes without text end in.
const WITHOUT_TEXT: [&str; 6] = ["hr", "img", ".section-break", ".page-break", "::before", "::after"];

/// Reports what a user's sheet should not do in either output, and what does nothing on paper.
pub(crate) fn check(sheet: &Stylesheet, context: &Context) {
    let root = root_variables(sheet);
    for rule in &sheet.rules {
        if let Some(faint) = faint_color(rule, &own_variables(rule, &root)) {
            let Faint { declaration, on, ratio } = faint;
            let message = format!("`{}` on {on} has a contrast of {ratio:.1}:1", declaration.text);
            report(context, declaration, &message, "text needs 4.5:1; take a darker colour");
        }
        if may_hold(&rule.conditions, Device::Paper(Size::default())) {
            on_paper::check(rule, context);
            on_paper::check_around(rule, context);
        }
    }
    for page in &sheet.pages {
        on_paper::check_page(page, context);
    }
}

/// Reports what would serve readers of an e-book badly: what cannot be read at night, and choices that are theirs.
pub(crate) fn check_for_readers(sheet: &Stylesheet, context: &Context) {
    let root = root_variables(sheet);
    let colored = colored_selectors(sheet);
    let knows_night = sheet.rules.iter().any(asks_for_scheme);
    for rule in sheet.rules.iter().filter(|rule| may_hold(&rule.conditions, Device::Reader)) {
        if !knows_night && rule.conditions.is_empty() {
            let variables = own_variables(rule, &root);
            check_ink(rule, &variables, context);
            if !is_colored(rule, &colored) {
                check_ground(rule, &variables, context);
            }
        }
        check_choices(rule, context);
    }
}

/// Whether a rule is for light or dark only: its sheet's author thought of both.
fn asks_for_scheme(rule: &StyleRule) -> bool {
    rule.conditions.iter().any(|condition| condition.text.contains("prefers-color-scheme"))
}

fn may_hold(conditions: &[Arc<Condition>], device: Device) -> bool {
    conditions.iter().all(|condition| condition.query.holds(device) != Some(false))
}

/// The colour that a rule gives, custom properties of the root and of the rule itself known.
fn color_of<'a>(
    rule: &'a StyleRule,
    wanted: Longhand,
    variables: &Variables,
) -> Option<(&'a Declaration, Color)> {
    let color = |declared: &Declared| match declared {
        Declared::Value(Value::Color(SpecifiedColor::Rgba(color))) => Some(*color),
        _ => None,
    };
    rule.declarations.iter().rev().find_map(|declaration| {
        let (_, declared) = declaration.values.iter().find(|(longhand, _)| *longhand == wanted)?;
        if *declared != Declared::Unparsed {
            return Some((declaration, color(declared)?));
        }
        let Name::Known(property) = declaration.name else { return None };
        let text = substitute(&declaration.text, &mut |name| variables.get(name).cloned())?;
        let values = parse_text(property, &text)?;
        let (_, declared) = values.iter().find(|(longhand, _)| *longhand == wanted)?;
        Some((declaration, color(declared)?))
    })
}

/// A colour that is too close to what it stands on by day.
struct Faint<'a> {
    declaration: &'a Declaration,
    on: &'static str,
    ratio: f64,
}

fn own_ground(rule: &StyleRule, variables: &Variables) -> Option<Color> {
    let (_, ground) = color_of(rule, Longhand::BackgroundColor, variables)?;
    (ground.a > 0).then_some(ground)
}

fn faint_color<'a>(rule: &'a StyleRule, variables: &Variables) -> Option<Faint<'a>> {
    let (declaration, ink) = color_of(rule, Longhand::Color, variables)?;
    let own_ground = own_ground(rule, variables);
    if own_ground.is_none() && !may_hold(&rule.conditions, Device::Paper(Size::default())) {
        return None;
    }
    let ground = over(own_ground.unwrap_or(Color::WHITE), Color::WHITE);
    let ratio = contrast(over(ink, ground), ground);
    let on = if own_ground.is_some() { "its background" } else { "white" };
    (ratio < LEAST_CONTRAST).then_some(Faint { declaration, on, ratio })
}

/// A colour that was chosen for white: at night it stands on the reader's own ground.
fn check_ink(rule: &StyleRule, variables: &Variables, context: &Context) {
    let Some((declaration, ink)) = color_of(rule, Longhand::Color, variables) else { return };
    let ratio = contrast(over(ink, NIGHT), NIGHT);
    let is_told = faint_color(rule, variables).is_some();
    if ratio < LEAST_ON_DARK && !is_told && own_ground(rule, variables).is_none() {
        let message = format!(
            "`{}` is hard to read where an e-reader shows light text on dark ({ratio:.1}:1)",
            declaration.text
        );
        let help = "put it into `@media print` or `@media (prefers-color-scheme: light)`";
        report(context, declaration, &message, help);
    }
}

/// The selectors of all rules that give a colour.
fn colored_selectors(sheet: &Stylesheet) -> HashSet<String> {
    let sets_color = |rule: &&StyleRule| {
        let mut longhands = rule.declarations.iter().flat_map(|declaration| &declaration.values);
        longhands.any(|(longhand, _)| *longhand == Longhand::Color)
    };
    sheet.rules.iter().filter(sets_color).flat_map(|rule| &rule.selectors).map(selector_text).collect()
}

/// Whether a rule of the sheet gives what this one is about a colour, or this one is not about text.
fn is_colored(rule: &StyleRule, colored: &HashSet<String>) -> bool {
    let own: Vec<String> = rule.selectors.iter().map(selector_text).collect();
    let has_text = |text: &String| !WITHOUT_TEXT.iter().any(|end| text.ends_with(end));
    !own.iter().any(has_text) || own.iter().any(|text| colored.contains(text))
}

/// A ground alone: at night the text on it is as light as the reader's own.
fn check_ground(rule: &StyleRule, variables: &Variables, context: &Context) {
    let ground = color_of(rule, Longhand::BackgroundColor, variables).filter(|(_, ground)| ground.a > 0);
    let Some((declaration, ground)) = ground else { return };
    let ratio = contrast(NIGHT_INK, over(ground, NIGHT));
    if ratio < LEAST_ON_DARK {
        let message = format!(
            "text on `{}` is hard to read where an e-reader shows light text on dark ({ratio:.1}:1)",
            declaration.text
        );
        let help = "give the rule a `color` too, or put it into `@media print` or `@media (prefers-color-scheme: light)`";
        report(context, declaration, &message, help);
    }
}

fn report(context: &Context, declaration: &Declaration, message: &str, help: &str) {
    context.report(Diagnostic::new(Code::CssLowContrast, declaration.span, message).help(help));
}

/// Selectors that stand for the whole of the text.
const BODY_TEXT: [&str; 6] = ["html", ":root", "body", "article", "p", "*"];

fn check_choices(rule: &StyleRule, context: &Context) {
    let texts = rule.selectors.iter().map(selector_text);
    let Some(whole) = texts.into_iter().find(|text| BODY_TEXT.contains(&text.as_str())) else { return };
    for declaration in &rule.declarations {
        let Name::Known(property) = &declaration.name else { continue };
        if takes_choice(*property, whole != "p") {
            let message =
                format!("`{whole}` sets `{}`, which in an e-reader is the reader's choice", property.name());
            let help = if whole != "article" && on_paper::is_of_box(*property) {
                "leave it to the reader; the margins of pages are those of `@page`"
            } else {
                "if it is meant for the PDF, put it into `@media print { … }`"
            };
            context.report(Diagnostic::new(Code::CssReaderOverride, declaration.span, message).help(help));
        }
    }
}

/// Whether a property of the whole text is the reader's to set; margins of paragraphs are the style's.
fn takes_choice(property: Property, outer: bool) -> bool {
    property.longhands().iter().any(|longhand| match longhand {
        Longhand::FontFamily
        | Longhand::FontSize
        | Longhand::LineHeight
        | Longhand::Color
        | Longhand::BackgroundColor => true,
        Longhand::MarginLeft | Longhand::MarginRight | Longhand::PaddingLeft | Longhand::PaddingRight => {
            outer
        }
        _ => false,
    })
}
