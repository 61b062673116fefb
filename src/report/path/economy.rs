//! The economy on one path, a line a year.

use crate::economy::{GroupKind, Scope};
use crate::ensemble::{PathOutcome, PathYear};
use crate::model::{Form, Indicator, Measure, Model};
use crate::report::number::{decimals, fixed, largest};
use crate::report::table::Ink;
use crate::report::table::layout::{Column, Grid};
use crate::units::Year;

/// A column of numbers, one a year where it has one.
struct Series {
    header: String,
    values: Vec<Option<f64>>,
    /// Digits of the largest number; none for one decimal, as shares and growth in per cent have.
    digits: Option<usize>,
}

pub(super) fn lines(model: &Model, outcome: &PathOutcome, ink: Ink) -> Vec<String> {
    let years: Vec<Year> = outcome.years.iter().map(|year| year.year).collect();
    let base_year = model.base_year();
    let mut lines = grid("The economy", &years, &levels(outcome)).render(ink);
    lines.push(format!(
        "Money in 1e8 yuan at {base_year} prices, nominal GDP at current prices; growth of real GDP in % on the year before;"
    ));
    lines.push(format!("price level: {base_year} is 1; sold outside: sales outside the region."));
    lines.push(String::new());
    let structure = structure(model, outcome);
    if !structure.is_empty() {
        lines.extend(grid("Structure, energy", &years, &structure).render(ink));
        lines.push(format!("Branches: % of GDP at {base_year} prices."));
        if model.energy().is_some() {
            lines.push("Energy: 1e4 tce, electricity counted by the coal burned for it; intensity: tce per 1e4 yuan; CO2: 1e4 t.".into());
        }
        lines.push(String::new());
    }
    lines
}

fn grid(title: &str, years: &[Year], series: &[Series]) -> Grid {
    let mut columns = vec![Column::text(title, 20)];
    columns.extend(series.iter().map(|series| Column::number(&series.header, 2)));
    let cells: Vec<Vec<String>> = series.iter().map(Series::cells).collect();
    let row = |(place, year): (usize, &Year)| {
        std::iter::once(year.to_string()).chain(cells.iter().map(|cells| cells[place].clone())).collect()
    };
    Grid::new(columns, years.iter().enumerate().map(row).collect())
}

impl Series {
    /// Whether any of its numbers is other than 0.
    fn is_there(&self) -> bool {
        self.values.iter().flatten().any(|value| *value != 0.0)
    }

    fn cells(&self) -> Vec<String> {
        let places = self.digits.map_or(1, |digits| decimals(largest(self.values.iter().flatten()), digits));
        self.values.iter().map(|value| value.map_or(String::new(), |value| fixed(value, places))).collect()
    }
}

fn of_indicator(outcome: &PathOutcome, indicator: Indicator, scale: f64) -> Vec<Option<f64>> {
    let found = outcome.indicators.iter().find(|found| found.indicator == indicator);
    let at = |year: &PathYear| found.and_then(|found| found.at(year.year)).map(|value| value * scale);
    outcome.years.iter().map(at).collect()
}

fn levels(outcome: &PathOutcome) -> Vec<Series> {
    let headline = |header: &str, indicator, scale, digits| Series {
        header: header.into(),
        values: of_indicator(outcome, indicator, scale),
        digits,
    };
    let own = |header: &str, of: fn(&PathYear) -> f64| Series {
        header: header.into(),
        values: outcome.years.iter().map(|year| Some(of(year))).collect(),
        digits: Some(5),
    };
    let own = [
        own("Price level", |year| year.price_level),
        own("Consumption", |year| year.consumption),
        own("Government", |year| year.government),
        own("Investment", |year| year.investment),
        own("Sold outside", |year| year.external),
    ];
    let gdp = Indicator::headline(Measure::Gdp);
    let headlines = [
        headline("Real GDP", gdp, 1.0, Some(5)),
        headline("Growth", gdp.taken(Form::Growth), 100.0, None),
        headline("Nominal GDP", Indicator::headline(Measure::GdpNominal), 1.0, Some(5)),
        headline("Income", Indicator::headline(Measure::Income), 1.0, Some(5)),
    ];
    // What a region does not have is not listed.
    headlines.into_iter().chain(own.into_iter().filter(Series::is_there)).collect()
}

/// Shares of the branches in GDP, and energy where it is projected.
fn structure(model: &Model, outcome: &PathOutcome) -> Vec<Series> {
    let branches = model.region().groups.iter().enumerate().filter(|(_, group)| group.kind == GroupKind::Branch);
    let share = |(g, group): (usize, &crate::economy::Group)| Series {
        header: group.label.clone(),
        values: of_indicator(outcome, Indicator::of(Measure::Share, Scope::Group(g)), 100.0),
        digits: None,
    };
    let mut series: Vec<Series> = branches.map(share).collect();
    if model.energy().is_some() {
        let energy = [
            ("Energy", Measure::Energy, 5),
            ("Intensity", Measure::EnergyIntensity, 4),
            ("CO2", Measure::Co2, 5),
            ("CO2 intensity", Measure::Co2Intensity, 4),
        ];
        series.extend(energy.map(|(header, measure, digits)| Series {
            header: header.into(),
            values: of_indicator(outcome, Indicator::headline(measure), 1.0),
            digits: Some(digits),
        }));
    }
    series
}
