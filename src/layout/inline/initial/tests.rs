//! Where initial letters and the lines beside them stand.

use std::sync::Arc;

use proptest::prelude::*;

use super::ink::Ink;
use crate::diagnostic::Context;
use crate::document::Document;
use crate::font::{DISPLAY, FontBook, SERIF};
use crate::geometry::Length;
use crate::layout::frame::{ContentTag, FrameItemKind, GlyphRun};
use crate::layout::inline::{InlineContent, InlineItem, Line, LineItem, Measure, Typesetter};
use crate::source::Span;
use crate::structure::ContentId;
use crate::style::{ComputedStyle, FontFamily, Hyphens, InitialLetter, LineHeight, TextAlign};

const REST: &str = "he gauge on the fish quay is a pipe, a sensor and a small computer. It measures the height of the \
    sea every second and publishes a reading every minute. In six years it has cost a little, most of it for the pipe. \
    It is right to within a centimetre for as long as somebody checks it, which is what this handbook is about. You \
    need no training to keep it. You do need to be able to read a staff, use a spanner and copy a file, and to write \
    down what you did on the day when you did it.";

/// A paragraph that begins with an initial letter of so many lines.
struct Case<'a> {
    letter: &'a str,
    rest: &'a str,
    family: &'static str,
    size: i32,
    line_height: i32,
    initial: InitialLetter,
}

impl Case<'_> {
    fn content(&self) -> InlineContent {
        let mut style = ComputedStyle::default();
        let text = Arc::make_mut(&mut style.text);
        text.align = TextAlign::Justify;
        text.hyphens = Hyphens::Auto;
        text.hang_first = true;
        text.justification.protrusion = 100;
        text.line_height = LineHeight::Length(Length::pt(self.line_height));
        Arc::make_mut(&mut style.font).size = Length::pt(self.size);
        let mut letter = style.clone();
        Arc::make_mut(&mut letter.font).family = vec![FontFamily::Named(self.family.into())];
        Arc::make_mut(&mut letter.boxed).initial_letter = self.initial;
        let text = |text: &str, style: &ComputedStyle| InlineItem::Text {
            text: text.into(),
            node: None,
            offset: 0,
            style: style.clone(),
            language: "en".into(),
            tag: ContentTag::Content(ContentId(0)),
            span: Span::default(),
        };
        let open = InlineItem::Open { style: letter.clone(), link: None, anchor: None };
        let items = vec![open, text(self.letter, &letter), InlineItem::Close, text(self.rest, &style)];
        InlineContent { style, language: "en".into(), items, initial: Some(0), span: Span::default() }
    }

    /// Calls back with the finished lines.
    fn set<R>(&self, width: Length, check: impl FnOnce(&Typesetter<'_>, &[Line], bool) -> R) -> R {
        let fonts = FontBook::bundled();
        let context = Context::new();
        let document = Document::new(Span::default());
        let typesetter = Typesetter::new(&document, &fonts, &context);
        let content = self.content();
        let paragraph = typesetter.paragraph(&content);
        let measure = Measure::uniform(width);
        let lines = typesetter.lines(&paragraph, &measure);
        let fits = typesetter.lines_with_room(&paragraph, &measure).is_some();
        check(&typesetter, &lines, fits)
    }
}

fn lines_of(size: u16) -> InitialLetter {
    InitialLetter { size: size * 100, sink: size as u8 }
}

fn runs(line: &Line) -> impl Iterator<Item = (&LineItem, &GlyphRun)> {
    line.items.iter().filter_map(|item| match &item.kind {
        FrameItemKind::Text(run) => Some((item, run)),
        _ => None,
    })
}

/// The initial letter's run: the only one that is not of the text's size.
fn letter(lines: &[Line], size: i32) -> (&LineItem, &GlyphRun) {
    let mut found = runs(lines.first().expect("a line")).filter(|(_, run)| run.size != Length::pt(size));
    found.next().expect("an initial letter")
}

fn cap_height(typesetter: &Typesetter<'_>, run: &GlyphRun) -> f64 {
    let metrics = typesetter.fonts.face(run.font).expect("a face").metrics();
    f64::from(metrics.cap_height) * run.size.to_pt() / f64::from(metrics.units_per_em)
}

#[test]
fn it_stands_on_its_last_line_and_reaches_the_cap_line_of_its_first() {
    for family in [SERIF, DISPLAY] {
        for (size, line_height) in [(9, 12), (11, 15), (10, 14), (12, 19)] {
            for lines in 2..=5u16 {
                for letter_text in ["T", "W", "A", "\u{201C}I", "\u{C9}", "Q", "J"] {
                    let initial = lines_of(lines);
                    let case = Case { letter: letter_text, rest: REST, family, size, line_height, initial };
                    case.set(Length::pt(300), |typesetter, set, fits| {
                        assert!(fits, "{letter_text} over {lines} lines");
                        let (item, run) = letter(set, size);
                        let body = runs(set.last().expect("a line")).next().expect("text").1;
                        let baseline = item.y.to_pt();
                        let cap = baseline - cap_height(typesetter, run);
                        let wanted = f64::from(line_height) * f64::from(lines - 1);
                        assert!((baseline - wanted).abs() < 0.1, "{baseline} is not {wanted}");
                        assert!((cap + cap_height(typesetter, body)).abs() < 0.1, "cap line at {cap}");
                    });
                }
            }
        }
    }
}

#[test]
fn a_raised_letter_makes_its_first_line_higher() {
    let initial = InitialLetter { size: 300, sink: 1 };
    let case = Case { letter: "T", rest: REST, family: SERIF, size: 10, line_height: 14, initial };
    case.set(Length::pt(300), |typesetter, lines, _| {
        let (item, run) = letter(lines, 10);
        let body = runs(lines.last().expect("a line")).next().expect("text").1;
        assert_eq!(item.y, Length::ZERO);
        let rise = cap_height(typesetter, run) - cap_height(typesetter, body);
        assert!((rise - 28.0).abs() < 0.1, "{rise}");
        let heights: Vec<Length> = lines.iter().map(|line| line.height).collect();
        assert_eq!(heights.first(), Some(&Length::pt(42)));
        assert!(heights.iter().skip(1).all(|&height| height == Length::pt(14)));
    });
}

#[test]
fn a_letter_without_case_is_as_high_as_a_capital_by_its_own_ink() {
    // The glottal stop is higher than a capital in this face.
    let case = Case {
        letter: "\u{294}",
        rest: REST,
        family: SERIF,
        size: 10,
        line_height: 14,
        initial: lines_of(3),
    };
    case.set(Length::pt(300), |typesetter, lines, _| {
        let (item, run) = letter(lines, 10);
        let body = runs(lines.last().expect("a line")).next().expect("text").1;
        let inks = Ink::of_run(typesetter, run, item.x, Length::MAX, -item.y);
        let (low, high) = inks.first().and_then(Ink::heights).expect("ink");
        assert!((low.to_pt() + 28.0).abs() < 0.1, "{}", low.to_pt());
        assert!((high.to_pt() - cap_height(typesetter, body)).abs() < 0.1, "{}", high.to_pt());
        assert!((cap_height(typesetter, run) - 28.0 - high.to_pt()).abs() > 0.5, "no higher than a capital");
    });
}

#[test]
fn whatever_stands_first_is_set() {
    let initial = lines_of(3);
    for letter_text in ["\u{3042}", "7", "x", "\u{20AC}"] {
        let case =
            Case { letter: letter_text, rest: REST, family: SERIF, size: 10, line_height: 14, initial };
        case.set(Length::pt(300), |_, lines, _| assert_eq!(copied(lines), format!("{letter_text}{REST}")));
    }
}

#[test]
fn it_has_no_room_beside_too_few_lines_or_in_half_of_the_measure() {
    let case =
        |rest| Case { letter: "T", rest, family: SERIF, size: 10, line_height: 14, initial: lines_of(3) };
    case("he end.").set(Length::pt(300), |_, _, fits| assert!(!fits));
    case(REST).set(Length::pt(50), |_, _, fits| assert!(!fits));
    case(REST).set(Length::pt(300), |_, _, fits| assert!(fits));
}

#[test]
fn a_word_of_one_letter_keeps_its_space() {
    let case = Case {
        letter: "A",
        rest: " harbour lies below the town, and behind it the light, the yard and the second bridge. ",
        family: SERIF,
        size: 10,
        line_height: 14,
        initial: lines_of(2),
    };
    case.set(Length::pt(200), |_, lines, fits| {
        assert!(fits && copied(lines).starts_with("A harbour lies below"), "{}", copied(lines));
    });
}

#[test]
fn a_letter_that_juts_out_keeps_clear_of_it() {
    for lines in 2..=5 {
        let initial = lines_of(lines);
        let rest = format!("j {REST}");
        let case = Case { letter: "\u{420}", rest: &rest, family: SERIF, size: 10, line_height: 14, initial };
        case.set(Length::pt(160), |typesetter, set, _| {
            assert!(!is_touched(typesetter, set, 10, Length::from_pt(0.4)), "beside {lines} lines");
        });
    }
}

#[test]
fn lines_beside_it_stay_together() {
    let case =
        Case { letter: "T", rest: REST, family: SERIF, size: 10, line_height: 14, initial: lines_of(3) };
    case.set(Length::pt(300), |_, lines, _| {
        let kept: Vec<bool> = lines.iter().map(|line| line.keeps_next).take(4).collect();
        assert_eq!(kept, [true, true, false, false]);
    });
}

/// The text of the lines as it is copied, without the space before the first word.
fn copied(lines: &[Line]) -> String {
    let text: String = lines.iter().flat_map(runs).map(|(_, run)| run.text.as_str()).collect();
    text.trim_start().replace('\u{AD}', "")
}

/// Whether any text comes nearer than `distance` to the initial letter, which itself is skipped.
fn is_touched(typesetter: &Typesetter<'_>, lines: &[Line], size: i32, distance: Length) -> bool {
    let of = |item: &LineItem, run: &GlyphRun, y: Length| {
        Ink::of_run(typesetter, run, item.x, Length::pt(140), y - item.y)
    };
    let is_letter = |run: &GlyphRun| run.size != Length::pt(size);
    let mut letters = Vec::new();
    let mut others = Vec::new();
    let mut baseline = Length::ZERO;
    let mut last: Option<&Line> = None;
    for line in lines {
        if let Some(last) = last {
            baseline -= last.height - last.baseline + line.baseline;
        }
        last = Some(line);
        for (item, run) in runs(line) {
            let list = if is_letter(run) { &mut letters } else { &mut others };
            list.extend(of(item, run, baseline));
        }
    }
    letters.iter().any(|letter| others.iter().any(|other| letter.touches(other, distance)))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn no_text_touches_it_and_every_character_is_placed_once(
        letter_text in "[\u{201C}\u{BF}(]?[A-Z\u{C0}-\u{D6}\u{410}-\u{42F}][\u{2019}.,]?",
        rest in "[a-zA-Zäfgjpy, ]{1,12}",
        width in 160..420i32,
        lines in 2..5u16,
        display: bool,
    ) {
        let rest = format!("{} {REST}", rest.split_whitespace().collect::<Vec<_>>().join(" "));
        let family = if display { DISPLAY } else { SERIF };
        let case =
            Case { letter: &letter_text, rest: &rest, family, size: 10, line_height: 14, initial: lines_of(lines) };
        let (text, touched, fits) = case.set(Length::pt(width), |typesetter, lines, fits| {
            (copied(lines), is_touched(typesetter, lines, 10, Length::from_pt(0.4)), fits)
        });
        prop_assert!(!touched || !fits, "{letter_text} at {width}");
        prop_assert_eq!(text, format!("{letter_text}{rest}"));
    }
}
