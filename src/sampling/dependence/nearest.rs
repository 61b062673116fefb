//! The correlation matrix nearest to one whose entries contradict each other.

use nalgebra::DMatrix;

use super::correlation::{CorrelationError, CorrelationMatrix, NEGLIGIBLE};

/// No entry moves by more than this in the last round.
const TOLERANCE: f64 = 1e-12;
/// Most rounds of projections.
const MOST_ROUNDS: usize = 20_000;

/// The correlation matrix with no eigenvalue below `least_eigenvalue` (0 for any correlation matrix) that is nearest to
/// `given` in the Frobenius norm: the least sum of squared differences of all entries.
///
/// Alternating projections with Dykstra's correction (Higham 2002, algorithm 3.3): with S the matrices without an
/// eigenvalue below the least and U those with ones on their diagonal,
/// R = Y - D, X = P_S(R), D = X - R, Y = P_U(X), until no entry of Y moves by more than 10^-12 (or 20,000 rounds). P_S
/// raises all lower eigenvalues to the least, P_U sets the diagonal. A matrix that has no lower eigenvalue (to 10^-10) is
/// returned as it is.
///
/// Reference: Higham, N. J. (2002): Computing the nearest correlation matrix. IMA Journal of Numerical Analysis 22.
///
/// # Errors
/// `least_eigenvalue` is not in 0 to below 1: the eigenvalues of a correlation matrix are 1 on average.
///
/// ```
/// use kapok::sampling::dependence::{CorrelationMatrix, nearest_correlation};
/// let given = CorrelationMatrix::of_pairs(3, [(0, 1, 1.0), (1, 2, 1.0)])?; // but 0 between the first and the last
/// let nearest = nearest_correlation(&given, 0.0)?;
/// assert!((nearest.get(0, 1) - 0.760_689_853).abs() < 1e-8);
/// assert!((nearest.get(0, 2) - 0.157_298_106).abs() < 1e-8);
/// # Ok::<(), kapok::sampling::dependence::CorrelationError>(())
/// ```
pub fn nearest_correlation(
    given: &CorrelationMatrix,
    least_eigenvalue: f64,
) -> Result<CorrelationMatrix, CorrelationError> {
    if !(0.0..1.0).contains(&least_eigenvalue) {
        return Err(CorrelationError::LeastEigenvalue { value: least_eigenvalue });
    }
    if given.least_eigenvalue() >= least_eigenvalue - NEGLIGIBLE {
        return Ok(given.clone());
    }
    let mut correction = DMatrix::zeros(given.size(), given.size());
    let mut with_ones = given.as_matrix().clone();
    let mut raised = with_ones.clone();
    for _ in 0..MOST_ROUNDS {
        let start = &with_ones - &correction;
        raised = with_eigenvalues_raised(&start, least_eigenvalue);
        correction = &raised - start;
        let mut next = raised.clone();
        next.fill_diagonal(1.0);
        let moved = (&next - &with_ones).amax();
        with_ones = next;
        if moved <= TOLERANCE {
            break;
        }
    }
    Ok(scaled_to_ones(&raised))
}

/// The nearest symmetric matrix without an eigenvalue below `least`.
fn with_eigenvalues_raised(matrix: &DMatrix<f64>, least: f64) -> DMatrix<f64> {
    let mut eigen = matrix.clone().symmetric_eigen();
    eigen.eigenvalues.apply(|value| *value = value.max(least));
    let raised = eigen.recompose();
    (&raised + raised.transpose()) * 0.5
}

/// The last of the diagonal's deviation from 1 taken out by scaling, which leaves no eigenvalue negative.
fn scaled_to_ones(matrix: &DMatrix<f64>) -> CorrelationMatrix {
    let scale = |i: usize| matrix[(i, i)].max(f64::MIN_POSITIVE).sqrt();
    let n = matrix.nrows();
    CorrelationMatrix::symmetrised(&DMatrix::from_fn(n, n, |i, j| matrix[(i, j)] / (scale(i) * scale(j))))
}

#[cfg(test)]
mod tests {
    use nalgebra::dmatrix;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn highams_example_comes_out() {
        // Higham (2002), section 4: the nearest correlation matrix to tridiagonal ones of order 3.
        let given = CorrelationMatrix::new(&dmatrix![1.0, 1.0, 0.0; 1.0, 1.0, 1.0; 0.0, 1.0, 1.0]).unwrap();
        let nearest = nearest_correlation(&given, 0.0).unwrap();
        let (a, b) = (0.760_689_853, 0.157_298_106);
        let expected = dmatrix![1.0, a, b; a, 1.0, a; b, a, 1.0];
        assert!((nearest.as_matrix() - expected).amax() < 1e-8, "{nearest:?}");
    }

    #[test]
    fn three_numbers_against_each_other_reach_minus_a_half() {
        // By symmetry the nearest matrix has one correlation r, and 1 + 2 r >= least.
        let given = CorrelationMatrix::of_pairs(3, [(0, 1, -0.9), (0, 2, -0.9), (1, 2, -0.9)]).unwrap();
        for (least, r) in [(0.0, -0.5), (0.1, -0.45), (0.6, -0.2)] {
            let nearest = nearest_correlation(&given, least).unwrap();
            for (i, j) in [(0, 1), (0, 2), (1, 2)] {
                assert!((nearest.get(i, j) - r).abs() < 1e-9, "{nearest:?}");
            }
        }
        for least in [-0.1, 1.0, f64::NAN] {
            assert!(nearest_correlation(&given, least).is_err());
        }
    }

    fn symmetric(size: usize, entries: &[f64]) -> CorrelationMatrix {
        let pairs = (0..size).flat_map(|i| (0..i).map(move |j| (i, j)));
        CorrelationMatrix::of_pairs(size, pairs.zip(entries).map(|((i, j), r)| (i, j, *r))).unwrap()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn the_result_is_a_correlation_matrix_that_fits(entries in prop::collection::vec(-1.0..=1.0, 15), least in 0.0..0.3) {
            let given = symmetric(6, &entries);
            let nearest = nearest_correlation(&given, least).unwrap();
            prop_assert!(CorrelationMatrix::new(nearest.as_matrix()).is_ok());
            prop_assert!(nearest.least_eigenvalue() >= least - 2e-10);
            // Nearer than the matrix shrunk towards no correlation until it fits.
            let lowest = given.least_eigenvalue();
            let shrink = if lowest < least { (1.0 - least) / (1.0 - lowest) } else { 1.0 };
            let shrunk = given.map(|r| shrink * r);
            let far = |other: &CorrelationMatrix| (other.as_matrix() - given.as_matrix()).norm();
            prop_assert!(far(&nearest) <= far(&shrunk) + 1e-9);
        }

        #[test]
        fn what_fits_is_returned_as_it_is(entries in prop::collection::vec(-0.2..=0.2, 15)) {
            let given = symmetric(6, &entries); // rows sum to at most 1 beside the diagonal: no negative eigenvalue
            prop_assert_eq!(nearest_correlation(&given, 0.0).unwrap(), given);
        }

        #[test]
        fn another_order_of_the_numbers_changes_nothing(entries in prop::collection::vec(-1.0..=1.0, 10)) {
            let given = symmetric(5, &entries);
            let order = [3, 0, 4, 1, 2];
            let moved = |m: &CorrelationMatrix| {
                CorrelationMatrix::symmetrised(&DMatrix::from_fn(5, 5, |i, j| m.get(order[i], order[j])))
            };
            let one = moved(&nearest_correlation(&given, 0.0).unwrap());
            let two = nearest_correlation(&moved(&given), 0.0).unwrap();
            prop_assert!((one.as_matrix() - two.as_matrix()).amax() < 1e-7);
        }
    }
}
