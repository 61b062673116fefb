//! Location quotients: regional input coefficients from national ones and the region's specialisation.

use nalgebra::{DMatrix, DVector};

/// The value of delta that Flegg & Webber (1997) found to fit survey tables.
pub const USUAL_DELTA: f64 = 0.25;

/// Which quotient says how much of an input the region supplies itself; i sells, j buys.
///
/// With the region's activity v_i, the nation's v_i^N, their totals V and V^N, and delta >= 0:
///
/// ```text
/// Simple            SLQ_i   = (v_i / V) / (v_i^N / V^N)
/// CrossIndustry     CILQ_ij = SLQ_i / SLQ_j                      SLQ_i on the diagonal
/// Flegg             FLQ_ij  = CILQ_ij lambda                     SLQ_i lambda on the diagonal
///                   lambda  = [log2(1 + V / V^N)]^delta
/// AugmentedFlegg    AFLQ_ij = FLQ_ij log2(1 + SLQ_j)             where SLQ_j > 1, else FLQ_ij
/// ```
///
/// References: Schaffer & Chu (1969) for SLQ and CILQ; Smith & Morrison (1974) for the diagonal of CILQ, which would
/// always be 1 by its own rule; Flegg & Webber (1997) for FLQ; McCann & Dewhurst (1998) and Flegg & Webber (2000) for AFLQ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum QuotientKind {
    /// The size of the selling sector alone.
    Simple,
    /// The sizes of the selling and the buying sector.
    CrossIndustry,
    /// Both, and the size of the region.
    Flegg,
    /// All three, and the specialisation of the buying sector.
    AugmentedFlegg,
}

/// Why activities by sector make no location quotients. Sectors are given by position.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum QuotientError {
    /// The region and the nation have not the same sectors.
    #[error("found {regional} sectors of the region and {national} of the nation; both need the same, at least one")]
    Lengths {
        /// Sectors of the region.
        regional: usize,
        /// Sectors of the nation.
        national: usize,
    },
    /// The region's activity in a sector is below zero, or no number.
    #[error("the region's activity is {value}; it must be 0 or more")]
    Regional {
        /// The sector.
        sector: usize,
        /// Its activity.
        value: f64,
    },
    /// The nation's activity in a sector is below zero, or no number.
    #[error("the nation's activity is {value}; it must be 0 or more")]
    National {
        /// The sector.
        sector: usize,
        /// Its activity.
        value: f64,
    },
    /// A sector is active in the region and not in the nation.
    #[error("the nation's activity is 0, yet the region's is {regional}; a sector of the region is one of the nation")]
    OnlyRegional {
        /// The sector.
        sector: usize,
        /// The region's activity.
        regional: f64,
    },
    /// No sector of the region is active.
    #[error("the region's activity is 0 in every sector; at least one must be above 0")]
    NoActivity,
    /// The nation's total is less than the sum of the sectors.
    #[error("the nation's total is {total}; it must be at least the sum over the sectors, {sum}")]
    NationalTotal {
        /// The total given.
        total: f64,
        /// The sum over the sectors.
        sum: f64,
    },
    /// The region is larger than the nation.
    #[error("the region's total is {regional}, the nation's {national}; a region is no larger than the nation")]
    Larger {
        /// The region's total.
        regional: f64,
        /// The nation's total.
        national: f64,
    },
    /// Delta lies outside [0, 1).
    #[error("delta is {value}; it must be at least 0 and below 1")]
    Delta {
        /// What was found.
        value: f64,
    },
    /// The coefficients are not those of the sectors.
    #[error("found {rows} rows and {columns} columns of coefficients; there are {sectors} sectors")]
    Coefficients {
        /// Rows found.
        rows: usize,
        /// Columns found.
        columns: usize,
        /// Sectors of the region.
        sectors: usize,
    },
}

/// Location quotients LQ of n sectors, and the regional coefficients they imply.
///
/// Regional coefficients are a_ij = a_ij^N min(1, LQ_ij): a region buys no more of an input at home than the nation uses
/// of it (augmented quotients included, which some authors let rise above 1). A sector the region lacks (SLQ_j = 0) buys
/// nothing: outside `Simple`, its column is 0.
///
/// Activity is value added, output or employment, in one unit for region and nation; quotients have no unit.
///
/// ```
/// use kapok::economy::io::{LocationQuotients, QuotientKind, USUAL_DELTA};
/// use nalgebra::dmatrix;
/// let (region, nation) = ([30.0, 10.0], [400.0, 400.0]);
/// let quotients = LocationQuotients::new(QuotientKind::Simple, &region, &nation, None, USUAL_DELTA).unwrap();
/// assert_eq!(quotients.simple().as_slice(), [1.5, 0.5]);
/// let regional = quotients.apply(&dmatrix![0.2, 0.1; 0.3, 0.4]).unwrap();
/// assert_eq!(regional, dmatrix![0.2, 0.1; 0.15, 0.2]);
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct LocationQuotients {
    simple: DVector<f64>,
    matrix: DMatrix<f64>,
    lambda: f64,
}

impl LocationQuotients {
    /// Quotients from the activity of each sector in the region and in the nation.
    ///
    /// `national_total` is V^N where it exceeds the sum over `national` because the region lacks sectors; `None` takes
    /// the sum. `delta` matters to `Flegg` and `AugmentedFlegg` alone; it is usually [`USUAL_DELTA`].
    ///
    /// # Errors
    /// All faults together: sectors not the same in number, an activity below 0, a sector active only in the region, no
    /// activity at all, a national total below the sum of the sectors or below the region's, delta outside [0, 1).
    pub fn new(
        kind: QuotientKind,
        regional: &[f64],
        national: &[f64],
        national_total: Option<f64>,
        delta: f64,
    ) -> Result<Self, Vec<QuotientError>> {
        let sum: f64 = national.iter().sum();
        let whole = national_total.unwrap_or(sum);
        let faults = faults_of(regional, national, whole, sum, delta);
        if !faults.is_empty() {
            return Err(faults);
        }
        let total: f64 = regional.iter().sum();
        // A sector that neither has is absent, not undefined.
        let of = |(v, n): (&f64, &f64)| if *v == 0.0 { 0.0 } else { (v / total) / (n / whole) };
        let simple = DVector::from_iterator(regional.len(), regional.iter().zip(national).map(of));
        let lambda = lambda(total / whole, delta);
        let of = |i: usize, j: usize| kind.quotient(simple[i], simple[j], lambda, i == j);
        let matrix = DMatrix::from_fn(simple.len(), simple.len(), of);
        Ok(Self { simple, matrix, lambda })
    }

    /// SLQ, one entry a sector.
    pub fn simple(&self) -> &DVector<f64> {
        &self.simple
    }

    /// LQ of the kind asked for, n x n: row i sells, column j buys.
    pub fn matrix(&self) -> &DMatrix<f64> {
        &self.matrix
    }

    /// lambda = [log2(1 + V / V^N)]^delta, between 0 and 1: the less, the smaller the region.
    pub fn lambda(&self) -> f64 {
        self.lambda
    }

    /// Regional coefficients a_ij = a_ij^N min(1, LQ_ij) from the national ones, n x n.
    ///
    /// # Errors
    /// The coefficients are not n x n.
    pub fn apply(&self, national: &DMatrix<f64>) -> Result<DMatrix<f64>, QuotientError> {
        if national.shape() != self.matrix.shape() {
            let (rows, columns) = national.shape();
            return Err(QuotientError::Coefficients { rows, columns, sectors: self.simple.len() });
        }
        Ok(national.zip_map(&self.matrix, |a, quotient| a * quotient.min(1.0)))
    }
}

/// lambda = [log2(1 + V / V^N)]^delta from the region's share in the nation.
pub(crate) fn lambda(share: f64, delta: f64) -> f64 {
    (share.ln_1p() / std::f64::consts::LN_2).powf(delta)
}

impl QuotientKind {
    /// LQ_ij from the simple quotients of seller and buyer; `own` where the two are one sector.
    pub(crate) fn quotient(self, seller: f64, buyer: f64, lambda: f64, own: bool) -> f64 {
        if self == Self::Simple {
            return seller;
        }
        if buyer == 0.0 {
            return 0.0;
        }
        let cross = if own { seller } else { seller / buyer };
        match self {
            Self::AugmentedFlegg if buyer > 1.0 => cross * lambda * (1.0 + buyer).log2(),
            Self::Flegg | Self::AugmentedFlegg => cross * lambda,
            Self::Simple | Self::CrossIndustry => cross,
        }
    }
}

/// Sums of published figures may miss a published total by a hair.
const ROUNDING: f64 = 1e-9;

fn faults_of(regional: &[f64], national: &[f64], whole: f64, sum: f64, delta: f64) -> Vec<QuotientError> {
    let mut faults = Vec::new();
    if !(0.0..1.0).contains(&delta) {
        faults.push(QuotientError::Delta { value: delta });
    }
    if regional.is_empty() || regional.len() != national.len() {
        faults.push(QuotientError::Lengths { regional: regional.len(), national: national.len() });
        return faults;
    }
    let bad = |value: f64| !(value.is_finite() && value >= 0.0);
    for (sector, (&value, &nation)) in regional.iter().zip(national).enumerate() {
        if bad(value) {
            faults.push(QuotientError::Regional { sector, value });
        }
        if bad(nation) {
            faults.push(QuotientError::National { sector, value: nation });
        } else if nation == 0.0 && value > 0.0 {
            faults.push(QuotientError::OnlyRegional { sector, regional: value });
        }
    }
    let total: f64 = regional.iter().sum();
    if total == 0.0 {
        faults.push(QuotientError::NoActivity);
    }
    if !(whole.is_finite() && whole >= sum * (1.0 - ROUNDING)) {
        faults.push(QuotientError::NationalTotal { total: whole, sum });
    } else if total > whole * (1.0 + ROUNDING) {
        faults.push(QuotientError::Larger { regional: total, national: whole });
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;
    use nalgebra::dmatrix;

    // V = 40, V^N = 1000 (200 of it in sectors the region lacks): SLQ = (30/40)/(.4) = 1.875 and (10/40)/(.4) = .625.
    fn quotients(kind: QuotientKind, delta: f64) -> LocationQuotients {
        LocationQuotients::new(kind, &[30.0, 10.0], &[400.0, 400.0], Some(1000.0), delta).unwrap()
    }

    fn near(a: &DMatrix<f64>, b: &DMatrix<f64>) -> bool {
        (a - b).abs().max() < 1e-14
    }

    #[test]
    fn each_kind_worked_by_hand() {
        let simple = quotients(QuotientKind::Simple, 0.25);
        assert!(near(simple.matrix(), &dmatrix![1.875, 1.875; 0.625, 0.625]));
        let cross = dmatrix![1.875, 3.0; 1.0 / 3.0, 0.625];
        assert!(near(quotients(QuotientKind::CrossIndustry, 0.25).matrix(), &cross));
        let lambda = 1.04f64.log2().powf(0.25);
        let flegg = quotients(QuotientKind::Flegg, 0.25);
        assert!((flegg.lambda() - lambda).abs() < 1e-15);
        assert!(near(flegg.matrix(), &(&cross * lambda)));
        // Only the first column's sector is specialised.
        let stretch = 2.875f64.log2();
        let augmented =
            dmatrix![cross[(0, 0)] * stretch, cross[(0, 1)]; cross[(1, 0)] * stretch, cross[(1, 1)]] * lambda;
        assert!(near(quotients(QuotientKind::AugmentedFlegg, 0.25).matrix(), &augmented));
    }

    #[test]
    fn without_delta_flegg_is_cross_industry() {
        assert_eq!(quotients(QuotientKind::Flegg, 0.0).matrix(), quotients(QuotientKind::CrossIndustry, 0.0).matrix());
    }

    #[test]
    fn the_nation_as_its_own_region_keeps_its_coefficients() {
        let nation = [3.0, 5.0, 2.0];
        let a = dmatrix![0.1, 0.2, 0.3; 0.2, 0.2, 0.1; 0.3, 0.1, 0.1];
        for kind in
            [QuotientKind::Simple, QuotientKind::CrossIndustry, QuotientKind::Flegg, QuotientKind::AugmentedFlegg]
        {
            let quotients = LocationQuotients::new(kind, &nation, &nation, None, USUAL_DELTA).unwrap();
            assert!(near(&quotients.apply(&a).unwrap(), &a));
        }
    }

    #[test]
    fn absent_sectors_neither_sell_nor_buy() {
        for kind in [QuotientKind::CrossIndustry, QuotientKind::Flegg, QuotientKind::AugmentedFlegg] {
            let quotients = LocationQuotients::new(kind, &[4.0, 0.0], &[8.0, 0.0], Some(20.0), 0.3).unwrap();
            assert_eq!(quotients.matrix()[(0, 1)], 0.0);
            assert_eq!(quotients.matrix()[(1, 0)], 0.0);
            assert_eq!(quotients.matrix()[(1, 1)], 0.0);
        }
    }

    #[test]
    fn faults_are_named_together() {
        let faults = LocationQuotients::new(QuotientKind::Flegg, &[-1.0, 3.0, 9.0], &[f64::NAN, 0.0, 4.0], None, 1.0)
            .unwrap_err();
        assert_eq!(faults[0], QuotientError::Delta { value: 1.0 });
        assert_eq!(faults[1], QuotientError::Regional { sector: 0, value: -1.0 });
        assert!(matches!(faults[2], QuotientError::National { sector: 0, .. }));
        assert_eq!(faults[3], QuotientError::OnlyRegional { sector: 1, regional: 3.0 });
        let new = |r: &[f64], n: &[f64], total| {
            LocationQuotients::new(QuotientKind::Simple, r, n, total, 0.25).map(|_| ()).unwrap_err()
        };
        assert_eq!(new(&[1.0], &[1.0, 2.0], None), [QuotientError::Lengths { regional: 1, national: 2 }]);
        assert_eq!(new(&[0.0], &[1.0], None), [QuotientError::NoActivity]);
        assert_eq!(new(&[1.0], &[4.0], Some(3.0)), [QuotientError::NationalTotal { total: 3.0, sum: 4.0 }]);
        assert_eq!(new(&[5.0], &[4.0], None), [QuotientError::Larger { regional: 5.0, national: 4.0 }]);
        let quotients = LocationQuotients::new(QuotientKind::Simple, &[1.0], &[2.0], None, 0.25).unwrap();
        assert!(matches!(quotients.apply(&DMatrix::zeros(2, 1)), Err(QuotientError::Coefficients { rows: 2, .. })));
    }
}
