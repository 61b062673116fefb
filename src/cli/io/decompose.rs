//! `kapok io decompose`: why output, or an account such as energy, changed between two tables.

use std::path::PathBuf;

use clap::Args;
use nalgebra::DVector;

use super::opened::Opened;
use super::satellite::account;
use crate::cli::common::Common;
use crate::cli::ending::{Ending, Failure};
use crate::cli::messages::Messages;
use crate::economy::io::{AccountFactors, Table, account_change, output_change};
use crate::report::{SectorAnswer, SectorColumn, readable};

const EXAMPLES: &str = "\
Examples:
  kapok io decompose 2017.csv 2020.csv
  kapok io decompose 2017.csv 2020.csv --of energy
  kapok io decompose 2017.csv 2020.csv --format csv > change.csv

With --of, any row satellite:NAME that both tables have (energy, co2, employment ...): its change
in each sector into intensity (use per unit of output), technology (the Leontief inverse) and
final demand. Each effect is the mean over all orders in which they may change one after the
other, which for output is the mean of the two polar forms; their sum is exact (Dietzenbacher &
Los 1998).

In JSON and CSV: intensity (not of output), technology and final_demand, the effects on each
sector's output or account in the unit of the tables, and total, their sum, the whole change.
Between tables at current prices, technology holds changes of relative prices as well, intensity
falls as prices rise, and final demand rises with them.";

/// Structural decomposition: the change of output, energy, CO2 or persons between two tables into what brought it about
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Decompose {
    #[command(flatten)]
    opened: Opened,
    /// The later table, of the same sectors and in the same unit of money
    #[arg(value_name = "LATER")]
    later: PathBuf,
    /// What has changed: output, or a satellite account of both tables (energy, co2, employment, ...)
    #[arg(long, value_name = "NAME", default_value = "output")]
    of: String,
}

impl Decompose {
    pub(super) fn obey(&self, common: &Common, messages: &Messages) -> Result<Ending, Failure> {
        let before = self.opened.open(messages)?;
        let after = self.opened.open_matching(&self.later, &before, messages)?;
        let accounts = self.accounts(&before, &after)?;
        let old = self.opened.inverse(&before, before.leontief())?;
        let new = after.leontief().map_err(|error| Opened::no_inverse_of(&self.later, &after, &error))?;
        let (demand, later_demand) = (before.final_demand(), after.final_demand());
        let effects = match accounts {
            None => {
                let change = output_change(&old, &new, &demand, &later_demand);
                vec![
                    ("technology", "Technology", change.technology),
                    ("final_demand", "Final demand", change.final_demand),
                ]
            }
            Some([account, later]) => {
                let intensity = before.per_output(&account);
                let early = AccountFactors { intensity, leontief: old, demand };
                let intensity = after.per_output(&later);
                let late = AccountFactors { intensity, leontief: new, demand: later_demand };
                let change = account_change(&early, &late);
                vec![
                    ("intensity", "Intensity", change.intensity),
                    ("technology", "Technology", change.technology),
                    ("final_demand", "Final demand", change.final_demand),
                ]
            }
        };
        self.opened.give(&self.answer(&before, &effects), common, messages)
    }

    /// The accounts of both tables, nothing for output.
    fn accounts(&self, before: &Table, after: &Table) -> Result<Option<[DVector<f64>; 2]>, Failure> {
        if self.of == "output" {
            return Ok(None);
        }
        match (account(before, &self.opened.table, &self.of), account(after, &self.later, &self.of)) {
            (Ok(before), Ok(after)) => Ok(Some([before, after])),
            (before, after) => {
                let messages = [before.err(), after.err()].into_iter().flatten().flatten().collect();
                Err(Failure { ending: Ending::BadInput, messages })
            }
        }
    }

    fn answer(&self, table: &Table, effects: &[(&str, &str, DVector<f64>)]) -> SectorAnswer {
        let total = effects.iter().fold(DVector::zeros(table.sectors().len()), |sum, (.., effect)| sum + effect);
        let mut columns: Vec<SectorColumn> =
            effects.iter().map(|(key, title, effect)| SectorColumn::numbers(*key, *title, effect.as_slice())).collect();
        columns.push(SectorColumn::numbers("total", format!("Change of {}", self.of), total.as_slice()));
        let sums: Vec<String> = effects
            .iter()
            .map(|(_, title, effect)| format!("{} {}", title.to_lowercase(), readable(effect.sum())))
            .collect();
        let mut notes = vec![format!("All sectors: {}, together {}.", sums.join(", "), readable(total.sum()))];
        notes.extend(match self.of.as_str() {
            "output" => [
                "Mean of the two polar forms (Dietzenbacher & Los 1998), in the unit of the tables. Between tables at current prices,".to_owned(),
                "technology holds changes of relative prices as well.".to_owned(),
            ],
            _ => [
                "Mean over all orders in which the three may change (Dietzenbacher & Los 1998). Between tables at current prices, intensity".to_owned(),
                "(use per unit of output) falls and final demand rises with prices, and technology holds changes of relative prices.".to_owned(),
            ],
        });
        SectorAnswer { command: "io decompose", sectors: table.sectors().to_vec(), columns, notes }
    }
}
