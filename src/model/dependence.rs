//! Which numbers drawn once a path go together, and how.

use crate::sampling::dependence::Family;

/// Dependence between numbers drawn once a path; without correlations all are independent.
///
/// Numbers linked by pairs, directly or through others, share a copula ([`crate::sampling::dependence::Copula`]); pairs
/// among them that are not written are uncorrelated. Numbers in no pair are drawn as if there were none.
///
/// What is drawn every year goes together through the loadings on common factors instead.
///
/// ```
/// use kapok::model::{Dependence, RankCorrelation};
/// use kapok::sampling::dependence::Family;
/// use kapok::{Model, Scenario};
/// let mut data = Scenario::builtin("baseline")?.data().clone();
/// let pair = RankCorrelation::new("sector.steel.output_growth", "sector.vanadium.output_growth", 0.6);
/// data.dependence = Dependence { family: Family::T { freedom: 6.0 }, correlations: vec![pair] };
/// assert!(Model::new(data).is_ok());
/// # Ok::<(), kapok::Problems>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Dependence {
    /// The form of dependence.
    pub family: Family,
    /// The pairs that are correlated.
    pub correlations: Vec<RankCorrelation>,
}

/// Two numbers and how far their ranks go together.
#[derive(Debug, Clone, PartialEq)]
pub struct RankCorrelation {
    /// The dotted names of the two, those of their streams of draws: [`super::Parameter::path`],
    /// [`super::BaseNumber::path`], or `trends.common_deviation` and `energy.efficiency_common`.
    pub between: [String; 2],
    /// Spearman's rank correlation, -1 to 1.
    pub rank: f64,
}

impl RankCorrelation {
    /// The rank correlation of the numbers of these dotted names.
    pub fn new(one: &str, other: &str, rank: f64) -> Self {
        Self { between: [one.to_owned(), other.to_owned()], rank }
    }

    /// Whether it is about the same pair as another, in whichever order.
    pub(super) fn same_pair(&self, other: &Self) -> bool {
        let [a, b] = &self.between;
        let [c, d] = &other.between;
        (a == c && b == d) || (a == d && b == c)
    }
}
