//! The words that tell parts of a text from each other, in the languages that the project knows. All in small letters,
//! `|` between them; what is not marked with a language counts in every one.

/// What a byline begins with, by language. English counts everywhere.
pub(super) const BYLINES: [(&str, &str); 10] = [
    (
        "en",
        "by|words by|words:|words|text by|text:|story by|story:|written by|report by|essay by|review by|reviewed by|\
         interview by|interview:|recipe by|recipes by|a recipe by|as told to|author:|authors:|byline:|story and photos by|story and photographs by|\
         words and pictures by|words and photographs by|a review by|reporting by",
    ),
    (
        "de",
        "von|ein rezept von|rezept von|rezept:|ein beitrag von|eine reportage von|ein kommentar von|ein essay von|eine glosse von|text:|text von|\
         autor:|autorin:|autoren:|interview:|interview von|aufgezeichnet von|protokoll:|das gespräch führte|\
         das interview führte|die fragen stellte|das gespräch führten|aus",
    ),
    (
        "fr",
        "par|une recette de|recette de|une chronique de|un récit de|texte|texte :|texte:|texte de|texte par|un texte de|propos recueillis par|entretien réalisé par|\
         recueilli par|auteur :|auteur:|autrice :|de|une enquête de|un reportage de",
    ),
    (
        "es",
        "por|una receta de|receta de|texto|texto:|texto de|un texto de|autor:|autora:|entrevista de|entrevista:|una crónica de|escribe|de",
    ),
    (
        "it",
        "di|una ricetta di|ricetta di|testo di|testo:|testi di|autore:|autrice:|intervista di|a colloquio con|articolo di|a cura di|da",
    ),
    (
        "pt",
        "por|uma receita de|receita de|texto|texto:|texto de|um texto de|autor:|autora:|entrevista de|entrevista:|de",
    ),
    (
        "nl",
        "door|een recept van|recept van|recept:|tekst|tekst:|tekst door|tekst van|auteur:|interview door|interview:|opgetekend door|van",
    ),
    (
        "pl",
        "autor:|autorka:|autorzy:|tekst:|tekst|napisał|napisała|pisze|opracował|opracowała|rozmawiał|rozmawiała|\
         rozmowę przeprowadził|rozmowę przeprowadziła|przez",
    ),
    ("sv", "av|recept av|recept:|text:|text|text av|skriven av|författare:|intervju av|intervju:|reportage:"),
    (
        "ru",
        "автор:|автор|авторы:|текст:|текст|беседовал|беседовала|записал|записала|пишет|интервью:|материал подготовил",
    ),
];

/// What an editor's credit line begins with that the list of relators has not, before names.
pub(super) const CREDITS: &str = "additional reporting by|reporting by|styling by|styling|photographs|photograph|images|portraits|portrait|drawings|artwork|food styling by|photo|\
    picture editor|pictures|picture by|art direction by|art direction|art director|produced by|production by|\
    compiled by|transcribed by|subedited by|sub-edited by|commissioned by|web design by|video by|audio by|bild|bilder|\
    mitarbeit|protokoll|satz|photographie|dessin|illustration|infographie|mise en page|propos recueillis par|\
    crédit photo|imagen|imágenes|fotógrafo|ilustración|ilustrador|maquetación|traductor|traductora|edita|immagini|\
    illustrazione|impaginazione|ha collaborato|imagens|ilustração|paginação|beeld|illustratie|opmaak|vertaler|\
    zdjęcie|ilustracja|opracowanie|opracował|opracowała|redaktor|tłumaczył|tłumaczyła|tłum.|zdj.|foto|foton|bildredaktör|\
    layout|översättare|redaktör|korrektör|korrekturläst av|фотограф|иллюстрация|рисунок|корректура|редактура|вёрстка|\
    художник|перевод с английского";

/// The word for a page, before or behind its number.
pub(super) const PAGE: &str = "page|pages|pg.|p.|pp.|seite|seiten|s.|página|páginas|pagina|pág.|pag.|pag|págs.|blz.|blz|bladzijde|\
    strona|stronie|strony|str.|str|sida|sidan|sid|sid.|страница|странице|страницы|стр.|с.|folio|f.";

/// What a line begins with that says where the text goes on or comes from.
pub(super) const JUMPS: &str = "continued|please turn to|turn to|see|cont.|cont'd|jump to|from page|more on|\
    fortsetzung|forts.|lesen sie weiter|weiter auf|siehe|mehr auf|suite|la suite|lire la suite|suite de|à suivre|\
    continúa|continua|continuación|viene de|pasa a|sigue en|sigue|segue|prosegue|dalla prima|continuação|vem da|\
    vervolg|lees verder|zie|dokończenie|ciąg dalszy|cd.|c.d.|fortsättning|forts|läs mer|se|продолжение|окончание|начало";

/// What says that more follows or that this is all, without a page, by language.
pub(super) const MORE: [(&str, &str); 10] = [
    ("en", "more|the end|continued|to be continued|end|ends|end of document"),
    ("de", "fortsetzung folgt|fortsetzung|ende"),
    ("fr", "suite|à suivre|voir suite|fin"),
    ("es", "continúa|seguirá|fin"),
    ("it", "continua|segue|fine"),
    ("pt", "continua|fim"),
    ("nl", "vervolg|wordt vervolgd|einde"),
    ("pl", "cdn.|dalej|koniec"),
    ("sv", "forts.|slut"),
    ("ru", "продолжение|конец"),
];

/// Whole lines that web pages and mails put around a text.
pub(super) const BOILERPLATE: &str = "share|share this|share this article|share this story|print|e-mail|email|save|menu|home|search|\
    advertisement|advertisment|ad|comments|reply|tweet|facebook|twitter|linkedin|whatsapp|pinterest|copy link|listen|\
    skip to content|skip to main content|sign in|sign up|log in|login|subscribe|my account|related|related articles|\
    related stories|read more|read next|most read|most popular|recommended|you may also like|press release|\
    for immediate release|back to top|cookie settings|privacy policy|terms of use|load more|show more|close|\
    teilen|artikel teilen|drucken|merken|anzeige|werbung|startseite|suche|suchen|anmelden|abonnieren|\
    zum inhalt springen|zum inhalt|zur startseite|kommentare|mehr zum thema|auch interessant|lesen sie auch|\
    das könnte sie auch interessieren|pressemitteilung|zur sofortigen veröffentlichung|nach oben|impressum|datenschutz|\
    partager|partager cet article|imprimer|publicité|accueil|rechercher|se connecter|s’abonner|s'abonner|abonnez-vous|\
    aller au contenu|aller au contenu principal|à lire aussi|lire aussi|sur le même sujet|les plus lus|commentaires|\
    réagir|communiqué de presse|communiqué|mentions légales|haut de page|\
    compartir|imprimir|publicidad|anuncio|inicio|buscar|iniciar sesión|suscríbete|suscribirse|ir al contenido|\
    también te puede interesar|te puede interesar|más leídas|lo más leído|comentarios|comenta|nota de prensa|\
    comunicado de prensa|aviso legal|\
    condividi|stampa|pubblicità|annuncio|cerca|accedi|abbonati|iscriviti|vai al contenuto|leggi anche|\
    potrebbe interessarti|i più letti|commenti|commenta|comunicato stampa|\
    partilhar|partilhe|compartilhar|compartilhe|publicidade|início|pesquisar|entrar|assine|subscreva|ir para o conteúdo|\
    saltar para o conteúdo|leia também|leia mais|ver também|mais lidas|comentários|nota de imprensa|comunicado de imprensa|\
    delen|deel dit artikel|afdrukken|printen|advertentie|zoeken|inloggen|abonneren|abonneer|ga naar inhoud|\
    naar de inhoud|lees ook|lees meer|meest gelezen|reacties|persbericht|\
    udostępnij|drukuj|reklama|strona główna|szukaj|zaloguj|zaloguj się|subskrybuj|przejdź do treści|czytaj także|\
    czytaj też|zobacz także|zobacz też|polecane|komentarze|skomentuj|informacja prasowa|\
    dela|dela artikeln|skriv ut|annons|sök|logga in|prenumerera|hoppa till innehåll|till innehållet|läs också|läs även|\
    läs mer|mest läst|kommentarer|pressmeddelande|\
    поделиться|печать|распечатать|реклама|главная|поиск|войти|подписаться|перейти к содержимому|перейти к содержанию|\
    читайте также|читать также|самое читаемое|комментарии|комментировать|пресс-релиз";

/// What such lines begin with.
pub(super) const BOILERPLATE_STARTS: &str = "view this email in|view in your browser|view in browser|view this newsletter|\
    view online|read in browser|unsubscribe|you are receiving this|you received this|to unsubscribe|manage your|\
    update your preferences|forward this|forwarded this|was this forwarded|subscribe to our|subscribe to the|subscribe now|subscribe today|\
    sign up for|sign up to|follow us|share on|share via|sent from my|click here|download our app|support our|©|\
    (c) 1|(c) 2|all rights reserved|all content ©|reprinted with permission|no part of this|this article appeared in|this article appears in|this story appeared in|a version of this article|this article first appeared|\
    this article was first published|dieser artikel erschien|dieser text erschien|cet article est paru|accept cookies|we use cookies|reading time|\
    estimated reading|diese e-mail im browser|im browser ansehen|im browser öffnen|newsletter im browser|abmelden|\
    newsletter abbestellen|vom newsletter abmelden|hier abmelden|wenn sie keine|melden sie sich für|abonnieren sie|folgen sie uns|folgen sie|\
    alle rechte vorbehalten|lesezeit|gesendet von|voir dans|voir ce message|ouvrir dans|afficher dans|consulter cette lettre|lire en ligne|\
    lire dans le navigateur|se désabonner|se désinscrire|pour vous désabonner|pour vous désinscrire|vous recevez ce|abonnez-vous à|\
    inscrivez-vous à|suivez-nous|tous droits réservés|temps de lecture|ver en el navegador|ver este correo|ver en tu navegador|\
    darse de baja|cancelar la suscripción|para darte de baja|suscríbete a|suscríbase a|síguenos|todos los derechos reservados|\
    tiempo de lectura|recibes este|visualizza nel browser|leggi nel browser|apri nel browser|vedi nel browser|disiscriviti|annulla l’iscrizione|\
    cancella l’iscrizione|per cancellarti|per disiscriverti|iscriviti alla|iscriviti a|seguici|tutti i diritti riservati|riproduzione riservata|\
    © riproduzione|tempo di lettura|ver no navegador|ver no browser|abrir no navegador|cancelar subscrição|cancelar a subscrição|cancelar inscrição|cancelar a inscrição|\
    assine a|subscreva a|siga-nos|todos os direitos reservados|tempo de leitura|bekijk deze|bekijk in je browser|bekijk online|lees online|\
    open in browser|uitschrijven|afmelden|je ontvangt deze|u ontvangt deze|schrijf je in voor|volg ons|alle rechten voorbehouden|leestijd|\
    zobacz w przeglądarce|otwórz w przeglądarce|wyświetl w przeglądarce|wypisz się|aby się wypisać|rezygnacja z|zapisz się|śledź nas|wszelkie prawa zastrzeżone|\
    czas czytania|visa i webbläsaren|öppna i webbläsaren|läs i webbläsaren|avregistrera|avsluta prenumeration|du får det här|anmäl dig till|följ oss|\
    alla rättigheter förbehållna|lästid|открыть в браузере|посмотреть в браузере|смотреть в браузере|отписаться|вы получили это|подпишитесь на|\
    подписывайтесь|все права защищены|время чтения";

/// What the first line of a letter begins with.
pub(super) const SALUTATIONS: &str = "dear|my dear|my dearest|dearest|mein lieber|meine liebe|meine lieben|mon cher|ma chère|mes chers|mi querido|mi querida|\
    mio caro|mia cara|meu caro|minha cara|mijn beste|mój drogi|moja droga|hello|hi|liebe|lieber|liebes|sehr geehrte|sehr geehrter|hallo|cher|chère|chers|chères|\
    bonjour|monsieur|madame|querido|querida|queridos|estimado|estimada|estimados|hola|caro|cara|cari|care|carissimi|gentile|\
    gentili|ciao|prezado|prezada|caros|olá|beste|geachte|lieve|drogi|droga|drodzy|szanowny|szanowna|szanowni|kochana|\
    kochany|kära|käre|hej|bästa|дорогой|дорогая|дорогие|уважаемый|уважаемая|уважаемые|милый|милая|здравствуйте|to the editor|sir|madam";

/// What papers and magazines call themselves: a word in capitals at the top of a text.
pub(super) const PUBLICATIONS: &str = "quarterly|review|weekly|daily|monthly|times|courier|herald|gazette|journal|magazine|tribune|\
    post|news|inquirer|enquirer|reader|chronicle|observer|record|examiner|telegraph|standard|mercury|bulletin|register|\
    advertiser|argus|echo|star|sentinel|dispatch|ledger|newsletter|zeitung|anzeiger|blatt|bote|kurier|nachrichten|rundschau|tageblatt|\
    wochenblatt|zeitschrift|merkur|revue|gazette|courrier|cahiers|journal|écho|dépêche|bulletin|mensuel|hebdo|revista|diario|correo|gaceta|\
    heraldo|crónica|periódico|boletín|semanario|cuadernos|rivista|giornale|gazzetta|corriere|quaderni|notiziario|settimanale|mensile|jornal|\
    correio|gazeta|diário|boletim|semanário|krant|dagblad|courant|weekblad|maandblad|tijdschrift|kwartaalblad|dziennik|kurier|gazeta|tygodnik|miesięcznik|kwartalnik|\
    tidning|tidningen|dagbladet|tidskrift|tidskriften|posten|газета|журнал|вестник|вести|известия|правда|еженедельник|альманах";

/// What stands over notes, lists of sources and of ingredients.
pub(super) const INGREDIENTS: &str = "ingredients|for the filling|zutaten|ingrédients|ingredientes|ingredienti|ingrediënten|\
    składniki|ingredienser|ингредиенты|you will need|equipment|materials|materialien|material|matériel|materiales|materiali|materiais|\
    benodigdheden|materiały|материалы";

/// Words before a date that say what it is of.
pub(super) const DATE_WORDS: &str = "date|dated|published|published on|updated|updated on|last updated|last modified|posted|posted on|\
    first published|issued|release date|on|datum|veröffentlicht|veröffentlicht am|erschienen|erschienen am|aktualisiert|aktualisiert am|stand|\
    am|vom|den|der|publié|publié le|paru le|mis à jour le|mis en ligne le|le|du|fecha|publicado|publicado el|actualizado|actualizado el|el|\
    data|pubblicato|pubblicato il|aggiornato|aggiornato il|il|publicado em|atualizado em|em|gepubliceerd|gepubliceerd op|geplaatst op|\
    bijgewerkt op|op|opublikowano|opublikowane|zaktualizowano|dnia|publicerad|publicerat|publicerad den|uppdaterad|den|дата|\
    опубликовано|обновлено|от";

/// The days of the week and their short forms.
pub(super) const WEEKDAYS: &str = "monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tue|tues|wed|thu|thurs|fri|sat|sun|\
    montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag|mo|di|mi|do|fr|sa|so|lundi|mardi|mercredi|jeudi|vendredi|\
    samedi|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo|lunedì|martedì|mercoledì|giovedì|venerdì|sabato|\
    domenica|segunda-feira|terça-feira|quarta-feira|quinta-feira|sexta-feira|segunda|terça|quarta|quinta|sexta|maandag|dinsdag|\
    woensdag|donderdag|vrijdag|zaterdag|zondag|poniedziałek|wtorek|środa|czwartek|piątek|sobota|niedziela|måndag|tisdag|onsdag|torsdag|fredag|\
    lördag|söndag|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье";

/// Words that go before a second part of a word whose hyphen stands for what both share (`two- and three-year`).
pub(super) const SUSPENDED: &str =
    "and|or|to|und|oder|bis|sowie|et|ou|y|o|e|en|of|i|oraz|lub|och|eller|и|или";

/// First parts of compounds whose hyphen stays, whatever follows, by language.
pub(super) const COMPOUNDS: [(&str, &str); 4] = [
    (
        "en",
        "self|well|ex|non|half|high|low|long|short|full|part|mid|all|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|\
         one|two|three|four|five|six|seven|eight|nine|ten",
    ),
    (
        "fr",
        "quatre|vingt|trente|quarante|cinquante|soixante|demi|mi|peut|avant|après|arrière|sous|grand|grande|vice",
    ),
    ("pt", "bem|mal|recém|sem|além|pós|pré|ex"),
    ("ru", "кое"),
];

/// Second parts of compounds whose hyphen stays, by language: pronouns and the like.
pub(super) const CLITICS: [(&str, &str); 4] = [
    ("en", "in-law|in-laws|out|off|up|down|known|old|year|fold|like|free"),
    (
        "fr",
        "il|elle|ils|elles|on|je|tu|nous|vous|ce|ci|là|moi|toi|lui|leur|y|même|mêmes|être|t-il|t-elle|t-on",
    ),
    ("pt", "se|me|te|lhe|lhes|nos|vos|lo|la|los|las|o|a|os|as|feira|feiras"),
    ("ru", "то|либо|нибудь|таки"),
];

/// Letters that hardly another of our languages has.
const LETTERS: [(&str, &str); 7] = [
    ("ru", "ыэъёйюящж"),
    ("pl", "łąęśżźćń"),
    ("sv", "å"),
    ("pt", "ãõ"),
    ("es", "ñ¿¡"),
    ("de", "ßäü"),
    ("fr", "çœêùè"),
];

/// The language that the letters of a short text tell: three of them at least.
pub(super) fn language_of_letters(text: &str) -> Option<&'static str> {
    let sample = || text.chars().take(20_000).flat_map(char::to_lowercase);
    LETTERS
        .iter()
        .find(|(_, letters)| sample().filter(|c| letters.contains(*c)).take(3).count() == 3)
        .map(|(language, _)| *language)
}

/// Whether a text is one of a list.
pub(super) fn is_one(list: &str, text: &str) -> bool {
    list.split('|').any(|word| word == text)
}

/// Whether a role is to write the text, whatever else is added: `text and photographs`.
pub(super) fn is_text(role: &str) -> bool {
    let (first, rest) = role.split_once(' ').unwrap_or((role, "and"));
    let joins = rest.split(' ').next().unwrap_or_default();
    is_one("text|texts|words|story|texte|texto|testo|testi|tekst|текст|interview", first)
        && is_one("and|und|et|y|e|en|i|och|и|&|+", joins)
}

/// How many bytes of a text the longest entry of a list takes that it begins with, capitals aside; behind the entry
/// stands a space or a sign.
pub(super) fn prefix(list: &str, text: &str) -> Option<usize> {
    list.split('|').filter_map(|word| starts_with(text, word)).max()
}

fn starts_with(text: &str, word: &str) -> Option<usize> {
    let mut rest = text.chars();
    for wanted in word.chars() {
        let found = rest.next()?;
        if found != wanted && !found.to_lowercase().eq(std::iter::once(wanted)) {
            return None;
        }
    }
    let ends = word.ends_with([':', '.', '1', '2', '©'])
        || rest.as_str().chars().next().is_none_or(|c| !c.is_alphanumeric());
    ends.then(|| text.len() - rest.as_str().len())
}

/// Whether a text begins in small letters, quotation marks aside.
pub(super) fn is_lower_start(text: &str) -> bool {
    let opening =
        |c: char| matches!(c, '"' | '\'' | '“' | '‘' | '„' | '«' | '»' | '(' | '[' | ' ' | '\u{a0}' | '…');
    text.trim_start_matches(opening).starts_with(char::is_lowercase)
}

/// Whether a text begins with a capital, quotation marks aside.
pub(super) fn is_upper_start(text: &str) -> bool {
    let opening = |c: char| {
        matches!(c, '"' | '\'' | '“' | '‘' | '„' | '«' | '»' | '(' | '[' | ' ' | '\u{a0}' | '¿' | '¡')
    };
    text.trim_start_matches(opening).starts_with(char::is_uppercase)
}

/// Whether the letters of a text are capitals, and it has two at least.
pub(super) fn is_capitals(text: &str) -> bool {
    let mut letters = text.chars().filter(|c| c.is_alphabetic());
    let mut count = 0;
    letters.all(|c| {
        count += 1;
        !c.is_lowercase()
    }) && count > 1
        && text.chars().any(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_whole_words() {
        assert_eq!(prefix("by|by the", "By the sea"), Some(6));
        assert_eq!(prefix("by", "Byron"), None);
        assert_eq!(prefix("text:", "Text: Ann"), Some(5));
        assert_eq!(prefix("© |©", "©2019"), Some(2));
        assert_eq!(prefix("par", "Été"), None);
    }

    #[test]
    fn capitals_are_told() {
        assert!(is_capitals("ПОГОДА: 5 °C") && is_capitals("A B"));
        assert!(!is_capitals("A") && !is_capitals("Ab") && !is_capitals("12"));
        assert!(is_lower_start("“and so") && !is_lower_start("5 and") && is_upper_start("¿Qué?"));
    }
}
