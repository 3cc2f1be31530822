//! What a page shows of its article: the headline, and the lines around it.
//!
//! The headline is the heading that says what the page states as its title. The lines between it and the text are its
//! subtitle, byline and date, by their classes and by their words; what is taken by its words alone is told as a guess.

use super::{
    Stated, before_date, before_site, behind_day, date, find_day, has_name, names, says_same, split_title,
};
use crate::diagnostic::{Code, Context, Diagnostic};
use crate::import::meta::{Author, Metadata};
use crate::import::web::convert::Converter;
use crate::import::web::dom::{Dom, NodeId, is_inline};
use crate::import::web::extract::{HEAD, Place, block_of};
use crate::import::web::survey::Survey;
use crate::import::web::traits::Traits;
use crate::source::Span;

/// Fills in the metadata of an article. Returns what of the page says it.
pub(in crate::import::web) fn fill(
    converter: &mut Converter,
    stated: &Stated,
    place: &Place,
    title: Option<NodeId>,
    context: &Context,
    metadata: &mut Metadata,
) {
    let (dom, survey) = (converter.dom, converter.survey);
    let page = Page { dom, survey, stated, place, title, context, source: converter.span(survey.body) };
    if let Some(title) = title {
        metadata.title = converter.line(title);
        if stated.titles.is_empty() && stated.window.is_empty() {
            page.note(title, "taken as the headline");
        }
    } else if let Some(words) =
        stated.titles.first().or(Some(&stated.window)).filter(|words| !words.is_empty())
    {
        metadata.title = vec![crate::import::tree::Inline::text(words.clone(), Span::default())];
    }
    if let Some(kicker) = page.kicker() {
        metadata.kicker = converter.line(kicker);
        page.note(kicker, "taken as the kicker");
    }
    if let Some(subtitle) = page.subtitle() {
        metadata.subtitle = converter.line(subtitle);
        page.note(subtitle, "taken as the subtitle");
    }
    let names = page.authors();
    metadata.authors = names.into_iter().map(|name| Author { name, ..Author::default() }).collect();
    metadata.date = stated.dates.first().cloned().or_else(|| page.day());
    metadata.language = stated.language();
    metadata.publication = page.publication();
    metadata.rights = stated.rights.first().cloned();
}

struct Page<'a> {
    dom: &'a Dom,
    survey: &'a Survey,
    stated: &'a Stated,
    place: &'a Place,
    title: Option<NodeId>,
    context: &'a Context,
    source: Span,
}

impl Page<'_> {
    fn note(&self, id: NodeId, message: &str) {
        let line = self.dom.line_of(id);
        let words: String = line.chars().take(80).collect();
        let (start, end) = self.dom.node(id).map_or((0, 0), |node| (node.start, node.end));
        let span = Span { start, end, ..self.source };
        self.context.report(Diagnostic::new(Code::ImportGuess, span, format!("“{words}” is {message}")));
    }

    fn at(&self, id: NodeId) -> u32 {
        self.survey.facts(id).at
    }

    /// The elements between the headline and the text.
    fn head(&self) -> impl Iterator<Item = NodeId> + '_ {
        let from = self.title.map_or(self.at(self.place.root), |title| self.at(title) + 1);
        let to = self.at(self.place.start);
        let nodes = self.survey.order.get(from as usize..to.max(from) as usize).unwrap_or_default();
        nodes.iter().copied().filter(|id| self.title.is_none_or(|title| !self.dom.is_within(*id, title)))
    }

    /// Whether a node or one around it, below the article's root, is furniture of another kind than the head's.
    fn is_furniture(&self, id: NodeId) -> bool {
        std::iter::once(id)
            .chain(self.dom.ancestors(id))
            .take_while(|above| *above != self.place.root)
            .any(|above| self.survey.label(above).is_some())
    }

    /// The label right above the headline.
    fn kicker(&self) -> Option<NodeId> {
        let title = self.title?;
        let (dom, survey) = (self.dom, self.survey);
        let to = self.at(title) as usize;
        let before = survey.order.get(to.saturating_sub(60)..to)?;
        let last = before
            .iter()
            .rev()
            .copied()
            .find(|id| dom.text(*id).is_some() && survey.facts(*id).letters > 0)?;
        let named = std::iter::once(dom.parent(last))
            .chain(dom.ancestors(last))
            .take(5)
            .filter(|above| !dom.is_within(title, *above));
        let found = named
            .filter(|above| survey.has(*above, Traits::KICKER) && survey.facts(*above).letters < 50)
            .last()?;
        let is_trail = std::iter::once(found)
            .chain(dom.ancestors(found))
            .take(4)
            .any(|above| survey.has(above, Traits::NAVIGATION.and(Traits::DATE)) || dom.is(above, "nav"));
        (!is_trail).then_some(found)
    }

    /// The line below the headline: so named, what the page states as its description, or a heading right below.
    fn subtitle(&self) -> Option<NodeId> {
        let (dom, survey) = (self.dom, self.survey);
        let is_line = |id: &NodeId| {
            let facts = survey.facts(*id);
            (6..400).contains(&facts.letters) && !dom.name(*id).is_empty() && !self.is_furniture(*id)
        };
        let is_other = |id: NodeId| {
            let traits = Traits::BYLINE
                .and(Traits::AUTHOR)
                .and(Traits::DATE)
                .and(Traits::UPDATED)
                .and(Traits::AFFILIATION)
                .and(Traits::SHARE);
            std::iter::once(id)
                .chain(dom.ancestors(id))
                .take_while(|above| *above != self.place.root)
                .any(|above| survey.has(above, traits) && survey.facts(above).letters < 600)
        };
        let title = self.title?;
        if let Some(named) = self
            .head()
            .filter(is_line)
            .find(|id| survey.has(*id, Traits::SUBTITLE) && !is_other(*id) && !survey.has(*id, Traits::BODY))
        {
            return Some(named);
        }
        let stated = |id: &NodeId| {
            let line = dom.line_of(*id);
            self.stated.descriptions.iter().any(|description| says_same(description, &line))
        };
        let described = self.head().filter(is_line).filter(|id| is_block_of_text(dom, *id)).find(stated);
        described.or_else(|| {
            // What stands right below: a heading, or a stressed line of the same block.
            let first = self.head().find(|id| dom.text(*id).is_some() && survey.facts(*id).letters > 0)?;
            let block = block_of(dom, first);
            let is_heading = matches!(dom.name(block), "h2" | "h3" | "h4" | "h5");
            let is_beside_title = dom.is_within(title, block);
            let line = if is_beside_title { self.outermost_line(first, block) } else { block };
            let words = dom.line_of(line);
            let is_text = !has_name(&words) && find_day(&words).is_none() && !self.names_author(&words);
            (is_line(&line)
                && !survey.is_linked(line, 40)
                && (is_heading || is_beside_title && !dom.is(block, "body") && self.is_beside(line, title))
                && !is_other(line)
                && is_text)
                .then_some(line)
        })
    }

    fn is_beside(&self, line: NodeId, title: NodeId) -> bool {
        !self.dom.is_within(title, line) && !self.dom.name(line).is_empty()
    }

    /// The largest element of a line that a text is part of.
    fn outermost_line(&self, id: NodeId, block: NodeId) -> NodeId {
        let dom = self.dom;
        dom.ancestors(id)
            .take_while(|above| {
                *above != block
                    && is_inline(dom.name(*above))
                    && self.title.is_none_or(|title| !dom.is_within(title, *above))
            })
            .last()
            .unwrap_or(id)
    }

    fn names_author(&self, line: &str) -> bool {
        self.stated.authors.iter().any(|name| line.contains(name.as_str()))
    }

    /// Who wrote it: as stated, else from the byline.
    fn authors(&self) -> Vec<String> {
        let is_site = |name: &String| self.stated.publications.iter().any(|site| says_same(site, name));
        let stated: Vec<String> = self.stated.authors.iter().filter(|name| !is_site(name)).cloned().collect();
        if !stated.is_empty() {
            return stated;
        }
        let (dom, survey) = (self.dom, self.survey);
        let to = self.at(self.place.start);
        let in_root = survey
            .order
            .iter()
            .copied()
            .skip(self.at(self.place.root) as usize)
            .take_while(|id| self.at(*id) < to);
        let candidates: Vec<NodeId> = in_root
            .filter(|id| {
                let facts = survey.facts(*id);
                (2..200).contains(&facts.letters)
                    && !dom.name(*id).is_empty()
                    && self.title.is_none_or(|title| !dom.is_within(title, *id))
            })
            .collect();
        let is_person = |id: &NodeId| survey.has(*id, Traits::AUTHOR) || dom.has_word(*id, "rel", "author");
        let mut found: Option<(NodeId, Vec<String>)> =
            candidates.iter().copied().filter(is_person).find_map(|id| {
                let names = self.names_in(id);
                (!names.is_empty()).then_some((id, names))
            });
        if found.is_none() {
            found = candidates
                .iter()
                .copied()
                .filter(|id| is_block_of_text(dom, *id) || matches!(dom.name(*id), "span" | "small"))
                .find_map(|id| {
                    let line = dom.line_of(id);
                    let line = if has_name(&line) { &line } else { behind_day(&line)? };
                    let names = names(before_date(line));
                    (!names.is_empty()).then_some((id, names))
                });
        }
        let Some((id, names)) = found.or_else(|| self.author_of_properties()) else { return Vec::new() };
        self.note(id, "taken as the byline");
        names
    }

    /// The author in a table of properties above the text.
    fn author_of_properties(&self) -> Option<(NodeId, Vec<String>)> {
        let dom = self.dom;
        self.head().filter(|id| dom.is(*id, "tr")).find_map(|row| {
            let mut cells = dom.elements(row);
            let (key, value) = (cells.next()?, cells.next()?);
            let key = dom.line_of(key).to_lowercase();
            let is_author =
                ["author", "authors", "written by", "autor", "autorin", "auteur", "autore", "författare"]
                    .contains(&key.as_str());
            let names = names(&dom.line_of(value));
            (is_author && !names.is_empty()).then_some((value, names))
        })
    }

    /// The names in an element: one in each item or named element, without institutions.
    fn names_in(&self, id: NodeId) -> Vec<String> {
        let (dom, survey) = (self.dom, self.survey);
        let is_named = |below: &NodeId| {
            dom.is(*below, "li")
                || survey.has(*below, Traits::NAME)
                || dom.has_word(*below, "class", "name")
                || survey.has(*below, Traits::AUTHOR) && dom.find(*below, "a").is_some()
        };
        let mut parts: Vec<NodeId> = dom.below(id).filter(is_named).take(50).collect();
        let inner: Vec<NodeId> = parts
            .iter()
            .copied()
            .filter(|part| !parts.iter().any(|other| other != part && dom.is_within(*other, *part)))
            .collect();
        parts = if inner.is_empty() { vec![id] } else { inner };
        let mut found: Vec<String> = Vec::new();
        for part in parts.into_iter().take(50) {
            let line: Vec<&str> = dom
                .walk(part)
                .filter(|below| {
                    !dom.ancestors(*below).take(4).any(|above| {
                        survey.has(above, Traits::AFFILIATION)
                            || matches!(dom.name(above), "time" | "h2" | "h3")
                    })
                })
                .filter_map(|below| dom.text(below))
                .collect();
            for name in names(before_date(&line.concat())) {
                if !found.contains(&name) {
                    found.push(name);
                }
            }
        }
        found
    }

    /// When it appeared: a `<time>` of the head, else a line with a day. What was only changed has none.
    fn day(&self) -> Option<String> {
        let (dom, survey) = (self.dom, self.survey);
        let is_change = |id: NodeId| {
            let line = dom.line_of(id).to_lowercase();
            let says_change = CHANGED.iter().any(|word| line.contains(word)) && line.len() < 120;
            says_change
                || std::iter::once(id)
                    .chain(dom.ancestors(id))
                    .take(3)
                    .any(|above| survey.has(above, Traits::UPDATED) && !survey.has(above, Traits::DATE))
        };
        let root = self.at(self.place.root) as usize;
        let to = self.at(self.place.start) as usize;
        let before: Vec<NodeId> = survey.order.get(root..to.max(root)).unwrap_or_default().to_vec();
        let times = before.iter().copied().filter(|id| dom.is(*id, "time")).take(20).filter(|id| {
            let block = block_of(dom, *id);
            !CHANGED.iter().any(|word| dom.line_of(block).to_lowercase().contains(word))
                || dom.line_of(block).len() > 200
        });
        for time in times {
            let stated = dom.attr(time, "datetime").and_then(date::stated);
            if let Some(day) = stated.or_else(|| find_day(&dom.line_of(time))) {
                self.note(time, "taken as the date");
                return Some(day);
            }
        }
        let is_line = |id: &NodeId| {
            let facts = survey.facts(*id);
            facts.letters > 5
                && facts.letters < 160
                && !dom.name(*id).is_empty()
                && !is_change(*id)
                && !self.is_furniture(*id)
                && self.title.is_none_or(|title| !dom.is_within(*id, title) && !dom.is_within(title, *id))
        };
        let lines: Vec<(NodeId, String)> =
            before.into_iter().filter(is_line).map(|id| (id, dom.line_of(id))).collect();
        let day = |(id, line): &(NodeId, String)| Some((*id, find_day(line)?));
        let month =
            |(id, line): &(NodeId, String)| Some((*id, date::find_month(line).filter(|_| has_name(line))?));
        let (line, day) = lines.iter().find_map(day).or_else(|| lines.iter().find_map(month))?;
        self.note(line, "taken as the date");
        Some(day)
    }

    /// Where it appeared: as stated, else what else the window's title says.
    fn publication(&self) -> Option<String> {
        let title = self.title.map(|title| self.dom.line_of(title)).unwrap_or_default();
        if let Some(stated) = self.stated.publications.iter().find(|name| !says_same(name, &title)) {
            return Some(stated.clone());
        }
        let before = self
            .stated
            .window
            .strip_suffix(&title)
            .map(str::trim_end)
            .and_then(|site| site.strip_suffix(':'));
        if let Some(site) = before.filter(|site| !site.is_empty() && !title.is_empty()) {
            return Some(site.trim().to_owned());
        }
        let parts = split_title(&self.stated.window);
        let same = parts.iter().position(|part| says_same(part, &title));
        let at = same.or_else(|| before_site(&parts, &title))?;
        let others = || parts.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, part)| part);
        let is_site = |part: &&String| !self.names_author(part) && !part.to_lowercase().starts_with("by ");
        let name = if at + 1 == parts.len() { others().find(is_site) } else { others().rfind(is_site) }?;
        let message = format!("“{name}” in the window's title is taken as the publication");
        let window = self.dom.find(0, "title").and_then(|id| self.dom.node(id));
        let span = window.map(|node| Span { start: node.start, end: node.end, ..self.source });
        self.context.report(Diagnostic::new(Code::ImportGuess, span, message));
        Some(name.clone())
    }
}

/// Words that say that a page was changed, not when it appeared.
const CHANGED: [&str; 16] = [
    "updated",
    "modified",
    "last edited",
    "last changed",
    "aktualisiert",
    "geändert",
    "mise à jour",
    "modifié",
    "actualizad",
    "modificad",
    "aggiornat",
    "modificat",
    "zaktualizowan",
    "zmodyfikowan",
    "uppdaterad",
    "ändrad",
];

fn is_block_of_text(dom: &Dom, id: NodeId) -> bool {
    matches!(
        dom.name(id),
        "p" | "div" | "h2" | "h3" | "h4" | "li" | "td" | "center" | "address" | "section" | "header" | "font"
    )
}

/// Whether an element is a line of the article's head.
pub(in crate::import::web) fn is_of_head(survey: &Survey, id: NodeId) -> bool {
    survey.has(id, HEAD)
}
