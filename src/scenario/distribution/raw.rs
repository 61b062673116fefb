//! A distribution as it is written: the keys of all kinds, and quantiles named by their percentage.

use std::fmt;

use indexmap::IndexMap;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use crate::scenario::number::{Described, Number};

/// A distribution as written.
#[derive(Debug, Clone, Default, PartialEq)]
pub(in crate::scenario) struct RawDistribution {
    pub(super) kind: Option<String>,
    numbers: IndexMap<String, Number>,
    /// Quantiles that are keys of their own.
    pub(super) points: IndexMap<String, Number>,
    pub(super) quantiles: Option<IndexMap<String, Number>>,
    pub(super) values: Option<Vec<Number>>,
    pub(super) weights: Option<Vec<Number>>,
    pub(super) file: Option<String>,
    pub(super) column: Option<String>,
    pub(super) truncate: Option<RawEnds>,
    pub(super) standing: Option<String>,
}

/// Parameters that are numbers.
pub(in crate::scenario) const NUMBERS: [&str; 13] = [
    "mean", "sd", "log_mean", "log_sd", "low", "mode", "median", "high", "alpha", "beta", "location", "scale",
    "freedom",
];

/// All keys that are known; quantiles may stand beside them.
pub(in crate::scenario) const KEYS: [&str; 22] = [
    "kind",
    "mean",
    "sd",
    "log_mean",
    "log_sd",
    "low",
    "mode",
    "median",
    "high",
    "alpha",
    "beta",
    "location",
    "scale",
    "freedom",
    "values",
    "weights",
    "file",
    "column",
    "quantiles",
    "truncate",
    "standing",
    "source",
];

/// Names of quantiles as a pattern.
#[cfg(feature = "cli")]
pub(in crate::scenario) const QUANTILE: &str = "^p[0-9]+([.][0-9]+)?$";

/// The ends of an interval: a list of two, or one or both by name.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum RawEnds {
    List(Vec<Number>),
    Named { low: Option<Number>, high: Option<Number> },
}

impl Described for RawDistribution {
    const EXPECTED: &'static str = "a number or a distribution such as { kind = \"normal\", mean = 0.04, sd = 0.01 }";
}

/// The percentage a quantile is named by: 5 of "p05", 97.5 of "p97.5" and of "p975". More than two digits
/// without a point are those of the probability where they begin with 0 or 9: .025 and .975.
pub(super) fn percentage(key: &str) -> Option<f64> {
    let digits = key.strip_prefix('p')?;
    let plain =
        digits.starts_with(|c: char| c.is_ascii_digit()) && digits.chars().all(|c| c.is_ascii_digit() || c == '.');
    let percent: f64 = plain.then(|| digits.parse().ok()).flatten()?;
    let of_probability = !digits.contains('.') && digits.starts_with(['0', '9']);
    let more = if of_probability { digits.len().saturating_sub(2) } else { 0 };
    Some(percent / 10f64.powi(i32::try_from(more).unwrap_or(i32::MAX)))
}

impl RawDistribution {
    /// A parameter that is a number, if it is written.
    pub(super) fn number(&self, name: &str) -> Option<f64> {
        self.numbers.get(name).map(|number| number.0)
    }

    /// Everything written that belongs to one kind or another, quantiles as keys of their own left out.
    pub(super) fn keys(&self) -> impl Iterator<Item = &str> {
        let others = ["values", "weights", "file", "column", "quantiles"];
        KEYS.into_iter().filter(move |key| self.numbers.contains_key(*key) || (others.contains(key) && self.has(key)))
    }

    /// Whether a key is written.
    pub(super) fn has(&self, key: &str) -> bool {
        match key {
            "values" => self.values.is_some(),
            "weights" => self.weights.is_some(),
            "file" => self.file.is_some(),
            "column" => self.column.is_some(),
            "quantiles" => self.quantiles.is_some(),
            number => self.numbers.contains_key(number),
        }
    }

    /// The parameter, or where it is missing one that fits the others, so that these can be judged all the same.
    pub(super) fn value(&self, name: &str) -> f64 {
        let written = |name| self.number(name);
        written(name).unwrap_or_else(|| match name {
            "low" => written("mode").or(written("median")).or(written("high")).unwrap_or(0.0) - 1.0,
            "mode" | "median" => written("low").or(written("high")).unwrap_or(0.0),
            "high" => {
                ["low", "mode", "median"].map(|name| written(name).unwrap_or(0.0)).into_iter().fold(0.0, f64::max) + 1.0
            }
            "sd" => written("mean").map_or(1.0, f64::abs).max(f64::MIN_POSITIVE),
            "mean" => written("sd").map_or(1.0, f64::abs).max(f64::MIN_POSITIVE),
            "freedom" => 5.0,
            _ => 1.0,
        })
    }
}

impl<'de> Deserialize<'de> for RawDistribution {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Keys;
        impl<'de> Visitor<'de> for Keys {
            type Value = RawDistribution;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a table")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<RawDistribution, A::Error> {
                let mut read = RawDistribution::default();
                while let Some(key) = map.next_key::<String>()? {
                    match key.as_str() {
                        "kind" => read.kind = Some(map.next_value()?),
                        "quantiles" => read.quantiles = Some(map.next_value()?),
                        "values" => read.values = Some(map.next_value()?),
                        "weights" => read.weights = Some(map.next_value()?),
                        "file" => read.file = Some(map.next_value()?),
                        "column" => read.column = Some(map.next_value()?),
                        "truncate" => read.truncate = Some(map.next_value()?),
                        "standing" => read.standing = Some(map.next_value()?),
                        "source" => drop(map.next_value::<String>()?),
                        name if NUMBERS.contains(&name) => drop(read.numbers.insert(key, map.next_value()?)),
                        name if percentage(name).is_some() => drop(read.points.insert(key, map.next_value()?)),
                        name => return Err(A::Error::unknown_field(name, &KEYS)),
                    }
                }
                Ok(read)
            }
        }
        deserializer.deserialize_map(Keys)
    }
}

impl<'de> Deserialize<'de> for RawEnds {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Ends;
        impl<'de> Visitor<'de> for Ends {
            type Value = RawEnds;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("an interval such as [0, 1], { low = 0 } or { high = 1 }")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<RawEnds, A::Error> {
                let mut ends = Vec::new();
                while let Some(end) = list.next_element()? {
                    ends.push(end);
                }
                Ok(RawEnds::List(ends))
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<RawEnds, A::Error> {
                let (mut low, mut high) = (None, None);
                while let Some(key) = map.next_key::<String>()? {
                    match key.as_str() {
                        "low" => low = Some(map.next_value()?),
                        "high" => high = Some(map.next_value()?),
                        name => return Err(A::Error::unknown_field(name, &["low", "high"])),
                    }
                }
                Ok(RawEnds::Named { low, high })
            }
        }
        deserializer.deserialize_any(Ends)
    }
}

#[cfg(test)]
mod tests {
    use super::percentage;

    #[test]
    fn quantiles_are_named_by_percentages_or_by_the_digits_of_their_probability() {
        let cases = [
            ("p05", 5.0),
            ("p5", 5.0),
            ("p50", 50.0),
            ("p97.5", 97.5),
            ("p02.5", 2.5),
            ("p025", 2.5),
            ("p975", 97.5),
            ("p005", 0.5),
            ("p999", 99.9),
            ("p105", 105.0),
            ("p100", 100.0),
        ];
        for (key, percent) in cases {
            assert!((percentage(key).unwrap() - percent).abs() < 1e-12, "{key}");
        }
        for key in ["q50", "p", "p.5", "p-5", "p1e3", "p5x", "p1.2.3"] {
            assert_eq!(percentage(key), None, "{key}");
        }
    }
}
