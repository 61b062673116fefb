//! What a change is made of, exactly, on every path.
//!
//! Energy use, energy intensity and CO2 by the logarithmic mean Divisia index (LMDI-I, additive; Ang 2005); output by
//! structural decomposition (average of the two polar forms; Dietzenbacher & Los 1998); growth of GDP by sectors. From one year
//! to another on each path, or from one scenario to another in the same year on the same draws.

mod growth;
mod lmdi;
mod output;
mod parts;

use parts::{Parts, Totals};

use super::blocks::{PILOT_BLOCKS, around, over_blocks};
use crate::ensemble::{RunError, RunSettings};
use crate::projection::Projection;
use crate::sampling::{LANES, Layout};
use crate::statistics::{Accumulator, Summary, reported_ranks};
use crate::units::Year;

/// What is decomposed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decomposed {
    /// Energy use, electricity counted by the coal burned for it: activity, structure, intensity, carriers, homes.
    Energy,
    /// The same per unit of real GDP: structure, intensity, carriers, homes.
    EnergyIntensity,
    /// CO2 emissions: activity, structure, intensity, carriers (with processes), homes.
    Co2,
    /// Gross output: technology, and each category of final demand.
    Output,
    /// Growth of real GDP: contributions of sectors.
    GdpGrowth,
}

impl Decomposed {
    /// Everything that can be decomposed.
    pub const ALL: [Self; 5] = [Self::Energy, Self::EnergyIntensity, Self::Co2, Self::Output, Self::GdpGrowth];

    /// The effects it is made of, without the total.
    pub fn effects(self) -> &'static [&'static str] {
        match self {
            Self::Energy | Self::Co2 => &["activity", "structure", "intensity", "carriers", "homes"],
            Self::EnergyIntensity => &["structure", "intensity", "carriers", "homes"],
            Self::Output => &[
                "technology",
                "external_sales",
                "household_demand",
                "government_demand",
                "investment_demand",
                "bought_outside",
            ],
            Self::GdpGrowth => &["contribution"],
        }
    }

    fn needs_energy(self) -> bool {
        matches!(self, Self::Energy | Self::EnergyIntensity | Self::Co2)
    }
}

/// The name of the whole change.
pub const TOTAL: &str = "total";

/// A change taken apart.
///
/// ```
/// use kapok::analysis::{Decomposed, Decomposition};
/// use kapok::{Projection, RunSettings, Scenario};
/// let model = Scenario::builtin("baseline")?.build()?;
/// let projection = Projection::new(&model)?;
/// let settings = RunSettings::new(2_000, 1);
/// let found = Decomposition::over_years(&projection, &settings, Decomposed::Energy, 2020, 2035)?;
/// let mean = |effect: &str| found.effect(effect).map_or(f64::NAN, |effect| effect.summary.mean);
/// assert!(mean("activity") > 0.0 && mean("intensity") < 0.0);
/// let sum: f64 = Decomposed::Energy.effects().iter().map(|effect| mean(effect)).sum();
/// assert!((sum / mean("total") - 1.0).abs() < 1e-9);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Decomposition {
    /// What is decomposed.
    pub what: Decomposed,
    /// Paths carried.
    pub paths: u64,
    /// Of these, paths left out as failed.
    pub failed: u64,
    /// Every effect, the total last; of all sectors together first, then sector by sector.
    pub effects: Vec<Effect>,
    /// The largest share of its change that the effects of a path leave over.
    pub largest_residual: f64,
}

/// An effect over the paths.
#[derive(Debug, Clone, PartialEq)]
pub struct Effect {
    /// Its name.
    pub name: &'static str,
    /// Id of the sector; nothing for all together.
    pub sector: Option<String>,
    /// Statistics over the paths, in the unit of what is decomposed (growth: a fraction).
    pub summary: Summary,
}

/// Why a change cannot be decomposed.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum DecompositionError {
    /// The run failed.
    #[error(transparent)]
    Run(#[from] RunError),
    /// A year outside the projection.
    #[error("{year} lies outside the projection, which runs from {first} to {last}")]
    Year {
        /// The year asked for.
        year: Year,
        /// The base year.
        first: Year,
        /// The horizon.
        last: Year,
    },
    /// The last year does not lie after the first.
    #[error("{to} does not lie after {from}")]
    Order {
        /// The first year.
        from: Year,
        /// The last year.
        to: Year,
    },
    /// No energy accounts.
    #[error("{0} has no energy data to decompose")]
    NoEnergy(String),
    /// Scenarios with other sectors or years.
    #[error("{a} and {b} have not the same sectors, so that no change between them can be shared out")]
    OtherSectors {
        /// Name of the first scenario.
        a: String,
        /// Name of the second.
        b: String,
    },
}

impl Decomposition {
    /// The change from one year to another within each path. Range, precision and exactness among the settings are not looked at.
    ///
    /// The result is the same, bit for bit, for any number of threads.
    ///
    /// # Errors
    /// Years outside the projection or in the wrong order, no energy data where they are needed, a run that fails.
    pub fn over_years(
        projection: &Projection,
        settings: &RunSettings,
        what: Decomposed,
        from: Year,
        to: Year,
    ) -> Result<Self, DecompositionError> {
        if to <= from {
            return Err(DecompositionError::Order { from, to });
        }
        Self::of(what, settings, [(projection, from), (projection, to)])
    }

    /// The change from one scenario to another in a year, on the same draws.
    ///
    /// # Errors
    /// As [`Decomposition::over_years`]; scenarios with other sectors.
    pub fn between(
        a: &Projection,
        b: &Projection,
        settings: &RunSettings,
        what: Decomposed,
        year: Year,
    ) -> Result<Self, DecompositionError> {
        let ids = |of: &Projection| of.model().region().sectors.iter().map(|s| s.id.clone()).collect::<Vec<_>>();
        if ids(a) != ids(b) {
            let (a, b) = (a.model().name().to_owned(), b.model().name().to_owned());
            return Err(DecompositionError::OtherSectors { a, b });
        }
        Self::of(what, settings, [(a, year), (b, year)])
    }

    /// An effect of all sectors together.
    pub fn effect(&self, name: &str) -> Option<&Effect> {
        self.effects.iter().find(|effect| effect.name == name && effect.sector.is_none())
    }

    fn of(
        what: Decomposed,
        settings: &RunSettings,
        ends: [(&Projection, Year); 2],
    ) -> Result<Self, DecompositionError> {
        let settings = &settings.whole();
        let mut layouts = [Layout::random(settings.seed); 2];
        for ((projection, year), layout) in ends.iter().zip(&mut layouts) {
            let model = projection.model();
            let (first, last) = (model.base_year(), model.horizon());
            if !(first..=last).contains(year) {
                return Err(DecompositionError::Year { year: *year, first, last });
            }
            if what.needs_energy() && model.energy().is_none() {
                return Err(DecompositionError::NoEnergy(model.name().to_owned()));
            }
            *layout = settings.layout(projection)?;
        }
        let parts = Parts::of(what, ends);
        let empty = Totals::empty(pilot(&parts, settings, layouts)?);
        let worker = || (parts.working_memory(settings.level), empty.clone());
        let work = |(memory, totals): &mut (parts::Memory, Totals), block: u64, wanted: &[bool; LANES]| {
            let sound = parts.carry(memory, layouts, block);
            let counts = std::array::from_fn(|lane| sound[lane] && wanted[lane]);
            totals.add(&parts, memory, &counts, wanted.iter().filter(|wanted| **wanted).count() as u64);
        };
        let mut whole = empty.clone();
        over_blocks(settings, worker, work)?.iter().for_each(|(_, part)| whole.merge(part));
        if whole.counted == 0 {
            return Err(RunError::AllFailed.into());
        }
        let ranks = reported_ranks(whole.counted);
        let summary = |(cell, accumulator): (&parts::Cell, &Accumulator)| Effect {
            name: cell.name,
            sector: cell.sector.map(|i| ends[0].0.model().region().sectors[i].id.clone()),
            summary: accumulator.summary(&ranks),
        };
        Ok(Self {
            what,
            paths: whole.counted + whole.failed,
            failed: whole.failed,
            effects: parts.cells.iter().zip(&whole.accumulators).map(summary).collect(),
            largest_residual: whole.largest_residual,
        })
    }
}

/// Empty accumulators with bins laid by what some blocks show.
fn pilot(parts: &Parts, settings: &RunSettings, layouts: [Layout; 2]) -> Result<Vec<Accumulator>, RunError> {
    let mut memory = parts.working_memory(settings.level);
    let mut draws = vec![Vec::new(); parts.cells.len()];
    for block in 0..PILOT_BLOCKS {
        let sound = parts.carry(&mut memory, layouts, block);
        for (lanes, draws) in memory.effects.iter().zip(&mut draws) {
            draws.extend((0..LANES).filter(|lane| sound[*lane]).map(|lane| lanes[lane]));
        }
    }
    if draws.iter().any(Vec::is_empty) {
        return Err(RunError::AllFailed);
    }
    Ok(draws.iter_mut().map(|draws| around(draws)).collect())
}
