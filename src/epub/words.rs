//! The words of the book's own pages and metadata, in the article's language where it is one of these, else English.

/// Words of one language.
#[derive(Debug)]
pub(super) struct Words {
    /// Its tag.
    pub(super) language: &'static str,
    /// The cover.
    pub(super) cover: &'static str,
    /// The table of contents.
    pub(super) contents: &'static str,
    /// The list of the book's main parts.
    pub(super) landmarks: &'static str,
    /// Where the text begins.
    pub(super) start: &'static str,
    /// The notes.
    pub(super) notes: &'static str,
    /// The list of the printed pages.
    pub(super) pages: &'static str,
    /// A ticked box.
    pub(super) done: &'static str,
    /// An empty box.
    pub(super) to_do: &'static str,
    /// The opening sentence of the accessibility summary.
    pub(super) summary: &'static str,
    /// Said when every picture has an alternative text.
    pub(super) described: &'static str,
    /// Said when some picture has none.
    pub(super) undescribed: &'static str,
    /// Said when the pages of the PDF are marked.
    pub(super) paged: &'static str,
    /// Said when repeating pull quotes are hidden.
    pub(super) repeats: &'static str,
}

/// The words of a language by its first subtag.
pub(super) fn words(language: &str) -> &'static Words {
    let primary = language.split('-').next().unwrap_or_default();
    ALL.iter().find(|words| words.language.eq_ignore_ascii_case(primary)).unwrap_or(&ENGLISH)
}

const ENGLISH: Words = Words {
    language: "en",
    cover: "Cover",
    contents: "Contents",
    landmarks: "Guide",
    start: "Start of the article",
    notes: "Notes",
    pages: "Pages",
    done: "Done",
    to_do: "To do",
    summary: "The text reflows, its structure is marked up and it can be navigated by its headings.",
    described: "Every picture has a text alternative.",
    undescribed: "Some pictures have no text alternative.",
    paged: "The page numbers of the PDF edition are marked.",
    repeats: "Pull quotes that only repeat the text are hidden from assistive technology.",
};

static ALL: [Words; 10] = [
    ENGLISH,
    Words {
        language: "de",
        cover: "Umschlag",
        contents: "Inhalt",
        landmarks: "Wegweiser",
        start: "Beginn des Artikels",
        notes: "Anmerkungen",
        pages: "Seiten",
        done: "Erledigt",
        to_do: "Offen",
        summary: "Der Text passt sich der Anzeige an, seine Gliederung ist ausgezeichnet und über die Überschriften erreichbar.",
        described: "Jedes Bild hat einen Alternativtext.",
        undescribed: "Einige Bilder haben keinen Alternativtext.",
        paged: "Die Seitenzahlen der PDF-Ausgabe sind ausgezeichnet.",
        repeats: "Hervorgehobene Zitate, die nur den Text wiederholen, werden Hilfsmitteln nicht vorgelesen.",
    },
    Words {
        language: "fr",
        cover: "Couverture",
        contents: "Sommaire",
        landmarks: "Repères",
        start: "Début de l’article",
        notes: "Notes",
        pages: "Pages",
        done: "Fait",
        to_do: "À faire",
        summary: "Le texte s’adapte à l’écran, sa structure est balisée et ses titres permettent de s’y déplacer.",
        described: "Chaque image a un texte de remplacement.",
        undescribed: "Certaines images n’ont pas de texte de remplacement.",
        paged: "Les numéros de page de l’édition PDF sont indiqués.",
        repeats: "Les exergues qui ne font que répéter le texte sont masqués aux technologies d’assistance.",
    },
    Words {
        language: "es",
        cover: "Cubierta",
        contents: "Índice",
        landmarks: "Guía",
        start: "Comienzo del artículo",
        notes: "Notas",
        pages: "Páginas",
        done: "Hecho",
        to_do: "Pendiente",
        summary: "El texto se adapta a la pantalla, su estructura está marcada y se puede recorrer por sus títulos.",
        described: "Todas las imágenes tienen texto alternativo.",
        undescribed: "Algunas imágenes no tienen texto alternativo.",
        paged: "Los números de página de la edición en PDF están marcados.",
        repeats: "Los destacados que solo repiten el texto se ocultan a las tecnologías de apoyo.",
    },
    Words {
        language: "it",
        cover: "Copertina",
        contents: "Indice",
        landmarks: "Guida",
        start: "Inizio dell’articolo",
        notes: "Note",
        pages: "Pagine",
        done: "Fatto",
        to_do: "Da fare",
        summary: "Il testo si adatta allo schermo, la sua struttura è marcata e si può percorrere per titoli.",
        described: "Ogni immagine ha un testo alternativo.",
        undescribed: "Alcune immagini non hanno un testo alternativo.",
        paged: "I numeri di pagina dell’edizione PDF sono segnati.",
        repeats: "I richiami che ripetono il testo sono nascosti alle tecnologie assistive.",
    },
    Words {
        language: "pt",
        cover: "Capa",
        contents: "Índice",
        landmarks: "Guia",
        start: "Início do artigo",
        notes: "Notas",
        pages: "Páginas",
        done: "Feito",
        to_do: "Por fazer",
        summary: "O texto adapta-se ao ecrã, a sua estrutura está marcada e pode ser percorrido pelos títulos.",
        described: "Todas as imagens têm texto alternativo.",
        undescribed: "Algumas imagens não têm texto alternativo.",
        paged: "Os números de página da edição em PDF estão marcados.",
        repeats: "Os destaques que apenas repetem o texto são ocultados às tecnologias de apoio.",
    },
    Words {
        language: "nl",
        cover: "Omslag",
        contents: "Inhoud",
        landmarks: "Wegwijzer",
        start: "Begin van het artikel",
        notes: "Noten",
        pages: "Pagina’s",
        done: "Gedaan",
        to_do: "Te doen",
        summary: "De tekst past zich aan het scherm aan, de structuur is gemarkeerd en via de koppen te doorlopen.",
        described: "Elke afbeelding heeft een alternatieve tekst.",
        undescribed: "Sommige afbeeldingen hebben geen alternatieve tekst.",
        paged: "De paginanummers van de pdf-uitgave zijn aangegeven.",
        repeats: "Uitgelichte citaten die alleen de tekst herhalen, zijn verborgen voor hulptechnologie.",
    },
    Words {
        language: "pl",
        cover: "Okładka",
        contents: "Spis treści",
        landmarks: "Przewodnik",
        start: "Początek artykułu",
        notes: "Przypisy",
        pages: "Strony",
        done: "Zrobione",
        to_do: "Do zrobienia",
        summary: "Tekst dopasowuje się do ekranu, ma oznaczoną strukturę i można się po nim poruszać według nagłówków.",
        described: "Każda ilustracja ma tekst alternatywny.",
        undescribed: "Niektóre ilustracje nie mają tekstu alternatywnego.",
        paged: "Zaznaczono numery stron wydania PDF.",
        repeats: "Wyimki, które tylko powtarzają tekst, są ukryte przed technologiami wspomagającymi.",
    },
    Words {
        language: "sv",
        cover: "Omslag",
        contents: "Innehåll",
        landmarks: "Vägvisare",
        start: "Artikelns början",
        notes: "Noter",
        pages: "Sidor",
        done: "Klart",
        to_do: "Att göra",
        summary: "Texten anpassar sig till skärmen, strukturen är uppmärkt och rubrikerna går att navigera efter.",
        described: "Varje bild har en alternativtext.",
        undescribed: "Några bilder saknar alternativtext.",
        paged: "PDF-utgåvans sidnummer är utmärkta.",
        repeats: "Utdragna citat som bara upprepar texten är dolda för hjälpmedel.",
    },
    Words {
        language: "ru",
        cover: "Обложка",
        contents: "Содержание",
        landmarks: "Путеводитель",
        start: "Начало статьи",
        notes: "Примечания",
        pages: "Страницы",
        done: "Сделано",
        to_do: "Предстоит",
        summary: "Текст подстраивается под экран, его структура размечена, по заголовкам можно перемещаться.",
        described: "У каждого изображения есть текстовое описание.",
        undescribed: "У некоторых изображений нет текстового описания.",
        paged: "Отмечены номера страниц издания в PDF.",
        repeats: "Выноски, которые лишь повторяют текст, скрыты от вспомогательных технологий.",
    },
];
