//! How long each stage takes, for articles of 700 and of 30,000 words: `cargo bench --bench stages`.
//!
//! `docs/benchmarks.md` has the results, and how the whole process is measured.

mod article;

use std::hint::black_box;
use std::sync::Arc;
use std::time::Duration;

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use offprint::diagnostic::Context;
use offprint::document::Document;
use offprint::epub::{self, EpubInput};
use offprint::font::FontBook;
use offprint::geometry::{Length, Size};
use offprint::image::ImageSet;
use offprint::layout::box_tree::BoxTree;
use offprint::layout::construct::construct;
use offprint::layout::flow::item::Flow;
use offprint::layout::flow::note::NoteList;
use offprint::layout::flow::{FlowContext, flow};
use offprint::layout::frame::PagedDocument;
use offprint::layout::inline::Typesetter;
use offprint::layout::page::numbers::PageNumbers;
use offprint::layout::page::paginate::paginate;
use offprint::layout::page::plan::PagePlan;
use offprint::layout::page::{Numbers, PageStyles};
use offprint::layout::paint::{Painted, Painter};
use offprint::layout::{LayoutInput, layout};
use offprint::markdown::{self, ParseOptions};
use offprint::pdf::{self, PdfOptions};
use offprint::source::{SourceId, Sources};
use offprint::structure::PageMap;
use offprint::style::{self, BASE, BuiltIn, COMMON, Origin, StyleOptions, Styles, Stylesheet};

const A4: Size = Size { width: Length::pt(595), height: Length::pt(842) };

/// An article with everything that stages below parsing take.
struct Article {
    sources: Sources,
    text: SourceId,
    sheets: Vec<SourceId>,
    document: Document,
    styles: Styles,
    fonts: Arc<FontBook>,
    images: Arc<ImageSet>,
}

impl Article {
    fn of(words: usize) -> Article {
        let mut sources = Sources::default();
        let text = sources.add("article.md", article::article(words));
        let sheets = vec![
            sources.add("base.css", BASE),
            sources.add("common.css", COMMON),
            sources.add("essay.css", BuiltIn::Essay.text()),
        ];
        let document = parse(&sources, text);
        let styles = styles(&document, &parse_sheets(&sources, &sheets));
        let (fonts, images) = (Arc::new(FontBook::bundled()), Arc::default());
        Article { sources, text, sheets, document, styles, fonts, images }
    }

    fn boxes(&self) -> BoxTree {
        construct(&self.document, &self.styles, &self.images, &PageNumbers::default(), &Context::new())
            .expect("the article is sound")
    }

    fn layout(&self) -> (PagedDocument, PageMap) {
        let (fonts, images) = (Arc::clone(&self.fonts), Arc::clone(&self.images));
        let input = LayoutInput { document: &self.document, styles: &self.styles, fonts, images };
        layout(&input, &Context::new()).expect("the article is sound")
    }

    fn pdf(&self, paged: &PagedDocument) -> Vec<u8> {
        pdf::write(paged, &PdfOptions::default(), &Context::new()).expect("the article is sound")
    }

    fn epub(&self, map: &PageMap) -> Vec<u8> {
        let context = Context::new();
        let sheets = parse_sheets(&self.sources, &self.sheets);
        let input = EpubInput {
            stylesheet: &style::export(&sheets.iter().collect::<Vec<_>>(), &|_| None, &context),
            images: &self.images,
            fonts: &[],
            faces: &self.fonts,
            page_map: Some(map),
            modified: None,
            identifier: &self.document.metadata.uuid_urn(),
        };
        epub::write(&self.document, &input, &context).expect("the article is sound")
    }
}

fn parse(sources: &Sources, text: SourceId) -> Document {
    markdown::parse(sources, text, &ParseOptions::default(), &Context::new()).expect("the article is sound")
}

fn parse_sheets(sources: &Sources, sheets: &[SourceId]) -> Vec<Stylesheet> {
    let origins = [Origin::Base, Origin::BuiltIn, Origin::BuiltIn];
    let parse = |(&sheet, origin)| {
        let text = sources.get(sheet).map(|source| Arc::clone(&source.text)).unwrap_or_default();
        Stylesheet::parse(sheet, &text, origin, &Context::new())
    };
    sheets.iter().zip(origins).map(parse).collect()
}

fn styles(document: &Document, sheets: &[Stylesheet]) -> Styles {
    let options = StyleOptions { default_page: A4, page_override: None };
    style::resolve(document, &sheets.iter().collect::<Vec<_>>(), &options, &Context::new())
}

/// The inner steps of layout, which share a typesetter and its shapes. The articles have no notes.
struct Setting<'a> {
    article: &'a Article,
    context: &'a Context,
    boxes: &'a BoxTree,
    pages: PageStyles<'a>,
    width: Length,
    grid: Length,
}

impl<'a> Setting<'a> {
    fn new(article: &'a Article, boxes: &'a BoxTree, context: &'a Context) -> Setting<'a> {
        let pages = PageStyles::new(&article.styles);
        let width = pages.text_room(None, Numbers::All).width;
        let grid = article.styles.node(article.document.root()).line_height();
        Setting { article, context, boxes, pages, width, grid }
    }

    fn typesetter<'t>(&self) -> Typesetter<'t>
    where
        'a: 't,
    {
        Typesetter::new(&self.article.document, &self.article.fonts, self.context)
    }

    fn flow<'t>(&'t self, typesetter: &'t Typesetter<'t>) -> Flow {
        let images = &self.article.images;
        let context =
            FlowContext::new(typesetter, self.context, images, self.grid, &self.pages, &self.boxes.links);
        flow(&context, &self.boxes.root, &[], false).expect("the article is sound")
    }

    fn paginate(&self, list: &Flow) -> Vec<PagePlan> {
        let room = |number: usize, name: Option<&Arc<str>>| self.pages.room(number, name);
        paginate(list, &NoteList::default(), self.grid, self.context, &room).expect("the article is sound")
    }

    fn paint<'t>(&'t self, typesetter: &'t Typesetter<'t>, list: Flow, plans: &[PagePlan]) -> Painted
    where
        'a: 't,
    {
        let notes = Flow::default();
        let numbers = PageNumbers::of(&list, &notes, plans, &self.pages);
        let painter = Painter {
            typesetter,
            page_styles: &self.pages,
            numbers,
            links: &self.boxes.links,
            anchors: &self.boxes.anchors,
            grid: self.grid,
            note_width: self.width,
            publication: None,
            language: Arc::from("en-GB"),
        };
        painter.paint(list, notes, plans, self.context).expect("the article is sound")
    }
}

fn stages(criterion: &mut Criterion) {
    for words in [700, 30_000] {
        let article = Article::of(words);
        let mut group = criterion.benchmark_group(format!("{words} words"));
        group.sample_size(10).measurement_time(Duration::from_secs(3));
        group.bench_function("parse", |bench| bench.iter(|| parse(&article.sources, article.text)));
        group.bench_function("style", |bench| {
            bench.iter(|| styles(&article.document, &parse_sheets(&article.sources, &article.sheets)));
        });
        group.bench_function("boxes", |bench| bench.iter(|| article.boxes()));

        let (context, boxes) = (Context::new(), article.boxes());
        let setting = Setting::new(&article, &boxes, &context);
        group.bench_function("shape and break", |bench| {
            bench.iter(|| {
                let typesetter = setting.typesetter();
                setting.flow(&typesetter)
            })
        });
        let typesetter = setting.typesetter();
        let list = setting.flow(&typesetter);
        let plans = setting.paginate(&list);
        group.bench_function("paginate", |bench| bench.iter(|| setting.paginate(black_box(&list))));
        group.bench_function("paint", |bench| {
            let list = || setting.flow(&typesetter);
            bench.iter_batched(
                list,
                |list| setting.paint(&typesetter, list, &plans),
                BatchSize::PerIteration,
            );
        });

        let (paged, map) = article.layout();
        group.bench_function("PDF", |bench| bench.iter(|| article.pdf(&paged)));
        group.bench_function("EPUB", |bench| bench.iter(|| article.epub(&map)));
        group.finish();
    }
}

criterion_group!(benches, stages);
criterion_main!(benches);
