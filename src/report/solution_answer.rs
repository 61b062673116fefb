//! What it takes to meet a target, as an answer.

use serde::Serialize;

use super::answer::Answer;
use super::error::ReportError;
use super::number::{count, figure, fixed, significant, unit_name};
use super::records::Records;
use super::table::Ink;
use super::table::layout::{Column, Grid, paragraph};
use super::table::opening;
use crate::analysis::{Frontier, Lever, Point, Shape, Solution, Solved};
use crate::model::{Model, Target};

/// What was solved for.
#[derive(Debug, Clone)]
pub enum Solving<'s> {
    /// One lever.
    One(&'s Solution),
    /// One lever for values of another.
    Two(&'s Frontier),
}

/// What it takes to meet a target.
#[derive(Debug, Clone)]
pub struct SolutionAnswer<'s> {
    /// The model that was run.
    pub model: &'s Model,
    /// What was found.
    pub found: Solving<'s>,
    /// Seed of the run.
    pub seed: u64,
    /// Paths of each run.
    pub paths: u64,
}

/// A value of the lever, for programs.
#[derive(Serialize)]
struct Entry<'s> {
    kind: &'static str,
    lever: &'s str,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    probability: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    se: Option<f64>,
    reached: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    other: Option<&'s str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    other_value: Option<f64>,
}

/// The results, and what was asked.
#[derive(Serialize)]
struct Document<'s> {
    #[serde(flatten)]
    records: Records<'s, Entry<'s>>,
    target: &'s str,
    wanted: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    present: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    shape: Option<&'static str>,
}

impl Answer for SolutionAnswer<'_> {
    fn command(&self) -> &'static str {
        "solve"
    }

    /// For people: the answer in a sentence, then the curve or the frontier.
    fn to_table(&self, ink: Ink) -> Result<String, ReportError> {
        let (target, wanted) = self.asked();
        let unit = target.indicator.unit(self.model.region());
        let mut lines = opening::scenario(self.model, ink).to_vec();
        lines.push(format!("{} paths at each value, seed {}: the same draws in all", count(self.paths), self.seed));
        lines.push(format!(
            "Target {}: {} {} in {}; wanted with a probability of {}",
            target.id,
            figure(target, unit),
            unit_name(unit),
            target.year,
            percent(wanted)
        ));
        lines.push(String::new());
        match &self.found {
            Solving::One(solution) => {
                lines.extend(one_in_words(solution).iter().flat_map(|text| paragraph(text)));
                lines.push(String::new());
                lines.extend(curve(solution).render(ink));
            }
            Solving::Two(frontier) => lines.extend(two(frontier, ink)),
        }
        Ok(lines.join("\n") + "\n")
    }

    /// One object: flat results, and beside them `target`, `wanted`, and of one lever `present` and `shape`.
    fn to_json(&self) -> Result<String, ReportError> {
        let (target, wanted) = self.asked();
        let (present, shape) = match &self.found {
            Solving::One(solution) => (Some(solution.present), Some(name_of(solution.solved.shape))),
            Solving::Two(_) => (None, None),
        };
        let document = Document { records: self.records(), target: &target.id, wanted, present, shape };
        Ok(serde_json::to_string_pretty(&document)? + "\n")
    }

    /// One value a line.
    fn to_csv(&self) -> Result<String, ReportError> {
        self.records().to_csv(&["kind", "lever", "value", "probability", "se", "reached", "other", "other_value"])
    }
}

fn percent(share: f64) -> String {
    format!("{} %", fixed(100.0 * share, 1))
}

fn name_of(shape: Shape) -> &'static str {
    match shape {
        Shape::Rising => "rising",
        Shape::Falling => "falling",
        Shape::Flat => "flat",
        Shape::NotMonotone => "not_monotone",
    }
}

/// A value of a lever as files write it.
fn value(value: f64) -> String {
    significant(value, 4)
}

/// What one lever has to be, in sentences.
fn one_in_words(solution: &Solution) -> Vec<String> {
    let Solution { lever, present, wanted, solved, .. } = solution;
    let kind = if lever.uncertain { "its median, drawn around it" } else { "on every path" };
    let mut words = vec![format!(
        "{} ({}) stands at {}, {kind}; the target is met with a probability of {}. Below it is one number on every path.",
        lever.label,
        lever.path,
        value(lever.now),
        percent(*present)
    )];
    let range = format!("from {} to {}", value(lever.low), value(lever.high));
    let most = solved.curve.iter().max_by(|a, b| a.probability.total_cmp(&b.probability));
    words.push(match (solved.at, solved.shape) {
        (None, shape) => {
            let most = most.map_or(String::new(), |most| {
                format!(": the most is {} at {}", percent(most.probability), value(most.value))
            });
            let flat = if shape == Shape::Flat { "; the lever does not move it" } else { "" };
            format!("{} is not reached {range}{most}{flat}.", percent(*wanted))
        }
        (Some(_), _) if solved.everywhere => format!("{} is reached everywhere {range}.", percent(*wanted)),
        (Some(at), shape) => {
            let side = if shape == Shape::Falling { "at most" } else { "at least" };
            format!(
                "It takes {side} {} to reach {}: there the probability is {}.",
                value(at.value),
                percent(*wanted),
                percent(at.probability)
            )
        }
    });
    if solved.shape == Shape::NotMonotone {
        words.push(
            "The probability rises and falls over the range: what holds at a value need not hold beyond it. See the curve.".into(),
        );
    }
    words
}

fn curve(solution: &Solution) -> Grid {
    let columns =
        vec![Column::number("Lever", 0), Column::number("Probability", 2), Column::beside(""), Column::text("", 10)];
    let solved = &solution.solved;
    let mut points: Vec<(Point, &str)> = solved.curve.iter().map(|point| (*point, "")).collect();
    if let Some(at) = solved.at.filter(|_| !solved.everywhere) {
        points.retain(|(point, _)| point.value != at.value);
        points.push((at, "<- reached"));
    }
    points.sort_by(|a, b| a.0.value.total_cmp(&b.0.value));
    let row = |(point, note): &(Point, &str)| {
        vec![
            value(point.value),
            percent(point.probability),
            format!("± {}", fixed(100.0 * point.se, 1)),
            (*note).to_owned(),
        ]
    };
    Grid::new(columns, points.iter().map(row).collect())
}

impl SolutionAnswer<'_> {
    fn asked(&self) -> (&Target, f64) {
        match &self.found {
            Solving::One(solution) => (&solution.target, solution.wanted),
            Solving::Two(frontier) => (&frontier.target, frontier.wanted),
        }
    }

    fn records(&self) -> Records<'_, Entry<'_>> {
        let results = match &self.found {
            Solving::One(solution) => {
                let curve = solution.solved.curve.iter().map(|point| Entry {
                    kind: "curve",
                    lever: &solution.lever.path,
                    value: Some(point.value),
                    probability: Some(point.probability),
                    se: Some(point.se),
                    reached: point.probability >= solution.wanted,
                    other: None,
                    other_value: None,
                });
                std::iter::once(answer("answer", &solution.lever, &solution.solved, None)).chain(curve).collect()
            }
            Solving::Two(frontier) => {
                let [first, second] = &frontier.levers;
                let point = |(given, solved)| answer("frontier", first, solved, Some((second, given)));
                frontier.points.iter().map(|(given, solved)| point((*given, solved))).collect()
            }
        };
        Records {
            command: "solve",
            scenario: Some(self.model.name()),
            scenarios: None,
            seed: self.seed,
            paths: self.paths,
            design: None,
            results,
        }
    }
}

/// What the first lever has to be for values of the second.
fn two(frontier: &Frontier, ink: Ink) -> Vec<String> {
    let [first, second] = &frontier.levers;
    let mut lines = vec![
        format!("{} ({}), now {}", second.label, second.path, value(second.now)),
        format!("against {} ({}), now {}", first.label, first.path, value(first.now)),
        String::new(),
    ];
    let columns = vec![
        Column::number(second.path.clone(), 0),
        Column::number(format!("{} needed", first.path), 2),
        Column::number("Probability", 2),
    ];
    let row = |(given, solved): &(f64, Solved)| {
        let side = if solved.shape == Shape::Falling { "at most" } else { "at least" };
        let needed = match solved.at {
            None => "not reached in its range".to_owned(),
            Some(_) if solved.everywhere => "any in its range".to_owned(),
            Some(at) => format!("{side} {}", value(at.value)),
        };
        let at = solved.at.map_or_else(|| best(solved), |at| at.probability);
        vec![value(*given), needed, percent(at)]
    };
    lines.extend(Grid::new(columns, frontier.points.iter().map(row).collect()).render(ink));
    if frontier.points.iter().any(|(_, solved)| solved.shape == Shape::NotMonotone) {
        lines.push(String::new());
        lines.extend(paragraph("For some values the probability rises and falls with the first lever: there the least value that reaches it is told, and values beyond need not."));
    }
    lines
}

/// The largest probability over the range.
fn best(solved: &Solved) -> f64 {
    solved.curve.iter().map(|point| point.probability).fold(0.0, f64::max)
}

fn answer<'s>(kind: &'static str, lever: &'s Lever, solved: &Solved, other: Option<(&'s Lever, f64)>) -> Entry<'s> {
    Entry {
        kind,
        lever: &lever.path,
        value: solved.at.map(|at| at.value),
        probability: Some(solved.at.map_or_else(|| best(solved), |at| at.probability)),
        se: solved.at.map(|at| at.se),
        reached: solved.at.is_some(),
        other: other.map(|(other, _)| other.path.as_str()),
        other_value: other.map(|(_, value)| value),
    }
}
