//! Targets: what a plan wants an indicator to be in a year, and how its words are read.

use super::Indicator;
use crate::units::Year;

/// How a plan's figure is compared with the model's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparator {
    /// `>=`
    AtLeast,
    /// `>`
    Above,
    /// `<=`
    AtMost,
    /// `<`
    Below,
    /// `about`: within the tolerance on the worse side, or on both where neither is worse.
    About,
    /// `between` the value and the high value.
    Between,
}

impl Comparator {
    /// All comparators with their signs in files.
    pub const ALL: [(Self, &'static str); 6] = [
        (Self::AtLeast, ">="),
        (Self::AtMost, "<="),
        (Self::Above, ">"),
        (Self::Below, "<"),
        (Self::About, "about"),
        (Self::Between, "between"),
    ];

    /// The sign in files.
    pub fn sign(self) -> &'static str {
        Self::ALL.iter().find(|(c, _)| *c == self).map_or("", |(_, sign)| sign)
    }
}

/// Which side of "about" is the better one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Better {
    /// More is better: at least value * (1 - tolerance).
    More,
    /// Less is better: at most value * (1 + tolerance).
    Less,
    /// Neither: within the tolerance on both sides.
    Neither,
}

/// A figure of the plan, written so that a path either meets it or misses it.
#[derive(Debug, Clone, PartialEq)]
pub struct Target {
    /// Its name in files and results.
    pub id: String,
    /// The name shown to people.
    pub label: String,
    /// The plan's own term.
    pub term: String,
    /// What is compared.
    pub indicator: Indicator,
    /// In which year.
    pub year: Year,
    /// How.
    pub comparator: Comparator,
    /// The plan's figure in the indicator's unit; the lower end for `between`.
    pub value: f64,
    /// The upper end for `between`.
    pub value_high: Option<f64>,
    /// The better side, for `about`.
    pub better: Better,
    /// Relative tolerance of `about`.
    pub tolerance: f64,
    /// How the plan's words were read.
    pub reading: String,
    /// Where the plan says it.
    pub source: String,
}

/// A figure of the plan that the model cannot answer, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutsideTarget {
    /// Its name in files and results.
    pub id: String,
    /// The name shown to people.
    pub label: String,
    /// The plan's own term.
    pub term: String,
    /// The plan's figure, as it is written there, with its unit.
    pub figure: String,
    /// The year or years the plan means.
    pub period: String,
    /// Why the model cannot answer it.
    pub reason: String,
    /// Where the plan says it.
    pub source: String,
}

impl Target {
    /// The interval of values that meet the target, ends included or not as the comparator says.
    pub fn interval(&self) -> (f64, f64) {
        let slack = self.tolerance * self.value.abs();
        let (least, most) = (self.value - slack, self.value + slack);
        match self.comparator {
            Comparator::AtLeast | Comparator::Above => (self.value, f64::INFINITY),
            Comparator::AtMost | Comparator::Below => (f64::NEG_INFINITY, self.value),
            Comparator::Between => (self.value, self.value_high.unwrap_or(self.value)),
            Comparator::About => match self.better {
                Better::More => (least, f64::INFINITY),
                Better::Less => (f64::NEG_INFINITY, most),
                Better::Neither => (least, most),
            },
        }
    }

    /// Whether a value meets the target.
    pub fn is_met_by(&self, value: f64) -> bool {
        let (low, high) = self.interval();
        match self.comparator {
            Comparator::Above => value > low,
            Comparator::Below => value < high,
            _ => low <= value && value <= high,
        }
    }

    /// How far a value is from the nearest end of what meets the target; zero inside.
    pub fn shortfall(&self, value: f64) -> f64 {
        let (low, high) = self.interval();
        (low - value).max(value - high).max(0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Measure;

    fn target(comparator: Comparator, better: Better) -> Target {
        Target {
            id: String::new(),
            label: String::new(),
            term: String::new(),
            indicator: Indicator::headline(Measure::Gdp),
            year: 2025,
            comparator,
            value: 0.5,
            value_high: Some(0.6),
            better,
            tolerance: 0.02,
            reading: String::new(),
            source: String::new(),
        }
    }

    #[test]
    fn each_comparator_draws_its_line() {
        let cases = [
            (Comparator::AtLeast, Better::More, vec![0.5, 9.0], vec![0.4999]),
            (Comparator::Above, Better::More, vec![0.5001], vec![0.5]),
            (Comparator::AtMost, Better::Less, vec![0.5, -1.0], vec![0.5001]),
            (Comparator::Below, Better::Less, vec![0.4999], vec![0.5]),
            (Comparator::Between, Better::Neither, vec![0.5, 0.6], vec![0.49, 0.61]),
            (Comparator::About, Better::More, vec![0.49, 0.7], vec![0.4899]),
            (Comparator::About, Better::Less, vec![0.51, 0.1], vec![0.5101]),
            (Comparator::About, Better::Neither, vec![0.49, 0.51], vec![0.4899, 0.5101]),
        ];
        for (comparator, better, met, missed) in cases {
            let target = target(comparator, better);
            assert!(
                met.iter().all(|&v| target.is_met_by(v) && target.shortfall(v) == 0.0),
                "{comparator:?} {better:?}"
            );
            assert!(missed.iter().all(|&v| !target.is_met_by(v)), "{comparator:?} {better:?}");
        }
        assert!((target(Comparator::About, Better::More).shortfall(0.4) - 0.09).abs() < 1e-15);
        assert!((target(Comparator::Between, Better::Neither).shortfall(0.7) - 0.1).abs() < 1e-15);
    }
}
