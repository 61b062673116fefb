//! Blocks of paths dealt out to threads.

use std::sync::atomic::{AtomicU64, Ordering};

use super::{RunError, RunSettings};
use crate::model::MOST_PATHS;
use crate::sampling::{LANES, Layout};

impl RunSettings<'_> {
    /// The sampling design laid out for the run.
    ///
    /// # Errors
    /// No paths or too many, or a design that does not fit them.
    ///
    /// ```
    /// use kapok::RunSettings;
    /// assert_eq!(RunSettings::new(2_000, 1).layout()?.paths(), 2_000);
    /// assert!(RunSettings::new(0, 1).layout().is_err());
    /// # Ok::<(), kapok::RunError>(())
    /// ```
    pub fn layout(&self) -> Result<Layout, RunError> {
        if self.paths == 0 || self.paths > MOST_PATHS {
            return Err(RunError::Paths { paths: self.paths, most: MOST_PATHS });
        }
        Ok(Layout::new(self.design, self.seed, self.paths, self.replicates)?)
    }

    /// Threads to work with.
    pub(super) fn thread_count(&self) -> usize {
        self.threads.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from)).max(1)
    }
}

/// Gives every block of a run to one of the threads, as they become free; answers with what each thread's worker has
/// become. `work` takes the number of the block and how many of its paths belong to the run.
pub(super) fn over_blocks<W: Send>(
    settings: &RunSettings,
    worker: impl Fn() -> W + Sync,
    work: impl Fn(&mut W, u64, usize) + Sync,
) -> Result<Vec<W>, RunError> {
    let blocks = settings.paths.div_ceil(LANES as u64);
    let next = AtomicU64::new(0);
    let done = AtomicU64::new(0);
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(settings.thread_count().min(usize::try_from(blocks).unwrap_or(usize::MAX)))
        .build()
        .map_err(|error| RunError::Threads(error.to_string()))?;
    Ok(pool.broadcast(|_| {
        let mut worker = worker();
        loop {
            let block = next.fetch_add(1, Ordering::Relaxed);
            if block >= blocks {
                return worker;
            }
            let paths = usize::try_from(settings.paths - block * LANES as u64).unwrap_or(LANES).min(LANES);
            work(&mut worker, block, paths);
            let done = done.fetch_add(paths as u64, Ordering::Relaxed) + paths as u64;
            if let Some(progress) = settings.progress {
                progress(done);
            }
        }
    }))
}
