//! The command line: arguments in, files and messages out. The only place that writes.
//!
//! Entry point: [`run`]. Exit codes: 0 done, 1 input or I/O errors, 2 usage; a shell
//! reports 130 when the user interrupts.

mod args;
mod build;
mod dump;
#[cfg(feature = "import")]
mod import;
mod inputs;
mod list;
mod output;
mod report;

use std::path::Path;
use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{CommandFactory, Parser};

use args::{Args, Command};

/// Why a command did not succeed; its messages have been shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Failure {
    /// Input or I/O errors.
    Errors,
    /// The command line asks for what does not exist.
    Usage,
}

/// Flags of other programs, and what says the same here.
const ELSEWHERE: [(&[&str], &str); 4] = [
    (
        &["--format", "--type", "--pdf", "--epub", "-f", "-t"],
        "to choose what is made: --to pdf, or --to epub,pdf",
    ),
    (
        &["--css", "--stylesheet", "--theme", "--template", "-c", "-s"],
        "to choose the look: --style NAME, or --style FILE.css",
    ),
    (&["--paper", "--page-size", "--papersize"], "to choose the page: --page a5, or --page 6inx9in"),
    (&["--language"], "to say the language: --lang en-GB"),
];

/// A file in the place of a command wants to be built; a flag of another program has its like here.
fn with_hint(mut error: clap::Error) -> clap::Error {
    if let Some(ContextValue::String(flag)) = error.get(ContextKind::InvalidArg) {
        let like = ELSEWHERE.iter().find(|(flags, _)| flags.contains(&flag.as_str()));
        if let Some((_, tip)) = like.filter(|_| error.kind() == ErrorKind::UnknownArgument) {
            error.remove(ContextKind::SuggestedArg);
            error.insert(ContextKind::Suggested, ContextValue::StyledStrs(vec![(*tip).into()]));
        }
        return error;
    }
    let word = match error.get(ContextKind::InvalidSubcommand) {
        Some(ContextValue::String(word)) => word.clone(),
        _ => return error,
    };
    if word.ends_with(".md") || Path::new(&word).is_file() {
        let tip = format!("to convert an article write: offprint build {word}");
        error.insert(ContextKind::Suggested, ContextValue::StyledStrs(vec![tip.into()]));
        error.remove(ContextKind::SuggestedSubcommand);
    }
    error
}

/// Runs the program.
pub fn run() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => {
            let error = with_hint(error);
            // Nobody is left to tell when standard error is closed.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    let result = match args.command {
        Command::Build(args) => build::run(&args),
        #[cfg(feature = "import")]
        Command::Import(args) => import::run(&args),
        Command::Dump(args) => dump::run(&args),
        Command::Styles => list::styles(),
        Command::Fonts(args) => list::fonts(&args),
        Command::Completions { shell } => list::completions(shell, &mut Args::command()),
        Command::Man => list::man(Args::command()),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure::Errors) => ExitCode::from(1),
        Err(Failure::Usage) => ExitCode::from(2),
    }
}
