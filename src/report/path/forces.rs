//! What moved the economy on one path year by year: common factors and the strongest shock of each year.

use crate::ensemble::PathRecord;
use crate::model::Model;
use crate::report::number::fixed;
use crate::report::table::Ink;
use crate::report::table::layout::{Column, Grid};
use crate::units::Year;

/// Most characters of all headers of factors together: beyond it their short names are used.
const HEADERS: usize = 60;

pub(super) fn lines(model: &Model, record: &PathRecord, ink: Ink) -> Vec<String> {
    let factors = &model.assumptions().factors;
    if factors.is_empty() && record.shocks.is_empty() {
        return Vec::new();
    }
    let width: usize = factors.iter().map(|factor| factor.label.chars().count() + 2).sum();
    let header = |factor: &crate::model::Factor| if width > HEADERS { &factor.id } else { &factor.label }.clone();
    let mut columns = vec![Column::text("Yearly forces", 20)];
    columns.extend(factors.iter().map(|factor| Column::number(header(factor), 2)));
    columns.push(Column::text("Strongest shock of the year", 40));
    columns.push(Column::number("", 2));
    let row = |(place, year): (usize, Year)| {
        let (label, size) = strongest(record, year).unwrap_or_default();
        let values =
            record.factors.iter().map(|years| years.get(place).map_or(String::new(), |value| fixed(*value, 2)));
        std::iter::once(year.to_string()).chain(values).chain([label, size]).collect()
    };
    let years = model.base_year()..=model.horizon();
    let mut lines = Grid::new(columns, years.enumerate().map(row).collect()).render(ink);
    lines.push("In standard deviations: 0 is an ordinary year, beyond -2 or 2 lies one year in twenty. The strongest shock is that of".into());
    lines.push(format!(
        "the largest size among {} shocks; how much it moves depends on its standard deviation.",
        record.shocks.len()
    ));
    lines.push(String::new());
    lines
}

/// What the largest shock of a year moved, and its size.
fn strongest(record: &PathRecord, year: Year) -> Option<(String, String)> {
    let of_year = record.shocks.iter().filter_map(|shock| {
        let (_, z) = shock.years.iter().find(|(of, _)| *of == year)?;
        Some((&shock.label, *z))
    });
    let (label, z) = of_year.max_by(|a, b| a.1.abs().total_cmp(&b.1.abs()))?;
    Some((label.clone(), fixed(z, 2)))
}
