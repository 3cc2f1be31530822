//! Turns typewriter characters into those of the language: quotes, dashes, ellipses, spaces.
//!
//! Entry point: [`apply`]. Each block's text is looked at as a whole, across the borders of emphasis and links, so
//! that `"*word*"` gets its two quotes. Steps, one file each: [`flow`] (the text of a block and what must not be
//! touched in it), [`quotes`], [`dashes`], [`spaces`], [`binding`]; [`manner`] is the table of languages.
//!
//! Invariants: code, formulas and addresses stay as they are; so do marks that the author set; every text node keeps
//! an exact map to its source; the work is in proportion to the text.

mod binding;
mod dashes;
mod flow;
mod manner;
mod quotes;
mod spaces;

use crate::diagnostic::{Context, Stop};
use crate::document::{Document, Metadata};

use flow::{Edit, Flow};
use manner::Manner;

/// Sets all text of a document in the manner of its language, and the texts of its metadata too.
pub fn apply(document: &mut Document, context: &Context) -> Result<(), Stop> {
    for block in flow::blocks(document) {
        context.check()?;
        let flow = Flow::of(document, &block);
        let edits = edits(&flow, manner::of(document.language(block.node)));
        flow.write(document, &edits);
    }
    let manner = manner::of(&document.metadata.language);
    set_metadata(&mut document.metadata, manner);
    Ok(())
}

/// A text by itself in the manner of a language.
fn set_in(text: &str, manner: Manner) -> String {
    let flow = Flow::of_text(text);
    flow::edited(text, &edits(&flow, manner))
}

/// What is to be changed in a flow, sorted and apart.
fn edits(flow: &Flow, manner: Manner) -> Vec<Edit> {
    let mut edits = Vec::new();
    if flow.needs(|c| matches!(c, '"' | '\'')) {
        quotes::set(flow, manner, &mut edits);
    }
    if flow.needs(|c| matches!(c, '-' | '.' | '–' | '—')) {
        dashes::set(flow, manner, &mut edits);
    }
    spaces::set(flow, manner, &mut edits);
    binding::set(flow, &mut edits);
    edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
    let mut end = 0;
    edits.retain(|edit| {
        let apart = edit.range.start >= end;
        if apart {
            end = edit.range.end;
        }
        apart
    });
    edits
}

fn set_metadata(metadata: &mut Metadata, manner: Manner) {
    let set = |text: &mut String| {
        *text = set_in(text, manner);
    };
    set(&mut metadata.title);
    let texts =
        [&mut metadata.kicker, &mut metadata.subtitle, &mut metadata.description, &mut metadata.publication];
    texts.into_iter().flatten().for_each(set);
    for author in &mut metadata.authors {
        set(&mut author.name);
        author.bio.iter_mut().for_each(set);
    }
    metadata.credits.iter_mut().for_each(|credit| set(&mut credit.name));
}

#[cfg(test)]
mod tests {
    use super::{manner, set_in};

    fn set(text: &str, language: &str) -> String {
        set_in(text, manner::of(language))
    }

    #[test]
    fn english() {
        assert_eq!(
            set("\"It's 'fine',\" she said -- in the '90s.", "en"),
            "“It’s ‘fine’,” she said\u{a0}– in the ’90s."
        );
        assert_eq!(
            set("the dogs' bowls... 'Twas rock 'n' roll", "en-GB"),
            "the dogs’ bowls… ’Twas rock ’n’ roll"
        );
        assert_eq!(set("word---word, 1990--95, one - two", "en"), "word—word, 1990–95, one\u{a0}– two");
        assert_eq!(set("a -- b", "en-US"), "a—b");
        assert_eq!(set("so 5 - 3 = 2, and x - y.", "en-US"), "so 5 - 3 = 2, and x - y.");
        assert_eq!(set("6'2\" tall, 4\" nails", "en"), "6'2\" tall, 4\" nails");
        assert_eq!(
            set("pass --help and -v, see http://a.b/--x", "en"),
            "pass --help and -v, see http://a.b/--x"
        );
        assert_eq!(set("(\"yes\") \"\"", "en"), "(“yes”) “”");
    }

    #[test]
    fn what_reads_as_one_stays_on_one_line() {
        let bound = |text: &str| set(text, "en").replace('\u{a0}', "_");
        assert_eq!(bound("12 mm, 10 °C. 5 in all"), "12_mm, 10_°C. 5 in all");
        assert_eq!(bound("see Fig. 3, pp. 4 and §\n5"), "see Fig._3, pp._4 and §_5");
        assert_eq!(bound("Mr Smith and Dr. J. S. Bach"), "Mr_Smith and Dr._J._S. Bach");
        assert_eq!(bound("10 000 men in 1990 200 times"), "10_000 men in 1990 200 times");
        assert_eq!(
            bound("1 250 000, 3.141 592 653, 100 200 300 400 500"),
            "1_250_000, 3.141 592 653, 100 200 300 400 500"
        );
        assert_eq!(bound("a Most M. and the end. So it is."), "a Most M. and the end. So it is.");
        assert_eq!(
            set("z. B. um 8 Uhr, d. h. auf S. 5", "de"),
            "z.\u{a0}B. um 8\u{a0}Uhr, d.\u{a0}h. auf S.\u{a0}5"
        );
        assert_eq!(set("M. Dupont", "fr"), "M.\u{a0}Dupont");
    }

    #[test]
    fn other_languages() {
        assert_eq!(set("\"Er sagte: 'Ja!'\"", "de"), "„Er sagte: ‚Ja!‘“");
        assert_eq!(set("\"Ja\"", "de-CH"), "«Ja»");
        assert_eq!(
            set("\"Bonjour!\" dit-il : 'oui'; non?", "fr"),
            "«\u{202f}Bonjour\u{202f}!\u{202f}» dit-il\u{a0}: «\u{202f}oui\u{202f}»\u{202f}; non\u{202f}?"
        );
        assert_eq!(set("\"Hola 'tú'\"", "es"), "«Hola “tú”»");
        assert_eq!(set("\"Olá\"", "pt-BR"), "“Olá”");
        assert_eq!(set("\"Tak\" - i nie", "pl"), "„Tak”\u{a0}– i\u{a0}nie");
        assert_eq!(set("\"Hej\"", "sv"), "”Hej”");
        assert_eq!(set("\"Да 'нет'\" - он", "ru"), "«Да „нет“»\u{a0}— он");
        assert_eq!(set("L'eau d'ici", "fr"), "L’eau d’ici");
        assert_eq!(set("\"Dat is 'n goede\"", "nl"), "“Dat is ’n goede”");
    }
}
