//! Checks of what a run draws where nothing else is asked for: paths, design, replicates.

use super::ModelData;
use crate::input::Problem;
use crate::sampling::{Design, Layout};

/// Most paths of a run: counts are kept in 32 bits.
pub const MOST_PATHS: u64 = u32::MAX as u64;
/// Most replicates: each keeps a sum of every indicator and year.
pub const MOST_REPLICATES: u64 = 1024;

/// Notes what is wrong with the numbers of a run.
pub(super) fn check_run(data: &ModelData, found: &mut Vec<Problem>) {
    let paths = data.paths;
    if paths == 0 {
        found.push(Problem::new("run.paths", "found 0; a run needs at least 1 path"));
    } else if paths > MOST_PATHS {
        found.push(Problem::new("run.paths", format!("found {paths}; a run has at most {MOST_PATHS} paths")));
    }
    if !(2..=MOST_REPLICATES).contains(&data.replicates) {
        let message = format!("found {}; from 2 to {MOST_REPLICATES} replicates are allowed", data.replicates);
        found.push(Problem::new("run.replicates", message));
    } else if data.design != Design::Random
        && paths > 0
        && let Err(error) = Layout::new(data.design, data.seed, paths, data.replicates)
    {
        found.push(Problem::new("run.design", error.to_string()));
    }
}
