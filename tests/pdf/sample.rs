//! Documents for the tests.

use std::sync::Arc;

use offprint::geometry::Length;
use offprint::image::ImageFormat;
use offprint::layout::frame::{LineStyle, LinkTarget, PagedDocument, Shift};
use offprint::structure::{ListNumbering, Scope, StructId, StructType as T};

use crate::builder::{Builder, ITALIC, MONO, SERIF};
use crate::pictures;

/// One page with a heading and a paragraph.
pub fn small() -> PagedDocument {
    let mut b = Builder::new("Tide tables (a small file)");
    b.document.info.authors = vec!["Ada Whitlock".into(), "José Núñez".into()];
    b.document.info.date = Some("2026-11-23".into());
    let article = b.element(T::Art, b.root());
    b.destination("tide");
    b.line(T::H1, article, "Tide tables");
    b.paragraph(article, &["The ofﬁce opened at high water, and no¬", "body came until ebb."]);
    b.document.outline = vec![b.bookmark("Tide tables", "tide", vec![])];
    b.finish()
}

/// Two pages with an example of all that the writer knows.
pub fn everything() -> PagedDocument {
    let mut b = Builder::new("Everything & more");
    b.document.info.authors = vec!["Ada Whitlock".into()];
    b.document.info.keywords = vec!["tides".into(), "harbours".into()];
    b.document.info.subject = Some("A page of all that a page can hold".into());
    b.document.info.date = Some("2026-11-23T10:30:00+01:00".into());
    b.document.info.identifier = "urn:uuid:00000000-0000-5000-8000-000000000000".into();
    let article = b.element(T::Art, b.root());
    b.destination("top");
    b.line(T::H1, article, "Everything on two pages");
    b.paragraph(
        article,
        &["The ofﬁce opened at high water, and no¬", "body came until ebb: “nine” – or ten…"],
    );
    linked_paragraph(&mut b, article);
    b.rule(LineStyle::Solid);
    b.rule(LineStyle::Dashed);
    b.rule(LineStyle::Dotted);
    list(&mut b, article);
    b.destination("table");
    b.line(T::H2, article, "A table");
    table(&mut b, article);
    figures(&mut b, article);
    split_paragraph(&mut b, article);
    b.destination("end");
    b.line(T::H2, article, "The end");
    let aside = b.element(T::Aside, article);
    b.background();
    b.line(T::P, aside, "A sidebar on a translucent ground.");
    let quote = b.element(T::BlockQuote, article);
    let said = b.line(T::P, quote, "Une citation en français.");
    b.document.structure.get_mut(said).expect("an element").lang = Some("fr".into());
    note(&mut b, article);
    let below = vec![b.bookmark("A table", "table", vec![]), b.bookmark("The end – ça va", "end", vec![])];
    b.document.outline = vec![b.bookmark("Everything on two pages", "top", below)];
    b.finish()
}

fn linked_paragraph(b: &mut Builder, article: StructId) {
    let p = b.element(T::P, article);
    let before = b.content(p);
    let at = b.text(SERIF, 11, "Ask ", 72, before);
    let link = b.element(T::Link, p);
    let inside = b.content(link);
    let run = b.run(ITALIC, 11, "the harbour office");
    let end = b.place(run, at, inside);
    b.link_area(link, at, end, LinkTarget::Uri("https://example.org/tides?a=b c&d=é".into()));
    let after = b.content(p);
    let run = b.run(SERIF, 11, " or read the ");
    let at = b.place(run, end, after);
    let reference = b.element(T::Reference, p);
    let link = b.element(T::Link, reference);
    let mark = b.content(link);
    let mut run = b.run(SERIF, 7, "1");
    run.shifts.push(Shift { y: Length::pt(4), ..Shift::default() });
    let end = b.place(run, at, mark);
    b.link_area(link, at, end, LinkTarget::Internal("note-1".into()));
    let code = b.element(T::Code, p);
    let tag = b.content(code);
    let run = b.run(MONO, 10, " tide --now");
    b.place(run, end, tag);
    b.down(24);
}

fn list(b: &mut Builder, article: StructId) {
    let list = b.element(T::L, article);
    b.document.structure.get_mut(list).expect("an element").list_numbering = Some(ListNumbering::Decimal);
    for (label, text) in [("1.", "First the moon."), ("2.", "Then the sun.")] {
        let item = b.element(T::Li, list);
        let lbl = b.element(T::Lbl, item);
        let tag = b.content(lbl);
        b.text(SERIF, 11, label, 72, tag);
        let body = b.element(T::LBody, item);
        let tag = b.content(body);
        b.text(SERIF, 11, text, 90, tag);
        b.down(15);
    }
    b.down(12);
}

fn table(b: &mut Builder, article: StructId) {
    let table = b.element(T::Table, article);
    let rows: [(T, [&str; 2]); 3] = [
        (T::THead, ["Port", "High water"]),
        (T::TBody, ["Stennick", "06:12"]),
        (T::TBody, ["Ardmore", "07:40"]),
    ];
    let head = b.element(T::THead, table);
    let body = b.element(T::TBody, table);
    for (section, cells) in rows {
        let (holder, kind) = if section == T::THead { (head, T::Th) } else { (body, T::Td) };
        let row = b.element(T::Tr, holder);
        for (index, text) in cells.into_iter().enumerate() {
            let cell = b.element(kind, row);
            if kind == T::Th {
                b.document.structure.get_mut(cell).expect("an element").scope = Some(Scope::Column);
            }
            let p = b.element(T::P, cell);
            let tag = b.content(p);
            b.text(SERIF, 10, text, 72 + 120 * index as i32, tag);
        }
        b.down(14);
    }
    b.down(10);
}

fn figures(b: &mut Builder, article: StructId) {
    let figure = b.element(T::Figure, article);
    b.document.structure.get_mut(figure).expect("an element").alt =
        Some("Pictures of every kind — in a row".into());
    for (index, (format, bytes)) in pictures::all().into_iter().enumerate() {
        let tag = b.content(figure);
        let (column, row) = (index as i32 % 4, index as i32 / 4);
        b.down(70 * row);
        b.picture(&bytes, format, 72 + 110 * column, 1, tag);
        b.down(-70 * row);
    }
    b.down(150);
    for orientation in 1..=8 {
        let tag = b.content(figure);
        b.picture(
            &pictures::corner(orientation),
            ImageFormat::Png,
            72 + 56 * (i32::from(orientation) - 1),
            orientation,
            tag,
        );
    }
    b.down(80);
    let caption = b.element(T::Caption, figure);
    let tag = b.content(caption);
    b.text(ITALIC, 9, "Every kind of picture", 72, tag);
    b.down(20);
}

fn split_paragraph(b: &mut Builder, article: StructId) {
    let p = b.element(T::P, article);
    let tag = b.content(p);
    b.text(SERIF, 11, "This paragraph begins on one page ", 72, tag);
    b.page();
    b.text(SERIF, 11, "and ends on the next.", 72, tag);
    b.down(20);
}

fn note(b: &mut Builder, article: StructId) {
    b.destination("note-1");
    let note = b.element(T::Note, article);
    b.document.structure.get_mut(note).expect("an element").id = Some("note-1".into());
    let lbl = b.element(T::Lbl, note);
    let tag = b.content(lbl);
    let at = b.text(SERIF, 8, "1 ", 72, tag);
    let p = b.element(T::P, note);
    let tag = b.content(p);
    let run = b.run(SERIF, 8, "A note at the foot.");
    b.place(run, at, tag);
    b.down(12);
}

/// A page with one picture.
pub fn picture(format: ImageFormat, bytes: &[u8]) -> PagedDocument {
    let mut b = Builder::new("A picture");
    let article = b.element(T::Art, b.root());
    b.line(T::H1, article, "A picture");
    let figure = b.element(T::Figure, article);
    b.document.structure.get_mut(figure).expect("an element").alt = Some("A picture".into());
    let tag = b.content(figure);
    b.picture(bytes, format, 72, 1, tag);
    b.finish()
}

/// More characters than one byte has codes for, and a letter of two glyphs.
pub fn many_characters() -> PagedDocument {
    let mut b = Builder::new("Many characters");
    let article = b.element(T::Art, b.root());
    b.line(T::H1, article, "Many characters");
    let face = b.face(SERIF);
    let known = |character: &char| face.glyph(*character).is_some();
    let ranges = ['À'..='ž', 'Α'..='ω', 'А'..='я', 'ѐ'..='ҿ'];
    let all: Vec<char> = ranges.into_iter().flatten().filter(known).collect();
    for line in all.chunks(30) {
        let text: String = line.iter().flat_map(|character| [*character, ' ']).collect();
        b.paragraph(article, &[&text]);
    }
    b.finish()
}

/// Characters that stand for nothing that others would know.
pub fn private_characters() -> PagedDocument {
    let mut b = Builder::new("Private characters");
    let article = b.element(T::Art, b.root());
    let heading = b.element(T::H1, article);
    let tag = b.content(heading);
    let mut run = b.run(SERIF, 11, "a b c d");
    let mut text = String::new();
    for (glyph, character) in
        run.glyphs.iter_mut().zip(['a', ' ', '\u{E000}', ' ', '\u{FEFF}', '\u{F0000}', 'd'])
    {
        (glyph.text_start, glyph.text_length) = (text.len() as u32, character.len_utf8() as u16);
        text.push(character);
    }
    run.text = text;
    b.place(run, Length::pt(72), tag);
    b.finish()
}

/// A letter that is set as two glyphs, as marks often are.
pub fn two_glyphs() -> PagedDocument {
    let mut b = Builder::new("Two glyphs");
    let article = b.element(T::Art, b.root());
    let heading = b.element(T::H1, article);
    let tag = b.content(heading);
    let mut run = b.run(SERIF, 11, "caffe´ noir");
    run.text = "caffé noir".into();
    for (index, glyph) in run.glyphs.iter_mut().enumerate().skip(5) {
        glyph.text_start = index as u32 + 1;
        glyph.text_length = u16::from(index > 5);
    }
    run.glyphs[4].text_length = 2;
    run.shifts.push(Shift { glyph: 5, x: Length::pt(-1), y: Length::ZERO });
    for glyph in run.glyphs.iter_mut().skip(6) {
        glyph.text_start -= 1;
    }
    b.place(run, Length::pt(72), tag);
    b.finish()
}

/// A tree with every fault that the writer repairs.
pub fn broken_structure() -> PagedDocument {
    let mut b = Builder::new("Faults");
    let article = b.element(T::Art, b.root());
    let tag = b.content(article);
    b.text(SERIF, 11, "Bare content in an article", 72, tag);
    b.down(16);
    b.line(T::H3, article, "A heading of the third level");
    b.line(T::Li, article, "A stray item");
    b.line(T::Td, article, "A stray cell");
    let list = b.element(T::L, article);
    b.line(T::P, list, "A paragraph in a list");
    let table = b.element(T::Table, article);
    let head = b.element(T::THead, table);
    b.line(T::Td, head, "A cell in a head without body");
    let row = b.element(T::Tr, head);
    let wide = b.line(T::Td, row, "A cell over three columns, in a ragged table");
    b.document.structure.get_mut(wide).expect("an element").col_span = 3;
    b.line(T::Figure, article, "A picture without words");
    b.line(T::Note, article, "A note without an id");
    b.line(T::Note, article, "Another note without an id");
    let p = b.line(T::P, article, "A paragraph in a paragraph");
    b.line(T::P, p, "The inner paragraph");
    let reference = b.line(T::Reference, p, "A reference with an area");
    let (from, to) = (Length::pt(72), Length::pt(140));
    b.link_area(reference, from, to, LinkTarget::Uri("https://example.org/".into()));
    b.element(T::Sect, article);
    let tag = b.content(StructId(9_999));
    b.text(SERIF, 11, "Content of no element", 72, tag);
    b.finish()
}

/// A paragraph whose first letter stands two lines lower than the rest of its word.
pub fn large_initial() -> PagedDocument {
    let mut b = Builder::new("A large initial");
    let article = b.element(T::Art, b.root());
    b.line(T::H1, article, "A large initial");
    let p = b.element(T::P, article);
    let tag = b.content(p);
    let mut rest = b.run(SERIF, 10, "he light went out.");
    let after = rest.split_off(2).expect("a glyph for each letter");
    let mut space = b.run(SERIF, 10, " ");
    let mut letter = b.run(SERIF, 48, "T");
    let word: Arc<str> = "The".into();
    for run in [&mut space, &mut letter, &mut rest] {
        run.word = Some(Arc::clone(&word));
    }
    let (left, right) = (Length::pt(72), Length::pt(104));
    b.place(space, right, tag);
    b.down(28);
    b.place(letter, left, tag);
    b.down(-28);
    let end = b.place(rest, right, tag);
    b.place(after, end, tag);
    b.down(14);
    b.text(SERIF, 10, "Nobody saw it.", 104, tag);
    b.finish()
}
