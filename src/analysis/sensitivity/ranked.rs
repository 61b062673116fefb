//! Sensitivity from the ranks of one run.

use rayon::prelude::*;

use super::regression::{Regression, ranks};
use super::sobol::epistemic_share;
use super::{Group, Influence, Inputs, Interval, Method, Sensitivity, SensitivityError, members};
use crate::analysis::sample::Sample;
use crate::ensemble::RunSettings;
use crate::model::Indicator;
use crate::projection::{DrawnName, Projection};
use crate::units::Year;

/// Paths that are carried twice, with the same numbers and other shocks, to tell one from the other.
const TWICE: u64 = 16_384;

pub(super) fn of(
    projection: &Projection,
    settings: &RunSettings,
    (indicator, year): (Indicator, Year),
    inputs: Inputs,
) -> Result<Sensitivity, SensitivityError> {
    let sample = Sample::of(projection, settings, indicator, year)?;
    let names = projection.drawn_names();
    let n = sample.values.len();
    let (least, most) = sample.values.iter().fold((f64::MAX, f64::MIN), |(l, m), v| (l.min(*v), m.max(*v)));
    if least >= most {
        return Err(SensitivityError::Constant);
    }
    // With fewer, R^2 says more of the number of variables than of the model.
    let needed = 10 * names.len().max(10);
    if n < needed {
        return Err(SensitivityError::TooFewPaths { paths: n, numbers: names.len(), needed });
    }
    let y = ranks(&sample.values);
    let columns: Vec<Vec<f64>> = sample.probabilities.par_iter().map(|input| ranks(input)).collect();
    let regression = Regression::of(&columns, &y).ok_or(SensitivityError::Determined)?;
    let single = |(place, name): (usize, &DrawnName)| Influence {
        variable: name.name.clone(),
        label: name.label.clone(),
        numbers: 1,
        measures: vec![
            ("srrc", Interval::around(regression.coefficients[place], regression.errors[place])),
            ("spearman", spearman(regression.correlation(place), n)),
        ],
    };
    let of_group = |(group, members): (&Group, Vec<usize>)| Influence {
        variable: group.name.clone(),
        label: group.name.clone(),
        numbers: members.len(),
        measures: vec![("lost_without", share(regression.lost_without(&members), n))],
    };
    let again = RunSettings { paths: settings.paths.min(TWICE), progress: None, ..settings.clone() };
    Ok(Sensitivity {
        indicator,
        year,
        method: Method::Rank,
        paths: settings.paths,
        failed: sample.failed,
        explained: Some(share(regression.r_squared, n)),
        epistemic: Some(epistemic_share(projection, &again, (indicator, year))?),
        influences: names.iter().enumerate().filter(|_| inputs.singly).map(single).collect(),
        groups: inputs.groups.iter().zip(members(inputs.groups, &names)).map(of_group).collect(),
    })
}

/// A rank correlation with its interval: normal in artanh r, with variance 1.06 / (n - 3) (Fieller, Hartley & Pearson 1957).
fn spearman(r: f64, n: usize) -> Interval {
    let half = 1.959_963_984_540_054 * (1.06 / (n as f64 - 3.0)).sqrt();
    let z = r.clamp(-1.0 + 1e-15, 1.0 - 1e-15).atanh();
    Interval { value: r, low: (z - half).tanh(), high: (z + half).tanh() }
}

/// A share of variance explained, with the interval of a squared multiple correlation: variance 4 R^2 (1 - R^2)^2 / n.
fn share(r_squared: f64, n: usize) -> Interval {
    let se = (4.0 * r_squared * (1.0 - r_squared).powi(2) / n as f64).sqrt();
    let Interval { value, low, high } = Interval::around(r_squared, se);
    Interval { value, low: low.max(0.0), high: high.min(1.0) }
}
