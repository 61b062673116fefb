//! Numbers as they may be written in files: plain, with a distribution, or with their source.

use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};

use super::draft::Draft;
use crate::input::{hint, shown};
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
    median: Option<Number>,
    high: Option<Number>,
    alpha: Option<Number>,
    beta: Option<Number>,
    location: Option<Number>,
    scale: Option<Number>,
    freedom: Option<Number>,
    truncate: Option<Vec<Number>>,
    standing: Option<String>,
    source: Option<String>,
}

impl Described for RawDistribution {
    const EXPECTED: &'static str = "a number or a distribution such as { kind = \"normal\", mean = 0.04, sd = 0.01 }";
}

/// A number that may be uncertain, as written.
pub(super) type RawUncertain = NumberOr<RawDistribution>;

/// The kinds of distribution and the parameters each takes.
const KINDS: [(&str, &[&str]); 9] = [
    ("normal", &["mean", "sd"]),
    ("lognormal", &["mean", "sd"]),
    ("student_t", &["location", "scale", "freedom"]),
    ("uniform", &["low", "high"]),
    ("triangular", &["low", "mode", "high"]),
    ("pert", &["low", "mode", "high"]),
    ("two_piece", &["low", "median", "high"]),
    ("beta", &["alpha", "beta", "low", "high"]),
    ("gamma", &["mean", "sd"]),
];

impl RawDistribution {
    /// Every parameter with its name, in a fixed order.
    fn parameters(&self) -> [(&'static str, Option<Number>); 11] {
        [
            ("mean", self.mean),
            ("sd", self.sd),
            ("low", self.low),
            ("mode", self.mode),
            ("median", self.median),
            ("high", self.high),
            ("alpha", self.alpha),
            ("beta", self.beta),
            ("location", self.location),
            ("scale", self.scale),
            ("freedom", self.freedom),
        ]
    }

    fn written(&self, name: &str) -> Option<f64> {
        self.parameters().iter().find(|(n, _)| *n == name).and_then(|(_, number)| *number).map(|number| number.0)
    }

    /// The parameter, or where it is missing one that fits the others, so that these can be judged all the same.
    fn value(&self, name: &str) -> f64 {
        let written = |name| self.written(name);
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

    fn distribution(&self, kind: &str) -> Result<Distribution, ParameterError> {
        let v = |name| self.value(name);
        match kind {
            "normal" => Distribution::normal(v("mean"), v("sd")),
            "lognormal" => Distribution::lognormal(v("mean"), v("sd")),
            "student_t" => Distribution::student_t(v("location"), v("scale"), v("freedom")),
            "uniform" => Distribution::uniform(v("low"), v("high")),
            "triangular" => Distribution::triangular(v("low"), v("mode"), v("high")),
            "pert" => Distribution::pert(v("low"), v("mode"), v("high")),
            "two_piece" => Distribution::two_piece(v("low"), v("median"), v("high")),
            "beta" => Distribution::beta(v("alpha"), v("beta"), v("low"), v("high")),
            _ => Distribution::gamma(v("mean"), v("sd")),
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
        let whole = table.distribution(name).map(Uncertain::from);
        if let Err(error) = &whole {
            self.note(path, error.to_string());
        }
        let cut_off = self.cut_off(path, table.truncate.as_deref(), whole.ok())?;
        Some(cut_off).filter(|_| missing.is_empty() && foreign.is_empty())
    }

    /// The distribution cut off to the interval written, if any; the interval is judged without a distribution too.
    fn cut_off(&mut self, path: &str, to: Option<&[Number]>, whole: Option<Uncertain>) -> Option<Uncertain> {
        let Some(ends) = to else { return whole };
        let path = format!("{path}.truncate");
        let &[Number(low), Number(high)] = ends else {
            self.note(&path, format!("found {} numbers; an interval has two, [low, high]", ends.len()));
            return None;
        };
        if low >= high {
            self.note(&path, format!("found [{}, {}]; the first must lie below the second", shown(low), shown(high)));
            return None;
        }
        whole?.truncated(low, high).map_err(|error| self.note(&path, error.to_string())).ok()
    }

    fn kind(&mut self, path: &str, table: &RawDistribution) -> Option<(&'static str, &'static [&'static str])> {
        let names = || KINDS.iter().map(|(name, _)| *name);
        let path = format!("{path}.kind");
        let Some(kind) = &table.kind else {
            let allowed = names().collect::<Vec<_>>().join(", ");
            self.missing(&path, &format!("a distribution needs its kind: {allowed}"));
            return None;
        };
        let found = KINDS.iter().find(|(name, _)| name == kind).copied();
        if found.is_none() {
            self.note(&path, unknown("kind of distribution", kind, names()));
        }
        found
    }

    /// Checks a standing.
    pub(super) fn standing(&mut self, path: &str, standing: &str) {
        const STANDINGS: [&str; 3] = ["stated", "derived", "assumed"];
        if !STANDINGS.contains(&standing) {
            self.note(path, unknown("standing", standing, STANDINGS));
        }
    }
}

/// Names listed in full when one of them was meant; of more only the first few are.
const MOST_LISTED: usize = 45;

/// "found "norml", which is no kind of distribution; did you mean "normal"? Allowed: ..."
pub(super) fn unknown<'a>(
    what: &str,
    found: &str,
    candidates: impl IntoIterator<Item = &'a str, IntoIter: Clone>,
) -> String {
    let candidates = candidates.into_iter();
    let names: Vec<&str> = candidates.clone().take(MOST_LISTED).collect();
    let allowed = match candidates.clone().count() {
        0 => "there is none".to_owned(),
        count if count > MOST_LISTED => format!("{count} names, such as {}", names[..3].join(", ")),
        _ => names.join(", "),
    };
    unknown_of(what, found, candidates, &allowed)
}

/// The same with what is allowed in other words than a list of all names.
pub(super) fn unknown_of<'a>(
    what: &str,
    found: &str,
    candidates: impl IntoIterator<Item = &'a str>,
    allowed: &str,
) -> String {
    format!("found \"{found}\", which is no {what}{} Allowed: {allowed}", hint(found, candidates, "."))
}
