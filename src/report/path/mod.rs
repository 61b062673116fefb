//! A single path as an answer: tables for people, flat results for programs.

mod also;
mod drawn;
mod economy;
mod entry;
mod forces;
mod sectors;
mod targets;

pub(super) use drawn::columns as drawn_columns;
pub(super) use drawn::row as drawn_row;
use entry::Entry;
pub(super) use targets::value_and_shortfall;

use super::answer::Answer;
use super::csv_text::csv_text;
use super::error::ReportError;
use super::number::count;
use super::records::Records;
use super::table::Ink;
use super::table::opening;
use crate::ensemble::{PathFailure, PathRecord};
use crate::model::Model;
use crate::projection::{BaseFault, TechnologyFault};
use crate::sampling::{Design, Layout};

/// A path, with what it is a path of.
#[derive(Debug, Clone, Copy)]
pub struct PathAnswer<'p> {
    /// The model that was run.
    pub model: &'p Model,
    /// The path.
    pub record: &'p PathRecord,
    /// The design of the run it is a path of.
    pub layout: Layout,
    /// Paths of that run.
    pub paths: u64,
    /// Whether the table shows every number drawn, not only those farthest from their medians.
    pub every_line: bool,
}

impl Answer for PathAnswer<'_> {
    fn command(&self) -> &'static str {
        "path"
    }

    /// For people: what was drawn, the targets, the economy and the yearly forces year by year, the sectors.
    fn to_table(&self, ink: Ink) -> Result<String, ReportError> {
        let mut lines = opening::scenario(self.model, ink).to_vec();
        let (path, seed) = (self.record.path, self.layout.seed());
        lines.push(if self.layout.design() == Design::Random {
            format!("Path {path} under seed {seed}, the same in a run of any number of paths")
        } else {
            format!("Path {path} of {}", run_in_words(&self.layout, self.paths))
        });
        if let Err(failure) = &self.record.outcome {
            lines.push(format!("This path comes to nothing, and runs leave it out: {failure}."));
        }
        lines.push(String::new());
        lines.extend(drawn::lines(&self.record.drawn, self.every_line, ink));
        if let Ok(outcome) = &self.record.outcome {
            lines.extend(targets::lines(self.model, outcome, ink));
            lines.extend(economy::lines(self.model, outcome, ink));
            lines.extend(also::lines(self.model, outcome, ink));
        }
        lines.extend(forces::lines(self.model, self.record, ink));
        if let Ok(outcome) = &self.record.outcome {
            lines.extend(sectors::lines(self.model, outcome, self.every_line, ink));
            lines.push("Every indicator in every year, and every number and shock drawn: --format json or csv.".into());
        }
        Ok(lines.join("\n") + "\n")
    }

    /// One object with flat results, each of a `kind`: `drawn`, `force`, `indicator`, or `failed` where it came to nothing.
    fn to_json(&self) -> Result<String, ReportError> {
        let (scenario, seed) = (Some(self.model.name()), self.layout.seed());
        let design = Some(self.layout.design().name());
        let results = entry::entries(self.model, self.record);
        Records { command: "path", scenario, scenarios: None, seed, paths: self.paths, design, results }.to_json()
    }

    /// One number a line: `path,indicator,year,value`; numbers drawn once have no year.
    fn to_csv(&self) -> Result<String, ReportError> {
        let header = ["path", "indicator", "year", "value"].map(str::to_owned).to_vec();
        let row = |entry: Entry| {
            let year = entry.year.map_or(String::new(), |year| year.to_string());
            let value = entry.value?.to_string();
            Some(vec![entry.path.to_string(), entry.name.into_owned(), year, value])
        };
        let rows = entry::entries(self.model, self.record).into_iter().filter_map(row);
        csv_text(std::iter::once(header).chain(rows))
    }
}

/// How many paths a run has, from which seed, and in which design where they are not random.
pub(super) fn run_in_words(layout: &Layout, paths: u64) -> String {
    let (paths, seed) = (count(paths), layout.seed());
    let design = layout.design();
    let named = if design == Design::Random { String::new() } else { format!(", design {}", design.name()) };
    format!("{paths} paths, seed {seed}{named}")
}

/// Why a path came to nothing, by the name programs know it by.
fn failure_name(failure: &PathFailure) -> &'static str {
    match failure {
        PathFailure::Accounts(BaseFault::Inputs) => "inputs_above_output",
        PathFailure::Accounts(BaseFault::NotProductive)
        | PathFailure::Technology { fault: TechnologyFault::NotProductive, .. } => "not_productive",
        PathFailure::Technology { fault: TechnologyFault::Imports, .. } => "imports_below_nothing",
        PathFailure::Technology { fault: TechnologyFault::ValueAdded, .. } => "value_added_out_of_range",
        PathFailure::Technology { fault: TechnologyFault::PurchaseShare, .. } => "purchase_share_out_of_range",
        PathFailure::Technology { fault: TechnologyFault::Inputs, .. } => "inputs_below_nothing",
        PathFailure::BeyondBounds { .. } => "beyond_bounds",
    }
}
