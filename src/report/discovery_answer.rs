//! Under which assumptions a target is missed, as an answer.

use serde::Serialize;

use super::answer::Answer;
use super::error::ReportError;
use super::number::{count, figure, fixed, significant, unit_name};
use super::records::Records;
use super::table::Ink;
use super::table::layout::{Column, Grid, paragraph};
use super::table::opening;
use crate::analysis::{Condition, Discovery, Fit, Outcome, Region};
use crate::model::Model;

/// Conditions found for a target.
#[derive(Debug, Clone)]
pub struct DiscoveryAnswer<'d> {
    /// The model that was run.
    pub model: &'d Model,
    /// What was found.
    pub found: &'d Discovery,
    /// Seed of the run.
    pub seed: u64,
}

/// A condition of a region, for programs; a region without conditions is one entry without a variable.
#[derive(Serialize)]
struct Entry<'d> {
    kind: &'static str,
    region: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    variable: Option<&'d str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    low: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    high: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    low_probability: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    high_probability: Option<f64>,
    support: f64,
    density: f64,
    coverage: f64,
    held_support: f64,
    held_density: f64,
    held_coverage: f64,
}

/// The results, and what they are held against.
#[derive(Serialize)]
struct Document<'d> {
    #[serde(flatten)]
    records: Records<'d, Entry<'d>>,
    target: &'d str,
    outcome: &'static str,
    share: f64,
    failed_paths: u64,
}

const FIELDS: [&str; 13] = [
    "kind",
    "region",
    "variable",
    "low",
    "high",
    "low_probability",
    "high_probability",
    "support",
    "density",
    "coverage",
    "held_support",
    "held_density",
    "held_coverage",
];

impl Answer for DiscoveryAnswer<'_> {
    fn command(&self) -> &'static str {
        "discover"
    }

    /// For people: the boxes, then the leaves of the tree.
    fn to_table(&self, ink: Ink) -> Result<String, ReportError> {
        let found = self.found;
        let target = &found.target;
        let unit = target.indicator.unit(self.model.region());
        let mut lines = opening::scenario(self.model, ink).to_vec();
        lines.push(format!("{} paths, seed {}", count(found.paths), self.seed));
        lines.push(format!(
            "Target {}: {} {} in {}; {} on {} of the paths",
            target.id,
            figure(target, unit),
            unit_name(unit),
            target.year,
            self.verb(),
            percent(found.share)
        ));
        lines.push(String::new());
        if found.share <= 0.0 || found.share >= 1.0 {
            let all = if found.share > 0.0 { "every path" } else { "no path" };
            lines.push(format!("It is {} on {all}: there is nothing to discover.", self.verb()));
            return Ok(lines.join("\n") + "\n");
        }
        lines.extend(self.boxes(ink));
        lines.push(String::new());
        lines.extend(self.tree(ink));
        lines.push(String::new());
        lines.extend(self.closing());
        Ok(lines.join("\n") + "\n")
    }

    /// One object: flat results, and beside them `target`, `outcome`, `share` and `failed_paths`.
    fn to_json(&self) -> Result<String, ReportError> {
        let document = Document {
            records: self.records(),
            target: &self.found.target.id,
            outcome: self.verb(),
            share: self.found.share,
            failed_paths: self.found.failed,
        };
        Ok(serde_json::to_string_pretty(&document)? + "\n")
    }

    /// One condition a line.
    fn to_csv(&self) -> Result<String, ReportError> {
        self.records().to_csv(&FIELDS)
    }
}

fn percent(share: f64) -> String {
    format!("{} %", fixed(100.0 * share, 1))
}

/// A condition in words: `at most 0.031 (the lowest 12 %)`.
fn in_words(condition: &Condition) -> String {
    let value = |value: f64| significant(value, 3);
    let (from, to) = condition.between;
    let whole = |share: f64| fixed(100.0 * share, 0);
    match (condition.low, condition.high) {
        (None, Some(high)) => format!("at most {} (lowest {} %)", value(high), whole(to)),
        (Some(low), None) => format!("at least {} (highest {} %)", value(low), whole(1.0 - from)),
        (Some(low), Some(high)) => {
            format!("{} to {} (between {} and {} %)", value(low), value(high), whole(from), whole(to))
        }
        (None, None) => "anything".into(),
    }
}

impl DiscoveryAnswer<'_> {
    fn verb(&self) -> &'static str {
        match self.found.outcome {
            Outcome::Missed => "missed",
            Outcome::Met => "met",
        }
    }

    fn records(&self) -> Records<'_, Entry<'_>> {
        let boxes = self.found.boxes.iter().zip(1..).flat_map(|(region, number)| entries("box", number, region));
        let leaves = self.found.leaves.iter().zip(1..).flat_map(|(region, number)| entries("leaf", number, region));
        Records {
            command: "discover",
            scenario: Some(self.model.name()),
            scenarios: None,
            seed: self.seed,
            paths: self.found.paths,
            design: None,
            results: boxes.chain(leaves).collect(),
        }
    }

    fn boxes(&self, ink: Ink) -> Vec<String> {
        if self.found.boxes.is_empty() {
            return vec![format!(
                "No few conditions tell where it is {}: it hangs on many numbers at once, or on the shocks of the years.",
                self.verb()
            )];
        }
        let title = format!("Boxes: where it is {} most", self.verb());
        self.regions(&title, &self.found.boxes).render(ink)
    }

    fn tree(&self, ink: Ink) -> Vec<String> {
        if self.found.leaves.is_empty() {
            return vec!["No split of a single number tells the paths apart: the tree has no leaves.".into()];
        }
        self.regions("Tree: all paths, leaf by leaf", &self.found.leaves).render(ink)
    }

    fn regions(&self, title: &str, regions: &[Region]) -> Grid {
        let columns = vec![
            Column::number("", 0),
            Column::text(title, 40),
            Column::text("is", 28),
            Column::number("Paths", 2),
            Column::number(format!("{}, held", self.verb()), 2),
            Column::number("found", 2),
            Column::number("Coverage", 2),
        ];
        let mut rows = Vec::new();
        for (region, number) in regions.iter().zip(1..) {
            let Fit { support, density, coverage } = region.held_back;
            let mut figures =
                vec![percent(support), percent(density), percent(region.found_on.density), percent(coverage)];
            let mut name = number.to_string();
            if region.conditions.is_empty() {
                rows.push([vec![name.clone(), "everything".into(), String::new()], figures.clone()].concat());
            }
            for condition in &region.conditions {
                let start = vec![std::mem::take(&mut name), condition.label.clone(), in_words(condition)];
                rows.push([start, std::mem::replace(&mut figures, vec![String::new(); 4])].concat());
            }
        }
        Grid::new(columns, rows)
    }

    fn closing(&self) -> Vec<String> {
        let verb = self.verb();
        let mut lines = paragraph(&format!(
            "All conditions of a box or leaf hold together. {verb}: share of its paths on which the target is {verb}, on the half of the paths that was held back (held) and on the half it was found on (found); where the two differ, trust the first. Coverage: share of the paths on which it is {verb} that lie there. A further box is found on what the ones before leave, and told of all paths. Values are in the unit of the files; in brackets, where they stand among the draws of the number.",
        ));
        if self.found.outcome == Outcome::Missed && self.found.share > 0.5 {
            lines.extend(paragraph(
                "It is missed on most paths: what makes it met is the shorter story, which --met looks for.",
            ));
        }
        lines
    }
}

fn entries<'d>(kind: &'static str, number: usize, region: &'d Region) -> Vec<Entry<'d>> {
    let entry = |condition: Option<&'d Condition>| Entry {
        kind,
        region: number,
        variable: condition.map(|condition| condition.variable.as_str()),
        low: condition.and_then(|condition| condition.low),
        high: condition.and_then(|condition| condition.high),
        low_probability: condition.map(|condition| condition.between.0),
        high_probability: condition.map(|condition| condition.between.1),
        support: region.found_on.support,
        density: region.found_on.density,
        coverage: region.found_on.coverage,
        held_support: region.held_back.support,
        held_density: region.held_back.density,
        held_coverage: region.held_back.coverage,
    };
    if region.conditions.is_empty() {
        return vec![entry(None)];
    }
    region.conditions.iter().map(|condition| entry(Some(condition))).collect()
}
