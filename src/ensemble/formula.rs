//! How each indicator is worked out from the quantities of one or more years.

use indexmap::IndexMap;

use super::series::{Quantity, Series};
use crate::economy::Scope;
use crate::model::{Indicator, Measure, Model};
use crate::projection::State;
use crate::sampling::{LANES, Lanes};
use crate::units::Year;

/// A quantity kept for one year: its place in a [`Record`].
type Slot = usize;

/// An indicator in a year, worked out from kept quantities.
#[derive(Debug, Clone, Copy)]
enum Formula {
    Level(Slot),
    /// a / b
    Ratio(Slot, Slot),
    /// a / b - 1
    Growth(Slot, Slot),
    /// (a / b)^(1 / years) - 1
    AverageGrowth(Slot, Slot, i32),
    /// (a / b) / (c / d) - 1
    RatioChange(Slot, Slot, Slot, Slot),
    /// (part now - part before) / whole before
    Contribution {
        now: Slot,
        before: Slot,
        whole: Slot,
    },
    /// (part now - part before) / (whole now - whole before)
    IncrementShare {
        now: Slot,
        before: Slot,
        whole_now: Slot,
        whole_before: Slot,
    },
}

/// Where the whole grew by less than this share of itself, nothing has a share in its growth; the part's share of the
/// whole, the value it has when everything grows alike, stands in.
const NO_GROWTH: f64 = 1e-9;

impl Formula {
    fn value(self, record: &Record) -> Lanes {
        let at = |slot: Slot| &record.kept[slot];
        match self {
            Self::Level(a) => *at(a),
            Self::Ratio(a, b) => lanes(|l| at(a)[l] / at(b)[l]),
            Self::Growth(a, b) => lanes(|l| at(a)[l] / at(b)[l] - 1.0),
            Self::AverageGrowth(a, b, years) => lanes(|l| ((at(a)[l] / at(b)[l]).ln() / f64::from(years)).exp_m1()),
            Self::RatioChange(a, b, c, d) => lanes(|l| (at(a)[l] / at(b)[l]) / (at(c)[l] / at(d)[l]) - 1.0),
            Self::Contribution { now, before, whole } => lanes(|l| (at(now)[l] - at(before)[l]) / at(whole)[l]),
            Self::IncrementShare { now, before, whole_now, whole_before } => lanes(|l| {
                let increment = at(whole_now)[l] - at(whole_before)[l];
                if increment.abs() < NO_GROWTH * at(whole_before)[l] {
                    at(before)[l] / at(whole_before)[l]
                } else {
                    (at(now)[l] - at(before)[l]) / increment
                }
            }),
        }
    }
}

fn lanes(value: impl FnMut(usize) -> f64) -> Lanes {
    std::array::from_fn(value)
}

/// Quantities kept while a block runs.
#[derive(Debug)]
pub(super) struct Record {
    kept: Vec<Lanes>,
}

/// Which quantities to keep in which year, and how to work out every indicator asked for.
#[derive(Debug)]
pub(super) struct Questions<'m> {
    model: &'m Model,
    /// Slot of each quantity kept, by years since the base year.
    kept: IndexMap<(usize, Series), Slot>,
    /// The same, year by year.
    by_step: Vec<Vec<(Series, Slot)>>,
    cells: IndexMap<(Indicator, Year), Formula>,
}

impl<'m> Questions<'m> {
    pub(super) fn new(model: &'m Model) -> Self {
        Self { model, kept: IndexMap::new(), by_step: vec![Vec::new(); model.years() + 1], cells: IndexMap::new() }
    }

    /// Asks for an indicator in a year; returns the position of the answer. The indicator must be defined in that year.
    pub(super) fn ask(&mut self, indicator: Indicator, year: Year) -> usize {
        if let Some(cell) = self.cells.get_index_of(&(indicator, year)) {
            return cell;
        }
        let formula = self.formula(indicator, year);
        self.cells.insert_full((indicator, year), formula).0
    }

    /// Number of indicators and years asked for.
    pub(super) fn len(&self) -> usize {
        self.cells.len()
    }

    pub(super) fn record(&self) -> Record {
        Record { kept: vec![[0.0; LANES]; self.kept.len()] }
    }

    /// Keeps what is needed of the year `state` stands in.
    pub(super) fn keep(&self, state: &State, record: &mut Record) {
        for &(series, slot) in &self.by_step[state.step] {
            record.kept[slot] = series.value(state, self.model.region(), self.model.energy());
        }
    }

    /// Works out all answers.
    pub(super) fn answer(&self, record: &Record, answers: &mut [Lanes]) {
        for (formula, answer) in self.cells.values().zip(answers) {
            *answer = formula.value(record);
        }
    }

    fn slot(&mut self, quantity: Quantity, scope: Option<Scope>, year: Year) -> Slot {
        let step = usize::try_from(year - self.model.base_year()).unwrap_or(0);
        let series = Series { quantity, scope };
        let next = self.kept.len();
        let slot = *self.kept.entry((step, series)).or_insert(next);
        if slot == next {
            self.by_step[step].push((series, slot));
        }
        slot
    }

    fn formula(&mut self, indicator: Indicator, year: Year) -> Formula {
        use Quantity as Q;
        let scope = indicator.scope;
        let industry = self.model.region().industry.map(Scope::Group);
        // Cumulative measures run from the year before their period.
        let start = indicator.period.map_or(year - 1, |period| period.from - 1);
        let years = indicator.period.map_or(1, crate::model::Period::length);
        let mut at = |quantity: Q, scope: Option<Scope>, year: Year| self.slot(quantity, scope, year);
        match indicator.measure {
            Measure::Gdp | Measure::ValueAdded => Formula::Level(at(Q::ValueAdded, scope, year)),
            Measure::GdpNominal => Formula::Level(at(Q::ValueAddedNominal, scope, year)),
            Measure::Output => Formula::Level(at(Q::Output, scope, year)),
            Measure::OutputNominal => Formula::Level(at(Q::OutputNominal, scope, year)),
            Measure::Energy => Formula::Level(at(Q::Energy, scope, year)),
            Measure::EnergyCalorific => Formula::Level(at(Q::EnergyCalorific, scope, year)),
            Measure::Co2 => Formula::Level(at(Q::Co2, scope, year)),
            Measure::Income => Formula::Level(at(Q::Income, scope, year)),
            Measure::GdpGrowth | Measure::Growth => {
                Formula::Growth(at(Q::ValueAdded, scope, year), at(Q::ValueAdded, scope, year - 1))
            }
            Measure::GdpGrowthAverage => {
                Formula::AverageGrowth(at(Q::ValueAdded, scope, year), at(Q::ValueAdded, scope, start), years)
            }
            Measure::EnergyIntensity => Formula::Ratio(at(Q::Energy, scope, year), at(Q::ValueAdded, scope, year)),
            Measure::EnergyIntensityCalorific => {
                Formula::Ratio(at(Q::EnergyCalorific, scope, year), at(Q::ValueAdded, scope, year))
            }
            Measure::Co2Intensity => Formula::Ratio(at(Q::Co2, scope, year), at(Q::ValueAdded, scope, year)),
            Measure::EnergyIntensityChange => Formula::RatioChange(
                at(Q::Energy, scope, year),
                at(Q::ValueAdded, scope, year),
                at(Q::Energy, scope, start),
                at(Q::ValueAdded, scope, start),
            ),
            Measure::Share => Formula::Ratio(at(Q::ValueAdded, scope, year), at(Q::ValueAdded, None, year)),
            Measure::ShareNominal => {
                Formula::Ratio(at(Q::ValueAddedNominal, scope, year), at(Q::ValueAddedNominal, None, year))
            }
            Measure::OutputShare => Formula::Ratio(at(Q::Output, scope, year), at(Q::Output, industry, year)),
            Measure::OutputShareNominal => {
                Formula::Ratio(at(Q::OutputNominal, scope, year), at(Q::OutputNominal, industry, year))
            }
            Measure::GrowthContribution => Formula::Contribution {
                now: at(Q::ValueAdded, scope, year),
                before: at(Q::ValueAdded, scope, year - 1),
                whole: at(Q::ValueAdded, None, year - 1),
            },
            Measure::GrowthContributionShare => Formula::IncrementShare {
                now: at(Q::ValueAdded, scope, year),
                before: at(Q::ValueAdded, scope, start),
                whole_now: at(Q::ValueAdded, None, year),
                whole_before: at(Q::ValueAdded, None, start),
            },
        }
    }
}
