//! The economy as a whole: median and the band that holds 90 % of the paths, by year.

use super::layout::{Column, Grid, indented};
use super::{Ink, at};
use crate::economy::{GroupKind, Scope};
use crate::ensemble::{Ensemble, YearResult};
use crate::model::{Form, Indicator, Measure, Model, Period};
use crate::report::number::{decimals, fixed, scaled_unit};
use crate::units::{Basis, Unit, Year};

/// Most characters of a line of a name.
const NAME: u16 = 36;
/// Digits of levels.
const DIGITS: usize = 4;

/// A line of the table: a heading, or an indicator for each year under the name it has here.
enum Line {
    Heading(String),
    Row { label: String, term: String, indicators: Vec<Option<Indicator>> },
}

pub(super) fn lines(ensemble: &Ensemble, years: &[Year], ink: Ink) -> Vec<String> {
    let mut rows = Vec::new();
    for line in content(&ensemble.model, years) {
        match line {
            Line::Heading(label) => rows.push([vec![label], vec![String::new(); 2 + 2 * years.len()]].concat()),
            Line::Row { label, term, indicators } => {
                let results: Vec<Option<&YearResult>> =
                    indicators.iter().zip(years).map(|(indicator, &year)| at(ensemble, (*indicator)?, year)).collect();
                let unit = indicators.iter().flatten().next().map(|indicator| indicator.unit(ensemble.model.region()));
                if let Some(unit) = unit.filter(|_| results.iter().any(Option::is_some)) {
                    rows.push([vec![label, term], cells(&results, unit)].concat());
                }
            }
        }
    }
    let mut columns = vec![Column::text("The economy", NAME), Column::text("", 24), Column::text("Unit", 12)];
    for year in years {
        columns.extend([Column::number(year.to_string(), 2), Column::beside("90 % of paths")]);
    }
    drop_empty_bands(&mut columns, &mut rows);
    let mut lines = Grid::new(columns, rows).render(ink);
    lines.extend(all_median_line(ensemble, years));
    lines.extend(monte_carlo_line(ensemble, years));
    lines.extend(captions(ensemble.model.energy().is_some()));
    lines
}

/// What the lines show.
pub(super) fn shown(model: &Model, years: &[Year]) -> Vec<(Indicator, Year)> {
    let of_line = |line: Line| match line {
        Line::Heading(_) => Vec::new(),
        Line::Row { indicators, .. } => {
            indicators.into_iter().zip(years).filter_map(|(indicator, &year)| Some((indicator?, year))).collect()
        }
    };
    content(model, years).into_iter().flat_map(of_line).collect()
}

/// GDP on the all-median path: the median over paths lies a little above it, since lognormal sectors add.
fn all_median_line(ensemble: &Ensemble, years: &[Year]) -> Option<String> {
    let gdp = Indicator::headline(Measure::Gdp);
    let results: Vec<(Year, f64)> = (years.iter().skip(1))
        .filter_map(|&year| at(ensemble, gdp, year).map(|result| (year, result.central)))
        .collect();
    let first = results.first()?.1;
    let (unit, scale) = scaled_unit(Unit::Money, first);
    let decimals = decimals(first * scale, DIGITS);
    let values: Vec<String> =
        results.iter().map(|(year, value)| format!("{} in {year}", fixed(value * scale, decimals))).collect();
    Some(format!("With every assumption at its median and no shocks, real GDP is {} ({unit}).", values.join(", ")))
}

/// Between which values the median of GDP lies, were there ever so many paths.
fn monte_carlo_line(ensemble: &Ensemble, years: &[Year]) -> Option<String> {
    let gdp = Indicator::headline(Measure::Gdp);
    let last = years.last().filter(|year| **year > ensemble.model.base_year())?;
    let summary = at(ensemble, gdp, *last)?.summary;
    let (low, high) = summary.intervals[3];
    let (unit, scale) = scaled_unit(Unit::Money, summary.median());
    let [low, high] = [low, high].map(|end| fixed(end * scale, decimals(summary.median() * scale, DIGITS)));
    Some(format!(
        "With ever more paths, the median of real GDP in {last} would settle between {low} and {high} ({unit}, 95 % confidence)."
    ))
}

fn captions(energy: bool) -> Vec<String> {
    let mut captions = vec![
        "Median, and in brackets the band that holds 90 % of the paths: 5 % lie below it, 5 % above. Averages and changes"
            .to_owned(),
        "without years run from the year of the column before. 1e8 yuan is 亿元, 1e12 yuan 万亿元.".to_owned(),
    ];
    if energy {
        let tce = "tce: tonnes of coal equivalent (吨标准煤), electricity counted by the coal burned for it (等价值).";
        captions.push(tce.into());
    }
    captions.push(String::new());
    captions
}

/// The lines of the table; those with indicators the region does not have drop out later.
fn content(model: &Model, years: &[Year]) -> Vec<Line> {
    let row = |indicator: Indicator| {
        let region = model.region();
        let indicators = vec![Some(indicator); years.len()];
        Line::Row { label: indicator.label(region), term: indicator.term(region), indicators }
    };
    let headline = |measure| row(Indicator::headline(measure));
    let mut lines = vec![headline(Measure::Gdp), headline(Measure::GdpNominal)];
    lines.extend(over_periods(model, Indicator::headline(Measure::Gdp).taken(Form::AverageGrowth), years));
    lines.extend([Measure::Income, Measure::IncomePerHead, Measure::Population, Measure::Employment].map(headline));
    lines.push(headline(Measure::PriceLevel));
    lines.extend(demand(model, years));
    lines.push(headline(Measure::Revenue));
    lines.push(row(Indicator::headline(Measure::Rnd).taken(Form::Share)));
    lines.extend(branch_shares(model, Measure::Share, &model.base_year().to_string(), years));
    lines.extend(branch_shares(model, Measure::ShareNominal, "current", years));
    lines.extend([headline(Measure::Energy), headline(Measure::EnergyIntensity)]);
    lines.extend(over_periods(model, Indicator::headline(Measure::EnergyIntensity).taken(Form::Change), years));
    lines.push(headline(Measure::Co2));
    lines.extend(named(model, Measure::Satellite, Basis::Nominal, "Satellites at current prices", years));
    let at_base_prices = format!("Satellites at {} prices", model.base_year());
    lines.extend(named(model, Measure::Satellite, Basis::Real, &at_base_prices, years));
    lines.extend(named(model, Measure::Volume, Basis::Physical, "Physical volumes", years));
    lines
}

/// Satellites or volumes of one kind of prices, under a heading.
fn named(model: &Model, measure: Measure, basis: Basis, heading: &str, years: &[Year]) -> Vec<Line> {
    let region = model.region();
    let of_kind = |indicator: &Indicator| {
        (indicator.measure, indicator.form) == (measure, Form::Level) && indicator.basis(region) == basis
    };
    let row = |indicator: Indicator| {
        let (label, term) = (indicator.label(region), indicator.term(region));
        Line::Row {
            term: if term == label { String::new() } else { term },
            label: indented(&label, NAME),
            indicators: vec![Some(indicator); years.len()],
        }
    };
    let rows: Vec<Line> = model.indicators().into_iter().filter(of_kind).map(row).collect();
    if rows.is_empty() {
        return rows;
    }
    std::iter::once(Line::Heading(heading.to_owned())).chain(rows).collect()
}

/// What output is made for, and at which prices.
fn demand(model: &Model, years: &[Year]) -> Vec<Line> {
    let accounts = model.accounts_data();
    let parts = [
        (Measure::Consumption, accounts.households.total != 0.0),
        (Measure::Government, accounts.government.total != 0.0),
        (Measure::Investment, accounts.investment.total != 0.0),
        (Measure::ExternalSales, true),
    ];
    let row = |measure| {
        let indicator = Indicator::headline(measure);
        Line::Row {
            label: indented(&indicator.label(model.region()), NAME),
            term: indicator.term(model.region()),
            indicators: vec![Some(indicator); years.len()],
        }
    };
    let rows = parts.into_iter().filter(|(_, is_there)| *is_there).map(|(measure, _)| row(measure));
    std::iter::once(Line::Heading(format!("Demand at {} prices", model.base_year()))).chain(rows).collect()
}

/// One line where the periods run from column to column; else one a period.
fn over_periods(model: &Model, of: Indicator, years: &[Year]) -> Vec<Line> {
    let row = |periods: &[Period], named: Option<Period>| {
        let name = Indicator { period: named, ..of };
        let ending = |year: &Year| periods.iter().find(|period| period.to == *year);
        let indicator = |period: &Period| Indicator { period: Some(*period), ..of };
        Line::Row {
            label: name.label(model.region()),
            term: Indicator { period: None, ..name }.term(model.region()),
            indicators: years.iter().map(|year| ending(year).map(indicator)).collect(),
        }
    };
    let from_column_to_column =
        |period: &Period| years.windows(2).any(|pair| pair[0] + 1 == period.from && pair[1] == period.to);
    if model.periods().iter().all(from_column_to_column) {
        vec![row(model.periods(), None)]
    } else {
        model.periods().iter().map(|&period| row(&[period], Some(period))).collect()
    }
}

fn branch_shares(model: &Model, measure: Measure, prices: &str, years: &[Year]) -> Vec<Line> {
    let branches = model.region().groups.iter().enumerate().filter(|(_, group)| group.kind == GroupKind::Branch);
    let mut lines: Vec<Line> = branches
        .map(|(g, group)| Line::Row {
            label: indented(&group.label, NAME),
            term: group.term.clone(),
            indicators: vec![Some(Indicator::of(measure, Scope::Group(g))); years.len()],
        })
        .collect();
    if !lines.is_empty() {
        lines.insert(0, Line::Heading(format!("Shares of GDP at {prices} prices")));
    }
    lines
}

/// Unit, then median and band of each year; a band no wider than what is shown is left out.
fn cells(results: &[Option<&YearResult>], unit: Unit) -> Vec<String> {
    let first = results.iter().flatten().next().map_or(0.0, |result| result.summary.median());
    let (name, scale) = scaled_unit(unit, first);
    let decimals = if name == "%" { 1 } else { decimals(first * scale, DIGITS) };
    let show = |value: f64| fixed(value * scale, decimals);
    let pair = |result: Option<&YearResult>| match result {
        None => [String::new(), String::new()],
        Some(result) => {
            let (low, high) = result.summary.band();
            let (low, high) = (show(low), show(high));
            let band = if low == high { String::new() } else { format!("[{low}, {high}]") };
            [show(result.summary.median()), band]
        }
    };
    std::iter::once(name.to_owned()).chain(results.iter().copied().flat_map(pair)).collect()
}

/// Takes out columns of bands in which nothing stands, as in the base year.
fn drop_empty_bands(columns: &mut Vec<Column>, rows: &mut [Vec<String>]) {
    for place in (3..columns.len()).rev() {
        if rows.iter().all(|row| row[place].is_empty()) {
            columns.remove(place);
            for row in rows.iter_mut() {
                row.remove(place);
            }
        }
    }
}
