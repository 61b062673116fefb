//! The yearly shocks of one block, drawn as the years go by.

use super::plan::{Plan, Shock};
use crate::lanes::{Arithmetic, Lanes};
use crate::sampling::{Stream, StreamKey};

/// The open streams of a block's yearly shocks; without streams every shock is zero, as on the all-median path.
#[derive(Debug)]
pub(super) struct Draws {
    /// Where the streams start under this seed.
    seed: u64,
    keys: Vec<StreamKey>,
    streams: Vec<Stream>,
    buffer: Lanes,
}

impl Draws {
    pub(super) fn none() -> Self {
        Self { seed: 0, keys: Vec::new(), streams: Vec::new(), buffer: Lanes::all(0.0) }
    }

    /// Opens the streams of `block`.
    #[inline(always)]
    pub(super) fn open(&mut self, plan: &Plan, seed: u64, block: u64) {
        if self.keys.is_empty() || self.seed != seed {
            self.seed = seed;
            self.keys = plan.shocks.iter().map(|name| StreamKey::new(seed, name)).collect();
        }
        self.streams.clear();
        self.streams.extend(self.keys.iter().map(|key| key.stream(block)));
    }

    /// Whether anything is drawn: not so on the all-median path.
    #[inline(always)]
    pub(super) fn are_open(&self) -> bool {
        !self.streams.is_empty()
    }

    /// Closes all streams.
    pub(super) fn close(&mut self) {
        self.streams.clear();
        self.buffer = Lanes::all(0.0);
    }

    /// The next year's shock, worked out by itself.
    pub(super) fn next_alone(&mut self, shock: Shock) -> &Lanes {
        if let Some(stream) = self.streams.get_mut(shock.0) {
            stream.normals(&mut self.buffer);
        }
        &self.buffer
    }

    /// The next year's shock.
    #[inline(always)]
    pub(super) fn next<A: Arithmetic>(&mut self, shock: Shock) -> &Lanes {
        if let Some(stream) = self.streams.get_mut(shock.0) {
            stream.normals_at::<A>(&mut self.buffer);
        }
        &self.buffer
    }
}
