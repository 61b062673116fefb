//! `kapok io decompose`: why output changed between two tables.

use std::path::PathBuf;

use clap::Args;

use super::opened::Opened;
use crate::cli::common::Common;
use crate::cli::ending::{Ending, Failure};
use crate::cli::messages::Messages;
use crate::economy::io::output_change;
use crate::report::{SectorAnswer, SectorColumn};

const EXAMPLES: &str = "\
Examples:
  kapok io decompose 2017.csv 2020.csv
  kapok io decompose 2017.csv 2020.csv --format csv > change.csv

In JSON and CSV: technology and final_demand, the effects on each sector's output in the unit of the tables, and total, their
sum, the whole change. Between tables at current prices, technology holds changes of relative prices as well.";

/// Structural decomposition: the change of output between two tables into technology and final demand
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Decompose {
    #[command(flatten)]
    opened: Opened,
    /// The later table, of the same sectors and in the same unit of money
    #[arg(value_name = "LATER")]
    later: PathBuf,
}

impl Decompose {
    pub(super) fn obey(&self, common: &Common, messages: &Messages) -> Result<Ending, Failure> {
        let before = self.opened.open(messages)?;
        let after = self.opened.open_matching(&self.later, &before, messages)?;
        let old = self.opened.inverse(&before, before.leontief())?;
        let new = after.leontief().map_err(|error| Opened::no_inverse_of(&self.later, &after, &error))?;
        let change = output_change(&old, &new, &before.final_demand(), &after.final_demand());
        let total = &change.technology + &change.final_demand;
        let columns = vec![
            SectorColumn::numbers("technology", "Technology", change.technology.as_slice()),
            SectorColumn::numbers("final_demand", "Final demand", change.final_demand.as_slice()),
            SectorColumn::numbers("total", "Change of output", total.as_slice()),
        ];
        let notes = vec![
            "Mean of the two polar forms (Dietzenbacher & Los 1998), in the unit of the tables. Between tables at current prices,".to_owned(),
            "technology holds changes of relative prices as well.".to_owned(),
        ];
        let answer = SectorAnswer { command: "io decompose", sectors: before.sectors().to_vec(), columns, notes };
        self.opened.give(&answer, common, messages)
    }
}
