//! The one table of diagnostic codes; `docs/diagnostics.md` lists the same, and a test compares them.

use super::Severity;

macro_rules! codes {
    ($( $variant:ident $text:literal $severity:ident $summary:literal; )*) => {
        /// A stable code of a message.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Code { $( #[doc = $summary] $variant, )* }

        impl Code {
            /// Every code, in the order of the documentation.
            pub const ALL: &'static [Code] = &[ $( Code::$variant, )* ];

            /// The code as it is written: kebab-case, never changed once released.
            pub fn as_str(self) -> &'static str {
                match self { $( Code::$variant => $text, )* }
            }

            /// How grave a message of this code is.
            pub fn severity(self) -> Severity {
                match self { $( Code::$variant => Severity::$severity, )* }
            }

            /// What the code stands for, in one sentence.
            pub fn summary(self) -> &'static str {
                match self { $( Code::$variant => $summary, )* }
            }
        }
    };
}

codes! {
    InputMissing "input-missing" Error "An input file is not there or cannot be read.";
    InputIsFolder "input-is-folder" Error "A folder was given where a file was expected.";
    InputNotUtf8 "input-not-utf8" Error "An input is not UTF-8 text.";
    InputEmpty "input-empty" Error "An input holds no text.";
    InputTooLarge "input-too-large" Error "An input is larger than the limit.";
    OutputFailed "output-failed" Error "An output could not be written; the old one is untouched.";
    OutputClash "output-clash" Error "The outputs asked for clash, or cannot be what they are named.";
    Cancelled "cancelled" Error "The build was cancelled by the program that asked for it; nothing was made.";
    TooManyMessages "too-many-messages" Warning "Further messages were left out.";
    LimitReached "limit-reached" Error "The input asks for more work than a limit allows.";

    ImportBroken "import-broken" Error "An input to be imported is damaged, or not of the kind that it is taken for.";
    ImportVersion "import-version" Error "An input is of a version of its format that is not read.";
    ImportUnsafe "import-unsafe" Error "An archive holds what could do harm, and is not unpacked.";
    ImportGuess "import-guess" Note "Something in an imported text was taken for what it seems to be.";
    ImportLeftOut "import-left-out" Warning "A part of an imported text is not in the Markdown, for the reason given; a note for what only stands around a text, as menus and running heads do, and for pictures where only the Markdown was asked for.";
    ImportWordsMissing "import-words-missing" Warning "Words of an imported text are not in the Markdown: a fault of the importer.";

    FrontMatterSyntax "front-matter-syntax" Error "The front matter is not valid YAML or TOML.";
    FrontMatterType "front-matter-type" Error "A front matter key has a value of the wrong type.";
    FrontMatterUnknownKey "front-matter-unknown-key" Warning "A front matter key is not known.";
    FrontMatterMisplaced "front-matter-misplaced" Warning "What looks like front matter is not read as such.";
    ContactUnclear "contact-unclear" Warning "A contact holds no e-mail or web address to link to.";
    DateInvalid "date-invalid" Warning "A date is not of the calendar, or not in a form that is read.";
    LanguageInvalid "language-invalid" Warning "A language tag is not valid BCP 47.";
    LanguageMismatch "language-mismatch" Warning "The text seems to be in another language than declared.";
    TitleMissing "title-missing" Warning "The article has no title.";
    TitleDiffers "title-differs" Warning "The title in the front matter differs from the first heading.";

    TakenAsByline "taken-as-byline" Note "A paragraph was taken as the byline.";
    TakenAsAuthors "taken-as-authors" Note "A line of the front matter was taken as several authors.";
    TakenAsCredits "taken-as-credits" Note "The last block was taken as credits or contact.";
    TakenAsTitle "taken-as-title" Note "A heading or the file name was taken as the title.";
    TakenAsEndMark "taken-as-end-mark" Note "A closing mark was taken as the end mark.";

    HeadingLevel "heading-level" Warning "A heading's level was changed so that none is skipped.";
    HeadingDuplicateId "heading-duplicate-id" Warning "Two elements ask for the same id.";
    HeadingNested "heading-nested" Warning "A heading inside a quote, note or list became a paragraph.";
    HeadingNoSpace "heading-no-space" Warning "A line begins with `#` but is no heading, for lack of a space; a note if it may be a hashtag.";
    HeadingEmpty "heading-empty" Warning "A heading has no text and was left out.";
    PullQuoteUnknown "pull-quote-unknown" Warning "A pull quote's words do not stand in the article.";
    AlertUnknown "alert-unknown" Warning "A block quote's marker names no known kind.";
    FenceUnclosed "fence-unclosed" Warning "A code block is never closed and runs to the end of the text.";
    FencedDiv "fenced-div" Warning "A fenced div (`:::`) is not supported and is printed as it stands.";
    ForeignSyntax "foreign-syntax" Warning "Markup of another dialect is printed as it stands.";
    StressUnclosed "stress-unclosed" Warning "Asterisks meant to begin strong emphasis are printed as they stand.";
    ReferenceUndefined "reference-undefined" Warning "A link refers to an address that nothing defines.";
    FootnoteUndefined "footnote-undefined" Warning "A footnote is referred to but not defined.";
    FootnoteUnused "footnote-unused" Warning "A footnote is defined but never referred to.";
    FootnoteDuplicate "footnote-duplicate" Warning "A footnote is defined twice.";
    FootnoteNested "footnote-nested" Warning "A footnote is referred to where none can stand.";
    NestingFlattened "nesting-flattened" Warning "Blocks nested too deeply were flattened.";
    HtmlDropped "html-dropped" Warning "Raw HTML was reduced to what both outputs can hold.";
    HtmlRepaired "html-repaired" Warning "Raw HTML was unclosed or misnested and was repaired.";
    CharacterDropped "character-dropped" Warning "A control character that no output can hold was dropped.";
    MathAsSource "math-as-source" Warning "A formula is shown as its source.";
    AttributeUnknown "attribute-unknown" Warning "An attribute in braces is not known and was left out.";
    AttributeMalformed "attribute-malformed" Warning "Attributes in braces are not well written.";
    TableRagged "table-ragged" Warning "A table's rows differ in length and were evened out.";
    AllowUnknownCode "allow-unknown-code" Warning "A message-control comment names no known code.";
    CommentUnknown "comment-unknown" Warning "A comment looks like an order that Offprint does not know.";

    AddressMalformed "address-malformed" Warning "An address holds spaces or a title that is not well written: it makes no link or picture.";
    LinkTargetMissing "link-target-missing" Warning "A link points to an anchor that is not there.";
    LinkEmpty "link-empty" Warning "A link has no address or no text.";
    LinkUnsafe "link-unsafe" Warning "A link's address uses a scheme that is not allowed.";
    LinkToFile "link-to-file" Warning "A link points to a file beside the article, which readers of the outputs do not have.";

    ImageMissing "image-missing" Warning "An image file is not there or cannot be read.";
    ImageOutsideRoots "image-outside-roots" Warning "An image lies outside the folders that may be read.";
    ImageRemote "image-remote" Warning "An image is on the network and was not fetched.";
    ImageBroken "image-broken" Warning "An image cannot be decoded.";
    ImageTooLarge "image-too-large" Warning "An image is larger than the limit.";
    ImageUnsupported "image-unsupported" Warning "An image is of a kind that is not supported.";
    ImageNoAlt "image-no-alt" Warning "An image has no alternative text.";
    ImageScaled "image-scaled" Note "An image was scaled down for the EPUB.";
    ImageAnimated "image-animated" Warning "An animated image is shown by its first frame.";
    SvgReduced "svg-reduced" Warning "An SVG held something that no output may carry or show.";

    CssSyntax "css-syntax" Warning "A stylesheet has a syntax error.";
    CssUnsupportedProperty "css-unsupported-property" Warning "A CSS property is not supported.";
    CssUnsupportedValue "css-unsupported-value" Warning "A CSS value is not supported or not valid for its property.";
    CssUnsupportedSelector "css-unsupported-selector" Warning "A CSS selector is not supported.";
    CssUnsupportedRule "css-unsupported-rule" Warning "A CSS at-rule is not supported.";
    CssScreenOnly "css-screen-only" Warning "A CSS declaration has no effect in the PDF.";
    CssReaderOverride "css-reader-override" Warning "A rule takes a choice away from the e-reader's user.";
    CssLowContrast "css-low-contrast" Warning "A colour is too close to its background to be read.";
    StyleUnknown "style-unknown" Error "A style is neither built in nor a CSS file.";
    PageSizeInvalid "page-size-invalid" Error "A page size is not known.";

    FontMissing "font-missing" Warning "A font that was asked for is not available; a note if a later family of the list is.";
    FontBroken "font-broken" Warning "A font file cannot be read.";
    FontNotEmbeddable "font-not-embeddable" Warning "A font's licence bits forbid embedding.";
    FontStyleMissing "font-style-missing" Warning "A font has no face of the weight or slope asked for.";
    GlyphMissing "glyph-missing" Warning "No font has a glyph for a character or several.";

    LineOverfull "line-overfull" Warning "A line is wider than its column and could not be broken.";
    LinesOverlap "lines-overlap" Warning "Lines stand closer than their letters are high.";
    WordCut "word-cut" Warning "A word is wider than its line and was cut without a hyphen.";
    TableTooWide "table-too-wide" Warning "A table does not fit its column.";
    PageNumbersUnsettled "page-numbers-unsettled" Warning "Page numbers in the text did not come to rest.";
    PageWidths "page-widths" Warning "Text runs through pages of different widths and is set for the narrowest.";
    PageTooSmall "page-too-small" Error "A page has no room left for text.";
    BreakContradicted "break-contradicted" Warning "A page must end where another rule asks that none does.";
    NoteLate "note-late" Warning "A note begins on a later page than its call.";
    StringCut "string-cut" Warning "A string is longer than PDF allows and was cut.";
}
