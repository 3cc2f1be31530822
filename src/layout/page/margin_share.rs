//! Shares the length of a page's side between its three margin boxes (CSS Paged Media 3, 5.3.2).

use crate::geometry::Length;

/// What a box wants of its side, its edges included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// The least that its text needs.
    pub least: Length,
    /// The most that it fills.
    pub most: Length,
    /// It has a size of its own, which is both.
    pub is_given: bool,
}

impl Wanted {
    /// What both outer boxes want if they are to be of one size.
    fn of_pair([first, last]: [Wanted; 2]) -> Wanted {
        Wanted {
            least: first.least.max(last.least).scale(2, 1),
            most: first.most.max(last.most).scale(2, 1),
            is_given: first.is_given && last.is_given,
        }
    }
}

/// Where each of the three boxes of a side begins and how long it is. The outer ones stand at the ends, the middle one
/// in the middle whatever they want; without it, these two share the room.
pub fn share(wanted: [Option<Wanted>; 3], room: Length) -> [(Length, Length); 3] {
    let [first, middle, last] = wanted;
    let outer = [first, last].map(Option::unwrap_or_default);
    let (first, middle, last) = match middle {
        None => {
            let [first, last] = flex(outer, room);
            (first, Length::ZERO, last)
        }
        Some(middle) => {
            let [middle, _] = flex([middle, Wanted::of_pair(outer)], room);
            let side = Length((room - middle).0 / 2);
            let [first, last] = outer.map(|own| if own.is_given { own.most } else { side });
            (first, middle, last)
        }
    };
    [(Length::ZERO, first), (Length((room - middle).0 / 2), middle), (room - last, last)]
}

/// Shares a room between two boxes by what they want (`flex-fit`).
fn flex([a, b]: [Wanted; 2], room: Length) -> [Length; 2] {
    let share = |base: (Length, Length), weight: (Length, Length)| {
        let spare = room - base.0 - base.1;
        let sum = (weight.0 + weight.1).0;
        let first = if sum == 0 { Length(spare.0 / 2) } else { spare.scale(weight.0.0, sum) };
        let first = base.0 + first;
        [first, room - first]
    };
    match (a.is_given, b.is_given) {
        (true, true) => [a.most, b.most],
        (true, false) => [a.most, room - a.most],
        (false, true) => [room - b.most, b.most],
        _ if a.most + b.most <= room => share((a.most, b.most), (a.most, b.most)),
        _ if a.least + b.least <= room => share((a.least, b.least), (a.most - a.least, b.most - b.least)),
        _ => share((a.least, b.least), (a.least, b.least)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wants(least: i32, most: i32) -> Option<Wanted> {
        Some(Wanted { least: Length::pt(least), most: Length::pt(most), is_given: false })
    }

    fn given(size: i32) -> Option<Wanted> {
        Some(Wanted { least: Length::pt(size), most: Length::pt(size), is_given: true })
    }

    fn shares(wanted: [Option<Wanted>; 3], room: i32) -> [(i32, i32); 3] {
        let round = |length: Length| length.to_pt().round() as i32;
        share(wanted, Length::pt(room)).map(|(start, length)| (round(start), round(length)))
    }

    #[test]
    fn two_boxes_share_the_room_by_what_they_want() {
        assert_eq!(shares([wants(10, 60), None, wants(10, 20)], 160), [(0, 120), (80, 0), (120, 40)]);
        assert_eq!(shares([wants(10, 110), None, wants(10, 60)], 95), [(0, 60), (48, 0), (60, 35)]);
    }

    #[test]
    fn a_middle_box_stands_in_the_middle() {
        assert_eq!(shares([wants(10, 30), wants(10, 40), None], 200), [(0, 60), (60, 80), (140, 60)]);
        assert_eq!(shares([wants(12, 12); 3], 90), [(0, 30), (30, 30), (60, 30)]);
    }

    #[test]
    fn what_has_a_size_keeps_it() {
        assert_eq!(shares([given(30), wants(10, 40), None], 200), [(0, 30), (60, 80), (140, 60)]);
        assert_eq!(shares([given(30), None, wants(10, 20)], 200), [(0, 30), (100, 0), (30, 170)]);
        assert_eq!(shares([None, given(60), None], 200), [(0, 70), (70, 60), (130, 70)]);
    }
}
