//! Rules by what the last part of their selectors asks for, so that an element meets few of them.

use selectors::context::{
    MatchingForInvalidation, MatchingMode, NeedsSelectorFlags, QuirksMode, SelectorCaches,
};
use selectors::matching::{MatchingContext, matches_selector};
use selectors::parser::{Combinator, Component, Selector, SelectorIter};

use crate::style::selector::{Css, Pseudo};
use crate::style::sheet::media::Device;
use crate::style::sheet::{Origin, StyleRule, Stylesheet};

use super::element::ElementRef;
use super::names::{NameMap, Names};

/// A selector with its rule.
struct Entry<'a> {
    selector: &'a Selector<Css>,
    /// The rule's place among all rules that hold.
    rule: u32,
    origin: Origin,
    pseudo: Option<Pseudo>,
    shape: Shape<'a>,
    /// Names that elements around must have.
    around: Names,
}

/// A rule that matches, in the order of the cascade: later ones win.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Match {
    /// The base sheet comes before everything else.
    styled: bool,
    specificity: u32,
    /// The rule's place.
    pub rule: u32,
}

/// The rules of all sheets that hold on a device.
#[derive(Default)]
pub(crate) struct RuleIndex<'a> {
    /// The rules in order, with their origin.
    pub rules: Vec<(&'a StyleRule, Origin)>,
    entries: Vec<Entry<'a>>,
    ids: NameMap<&'a str, Vec<u32>>,
    classes: NameMap<&'a str, Vec<u32>>,
    tags: NameMap<&'a str, Vec<u32>>,
    others: Vec<u32>,
}

impl<'a> RuleIndex<'a> {
    /// Files the rules of all sheets whose conditions hold.
    pub fn new(sheets: &[&'a Stylesheet], device: Device) -> RuleIndex<'a> {
        let mut index = RuleIndex::default();
        for sheet in sheets {
            let holding = sheet.rules.iter().filter(|rule| {
                rule.conditions.iter().all(|condition| condition.query.holds(device) == Some(true))
            });
            for rule in holding {
                let place = index.rules.len() as u32;
                index.rules.push((rule, sheet.origin));
                for selector in &rule.selectors {
                    index.file(Entry {
                        selector,
                        rule: place,
                        origin: sheet.origin,
                        pseudo: selector.pseudo_element().copied(),
                        shape: Shape::new(selector),
                        around: names_around(selector),
                    });
                }
            }
        }
        index
    }

    fn file(&mut self, entry: Entry<'a>) {
        let place = self.entries.len() as u32;
        let mut best: (u8, Option<&'a str>) = (0, None);
        for component in last_compound(entry.selector) {
            let found: (u8, &'a str) = match component {
                Component::ID(name) => (3, &name.0),
                Component::Class(name) => (2, &name.0),
                Component::LocalName(name) => (1, &name.lower_name.0),
                _ => continue,
            };
            if found.0 > best.0 {
                best = (found.0, Some(found.1));
            }
        }
        let bucket = match best {
            (3, Some(name)) => self.ids.entry(name).or_default(),
            (2, Some(name)) => self.classes.entry(name).or_default(),
            (1, Some(name)) => self.tags.entry(name).or_default(),
            _ => &mut self.others,
        };
        bucket.push(place);
        self.entries.push(entry);
    }

    /// Finds the rules of an element and of its pseudo-elements, in the order of the cascade.
    pub fn find(&self, element: ElementRef<'_>, caches: &mut SelectorCaches, found: &mut Found) {
        found.clear();
        let mut buckets: Vec<&[u32]> = Vec::with_capacity(8);
        buckets.push(&self.others);
        buckets.extend(self.tags.get(element.name()).map(Vec::as_slice));
        buckets.extend(element.classes().filter_map(|class| self.classes.get(class)).map(Vec::as_slice));
        let language = element.language_class();
        buckets.extend(language.and_then(|class| self.classes.get(class.as_str())).map(Vec::as_slice));
        buckets.extend(element.id().and_then(|id| self.ids.get(id)).map(Vec::as_slice));
        let (previous, around) = (element.previous_name(), element.names_around());
        for wanted in [MatchingMode::Normal, MatchingMode::ForStatelessPseudoElement] {
            let pseudo = wanted == MatchingMode::ForStatelessPseudoElement;
            let mut context = MatchingContext::new(
                wanted,
                None,
                caches,
                QuirksMode::NoQuirks,
                NeedsSelectorFlags::No,
                MatchingForInvalidation::No,
            );
            let places = buckets.iter().copied().flatten();
            let entries = places.filter_map(|place| self.entries.get(*place as usize));
            for entry in
                entries.filter(|entry| entry.pseudo.is_some() == pseudo && around.may_hold(entry.around))
            {
                if entry.matches(element, previous, &mut context) {
                    found.push(entry);
                }
            }
        }
        found.finish();
    }
}

impl Entry<'_> {
    fn matches(
        &self,
        element: ElementRef<'_>,
        previous: Option<&str>,
        context: &mut MatchingContext<'_, Css>,
    ) -> bool {
        match self.shape {
            Shape::Bucket => true,
            Shape::After(name) if previous != Some(name) => false,
            _ => matches_selector(self.selector, 0, None, element, context),
        }
    }
}

/// What is known of a selector before it is matched in full.
#[derive(Clone, Copy)]
enum Shape<'a> {
    /// One tag, class or id: whoever meets it in its bucket matches.
    Bucket,
    /// The element before must have this name.
    After(&'a str),
    /// Anything else.
    Other,
}

impl<'a> Shape<'a> {
    fn new(selector: &'a Selector<Css>) -> Shape<'a> {
        let mut parts = last_compound(selector);
        let last: Vec<_> = parts.by_ref().collect();
        let simple =
            matches!(last.as_slice(), [Component::ID(_) | Component::Class(_) | Component::LocalName(_)]);
        match parts.next_sequence() {
            None if simple => Shape::Bucket,
            Some(Combinator::NextSibling) => {
                let name = parts.find_map(|part| match part {
                    Component::LocalName(name) => Some(&*name.lower_name.0),
                    _ => None,
                });
                name.map_or(Shape::Other, Shape::After)
            }
            _ => Shape::Other,
        }
    }
}

/// The names that a selector asks of elements around the one that it stands for.
fn names_around(selector: &Selector<Css>) -> Names {
    let mut names = Names::default();
    let mut parts = last_compound(selector);
    parts.by_ref().for_each(drop);
    while let Some(combinator) = parts.next_sequence() {
        let is_around = matches!(combinator, Combinator::Descendant | Combinator::Child);
        for part in parts.by_ref() {
            names = match part {
                Component::ID(name) | Component::Class(name) if is_around => names.with(&name.0),
                Component::LocalName(name) if is_around => names.with(&name.lower_name.0),
                _ => names,
            };
        }
    }
    names
}

/// The parts of the compound that stands for the element itself.
fn last_compound(selector: &Selector<Css>) -> SelectorIter<'_, Css> {
    let mut parts = selector.iter();
    if selector.has_pseudo_element() {
        parts.by_ref().for_each(drop);
        parts.next_sequence();
    }
    parts
}

/// The rules found for an element; kept between elements to save memory traffic.
#[derive(Default)]
pub(crate) struct Found {
    /// The element's own.
    pub element: Vec<Match>,
    /// Those of its pseudo-elements.
    pub pseudo: [Vec<Match>; 5],
}

impl Found {
    fn clear(&mut self) {
        self.element.clear();
        self.pseudo.iter_mut().for_each(Vec::clear);
    }

    fn push(&mut self, entry: &Entry<'_>) {
        let styled = entry.origin != Origin::Base;
        let found = Match { styled, specificity: entry.selector.specificity(), rule: entry.rule };
        match entry.pseudo {
            None => self.element.push(found),
            Some(pseudo) => {
                if let Some(list) = self.pseudo.get_mut(pseudo as usize) {
                    list.push(found);
                }
            }
        }
    }

    /// Sorts by the cascade. A rule that matches by several selectors stands there several times, which changes
    /// nothing: its most specific place is the last.
    fn finish(&mut self) {
        self.element.sort_unstable();
        self.pseudo.iter_mut().for_each(|list| list.sort_unstable());
    }
}
