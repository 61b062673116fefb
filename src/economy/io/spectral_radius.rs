//! The spectral radius of input coefficients: whether the economy can reproduce itself, and how far it is from not to.

use nalgebra::{DMatrix, DVector};

use super::LeontiefError;
use super::components::components;
use super::elimination::inverse_of_remainder;
use super::leontief::check;

/// The largest absolute eigenvalue of square A without negative entries, to a relative 1e-11.
///
/// By the theorem of Perron and Frobenius it is the largest of those of A's irreducible parts, groups of sectors that all
/// depend on each other; in each it lies between the bounds of Collatz (1942) and Wielandt (1950), for any x > 0:
///
/// ```text
/// min_i (A x)_i / x_i  <=  radius  <=  max_i (A x)_i / x_i
/// ```
///
/// x follows A x + s x, s > 0, in O(n^2) a step. Where the bounds close in too slowly (long cycles, groups that hardly
/// depend on each other), x follows (radius I - A)^-1 x with the upper bound as the radius, which converges quadratically in
/// O(n^3) a step (Noda 1971). Infinite where it exceeds what a computer can hold.
///
/// # Errors
/// The table is not square or has no sector, or a coefficient is negative.
///
/// ```
/// use kapok::economy::io::spectral_radius;
/// use nalgebra::dmatrix;
/// // Eigenvalues of [[a, b], [b, a]] are a + b and a - b.
/// assert!((spectral_radius(&dmatrix![0.2, 0.3; 0.3, 0.2])? - 0.5).abs() < 1e-11);
/// # Ok::<(), kapok::economy::io::LeontiefError>(())
/// ```
pub fn spectral_radius(a: &DMatrix<f64>) -> Result<f64, LeontiefError> {
    check(a)?;
    Ok(radius(a))
}

/// The same for coefficients already checked.
pub(super) fn radius(a: &DMatrix<f64>) -> f64 {
    let of = |group: Vec<usize>| match group[..] {
        [sector] => a[(sector, sector)],
        _ => of_irreducible(&balanced(a.select_rows(&group).select_columns(&group))),
    };
    components(a).into_iter().map(of).fold(0.0, f64::max)
}

/// The table with its sectors in other units, which leave the radius as it is: rows and columns then sum to numbers of about
/// the same size, so that the entries of x do as well. Osborne (1960).
fn balanced(mut a: DMatrix<f64>) -> DMatrix<f64> {
    for _ in 0..SWEEPS {
        let mut even = true;
        for i in 0..a.nrows() {
            let (row, column) = (a.row(i).sum() - a[(i, i)], a.column(i).sum() - a[(i, i)]);
            let unit = row.sqrt() / column.sqrt();
            if unit.is_normal() && !(0.5..=2.0).contains(&unit) {
                a.row_mut(i).unscale_mut(unit);
                a.column_mut(i).scale_mut(unit);
                even = false;
            }
        }
        if even {
            break;
        }
    }
    a
}

/// How often each sector's unit is looked at.
const SWEEPS: usize = 20;

/// Bounds this close together, as a share of the upper one, are an answer.
const TOLERANCE: f64 = 1e-12;

/// Steps of the first kind before those of the second, and most of these.
const STEPS: usize = 100;

/// s as a share of the upper bound: it keeps cycles of sectors from turning x around for ever.
const SHIFT: f64 = 0.25;

fn of_irreducible(a: &DMatrix<f64>) -> f64 {
    let mut x = DVector::from_element(a.nrows(), 1.0);
    for _ in 0..STEPS {
        let next = a * &x;
        let (low, high) = bounds(&next, &x);
        if high - low <= TOLERANCE * high || high == f64::INFINITY {
            return high;
        }
        x = scaled(&(next + x * (SHIFT * high)));
    }
    let (_, mut high) = bounds(&(a * &x), &x);
    for _ in 0..STEPS {
        // No inverse: the upper bound is the radius up to rounding.
        let Some(inverse) = inverse_of_remainder(&(a / high)) else { return high };
        x = scaled(&(inverse * x));
        let (low, next) = bounds(&(a * &x), &x);
        if next - low <= TOLERANCE * next || next >= high {
            return high.min(next);
        }
        high = next;
    }
    high
}

/// The least and the largest of (A x)_i / x_i.
fn bounds(ax: &DVector<f64>, x: &DVector<f64>) -> (f64, f64) {
    let ratios = ax.iter().zip(x).map(|(ax, x)| ax / x);
    ratios.fold((f64::INFINITY, 0.0), |(low, high), ratio| (ratio.min(low), ratio.max(high)))
}

/// x with a largest entry of 1 and none at 0.
fn scaled(x: &DVector<f64>) -> DVector<f64> {
    let largest = x.max();
    x.map(|value| (value / largest).max(f64::MIN_POSITIVE))
}

#[cfg(test)]
mod tests {
    use super::*;
    use nalgebra::dmatrix;

    fn close(a: &DMatrix<f64>, expected: f64) {
        let found = spectral_radius(a).unwrap();
        assert!((found - expected).abs() <= 1e-11 * expected, "{found} is not {expected}");
    }

    /// n sectors in a ring, each selling to the next alone.
    fn ring(n: usize, coefficient: impl Fn(usize) -> f64) -> DMatrix<f64> {
        DMatrix::from_fn(n, n, |i, j| if i == (j + 1) % n { coefficient(j) } else { 0.0 })
    }

    #[test]
    fn zeros_and_triangles_have_the_radius_of_their_diagonal() {
        assert_eq!(spectral_radius(&DMatrix::zeros(3, 3)), Ok(0.0));
        assert_eq!(spectral_radius(&dmatrix![0.0, 5.0; 0.0, 0.0]), Ok(0.0));
        assert_eq!(spectral_radius(&dmatrix![0.3, 0.0, 0.0; 9.0, 0.7, 0.0; 4.0, 1.0, 0.2]), Ok(0.7));
        let large = DMatrix::from_fn(2000, 2000, |i, j| if i < j { 1.0 } else { 0.0 });
        assert_eq!(spectral_radius(&large), Ok(0.0));
    }

    #[test]
    fn reducible_tables_have_that_of_their_largest_part() {
        // [[a, b], [b, a]] has a + b.
        close(&dmatrix![0.2, 0.3, 7.0, 0.0; 0.3, 0.2, 0.0, 1.0; 0.0, 0.0, 0.1, 0.5; 0.0, 0.0, 0.5, 0.1], 0.6);
    }

    #[test]
    fn rings_have_the_geometric_mean_of_their_coefficients() {
        close(&ring(2, |j| [4.0, 0.25][j]), 1.0);
        close(&ring(7, |_| 0.4), 0.4);
        let logs: f64 = (0..300_u32).map(|j| (0.1 + f64::from(j % 7)).ln()).sum();
        close(&ring(300, |j| 0.1 + (j % 7) as f64), (logs / 300.0).exp());
        // Of sizes far apart: (1e150 1e-100 1e-80)^(1/3).
        close(&ring(3, |j| [1e150, 1e-100, 1e-80][j]), 1e-10);
    }

    /// Two groups of radius .5 that trade one part in 10^10: the radius is .5 + 1e-10, the next eigenvalue .5 - 1e-10.
    #[test]
    fn groups_that_hardly_depend_on_each_other() {
        let a = dmatrix![0.2, 0.3, 1e-10, 0.0; 0.3, 0.2, 0.0, 1e-10; 1e-10, 0.0, 0.2, 0.3; 0.0, 1e-10, 0.3, 0.2];
        close(&a, 0.5 + 1e-10);
    }

    #[test]
    fn what_has_no_radius_here_is_told() {
        assert_eq!(spectral_radius(&DMatrix::zeros(2, 3)), Err(LeontiefError::NotSquare { rows: 2, columns: 3 }));
        let negative = spectral_radius(&dmatrix![0.1, 0.2; -0.3, 0.1]);
        assert_eq!(negative, Err(LeontiefError::Negative { row: 1, column: 0, value: -0.3 }));
        assert_eq!(spectral_radius(&dmatrix![1e308, 1e308; 1e308, 1e308]), Ok(f64::INFINITY));
        close(&dmatrix![1e300, 1e300; 1e300, 1e300], 2e300);
    }

    /// Row sums that are all equal are the radius, in whichever units the sectors are measured. The limit on time is a generous
    /// one, for a machine that does other things as well.
    #[test]
    fn large_tables() {
        let n = 2000;
        let raw = DMatrix::from_fn(n, n, |i, j| 1.0 + ((i * 31 + j * 17) % 101) as f64);
        let sums = raw.column_sum();
        let even = DMatrix::from_fn(n, n, |i, j| 0.9 * raw[(i, j)] / sums[i]);
        let weights: Vec<f64> = (0..n).map(|i| 1.0 + (i % 13) as f64).collect();
        // Other units of the sectors do not change it.
        let a = DMatrix::from_fn(n, n, |i, j| even[(i, j)] * weights[j] / weights[i]);
        let start = std::time::Instant::now();
        close(&a, 0.9);
        assert!(start.elapsed().as_secs_f64() < 3.0, "{:?}", start.elapsed());
    }
}
