//! What aggregation does to the answers of a table.

use nalgebra::{DMatrix, DVector};

use super::super::{LeontiefError, Table};
use super::Concordance;
use crate::input::{Problem, Problems};

/// What the table of the groups answers for a final demand, less what the full table does. One entry a group, in the unit of
/// output.
#[derive(Debug, Clone, PartialEq)]
pub struct AggregationBias {
    /// Of the direct inputs alone.
    pub first_order: DVector<f64>,
    /// Of output, inputs of inputs included.
    pub total: DVector<f64>,
}

impl Table {
    /// The aggregation bias of a final demand f, one entry a sector of this table.
    ///
    /// ```text
    /// first order = (A* S - S A) f      total = (L* S - S L) f
    /// ```
    ///
    /// A, L and A*, L* are input coefficients and Leontief inverse of this table and of [`Table::aggregated`]. Both are 0
    /// for every f where the sectors of a group buy the same of each group per unit of output (A* S = S A); where rows
    /// balance, the total is 0 for the table's own final demand, whatever the groups. Theil (1957), Morimoto (1970);
    /// Miller & Blair (2009), chapter 4.
    ///
    /// # Errors
    /// Those of [`Table::aggregated`]; not one entry a sector; coefficients without Leontief inverse.
    pub fn aggregation_bias(&self, concordance: &Concordance, demand: &[f64]) -> Result<AggregationBias, Problems> {
        let n = self.sectors().len();
        if demand.len() != n {
            let message = format!("found {} entries; there are {n} sectors", demand.len());
            return Err(Problem::new("final_demand", message).into());
        }
        let s = concordance.matrix(self.sectors())?;
        let groups = self.aggregated(concordance)?;
        let f = DVector::from_column_slice(demand);
        let grouped = &s * &f;
        let first_order = groups.coefficients() * &grouped - &s * (self.coefficients() * &f);
        let total = inverse("coefficients of the groups", groups.leontief())? * grouped
            - s * (inverse("coefficients", self.leontief())? * f);
        Ok(AggregationBias { first_order, total })
    }
}

fn inverse(path: &str, inverse: Result<DMatrix<f64>, LeontiefError>) -> Result<DMatrix<f64>, Problem> {
    inverse.map_err(|error| Problem::new(path, error.to_string()))
}
