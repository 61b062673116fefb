//! The rounds of RAS and GRAS: scale the rows to their totals, then the columns, until both are met.

use nalgebra::{DMatrix, DVector};

use super::balanced::{Balanced, largest_gap};
use super::obstacle::obstacle;
use super::{BalanceError, BalanceSettings};

/// Factors beyond these limits grow for ever: there is no solution.
const LARGEST: f64 = 1e250;

/// Entries above zero, and below zero with their sign turned.
struct Parts {
    above: DMatrix<f64>,
    below: Option<DMatrix<f64>>,
}

/// r and s with x_ij = p_ij r_i s_j - n_ij / (r_i s_j), p and n the positive and negative parts of the checked `table`,
/// so that rows and columns meet their totals.
pub(super) fn biproportional(
    table: &DMatrix<f64>,
    row_totals: &[f64],
    column_totals: &[f64],
    settings: BalanceSettings,
) -> Result<Balanced, BalanceError> {
    let parts = Parts::of(&without_emptied_lines(table, row_totals, column_totals));
    let mut s = DVector::from_element(table.ncols(), 1.0);
    let mut pressure = s.clone();
    let mut gap = largest_gap(table, row_totals, column_totals);
    let mut rounds = 0;
    while rounds < settings.most_rounds {
        rounds += 1;
        let r = factors(row_totals, &parts.across(&s));
        pressure.clone_from(&r);
        if !sound(&r) {
            break;
        }
        let next = factors(column_totals, &parts.down(&r));
        if !sound(&next) {
            break;
        }
        s = next;
        // The rows miss their totals by what the columns have moved; the whole table is looked at only when they do not.
        if rows_meet(&parts.across(&s), &r, row_totals, settings.tolerance) {
            let matrix = parts.scaled(&r, &s);
            gap = largest_gap(&matrix, row_totals, column_totals);
            if gap.relative <= settings.tolerance {
                return Ok(Balanced { matrix, rounds, largest_gap: gap, row_factors: r, column_factors: s });
            }
        } else if rounds == settings.most_rounds {
            gap = largest_gap(&parts.scaled(&r, &s), row_totals, column_totals);
        }
    }
    Err(obstacle(table, row_totals, column_totals, pressure.as_slice())
        .map_or(BalanceError::NotReached { rounds, gap }, BalanceError::Impossible))
}

impl Parts {
    fn of(table: &DMatrix<f64>) -> Self {
        let below = table.iter().any(|v| *v < 0.0).then(|| table.map(|v| (-v).max(0.0)));
        Self { above: table.map(|v| v.max(0.0)), below }
    }

    /// Sums over each row: sum_j p_ij s_j and sum_j n_ij / s_j.
    fn across(&self, s: &DVector<f64>) -> (DVector<f64>, DVector<f64>) {
        let zero = || DVector::zeros(self.above.nrows());
        (&self.above * s, self.below.as_ref().map_or_else(zero, |below| below * inverse(s)))
    }

    /// The same over each column.
    fn down(&self, r: &DVector<f64>) -> (DVector<f64>, DVector<f64>) {
        let zero = || DVector::zeros(self.above.ncols());
        (self.above.tr_mul(r), self.below.as_ref().map_or_else(zero, |below| below.tr_mul(&inverse(r))))
    }

    fn scaled(&self, r: &DVector<f64>, s: &DVector<f64>) -> DMatrix<f64> {
        DMatrix::from_fn(r.len(), s.len(), |i, j| {
            let above = self.above[(i, j)] * r[i] * s[j];
            match &self.below {
                Some(below) if below[(i, j)] != 0.0 => above - below[(i, j)] / r[i] / s[j],
                _ => above,
            }
        })
    }
}

/// A line whose total is 0 and whose entries have one sign can only be all 0; it takes no further part.
fn without_emptied_lines(table: &DMatrix<f64>, row_totals: &[f64], column_totals: &[f64]) -> DMatrix<f64> {
    let mut table = table.clone();
    let mut changed = true;
    while changed {
        changed = false;
        for (row, _) in row_totals.iter().enumerate().filter(|(_, total)| **total == 0.0) {
            changed |= one_sign(table.row(row).iter());
            if one_sign(table.row(row).iter()) {
                table.row_mut(row).fill(0.0);
            }
        }
        for (column, _) in column_totals.iter().enumerate().filter(|(_, total)| **total == 0.0) {
            changed |= one_sign(table.column(column).iter());
            if one_sign(table.column(column).iter()) {
                table.column_mut(column).fill(0.0);
            }
        }
    }
    table
}

/// Whether there are entries, all above or all below zero.
fn one_sign<'v>(line: impl Iterator<Item = &'v f64>) -> bool {
    let (above, below) = line.fold((false, false), |(above, below), v| (above || *v > 0.0, below || *v < 0.0));
    above != below
}

fn factors(totals: &[f64], (above, below): &(DVector<f64>, DVector<f64>)) -> DVector<f64> {
    DVector::from_fn(totals.len(), |line, _| factor(totals[line], above[line], below[line]))
}

/// The root r > 0 of p r - n / r = total; one with p or n alone where the other is 0 (Lenzen, Wood & Gallego 2007).
fn factor(total: f64, p: f64, n: f64) -> f64 {
    if n == 0.0 {
        return if total == 0.0 { 0.0 } else { total / p };
    }
    if p == 0.0 {
        return -n / total;
    }
    // The same root in two forms; each avoids the difference of nearly equal numbers.
    let root = total.hypot(2.0 * (p * n).sqrt());
    if total >= 0.0 { (total + root) / (2.0 * p) } else { 2.0 * n / (root - total) }
}

/// 1 / f, and 0 for the factors of emptied lines, which have nothing to scale.
fn inverse(factors: &DVector<f64>) -> DVector<f64> {
    factors.map(|f| if f == 0.0 { 0.0 } else { 1.0 / f })
}

fn sound(factors: &DVector<f64>) -> bool {
    factors.iter().all(|f| *f == 0.0 || (1.0 / LARGEST..LARGEST).contains(f))
}

fn rows_meet((above, below): &(DVector<f64>, DVector<f64>), r: &DVector<f64>, totals: &[f64], tolerance: f64) -> bool {
    (0..totals.len()).all(|i| {
        let up = above[i] * r[i];
        let down = if below[i] == 0.0 { 0.0 } else { below[i] / r[i] };
        (up - down - totals[i]).abs() <= tolerance * (up + down).max(totals[i].abs())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn factors_solve_their_equation_in_every_sign() {
        for (total, p, n) in [(3.0, 2.0, 0.5), (-3.0, 2.0, 0.5), (0.0, 2.0, 0.5), (-1e9, 1e-3, 1e-3), (2.0, 4.0, 0.0)] {
            let r = factor(total, p, n);
            assert!(r > 0.0 && (p * r - n / r - total).abs() <= 1e-12 * f64::max(1.0, total.abs()), "{total} {p} {n}");
        }
        assert_eq!(factor(-2.0, 0.0, 4.0), 2.0); // 0 - 4 / 2 = -2
        assert_eq!(factor(0.0, 0.0, 0.0), 0.0);
    }
}
