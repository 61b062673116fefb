//! From a scenario file to the plan's targets that the model cannot answer.

use super::draft::Draft;
use super::raw::RawScenario;
use super::raw_seed::{RawFact, RawSeed};
use crate::input::shown;
use crate::model::OutsideTarget;

impl Draft {
    /// The figures of the plan listed under `[[outside]]`, each with the reason of its entry.
    pub(super) fn outside(&mut self, scenario: &RawScenario, seed: &RawSeed) -> Vec<OutsideTarget> {
        let facts = seed.fact.as_deref().unwrap_or_default();
        let mut listed: Vec<OutsideTarget> = Vec::new();
        for (entry, raw) in scenario.outside.iter().enumerate() {
            let path = |field: &str| format!("outside[{entry}].{field}");
            let reason = raw.reason.as_deref().unwrap_or_default().trim();
            if reason.is_empty() {
                self.missing(&path("reason"), "why the model cannot answer these");
            }
            if raw.facts.as_ref().is_none_or(Vec::is_empty) {
                self.missing(&path("facts"), "the figures of the plan this is about");
            }
            for (place, id) in raw.facts.iter().flatten().enumerate() {
                let path = path(&format!("facts[{place}]"));
                let Some(fact) = self.fact(&path, id, facts) else { continue };
                let modelled = scenario.target.iter().find(|target| target.fact.as_deref() == Some(id));
                if fact.kind.as_deref().is_some_and(|kind| kind != "target") {
                    self.note(&path, format!("\"{id}\" is a figure of the past; only targets of the plan stand here"));
                } else if let Some(target) = modelled {
                    let name = target.id.as_deref().unwrap_or("without a name");
                    self.note(&path, format!("\"{id}\" is answered by the target {name}; keep one of the two"));
                } else if listed.iter().any(|other| other.id == *id) {
                    self.note(&path, format!("\"{id}\" stands here twice"));
                } else {
                    listed.push(outside(id, fact, reason));
                }
            }
        }
        listed
    }
}

fn outside(id: &str, fact: &RawFact, reason: &str) -> OutsideTarget {
    let text = |field: &Option<String>| field.clone().unwrap_or_default();
    OutsideTarget {
        id: id.to_owned(),
        label: fact.label.clone().unwrap_or_else(|| id.to_owned()),
        term: text(&fact.term),
        figure: figure(fact),
        period: text(&fact.period),
        reason: reason.to_owned(),
        source: text(&fact.citation),
    }
}

/// The plan's figure with its sign and unit: ">= 30000 persons", "2 to 3 firms".
fn figure(fact: &RawFact) -> String {
    let number = match (fact.value_low, fact.value_high, fact.value) {
        (Some(low), Some(high), _) => format!("{} to {}", shown(low.0), shown(high.0)),
        (.., Some(value)) => shown(value.0),
        _ => return String::new(),
    };
    let sign = match fact.comparator.as_deref() {
        Some(sign @ (">=" | "<=" | ">" | "<" | "about")) => format!("{sign} "),
        _ => String::new(),
    };
    format!("{sign}{number} {}", fact.unit.as_deref().unwrap_or_default()).trim_end().to_owned()
}
