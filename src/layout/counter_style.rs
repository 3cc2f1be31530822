//! Numbers as counter styles write them (CSS Counter Styles 3).

use crate::style::ListStyleType;

/// A number in a counter style; numbers outside a style's range are written in decimal.
pub fn format_counter(number: i64, style: &ListStyleType) -> String {
    let text = match style {
        ListStyleType::LowerRoman => roman(number),
        ListStyleType::UpperRoman => roman(number).map(|text| text.to_ascii_uppercase()),
        ListStyleType::LowerAlpha => alphabetic(number, 'a'..='z'),
        ListStyleType::UpperAlpha => alphabetic(number, 'A'..='Z'),
        ListStyleType::LowerGreek => alphabetic(number, 'α'..='ω'),
        ListStyleType::DecimalLeadingZero if (0..10).contains(&number) => Some(format!("0{number}")),
        _ => None,
    };
    text.unwrap_or_else(|| number.to_string())
}

fn roman(number: i64) -> Option<String> {
    const PARTS: [(i64, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    if !(1..4000).contains(&number) {
        return None;
    }
    let (mut text, mut rest) = (String::new(), number);
    for (value, letters) in PARTS {
        while rest >= value {
            text.push_str(letters);
            rest -= value;
        }
    }
    Some(text)
}

fn alphabetic(number: i64, letters: std::ops::RangeInclusive<char>) -> Option<String> {
    let letters: Vec<char> = letters.filter(|&letter| letter != 'ς').collect();
    let base = i64::try_from(letters.len()).ok().filter(|_| number > 0)?;
    let (mut rest, mut text) = (number, Vec::new());
    while rest > 0 {
        rest -= 1;
        text.push(letters.get(usize::try_from(rest % base).ok()?).copied()?);
        rest /= base;
    }
    Some(text.iter().rev().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_every_style() {
        let cases = [
            (4, ListStyleType::LowerRoman, "iv"),
            (1994, ListStyleType::UpperRoman, "MCMXCIV"),
            (0, ListStyleType::LowerRoman, "0"),
            (27, ListStyleType::LowerAlpha, "aa"),
            (-3, ListStyleType::UpperAlpha, "-3"),
            (24, ListStyleType::LowerGreek, "ω"),
            (7, ListStyleType::DecimalLeadingZero, "07"),
            (12, ListStyleType::Decimal, "12"),
        ];
        for (number, style, text) in cases {
            assert_eq!(format_counter(number, &style), text);
        }
    }
}
