//! Fonts of the user's: variable ones with outlines of both kinds, and CFF; in the faces, in the PDF and in the EPUB.

mod support;

use std::collections::BTreeSet;
use std::io::{Cursor, Read as _};
use std::path::PathBuf;
use std::sync::Arc;

use offprint::assets::{Loader, MemoryLoader};
use offprint::convert::{Input, Options, Outputs, StyleInput, convert};
use offprint::diagnostic::Context;
use offprint::font::{FaceInfo, FontBook, FontId, FontQuery, FontStyle, read_faces};
use offprint::source::Sources;
use skrifa::instance::{Location, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{FontRef, GlyphId, MetadataProvider, Tag};

/// The variable fonts: the same letters with quadratic and with cubic outlines.
const VARIABLE: [&str; 2] = ["OffprintTestVariable.ttf", "OffprintTestVariable.otf"];
const FAMILY: &str = "Offprint Test Variable";

fn font(name: &str) -> Arc<[u8]> {
    let path = support::root().join("tests/fonts").join(name);
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display())).into()
}

fn book(name: &str) -> FontBook {
    let mut book = FontBook::bundled();
    for face in read_faces(&font(name)).expect("a font") {
        book.push(face);
    }
    book
}

fn select(book: &FontBook, weight: u16) -> FontId {
    let query = FontQuery { families: vec![FAMILY], weight, style: FontStyle::Normal, stretch: 100 };
    let found = book.select(&query).expect("a face");
    assert!(found.first_family && found.exact, "{weight}: {found:?}");
    found.id
}

#[test]
fn a_weight_is_a_place_on_the_axis() {
    for name in VARIABLE {
        let book = book(name);
        let info = |weight: u16| -> &FaceInfo { &book.face(select(&book, weight)).expect("a face").info };
        assert_eq!(info(400).weights(), (200, 900), "{name}");
        assert_eq!([150, 200, 650, 900, 1000].map(|weight| info(weight).weight), [200, 200, 650, 900, 900]);
        assert_eq!(select(&book, 650), select(&book, 650), "{name}: an instance is made once");
        assert_ne!(select(&book, 650), select(&book, 651), "{name}");
        let face = |weight| book.face(select(&book, weight)).expect("a face");
        let glyph = face(400).glyph('m').expect("a letter");
        let advances = [200, 400, 650, 900].map(|weight| face(weight).advance(glyph));
        assert!(advances.is_sorted() && advances[0] < advances[3], "{name}: {advances:?}");
        let stem = |weight| {
            let (left, right) = face(weight).outline(glyph).between(100.0, 110.0).expect("ink");
            right - left
        };
        assert!(stem(200) < stem(650) && stem(650) < stem(900), "{name}");
    }
}

const WORDS: &str = "hamburgefonts, a quick jump over the lazy dog.";

/// An article of three weights in one family, built in both formats, and what was said.
fn build(css: &str, fonts: Vec<Arc<[u8]>>, loader: MemoryLoader) -> (Outputs, Vec<String>) {
    let mut sources = Sources::default();
    let text = format!("---\nlanguage: en\ntitle: The\n---\n\n{WORDS}\n\n**{WORDS}**\n\n![Words](a.svg)\n");
    let source = sources.add("a.md", text);
    let sheet = sources.add("own.css", css);
    let context = Context::new();
    let loader: Arc<dyn Loader> = Arc::new(loader);
    let input = Input { source, fallback_title: None, loader: loader.as_ref() };
    let styles = vec![StyleInput::Sheet(sheet, Arc::clone(&loader))];
    let options = Options { epub: true, pdf: true, fonts, styles, ..Options::default() };
    let outputs = convert(&input, &options, &mut sources, &context).expect("both outputs");
    let said = context.take_diagnostics().into_iter().map(|message| message.message).collect();
    (outputs, said)
}

fn loader(fonts: &[&str]) -> MemoryLoader {
    let mut loader = MemoryLoader::default();
    let text = format!("<text x='2' y='20' font-family='{FAMILY}' font-weight='300'>tide</text>");
    loader.insert(
        "a.svg",
        format!("<svg xmlns='http://www.w3.org/2000/svg' width='90' height='30'>{text}</svg>").into_bytes(),
    );
    for name in fonts {
        loader.insert(name, font(name).to_vec());
    }
    loader
}

/// The font programs in a PDF: the key that holds each, and its bytes.
fn programs(outputs: &Outputs) -> Vec<(&'static str, Vec<u8>)> {
    let pdf = lopdf::Document::load_mem(outputs.pdf.as_deref().expect("a PDF")).expect("a PDF");
    let mut found = Vec::new();
    for dictionary in pdf.objects.values().filter_map(|object| object.as_dict().ok()) {
        for key in ["FontFile2", "FontFile3"] {
            let stream = dictionary.get(key.as_bytes()).and_then(lopdf::Object::as_reference);
            let stream =
                stream.ok().and_then(|id| pdf.get_object(id).and_then(lopdf::Object::as_stream).ok());
            found.extend(stream.map(|stream| (key, stream.decompressed_content().expect("a whole stream"))));
        }
    }
    found
}

#[derive(Default)]
struct Bounds([i32; 4]);

impl Bounds {
    fn add(&mut self, x: f32, y: f32) {
        let (x, y) = (x.round() as i32, y.round() as i32);
        let [left, bottom, right, top] = self.0;
        self.0 = [left.min(x), bottom.min(y), right.max(x), top.max(y)];
    }
}

impl OutlinePen for Bounds {
    fn move_to(&mut self, x: f32, y: f32) {
        self.add(x, y);
    }
    fn line_to(&mut self, x: f32, y: f32) {
        self.add(x, y);
    }
    fn quad_to(&mut self, _: f32, _: f32, x: f32, y: f32) {
        self.add(x, y);
    }
    fn curve_to(&mut self, _: f32, _: f32, _: f32, _: f32, x: f32, y: f32) {
        self.add(x, y);
    }
    fn close(&mut self) {}
}

/// A glyph: its advance and where its contours' corners lie.
fn shape(font: &FontRef<'_>, location: &Location, glyph: GlyphId) -> (i32, [i32; 4]) {
    let mut bounds = Bounds::default();
    if let Some(outline) = font.outline_glyphs().get(glyph) {
        let settings = DrawSettings::unhinted(Size::unscaled(), location);
        outline.draw(settings, &mut bounds).expect("the glyph can be drawn");
    }
    let advance = font.glyph_metrics(Size::unscaled(), location).advance_width(glyph);
    (advance.unwrap_or_default().round() as i32, bounds.0)
}

/// The letters of a text at a weight.
fn letters(font: &FontRef<'_>, weight: f32, text: &str) -> BTreeSet<(i32, [i32; 4])> {
    let location = font.axes().location([(Tag::new(b"wght"), weight)]);
    let glyphs = text.chars().filter_map(|letter| font.charmap().map(letter));
    glyphs.map(|glyph| shape(font, &location, glyph)).collect()
}

/// Whether each letter is among the shapes, within the rounding of a corner.
fn holds(shapes: &[(i32, [i32; 4])], letters: &BTreeSet<(i32, [i32; 4])>) -> bool {
    let near = |a: &[i32; 4], b: &[i32; 4]| a.iter().zip(b).all(|(a, b)| a.abs_diff(*b) <= 1);
    letters
        .iter()
        .all(|(advance, bounds)| shapes.iter().any(|shape| shape.0 == *advance && near(&shape.1, bounds)))
}

#[test]
fn each_weight_is_embedded_as_it_is_set() {
    let css = format!(
        "@media print {{ p, strong, h1 {{ font-family: \"{FAMILY}\" }} \
         strong {{ font-weight: 650 }} h1 {{ font-weight: 850 }} }}"
    );
    for name in VARIABLE {
        let (outputs, said) = build(&css, vec![font(name)], loader(&[]));
        assert_eq!(said, Vec::<String>::new(), "{name}");
        let bytes = font(name);
        let original = FontRef::new(&bytes).expect("a font");
        let programs = programs(&outputs);
        let plain: Vec<Vec<(i32, [i32; 4])>> = programs
            .iter()
            .map(|(key, program)| {
                assert_eq!(*key, "FontFile2", "{name}");
                let font = FontRef::new(program).expect("a font");
                for table in [b"fvar", b"gvar", b"CFF2", b"HVAR"] {
                    assert!(
                        font.table_data(Tag::new(table)).is_none(),
                        "{name} is embedded with its variations"
                    );
                }
                let count = u32::from(font.maxp_glyphs());
                (0..count).map(|glyph| shape(&font, &Location::default(), GlyphId::new(glyph))).collect()
            })
            .collect();
        for (weight, text) in [(400.0, WORDS), (650.0, WORDS), (850.0, "The"), (300.0, "tide")] {
            let letters = letters(&original, weight, text);
            let found = plain.iter().filter(|shapes| holds(shapes, &letters)).count();
            assert_eq!(found, 1, "{name}: weight {weight} stands in {found} of {} programs", plain.len());
        }
    }
}

trait Glyphs {
    fn maxp_glyphs(&self) -> u16;
}

impl Glyphs for FontRef<'_> {
    fn maxp_glyphs(&self) -> u16 {
        use skrifa::raw::TableProvider;
        self.maxp().expect("a font counts its glyphs").num_glyphs()
    }
}

#[test]
fn a_rule_bounds_a_variable_face() {
    let face = |weight: &str| {
        format!(
            "@font-face {{ font-family: Own; src: url({}); {weight} }} p, strong, h1 {{ font-family: Own }}",
            VARIABLE[0]
        )
    };
    let bytes = font(VARIABLE[0]);
    let original = FontRef::new(&bytes).expect("a font");
    for (weight, bold, exported) in [
        ("", 700.0, "font-family: \"Own\"; font-style"),
        ("font-weight: auto", 700.0, "font-family: \"Own\"; font-style"),
        ("font-weight: 200 900", 700.0, "font-weight: 200 900;"),
        ("font-weight: 600 300", 600.0, "font-weight: 300 600;"),
    ] {
        let (outputs, _) = build(&face(weight), Vec::new(), loader(&[VARIABLE[0]]));
        let letters = letters(&original, bold, "hamburgefonts");
        let programs = programs(&outputs);
        let found = programs.iter().any(|(_, program)| {
            let font = FontRef::new(program).expect("a font");
            let count = u32::from(font.maxp_glyphs());
            let shapes: Vec<_> =
                (0..count).map(|glyph| shape(&font, &Location::default(), GlyphId::new(glyph))).collect();
            holds(&shapes, &letters)
        });
        assert!(found, "{weight}: no program of weight {bold}");
        let sheet = sheet(&outputs);
        assert!(sheet.contains(exported), "{weight}: {sheet}");
    }
}

/// The EPUB's stylesheet.
fn sheet(outputs: &Outputs) -> String {
    let mut archive =
        zip::ZipArchive::new(Cursor::new(outputs.epub.as_deref().expect("a book"))).expect("a book");
    let name = archive.file_names().find(|name| name.ends_with(".css")).expect("a sheet").to_owned();
    let mut text = String::new();
    archive.by_name(&name).expect("it is listed").read_to_string(&mut text).expect("text");
    text
}

#[test]
fn faces_that_are_for_print_stay_out_of_the_book() {
    let face = format!("@font-face {{ font-family: Own; src: url({}) }}", VARIABLE[0]);
    let root = ":root { --own: Own, serif }";
    for (css, carried) in [
        (format!("{face} @media print {{ p {{ font-family: Own }} }}"), false),
        (format!("@media print {{ {face} }} p {{ font-family: Own }}"), false),
        (format!("{face} {root} @media print {{ p {{ font-family: var(--own) }} }}"), false),
        (format!("{face} {root} p {{ font-family: var(--own) }}"), true),
        (format!("{face} p {{ font: 1em Own }}"), true),
    ] {
        let (outputs, _) = build(&css, Vec::new(), loader(&[VARIABLE[0]]));
        assert_eq!(sheet(&outputs).contains("@font-face"), carried, "{css}");
        let book = outputs.epub.as_deref().expect("a book");
        let archive = zip::ZipArchive::new(Cursor::new(book)).expect("a book");
        assert_eq!(archive.file_names().any(|name| name.contains("fonts/")), carried, "{css}");
    }
}

#[test]
fn cubic_outlines_are_embedded_as_they_are() {
    let css = "@media print { p { font-family: \"Offprint Test\" } }";
    let (outputs, said) = build(css, vec![font("OffprintTest-Regular.otf")], loader(&[]));
    assert_eq!(said, ["the family “Offprint Test” has no face of weight 700; the nearest is used"]);
    let programs = programs(&outputs);
    let (_, program) = programs.iter().find(|(key, _)| *key == "FontFile3").expect("a bare CFF program");
    assert!(program.starts_with(&[1, 0]), "not CFF");
    assert!(program.len() < font("OffprintTest-Regular.otf").len(), "not a subset");
    let Some(pdftotext) = support::command("pdftotext") else { return };
    let file = support::scratch("fonts-cff").join("a.pdf");
    std::fs::write(&file, outputs.pdf.expect("a PDF")).expect("target can be written");
    let output =
        std::process::Command::new(pdftotext).arg("-raw").arg(&file).arg("-").output().expect("pdftotext");
    let text = String::from_utf8_lossy(&output.stdout).replace('\n', " ");
    assert!(text.contains(WORDS), "{text}");
}

#[test]
fn outputs_in_the_users_fonts_satisfy_the_checkers() {
    let folder = support::scratch("fonts-checkers");
    let (mut books, mut prints) = (Vec::<PathBuf>::new(), Vec::<PathBuf>::new());
    for (index, name) in VARIABLE.into_iter().chain(["OffprintTest-Regular.otf"]).enumerate() {
        let css = format!(
            "@font-face {{ font-family: Own; src: url({name}) }} p, strong, h1 {{ font-family: Own }} strong {{ font-weight: 650 }}"
        );
        let (outputs, _) = build(&css, vec![font(name)], loader(&[name]));
        for (ending, bytes, files) in [("epub", outputs.epub, &mut books), ("pdf", outputs.pdf, &mut prints)]
        {
            let file = folder.join(format!("{index}.{ending}"));
            std::fs::write(&file, bytes.expect("both outputs")).expect("target can be written");
            files.push(file);
        }
    }
    support::assert_sound("epubcheck", &books);
    support::assert_sound("verapdf", &prints);
}
