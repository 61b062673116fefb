//! From a scenario file to targets.

use indexmap::IndexMap;

use super::draft::Draft;
use super::number::unknown;
use super::raw::{RawScenario, RawTarget};
use super::raw_seed::{RawFact, RawSeed};
use crate::input::shown;
use crate::model::{Better, Catalogue, Comparator, Indicator, IndicatorError, Measure, ModelData, Target};
use crate::units::{Unit, Year};

/// Which side of "about" is better.
pub(super) const SIDES: [&str; 3] = ["more", "less", "neither"];
/// Relative tolerance of "about" where the file gives none.
const ABOUT: f64 = 0.02;

/// What a figure of the plan is multiplied with to stand in an indicator's unit; nothing where the two do not speak of the
/// same.
fn scale(written: &str, unit: Unit) -> Option<f64> {
    const PERCENT: [&str; 3] = ["percent", "percent per year", "percent of GDP"];
    const TONNES: [&str; 2] = ["1e4 t", "1e4 t per year"];
    let known = match unit {
        Unit::Ratio | Unit::PerYear if PERCENT.contains(&written) => Some(0.01),
        // Money that is not said to be per head may be anything else.
        Unit::MoneyPerHead => {
            let factors = [("1e4 CNY per person per year", 1.0), ("CNY per person per year", 1e-4)];
            return factors.into_iter().find(|(name, _)| *name == written).map(|(_, factor)| factor);
        }
        Unit::Money if written == "1e4 CNY" => Some(1e-4),
        Unit::Persons if written == "persons" => Some(1e-4),
        Unit::Emissions if written == "1e4 t per year" => Some(1.0),
        Unit::Own(own) if TONNES.contains(&written) => [("Mt", 0.01), ("kt", 10.0), ("t", 1e4)]
            .into_iter()
            .find(|(name, _)| *name == own)
            .map(|(_, factor)| factor),
        _ => None,
    };
    known.or_else(|| (written == unit.symbol()).then_some(1.0))
}

/// An indicator and year that stand in for those that cannot be made out, so that the rest is judged.
fn stand_in(
    indicator: Option<Indicator>,
    year: Option<Year>,
    data: &ModelData,
    last: Year,
) -> Option<(Indicator, Year)> {
    let indicator = indicator.unwrap_or_else(|| Indicator::headline(Measure::Gdp));
    let mut years = (data.region.base_year..=last).rev();
    let year = year.or_else(|| years.find(|&year| indicator.is_defined_in(year, &data.region, last)));
    year.map(|year| (indicator, year))
}

impl Draft {
    /// All targets that can be made out; what is wrong with the others is noted. Years are held against `last`, which is
    /// the horizon if that is sound.
    pub(super) fn targets(
        &mut self,
        scenario: &RawScenario,
        seed: &RawSeed,
        data: &ModelData,
        last: Year,
    ) -> Vec<Target> {
        let facts = seed.fact.as_deref().unwrap_or_default();
        self.check_facts(facts);
        let raw = scenario.target.iter().enumerate();
        raw.filter_map(|(index, raw)| self.target(index, raw, (data, last), facts)).collect()
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

    fn target(
        &mut self,
        index: usize,
        raw: &RawTarget,
        (data, last): (&ModelData, Year),
        facts: &[RawFact],
    ) -> Option<Target> {
        let path = |field: &str| format!("target[{index}].{field}");
        if raw.id.is_none() {
            self.missing(&path("id"), "the name of the target");
        }
        let fact = raw.fact.as_ref().and_then(|id| self.fact(&path("fact"), id, facts));
        if raw.indicator.is_none() {
            self.missing(&path("indicator"), "what the target is about, such as \"gdp\" or \"share.tertiary\"");
        }
        let indicator = raw.indicator.as_ref().and_then(|id| self.indicator(&path("indicator"), id, data, last));
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
            self.agrees(&path("value"), value.0, fact, indicator.unit(&data.region));
        }
        let within = |year: &Year| (data.region.base_year..=last).contains(year);
        if let (None, Some(year)) = (indicator, year.filter(|year| !within(year))) {
            let first = data.region.base_year;
            self.note(&path("year"), format!("found {year}; allowed is {first} to {last}"));
        }
        let (indicator, year) = stand_in(indicator, year.filter(within).or(indicator.and(year)), data, last)?;
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
    fn agrees(&mut self, path: &str, value: f64, fact: &RawFact, unit: Unit) {
        let (Some(stated), Some(written)) = (fact.value, fact.unit.as_deref()) else { return };
        let Some(scale) = scale(written, unit) else { return };
        let (stated, here) = (stated.0, stated.0 * scale);
        if (value - here).abs() > 1e-9 * here.abs() {
            let id = fact.id.as_deref().unwrap_or_default();
            let message = format!(
                "found {}; the plan's {id} is {} {written}, written {} here. Leave fact out where the figure is not the plan's",
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

    /// The indicator with this id.
    pub(super) fn indicator(&mut self, path: &str, id: &str, data: &ModelData, last: Year) -> Option<Indicator> {
        let catalogue =
            if self.partial { Catalogue::with_everything(&data.region, last) } else { Catalogue::of(data).until(last) };
        match catalogue.parse(id) {
            Ok(indicator) => return Some(indicator),
            // Sectors and groups may stand in a seed file that cannot be read.
            Err(IndicatorError::Subject { .. }) if self.partial => {}
            Err(error) => self.note(path, error.to_string()),
        }
        None
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
                self.note(path, unknown("side of \"about\"", word, SIDES));
                None
            }
        }
    }
}
