//! What a change is made of, as an answer.

use serde::Serialize;

use super::answer::Answer;
use super::error::ReportError;
use super::number::{count, decimals, fixed, scaled_unit};
use super::records::Records;
use super::table::Ink;
use super::table::layout::{Column, Grid, paragraph};
use super::table::opening;
use crate::analysis::{Decomposed, Decomposition, Effect, TOTAL};
use crate::model::{Indicator, Measure, Model};

/// A change taken apart, and between what it lies.
#[derive(Debug, Clone)]
pub struct DecompositionAnswer<'d> {
    /// The model, or the first of two.
    pub model: &'d Model,
    /// The second, where the change is from one scenario to another.
    pub versus: Option<&'d Model>,
    /// From when to when, in words: `from 2020 to 2035`.
    pub span: String,
    /// What was found.
    pub found: &'d Decomposition,
    /// Seed of the run.
    pub seed: u64,
}

/// An effect, for programs.
#[derive(Serialize)]
struct Entry<'d> {
    effect: &'static str,
    sector: &'d str,
    p05: f64,
    p50: f64,
    p95: f64,
    mean: f64,
}

/// The results, and how exact they are.
#[derive(Serialize)]
struct Document<'d> {
    #[serde(flatten)]
    records: Records<'d, Entry<'d>>,
    what: &'static str,
    unit: &'d str,
    largest_residual: f64,
    failed_paths: u64,
}

/// The name of what is decomposed, on the command line and in JSON.
pub(crate) fn name_of(what: Decomposed) -> &'static str {
    match what {
        Decomposed::Energy => "energy",
        Decomposed::EnergyIntensity => "energy-intensity",
        Decomposed::Co2 => "co2",
        Decomposed::Output => "output",
        Decomposed::GdpGrowth => "gdp-growth",
    }
}

/// What is decomposed, in words.
fn title(what: Decomposed) -> &'static str {
    match what {
        Decomposed::Energy => "Change of energy use",
        Decomposed::EnergyIntensity => "Change of energy per unit of real GDP",
        Decomposed::Co2 => "Change of CO2 emissions",
        Decomposed::Output => "Change of gross output",
        Decomposed::GdpGrowth => "Growth of real GDP",
    }
}

/// With so many effects beside each other there is no room for the band of their sum.
const WIDE: usize = 5;

/// An effect as the header of a column.
fn short(effect: &str) -> &str {
    match effect {
        "external_sales" => "outside",
        "household_demand" => "households",
        "government_demand" => "government",
        "investment_demand" => "investment",
        "bought_outside" => "imports",
        other => other,
    }
}

/// An effect in words.
fn in_words(what: Decomposed, effect: &str) -> &'static str {
    match effect {
        "activity" => "Activity: more GDP",
        "structure" => "Structure: other shares of sectors",
        "intensity" => "Intensity: energy per value added",
        "carriers" if what == Decomposed::Co2 => "Carriers and processes: emissions per energy",
        "carriers" => "Carriers: coal burned per energy used",
        "homes" => "Homes",
        "technology" => "Technology: other inputs per output",
        "external_sales" => "Sales outside the region",
        "household_demand" => "Household demand inside",
        "government_demand" => "Government demand inside",
        "investment_demand" => "Investment demand inside",
        "bought_outside" => "Inputs bought outside, as ceilings leave none",
        "contribution" => "All sectors",
        _ => "Total",
    }
}

impl Answer for DecompositionAnswer<'_> {
    fn command(&self) -> &'static str {
        "decompose"
    }

    /// For people: the effects of all sectors together, then sectors by their effects.
    fn to_table(&self, ink: Ink) -> Result<String, ReportError> {
        let found = self.found;
        let mut lines = opening::scenario(self.model, ink).to_vec();
        let other = self.versus.map_or(String::new(), |other| format!(", {} less {}", other.name(), self.model.name()));
        lines.push(format!("{} {}{other}", title(found.what), self.span));
        lines.push(format!("{} paths, seed {}", count(found.paths), self.seed));
        if found.failed > 0 {
            lines.push(format!("{} paths are left out: they do not hold", count(found.failed)));
        }
        lines.push(String::new());
        if found.what != Decomposed::GdpGrowth {
            lines.extend(self.whole().render(ink));
            lines.push(String::new());
        }
        lines.extend(self.sectors().render(ink));
        lines.push(String::new());
        lines.extend(paragraph(&format!(
            "On every path the effects add up to the change; the largest residual is {} of it. Medians of effects do not add up to the median of the total, means do.",
            if found.largest_residual == 0.0 { "0".to_owned() } else { format!("{:.0e}", found.largest_residual) }
        )));
        Ok(lines.join("\n") + "\n")
    }

    /// One object: flat results, and beside them `what`, `unit`, `largest_residual` and `failed_paths`.
    fn to_json(&self) -> Result<String, ReportError> {
        let document = Document {
            records: self.records(),
            what: name_of(self.found.what),
            unit: self.indicator().unit(self.model.region()).symbol(),
            largest_residual: self.found.largest_residual,
            failed_paths: self.found.failed,
        };
        Ok(serde_json::to_string_pretty(&document)? + "\n")
    }

    /// One effect a line.
    fn to_csv(&self) -> Result<String, ReportError> {
        self.records().to_csv(&["effect", "sector", "p05", "p50", "p95", "mean"])
    }
}

impl DecompositionAnswer<'_> {
    /// An indicator in the unit of what is decomposed.
    fn indicator(&self) -> Indicator {
        match self.found.what {
            Decomposed::Energy => Indicator::headline(Measure::Energy),
            Decomposed::EnergyIntensity => Indicator::headline(Measure::EnergyIntensity),
            Decomposed::Co2 => Indicator::headline(Measure::Co2),
            Decomposed::Output => Indicator::of(Measure::Output, crate::economy::Scope::Sector(0)),
            Decomposed::GdpGrowth => Indicator::headline(Measure::Gdp).taken(crate::model::Form::Growth),
        }
    }

    fn records(&self) -> Records<'_, Entry<'_>> {
        let results = self.found.effects.iter().map(|effect| Entry {
            effect: effect.name,
            sector: effect.sector.as_deref().unwrap_or(""),
            p05: effect.summary.quantiles[0],
            p50: effect.summary.median(),
            p95: effect.summary.quantiles[6],
            mean: effect.summary.mean,
        });
        Records {
            command: "decompose",
            scenario: self.versus.is_none().then(|| self.model.name()),
            scenarios: self.versus.map(|other| vec![self.model.name(), other.name()]),
            seed: self.seed,
            paths: self.found.paths,
            design: None,
            results: results.collect(),
        }
    }

    /// The unit of the numbers shown and what they are multiplied with, by the largest of them.
    fn unit(&self) -> (String, f64, usize) {
        let median = |effect: &Effect| effect.summary.median().abs();
        let largest = self.found.effects.iter().map(median).fold(0.0, f64::max);
        let (unit, scale) = scaled_unit(self.indicator().unit(self.model.region()), largest);
        let unit = if self.found.what == Decomposed::GdpGrowth { "points" } else { unit };
        (unit.to_owned(), scale, decimals(largest * scale, 4))
    }

    /// The effects of all sectors together.
    fn whole(&self) -> Grid {
        let (unit, scale, places) = self.unit();
        let columns = vec![
            Column::text("Effect", 46),
            Column::number(format!("Median, {unit}"), 2),
            Column::beside("5 % to 95 % of paths"),
            Column::number("Mean", 2),
        ];
        let number = |value: f64| fixed(value * scale, places);
        let row = |effect: &Effect| {
            let summary = &effect.summary;
            let (low, high) = summary.band();
            vec![
                in_words(self.found.what, effect.name).to_owned(),
                number(summary.median()),
                format!("[{}, {}]", number(low), number(high)),
                number(summary.mean),
            ]
        };
        let all = self.found.effects.iter().filter(|effect| effect.sector.is_none());
        let moves = |effect: &&Effect| effect.name == TOTAL || self.matters(effect.name);
        Grid::new(columns, all.filter(moves).map(row).collect())
    }

    /// Whether an effect is other than nothing anywhere.
    fn matters(&self, name: &str) -> bool {
        let nothing = |effect: &Effect| effect.summary.mean == 0.0 && effect.summary.sd == 0.0;
        !self.found.effects.iter().filter(|effect| effect.name == name).all(nothing)
    }

    /// Means of effects sector by sector, the largest total first.
    fn sectors(&self) -> Grid {
        let (unit, scale, places) = self.unit();
        let growth = self.found.what == Decomposed::GdpGrowth;
        let effects: Vec<&'static str> = (self.found.what.effects().iter().copied())
            .filter(|effect| *effect != "homes" && !growth && self.matters(effect))
            .collect();
        let mut columns = vec![Column::text(if growth { "Contribution to growth" } else { "Mean by sector" }, 36)];
        columns.extend(effects.iter().map(|effect| Column::number(short(effect), 2)));
        columns.push(Column::number(format!("Total, {unit}"), 2));
        if effects.len() < WIDE {
            columns.push(Column::beside("5 % to 95 % of paths"));
        }
        let number = |value: f64| fixed(value * scale, places);
        let region = self.model.region();
        let of = |sector: Option<&str>, effect: &str| {
            self.found.effects.iter().find(|known| known.sector.as_deref() == sector && known.name == effect)
        };
        let mean = |sector: &str, effect: &str| of(Some(sector), effect).map_or(0.0, |effect| effect.summary.mean);
        let mut order: Vec<_> = region.sectors.iter().collect();
        order.sort_by(|a, b| mean(&b.id, TOTAL).abs().total_cmp(&mean(&a.id, TOTAL).abs()));
        let end = |total: Option<&Effect>| {
            let Some(total) = total else { return Vec::new() };
            let (low, high) = total.summary.band();
            let band = (effects.len() < WIDE).then(|| format!("[{}, {}]", number(low), number(high)));
            std::iter::once(number(total.summary.mean)).chain(band).collect()
        };
        let row = |sector: &&crate::economy::Sector| {
            let mut cells = vec![sector.label.clone()];
            cells.extend(effects.iter().map(|effect| number(mean(&sector.id, effect))));
            cells.extend(end(of(Some(&sector.id), TOTAL)));
            cells
        };
        let mut rows: Vec<Vec<String>> = order.iter().map(row).collect();
        if growth {
            let mut cells = vec!["All sectors".to_owned()];
            cells.extend(end(of(None, TOTAL)));
            rows.push(cells);
        }
        Grid::new(columns, rows)
    }
}
