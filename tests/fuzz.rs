//! A bounded, repeatable share of fuzzing on the stable compiler: the functions of `fuzz/targets.rs` over mutations
//! of the suite's own inputs. `OFFPRINT_FUZZ_RUNS` sets how many for each (the default keeps it to seconds).

#[path = "../fuzz/targets.rs"]
mod targets;

use std::path::Path;

/// Marsaglia's xorshift: the same inputs on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % bound.max(1) as u64).unwrap_or(0)
    }
}

fn files(folder: &str, extensions: &[&str], list: &mut Vec<Vec<u8>>) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut paths: Vec<_> =
        std::fs::read_dir(&root).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
        if path.is_dir() {
            let inner = path.strip_prefix(env!("CARGO_MANIFEST_DIR")).unwrap_or(&path).display().to_string();
            files(&inner, extensions, list);
        } else if extensions.contains(&extension) {
            list.extend(std::fs::read(&path).ok().filter(|bytes| bytes.len() < 60_000));
        }
    }
}

/// Cuts, repeats, flips and splices.
fn mutate(seeds: &[Vec<u8>], random: &mut Random) -> Vec<u8> {
    const TOKENS: &[&str] = &[
        "*",
        "_",
        "`",
        "[",
        "](",
        "> ",
        "- ",
        "1. ",
        "|",
        "\n\n",
        "<div>",
        "</p>",
        "<td>",
        "[^1]",
        "[^1]: ",
        "$$",
        "~~",
        "{#a}",
        "---\n",
        "{",
        "}",
        ":",
        ";",
        "calc(",
        "var(--a)",
        "@page",
        "\u{202E}",
        "\u{0}",
        "\u{301}",
        "\u{AD}",
        "é",
        "日本",
        "العربية",
        "\t",
    ];
    let mut bytes = seeds.get(random.below(seeds.len())).cloned().unwrap_or_default();
    let longest = 4_000;
    if bytes.len() > longest {
        let start = random.below(bytes.len() - longest);
        bytes = bytes.split_off(start);
        bytes.truncate(longest);
    }
    for _ in 0..1 + random.below(8) {
        let at = random.below(bytes.len() + 1);
        match random.below(5) {
            0 => bytes.truncate(at),
            1 => {
                let token = TOKENS.get(random.below(TOKENS.len())).copied().unwrap_or("*");
                let count = 1 + random.below(40);
                bytes.splice(at..at, token.repeat(count).into_bytes());
            }
            2 => {
                let value = random.below(256) as u8;
                bytes.get_mut(at).into_iter().for_each(|byte| *byte = value);
            }
            3 => {
                let end = (at + random.below(60)).min(bytes.len());
                let piece = bytes.get(at..end).unwrap_or_default().to_vec();
                bytes.splice(at..at, piece.repeat(1 + random.below(6)));
            }
            _ => {
                let end = (at + random.below(200)).min(bytes.len());
                bytes.drain(at..end);
            }
        }
    }
    bytes
}

fn runs(default: usize) -> usize {
    std::env::var("OFFPRINT_FUZZ_RUNS").ok().and_then(|runs| runs.parse().ok()).unwrap_or(default)
}

fn fuzz(seeds: &[Vec<u8>], count: usize, seed: u64, target: fn(&[u8])) {
    assert!(!seeds.is_empty(), "no seeds");
    let mut random = Random(seed);
    for run in 0..runs(count) {
        let input = mutate(seeds, &mut random);
        let result = std::panic::catch_unwind(|| target(&input));
        assert!(result.is_ok(), "run {run} panicked on:\n{}", String::from_utf8_lossy(&input));
    }
}

fn articles() -> Vec<Vec<u8>> {
    let mut list = Vec::new();
    files("tests/suite", &["md"], &mut list);
    files("examples", &["md"], &mut list);
    list
}

#[test]
fn markdown() {
    fuzz(&articles(), 600, 0x9E37_79B9_7F4A_7C15, targets::markdown);
}

#[test]
fn front_matter() {
    let matter = "Xtitle: A title\nauthors:\n  - name: A\n    bio: B\ndate: 2026-11-23\nlanguage: en-GB\ncredits: [{role: Photos, name: C}]\n";
    fuzz(
        &[matter.as_bytes().to_vec(), b"Ytitle = 'A'\n[[authors]]\nname = 'B'\n".to_vec()],
        600,
        0xD1B5_4A32_D192_ED03,
        targets::front_matter,
    );
}

#[test]
fn css() {
    let mut list = Vec::new();
    files("styles", &["css"], &mut list);
    files("tests/suite", &["css"], &mut list);
    fuzz(&list, 400, 0x94D0_49BB_1331_11EB, targets::css);
}

/// Documents of a few blocks of the suite's own, so that what is cut from one may still be JSON.
#[test]
fn pandoc_json() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite/import/constructs.json");
    let json = std::fs::read_to_string(path).expect("the suite is there");
    let blocks = json.split_once("\"blocks\":[").map(|(_, blocks)| blocks).expect("it has blocks");
    let blocks: Vec<&str> = blocks.split(",{\"t\":\"Header\"").collect();
    let seeds = blocks.iter().map(|part| {
        let part = part.strip_suffix("]}").unwrap_or(part).trim_end();
        let first = if part.starts_with('{') { "" } else { "{\"t\":\"Header\"" };
        format!("{{\"pandoc-api-version\":[1,23],\"meta\":{{}},\"blocks\":[{first}{part}]}}").into_bytes()
    });
    fuzz(&seeds.collect::<Vec<_>>(), 600, 0xE703_7ED1_A0B4_28DB, targets::pandoc_json);
}

/// Archives that are damaged, and articles and metadata of EPUBs that are.
#[test]
fn epub() {
    let article = "<header class=\"title-block\"><hgroup>\n<h1 class=\"headline\" id=\"a\">A title</h1>\n</hgroup>\n\
         <p class=\"byline\">By <span class=\"author\">A</span></p>\n</header>\n<p>A &amp; b<a class=\"noteref\" \
         href=\"#fn-1\">1</a></p>\n<figure>\n<img src=\"a.png\" alt=\"\" data-src=\"b.png\"/><figcaption>C</figcaption>\n\
         </figure>\n<table>\n<tbody>\n<tr>\n<td class=\"align-left\" colspan=\"2\">D</td>\n</tr>\n</tbody>\n</table>\n\
         <ul class=\"task-list\">\n<li class=\"task\"><input type=\"checkbox\" checked=\"checked\"/> E</li>\n</ul>\n\
         <section class=\"footnotes\"><aside class=\"footnote\" id=\"fn-1\"><p><span class=\"note-label\">1.</span> F</p>\
         </aside></section>";
    let metadata =
        "<dc:creator id=\"a\">A</dc:creator><meta refines=\"#a\" property=\"schema:email\">a@b.c</meta>";
    let text = format!("Y{metadata}\n{article}");
    let book = [&b"Z"[..], &targets::archive::epub(metadata, article)].concat();
    fuzz(&[text.into_bytes(), book], 6_000, 0xA24B_AED4_963E_E407, targets::epub);
}

/// Pages of as many publishing systems, and of the rules.
#[test]
fn web_page() {
    let mut list = Vec::new();
    files("tests/suite/import/web", &["html", "htm"], &mut list);
    files("tests/suite/import/pages/seen", &["html"], &mut list);
    fuzz(&list, 400, 0xA076_1D64_78BD_642F, targets::web_page);
}

/// Texts of every kind and encoding, cut and mixed.
#[test]
fn plain_text() {
    let mut list = Vec::new();
    files("tests/suite/import/text", &["txt"], &mut list);
    files("tests/suite/import/texts/seen", &["txt"], &mut list);
    fuzz(&list, 600, 0x2545_F491_4F6C_DD1D, targets::plain_text);
}

#[test]
fn image() {
    let mut list = Vec::new();
    files("examples", &["png", "jpg", "svg"], &mut list);
    files("tests/suite", &["png", "jpg", "gif", "webp", "svg"], &mut list);
    fuzz(&list, 60, 0xBF58_476D_1CE4_E5B9, targets::image);
}

#[test]
fn convert() {
    fuzz(&articles(), 60, 0x2545_F491_4F6C_DD1D, targets::convert);
}

/// Articles in style sheets of their own: columns, floats, named pages, turned tables.
#[test]
fn convert_in_styles() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite/layout");
    let entries = std::fs::read_dir(folder).expect("the suite is there");
    let seeds = entries.filter_map(|entry| {
        let article = entry.ok()?.path();
        let sheet = std::fs::read(article.with_extension("css")).ok()?;
        let article =
            std::fs::read(&article).ok().filter(|_| article.extension().is_some_and(|is| is == "md"))?;
        Some([article.as_slice(), &[0, 0], &sheet].concat())
    });
    let mut seeds: Vec<Vec<u8>> = seeds.collect();
    seeds.sort();
    fuzz(&seeds, 60, 0xA076_1D64_78BD_642F, targets::convert);
}
