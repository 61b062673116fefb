//! How the base-year accounts that the paths of a run drew came out.

use crate::projection::{BaseFault, BaseYear};
use crate::sampling::LANES;

/// Counts over the paths of a run whose base-year accounts are drawn.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct DrawnAccounts {
    /// Paths drawn.
    pub paths: u64,
    /// Paths left out because value added and inputs of some sector took more than its whole output.
    pub inputs: u64,
    /// Paths left out because the economy would use up more of its products than it makes.
    pub not_productive: u64,
    /// For each sector the paths in which the supply-demand pool scaled its local sales down.
    pub scaled: Vec<u64>,
}

impl DrawnAccounts {
    pub(super) fn none(sectors: usize) -> Self {
        Self { scaled: vec![0; sectors], ..Self::default() }
    }

    /// Counts the wanted paths of a block.
    pub(super) fn add(&mut self, base: &BaseYear, wanted: &[bool; LANES]) {
        let lanes = || (0..LANES).filter(|lane| wanted[*lane]);
        self.paths += lanes().count() as u64;
        for lane in lanes() {
            match base.faults[lane] {
                Some(BaseFault::Inputs) => self.inputs += 1,
                Some(BaseFault::NotProductive) => self.not_productive += 1,
                None => {}
            }
        }
        for (scaled, scale) in self.scaled.iter_mut().zip(&base.local_scale) {
            let sound = lanes().filter(|lane| base.faults[*lane].is_none());
            *scaled += sound.filter(|lane| scale[*lane] < 1.0).count() as u64;
        }
    }

    pub(super) fn merge(&mut self, other: &Self) {
        self.paths += other.paths;
        self.inputs += other.inputs;
        self.not_productive += other.not_productive;
        for (mine, theirs) in self.scaled.iter_mut().zip(&other.scaled) {
            *mine += theirs;
        }
    }

    /// Number of sectors.
    pub(super) fn sectors(&self) -> usize {
        self.scaled.len()
    }

    /// Paths left out because their accounts do not hold.
    pub fn failed(&self) -> u64 {
        self.inputs + self.not_productive
    }

    /// Share of the paths with sound accounts in which each sector's local sales were scaled down.
    pub fn scaled_shares(&self) -> Vec<f64> {
        let sound = (self.paths - self.failed()).max(1) as f64;
        self.scaled.iter().map(|&scaled| scaled as f64 / sound).collect()
    }
}
