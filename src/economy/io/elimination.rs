//! The inverse of I - A by elimination that exchanges no rows, block by block.

use nalgebra::DMatrix;

/// Sectors eliminated together: their rows and columns fit into a processor's cache.
const BLOCK: usize = 64;

/// (I - A)^-1 of square A without negative entries; nothing where a pivot is not above 0.
///
/// Gauss-Jordan elimination in place. With S the sectors done and T those to come, M = I - A has become
///
/// ```text
/// [  M_SS^-1          M_SS^-1 M_ST             ]
/// [ -M_TS M_SS^-1     M_TT - M_TS M_SS^-1 M_ST ]
/// ```
///
/// As long as pivots are above 0, each of these blocks has entries of one sign, but for the diagonal of the last: whatever
/// is added up has one sign. So no digits cancel elsewhere, no entry of the inverse is below 0, and what is 0 is exactly 0.
/// A pivot is a ratio of leading principal minors of I - A; all are above 0 exactly when the economy is productive (Hawkins
/// & Simon 1949). Rows need no exchange, as in every M-matrix (Funderlic & Plemmons 1981).
pub(super) fn inverse_of_remainder(a: &DMatrix<f64>) -> Option<DMatrix<f64>> {
    let n = a.nrows();
    let mut m = -a;
    (0..n).for_each(|i| m[(i, i)] += 1.0);
    // What is below this cannot be told from 0: a pivot is 1 less up to n numbers that sum to less than 1.
    let least = n as f64 * f64::EPSILON;
    if n <= BLOCK {
        return invert(&mut m, least).then_some(m);
    }
    for start in (0..n).step_by(BLOCK) {
        let width = BLOCK.min(n - start);
        let mut pivots = m.view((start, start), (width, width)).into_owned();
        if !invert(&mut pivots, least) {
            return None;
        }
        let mut columns = m.columns(start, width).into_owned();
        columns.rows_mut(start, width).fill(0.0);
        let mut rows = m.rows(start, width).into_owned();
        rows.columns_mut(start, width).fill_with_identity();
        let rows = pivots * rows;
        m.columns_mut(start, width).fill(0.0);
        m.rows_mut(start, width).fill(0.0);
        m.gemm(-1.0, &columns, &rows, 1.0);
        m.rows_mut(start, width).copy_from(&rows);
    }
    Some(m)
}

/// The same for one block, sector by sector, in place; false where a pivot is not above `least`.
fn invert(m: &mut DMatrix<f64>, least: f64) -> bool {
    let n = m.nrows();
    let mut column = vec![0.0; n];
    for k in 0..n {
        let pivot = m[(k, k)];
        if pivot <= least || pivot.is_nan() {
            return false;
        }
        column.copy_from_slice(m.column(k).as_slice());
        column[k] = 0.0;
        m.column_mut(k).fill(0.0);
        m[(k, k)] = 1.0;
        for other in m.as_mut_slice().chunks_exact_mut(n) {
            let share = other[k] / pivot;
            if share != 0.0 {
                other.iter_mut().zip(&column).for_each(|(value, c)| *value -= c * share);
                other[k] = share;
            }
        }
    }
    true
}
