//! People, public funds, satellites, volumes and what is asked for besides, on one path.

use crate::ensemble::{PathIndicator, PathOutcome};
use crate::model::{Form, Measure, Model};
use crate::report::number::{decimals, fixed, largest, scaled_unit};
use crate::report::table::Ink;
use crate::report::table::layout::{Column, Grid};
use crate::report::table::shown_years;
use crate::units::Year;

/// Digits of levels.
const DIGITS: usize = 5;

pub(super) fn lines(model: &Model, outcome: &PathOutcome, ink: Ink) -> Vec<String> {
    let asked = model.asked_for();
    let listed = outcome.indicators.iter().filter(|found| is_listed(found) || asked.contains(&found.indicator));
    let years = shown_years(model);
    let rows: Vec<Vec<String>> = listed.map(|found| row(model, found, &years)).collect();
    if rows.is_empty() {
        return Vec::new();
    }
    let mut columns = vec![Column::text("Also measured", 58), Column::text("Unit", 12)];
    columns.extend(years.iter().map(|year| Column::number(year.to_string(), 2)));
    columns.push(Column::number("Period", 2));
    let mut lines = Grid::new(columns, rows).render(ink);
    lines.push(String::new());
    lines
}

/// Whether it is shown without being asked for: people, public funds, satellites and volumes.
fn is_listed(found: &PathIndicator) -> bool {
    let PathIndicator { indicator, .. } = found;
    let of_whole = indicator.subject.is_none();
    match indicator.measure {
        Measure::Satellite | Measure::Volume => indicator.form == Form::Level,
        Measure::Population | Measure::IncomePerHead | Measure::Employment | Measure::Revenue | Measure::Rnd => {
            of_whole && indicator.form == Form::Level
        }
        _ => false,
    }
}

/// Values of the years shown; what is taken over a period has a single one.
fn row(model: &Model, found: &PathIndicator, years: &[Year]) -> Vec<String> {
    let indicator = found.indicator;
    let of_period = indicator.period.and_then(|period| found.at(period.to));
    let of_years = years.iter().map(|&year| found.at(year).filter(|_| of_period.is_none()));
    let values: Vec<Option<f64>> = of_years.chain([of_period]).collect();
    let most = largest(values.iter().flatten());
    let (unit, scale) = scaled_unit(indicator.unit(model.region()), most);
    let places = if unit == "%" { 1 } else { decimals(most * scale, DIGITS) };
    let show = |value: &Option<f64>| match value {
        None => String::new(),
        Some(value) if is_so_or_not(indicator.form) => if *value > 0.5 { "yes" } else { "no" }.to_owned(),
        Some(value) => fixed(value * scale, places),
    };
    let unit = if is_so_or_not(indicator.form) { "" } else { unit };
    let mut cells = vec![indicator.label(model.region()), unit.to_owned()];
    cells.extend(values.iter().map(show));
    cells
}

fn is_so_or_not(form: Form) -> bool {
    matches!(form, Form::Rising | Form::Falling)
}
