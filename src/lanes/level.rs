//! Which vector instructions the engine runs on, chosen when the program runs.

use super::{Arithmetic, Fused, Separate};

/// A set of vector instructions. All but the baseline, which has no fused multiply-add, give the same results to the last
/// bit; they differ in speed.
///
/// ```
/// use kapok::VectorLevel;
/// let best = VectorLevel::best();
/// assert!(VectorLevel::available().contains(&best));
/// assert_eq!(VectorLevel::named("baseline")?, VectorLevel::BASELINE);
/// # Ok::<(), kapok::lanes::UnknownLevel>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VectorLevel(Kind);

/// What a level is; a level exists only where the machine has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    #[cfg(target_arch = "x86_64")]
    Avx512,
    #[cfg(target_arch = "x86_64")]
    Avx2,
    #[cfg(target_arch = "aarch64")]
    Neon,
    Baseline,
}

impl Kind {
    /// The fastest first.
    const ALL: &[Self] = &[
        #[cfg(target_arch = "x86_64")]
        Self::Avx512,
        #[cfg(target_arch = "x86_64")]
        Self::Avx2,
        #[cfg(target_arch = "aarch64")]
        Self::Neon,
        Self::Baseline,
    ];

    /// Whether this machine has it.
    fn is_there(self) -> bool {
        match self {
            #[cfg(target_arch = "x86_64")]
            Self::Avx512 => {
                is_x86_feature_detected!("fma")
                    && is_x86_feature_detected!("avx512f")
                    && is_x86_feature_detected!("avx512dq")
                    && is_x86_feature_detected!("avx512vl")
                    && is_x86_feature_detected!("avx512bw")
            }
            #[cfg(target_arch = "x86_64")]
            Self::Avx2 => is_x86_feature_detected!("fma") && is_x86_feature_detected!("avx2"),
            #[cfg(target_arch = "aarch64")]
            Self::Neon => true, // every such machine has it
            Self::Baseline => true,
        }
    }
}

/// Why a level cannot be had.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("this machine has {}", .available.join(", "))]
pub struct UnknownLevel {
    /// The name as written.
    pub written: String,
    /// The names of the levels there are.
    pub available: Vec<&'static str>,
}

/// Something that is worked out at a vector level. `work` and all it calls are marked `#[inline(always)]`: only what
/// becomes part of the level's own function is compiled for it.
///
/// ```
/// use kapok::VectorLevel;
/// use kapok::lanes::{Arithmetic, Lanes, Work, exp};
/// struct Grow<'g>(&'g mut Lanes, f64);
/// impl Work for Grow<'_> {
///     type Output = ();
///     #[inline(always)]
///     fn work<A: Arithmetic>(self) {
///         for value in self.0 {
///             *value *= exp::<A>(self.1);
///         }
///     }
/// }
/// let mut values = Lanes::all(2.0);
/// VectorLevel::best().run(Grow(&mut values, 0.5));
/// assert!((values[0] - 2.0 * 0.5_f64.exp()).abs() < 1e-14);
/// ```
pub trait Work {
    /// What comes of it.
    type Output;
    /// Does it.
    fn work<A: Arithmetic>(self) -> Self::Output;
}

impl VectorLevel {
    /// What every machine has for which the program was compiled.
    pub const BASELINE: Self = Self(Kind::Baseline);

    /// The levels of this machine, the fastest first.
    pub fn available() -> Vec<Self> {
        Kind::ALL.iter().filter(|kind| kind.is_there()).map(|kind| Self(*kind)).collect()
    }

    /// The fastest level of this machine.
    pub fn best() -> Self {
        Kind::ALL.iter().find(|kind| kind.is_there()).map_or(Self::BASELINE, |kind| Self(*kind))
    }

    /// The level of this name; `auto` is the fastest.
    ///
    /// # Errors
    /// The machine has no such level.
    pub fn named(name: &str) -> Result<Self, UnknownLevel> {
        if name == "auto" {
            return Ok(Self::best());
        }
        let available = Self::available();
        available.iter().copied().find(|level| level.name() == name).ok_or_else(|| UnknownLevel {
            written: name.to_owned(),
            available: std::iter::once("auto").chain(available.iter().map(|level| level.name())).collect(),
        })
    }

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self.0 {
            #[cfg(target_arch = "x86_64")]
            Kind::Avx512 => "avx512",
            #[cfg(target_arch = "x86_64")]
            Kind::Avx2 => "avx2",
            #[cfg(target_arch = "aarch64")]
            Kind::Neon => "neon",
            Kind::Baseline => "baseline",
        }
    }

    /// Does the work with the instructions of this level.
    #[allow(unsafe_code)] // the only way to run a function compiled for instructions that not every machine has
    pub fn run<W: Work>(self, work: W) -> W::Output {
        match self.0 {
            // SAFETY: a level of this kind is made only after `is_there` found that the machine has these instructions.
            #[cfg(target_arch = "x86_64")]
            Kind::Avx512 => unsafe { with_avx512(work) },
            // SAFETY: as above.
            #[cfg(target_arch = "x86_64")]
            Kind::Avx2 => unsafe { with_avx2(work) },
            #[cfg(target_arch = "aarch64")]
            Kind::Neon => work.work::<Fused>(), // every such machine has it
            Kind::Baseline => work.work::<Separate>(),
        }
    }
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512dq,avx512vl,avx512bw,fma")]
fn with_avx512<W: Work>(work: W) -> W::Output {
    work.work::<Fused>()
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,fma")]
fn with_avx2<W: Work>(work: W) -> W::Output {
    work.work::<Fused>()
}
