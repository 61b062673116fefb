//! Numbers as they may be written in files: plain, with a distribution, or with their source.

use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};

use super::draft::Draft;
use crate::input::hint;
use crate::sampling::{Distribution, ParameterError, Uncertain};

/// A finite number, written with or without a decimal point.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Number(pub(super) f64);

fn finite<E: Error>(value: f64) -> Result<Number, E> {
    if value.is_finite() {
        Ok(Number(value))
    } else {
        Err(E::custom(format!("found {value}; a finite number is needed")))
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Finite;
        impl Visitor<'_> for Finite {
            type Value = Number;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a number")
            }

            fn visit_f64<E: Error>(self, value: f64) -> Result<Number, E> {
                finite(value)
            }

            fn visit_i64<E: Error>(self, value: i64) -> Result<Number, E> {
                finite(value as f64)
            }
        }
        deserializer.deserialize_any(Finite)
    }
}

/// A number, or a table in its place.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum NumberOr<T> {
    Number(f64),
    Table(T),
}

impl<'de, T: Deserialize<'de> + Described> Deserialize<'de> for NumberOr<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either<T>(std::marker::PhantomData<T>);
        impl<'de, T: Deserialize<'de> + Described> Visitor<'de> for Either<T> {
            type Value = NumberOr<T>;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str(T::EXPECTED)
            }

            fn visit_f64<E: Error>(self, value: f64) -> Result<Self::Value, E> {
                finite(value).map(|number| NumberOr::Number(number.0))
            }

            fn visit_i64<E: Error>(self, value: i64) -> Result<Self::Value, E> {
                finite(value as f64).map(|number| NumberOr::Number(number.0))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
                T::deserialize(MapAccessDeserializer::new(map)).map(NumberOr::Table)
            }
        }
        deserializer.deserialize_any(Either(std::marker::PhantomData))
    }
}

/// What may stand in the place of a number, in words.
pub(super) trait Described {
    const EXPECTED: &'static str;
}

/// A distribution as written.
#[derive(Debug, Clone, Default, PartialEq, serde::Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawDistribution {
    kind: Option<String>,
    mean: Option<Number>,
    sd: Option<Number>,
    low: Option<Number>,
    mode: Option<Number>,
    high: Option<Number>,
    alpha: Option<Number>,
    beta: Option<Number>,
    location: Option<Number>,
    scale: Option<Number>,
    freedom: Option<Number>,
    truncate: Option<[Number; 2]>,
    standing: Option<String>,
    source: Option<String>,
}

impl Described for RawDistribution {
    const EXPECTED: &'static str = "a number or a distribution such as { kind = \"normal\", mean = 0.04, sd = 0.01 }";
}

/// A number that may be uncertain, as written.
pub(super) type RawUncertain = NumberOr<RawDistribution>;

/// The kinds of distribution and the parameters each takes.
const KINDS: [(&str, &[&str]); 8] = [
    ("normal", &["mean", "sd"]),
    ("lognormal", &["mean", "sd"]),
    ("student_t", &["location", "scale", "freedom"]),
    ("uniform", &["low", "high"]),
    ("triangular", &["low", "mode", "high"]),
    ("pert", &["low", "mode", "high"]),
    ("beta", &["alpha", "beta", "low", "high"]),
    ("gamma", &["mean", "sd"]),
];

impl RawDistribution {
    /// Every parameter with its name, in a fixed order.
    fn parameters(&self) -> [(&'static str, Option<Number>); 10] {
        [
            ("mean", self.mean),
            ("sd", self.sd),
            ("low", self.low),
            ("mode", self.mode),
            ("high", self.high),
            ("alpha", self.alpha),
            ("beta", self.beta),
            ("location", self.location),
            ("scale", self.scale),
            ("freedom", self.freedom),
        ]
    }

    fn value(&self, name: &str) -> f64 {
        self.parameters().iter().find(|(n, _)| *n == name).and_then(|(_, v)| *v).map_or(0.0, |v| v.0)
    }

    fn distribution(&self, kind: &str) -> Result<Distribution, ParameterError> {
        let v = |name| self.value(name);
        match kind {
            "normal" => Distribution::normal(v("mean"), v("sd")),
            "lognormal" => Distribution::lognormal(v("mean"), v("sd")),
            "student_t" => Distribution::student_t(v("location"), v("scale"), v("freedom")),
            "uniform" => Distribution::uniform(v("low"), v("high")),
            "triangular" => Distribution::triangular(v("low"), v("mode"), v("high")),
            "pert" => Distribution::pert(v("low"), v("mode"), v("high")),
            "beta" => Distribution::beta(v("alpha"), v("beta"), v("low"), v("high")),
            _ => Distribution::gamma(v("mean"), v("sd")),
        }
    }

    fn uncertain(&self, kind: &str) -> Result<Uncertain, ParameterError> {
        let whole = Uncertain::from(self.distribution(kind)?);
        match self.truncate {
            Some([low, high]) => whole.truncated(low.0, high.0),
            None => Ok(whole),
        }
    }
}

impl Draft {
    /// The uncertain number written at `path`; nothing after a problem was noted.
    pub(super) fn uncertain(&mut self, path: &str, raw: &RawUncertain) -> Option<Uncertain> {
        let table = match raw {
            NumberOr::Number(value) => return Some(Uncertain::from(*value)),
            NumberOr::Table(table) => table,
        };
        if let Some(standing) = &table.standing {
            self.standing(&format!("{path}.standing"), standing);
        }
        let kind = self.kind(path, table)?;
        let (name, takes) = kind;
        let missing: Vec<&str> =
            takes.iter().copied().filter(|p| table.parameters().iter().any(|(n, v)| n == p && v.is_none())).collect();
        let foreign: Vec<&str> =
            (table.parameters().iter()).filter(|(n, v)| v.is_some() && !takes.contains(n)).map(|(n, _)| *n).collect();
        let takes = takes.join(", ");
        for parameter in &missing {
            self.missing(&format!("{path}.{parameter}"), &format!("a {name} distribution takes {takes}"));
        }
        for parameter in &foreign {
            self.note(
                &format!("{path}.{parameter}"),
                format!("a {name} distribution has no {parameter}; it takes {takes}"),
            );
        }
        if !missing.is_empty() || !foreign.is_empty() {
            return None;
        }
        match table.uncertain(name) {
            Ok(uncertain) => Some(uncertain),
            Err(error) => {
                self.note(path, error.to_string());
                None
            }
        }
    }

    fn kind(&mut self, path: &str, table: &RawDistribution) -> Option<(&'static str, &'static [&'static str])> {
        let names = || KINDS.iter().map(|(name, _)| *name);
        let allowed = names().collect::<Vec<_>>().join(", ");
        let path = format!("{path}.kind");
        let Some(kind) = &table.kind else {
            self.missing(&path, &format!("a distribution needs its kind: {allowed}"));
            return None;
        };
        let found = KINDS.iter().find(|(name, _)| name == kind).copied();
        if found.is_none() {
            self.note(&path, unknown("kind of distribution", kind, names(), &allowed));
        }
        found
    }

    /// Checks a standing.
    pub(super) fn standing(&mut self, path: &str, standing: &str) {
        const STANDINGS: [&str; 3] = ["stated", "derived", "assumed"];
        if !STANDINGS.contains(&standing) {
            self.note(path, unknown("standing", standing, STANDINGS, "stated, derived, assumed"));
        }
    }
}

/// "found "norml", which is no kind of distribution; did you mean "normal"? Allowed: ..."
pub(super) fn unknown<'a>(
    what: &str,
    found: &str,
    candidates: impl IntoIterator<Item = &'a str>,
    allowed: &str,
) -> String {
    let hint = hint(found, candidates, if allowed.is_empty() { "" } else { "." });
    let allowed = if allowed.is_empty() { String::new() } else { format!(" Allowed: {allowed}") };
    format!("found \"{found}\", which is no {what}{hint}{allowed}")
}
