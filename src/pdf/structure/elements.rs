//! The structure elements as objects (ISO 32000-1, 14.7.2 and 14.8.5).

use std::collections::BTreeMap;

use crate::diagnostic::Context;
use crate::pdf::file::PdfFile;
use crate::pdf::structure::{Bounds, LinkObject, Mark, Marks, name, reachable};
use crate::pdf::syntax::{Ref, Syntax, fitting};
use crate::structure::{
    ContentId, ListNumbering, Scope, StructChild, StructElem, StructId, StructTree, StructType,
};

/// Everything that the elements are written from.
pub struct Elements<'a> {
    tree: &'a StructTree,
    /// The object of each element; `None` for one that cannot be reached.
    objects: Vec<Option<Ref>>,
    /// The sequences sorted by content; those of one content in painting order.
    marks: Vec<Mark>,
    /// Where each content's sequences start in `marks`.
    starts: Vec<usize>,
    links: BTreeMap<StructId, Vec<&'a LinkObject>>,
    bounds: &'a BTreeMap<StructId, Bounds>,
    pages: &'a [Ref],
    root: Ref,
}

impl<'a> Elements<'a> {
    /// Numbers the elements and sorts their content.
    pub fn new(
        file: &mut PdfFile,
        tree: &'a StructTree,
        marks: &'a Marks,
        links: &'a [LinkObject],
        pages: &'a [Ref],
        root: Ref,
    ) -> Elements<'a> {
        let mut objects = vec![None; tree.elements.len()];
        let order = reachable(tree);
        let first = file.reserve_many(order.len());
        for (offset, (id, _)) in order.iter().enumerate() {
            if let Some(object) = objects.get_mut(id.0 as usize) {
                *object = Some(Ref(first.0 + offset as u32));
            }
        }
        let mut sorted = marks.list.clone();
        sorted.sort_by_key(|mark| mark.content);
        let mut starts = Vec::with_capacity(tree.contents as usize + 1);
        for (index, mark) in sorted.iter().enumerate() {
            starts.resize(starts.len().max(mark.content.0 as usize + 1), index);
        }
        let mut by_element: BTreeMap<StructId, Vec<&LinkObject>> = BTreeMap::new();
        for link in links {
            by_element.entry(link.element).or_default().push(link);
        }
        Elements {
            tree,
            objects,
            marks: sorted,
            starts,
            links: by_element,
            bounds: &marks.bounds,
            pages,
            root,
        }
    }

    /// The object of an element.
    pub fn reference(&self, id: StructId) -> Option<Ref> {
        self.objects.get(id.0 as usize).copied().flatten()
    }

    /// The ids of notes with their elements, in ascending order.
    pub fn ids(&self) -> Vec<(Vec<u8>, Vec<u8>)> {
        let mut ids: Vec<_> = (0..)
            .map(StructId)
            .zip(&self.tree.elements)
            .filter_map(|(id, element)| {
                let mut object = Vec::new();
                object.reference(self.reference(id)?);
                Some((element.id.as_ref()?.clone().into_bytes(), object))
            })
            .collect();
        ids.sort();
        ids
    }

    /// Writes every element.
    pub fn write(&self, file: &mut PdfFile, context: &Context) {
        for (id, element) in reachable(self.tree) {
            if let Some(object) = self.reference(id) {
                file.object(object, |out| self.element(out, id, element, context));
            }
        }
    }

    fn element(&self, out: &mut Vec<u8>, id: StructId, element: &StructElem, context: &Context) {
        let span = Some(element.span);
        let parent = element.parent.and_then(|parent| self.reference(parent)).unwrap_or(self.root);
        out.put("<</S/").put(name(element.kind)).put("/P ").reference(parent);
        self.kids(out, id, element);
        if let Some(alt) = &element.alt {
            out.put("/Alt").text(fitting(alt, "an alternative text", span, context));
        }
        if let Some(lang) = element.lang.as_ref().filter(|lang| !lang.is_empty()) {
            out.put("/Lang").text(lang);
        }
        if let Some(id) = &element.id {
            out.put("/ID").string(id.as_bytes());
        }
        if let Some(title) = &element.title {
            out.put("/T").text(fitting(title, "a title", span, context));
        }
        self.attributes(out, id, element);
        out.put(">>");
    }

    fn marks_of(&self, content: ContentId) -> &[Mark] {
        let start = self.starts.get(content.0 as usize).copied().unwrap_or(self.marks.len());
        let rest = self.marks.get(start..).unwrap_or_default();
        let length = rest.iter().take_while(|mark| mark.content == content).count();
        rest.get(..length).unwrap_or_default()
    }

    /// The children; content of the element's first page by number alone, other content by page and number.
    fn kids(&self, out: &mut Vec<u8>, id: StructId, element: &StructElem) {
        let links = self.links.get(&id).map(Vec::as_slice).unwrap_or_default();
        let contents = element.children.iter().filter_map(|child| match child {
            StructChild::Content(content) => self.marks_of(*content).first(),
            StructChild::Element(_) => None,
        });
        let own_page = contents.map(|mark| mark.page).next().or_else(|| links.first().map(|link| link.page));
        let page = |page: u32| self.pages.get(page as usize).copied();
        if let Some(page) = own_page.and_then(page) {
            out.put("/Pg ").reference(page);
        }
        out.put("/K[");
        for child in &element.children {
            match child {
                StructChild::Element(id) => {
                    if let Some(object) = self.reference(*id) {
                        out.reference(object).put(" ");
                    }
                }
                StructChild::Content(content) => {
                    for mark in self.marks_of(*content) {
                        match page(mark.page).filter(|_| Some(mark.page) != own_page) {
                            None => out.int(i64::from(mark.mcid)).put(" "),
                            Some(page) => {
                                out.put("<</Type/MCR/Pg ").reference(page).put("/MCID ");
                                out.int(i64::from(mark.mcid)).put(">>")
                            }
                        };
                    }
                }
            }
        }
        for link in links {
            out.put("<</Type/OBJR/Obj ").reference(link.annotation);
            if let Some(page) = page(link.page).filter(|_| Some(link.page) != own_page) {
                out.put("/Pg ").reference(page);
            }
            out.put(">>");
        }
        out.put("]");
    }

    fn attributes(&self, out: &mut Vec<u8>, id: StructId, element: &StructElem) {
        match element.kind {
            StructType::Th | StructType::Td => cell_attributes(out, element),
            StructType::L => {
                let numbering = element.list_numbering.map_or("None", numbering_name);
                out.put("/A<</O/List/ListNumbering/").put(numbering).put(">>");
            }
            StructType::Figure | StructType::Formula => {
                if let Some((_, bounds)) = self.bounds.get(&id) {
                    out.put("/A<</O/Layout/BBox[");
                    for bound in bounds {
                        out.decimal(*bound, 2).put(" ");
                    }
                    out.put("]>>");
                }
            }
            _ => {}
        }
    }
}

fn cell_attributes(out: &mut Vec<u8>, element: &StructElem) {
    let scope = match (element.kind, element.scope) {
        (StructType::Th, Some(Scope::Row)) => "/Scope/Row",
        (StructType::Th, Some(Scope::Both)) => "/Scope/Both",
        (StructType::Th, _) => "/Scope/Column",
        _ => "",
    };
    if scope.is_empty() && element.col_span <= 1 && element.row_span <= 1 {
        return;
    }
    out.put("/A<</O/Table").put(scope);
    if element.col_span > 1 {
        out.put("/ColSpan ").int(i64::from(element.col_span));
    }
    if element.row_span > 1 {
        out.put("/RowSpan ").int(i64::from(element.row_span));
    }
    out.put(">>");
}

fn numbering_name(numbering: ListNumbering) -> &'static str {
    match numbering {
        ListNumbering::None => "None",
        ListNumbering::Disc => "Disc",
        ListNumbering::Circle => "Circle",
        ListNumbering::Square => "Square",
        ListNumbering::Decimal => "Decimal",
        ListNumbering::UpperRoman => "UpperRoman",
        ListNumbering::LowerRoman => "LowerRoman",
        ListNumbering::UpperAlpha => "UpperAlpha",
        ListNumbering::LowerAlpha => "LowerAlpha",
    }
}
