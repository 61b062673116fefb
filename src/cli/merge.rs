//! `kapok merge`: puts the parts of a run together and prints the whole.

use std::path::PathBuf;

use clap::Args;

use super::common::Common;
use super::ending::{Ending, Failure};
use super::messages::Messages;
use super::output::Output;
use super::part::kept_in;
use super::shard_file::Part;
use super::{answer, findings};
use crate::ensemble::{Shard, ShardError};
use crate::projection::Projection;

const EXAMPLES: &str = "\
Examples:
  kapok run --paths-range 0..500000 --save part1.kapok        on one machine
  kapok run --paths-range 500000..1000000 --save part2.kapok  on another
  kapok merge part1.kapok part2.kapok                         as `kapok run --paths 1000000`

Parts must be of the same scenario, seed, design and version of kapok, and hold no path twice.
Together they give the answer of the whole run to the last digit, in whatever order they are
named. A part holds its scenario: no other file is needed. With --save the whole is kept as a part
of a still larger run.";

/// Put parts of a run together that were made apart (`kapok run --paths-range A..B --save FILE`)
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Merge {
    /// Files that hold parts of one run
    #[arg(value_name = "PART", required = true)]
    parts: Vec<PathBuf>,
    /// Keep what the parts make up in this file
    #[arg(long, value_name = "FILE")]
    save: Option<PathBuf>,
    #[command(flatten)]
    output: Output,
}

impl Merge {
    pub(super) fn obey(&self, common: &Common, messages: &Messages) -> Result<Ending, Failure> {
        let mut parts = Vec::new();
        let mut faults = Vec::new();
        for path in &self.parts {
            match Part::open(path) {
                Ok(part) => parts.push(part),
                Err(failure) => faults.extend(failure.messages),
            }
        }
        if !faults.is_empty() {
            return Err(Failure { ending: Ending::BadInput, messages: faults });
        }
        let shards: Vec<Shard> = parts.iter().map(|part| part.shard.clone()).collect();
        let whole = Shard::merge(&shards).map_err(|error| self.told(&error))?;
        let Some(first) = parts.first() else { return Err(self.told(&ShardError::Nothing)) };
        let scenario = first.scenario()?;
        let destination = self.output.destination(scenario.name())?;
        let kept = self.save.as_deref().map(|path| kept_in(path, &destination, self.output.force)).transpose()?;
        let model = scenario.build()?;
        let projection = Projection::new(&model).map_err(|problems| scenario.locate(problems))?;
        let ensemble = whole.clone().ensemble(&projection)?;
        findings::warnings(&scenario, &projection).iter().for_each(|found| messages.warning(&found.to_string()));
        findings::after_run(&scenario, &ensemble).iter().for_each(|found| messages.warning(&found.to_string()));
        if ensemble.is_part() {
            let ranges: Vec<String> = ensemble.ranges.iter().map(|r| format!("{}..{}", r.start, r.end)).collect();
            messages.warning(&format!("the parts are not a whole run: they hold the paths {}", ranges.join(", ")));
        }
        if let Some(kept) = kept {
            answer::keep(&kept, &Part::new(&scenario, whole), messages)?;
        }
        answer::give_run(&ensemble, &self.output, &destination, common, messages)
    }

    /// Why parts do not go together, by the names of their files.
    fn told(&self, error: &ShardError) -> Failure {
        let name = |place: &usize| self.parts.get(*place).map_or_else(String::new, |path| path.display().to_string());
        let message = match error {
            ShardError::Differs { place, differences } => {
                format!("{} does not belong to {}: {}", name(place), name(&0), differences.join("; "))
            }
            ShardError::Overlap { first, second, paths } if self.parts.get(*first) == self.parts.get(*second) => {
                format!("{} stands here twice (paths {}..{})", name(first), paths.start, paths.end)
            }
            ShardError::Overlap { first, second, paths } => format!(
                "{} and {} both hold the paths {}..{}; a path may count once",
                name(first),
                name(second),
                paths.start,
                paths.end
            ),
            ShardError::Damaged { place } => {
                format!("{} is damaged: its numbers do not fit together; run the part again", name(place))
            }
            ShardError::Nothing => error.to_string(),
        };
        Failure::bad_input(message)
    }
}
