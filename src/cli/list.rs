//! The commands that print what is built in.

use std::collections::BTreeSet;
use std::io::Write;

use offprint::diagnostic::Context;
use offprint::font::{FontBook, FontStyle, read_faces};
use offprint::source::Sources;
use offprint::style::BuiltIn;

use super::args::{FontArgs, MessageFormat};
use super::{Failure, inputs, report};

/// Prints to standard output; a closed pipe is no fault.
fn print(text: &[u8]) {
    let _ = std::io::stdout().write_all(text);
}

/// `offprint styles`.
pub fn styles() -> Result<(), Failure> {
    for style in BuiltIn::ALL {
        let default = if *style == BuiltIn::default() { " (default)" } else { "" };
        print(format!("{:<12}{}{default}\n", style.name(), style.description()).as_bytes());
    }
    Ok(())
}

/// `offprint fonts`.
pub fn fonts(args: &FontArgs) -> Result<(), Failure> {
    let context = Context::new();
    let mut book = FontBook::bundled();
    for bytes in inputs::fonts(args, &context) {
        read_faces(&bytes).into_iter().flatten().for_each(|face| {
            book.push(face);
        });
    }
    let faces = book.iter().map(|(_, face)| (face.info.family.clone(), face.info.weights(), face.info.style));
    let faces: BTreeSet<(String, (u16, u16), FontStyle)> = faces.collect();
    for (family, (least, most), style) in faces {
        let weight = if least == most { least.to_string() } else { format!("{least}–{most}") };
        let slope = match style {
            FontStyle::Normal => "",
            FontStyle::Italic => " italic",
            FontStyle::Oblique => " oblique",
        };
        print(format!("{family:<28}{weight}{slope}\n").as_bytes());
    }
    report::print(&context.take_diagnostics(), &Sources::default(), MessageFormat::Human);
    Ok(())
}

/// `offprint completions`.
pub fn completions(shell: clap_complete::Shell, command: &mut clap::Command) -> Result<(), Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, command, "offprint", &mut script);
    print(&script);
    Ok(())
}

/// `offprint man`: the pages of the program and of each command, one after the other.
pub fn man(command: clap::Command) -> Result<(), Failure> {
    let mut page = Vec::new();
    clap_mangen::Man::new(command.clone()).render(&mut page).map_err(|_| Failure::Errors)?;
    for sub in command.get_subcommands() {
        let name: &'static str = Box::leak(format!("offprint-{}", sub.get_name()).into_boxed_str());
        let sub = sub.clone().name(name);
        clap_mangen::Man::new(sub).render(&mut page).map_err(|_| Failure::Errors)?;
    }
    print(&page);
    Ok(())
}
