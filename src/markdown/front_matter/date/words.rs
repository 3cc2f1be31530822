//! Dates as people write them: `23 November 2026`, `November 23, 2026`, `23.11.2026`.

/// Words that stand between the parts of a date, in the languages that we know.
const BETWEEN: [&str; 7] = ["of", "the", "de", "del", "do", "г", "r"];

/// What follows the number of a day.
const ORDINALS: [&str; 9] = ["st", "nd", "rd", "th", "er", "re", "º", "ª", "°"];

/// A date in words in ISO's form, not yet looked up in the calendar; `None` if it may be read in two ways or not at
/// all. `months` are the names of the twelve, in rows by language and case.
pub(super) fn iso<'m>(text: &str, months: impl Iterator<Item = (&'m str, &'m str)>) -> Option<String> {
    if let Some(numbers) = numbers(text, '.') {
        return match numbers {
            [Part { value: day, .. }, Part { value: month, .. }, year] if year.is_year() => {
                Some(format!("{:04}-{month:02}-{day:02}", year.value))
            }
            _ => None,
        };
    }
    let rows: Vec<&str> = months.flat_map(|(within, alone)| [within, alone]).collect();
    let (mut day, mut month, mut year) = (None, None, None);
    for word in text.split([' ', ',', '\u{a0}']).filter(|word| !word.is_empty()) {
        let word = word.trim_end_matches('.').to_lowercase();
        if let Some(number) = Part::of(&word) {
            let place = if number.is_year() { &mut year } else { &mut day };
            if place.replace(number.value).is_some() {
                return None;
            }
        } else if let Some(number) = month_of(&word, &rows) {
            if month.replace(number).is_some() {
                return None;
            }
        } else if !BETWEEN.contains(&word.as_str()) {
            return None;
        }
    }
    let (year, month) = (year?, month?);
    Some(match day {
        Some(day) => format!("{year:04}-{month:02}-{day:02}"),
        None => format!("{year:04}-{month:02}"),
    })
}

/// The days that three numbers with other signs between them may mean, in ISO's form.
pub(super) fn candidates(text: &str) -> Vec<String> {
    let found = ['/', '-', '.'].into_iter().find_map(|sign| numbers(text, sign));
    let iso = |year: &Part, month: &Part, day: &Part| {
        format!("{:04}-{:02}-{:02}", year.value, month.value, day.value)
    };
    let mut days = match &found {
        Some([year, month, day]) if year.is_year() => vec![iso(year, month, day)],
        Some([one, other, year]) if year.is_year() => vec![iso(year, other, one), iso(year, one, other)],
        _ => Vec::new(),
    };
    days.dedup();
    days
}

/// A number, and how it is written.
#[derive(Clone, Copy, Debug)]
struct Part {
    value: u16,
    digits: usize,
}

impl Part {
    /// One to four digits, with or without what makes them an ordinal.
    fn of(word: &str) -> Option<Part> {
        let digits = ORDINALS.iter().find_map(|ending| word.strip_suffix(ending)).unwrap_or(word);
        let is_number = digits.bytes().all(|byte| byte.is_ascii_digit());
        let value = digits.parse().ok().filter(|_| is_number && digits.len() <= 4)?;
        Some(Part { value, digits: digits.len() })
    }

    fn is_year(&self) -> bool {
        self.digits == 4
    }
}

/// Three numbers with a sign between them, of which one is a year.
fn numbers(text: &str, sign: char) -> Option<[Part; 3]> {
    let mut parts = text.split(sign).map(|part| Part::of(part.trim()));
    let numbers = [parts.next()??, parts.next()??, parts.next()??];
    let years = numbers.iter().filter(|part| part.is_year()).count();
    (parts.next().is_none() && years == 1).then_some(numbers)
}

/// The number of a month: its name in any row, or the first three or four letters of the English one.
fn month_of(word: &str, rows: &[&str]) -> Option<usize> {
    let in_row = |row: &&str| row.split(' ').position(|name| name.to_lowercase() == word);
    let short = |row: &&str| {
        let begins = |name: &str| (3..=4).contains(&word.len()) && name.to_lowercase().starts_with(word);
        row.split(' ').position(begins)
    };
    rows.iter().find_map(in_row).or_else(|| rows.first().and_then(short)).map(|index| index + 1)
}
