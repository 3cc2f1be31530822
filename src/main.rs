//! The `offprint` command: articles in, books and papers out.

fn main() {}
