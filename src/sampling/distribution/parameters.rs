//! Checks of the parameters of distributions, and what is wrong with them in words.

use crate::input::shown;

/// What is wrong with the parameters of a distribution, in words.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct ParameterError {
    message: String,
}

impl ParameterError {
    pub(in crate::sampling) fn new(message: String) -> Self {
        Self { message }
    }
}

/// Largest parameter: its square, and the difference of two of them, can still be reckoned with.
const LARGEST: f64 = 1e100;

/// Fails with `message` unless `holds`.
pub(in crate::sampling) fn require(holds: bool, message: impl FnOnce() -> String) -> Result<(), ParameterError> {
    if holds { Ok(()) } else { Err(ParameterError::new(message())) }
}

/// Fails with the messages of all checks that failed.
pub(in crate::sampling) fn all(
    checks: impl IntoIterator<Item = Result<(), ParameterError>>,
) -> Result<(), ParameterError> {
    let messages: Vec<String> = checks.into_iter().filter_map(Result::err).map(|error| error.message).collect();
    require(messages.is_empty(), || messages.join("; "))
}

pub(in crate::sampling) fn finite(name: &str, value: f64) -> Result<(), ParameterError> {
    require(value.is_finite(), || format!("{name} is {value}, it must be a finite number"))?;
    require(value.abs() <= LARGEST, || {
        format!("{name} is {}; numbers up to {} are allowed", shown(value), shown(LARGEST))
    })
}

pub(in crate::sampling) fn positive(name: &str, value: f64) -> Result<(), ParameterError> {
    finite(name, value)?;
    require(value > 0.0, || format!("{name} is {}, it must be above 0", shown(value)))
}

pub(super) fn between(name: &str, value: f64, low: f64, high: f64) -> Result<(), ParameterError> {
    positive(name, value)?;
    let message = || format!("{name} is {}; from {} to {} is allowed", shown(value), shown(low), shown(high));
    require((low..=high).contains(&value), message)
}

/// Two ends in order.
pub(super) fn interval(low: f64, high: f64) -> Result<(), ParameterError> {
    all([finite("low", low), finite("high", high)])?;
    require(low < high, || format!("low ({}) is not below high ({})", shown(low), shown(high)))
}

/// Two ends in order with a number between them.
pub(super) fn ordered(low: f64, (name, middle): (&str, f64), high: f64) -> Result<(), ParameterError> {
    all([interval(low, high), finite(name, middle)])?;
    require(low <= middle && middle <= high, || {
        format!("{name} ({}) does not lie between low ({}) and high ({})", shown(middle), shown(low), shown(high))
    })
}

/// The spelling of a probability as a quantile: "p05", "p2.5".
pub(super) fn percentile(probability: f64) -> String {
    let percent = (probability * 1e10).round() / 1e8;
    let text = shown(percent);
    if percent < 10.0 { format!("p0{text}") } else { format!("p{text}") }
}

/// Quantiles (probability, value) in order: probabilities inside (0, 1), both rising.
pub(super) fn rising(quantiles: &[(f64, f64)]) -> Result<(), ParameterError> {
    all(quantiles.iter().map(|&(p, value)| {
        all([
            require(0.0 < p && p < 1.0, || format!("{} does not lie between p0 and p100", percentile(p))),
            finite(&percentile(p), value),
        ])
    }))?;
    all(quantiles.windows(2).map(|pair| {
        let [(p, a), (q, b)] = [pair[0], pair[1]];
        require(p < q && a < b, || {
            if p < q {
                let (p, q) = (percentile(p), percentile(q));
                format!("{p} ({}) is not below {q} ({}); quantiles rise with their percentage", shown(a), shown(b))
            } else {
                format!("{} stands after {}; quantiles are listed in order, each once", percentile(q), percentile(p))
            }
        })
    }))
}
