//! How far a character at a line's edge hangs into the margin.
//!
//! The amounts are in thousandths of the character's own width, after the practice of pdfTeX's margin kerning.

/// Thousandths of its width by which a character at a line's start hangs out.
pub(super) fn at_start(character: char) -> i32 {
    match character {
        '\u{2018}' | '\u{2019}' | '\'' | '\u{201A}' => 600,
        '\u{201C}' | '\u{201D}' | '"' | '\u{201E}' | '\u{AB}' | '\u{BB}' | '\u{2039}' | '\u{203A}' => 450,
        '(' | '[' => 80,
        '\u{2013}' | '\u{2014}' | '-' => 200,
        'A' | 'T' | 'V' | 'W' | 'Y' | 'v' | 'w' | 'y' => 40,
        _ => 0,
    }
}

/// Thousandths of its width by which a character at a line's end hangs out.
pub(super) fn at_end(character: char) -> i32 {
    match character {
        '.' | ',' => 700,
        '-' | '\u{AD}' | '\u{2010}' => 550,
        ';' | ':' => 400,
        '!' | '?' => 150,
        '\u{2018}' | '\u{2019}' | '\'' => 650,
        '\u{201C}' | '\u{201D}' | '"' | '\u{AB}' | '\u{BB}' | '\u{203A}' => 450,
        ')' | ']' => 80,
        '\u{2013}' => 250,
        '\u{2014}' => 180,
        'r' | 't' | 'f' | 'k' | 'v' | 'w' | 'x' | 'y' | 'A' | 'F' | 'K' | 'L' | 'P' | 'T' | 'V' | 'W'
        | 'Y' => 40,
        _ => 0,
    }
}
