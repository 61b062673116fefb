//! From a scenario file to targets.

use super::draft::Draft;
use super::number::unknown;
use super::raw::{RawScenario, RawTarget};
use super::raw_seed::{RawFact, RawSeed};
use crate::economy::Region;
use crate::model::{Better, Comparator, Indicator, Period, Target};

/// Relative tolerance of "about" where the file gives none.
const ABOUT: f64 = 0.02;

/// The indicators a target may be about.
struct Known {
    indicators: Vec<(String, Indicator)>,
    /// Whether those over periods are all there.
    periods_sound: bool,
}

impl Draft {
    /// All targets that can be made out; what is wrong with the others is noted.
    pub(super) fn targets(
        &mut self,
        scenario: &RawScenario,
        seed: &RawSeed,
        region: &Region,
        periods: &[Period],
        energy: bool,
    ) -> Vec<Target> {
        let indicators: Vec<(String, Indicator)> =
            Indicator::all(region, periods, energy).into_iter().map(|i| (i.id(region), i)).collect();
        let facts = seed.fact.as_deref().unwrap_or_default();
        // Where the periods are wrong, what is measured over them is missing for that reason alone.
        let sound = |period: &Period| region.base_year < period.from && period.from <= period.to;
        let asked = scenario.periods.as_ref().map_or(periods.len(), Vec::len);
        let periods_sound = asked == periods.len() && periods.iter().all(sound) && !self.was_taken_out("periods");
        let known = Known { indicators, periods_sound };
        let raw = scenario.target.iter().enumerate();
        raw.filter_map(|(index, raw)| self.target(index, raw, &known, facts)).collect()
    }

    fn target(&mut self, index: usize, raw: &RawTarget, known: &Known, facts: &[RawFact]) -> Option<Target> {
        let path = |field: &str| format!("target[{index}].{field}");
        if raw.id.is_none() {
            self.missing(&path("id"), "the name of the target");
        }
        let fact = raw.fact.as_ref().and_then(|id| self.fact(&path("fact"), id, facts));
        let indicator = self.indicator(&path("indicator"), raw.indicator.as_ref(), known);
        let year = self.year(&path("year"), raw.year);
        let comparator = self.comparator(&path("comparator"), raw.comparator.as_deref());
        let better = self.better(&path("better"), raw.better.as_deref());
        if comparator.is_some_and(|comparator| comparator != Comparator::About) {
            for (field, given) in [("better", raw.better.is_some()), ("tolerance", raw.tolerance.is_some())] {
                if given {
                    self.note(&path(field), "only \"about\" has one".into());
                }
            }
        }
        if raw.value.is_none() {
            self.missing(&path("value"), "the figure to be met, in the indicator's unit");
        }
        let id = raw.id.clone()?;
        let from_fact = |text: fn(&RawFact) -> Option<String>| fact.and_then(text);
        Some(Target {
            label: raw.label.clone().or_else(|| from_fact(|f| f.label.clone())).unwrap_or_else(|| id.clone()),
            term: raw.term.clone().or_else(|| from_fact(|f| f.term.clone())).unwrap_or_default(),
            source: raw.source.clone().or_else(|| from_fact(|f| f.citation.clone())).unwrap_or_default(),
            reading: raw.reading.clone().unwrap_or_default(),
            indicator: indicator?,
            year: year?,
            comparator: comparator?,
            value: raw.value?.0,
            value_high: raw.value_high.map(|number| number.0),
            better: better?,
            tolerance: raw.tolerance.map_or(if comparator == Some(Comparator::About) { ABOUT } else { 0.0 }, |n| n.0),
            id,
        })
    }

    fn fact<'f>(&mut self, path: &str, id: &str, facts: &'f [RawFact]) -> Option<&'f RawFact> {
        let found = facts.iter().find(|fact| fact.id.as_deref() == Some(id));
        if found.is_none() {
            let names = facts.iter().filter_map(|fact| fact.id.as_deref());
            self.note(path, unknown("figure of the plan", id, names, ""));
        }
        found
    }

    fn indicator(&mut self, path: &str, id: Option<&String>, known: &Known) -> Option<Indicator> {
        let Some(id) = id else {
            self.missing(path, "what the target is about, such as \"gdp\" or \"share.tertiary\"");
            return None;
        };
        let found = known.indicators.iter().find(|(name, _)| name == id).map(|(_, indicator)| *indicator);
        let over_period = id.split('.').next().is_some_and(|stem| stem.ends_with(|c: char| c.is_ascii_digit()));
        if found.is_none() && (known.periods_sound || !over_period) {
            let names = known.indicators.iter().map(|(name, _)| name.as_str());
            self.note(path, unknown("indicator of this scenario", id, names, ""));
        }
        found
    }

    fn comparator(&mut self, path: &str, sign: Option<&str>) -> Option<Comparator> {
        let allowed = Comparator::ALL.map(|(_, sign)| sign).join(", ");
        let Some(sign) = sign else {
            self.missing(path, &allowed);
            return None;
        };
        let found = Comparator::ALL.iter().find(|(_, s)| *s == sign).map(|(c, _)| *c);
        if found.is_none() {
            let message = if sign == "=" {
                format!("no path meets a figure exactly; read \"=\" as one of {allowed}")
            } else {
                unknown("comparator", sign, Comparator::ALL.map(|(_, s)| s), &allowed)
            };
            self.note(path, message);
        }
        found
    }

    fn better(&mut self, path: &str, word: Option<&str>) -> Option<Better> {
        match word {
            Some("more") => Some(Better::More),
            Some("less") => Some(Better::Less),
            Some("neither") | None => Some(Better::Neither),
            Some(word) => {
                let words = ["more", "less", "neither"];
                self.note(path, unknown("side of \"about\"", word, words, "more, less, neither"));
                None
            }
        }
    }
}
