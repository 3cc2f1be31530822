//! Settles what language the article is in, and notices when its words say otherwise.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::diagnostic::{Code, Context, Diagnostic};
use crate::document::{Document, Tag};
use crate::markdown::front_matter::language::checked;

/// How many words are looked at.
const SAMPLE: usize = 2_000;
/// Below this many words nothing is said.
const ENOUGH: usize = 25;

/// The commonest short words of each language; those of several languages count for each.
const STOP_WORDS: [(&str, &str); 15] = [
    (
        "en",
        "a i the and of to in is that it was for with as his on be at by this had not are but from or have an they which one you were her all she there would their we him been has when who will no if out so what up into than them can only other time new some could these may do its",
    ),
    (
        "de",
        "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor zur bis mehr durch man sein wurde ich wir",
    ),
    (
        "fr",
        "de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il sont avec son aux ou cette elle mais nous ses leur comme être fait été tout même sa deux sans ont ces y je vous où entre",
    ),
    (
        "es",
        "de la que el en y a los del se las por un para con no una su al lo como más pero sus le ya o este sí porque esta entre cuando muy sin sobre también me hasta hay donde quien desde todo nos fue es son era",
    ),
    (
        "it",
        "di e il la che in a per un del non sono le con si una da dei i nel è della più anche come al ma lo gli alla se ha delle o ne questo dal su ci dalla era degli nella suo essere aveva tra",
    ),
    (
        "pt",
        "de a o que e do da em um para é com não uma os no se na por mais as dos como mas foi ao ele das tem à seu sua ou ser quando muito há nos já está eu também só pelo pela até isso ela entre era",
    ),
    (
        "nl",
        "de van het een en in is dat op te zijn met voor niet aan er om ook als dan maar bij nog uit hij was door over naar heeft ze worden wordt tot je kan die ik geen deze wat zich waar hebben haar werd meer",
    ),
    (
        "pl",
        "w i na z się do nie że to o jest jak po od za przez a co tak ale dla był są czy tym jego już tylko może przy tego jej która które być był była oraz ich lub",
    ),
    (
        "sv",
        "och i att det som en på är av för med till den har de inte om ett han men var sig från så nu kan vi när år efter upp vid hon under man ut eller hade dem där skulle också mot bara",
    ),
    (
        "da",
        "og i at det er en til på som af for med de der den ikke har et fra han var men om sig kan vi så hun efter også blev ved nu være ud eller havde dem når hvor skal jeg",
    ),
    (
        "fi",
        "ja on ei se että hän oli joka kun mutta myös niin ovat kuin sen jos tai mitä ole olla sitä jo vain hänen ne vielä sekä ollut",
    ),
    (
        "ru",
        "и в не на что он с как это по но они к у его из за от то все так же была было для о вы мы ее её был бы или до когда только уже где если есть",
    ),
    (
        "cs",
        "a se v na je že s z do i o to k ve pro za by ale si po jako jsou nebo od už jeho byl aby který která které tak při jsem má",
    ),
    (
        "ro",
        "de și în la cu pe nu a o un că din să se pentru care este mai ca sunt au dar fi prin sau lui fost",
    ),
    ("tr", "ve bir bu da de için ile çok daha gibi olarak olan en ne kadar sonra ama var o ki her mi"),
];

/// The language of the metadata becomes the one given from outside, else the declared one, else English.
pub(super) fn settle(document: &mut Document, given: Option<&str>, context: &Context) {
    if let Some(language) = given.and_then(|tag| checked(tag, None, context)) {
        document.metadata.language = language;
    }
    let declared = !document.metadata.language.is_empty();
    if !declared {
        document.metadata.language = "en".to_owned();
        // Front matter that could not be read may declare one.
        if context.has_errors() {
            return;
        }
    }
    let Some(likely) = likely_language(document) else { return };
    let current = &document.metadata.language;
    let norwegian = |tag: &str| matches!(tag, "no" | "nb" | "nn" | "da");
    let primary = current.split('-').next().unwrap_or_default();
    if primary == likely || (norwegian(primary) && norwegian(likely)) {
        return;
    }
    let message = if declared {
        format!("the language is declared as `{current}`, but the text reads like `{likely}`")
    } else {
        format!("no language is declared, so `en` was taken, but the text reads like `{likely}`")
    };
    let span = document.metadata.span;
    let span = if span.end > 0 { span } else { document.span(document.root()) };
    let help = format!("say `language: {likely}` in front matter: it decides hyphenation, quotes and labels");
    context.report(Diagnostic::new(Code::LanguageMismatch, span, message).help(help));
}

/// The language that the text's words fit clearly better than that of the metadata; `None` if it fits well enough.
fn likely_language(document: &Document) -> Option<&'static str> {
    let primary = document.metadata.language.split('-').next().unwrap_or_default();
    let own = STOP_WORDS.iter().position(|(language, _)| *language == primary);
    if own.is_some_and(|own| fits(document, own)) {
        return None;
    }
    let (best, count, own, words) = match counted(sample(document), own) {
        Counted::Script(language) => return Some(language),
        Counted::Words { best, count, own, words } => (best, count, own, words),
    };
    let clear = own.map_or(count * 3 >= words, |own| count >= own * 2);
    (words >= ENOUGH && count * 6 >= words && clear).then_some(best)
}

/// The language of words, if enough of them are among its commonest.
#[cfg(feature = "import")]
pub(crate) fn of<'t>(words: impl Iterator<Item = &'t str>) -> Option<&'static str> {
    match counted(words.take(SAMPLE), None) {
        Counted::Script(language) => Some(language),
        Counted::Words { best, count, words, .. } => (words >= ENOUGH && count * 5 >= words).then_some(best),
    }
}

/// What the commonest words say.
enum Counted {
    /// Most words are in a script that as good as proves the language.
    Script(&'static str),
    /// The language that has most of them, how many, how many are of the language asked for, and all words.
    Words { best: &'static str, count: usize, own: Option<usize>, words: usize },
}

fn counted<'t>(sample: impl Iterator<Item = &'t str>, own: Option<usize>) -> Counted {
    let mut table: HashMap<&str, u32> = HashMap::new();
    for (at, (_, words)) in STOP_WORDS.iter().enumerate() {
        words.split(' ').for_each(|word| *table.entry(word).or_default() |= 1 << at);
    }
    let mut counts = [0usize; STOP_WORDS.len()];
    let mut scripts: BTreeMap<&'static str, usize> = BTreeMap::new();
    let mut words = 0;
    for word in sample {
        words += 1;
        if let Some(language) = word.chars().next().and_then(language_of_script) {
            *scripts.entry(language).or_default() += 1;
        } else if let Some(languages) = table.get(word.to_lowercase().as_str()) {
            counts.iter_mut().enumerate().for_each(|(at, count)| *count += (*languages >> at & 1) as usize);
        }
    }
    let script = scripts.into_iter().max_by_key(|(_, count)| *count);
    if let Some((language, _)) = script.filter(|(_, count)| count * 2 > words) {
        return Counted::Script(language);
    }
    let own = own.and_then(|own| counts.get(own).copied());
    let best = STOP_WORDS.iter().zip(counts).max_by_key(|(_, count)| *count);
    let (best, count) = best.map_or(("en", 0), |((language, _), count)| (*language, count));
    Counted::Words { best, count, own, words }
}

/// Whether the first words hold as many stop words of a language as its sentences do.
fn fits(document: &Document, language: usize) -> bool {
    let Some((_, stop_words)) = STOP_WORDS.get(language) else { return false };
    let stop_words: HashSet<&str> = stop_words.split(' ').collect();
    let first = sample(document).take(400);
    let (words, hits) = first.fold((0, 0), |(words, hits), word| {
        (words + 1, hits + usize::from(stop_words.contains(word.to_lowercase().as_str())))
    });
    words < ENOUGH || hits * 4 >= words
}

/// The first words of the text.
fn sample(document: &Document) -> impl Iterator<Item = &str> {
    let words = prose(document).flat_map(|text| text.split(|c: char| !c.is_alphabetic()));
    words.filter(|word| !word.is_empty()).take(SAMPLE)
}

/// The texts that are sentences: no code, and nothing that is marked as of another language.
fn prose(document: &Document) -> impl Iterator<Item = &str> {
    let mut stack = vec![document.root()];
    std::iter::from_fn(move || {
        loop {
            let node = stack.pop()?;
            if let Some(text) = document.text(node) {
                return Some(text.text.as_str());
            }
            let Some(element) = document.element(node) else { continue };
            let skipped = matches!(element.tag, Tag::Pre | Tag::Code | Tag::Kbd | Tag::Samp | Tag::Var);
            if !skipped && element.attributes.lang.is_none() {
                stack.extend(element.children.iter().rev());
            }
        }
    })
}

/// The language that a script as good as proves.
fn language_of_script(c: char) -> Option<&'static str> {
    Some(match c {
        '\u{370}'..='\u{3ff}' => "el",
        '\u{590}'..='\u{5ff}' => "he",
        '\u{600}'..='\u{6ff}' => "ar",
        '\u{900}'..='\u{97f}' => "hi",
        '\u{e00}'..='\u{e7f}' => "th",
        '\u{3040}'..='\u{30ff}' => "ja",
        '\u{4e00}'..='\u{9fff}' => "zh",
        '\u{ac00}'..='\u{d7af}' => "ko",
        _ => return None,
    })
}
