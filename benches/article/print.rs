//! Prints an article of as many words as its argument says: `cargo run --example article -- 700 > article.md`.

#[path = "mod.rs"]
mod article;

fn main() -> std::process::ExitCode {
    let words = std::env::args().nth(1).and_then(|words| words.parse().ok());
    let Some(words) = words else {
        eprintln!("usage: article WORDS");
        return std::process::ExitCode::from(2);
    };
    print!("{}", article::article(words));
    std::process::ExitCode::SUCCESS
}
