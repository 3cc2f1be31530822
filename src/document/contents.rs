//! The table of contents before the text: links to the headings of the first two levels below the headline.

use super::numbering::headings;
use super::{Document, Labels, NodeId, Role, line_text};

/// How deep the table goes: `h2` and `h3`.
const DEEPEST: u8 = 3;
/// The fewest headings that want a table.
const FEWEST: usize = 2;

/// An entry of the table.
struct Entry {
    heading: NodeId,
    id: String,
    level: u8,
}

/// Puts `nav.contents` below the title block; nothing in an article of fewer than two headings.
pub fn insert_contents(document: &mut Document) {
    let entries: Vec<Entry> = headings(document).iter().filter_map(|&node| entry(document, node)).collect();
    if entries.len() < FEWEST {
        return;
    }
    let root = document.root();
    let nav = document.create_role(Role::Contents, document.span(root));
    let labels = Labels::of(&document.metadata.language);
    let label = document.create_label(Role::Label, labels.contents(), labels, root);
    document.append(nav, label);
    if let Some(element) = document.element_mut(nav) {
        element.attributes.aria_label = Some(labels.contents().into());
    }
    let mut rest = entries.as_slice();
    let list = list(document, &mut rest, 0);
    document.append(nav, list);
    let title = |&node: &NodeId| document.role(node) == Some(Role::TitleBlock);
    let at = document.children(root).iter().position(title).map_or(0, |at| at + 1);
    document.insert(root, at, nav);
}

fn entry(document: &Document, heading: NodeId) -> Option<Entry> {
    let element = document.element(heading)?;
    let level = element.tag.heading_level().filter(|level| (2..=DEEPEST).contains(level))?;
    Some(Entry { heading, id: element.attributes.id.as_deref()?.to_owned(), level })
}

/// The list of the entries of one level, each with those below it. It ends before an entry above `outer`.
fn list(document: &mut Document, rest: &mut &[Entry], outer: u8) -> NodeId {
    let list = document.create_role(Role::ContentsList, document.span(document.root()));
    while let Some((entry, after)) = rest.split_first().filter(|(entry, _)| entry.level > outer) {
        *rest = after;
        let item = item(document, entry);
        if rest.first().is_some_and(|next| next.level > entry.level) {
            let below = self::list(document, rest, entry.level);
            document.append(item, below);
        }
        document.append(list, item);
    }
    list
}

/// One entry: a link with the heading's words.
fn item(document: &mut Document, entry: &Entry) -> NodeId {
    let span = document.span(entry.heading);
    let item = document.create_role(Role::ContentsItem, span);
    let link = document.create_role(Role::ContentsLink, span);
    if let Some(element) = document.element_mut(link) {
        element.attributes.href = Some(format!("#{}", entry.id).into());
    }
    let number = document.children(entry.heading).first().copied();
    let number = number.filter(|&first| document.role(first) == Some(Role::HeadingNumber));
    let title = line_text(document, entry.heading);
    let title = match number.map(|number| line_text(document, number)) {
        Some(number) => {
            let holder = document.create_role(Role::HeadingNumber, span);
            let text = document.create_generated(number.as_str(), span);
            document.append(holder, text);
            document.append(link, holder);
            title.strip_prefix(number.as_str()).unwrap_or(&title).to_owned()
        }
        None => title,
    };
    let text = document.create_generated(title, span);
    document.append(link, text);
    document.append(item, link);
    item
}
