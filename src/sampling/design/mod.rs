//! Sampling designs: how the numbers drawn once a path are spread over the paths of a run.
//!
//! Every design gives each variable a uniform number for each path; the variable's value is its quantile there. Random
//! paths are independent. The other designs spread the paths more evenly than chance does, which makes means more
//! precise; their paths are no longer independent, so a run is made of several independent repetitions (replicates),
//! and standard errors come from how far the replicates lie apart (Owen 2013, Monte Carlo theory, methods and examples,
//! chapters 10 and 17).

mod antithetic;
mod joe_kuo;
mod key;
mod latin_hypercube;
mod permutation;
mod sobol;

use self::key::{Key, Purpose};
use self::permutation::Permutation;
use super::stream::{LANES, Lanes, StreamKey};

/// How the numbers drawn once a path are spread over the paths.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
pub enum Design {
    /// Independent paths.
    #[default]
    Random,
    /// Paths in pairs: where one draws the uniform number u, the other takes 1 - u (Hammersley & Morton 1956).
    Antithetic,
    /// Latin hypercube: one path in each of as many equally likely ranges of every number as there are paths (McKay,
    /// Beckman & Conover 1979).
    LatinHypercube,
    /// The same with the middle of each range instead of a random place inside it (Patterson 1954).
    CentredLatinHypercube,
    /// Sobol points with the direction numbers of Joe & Kuo (2008), scrambled after Owen (1995). They are spread most evenly
    /// where every replicate has 2^k paths, so where a run has 64, 128, 256 .. times as many paths as replicates.
    Sobol,
}

impl Design {
    /// All designs.
    pub const ALL: [Self; 5] =
        [Self::Random, Self::Antithetic, Self::LatinHypercube, Self::CentredLatinHypercube, Self::Sobol];

    /// The name it has in files and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Random => "random",
            Self::Antithetic => "antithetic",
            Self::LatinHypercube => "latin_hypercube",
            Self::CentredLatinHypercube => "centred_latin_hypercube",
            Self::Sobol => "sobol",
        }
    }

    /// What it does, in a few words.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Random => "independent paths",
            Self::Antithetic => "paths in pairs, each the mirror image of the other",
            Self::LatinHypercube => "every number spread evenly over its range",
            Self::CentredLatinHypercube => "every number spread evenly over its range, in equal steps of probability",
            Self::Sobol => "numbers spread evenly over their ranges, singly and together",
        }
    }

    /// Whether the draws depend on the number of paths the design is laid out for, so that none can be added later.
    pub fn is_laid_for_its_paths(self) -> bool {
        matches!(self, Self::LatinHypercube | Self::CentredLatinHypercube)
    }

    /// Most numbers drawn once a path that it can spread; none for any number.
    pub fn most_variables(self) -> Option<usize> {
        (self == Self::Sobol).then_some(joe_kuo::DIMENSIONS)
    }

    /// The design of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|design| design.name() == name)
    }
}

/// What stands against a design for a run.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DesignError {
    /// One replicate has nothing to be compared with.
    #[error("the design {} needs at least {least} paths and 2 replicates, so that its standard error can be told; found {paths} paths, {replicates} replicates", .design.name())]
    TooSmall {
        /// The design.
        design: Design,
        /// Paths of the run.
        paths: u64,
        /// Replicates asked for.
        replicates: u64,
        /// Least number of paths.
        least: u64,
    },
    /// More numbers are drawn than the design has dimensions.
    #[error("the design {} has {most} dimensions at most; the scenario draws {variables} numbers once a path: use latin_hypercube or random", .design.name())]
    TooManyVariables {
        /// The design.
        design: Design,
        /// Numbers drawn once a path.
        variables: usize,
        /// Most of them.
        most: usize,
    },
}

/// A design laid out for a run of so many paths.
///
/// Blocks of [`LANES`] paths are dealt out to the replicates in turn, so any number of first blocks holds about as much
/// of each.
///
/// ```
/// use kapok::sampling::{Design, Lanes, Layout};
/// let layout = Layout::new(Design::Antithetic, 1, 10_000, 16)?;
/// let mut lanes = Lanes::all(0.0);
/// layout.uniforms("sector.steel.output_growth", 0, 7, &mut lanes);
/// assert_eq!(lanes[0] + lanes[1], 1.0);
/// # Ok::<(), kapok::sampling::DesignError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Layout {
    design: Design,
    seed: u64,
    paths: u64,
    replicates: u64,
}

impl Layout {
    /// Replicates of a run that does not say otherwise: their spread gives a standard error to about an eighth of itself.
    pub const REPLICATES: u64 = 32;

    /// Lays a design out for paths 0 to `paths` - 1.
    ///
    /// A run of fewer blocks than `replicates` has one replicate a block.
    ///
    /// # Errors
    /// Fewer than two replicates, for any design but the random one.
    pub fn new(design: Design, seed: u64, paths: u64, replicates: u64) -> Result<Self, DesignError> {
        if design == Design::Random {
            return Ok(Self::random(seed));
        }
        let blocks = paths.div_ceil(LANES as u64);
        if blocks < 2 || replicates < 2 {
            let least = LANES as u64 + 1;
            return Err(DesignError::TooSmall { design, paths, replicates, least });
        }
        Ok(Self { design, seed, paths, replicates: replicates.min(blocks) })
    }

    /// Independent paths, which may be any number.
    pub const fn random(seed: u64) -> Self {
        Self { design: Design::Random, seed, paths: u64::MAX, replicates: 1 }
    }

    /// The design.
    pub fn design(&self) -> Design {
        self.design
    }

    /// The seed.
    pub fn seed(&self) -> u64 {
        self.seed
    }

    /// Paths it is laid out for.
    pub fn paths(&self) -> u64 {
        self.paths
    }

    /// Number of replicates; 1 for random paths.
    pub fn replicates(&self) -> u64 {
        self.replicates
    }

    /// The replicate a block belongs to.
    pub fn replicate(&self, block: u64) -> u64 {
        block % self.replicates
    }

    /// The same layout, if the design can spread so many numbers drawn once a path.
    ///
    /// # Errors
    /// More numbers than the design has dimensions.
    pub fn for_variables(self, variables: usize) -> Result<Self, DesignError> {
        match self.design.most_variables() {
            Some(most) if variables > most => {
                Err(DesignError::TooManyVariables { design: self.design, variables, most })
            }
            _ => Ok(self),
        }
    }

    /// Number of the first path of a block inside its replicate.
    fn first(&self, block: u64) -> u64 {
        block / self.replicates * LANES as u64
    }

    /// Paths of the replicate a block belongs to.
    fn paths_of_replicate(&self, block: u64) -> u64 {
        let lanes = LANES as u64;
        let (blocks, replicate) = (self.paths.div_ceil(lanes), self.replicate(block));
        let missing = if (blocks - 1) % self.replicates == replicate { blocks * lanes - self.paths } else { 0 };
        (blocks - replicate).div_ceil(self.replicates) * lanes - missing
    }

    /// Fills `lanes` with a variable's uniform numbers, strictly between 0 and 1, on the paths of a block.
    ///
    /// `dimension` is the number the variable has among all variables of the scenario, counted from 0. Only Sobol points
    /// depend on it, and only Latin hypercubes on the number of paths.
    ///
    /// # Panics
    /// `dimension` is not below [`Design::most_variables`].
    pub fn uniforms(&self, variable: &str, dimension: usize, block: u64, lanes: &mut Lanes) {
        self.uniforms_from(StreamKey::new(self.seed, variable), variable, dimension, block, lanes);
    }

    /// The same where it is known already where the streams of the variable start.
    #[inline(always)]
    pub(crate) fn uniforms_from(
        &self,
        start: StreamKey,
        variable: &str,
        dimension: usize,
        block: u64,
        lanes: &mut Lanes,
    ) {
        let key = |purpose| Key::new(purpose, self.seed, variable, self.replicate(block));
        match self.design {
            Design::Random => start.stream(block).uniforms(lanes),
            Design::Antithetic => {
                start.stream(block).uniforms(lanes);
                antithetic::pair(lanes);
            }
            Design::LatinHypercube | Design::CentredLatinHypercube => {
                start.stream(block).uniforms(lanes);
                let permutation = Permutation::new(key(Purpose::Permutation), self.paths_of_replicate(block));
                let centred = self.design == Design::CentredLatinHypercube;
                latin_hypercube::stratify(&permutation, centred, self.first(block), lanes);
            }
            Design::Sobol => {
                let columns = joe_kuo::directions(dimension);
                sobol::uniforms(columns, key(Purpose::Scrambling), self.first(block), lanes);
            }
        }
    }
}
