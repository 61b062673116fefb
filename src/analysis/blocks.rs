//! The blocks of a run dealt out to threads, each with working memory of its own.

use rayon::prelude::*;

use crate::ensemble::{Dealing, RunError, RunSettings, bins_around, default_threads};
use crate::sampling::LANES;
use crate::statistics::Accumulator;

/// Blocks run first to lay bins: always the same, so that bins do not depend on the run.
pub(super) const PILOT_BLOCKS: u64 = 4;

/// An empty accumulator with bins around what a pilot drew.
pub(super) fn around(draws: &mut [f64]) -> Accumulator {
    let middle = draws.iter().sum::<f64>() / draws.len().max(1) as f64;
    Accumulator::new(middle, bins_around(draws))
}

/// Does `work` on every block of a run's paths, which of its lanes are wanted given with it; what the threads have made.
pub(super) fn over_blocks<W: Send>(
    settings: &RunSettings,
    worker: impl Fn() -> W + Sync,
    work: impl Fn(&mut W, u64, &[bool; LANES]) + Sync,
) -> Result<Vec<W>, RunError> {
    let blocks = usize::try_from(settings.paths.div_ceil(LANES as u64)).unwrap_or(usize::MAX);
    let threads = settings.threads.unwrap_or_else(default_threads).clamp(1, blocks.max(1));
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build()
        .map_err(|error| RunError::Threads(error.to_string()))?;
    let dealing = Dealing::of(0..settings.paths, 0, settings.progress);
    let run = |_| {
        let mut worker = worker();
        while let Some((block, wanted)) = dealing.next() {
            work(&mut worker, block, &wanted);
            dealing.report(&wanted);
        }
        worker
    };
    Ok(pool.install(|| (0..threads).into_par_iter().with_max_len(1).map(run).collect()))
}
