//! Says where a user's sheet asks for what the EPUB shows and the PDF does not do: nothing is left undone in silence.

use crate::diagnostic::{Code, Context, Diagnostic};
use crate::style::export::selector_text;
use crate::style::property::{Longhand, Property, Value};
use crate::style::selector::Pseudo;
use crate::style::sheet::{Declaration, Declared, Name, PageRule, StyleRule};
use crate::style::{Float, PAGE_COUNTER};

/// Longhands that are read, and kept in the EPUB, but do nothing in the PDF.
const IGNORED: &[Longhand] = &[Longhand::MinHeight];

/// Longhands of counters, of which paper has that of pages.
const OF_COUNTERS: &[Longhand] = &[Longhand::CounterReset, Longhand::CounterIncrement, Longhand::CounterSet];

/// Content that is generated in margin boxes at most.
const IGNORED_CONTENT: &[&str] = &["counter(", "counters("];

/// Whether a longhand does nothing in the PDF, whatever its value.
pub(super) fn is_ignored(longhand: Longhand) -> bool {
    IGNORED.contains(&longhand)
}

/// Reports what a rule that holds on paper asks for in vain.
pub(super) fn check(rule: &StyleRule, context: &Context) {
    let is_only = |pseudo| rule.selectors.iter().all(|selector| selector.pseudo_element() == Some(&pseudo));
    let (lines_only, letters_only) = (is_only(Pseudo::FirstLine), is_only(Pseudo::FirstLetter));
    for declaration in &rule.declarations {
        let what = match () {
            () if lines_only => "`::first-line`".to_owned(),
            () if is_of_counters(declaration) => match counter_in_vain(declaration) {
                Some(counter) => format!("the counter `{counter}`"),
                None => continue,
            },
            () if does_nothing(declaration) || (letters_only && floats(declaration)) => {
                match declaration.name {
                    Name::Known(property) => format!("`{}: {}`", property.name(), declaration.text),
                    Name::Custom(_) => continue,
                }
            }
            () => continue,
        };
        let message = format!("{what} has no effect in the PDF");
        let help = if letters_only && floats(declaration) {
            "write `initial-letter: 3` (or another number of lines): it makes a drop cap in both outputs"
        } else {
            "the EPUB keeps it; if it is meant for e-readers only, put it into `@media not print { … }`"
        };
        context.report(Diagnostic::new(Code::CssScreenOnly, declaration.span, message).help(help));
        if lines_only {
            return;
        }
    }
}

/// Selectors of what holds the article, which has no box on paper: the page stands for it.
const AROUND_ARTICLE: [&str; 3] = ["html", ":root", "body"];
/// Values that ask for nothing.
const NOTHING: [&str; 5] = ["0", "none", "auto", "initial", "0 auto"];

/// Reports what a rule asks of the boxes of `html` and `body`. Their text's properties reach the article by
/// inheritance, their background lies under every page; all else would be lost in silence.
pub(super) fn check_around(rule: &StyleRule, context: &Context) {
    let names: Vec<String> = rule.selectors.iter().map(selector_text).collect();
    let is_around = |name: &String| AROUND_ARTICLE.contains(&name.as_str());
    let Some(name) = names.first().filter(|_| names.iter().all(is_around)) else { return };
    for declaration in &rule.declarations {
        let Name::Known(property) = declaration.name else { continue };
        let is_nothing = NOTHING.iter().any(|value| declaration.text.eq_ignore_ascii_case(value));
        if is_nothing || !is_of_box(property) || does_nothing(declaration) || is_of_counters(declaration) {
            continue;
        }
        let what = property.name();
        let message = format!("`{what}: {}` on `{name}` has no effect in the PDF", declaration.text);
        let help = if what.starts_with("margin") || what.starts_with("padding") {
            "the margins of pages are those of `@page`; if it is meant for e-readers only, put it into `@media not print { … }`"
        } else {
            "on paper `article` holds the text: write it for that; if it is meant for e-readers only, put it into `@media not print { … }`"
        };
        context.report(Diagnostic::new(Code::CssScreenOnly, declaration.span, message).help(help));
    }
}

/// Whether a property is about an element's own box; a background is the page's then.
pub(super) fn is_of_box(property: Property) -> bool {
    property
        .longhands()
        .iter()
        .all(|longhand| !longhand.info().inherited && *longhand != Longhand::BackgroundColor)
}

/// What a page has beside what its margin boxes inherit.
const OF_PAGES: &[&str] = &["size", "margin", "background", "counter-"];
/// What a margin box has beside what is inherited, and its size along its side.
const OF_MARGIN_BOXES: &[&str] =
    &["content", "margin", "padding", "border", "background", "vertical-align", "text-decoration"];
/// What is inherited and means nothing in a margin box.
const NOT_OF_MARGIN_BOXES: &[&str] = &["orphans", "widows", "list-style", "caption-side", "border-"];

/// Reports what a rule for pages asks for in vain.
pub(super) fn check_page(rule: &PageRule, context: &Context) {
    for declaration in &rule.declarations {
        let help =
            "a page has `size`, `margin`, `background` and its number; borders stand around what is on it";
        check_part(declaration, OF_PAGES, "on a page", help, context);
        if let Some(counter) = counter_in_vain(declaration) {
            let message = format!("the counter `{counter}` has no effect on a page");
            let help = "what can be set is `page`; `pages` is how many there are";
            context.report(Diagnostic::new(Code::CssScreenOnly, declaration.span, message).help(help));
        }
    }
    for (name, declarations) in &rule.margin_boxes {
        let size = if name.is_beside_text() { "height" } else { "width" };
        let has: Vec<&str> = OF_MARGIN_BOXES.iter().copied().chain([size]).collect();
        let help = "it has text, margins, borders, padding, a ground and a size along its side; `content: none` takes it away";
        let check = |declaration| check_part(declaration, &has, "in this margin box", help, context);
        declarations.iter().for_each(check);
    }
}

/// Reports a declaration that does nothing for a part of a page that has these properties.
fn check_part(declaration: &Declaration, has: &[&str], place: &str, help: &str, context: &Context) {
    let Name::Known(property) = declaration.name else { return };
    let starts = |names: &[&str]| names.iter().any(|start| property.name().starts_with(start));
    let is_inherited = property.longhands().iter().all(|longhand| longhand.info().inherited);
    let does = match is_inherited {
        true => !starts(NOT_OF_MARGIN_BOXES),
        false => starts(has),
    };
    if !does {
        let message = format!("`{}` has no effect {place}", property.name());
        context.report(Diagnostic::new(Code::CssScreenOnly, declaration.span, message).help(help));
    }
}

fn is_of_counters(declaration: &Declaration) -> bool {
    let Name::Known(Property::Longhand(longhand)) = declaration.name else { return false };
    OF_COUNTERS.contains(&longhand)
}

/// The first counter that a declaration is about and that is not that of pages.
fn counter_in_vain(declaration: &Declaration) -> Option<&str> {
    let counters = declaration.values.iter().find_map(|(longhand, declared)| match declared {
        Declared::Value(Value::Counters(counters)) if OF_COUNTERS.contains(longhand) => Some(counters),
        _ => None,
    });
    counters?.iter().map(|(name, _)| &**name).find(|name| *name != PAGE_COUNTER)
}

fn does_nothing(declaration: &Declaration) -> bool {
    let Name::Known(property) = declaration.name else { return false };
    let text = declaration.text.to_ascii_lowercase();
    match property {
        Property::Longhand(Longhand::Content) => {
            let text = text.replace("target-counter(", "");
            IGNORED_CONTENT.iter().any(|function| text.contains(function))
        }
        Property::Longhand(longhand) => is_ignored(longhand),
        Property::Shorthand(_) => false,
    }
}

/// Letters do not float: `initial-letter` is what makes them large.
fn floats(declaration: &Declaration) -> bool {
    declaration.name == Name::Known(Property::Longhand(Longhand::Float))
        && Float::named(&declaration.text) != Some(Float::None)
}
