//! `kapok io`: input-output analysis of a table.

mod extract;
mod linkages;
mod multipliers;
mod opened;

use clap::{Args, Subcommand};

use super::common::Common;
use super::ending::{Ending, Failure};
use super::messages::Messages;

const AFTER_HELP: &str = "\
A table is a CSV file: the header `sector`, one label a sector, `final_demand` (or several `final:NAME`) and `output`; one row a
sector; then rows `primary:NAME` (value_added, compensation, imports ...) and `satellite:NAME` (employment, energy, co2 ...)
that end with the flows. Lines that start with # are comments; semicolons, tabs, decimal commas and thousands in groups are
understood. All money is in one unit, whichever it is.";

/// Input-output analysis of a table: multipliers, linkages, hypothetical extraction
#[derive(Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Io {
    #[command(subcommand)]
    analysis: Analysis,
}

#[derive(Debug, Subcommand)]
enum Analysis {
    Multipliers(multipliers::Multipliers),
    Linkages(linkages::Linkages),
    Extract(extract::Extract),
}

impl Io {
    pub(super) fn obey(&self, common: &Common, messages: &Messages) -> Result<Ending, Failure> {
        match &self.analysis {
            Analysis::Multipliers(multipliers) => multipliers.obey(common, messages),
            Analysis::Linkages(linkages) => linkages.obey(common, messages),
            Analysis::Extract(extract) => extract.obey(common, messages),
        }
    }
}
