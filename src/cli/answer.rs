//! Giving the answer of a run, and keeping it as a part of a larger one.

use super::common::Common;
use super::destination::Destination;
use super::ending::{Ending, Failure};
use super::messages::Messages;
use super::output::{Format, Output, give};
use super::shard_file::Part;
use crate::ensemble::Ensemble;
use crate::report;

/// Prints a run's answer, or writes it where asked.
pub(super) fn give_run(
    ensemble: &Ensemble,
    output: &Output,
    destination: &Destination,
    common: &Common,
    messages: &Messages,
) -> Result<Ending, Failure> {
    let answer = match output.format {
        Format::Table => report::to_table(ensemble, output.ink(common))?,
        Format::Json => report::to_json(ensemble)?,
        Format::Csv => report::to_csv(ensemble)?,
    };
    give(destination, &answer, messages)
}

/// Keeps a part of a run in a file.
pub(super) fn keep(file: &Destination, part: &Part, messages: &Messages) -> Result<(), Failure> {
    if let Some(path) = file.give(&part.to_bytes()?)? {
        messages.note(&format!("{} was written", path.display()));
    }
    Ok(())
}
