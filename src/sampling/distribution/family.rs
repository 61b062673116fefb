//! What is asked of a family of distributions.

/// One distribution of a family.
///
/// Probabilities below and above a value are both given, and so are quantiles from either end: near 1 a probability has
/// no digits left to tell what lies above.
pub(super) trait Family {
    /// Density f(x) = dF/dx; of the part of the probability that does not sit on single values.
    fn density(&self, x: f64) -> f64;

    /// P(X = x): not 0 only where probability sits on single values.
    fn mass(&self, _x: f64) -> f64 {
        0.0
    }

    /// F(x) = P(X <= x).
    fn below(&self, x: f64) -> f64;

    /// P(X > x).
    fn above(&self, x: f64) -> f64;

    /// The value with F(x) = p, for 0 < p < 1.
    fn quantile(&self, p: f64) -> f64;

    /// The value with P(X > x) = q, for 0 < q <= 1/2.
    fn upper_quantile(&self, q: f64) -> f64;

    /// Expected value.
    fn mean(&self) -> f64;

    /// Standard deviation.
    fn sd(&self) -> f64;
}
