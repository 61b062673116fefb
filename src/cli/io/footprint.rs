//! `kapok io footprint`: who uses energy, and for whose consumption.

use clap::Args;

use super::opened::Opened;
use super::satellite::account;
use crate::cli::common::Common;
use crate::cli::ending::{Ending, Failure};
use crate::cli::messages::Messages;
use crate::economy::io::consumption_based;
use crate::report::{SectorAnswer, SectorColumn, readable};

const EXAMPLES: &str = "\
Examples:
  kapok io footprint table.csv --of energy
  kapok io footprint table.csv --of co2 --format csv > co2.csv

The account of consumption is (q / x)' L diag(y): what final demand y for each sector's product
brings about, there and at all its suppliers, with q the account of production and x output
(Kitzes 2013). Where the table balances, both have the same sum. What is used abroad to make
imports is in neither, and final demand counts as the table has it, exports included.

In JSON and CSV: production_based (the row satellite:NAME), consumption_based, and difference, the
second less the first; where the table has several categories of final demand,
consumption_based_NAME for each, which sum to consumption_based. All in the unit of the account.";

/// Accounts of energy, CO2 or persons by producer and by what is consumed
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Footprint {
    /// The account: NAME of a row satellite:NAME, such as energy, co2 or employment
    #[arg(long, value_name = "NAME")]
    of: String,
    #[command(flatten)]
    opened: Opened,
}

impl Footprint {
    pub(super) fn obey(&self, common: &Common, messages: &Messages) -> Result<Ending, Failure> {
        let table = self.opened.open(messages)?;
        let produced = account(&table, &self.opened.table, &self.of)
            .map_err(|messages| Failure { ending: Ending::BadInput, messages })?;
        let leontief = self.opened.inverse(&table, table.leontief())?;
        let of_demand = |demand: &_| consumption_based(&produced, table.output(), &leontief, demand);
        let consumed = of_demand(&table.final_demand());
        let mut columns = vec![
            SectorColumn::numbers("production_based", "By producer", produced.as_slice()),
            SectorColumn::numbers("consumption_based", "By product consumed", consumed.as_slice()),
            SectorColumn::numbers("difference", "Difference", (&consumed - &produced).as_slice()),
        ];
        let categories = &table.data().final_demand;
        for (name, demand) in categories.iter().filter(|_| categories.len() > 1) {
            let account = of_demand(&demand.clone().into());
            columns.push(SectorColumn::numbers(
                format!("consumption_based_{name}"),
                format!("of {name}"),
                account.as_slice(),
            ));
        }
        let notes = vec![
            format!(
                "Sums over all sectors: by producer {}, by product consumed {}.",
                readable(produced.sum()),
                readable(consumed.sum())
            ),
            "By product consumed: what final demand for the product brings about there and at all its suppliers (Kitzes 2013).".to_owned(),
        ];
        let answer = SectorAnswer { command: "io footprint", sectors: table.sectors().to_vec(), columns, notes };
        self.opened.give(&answer, common, messages)
    }
}
