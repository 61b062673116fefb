//! `kapok io multipliers`: what a unit of final demand brings about.

use clap::Args;
use nalgebra::DVector;

use super::households::{Closed, close};
use super::opened::Opened;
use crate::cli::common::Common;
use crate::cli::ending::{Ending, Failure};
use crate::cli::messages::Messages;
use crate::economy::io::{Table, content, ratio_to_direct};
use crate::report::{SectorAnswer, SectorColumn};

const EXAMPLES: &str = "\
Examples:
  kapok io multipliers table.csv
  kapok io multipliers table.csv --type2 --households final:homes     households closed in
  kapok io multipliers table.csv --format csv > multipliers.csv

With --type2, households earn all compensation and spend it as the column of their spending shows.
A number of primary:compensation in a column of final demand is labour paid there directly, such
as households' own staff, and part of their income. What is left of income is saved. Contents of
type II are those of the sectors; income is that of households in all.

In JSON and CSV: output_multiplier, value_added_multiplier, income_multiplier,
employment_multiplier, energy_multiplier and co2_multiplier, as far as the table has
primary:value_added, primary:compensation, satellite:employment, satellite:energy and
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

/// The key of the income multiplier.
const INCOME: &str = "income_multiplier";

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
        let closed = self.type2.then(|| close(&table, &self.opened.table, &self.households)).transpose();
        let closed = closed.map_err(|messages| Failure { ending: Ending::BadInput, messages })?;
        let mut columns = Vec::new();
        for multiplier in multipliers_of(&table) {
            let Multiplier { key, title, direct } = &multiplier;
            let first = content(direct, &open);
            columns.push(SectorColumn::numbers(*key, *title, first.as_slice()));
            let second = closed.as_ref().map(|Closed { households, inverse }| {
                // Households' pay to each other is income too, and no output of a sector.
                if *key == INCOME { households.earned(inverse) } else { content(direct, inverse) }
            });
            for (content, suffix, name) in [(Some(first), "type1", "type I"), (second, "type2", "type II")] {
                let Some(content) = content else { continue };
                match ratio_to_direct(&content, direct) {
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
}

fn multipliers_of(table: &Table) -> Vec<Multiplier> {
    let ones = DVector::from_element(table.sectors().len(), 1.0);
    let direct = |row: Option<DVector<f64>>| row.map(|row| table.per_output(&row));
    let rows = [
        ("output_multiplier", "Output", Some(ones)),
        ("value_added_multiplier", "Value added", direct(table.primary("value_added"))),
        (INCOME, "Income", direct(table.primary("compensation"))),
        ("employment_multiplier", "Employment", direct(table.satellite("employment"))),
        ("energy_multiplier", "Energy", direct(table.satellite("energy"))),
        ("co2_multiplier", "CO2", direct(table.satellite("co2"))),
    ];
    let known = |(key, title, row): (_, _, Option<_>)| row.map(|direct| Multiplier { key, title, direct });
    rows.into_iter().filter_map(known).collect()
}
