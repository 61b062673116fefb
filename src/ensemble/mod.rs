//! What a run of many paths answers: indicators by year, and the probability of meeting each target.

mod blocks;
mod drawn_accounts;
mod formula;
mod gather;
mod path_record;
mod result;
mod series;
mod worst_paths;

pub use drawn_accounts::DrawnAccounts;
pub use gather::RunError;
pub use path_record::{PathError, PathFailure, PathIndicator, PathOutcome, PathRecord, PathYear, SectorYear};
pub use result::{Ensemble, IndicatorResult, TargetResult, YearResult};
pub use worst_paths::{WorstPath, WorstPaths};

use crate::sampling::{Design, Layout};

/// How a run is to be made.
///
/// ```
/// use kapok::{Ensemble, RunSettings, Scenario};
/// let model = Scenario::builtin("baseline")?.build()?;
/// let ensemble = Ensemble::run(&model, &RunSettings::new(2_000, 1))?;
/// let gdp = ensemble.indicator("gdp").and_then(|gdp| gdp.at(2020)).ok_or("no such indicator")?;
/// assert!((gdp.summary.mean - 445.39).abs() < 1e-9);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy)]
pub struct RunSettings<'p> {
    /// Number of paths.
    pub paths: u64,
    /// Seed; two runs with the same seed use the same random numbers.
    pub seed: u64,
    /// How the numbers drawn once a path are spread over the paths.
    pub design: Design,
    /// Independent repetitions from which the standard errors of designs other than the random one come.
    pub replicates: u64,
    /// Number of threads; none for one a processor. The results do not depend on it.
    pub threads: Option<usize>,
    /// Called now and then with the number of paths done.
    pub progress: Option<&'p (dyn Fn(u64) + Sync)>,
}

impl RunSettings<'_> {
    /// So many independent paths under this seed, one thread a processor, no report of progress.
    pub fn new(paths: u64, seed: u64) -> Self {
        Self { paths, seed, design: Design::Random, replicates: Layout::REPLICATES, threads: None, progress: None }
    }
}

impl std::fmt::Debug for RunSettings<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RunSettings")
            .field("paths", &self.paths)
            .field("seed", &self.seed)
            .field("design", &self.design)
            .field("replicates", &self.replicates)
            .field("threads", &self.threads)
            .finish_non_exhaustive()
    }
}
