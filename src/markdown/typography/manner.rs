//! How each language sets quotes, dashes and spaces.

/// One pair of quotation marks.
pub(super) type Pair = (&'static str, &'static str);

/// How a language is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Manner {
    /// The outer quotes.
    pub outer: Pair,
    /// The quotes inside quotes.
    pub inner: Pair,
    /// A straight `"` is always outer and `'` inner, however they are nested.
    pub keeps_level: bool,
    /// What a hyphen or two between spaces become, the spaces counted.
    pub dash: &'static str,
    /// Which French spaces are set.
    pub spacing: Spacing,
    /// One-letter words that do not end a line.
    pub clinging: &'static str,
}

/// The spaces before and inside marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spacing {
    /// None.
    None,
    /// Narrow ones before `;`, `!`, `?` and inside « », a full one before `:`; put in where they lack.
    French,
    /// As French, but none is put in where the author wrote none.
    Canadian,
}

const EN_DASH: &str = "\u{a0}– ";
const EM_DASH: &str = "\u{a0}— ";

const ENGLISH: Manner = Manner {
    outer: ("“", "”"),
    inner: ("‘", "’"),
    keeps_level: true,
    dash: EN_DASH,
    spacing: Spacing::None,
    clinging: "",
};

const fn quotes(outer: Pair, inner: Pair) -> Manner {
    Manner { outer, inner, keeps_level: false, ..ENGLISH }
}

const GERMAN: Manner = quotes(("„", "“"), ("‚", "‘"));
const GUILLEMETS: Manner = quotes(("«", "»"), ("“", "”"));
const SWISS: Manner = quotes(("«", "»"), ("‹", "›"));
const CURLY: Manner = quotes(("“", "”"), ("‘", "’"));
const FRENCH: Manner =
    Manner { spacing: Spacing::French, ..quotes(("«\u{202f}", "\u{202f}»"), ("“", "”")) };

/// Languages by primary tag; the regions that differ come first. Others are set as English.
const MANNERS: [(&str, Manner); 41] = [
    ("en-US", Manner { dash: "—", ..ENGLISH }),
    ("de-CH", SWISS),
    ("de-LI", SWISS),
    ("de", GERMAN),
    ("fr-CH", Manner { inner: ("‹\u{202f}", "\u{202f}›"), ..FRENCH }),
    ("fr-CA", Manner { spacing: Spacing::Canadian, ..FRENCH }),
    ("fr", FRENCH),
    ("es-419", CURLY),
    ("es-MX", CURLY),
    ("es-US", CURLY),
    ("es-AR", CURLY),
    ("es-CO", CURLY),
    ("es-CL", CURLY),
    ("es-PE", CURLY),
    ("es-VE", CURLY),
    ("es", GUILLEMETS),
    ("it-CH", SWISS),
    ("it", GUILLEMETS),
    ("pt-BR", CURLY),
    ("pt", GUILLEMETS),
    ("pl", Manner { clinging: "aiouwzAIOUWZ", ..quotes(("„", "”"), ("«", "»")) }),
    ("sv", quotes(("”", "”"), ("’", "’"))),
    ("fi", quotes(("”", "”"), ("’", "’"))),
    (
        "ru",
        Manner {
            dash: EM_DASH, clinging: "авикосуяАВИКОСУЯ", ..quotes(("«", "»"), ("„", "“"))
        },
    ),
    ("uk", Manner { dash: EM_DASH, ..quotes(("«", "»"), ("„", "“")) }),
    ("be", Manner { dash: EM_DASH, ..quotes(("«", "»"), ("„", "“")) }),
    ("da", quotes(("»", "«"), ("›", "‹"))),
    ("nb", quotes(("«", "»"), ("‘", "’"))),
    ("nn", quotes(("«", "»"), ("‘", "’"))),
    ("no", quotes(("«", "»"), ("‘", "’"))),
    ("is", GERMAN),
    ("cs", Manner { clinging: "aikosuvzAIKOSUVZ", ..GERMAN }),
    ("sk", Manner { clinging: "aikosuvzAIKOSUVZ", ..GERMAN }),
    ("sl", GERMAN),
    ("bg", GERMAN),
    ("hu", quotes(("„", "”"), ("»", "«"))),
    ("ro", quotes(("„", "”"), ("«", "»"))),
    ("el", GUILLEMETS),
    ("ca", GUILLEMETS),
    ("hr", quotes(("„", "”"), ("‚", "’"))),
    ("et", GERMAN),
];

/// The manner of a language.
pub(super) fn of(language: &str) -> Manner {
    let covers = |known: &str| {
        let rest = language.get(..known.len()).filter(|start| start.eq_ignore_ascii_case(known));
        rest.is_some()
            && language.get(known.len()..).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
    };
    MANNERS.iter().find(|(known, _)| covers(known)).map_or(ENGLISH, |(_, manner)| *manner)
}
