//! Giving the answer about a table.

use std::path::Path;

use clap::ValueEnum;

use crate::cli::common::Common;
use crate::cli::ending::{Ending, Failure};
use crate::cli::messages::Messages;
use crate::cli::output::{Format, Output, give};
use crate::report::Answer;

/// Prints the answer, or writes it into a file named for table and command.
pub(super) fn give_about(
    table: &Path,
    answer: &impl Answer,
    output: &Output,
    common: &Common,
    messages: &Messages,
) -> Result<Ending, Failure> {
    let stem = table.file_stem().map_or_else(|| "table".into(), |stem| stem.to_string_lossy());
    let destination = output.destination(&format!("{stem}-{}", answer.command().trim_start_matches("io ")))?;
    let text = match output.format {
        Format::Table => answer.to_table(output.ink(common))?,
        Format::Json => answer.to_json()?,
        Format::Csv => answer.to_csv()?,
    };
    give(&destination, &text, messages)
}

/// A choice, as it is written on the command line.
pub(super) fn written(choice: &impl ValueEnum) -> String {
    choice.to_possible_value().map_or_else(String::new, |value| value.get_name().to_owned())
}
