//! The bounds of a metalog, and the transform that takes them to infinity.

use crate::input::shown;
use crate::sampling::distribution::incomplete_beta::share;
use crate::sampling::distribution::parameters::{ParameterError, all, finite, interval};

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Bounds {
    None,
    /// Values lie above it: z = ln(x - low).
    Below(f64),
    /// Values lie below it: z = -ln(high - x).
    Above(f64),
    /// z = ln((x - low) / (high - x)).
    Both(f64, f64),
}

impl Bounds {
    pub(super) fn new(low: Option<f64>, high: Option<f64>) -> Result<Self, ParameterError> {
        let given = |name: &str, bound: Option<f64>| bound.map_or(Ok(()), |bound| finite(name, bound));
        all([given("low", low), given("high", high)])?;
        Ok(match (low, high) {
            (None, None) => Self::None,
            (Some(low), None) => Self::Below(low),
            (None, Some(high)) => Self::Above(high),
            (Some(low), Some(high)) => {
                interval(low, high)?;
                Self::Both(low, high)
            }
        })
    }

    fn low(self) -> f64 {
        match self {
            Self::Below(low) | Self::Both(low, _) => low,
            Self::None | Self::Above(_) => f64::NEG_INFINITY,
        }
    }

    fn high(self) -> f64 {
        match self {
            Self::Above(high) | Self::Both(_, high) => high,
            Self::None | Self::Below(_) => f64::INFINITY,
        }
    }

    /// Whether a value lies inside.
    pub(super) fn contain(self, x: f64) -> bool {
        self.low() < x && x < self.high()
    }

    /// Whether a value that is not inside lies above all that is.
    pub(super) fn lie_below(self, x: f64) -> bool {
        x >= self.high()
    }

    /// z of a value inside.
    pub(super) fn transformed(self, x: f64) -> f64 {
        match self {
            Self::None => x,
            Self::Below(low) => (x - low).ln(),
            Self::Above(high) => -(high - x).ln(),
            Self::Both(low, high) => ((x - low) / (high - x)).ln(),
        }
    }

    /// The value at z.
    pub(super) fn value(self, z: f64) -> f64 {
        match self {
            Self::None => z,
            Self::Below(low) => low + z.exp(),
            Self::Above(high) => high - (-z).exp(),
            Self::Both(low, high) if z > 0.0 => high - (high - low) * share(-z),
            Self::Both(low, high) => low + (high - low) * share(z),
        }
    }

    /// dx / dz at a value inside.
    pub(super) fn slope(self, x: f64) -> f64 {
        match self {
            Self::None => 1.0,
            Self::Below(low) => x - low,
            Self::Above(high) => high - x,
            Self::Both(low, high) => (x - low) * (high - x) / (high - low),
        }
    }

    /// "above low (0)".
    pub(super) fn in_words(self) -> String {
        match self {
            Self::None => String::new(),
            Self::Below(low) => format!("above low ({})", shown(low)),
            Self::Above(high) => format!("below high ({})", shown(high)),
            Self::Both(low, high) => format!("between low ({}) and high ({})", shown(low), shown(high)),
        }
    }
}
