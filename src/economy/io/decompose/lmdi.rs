//! Logarithmic mean Divisia index: the change of a sum of products into effects of its factors, without residual.

use nalgebra::{DMatrix, DVector};

/// Why factors cannot be decomposed.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum LmdiError {
    /// The two tables of factors differ in size, or are empty.
    #[error("found {} x {} factors before and {} x {} after; both need the same terms and factors", before.0, before.1, after.0, after.1)]
    Sizes {
        /// Rows and columns before.
        before: (usize, usize),
        /// Rows and columns after.
        after: (usize, usize),
    },
    /// A factor is below zero, or no number.
    #[error("the factor in row {row}, column {column} is {value}; it must be 0 or more")]
    Negative {
        /// The term of the sum.
        row: usize,
        /// The factor.
        column: usize,
        /// What was found.
        value: f64,
    },
    /// A sum of 0 has no ratio to another.
    #[error("the sum is 0 before or after, so its change has no ratio; use the additive form")]
    NoRatio,
}

/// Additive effects of each factor on V = sum_i prod_k x_ik, by term.
///
/// ```text
/// effect_ik = L(V_i1, V_i0) ln(x_ik1 / x_ik0),   L(a, b) = (a - b) / ln(a / b),  L(a, a) = a
/// ```
///
/// `before` and `after` are n x K (terms such as sectors, factors such as activity, structure and intensity); the result
/// is n x K in the unit of V and sums to V_1 - V_0. A factor that is 0 at one of the two times is taken to its limit (Ang,
/// Zhang & Choi 1998): the change of the term falls in equal parts to the factors that are 0 there, none if the term is 0
/// both times. Ang & Liu (2001), Ang (2005): LMDI-I.
///
/// # Errors
/// Tables of different size, a factor below 0.
///
/// ```
/// use kapok::economy::io::lmdi_additive;
/// use nalgebra::dmatrix;
/// let effects = lmdi_additive(&dmatrix![1.0, 10.0, 2.0; 4.0, 5.0, 3.0], &dmatrix![4.0, 5.0, 3.0; 5.0, 6.0, 4.0])?;
/// assert!((effects.sum() - 100.0).abs() < 1e-12); // from 80 to 180
/// # Ok::<(), kapok::economy::io::LmdiError>(())
/// ```
pub fn lmdi_additive(before: &DMatrix<f64>, after: &DMatrix<f64>) -> Result<DMatrix<f64>, LmdiError> {
    check(before, after)?;
    let mut effects = DMatrix::zeros(before.nrows(), before.ncols());
    for i in 0..before.nrows() {
        let (v0, v1): (f64, f64) = (before.row(i).product(), after.row(i).product());
        for k in 0..before.ncols() {
            effects[(i, k)] = if v0 > 0.0 && v1 > 0.0 {
                logarithmic_mean(v1, v0) * (after[(i, k)] / before[(i, k)]).ln()
            } else if v0 == 0.0 && v1 == 0.0 {
                0.0
            } else {
                // Exactly one end is 0: the factors that are 0 there share the change.
                let end = if v0 == 0.0 { before.row(i) } else { after.row(i) };
                let zeros = end.iter().filter(|x| **x == 0.0).count().max(1) as f64;
                if end[k] == 0.0 { (v1 - v0) / zeros } else { 0.0 }
            };
        }
    }
    Ok(effects)
}

/// Multiplicative effects D_k of each factor; their product is V_1 / V_0.
///
/// ```text
/// D_k = exp(sum_i effect_ik / L(V_1, V_0))
/// ```
///
/// with the additive effects of [`lmdi_additive`]; K entries, without unit.
///
/// # Errors
/// Those of [`lmdi_additive`]; V is 0 before or after.
pub fn lmdi_multiplicative(before: &DMatrix<f64>, after: &DMatrix<f64>) -> Result<DVector<f64>, LmdiError> {
    let effects = lmdi_additive(before, after)?;
    let total = |factors: &DMatrix<f64>| factors.row_iter().map(|row| row.product()).sum::<f64>();
    let (v0, v1) = (total(before), total(after));
    if v0 == 0.0 || v1 == 0.0 {
        return Err(LmdiError::NoRatio);
    }
    let mean = logarithmic_mean(v1, v0);
    Ok(effects.row_sum_tr().map(|effect| (effect / mean).exp()))
}

/// L(a, b) for positive a and b. Near equality the quotient loses digits; there ln(1 + d) / d is used, d = (a - b) / b.
fn logarithmic_mean(a: f64, b: f64) -> f64 {
    let d = (a - b) / b;
    if d == 0.0 {
        b
    } else if d.abs() < 0.5 {
        b * (d / d.ln_1p())
    } else {
        (a - b) / (a / b).ln()
    }
}

fn check(before: &DMatrix<f64>, after: &DMatrix<f64>) -> Result<(), LmdiError> {
    if before.shape() != after.shape() || before.is_empty() {
        return Err(LmdiError::Sizes { before: before.shape(), after: after.shape() });
    }
    for factors in [before, after] {
        for (column, values) in factors.column_iter().enumerate() {
            let bad = |value: f64| !(value.is_finite() && value >= 0.0);
            if let Some((row, &value)) = values.iter().enumerate().find(|(_, value)| bad(**value)) {
                return Err(LmdiError::Negative { row, column, value });
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use nalgebra::{dmatrix, dvector};

    /// Two terms, three factors; the expected effects were worked out elsewhere to ten digits.
    #[test]
    fn two_terms_of_three_factors() {
        let (before, after) = (dmatrix![1.0, 10.0, 2.0; 4.0, 5.0, 3.0], dmatrix![4.0, 5.0, 3.0; 5.0, 6.0, 4.0]);
        let effects = lmdi_additive(&before, &after).unwrap().row_sum_tr();
        assert!((effects - dvector![69.790_065_98, -9.455_125_793, 39.665_059_81]).abs().max() < 1e-8);
        let ratios = lmdi_multiplicative(&before, &after).unwrap();
        assert!((ratios.product() - 180.0 / 80.0).abs() < 1e-12);
    }

    #[test]
    fn one_term_multiplies_as_its_factors_do() {
        let ratios = lmdi_multiplicative(&dmatrix![2.0, 3.0, 5.0], &dmatrix![4.0, 3.0, 1.0]).unwrap();
        assert!((ratios - dvector![2.0, 1.0, 0.2]).abs().max() < 1e-12);
    }

    #[test]
    fn zeros_are_limits_of_small_numbers() {
        let cases = [
            (dmatrix![0.0, 3.0, 2.0], dmatrix![4.0, 5.0, 1.0], dvector![20.0, 0.0, 0.0]),
            (dmatrix![4.0, 5.0, 1.0], dmatrix![2.0, 0.0, 3.0], dvector![0.0, -20.0, 0.0]),
            (dmatrix![0.0, 0.0, 2.0], dmatrix![4.0, 5.0, 1.0], dvector![10.0, 10.0, 0.0]),
            (dmatrix![0.0, 3.0, 2.0], dmatrix![4.0, 0.0, 1.0], dvector![0.0, 0.0, 0.0]),
        ];
        for (before, after, expected) in cases {
            let effects = lmdi_additive(&before, &after).unwrap().row_sum_tr();
            assert_eq!(effects, expected);
            // Numbers in place of the zeros come near as they shrink together, but only like 1 / ln: with 10^-150 the
            // distance is up to 20 ln(20) / ln(10^150) = .17.
            let small = |x: &DMatrix<f64>| x.map(|x| if x == 0.0 { 1e-150 } else { x });
            let near = lmdi_additive(&small(&before), &small(&after)).unwrap().row_sum_tr();
            assert!((near - expected).abs().max() < 0.2);
        }
    }

    #[test]
    fn equal_ends_have_no_effects_and_near_ones_no_noise() {
        let same = dmatrix![0.3, 0.7; 1.1, 0.2];
        assert_eq!(lmdi_additive(&same, &same).unwrap(), DMatrix::zeros(2, 2));
        let mean = logarithmic_mean(1.0 + 1e-12, 1.0);
        assert!((mean - 1.0 - 0.5e-12).abs() < 1e-15);
    }

    #[test]
    fn what_cannot_be_decomposed_is_named() {
        let error = lmdi_additive(&dmatrix![1.0, 2.0], &dmatrix![1.0, -2.0]).unwrap_err();
        assert_eq!(error, LmdiError::Negative { row: 0, column: 1, value: -2.0 });
        assert_eq!(lmdi_multiplicative(&dmatrix![0.0, 2.0], &dmatrix![1.0, 2.0]), Err(LmdiError::NoRatio));
        assert!(matches!(lmdi_additive(&dmatrix![1.0], &dmatrix![1.0, 2.0]), Err(LmdiError::Sizes { .. })));
    }
}
