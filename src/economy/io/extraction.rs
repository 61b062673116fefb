//! Hypothetical extraction: what the economy would lose without a sector.

use nalgebra::{DMatrix, DVector};

/// What is taken away of the sector.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Extraction {
    /// The sector as a whole: it neither buys nor sells, and final demand for its product is met from outside.
    Whole,
    /// Its purchases: it buys all its inputs outside. Measures its backward linkage.
    Backward,
    /// Its sales to other sectors: they buy its product outside. Measures its forward linkage.
    Forward,
}

impl Extraction {
    /// Loss of output in every sector when the one at `sector` is extracted, in the unit of output.
    ///
    /// With L and G the Leontief and Ghosh inverses and x output, all of n sectors:
    ///
    /// ```text
    /// Whole      loss_k = l_kj x_j / l_jj              (that of the sector itself is its whole output)
    /// Backward   loss_k = (l_kj - [k = j]) x_j / l_jj   column j of A is 0, final demand stays (Leontief model)
    /// Forward    loss_k = (g_jk - [k = j]) x_j / g_jj   row j of B is 0, primary inputs stay (Ghosh model)
    /// ```
    ///
    /// The closed forms follow from Sherman & Morrison's formula, so no matrix is inverted again. The method is that of
    /// Paelinck, de Caevel & Degueldre (1965); backward and forward after Dietzenbacher & van der Linden (1997).
    ///
    /// ```
    /// use kapok::economy::io::{Extraction, leontief_inverse};
    /// use nalgebra::{dmatrix, dvector};
    /// let l = leontief_inverse(&dmatrix![0.15, 0.25; 0.20, 0.05])?;
    /// let g = leontief_inverse(&dmatrix![0.15, 0.50; 0.10, 0.05])?;
    /// let loss = Extraction::Whole.loss(0, &l, &g, &dvector![1000.0, 2000.0]);
    /// // Alone, the second sector makes 1700 / .95 = 1789.5 of its 2000.
    /// assert!((loss[0] - 1000.0).abs() < 1e-9 && (loss[1] - (2000.0 - 1700.0 / 0.95)).abs() < 1e-9);
    /// # Ok::<(), kapok::economy::io::LeontiefError>(())
    /// ```
    pub fn loss(
        self,
        sector: usize,
        leontief: &DMatrix<f64>,
        ghosh: &DMatrix<f64>,
        output: &DVector<f64>,
    ) -> DVector<f64> {
        let links = match self {
            Self::Whole | Self::Backward => leontief.column(sector).into_owned(),
            Self::Forward => ghosh.row(sector).transpose(),
        };
        let mut loss = &links * (output[sector] / links[sector]);
        if self != Self::Whole {
            loss[sector] -= output[sector] / links[sector];
        }
        loss
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::economy::io::leontief_inverse;
    use nalgebra::{dmatrix, dvector};

    /// Every closed form against the model solved again without the sector.
    #[test]
    fn losses_equal_a_new_solution() {
        let a = dmatrix![0.10, 0.20, 0.05; 0.25, 0.15, 0.10; 0.05, 0.30, 0.20];
        let x = dvector![100.0, 250.0, 80.0];
        let b = DMatrix::from_fn(3, 3, |i, j| a[(i, j)] * x[j] / x[i]);
        let (l, g) = (leontief_inverse(&a).unwrap(), leontief_inverse(&b).unwrap());
        let f = &x - &a * &x;
        let v = &x - b.tr_mul(&x);
        for sector in 0..3 {
            let without = |m: &DMatrix<f64>, rows: bool, columns: bool| {
                let taken = |i, j| (rows && i == sector) || (columns && j == sector);
                DMatrix::from_fn(3, 3, |i, j| if taken(i, j) { 0.0 } else { m[(i, j)] })
            };
            let mut rest = f.clone();
            rest[sector] = 0.0;
            let whole = leontief_inverse(&without(&a, true, true)).unwrap() * rest;
            let backward = leontief_inverse(&without(&a, false, true)).unwrap() * &f;
            let forward = leontief_inverse(&without(&b, true, false)).unwrap().tr_mul(&v);
            for (kind, new) in
                [(Extraction::Whole, whole), (Extraction::Backward, backward), (Extraction::Forward, forward)]
            {
                let loss = kind.loss(sector, &l, &g, &x);
                assert!((loss - (&x - new)).abs().max() < 1e-10, "{kind:?} of {sector}");
            }
        }
    }
}
