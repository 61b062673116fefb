//! The targets on one path.

use crate::ensemble::PathOutcome;
use crate::model::{Model, Target};
use crate::report::number::{decimals, figure, fixed, shown_scale, unit_name};
use crate::report::table::Ink;
use crate::report::table::layout::{Column, Grid};
use crate::units::Unit;

pub(super) fn lines(model: &Model, outcome: &PathOutcome, ink: Ink) -> Vec<String> {
    if model.targets().is_empty() {
        return Vec::new();
    }
    let columns = vec![
        Column::text("Target", 44),
        Column::number("Year", 2),
        Column::number("Wanted", 2),
        Column::number("This path", 2),
        Column::text("Unit", 12),
        Column::number("Missed by", 2),
    ];
    let rows = model
        .targets()
        .iter()
        .zip(&outcome.targets)
        .map(|(target, value)| row(target, *value, target.indicator.unit(model.region())))
        .collect();
    let mut lines = Grid::new(columns, rows).render(ink);
    lines.push(String::new());
    lines
}

fn row(target: &Target, value: f64, unit: Unit) -> Vec<String> {
    let (shown, missed) = value_and_shortfall(target, value, unit);
    let cells = [&target.id, &target.year.to_string(), &figure(target, unit), &shown, unit_name(unit), &missed];
    cells.map(str::to_owned).to_vec()
}

/// A target's value on a path and by how much it is missed (nothing where it is met), in the unit that is shown.
pub(in crate::report) fn value_and_shortfall(target: &Target, value: f64, unit: Unit) -> (String, String) {
    let scale = shown_scale(unit);
    let places = if unit_name(unit) == "%" { 1 } else { decimals(value.abs().max(target.value.abs()), 4) };
    let missed = if target.is_met_by(value) { String::new() } else { fixed(target.shortfall(value) * scale, places) };
    (fixed(value * scale, places), missed)
}
