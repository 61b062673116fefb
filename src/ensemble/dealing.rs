//! The blocks of a run, dealt out to threads as they become free.

use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::sampling::LANES;

/// What threads take their next block from.
pub(crate) struct Dealing<'d> {
    paths: Range<u64>,
    /// Number of the next block, and of the first that is not wanted.
    next: AtomicU64,
    last: u64,
    done: AtomicU64,
    progress: Option<&'d (dyn Fn(u64) + Sync)>,
}

impl<'d> Dealing<'d> {
    /// The blocks of a range of paths, of a run of which `done` paths are done already.
    pub(crate) fn of(paths: Range<u64>, done: u64, progress: Option<&'d (dyn Fn(u64) + Sync)>) -> Self {
        let lanes = LANES as u64;
        let (next, last) = (AtomicU64::new(paths.start / lanes), paths.end.div_ceil(lanes));
        Self { paths, next, last, done: AtomicU64::new(done), progress }
    }

    /// The next block, and which of its paths lie in the range.
    pub(crate) fn next(&self) -> Option<(u64, [bool; LANES])> {
        let block = self.next.fetch_add(1, Ordering::Relaxed);
        let wanted = |lane| self.paths.contains(&(block * LANES as u64 + lane as u64));
        (block < self.last).then(|| (block, std::array::from_fn(wanted)))
    }

    /// Tells that the wanted paths of a block are done.
    pub(crate) fn report(&self, wanted: &[bool; LANES]) {
        let paths = wanted.iter().filter(|wanted| **wanted).count() as u64;
        let done = self.done.fetch_add(paths, Ordering::Relaxed) + paths;
        if let Some(progress) = self.progress {
            progress(done);
        }
    }
}
