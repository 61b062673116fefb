//! What a run draws, as asked for on the command line: how many paths, from which seed, on how many threads.

use clap::builder::PossibleValue;
use clap::{Args, ValueEnum};

use crate::ensemble::RunSettings;
use crate::lanes::VectorLevel;
use crate::model::{MOST_PATHS, Model};
use crate::sampling::Design;

/// Paths, seed and threads. Commands that draw nothing take them too, and answer for the run that would.
#[derive(Debug, Args)]
pub(super) struct Draws {
    /// Number of paths; without it, what the scenario says
    #[arg(long, value_name = "N", value_parser = paths, allow_negative_numbers = true)]
    paths: Option<u64>,
    /// Seed of the random numbers; without it, what the scenario says
    #[arg(long, value_name = "S", value_parser = seed, allow_negative_numbers = true)]
    seed: Option<u64>,
    /// How the paths are spread over what is uncertain: random, or more evenly than chance does (see docs/sampling.md);
    /// without it, what the scenario says
    #[arg(long, value_name = "DESIGN")]
    design: Option<DesignChoice>,
    /// Number of processor threads to use; the answer does not depend on it [default: one a processor]
    #[arg(long, value_name = "N", value_parser = threads, allow_negative_numbers = true)]
    threads: Option<usize>,
    /// Vector instructions to work with: auto, avx512, avx2, baseline or neon, as far as this machine has them. They change
    /// the speed and not the answer, but for last digits with baseline
    #[arg(long, value_name = "LEVEL", env = "KAPOK_SIMD", default_value = "auto", value_parser = level, hide_env_values = true)]
    simd: VectorLevel,
    /// Keep every draw and pick quantiles and their intervals from them, instead of counting draws in 1,024 bins an indicator
    /// and year: without the error of a bin, for 8 bytes a path, indicator and year of memory
    #[arg(long)]
    exact: bool,
}

impl Draws {
    /// The run asked for, whole.
    pub(super) fn settings(&self, model: &Model) -> RunSettings<'static> {
        RunSettings {
            design: self.design(model),
            replicates: model.replicates(),
            threads: self.threads,
            level: self.simd,
            exact: self.exact,
            ..RunSettings::new(self.paths(model), self.seed(model))
        }
    }

    /// The paths of a run.
    pub(super) fn paths(&self, model: &Model) -> u64 {
        self.paths.unwrap_or(model.default_paths())
    }

    /// The paths of a run as they were asked for, if they were.
    pub(super) fn written_paths(&self) -> Option<u64> {
        self.paths
    }

    /// Its seed.
    pub(super) fn seed(&self, model: &Model) -> u64 {
        self.seed.unwrap_or(model.default_seed())
    }

    /// Its sampling design.
    fn design(&self, model: &Model) -> Design {
        self.design.map_or(model.default_design(), |choice| choice.0)
    }
}

/// A sampling design, by its name.
#[derive(Debug, Clone, Copy)]
struct DesignChoice(Design);

impl ValueEnum for DesignChoice {
    fn value_variants<'v>() -> &'v [Self] {
        const ALL: [DesignChoice; Design::ALL.len()] = {
            let mut all = [DesignChoice(Design::Random); Design::ALL.len()];
            let mut place = 0;
            while place < all.len() {
                all[place] = DesignChoice(Design::ALL[place]);
                place += 1;
            }
            all
        };
        &ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.0.name()).help(self.0.in_words()))
    }
}

fn paths(text: &str) -> Result<u64, String> {
    match text.parse::<u64>() {
        Ok(0) => Err("a run needs at least 1 path".into()),
        Ok(paths) if paths <= MOST_PATHS => Ok(paths),
        Ok(_) => Err(format!("a run has at most {MOST_PATHS} paths")),
        Err(_) if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) => {
            Err(format!("a run has at most {MOST_PATHS} paths"))
        }
        Err(_) => Err("a whole number is needed, written in digits".into()),
    }
}

fn level(text: &str) -> Result<VectorLevel, String> {
    VectorLevel::named(text).map_err(|error| error.to_string())
}

fn seed(text: &str) -> Result<u64, String> {
    text.parse().map_err(|_| format!("a whole number from 0 to {} is needed", u64::MAX))
}

fn threads(text: &str) -> Result<usize, String> {
    match text.parse::<usize>() {
        Ok(0) => Err("a run needs at least 1 thread".into()),
        Ok(threads) if threads <= 1024 => Ok(threads),
        Ok(_) => Err("more than 1024 threads are of no use".into()),
        Err(_) => Err("a whole number is needed, written in digits".into()),
    }
}
