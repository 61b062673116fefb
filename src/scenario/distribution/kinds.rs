//! The kinds of distribution, what each takes, and how it is made from what is written.

use super::raw::RawDistribution;
use super::{Distribution, Number};
use crate::sampling::ParameterError;

/// A kind of distribution.
#[derive(Debug, Clone, Copy)]
pub(in crate::scenario) struct Kind {
    /// Empty for the one that is given by its quantiles alone.
    pub(in crate::scenario) name: &'static str,
    /// The keys of each way to give it; an empty way takes quantiles.
    pub(in crate::scenario) ways: &'static [&'static [&'static str]],
    /// What it takes, in words.
    pub(super) takes: &'static str,
}

const fn kind(name: &'static str, ways: &'static [&'static [&'static str]], takes: &'static str) -> Kind {
    Kind { name, ways, takes }
}

pub(in crate::scenario) const KINDS: [Kind; 12] = [
    kind("normal", &[&["mean", "sd"]], "mean, sd"),
    kind(
        "lognormal",
        &[&["mean", "sd"], &["log_mean", "log_sd"], &[]],
        "mean, sd, or log_mean, log_sd, or two quantiles such as p05, p95",
    ),
    kind("student_t", &[&["location", "scale", "freedom"]], "location, scale, freedom"),
    kind("uniform", &[&["low", "high"]], "low, high"),
    kind("triangular", &[&["low", "mode", "high"]], "low, mode, high"),
    kind("pert", &[&["low", "mode", "high"]], "low, mode, high"),
    kind("two_piece", &[&["low", "median", "high"]], "low, median, high"),
    kind("beta", &[&["alpha", "beta", "low", "high"]], "alpha, beta, low, high"),
    kind("gamma", &[&["mean", "sd"]], "mean, sd"),
    kind("discrete", &[&["values", "weights"]], "values, weights"),
    kind("empirical", &[&["values"], &["file", "column"]], "values, or file, column"),
    kind("", &[&["quantiles", "low", "high"]], "quantiles, and low, high if it has bounds"),
];

/// The kind without a name, a metalog.
pub(super) fn by_quantiles() -> Option<Kind> {
    KINDS.iter().find(|kind| kind.name.is_empty()).copied()
}

impl Kind {
    /// "a normal distribution".
    pub(in crate::scenario) fn in_words(&self) -> String {
        match self.name {
            "" => "a distribution by quantiles".to_owned(),
            "empirical" => "an empirical distribution".to_owned(),
            name => format!("a {name} distribution"),
        }
    }

    /// The way it is given: the one most of whose keys are written, the first where none is.
    pub(super) fn given(&self, table: &RawDistribution) -> &'static [&'static str] {
        let written = |way: &[&str]| {
            if way.is_empty() { table.points.len() } else { way.iter().filter(|key| table.has(key)).count() }
        };
        let most = self.ways.iter().map(|way| written(way)).max().unwrap_or_default();
        self.ways.iter().find(|way| written(way) == most).copied().unwrap_or_default()
    }

    /// Whether a key may be left out.
    pub(in crate::scenario) fn may_lack(&self, key: &str) -> bool {
        self.name.is_empty() && key != "quantiles"
    }

    /// The distribution, where its lists are written and its quantiles have been read.
    pub(super) fn distribution(
        &self,
        table: &RawDistribution,
        points: &[(f64, f64)],
    ) -> Result<Distribution, ParameterError> {
        let v = |name| table.value(name);
        let list = |list: &Option<Vec<Number>>| list.iter().flatten().map(|number| number.0).collect::<Vec<f64>>();
        match self.name {
            "normal" => Distribution::normal(v("mean"), v("sd")),
            "lognormal" => match *points {
                [first, second] => Distribution::lognormal_through([first, second]),
                _ if self.given(table).contains(&"log_sd") => {
                    Distribution::lognormal_on_log_scale(table.number("log_mean").unwrap_or(0.0), v("log_sd"))
                }
                _ => Distribution::lognormal(v("mean"), v("sd")),
            },
            "student_t" => Distribution::student_t(v("location"), v("scale"), v("freedom")),
            "uniform" => Distribution::uniform(v("low"), v("high")),
            "triangular" => Distribution::triangular(v("low"), v("mode"), v("high")),
            "pert" => Distribution::pert(v("low"), v("mode"), v("high")),
            "two_piece" => Distribution::two_piece(v("low"), v("median"), v("high")),
            "beta" => Distribution::beta(v("alpha"), v("beta"), v("low"), v("high")),
            "gamma" => Distribution::gamma(v("mean"), v("sd")),
            "discrete" => Distribution::discrete(&list(&table.values), &list(&table.weights)),
            "empirical" => Distribution::empirical(&list(&table.values)),
            _ => Distribution::metalog(points, table.number("low"), table.number("high")),
        }
    }
}
