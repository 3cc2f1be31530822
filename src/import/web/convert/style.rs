//! What sheets and styles of a page say of spans: word processors write stress so.

use std::collections::HashMap;

use crate::import::tree::Style;
use crate::import::web::dom::{Dom, NodeId};

/// The stresses of classes.
#[derive(Default)]
pub(super) struct Sheet {
    classes: HashMap<String, Vec<Style>>,
}

impl Sheet {
    /// Reads the rules of a page's sheets that are for one class alone.
    pub(super) fn read_from(dom: &Dom) -> Sheet {
        let mut sheet = Sheet::default();
        for style in dom.walk(0).filter(|id| dom.is(*id, "style")) {
            sheet.read(&dom.text_of(style));
        }
        sheet
    }

    fn read(&mut self, css: &str) {
        let mut rest = css;
        let mut depth = 0usize;
        while let Some(open) = rest.find(['{', '}']) {
            let before = rest.get(..open).unwrap_or_default();
            let is_open = rest.as_bytes().get(open) == Some(&b'{');
            rest = rest.get(open + 1..).unwrap_or_default();
            if !is_open {
                depth = depth.saturating_sub(1);
                continue;
            }
            let selector = before.rsplit([';', '}']).next().unwrap_or_default().trim();
            let class = selector
                .strip_prefix('.')
                .filter(|class| class.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c)));
            match class.filter(|_| depth == 0) {
                Some(class) => {
                    let Some(close) = rest.find('}') else { return };
                    let styles = stresses(rest.get(..close).unwrap_or_default());
                    if !styles.is_empty() {
                        self.classes.insert(class.to_owned(), styles);
                    }
                    rest = rest.get(close + 1..).unwrap_or_default();
                }
                None => depth += 1,
            }
        }
    }

    /// The stresses of a span.
    pub(super) fn of_classes(&self, classes: &str) -> Vec<Style> {
        let mut styles = Vec::new();
        for style in
            classes.split_ascii_whitespace().take(20).filter_map(|class| self.classes.get(class)).flatten()
        {
            if !styles.contains(style) {
                styles.push(*style);
            }
        }
        styles
    }

    pub(super) fn of(&self, dom: &Dom, id: NodeId) -> Vec<Style> {
        let mut styles = dom.attr(id, "class").map(|classes| self.of_classes(classes)).unwrap_or_default();
        for style in dom.attr(id, "style").map(stresses).unwrap_or_default() {
            if !styles.contains(&style) {
                styles.push(style);
            }
        }
        styles
    }
}

/// What declarations say of stress.
fn stresses(declarations: &str) -> Vec<Style> {
    let mut styles = Vec::new();
    for declaration in declarations.split(';') {
        let Some((name, value)) = declaration.split_once(':') else { continue };
        let value = value.trim().to_ascii_lowercase();
        let style = match (name.trim().to_ascii_lowercase().as_str(), value.as_str()) {
            ("font-weight", "bold" | "bolder" | "600" | "700" | "800" | "900") => Style::Strong,
            ("font-style", "italic" | "oblique") => Style::Emphasis,
            ("text-decoration" | "text-decoration-line", "line-through") => Style::Strikeout,
            ("font-variant" | "font-variant-caps", "small-caps") => Style::SmallCaps,
            ("vertical-align", "super") => Style::Superscript,
            ("vertical-align", "sub") => Style::Subscript,
            _ => continue,
        };
        styles.push(style);
    }
    styles
}
