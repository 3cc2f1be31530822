//! What can be said of every node of a page before it is known which of them are the article: its traits, whether it
//! is seen, how many letters it holds, in links and outside, and which part of the page's furniture it seems to be.

use super::dom::{Dom, NodeId};
use super::furniture::{self, Label};
use super::traits::{Known, Traits, words};

/// What is known of each node, by its number.
pub(super) struct Survey {
    facts: Vec<Facts>,
    /// Letters of the page up to each node of the order.
    so_far: Vec<u32>,
    /// All nodes that are seen, in the order of the page.
    pub(super) order: Vec<NodeId>,
    pub(super) body: NodeId,
}

/// What is known of a node.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Facts {
    pub(super) traits: Traits,
    /// Nobody sees it: it is neither words of the page nor furniture.
    pub(super) is_hidden: bool,
    /// Letters and digits in it.
    pub(super) letters: u32,
    /// Those in links and buttons.
    pub(super) in_links: u32,
    /// Its place in the order of the page.
    pub(super) at: u32,
    /// A picture lies in it.
    pub(super) has_picture: bool,
    /// A field to write in lies in it.
    pub(super) has_field: bool,
    /// What part of the page's furniture it is.
    pub(super) label: Option<Label>,
}

/// Elements whose content is never shown as words.
pub(super) const SILENT: [&str; 19] = [
    "head", "script", "style", "template", "noscript", "svg", "canvas", "iframe", "object", "audio", "video",
    "select", "option", "textarea", "datalist", "map", "meta", "link", "progress",
];

impl Survey {
    pub(super) fn of(dom: &Dom) -> Survey {
        let body = dom.find(0, "body").unwrap_or(0);
        // What is not looked at lies in something hidden.
        let unseen = Facts { is_hidden: true, ..Facts::default() };
        let mut survey =
            Survey { facts: vec![unseen; dom.nodes.len()], order: Vec::new(), so_far: Vec::new(), body };
        let mut known = Known::default();
        survey.look(dom, &mut known);
        survey.count(dom, &mut known);
        let mut sum = 0u32;
        for id in &survey.order {
            if dom.text(*id).is_some() {
                sum = sum.saturating_add(survey.facts(*id).letters);
            }
            survey.so_far.push(sum);
        }
        survey
    }

    pub(super) fn facts(&self, id: NodeId) -> Facts {
        self.facts.get(id as usize).copied().unwrap_or_default()
    }

    pub(super) fn traits(&self, id: NodeId) -> Traits {
        self.facts(id).traits
    }

    pub(super) fn has(&self, id: NodeId, traits: Traits) -> bool {
        self.traits(id).has(traits)
    }

    pub(super) fn is_hidden(&self, id: NodeId) -> bool {
        self.facts(id).is_hidden
    }

    pub(super) fn label(&self, id: NodeId) -> Option<Label> {
        self.facts(id).label
    }

    /// Letters outside links.
    pub(super) fn prose(&self, id: NodeId) -> u32 {
        let facts = self.facts(id);
        facts.letters.saturating_sub(facts.in_links)
    }

    /// Whether more than a share of the letters, in hundredths, stands in links.
    pub(super) fn is_linked(&self, id: NodeId, hundredths: u32) -> bool {
        let facts = self.facts(id);
        u64::from(facts.in_links) * 100 > u64::from(facts.letters) * u64::from(hundredths)
    }

    /// Letters of the page behind a node.
    pub(super) fn letters_behind(&self, id: NodeId) -> u32 {
        let facts = self.facts(id);
        let before =
            (facts.at as usize).checked_sub(1).and_then(|at| self.so_far.get(at)).copied().unwrap_or(0);
        let all = self.so_far.last().copied().unwrap_or(0);
        all.saturating_sub(before).saturating_sub(facts.letters)
    }

    /// Whether one node stands before another in the page.
    pub(super) fn is_before(&self, one: NodeId, other: NodeId) -> bool {
        self.facts(one).at < self.facts(other).at
    }

    pub(super) fn set_label(&mut self, id: NodeId, label: Option<Label>) {
        self.facts.get_mut(id as usize).into_iter().for_each(|facts| facts.label = label);
    }

    /// Traits, from the top down; what is hidden is not looked into.
    fn look(&mut self, dom: &Dom, known: &mut Known) {
        let mut walk = dom.walk(self.body);
        while let Some(id) = walk.next() {
            let traits = traits(dom, id, known);
            let is_hidden = SILENT.contains(&dom.name(id)) || is_hidden(dom, id);
            let at = self.order.len() as u32;
            if let Some(facts) = self.facts.get_mut(id as usize) {
                *facts = Facts { traits, is_hidden, at, ..Facts::default() };
            }
            // Formulas keep their sources where nobody sees them.
            if is_hidden && id != self.body {
                walk.skip_below(id);
            } else {
                self.order.push(id);
            }
        }
    }

    /// Letters, pictures and fields, from the bottom up, and with these what the `id` says.
    fn count(&mut self, dom: &Dom, known: &mut Known) {
        for at in (0..self.order.len()).rev() {
            let Some(&id) = self.order.get(at) else { continue };
            let mut facts = self.facts(id);
            if let Some(text) = dom.text(id) {
                facts.letters = letters(text);
            }
            match dom.name(id) {
                "a" if is_anchor(dom, id) => {}
                "a" | "button" => facts.in_links = facts.letters,
                "img" | "picture" | "amp-img" => facts.has_picture = true,
                "input" => facts.has_field = is_field(dom, id),
                _ => {}
            }
            facts.traits = facts.traits.and(traits_of_id(dom, id, facts, known));
            let parent = dom.parent(id);
            if let Some(above) = self.facts.get_mut(parent as usize) {
                above.letters = above.letters.saturating_add(facts.letters);
                above.in_links = above.in_links.saturating_add(facts.in_links);
                above.has_picture |= facts.has_picture;
                above.has_field |= facts.has_field;
            }
            self.facts.get_mut(id as usize).into_iter().for_each(|old| *old = facts);
        }
    }

    /// Names the furniture of the page. What holds more than half of its prose is none.
    pub(super) fn furnish(&mut self, dom: &Dom, title: Option<NodeId>) {
        let most = self.prose(self.body) / 2;
        for at in 0..self.order.len() {
            let Some(&id) = self.order.get(at) else { continue };
            if dom.name(id).is_empty() || matches!(dom.name(id), "html" | "body" | "main") {
                continue;
            }
            let holds_title = title.is_some_and(|title| {
                let (from, to) = (self.facts(id).at, self.facts(title).at);
                from <= to && dom.is_within(title, id)
            });
            let label = furniture::label(dom, self, id).filter(|label| {
                !holds_title
                    && (self.prose(id) <= most || *label == Label::Comments && self.prose(id) < most / 5 * 9)
            });
            self.set_label(id, label);
        }
    }
}

/// Letters and digits of a text, and half of its other characters: for how much it says, not for how long it is.
fn letters(text: &str) -> u32 {
    text.bytes().filter(|byte| byte.is_ascii_alphanumeric() || *byte >= 0xC0).count() as u32
}

/// Whether a link holds the words of a heading and leads to the heading itself.
fn is_anchor(dom: &Dom, id: NodeId) -> bool {
    is_heading(dom.name(dom.parent(id))) && dom.attr(id, "href").is_some_and(|href| href.starts_with('#'))
}

fn is_field(dom: &Dom, id: NodeId) -> bool {
    let kind = dom.attr(id, "type").unwrap_or("text").to_ascii_lowercase();
    matches!(kind.as_str(), "text" | "email" | "search" | "password" | "tel" | "url" | "submit" | "button")
}

fn traits(dom: &Dom, id: NodeId, known: &mut Known) -> Traits {
    let names = ["class", "role", "data-testid", "data-content-field", "typeof"];
    let own = Some(dom.name(id)).filter(|name| name.contains('-'));
    let values = names.into_iter().filter_map(|name| dom.attr(id, name)).chain(own);
    values
        .filter(|value| value.len() < 2000)
        .fold(Traits::default(), |traits, value| traits.and(known.of(value)))
}

/// What an `id` says of an element. One that is made of the words of the text, as programs do for headings, is no sign
/// of furniture.
fn traits_of_id(dom: &Dom, id: NodeId, facts: Facts, known: &mut Known) -> Traits {
    let Some(own) = dom.attr(id, "id").filter(|own| own.len() < 2000) else { return Traits::default() };
    let traits = known.of(own);
    if is_heading(dom.name(id)) && slug_of(dom, id) == words(own).concat() {
        return Traits::default();
    }
    let as_text = Traits::FURNITURE.and(Traits::UNSEEN);
    if traits.has(as_text) && is_slug(dom, id, own, traits, facts) {
        return traits.without(as_text.and(Traits::SURE));
    }
    traits
}

/// Whether an `id` names what the text is about, at this place.
fn is_slug(dom: &Dom, id: NodeId, own: &str, traits: Traits, facts: Facts) -> bool {
    let name = dom.name(id);
    let is_linked = u64::from(facts.in_links) * 10 > u64::from(facts.letters) * 4;
    if is_heading(name) {
        return true;
    }
    if matches!(name, "p" | "li" | "span" | "dt" | "dd" | "td" | "th") {
        // `breadcrumbs`, `comment-12`: nothing but the word.
        let is_word = traits.has(Traits::SURE) && words(own).len() < 2;
        return !is_linked && (!is_word || is_heading(dom.name(dom.parent(id))));
    }
    if name == "a" {
        return dom.attr(id, "href").is_none() || slug_of(dom, id) == words(own).concat();
    }
    let slug = words(own).concat();
    let is_of_readers = matches!(
        slug.as_str(),
        "comments" | "respond" | "replies" | "responses" | "trackbacks" | "pingbacks"
    );
    if is_linked || facts.has_field || is_of_readers || !matches!(name, "section" | "div" | "article") {
        return false;
    }
    let heading = dom.below(id).take(12).find(|below| is_heading(dom.name(*below)));
    let line = heading.map(|heading| slug_of(dom, heading)).unwrap_or_default();
    !line.is_empty() && (slug.ends_with(&line) || line.starts_with(&slug))
}

/// The words of an element as an `id` would have them, without what parts them.
fn slug_of(dom: &Dom, id: NodeId) -> String {
    let texts = dom.walk(id).take(40).filter_map(|below| dom.text(below));
    let line: String = texts.flat_map(|text| text.chars().take(200)).collect();
    words(&line).concat()
}

fn is_heading(name: &str) -> bool {
    matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

/// Whether nobody sees an element. A link that is hidden from readers aloud may still show a picture.
pub(super) fn is_hidden(dom: &Dom, id: NodeId) -> bool {
    if dom.name(id).is_empty() {
        return false;
    }
    let style = dom.attr(id, "style").unwrap_or_default();
    let is_unseen = style.contains("display:none")
        || style.contains("display: none")
        || style.contains("visibility:hidden")
        || style.contains("visibility: hidden");
    let holds = |names: &[&str]| dom.below(id).take(60).any(|below| names.contains(&dom.name(below)));
    if dom.attr(id, "hidden").is_some_and(|hidden| hidden != "false") || is_unseen {
        return !holds(&["math"]);
    }
    let is_aloud_only = dom.attr(id, "aria-hidden") == Some("true");
    is_aloud_only
        && !matches!(dom.name(id), "img" | "picture" | "math" | "nobr")
        && !holds(&["img", "picture", "math"])
}
