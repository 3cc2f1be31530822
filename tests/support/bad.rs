//! Bad input, one article for each way of going wrong, and what has to come of it.

use std::fs;
use std::path::Path;

/// What a build of bad input does.
#[derive(Clone, Copy, Debug)]
pub enum Outcome {
    /// Exit 1, an error of this code, no output touched.
    Refused(&'static str),
    /// Exit 0, both outputs, and a message of each of these codes.
    Built(&'static [&'static str]),
    /// Exit 0 with both outputs, or exit 1 with an error of this code: a limit that is the program's to choose.
    Limited(&'static str),
}

/// One bad article.
#[derive(Clone, Debug)]
pub struct Bad {
    /// What is bad about it; the file's stem.
    pub name: &'static str,
    /// The article.
    pub text: Vec<u8>,
    /// What has to come of it.
    pub outcome: Outcome,
}

use Outcome::{Built, Limited, Refused};

fn bad(name: &'static str, text: impl Into<Vec<u8>>, outcome: Outcome) -> Bad {
    Bad { name, text: text.into(), outcome }
}

fn article(text: &str) -> String {
    format!("---\nlanguage: en\n---\n\n# A title\n\nBefore.\n\n{text}\n\nAfterwards.\n")
}

fn body(name: &'static str, text: &str, outcome: Outcome) -> Bad {
    bad(name, article(text), outcome)
}

/// Every bad article.
pub fn all() -> Vec<Bad> {
    [unreadable(), front_matter(), images(), links(), html(), characters(), sizes()].concat()
}

fn unreadable() -> Vec<Bad> {
    vec![
        bad("not-utf8", b"# A title\n\nCaf\xe9 and more.\n".to_vec(), Refused("input-not-utf8")),
        bad("utf16", b"\xff\xfe#\0 \0A\0\n\0".to_vec(), Refused("input-not-utf8")),
        bad("empty", "", Refused("input-empty")),
        bad("blank", " \n\t\n\n", Refused("input-empty")),
        bad("only-front-matter", "---\ntitle: Alone\n---\n", Refused("input-empty")),
        bad("only-a-byte-order-mark", "\u{feff}", Refused("input-empty")),
    ]
}

fn front_matter() -> Vec<Bad> {
    let front = |name, front: &str, outcome| bad(name, format!("{front}\n\n# A title\n\nWords.\n"), outcome);
    vec![
        front(
            "front-unclosed-quote",
            "---\ntitle: \"Open\nlanguage: en\n---",
            Refused("front-matter-syntax"),
        ),
        front("front-not-a-map", "---\n- one\n- two\n---", Refused("front-matter-type")),
        front("front-wrong-type", "---\ntitle: [1, 2]\n---", Refused("front-matter-type")),
        front("front-toml-syntax", "+++\ntitle = \n+++", Refused("front-matter-syntax")),
        front("front-toml-type", "+++\ntitle = { a = 1 }\n+++", Refused("front-matter-type")),
        front(
            "front-unknown-key",
            "---\nlanguage: en\nautor: Ilse\n---",
            Built(&["front-matter-unknown-key"]),
        ),
        front("front-language", "---\nlanguage: not a language\n---", Built(&["language-invalid"])),
        front("front-date", "---\nlanguage: en\ndate: 2026-02-31\n---", Built(&["date-invalid"])),
        front("front-alias-bomb", &alias_bomb(), Limited("limit-reached")),
    ]
}

fn alias_bomb() -> String {
    let mut text = "---\na0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..12 {
        let before = vec![format!("*a{}", level - 1); 9].join(", ");
        text.push_str(&format!("a{level}: &a{level} [{before}]\n"));
    }
    text + "---"
}

fn images() -> Vec<Bad> {
    let image = |name, file: &str, outcome| body(name, &format!("![A picture]({file})"), outcome);
    vec![
        image("image-missing", "nowhere.png", Built(&["image-missing"])),
        image("image-folder", "folder.png", Built(&["image-missing"])),
        image("image-outside", "../outside.png", Built(&["image-outside-roots"])),
        image("image-root", "/etc/hostname", Built(&["image-outside-roots"])),
        image("image-link-outside", "linked.png", Built(&["image-outside-roots"])),
        image("image-broken", "broken.png", Built(&["image-broken"])),
        image("image-cut-short", "cut.png", Built(&["image-broken"])),
        image("image-empty", "empty.png", Built(&["image-unsupported"])),
        image("image-text", "text.png", Built(&[])),
        image("image-bomb", "bomb.png", Built(&["image-too-large"])),
        image("image-wide", "wide.png", Built(&[])),
        image("image-remote", "https://a.example/picture.png", Built(&["image-remote"])),
        image("image-script", "javascript:alert(1)", Built(&[])),
        image("image-data", "data:image/png;base64,AAAA", Built(&[])),
        image("image-svg-hostile", "hostile.svg", Built(&["svg-reduced"])),
        image("image-svg-bomb", "bomb.svg", Built(&[])),
        image("image-svg-broken", "broken.svg", Built(&["image-broken"])),
        image("image-svg-deep", "deep.svg", Built(&[])),
        body("image-without-alt", "![](wide.png)", Built(&["image-no-alt"])),
    ]
}

/// Writes the files that the articles with images name: into `folder`, and one beside it.
pub fn write_files(folder: &Path) {
    let write =
        |name: &str, bytes: &[u8]| fs::write(folder.join(name), bytes).expect("target can be written");
    let _ = fs::create_dir(folder.join("folder.png"));
    let small = png(4, 4);
    write("../outside.png", &small);
    let _ = fs::remove_file(folder.join("linked.png"));
    #[cfg(unix)]
    std::os::unix::fs::symlink("../outside.png", folder.join("linked.png")).expect("target can be written");
    write("broken.png", b"\x89PNG\r\n\x1a\nand then something else");
    write("cut.png", &small[..small.len() / 2]);
    write("empty.png", b"");
    write("text.png", b"only words");
    write("wide.png", &png(30_000, 2));
    write("bomb.png", &png(60_000, 60_000));
    write("hostile.svg", HOSTILE_SVG.as_bytes());
    write("bomb.svg", svg_bomb().as_bytes());
    write("broken.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><path d='M0 0");
    let deep = format!("{}{}", "<g>".repeat(20_000), "</g>".repeat(20_000));
    write(
        "deep.svg",
        format!("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'>{deep}</svg>").as_bytes(),
    );
}

/// A one-bit grey PNG of zeros: few bytes, however many pixels it claims.
pub fn png(width: u32, height: u32) -> Vec<u8> {
    use std::io::Write as _;
    let row = vec![0_u8; (width as usize).div_ceil(8) + 1];
    let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    for _ in 0..height.min(4_000) {
        packed.write_all(&row).expect("memory can be written");
    }
    let mut header = [width.to_be_bytes(), height.to_be_bytes()].concat();
    header.extend([1, 0, 0, 0, 0]);
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    for (kind, data) in
        [(b"IHDR", header), (b"IDAT", packed.finish().expect("memory can be written")), (b"IEND", vec![])]
    {
        file.extend(u32::try_from(data.len()).expect("a sample is small").to_be_bytes());
        file.extend(kind);
        file.extend(&data);
        let mut crc = flate2::Crc::new();
        crc.update(kind);
        crc.update(&data);
        file.extend(crc.sum().to_be_bytes());
    }
    file
}

const HOSTILE_SVG: &str = r##"<?xml version="1.0"?><?xml-stylesheet href="https://a.example/x.css"?>
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="90" height="60" onload="alert(1)">
<title>A sail</title><script>alert(1)</script><style>@import url(https://a.example/y.css); rect { fill: url(https://a.example/z.svg#a) }</style>
<image xlink:href="file:///etc/hostname" width="9" height="9"/><image href="https://a.example/p.png" width="9" height="9"/>
<use href="https://a.example/q.svg#s"/><a href="javascript:alert(1)"><path d="M0 60 L45 0 L90 60 Z"/></a>
<foreignObject width="9" height="9"><body xmlns="http://www.w3.org/1999/xhtml"><iframe src="https://a.example/"></iframe></body></foreignObject>
<rect width="9" height="9" onclick="alert(1)"/><animate attributeName="href" values="javascript:alert(1)"/></svg>"##;

fn svg_bomb() -> String {
    let mut text = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><defs><g id='g0'><rect width='1' height='1'/></g>".to_owned();
    for level in 1..10 {
        let uses = format!("<use href='#g{}'/>", level - 1).repeat(10);
        text.push_str(&format!("<g id='g{level}'>{uses}</g>"));
    }
    text + "</defs><use href='#g9'/></svg>"
}

fn links() -> Vec<Bad> {
    vec![
        body("link-nowhere", "[to](#nowhere)", Built(&["link-target-missing"])),
        body("link-empty", "[](https://a.example/) and [text]()", Built(&["link-empty"])),
        body(
            "link-script",
            "[click](javascript:alert(1)) [d](data:text/html,x) [v](vbscript:x)",
            Built(&["link-unsafe"]),
        ),
        body("link-file", "[see](other.md)", Built(&["link-to-file"])),
        body(
            "link-odd",
            "[a](<https://a.example/a b|c\\d^e{f}>) [b](https://é.example/ü?ö#ä) [c](http://[::1) [d](https://%zz/%)",
            Built(&[]),
        ),
        body("link-in-link", "[a <a href='https://b.example/'>b</a>](https://a.example/)", Built(&[])),
        body("heading-twice", "## Same\n\nOne.\n\n## Same\n\nTwo.", Built(&[])),
        body("id-twice", "## One {#same}\n\n## Two {#same}\n\n[to](#same)", Built(&["heading-duplicate-id"])),
        body("id-odd", "## One {#1 }\n\n## Two {#a\"b<c>&d}\n\n## Три\n\n## 😀\n\n## !!!", Built(&[])),
        body("heading-empty", "##\n\n## <!-- -->\n\nWords.", Built(&["heading-empty"])),
        body("heading-skips", "###### Six\n\n## Two\n\n# One", Built(&["heading-level"])),
        body("footnote-undefined", "Words[^none].", Built(&["footnote-undefined"])),
        body("footnote-unused", "Words.\n\n[^a]: Never called.", Built(&["footnote-unused"])),
        body("footnote-twice", "Words[^a].\n\n[^a]: One.\n\n[^a]: Two.", Built(&[])),
        body("footnote-in-footnote", "Words[^a].\n\n[^a]: See[^b].\n\n[^b]: Back[^a].", Built(&[])),
        body("footnote-in-heading", "## Words[^a]\n\n[^a]: Of a heading.", Built(&[])),
        body("footnote-empty", "Words[^a].\n\n[^a]:\n", Built(&[])),
    ]
}

fn html() -> Vec<Bad> {
    let rows: String = (0..40)
        .map(|row| format!("<tr><td colspan={0} rowspan={0}>x</td></tr>", row * 7_919 % 70_000))
        .collect();
    vec![
        body("html-script", "<script>alert(1)</script>\n\nA<script>b</script>c", Built(&["html-dropped"])),
        body(
            "html-frame",
            "<iframe src='https://a.example/'></iframe><object data=x></object><embed src=x>",
            Built(&["html-dropped"]),
        ),
        body(
            "html-handlers",
            "<p onclick='a()' style='position:fixed'>Words</p>\n<img src=x onerror=a()>",
            Built(&["html-dropped"]),
        ),
        body("html-unclosed", "<div><b>bold <i>both\n\nNext.\n\n<ul><li>a<li>b", Built(&[])),
        body("html-misnested", "<b><i>x</b></i> <a><p><a></p></a> </div></table></li>", Built(&[])),
        body(
            "html-stray",
            "<td>cell</td> <li>item</li> <dt>term</dt> <figcaption>x</figcaption>",
            Built(&[]),
        ),
        body("html-table-spans", &format!("<table>{rows}</table>"), Built(&[])),
        body("html-table-ragged", "<table><tr><td>a<td>b<td>c<tr><td>d</table>", Built(&[])),
        body("table-ragged", "|a|b|\n|-|-|\n|1|2|3|4|\n|5|", Built(&[])),
        body("html-comment-open", "<!-- never closed\n\nWords.", Built(&[])),
        body(
            "html-svg-math",
            "<svg><script>a()</script></svg><math><mi>x</mi></math>",
            Built(&["html-dropped"]),
        ),
        body("html-form", "<form action=x><input name=y><button>z</button></form>", Built(&["html-dropped"])),
        body(
            "html-base",
            "<base href='https://a.example/'><meta http-equiv=refresh content=0><link rel=stylesheet href=x>",
            Built(&["html-dropped"]),
        ),
        body("html-language", "<p lang='x y z' dir='up'>Words</p> <bdo dir=rtl>abc</bdo>", Built(&[])),
    ]
}

fn characters() -> Vec<Bad> {
    let controls: String = (0..32).chain(127..160).filter_map(char::from_u32).collect();
    vec![
        body(
            "control-characters",
            &format!("Words {controls} words `{controls}`"),
            Built(&["character-dropped"]),
        ),
        body("control-in-code", "```\na\u{0}b\u{1b}[31mc\u{7f}\n```", Built(&[])),
        body("non-characters", "a\u{fffe}b\u{ffff}c\u{1fffe}d\u{fdd0}e", Built(&[])),
        body("lone-combining", "\u{301}\n\n\u{20e3} \u{fe0f}\n\n`\u{301}`", Built(&[])),
        body("bidi-controls", "a\u{202e}b\u{2066}c\n\n\u{202d}\u{202d}\u{202d}d\u{2069}\u{2069}", Built(&[])),
        body("zero-width", "a\u{200b}b\u{200c}c\u{200d}d\u{2060}e\u{feff}f\u{ad}g", Built(&[])),
        body("private-use", "\u{e000}\u{f8ff}\u{100000}", Built(&["glyph-missing"])),
        body("astral", "𝕋𝕙𝕖 👩‍👩‍👧‍👦 🏳️‍🌈 𓀀", Built(&[])),
        body("many-marks", &format!("a{}", "\u{301}".repeat(5_000)), Built(&[])),
        body("line-separators", "a\u{2028}b\u{2029}c\u{85}d\u{b}e\u{c}f", Built(&[])),
        bad(
            "title-odd",
            "---\ntitle: \"\\0 <b>&amp;\\u202E\\\"\\\\ ]]> \\u0007\"\nauthor: \"<\\u0001>\"\nlanguage: en\n---\n\nWords.\n",
            Built(&[]),
        ),
        bad("returns", "# A title\r\rOne.\r\r\nTwo.\n\rThree.\r\n", Built(&[])),
    ]
}

fn sizes() -> Vec<Bad> {
    let cells = |n: usize, cell: &str| format!("|{}", format!("{cell}|").repeat(n));
    let table = format!("{}\n{}\n{}", cells(200, "h"), cells(200, "-"), cells(200, "c"));
    let nested_list: String =
        (0..5_000).map(|depth| format!("{}- x\n", " ".repeat(depth * 2 % 1_000))).collect();
    vec![
        body("long-word", &"a".repeat(100_000), Limited("limit-reached")),
        body("long-heading", &format!("## {}", "word ".repeat(20_000)), Limited("limit-reached")),
        body("long-code-line", &format!("```\n{}\n```", "x".repeat(100_000)), Limited("limit-reached")),
        bad("long-title", format!("# {}\n\nWords.\n", "word ".repeat(20_000)), Limited("limit-reached")),
        body("nested-quotes", &format!("{} deep", ">".repeat(5_000)), Limited("limit-reached")),
        body("nested-lists", &nested_list, Limited("limit-reached")),
        body("nested-lists-inline", &format!("{}x", "- ".repeat(5_000)), Limited("limit-reached")),
        body(
            "nested-emphasis",
            &format!("{}x{}", "*a _b ".repeat(2_500), "_ *".repeat(2_500)),
            Limited("limit-reached"),
        ),
        body("nested-tags", &format!("{}x", "<div><span>".repeat(5_000)), Limited("limit-reached")),
        body("wide-table", &table, Limited("limit-reached")),
        body("brackets", &"[".repeat(20_000), Limited("limit-reached")),
        body(
            "brackets-closed",
            &format!("{}{}", "[".repeat(10_000), "](x)".repeat(10_000)),
            Limited("limit-reached"),
        ),
        body("stars", &"*".repeat(20_000), Limited("limit-reached")),
        body("stars-apart", &"*a ".repeat(20_000), Limited("limit-reached")),
        body(
            "many-notes",
            &(0..500).map(|n| format!("w[^{n}]\n\n[^{n}]: n\n\n")).collect::<String>(),
            Limited("limit-reached"),
        ),
        body("tall-cell", &format!("|a|b|\n|-|-|\n|{}|x|", "word ".repeat(6_000)), Limited("limit-reached")),
        body("many-breaks", &"***\n\n".repeat(3_000), Limited("limit-reached")),
    ]
}
