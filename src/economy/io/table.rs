//! An input-output table: flows between sectors, final demand, output, primary inputs and satellite accounts.

use indexmap::IndexMap;
use nalgebra::{DMatrix, DVector};

use super::{LeontiefError, leontief_inverse};
use crate::input::{Problem, Problems};

/// What a table is made from; all money in one unit, whichever it is. Sectors are the rows and columns of `flows`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TableData {
    /// Names of the sectors.
    pub sectors: Vec<String>,
    /// Flows Z, n x n: what sector i (row) sells to sector j (column).
    pub flows: DMatrix<f64>,
    /// Final demand by category ("final_demand", "households" ...), one entry a sector.
    pub final_demand: IndexMap<String, Vec<f64>>,
    /// Gross output x, one entry a sector.
    pub output: Vec<f64>,
    /// Primary inputs by name ("value_added", "compensation", "imports" ...), one entry a sector; none where the source
    /// gives no number.
    pub primary: IndexMap<String, Vec<Option<f64>>>,
    /// Compensation that final demand pays directly, by category: what households pay their own staff, for one; nothing
    /// where there is none.
    pub final_compensation: IndexMap<String, f64>,
    /// Satellite accounts by name ("employment", "energy", "co2" ...), each in its own unit; none where not known.
    pub satellites: IndexMap<String, Vec<Option<f64>>>,
}

/// A checked input-output table of n sectors.
///
/// Rows sell, columns buy: x_i = sum over j of z_ij + sum over categories of f_i.
///
/// ```
/// use kapok::economy::io::{Table, TableData};
/// use nalgebra::dmatrix;
/// // Miller & Blair (2009), chapter 2: two sectors.
/// let table = Table::new(TableData {
///     sectors: vec!["first".into(), "second".into()],
///     flows: dmatrix![150.0, 500.0; 200.0, 100.0],
///     final_demand: [("final_demand".to_owned(), vec![350.0, 1700.0])].into_iter().collect(),
///     output: vec![1000.0, 2000.0],
///     ..TableData::default()
/// })?;
/// assert_eq!(table.coefficients(), dmatrix![0.15, 0.25; 0.20, 0.05]);
/// # Ok::<(), kapok::Problems>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    data: TableData,
    output: DVector<f64>,
}

impl Table {
    /// Checks the data: one entry a sector everywhere, finite numbers, no name twice or that means another row or column
    /// ("output", "final:NAME" ...), no output below zero, no sector that buys or sells without output.
    ///
    /// # Errors
    /// All faults together, each with the row and column it is about (`flows.steel.vanadium`, `output.steel`).
    pub fn new(data: TableData) -> Result<Self, Problems> {
        let problems = problems_of(&data);
        if problems.is_empty() {
            Ok(Self { output: DVector::from_column_slice(&data.output), data })
        } else {
            Err(Problems::new(problems))
        }
    }

    /// What it was made from.
    pub fn data(&self) -> &TableData {
        &self.data
    }

    /// Names of the sectors.
    pub fn sectors(&self) -> &[String] {
        &self.data.sectors
    }

    /// Flows Z.
    pub fn flows(&self) -> &DMatrix<f64> {
        &self.data.flows
    }

    /// Gross output x.
    pub fn output(&self) -> &DVector<f64> {
        &self.output
    }

    /// Final demand f, the sum over its categories; zero where the table has none.
    pub fn final_demand(&self) -> DVector<f64> {
        let zero = DVector::zeros(self.data.sectors.len());
        self.data.final_demand.values().fold(zero, |sum, demand| sum + DVector::from_column_slice(demand))
    }

    /// A row of primary inputs; nothing where the table lacks the row or one of its numbers.
    pub fn primary(&self, name: &str) -> Option<DVector<f64>> {
        complete(self.data.primary.get(name)?)
    }

    /// A satellite account; nothing where the table lacks the row or one of its numbers.
    pub fn satellite(&self, name: &str) -> Option<DVector<f64>> {
        complete(self.data.satellites.get(name)?)
    }

    /// Numbers per unit of output, one entry a sector: direct coefficients of value added, persons, energy; 0 where there is
    /// no output.
    pub fn per_output(&self, row: &DVector<f64>) -> DVector<f64> {
        row.zip_map(&self.output, per_unit)
    }

    /// Input coefficients A: a_ij = z_ij / x_j, input from i per unit of output of j; zero in columns without output.
    pub fn coefficients(&self) -> DMatrix<f64> {
        let flows = &self.data.flows;
        DMatrix::from_fn(flows.nrows(), flows.ncols(), |i, j| per_unit(flows[(i, j)], self.output[j]))
    }

    /// Allocation coefficients B: b_ij = z_ij / x_i, the share of i's output that goes to j (Ghosh 1958); zero in rows
    /// without output.
    pub fn allocation(&self) -> DMatrix<f64> {
        let flows = &self.data.flows;
        DMatrix::from_fn(flows.nrows(), flows.ncols(), |i, j| per_unit(flows[(i, j)], self.output[i]))
    }

    /// The Leontief inverse L = (I - A)^-1.
    ///
    /// # Errors
    /// See [`leontief_inverse`].
    pub fn leontief(&self) -> Result<DMatrix<f64>, LeontiefError> {
        leontief_inverse(&self.coefficients())
    }

    /// The Ghosh inverse G = (I - B)^-1, so that x' = v' G with v the primary inputs (Ghosh 1958).
    ///
    /// # Errors
    /// See [`leontief_inverse`].
    pub fn ghosh(&self) -> Result<DMatrix<f64>, LeontiefError> {
        leontief_inverse(&self.allocation())
    }
}

/// A number per unit of output, 0 where there is no output.
pub(super) fn per_unit(value: f64, output: f64) -> f64 {
    if output == 0.0 { 0.0 } else { value / output }
}

/// Why a name cannot stand for a sector, if it cannot: in a file it would be read as something else.
pub(super) fn unusable(name: &str) -> Option<String> {
    let other = ["final:", "primary:", "satellite:"].iter().any(|start| name.starts_with(start));
    if name.is_empty() {
        Some("a name is empty".to_owned())
    } else if name.trim() != name {
        Some(format!("the name \"{name}\" starts or ends with a blank"))
    } else if other || ["output", "final_demand"].contains(&name) {
        Some(format!("\"{name}\" cannot stand for a sector: it means another row or column of a table"))
    } else {
        None
    }
}

fn complete(row: &[Option<f64>]) -> Option<DVector<f64>> {
    row.iter().copied().collect::<Option<Vec<f64>>>().map(DVector::from_vec)
}

fn problems_of(data: &TableData) -> Vec<Problem> {
    let n = data.sectors.len();
    let mut found = Vec::new();
    if n == 0 {
        found.push(Problem::new("sectors", "a table needs at least one sector"));
    }
    for (index, name) in data.sectors.iter().enumerate() {
        if let Some(why) = unusable(name) {
            found.push(Problem::new("sectors", why));
        }
        if data.sectors[..index].contains(name) {
            found.push(Problem::new("sectors", format!("the name \"{name}\" stands for two sectors")));
        }
    }
    let mut length = |path: String, length: usize| {
        if length != n {
            found.push(Problem::new(path, format!("found {length} entries; there are {n} sectors")));
        }
    };
    length("flows".into(), data.flows.nrows());
    length("flows".into(), data.flows.ncols());
    length("output".into(), data.output.len());
    data.final_demand.iter().for_each(|(name, demand)| length(format!("final:{name}"), demand.len()));
    data.primary.iter().for_each(|(name, row)| length(format!("primary:{name}"), row.len()));
    data.satellites.iter().for_each(|(name, row)| length(format!("satellite:{name}"), row.len()));
    if !data.final_compensation.is_empty() && !data.primary.contains_key("compensation") {
        let message = "the table has no row primary:compensation, which this goes on with";
        found.push(Problem::new("final_compensation", message));
    }
    for name in data.final_compensation.keys().filter(|name| !data.final_demand.contains_key(*name)) {
        found
            .push(Problem::new(format!("final_compensation.{name}"), "the table has no such category of final demand"));
    }
    if found.is_empty() {
        check_numbers(data, &mut found);
        check_output(data, &mut found);
    }
    found
}

fn check_numbers(data: &TableData, found: &mut Vec<Problem>) {
    let mut number = |path: String, value: f64| {
        if !value.is_finite() {
            found.push(Problem::new(path, format!("found {value}; a finite number is needed")));
        }
    };
    data.final_compensation.iter().for_each(|(name, value)| number(format!("final_compensation.{name}"), *value));
    let sectors = &data.sectors;
    for (j, user) in sectors.iter().enumerate() {
        for (i, supplier) in sectors.iter().enumerate() {
            number(format!("flows.{supplier}.{user}"), data.flows[(i, j)]);
        }
        number(format!("output.{user}"), data.output[j]);
        data.final_demand.iter().for_each(|(name, demand)| number(format!("final:{name}.{user}"), demand[j]));
        let rows = data.primary.iter().map(|row| ("primary", row));
        for (kind, (name, row)) in rows.chain(data.satellites.iter().map(|row| ("satellite", row))) {
            number(format!("{kind}:{name}.{user}"), row[j].unwrap_or(0.0));
        }
    }
}

fn check_output(data: &TableData, found: &mut Vec<Problem>) {
    for (j, sector) in data.sectors.iter().enumerate() {
        let output = data.output[j];
        if output < 0.0 {
            found.push(Problem::new(format!("output.{sector}"), format!("found {output}; output must be 0 or more")));
        }
        if output == 0.0 && data.flows.column(j).iter().any(|z| *z != 0.0) {
            let message = "output is 0, yet the sector buys inputs";
            found.push(Problem::new(format!("output.{sector}"), message));
        }
        if output == 0.0 && data.flows.row(j).iter().any(|z| *z != 0.0) {
            let message = "output is 0, yet the sector sells to others";
            found.push(Problem::new(format!("output.{sector}"), message));
        }
    }
}
