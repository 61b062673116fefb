//! How each indicator is worked out from the quantities of one or more years.

use indexmap::IndexMap;

use super::series::{Quantity, Series};
use crate::economy::Scope;
use crate::lanes::{Arithmetic, Lanes, VectorLevel, Work, exp, ln, made, set, update};
use crate::model::{Form, Indicator, Measure, Model, Subject, VolumeSize};
use crate::projection::State;
use crate::units::{Basis, Year};

/// A quantity kept for one year: its place in a [`Record`].
type Slot = usize;

/// A measure in a year: a kept quantity, one per another, or one that is brought to a level known in a year.
#[derive(Debug, Clone, Copy)]
enum Level {
    Of(Slot),
    /// a / b
    Per(Slot, Slot),
    /// level * now / then
    Anchored {
        level: Slot,
        now: Slot,
        then: Slot,
    },
    /// (a / b now) / (a / b in the base year) / index
    Relative {
        now: (Slot, Option<Slot>),
        then: (Slot, Option<Slot>),
        index: Slot,
    },
}

/// An indicator in a year, worked out from measures of one or more years.
#[derive(Debug, Clone)]
enum Formula {
    Level(Level),
    /// a / b
    Ratio(Level, Level),
    /// a / b - 1
    Growth(Level, Level),
    /// (a / b)^(1 / years) - 1
    AverageGrowth(Level, Level, i32),
    /// The sum.
    Total(Vec<Level>),
    /// 1 where each is above the one before.
    Rising(Vec<Level>),
    /// 1 where each is below the one before.
    Falling(Vec<Level>),
    /// (part now - part before) / whole before
    Contribution {
        now: Level,
        before: Level,
        whole: Level,
    },
    /// (part now - part before) / (whole now - whole before)
    IncrementShare {
        now: Level,
        before: Level,
        whole_now: Level,
        whole_before: Level,
    },
}

/// Where the whole grew by less than this share of itself, nothing has a share in its growth; the part's share of the
/// whole, the value it has when everything grows alike, stands in.
const NO_GROWTH: f64 = 1e-9;

impl Level {
    /// Its value on each path: as it was kept, or worked out in `room`.
    #[inline(always)]
    fn on_paths<'r>(self, record: &'r Record, room: &'r mut Lanes) -> &'r Lanes {
        let kept = |slot: Slot| &record.kept[slot];
        match self {
            Self::Of(a) => return kept(a),
            Self::Per(a, b) => set(room, [kept(a), kept(b)], |[a, b]| a / b),
            Self::Anchored { level, now, then } => {
                set(room, [kept(level), kept(now), kept(then)], |[level, now, then]| level * (now / then));
            }
            Self::Relative { now, then, index } => {
                let ratio = |(a, b): (Slot, Option<Slot>)| match b {
                    None => *kept(a),
                    Some(b) => made([kept(a), kept(b)], |[a, b]| a / b),
                };
                set(room, [&ratio(now), &ratio(then), kept(index)], |[now, then, index]| now / then / index);
            }
        }
        room
    }
}

/// Where levels are worked out, as many as a formula has.
type Rooms = [Lanes; 4];

impl Formula {
    #[inline(always)]
    fn work_out<A: Arithmetic>(&self, record: &Record, rooms: &mut Rooms, answer: &mut Lanes) {
        let [one, two, three, four] = rooms;
        match self {
            Self::Level(a) => *answer = *a.on_paths(record, one),
            Self::Ratio(a, b) => set(answer, [a.on_paths(record, one), b.on_paths(record, two)], |[a, b]| a / b),
            Self::Growth(a, b) => {
                set(answer, [a.on_paths(record, one), b.on_paths(record, two)], |[a, b]| a / b - 1.0);
            }
            Self::AverageGrowth(a, b, years) => {
                let years = f64::from(*years);
                set(answer, [a.on_paths(record, one), b.on_paths(record, two)], |[a, b]| {
                    exp::<A>(ln::<A>(a / b) / years) - 1.0
                });
            }
            Self::Total(levels) => {
                *answer = Lanes::all(0.0);
                for level in levels {
                    update(answer, [level.on_paths(record, one)], |sum, [level]| sum + level);
                }
            }
            Self::Rising(levels) => steadily(levels, record, rooms, answer, |before, now| now > before),
            Self::Falling(levels) => steadily(levels, record, rooms, answer, |before, now| now < before),
            Self::Contribution { now, before, whole } => {
                let from = [now.on_paths(record, one), before.on_paths(record, two), whole.on_paths(record, three)];
                set(answer, from, |[now, before, whole]| (now - before) / whole);
            }
            Self::IncrementShare { now, before, whole_now, whole_before } => {
                let part = [now.on_paths(record, one), before.on_paths(record, two)];
                let whole = [whole_now.on_paths(record, three), whole_before.on_paths(record, four)];
                set(answer, [part[0], part[1], whole[0], whole[1]], |[now, before, whole_now, whole_before]| {
                    let increment = whole_now - whole_before;
                    let still = increment.abs() < NO_GROWTH * whole_before;
                    if still { before / whole_before } else { (now - before) / increment }
                });
            }
        }
    }
}

/// 1 where something holds from each year to the next, else 0; not a number where one of the years has none, so that a path
/// that failed is not taken for one that fell.
#[inline(always)]
fn steadily(levels: &[Level], record: &Record, rooms: &mut Rooms, answer: &mut Lanes, holds: fn(f64, f64) -> bool) {
    let [one, two, ..] = rooms;
    *answer = Lanes::all(1.0);
    for pair in levels.windows(2) {
        let (before, now) = (pair[0].on_paths(record, one), pair[1].on_paths(record, two));
        for (lane, so_far) in answer.iter_mut().enumerate() {
            if before[lane].is_nan() || now[lane].is_nan() || so_far.is_nan() {
                *so_far = f64::NAN;
            } else if !holds(before[lane], now[lane]) {
                *so_far = 0.0;
            }
        }
    }
}

/// Quantities kept while a block runs.
#[derive(Debug)]
pub(crate) struct Record {
    kept: Vec<Lanes>,
}

/// Which quantities to keep in which year, and how to work out every indicator asked for.
#[derive(Debug)]
pub(crate) struct Questions<'m> {
    model: &'m Model,
    /// Slot of each quantity kept, by years since the base year.
    kept: IndexMap<(usize, Series), Slot>,
    /// The same, year by year.
    by_step: Vec<Vec<(Series, Slot)>>,
    cells: IndexMap<(Indicator, Year), Formula>,
}

impl<'m> Questions<'m> {
    pub(crate) fn new(model: &'m Model) -> Self {
        Self { model, kept: IndexMap::new(), by_step: vec![Vec::new(); model.years() + 1], cells: IndexMap::new() }
    }

    /// Asks for an indicator in a year; returns the position of the answer. The indicator must be defined in that year.
    pub(crate) fn ask(&mut self, indicator: Indicator, year: Year) -> usize {
        if let Some(cell) = self.cells.get_index_of(&(indicator, year)) {
            return cell;
        }
        let formula = self.formula(indicator, year);
        self.cells.insert_full((indicator, year), formula).0
    }

    /// Number of indicators and years asked for.
    pub(crate) fn len(&self) -> usize {
        self.cells.len()
    }

    pub(crate) fn record(&self) -> Record {
        Record { kept: vec![Lanes::all(0.0); self.kept.len()] }
    }

    /// Keeps what is needed of the year `state` stands in.
    #[inline(always)]
    pub(crate) fn keep(&self, state: &State, record: &mut Record) {
        for &(series, slot) in &self.by_step[state.step] {
            record.kept[slot] = series.value(state, self.model);
        }
    }

    /// Works out all answers.
    pub(crate) fn answer(&self, level: VectorLevel, record: &Record, answers: &mut [Lanes]) {
        level.run(Answer { questions: self, record, answers });
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
        let Indicator { measure, subject, form, period } = indicator;
        // What compares years starts from the year before.
        let (from, years) = period.map_or((year, 1), |period| (period.from, period.length()));
        let (region, base_year) = (self.model.region(), self.model.base_year());
        let mut at = |year: Year| self.level(measure, subject, year);
        match form {
            Form::Level => Formula::Level(at(year)),
            Form::Growth | Form::Change => Formula::Growth(at(year), at(from - 1)),
            Form::AverageGrowth => Formula::AverageGrowth(at(year), at(from - 1), years),
            Form::Index => Formula::Ratio(at(year), at(base_year)),
            Form::Total => Formula::Total((from..=year).map(at).collect()),
            Form::Rising => Formula::Rising((from - 1..=year).map(at).collect()),
            Form::Falling => Formula::Falling((from - 1..=year).map(at).collect()),
            Form::Share => {
                let nominal = indicator.basis(region) == Basis::Nominal;
                let gdp = if nominal { Measure::GdpNominal } else { Measure::Gdp };
                Formula::Ratio(at(year), self.level(gdp, None, year))
            }
            Form::Contribution => Formula::Contribution {
                now: at(year),
                before: at(year - 1),
                whole: self.level(Measure::Gdp, None, year - 1),
            },
            Form::ContributionShare => Formula::IncrementShare {
                now: at(year),
                before: at(from - 1),
                whole_now: self.level(Measure::Gdp, None, year),
                whole_before: self.level(Measure::Gdp, None, from - 1),
            },
        }
    }

    /// A measure in a year.
    fn level(&mut self, measure: Measure, subject: Option<Subject>, year: Year) -> Level {
        use Quantity as Q;
        let scope = subject.and_then(Subject::scope);
        let industry = self.model.region().industry.map(Scope::Group);
        let mut of = |quantity: Q, scope: Option<Scope>| self.slot(quantity, scope, year);
        match measure {
            Measure::Gdp | Measure::ValueAdded => Level::Of(of(Q::ValueAdded, scope)),
            Measure::GdpNominal | Measure::ValueAddedNominal => Level::Of(of(Q::ValueAddedNominal, scope)),
            Measure::Income => Level::Of(of(Q::Income, None)),
            Measure::IncomeNominal => Level::Of(of(Q::IncomeNominal, None)),
            Measure::EmploymentShare => Level::Per(of(Q::Employment, scope), of(Q::Employment, None)),
            Measure::EnergyShare => {
                let carrier = subject.map_or(0, Subject::position);
                Level::Per(of(Q::EnergyOf(carrier), None), of(Q::Energy, None))
            }
            Measure::Consumption => Level::Of(of(Q::Consumption, None)),
            Measure::Government => Level::Of(of(Q::Government, None)),
            Measure::Investment => Level::Of(of(Q::Investment, None)),
            Measure::ExternalSales => Level::Of(of(Q::ExternalSales, scope)),
            Measure::FinalDemand => Level::Of(of(Q::FinalDemand, scope)),
            Measure::HouseholdDemand => Level::Of(of(Q::HouseholdDemand, scope)),
            Measure::GovernmentDemand => Level::Of(of(Q::GovernmentDemand, scope)),
            Measure::InvestmentDemand => Level::Of(of(Q::InvestmentDemand, scope)),
            Measure::Unmet => Level::Of(of(Q::Unmet, scope)),
            Measure::PriceLevel => Level::Of(of(Q::PriceLevel, None)),
            Measure::Price => Level::Per(of(Q::OutputNominal, scope), of(Q::Output, scope)),
            Measure::Deflator => Level::Per(of(Q::ValueAddedNominal, None), of(Q::ValueAdded, None)),
            Measure::Revenue => Level::Of(of(Q::Revenue, None)),
            Measure::RevenueReal => Level::Of(of(Q::RevenueReal, None)),
            Measure::Rnd => Level::Of(of(Q::Rnd, None)),
            Measure::Employment => Level::Of(of(Q::Employment, scope)),
            Measure::Population => Level::Of(of(Q::Population, None)),
            Measure::IncomePerHead => Level::Per(of(Q::Income, None), of(Q::Population, None)),
            Measure::IncomePerHeadNominal => Level::Per(of(Q::IncomeNominal, None), of(Q::Population, None)),
            Measure::Output => Level::Of(of(Q::Output, scope)),
            Measure::OutputNominal => Level::Of(of(Q::OutputNominal, scope)),
            Measure::Energy => match subject {
                Some(Subject::Carrier(carrier)) => Level::Of(of(Q::EnergyOf(carrier), None)),
                _ => Level::Of(of(Q::Energy, scope)),
            },
            Measure::EnergyUse => Level::Of(of(Q::Energy, scope)),
            Measure::EnergyPerOutput => Level::Per(of(Q::Energy, scope), of(Q::Output, scope)),
            Measure::EnergyCalorific => Level::Of(of(Q::EnergyCalorific, scope)),
            Measure::Co2 => Level::Of(of(Q::Co2, scope)),
            Measure::EnergyIntensity => Level::Per(of(Q::Energy, scope), of(Q::ValueAdded, scope)),
            Measure::EnergyIntensityCalorific => Level::Per(of(Q::EnergyCalorific, scope), of(Q::ValueAdded, scope)),
            Measure::Co2Intensity => Level::Per(of(Q::Co2, scope), of(Q::ValueAdded, scope)),
            Measure::Share => Level::Per(of(Q::ValueAdded, scope), of(Q::ValueAdded, None)),
            Measure::ShareNominal => Level::Per(of(Q::ValueAddedNominal, scope), of(Q::ValueAddedNominal, None)),
            Measure::OutputShare => Level::Per(of(Q::Output, scope), of(Q::Output, industry)),
            Measure::OutputShareNominal => Level::Per(of(Q::OutputNominal, scope), of(Q::OutputNominal, industry)),
            Measure::Satellite => self.satellite(subject.map_or(0, Subject::position), year),
            Measure::Relative => self.relative(subject.map_or(0, Subject::position), year),
            Measure::Volume => self.volume(subject.map_or(0, Subject::position), year),
        }
    }

    /// A satellite in a year: its sum, or that brought to the level it has in a year.
    fn satellite(&mut self, k: usize, year: Year) -> Level {
        let now = self.slot(Quantity::Satellite(k), None, year);
        match &self.model.assumptions().satellites[k].anchor {
            None => Level::Of(now),
            Some(anchor) => Level::Anchored {
                level: self.slot(Quantity::SatelliteAnchor(k), None, self.model.base_year()),
                now,
                then: self.slot(Quantity::Satellite(k), None, anchor.year),
            },
        }
    }

    /// What is held against a reference series in a year, relative to it. What an anchor brings to a level goes by its own growth.
    fn relative(&mut self, k: usize, year: Year) -> Level {
        let (of, base_year) = (self.model.assumptions().references[k].of, self.model.base_year());
        let mut parts = |year: Year| match self.level(of.measure, of.subject, year) {
            Level::Of(a) => (a, None),
            Level::Per(a, b) => (a, Some(b)),
            Level::Anchored { now, .. } | Level::Relative { now: (now, _), .. } => (now, None),
        };
        let (now, then) = (parts(year), parts(base_year));
        Level::Relative { now, then, index: self.slot(Quantity::Reference(k), None, year) }
    }

    /// A volume in a year.
    fn volume(&mut self, k: usize, year: Year) -> Level {
        let volume = &self.model.assumptions().volumes[k];
        let sector = Some(Scope::Sector(volume.sector));
        match &volume.size {
            VolumeSize::ByValue { .. } => Level::Of(self.slot(Quantity::VolumeByValue(k), None, year)),
            VolumeSize::Anchored(anchor) => Level::Anchored {
                level: self.slot(Quantity::VolumeAnchor(k), None, self.model.base_year()),
                now: self.slot(Quantity::Output, sector, year),
                then: self.slot(Quantity::Output, sector, anchor.year),
            },
        }
    }
}

/// All answers of a block.
struct Answer<'a> {
    questions: &'a Questions<'a>,
    record: &'a Record,
    answers: &'a mut [Lanes],
}

impl Work for Answer<'_> {
    type Output = ();

    #[inline(always)]
    fn work<A: Arithmetic>(self) {
        let mut rooms = [Lanes::all(0.0); 4];
        for (formula, answer) in self.questions.cells.values().zip(self.answers) {
            formula.work_out::<A>(self.record, &mut rooms, answer);
        }
    }
}
