//! Households closed in: what they earn and spend, from a table.

use std::path::Path;

use nalgebra::{DMatrix, DVector};

use crate::economy::io::{Households, Table, closed_inverse};

/// Households closed in, and the inverse with them.
pub(super) struct Closed {
    pub(super) households: Households,
    pub(super) inverse: DMatrix<f64>,
}

/// Closes in the households whose spending is the column `column` of a table read from `file`, or tells all that is wrong;
/// the table has an inverse without them.
///
/// Their income is all compensation: of the sectors, and what final demand pays directly.
pub(super) fn close(table: &Table, file: &Path, column: &str) -> Result<Closed, Vec<String>> {
    let file = file.display();
    let data = table.data();
    let name = column.strip_prefix("final:").unwrap_or(column);
    let mut faults = Vec::new();
    let spending = data.final_demand.get(name);
    if spending.is_none() {
        let names: Vec<String> = data.final_demand.keys().map(|name| Table::demand_label(name)).collect();
        let names = names.join(", ");
        faults
            .push(format!("{file}: --households {column}: the table has no such column; its final demand is {names}"));
    }
    let compensation = table.primary("compensation");
    if compensation.is_none() {
        faults.push(format!("{file}: --type2 needs a row primary:compensation with a number for every sector"));
    }
    let (Some(spending), Some(compensation)) = (spending, compensation) else { return Err(faults) };
    let spending = DVector::from_column_slice(spending);
    faults.extend(faults_of(table, name, &spending, &compensation).into_iter().map(|fault| format!("{file}: {fault}")));
    let income = compensation.sum() + data.final_compensation.values().sum::<f64>();
    if income <= 0.0 {
        faults.push(format!("{file}: primary:compensation sums to {income}; it must be above 0"));
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let households = Households {
        income: table.per_output(&compensation),
        consumption: &spending / income,
        own: data.final_compensation.get(name).copied().unwrap_or(0.0) / income,
    };
    match closed_inverse(&table.coefficients(), &households) {
        Ok(inverse) => Ok(Closed { households, inverse }),
        Err(error) => Err(vec![format!(
            "{file}: with households closed in, income would feed on itself without end: {} sums to {}, their income, all of \
             primary:compensation, to {income}; {error}",
            Table::demand_label(name),
            spending.sum()
        )]),
    }
}

/// Numbers below 0, and labour paid by sectors that make nothing.
fn faults_of(table: &Table, name: &str, spending: &DVector<f64>, compensation: &DVector<f64>) -> Vec<String> {
    let mut faults = Vec::new();
    for (j, sector) in table.sectors().iter().enumerate() {
        if spending[j] < 0.0 {
            faults.push(format!(
                "{sector}.{}: found {}; spending must be 0 or more",
                Table::demand_label(name),
                spending[j]
            ));
        }
        if compensation[j] < 0.0 {
            faults.push(format!("primary:compensation.{sector}: found {}; it must be 0 or more", compensation[j]));
        } else if compensation[j] > 0.0 && table.output()[j] == 0.0 {
            let found = compensation[j];
            faults.push(format!("primary:compensation.{sector}: found {found}, yet the sector's output is 0"));
        }
    }
    for (category, value) in table.data().final_compensation.iter().filter(|(_, value)| **value < 0.0) {
        faults.push(format!(
            "primary:compensation.{}: found {value}; it must be 0 or more",
            Table::demand_label(category)
        ));
    }
    faults
}
