//! Structural decomposition of the change of output into technology and final demand.

use nalgebra::{DMatrix, DVector};

/// Effects on the output of each sector; they sum to its change.
#[derive(Debug, Clone, PartialEq)]
pub struct OutputChange {
    /// Of technology, the change of the Leontief inverse.
    pub technology: DVector<f64>,
    /// Of final demand.
    pub final_demand: DVector<f64>,
}

/// The change of output x = L f from (L0, f0) to (L1, f1).
///
/// ```text
/// technology   = (L1 - L0)(f0 + f1) / 2
/// final demand = (L0 + L1)(f1 - f0) / 2
/// ```
///
/// the mean of the two polar forms, exact (Dietzenbacher & Los 1998). L n x n without unit, f one entry a sector at the
/// prices of its year: between tables at current prices, technology holds relative prices as well.
///
/// ```
/// use kapok::economy::io::output_change;
/// use nalgebra::{dmatrix, dvector};
/// let change = output_change(&dmatrix![1.0], &dmatrix![1.5], &dvector![10.0], &dvector![20.0]);
/// assert_eq!((change.technology[0], change.final_demand[0]), (7.5, 12.5)); // 20 in all, from 10 to 30
/// ```
pub fn output_change(
    before: &DMatrix<f64>,
    after: &DMatrix<f64>,
    demand_before: &DVector<f64>,
    demand_after: &DVector<f64>,
) -> OutputChange {
    OutputChange {
        technology: (after - before) * (demand_before + demand_after) * 0.5,
        final_demand: (before + after) * (demand_after - demand_before) * 0.5,
    }
}
