//! `kapok io multipliers`: what a unit of final demand brings about.

use clap::Args;
use nalgebra::{DMatrix, DVector};

use super::opened::Opened;
use crate::cli::common::Common;
use crate::cli::ending::{Ending, Failure};
use crate::cli::messages::Messages;
use crate::economy::io::{Households, Table, closed_inverse, content, ratio_to_direct};
use crate::report::{SectorAnswer, SectorColumn};

const EXAMPLES: &str = "\
Examples:
  kapok io multipliers table.csv                                      output, value added, income, persons, energy, CO2
  kapok io multipliers table.csv --type2 --households final:homes     with the spending of households closed in
  kapok io multipliers table.csv --format csv > multipliers.csv

In JSON and CSV: output_multiplier, value_added_multiplier, income_multiplier, employment_multiplier, energy_multiplier and
co2_multiplier, as far as the table has primary:value_added, primary:compensation, satellite:employment, satellite:energy and
satellite:co2; each with _type1 (ratio to the direct coefficient) and, with --type2, _type2.";

/// Multipliers: output, value added, income, persons, energy and CO2 per unit of final demand
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Multipliers {
    #[command(flatten)]
    opened: Opened,
    /// Close households in: income earned on the way is spent again; needs primary:compensation and a column of their spending
    #[arg(long)]
    type2: bool,
    /// The column of household spending
    #[arg(long, value_name = "final:NAME", default_value = "final:households", requires = "type2")]
    households: String,
}

/// A multiplier: its key, its title, and its direct coefficients.
struct Multiplier {
    key: &'static str,
    title: &'static str,
    direct: DVector<f64>,
}

impl Multipliers {
    pub(super) fn obey(&self, common: &Common, messages: &Messages) -> Result<Ending, Failure> {
        let table = self.opened.open(messages)?;
        let open = self.opened.inverse(&table, table.leontief())?;
        let closed = if self.type2 { Some(self.closed(&table)?) } else { None };
        let mut columns = Vec::new();
        for multiplier in multipliers_of(&table) {
            let Multiplier { key, title, direct } = &multiplier;
            columns.push(SectorColumn::numbers(*key, *title, content(direct, &open).as_slice()));
            for (inverse, suffix, name) in [(Some(&open), "type1", "type I"), (closed.as_ref(), "type2", "type II")] {
                let Some(inverse) = inverse else { continue };
                match ratio_to_direct(&content(direct, inverse), direct) {
                    Ok(ratio) => {
                        columns.push(SectorColumn::numbers(format!("{key}_{suffix}"), name, ratio.as_slice()));
                    }
                    Err(zero) => {
                        let names: Vec<&str> = zero.iter().map(|&j| table.sectors()[j].as_str()).collect();
                        messages.warning(&format!(
                            "{key}_{suffix} is left out: a ratio to the direct coefficient has no value where that is 0 ({})",
                            names.join(", ")
                        ));
                    }
                }
            }
        }
        let notes = vec![
            "Per unit of final demand for the sector's product, directly and through all its suppliers.".to_owned(),
            "Type I: the same over what the sector itself needs per unit of output; type II: with the spending of the income earned on the way.".to_owned(),
        ];
        let answer = SectorAnswer { command: "io multipliers", sectors: table.sectors().to_vec(), columns, notes };
        self.opened.give(&answer, common, messages)
    }

    /// The inverse with households closed in; their income is the sum of compensation.
    fn closed(&self, table: &Table) -> Result<DMatrix<f64>, Failure> {
        let file = self.opened.table.display();
        let name = self.households.strip_prefix("final:").unwrap_or(&self.households);
        let Some(spending) = table.data().final_demand.get(name) else {
            let names: Vec<String> = table.data().final_demand.keys().map(|name| format!("final:{name}")).collect();
            let message = format!(
                "{file}: --households {}: the table has no such column; its final demand is {}",
                self.households,
                names.join(", ")
            );
            return Err(Failure::bad_input(message));
        };
        let Some(compensation) = table.primary("compensation") else {
            let message = format!("{file}: --type2 needs a row primary:compensation with a number for every sector");
            return Err(Failure::bad_input(message));
        };
        let income = compensation.sum();
        if income <= 0.0 {
            return Err(Failure::bad_input(format!(
                "{file}: primary:compensation sums to {income}; it must be above 0"
            )));
        }
        let households = Households {
            income: table.per_output(&compensation),
            consumption: DVector::from_column_slice(spending) / income,
            own: 0.0,
        };
        self.opened.inverse(table, closed_inverse(&table.coefficients(), &households))
    }
}

fn multipliers_of(table: &Table) -> Vec<Multiplier> {
    let ones = DVector::from_element(table.sectors().len(), 1.0);
    let direct = |row: Option<DVector<f64>>| row.map(|row| table.per_output(&row));
    let rows = [
        ("output_multiplier", "Output", Some(ones)),
        ("value_added_multiplier", "Value added", direct(table.primary("value_added"))),
        ("income_multiplier", "Income", direct(table.primary("compensation"))),
        ("employment_multiplier", "Employment", direct(table.satellite("employment"))),
        ("energy_multiplier", "Energy", direct(table.satellite("energy"))),
        ("co2_multiplier", "CO2", direct(table.satellite("co2"))),
    ];
    let known = |(key, title, row): (_, _, Option<_>)| row.map(|direct| Multiplier { key, title, direct });
    rows.into_iter().filter_map(known).collect()
}
