//! A single path, told whole: what it drew, what happened to it year by year, and what came of it.

use super::asked::Asked;
use super::formula::Questions;
use super::gathered::within_bounds;
use super::series::{Quantity, Series};
use crate::economy::Scope;
use crate::lanes::VectorLevel;
use crate::model::{Indicator, MOST_PATHS, Model, Target};
use crate::projection::{BaseFault, Block, Draw, DrawnValue, Projection, State, TechnologyFault, YearlyShock};
use crate::sampling::{Design, LANES, Lanes, Layout};
use crate::units::Year;

/// A path of a run, told whole. Its numbers are those of the run, bit for bit.
///
/// ```
/// use kapok::ensemble::PathRecord;
/// use kapok::{Projection, RunSettings, Scenario};
/// let model = Scenario::builtin("baseline")?.build()?;
/// let projection = Projection::new(&model)?;
/// let path = PathRecord::of(&projection, &RunSettings::new(10_000, 1).layout(&projection)?, 8731)?;
/// let outcome = path.outcome?; // or why the path came to nothing
/// let gdp = outcome.indicator("gdp").and_then(|gdp| gdp.at(2035)).ok_or("no such indicator")?;
/// assert!((300.0..3_000.0).contains(&gdp));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct PathRecord {
    /// Number of the path, from 0.
    pub path: u64,
    /// The numbers drawn once, in the order of their names.
    pub drawn: Vec<DrawnValue>,
    /// The yearly shocks, in their standard deviations.
    pub shocks: Vec<YearlyShock>,
    /// For each factor its value F_k in every year, the base year first; standard deviation 1.
    pub factors: Vec<Vec<f64>>,
    /// What came of it, or why nothing did.
    pub outcome: Result<PathOutcome, PathFailure>,
}

/// What came of a path.
#[derive(Debug, Clone, PartialEq)]
pub struct PathOutcome {
    /// Every indicator, in every year in which it has a value.
    pub indicators: Vec<PathIndicator>,
    /// For each target of the model the value of its indicator in its year.
    pub targets: Vec<f64>,
    /// The economy in every year, the base year first.
    pub years: Vec<PathYear>,
}

/// An indicator on a path.
#[derive(Debug, Clone, PartialEq)]
pub struct PathIndicator {
    /// Which indicator.
    pub indicator: Indicator,
    /// Its id.
    pub id: String,
    /// Its value in each year, in its unit.
    pub years: Vec<(Year, f64)>,
}

/// The economy in a year of a path; money in 10^8 yuan at base-year prices.
#[derive(Debug, Clone, PartialEq)]
pub struct PathYear {
    /// The year.
    pub year: Year,
    /// General price level P, 1 in the base year.
    pub price_level: f64,
    /// Household consumption C.
    pub consumption: f64,
    /// Government demand G.
    pub government: f64,
    /// Investment I.
    pub investment: f64,
    /// Sales outside the region, the sum of f^e.
    pub external: f64,
    /// One entry a sector.
    pub sectors: Vec<SectorYear>,
}

/// A sector in a year of a path.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SectorYear {
    /// Gross output x, 10^8 yuan at base-year prices.
    pub output: f64,
    /// Value added v, 10^8 yuan at base-year prices.
    pub value_added: f64,
    /// Price of its output p, 1 in the base year.
    pub price: f64,
    /// Energy use, 10^4 tce, electricity counted by the coal burned for it; none where energy is not projected.
    pub energy: Option<f64>,
    /// Growth of its value added on the year before; none in the base year.
    pub growth: Option<f64>,
}

/// Why a path came to nothing; a run leaves it out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PathFailure {
    /// The accounts it drew for the base year do not hold.
    #[error("in the base-year accounts it drew, {}", .0.in_words())]
    Accounts(BaseFault),
    /// The changes of technology it drew do not hold.
    #[error("in {year} the changes of technology it drew {}", .fault.in_words())]
    Technology {
        /// What is wrong.
        fault: TechnologyFault,
        /// From which year on.
        year: Year,
    },
    /// A number left the range that can be reckoned with.
    #[error("{id} grew beyond all bounds or cannot be computed in {year}")]
    BeyondBounds {
        /// The first indicator that did.
        id: String,
        /// The year.
        year: Year,
    },
}

/// Why there is no such path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PathError {
    /// Random paths are numbered without end, up to what runs can reach.
    #[error("path {path} is out of reach: paths are numbered from 0 to {}", MOST_PATHS - 1)]
    OutOfReach {
        /// The path asked for.
        path: u64,
    },
    /// In other designs a path stands only in a run of so many.
    #[error(
        "there is no path {path}: with the design {} a path is one of its run, whose {paths} paths are numbered from 0 to {}",
        .design.name(), .paths - 1
    )]
    NotInRun {
        /// The path asked for.
        path: u64,
        /// The design.
        design: Design,
        /// Paths of the run.
        paths: u64,
    },
}

impl PathRecord {
    /// Carries the block of the path again and tells the path whole.
    ///
    /// Random paths are independent of the number of paths of a run: any number below 2^32 - 1 names one. In other designs it
    /// must be one of the run.
    ///
    /// # Errors
    /// There is no such path.
    pub fn of(projection: &Projection, layout: &Layout, path: u64) -> Result<Self, PathError> {
        if path >= MOST_PATHS {
            return Err(PathError::OutOfReach { path });
        }
        if layout.design() != Design::Random && path >= layout.paths() {
            return Err(PathError::NotInRun { path, design: layout.design(), paths: layout.paths() });
        }
        let (factors, outcome) = Replay::new(projection.model(), path).run(projection, layout);
        Ok(Self {
            path,
            drawn: projection.drawn_on(layout, path),
            shocks: projection.shocks_on(layout, path),
            factors,
            outcome,
        })
    }
}

impl PathOutcome {
    /// The indicator with this id.
    pub fn indicator(&self, id: &str) -> Option<&PathIndicator> {
        self.indicators.iter().find(|indicator| indicator.id == id)
    }
}

impl PathYear {
    /// What of the year no indicator is worked out from, if it is beyond bounds.
    fn failure(&self) -> Option<PathFailure> {
        let numbers = [
            ("price_level", self.price_level),
            ("consumption", self.consumption),
            ("government", self.government),
            ("investment", self.investment),
            ("external", self.external),
        ];
        let beyond = numbers.into_iter().find(|(_, value)| !within_bounds(*value));
        beyond.map(|(name, _)| PathFailure::BeyondBounds { id: name.into(), year: self.year })
    }
}

impl PathIndicator {
    /// Its value in a year, if it has one.
    pub fn at(&self, year: Year) -> Option<f64> {
        self.years.iter().find(|(of, _)| *of == year).map(|(_, value)| *value)
    }
}

/// A path that is carried again.
struct Replay<'m> {
    model: &'m Model,
    questions: Questions<'m>,
    /// Every indicator with the positions of its answers.
    asked: Vec<(Indicator, Vec<(Year, usize)>)>,
    targets: Vec<(&'m Target, usize)>,
    block: u64,
    lane: usize,
}

impl<'m> Replay<'m> {
    fn new(model: &'m Model, path: u64) -> Self {
        // The questions of a run, and more years.
        let Asked { mut questions, targets, .. } = Asked::of(model, None);
        let years = |indicator: Indicator| -> Vec<Year> {
            let defined = |year: &Year| indicator.is_defined_in(*year, model.region(), model.horizon());
            (model.base_year()..=model.horizon()).filter(defined).collect()
        };
        let mut ask = |i: Indicator| years(i).into_iter().map(|year| (year, questions.ask(i, year))).collect();
        let asked = model.indicators().into_iter().map(|i| (i, ask(i))).collect();
        let lanes = LANES as u64;
        let lane = usize::try_from(path % lanes).unwrap_or(0); // below 64
        Self { model, questions, asked, targets, block: path / lanes, lane }
    }

    /// The factors year by year, and what came of the path.
    fn run(&self, projection: &Projection, layout: &Layout) -> (Vec<Vec<f64>>, Result<PathOutcome, PathFailure>) {
        let mut block = projection.block();
        let mut record = self.questions.record();
        let mut factors = vec![Vec::new(); self.model.assumptions().factors.len()];
        let mut years = Vec::new();
        block.run(Draw::Paths { layout: *layout, block: self.block }, |state| {
            self.questions.keep(state, &mut record);
            factors.iter_mut().zip(&state.factors).for_each(|(years, factor)| years.push(factor[self.lane]));
            let year = self.year(state, years.last());
            years.push(year);
        });
        let mut answers = vec![Lanes::all(0.0); self.questions.len()];
        self.questions.answer(VectorLevel::best(), &record, &mut answers);
        let values: Vec<f64> = answers.iter().map(|lanes| lanes[self.lane]).collect();
        let failure = self.failure(&block, &values).or_else(|| years.iter().find_map(PathYear::failure));
        let outcome = failure.map_or_else(|| Ok(self.outcome(&values, years)), Err);
        (factors, outcome)
    }

    fn failure(&self, block: &Block, values: &[f64]) -> Option<PathFailure> {
        if let Some(fault) = block.base().faults[self.lane] {
            return Some(PathFailure::Accounts(fault));
        }
        if let Some((fault, step)) = block.production().faults[self.lane] {
            let year = self.model.base_year() + Year::try_from(step).unwrap_or(Year::MAX);
            return Some(PathFailure::Technology { fault, year });
        }
        let of_targets = self.targets.iter().map(|(target, cell)| (target.indicator, target.year, *cell));
        let of_indicators =
            self.asked.iter().flat_map(|(i, years)| years.iter().map(|(year, cell)| (*i, *year, *cell)));
        let beyond = of_indicators.chain(of_targets).filter(|(.., cell)| !within_bounds(values[*cell]));
        let (indicator, year, _) = beyond.min_by_key(|(_, year, _)| *year)?;
        Some(PathFailure::BeyondBounds { id: indicator.id(self.model.region()), year })
    }

    fn outcome(&self, values: &[f64], years: Vec<PathYear>) -> PathOutcome {
        let indicator = |(indicator, cells): &(Indicator, Vec<(Year, usize)>)| PathIndicator {
            indicator: *indicator,
            id: indicator.id(self.model.region()),
            years: cells.iter().map(|&(year, cell)| (year, values[cell])).collect(),
        };
        PathOutcome {
            indicators: self.asked.iter().map(indicator).collect(),
            targets: self.targets.iter().map(|(_, cell)| values[*cell]).collect(),
            years,
        }
    }

    /// The year `state` stands in, after the year `before`.
    fn year(&self, state: &State, before: Option<&PathYear>) -> PathYear {
        let lane = self.lane;
        let energy = self.model.energy();
        let sector = |i: usize| {
            let series = Series { quantity: Quantity::Energy, scope: Some(Scope::Sector(i)) };
            let value_added = state.value_added[i][lane];
            SectorYear {
                output: state.output[i][lane],
                value_added,
                price: state.price[i][lane],
                energy: energy.map(|_| series.value(state, self.model)[lane]),
                growth: before.map(|before| value_added / before.sectors[i].value_added - 1.0),
            }
        };
        PathYear {
            year: self.model.base_year() + i32::try_from(state.step).unwrap_or(i32::MAX),
            price_level: state.price_level[lane],
            consumption: state.consumption[lane],
            government: state.government[lane],
            investment: state.investment[lane],
            external: state.external.iter().map(|external| external[lane]).sum(),
            sectors: (0..state.output.len()).map(sector).collect(),
        }
    }
}
