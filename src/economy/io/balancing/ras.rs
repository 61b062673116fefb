//! RAS: rows and columns of a table scaled in turn until they meet their totals.

use nalgebra::DMatrix;

use super::balanced::Balanced;
use super::biproportional::biproportional;
use super::check::{Signs, faults_of};
use super::{BalanceError, BalanceSettings};

/// The table X with x_ij = r_i a_ij s_j whose rows sum to u and whose columns sum to v.
///
/// ```text
/// r_i = u_i / sum_j a_ij s_j,   s_j = v_j / sum_i r_i a_ij     in turn, from s = 1
/// ```
///
/// Of all tables with these totals it minimises sum x_ij ln(x_ij / a_ij) (Bacharach 1970); zeros stay zero.
///
/// `table` is m x n, in any unit (flows, or coefficients: the result then is in the unit of the totals); `row_totals` has
/// m entries, `column_totals` n, in one unit. To update coefficients A to output x, balance A diag(x) and divide by x.
///
/// References: Stone (1961), Bacharach (1970); Miller & Blair (2009), section 7.4.
///
/// # Errors
/// All faults of the input together: shapes, entries or totals that are negative or no numbers, sums of totals that differ,
/// a row or column of zeros with a total above 0. Then, alone: [`BalanceError::Impossible`] where zeros leave no solution, or
/// [`BalanceError::NotReached`].
///
/// ```
/// use kapok::economy::io::{BalanceSettings, ras};
/// use nalgebra::dmatrix;
/// let balanced = ras(&dmatrix![1.0, 2.0; 3.0, 4.0], &[4.0, 6.0], &[5.0, 5.0], BalanceSettings::default()).unwrap();
/// assert!((balanced.matrix.row(0).sum() - 4.0).abs() < 1e-9 && (balanced.matrix.column(0).sum() - 5.0).abs() < 1e-9);
/// let ratio = |x: &nalgebra::DMatrix<f64>| x[(0, 0)] * x[(1, 1)] / (x[(0, 1)] * x[(1, 0)]);
/// assert!((ratio(&balanced.matrix) - 4.0 / 6.0).abs() < 1e-12); // as in the table it was made from
/// ```
pub fn ras(
    table: &DMatrix<f64>,
    row_totals: &[f64],
    column_totals: &[f64],
    settings: BalanceSettings,
) -> Result<Balanced, Vec<BalanceError>> {
    let faults = faults_of(table, row_totals, column_totals, Signs::NoneNegative, settings);
    if !faults.is_empty() {
        return Err(faults);
    }
    biproportional(table, row_totals, column_totals, settings).map_err(|fault| vec![fault])
}

#[cfg(test)]
mod tests {
    use super::super::Side;
    use super::*;
    use nalgebra::dmatrix;

    fn settings() -> BalanceSettings {
        BalanceSettings::default()
    }

    #[test]
    fn miller_and_blair_7_4_2() {
        let a0 = dmatrix![0.12, 0.1, 0.049; 0.21, 0.247, 0.265; 0.026, 0.249, 0.145];
        let x = [421.0, 284.0, 283.0];
        let flows = DMatrix::from_fn(3, 3, |i, j| a0[(i, j)] * x[j]);
        let balanced = ras(&flows, &[245.0, 136.0, 159.0], &[251.0, 107.0, 182.0], settings()).unwrap();
        let a = DMatrix::from_fn(3, 3, |i, j| balanced.matrix[(i, j)] / x[j]);
        let published = dmatrix![
            0.392_423_155, 0.121_878_890, 0.159_633_382;
            0.150_899_334, 0.066_148_514, 0.189_700_362;
            0.052_877_036, 0.188_733_160, 0.293_775_797
        ];
        assert!((a - published).abs().max() < 1e-9);
    }

    #[test]
    fn totals_of_zero_empty_their_lines() {
        let balanced = ras(&dmatrix![1.0, 2.0; 3.0, 4.0], &[0.0, 5.0], &[2.0, 3.0], settings()).unwrap();
        assert_eq!(balanced.matrix, dmatrix![0.0, 0.0; 2.0, 3.0]);
        assert_eq!(balanced.row_factors[0], 0.0);
    }

    #[test]
    fn faults_of_the_input_are_told_together() {
        let faults = ras(&dmatrix![0.0, 0.0; 1.0, 1.0], &[2.0, 2.0], &[2.0, 3.0], settings()).unwrap_err();
        assert_eq!(faults[0], BalanceError::Empty { side: Side::Row, position: 0, total: 2.0 });
        assert_eq!(faults[1], BalanceError::SumsDiffer { rows: 4.0, columns: 5.0 });
        assert!(
            faults[1].to_string().contains("sum to 4, those of columns to 5, a difference of -1.0"),
            "{}",
            faults[1]
        );
        let faults = ras(&dmatrix![-1.0, f64::NAN], &[1.0], &[-1.0, 2.0], settings()).unwrap_err();
        assert_eq!(faults[0], BalanceError::NegativeEntry { row: 0, column: 0, value: -1.0 });
        assert!(faults[0].to_string().contains("GRAS"));
        assert!(matches!(faults[1], BalanceError::Entry { row: 0, column: 1, .. }));
        assert_eq!(faults[2], BalanceError::NegativeTotal { side: Side::Column, position: 0, value: -1.0 });
        let faults = ras(&dmatrix![1.0], &[1.0, 2.0], &[1.0], BalanceSettings { tolerance: 0.0, most_rounds: 1 });
        assert!(matches!(faults.unwrap_err()[..], [BalanceError::Tolerance { .. }, BalanceError::Shape { .. }]));
    }

    #[test]
    fn zeros_that_leave_no_solution_are_named() {
        let table = dmatrix![1.0, 0.0, 0.0; 2.0, 0.0, 0.0; 1.0, 1.0, 1.0];
        let faults = ras(&table, &[3.0, 4.0, 5.0], &[5.0, 4.0, 3.0], settings()).unwrap_err();
        let [BalanceError::Impossible(obstacle)] = &faults[..] else { panic!("{faults:?}") };
        assert_eq!((obstacle.lines.as_slice(), obstacle.others.as_slice()), ([0, 1].as_slice(), [0].as_slice()));
        // A row that sells only where nothing may be bought.
        let faults = ras(&dmatrix![1.0, 0.0; 1.0, 1.0], &[3.0, 4.0], &[0.0, 7.0], settings()).unwrap_err();
        let [BalanceError::Impossible(obstacle)] = &faults[..] else { panic!("{faults:?}") };
        assert_eq!((obstacle.lines.as_slice(), obstacle.available), ([0].as_slice(), 0.0));
        // A column supplied by nobody who has anything.
        let faults = ras(&dmatrix![1.0, 0.0; 1.0, 1.0], &[4.0, 0.0], &[3.0, 1.0], settings()).unwrap_err();
        let [BalanceError::Impossible(obstacle)] = &faults[..] else { panic!("{faults:?}") };
        assert_eq!((obstacle.side, obstacle.needed - obstacle.available), (Side::Row, 1.0));
    }

    #[test]
    fn too_few_rounds_name_the_largest_gap() {
        let table = dmatrix![1.0, 20.0; 300.0, 4.0];
        let few = BalanceSettings { most_rounds: 1, ..settings() };
        let faults = ras(&table, &[4.0, 6.0], &[5.0, 5.0], few).unwrap_err();
        let [BalanceError::NotReached { rounds: 1, gap }] = &faults[..] else { panic!("{faults:?}") };
        assert!(gap.side == Side::Row && gap.relative > 1e-3 && gap.relative.is_finite());
    }
}
