//! The targets of a plan before any run: those a model answers, how each is read, and those outside it with the reason.

use super::number::{count, figure, unit_name};
use super::table::Ink;
use super::table::layout::{Column, Grid, indented};
use super::target_entry::TargetEntry;
use crate::model::{Model, OutsideTarget};

/// The fields of a target, in the order of a table's columns.
pub const TARGET_FIELDS: [&str; 15] = [
    "id",
    "label",
    "term",
    "modelled",
    "indicator",
    "year",
    "comparator",
    "value",
    "value_high",
    "unit",
    "reading",
    "figure",
    "period",
    "reason",
    "source",
];

/// Every target of the plan as a flat result: first those the model answers, then those outside it.
pub fn target_entries(model: &Model) -> Vec<impl serde::Serialize> {
    let modelled = model.targets().iter();
    let modelled =
        modelled.map(|target| Listed::Modelled { modelled: true, target: TargetEntry::stated(target, model) });
    let outside = model.outside().iter().map(|target| Listed::Outside(OutsideEntry::of(target)));
    modelled.chain(outside).collect()
}

/// A target, and whether the model answers it.
#[derive(serde::Serialize)]
#[serde(untagged)]
enum Listed<'m> {
    Modelled {
        modelled: bool,
        #[serde(flatten)]
        target: TargetEntry<'m>,
    },
    Outside(OutsideEntry<'m>),
}

#[derive(serde::Serialize)]
struct OutsideEntry<'m> {
    modelled: bool,
    id: &'m str,
    label: &'m str,
    term: &'m str,
    figure: &'m str,
    period: &'m str,
    reason: &'m str,
    source: &'m str,
}

impl<'m> OutsideEntry<'m> {
    fn of(target: &'m OutsideTarget) -> Self {
        let OutsideTarget { id, label, term, figure, period, reason, source } = target;
        Self { modelled: false, id, label, term, figure, period, reason, source }
    }
}

/// The targets of a plan as tables for people: those the model answers, and those outside it by reason.
pub fn targets_to_table(model: &Model, ink: Ink) -> String {
    if model.targets().is_empty() && model.outside().is_empty() {
        return format!("The scenario {} has no targets.\n", model.name());
    }
    let mut lines = modelled(model).render(ink);
    if !model.outside().is_empty() {
        lines.push(String::new());
        lines.extend(outside(model).render(ink));
    }
    lines.join("\n") + "\n"
}

fn modelled(model: &Model) -> Grid {
    let columns = vec![
        Column::text("Target", 44),
        Column::number("Wanted", 2),
        Column::text("Unit", 12),
        Column::number("Year", 2),
        Column::text("How it is read", 40),
        Column::text("Where the plan says it", 24),
    ];
    let rows = model.targets().iter().map(|target| {
        let unit = target.indicator.unit(model.region());
        vec![
            target.id.clone(),
            figure(target, unit),
            unit_name(unit).to_owned(),
            target.year.to_string(),
            target.reading.clone(),
            target.source.clone(),
        ]
    });
    Grid::new(columns, rows.collect())
}

/// One line a reason, and below it the figures it is the reason for.
fn outside(model: &Model) -> Grid {
    const WIDTH: u16 = 64;
    let number = count(model.outside().len() as u64);
    let columns = vec![
        Column::text(format!("Outside the model, {number} figures of the plan"), WIDTH),
        Column::text("", 32),
        Column::text("The plan says", 24),
        Column::text("Year", 9),
        Column::text("Where the plan says it", 24),
    ];
    let mut rows = Vec::new();
    let mut reason = "";
    for target in model.outside() {
        if target.reason != reason {
            reason = &target.reason;
            let mut row = vec![String::new(); columns.len()];
            row[0] = capital(reason) + ":";
            rows.push(row);
        }
        rows.push(vec![
            indented(&target.label, WIDTH),
            target.term.clone(),
            target.figure.clone(),
            target.period.clone(),
            target.source.clone(),
        ]);
    }
    Grid::new(columns, rows)
}

/// A sentence with a capital letter at its start.
fn capital(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
