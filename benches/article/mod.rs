//! Articles of any length, made of the examples' prose: the same text every time.
//!
//! The examples are short. Where their paragraphs come round again, every other long word is joined to the end of
//! another one, so that the number of different words grows as it does in an article of that length.

const SOURCES: [&str; 2] = [
    include_str!("../../examples/harbour/harbour.md"),
    include_str!("../../examples/lighthouse/lighthouse.md"),
];

const HEAD: &str = "---\ntitle: A Long Time at the Same Place\nsubtitle: What is measured here is only how long it \
                    takes to set it.\nauthor: Hanna Tregarth\ndate: 2025-11-08\nlanguage: en-GB\nkeywords: \
                    [harbours, navigation]\n---\n\n";

/// Words of at least as many letters change when their paragraph comes again.
const LONG: usize = 5;

/// An article of exactly so many words, its front matter not counted; a word is what stands between spaces.
pub fn article(words: usize) -> String {
    let blocks: Vec<&str> =
        SOURCES.iter().flat_map(|text| text.split("\n\n")).filter(|text| is_prose(text)).collect();
    let long: Vec<&str> =
        blocks.iter().flat_map(|text| text.split(' ')).filter(|word| is_long(word)).collect();
    let mut text = HEAD.to_owned();
    let mut left = words;
    let mut seen = 0_usize;
    for (round, block) in (0..).flat_map(|round| blocks.iter().map(move |block| (round, *block))) {
        let taken = block.split(' ').take(left).map(|word| {
            seen += usize::from(is_long(word));
            let changes = round > 0 && is_long(word) && seen.is_multiple_of(2);
            if changes { joined(word, long[(seen + round) * 7 % long.len()]) } else { word.to_owned() }
        });
        let taken: Vec<String> = taken.collect();
        left -= taken.len();
        text.push_str(&taken.join(" "));
        text.push_str("\n\n");
        if left == 0 {
            return text;
        }
    }
    text
}

/// Headings and paragraphs of running text, without notes, which would lack their other half.
fn is_prose(block: &str) -> bool {
    let starts = |start: &str| block.starts_with(start);
    let begins =
        starts("## ") || block.starts_with(|first: char| first.is_alphabetic() || "\"“*".contains(first));
    begins && !starts("***") && !block.contains(['\n', '[', '<', '{'])
}

fn is_long(word: &str) -> bool {
    word.len() >= LONG && word.bytes().all(|byte| byte.is_ascii_lowercase())
}

/// The first half of one word and the second of another.
fn joined(first: &str, second: &str) -> String {
    format!("{}{}", &first[..first.len() / 2], &second[second.len() / 2..])
}
