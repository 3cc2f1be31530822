//! Prints an article of as many words as its argument says: `cargo run --example article -- 700 > article.md`; with
//! notes and pull quotes if `feature` follows, as plain text or as a web page if `text` or `page` does.

#[path = "mod.rs"]
mod article;
#[path = "feature.rs"]
mod feature;
#[path = "sources.rs"]
mod sources;

fn main() -> std::process::ExitCode {
    let words = std::env::args().nth(1).and_then(|words| words.parse().ok());
    let Some(words) = words else {
        eprintln!("usage: article WORDS [feature|text|page]");
        return std::process::ExitCode::from(2);
    };
    let text = match std::env::args().nth(2).as_deref() {
        Some("feature") => feature::feature(words),
        Some("text") => sources::text(words),
        Some("page") => sources::page(words),
        _ => article::article(words),
    };
    print!("{text}");
    std::process::ExitCode::SUCCESS
}
