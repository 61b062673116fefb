//! What a scenario asks to be reported besides: a line for each indicator and year.

use super::layout::{Column, Grid};
use super::{Ink, at};
use crate::ensemble::{Ensemble, YearResult};
use crate::model::{Form, Indicator, Model};
use crate::report::number::{decimals, fixed, scaled_unit};
use crate::units::{Unit, Year};

/// Most characters of a line of a name.
const NAME: u16 = 50;
/// Digits of levels.
const DIGITS: usize = 4;

pub(super) fn lines(ensemble: &Ensemble, years: &[Year], ink: Ink) -> Vec<String> {
    let asked = ensemble.model.asked_for();
    let rows: Vec<Vec<String>> = asked.into_iter().flat_map(|indicator| rows(ensemble, indicator, years)).collect();
    if rows.is_empty() {
        return Vec::new();
    }
    let columns = vec![
        Column::text("Also reported", NAME),
        Column::text("", 34),
        Column::text("Unit", 12),
        Column::number("Year", 2),
        Column::number("Median", 2),
        Column::beside("90 % of paths"),
    ];
    let mut lines = Grid::new(columns, rows).render(ink);
    lines.push(String::new());
    lines
}

/// What the lines show.
pub(super) fn shown(model: &Model, years: &[Year]) -> Vec<(Indicator, Year)> {
    let of = |indicator: Indicator| years_of(indicator, years).into_iter().map(move |year| (indicator, year));
    model.asked_for().into_iter().flat_map(of).collect()
}

/// A form over a period has one year; of others the years of the other tables are shown, as far as there are values.
fn years_of(indicator: Indicator, years: &[Year]) -> Vec<Year> {
    indicator.period.map_or_else(|| years.to_vec(), |period| vec![period.to])
}

fn rows(ensemble: &Ensemble, indicator: Indicator, years: &[Year]) -> Vec<Vec<String>> {
    let region = ensemble.model.region();
    let years = years_of(indicator, years);
    let results = years.iter().filter_map(|&year| Some((year, at(ensemble, indicator, year)?)));
    let results: Vec<(Year, &YearResult)> = results.collect();
    let (label, term) = (indicator.label(region), Indicator { period: None, ..indicator }.term(region));
    let row = |(place, (year, result)): (usize, &(Year, &YearResult))| {
        let mut cells = if place == 0 { vec![label.clone(), term.clone()] } else { vec![String::new(); 2] };
        cells.extend(cells_of(indicator.form, result, indicator.unit(region), *year));
        cells
    };
    results.iter().enumerate().map(row).collect()
}

/// Unit, year, median and band; of what is so or not so on a path the share of paths on which it is.
fn cells_of(form: Form, result: &YearResult, unit: Unit, year: Year) -> [String; 4] {
    if matches!(form, Form::Rising | Form::Falling) {
        return ["% of paths".into(), year.to_string(), fixed(100.0 * result.summary.mean, 1), String::new()];
    }
    let (name, scale) = scaled_unit(unit, result.summary.median());
    let decimals = if name == "%" { 1 } else { decimals(result.summary.median() * scale, DIGITS) };
    let show = |value: f64| fixed(value * scale, decimals);
    let (low, high) = result.summary.band();
    let [low, high] = [low, high].map(show);
    let band = if low == high { String::new() } else { format!("[{low}, {high}]") };
    [name.to_owned(), year.to_string(), show(result.summary.median()), band]
}
