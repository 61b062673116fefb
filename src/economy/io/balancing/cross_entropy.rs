//! Cross entropy: coefficients as near as can be to earlier ones, that meet known totals.

use nalgebra::{DMatrix, DVector};

use super::balanced::{Balanced, largest_gap};
use super::check::{Signs, check_totals, faults_of};
use super::obstacle::obstacle;
use super::{BalanceError, BalanceSettings, Side};

/// The coefficients A that minimise the cross entropy to earlier coefficients A0, given row totals and column sums:
///
/// ```text
/// min sum_ij a_ij ln(a_ij / a0_ij)   so that   sum_j a_ij x_j = u_i   and   sum_i a_ij = c_j
/// a_ij = a0_ij exp(lambda_i x_j + mu_j)
/// ```
///
/// lambda is found by Newton's method on the dual, max lambda'u - sum_j c_j ln sum_i a0_ij exp(lambda_i x_j), whose
/// gradient is the gap of the rows; columns are met in every round. The row factors of the answer are lambda (per unit of
/// x), the column factors mu; 0 in emptied lines.
///
/// Every column counts alike here, whatever it spends; RAS weighs each by its total. The two agree only where all column
/// totals x_j are equal, for then exp(lambda_i x_j) is the same factor along the row.
///
/// `coefficients` is m x n without unit; `weights` x has n entries and `row_totals` u has m, in one unit of money;
/// `column_sums` c has n entries without unit, 1 for each where coefficients are shares of a column's spending.
///
/// Reference: Golan, Judge & Robinson (1994); Robinson, Cattaneo & El-Said (2001).
///
/// # Errors
/// As for [`ras`](super::ras), the column totals being c_j x_j; negative weights or column sums.
///
/// ```
/// use kapok::economy::io::{BalanceSettings, cross_entropy};
/// use nalgebra::dmatrix;
/// let shares = dmatrix![0.5, 0.25; 0.5, 0.75];
/// let answer = cross_entropy(&shares, &[10.0, 30.0], &[16.0, 24.0], &[1.0, 1.0], BalanceSettings::default()).unwrap();
/// let a = &answer.matrix;
/// assert!((a[(0, 0)] * 10.0 + a[(0, 1)] * 30.0 - 16.0).abs() < 1e-8 && (a.column(1).sum() - 1.0).abs() < 1e-12);
/// ```
pub fn cross_entropy(
    coefficients: &DMatrix<f64>,
    weights: &[f64],
    row_totals: &[f64],
    column_sums: &[f64],
    settings: BalanceSettings,
) -> Result<Balanced, Vec<BalanceError>> {
    let mut faults = Vec::new();
    check_totals(Side::Column, weights, Signs::NoneNegative, &mut faults);
    check_totals(Side::Column, column_sums, Signs::NoneNegative, &mut faults);
    let totals: Vec<f64> = weights.iter().zip(column_sums).map(|(x, c)| x * c).collect();
    if faults.is_empty() && weights.len() == column_sums.len() {
        faults = faults_of(coefficients, row_totals, &totals, Signs::NoneNegative, settings);
        for (j, column) in coefficients.column_iter().enumerate().filter(|_| faults.is_empty()) {
            if column_sums[j] > 0.0 && weights[j] == 0.0 && column.sum() == 0.0 {
                return Err(vec![BalanceError::Empty { side: Side::Column, position: j, total: column_sums[j] }]);
            }
        }
    } else if faults.is_empty() {
        let (rows, columns) = coefficients.shape();
        let (row_totals, column_totals) = (row_totals.len(), weights.len().min(column_sums.len()));
        faults.push(BalanceError::Shape { rows, columns, row_totals, column_totals });
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let dual = Dual::of(coefficients, weights, row_totals, column_sums);
    dual.maximise(coefficients, row_totals, &totals, settings).map_err(|fault| vec![fault])
}

/// The dual problem, with weights and totals in units of the largest weight.
struct Dual {
    prior: DMatrix<f64>,
    weights: DVector<f64>,
    row_totals: DVector<f64>,
    column_sums: DVector<f64>,
    unit: f64,
}

/// Where a choice of lambda leads.
struct Point {
    /// lambda times the unit of weights.
    lambda: DVector<f64>,
    /// a_ij.
    matrix: DMatrix<f64>,
    /// mu_j.
    columns: DVector<f64>,
    /// The dual's value.
    value: f64,
    /// Its gradient: what the rows lack.
    lack: DVector<f64>,
    /// The largest gap of a row, as a share of it.
    gap: f64,
}

impl Dual {
    fn of(coefficients: &DMatrix<f64>, weights: &[f64], row_totals: &[f64], column_sums: &[f64]) -> Self {
        let unit = weights.iter().copied().fold(0.0, f64::max);
        let unit = if unit == 0.0 { 1.0 } else { unit };
        // Rows without total sell nothing to any column that counts.
        let prior = DMatrix::from_fn(coefficients.nrows(), coefficients.ncols(), |i, j| {
            if row_totals[i] == 0.0 && weights[j] > 0.0 { 0.0 } else { coefficients[(i, j)] }
        });
        Self {
            prior,
            weights: DVector::from_column_slice(weights) / unit,
            row_totals: DVector::from_column_slice(row_totals) / unit,
            column_sums: DVector::from_column_slice(column_sums),
            unit,
        }
    }

    /// The point at lambda; nothing where a column with a sum above 0 has no supplier left.
    fn at(&self, lambda: DVector<f64>) -> Option<Point> {
        let mut matrix = self.prior.clone();
        let mut columns = DVector::zeros(self.weights.len());
        let mut value = lambda.dot(&self.row_totals);
        for j in 0..self.weights.len() {
            let (y, c) = (self.weights[j], self.column_sums[j]);
            let mut column = matrix.column_mut(j);
            if c == 0.0 {
                column.fill(0.0);
                continue;
            }
            let sellers = column.iter().zip(&lambda).filter(|(a, _)| **a > 0.0);
            let most = sellers.map(|(_, l)| l * y).fold(f64::NEG_INFINITY, f64::max);
            if most == f64::NEG_INFINITY {
                return None;
            }
            for (a, l) in column.iter_mut().zip(&lambda).filter(|(a, _)| **a > 0.0) {
                *a *= (l * y - most).exp();
            }
            let sum = column.sum();
            column *= c / sum;
            columns[j] = (c / sum).ln() - most;
            value -= c * (most + sum.ln());
        }
        let sold = &matrix * &self.weights;
        let lack = &self.row_totals - &sold;
        let gap = (0..lack.len())
            .map(|i| if lack[i] == 0.0 { 0.0 } else { lack[i].abs() / sold[i].max(self.row_totals[i]) })
            .fold(0.0, f64::max);
        Some(Point { lambda, matrix, columns, value, lack, gap })
    }

    fn maximise(
        &self,
        coefficients: &DMatrix<f64>,
        row_totals: &[f64],
        column_totals: &[f64],
        settings: BalanceSettings,
    ) -> Result<Balanced, BalanceError> {
        let none = DVector::zeros(self.row_totals.len());
        let not_reached = |point: Option<&Point>, rounds| {
            let matrix = point.map_or(coefficients, |point| &point.matrix);
            let gap = largest_gap(&self.in_flows(matrix), row_totals, column_totals);
            let pressure = point.map_or(&self.row_totals, |point| &point.lambda);
            obstacle(coefficients, row_totals, column_totals, pressure.as_slice())
                .map_or(BalanceError::NotReached { rounds, gap }, BalanceError::Impossible)
        };
        let Some(mut point) = self.at(none) else { return Err(not_reached(None, 0)) };
        for rounds in 0..=settings.most_rounds {
            if point.gap <= settings.tolerance {
                return Ok(self.answer(point, rounds, row_totals, column_totals));
            }
            match self.step(&point).filter(|_| rounds < settings.most_rounds) {
                Some(next) => point = next,
                None => return Err(not_reached(Some(&point), rounds)),
            }
        }
        Err(not_reached(Some(&point), settings.most_rounds))
    }

    /// A Newton step, halved until it gains; nothing where none does.
    fn step(&self, point: &Point) -> Option<Point> {
        let direction = self.direction(point)?;
        let rise = point.lack.dot(&direction);
        let mut length = 1.0;
        for _ in 0..HALVINGS {
            let next = self.at(&point.lambda + &direction * length)?;
            // Near the maximum its value no longer tells steps apart, but the gap does.
            let gains = next.value >= point.value + 1e-4 * length * rise && next.value.is_finite();
            if gains || next.gap < 0.5 * point.gap {
                return Some(next).filter(|next| next.gap < point.gap || next.value > point.value);
            }
            length *= 0.5;
        }
        None
    }

    /// (-H)^-1 gradient, with -H = sum_j x_j^2 (diag(a_j) - a_j a_j' / c_j), which is singular along lambda + constant.
    fn direction(&self, point: &Point) -> Option<DVector<f64>> {
        let (m, n) = point.matrix.shape();
        let spread = DMatrix::from_fn(m, n, |i, j| {
            let c = self.column_sums[j];
            if c == 0.0 { 0.0 } else { point.matrix[(i, j)] * self.weights[j] / c.sqrt() }
        });
        let mut curvature = &spread * spread.transpose() * -1.0;
        let own = &point.matrix * self.weights.map(|y| y * y);
        let scale = own.map(|v| if v > 0.0 { v.sqrt() } else { 1.0 });
        for i in 0..m {
            curvature[(i, i)] += if own[i] > 0.0 { own[i] } else { 1.0 };
        }
        for (i, j) in (0..m).flat_map(|i| (0..m).map(move |j| (i, j))) {
            curvature[(i, j)] /= scale[i] * scale[j];
        }
        for i in 0..m {
            curvature[(i, i)] += RIDGE;
        }
        let solved = curvature.cholesky()?.solve(&point.lack.component_div(&scale));
        Some(solved.component_div(&scale)).filter(|step| step.iter().all(|v| v.is_finite()))
    }

    fn in_flows(&self, matrix: &DMatrix<f64>) -> DMatrix<f64> {
        DMatrix::from_fn(matrix.nrows(), matrix.ncols(), |i, j| matrix[(i, j)] * self.weights[j] * self.unit)
    }

    fn answer(&self, point: Point, rounds: usize, row_totals: &[f64], column_totals: &[f64]) -> Balanced {
        let largest_gap = largest_gap(&self.in_flows(&point.matrix), row_totals, column_totals);
        let row_factors = point.lambda / self.unit;
        Balanced { matrix: point.matrix, rounds, largest_gap, row_factors, column_factors: point.columns }
    }
}

/// How often a step is halved.
const HALVINGS: usize = 60;

/// Makes the matrix of second derivatives regular, relative to its diagonal.
const RIDGE: f64 = 1e-12;

#[cfg(test)]
mod tests {
    use super::super::ras;
    use super::*;
    use nalgebra::dmatrix;

    fn settings() -> BalanceSettings {
        BalanceSettings::default()
    }

    #[test]
    fn equal_column_totals_make_it_ras() {
        let shares = dmatrix![0.2, 0.5, 0.1; 0.5, 0.0, 0.3; 0.3, 0.5, 0.6];
        let (x, u) = ([10.0; 3], [9.0, 7.0, 14.0]);
        let entropy = cross_entropy(&shares, &x, &u, &[1.0; 3], settings()).unwrap();
        let ras = ras(&(&shares * 10.0), &u, &x, settings()).unwrap();
        assert!((entropy.matrix * 10.0 - ras.matrix).abs().max() < 1e-8);
    }

    #[test]
    fn otherwise_the_conditions_of_the_minimum_hold_and_it_is_not_ras() {
        let a0 = dmatrix![0.12, 0.1, 0.049; 0.21, 0.247, 0.265; 0.026, 0.249, 0.145];
        let x = [421.0, 284.0, 283.0];
        let (u, v) = ([245.0, 136.0, 159.0], [251.0, 107.0, 182.0]);
        let sums: Vec<f64> = v.iter().zip(x).map(|(v, x)| v / x).collect();
        let answer = cross_entropy(&a0, &x, &u, &sums, settings()).unwrap();
        let a = &answer.matrix;
        for (i, j) in (0..3).flat_map(|i| (0..3).map(move |j| (i, j))) {
            let stationary = (a[(i, j)] / a0[(i, j)]).ln() - answer.row_factors[i] * x[j] - answer.column_factors[j];
            assert!(stationary.abs() < 1e-12);
        }
        (0..3).for_each(|j| assert!((a.column(j).sum() - sums[j]).abs() < 1e-14));
        (0..3).for_each(|i| assert!(((0..3).map(|j| a[(i, j)] * x[j]).sum::<f64>() - u[i]).abs() < 1e-7));
        let flows = DMatrix::from_fn(3, 3, |i, j| a0[(i, j)] * x[j]);
        let ras = ras(&flows, &u, &v, settings()).unwrap().matrix;
        assert!((0..3).any(|i| (0..3).any(|j| (ras[(i, j)] / x[j] - a[(i, j)]).abs() > 1e-3)));
    }

    #[test]
    fn columns_and_rows_that_count_for_nothing() {
        let shares = dmatrix![0.5, 0.5, 0.0; 0.5, 0.5, 1.0; 0.0, 0.0, 0.0];
        let answer = cross_entropy(&shares, &[4.0, 0.0, 2.0], &[1.0, 5.0, 0.0], &[1.0, 1.0, 1.0], settings()).unwrap();
        assert!((answer.matrix - dmatrix![0.25, 0.5, 0.0; 0.75, 0.5, 1.0; 0.0, 0.0, 0.0]).abs().max() < 1e-12);
    }

    #[test]
    fn zeros_that_leave_no_solution_are_named() {
        let table = dmatrix![1.0, 0.0, 0.0; 2.0, 0.0, 0.0; 1.0, 1.0, 1.0];
        let faults = cross_entropy(&table, &[5.0, 4.0, 3.0], &[3.0, 4.0, 5.0], &[1.0; 3], settings()).unwrap_err();
        let [BalanceError::Impossible(obstacle)] = &faults[..] else { panic!("{faults:?}") };
        assert_eq!((obstacle.lines.as_slice(), obstacle.others.as_slice()), ([0, 1].as_slice(), [0].as_slice()));
        let lengths = cross_entropy(&table, &[5.0, 4.0], &[3.0, 4.0, 5.0], &[1.0; 3], settings()).unwrap_err();
        assert!(matches!(lengths[..], [BalanceError::Shape { column_totals: 2, .. }]));
    }
}
