//! Formulas: TeX as the page holds it, in annotations, scripts, attributes or between delimiters.

use super::Converter;
use super::block::Flow;
use super::inline::Row;
use crate::import::tree::{BlockKind, Inline, InlineKind};
use crate::import::web::dom::{Dom, NONE, NodeId, squeeze};
use crate::import::web::traits::Traits;
use crate::source::Span;

/// What an element is that shows a formula.
enum Formula {
    /// TeX, displayed or not.
    Tex(bool, String),
    /// MathML without TeX: its words, without the spaces between its elements.
    Words(String),
    /// What a script has set; the source stands elsewhere.
    Shown,
}

/// Whether a page sets formulas between delimiters: by a script, or since there are some that are surely formulas.
pub(super) fn has_typesetter(dom: &Dom) -> bool {
    dom.walk(0).any(|id| match dom.name(id) {
        "script" | "link" => loads_typesetter(dom, id),
        "" => dom.text(id).is_some_and(|text| {
            text.contains("\\(")
                && !matches!(dom.name(dom.parent(id)), "script" | "style" | "pre" | "code" | "textarea")
                && formula(text, false).is_some()
        }),
        _ => false,
    })
}

fn loads_typesetter(dom: &Dom, id: NodeId) -> bool {
    let named = ["src", "href"].into_iter().filter_map(|name| dom.attr(id, name)).any(|address| {
        let address = address.to_ascii_lowercase();
        address.contains("mathjax") || address.contains("katex")
    });
    named
        || dom.attr(id, "type").is_some_and(|kind| kind.starts_with("math/tex"))
        || dom.children(id).filter_map(|child| dom.text(child)).any(|text| text.contains("MathJax"))
}

/// Adds words, and the formulas between delimiters in them: `\(…\)` and `\[…\]`, and `$$…$$` where the page sets them.
pub(super) fn push_text(text: &str, span: Span, is_set: bool, row: &mut Row) {
    if !text.bytes().any(|byte| matches!(byte, b'\\' | b'$')) {
        return row.push_text(text, span);
    }
    let mut rest = text;
    while let Some(found) = formula(rest, is_set) {
        row.push_text(rest.get(..found.start).unwrap_or_default(), span);
        row.push(Inline::new(InlineKind::Math(found.is_displayed, squeeze(found.tex)), span));
        rest = rest.get(found.end..).unwrap_or_default();
    }
    row.push_text(rest, span);
}

/// A formula between delimiters.
struct Delimited<'t> {
    start: usize,
    end: usize,
    is_displayed: bool,
    tex: &'t str,
}

/// The first formula in a text. On a page that sets none, words in brackets are one only if they hold a sign of TeX's.
fn formula(text: &str, is_set: bool) -> Option<Delimited<'_>> {
    const PAIRS: [(&str, &str); 3] = [("\\(", "\\)"), ("\\[", "\\]"), ("$$", "$$")];
    text.match_indices(['\\', '$']).find_map(|(start, _)| {
        let rest = text.get(start..)?;
        let (open, close) = PAIRS.into_iter().find(|(open, _)| rest.starts_with(open))?;
        let inside = rest.get(open.len()..)?;
        let mut signs = inside.match_indices(['\\', '$']).filter_map(|(at, _)| Some((at, inside.get(at..)?)));
        let (at, behind) = signs.find(|(_, rest)| rest.starts_with(close) || rest.starts_with(open))?;
        let tex = inside.get(..at).filter(|tex| !tex.trim().is_empty() && behind.starts_with(close))?;
        let is_sure = open != "$$" && tex.contains(['\\', '^', '_', '{', '=']);
        let end = start + open.len() + at + close.len();
        (is_set || is_sure).then_some(Delimited { start, end, is_displayed: open != "\\(", tex })
    })
}

impl Converter<'_> {
    /// A script that holds a formula's source where text flows; whether it is one.
    pub(super) fn math_script(&mut self, id: NodeId, out: &mut Flow) -> bool {
        if !self.dom.is(id, "script") {
            return false;
        }
        if let Some((display, formula)) = self.script(id) {
            let inline = Inline::new(InlineKind::Math(display, formula), self.span(id));
            if display {
                out.push(BlockKind::Paragraph(vec![inline]), self.span(id));
            } else {
                out.row.push(inline);
            }
        }
        true
    }

    /// The TeX of MathJax's script.
    fn script(&self, id: NodeId) -> Option<(bool, String)> {
        let kind = self.dom.attr(id, "type").filter(|kind| kind.starts_with("math/tex"))?;
        let formula = self.dom.text_of(id);
        let formula =
            formula.trim().trim_start_matches("% <![CDATA[").trim_end_matches("%]]>").trim_end_matches("]]>");
        Some((kind.contains("mode=display"), squeeze(formula)))
    }

    /// Reads an element of a line as a formula; whether it is one, or what a script has set of one.
    pub(super) fn inline_math(&mut self, id: NodeId, row: &mut Row) -> bool {
        let span = self.span(id);
        match self.formula(id) {
            None => return false,
            Some(Formula::Shown) => {}
            Some(Formula::Tex(display, tex)) => row.push(Inline::new(InlineKind::Math(display, tex), span)),
            Some(Formula::Words(words)) => row.push_text(&words, span),
        }
        true
    }

    /// The formula that an element is.
    fn formula(&mut self, id: NodeId) -> Option<Formula> {
        let dom = self.dom;
        let name = dom.name(id);
        if name == "script" {
            return self.script(id).map(|(display, formula)| Formula::Tex(display, formula));
        }
        if name == "span"
            && dom
                .attr(id, "class")
                .is_some_and(|class| class.split(' ').any(|word| word == "math" || word == "tex2jax_process"))
            && let Some((display, formula)) = tex_between(&dom.text_of(id))
        {
            self.replace(id);
            return Some(Formula::Tex(display, formula));
        }
        if name == "img" && self.is_tex_image(id) {
            let tex = dom.attr(id, "data-latex").or(dom.attr(id, "alt"))?;
            return Some(Formula::Tex(self.is_displayed(id), unwrapped(tex)));
        }
        let is_wiki = dom.attr(id, "class").is_some_and(|class| class.contains("mwe-math-element"));
        let is_set = self.survey.has(id, Traits::MATH);
        if !matches!(name, "math" | "mjx-container") && !is_set && !is_wiki {
            return None;
        }
        if let Some(tex) = self.tex(id) {
            let display = self.is_displayed(id);
            self.replace(id);
            return Some(Formula::Tex(display, tex));
        }
        let math = dom.find(id, "math");
        if self.is_set_by_script(id) || math.is_none() && self.survey.facts(id).letters == 0 {
            self.replace(id);
            return Some(Formula::Shown);
        }
        let words = self.math_words(math.unwrap_or(id));
        self.replace(id);
        Some(Formula::Words(words))
    }

    fn is_tex_image(&self, id: NodeId) -> bool {
        let dom = self.dom;
        let class = dom.attr(id, "class").unwrap_or_default();
        let source = dom.attr(id, "src").unwrap_or_default();
        let is_named = class.split(' ').any(|word| {
            matches!(word, "latex" | "tex" | "math" | "equation_image")
                || word.starts_with("mwe-math-fallback")
        });
        (is_named
            || source.contains("latex.php")
            || source.contains("codecogs.com")
            || source.contains("/render/math"))
            && dom.attr(id, "alt").or(dom.attr(id, "data-latex")).is_some_and(|alt| !alt.trim().is_empty())
    }

    /// The TeX that an element holds somewhere.
    fn tex(&self, id: NodeId) -> Option<String> {
        let dom = self.dom;
        let annotation = dom.walk(id).find(|below| {
            dom.is(*below, "annotation")
                && dom
                    .attr(*below, "encoding")
                    .is_some_and(|encoding| encoding.contains("tex") || encoding.contains("TeX"))
        });
        let text = annotation.map(|annotation| dom.text_of(annotation));
        let attribute = || {
            dom.walk(id).take(12).find_map(|below| {
                ["alttext", "data-latex", "data-tex", "data-expr"]
                    .into_iter()
                    .find_map(|name| dom.attr(below, name))
                    .map(str::to_owned)
            })
        };
        text.or_else(attribute).map(|tex| unwrapped(&tex)).filter(|tex| !tex.is_empty())
    }

    /// Whether the source of what is shown stands in a script behind it.
    fn is_set_by_script(&self, id: NodeId) -> bool {
        let dom = self.dom;
        if !self.survey.has(id, Traits::MATH) {
            return false;
        }
        let mut outer = id;
        while self.survey.has(dom.parent(outer), Traits::MATH) {
            outer = dom.parent(outer);
        }
        let mut next = dom.next(outer);
        for _ in 0..4 {
            if next == NONE {
                return false;
            }
            if dom.attr(next, "type").is_some_and(|kind| kind.starts_with("math/tex")) {
                return true;
            }
            next = dom.next(next);
        }
        false
    }

    fn is_displayed(&self, id: NodeId) -> bool {
        let dom = self.dom;
        let shows = |id: NodeId| {
            dom.attr(id, "display").is_some_and(|display| display == "block" || display == "true")
                || dom.attr(id, "mode") == Some("display")
                || self.survey.has(id, Traits::DISPLAY)
                || dom.attr(id, "class").is_some_and(|class| {
                    class.contains("mathml-display") || class.contains("fallback-image-display")
                })
        };
        let alone = dom.is(dom.parent(id), "dd") && self.only_child(dom.parent(id)) == id;
        alone
            || shows(id)
            || dom.below(id).take(4).any(shows)
            || dom.ancestors(id).take(2).any(|above| {
                self.survey.has(above, Traits::DISPLAY) && !super::table::is_part(dom.name(above))
            })
    }

    /// An element that holds nothing but one displayed formula and its number; whether it is one.
    pub(super) fn display_math(&mut self, id: NodeId, out: &mut Flow) -> bool {
        let dom = self.dom;
        if self.survey.has(id, Traits::MATH) {
            match self.formula(id) {
                Some(Formula::Tex(_, tex)) => self.push_display(tex, id, out),
                Some(Formula::Words(words)) => out.row.push_text(&words, self.span(id)),
                Some(Formula::Shown) | None => {}
            }
            return true;
        }
        let class = dom.attr(id, "class").unwrap_or_default();
        let is_equation = ["equation", "eqn", "katex-display", "displaymath", "formula"]
            .iter()
            .any(|word| class.contains(word));
        if !is_equation
            || self.survey.facts(id).letters > 3000
            || dom.below(id).any(|below| matches!(dom.name(below), "p" | "ul" | "ol" | "pre" | "h2" | "h3"))
        {
            return false;
        }
        let formulas: Vec<NodeId> = dom
            .below(id)
            .filter(|below| {
                matches!(dom.name(*below), "math" | "mjx-container")
                    || dom.attr(*below, "type").is_some_and(|kind| kind.starts_with("math/tex"))
            })
            .take(40)
            .collect();
        let found: Vec<String> = formulas
            .iter()
            .filter_map(|formula| {
                if dom.is(*formula, "script") {
                    self.script(*formula).map(|(_, tex)| tex)
                } else {
                    self.tex(*formula)
                }
            })
            .collect();
        if found.is_empty() {
            return false;
        }
        self.replace(id);
        found.into_iter().for_each(|tex| self.push_display(tex, id, out));
        true
    }

    fn push_display(&self, tex: String, id: NodeId, out: &mut Flow) {
        let inline = Inline::new(InlineKind::Math(true, tex), self.span(id));
        out.push(BlockKind::Paragraph(vec![inline]), self.span(id));
    }

    fn math_words(&self, id: NodeId) -> String {
        let dom = self.dom;
        let mut words = String::new();
        let mut walk = dom.walk(id);
        while let Some(below) = walk.next() {
            if matches!(dom.name(below), "annotation" | "annotation-xml") {
                walk.skip_below(below);
            } else if let Some(text) = dom.text(below) {
                words.extend(
                    text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '\u{2061}'..='\u{2064}')),
                );
            }
        }
        words
    }
}

/// TeX without the wrapping that a wiki adds.
fn unwrapped(tex: &str) -> String {
    let tex = squeeze(tex);
    let inner = tex.strip_prefix('{').and_then(|inner| inner.strip_suffix('}'));
    let inner = inner.and_then(|inner| {
        ["\\displaystyle", "\\textstyle"].into_iter().find_map(|style| inner.strip_prefix(style))
    });
    let inner = inner.map_or(tex.as_str(), str::trim);
    inner.trim_matches('$').trim().to_owned()
}

/// The formula between delimiters that are all of a text.
fn tex_between(text: &str) -> Option<(bool, String)> {
    let text = text.trim();
    [("\\(", "\\)", false), ("\\[", "\\]", true), ("$$", "$$", true)].into_iter().find_map(
        |(open, close, display)| {
            let inner = text.strip_prefix(open)?.strip_suffix(close)?;
            Some((display, squeeze(inner)))
        },
    )
}
