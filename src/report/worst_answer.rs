//! The paths that miss a target most, as an answer.

use indexmap::IndexMap;
use serde::Serialize;
use serde_json::Value;

use super::answer::Answer;
use super::error::ReportError;
use super::number::{count, figure, unit_name};
use super::path::{drawn_columns, drawn_row, run_in_words, value_and_shortfall};
use super::records::Records;
use super::table::Ink;
use super::table::layout::{Column, Grid};
use super::table::opening;
use crate::ensemble::{WorstPath, WorstPaths};
use crate::model::Model;
use crate::projection::DrawnValue;
use crate::sampling::Layout;
use crate::units::Unit;

/// The paths that miss a target most, each with some of the numbers it drew.
#[derive(Debug, Clone)]
pub struct WorstAnswer<'w> {
    /// The model that was run.
    pub model: &'w Model,
    /// The design of the run.
    pub layout: Layout,
    /// What was found.
    pub found: &'w WorstPaths,
    /// For each path found, up to [`WorstAnswer::DRAWN`] numbers that it drew farthest out, the farthest first.
    pub drawn: Vec<Vec<DrawnValue>>,
}

/// The results, and how many paths they were chosen from.
#[derive(Serialize)]
struct Document<'w> {
    #[serde(flatten)]
    records: Records<'w, IndexMap<String, Value>>,
    target: &'w str,
    missed_paths: u64,
    failed_paths: u64,
}

impl Answer for WorstAnswer<'_> {
    fn command(&self) -> &'static str {
        "path"
    }

    /// For people: how many paths miss the target, then the worst of them.
    fn to_table(&self, ink: Ink) -> Result<String, ReportError> {
        let target = &self.found.target;
        let mut lines = opening::scenario(self.model, ink).to_vec();
        lines.push(run_in_words(&self.layout, self.found.paths));
        let of = target.indicator.unit(self.model.region());
        let unit = unit_name(of);
        let nameless = target.label.is_empty() || target.label == target.id;
        let label = if nameless { String::new() } else { format!(": {}", target.label) };
        lines.push(format!(
            "Target {}{label}; the plan says {} {unit} in {}",
            target.id,
            figure(target, of),
            target.year
        ));
        lines.push(self.missed_in_words());
        if !self.found.worst.is_empty() {
            lines.push(String::new());
            lines.extend(self.grid(of).render(ink));
            lines.push("Drawn farthest out: what is most unusual about the path, which need not be why it misses the target. Values are in".into());
            lines.push("the unit of the files (rates: 0.04 is 4 % a year). At: the share of draws that are lower; 50 % is the median.".into());
            lines.push(
                "One of them whole: kapok path with --id and its number in place of --worst, and the same options."
                    .into(),
            );
        }
        Ok(lines.join("\n") + "\n")
    }

    /// One object: flat results, and beside them `target`, `missed_paths` and `failed_paths`.
    fn to_json(&self) -> Result<String, ReportError> {
        let document = Document {
            records: self.records(),
            target: &self.found.target.id,
            missed_paths: self.found.missed,
            failed_paths: self.found.failed,
        };
        Ok(serde_json::to_string_pretty(&document)? + "\n")
    }

    /// One path a line.
    fn to_csv(&self) -> Result<String, ReportError> {
        let of_drawn = (1..=Self::DRAWN).flat_map(|place| drawn_fields(place).to_vec());
        let fields: Vec<String> =
            ["rank", "path", "value", "shortfall"].map(str::to_owned).into_iter().chain(of_drawn).collect();
        self.records().to_csv(&fields.iter().map(String::as_str).collect::<Vec<_>>())
    }
}

/// The fields of the number drawn farthest out, second farthest ...
fn drawn_fields(place: usize) -> [String; 4] {
    ["", "_value", "_median", "_probability"].map(|part| format!("drawn_{place}{part}"))
}

impl WorstAnswer<'_> {
    /// Numbers drawn that are told of each path.
    pub const DRAWN: usize = 3;

    fn paths(&self) -> impl Iterator<Item = (usize, &WorstPath, &[DrawnValue])> {
        let drawn = self.drawn.iter().map(|drawn| &drawn[..drawn.len().min(Self::DRAWN)]);
        (1..).zip(&self.found.worst).zip(drawn).map(|((rank, path), drawn)| (rank, path, drawn))
    }

    fn records(&self) -> Records<'_, IndexMap<String, Value>> {
        let result = |(rank, path, farthest): (usize, &WorstPath, &[DrawnValue])| {
            let numbers = [
                ("rank", Value::from(rank)),
                ("path", Value::from(path.path)),
                ("value", Value::from(path.value)),
                ("shortfall", Value::from(path.shortfall)),
            ];
            let drawn = (1..).zip(farthest).flat_map(|(place, number)| {
                let values = [number.value, number.median, number.probability].map(Value::from);
                drawn_fields(place).into_iter().zip(std::iter::once(Value::from(number.name.as_str())).chain(values))
            });
            numbers.map(|(field, value)| (field.to_owned(), value)).into_iter().chain(drawn).collect()
        };
        Records {
            command: "path",
            scenario: Some(self.model.name()),
            scenarios: None,
            seed: self.layout.seed(),
            paths: self.found.paths,
            design: Some(self.layout.design().name()),
            results: self.paths().map(result).collect(),
        }
    }

    fn missed_in_words(&self) -> String {
        let WorstPaths { paths, failed, missed, worst, .. } = self.found;
        let (counted, shown) = (paths - failed, worst.len() as u64);
        let mut words = match *missed {
            0 => "No path misses it.".to_owned(),
            missed if missed == shown => format!("All {} paths that miss it, the worst first:", count(missed)),
            missed => format!("{} of {} paths miss it; the worst {}:", count(missed), count(counted), count(shown)),
        };
        if *failed > 0 {
            let left_out = format!(
                "{} paths are left out: their accounts do not hold, or they grew beyond all bounds. ",
                count(*failed)
            );
            words.insert_str(0, &left_out);
        }
        words
    }

    /// A line for each number of each path.
    fn grid(&self, of: Unit) -> Grid {
        let mut columns = vec![
            Column::number("", 0),
            Column::number("Path", 2),
            Column::number(format!("Value, {}", unit_name(of)), 2),
            Column::number("Missed by", 2),
            Column::text("Drawn farthest out", 46),
        ];
        columns.extend(drawn_columns());
        let mut rows = Vec::new();
        for (rank, path, farthest) in self.paths() {
            let (value, missed) = value_and_shortfall(&self.found.target, path.value, of);
            let mut cells = vec![rank.to_string(), path.path.to_string(), value, missed];
            for number in farthest {
                cells.push(number.label.clone());
                cells.extend(drawn_row(number));
                rows.push(std::mem::replace(&mut cells, vec![String::new(); 4]));
            }
            if farthest.is_empty() {
                cells.extend(vec![String::new(); 4]);
                rows.push(cells);
            }
        }
        Grid::new(columns, rows)
    }
}
