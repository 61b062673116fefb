//! Multipliers: what a unit of final demand brings about, directly and through suppliers.

use nalgebra::{DMatrix, DVector};

use super::{LeontiefError, leontief_inverse};

/// Content of final demand: what a unit of final demand for each sector's product uses up, directly and through suppliers.
///
/// ```text
/// c' L,   c_j = row_j / x_j
/// ```
///
/// `direct` is c, one entry a sector, in units of the row (value added, labour income, persons, energy, CO2) per unit of
/// output; all ones gives the output multiplier, the column sums of L. Miller & Blair (2009), chapter 6.
///
/// ```
/// use kapok::economy::io::{content, leontief_inverse};
/// use nalgebra::{dmatrix, dvector};
/// let l = leontief_inverse(&dmatrix![0.15, 0.25; 0.20, 0.05])?;
/// let output = content(&dvector![1.0, 1.0], &l);
/// assert!((output[0] - 1.5182).abs() < 5e-5);
/// # Ok::<(), kapok::economy::io::LeontiefError>(())
/// ```
pub fn content(direct: &DVector<f64>, leontief: &DMatrix<f64>) -> DVector<f64> {
    leontief.tr_mul(direct)
}

/// A multiplier as a ratio to the direct coefficient: type I from the [`content`] with households outside the table, type
/// II from that with households closed in ([`closed_inverse`]).
///
/// # Errors
/// The positions of the sectors whose direct coefficient is 0: a ratio to nothing has no value.
pub fn ratio_to_direct(content: &DVector<f64>, direct: &DVector<f64>) -> Result<DVector<f64>, Vec<usize>> {
    let zero: Vec<usize> = (0..direct.len()).filter(|&j| direct[j] == 0.0).collect();
    if zero.is_empty() { Ok(content.component_div(direct)) } else { Err(zero) }
}

/// Households as one more sector: they sell labour and buy what they consume.
#[derive(Debug, Clone, PartialEq)]
pub struct Households {
    /// Labour income per unit of output of each sector, h_r.
    pub income: DVector<f64>,
    /// Spending on each sector's product per unit of household income, h_c.
    pub consumption: DVector<f64>,
    /// Labour bought by households themselves per unit of their income (domestic help); mostly 0.
    pub own: f64,
}

impl Households {
    /// Income of households per unit of final demand for each sector's product, with households closed in; `closed` is the
    /// n x n part of the [`closed_inverse`].
    ///
    /// ```text
    /// h_r' L / (1 - h)
    /// ```
    ///
    /// the last row of the whole inverse: what households pay each other is income too. Miller & Blair (2009), section 6.2,
    /// call it the total household income multiplier.
    pub fn earned(&self, closed: &DMatrix<f64>) -> DVector<f64> {
        content(&self.income, closed) / (1.0 - self.own)
    }
}

/// The n x n part for the sectors of the inverse with households closed in.
///
/// ```text
/// [ I - A   -h_c ] ^-1
/// [ -h_r   1 - h ]
/// ```
///
/// Its contents, [`content`], are those of type II: the spending of the income earned on the way is in them. It describes
/// a table at rest; inside a projection income comes back with its own lag. Miller & Blair (2009), section 2.5.
///
/// # Errors
/// See [`leontief_inverse`]: with households closed in, income may feed on itself.
pub fn closed_inverse(coefficients: &DMatrix<f64>, households: &Households) -> Result<DMatrix<f64>, LeontiefError> {
    let n = coefficients.nrows();
    let mut closed = coefficients.clone().resize(n + 1, n + 1, 0.0);
    closed.view_mut((n, 0), (1, n)).tr_copy_from(&households.income);
    closed.view_mut((0, n), (n, 1)).copy_from(&households.consumption);
    closed[(n, n)] = households.own;
    Ok(leontief_inverse(&closed)?.resize(n, n, 0.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use nalgebra::{dmatrix, dvector};

    /// Miller & Blair (2009), section 2.5: outputs 1000, 2000 and households 1000; labour income 300, 500 and 50.
    fn closed() -> (DMatrix<f64>, Households) {
        let households = Households { income: dvector![0.3, 0.25], consumption: dvector![0.05, 0.4], own: 0.05 };
        (dmatrix![0.15, 0.25; 0.20, 0.05], households)
    }

    #[test]
    fn miller_and_blair_closed_to_households() {
        let (a, households) = closed();
        let inverse = closed_inverse(&a, &households).unwrap();
        let published = dmatrix![1.3651, 0.4253; 0.5273, 1.3481];
        assert!((inverse - published).abs().max() < 5e-5);
    }

    #[test]
    fn income_earned_is_the_last_row_of_the_whole_inverse() {
        let (a, households) = closed();
        let whole = dmatrix![a[(0, 0)], a[(0, 1)], 0.05; a[(1, 0)], a[(1, 1)], 0.4; 0.3, 0.25, 0.05];
        let last = leontief_inverse(&whole).unwrap().row(2).transpose();
        let earned = households.earned(&closed_inverse(&a, &households).unwrap());
        assert!((earned - last.rows(0, 2)).amax() < 1e-12);
    }

    #[test]
    fn income_multipliers_of_both_types() {
        let (a, households) = closed();
        let open = content(&households.income, &leontief_inverse(&a).unwrap());
        // .3 * 1.25412541 + .25 * .2640264 and .3 * .330033 + .25 * 1.12211221
        assert!((&open - dvector![0.442_244_22, 0.379_537_95]).abs().max() < 1e-7);
        let first = ratio_to_direct(&open, &households.income).unwrap();
        assert!((first - dvector![1.474_147_4, 1.518_151_8]).abs().max() < 1e-6);
        // Closing households raises every sector's multiplier by the same factor (Sandoval 1967).
        let second = content(&households.income, &closed_inverse(&a, &households).unwrap());
        assert!((second[0] / open[0] - second[1] / open[1]).abs() < 1e-12 && second[0] > open[0]);
    }

    #[test]
    fn a_ratio_to_nothing_names_the_sector() {
        assert_eq!(ratio_to_direct(&dvector![1.0, 2.0], &dvector![0.5, 0.0]), Err(vec![1]));
    }
}
