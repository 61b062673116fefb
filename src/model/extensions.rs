//! What the region's data hold beside the accounts: public revenue, research, employment, population.

/// Each part may be left out; what follows from it is then no part of the model.
///
/// ```
/// use kapok::model::Extensions;
/// let extensions = Extensions { population: Some(41.0), ..Extensions::default() };
/// assert!(extensions.tax_share.is_none());
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Extensions {
    /// Public revenue per unit of nominal value added in each sector.
    pub tax_share: Option<Vec<f64>>,
    /// Spending on research and development per unit of nominal value added in each sector.
    pub rnd_share: Option<Vec<f64>>,
    /// Persons employed in each sector in the base year, 10^4.
    pub employment: Option<Vec<f64>>,
    /// Residents in the base year, 10^4.
    pub population: Option<f64>,
}
