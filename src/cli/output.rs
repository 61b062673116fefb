//! How an answer is written and where it goes: the same options for every command.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::common::Common;
use super::destination::Destination;
use super::ending::{Ending, Failure};
use super::messages::Messages;
use crate::report::{Answer, Ink};

/// How answers are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    Table,
    Json,
    Csv,
}

impl Format {
    /// The ending of a file that holds such an answer.
    fn extension(self) -> &'static str {
        match self {
            Self::Table => "txt",
            Self::Json => "json",
            Self::Csv => "csv",
        }
    }
}

/// How an answer is written and where it goes.
#[derive(Debug, Args)]
pub(super) struct Output {
    /// Tables for people, one object for programs, or lines of comma-separated values
    #[arg(long, default_value = "table")]
    pub(super) format: Format,
    /// Write the answer into this folder instead of printing it
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Replace a file that exists
    #[arg(long, requires = "out")]
    pub(super) force: bool,
}

impl Output {
    /// Where an answer of this name goes; asked before the answer is worked out.
    pub(super) fn destination(&self, name: &str) -> Result<Destination, Failure> {
        match &self.out {
            None => Ok(Destination::StandardOutput),
            Some(folder) => Destination::file(folder, name, self.format.extension(), self.force),
        }
    }

    /// How headings of the answer are set off: not at all in a file.
    pub(super) fn ink(&self, common: &Common) -> Ink {
        if self.to_a_file() { Ink::Plain } else { common.ink() }
    }

    /// An answer in the format asked for.
    pub(super) fn text(&self, answer: &impl Answer, common: &Common) -> Result<String, Failure> {
        Ok(match self.format {
            Format::Table => answer.to_table(self.ink(common))?,
            Format::Json => answer.to_json()?,
            Format::Csv => answer.to_csv()?,
        })
    }

    /// Whether it goes into a file.
    pub(super) fn to_a_file(&self) -> bool {
        self.out.is_some()
    }
}

/// Gives the answer, and says which file it stands in if it is one.
pub(super) fn give(destination: &Destination, answer: &str, messages: &Messages) -> Result<Ending, Failure> {
    if let Some(file) = destination.give(answer)? {
        messages.note(&format!("{} was written", file.display()));
    }
    Ok(Ending::Done)
}
