//! Scenarios held against each other path by path, as an answer.

use serde::Serialize;

use super::answer::Answer;
use super::error::ReportError;
use super::number::{count, decimals, fixed, scaled_unit};
use super::records::Records;
use super::table::Ink;
use super::table::layout::{Column, Grid, paragraph};
use crate::analysis::{ComparedTarget, ComparedYear, Comparison, Dominance};
use crate::model::Model;

/// Pairs of scenarios compared.
#[derive(Debug, Clone)]
pub struct ComparedAnswer<'c> {
    /// The models of all scenarios, in the order in which they were named.
    pub models: Vec<&'c Model>,
    /// What was found of each pair, with the place of its first scenario among the models.
    pub pairs: Vec<(usize, Comparison)>,
    /// Seed of the run.
    pub seed: u64,
    /// Paths carried through each.
    pub paths: u64,
    /// Sampling design of the run.
    pub design: &'static str,
    /// Whether the table shows every indicator, not only headline indicators and those of targets.
    pub every_line: bool,
}

/// An indicator in a year, for programs.
#[derive(Serialize)]
struct Entry<'c> {
    indicator: &'c str,
    year: i32,
    a: &'c str,
    b: &'c str,
    median_a: f64,
    median_b: f64,
    mean_difference: f64,
    se: f64,
    p05: f64,
    p50: f64,
    p95: f64,
    probability_a_greater: f64,
    probability_b_greater: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    variance_ratio: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unpaired_paths: Option<f64>,
    dominates: &'c str,
}

/// A target, for programs.
#[derive(Serialize)]
struct TargetEntry<'c> {
    target: &'c str,
    a: &'c str,
    b: &'c str,
    probability_a: f64,
    probability_b: f64,
    change: f64,
    se: f64,
    only_a: f64,
    only_b: f64,
}

/// The results, and beside them the targets and what is not compared.
#[derive(Serialize)]
struct Document<'c> {
    #[serde(flatten)]
    records: Records<'c, Entry<'c>>,
    failed_paths: u64,
    targets: Vec<TargetEntry<'c>>,
    not_compared: Vec<&'c str>,
}

const FIELDS: [&str; 16] = [
    "indicator",
    "year",
    "a",
    "b",
    "median_a",
    "median_b",
    "mean_difference",
    "se",
    "p05",
    "p50",
    "p95",
    "probability_a_greater",
    "probability_b_greater",
    "variance_ratio",
    "unpaired_paths",
    "dominates",
];

impl Answer for ComparedAnswer<'_> {
    fn command(&self) -> &'static str {
        "compare"
    }

    /// For people: for each pair the headline indicators, then the targets.
    fn to_table(&self, ink: Ink) -> Result<String, ReportError> {
        let mut lines = Vec::new();
        for (place, pair) in &self.pairs {
            if !lines.is_empty() {
                lines.push(String::new());
            }
            lines.extend(self.lines(self.models[*place], pair, ink));
        }
        lines.push(String::new());
        lines.extend(self.closing());
        Ok(lines.join("\n") + "\n")
    }

    /// One object: flat results, and beside them `failed_paths`, `targets` and `not_compared`.
    fn to_json(&self) -> Result<String, ReportError> {
        let pairs = || self.pairs.iter().map(|(_, pair)| pair);
        let document = Document {
            records: self.records(),
            failed_paths: pairs().map(|pair| pair.failed).max().unwrap_or(0),
            targets: pairs().flat_map(|pair| pair.targets.iter().map(move |met| target_entry(pair, met))).collect(),
            not_compared: pairs().flat_map(|pair| pair.not_compared.iter().map(String::as_str)).collect(),
        };
        Ok(serde_json::to_string_pretty(&document)? + "\n")
    }

    /// One indicator in a year a line.
    fn to_csv(&self) -> Result<String, ReportError> {
        self.records().to_csv(&FIELDS)
    }
}

fn target_entry<'c>(pair: &'c Comparison, met: &'c ComparedTarget) -> TargetEntry<'c> {
    TargetEntry {
        target: &met.id,
        a: &pair.a,
        b: &pair.b,
        probability_a: met.probability_a,
        probability_b: met.probability_b,
        change: met.change,
        se: met.se,
        only_a: met.only_a,
        only_b: met.only_b,
    }
}

impl ComparedAnswer<'_> {
    fn records(&self) -> Records<'_, Entry<'_>> {
        Records {
            command: "compare",
            scenario: None,
            scenarios: Some(self.models.iter().map(|model| model.name()).collect()),
            seed: self.seed,
            paths: self.paths,
            design: Some(self.design),
            results: self.pairs.iter().flat_map(|(_, pair)| self.entries(pair)).collect(),
        }
    }

    fn entries<'s>(&'s self, pair: &'s Comparison) -> impl Iterator<Item = Entry<'s>> {
        pair.indicators.iter().map(move |found| Entry {
            indicator: &found.id,
            year: found.year,
            a: &pair.a,
            b: &pair.b,
            median_a: found.median_a,
            median_b: found.median_b,
            mean_difference: found.mean_difference,
            se: found.se,
            p05: found.difference[0],
            p50: found.difference[1],
            p95: found.difference[2],
            probability_a_greater: found.probability_a_greater,
            probability_b_greater: found.probability_b_greater,
            variance_ratio: found.variance_ratio,
            unpaired_paths: found.variance_ratio.map(|ratio| (ratio * self.paths as f64).ceil()),
            dominates: match found.dominance {
                Some(Dominance::A) => &pair.a,
                Some(Dominance::B) => &pair.b,
                None => "",
            },
        })
    }

    fn lines(&self, model: &Model, pair: &Comparison, ink: Ink) -> Vec<String> {
        let mut lines = vec![
            ink.bold(&format!("{} (B) held against {} (A)", pair.b, pair.a)),
            format!("{} paths through both, seed {}: the same draws in each", count(pair.paths), self.seed),
        ];
        if pair.failed > 0 {
            lines.push(format!("{} paths are left out: one of the two does not hold on them", count(pair.failed)));
        }
        lines.extend(pair.not_compared.iter().map(|words| format!("Not compared: {words}")));
        lines.push(String::new());
        lines.extend(self.indicators(model, pair).render(ink));
        if !pair.targets.is_empty() {
            lines.push(String::new());
            lines.extend(targets(pair).render(ink));
        }
        lines
    }

    /// The indicators shown, in report years.
    fn indicators(&self, model: &Model, pair: &Comparison) -> Grid {
        let columns = vec![
            Column::text("Indicator", 38),
            Column::number("Year", 2),
            Column::number("A", 2),
            Column::number("B", 2),
            Column::number("B less A", 2),
            Column::beside("5 % to 95 % of paths"),
            Column::number("B > A", 2),
            Column::number("Pairing saves", 2),
        ];
        // Of the headline indicators the last year; those that targets are about stand with the targets.
        let last =
            |found: &ComparedYear| pair.indicators.iter().all(|other| other.id != found.id || other.year <= found.year);
        let shown = |found: &&ComparedYear| self.every_line || (!found.id.contains('.') && last(found));
        let row = |found: &ComparedYear| indicator_row(model, found);
        Grid::new(columns, pair.indicators.iter().filter(shown).map(row).collect())
    }

    fn closing(&self) -> Vec<String> {
        let ratios = self.pairs.iter().flat_map(|(_, pair)| pair.indicators.iter().filter_map(|f| f.variance_ratio));
        let mut lines = paragraph(
            "A and B: medians. B less A: median over paths of the difference on the same path, which need not be the difference of the medians. B > A: share of paths on which B has more. Pairing saves: how many times the paths two separate runs would need to tell the mean difference as precisely.",
        );
        if ratios.clone().any(|ratio| ratio < LITTLE) {
            lines.extend(paragraph(&format!(
                "Where pairing saves less than {LITTLE:.0} times, much of the difference is chance of its own: numbers or shocks that only one scenario draws, or that weigh differently in the two, so that the same draw moves them apart."
            )));
        }
        lines.extend(paragraph(
            "Every indicator and year: -v, --format json or csv. What the scenarios assume otherwise: kapok diff.",
        ));
        lines
    }
}

/// Below this, what pairing saves wants a word.
const LITTLE: f64 = 20.0;

fn indicator_row(model: &Model, found: &ComparedYear) -> Vec<String> {
    let unit = found.indicator.unit(model.region());
    let largest = found.median_a.abs().max(found.median_b.abs());
    let (name, scale) = scaled_unit(unit, largest);
    let places = decimals(largest * scale, 5);
    let number = |value: f64| fixed(value * scale, places);
    let [low, median, high] = found.difference;
    let share = |share: f64| format!("{} %", fixed(100.0 * share, 1));
    let saved = found.variance_ratio.map_or_else(|| "all".to_owned(), |ratio| format!("{} times", figures(ratio)));
    vec![
        format!("{}, {name}", found.indicator.label(model.region())),
        found.year.to_string(),
        number(found.median_a),
        number(found.median_b),
        number(median),
        format!("[{}, {}]", number(low), number(high)),
        share(found.probability_b_greater),
        saved,
    ]
}

fn figures(ratio: f64) -> String {
    fixed(ratio, usize::from(ratio < 10.0))
}

fn targets(pair: &Comparison) -> Grid {
    let columns = vec![
        Column::text("Probability of meeting the target", 60),
        Column::number("A", 2),
        Column::number("B", 2),
        Column::number("B less A, points", 2),
        Column::beside(""),
    ];
    let share = |share: f64| format!("{} %", fixed(100.0 * share, 1));
    let row = |met: &ComparedTarget| {
        vec![
            met.id.clone(),
            share(met.probability_a),
            share(met.probability_b),
            fixed(100.0 * met.change, 1),
            format!("± {}", fixed(100.0 * met.se, 2)),
        ]
    };
    Grid::new(columns, pair.targets.iter().map(row).collect())
}
