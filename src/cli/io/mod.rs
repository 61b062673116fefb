//! `kapok io`: input-output analysis of a table.

mod aggregate;
mod balance;
mod balance_faults;
mod compare;
mod decompose;
mod extract;
mod footprint;
mod giving;
mod households;
mod influence;
mod linkages;
mod multipliers;
mod opened;
mod region;
mod regionalise;
mod satellite;

use clap::{Args, Subcommand};

use super::common::Common;
use super::ending::{Ending, Failure};
use super::messages::Messages;

const AFTER_HELP: &str = "\
A table is a CSV or TOML file. In CSV, its header: `sector`, one label a sector, `final_demand`
(or several `final:NAME`), `output`. Its rows: one a sector; then primary:NAME (value_added,
compensation, imports ...) and satellite:NAME (employment, energy, co2 ...), which end with the
flows; primary:compensation may go on with what final demand pays for labour directly. All money
is in one unit, whichever it is. Lines that start with # are comments. Semicolons, tabs, decimal
commas and thousands in groups are understood.

In TOML (a file whose name ends in .toml), with output left out where it is what the rows add up to:
  sectors = [\"mines\", \"mills\"]
  output = [1000, 2000]
  [flows]                          what each sector sells, to the sectors in their order
  mines = [150, 500]
  mills = [200, 100]
  [final_demand]
  households = [50, 400]
  others = [300, 1300]
  [primary]
  value_added = [650, 1400]
  [final_compensation]             what final demand pays for labour directly
  households = 5
  [satellites]
  employment = { mines = 10 }      by name where not all numbers are known";

/// Input-output analysis of tables: multipliers, linkages, extraction, influence, footprints, decomposition, aggregation, comparison, balancing, regions
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
    Footprint(footprint::Footprint),
    Decompose(decompose::Decompose),
    Balance(balance::Balance),
    Aggregate(aggregate::Aggregate),
    Compare(compare::Compare),
    Influence(influence::Influence),
    Regionalise(regionalise::Regionalise),
}

impl Io {
    pub(super) fn obey(&self, common: &Common, messages: &Messages) -> Result<Ending, Failure> {
        match &self.analysis {
            Analysis::Multipliers(multipliers) => multipliers.obey(common, messages),
            Analysis::Linkages(linkages) => linkages.obey(common, messages),
            Analysis::Extract(extract) => extract.obey(common, messages),
            Analysis::Footprint(footprint) => footprint.obey(common, messages),
            Analysis::Decompose(decompose) => decompose.obey(common, messages),
            Analysis::Balance(balance) => balance.obey(common, messages),
            Analysis::Aggregate(aggregate) => aggregate.obey(common, messages),
            Analysis::Compare(compare) => compare.obey(common, messages),
            Analysis::Influence(influence) => influence.obey(common, messages),
            Analysis::Regionalise(regionalise) => regionalise.obey(common, messages),
        }
    }
}
