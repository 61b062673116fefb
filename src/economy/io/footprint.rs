//! Accounts of a satellite (energy, CO2, persons) by producer and by what is consumed.

use nalgebra::{DMatrix, DVector};

use super::table::per_unit;

/// The consumption-based account: the satellite use brought about, directly and through suppliers, by final demand for
/// each sector's product.
///
/// ```text
/// (q / x)' L diag(y)
/// ```
///
/// `satellite` is q, the production-based account (use in each sector), `output` x, `demand` y, the final demand of one
/// category or of all; one entry a sector. Summed over all final demand both accounts are equal. Kitzes (2013).
///
/// ```
/// use kapok::economy::io::{consumption_based, leontief_inverse};
/// use nalgebra::{dmatrix, dvector};
/// let l = leontief_inverse(&dmatrix![8.0 / 16.0, 5.0 / 12.0; 4.0 / 16.0, 2.0 / 12.0])?;
/// let account = consumption_based(&dvector![8.0, 4.0], &dvector![16.0, 12.0], &l, &dvector![3.0, 6.0]);
/// assert!((account - dvector![4.8, 7.2]).abs().max() < 1e-12);
/// # Ok::<(), kapok::economy::io::LeontiefError>(())
/// ```
pub fn consumption_based(
    satellite: &DVector<f64>,
    output: &DVector<f64>,
    leontief: &DMatrix<f64>,
    demand: &DVector<f64>,
) -> DVector<f64> {
    let direct = satellite.zip_map(output, per_unit);
    leontief.tr_mul(&direct).component_mul(demand)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::economy::io::leontief_inverse;
    use nalgebra::{dmatrix, dvector};

    /// Kitzes (2013), "An introduction to environmentally-extended input-output analysis", Resources 2, 489-503.
    #[test]
    fn kitzes_two_sectors() {
        let l = leontief_inverse(&dmatrix![8.0 / 16.0, 5.0 / 12.0; 4.0 / 16.0, 2.0 / 12.0]).unwrap();
        let (q, x) = (dvector![8.0, 4.0], dvector![16.0, 12.0]);
        let whole = consumption_based(&q, &x, &l, &dvector![3.0, 6.0]);
        assert!((&whole - dvector![4.8, 7.2]).abs().max() < 1e-12);
        assert!((whole.sum() - q.sum()).abs() < 1e-12, "both accounts hold the same use");
        let part = consumption_based(&q, &x, &l, &dvector![1.0, 0.0]);
        assert!((part - dvector![1.6, 0.0]).abs().max() < 1e-12);
    }
}
