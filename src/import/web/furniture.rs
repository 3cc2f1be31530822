//! The furniture of a page: what stands around the article and in it without being part of it, and what it is called.
//!
//! An element is told by its name and role, its classes, and where these say nothing, by the words that it begins with.

use super::dom::{Dom, NodeId};
use super::phrases::{FOOT, phrase};
use super::survey::Survey;
use super::traits::Traits;

/// What a part of a page is called that is no part of the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Label {
    Navigation,
    Share,
    Cookies,
    Related,
    Comments,
    Newsletter,
    Advertisement,
    AuthorBox,
    Tags,
    Footer,
    Header,
    Contents,
    EditLinks,
}

impl Label {
    pub(super) fn name(self) -> &'static str {
        match self {
            Label::Navigation => "navigation",
            Label::Share => "share",
            Label::Cookies => "cookies",
            Label::Related => "related",
            Label::Comments => "comments",
            Label::Newsletter => "newsletter",
            Label::Advertisement => "advertisement",
            Label::AuthorBox => "author-box",
            Label::Tags => "tags",
            Label::Footer => "footer",
            Label::Header => "header",
            Label::Contents => "contents",
            Label::EditLinks => "edit-links",
        }
    }
}

/// The labels of traits; the first that an element has counts.
const OF_TRAITS: [(Traits, Label); 13] = [
    (Traits::COOKIES, Label::Cookies),
    (Traits::COMMENTS, Label::Comments),
    (Traits::NEWSLETTER, Label::Newsletter),
    (Traits::ADVERTISEMENT, Label::Advertisement),
    (Traits::SHARE, Label::Share),
    (Traits::CONTENTS, Label::Contents),
    (Traits::RELATED, Label::Related),
    (Traits::AUTHOR_BOX, Label::AuthorBox),
    (Traits::TAGS, Label::Tags),
    (Traits::EDIT_LINKS, Label::EditLinks),
    (Traits::FOOTER, Label::Footer),
    (Traits::NAVIGATION, Label::Navigation),
    (Traits::HEADER, Label::Header),
];

/// Elements that may be furniture by their classes.
const BLOCKS: [&str; 25] = [
    "div", "section", "aside", "nav", "header", "footer", "form", "ul", "ol", "dl", "p", "table", "figure",
    "span", "a", "small", "fieldset", "details", "center", "td", "article", "li", "menu", "h2", "h3",
];

/// What an element is by its name, role and classes, and by its words if it is a small part.
pub(super) fn label(dom: &Dom, survey: &Survey, id: NodeId) -> Option<Label> {
    let name = dom.name(id);
    if is_answer(dom, survey, id) {
        return Some(Label::Comments);
    }
    if !BLOCKS.contains(&name) && !name.contains('-') {
        return None;
    }
    let traits = survey.traits(id);
    let role = dom.attr(id, "role").unwrap_or_default();
    if traits.has(Traits::NOTES.and(Traits::BODY)) && name != "footer" && name != "nav" {
        return None;
    }
    let is_small = survey.facts(id).letters < 1500;
    let by_traits = OF_TRAITS.iter().find(|(of, _)| traits.has(*of)).map(|(_, label)| *label);
    let by_traits = by_traits.filter(|label| may_be(dom, survey, id, *label));
    match (name, role) {
        (_, "search") => return Some(Label::Navigation),
        ("nav", _) | (_, "navigation" | "menu" | "menubar") => {
            let by_name = by_traits.or_else(|| named(dom, id)).filter(|label| {
                matches!(label, Label::Contents | Label::Footer | Label::Share | Label::Related | Label::Tags)
            });
            return by_name.or(Some(Label::Navigation));
        }
        _ => {}
    }
    if by_traits.is_some() {
        return by_traits;
    }
    let by_element = match (name, role) {
        ("footer", _) | (_, "contentinfo") if !is_within_quote(dom, id) => Some(Label::Footer),
        ("header", _) | (_, "banner") if is_of_page(dom, id) => Some(Label::Header),
        (_, "dialog" | "alertdialog") => Some(Label::Advertisement),
        _ => None,
    };
    if name == "a" && is_small && phrase(&beginning(dom, survey, id)) == Some(Label::EditLinks) {
        return Some(Label::EditLinks);
    }
    let is_block = !matches!(name, "a" | "span" | "small" | "li" | "td" | "h2" | "h3");
    by_element.or_else(|| if is_small && is_block { by_words(dom, survey, id) } else { None })
}

/// Whether an element is what others wrote to the page's text: a comment, or a later post of a forum.
fn is_answer(dom: &Dom, survey: &Survey, id: NodeId) -> bool {
    let kind = dom.attr(id, "itemtype").or(dom.attr(id, "typeof")).unwrap_or_default();
    let property = dom.attr(id, "itemprop").unwrap_or_default();
    if kind.ends_with("Comment") || matches!(property, "comment" | "suggestedAnswer" | "acceptedAnswer") {
        return true;
    }
    let is_post = survey.has(id, Traits::POST);
    let is_one = is_message(dom, survey, id);
    let before = std::iter::successors(Some(dom.previous(id)), |before| Some(dom.previous(*before)))
        .take_while(|before| *before != super::dom::NONE)
        .take(4)
        .filter(|before| !dom.name(*before).is_empty());
    (is_post || is_one)
        && before.into_iter().any(|before| {
            is_post && survey.has(before, Traits::POST)
                || is_one
                    && dom.attr(before, "class") == dom.attr(id, "class")
                    && is_message(dom, survey, before)
        })
}

/// Whether an element is one message among others, as old forums write them: named so, and without a headline.
fn is_message(dom: &Dom, survey: &Survey, id: NodeId) -> bool {
    let names = || dom.attr(id, "class").unwrap_or_default().split_ascii_whitespace();
    matches!(dom.name(id), "div" | "li" | "tr" | "table")
        && names().any(|name| matches!(name, "post" | "message" | "msg"))
        && survey.prose(id) >= 20
        && !dom.below(id).take(60).any(|below| matches!(dom.name(below), "h1" | "h2" | "h3"))
}

/// So many letters outside links are several sentences: one word that may mean much says nothing of them.
const PROSE: u32 = 300;

/// Whether classes are to be believed.
fn may_be(dom: &Dom, survey: &Survey, id: NodeId, label: Label) -> bool {
    let name = dom.name(id);
    let is_row = matches!(name, "a" | "span" | "p" | "li" | "small" | "td" | "h2" | "h3");
    let facts = survey.facts(id);
    if !survey.has(id, Traits::SURE) {
        let is_prose = survey.prose(id) > PROSE || is_row && facts.in_links == 0 && !facts.has_field;
        let is_offer = facts.in_links > 0 || facts.has_field || offers_something(dom, id);
        if is_prose || label == Label::Share && !is_offer {
            return false;
        }
    }
    match label {
        Label::Header => !is_row && is_of_page(dom, id),
        Label::Footer => !is_row && name != "table" && !is_within_quote(dom, id),
        Label::Newsletter => !is_row || facts.letters < 200,
        Label::Related => facts.in_links > 0 && facts.letters < 3000,
        Label::Navigation => !is_row || survey.is_linked(id, 60),
        Label::EditLinks => facts.letters < 400,
        Label::Tags => facts.letters < 600,
        Label::Share => facts.letters < 600,
        _ => true,
    }
}

/// Whether there is a control in an element, or one of a script's own.
fn offers_something(dom: &Dom, id: NodeId) -> bool {
    dom.walk(id).take(60).any(|below| {
        matches!(dom.name(below), "a" | "button" | "input" | "iframe") || dom.name(below).contains('-')
    })
}

/// A header of the page itself, not of an article or section in it.
fn is_of_page(dom: &Dom, id: NodeId) -> bool {
    !dom.ancestors(id).any(|above| matches!(dom.name(above), "article" | "main" | "figure" | "table"))
}

fn is_within_quote(dom: &Dom, id: NodeId) -> bool {
    dom.ancestors(id).take(3).any(|above| matches!(dom.name(above), "blockquote" | "figure"))
}

/// What a list of links is called aloud.
fn named(dom: &Dom, id: NodeId) -> Option<Label> {
    let name = dom.attr(id, "aria-label")?.to_lowercase();
    phrase(&name)
}

/// What a small part is by the words that it begins with, if it looks like furniture otherwise: links or fields.
fn by_words(dom: &Dom, survey: &Survey, id: NodeId) -> Option<Label> {
    let facts = survey.facts(id);
    let says = phrase(&beginning(dom, survey, id));
    let is_form = facts.has_field;
    match says {
        Some(label @ Label::Advertisement) if facts.letters < 120 => Some(label),
        _ if facts.letters < 200 && survey.letters_behind(id) < 60 && is_of_foot(&dom.line_of(id)) => {
            Some(Label::Footer)
        }
        Some(label) if is_form || survey.is_linked(id, 40) => Some(label),
        _ if is_form && dom.name(id) != "figure" => Some(match says {
            Some(label) => label,
            None if dom.below(id).any(|below| asks_for_mail(dom, below)) => Label::Newsletter,
            None if facts.letters < 200 => Label::Navigation,
            None => return None,
        }),
        _ => None,
    }
}

/// Whether a line at the end of a page says when it was changed, or leads back to its top.
pub(super) fn is_of_foot(line: &str) -> bool {
    let line = line.to_lowercase();
    FOOT.iter().any(|words| line.contains(words))
}

/// So many characters of an element say what it is.
const BEGINNING: usize = 80;

/// The first words of an element, in small letters.
fn beginning(dom: &Dom, survey: &Survey, id: NodeId) -> String {
    let mut words = String::new();
    for below in dom.walk(id).take(80) {
        if let Some(text) = dom.text(below).filter(|_| !survey.is_hidden(dom.parent(below))) {
            words.extend(text.trim_start().chars().take(BEGINNING));
            words.push(' ');
        }
        if words.len() > BEGINNING {
            break;
        }
    }
    super::dom::squeeze(&words).to_lowercase()
}

/// Whether an element is a field for an address.
fn asks_for_mail(dom: &Dom, id: NodeId) -> bool {
    let hint = dom.attr(id, "placeholder").unwrap_or_default().to_lowercase();
    dom.is(id, "input")
        && (dom.attr(id, "type") == Some("email") || hint.contains("mail") || hint.contains("courriel"))
}

/// Whether the links of an element lead to other articles by their tags.
fn leads_to_tags(dom: &Dom, id: NodeId) -> bool {
    let mut links = dom
        .walk(id)
        .filter(|below| dom.is(*below, "a"))
        .filter_map(|link| dom.attr(link, "href"))
        .take(20)
        .peekable();
    let is_tag = |href: &str| {
        ["/tag/", "/tags/", "/category/", "/categories/", "/label/", "/labels/", "/topic/"]
            .iter()
            .any(|part| href.contains(part))
    };
    links.peek().is_some() && links.all(is_tag)
}

/// What is left of the page that nothing else names: links are navigation, and what stands behind the article is of its
/// foot.
pub(super) fn guess(dom: &Dom, survey: &Survey, id: NodeId, is_behind: bool) -> Label {
    let is_small = survey.facts(id).letters < 20;
    if let Some(label) =
        phrase(&beginning(dom, survey, id)).filter(|label| !is_small || *label != Label::Newsletter)
    {
        return label;
    }
    let link = dom.ancestors(id).find(|above| dom.is(*above, "a")).unwrap_or(id);
    if leads_to_tags(dom, link) {
        return Label::Tags;
    }
    if std::iter::once(id)
        .chain(dom.ancestors(id))
        .any(|above| survey.has(above, Traits::SIDE) || dom.is(above, "aside"))
    {
        return if survey.is_linked(id, 40) { Label::Navigation } else { Label::Related };
    }
    let is_linked = survey.is_linked(id, 60);
    match (is_behind, is_linked) {
        (true, true) if survey.facts(id).has_picture => Label::Related,
        (true, _) => Label::Footer,
        (false, true) => Label::Navigation,
        (false, false) => Label::Header,
    }
}
