//! Numbers as they may be written in files: plain, with a distribution, or with their source.

use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};

use super::distribution::RawDistribution;
use super::draft::Draft;
use crate::input::hint;

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

/// A number that may be uncertain, as written.
pub(super) type RawUncertain = NumberOr<RawDistribution>;

/// Standings of numbers.
pub(super) const STANDINGS: [&str; 3] = ["stated", "derived", "assumed"];

impl Draft {
    /// Checks a standing.
    pub(super) fn standing(&mut self, path: &str, standing: &str) {
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
