//! A part of a run, as asked for on the command line: which paths, and the file it is kept in.

use std::ops::Range;
use std::path::{Path, PathBuf};

use clap::Args;

use super::destination::Destination;
use super::ending::Failure;

/// A part of a run, made apart and kept for `kapok merge`.
#[derive(Debug, Args)]
#[command(next_help_heading = "Runs in parts (see `kapok merge --help`)")]
pub(super) struct PartOfARun {
    /// Run only these paths, the first number included and the last not: 0..250000
    #[arg(long, value_name = "A..B", conflicts_with = "until_se")]
    paths_range: Option<String>,
    /// Keep what the paths add up to in this file
    #[arg(long, value_name = "FILE")]
    save: Option<PathBuf>,
}

impl PartOfARun {
    /// The paths asked for, where they are not all.
    pub(super) fn range(&self) -> Result<Option<Range<u64>>, Failure> {
        let Some(text) = &self.paths_range else { return Ok(None) };
        let ends = text.split_once("..").and_then(|(a, b)| Some((number(a)?, number(b)?)));
        match ends {
            Some((start, end)) if start < end => Ok(Some(start..end)),
            Some(_) => Err(refused(text, "the first number must lie below the second")),
            None => Err(refused(text, "two whole numbers are needed, such as 0..250000")),
        }
    }

    /// Whether the part is to be kept in a file.
    pub(super) fn is_kept(&self) -> bool {
        self.save.is_some()
    }

    /// The file the part is kept in, if it is to be kept; another than that of the answer.
    pub(super) fn destination(&self, answer: &Destination, replace: bool) -> Result<Option<Destination>, Failure> {
        self.save.as_deref().map(|path| kept_in(path, answer, replace)).transpose()
    }
}

/// The file of a part, which may not be that of the answer.
pub(super) fn kept_in(path: &Path, answer: &Destination, replace: bool) -> Result<Destination, Failure> {
    let file = Destination::at(path, replace)?;
    if file.is_same_file(answer) {
        return Err(Failure::bad_input(format!("--save: the answer is written to {} already", path.display())));
    }
    Ok(file)
}

fn refused(text: &str, why: &str) -> Failure {
    Failure::bad_input(format!("--paths-range: found \"{text}\"; {why}"))
}

/// A whole number, thousands marked by _ or not.
fn number(text: &str) -> Option<u64> {
    text.trim().replace('_', "").parse().ok()
}
