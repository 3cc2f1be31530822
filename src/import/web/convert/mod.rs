//! Turns the article's part of a page into blocks and inlines.
//!
//! Steps, one file each: [`block`] and [`inline`] (what each element becomes), [`boxes`], [`quote`], [`list`], [`table`],
//! [`code`], [`embed`], [`figure`], [`picture`], [`note`], [`math`], [`style`] (what sheets say of spans), [`settle`] (levels of
//! headings, what announces notes). What was taken is marked, so that the rest can be named ([`super::rest`]).

mod block;
mod boxes;
mod code;
mod embed;
mod figure;
mod inline;
mod list;
mod math;
mod note;
mod picture;
mod quote;
mod settle;
mod style;
mod table;

use std::collections::{HashMap, HashSet};

use super::dom::{Dom, NONE, NodeId};
use super::extract::Place;
use super::survey::Survey;
use crate::assets::Loader;
use crate::diagnostic::{Code, Context, Diagnostic, Severity};
use crate::import::tree::{Block, Inline};
use crate::import::{File, LeftOut};
use crate::source::{SourceId, Span};

/// Quotes, lists, boxes and notes in each other, at most; what lies deeper stands beside. Markdown has a bound too.
const DEEPEST: usize = 24;

/// Reads the blocks of an article.
pub(super) struct Converter<'a> {
    pub(super) dom: &'a Dom,
    pub(super) survey: &'a Survey,
    pub(super) source: SourceId,
    context: &'a Context,
    loader: &'a dyn Loader,
    /// The page's own address.
    address: Option<String>,
    /// The name of the page's file, without its ending.
    stem: String,
    place: Option<&'a Place>,
    /// The nodes that the text's beginning lies in.
    above_start: HashSet<NodeId>,
    /// The nodes between the article's root and its text, the root among them.
    above_content: HashSet<NodeId>,
    /// Nodes whose words were taken, by their number.
    taken: Vec<bool>,
    /// Nodes that Markdown says in its own way: marks of notes, numbers of lines and equations.
    replaced: Vec<bool>,
    notes: note::Notes,
    styles: style::Sheet,
    files: HashMap<String, File>,
    /// Names that pictures in the page itself were given.
    drawn: usize,
    /// Their paths, by a hash of what they hold.
    drawn_before: HashMap<u64, String>,
    reads_dollars: bool,
    depth: usize,
    inline_depth: usize,
    too_deep: bool,
    /// A box is being read.
    in_box: bool,
    /// A picture before the text's beginning is being read.
    in_head: bool,
    /// What shows the headline.
    headline: Option<NodeId>,
    /// What was read and is none of the article after all, and why.
    dropped: Vec<LeftOut>,
}

/// What was made of an article.
pub(super) struct Converted {
    pub(super) blocks: Vec<Block>,
    pub(super) taken: Vec<bool>,
    pub(super) replaced: Vec<bool>,
    /// What was read and is none of the article after all, and why.
    pub(super) dropped: Vec<LeftOut>,
    pub(super) files: Vec<File>,
}

impl<'a> Converter<'a> {
    pub(super) fn new(
        dom: &'a Dom,
        survey: &'a Survey,
        source: SourceId,
        name: &str,
        address: Option<String>,
        context: &'a Context,
        loader: &'a dyn Loader,
    ) -> Converter<'a> {
        let stem = name.rsplit(['/', '\\']).next().unwrap_or(name);
        let stem = stem.rsplit_once('.').map_or(stem, |(stem, _)| stem);
        Converter {
            dom,
            survey,
            source,
            context,
            loader,
            address,
            stem: if stem.starts_with('<') { "page".to_owned() } else { stem.to_owned() },
            place: None,
            above_start: HashSet::new(),
            above_content: HashSet::new(),
            taken: vec![false; dom.nodes.len()],
            replaced: vec![false; dom.nodes.len()],
            notes: note::Notes::default(),
            styles: style::Sheet::read_from(dom),
            files: HashMap::new(),
            drawn: 0,
            drawn_before: HashMap::new(),
            reads_dollars: math::has_typesetter(dom),
            depth: 0,
            inline_depth: 0,
            too_deep: false,
            in_box: false,
            in_head: false,
            headline: None,
            dropped: Vec::new(),
        }
    }

    /// The words of a headline or another line of the head.
    pub(super) fn line(&mut self, id: NodeId) -> Vec<Inline> {
        let mut row = inline::Row::default();
        self.inline_children(id, &mut row);
        settle::plain(row.finish())
    }

    /// The article's text.
    pub(super) fn article(mut self, place: &'a Place, headline: Option<NodeId>) -> Converted {
        self.headline = headline;
        self.place = Some(place);
        self.above_start = self.dom.ancestors(place.start).collect();
        let to_root = self.dom.ancestors(place.content);
        self.above_content = to_root.take_while(|above| *above != self.dom.parent(place.root)).collect();
        self.notes = note::find(self.dom, self.survey, place.root);
        let mut flow = block::Flow::default();
        self.flow_children(place.root, &mut flow);
        let mut blocks = flow.finish();
        let mut dropped = settle::settle(&mut blocks, self.context);
        dropped.append(&mut self.dropped);
        if self.too_deep {
            let message = "what lies too deep in lists, quotations and boxes stands beside them";
            let limit = Diagnostic::new(Code::LimitReached, self.span(place.root), message);
            self.context.report(Diagnostic { severity: Severity::Warning, ..limit });
        }
        let mut files: Vec<File> = self.files.into_values().collect();
        files.sort_by(|one, other| one.path.cmp(&other.path));
        Converted { blocks, taken: self.taken, replaced: self.replaced, dropped, files }
    }

    pub(super) fn span(&self, id: NodeId) -> Span {
        let (start, end) = self.dom.node(id).map_or((0, 0), |node| (node.start, node.end));
        Span { source: self.source, start, end }
    }

    /// Marks the words of a node as taken.
    fn take(&mut self, id: NodeId) {
        self.taken.get_mut(id as usize).into_iter().for_each(|taken| *taken = true);
    }

    /// Marks all words below a node as said in Markdown's own way.
    fn replace(&mut self, id: NodeId) {
        for below in self.dom.walk(id) {
            self.replaced.get_mut(below as usize).into_iter().for_each(|replaced| *replaced = true);
        }
    }

    /// Marks all words below a node as taken.
    fn take_all(&mut self, id: NodeId) {
        for below in self.dom.walk(id) {
            self.taken.get_mut(below as usize).into_iter().for_each(|taken| *taken = true);
        }
    }

    /// Runs something one level deeper; `None` if that is too deep.
    fn deeper<T>(&mut self, read: impl FnOnce(&mut Self) -> T) -> Option<T> {
        if self.depth >= DEEPEST {
            self.too_deep = true;
            return None;
        }
        self.depth += 1;
        let result = read(self);
        self.depth -= 1;
        Some(result)
    }

    /// The words of a node on one line.
    fn words(&self, id: NodeId) -> String {
        self.dom.line_of(id)
    }

    /// The only element in a node that has words or a picture, if nothing else has any.
    fn only_child(&self, id: NodeId) -> NodeId {
        let mut shown = self.dom.children(id).filter(|child| {
            let facts = self.survey.facts(*child);
            let has_words = self.dom.text(*child).is_some_and(|text| !text.trim().is_empty());
            !facts.is_hidden
                && (has_words
                    || !self.dom.name(*child).is_empty() && (facts.letters > 0 || facts.has_picture))
        });
        match (shown.next(), shown.next()) {
            (Some(only), None) => only,
            _ => NONE,
        }
    }
}
