//! Says where a user's sheet asks for what the EPUB shows and the PDF does not do: nothing is left undone in silence.

use crate::diagnostic::{Code, Context, Diagnostic};
use crate::style::Float;
use crate::style::property::{Longhand, Property};
use crate::style::selector::Pseudo;
use crate::style::sheet::{Declaration, Name, PageRule, StyleRule};

/// Longhands that are read, and kept in the EPUB, but do nothing in the PDF.
const IGNORED: &[Longhand] = &[Longhand::MinHeight, Longhand::CounterReset, Longhand::CounterIncrement];

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

/// What of a box a page does not have.
const NOT_OF_PAGES: &[&str] = &["border", "padding", "width", "height", "min-", "max-"];

/// Reports what a rule for pages asks for in vain.
pub(super) fn check_page(rule: &PageRule, context: &Context) {
    for declaration in &rule.declarations {
        let Name::Known(property) = declaration.name else { continue };
        if NOT_OF_PAGES.iter().any(|start| property.name().starts_with(start)) {
            let message = format!("`{}` has no effect on a page", property.name());
            let help = "a page has `size`, `margin` and `background`; borders stand around what is on it";
            context.report(Diagnostic::new(Code::CssScreenOnly, declaration.span, message).help(help));
        }
    }
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
