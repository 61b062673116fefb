//! The yearly shocks of one block, drawn as the years go by.

use super::plan::{Plan, Shock};
use crate::sampling::{LANES, Lanes, Stream};

/// The open streams of a block's yearly shocks; without streams every shock is zero, as on the all-median path.
#[derive(Debug)]
pub(super) struct Draws {
    streams: Vec<Stream>,
    buffer: Lanes,
}

impl Draws {
    pub(super) fn none() -> Self {
        Self { streams: Vec::new(), buffer: [0.0; LANES] }
    }

    /// Opens the streams of `block`.
    pub(super) fn open(&mut self, plan: &Plan, seed: u64, block: u64) {
        self.streams.clear();
        self.streams.extend(plan.shocks.iter().map(|name| Stream::new(seed, name, block)));
    }

    /// Whether anything is drawn: not so on the all-median path.
    pub(super) fn are_open(&self) -> bool {
        !self.streams.is_empty()
    }

    /// Closes all streams.
    pub(super) fn close(&mut self) {
        self.streams.clear();
        self.buffer = [0.0; LANES];
    }

    /// The next year's shock.
    pub(super) fn next(&mut self, shock: Shock) -> &Lanes {
        if let Some(stream) = self.streams.get_mut(shock.0) {
            stream.normals(&mut self.buffer);
        }
        &self.buffer
    }
}
