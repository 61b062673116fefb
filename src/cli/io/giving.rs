//! How an answer is written, and where it goes.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::common::{AnswerFormat, Common};
use crate::cli::destination::Destination;
use crate::cli::ending::{Ending, Failure};
use crate::cli::messages::Messages;
use crate::report::{Answer, Ink};

#[derive(Debug, Args)]
pub(super) struct Giving {
    /// A table for people, one object, or one line a sector
    #[arg(long, default_value = "table")]
    pub(super) format: AnswerFormat,
    /// Write the answer into this folder, named for table and command, instead of printing it
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Replace a file that exists
    #[arg(long, requires = "out")]
    force: bool,
}

impl Giving {
    /// Prints or writes the answer about a table.
    pub(super) fn give(
        &self,
        table: &Path,
        answer: &impl Answer,
        common: &Common,
        messages: &Messages,
    ) -> Result<Ending, Failure> {
        let destination = match &self.out {
            None => Destination::StandardOutput,
            Some(folder) => {
                let stem = table.file_stem().map_or_else(|| "table".into(), |stem| stem.to_string_lossy());
                let name = format!("{stem}-{}", answer.command().trim_start_matches("io "));
                Destination::file(folder, &name, self.format.extension(), self.force)?
            }
        };
        let ink = if self.out.is_some() { Ink::Plain } else { common.ink() };
        let text = match self.format {
            AnswerFormat::Table => answer.to_table(ink)?,
            AnswerFormat::Json => answer.to_json()?,
            AnswerFormat::Csv => answer.to_csv()?,
        };
        if let Some(file) = destination.give(&text)? {
            messages.note(&format!("{} was written", file.display()));
        }
        Ok(Ending::Done)
    }
}
