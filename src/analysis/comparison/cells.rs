//! What two models have in common, and what only one of them has.

use crate::ensemble::Questions;
use crate::model::{Indicator, Model, Target};
use crate::units::Year;

/// Everything to be compared.
pub(super) struct Cells<'m> {
    pub(super) questions: [Questions<'m>; 2],
    pub(super) indicators: Vec<Cell>,
    pub(super) targets: Vec<TargetCell<'m>>,
    pub(super) not_compared: Vec<String>,
}

/// An indicator in a year that both report, with the position of its answer in each.
pub(super) struct Cell {
    pub(super) id: String,
    pub(super) indicator: Indicator,
    pub(super) year: Year,
    pub(super) of: [usize; 2],
}

/// A target that both have, with the position of the answer it is about in each.
pub(super) struct TargetCell<'m> {
    pub(super) a: &'m Target,
    pub(super) b: &'m Target,
    pub(super) of: [usize; 2],
}

impl<'m> Cells<'m> {
    pub(super) fn of(a: &'m Model, b: &'m Model) -> Self {
        let mut cells = Self {
            questions: [Questions::new(a), Questions::new(b)],
            indicators: Vec::new(),
            targets: Vec::new(),
            not_compared: Vec::new(),
        };
        // The same indicator by its name: positions of sectors may differ.
        let id = |indicator: Indicator, model: &Model| indicator.id(model.region());
        let others: indexmap::IndexMap<String, Indicator> =
            b.indicators().into_iter().map(|indicator| (id(indicator, b), indicator)).collect();
        for indicator in a.indicators() {
            let name = id(indicator, a);
            let Some(&other) = others.get(&name) else { continue };
            let theirs = b.years_of(other);
            for year in a.years_of(indicator).into_iter().filter(|year| theirs.contains(year)) {
                let of = [cells.questions[0].ask(indicator, year), cells.questions[1].ask(other, year)];
                cells.indicators.push(Cell { id: name.clone(), indicator, year, of });
            }
        }
        for target in a.targets() {
            if let Some(other) = b.targets().iter().find(|other| other.id == target.id) {
                let [mine, theirs] = &mut cells.questions;
                let of = [mine.ask(target.indicator, target.year), theirs.ask(other.indicator, other.year)];
                cells.targets.push(TargetCell { a: target, b: other, of });
            }
        }
        cells.not_compared = differences(a, b);
        cells
    }
}

/// What only one of two models has.
fn differences(a: &Model, b: &Model) -> Vec<String> {
    let mut words = Vec::new();
    if (a.base_year(), a.horizon()) != (b.base_year(), b.horizon()) {
        words.push(format!(
            "{} runs from {} to {}, {} from {} to {}: only years of both are compared",
            a.name(),
            a.base_year(),
            a.horizon(),
            b.name(),
            b.base_year(),
            b.horizon()
        ));
    }
    for (one, other) in [(a, b), (b, a)] {
        let ids = |model: &Model| model.region().sectors.iter().map(|sector| sector.id.clone()).collect::<Vec<_>>();
        let of_other = ids(other);
        let sectors: Vec<String> = ids(one).into_iter().filter(|id| !of_other.contains(id)).collect();
        only_in(one, "sectors", &sectors, &mut words);
        let targets: Vec<String> = (one.targets().iter())
            .filter(|target| other.targets().iter().all(|other| other.id != target.id))
            .map(|target| target.id.clone())
            .collect();
        only_in(one, "targets", &targets, &mut words);
    }
    words
}

/// Names that are told one by one at most.
const TOLD: usize = 5;

fn only_in(model: &Model, what: &str, names: &[String], words: &mut Vec<String>) {
    if names.is_empty() {
        return;
    }
    let more = if names.len() > TOLD { format!(" and {} more", names.len() - TOLD) } else { String::new() };
    words.push(format!("only {} has the {what} {}{more}", model.name(), names[..names.len().min(TOLD)].join(", ")));
}
