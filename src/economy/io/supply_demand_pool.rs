//! The supply-demand pool: no product is sold at home beyond what the region makes of it.

use nalgebra::{DMatrix, DVector};

use super::purchase_shares::scale_rows;

/// Why numbers make no supply-demand pool. Sectors are given by position.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum PoolError {
    /// Some vector or the table of coefficients has not one entry a sector.
    #[error("the coefficients, final demand and output do not all have one entry a sector")]
    Lengths,
    /// A number is below zero, or none.
    #[error("the {what} is {value}; it must be 0 or more")]
    Negative {
        /// The sector.
        sector: usize,
        /// Which of its numbers.
        what: &'static str,
        /// What was found.
        value: f64,
    },
    /// The least share of output sold outside lies outside [0, 1).
    #[error("the least share of output sold outside is {value}; it must be at least 0 and below 1")]
    Floor {
        /// What was found.
        value: f64,
    },
}

/// A region's accounts after the supply-demand pool. Vectors have one entry a sector; money in the unit of output.
#[derive(Debug, Clone, PartialEq)]
pub struct SupplyDemandPool {
    /// Factor by which each row's local sales were scaled down; 1 where they were not.
    pub local_scale: DVector<f64>,
    /// Regional input coefficients after the scaling.
    pub coefficients: DMatrix<f64>,
    /// Local final demand after the scaling.
    pub final_demand: DVector<f64>,
    /// What remains of output: sales outside the region.
    pub external: DVector<f64>,
}

/// Regional coefficients from the coefficients `a`, the region's output x and its local final demand f.
///
/// Where local sales take more than output leaves beside the least external sales, all local sales of the row are scaled
/// down together, and its users import the rest:
///
/// ```text
/// r_i = sum_j a_ij x_j + f_i        a_ij := a_ij k_i,   f_i := f_i k_i
/// k_i = (1 - floor) x_i / r_i where r_i > (1 - floor) x_i, else 1
/// ```
///
/// `a` is n x n without unit (rows supply), x and f have n entries in one unit of money, `floor` is a share of output;
/// with 0 it is the rule of Schaffer & Chu (1969).
///
/// # Errors
/// All faults together: lengths that differ, negative numbers, a floor outside [0, 1).
///
/// ```
/// use kapok::economy::io::supply_demand_pool;
/// use nalgebra::{dmatrix, dvector};
/// // The second sector would sell 20 + 30 at home and makes 40.
/// let pool = supply_demand_pool(&dmatrix![0.1, 0.0; 0.2, 0.0], &dvector![100.0, 40.0], &dvector![50.0, 30.0], 0.0).unwrap();
/// assert_eq!(pool.local_scale, dvector![1.0, 0.8]);
/// assert!((pool.external - dvector![40.0, 0.0]).abs().max() < 1e-12);
/// ```
pub fn supply_demand_pool(
    a: &DMatrix<f64>,
    output: &DVector<f64>,
    final_demand: &DVector<f64>,
    floor: f64,
) -> Result<SupplyDemandPool, Vec<PoolError>> {
    let faults = faults_of(a, output, final_demand, floor);
    if !faults.is_empty() {
        return Err(faults);
    }
    let local_scale = (a * output + final_demand).zip_map(output, |local, x| local_scale(local, x, floor));
    let coefficients = scale_rows(a, &local_scale);
    let final_demand = final_demand.component_mul(&local_scale);
    let external = (output - &coefficients * output - &final_demand).map(|rest| rest.max(0.0));
    Ok(SupplyDemandPool { local_scale, coefficients, final_demand, external })
}

/// Published tables are rounded: a row may miss its total by a hair.
const ROUNDING: f64 = 1e-9;

/// The factor k of a row, from its local sales r and its output x.
pub(crate) fn local_scale(local: f64, output: f64, floor: f64) -> f64 {
    let most = (1.0 - floor) * output;
    if local > most * (1.0 + ROUNDING) { most / local } else { 1.0 }
}

fn faults_of(a: &DMatrix<f64>, output: &DVector<f64>, final_demand: &DVector<f64>, floor: f64) -> Vec<PoolError> {
    let n = output.len();
    let mut faults = Vec::new();
    if !(0.0..1.0).contains(&floor) {
        faults.push(PoolError::Floor { value: floor });
    }
    if n == 0 || a.shape() != (n, n) || final_demand.len() != n {
        faults.push(PoolError::Lengths);
        return faults;
    }
    let mut check = |sector: usize, what: &'static str, value: f64| {
        if !(value.is_finite() && value >= 0.0) {
            faults.push(PoolError::Negative { sector, what, value });
        }
    };
    for sector in 0..n {
        check(sector, "output", output[sector]);
        check(sector, "local final demand", final_demand[sector]);
        a.row(sector).iter().for_each(|value| check(sector, "coefficient of a user's input from it", *value));
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;
    use nalgebra::{dmatrix, dvector};

    #[test]
    fn a_floor_leaves_its_share_for_sales_outside() {
        let pool =
            supply_demand_pool(&dmatrix![0.5, 0.0; 0.0, 0.1], &dvector![10.0, 10.0], &dvector![5.0, 1.0], 0.1).unwrap();
        assert!((pool.local_scale - dvector![0.9, 1.0]).abs().max() < 1e-15);
        assert!((pool.external - dvector![1.0, 8.0]).abs().max() < 1e-14);
    }

    #[test]
    fn faults_are_named_together() {
        let bad =
            supply_demand_pool(&dmatrix![0.5, -0.1; 0.0, 0.1], &dvector![10.0, 1.0], &dvector![f64::NAN, 1.0], 1.0);
        let faults = bad.unwrap_err();
        assert_eq!(faults[0], PoolError::Floor { value: 1.0 });
        assert!(matches!(faults[1], PoolError::Negative { sector: 0, what: "local final demand", .. }));
        assert!(matches!(faults[2], PoolError::Negative { sector: 0, value: -0.1, .. }));
        let lengths = supply_demand_pool(&dmatrix![0.5], &dvector![10.0, 1.0], &dvector![1.0, 1.0], 0.0).unwrap_err();
        assert_eq!(lengths, [PoolError::Lengths]);
    }
}
