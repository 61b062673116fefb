//! Running until results are precise enough.
//!
//! After a first round of paths the standard error of each result tells how many paths it will take, since it falls with
//! the square root of their number; rounds follow until it is small enough or the paths are used up. The rounds depend
//! on the draws alone, so the same scenario, seed and precision stop after the same paths on any number of threads.

use super::Estimate;
use crate::input::shown;
use crate::model::MOST_PATHS;
use crate::sampling::{Design, LANES, Layout};

/// How precise a run is to be.
#[derive(Debug, Clone, PartialEq)]
pub struct Precision {
    /// Largest standard error wanted, in the unit of each result (a probability's is a fraction).
    pub se: f64,
    /// The results it is wanted for.
    pub on: Vec<Estimate>,
    /// Most paths to run for it.
    pub max_paths: u64,
}

/// What came of the precision asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct PrecisionReached {
    /// Largest standard error wanted.
    pub se: f64,
    /// Each result with its standard error after the last path.
    pub estimates: Vec<(Estimate, f64)>,
    /// The least standard error that all results together can have in a run, as far as this one can tell.
    pub least_se: f64,
    /// Most paths that were allowed.
    pub max_paths: u64,
    /// Whether every standard error is as small as wanted; if not, the paths were used up.
    pub reached: bool,
    /// Paths that would do, as far as the run can tell, where these did not.
    pub paths_needed: Option<f64>,
}

/// What is wrong with a precision, in words.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct PrecisionError(String);

impl PrecisionError {
    /// A result that the run does not report.
    pub(super) fn unknown() -> Self {
        Self("one of the results whose precision is asked for is not reported by the run".into())
    }
}

/// Less than this is out of reach for any result, whatever its unit.
const LEAST: f64 = 1e-12;
/// Paths of the first round.
const FIRST: u64 = 4_096;
/// A round adds at most this many times the paths there are: a standard error from few paths is a rough guide.
const MOST_GROWTH: f64 = 4.0;
/// Paths are added for a standard error a little smaller than wanted, so that most runs need no further round.
const MARGIN: f64 = 1.03;

/// A standard error, and how it falls as paths are added.
#[derive(Debug, Clone, Copy)]
pub(super) struct StandardError {
    pub(super) value: f64,
    /// It falls with the number of paths and not with its square root: so it does for the probability of a target that
    /// no path or every path meets, as long as that stays so.
    pub(super) fast: bool,
}

impl StandardError {
    /// How many times the paths it takes to bring it down to `se`.
    fn growth_to(self, se: f64) -> f64 {
        if self.fast { self.value / se } else { (self.value / se).powi(2) }
    }

    /// What it comes down to with so many times the paths.
    fn after(self, growth: f64) -> f64 {
        if self.fast { self.value / growth } else { self.value / growth.sqrt() }
    }
}

impl Precision {
    /// # Errors
    /// A standard error that is not above 0, no result to look at, too few or too many paths, a design that cannot grow.
    pub(super) fn check(&self, design: Design, most: u64) -> Result<(), PrecisionError> {
        let refused = |message: String| Err(PrecisionError(message));
        if !(self.se.is_finite() && self.se > 0.0) {
            return refused(format!("found a standard error of {}; it must be a number above 0", self.se));
        }
        if self.se < LEAST {
            let (se, least) = (shown(self.se), shown(LEAST));
            return refused(format!("found a standard error of {se}; no run comes below {least}"));
        }
        if self.on.is_empty() {
            return refused("no result is named whose standard error is to be reached".into());
        }
        if self.max_paths < FIRST || self.max_paths > most {
            return refused(format!(
                "at most {} paths are allowed; a number from {FIRST} to {most} is needed",
                self.max_paths
            ));
        }
        if design.is_laid_for_its_paths() {
            let name = design.name();
            return refused(format!(
                "the design {name} is laid out for a number of paths and cannot grow until a precision is reached; use sobol, antithetic or random"
            ));
        }
        Ok(())
    }

    /// Paths after the next round, given those so far and the standard errors they gave.
    pub(super) fn next(&self, layout: &Layout, paths: u64, errors: &[StandardError]) -> u64 {
        let unit = LANES as u64 * layout.replicates();
        let growth = (self.needed_growth(errors) * MARGIN).clamp(1.1, MOST_GROWTH);
        let wanted = (paths as f64 * growth).ceil();
        // Whole blocks of every replicate.
        let rounded = (wanted / unit as f64).ceil() * unit as f64;
        if rounded >= self.max_paths as f64 { self.max_paths } else { rounded_paths(rounded) }
    }

    /// Paths of the first round.
    pub(super) fn first(&self, layout: &Layout) -> u64 {
        FIRST.next_multiple_of(LANES as u64 * layout.replicates()).min(self.max_paths)
    }

    pub(super) fn is_met(&self, errors: &[StandardError]) -> bool {
        errors.iter().all(|error| error.value <= self.se)
    }

    /// How many times the paths so far it takes.
    fn needed_growth(&self, errors: &[StandardError]) -> f64 {
        errors.iter().map(|error| error.growth_to(self.se)).fold(0.0, f64::max)
    }

    pub(super) fn outcome(&self, paths: u64, errors: &[StandardError]) -> PrecisionReached {
        let reached = self.is_met(errors);
        PrecisionReached {
            se: self.se,
            estimates: self.on.iter().copied().zip(errors.iter().map(|error| error.value)).collect(),
            least_se: errors.iter().map(|error| error.after(MOST_PATHS as f64 / paths as f64)).fold(0.0, f64::max),
            max_paths: self.max_paths,
            reached,
            paths_needed: (!reached).then(|| paths as f64 * self.needed_growth(errors)),
        }
    }
}

/// Below `max_paths`, so it fits.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn rounded_paths(paths: f64) -> u64 {
    paths as u64
}
