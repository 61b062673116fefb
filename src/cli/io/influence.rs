//! `kapok io influence`: which input coefficients the whole economy depends on most.

use clap::Args;
use nalgebra::DMatrix;

use super::opened::Opened;
use crate::cli::common::Common;
use crate::cli::ending::{Ending, Failure};
use crate::cli::messages::Messages;
use crate::economy::io::{Table, field_of_influence, influence_intensities};
use crate::input::hint;
use crate::report::{EntryList, Fact, MatrixAnswer};

/// Coefficients people are shown.
const MOST: usize = 20;

const EXAMPLES: &str = "\
Examples:
  kapok io influence table.csv                                the most important coefficients
  kapok io influence table.csv --from steel --to vanadium     the field of one of them
  kapok io influence table.csv --format csv > intensities.csv

The field of influence of a coefficient a_ij is the change of the Leontief inverse L per unit of a
small change of it, the matrix F = L e_i e_j' L; its intensity is the sum of the squares of F
(Sonis & Hewings 1992). F is worked out from L by the rule of Sherman & Morrison, without
inverting again.

In JSON and CSV: influence_intensity, the intensities of all coefficients (a row for each
supplier, a column for each user), those that are 0 included; with --from and --to: from, to,
coefficient, and field_of_influence, the matrix F. The table for people lists the 20 coefficients
above 0 with the largest intensities.";

/// Fields of influence: how much the whole economy depends on each input coefficient
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Influence {
    /// The sector that supplies, for the field of one coefficient
    #[arg(long, value_name = "SECTOR", requires = "to")]
    from: Option<String>,
    /// The sector that uses
    #[arg(long, value_name = "SECTOR", requires = "from")]
    to: Option<String>,
    #[command(flatten)]
    opened: Opened,
}

impl Influence {
    pub(super) fn obey(&self, common: &Common, messages: &Messages) -> Result<Ending, Failure> {
        let table = self.opened.open(messages)?;
        let coefficient = self.coefficient(&table)?;
        let leontief = self.opened.inverse(&table, table.leontief())?;
        let answer = match coefficient {
            Some((row, column)) => field(&table, &leontief, row, column),
            None => intensities(&table, &leontief),
        };
        self.opened.give(&answer, common, messages)
    }

    /// Row and column of the coefficient asked for.
    fn coefficient(&self, table: &Table) -> Result<Option<(usize, usize)>, Failure> {
        let (Some(from), Some(to)) = (&self.from, &self.to) else { return Ok(None) };
        let place = |option: &str, name: &String| {
            table.sectors().iter().position(|sector| sector == name).ok_or_else(|| {
                let hint = hint(name, table.sectors().iter().map(String::as_str), "");
                format!("{}: {option} {name}: the table has no such sector{hint}", self.opened.table.display())
            })
        };
        match (place("--from", from), place("--to", to)) {
            (Ok(row), Ok(column)) => Ok(Some((row, column))),
            (row, column) => {
                let messages = [row.err(), column.err()].into_iter().flatten().collect();
                Err(Failure { ending: Ending::BadInput, messages })
            }
        }
    }
}

fn answer(key: &'static str, table: &Table, matrix: DMatrix<f64>) -> MatrixAnswer {
    MatrixAnswer {
        command: "io influence",
        key,
        sectors: table.sectors().to_vec(),
        columns: None,
        matrix,
        beside: Vec::new(),
        facts: Vec::new(),
        with_output: false,
        list: None,
        notes: Vec::new(),
    }
}

fn field(table: &Table, leontief: &DMatrix<f64>, row: usize, column: usize) -> MatrixAnswer {
    let (from, to) = (&table.sectors()[row], &table.sectors()[column]);
    let a = table.coefficients()[(row, column)];
    let notes = vec![format!(
        "Change of the Leontief inverse per unit of a small change of the input of {to} from {from}, which is {a:.6}."
    )];
    let facts =
        vec![("from", Fact::Text(from.clone())), ("to", Fact::Text(to.clone())), ("coefficient", Fact::Number(a))];
    MatrixAnswer { facts, notes, ..answer("field_of_influence", table, field_of_influence(leontief, row, column)) }
}

fn intensities(table: &Table, leontief: &DMatrix<f64>) -> MatrixAnswer {
    let (found, a) = (influence_intensities(leontief), table.coefficients());
    let mean = found.mean();
    let mut entries: Vec<(usize, usize)> =
        (0..a.nrows()).flat_map(|i| (0..a.ncols()).map(move |j| (i, j))).filter(|place| a[*place] > 0.0).collect();
    entries.sort_by(|one, other| found[*other].total_cmp(&found[*one]));
    let above = entries.len();
    entries.truncate(MOST);
    let of = |value: &dyn Fn((usize, usize)) -> f64| entries.iter().map(|place| value(*place)).collect::<Vec<f64>>();
    let values = vec![
        ("Coefficient", 7, of(&|place| a[place])),
        ("Intensity", 4, of(&|place| found[place])),
        ("Over the mean", 4, of(&|place| found[place] / mean)),
    ];
    let shown = entries.len();
    let list = EntryList { titles: ["From", "To"], entries, values };
    let notes = vec![
        format!("Largest fields of influence: {shown} of {above} input coefficients above 0. Intensity: the sum of squares of the change"),
        "of the Leontief inverse per unit of a small change of the coefficient (Sonis & Hewings 1992); over the mean of all intensities,".to_owned(),
        "those of coefficients of 0 included.".to_owned(),
    ];
    MatrixAnswer { list: Some(list), notes, ..answer("influence_intensity", table, found) }
}
