//! How a run is to be made.

use std::ops::Range;

use super::{Estimate, Precision, RunError};
use crate::lanes::VectorLevel;
use crate::model::{Indicator, MOST_PATHS};
use crate::projection::Projection;
use crate::sampling::{Design, Layout};
use crate::units::Year;

/// How a run is to be made.
///
/// ```
/// use kapok::sampling::Design;
/// use kapok::{Ensemble, RunSettings, Scenario};
/// let model = Scenario::builtin("baseline")?.build()?;
/// let settings = RunSettings { design: Design::Antithetic, ..RunSettings::new(4_096, 1) };
/// let ensemble = Ensemble::run(&model, &settings)?;
/// let gdp = ensemble.indicator("gdp").and_then(|gdp| gdp.at(2020)).ok_or("no such indicator")?;
/// assert!((gdp.summary.mean - 445.39).abs() < 1e-9);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct RunSettings<'p> {
    /// Number of paths.
    pub paths: u64,
    /// Seed; two runs with the same seed use the same random numbers.
    pub seed: u64,
    /// How the numbers drawn once a path are spread over the paths.
    pub design: Design,
    /// Independent repetitions from which the standard errors of designs other than the random one come.
    pub replicates: u64,
    /// The paths to run, where they are only a part of the run. Random paths may have any numbers; those of other
    /// designs lie among the paths the design is laid out for.
    pub range: Option<Range<u64>>,
    /// Run until these results are so precise; `paths` and `range` say nothing then.
    pub until: Option<Precision>,
    /// Number of threads; none for one a processor. The results do not depend on it.
    pub threads: Option<usize>,
    /// Vector instructions to run with. Results do not depend on it, but for the baseline's last digits.
    pub level: VectorLevel,
    /// Whether to keep every draw and pick quantiles from them, instead of counting draws in bins: 8 bytes a path, indicator
    /// and year, and an answer without the error of a bin.
    pub exact: bool,
    /// The answers wanted of an ensemble, as far as the model reports them; none for all. What is not asked for costs
    /// nothing: a run of the district's baseline that answers the 325 numbers of its table takes a third of the time of one
    /// that answers all 2,107. Targets are always answered, and no answer depends on which others are asked for; but a path
    /// counts as failed only where one of the answers grew beyond 10^150.
    ///
    /// ```
    /// use kapok::{Ensemble, RunSettings, Scenario};
    /// let model = Scenario::builtin("baseline")?.build()?;
    /// let gdp = model.indicator("gdp")?;
    /// let ensemble = Ensemble::run(&model, &RunSettings { only: Some(vec![(gdp, 2035)]), ..RunSettings::new(500, 1) })?;
    /// assert_eq!(ensemble.indicators.len(), 1);
    /// assert!(ensemble.indicators[0].at(2025).is_none());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub only: Option<Vec<(Indicator, Year)>>,
    /// Called now and then with the number of paths done.
    pub progress: Option<&'p (dyn Fn(u64) + Sync)>,
}

impl RunSettings<'_> {
    /// So many independent paths under this seed, one thread a processor, no report of progress.
    pub fn new(paths: u64, seed: u64) -> Self {
        Self {
            paths,
            seed,
            design: Design::Random,
            replicates: Layout::REPLICATES,
            range: None,
            until: None,
            threads: None,
            level: VectorLevel::best(),
            exact: false,
            only: None,
            progress: None,
        }
    }

    /// The sampling design laid out for the run of a model.
    ///
    /// # Errors
    /// No paths or too many, or a design that fits neither them nor the numbers that the model draws.
    ///
    /// ```
    /// use kapok::sampling::Design;
    /// use kapok::{Projection, RunSettings, Scenario};
    /// let model = Scenario::builtin("baseline")?.build()?;
    /// let projection = Projection::new(&model)?;
    /// let settings = RunSettings { design: Design::Antithetic, ..RunSettings::new(4_096, 1) };
    /// assert_eq!(settings.layout(&projection)?.paths(), 4_096);
    /// assert!(RunSettings::new(0, 1).layout(&projection).is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn layout(&self, projection: &Projection) -> Result<Layout, RunError> {
        let paths = self.most_paths();
        if paths == 0 || paths > MOST_PATHS {
            return Err(RunError::Paths { paths, most: MOST_PATHS });
        }
        let layout = Layout::new(self.design, self.seed, paths, self.replicates)?;
        Ok(layout.for_variables(projection.drawn_numbers())?)
    }

    /// The same for all paths from the first on, without a precision to reach.
    #[must_use]
    pub(crate) fn whole(&self) -> Self {
        Self { range: None, until: None, ..self.clone() }
    }

    /// The answers wanted, where these are not all: also what the precision looks at.
    pub(super) fn answers(&self) -> Option<Vec<(Indicator, Year)>> {
        let estimates = self.until.iter().flat_map(|precision| &precision.on);
        let looked_at = estimates.filter_map(|estimate| match *estimate {
            Estimate::Mean(indicator, year) | Estimate::Median(indicator, year) => Some((indicator, year)),
            Estimate::Target(_) => None,
        });
        self.only.as_ref().map(|only| only.iter().copied().chain(looked_at).collect())
    }

    /// Most paths the run can come to.
    pub(super) fn most_paths(&self) -> u64 {
        self.until.as_ref().map_or(self.paths, |precision| precision.max_paths)
    }
}

impl std::fmt::Debug for RunSettings<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RunSettings")
            .field("paths", &self.paths)
            .field("seed", &self.seed)
            .field("design", &self.design)
            .field("replicates", &self.replicates)
            .field("range", &self.range)
            .field("until", &self.until)
            .field("threads", &self.threads)
            .field("level", &self.level)
            .field("exact", &self.exact)
            .field("only", &self.only)
            .finish_non_exhaustive()
    }
}
