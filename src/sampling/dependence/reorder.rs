//! A sample put into an order in which its columns have given rank correlations.

use nalgebra::DMatrix;

use super::copula::Family;
use super::correlation::CorrelationMatrix;
use super::factor::lower_factor;
use super::nearest::nearest_correlation;
use super::rank_relation::RankRelation;
use super::spearman::{correlation, rank_correlation, ranks};
use super::standard::normal_quantile;
use crate::sampling::{LANES, Lanes, Stream};

/// Why a sample cannot be reordered.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum ReorderError {
    /// Columns and rank correlations differ in number.
    #[error("the sample has {columns} columns, the rank correlations are between {size}")]
    Columns {
        /// Columns of the sample.
        columns: usize,
        /// Rows of the matrix.
        size: usize,
    },
    /// A column has another length than the first.
    #[error("column {column} has {found} values, the first column {first}")]
    Lengths {
        /// Column, from 1.
        column: usize,
        /// Its length.
        found: usize,
        /// Length of the first column.
        first: usize,
    },
    /// The sample is too small.
    #[error("the sample has {rows} rows; at least twice as many as columns are needed, {needed}")]
    TooFew {
        /// Rows of the sample.
        rows: usize,
        /// The least that would do.
        needed: usize,
    },
}

/// Reorders each column of a sample so that the columns have the rank correlations `ranks`, and returns the rank
/// correlations reached. Every column keeps its values, so its distribution is preserved exactly.
///
/// Normal scores Phi^-1(i / (n + 1)) are put into a random order in each column (from `seed`); with F F' their correlation
/// matrix and P P' the correlations wanted of them, the rows of scores are multiplied by P F^-1, after which they have
/// exactly these correlations; then each column of the sample is put into the order of its scores (Iman & Conover 1982).
/// The correlations wanted are 2 sin(pi rho_s / 6), not rho_s itself as in the paper: so the rank correlations, not those of
/// the scores, come near what is asked, within about 0.8 / sqrt(n) at four
/// columns (measured). Rank correlations that contradict each other are replaced
/// by the nearest that do not.
///
/// Reference: Iman, R. L. and Conover, W. J. (1982): A distribution-free approach to inducing rank correlation among input
/// variables. Communications in Statistics B 11.
///
/// # Errors
/// The sample has not one column for each row of `ranks`, columns of unequal length, or fewer rows than twice its columns.
///
/// ```
/// use kapok::sampling::dependence::{CorrelationMatrix, reorder};
/// let mut sample = vec![(0..500).map(f64::from).collect::<Vec<_>>(), (0..500).map(|i| f64::from(i).exp_m1()).collect()];
/// let ranks = CorrelationMatrix::of_pairs(2, [(0, 1, -0.4)])?;
/// let reached = reorder(&mut sample, &ranks, 1)?;
/// assert!((reached.get(0, 1) + 0.4).abs() < 0.02);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn reorder(
    columns: &mut [Vec<f64>],
    ranks: &CorrelationMatrix,
    seed: u64,
) -> Result<CorrelationMatrix, ReorderError> {
    let rows = checked_rows(columns, ranks.size())?;
    let wanted = ranks.map(|rank| RankRelation::of(Family::Gaussian).correlation(rank));
    let wanted = nearest_correlation(&wanted, 0.0).unwrap_or(wanted); // the least eigenvalue 0 is always allowed
    let scores: Vec<Vec<f64>> = (0..columns.len()).map(|column| shuffled_scores(rows, column, seed)).collect();
    let found = lower_factor(&matrix_of(&scores, correlation));
    // Singular only if two shuffles came out alike, which then are left uncorrelated with each other.
    let turn = found.try_inverse().map_or_else(|| lower_factor(&wanted), |inverse| lower_factor(&wanted) * inverse);
    for (i, column) in columns.iter_mut().enumerate() {
        let turned = |row: usize| (0..=i).map(|j| turn[(i, j)] * scores[j][row]).sum::<f64>();
        put_in_order(column, &(0..rows).map(turned).collect::<Vec<f64>>());
    }
    Ok(matrix_of(columns, rank_correlation))
}

/// The number of rows, where the sample is one that can be reordered.
fn checked_rows(columns: &[Vec<f64>], size: usize) -> Result<usize, ReorderError> {
    if columns.len() != size {
        return Err(ReorderError::Columns { columns: columns.len(), size });
    }
    let rows = columns.first().map_or(0, Vec::len);
    if let Some(column) = columns.iter().position(|column| column.len() != rows) {
        return Err(ReorderError::Lengths { column: column + 1, found: columns[column].len(), first: rows });
    }
    let needed = 2 * columns.len();
    if rows < needed { Err(ReorderError::TooFew { rows, needed }) } else { Ok(rows) }
}

/// Normal scores Phi^-1(i / (n + 1)) in an order of their own: that of as many uniform numbers.
fn shuffled_scores(rows: usize, column: usize, seed: u64) -> Vec<f64> {
    let mut stream = Stream::new(seed, &format!("reorder.{column}"), 0);
    let mut uniforms = Vec::with_capacity(rows + LANES);
    let mut lanes = Lanes::all(0.0);
    while uniforms.len() < rows {
        stream.uniforms(&mut lanes);
        uniforms.extend(lanes);
    }
    uniforms.truncate(rows);
    ranks(&uniforms).into_iter().map(|rank| normal_quantile(rank / (rows as f64 + 1.0))).collect()
}

/// The correlations of all pairs of columns; one that does not vary is correlated with none.
fn matrix_of(columns: &[Vec<f64>], correlation: impl Fn(&[f64], &[f64]) -> Option<f64>) -> CorrelationMatrix {
    let n = columns.len();
    let entry = |i: usize, j: usize| correlation(&columns[i.max(j)], &columns[i.min(j)]).unwrap_or(0.0);
    CorrelationMatrix::symmetrised(&DMatrix::from_fn(n, n, entry))
}

/// Puts the values of a column into the order of `scores`: the least value where the least score is, and so on.
fn put_in_order(column: &mut [f64], scores: &[f64]) {
    let mut sorted = column.to_vec();
    sorted.sort_by(f64::total_cmp);
    let mut places: Vec<usize> = (0..scores.len()).collect();
    places.sort_by(|&a, &b| scores[a].total_cmp(&scores[b]));
    for (place, value) in places.into_iter().zip(sorted) {
        column[place] = value;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(rows: usize) -> Vec<Vec<f64>> {
        let mut lanes = Lanes::all(0.0);
        let mut column = |name: &str, of: fn(f64) -> f64| {
            let mut stream = Stream::new(5, name, 0);
            let mut values = Vec::new();
            while values.len() < rows {
                stream.normals(&mut lanes);
                values.extend(lanes.map(of));
            }
            values.truncate(rows);
            values
        };
        vec![column("a", |z| z), column("b", f64::exp), column("c", |z| z * z * z), column("d", |z| z * z)]
    }

    #[test]
    fn the_sample_takes_the_rank_correlations_and_keeps_its_values() {
        let pairs = [(0, 1, 0.7), (0, 2, -0.4), (1, 2, 0.1), (2, 3, 0.5)];
        let wanted = CorrelationMatrix::of_pairs(4, pairs).unwrap();
        for rows in [200, 5_000] {
            let tolerance = 1.0 / (rows as f64).sqrt(); // independent draws would miss by more than this one time in three
            for seed in 0..20 {
                let before = sample(rows);
                let mut after = before.clone();
                let reached = reorder(&mut after, &wanted, seed).unwrap();
                let miss = (reached.as_matrix() - wanted.as_matrix()).amax();
                assert!(miss < tolerance, "{rows} rows, seed {seed}: {miss}");
                for (before, after) in before.iter().zip(&after) {
                    let sorted = |values: &[f64]| {
                        let mut values = values.to_vec();
                        values.sort_by(f64::total_cmp);
                        values
                    };
                    assert_eq!(sorted(before), sorted(after));
                }
                let counted = rank_correlation(&after[0], &after[1]).unwrap();
                assert_eq!(counted, reached.get(0, 1));
            }
        }
    }

    /// By hand: with a rank correlation of 1 or -1 the second column is sorted as the first, or the other way round.
    #[test]
    fn full_correlation_sorts_the_columns_alike() {
        let mut columns = vec![vec![4.0, 1.0, 9.0, 16.0], vec![0.5, 0.1, 0.3, 0.2]];
        reorder(&mut columns, &CorrelationMatrix::of_pairs(2, [(0, 1, 1.0)]).unwrap(), 3).unwrap();
        let mut pairs: Vec<(f64, f64)> = columns[0].iter().copied().zip(columns[1].iter().copied()).collect();
        pairs.sort_by(|a, b| a.0.total_cmp(&b.0));
        assert_eq!(pairs, [(1.0, 0.1), (4.0, 0.2), (9.0, 0.3), (16.0, 0.5)]);
        reorder(&mut columns, &CorrelationMatrix::of_pairs(2, [(0, 1, -1.0)]).unwrap(), 3).unwrap();
        let mut pairs: Vec<(f64, f64)> = columns[0].iter().copied().zip(columns[1].iter().copied()).collect();
        pairs.sort_by(|a, b| a.0.total_cmp(&b.0));
        assert_eq!(pairs, [(1.0, 0.5), (4.0, 0.3), (9.0, 0.2), (16.0, 0.1)]);
    }

    #[test]
    fn samples_that_cannot_be_reordered_are_refused_in_words() {
        let two = CorrelationMatrix::of_pairs(2, [(0, 1, 0.5)]).unwrap();
        let told = |mut columns: Vec<Vec<f64>>| reorder(&mut columns, &two, 1).unwrap_err().to_string();
        assert_eq!(told(vec![vec![1.0; 9]]), "the sample has 1 columns, the rank correlations are between 2");
        assert_eq!(told(vec![vec![1.0; 9], vec![1.0; 8]]), "column 2 has 8 values, the first column 9");
        assert_eq!(
            told(vec![vec![1.0; 3], vec![1.0; 3]]),
            "the sample has 3 rows; at least twice as many as columns are needed, 4"
        );
    }
}
