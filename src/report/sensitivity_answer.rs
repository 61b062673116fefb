//! What an indicator depends on, as an answer.

use std::collections::BTreeMap;

use serde::Serialize;

use super::answer::Answer;
use super::error::ReportError;
use super::number::{count, decimals, fixed, scaled_unit};
use super::records::Records;
use super::table::Ink;
use super::table::layout::{Column, Grid, paragraph};
use super::table::opening;
use crate::analysis::{Influence, Interval, Method, Sensitivity};
use crate::model::Model;

/// What an indicator depends on, with what is known of where each number comes from.
#[derive(Debug, Clone)]
pub struct SensitivityAnswer<'s> {
    /// The model that was run.
    pub model: &'s Model,
    /// What was found.
    pub found: &'s Sensitivity,
    /// Standing of each number by its dotted name: stated, derived or assumed.
    pub standing: &'s BTreeMap<String, String>,
    /// Whether groups were asked for in place of single numbers.
    pub by_group: bool,
    /// Seed of the run.
    pub seed: u64,
    /// Paths of the run, or of the base sample.
    pub paths: u64,
    /// Whether every number is listed in the table.
    pub every_line: bool,
}

/// A measure of a number or group, for programs.
#[derive(Serialize)]
struct Entry<'s> {
    variable: &'s str,
    standing: &'s str,
    measure: &'s str,
    value: f64,
    low: f64,
    high: f64,
}

/// The results, and what they leave unsaid.
#[derive(Serialize)]
struct Document<'s> {
    #[serde(flatten)]
    records: Records<'s, Entry<'s>>,
    of: String,
    method: &'static str,
    carried_paths: u64,
    failed_paths: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    explained: Option<Share>,
    #[serde(skip_serializing_if = "Option::is_none")]
    epistemic: Option<Share>,
}

#[derive(Serialize)]
struct Share {
    value: f64,
    low: f64,
    high: f64,
}

impl From<Interval> for Share {
    fn from(of: Interval) -> Self {
        Self { value: of.value, low: of.low, high: of.high }
    }
}

/// Lines of the table unless more are asked for.
const SHOWN: usize = 20;

impl Answer for SensitivityAnswer<'_> {
    fn command(&self) -> &'static str {
        "sensitivity"
    }

    /// For people: the most important numbers first, then what is left unexplained.
    fn to_table(&self, ink: Ink) -> Result<String, ReportError> {
        let (found, region) = (self.found, self.model.region());
        let mut lines = opening::scenario(self.model, ink).to_vec();
        lines.push(format!("What {} in {} depends on", found.indicator.label(region), found.year));
        lines.push(self.how());
        if found.failed > 0 {
            lines.push(format!("{} paths are left out: they do not hold", count(found.failed)));
        }
        lines.push(String::new());
        if self.listed().is_empty() {
            lines.push("Nothing is drawn once a path: all of the spread is chance of the years.".into());
        } else {
            lines.extend(self.grid().render(ink));
            let more = self.listed().len().saturating_sub(self.shown());
            if more > 0 {
                lines.push(format!("and {more} more: -v, --format json or csv"));
            }
        }
        let closing = self.closing();
        if !closing.is_empty() {
            lines.push(String::new());
        }
        lines.extend(closing.iter().flat_map(|text| paragraph(text)));
        Ok(lines.join("\n") + "\n")
    }

    /// One object: flat results, and beside them `of`, `method`, `carried_paths`, `failed_paths`, `explained`, `epistemic`.
    fn to_json(&self) -> Result<String, ReportError> {
        let found = self.found;
        let document = Document {
            records: self.records(),
            of: format!("{}@{}", found.indicator.id(self.model.region()), found.year),
            method: method_name(found.method),
            carried_paths: found.paths,
            failed_paths: found.failed,
            explained: found.explained.map(Share::from),
            epistemic: found.epistemic.map(Share::from),
        };
        Ok(serde_json::to_string_pretty(&document)? + "\n")
    }

    /// One measure of a number a line.
    fn to_csv(&self) -> Result<String, ReportError> {
        self.records().to_csv(&["variable", "standing", "measure", "value", "low", "high"])
    }
}

fn method_name(method: Method) -> &'static str {
    match method {
        Method::Rank => "rank",
        Method::Sobol => "sobol",
        Method::Tornado => "tornado",
    }
}

impl SensitivityAnswer<'_> {
    /// Numbers or groups, whichever were asked for.
    fn listed(&self) -> &[Influence] {
        if self.by_group { &self.found.groups } else { &self.found.influences }
    }

    fn shown(&self) -> usize {
        if self.every_line { self.listed().len() } else { SHOWN.min(self.listed().len()) }
    }

    fn standing(&self, variable: &str) -> &str {
        let first = variable.split(" + ").next().unwrap_or_default();
        self.standing.get(first).map_or("", String::as_str)
    }

    fn records(&self) -> Records<'_, Entry<'_>> {
        let results = self.listed().iter().flat_map(|influence| {
            influence.measures.iter().map(|(measure, of)| Entry {
                variable: &influence.variable,
                standing: if self.by_group { "" } else { self.standing(&influence.variable) },
                measure,
                value: of.value,
                low: of.low,
                high: of.high,
            })
        });
        Records {
            command: "sensitivity",
            scenario: Some(self.model.name()),
            scenarios: None,
            seed: self.seed,
            paths: self.paths,
            design: None,
            results: results.collect(),
        }
    }

    fn how(&self) -> String {
        let found = self.found;
        match found.method {
            Method::Rank => format!("Ranks of {} paths, seed {}", count(self.paths), self.seed),
            Method::Sobol => format!(
                "Shares of variance from a base sample of {} paths, seed {}; {} paths carried in all",
                count(self.paths),
                self.seed,
                count(found.paths)
            ),
            Method::Tornado => {
                "Each number from its 5 % to its 95 % quantile, everything else at its median, no shocks".into()
            }
        }
    }

    fn grid(&self) -> Grid {
        let name = if self.by_group { "Group" } else { "Number" };
        let mut columns = vec![Column::text(name, 40)];
        columns.push(if self.by_group { Column::number("Numbers", 2) } else { Column::text("Standing", 10) });
        let headers: &[&str] = match self.found.method {
            Method::Rank if self.by_group => &["Lost without it"],
            Method::Rank => &["Rank regression", "Rank correlation"],
            Method::Sobol => &["Alone", "In all"],
            Method::Tornado => &["Swing", "At 5 %", "At 95 %"],
        };
        let tornado = self.found.method == Method::Tornado;
        for header in headers {
            columns.push(Column::number(*header, 2));
            if !tornado {
                columns.push(Column::beside("95 %"));
            }
        }
        let rows = self.listed()[..self.shown()].iter().map(|influence| self.row(influence)).collect();
        Grid::new(columns, rows)
    }

    fn row(&self, influence: &Influence) -> Vec<String> {
        let mut cells = vec![influence.label.clone()];
        cells.push(if self.by_group {
            influence.numbers.to_string()
        } else {
            self.standing(&influence.variable).to_owned()
        });
        for (name, of) in &influence.measures {
            match *name {
                "swing" => cells.extend(self.swing(*of)),
                "first_order" | "total" | "lost_without" => {
                    let share = |share: f64| fixed(100.0 * share, 1);
                    cells.push(format!("{} %", share(of.value)));
                    cells.push(format!("[{}, {}]", share(of.low), share(of.high)));
                }
                _ => {
                    cells.push(fixed(of.value, 3));
                    cells.push(format!("[{}, {}]", fixed(of.low, 3), fixed(of.high, 3)));
                }
            }
        }
        cells
    }

    /// Swing and ends in the indicator's unit.
    fn swing(&self, of: Interval) -> [String; 3] {
        let region = self.model.region();
        let largest = of.low.abs().max(of.high.abs());
        let (unit, scale) = scaled_unit(self.found.indicator.unit(region), largest);
        let places = decimals(largest * scale, 6);
        let sign = if of.value > 0.0 { "+" } else { "" };
        let number = |value: f64| fixed(value * scale, places);
        [format!("{sign}{} {unit}", number(of.value)), number(of.low), number(of.high)]
    }

    fn closing(&self) -> Vec<String> {
        let found = self.found;
        let mut lines = Vec::new();
        if self.listed().is_empty() {
            return lines;
        }
        let percent = |of: Interval| {
            let [value, low, high] = [of.value, of.low, of.high].map(|share| fixed(100.0 * share, 1));
            format!("{value} % [{low}, {high}]")
        };
        if let (Some(explained), Method::Sobol) = (found.explained, found.method) {
            lines.push(format!(
                "Alone, without interplay, the numbers account for {} of its variance (sum of first-order indices); the rest is interplay and the shocks of the years.",
                percent(explained)
            ));
        } else if let Some(explained) = found.explained {
            lines.push(format!(
                "The numbers together explain {} of the variance of its ranks (R^2); {} % is left to shocks and to what does not rise or fall steadily.",
                percent(explained),
                fixed(100.0 * (1.0 - explained.value), 1)
            ));
        }
        if let Some(epistemic) = found.epistemic {
            lines.push(format!(
                "What is not known (numbers drawn once a path) makes {} of its variance; the shocks of the years the rest.",
                percent(epistemic)
            ));
        }
        lines.extend(self.assumed());
        lines.push(
            match found.method {
                Method::Rank if self.by_group => {
                    "Lost without it: by how much R^2 falls when the group is left out of the regression."
                }
                Method::Rank => {
                    "Rank regression: standardised coefficient, what the number moves by itself; rank correlation: with those it is tied to."
                }
                Method::Sobol => {
                    "Alone: share of variance that would go if it were known (first-order index). In all: share that would stay if all else were (total index)."
                }
                Method::Tornado => "Swing: from the number's 5 % to its 95 % quantile. Interplay of numbers is not in it.",
            }
            .into(),
        );
        lines
    }

    /// What is owed to numbers that are assumed, and which of them to research first.
    fn assumed(&self) -> Vec<String> {
        let mut lines = Vec::new();
        if let Some(assumed) = self.found.groups.iter().find(|group| !self.by_group && group.variable == "assumed")
            && let Some((name, of)) = assumed.measures.last()
        {
            let how = if *name == "total" { "in all" } else { "of the variance of ranks" };
            lines.push(format!(
                "The {} numbers marked as assumed account for {} % {how}.",
                assumed.numbers,
                fixed(100.0 * of.value, 1)
            ));
        }
        let is_assumed = |influence: &&Influence| self.standing(&influence.variable) == "assumed";
        let first: Vec<&str> =
            self.found.influences.iter().filter(is_assumed).take(3).map(|influence| influence.label.as_str()).collect();
        if !self.by_group && !first.is_empty() {
            lines.push(format!("To research first, as assumed and most important: {}.", first.join("; ")));
        }
        lines
    }
}
