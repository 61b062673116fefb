//! Distributions on a list of values: with weights, or of data, each of which weighs the same.

use std::sync::Arc;

use super::family::Family;
use super::parameters::{ParameterError, all, finite, require};
use super::{Distribution, Shape};
use crate::input::shown;

/// Values in rising order, each once; shared, since a list of data may be long.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Discrete {
    points: Arc<[Point]>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct Point {
    value: f64,
    mass: f64,
    /// P(X <= value).
    below: f64,
    /// P(X > value).
    above: f64,
}

impl Distribution {
    /// Each of `values` with a probability in proportion to its weight: P(X = x_i) = w_i / (w_1 + ... + w_n).
    ///
    /// # Errors
    /// No value, not as many weights as values, a number that is not finite, a weight below 0, or no weight above 0.
    ///
    /// ```
    /// use kapok::sampling::Distribution;
    /// let plants = Distribution::discrete(&[0.0, 1.0, 2.0], &[0.5, 0.3, 0.2])?;
    /// assert_eq!((plants.quantile(0.4), plants.quantile(0.6), plants.mass(2.0)), (0.0, 1.0, 0.2));
    /// assert!((plants.mean() - 0.7).abs() < 1e-15);
    /// # Ok::<(), kapok::sampling::ParameterError>(())
    /// ```
    pub fn discrete(values: &[f64], weights: &[f64]) -> Result<Self, ParameterError> {
        require(!values.is_empty(), || "values is empty; at least one value is needed".to_owned())?;
        require(values.len() == weights.len(), || {
            format!("found {} values and {} weights; each value has one weight", values.len(), weights.len())
        })?;
        let sound = |(i, weight): (usize, &f64)| {
            finite(&format!("weights[{i}]"), *weight)?;
            require(*weight >= 0.0, || format!("weights[{i}] is {}, it must not be below 0", shown(*weight)))
        };
        all(all_finite(values).chain(weights.iter().enumerate().map(sound)))?;
        let whole: f64 = weights.iter().sum();
        require(whole > 0.0, || "all weights are 0; at least one must be above 0".to_owned())?;
        require(whole.is_finite(), || "the weights are too large to be added up".to_owned())?;
        Ok(Self(Shape::Discrete(Discrete::of(values.iter().copied().zip(weights.iter().copied()).collect()))))
    }

    /// The empirical distribution of data: each of n values has probability 1 / n, F(x) = #(x_i <= x) / n.
    ///
    /// # Errors
    /// No value, or one that is not a finite number.
    ///
    /// ```
    /// use kapok::sampling::Distribution;
    /// let growth = Distribution::empirical(&[0.071, 0.032, 0.055, 0.032])?;
    /// assert_eq!((growth.quantile(0.5), growth.mass(0.032)), (0.032, 0.5));
    /// # Ok::<(), kapok::sampling::ParameterError>(())
    /// ```
    pub fn empirical(values: &[f64]) -> Result<Self, ParameterError> {
        require(!values.is_empty(), || "values is empty; at least one value is needed".to_owned())?;
        all(all_finite(values))?;
        Ok(Self(Shape::Discrete(Discrete::of(values.iter().map(|value| (*value, 1.0)).collect()))))
    }
}

fn all_finite(values: &[f64]) -> impl Iterator<Item = Result<(), ParameterError>> {
    values.iter().enumerate().map(|(i, value)| finite(&format!("values[{i}]"), *value))
}

impl Discrete {
    /// Of (value, weight), the weights not all 0.
    fn of(mut weighted: Vec<(f64, f64)>) -> Self {
        weighted.iter_mut().for_each(|(value, _)| *value += 0.0); // -0 is 0
        weighted.retain(|(_, weight)| *weight > 0.0);
        weighted.sort_by(|a, b| a.0.total_cmp(&b.0));
        weighted.dedup_by(|next, kept| {
            let same = next.0 == kept.0;
            if same {
                kept.1 += next.1;
            }
            same
        });
        let below = running_sums(weighted.iter().map(|(_, weight)| *weight));
        let mut from_above = running_sums(weighted.iter().rev().map(|(_, weight)| *weight));
        from_above.reverse();
        let whole = below.last().copied().unwrap_or(1.0);
        let above = from_above.iter().skip(1).copied().chain([0.0]);
        let points = weighted.iter().zip(&below).zip(above).map(|((&(value, weight), below), above)| Point {
            value,
            mass: weight / whole,
            below: below / whole,
            above: above / whole,
        });
        Self { points: points.collect() }
    }

    /// What lies between `low` and `high`, both included.
    pub(super) fn within(&self, low: f64, high: f64) -> Result<Distribution, ParameterError> {
        let inside = self.points.iter().filter(|point| (low..=high).contains(&point.value));
        let inside: Vec<(f64, f64)> = inside.map(|point| (point.value, point.mass)).collect();
        require(!inside.is_empty(), || format!("none of the values lies between {} and {}", shown(low), shown(high)))?;
        Ok(Distribution(Shape::Discrete(Self::of(inside))))
    }

    /// The number of values not above `x`.
    fn count_to(&self, x: f64) -> usize {
        self.points.partition_point(|point| point.value <= x)
    }

    fn at(&self, index: usize) -> f64 {
        self.points[index.min(self.points.len() - 1)].value
    }
}

/// Sums of the first, the first two, ... weights, with the rounding of each addition carried along (Neumaier 1974), so that
/// weights such as 0.1 add up to what they mean.
fn running_sums(weights: impl Iterator<Item = f64>) -> Vec<f64> {
    let (mut sum, mut rest) = (0.0_f64, 0.0_f64);
    weights
        .map(|weight| {
            let next = sum + weight;
            rest += if sum >= weight { (sum - next) + weight } else { (weight - next) + sum };
            sum = next;
            sum + rest
        })
        .collect()
}

impl Family for Discrete {
    fn density(&self, _x: f64) -> f64 {
        0.0
    }

    fn mass(&self, x: f64) -> f64 {
        let found = self.points.binary_search_by(|point| point.value.total_cmp(&(x + 0.0)));
        found.map_or(0.0, |index| self.points[index].mass)
    }

    fn below(&self, x: f64) -> f64 {
        self.count_to(x).checked_sub(1).map_or(0.0, |last| self.points[last].below)
    }

    fn above(&self, x: f64) -> f64 {
        self.count_to(x).checked_sub(1).map_or(1.0, |last| self.points[last].above)
    }

    /// The smallest value with F(x) >= p.
    fn quantile(&self, p: f64) -> f64 {
        self.at(self.points.partition_point(|point| point.below < p))
    }

    fn upper_quantile(&self, q: f64) -> f64 {
        self.at(self.points.partition_point(|point| point.above > q))
    }

    fn mean(&self) -> f64 {
        self.points.iter().map(|point| point.value * point.mass).sum()
    }

    fn sd(&self) -> f64 {
        let mean = self.mean();
        self.points.iter().map(|point| (point.value - mean).powi(2) * point.mass).sum::<f64>().sqrt()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_that_sum_up_in_tenths_have_the_median_they_mean() {
        let values: Vec<f64> = (1..=10).map(f64::from).collect();
        let tenths = Distribution::discrete(&values, &[0.1; 10]).unwrap();
        assert_eq!([0.1, 0.5, 0.7].map(|p| tenths.quantile(p)), [1.0, 5.0, 7.0]);
        assert!((tenths.cdf(3.0) - 0.3).abs() < 1e-15 && (tenths.exceedance(7.0) - 0.3).abs() < 1e-15);
        assert_eq!((tenths.cdf(0.99), tenths.cdf(10.0), tenths.exceedance(10.0)), (0.0, 1.0, 0.0));
    }

    #[test]
    fn values_may_stand_in_any_order_and_twice() {
        let mixed = Distribution::discrete(&[3.0, -1.0, 3.0, 7.0], &[1.0, 2.0, 1.0, 0.0]).unwrap();
        assert_eq!((mixed.mass(3.0), mixed.mass(7.0), mixed.quantile(0.75), mixed.quantile(1.0)), (0.5, 0.0, 3.0, 3.0));
        assert_eq!((mixed.mean(), mixed.sd()), (1.0, 2.0));
    }

    #[test]
    fn what_is_wrong_is_told_at_once() {
        let told = |values: &[f64], weights: &[f64]| Distribution::discrete(values, weights).unwrap_err().to_string();
        assert_eq!(
            told(&[1.0, f64::NAN], &[-1.0, 2.0]),
            "values[1] is NaN, it must be a finite number; weights[0] is -1, it must not be below 0"
        );
        assert_eq!(told(&[1.0], &[1.0, 2.0]), "found 1 values and 2 weights; each value has one weight");
        assert_eq!(told(&[1.0, 2.0], &[0.0, 0.0]), "all weights are 0; at least one must be above 0");
        assert_eq!(told(&[], &[]), "values is empty; at least one value is needed");
    }
}
