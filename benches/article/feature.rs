//! The same articles with notes and pull quotes, which a magazine lets float.

use super::article::article;

/// How many words stand between two notes, and how many between two pull quotes.
const NOTE_EVERY: usize = 500;
const QUOTE_EVERY: usize = 1000;

/// An article of exactly so many words, those of notes and quotes not counted: 60 notes and 30 quotes in 30,000 words.
pub fn feature(words: usize) -> String {
    let (mut text, mut notes) = (String::new(), String::new());
    let (mut count, mut noted, mut quoted) = (0, 0, 0);
    for block in article(words).split_terminator("\n\n") {
        count += block.split(' ').count();
        text.push_str(block);
        let sentence = block.split_once(". ").map(|(sentence, _)| sentence);
        let Some(sentence) = sentence.filter(|sentence| !sentence.contains(['*', '-', '“', '"'])) else {
            text.push_str("\n\n");
            continue;
        };
        if count >= (noted + 1) * NOTE_EVERY {
            noted += 1;
            text.push_str(&format!("[^{noted}]"));
            notes.push_str(&format!("[^{noted}]: Of this it has been said before: {sentence}.\n\n"));
        }
        text.push_str("\n\n");
        if count >= (quoted + 1) * QUOTE_EVERY {
            quoted += 1;
            text.push_str(&format!("> [!PULLQUOTE]\n> {sentence}\n\n"));
        }
    }
    text + &notes
}
