//! Writes the e-reader's sheet: the styles' rules as plain, flat CSS.
//!
//! What is for paper only is left out, custom properties are written out, names are those that old readers know
//! as well. `html` sizes and colours are left out by the styles themselves, which keep them inside `@media print`.

mod aside;
mod initial;

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Arc;

use cssparser::{ToCss, serialize_string};
use selectors::parser::Selector;

use crate::diagnostic::{Code, Context, Diagnostic};
use crate::font::FontStyle;
use crate::style::Float;
use crate::style::cascade::{Variables, substitute};
use crate::style::check::check_for_readers;
use crate::style::property::{Longhand, Property};
use crate::style::selector::Css;
use crate::style::sheet::declaration::has_var;
use crate::style::sheet::media::Device;
use crate::style::sheet::{Declaration, FontFace, Name, Origin, StyleRule, Stylesheet};

use initial::InitialLetter;

/// The sheet for e-readers. `font_address` names the file that stands for a face, relative to the sheet; faces
/// without one are left out.
pub fn export(
    sheets: &[&Stylesheet],
    font_address: &dyn Fn(&FontFace) -> Option<String>,
    context: &Context,
) -> String {
    for sheet in sheets.iter().filter(|sheet| sheet.origin == Origin::Author) {
        check_for_readers(sheet, context);
    }
    let sheets: Vec<&&Stylesheet> = sheets.iter().filter(|sheet| sheet.origin != Origin::Base).collect();
    let rules: Vec<(&StyleRule, Vec<&str>)> = sheets
        .iter()
        .flat_map(|sheet| &sheet.rules)
        .filter_map(|rule| Some((rule, open_conditions(rule)?)))
        .collect();
    let root = variables_under(&rules, &[], &Variables::default());
    let mut writer = Writer { out: String::from("@charset \"UTF-8\";\n"), context, letters: Vec::new() };
    for face in sheets.iter().flat_map(|sheet| &sheet.font_faces) {
        if let Some(address) = font_address(face) {
            writer.face(face, &address);
        }
    }
    for (rule, conditions) in &rules {
        let variables = own_variables(rule, &root);
        writer.rule(rule, conditions, &|declaration| resolved(declaration, &variables));
    }
    writer.overrides(&rules, &root);
    writer.out
}

/// Whether any rule for e-readers names the family of a face.
pub(crate) fn is_shown_on_screen(sheets: &[&Stylesheet], face: &FontFace) -> bool {
    let rules = sheets.iter().filter(|sheet| sheet.origin != Origin::Base).flat_map(|sheet| &sheet.rules);
    let declarations: Vec<&Declaration> =
        rules.filter(|rule| open_conditions(rule).is_some()).flat_map(|rule| &rule.declarations).collect();
    let family = face.family.to_lowercase();
    let names = |text: &str| text.to_lowercase().contains(&family);
    // A custom property may stand in a value, and another one in it.
    let stands_in = |value: &str| {
        declarations.iter().any(|declaration| match &declaration.name {
            Name::Custom(name) => {
                value.contains(&**name) && (names(&declaration.text) || has_var(&declaration.text))
            }
            Name::Known(_) => false,
        })
    };
    face.on_screen
        && declarations.iter().any(|declaration| match declaration.name {
            Name::Known(property) => {
                property.longhands().contains(&Longhand::FontFamily)
                    && (names(&declaration.text)
                        || has_var(&declaration.text) && stands_in(&declaration.text))
            }
            Name::Custom(_) => false,
        })
}

/// A selector as text.
pub(crate) fn selector_text(selector: &Selector<Css>) -> String {
    selector.to_css_string()
}

/// The conditions that only the reader's device can decide; `None` if the rule never holds there.
fn open_conditions(rule: &StyleRule) -> Option<Vec<&str>> {
    let mut open = Vec::new();
    for condition in rule.conditions.iter() {
        match condition.query.holds(Device::Reader) {
            Some(true) => {}
            Some(false) => return None,
            None => open.push(condition.text.as_str()),
        }
    }
    Some(open)
}

/// Whether a rule is about the whole document, so that its custom properties hold everywhere.
fn is_root(rule: &StyleRule) -> bool {
    rule.selectors
        .iter()
        .any(|selector| matches!(selector_text(selector).as_str(), ":root" | "html" | "body" | "*"))
}

/// The custom properties that hold everywhere under these conditions.
fn variables_under(rules: &[(&StyleRule, Vec<&str>)], conditions: &[&str], base: &Variables) -> Variables {
    let own = rules.iter().filter(|(rule, open)| open == conditions && is_root(rule));
    extend(base, own.flat_map(|(rule, _)| &rule.declarations))
}

/// The custom properties that one sheet sets everywhere and always.
pub(crate) fn root_variables(sheet: &Stylesheet) -> Variables {
    let rules = sheet.rules.iter().filter(|rule| rule.conditions.is_empty() && is_root(rule));
    extend(&Variables::default(), rules.flat_map(|rule| &rule.declarations))
}

/// The custom properties that a rule's own declarations see.
pub(crate) fn own_variables(rule: &StyleRule, root: &Variables) -> Variables {
    extend(root, rule.declarations.iter())
}

fn extend<'a>(base: &Variables, declarations: impl Iterator<Item = &'a Declaration>) -> Variables {
    let mut own: BTreeMap<&Arc<str>, &Arc<str>> = BTreeMap::new();
    for declaration in declarations {
        if let Name::Custom(name) = &declaration.name {
            own.insert(name, &declaration.text);
        }
    }
    if own.is_empty() { base.clone() } else { base.extend(&own) }
}

/// A declaration's value without `var()`.
fn resolved(declaration: &Declaration, variables: &Variables) -> Option<String> {
    if has_var(&declaration.text) {
        substitute(&declaration.text, &mut |name| variables.get(name).cloned())
    } else {
        Some(declaration.text.to_string())
    }
}

struct Writer<'a> {
    out: String,
    context: &'a Context,
    /// Selectors of first letters, and what was said of them that a fall-back replaces.
    letters: Vec<(String, String)>,
}

impl Writer<'_> {
    fn face(&mut self, face: &FontFace, address: &str) {
        let mut quoted = (String::new(), String::new());
        let _ = serialize_string(&face.family, &mut quoted.0);
        let _ = serialize_string(address, &mut quoted.1);
        let style = match face.style {
            FontStyle::Normal => "normal",
            FontStyle::Italic => "italic",
            FontStyle::Oblique => "oblique",
        };
        let _ = write!(self.out, "@font-face {{ font-family: {}; ", quoted.0);
        for (name, range, unit) in [("font-weight", face.weight, ""), ("font-stretch", face.stretch, "%")] {
            match range {
                Some((least, most)) if least == most => {
                    let _ = write!(self.out, "{name}: {least}{unit}; ");
                }
                Some((least, most)) => {
                    let _ = write!(self.out, "{name}: {least}{unit} {most}{unit}; ");
                }
                None => {}
            }
        }
        let _ = writeln!(self.out, "font-style: {style}; src: url({}) }}", quoted.1);
    }

    /// Writes a rule with those of its declarations that have a value.
    fn rule(
        &mut self,
        rule: &StyleRule,
        conditions: &[&str],
        value: &dyn Fn(&Declaration) -> Option<String>,
    ) {
        let initial = InitialLetter::of(&rule.declarations);
        let letters = initial::letters(&rule.selectors);
        let (mut body, mut replaced, mut wide) = (String::new(), String::new(), String::new());
        let is_aside = aside::is_guarded(rule, conditions)
            && rule.declarations.iter().any(|declaration| match (&declaration.name, value(declaration)) {
                (Name::Known(property), Some(text)) => aside::floats(*property, text.trim()),
                _ => false,
            });
        for declaration in &rule.declarations {
            let Name::Known(property) = declaration.name else { continue };
            let replaces = !letters.is_empty() && InitialLetter::replaces(declaration);
            match value(declaration) {
                Some(_) if property == Property::Longhand(Longhand::InitialLetter) && replaces => {}
                Some(text) => {
                    let is_wide = is_aside && aside::is_for_wide(property, text.trim());
                    let list = match () {
                        () if is_wide => &mut wide,
                        () if replaces && initial.is_some() => &mut replaced,
                        () => &mut body,
                    };
                    push_declaration(list, property, text.trim(), declaration.important);
                    if replaces && initial.is_none() {
                        push_declaration(&mut replaced, property, text.trim(), declaration.important);
                    }
                }
                None => self.report_unresolved(declaration, property),
            }
        }
        match initial {
            None => self.block(rule, conditions, &body),
            Some(initial) => {
                self.block(rule, conditions, &(body + &initial.fallback()));
                let condition = initial.condition();
                let conditions: Vec<&str> = conditions.iter().copied().chain(condition.as_deref()).collect();
                let before = self.said_before(&letters, initial);
                self.block(rule, &conditions, &initial.known(&(before + &replaced)));
            }
        }
        if conditions.is_empty() && !replaced.is_empty() {
            self.letters.extend(letters.into_iter().map(|letter| (letter, replaced.clone())));
        }
        self.block(rule, &[aside::WIDE], &wide);
    }

    /// What earlier rules say of the same letters: it holds where no fall-back stands in its place.
    fn said_before(&self, letters: &[String], initial: InitialLetter) -> String {
        let holds = |(before, _): &&(String, String)| {
            initial != InitialLetter::Normal && letters.iter().all(|letter| initial::is_among(letter, before))
        };
        self.letters.iter().filter(holds).map(|(_, text)| text.as_str()).collect()
    }

    fn report_unresolved(&self, declaration: &Declaration, property: Property) {
        let message = format!("`{}: {}` was left out of the EPUB", property.name(), declaration.text);
        let help = "in the EPUB only custom properties of `:root` and of the rule itself are known";
        let key = format!("export:{}:{}", declaration.span.source.0, declaration.span.start);
        let diagnostic = Diagnostic::new(Code::CssUnsupportedValue, declaration.span, message).help(help);
        self.context.report_once(&key, diagnostic);
    }

    fn block(&mut self, rule: &StyleRule, conditions: &[&str], body: &str) {
        if body.is_empty() {
            return;
        }
        for condition in conditions {
            let _ = write!(self.out, "{condition} {{ ");
        }
        let texts: Vec<String> = rule.selectors.iter().map(selector_text).collect();
        let (new, old): (Vec<&String>, Vec<&String>) = texts.iter().partition(|text| is_new(text));
        let old = old.into_iter().map(String::as_str).collect::<Vec<_>>().join(", ");
        let groups = std::iter::once(old).filter(|group| !group.is_empty()).chain(new.into_iter().cloned());
        for group in groups {
            let _ = write!(self.out, "{group} {{ {body}}}");
        }
        self.out.extend(conditions.iter().map(|_| " }"));
        self.out.push('\n');
    }

    /// Custom properties that change with the reader's device: what depends on them is written again under the
    /// same conditions.
    fn overrides(&mut self, rules: &[(&StyleRule, Vec<&str>)], root: &Variables) {
        let mut done: Vec<&[&str]> = Vec::new();
        for (rule, conditions) in rules {
            if conditions.is_empty() || !is_root(rule) || done.contains(&conditions.as_slice()) {
                continue;
            }
            done.push(conditions);
            let changed = variables_under(rules, conditions, root);
            for (rule, _) in rules.iter().filter(|(_, open)| open.is_empty()) {
                let (before, after) = (own_variables(rule, root), own_variables(rule, &changed));
                let mut body = String::new();
                for declaration in rule.declarations.iter().filter(|declaration| has_var(&declaration.text)) {
                    let Name::Known(property) = declaration.name else { continue };
                    let text = resolved(declaration, &after);
                    if text != resolved(declaration, &before)
                        && let Some(text) = text
                    {
                        push_declaration(&mut body, property, text.trim(), declaration.important);
                    }
                }
                self.block(rule, conditions, &body);
            }
        }
    }
}

/// A selector that old readers may not know: it must not take others of its list with it.
fn is_new(selector: &str) -> bool {
    [":is(", ":where(", ":has(", ":not(", ":dir(", ":lang(", "::marker"]
        .iter()
        .any(|part| selector.contains(part))
}

fn push_declaration(body: &mut String, property: Property, text: &str, important: bool) {
    if is_for_paper(property, text) {
        return;
    }
    let mut push = |name: &str, text: &str| {
        let important = if important { " !important" } else { "" };
        let _ = write!(body, "{name}: {text}{important}; ");
    };
    match property {
        Property::Longhand(Longhand::BreakBefore | Longhand::BreakAfter | Longhand::BreakInside) => {
            let old = match text {
                "page" => Some("always"),
                "avoid-page" => Some("avoid"),
                "column" | "avoid-column" => None,
                other => Some(other),
            };
            if let Some(old) = old {
                push(&format!("page-{}", property.name()), old);
            }
        }
        Property::Longhand(Longhand::Hyphens) => {
            push("-webkit-hyphens", text);
            push("-epub-hyphens", text);
        }
        Property::Longhand(Longhand::FontVariantCaps) if text.ends_with("small-caps") => {
            push("font-variant", "small-caps");
        }
        Property::Longhand(Longhand::OverflowWrap) => push("word-wrap", "break-word"),
        _ => {}
    }
    // E-readers do not know the strings of CSS Text 4.
    let is_string = property == Property::Longhand(Longhand::TextAlign) && text.contains(['"', '\'']);
    push(property.name(), if is_string { "right" } else { text });
}

/// What has no meaning on a screen, or is the reading system's own matter.
fn is_for_paper(property: Property, text: &str) -> bool {
    match property {
        Property::Longhand(longhand) => match longhand {
            Longhand::Page
            | Longhand::Size
            | Longhand::StringSet
            | Longhand::BookmarkLevel
            | Longhand::FloatReference
            | Longhand::Direction => true,
            Longhand::Float => Float::named(text).is_some_and(Float::is_of_pages),
            Longhand::Content => {
                ["string(", "target-counter(", "target-text(", "leader(", "counter(page", "content("]
                    .iter()
                    .any(|part| text.contains(part))
            }
            _ => longhand.info().name.starts_with("-offprint-"),
        },
        Property::Shorthand(_) => false,
    }
}
