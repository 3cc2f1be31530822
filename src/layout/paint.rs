//! Puts the pieces of the vertical list on their pages: positions are a page's own from here on.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::{Context, Stop};
use crate::document::{Document, NodeId, OutlineEntry};
use crate::geometry::{Color, Length, Point, Rect, Size};
use crate::layout::box_tree::Link;
use crate::layout::compose::Composer;
use crate::layout::counter_style::format_counter;
use crate::layout::decoration;
use crate::layout::flow::item::{Columns, Flow, Fragment, Section};
use crate::layout::frame::{Destination, FrameItem, LinkArea, OutlineItem, Page};
use crate::layout::inline::Typesetter;
use crate::layout::page::margin_box::margin_boxes;
use crate::layout::page::node::sections;
use crate::layout::page::notes::{decorate, edges};
use crate::layout::page::numbers::PageNumbers;
use crate::layout::page::plan::{PagePlan, RowPlan};
use crate::layout::page::running::RunningStrings;
use crate::layout::page::{PageStyles, content_size};
use crate::layout::quality::{PageSetting, SetColumn};
use crate::layout::stress::StressedText;
use crate::source::Span;
use crate::structure::{PageMap, PageStart, StructId};
use crate::style::{PageStyle, Styles};

/// What painting needs besides the list and its breaks.
pub struct Painter<'a> {
    /// Sets the margin boxes.
    pub typesetter: &'a Typesetter<'a>,
    /// The styles of pages.
    pub page_styles: &'a PageStyles<'a>,
    /// The numbers of pages.
    pub numbers: PageNumbers,
    /// The links by id.
    pub links: &'a [Link],
    /// The structure elements that ids stand in.
    pub anchors: &'a BTreeMap<Arc<str>, StructId>,
    /// The distance of the lines of running text.
    pub grid: Length,
    /// The width of the column that notes stand in.
    pub note_width: Length,
    /// The name of the publication, a running string that no element sets.
    pub publication: Option<Arc<str>>,
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
        let sections = sections(&flow);
        let mut lists = Lists { body: Composer::new(flow, self.grid), notes: Composer::of_notes(notes) };
        let publication = self
            .publication
            .iter()
            .map(|name| (Arc::from("publication"), Arc::new(StressedText::from(&**name))));
        let mut strings = RunningStrings::new(publication);
        let mut painted = Painted::default();
        let total = i64::try_from(plans.len()).unwrap_or(i64::MAX);
        for (number, plan) in (1..).zip(plans) {
            context.check()?;
            let style = self.page_styles.get(number, plan.name.as_ref(), plan.blank);
            let mut fragment = Fragment::default();
            let mut columns = Vec::new();
            for row in &plan.rows {
                let section = sections.get(row.section).cloned().unwrap_or_default();
                self.row(row, &section, &style, &mut lists, &mut fragment, &mut columns);
            }
            let counted = self.numbers.of_page(number - 1);
            let label = format_counter(counted, &self.page_styles.counter_style(number, plan));
            // What is set at the very top is what the page starts with.
            strings.turn((counted, total), &fragment.opening);
            let values = strings.turn((counted, total), &fragment.running);
            let origin = Point { x: style.margin.left, y: style.margin.top };
            if let Some((NodeId(node), offset)) = fragment.start {
                painted.map.starts.push(PageStart { label: label.clone(), node, offset });
            }
            self.destinations(&fragment, origin, number - 1, &mut painted.destinations);
            let mut page = Page { size: style.size, label, ..Page::default() };
            let mut placed = Fragment::default();
            placed.append(fragment, origin);
            page.links = placed.links.iter().filter_map(|area| self.link(area.link.0, area.rect)).collect();
            if let Some(color) = style.background {
                let paper = Rect { origin: Point::default(), size: style.size };
                decoration::fill(color, paper, Span::default(), &mut page.items);
            }
            page.items.append(&mut placed.items);
            page.setting = PageSetting { top: origin.y, lines: placed.lines, columns };
            page.items.extend(margin_boxes(self.typesetter, &style, &values, &self.language));
            painted.pages.push(page);
        }
        Ok(painted)
    }

    /// Sets a row of columns.
    fn row(
        &self,
        row: &RowPlan,
        section: &Section,
        style: &PageStyle,
        lists: &mut Lists,
        page: &mut Fragment,
        set: &mut Vec<SetColumn>,
    ) {
        let columns = &section.columns;
        let width = if columns.are_several() { columns.width } else { content_size(style).width };
        let (first, mut has_notes) = (set.len(), false);
        page.items.extend(lists.body.around(section.outer, row.top, row.bottom));
        for &(id, y) in &row.floats {
            page.append(lists.body.take_float(id), Point { x: Length::ZERO, y });
        }
        for (index, plan) in row.columns.iter().enumerate() {
            let x = columns.offset(index);
            let here = plan.floats.iter().filter(|(_, y)| y.is_none()).map(|(id, _)| *id);
            lists.body.set_here(here.collect());
            let fragment = lists.body.column(plan.end, plan.top, plan.shrink, section.outer);
            let ends_in_heading = fragment.ends_in_heading;
            let bottom = plan.top + fragment.height;
            if set.is_empty() && plan.top == Length::ZERO {
                page.opening.clone_from(&fragment.opening);
            }
            page.append(fragment, Point { x, y: Length::ZERO });
            let heading = page.lines.last().filter(|_| ends_in_heading).copied();
            let must_end = lists.body.is_at_forced_break();
            let mut column = SetColumn {
                section: row.section,
                count: columns.count,
                is_balanced: columns.balanced,
                row_top: row.top,
                bottom,
                room: row.bottom,
                left: Some(plan.left).filter(|_| lists.body.is_inside()),
                heading: heading.filter(|_| !must_end),
            };
            for &(id, y) in &plan.floats {
                if let Some(y) = y {
                    let float = lists.body.take_float(id);
                    column.bottom = column.bottom.max(y + float.height);
                    page.append(float, Point { x, y });
                }
            }
            set.push(column);
            let notes = Fragment { start: None, ..lists.notes.piece(plan.notes) };
            if notes.height > Length::ZERO {
                has_notes = true;
                let left = if columns.are_several() { columns.x + x } else { x };
                let area = Rect {
                    origin: Point { x: left, y: row.bottom },
                    size: Size { width: width.min(self.note_width), height: Length::ZERO },
                };
                set_notes(notes, style, area, page);
            }
        }
        let set = set.get(first..).unwrap_or_default();
        let lowest = set.iter().map(|column| column.bottom).max().unwrap_or(row.bottom);
        let goes_on = set.last().is_some_and(|column| column.left.is_some());
        let bottom = if goes_on || has_notes { row.bottom } else { lowest };
        column_rules(columns, row.columns.len(), row.top, bottom, &mut page.items);
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

/// The rules between so many columns.
fn column_rules(columns: &Columns, count: usize, top: Length, bottom: Length, items: &mut Vec<FrameItem>) {
    let rule = &columns.rule;
    for index in 1..count {
        let x = columns.x + columns.offset(index) - Length((columns.gap + rule.width).0 / 2);
        decoration::vertical(rule, Color::BLACK, Point { x, y: top }, bottom - top, Span::default(), items);
    }
}

/// The lists that pages take their content from.
struct Lists {
    body: Composer,
    notes: Composer,
}

/// Sets the notes of a column above the lower edge of an area.
fn set_notes(notes: Fragment, style: &PageStyle, area: Rect, page: &mut Fragment) {
    let edges = edges(style, area.size.width);
    let height = notes.height + edges.vertical();
    let top = area.bottom() - height;
    let outer =
        Rect { origin: Point { x: area.origin.x, y: top }, size: Size { width: area.size.width, height } };
    decorate(style, outer, area.size.width, &mut page.items);
    page.append(notes, Point { x: area.origin.x + edges.left, y: top + edges.top });
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
