//! A number that may be uncertain.

use super::dependence::normal_probability;
use super::distribution::{Distribution, ParameterError, require};
use super::stream::Stream;
use super::truncated::Truncated;
use crate::input::shown;
use crate::lanes::{Arithmetic, Lanes, VectorLevel, Work, apply};

/// A plain number, or one with a distribution, possibly cut off to an interval.
///
/// ```
/// use kapok::sampling::{Distribution, Uncertain};
/// let known = Uncertain::from(0.3);
/// let guessed = Uncertain::from(Distribution::normal(0.04, 0.015)?).truncated(0.0, 0.08)?;
/// assert_eq!(known.quantile(0.9), 0.3);
/// assert!((guessed.median() - 0.04).abs() < 1e-4 && guessed.quantile(1e-9) >= 0.0);
/// # Ok::<(), kapok::sampling::ParameterError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Uncertain(Kind);

#[derive(Debug, Clone, PartialEq)]
enum Kind {
    Known(f64),
    Drawn(Distribution),
    Truncated(Truncated),
}

/// A probability too small to matter in any run: mass outside a permitted range up to this is let pass.
const NEGLIGIBLE: f64 = 1e-12;

impl From<f64> for Uncertain {
    fn from(value: f64) -> Self {
        Self(Kind::Known(value))
    }
}

impl From<Distribution> for Uncertain {
    fn from(distribution: Distribution) -> Self {
        Self(Kind::Drawn(distribution))
    }
}

impl Default for Uncertain {
    fn default() -> Self {
        Self::from(0.0)
    }
}

impl Uncertain {
    /// The same number given that it lies between `low` and `high`, either of which may be infinite; cut off twice, it lies
    /// within both.
    ///
    /// # Errors
    /// `low` is not below `high`, or no more than 10^-9 of the probability lies between them.
    ///
    /// ```
    /// use kapok::sampling::{Distribution, Uncertain};
    /// let growth = Uncertain::from(Distribution::normal(0.0, 1.0)?).truncated(0.0, f64::INFINITY)?;
    /// assert!((growth.mean() - (2.0 / std::f64::consts::PI).sqrt()).abs() < 1e-12);
    /// # Ok::<(), kapok::sampling::ParameterError>(())
    /// ```
    pub fn truncated(self, low: f64, high: f64) -> Result<Self, ParameterError> {
        let (distribution, low, high) = match self.0 {
            Kind::Known(value) => {
                let outside = || format!("the number {value} does not lie between {low} and {high}");
                require((low..=high).contains(&value), outside)?;
                return Ok(self);
            }
            Kind::Drawn(distribution) => (distribution, low, high),
            Kind::Truncated(t) => (t.distribution, low.max(t.low), high.min(t.high)),
        };
        require(low < high && low < f64::INFINITY && high > f64::NEG_INFINITY, || {
            format!("cutting off to [{}, {}]: the first must lie below the second", shown(low), shown(high))
        })?;
        match distribution.values_within(low, high) {
            Some(values) => values.map(Self::from),
            None => Ok(Self(Kind::Truncated(Truncated::new(distribution, low, high)?))),
        }
    }

    /// The value, when the number is a plain one.
    pub fn known(&self) -> Option<f64> {
        match self.0 {
            Kind::Known(value) => Some(value),
            _ => None,
        }
    }

    /// Whether it is known to be exactly zero.
    pub fn is_zero(&self) -> bool {
        self.known() == Some(0.0)
    }

    /// The value that is not exceeded with probability `p`.
    pub fn quantile(&self, p: f64) -> f64 {
        match &self.0 {
            Kind::Known(value) => *value,
            Kind::Drawn(distribution) => distribution.quantile(p),
            Kind::Truncated(t) => t.quantile(p, 1.0 - p),
        }
    }

    /// Fills `lanes` with draws: quantiles at the next uniform numbers of a stream.
    ///
    /// ```
    /// use kapok::sampling::{Distribution, Lanes, Stream, Uncertain};
    /// let growth = Uncertain::from(Distribution::normal(0.04, 0.015)?).truncated(0.0, 0.08)?;
    /// let mut draws = Lanes::all(0.0);
    /// growth.sample(&mut Stream::new(1, "growth", 0), &mut draws);
    /// assert!(draws.iter().all(|draw| (0.0..=0.08).contains(draw)));
    /// # Ok::<(), kapok::sampling::ParameterError>(())
    /// ```
    pub fn sample(&self, stream: &mut Stream, lanes: &mut Lanes) {
        stream.uniforms(lanes);
        VectorLevel::best().run(Quantiles { number: self, lanes });
    }

    /// On every lane, the quantile at the probability Phi(z) of the normal score z that it holds.
    #[inline(always)]
    pub(crate) fn at_scores<A: Arithmetic>(&self, lanes: &mut Lanes) {
        let direct = matches!(&self.0, Kind::Drawn(distribution) if distribution.at_scores::<A>(lanes));
        if !direct {
            apply(lanes, normal_probability);
            self.quantiles::<A>(lanes);
        }
    }

    /// The quantile at probability `p`, to the last bit as draws have it.
    pub(crate) fn drawn_at(&self, p: f64) -> f64 {
        let mut lanes = Lanes::all(p);
        VectorLevel::best().run(Quantiles { number: self, lanes: &mut lanes });
        lanes[0]
    }

    /// On every lane, the quantile at the probability it holds.
    #[inline(always)]
    pub(crate) fn quantiles<A: Arithmetic>(&self, lanes: &mut Lanes) {
        match &self.0 {
            Kind::Known(value) => *lanes = Lanes::all(*value),
            Kind::Drawn(distribution) => distribution.quantiles::<A>(lanes),
            Kind::Truncated(t) => apply(lanes, |p| t.quantile(p, 1.0 - p)),
        }
    }

    /// The median, the value of the number on the all-median path.
    pub fn median(&self) -> f64 {
        self.quantile(0.5)
    }

    /// Density f(x) of the part of the probability that does not sit on single values; 0 for a plain number.
    pub fn density(&self, x: f64) -> f64 {
        match &self.0 {
            Kind::Known(_) => 0.0,
            Kind::Drawn(distribution) => distribution.density(x),
            Kind::Truncated(t) => t.density(x),
        }
    }

    /// P(X = x).
    pub fn mass(&self, x: f64) -> f64 {
        match &self.0 {
            Kind::Known(value) => f64::from(*value == x),
            Kind::Drawn(distribution) => distribution.mass(x),
            Kind::Truncated(t) => t.mass(x),
        }
    }

    /// F(x) = P(X <= x).
    pub fn cdf(&self, x: f64) -> f64 {
        match &self.0 {
            Kind::Known(value) => f64::from(*value <= x),
            Kind::Drawn(distribution) => distribution.cdf(x),
            Kind::Truncated(t) => t.cdf(x),
        }
    }

    /// 1 - F(x) = P(X > x), with all its digits where it is small.
    pub fn exceedance(&self, x: f64) -> f64 {
        match &self.0 {
            Kind::Known(value) => f64::from(*value > x),
            Kind::Drawn(distribution) => distribution.exceedance(x),
            Kind::Truncated(t) => t.exceedance(x),
        }
    }

    /// Expected value. Of a distribution cut off it is the integral of the quantile function over p from 0 to 1, by adaptive
    /// quadrature to 10^-10 of the standard deviation; less closely for a Student's t of hardly more than 2 degrees of
    /// freedom cut off on one side only.
    pub fn mean(&self) -> f64 {
        match &self.0 {
            Kind::Known(value) => *value,
            Kind::Drawn(distribution) => distribution.mean(),
            Kind::Truncated(t) => t.mean(),
        }
    }

    /// Standard deviation, as exact as [`mean`](Self::mean).
    pub fn sd(&self) -> f64 {
        match &self.0 {
            Kind::Known(_) => 0.0,
            Kind::Drawn(distribution) => distribution.sd(),
            Kind::Truncated(t) => t.sd(),
        }
    }

    /// Whether the number lies between `low` and `high`, up to a probability of 10^-12 outside.
    pub fn lies_within(&self, low: f64, high: f64) -> bool {
        // What lies exactly on an end lies within.
        self.cdf(low.next_down()) <= NEGLIGIBLE && self.exceedance(high) <= NEGLIGIBLE
    }
}

/// Quantiles of a number on all lanes.
struct Quantiles<'q> {
    number: &'q Uncertain,
    lanes: &'q mut Lanes,
}

impl Work for Quantiles<'_> {
    type Output = ();

    #[inline(always)]
    fn work<A: Arithmetic>(self) {
        self.number.quantiles::<A>(self.lanes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn truncation_keeps_the_shape_inside() {
        let plain = Distribution::normal(0.0, 1.0).unwrap();
        let cut = Uncertain::from(plain.clone()).truncated(-1.0, 2.0).unwrap();
        // P(X <= x | -1 <= X <= 2) from the normal table: F(-1) = .158655, F(0) = .5, F(2) = .977250.
        let p = (0.5 - 0.158_655_253_931_457) / (0.977_249_868_051_821 - 0.158_655_253_931_457);
        assert!(cut.quantile(p).abs() < 1e-9, "{}", cut.quantile(p));
        assert!(cut.lies_within(-1.0, 2.0) && !cut.lies_within(-0.9, 2.0));
        assert!(Uncertain::from(plain.clone()).truncated(60.0, 61.0).is_err());
        let twice =
            Uncertain::from(plain.clone()).truncated(-1.0, 2.0).and_then(|cut| cut.truncated(-3.0, 1.0)).unwrap();
        assert!(twice.lies_within(-1.0, 1.0));
        assert!(Uncertain::from(plain).lies_within(-8.0, 8.0));
    }

    #[test]
    fn plain_numbers_stay_what_they_are() {
        let number = Uncertain::from(0.25);
        assert_eq!((number.known(), number.median()), (Some(0.25), 0.25));
        assert!(number.clone().truncated(0.3, 1.0).is_err());
        assert!(number.lies_within(0.25, 0.25) && !number.lies_within(0.3, 1.0));
    }
}
