//! The accessibility summary: a few sentences in the article's language where it is one of these, else in English.

use super::metadata::Subject;

/// Sentences of one language.
struct Sentences {
    language: &'static str,
    /// Always said.
    always: &'static str,
    /// Every picture has an alternative text.
    described: &'static str,
    /// Some picture has none.
    undescribed: &'static str,
    /// The pages of the PDF are marked.
    paged: &'static str,
    /// Repeating pull quotes are hidden.
    repeats: &'static str,
}

/// The summary and its language.
pub(super) fn summary(subject: &Subject<'_>) -> (&'static str, String) {
    let language = super::page::language(subject.document);
    let primary = language.split('-').next().unwrap_or_default();
    let sentences = ALL.iter().find(|known| known.language.eq_ignore_ascii_case(primary)).unwrap_or(&ENGLISH);
    let pictures = subject.pictures;
    let mut said = vec![sentences.always];
    if pictures.with_meaning > 0 {
        said.push(if pictures.without_alt == 0 { sentences.described } else { sentences.undescribed });
    }
    if subject.paged {
        said.push(sentences.paged);
    }
    if subject.facts.hides_pull_quotes {
        said.push(sentences.repeats);
    }
    (sentences.language, said.join(" "))
}

const ENGLISH: Sentences = Sentences {
    language: "en",
    always: "The text reflows, its structure is marked up and it can be navigated by its headings.",
    described: "Every picture has a text alternative.",
    undescribed: "Some pictures have no text alternative.",
    paged: "The page numbers of the PDF edition are marked.",
    repeats: "Pull quotes that only repeat the text are hidden from assistive technology.",
};

static ALL: [Sentences; 10] = [
    ENGLISH,
    Sentences {
        language: "de",
        always: "Der Text passt sich der Anzeige an, seine Gliederung ist ausgezeichnet und über die Überschriften erreichbar.",
        described: "Jedes Bild hat einen Alternativtext.",
        undescribed: "Einige Bilder haben keinen Alternativtext.",
        paged: "Die Seitenzahlen der PDF-Ausgabe sind ausgezeichnet.",
        repeats: "Hervorgehobene Zitate, die nur den Text wiederholen, werden Hilfsmitteln nicht vorgelesen.",
    },
    Sentences {
        language: "fr",
        always: "Le texte s’adapte à l’écran, sa structure est balisée et ses titres permettent de s’y déplacer.",
        described: "Chaque image a un texte de remplacement.",
        undescribed: "Certaines images n’ont pas de texte de remplacement.",
        paged: "Les numéros de page de l’édition PDF sont indiqués.",
        repeats: "Les exergues qui ne font que répéter le texte sont masqués aux technologies d’assistance.",
    },
    Sentences {
        language: "es",
        always: "El texto se adapta a la pantalla, su estructura está marcada y se puede recorrer por sus títulos.",
        described: "Todas las imágenes tienen texto alternativo.",
        undescribed: "Algunas imágenes no tienen texto alternativo.",
        paged: "Los números de página de la edición en PDF están marcados.",
        repeats: "Los destacados que solo repiten el texto se ocultan a las tecnologías de apoyo.",
    },
    Sentences {
        language: "it",
        always: "Il testo si adatta allo schermo, la sua struttura è marcata e si può percorrere per titoli.",
        described: "Ogni immagine ha un testo alternativo.",
        undescribed: "Alcune immagini non hanno un testo alternativo.",
        paged: "I numeri di pagina dell’edizione PDF sono segnati.",
        repeats: "I richiami che ripetono il testo sono nascosti alle tecnologie assistive.",
    },
    Sentences {
        language: "pt",
        always: "O texto adapta-se ao ecrã, a sua estrutura está marcada e pode ser percorrido pelos títulos.",
        described: "Todas as imagens têm texto alternativo.",
        undescribed: "Algumas imagens não têm texto alternativo.",
        paged: "Os números de página da edição em PDF estão marcados.",
        repeats: "Os destaques que apenas repetem o texto são ocultados às tecnologias de apoio.",
    },
    Sentences {
        language: "nl",
        always: "De tekst past zich aan het scherm aan, de structuur is gemarkeerd en via de koppen te doorlopen.",
        described: "Elke afbeelding heeft een alternatieve tekst.",
        undescribed: "Sommige afbeeldingen hebben geen alternatieve tekst.",
        paged: "De paginanummers van de pdf-uitgave zijn aangegeven.",
        repeats: "Uitgelichte citaten die alleen de tekst herhalen, zijn verborgen voor hulptechnologie.",
    },
    Sentences {
        language: "pl",
        always: "Tekst dopasowuje się do ekranu, ma oznaczoną strukturę i można się po nim poruszać według nagłówków.",
        described: "Każda ilustracja ma tekst alternatywny.",
        undescribed: "Niektóre ilustracje nie mają tekstu alternatywnego.",
        paged: "Zaznaczono numery stron wydania PDF.",
        repeats: "Wyimki, które tylko powtarzają tekst, są ukryte przed technologiami wspomagającymi.",
    },
    Sentences {
        language: "sv",
        always: "Texten anpassar sig till skärmen, strukturen är uppmärkt och rubrikerna går att navigera efter.",
        described: "Varje bild har en alternativtext.",
        undescribed: "Några bilder saknar alternativtext.",
        paged: "PDF-utgåvans sidnummer är utmärkta.",
        repeats: "Utdragna citat som bara upprepar texten är dolda för hjälpmedel.",
    },
    Sentences {
        language: "ru",
        always: "Текст подстраивается под экран, его структура размечена, по заголовкам можно перемещаться.",
        described: "У каждого изображения есть текстовое описание.",
        undescribed: "У некоторых изображений нет текстового описания.",
        paged: "Отмечены номера страниц издания в PDF.",
        repeats: "Выноски, которые лишь повторяют текст, скрыты от вспомогательных технологий.",
    },
];
