//! The grid of lines: running text stands on multiples of its line height, measured from the top of the page.
//!
//! After an interruption (a heading, a figure, a quote) the next line of running text is put back on the grid. What
//! is missing is added to the spaces around the interruption; a small excess is taken out of them.

use crate::geometry::Length;

/// How far the next line of running text has to move from `y` to stand on the grid; negative is up.
///
/// `spaces` is the space since the last line on the grid: an excess of up to a quarter line is taken out of it, if
/// that leaves three quarters of it.
pub fn snap(y: Length, grid: Length, spaces: Length) -> Length {
    if grid <= Length::ZERO {
        return Length::ZERO;
    }
    let over = Length(y.0.rem_euclid(grid.0));
    if over == Length::ZERO {
        Length::ZERO
    } else if over.scale(4, 1) <= grid.min(spaces) {
        -over
    } else {
        grid - over
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_go_down_to_the_grid_unless_little_is_over() {
        let grid = Length::pt(16);
        assert_eq!(snap(Length::pt(32), grid, Length::ZERO), Length::ZERO);
        assert_eq!(snap(Length::pt(34), grid, Length::pt(24)), -Length::pt(2));
        assert_eq!(snap(Length::pt(34), grid, Length::pt(4)), Length::pt(14));
        assert_eq!(snap(Length::pt(40), grid, Length::pt(24)), Length::pt(8));
    }
}
