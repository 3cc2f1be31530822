//! Carries the stress of words into another face: a title in a running head (CSS GCPM 3, 1.1).
//!
//! What sets a run apart from the text around it is kept, not its style, so that words in italic are roman in a head
//! that is italic.

use std::sync::Arc;

use crate::font::FontStyle;
use crate::geometry::Length;
use crate::style::{BoxProperties, ComputedStyle, FontProperties, LineHeight, VerticalAlign};

/// A text on one line, in runs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StressedText {
    /// Its runs in order; none is empty.
    pub runs: Vec<StressedRun>,
}

/// A stretch of text that is stressed alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StressedRun {
    /// The characters.
    pub text: String,
    /// What sets them apart; `None` for nothing.
    pub stress: Option<Arc<Stress>>,
}

/// What sets a run apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stress {
    own: Arc<FontProperties>,
    around: Arc<FontProperties>,
    align: VerticalAlign,
}

impl Stress {
    /// What sets a run of a style apart from the text around it; `align` is that of the boxes that hold it.
    pub fn between(own: &ComputedStyle, around: &ComputedStyle, align: VerticalAlign) -> Option<Arc<Stress>> {
        if own.font == around.font && align == VerticalAlign::Baseline {
            return None;
        }
        let (own, around) = (Arc::clone(&own.font), Arc::clone(&around.font));
        Some(Arc::new(Stress { own, around, align }))
    }

    /// A style with this stress. Its box has nothing but the place on the line.
    pub fn apply(&self, style: &ComputedStyle) -> ComputedStyle {
        let (own, around) = (&*self.own, &*self.around);
        let mut font = (*style.font).clone();
        if own.style != around.style {
            font.style = if font.style == FontStyle::Normal { FontStyle::Italic } else { FontStyle::Normal };
        }
        if own.weight > around.weight {
            font.weight = if font.weight < 600 { 700 } else { 900 };
        }
        if own.family != around.family {
            font.family.clone_from(&own.family);
        }
        let scaled = |length: Length| match around.size.0 {
            0 => length,
            size => length.scale(style.font.size.0, size),
        };
        if own.size != around.size {
            font.size = scaled(own.size);
        }
        if own.letter_spacing != around.letter_spacing {
            font.letter_spacing = scaled(own.letter_spacing);
        }
        if own.caps != around.caps {
            font.caps = own.caps;
        }
        if own.position != around.position {
            font.position = own.position;
        }
        let mut stressed = ComputedStyle { font: Arc::new(font), ..style.clone() };
        if self.align != VerticalAlign::Baseline {
            let mut text = (*style.text).clone();
            text.line_height = LineHeight::Length(Length::ZERO);
            stressed.text = Arc::new(text);
        }
        stressed.boxed = Arc::new(BoxProperties { vertical_align: self.align, ..BoxProperties::default() });
        stressed
    }
}

impl StressedText {
    /// The characters of all runs.
    pub fn text(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }

    /// Adds a run.
    pub fn push(&mut self, text: &str, stress: Option<Arc<Stress>>) {
        match self.runs.last_mut().filter(|last| last.stress == stress) {
            Some(last) => last.text.push_str(text),
            None if text.is_empty() => {}
            None => self.runs.push(StressedRun { text: text.to_owned(), stress }),
        }
    }

    /// Adds a run with every run of white space made one space, and none at the start of the text.
    pub fn push_collapsed(&mut self, text: &str, stress: Option<Arc<Stress>>) {
        let mut after_space = self.runs.last().is_none_or(|last| last.text.ends_with(' '));
        let mut collapsed = String::with_capacity(text.len());
        for character in text.chars() {
            let space = character.is_whitespace();
            if !(space && after_space) {
                collapsed.push(if space { ' ' } else { character });
            }
            after_space = space;
        }
        self.push(&collapsed, stress);
    }

    /// Drops a space at the end.
    pub fn trim_end(&mut self) {
        let Some(last) = self.runs.last_mut() else { return };
        last.text.truncate(last.text.trim_end().len());
        if last.text.is_empty() {
            self.runs.pop();
        }
    }

    /// The first so many bytes of the text, with a sign for what is left out.
    pub fn head(&self, bytes: usize, sign: &str) -> StressedText {
        let mut head = StressedText::default();
        let mut left = bytes;
        for run in &self.runs {
            let text = run.text.get(..left).unwrap_or(&run.text);
            head.push(text, run.stress.clone());
            left -= text.len();
        }
        head.push(sign, head.runs.last().and_then(|last| last.stress.clone()));
        head
    }
}

impl From<&str> for StressedText {
    fn from(text: &str) -> StressedText {
        let mut plain = StressedText::default();
        plain.push(text, None);
        plain
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn style(change: impl FnOnce(&mut FontProperties)) -> ComputedStyle {
        let mut font = FontProperties::default();
        change(&mut font);
        ComputedStyle { font: Arc::new(font), ..ComputedStyle::default() }
    }

    #[test]
    fn what_is_italic_in_a_title_is_roman_in_an_italic_head() {
        let italic = style(|font| font.style = FontStyle::Italic);
        let roman = style(|font| font.size = Length::pt(24));
        let emphasis = Stress::between(&italic, &roman, VerticalAlign::Baseline).unwrap();
        assert_eq!(emphasis.apply(&roman).font.style, FontStyle::Italic);
        assert_eq!(emphasis.apply(&italic).font.style, FontStyle::Normal);
        let plain = Stress::between(&roman, &roman, VerticalAlign::Baseline);
        assert_eq!(plain, None);
    }

    #[test]
    fn sizes_are_kept_in_proportion() {
        let (around, own) =
            (style(|font| font.size = Length::pt(30)), style(|font| font.size = Length::pt(20)));
        let raised = Stress::between(&own, &around, VerticalAlign::Super).unwrap();
        let set = raised.apply(&style(|font| font.size = Length::pt(9)));
        assert_eq!(set.font.size, Length::pt(6));
        assert_eq!(set.boxed.vertical_align, VerticalAlign::Super);
    }

    #[test]
    fn white_space_collapses_across_runs() {
        let bold = style(|font| font.weight = 700);
        let stress = Stress::between(&bold, &style(|_| {}), VerticalAlign::Baseline);
        let mut text = StressedText::default();
        text.push_collapsed(" The  big ", None);
        text.push_collapsed(" ship\n", stress);
        text.push_collapsed(" ", None);
        text.trim_end();
        assert_eq!(text.text(), "The big ship");
        assert_eq!(text.head(9, "…").text(), "The big s…");
        assert_eq!(text.head(9, "…").runs.len(), 2);
        assert_eq!(text.head(3, "…").runs.len(), 1);
    }
}
