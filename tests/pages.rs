//! What an editor looks for on every page of the examples: no widow, no orphan, no heading at the foot.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

/// The parts of the structure that hold lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Paragraph,
    Heading,
    Note,
    /// Cells and pictures, which are not divided.
    Whole,
}

/// A block of text: what it is, and the lines that it has on each page, as heights in tenths of a point.
#[derive(Debug)]
struct Block {
    kind: Kind,
    pages: BTreeMap<usize, BTreeSet<i64>>,
}

fn dump(stage: &str, example: &str, style: &str, page: &str) -> String {
    let file = format!("{}/examples/{example}/{example}.md", env!("CARGO_MANIFEST_DIR"));
    let output = Command::new(env!("CARGO_BIN_EXE_offprint"))
        .args(["dump", "--stage", stage, "--style", style, "--page", page, &file])
        .output()
        .expect("the program starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("a dump is text")
}

/// The block that each piece of content belongs to, blocks in the order of the structure.
fn owners(structure: &str) -> (Vec<Kind>, BTreeMap<String, usize>) {
    let (mut kinds, mut owners) = (Vec::new(), BTreeMap::new());
    let mut open: Vec<(usize, Option<usize>, bool)> = Vec::new();
    for line in structure.lines() {
        let depth = line.len() - line.trim_start().len();
        let name = line.split_whitespace().next().unwrap_or_default();
        open.retain(|(outer, ..)| *outer < depth);
        let (block, in_note) = open.last().map_or((None, false), |(_, block, in_note)| (*block, *in_note));
        if name.strip_prefix('c').is_some_and(|id| id.bytes().all(|byte| byte.is_ascii_digit())) {
            owners.extend(block.map(|block| (name.to_owned(), block)));
            continue;
        }
        let in_note = in_note || name == "Note";
        let kind = match name {
            "P" | "LBody" if in_note => Some(Kind::Note),
            "P" | "LBody" => Some(Kind::Paragraph),
            "Td" | "Th" | "Figure" => Some(Kind::Whole),
            "H1" | "H2" | "H3" | "H4" | "H5" | "H6" => Some(Kind::Heading),
            _ => None,
        };
        let own = kind.map(|kind| {
            kinds.push(kind);
            kinds.len() - 1
        });
        let holds_lines = !matches!(name, "L" | "Lbl" | "Table" | "Code");
        open.push((depth, own.or(block).filter(|_| holds_lines), in_note));
    }
    (kinds, owners)
}

/// The blocks with their lines. Of each block only text of its most common size makes lines: note calls stand higher.
fn blocks(example: &str, style: &str, page: &str) -> Vec<Block> {
    let (kinds, owners) = owners(&dump("structure", example, style, page));
    let mut items: Vec<Vec<(usize, i64, String)>> = kinds.iter().map(|_| Vec::new()).collect();
    let mut number = 0;
    for line in dump("layout", example, style, page).lines() {
        number += usize::from(line.starts_with("page "));
        let Some(rest) = line.trim_start().strip_prefix("text ") else { continue };
        let head = rest.split('"').next().unwrap_or_default();
        let mut words = head.split_whitespace();
        let (place, tag) = (words.next().expect("a place"), words.next().expect("a tag"));
        let y: f64 = place.split(',').nth(1).and_then(|y| y.parse().ok()).expect("a height");
        let size = head.split(" wide ").next().and_then(|head| head.split_whitespace().last());
        if let Some(&block) = owners.get(tag) {
            items[block].push((number, (y * 10.0).round() as i64, size.expect("a size").to_owned()));
        }
    }
    let block = |(kind, items): (&Kind, Vec<(usize, i64, String)>)| {
        let mut sizes: BTreeMap<&str, usize> = BTreeMap::new();
        items.iter().for_each(|(.., size)| *sizes.entry(size).or_default() += 1);
        let usual = sizes.iter().max_by_key(|(_, count)| **count).map(|(size, _)| *size);
        let mut pages: BTreeMap<usize, BTreeSet<i64>> = BTreeMap::new();
        for (page, y, _) in items.iter().filter(|(.., size)| Some(size.as_str()) == usual) {
            pages.entry(*page).or_default().insert(*y);
        }
        Block { kind: *kind, pages }
    };
    kinds.iter().zip(items).map(block).collect()
}

#[test]
fn no_widows_orphans_or_stranded_headings_in_the_examples() {
    let mut divided = 0;
    for example in ["harbour", "lighthouse", "handbook"] {
        for (style, page) in [("essay", "a4"), ("essay", "letter"), ("essay", "a5"), ("magazine", "a5")] {
            let blocks = blocks(example, style, page);
            for (index, block) in blocks.iter().enumerate() {
                let place = format!("{example} in {style} at {page}, {block:?}");
                let counts: Vec<usize> = block.pages.values().map(BTreeSet::len).collect();
                if counts.len() > 1 {
                    divided += 1;
                    assert!(counts.first() > Some(&1), "an orphan: {place}");
                    assert!(counts.last() > Some(&1), "a widow: {place}");
                }
                if block.kind == Kind::Heading {
                    let own = block.pages.keys().last();
                    let follows = |next: &Block| {
                        matches!(next.kind, Kind::Paragraph | Kind::Whole) && next.pages.keys().next() == own
                    };
                    assert!(blocks[index..].iter().any(follows), "a stranded heading: {place}");
                }
            }
        }
    }
    assert!(divided > 20, "only {divided} paragraphs go over a page");
}
