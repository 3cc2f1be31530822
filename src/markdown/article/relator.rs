//! The closed list of what people besides the authors do for an article, as it is printed in each language, and the
//! MARC relator code of each.

use super::names;
use crate::document::{Credit, Labels};

/// One kind of work.
struct Relator {
    /// The MARC code.
    code: &'static str,
    /// How a line of credits begins, `|` between the forms, in lower case; the first is what we print in English.
    phrases: &'static str,
    /// What front matter may call the role: nouns, in lower case.
    nouns: &'static str,
}

/// Order matters where one phrase begins another: the longest match counts.
const RELATORS: [Relator; 12] = [
    Relator {
        code: "edt",
        phrases: "edited by|copyedited by|copy-edited by|copy edited by|copy editing by|copyediting by|editing by|\
                  copy editor|editor|redigiert von|lektoriert von|lektorat von|redaktion von|redaktion|lektorat|\
                  édité par|révisé par|relu par|édition de|révision|relecture|secrétariat de rédaction|\
                  editado por|corregido por|edición de|corrección de|edición|a cura di|redazione di|revisione di|\
                  redazione|revisado por|revisto por|edição de|revisão de|edição|revisão|geredigeerd door|\
                  bewerkt door|eindredactie|redactie|redakcja|korekta|zredagował|zredagowała|redigerad av|\
                  redigering|redaktör|korrektur|под редакцией|редактор|корректор",
        nouns: "editor|copyeditor|copy editor|copy-editor|copyediting|editing",
    },
    Relator {
        code: "pfr",
        phrases: "proofread by|proofreading by|proofreader|korrektorat|korrekturgelesen von|corrección de pruebas",
        nouns: "proofreader|proofreading",
    },
    Relator {
        code: "pht",
        phrases: "photos by|photo by|photographs by|photograph by|photography by|pictures by|photos|photography|\
                  fotos von|foto von|fotografien von|bilder von|fotos|fotografie|photos de|photo de|\
                  photographies de|photographies|photo|fotos de|foto de|fotografías de|fotografía de|fotografía|\
                  foto di|fotografie di|foto|fotografias de|fotografia de|foto’s van|foto's van|foto’s|foto's|\
                  zdjęcia|fot.|fotografie|foton av|bilder av|foto av|фото|фотографии|фотограф",
        nouns: "photographer|photography|photos|photographs",
    },
    Relator {
        code: "ill",
        phrases: "illustrations by|illustration by|illustrated by|drawings by|drawing by|graphics by|charts by|\
                  artwork by|art by|illustrations|illustration|illustrationen von|illustriert von|zeichnungen von|\
                  grafik von|grafiken von|illustrationen|grafik|illustrations de|illustré par|dessins de|dessins|\
                  ilustraciones de|ilustrado por|dibujos de|ilustraciones|illustrazioni di|illustrato da|disegni di|\
                  illustrazioni|ilustrações de|ilustração de|ilustrações|desenhos de|illustraties van|\
                  geïllustreerd door|tekeningen van|illustraties|ilustracje|rysunki|illustrationer av|\
                  illustrerad av|teckningar av|illustrationer|illustration av|иллюстрации|рисунки|иллюстратор",
        nouns: "illustrator|illustrations|illustration|artist",
    },
    Relator {
        code: "trl",
        phrases: "translated by|translation by|translator|translation|übersetzt von|aus dem englischen von|\
                  übersetzung von|übersetzung|traduit par|traduit de l’anglais par|traduction de|traduction|\
                  traducido por|traducción de|traducción|tradotto da|traduzione di|traduzione|traduzido por|\
                  tradução de|tradução|vertaald door|vertaling van|vertaling|przekład|tłumaczenie|przełożył|\
                  przełożyła|översatt av|översättning av|översättning|перевод|перевёл|перевела|переводчик",
        nouns: "translator|translation",
    },
    Relator {
        code: "ctb",
        phrases: "fact-checked by|fact checked by|fact-checking by|fact checking by|fact-checker|fact checker|\
                  additional reporting by|faktencheck von|faktencheck|faktenprüfung|vérification des faits|\
                  verificación de datos|verifica dei fatti|verificação de factos|verificação de fatos|factcheck|\
                  weryfikacja faktów|faktagranskning|faktagranskad av|проверка фактов|фактчекинг",
        nouns: "fact-checker|fact checker|fact-checking|contributor|reporting",
    },
    Relator {
        code: "res",
        phrases: "research by|researched by|recherche|recherches de|research door",
        nouns: "researcher|research",
    },
    Relator { code: "rev", phrases: "reviewed by|peer review by|begutachtet von", nouns: "reviewer" },
    Relator {
        code: "dsr",
        phrases: "designed by|design by|layout by|gestaltung von|gestaltung|layout von|maquette|diseño de|\
                  progetto grafico di|design de|vormgeving|projekt graficzny|formgivning|дизайн|вёрстка",
        nouns: "designer|design|layout",
    },
    Relator {
        code: "ctg",
        phrases: "maps by|map by|cartography by|karten von|karten|cartes de|mapas de|mappe di|kaarten|карты",
        nouns: "cartographer|maps",
    },
    Relator {
        code: "ivr",
        phrases: "interview by|interviewed by|interview von|propos recueillis par|intervista di|wywiad przeprowadził|intervju av",
        nouns: "interviewer",
    },
    Relator {
        code: "cov",
        phrases: "cover by|cover art by|cover design by|umschlag von|couverture de|omslag",
        nouns: "cover designer|cover artist",
    },
];

/// What is printed for a role that front matter gives as a code, in the languages of [`Labels`] in their order. Roles
/// that are not here are printed in English.
const PRINTED: [(&str, &str); 5] = [
    (
        "edt",
        "Edited by|Redaktion:|Révision :|Edición:|Redazione:|Edição:|Redactie:|Redakcja:|Redigering:|Редактор:",
    ),
    (
        "pfr",
        "Proofread by|Korrektorat:|Relecture :|Corrección:|Revisione:|Revisão:|Correctie:|Korekta:|Korrektur:|Корректор:",
    ),
    (
        "pht",
        "Photographs by|Fotos:|Photographies :|Fotografías:|Fotografie:|Fotografias:|Foto’s:|Zdjęcia:|Foto:|Фото:",
    ),
    (
        "ill",
        "Illustrations by|Illustrationen:|Illustrations :|Ilustraciones:|Illustrazioni:|Ilustrações:|Illustraties:|Ilustracje:|Illustrationer:|Иллюстрации:",
    ),
    (
        "trl",
        "Translated by|Übersetzung:|Traduction :|Traducción:|Traduzione:|Tradução:|Vertaling:|Przekład:|Översättning:|Перевод:",
    ),
];

/// The MARC code of a role as front matter says it: the code itself, a noun or a printed phrase; `ctb`, a
/// contributor, for anything else.
pub(in crate::markdown) fn code(role: &str) -> &'static str {
    let plain = role.trim().trim_end_matches(':').to_lowercase();
    let stem = plain.strip_suffix(" by").unwrap_or(&plain);
    let is = |relator: &&Relator| {
        relator.code == plain
            || relator.nouns.split('|').any(|noun| noun == plain)
            || relator.phrases.split('|').any(|phrase| phrase.strip_suffix(" by").unwrap_or(phrase) == stem)
    };
    RELATORS.iter().find(is).map_or("ctb", |relator| relator.code)
}

/// What is printed before the names for a role of front matter: a code becomes words, a noun gets a colon.
pub(super) fn printed(role: &str, labels: Labels) -> String {
    let plain = role.trim().trim_end_matches(':');
    let lower = plain.to_lowercase();
    if let Some((_, words)) = PRINTED.iter().find(|(code, _)| *code == lower) {
        let column = Labels::all().position(|known| known == labels).unwrap_or_default();
        return words.split('|').nth(column).unwrap_or_default().to_owned();
    }
    if let Some(relator) = RELATORS.iter().find(|relator| relator.code == lower) {
        let phrase = relator.phrases.split('|').next().unwrap_or_default();
        return capitalized(phrase);
    }
    let words = plain.split(' ').next_back().unwrap_or_default().to_lowercase();
    let joins = matches!(
        words.as_str(),
        "by" | "von" | "par" | "de" | "por" | "di" | "da" | "door" | "van" | "av" | "przez" | "редакцией"
    );
    if joins || role.trim().ends_with(':') { role.trim().to_owned() } else { format!("{plain}:") }
}

fn capitalized(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// The credits that a printed line says (`Photos by Ann Lee and Jon Roth`), one for each name; empty if it begins
/// with no phrase of the list or goes on with anything but names.
pub(crate) fn credits_of_line(line: &str) -> Vec<Credit> {
    let line = line.trim();
    let Some((relator, length)) = phrase_at_start(line) else { return Vec::new() };
    let (label, rest) = line.split_at(length);
    let rest = rest.trim_start_matches([':', ' ', '\u{a0}', '\u{202f}']);
    let names = names::split(rest.strip_suffix('.').unwrap_or(rest));
    let credit = |name: &str| Credit {
        label: label.trim().to_owned(),
        relator: relator.code.to_owned(),
        name: name.to_owned(),
    };
    names.unwrap_or_default().into_iter().map(credit).collect()
}

/// The relator whose longest phrase begins a line and ends at a space or colon, with the bytes that it takes.
fn phrase_at_start(line: &str) -> Option<(&'static Relator, usize)> {
    let mut best: Option<(&'static Relator, usize)> = None;
    for relator in &RELATORS {
        for phrase in relator.phrases.split('|') {
            let Some(length) = prefix_length(line, phrase) else { continue };
            let ends =
                line.get(length..).is_some_and(|rest| rest.starts_with([' ', ':', '\u{a0}', '\u{202f}']));
            if ends && best.is_none_or(|(_, longest)| length > longest) {
                best = Some((relator, length));
            }
        }
    }
    best
}

/// How many bytes of `line` spell `phrase`, capitals aside.
pub(super) fn prefix_length(line: &str, phrase: &str) -> Option<usize> {
    let mut rest = line.char_indices();
    for wanted in phrase.chars() {
        let (_, found) = rest.next()?;
        let same = found == wanted || found.to_lowercase().eq(std::iter::once(wanted));
        if !same {
            return None;
        }
    }
    Some(rest.offset())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_the_list_are_read_and_others_are_not() {
        let read = |line: &str| {
            let credits = credits_of_line(line);
            let texts =
                credits.iter().map(|credit| format!("{}/{}/{}", credit.label, credit.relator, credit.name));
            texts.collect::<Vec<_>>().join(" ")
        };
        assert_eq!(read("Copyedited by Ann Lee."), "Copyedited by/edt/Ann Lee");
        assert_eq!(
            read("Photos by Ann Lee and Jon de Vries"),
            "Photos by/pht/Ann Lee Photos by/pht/Jon de Vries"
        );
        assert_eq!(read("Übersetzung: Ilse Aukland"), "Übersetzung/trl/Ilse Aukland");
        assert_eq!(read("Photos by the harbour wall are common"), "");
        assert_eq!(read("Photosynthesis Ann"), "");
    }

    #[test]
    fn roles_of_front_matter_get_their_code() {
        assert_eq!((code("Copyedited by"), code("photographer"), code("trl")), ("edt", "pht", "trl"));
        assert_eq!((code("Drawings"), code("Tea")), ("ill", "ctb"));
        let printed = |role: &str, language: &str| printed(role, Labels::of(language));
        assert_eq!(
            (printed("ill", "en"), printed("trl", "de")),
            ("Illustrations by".into(), "Übersetzung:".into())
        );
        assert_eq!(printed("Photographer", "en"), "Photographer:");
        assert_eq!(printed("Fotos von", "de"), "Fotos von");
    }
}
