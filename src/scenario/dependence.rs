//! From a scenario file to the dependence between numbers drawn once a path.

use super::draft::Draft;
use super::number::unknown;
use super::raw::{RawCorrelation, RawDependence, RawScenario};
use crate::model::{Dependence, RankCorrelation};
use crate::sampling::dependence::Family;

/// Copulas by their names in files.
pub(super) const COPULAS: [&str; 2] = ["gaussian", "t"];

impl Draft {
    /// The copula and the rank correlations. Which numbers these may name is for the model to check.
    pub(super) fn dependence(&mut self, scenario: &RawScenario) -> Dependence {
        if scenario.dependence.is_some() && scenario.correlation.is_empty() && !self.was_taken_out("correlation") {
            self.note(
                "dependence",
                "no numbers are correlated; name them under [[correlation]] or leave this out".into(),
            );
        }
        let family = scenario.dependence.as_deref().map(|raw| self.family(raw)).unwrap_or_default();
        let entries = scenario.correlation.iter().enumerate();
        Dependence { family, correlations: entries.map(|(index, raw)| self.correlation(index, raw)).collect() }
    }

    fn family(&mut self, raw: &RawDependence) -> Family {
        const FREEDOM: &str = "dependence.freedom";
        match raw.copula.as_deref() {
            Some("t") => {
                if raw.freedom.is_none() {
                    self.missing(
                        FREEDOM,
                        "a t copula has degrees of freedom, 2 to 1000; the fewer, the more extremes come together",
                    );
                }
                // Any that are allowed stand in for those that are missing.
                Family::T { freedom: raw.freedom.map_or(2.0, |freedom| freedom.0) }
            }
            Some("gaussian") | None => {
                if raw.freedom.is_some() {
                    self.note(FREEDOM, "only copula = \"t\" has degrees of freedom".into());
                }
                Family::Gaussian
            }
            Some(name) => {
                self.note("dependence.copula", unknown("copula", name, COPULAS));
                Family::Gaussian
            }
        }
    }

    /// An entry; what is missing in it is noted, and something harmless stands in for it.
    fn correlation(&mut self, index: usize, raw: &RawCorrelation) -> RankCorrelation {
        let path = |field: &str| format!("correlation[{index}].{field}");
        let between = path("between");
        let names = raw.between.as_deref().unwrap_or_default();
        match (&raw.between, names.len()) {
            (None, _) => self.missing(&between, "the two numbers, by their dotted names"),
            (_, 2) => {}
            (_, 1) => self.note(&between, "found 1 name; a correlation is between two numbers".into()),
            (_, count) => self.note(&between, format!("found {count} names; a correlation is between two numbers")),
        }
        if raw.rank.is_none() {
            self.missing(&path("rank"), "Spearman's rank correlation of the two, -1 to 1");
        }
        if let Some(standing) = &raw.standing {
            self.standing(&path("standing"), standing);
        }
        let rank = raw.rank.map_or(0.0, |rank| rank.0);
        if let [one, other] = names {
            return RankCorrelation::new(one, other, rank);
        }
        self.forgive(between);
        RankCorrelation::new("", "", rank)
    }
}
