//! Puts the pieces of the vertical list on their pages: positions are a page's own from here on.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::{Context, Stop};
use crate::document::{Document, NodeId, OutlineEntry};
use crate::geometry::{Length, Point, Rect, Size};
use crate::layout::box_tree::Link;
use crate::layout::compose::Composer;
use crate::layout::flow::item::{Flow, Fragment};
use crate::layout::frame::{Destination, LinkArea, OutlineItem, Page};
use crate::layout::inline::Typesetter;
use crate::layout::page::margin_box::margin_boxes;
use crate::layout::page::notes::{decorate, edges};
use crate::layout::page::paginate::PagePlan;
use crate::layout::page::running::RunningStrings;
use crate::layout::page::{PageStyles, content_size};
use crate::structure::{PageMap, PageStart, StructId};
use crate::style::{PageStyle, Styles};

/// What painting needs besides the list and its breaks.
pub struct Painter<'a> {
    /// Sets the margin boxes.
    pub typesetter: &'a Typesetter<'a>,
    /// The styles of pages.
    pub page_styles: &'a PageStyles<'a>,
    /// The links by id.
    pub links: &'a [Link],
    /// The structure elements that ids stand in.
    pub anchors: &'a BTreeMap<Arc<str>, StructId>,
    /// The distance of the lines of running text.
    pub grid: Length,
    /// The article's language.
    pub language: Arc<str>,
}

/// Pages, where links lead, and where pages begin.
#[derive(Debug, Default)]
pub struct Painted {
    /// The pages in order.
    pub pages: Vec<Page>,
    /// Where ids stand.
    pub destinations: BTreeMap<String, Destination>,
    /// Where pages begin in the document.
    pub map: PageMap,
}

impl Painter<'_> {
    /// Paints every page.
    ///
    /// # Errors
    /// When the work was asked to end.
    pub fn paint(
        &self,
        flow: Flow,
        notes: Flow,
        plans: &[PagePlan],
        context: &Context,
    ) -> Result<Painted, Stop> {
        let mut composer = Composer::new(flow, self.grid);
        let mut notes = Composer::of_notes(notes);
        let mut strings = RunningStrings::default();
        let mut painted = Painted::default();
        let total = i64::try_from(plans.len()).unwrap_or(i64::MAX);
        for (number, plan) in (1..).zip(plans) {
            context.check()?;
            let style = self.page_styles.get(number, plan.name.as_ref(), plan.blank);
            let mut fragment = Fragment::default();
            if !plan.blank {
                fragment = composer.piece_with(plan.end, plan.shrink);
                let notes = Fragment { start: None, ..notes.piece(plan.notes) };
                if notes.height > Length::ZERO {
                    set_notes(notes, &style, &mut fragment);
                }
            }
            let label = number.to_string();
            let values = strings.turn((i64::try_from(number).unwrap_or(i64::MAX), total), &fragment.strings);
            let origin = Point { x: style.margin.left, y: style.margin.top };
            if let Some((NodeId(node), offset)) = fragment.start {
                painted.map.starts.push(PageStart { label: label.clone(), node, offset });
            }
            self.destinations(&fragment, origin, number - 1, &mut painted.destinations);
            let mut page = Page { size: style.size, label, ..Page::default() };
            let mut placed = Fragment::default();
            placed.append(fragment, origin);
            page.links = placed.links.iter().filter_map(|area| self.link(area.link.0, area.rect)).collect();
            page.items = placed.items;
            page.items.extend(margin_boxes(self.typesetter, &style, &values, &self.language));
            painted.pages.push(page);
        }
        Ok(painted)
    }

    fn destinations(
        &self,
        fragment: &Fragment,
        origin: Point,
        page: usize,
        known: &mut BTreeMap<String, Destination>,
    ) {
        for (id, point) in &fragment.anchors {
            let point = Point { x: point.x + origin.x, y: point.y + origin.y };
            let page = u32::try_from(page).unwrap_or(u32::MAX);
            let element = self.anchors.get(id).copied();
            known.entry(id.to_string()).or_insert(Destination { page, point, element });
        }
    }

    fn link(&self, id: u32, rect: Rect) -> Option<LinkArea> {
        let link = self.links.get(id as usize)?;
        let (target, contents) = (link.target.clone(), link.contents.clone());
        Some(LinkArea { rect, target, contents, element: link.element, span: link.span })
    }
}

/// Sets the notes of a page at the foot of its content.
fn set_notes(notes: Fragment, style: &PageStyle, page: &mut Fragment) {
    let content = content_size(style);
    let edges = edges(style, content.width);
    let height = notes.height + edges.vertical();
    let top = content.height - height;
    let outer =
        Rect { origin: Point { x: Length::ZERO, y: top }, size: Size { width: content.width, height } };
    decorate(style, outer, content.width, &mut page.items);
    page.append(notes, Point { x: edges.left, y: top + edges.top });
}

/// Bookmarks for the headings that have a place on a page.
pub fn bookmarks(
    document: &Document,
    styles: &Styles,
    entries: &[OutlineEntry],
    destinations: &BTreeMap<String, Destination>,
) -> Vec<OutlineItem> {
    let mut items = Vec::new();
    for entry in entries {
        let children = bookmarks(document, styles, &entry.children, destinations);
        let wanted = styles.node(entry.node).boxed.bookmark_level != Some(0);
        if wanted && destinations.contains_key(&entry.id) {
            let (title, destination) = (entry.title.clone(), entry.id.clone());
            items.push(OutlineItem { title, destination, children, span: document.span(entry.node) });
        } else {
            items.extend(children);
        }
    }
    items
}
