//! Collapsing margins (CSS 2, 8.3.1).

use crate::geometry::Length;

/// Adjoining margins: the largest positive and the most negative.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CollapsedMargin {
    positive: Length,
    negative: Length,
}

impl CollapsedMargin {
    /// Adds a margin that adjoins.
    pub fn adjoin(&mut self, margin: Length) {
        self.positive = self.positive.max(margin);
        self.negative = self.negative.min(margin);
    }

    /// The space that the margins make.
    pub fn solve(self) -> Length {
        self.positive + self.negative
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_larger_wins_and_negative_ones_pull() {
        let mut margin = CollapsedMargin::default();
        for points in [10, 4, -3, -7] {
            margin.adjoin(Length::pt(points));
        }
        assert_eq!(margin.solve(), Length::pt(3));
    }
}
