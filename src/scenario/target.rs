//! From a scenario file to targets.

use indexmap::IndexMap;

use super::draft::Draft;
use super::number::{unknown, unknown_of};
use super::raw::{RawScenario, RawTarget};
use super::raw_seed::{RawFact, RawSeed};
use crate::economy::Region;
use crate::input::shown;
use crate::model::{Better, Comparator, Indicator, Measure, Period, Target};
use crate::units::{Unit, Year};

/// Relative tolerance of "about" where the file gives none.
const ABOUT: f64 = 0.02;

/// The indicators a target may be about.
struct Known<'r> {
    region: &'r Region,
    horizon: Year,
    indicators: Vec<(String, Indicator)>,
    /// Whether those over periods are all there.
    periods_sound: bool,
}

impl Known<'_> {
    /// An indicator and year that stand in for those that cannot be made out, so that the rest is judged.
    fn stand_in(&self, indicator: Option<Indicator>, year: Option<Year>) -> Option<(Indicator, Year)> {
        let indicator = indicator.unwrap_or_else(|| Indicator::headline(Measure::Gdp));
        let mut years = (self.region.base_year..=self.horizon).rev();
        let year = year.or_else(|| years.find(|&year| indicator.is_defined_in(year, self.region, self.horizon)));
        year.map(|year| (indicator, year))
    }

    /// Whether a name is that of an indicator by sector or group, whichever these are.
    fn has_stem(&self, name: &str) -> bool {
        let stem = |name: &str| name.split_once('.').map(|(stem, _)| stem.to_owned());
        stem(name).is_some_and(|wanted| self.indicators.iter().any(|(name, _)| stem(name).as_ref() == Some(&wanted)))
    }

    /// The names of all indicators, those of sectors and groups as one.
    fn names(&self) -> String {
        let mut stems: Vec<String> = Vec::new();
        for (name, _) in &self.indicators {
            let stem = name.split_once('.').map_or_else(|| name.clone(), |(stem, _)| format!("{stem}.S"));
            if !stems.contains(&stem) {
                stems.push(stem);
            }
        }
        format!("{} (S: a sector or group)", stems.join(", "))
    }
}

impl Draft {
    /// All targets that can be made out; what is wrong with the others is noted.
    pub(super) fn targets(
        &mut self,
        scenario: &RawScenario,
        seed: &RawSeed,
        region: &Region,
        (periods, horizon): (&[Period], Year),
    ) -> Vec<Target> {
        let indicators: Vec<(String, Indicator)> =
            Indicator::all(region, periods, seed.energy.is_some() || self.partial)
                .into_iter()
                .map(|i| (i.id(region), i))
                .collect();
        let facts = seed.fact.as_deref().unwrap_or_default();
        self.check_facts(facts);
        // Where the periods are wrong, what is measured over them is missing for that reason alone.
        let sound = |period: &Period| region.base_year < period.from && period.from <= period.to;
        let asked = scenario.periods.as_ref().map_or(periods.len(), Vec::len);
        let periods_sound = asked == periods.len() && periods.iter().all(sound) && !self.was_taken_out("periods");
        let known = Known { region, horizon, indicators, periods_sound };
        let raw = scenario.target.iter().enumerate();
        raw.filter_map(|(index, raw)| self.target(index, raw, &known, facts)).collect()
    }

    /// Figures of the plan are known by their names.
    fn check_facts(&mut self, facts: &[RawFact]) {
        let mut first = IndexMap::new();
        for (index, id) in facts.iter().enumerate().filter_map(|(i, fact)| Some((i, fact.id.as_deref()?))) {
            if let Some(before) = first.insert(id, index) {
                let message = format!("the name \"{id}\" stands for two figures of the plan, fact[{before}] too");
                self.note(&format!("fact[{index}].id"), message);
            }
        }
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
        if let (Some(fact), Some(indicator), Some(value)) = (fact, indicator, raw.value) {
            self.agrees(&path("value"), value.0, fact, indicator);
        }
        let within = |year: &Year| (known.region.base_year..=known.horizon).contains(year);
        if let (None, Some(year)) = (indicator, year.filter(|year| !within(year))) {
            let (first, last) = (known.region.base_year, known.horizon);
            self.note(&path("year"), format!("found {year}; allowed is {first} to {last}"));
        }
        let (indicator, year) = known.stand_in(indicator, year.filter(within).or(indicator.and(year)))?;
        let value_high = raw.value_high.map(|number| number.0);
        let unread = if value_high.is_some() { Comparator::Between } else { Comparator::About };
        let comparator = comparator.unwrap_or(unread);
        let id = raw.id.clone().unwrap_or_else(|| format!("target[{index}]"));
        let from_fact = |text: fn(&RawFact) -> Option<String>| fact.and_then(text);
        Some(Target {
            label: raw.label.clone().or_else(|| from_fact(|f| f.label.clone())).unwrap_or_else(|| id.clone()),
            term: raw.term.clone().or_else(|| from_fact(|f| f.term.clone())).unwrap_or_default(),
            source: raw.source.clone().or_else(|| from_fact(|f| f.citation.clone())).unwrap_or_default(),
            reading: raw.reading.clone().unwrap_or_default(),
            indicator,
            year,
            comparator,
            value: raw.value.map_or_else(|| value_high.unwrap_or(0.0) - 1.0, |value| value.0),
            value_high,
            better: better.unwrap_or(Better::Neither),
            tolerance: raw.tolerance.map_or(if comparator == Comparator::About { ABOUT } else { 0.0 }, |n| n.0),
            id,
        })
    }

    /// A target that cites a figure of the plan states that figure, in the indicator's unit.
    fn agrees(&mut self, path: &str, value: f64, fact: &RawFact, indicator: Indicator) {
        let (Some(stated), Some(unit)) = (fact.value, fact.unit.as_deref()) else { return };
        let scale = match (unit, indicator.unit()) {
            ("percent" | "percent per year", Unit::Ratio | Unit::PerYear) => 0.01,
            ("1e8 CNY", Unit::Money) => 1.0,
            _ => return,
        };
        let (stated, here) = (stated.0, stated.0 * scale);
        if (value - here).abs() > 1e-9 * here.abs() {
            let id = fact.id.as_deref().unwrap_or_default();
            let message = format!(
                "found {}; the plan's {id} is {} {unit}, written {} here. Leave fact out where the figure is not the plan's",
                shown(value),
                shown(stated),
                shown((here * 1e12).round() / 1e12)
            );
            self.note(path, message);
        }
    }

    pub(super) fn fact<'f>(&mut self, path: &str, id: &str, facts: &'f [RawFact]) -> Option<&'f RawFact> {
        let found = facts.iter().find(|fact| fact.id.as_deref() == Some(id));
        if found.is_none() && !(self.partial && facts.is_empty()) {
            let names = facts.iter().filter_map(|fact| fact.id.as_deref());
            self.note(path, unknown("figure of the plan", id, names));
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
        // Sectors and groups may stand in a seed file that cannot be read.
        let of_unread = self.partial && known.has_stem(id);
        if found.is_none() && !of_unread && (known.periods_sound || !over_period) {
            let names = known.indicators.iter().map(|(name, _)| name.as_str());
            self.note(path, unknown_of("indicator of this scenario", id, names, &known.names()));
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
                unknown("comparator", sign, Comparator::ALL.map(|(_, s)| s))
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
                self.note(path, unknown("side of \"about\"", word, words));
                None
            }
        }
    }
}
