//! Pictures through the whole conversion: what is kept, what is said, and that nothing hostile gets through.

#[path = "images/moving.rs"]
mod moving;
#[path = "images/rasters.rs"]
mod rasters;
mod support;

use std::io::{Cursor, Read as _, Write as _};
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use image::{DynamicImage, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};
use offprint::assets::MemoryLoader;
use offprint::convert::{Input, Options, Outputs, convert};
use offprint::diagnostic::Context;
use offprint::source::Sources;

/// An article with one picture, built in both formats, and what was said.
fn build(name: &str, picture: impl Into<Vec<u8>>) -> (Outputs, Vec<String>) {
    build_text(name, picture, &format!("![Words]({name})"))
}

/// The same with other words than an image's in the fifth line.
fn build_text(name: &str, picture: impl Into<Vec<u8>>, text: &str) -> (Outputs, Vec<String>) {
    let mut loader = MemoryLoader::default();
    loader.insert(name, picture.into());
    let mut sources = Sources::default();
    let source = sources.add("a.md", format!("# A picture\n\nText.\n\n{text}\n"));
    let context = Context::new();
    let input = Input { source, fallback_title: None, loader: &loader };
    let options = Options { epub: true, pdf: true, ..Options::default() };
    let outputs = convert(&input, &options, &mut sources, &context).expect("a picture never ends a build");
    let said = context.take_diagnostics().into_iter();
    let said = said.map(|message| {
        let place = message.span.and_then(|span| sources.locate(span)).expect("a message has a place");
        format!("{}:{}: {}: {}", place.0, place.1.line, message.code.as_str(), message.message)
    });
    (outputs, said.collect())
}

/// The pictures of an EPUB besides its cover: names and files.
fn pictures(outputs: &Outputs) -> Vec<(String, Vec<u8>)> {
    let bytes = outputs.epub.as_deref().expect("an EPUB was made");
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("the EPUB is a ZIP file");
    let mut found = Vec::new();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).expect("the entry can be read");
        if file.name().contains("images/") && !file.name().ends_with("cover.png") {
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).expect("the entry is whole");
            found.push((file.name().to_owned(), bytes));
        }
    }
    found
}

/// The content streams of a PDF's form XObjects, in the order of the file.
fn forms(outputs: &Outputs) -> String {
    let bytes = outputs.pdf.as_deref().expect("a PDF was made");
    let pdf = lopdf::Document::load_mem(bytes).expect("the PDF can be read");
    let streams = pdf.objects.values().filter_map(|object| object.as_stream().ok());
    let forms = streams.filter(|stream| {
        stream.dict.get(b"Subtype").and_then(lopdf::Object::as_name).is_ok_and(|name| name == b"Form")
    });
    let texts = forms.map(|form| {
        let content = form.decompressed_content().expect("the stream is whole");
        String::from_utf8_lossy(&content).into_owned()
    });
    texts.collect::<Vec<_>>().join("---\n")
}

fn suite(name: &str) -> Vec<u8> {
    std::fs::read(support::root().join("tests/suite/images").join(name)).expect("the suite's file is there")
}

fn golden(name: &str, text: &str) {
    let path = support::root().join("tests/ref/images").join(name);
    if std::env::var_os("UPDATE").is_some() {
        std::fs::create_dir_all(path.parent().unwrap_or(Path::new("."))).expect("the folder can be made");
        std::fs::write(&path, text).expect("the golden can be written");
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(expected == text, "{} differs; UPDATE=1 rewrites it:\n{text}", path.display());
}

#[test]
fn drawings_are_cleaned_for_readers_and_drawn_in_the_pdf() {
    for name in ["paints", "masked", "hostile", "reduced"] {
        let (outputs, said) = build(&format!("{name}.svg"), suite(&format!("{name}.svg")));
        let pictures = pictures(&outputs);
        let [(_, svg)] = pictures.as_slice() else { panic!("{name}: {} pictures", pictures.len()) };
        let svg = String::from_utf8_lossy(svg);
        for word in ["script", "invalid", "secret", "alert", "passwd", "javascript", "DOCTYPE"] {
            assert!(!svg.contains(word), "{name} still holds {word}");
        }
        let text = format!("{}\n\n{svg}\n\n{}", said.join("\n"), forms(&outputs));
        golden(&format!("{name}.txt"), &text);
    }
}

#[test]
fn a_drawing_without_a_name_of_its_own_needs_words() {
    let svg = |title: &str| {
        format!(
            "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'>{title}<path d='M0 0h9v9z'/></svg>"
        )
    };
    let warning = "a.md:5: image-no-alt: the image “a.svg” has no alternative text";
    let (bare, named) = (svg(""), svg("<title>A sail</title>"));
    let cases = [(&bare, "![](a.svg)", true), (&bare, "![](a.svg){decorative}", false)];
    let more = [(&bare, "![Words](a.svg)", false), (&named, "![](a.svg)", false)];
    for (svg, text, warned) in cases.into_iter().chain(more) {
        let said = build_text("a.svg", svg.as_str(), text).1;
        assert_eq!(said, if warned { vec![warning] } else { vec![] }, "{text} {svg}");
    }
}

#[test]
fn drawings_that_would_explode_are_refused() {
    let svg =
        |inside: &str| format!("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'>{inside}</svg>");
    let mut uses = String::from("<g id='u0'><path d='M0 0h9'/></g>");
    let mut patterns = String::from("<pattern id='p0' width='1' height='1'><path d='M0 0h9'/></pattern>");
    for level in 1..12 {
        let ten = format!("<use href='#u{}'/>", level - 1).repeat(10);
        uses += &format!("<g id='u{level}'>{ten}</g>");
        let ten = format!("<rect width='1' height='1' fill='url(#p{})'/>", level - 1).repeat(10);
        patterns += &format!("<pattern id='p{level}' width='1' height='1'>{ten}</pattern>");
    }
    let mut entities = String::from("<!DOCTYPE svg [<!ENTITY e0 'lol'>");
    for level in 1..12 {
        let ten = format!("&e{};", level - 1).repeat(10);
        entities += &format!("<!ENTITY e{level} '{ten}'>");
    }
    entities += "]>";
    let deep = "<g>".repeat(5_000) + &"</g>".repeat(5_000);
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    gzip.write_all(svg("").replace("</svg>", &" ".repeat(40 << 20)).as_bytes())
        .expect("memory can be written");
    let hostile: [(&str, Vec<u8>); 7] = [
        ("uses", svg(&uses).into()),
        ("patterns", svg(&patterns).into()),
        ("entities", (entities + &svg("<text>&e11;</text>")).into()),
        ("deep", svg(&deep).into()),
        ("gzip", gzip.finish().expect("memory can be written")),
        ("huge", "<svg xmlns='http://www.w3.org/2000/svg' width='1e30' height='9'/>".into()),
        ("unclosed", "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><g>".into()),
    ];
    for (name, bytes) in hostile {
        let (outputs, said) = build(&format!("{name}.svg"), bytes);
        assert!(pictures(&outputs).is_empty(), "{name} stands in the EPUB");
        assert!(said.iter().any(|line| line.starts_with("a.md:5: image-")), "{name}: {said:?}");
    }
}

#[test]
fn packed_drawings_are_unpacked() {
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    gzip.write_all(&suite("paints.svg")).expect("memory can be written");
    let (outputs, said) = build("paints.svgz", gzip.finish().expect("memory can be written"));
    assert_eq!(said, Vec::<String>::new());
    assert_eq!(pictures(&outputs), pictures(&build("paints.svg", suite("paints.svg")).0));
}

fn encoded(image: impl Into<DynamicImage>, format: ImageFormat) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    image.into().write_to(&mut out, format).expect("the picture can be encoded");
    out.into_inner()
}

fn slope(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| Rgb([(x % 256) as u8, (y % 256) as u8, 90]))
}

fn data_url(kind: &str, bytes: &[u8]) -> String {
    format!("data:image/{kind};base64,{}", STANDARD.encode(bytes))
}

/// A drawing of 120 × 80 with pictures inside it, a row of ten.
fn drawing(addresses: &[String]) -> String {
    let image = |(index, address): (usize, &String)| {
        format!("<image x='{}' width='10' height='10' href='{address}'/>", index * 12)
    };
    let images: String = addresses.iter().enumerate().map(image).collect();
    format!("<svg xmlns='http://www.w3.org/2000/svg' width='120' height='80'>{images}</svg>")
}

/// Widths and heights of a PDF's images, masks left out.
fn sizes(outputs: &Outputs) -> Vec<(i64, i64)> {
    let pdf = lopdf::Document::load_mem(outputs.pdf.as_deref().expect("a PDF was made")).expect("a PDF");
    let number =
        |dictionary: &lopdf::Dictionary, key: &[u8]| dictionary.get(key).and_then(lopdf::Object::as_i64);
    let streams =
        pdf.objects.values().filter_map(|object| object.as_stream().ok()).map(|stream| &stream.dict);
    let images =
        streams.clone().filter(|dictionary| dictionary.has_type(b"XObject") && dictionary.has(b"Width"));
    let masks: Vec<_> = streams
        .filter_map(|dictionary| dictionary.get(b"SMask").and_then(lopdf::Object::as_reference).ok())
        .collect();
    let masks = masks.iter().filter_map(|mask| pdf.get_object(*mask).and_then(lopdf::Object::as_stream).ok());
    let masks: Vec<_> = masks.map(|mask| &mask.dict).collect();
    let images = images.filter(|image| !masks.contains(image));
    let mut sizes: Vec<_> = images
        .map(|image| (number(image, b"Width").unwrap_or(0), number(image, b"Height").unwrap_or(0)))
        .collect();
    sizes.sort_unstable();
    sizes
}

#[test]
fn pictures_inside_drawings_are_shown_in_both_outputs() {
    let clear = RgbaImage::from_fn(30, 20, |x, _| Rgba([9, 9, 9, (x * 8) as u8]));
    let addresses = [
        data_url("png", &encoded(slope(31, 20), ImageFormat::Png)),
        data_url("jpeg", &rasters::turned()),
        data_url("webp", &encoded(clear, ImageFormat::WebP)),
        data_url("gif", &encoded(DynamicImage::ImageRgb8(slope(33, 20)).into_rgba8(), ImageFormat::Gif)),
        data_url("png", &encoded(slope(31, 20), ImageFormat::Png)),
    ];
    let (outputs, said) = build("a.svg", drawing(&addresses));
    assert_eq!(said, Vec::<String>::new());
    assert_eq!(sizes(&outputs), [(20, 40), (30, 20), (31, 20), (33, 20)]);
    assert_eq!(forms(&outputs).matches(" Do Q").count(), 5);
    let pictures = pictures(&outputs);
    let [(_, svg)] = pictures.as_slice() else { panic!("{} pictures", pictures.len()) };
    let svg = String::from_utf8_lossy(svg);
    let data: Vec<&str> =
        svg.split("data:image/").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!(data.len(), 5);
    for address in data {
        let (kind, data) = address.split_once(";base64,").expect("base64");
        assert!(matches!(kind, "png" | "jpeg"), "{kind}");
        let bytes = STANDARD.decode(data).expect("base64");
        image::load_from_memory(&bytes).expect("readers can decode it");
        assert!(!bytes.windows(8).any(|window| window == b"Stennick"), "it tells where it was taken");
    }
}

#[test]
fn outputs_with_drawings_satisfy_the_checkers() {
    let folder = support::scratch("images-drawings");
    let addresses =
        [data_url("png", &encoded(slope(31, 20), ImageFormat::Png)), data_url("jpeg", &rasters::turned())];
    let inside = drawing(&addresses).into_bytes();
    let drawings = ["paints", "masked"].map(|name| (name, suite(&format!("{name}.svg"))));
    let (mut books, mut prints) = (Vec::new(), Vec::new());
    for (name, bytes) in drawings.into_iter().chain([("inside", inside)]) {
        let (outputs, _) = build(&format!("{name}.svg"), bytes);
        for (ending, bytes, files) in [("epub", outputs.epub, &mut books), ("pdf", outputs.pdf, &mut prints)]
        {
            let file = folder.join(format!("{name}.{ending}"));
            std::fs::write(&file, bytes.expect("both outputs are made")).expect("target can be written");
            files.push(file);
        }
    }
    support::assert_sound("epubcheck", &books);
    support::assert_sound("verapdf", &prints);
}

#[test]
fn pictures_inside_drawings_that_are_none_or_too_large_are_left_out() {
    let svg = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><path d='M0 0h9'/></svg>";
    let large = support::bad::png(9_000, 4_000);
    for address in [
        data_url("svg+xml", svg.as_bytes()),
        data_url("png", b"no picture"),
        data_url("png", &support::bad::png(60_000, 60_000)),
        "data:text/html,<script>alert(1)</script>".replace('<', "&lt;"),
        "picture.png".to_owned(),
        "https://a.example/picture.png".to_owned(),
        "file:///etc/passwd".to_owned(),
        "data:".to_owned(),
    ] {
        let (outputs, said) = build("a.svg", drawing(std::slice::from_ref(&address)));
        let (_, svg) = pictures(&outputs).pop().expect("the drawing is there");
        assert!(!String::from_utf8_lossy(&svg).contains("<image"), "{address}");
        assert_eq!(sizes(&outputs), [], "{address}");
        assert!(
            said.iter().any(|line| line.contains("a picture inside the drawing was left out")),
            "{said:?}"
        );
    }
    let (outputs, said) = build("a.svg", drawing(&[data_url("png", &large), data_url("png", &large)]));
    assert_eq!((sizes(&outputs), said.len()), (vec![(9_000, 4_000)], 1), "{said:?}");
    let shown = format!("<image id='i' width='9' height='9' href='{}'/>", data_url("png", &vec![0; 4 << 20]));
    let svg = format!("{shown}{}", "<use href='#i'/>".repeat(90));
    let (outputs, said) =
        build("a.svg", format!("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'>{svg}</svg>"));
    assert!(pictures(&outputs).is_empty(), "{said:?}");
}
