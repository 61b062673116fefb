//! Paths that were left out because their changes of technology do not hold.

use serde::{Deserialize, Serialize};

use crate::projection::{Production, TechnologyFault};
use crate::sampling::LANES;

/// Counts over the paths of a run whose technology changes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TechnologyFailures {
    /// Paths run.
    pub paths: u64,
    /// Paths left out, by the fault at the same place of [`TechnologyFault::ALL`].
    pub by_fault: [u64; TechnologyFault::ALL.len()],
}

impl TechnologyFailures {
    /// Counts the wanted paths of a block.
    pub(super) fn add(&mut self, production: &Production, wanted: &[bool; LANES]) {
        for lane in (0..LANES).filter(|lane| wanted[*lane]) {
            self.paths += 1;
            if let Some((fault, _)) = production.faults[lane] {
                let counts = TechnologyFault::ALL.iter().zip(&mut self.by_fault);
                counts.filter(|(known, _)| **known == fault).for_each(|(_, count)| *count += 1);
            }
        }
    }

    pub(super) fn merge(&mut self, other: &Self) {
        self.paths += other.paths;
        self.by_fault.iter_mut().zip(&other.by_fault).for_each(|(mine, theirs)| *mine += theirs);
    }

    /// Each fault with the number of paths it left out.
    pub fn counts(&self) -> impl Iterator<Item = (TechnologyFault, u64)> + '_ {
        TechnologyFault::ALL.into_iter().zip(self.by_fault.iter().copied())
    }
}
