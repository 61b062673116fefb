//! Headline results of every shipped scenario beside the time of the run, and paired differences between scenarios.

use std::fmt::Write as _;

use kapok::projection::Draw;
use kapok::scenario::BUILTIN;
use kapok::units::Year;
use kapok::{Ensemble, Model, Projection, RunSettings};

use crate::model;

/// Seed of all runs: scenarios are compared on the same draws.
const SEED: u64 = 1;

/// Columns of the table of outcomes: id, heading, factor to the printed unit, decimals.
const HEADLINES: [(&str, &str, f64, usize); 7] = [
    ("gdp", "real GDP", 1.0, 1),
    ("gdp_nominal", "nominal GDP", 1.0, 1),
    ("share.secondary", "sec. %", 100.0, 1),
    ("share.tertiary", "serv. %", 100.0, 1),
    ("share_nominal.tertiary", "nom. %", 100.0, 1),
    ("energy_intensity", "energy/GDP", 1.0, 3),
    ("co2_intensity", "CO2/GDP", 1.0, 3),
];

pub(crate) struct Outcomes {
    paths: u64,
    runs: Vec<(&'static str, Ensemble)>,
    pairs: Vec<Pair>,
}

/// How real GDP of one scenario differs from that of another on the same draws.
struct Pair {
    one: &'static str,
    other: &'static str,
    year: Year,
    mean: f64,
    standard_error: f64,
    /// Share of paths on which the first is above.
    above: f64,
    /// Variance of the difference with draws of their own over that with the same draws.
    saved: f64,
}

impl Outcomes {
    pub(crate) fn of(pairs: &[(&'static str, &'static str)], paths: u64) -> Self {
        let run = |name: &'static str| {
            let model = model(name);
            let projection = Projection::new(&model).unwrap_or_else(|problems| panic!("{problems}"));
            let settings = RunSettings { threads: Some(1), ..RunSettings::new(paths, SEED) };
            // The fastest of three: what other programs on the machine take is no part of it.
            let runs = (0..3).map(|_| Ensemble::of(&projection, &settings).unwrap_or_else(|error| panic!("{error}")));
            let fastest = runs.min_by(|a, b| a.elapsed_seconds.total_cmp(&b.elapsed_seconds));
            let fastest = fastest.unwrap_or_else(|| panic!("three runs were made"));
            // Differences below are taken over all paths.
            assert_eq!(fastest.failed_paths, 0, "{name}");
            (name, fastest)
        };
        let both = pairs.iter().flat_map(|&(one, other)| Pair::of(one, other, paths));
        Self { paths, runs: BUILTIN.iter().map(|builtin| run(builtin.name)).collect(), pairs: both.collect() }
    }

    pub(crate) fn text(&self) -> String {
        let mut text = format!("\n{} paths under seed {SEED}, one thread\n\n", self.paths);
        self.write_outcomes(&mut text);
        self.write_pairs(&mut text);
        self.write_targets(&mut text);
        text
    }

    /// Medians by scenario and year, beside the time.
    fn write_outcomes(&self, text: &mut String) {
        let headings = HEADLINES.map(|(_, heading, ..)| format!("{heading:>13}")).concat();
        let _ = writeln!(text, "{:<26}{:>9}{:>14}{:>6}{headings}", "Medians", "seconds", "path-years/s", "year");
        for (name, ensemble) in &self.runs {
            let mut run =
                format!("{name:<26}{:>9.2}{:>14.0}", ensemble.elapsed_seconds, ensemble.path_years_per_second());
            for year in later_years(&ensemble.model) {
                let cell = |(id, _, factor, decimals): (&str, &str, f64, usize)| match median(ensemble, id, year) {
                    Some(value) => format!("{:>13.decimals$}", factor * value),
                    None => format!("{:>13}", "-"),
                };
                let _ = writeln!(text, "{run}{year:>6}{}", HEADLINES.map(cell).concat());
                run = " ".repeat(49);
            }
        }
        *text += "Money in 1e8 yuan, GDP and shares at base-year prices but for those called nominal (nom. is services); energy in tce (coal-equivalent),\n\
                  CO2 in t per 1e4 yuan of real GDP.\n\n";
    }

    fn write_pairs(&self, text: &mut String) {
        *text += "Difference of real GDP on the same draws, 1e8 yuan\n";
        let _ = writeln!(
            text,
            "{:<54}{:>6}{:>10}{:>8}{:>12}{:>16}",
            "", "year", "mean", "s.e.", "P(above)", "variance saved"
        );
        for pair in &self.pairs {
            let of = format!("{} against {}", pair.one, pair.other);
            let Pair { year, mean, standard_error, above, saved, .. } = pair;
            let _ = writeln!(text, "{of:<54}{year:>6}{mean:>10.2}{standard_error:>8.2}{above:>12.3}{saved:>15.1}x");
        }
        *text += "\n";
    }

    /// Probabilities of the baseline's targets, one column a scenario that has them.
    fn write_targets(&self, text: &mut String) {
        let with: Vec<&(&str, Ensemble)> = self.runs.iter().filter(|(_, run)| !run.targets.is_empty()).collect();
        *text += "Probability of each target, %, in the scenarios\n";
        for (number, (name, _)) in with.iter().enumerate() {
            let _ = writeln!(text, "  {:>2} {name}", number + 1);
        }
        let numbers: Vec<String> = (1..=with.len()).map(|number| format!("{number:>7}")).collect();
        let _ = writeln!(text, "{:<46}{}", "", numbers.concat());
        let Some((_, first)) = with.first() else { return };
        for target in &first.targets {
            let id = target.target.id.as_str();
            let cell = |run: &Ensemble| match run.target(id) {
                Some(result) => format!("{:>7.1}", 100.0 * result.probability),
                None => format!("{:>7}", "-"),
            };
            let _ = writeln!(text, "{id:<46}{}", with.iter().map(|(_, run)| cell(run)).collect::<String>());
        }
    }

    /// The same, tidy: one number a line.
    pub(crate) fn csv(&self) -> String {
        let mut csv = String::from("scenario,indicator,year,statistic,value\n");
        // Writing to a string cannot fail.
        let mut row = |scenario: &str, indicator: &str, year: Year, statistic: &str, value: f64| {
            let _ = writeln!(csv, "{scenario},{indicator},{year},{statistic},{value}");
        };
        for (name, ensemble) in &self.runs {
            let horizon = ensemble.model.horizon();
            row(name, "run", horizon, "seconds", ensemble.elapsed_seconds);
            row(name, "run", horizon, "path_years_per_second", ensemble.path_years_per_second());
            for year in later_years(&ensemble.model) {
                for (id, ..) in HEADLINES {
                    if let Some(result) = ensemble.indicator(id).and_then(|result| result.at(year)) {
                        let (low, high) = result.summary.band();
                        let statistics = [("p05", low), ("p50", result.summary.median()), ("p95", high)];
                        statistics.iter().for_each(|&(statistic, value)| row(name, id, year, statistic, value));
                    }
                }
            }
            for result in &ensemble.targets {
                let (id, year) = (format!("target:{}", result.target.id), result.target.year);
                row(name, &id, year, "probability", result.probability);
                row(name, &id, year, "se", result.se);
            }
        }
        for pair in &self.pairs {
            let of = format!("{} against {}", pair.one, pair.other);
            row(&of, "gdp", pair.year, "mean_difference", pair.mean);
            row(&of, "gdp", pair.year, "se", pair.standard_error);
            row(&of, "gdp", pair.year, "probability_a_greater", pair.above);
            row(&of, "gdp", pair.year, "variance_ratio", pair.saved);
        }
        csv
    }
}

impl Pair {
    /// One entry a year in which both report.
    fn of(one: &'static str, other: &'static str, paths: u64) -> Vec<Self> {
        let (first, second) = (gdp(one, paths), gdp(other, paths));
        let mut pairs = Vec::new();
        for (year, of_one) in &first {
            let Some((_, of_other)) = second.iter().find(|(of, _)| of == year) else { continue };
            let difference: Vec<f64> = of_one.iter().zip(of_other).map(|(a, b)| a - b).collect();
            let (mean, variance) = moments(&difference);
            let above = difference.iter().filter(|d| **d > 0.0).count() as f64 / difference.len() as f64;
            let saved = (moments(of_one).1 + moments(of_other).1) / variance;
            let standard_error = (variance / difference.len() as f64).sqrt();
            pairs.push(Self { one, other, year: *year, mean, standard_error, above, saved });
        }
        pairs
    }
}

/// Real GDP of every path in each reported year after the base year.
fn gdp(name: &str, paths: u64) -> Vec<(Year, Vec<f64>)> {
    let model = model(name);
    let projection = Projection::new(&model).unwrap_or_else(|problems| panic!("{problems}"));
    let mut block = projection.block();
    let mut years: Vec<(Year, Vec<f64>)> = later_years(&model).map(|year| (year, Vec::new())).collect();
    let step = |year: Year| usize::try_from(year - model.base_year()).unwrap_or(usize::MAX);
    for number in 0..paths.div_ceil(kapok::sampling::LANES as u64) {
        block.run(Draw::random(SEED, number), |state| {
            if let Some((_, values)) = years.iter_mut().find(|(year, _)| step(*year) == state.step) {
                values.extend(state.gdp);
            }
        });
    }
    years
}

fn moments(values: &[f64]) -> (f64, f64) {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    (mean, values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / (n - 1.0))
}

/// 2025 and the horizon, or the years reported where 2025 is none of them.
fn later_years(model: &Model) -> impl Iterator<Item = Year> + '_ {
    let all = model.report_years();
    let some = all.contains(&2025);
    all.iter()
        .copied()
        .filter(move |&year| year > model.base_year() && (!some || year == 2025 || year == model.horizon()))
}

fn median(ensemble: &Ensemble, id: &str, year: Year) -> Option<f64> {
    Some(ensemble.indicator(id)?.at(year)?.summary.median())
}
