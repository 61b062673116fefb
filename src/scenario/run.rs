//! What a run draws where nothing else is asked for.

use super::draft::Draft;
use super::number::unknown;
use super::raw::RawScenario;
use crate::sampling::{Design, Layout};

/// Paths, seed and design of a run.
pub(super) struct RunNumbers {
    pub(super) paths: u64,
    pub(super) seed: u64,
    pub(super) design: Design,
    pub(super) replicates: u64,
}

impl Draft {
    /// The scenario's `[run]`.
    pub(super) fn run(&mut self, scenario: &RawScenario) -> RunNumbers {
        let raw = &scenario.run;
        RunNumbers {
            paths: self.whole_number("run.paths", raw.paths, 100_000),
            seed: self.whole_number("run.seed", raw.seed, 1),
            design: raw.design.as_deref().map_or(Design::Random, |name| self.design(name)),
            replicates: self.whole_number("run.replicates", raw.replicates, Layout::REPLICATES),
        }
    }

    fn whole_number(&mut self, path: &str, value: Option<i64>, default: u64) -> u64 {
        let Some(value) = value else { return default };
        u64::try_from(value).unwrap_or_else(|_| {
            self.note(path, format!("found {value}; it must not be below 0"));
            default
        })
    }

    fn design(&mut self, name: &str) -> Design {
        Design::named(name).unwrap_or_else(|| {
            self.note("run.design", unknown("sampling design", name, Design::ALL.map(Design::name)));
            Design::Random
        })
    }
}
