//! GRAS: RAS for tables with negative entries.

use nalgebra::DMatrix;

use super::balanced::Balanced;
use super::biproportional::biproportional;
use super::check::{Signs, faults_of};
use super::{BalanceError, BalanceSettings};

/// The table X whose rows sum to u and whose columns sum to v, with positive entries p and negative entries -n scaled as
///
/// ```text
/// x_ij = p_ij r_i s_j - n_ij / (r_i s_j)
/// r_i  = [u_i + sqrt(u_i^2 + 4 P_i N_i)] / (2 P_i),   P_i = sum_j p_ij s_j,   N_i = sum_j n_ij / s_j
/// r_i  = -N_i / u_i where the row has negative entries alone (P_i = 0);  s_j likewise, in turn, from s = 1
/// ```
///
/// With z_ij = x_ij / a_ij it minimises sum |a_ij| (z_ij ln z_ij - z_ij + 1). Zeros and signs stay; without negative
/// entries it is [`ras`](super::ras). Shapes and units are those of RAS.
///
/// References: Junius & Oosterhaven (2003); corrected by Lenzen, Wood & Gallego (2007), which leaves out a factor e of the
/// first and handles rows and columns whose entries all have one sign.
///
/// # Errors
/// As for RAS, and a row or column without an entry of its total's sign.
///
/// ```
/// use kapok::economy::io::{BalanceSettings, gras};
/// use nalgebra::dmatrix;
/// let table = dmatrix![7.0, 3.0; -2.0, 4.0];
/// let balanced = gras(&table, &[12.0, 1.0], &[6.0, 7.0], BalanceSettings::default()).unwrap();
/// assert!(balanced.matrix[(1, 0)] < 0.0 && (balanced.matrix.row(1).sum() - 1.0).abs() < 1e-9);
/// ```
pub fn gras(
    table: &DMatrix<f64>,
    row_totals: &[f64],
    column_totals: &[f64],
    settings: BalanceSettings,
) -> Result<Balanced, Vec<BalanceError>> {
    let faults = faults_of(table, row_totals, column_totals, Signs::Any, settings);
    if !faults.is_empty() {
        return Err(faults);
    }
    biproportional(table, row_totals, column_totals, settings).map_err(|fault| vec![fault])
}

#[cfg(test)]
mod tests {
    use super::super::{Side, ras};
    use super::*;
    use nalgebra::dmatrix;

    fn settings() -> BalanceSettings {
        BalanceSettings::default()
    }

    /// Totals are met, and ln z_ij = +-(ln r_i + ln s_j) by the sign of the entry: the conditions of the minimum.
    fn check(table: &DMatrix<f64>, u: &[f64], v: &[f64]) -> Balanced {
        let balanced = gras(table, u, v, settings()).unwrap();
        let x = &balanced.matrix;
        (0..u.len()).for_each(|i| assert!((x.row(i).sum() - u[i]).abs() < 1e-8));
        (0..v.len()).for_each(|j| assert!((x.column(j).sum() - v[j]).abs() < 1e-8));
        for (i, j) in (0..u.len()).flat_map(|i| (0..v.len()).map(move |j| (i, j))).filter(|ij| table[*ij] != 0.0) {
            let z = (x[(i, j)] / table[(i, j)]).ln();
            let multipliers = balanced.row_factors[i].ln() + balanced.column_factors[j].ln();
            assert!((z - multipliers * table[(i, j)].signum()).abs() < 1e-10);
        }
        balanced
    }

    #[test]
    fn negative_entries_inside_and_lines_of_one_sign() {
        // The shape of Junius & Oosterhaven's example: flows, taxes less subsidies below them.
        check(
            &dmatrix![7.0, 3.0, 5.0, -3.0; 2.0, 9.0, 8.0, 1.0; -2.0, 0.0, 2.0, 1.0],
            &[15.0, 26.0, -1.0],
            &[9.0, 16.0, 17.0, -2.0],
        );
        // A row with negative entries alone.
        check(&dmatrix![5.0, 6.0; -1.0, -2.0], &[12.0, -4.0], &[3.0, 5.0]);
        // A total of 0 over entries of both signs.
        check(&dmatrix![5.0, 6.0; -1.0, 2.0], &[12.0, 0.0], &[4.0, 8.0]);
    }

    #[test]
    fn without_negative_entries_it_is_ras() {
        let table = dmatrix![1.0, 2.0, 0.0; 3.0, 4.0, 5.0];
        let (u, v) = ([4.0, 9.0], [5.0, 5.0, 3.0]);
        assert_eq!(gras(&table, &u, &v, settings()), ras(&table, &u, &v, settings()));
    }

    #[test]
    fn totals_of_zero_empty_lines_of_one_sign() {
        let balanced = gras(&dmatrix![-1.0, -2.0; 3.0, 4.0], &[0.0, 7.0], &[3.0, 4.0], settings()).unwrap();
        assert_eq!(balanced.matrix, dmatrix![0.0, 0.0; 3.0, 4.0]);
    }

    #[test]
    fn a_total_no_entry_has_the_sign_of() {
        let faults = gras(&dmatrix![-1.0, -2.0; 3.0, 4.0], &[1.0, 6.0], &[3.0, 4.0], settings()).unwrap_err();
        assert_eq!(faults, [BalanceError::Sign { side: Side::Row, position: 0, total: 1.0 }]);
    }
}
