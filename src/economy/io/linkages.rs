//! Linkages: how much a sector draws on others, and how much others draw on it.

use nalgebra::{DMatrix, DVector};

/// Linkages of n sectors; every vector has one entry a sector, none has a unit.
#[derive(Debug, Clone, PartialEq)]
pub struct Linkages {
    /// Total backward linkage: column sums of the Leontief inverse, output of all sectors per unit of final demand.
    pub backward: DVector<f64>,
    /// Total forward linkage: row sums of the Ghosh inverse (Jones 1976).
    pub forward: DVector<f64>,
    /// Row sums of the Leontief inverse: output of the sector if final demand rises by one unit everywhere (Rasmussen 1956).
    pub sensitivity: DVector<f64>,
    /// The backward linkage over the mean of all sectors': Rasmussen's power of dispersion.
    pub backward_index: DVector<f64>,
    /// The forward linkage over the mean.
    pub forward_index: DVector<f64>,
    /// The row sums of the Leontief inverse over their mean: Rasmussen's sensitivity of dispersion.
    pub sensitivity_index: DVector<f64>,
    /// Coefficient of variation of the sector's column of L: low where its pull spreads evenly over suppliers.
    pub backward_variation: DVector<f64>,
    /// Coefficient of variation of the sector's row of G.
    pub forward_variation: DVector<f64>,
    /// Coefficient of variation of the sector's row of L.
    pub sensitivity_variation: DVector<f64>,
}

impl Linkages {
    /// Linkages from the Leontief inverse L and the Ghosh inverse G, both n x n.
    ///
    /// ```text
    /// backward_j = sum_i l_ij      forward_i = sum_j g_ij      index = linkage / mean linkage
    /// variation  = standard deviation (n - 1) / mean of the column or row
    /// ```
    ///
    /// Rasmussen (1956); Miller & Blair (2009), section 12.2. With a single sector the variations are 0.
    ///
    /// ```
    /// use kapok::economy::io::{Linkages, leontief_inverse};
    /// use nalgebra::dmatrix;
    /// let l = leontief_inverse(&dmatrix![0.15, 0.25; 0.20, 0.05])?;
    /// let g = leontief_inverse(&dmatrix![0.15, 0.50; 0.10, 0.05])?;
    /// let linkages = Linkages::new(&l, &g);
    /// assert!((linkages.backward_index.sum() - 2.0).abs() < 1e-12);
    /// # Ok::<(), kapok::economy::io::LeontiefError>(())
    /// ```
    pub fn new(leontief: &DMatrix<f64>, ghosh: &DMatrix<f64>) -> Self {
        let columns = leontief.transpose();
        let (backward, backward_variation) = sums_and_variations(&columns);
        let (forward, forward_variation) = sums_and_variations(ghosh);
        let (sensitivity, sensitivity_variation) = sums_and_variations(leontief);
        let index = |sums: &DVector<f64>| sums / sums.mean();
        Self {
            backward_index: index(&backward),
            forward_index: index(&forward),
            sensitivity_index: index(&sensitivity),
            backward,
            forward,
            sensitivity,
            backward_variation,
            forward_variation,
            sensitivity_variation,
        }
    }

    /// Key sectors: backward and forward index both above 1.
    pub fn key_sectors(&self) -> Vec<bool> {
        self.backward_index.iter().zip(self.forward_index.iter()).map(|(b, f)| *b > 1.0 && *f > 1.0).collect()
    }
}

/// Sums of the rows and their coefficients of variation.
fn sums_and_variations(matrix: &DMatrix<f64>) -> (DVector<f64>, DVector<f64>) {
    let n = matrix.ncols() as f64;
    let sums = matrix.column_sum();
    let variations = matrix.row_iter().zip(sums.iter()).map(|(row, sum)| {
        let mean = sum / n;
        let squares: f64 = row.iter().map(|value| (value - mean).powi(2)).sum();
        if n > 1.0 && mean != 0.0 { (squares / (n - 1.0)).sqrt() / mean } else { 0.0 }
    });
    let variations = DVector::from_iterator(matrix.nrows(), variations);
    (sums, variations)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::economy::io::leontief_inverse;
    use nalgebra::{dmatrix, dvector};

    #[test]
    fn two_sectors_worked_by_hand() {
        // Miller & Blair (2009), chapter 2; det(I - A) = .85 * .95 - .05 = .7575.
        let l = leontief_inverse(&dmatrix![0.15, 0.25; 0.20, 0.05]).unwrap();
        let g = leontief_inverse(&dmatrix![0.15, 0.50; 0.10, 0.05]).unwrap();
        let linkages = Linkages::new(&l, &g);
        let close = |a: &DVector<f64>, b: DVector<f64>| assert!((a - &b).abs().max() < 1e-12, "{a} is not {b}");
        close(&linkages.backward, dvector![1.15, 1.10] / 0.7575);
        close(&linkages.forward, dvector![1.45, 0.95] / 0.7575);
        close(&linkages.sensitivity, dvector![1.20, 1.05] / 0.7575);
        close(&linkages.backward_index, dvector![2.30, 2.20] / 2.25);
        close(&linkages.forward_index, dvector![2.90, 1.90] / 2.40);
        close(&linkages.sensitivity_index, dvector![2.40, 2.10] / 2.25);
        // Two values a, b: sd = |a - b| / sqrt 2, mean (a + b) / 2.
        close(&linkages.backward_variation, dvector![0.75 / 1.15, 0.60 / 1.10] * 2.0_f64.sqrt());
        close(&linkages.sensitivity_variation, dvector![0.70 / 1.20, 0.65 / 1.05] * 2.0_f64.sqrt());
        assert_eq!(linkages.key_sectors(), [true, false]);
    }
}
