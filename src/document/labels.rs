//! The words that Offprint itself puts before a reader, in the languages that it sets by their own rules.
//!
//! Entry point: [`Labels::of`]. Every word that CSS or an output would otherwise generate comes from here.

use crate::document::{Document, NodeId, Role};

/// The generated words of one language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Labels {
    /// The column of the table, always below the number of languages.
    column: usize,
}

/// The languages in the order of the table's columns; the first is what any other language falls back to.
const LANGUAGES: [&str; 10] = ["en", "de", "fr", "es", "it", "pt", "nl", "pl", "sv", "ru"];

macro_rules! words {
    ($( #[doc = $doc:literal] $name:ident $( $word:literal ),*; )*) => {
        impl Labels {
            $(
                #[doc = $doc]
                pub fn $name(&self) -> &'static str {
                    let words: [&'static str; LANGUAGES.len()] = [ $( $word ),* ];
                    words.get(self.column).copied().unwrap_or_default()
                }
            )*
        }
    };
}

words! {
    /// The word before the authors' names: `By`.
    by
        "By", "Von", "Par", "Por", "Di", "Por", "Door", "Autor:", "Av", "Автор:";
    /// The word before the last of several names: `and`.
    and
        "and", "und", "et", "y", "e", "e", "en", "i", "och", "и";
    /// The heading of the contents: `Contents`.
    contents
        "Contents", "Inhalt", "Sommaire", "Índice", "Indice", "Índice", "Inhoud", "Spis treści",
        "Innehåll", "Содержание";
    /// The heading of the notes: `Notes`.
    notes
        "Notes", "Anmerkungen", "Notes", "Notas", "Note", "Notas", "Noten", "Przypisy", "Noter",
        "Примечания";
    /// The title of an article that has none: `Untitled`.
    untitled
        "Untitled", "Ohne Titel", "Sans titre", "Sin título", "Senza titolo", "Sem título", "Zonder titel",
        "Bez tytułu", "Utan rubrik", "Без названия";
    /// The label of an alert of kind note: `Note`.
    note
        "Note", "Hinweis", "Remarque", "Nota", "Nota", "Nota", "Opmerking", "Uwaga", "Anmärkning",
        "Примечание";
    /// The label of an alert of kind tip: `Tip`.
    tip
        "Tip", "Tipp", "Astuce", "Consejo", "Suggerimento", "Dica", "Tip", "Wskazówka", "Tips", "Совет";
    /// The label of an alert of kind important: `Important`.
    important
        "Important", "Wichtig", "Important", "Importante", "Importante", "Importante", "Belangrijk",
        "Ważne", "Viktigt", "Важно";
    /// The label of an alert of kind warning: `Warning`.
    warning
        "Warning", "Warnung", "Avertissement", "Advertencia", "Avvertenza", "Aviso", "Waarschuwing",
        "Ostrzeżenie", "Varning", "Предупреждение";
    /// The label of an alert of kind caution: `Caution`.
    caution
        "Caution", "Vorsicht", "Attention", "Precaución", "Attenzione", "Cuidado", "Voorzichtig",
        "Ostrożnie", "Försiktighet", "Осторожно";
    /// What a sidebar without a title is called: `Sidebar`.
    sidebar
        "Sidebar", "Kasten", "Encadré", "Recuadro", "Riquadro", "Caixa", "Kader", "Ramka", "Faktaruta",
        "Врезка";
    /// The name of the cover: `Cover`.
    cover
        "Cover", "Umschlag", "Couverture", "Cubierta", "Copertina", "Capa", "Omslag", "Okładka", "Omslag",
        "Обложка";
    /// The name of the list of pages: `Pages`.
    pages
        "Pages", "Seiten", "Pages", "Páginas", "Pagine", "Páginas", "Pagina’s", "Strony", "Sidor",
        "Страницы";
    /// The name of the list of an e-book's main parts: `Landmarks`.
    landmarks
        "Landmarks", "Orientierungspunkte", "Repères", "Puntos de referencia", "Punti di riferimento",
        "Pontos de referência", "Oriëntatiepunten", "Punkty orientacyjne", "Landmärken", "Ориентиры";
    /// The name of the place where reading starts: `Start of the text`.
    beginning
        "Start of the text", "Textbeginn", "Début du texte", "Comienzo del texto", "Inizio del testo",
        "Início do texto", "Begin van de tekst", "Początek tekstu", "Textens början", "Начало текста";
    /// The name of the way back from a note, before its number: `Back to reference`.
    back_to_reference
        "Back to reference", "Zurück zu Verweis", "Retour à l’appel", "Volver a la llamada",
        "Torna al richiamo", "Voltar à chamada", "Terug naar verwijzing", "Powrót do odsyłacza",
        "Tillbaka till hänvisning", "Назад к ссылке";
    /// The heading over one author's note: `About the author`.
    about_author
        "About the author", "Über die Autorin, den Autor", "À propos de l’auteur", "Sobre el autor",
        "L’autore", "Sobre o autor", "Over de auteur", "O autorze", "Om författaren", "Об авторе";
    /// The heading over several authors' notes: `About the authors`.
    about_authors
        "About the authors", "Über die Autorinnen und Autoren", "À propos des auteurs",
        "Sobre los autores", "Gli autori", "Sobre os autores", "Over de auteurs", "O autorach",
        "Om författarna", "Об авторах";
    /// The words before a comments address: `Comments to`.
    comments_to
        "Comments to", "Kommentare an", "Commentaires à", "Comentarios a", "Commenti a",
        "Comentários para", "Reacties naar", "Komentarze na adres", "Kommentarer till",
        "Комментарии на адрес";
    /// The name of a ticked checkbox: `Done`.
    task_done
        "Done", "Erledigt", "Fait", "Hecho", "Fatto", "Feito", "Gedaan", "Zrobione", "Klart", "Сделано";
    /// The name of an empty checkbox: `To do`.
    task_to_do
        "To do", "Zu erledigen", "À faire", "Por hacer", "Da fare", "Por fazer", "Te doen", "Do zrobienia",
        "Att göra", "Не сделано";
    /// What stands for an image that is not there: `Image not available`.
    image_missing
        "Image not available", "Bild nicht verfügbar", "Image non disponible", "Imagen no disponible",
        "Immagine non disponibile", "Imagem não disponível", "Afbeelding niet beschikbaar",
        "Obraz niedostępny", "Bilden är inte tillgänglig", "Изображение недоступно";
}

impl Labels {
    /// The words of a BCP 47 tag's primary language, English for a language that is not in the table.
    pub fn of(language: &str) -> Labels {
        let primary = language.split(['-', '_']).next().unwrap_or_default();
        let column = LANGUAGES.iter().position(|known| known.eq_ignore_ascii_case(primary));
        Labels { column: column.unwrap_or(0) }
    }

    /// The words of every language, the fallback first.
    pub fn all() -> impl Iterator<Item = Labels> {
        (0..LANGUAGES.len()).map(|column| Labels { column })
    }

    /// The language that the words are in: where it is not the article's, the node that holds them says so.
    pub fn language(&self) -> &'static str {
        LANGUAGES.get(self.column).copied().unwrap_or_default()
    }

    /// The name of the way back from a note to its call: `Back to reference 3`.
    pub fn back_to_reference_number(&self, number: &str) -> String {
        format!("{} {number}", self.back_to_reference())
    }

    /// The label of an alert or a sidebar that the author gave no title; none for any other role.
    pub fn of_role(&self, role: Role) -> Option<&'static str> {
        Some(match role {
            Role::Note => self.note(),
            Role::Tip => self.tip(),
            Role::Important => self.important(),
            Role::Warning => self.warning(),
            Role::Caution => self.caution(),
            Role::Sidebar => self.sidebar(),
            _ => return None,
        })
    }

    /// Names in a row, as the language joins them: `A, B and C`.
    pub fn join(&self, names: &[&str]) -> String {
        match names {
            [] => String::new(),
            [only] => (*only).to_owned(),
            [first @ .., last] => format!("{} {} {last}", first.join(", "), self.and()),
        }
    }
}

impl Document {
    /// A new element of generated words that stand for `node`, with their language where it is not the node's.
    pub fn create_label(&mut self, role: Role, words: &str, labels: Labels, node: NodeId) -> NodeId {
        let span = self.span(node);
        let foreign = self.language(node).split('-').next() != Some(labels.language());
        let label = self.create_role(role, span);
        let text = self.create_generated(words, span);
        self.append(label, text);
        if let Some(element) = self.element_mut(label).filter(|_| foreign) {
            element.attributes.lang = Some(labels.language().into());
        }
        label
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regions_share_their_language_and_others_fall_back_to_english() {
        assert_eq!(Labels::of("de-CH").contents(), "Inhalt");
        assert_eq!(Labels::of("PT-br").notes(), "Notas");
        assert_eq!(Labels::of("ja").notes(), "Notes");
        assert_eq!(Labels::of("").language(), "en");
    }

    #[test]
    fn names_are_joined_as_the_language_joins_them() {
        let labels = Labels::of("fr");
        assert_eq!(labels.join(&["A"]), "A");
        assert_eq!(labels.join(&["A", "B", "C"]), "A, B et C");
    }
}
