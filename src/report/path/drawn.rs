//! The numbers a path drew once, those farthest from their medians first.

use crate::projection::DrawnValue;
use crate::report::number::{count, decimals, fixed};
use crate::report::table::Ink;
use crate::report::table::layout::{Column, Grid};

/// Most characters of a line of a number's name.
const NAME: u16 = 44;
/// Numbers that are shown unless all are asked for.
const SHOWN: usize = 20;

pub(super) fn lines(drawn: &[DrawnValue], every_number: bool, ink: Ink) -> Vec<String> {
    if drawn.is_empty() {
        return vec![
            "Nothing is drawn once a path: every number of the scenario is a known one.".into(),
            String::new(),
        ];
    }
    let shown = if every_number { drawn.len() } else { SHOWN.min(drawn.len()) };
    let mut header = vec![Column::text("Drawn once, farthest from its median first", NAME)];
    header.extend(columns());
    header.push(Column::text("Name in files", 42));
    let row = |number: &&DrawnValue| {
        let mut cells = vec![number.label.clone()];
        cells.extend(self::row(number));
        cells.push(number.name.clone());
        cells
    };
    let rows = DrawnValue::farthest_first(drawn).iter().take(shown).map(row).collect();
    let mut lines = Grid::new(header, rows).render(ink);
    if shown < drawn.len() {
        let others = count((drawn.len() - shown) as u64);
        lines.push(format!("{others} other numbers drawn lie nearer to their medians: -v shows them too."));
    }
    lines.push("Values are in the unit of the files (rates: 0.04 is 4 % a year). At: the share of draws that are lower; 50 % is".into());
    lines.push("the median.".into());
    lines.push(String::new());
    lines
}

/// Columns of a number drawn: value, median, and at which probability the value lies.
pub(in crate::report) fn columns() -> [Column; 3] {
    [Column::number("Value", 2), Column::number("Median", 2), Column::number("At", 2)]
}

/// The cells of a number drawn.
pub(in crate::report) fn row(number: &DrawnValue) -> [String; 3] {
    let places = decimals(number.value.abs().max(number.median.abs()), 5);
    [fixed(number.value, places), fixed(number.median, places), share(number.probability)]
}

/// A probability in per cent, with the decimals that tell it from 0 and 100 %.
fn share(probability: f64) -> String {
    let (percent, tail) = (100.0 * probability, 100.0 * probability.min(1.0 - probability));
    let mut places = 1;
    while places < 9 && tail < 0.5 * 0.1_f64.powi(places) {
        places += 1;
    }
    format!("{} %", fixed(percent, usize::try_from(places).unwrap_or(1)))
}

#[cfg(test)]
mod tests {
    use super::share;

    #[test]
    fn probabilities_are_told_from_certainty() {
        let shown = [0.5, 0.0213, 0.9987, 0.000_2, 0.999_998].map(share);
        assert_eq!(shown, ["50.0 %", "2.1 %", "99.9 %", "0.02 %", "99.9998 %"].map(str::to_owned));
    }
}
