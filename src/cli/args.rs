//! The arguments; their help texts are the reference that `--help` and the manual page print.

use std::path::PathBuf;

use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};

const EXAMPLES: &str = "\
Examples:
  offprint build article.md                    writes article.epub and article.pdf beside it
  offprint build article.md -o out/            writes both into out/
  offprint build article.md -o article.pdf     writes just this PDF
  offprint build *.md --to epub --strict       fails on any warning
  offprint build - -o article.pdf < article.md reads standard input
  offprint build article.md --style house.css  adds a stylesheet of your own";

/// Turns articles written in Markdown into EPUB and PDF.
#[derive(Debug, Parser)]
#[command(name = "offprint", version, about, long_about = None, after_help = EXAMPLES, propagate_version = true)]
pub struct Args {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Convert articles.
    #[command(after_help = EXAMPLES)]
    Build(BuildArgs),
    /// Turn texts of other kinds into Markdown.
    #[cfg(feature = "import")]
    Import(ImportArgs),
    /// Print what an article is made into on its way.
    Dump(DumpArgs),
    /// List the built-in styles.
    Styles,
    /// List the fonts that styles can name.
    Fonts(FontArgs),
    /// Print a completion script for a shell.
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
    /// Print the manual page.
    Man,
}

/// What to convert, and how.
#[derive(Debug, ClapArgs)]
pub struct BuildArgs {
    /// Markdown files, or others that can be imported; `-` is standard input, whose outputs are called article.epub and
    /// article.pdf if -o names none
    #[arg(required = true, value_name = "FILE")]
    pub inputs: Vec<PathBuf>,
    /// Folder for the outputs, or, for one input, a file ending in .epub or .pdf
    #[arg(short, long, value_name = "PATH")]
    pub output: Option<PathBuf>,
    /// What to make [default: epub,pdf, or what the ending of -o says]
    #[arg(long, value_name = "FORMATS", value_delimiter = ',')]
    pub to: Option<Vec<Format>>,
    #[command(flatten)]
    pub common: CommonArgs,
    /// Treat warnings as errors: nothing is written if there are any, for whichever article
    #[arg(long)]
    pub strict: bool,
    /// How messages are printed to standard error: for people, or one JSON object a line
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub message_format: MessageFormat,
}

/// What to turn into Markdown.
#[cfg(feature = "import")]
#[derive(Debug, ClapArgs)]
pub struct ImportArgs {
    /// The files; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    pub inputs: Vec<PathBuf>,
    /// Folder for the Markdown and its pictures, or, for one input, a file ending in .md [default: standard output]
    #[arg(short, long, value_name = "PATH")]
    pub output: Option<PathBuf>,
    #[command(flatten)]
    pub from: FromArgs,
    /// Treat warnings as errors: nothing is written if there are any, for whichever input
    #[arg(long)]
    pub strict: bool,
    /// How messages are printed to standard error: for people, or one JSON object a line
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub message_format: MessageFormat,
}

/// What the inputs are.
#[derive(Debug, ClapArgs)]
pub struct FromArgs {
    /// What the inputs are [default: by their names and contents]
    #[cfg(feature = "import")]
    #[arg(long, value_name = "KIND")]
    pub from: Option<FromKind>,
}

/// A kind of input.
#[cfg(feature = "import")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FromKind {
    /// Offprint's Markdown.
    Markdown,
    /// An EPUB that Offprint wrote.
    Epub,
    /// Pandoc's AST, as `pandoc -t json` writes it.
    PandocJson,
    /// A saved web page.
    Html,
    /// Plain text, as extractors, databases, mails and typescripts give it.
    Text,
}

/// What every command that reads an article takes.
#[derive(Debug, ClapArgs)]
pub struct CommonArgs {
    #[command(flatten)]
    pub from: FromArgs,
    /// A built-in style, or a CSS file that is added after it; may be given several times
    #[arg(long, value_name = "NAME|FILE.css")]
    pub style: Vec<String>,
    /// Page size of the PDF: a4, letter, a5, … with `-landscape` if wanted, or such as 6inx9in
    /// [default: the style's, else by the language's region]
    #[arg(long, value_name = "SIZE")]
    pub page: Option<String>,
    /// Language of the articles, BCP 47: en-GB, de, fr-CA … [default: the article's `language`, else en]
    #[arg(long, value_name = "TAG")]
    pub lang: Option<String>,
    #[command(flatten)]
    pub fonts: FontArgs,
    /// A folder besides the article's own from which pictures may be read; may be given several times
    #[arg(long, value_name = "DIR")]
    pub allow: Vec<PathBuf>,
}

/// Where fonts come from.
#[derive(Debug, ClapArgs)]
pub struct FontArgs {
    /// A font file, or a folder of them, to use besides the bundled ones; may be given several times
    #[arg(long, value_name = "PATH")]
    pub font_path: Vec<PathBuf>,
    /// Use the fonts installed on this machine too; the outputs then depend on the machine
    #[arg(long)]
    pub system_fonts: bool,
}

/// What to print.
#[derive(Debug, ClapArgs)]
pub struct DumpArgs {
    /// The Markdown file, or another that can be imported; `-` is standard input
    #[arg(value_name = "FILE")]
    pub input: PathBuf,
    /// The form to print
    #[arg(long, value_name = "STAGE")]
    pub stage: StageName,
    /// How to print the stage `document`: as text, or as Pandoc's AST
    #[cfg(feature = "import")]
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub to: DumpFormat,
    #[command(flatten)]
    pub common: CommonArgs,
}

/// An output format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// An EPUB 3.3 book.
    Epub,
    /// A PDF/UA-1 and PDF/A-2a document.
    Pdf,
}

/// How messages are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum MessageFormat {
    /// With the source line, for people.
    Human,
    /// One JSON object a line, for programs.
    Json,
}

/// How a stage is printed.
#[cfg(feature = "import")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum DumpFormat {
    /// Indented text.
    Text,
    /// Pandoc's AST, as `pandoc -f json` reads it.
    PandocJson,
}

/// A form that an article takes on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum StageName {
    /// The document tree.
    Document,
    /// The computed styles.
    Styles,
    /// The boxes of the layout.
    Boxes,
    /// The finished pages.
    Layout,
    /// The PDF's structure tree.
    Structure,
    /// What an editor would mark on the finished pages: loose lines, hyphens, runts, widows, and more.
    Quality,
}
