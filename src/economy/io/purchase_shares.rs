//! Purchase shares: what the region's users buy of each product at home.

use nalgebra::{DMatrix, DVector};

/// Why numbers are no purchase shares. Sectors are given by position.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum ShareError {
    /// There is not one share for each row of coefficients.
    #[error("found {shares} purchase shares for {rows} rows of coefficients; each row needs one")]
    Lengths {
        /// Shares found.
        shares: usize,
        /// Rows of the coefficients.
        rows: usize,
    },
    /// A share lies outside [0, 1].
    #[error("the purchase share is {value}; it must be at least 0 and at most 1")]
    Range {
        /// The sector whose product it is about.
        sector: usize,
        /// What was found.
        value: f64,
    },
}

/// Regional input coefficients a_ij = s_i a_ij^T from technical ones and purchase shares.
///
/// s_i is the share of input i bought inside the region, the same for all its users; a^T counts inputs wherever they come
/// from. One share for each row of `technical`; all without unit. See Miller & Blair (2009), section 8.2.
///
/// # Errors
/// All faults together: not one share a row, a share outside [0, 1].
///
/// ```
/// use kapok::economy::io::apply_purchase_shares;
/// use nalgebra::dmatrix;
/// let regional = apply_purchase_shares(&dmatrix![0.2, 0.4; 0.1, 0.3], &[0.5, 1.0]).unwrap();
/// assert_eq!(regional, dmatrix![0.1, 0.2; 0.1, 0.3]);
/// ```
pub fn apply_purchase_shares(technical: &DMatrix<f64>, shares: &[f64]) -> Result<DMatrix<f64>, Vec<ShareError>> {
    if shares.len() != technical.nrows() {
        return Err(vec![ShareError::Lengths { shares: shares.len(), rows: technical.nrows() }]);
    }
    let outside = |(_, share): &(usize, &f64)| !(0.0..=1.0).contains(*share);
    let faults: Vec<ShareError> = shares
        .iter()
        .enumerate()
        .filter(outside)
        .map(|(sector, value)| ShareError::Range { sector, value: *value })
        .collect();
    if !faults.is_empty() {
        return Err(faults);
    }
    Ok(scale_rows(technical, &DVector::from_column_slice(shares)))
}

/// Each row times its factor; there is one for every row.
pub(in crate::economy) fn scale_rows(matrix: &DMatrix<f64>, factors: &DVector<f64>) -> DMatrix<f64> {
    DMatrix::from_fn(matrix.nrows(), matrix.ncols(), |i, j| matrix[(i, j)] * factors[i])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_outside_their_range_are_named() {
        let faults = apply_purchase_shares(&DMatrix::zeros(3, 3), &[1.1, 0.5, -0.1]).unwrap_err();
        assert_eq!(faults, [ShareError::Range { sector: 0, value: 1.1 }, ShareError::Range { sector: 2, value: -0.1 }]);
        let lengths = apply_purchase_shares(&DMatrix::zeros(3, 3), &[1.0]).unwrap_err();
        assert_eq!(lengths, [ShareError::Lengths { shares: 1, rows: 3 }]);
    }
}
