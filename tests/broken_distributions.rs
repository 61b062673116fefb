//! Distributions of a scenario written wrong, and exactly what the person who wrote them is told.

#![allow(clippy::unwrap_used, clippy::too_many_lines)] // a test stops at the first surprise

use std::path::Path;

use kapok::Scenario;

const BASELINE: &str = include_str!("../scenarios/baseline.toml");

/// The first distribution of the baseline, on line 29.
const CONVERGENCE: &str = "{ kind = \"triangular\", low = 0.06, mode = 0.12, high = 0.20 }";

/// Everything `Scenario::open` says where `from`, which stands once in the baseline, reads `to` instead.
fn told_after(folder: &Path, from: &str, to: &str) -> String {
    assert_eq!(BASELINE.matches(from).count(), 1);
    let path = folder.join("mine.toml");
    std::fs::write(&path, BASELINE.replace(from, to)).unwrap();
    let Err(problems) = Scenario::open(&path) else { return "nothing".to_owned() };
    problems.to_string().replace(&format!("{}/", folder.display()), "").replace("mine.toml:30: trends.convergence", "*")
}

fn told(distribution: &str) -> String {
    told_after(tempfile::tempdir().unwrap().path(), CONVERGENCE, distribution)
}

#[test]
fn every_kind_can_be_written() {
    for distribution in [
        "{ kind = \"lognormal\", mean = 0.1, sd = 0.01 }",
        "{ kind = \"lognormal\", log_mean = -2.3, log_sd = 0.1 }",
        "{ kind = \"lognormal\", p05 = 0.08, p95 = 0.15 }",
        "{ kind = \"lognormal\", \"p2.5\" = 0.08, p90 = 0.15, truncate = { high = 0.3 } }",
        "{ kind = \"discrete\", values = [0.08, 0.1, 0.15], weights = [1, 2, 1] }",
        "{ kind = \"empirical\", values = [0.1, 0.12, 0.11], truncate = [0.11, 0.12] }",
        "{ quantiles = { p05 = 0.08, p50 = 0.11, p95 = 0.15 }, low = 0, high = 0.5 }",
        "{ quantiles = { p95 = 0.15, p05 = 0.08, p50 = 0.11 }, truncate = { low = 0.02, high = 0.3 }, standing = \"assumed\", source = \"s\" }",
        "{ kind = \"normal\", mean = 0.1, sd = 0.02, truncate = { low = 0.01 } }",
    ] {
        assert_eq!(told(distribution), "nothing", "{distribution}");
    }
}

#[test]
fn what_is_wrong_with_a_distribution_is_told_with_what_would_do() {
    let cases: &[(&str, &str)] = &[
        (
            "{ kind = \"lognormal\", mean = 0.1, log_sd = 0.1 }",
            "*.sd: this key is missing: a lognormal distribution takes mean, sd, or log_mean, log_sd, or two quantiles such as p05, p95\n\
             *.log_sd: a lognormal distribution has no log_sd; it takes mean, sd, or log_mean, log_sd, or two quantiles such as p05, p95",
        ),
        (
            "{ kind = \"lognormal\", p05 = 0.1 }",
            "*: found 1 of its quantiles; a lognormal distribution is given by two, such as p05 and p95",
        ),
        (
            "{ kind = \"lognormal\", p05 = 0.2, p95 = 0.1 }",
            "*: p05 (0.2) is not below p95 (0.1); quantiles rise with their percentage",
        ),
        ("{ kind = \"lognormal\", p05 = -0.2, p95 = 0.1 }", "*: p05 is -0.2, it must be above 0"),
        (
            "{ kind = \"lognormal\", p0 = 0.1, p100 = 0.3 }",
            "*.p0: found p0; the percentage must lie above 0 and below 100\n\
             *.p100: found p100; the percentage must lie above 0 and below 100",
        ),
        (
            "{ kind = \"lognormal\", log_mean = 600, log_sd = 40 }",
            "*: log_mean 600 with log_sd 40 gives values beyond all numbers; both are on the scale of natural logarithms",
        ),
        (
            "{ kind = \"normal\", p05 = 0.1, p95 = 0.3 }",
            "*.mean: this key is missing: a normal distribution takes mean, sd\n\
             *.sd: this key is missing: a normal distribution takes mean, sd\n\
             *.p05: a normal distribution takes no quantiles; it takes mean, sd\n\
             *.p95: a normal distribution takes no quantiles; it takes mean, sd",
        ),
        (
            "{ p05 = 0.1, p95 = 0.3 }",
            "*.kind: this key is missing: a distribution needs its kind: normal, lognormal, student_t, uniform, triangular, pert, two_piece, beta, gamma, discrete, empirical; or quantiles such as { p05 = 1, p50 = 2, p95 = 4 }",
        ),
        (
            "{ kind = \"normal\", mean = 0.1, sd = 0.01, truncate = [5, 6] }",
            "*.truncate: cutting off to [5, 6] leaves no probability; 99.8 % of it lies between 0.0691 and 0.1309",
        ),
        (
            "{ kind = \"normal\", mean = 0.1, sd = 0.01, truncate = { low = 1 } }",
            "*.truncate: nothing of the distribution lies above 1; 99.8 % of it lies between 0.0691 and 0.1309",
        ),
        (
            "{ kind = \"normal\", mean = 0.1, sd = 0.01, truncate = {} }",
            "*.truncate: found neither low nor high; one of them is needed",
        ),
        (
            "{ kind = \"normal\", mean = 0.1, sd = 0.01, truncate = { lower = 1 } }",
            "*.truncate.lower: this key is not known here; did you mean \"low\"? Allowed: low, high",
        ),
        (
            "{ kind = \"normal\", mean = 0.1, sd = 0.01, truncate = 1 }",
            "*.truncate: found number 1; expected an interval such as [0, 1], { low = 0 } or { high = 1 }",
        ),
        (
            "{ kind = \"normal\", mean = 0.1, sd = 0.01, values = [1] }",
            "*.values: a normal distribution has no values; it takes mean, sd",
        ),
        (
            "{ kind = \"discrete\", values = [0.1, 0.2], weights = [-1, 0] }",
            "*: weights[0] is -1, it must not be below 0",
        ),
        (
            "{ kind = \"discrete\", values = [0.1, 0.2], weights = [0, 0] }",
            "*: all weights are 0; at least one must be above 0",
        ),
        (
            "{ kind = \"discrete\", values = [0.1, 0.2], weights = [1] }",
            "*: found 2 values and 1 weights; each value has one weight",
        ),
        (
            "{ kind = \"discrete\", values = [0.1, 0.2] }",
            "*.weights: this key is missing: a discrete distribution takes values, weights",
        ),
        (
            "{ kind = \"discrete\", values = [0.1, nan], weights = [1, 1] }",
            "*.values[1]: found NaN; a finite number is needed",
        ),
        (
            "{ kind = \"discrete\", values = [0.1, 0.2], weights = [1, 1], truncate = [0.3, 0.4] }",
            "*.truncate: none of the values lies between 0.3 and 0.4; 99.8 % of it lies between 0.1 and 0.2",
        ),
        (
            "{ kind = \"empirical\" }",
            "*.values: this key is missing: an empirical distribution takes values, or file, column",
        ),
        ("{ kind = \"empirical\", values = [] }", "*: values is empty; at least one value is needed"),
        (
            "{ kind = \"empirical\", values = [0.1], file = \"x.csv\" }",
            "*.file: an empirical distribution has no file; it takes values, or file, column",
        ),
        (
            "{ quantiles = { p05 = 0.02, p50 = 0.021, p95 = 0.07 } }",
            "*: no metalog distribution goes through these quantiles: the value would fall as the percentage rises below p24; with p05 and p95 as they are, p50 from 0.0263 to 0.0637 would do",
        ),
        (
            "{ quantiles = { p05 = 0.02, p50 = 0.09, p95 = 0.07 } }",
            "*: p50 (0.09) is not below p95 (0.07); quantiles rise with their percentage",
        ),
        ("{ quantiles = { p05 = 0.02, p95 = 0.07 } }", "*: found 2 quantiles; from 3 to 10 are taken"),
        (
            "{ quantiles = { p05 = 0.02, p50 = 0.04, p105 = 0.07, q9 = 1 } }",
            "*.quantiles.p105: found p105; the percentage must lie above 0 and below 100\n\
             *.quantiles.q9: found \"q9\"; a quantile is named by its percentage, such as p05, p50 or \"p97.5\"",
        ),
        (
            "{ quantiles = { p05 = 0.02, p50 = 0.04, p95 = 0.07 }, low = 0.03, mean = 1 }",
            "*.mean: a distribution by quantiles has no mean; it takes quantiles, and low, high if it has bounds\n\
             *: p05 (0.02) does not lie above low (0.03)",
        ),
        (
            "{ quantiles = { p05 = 0.02, p50 = 0.04, p95 = 0.07 }, low = 0.3, high = 0.1 }",
            "*: low (0.3) is not below high (0.1)",
        ),
        (
            "{ kind = \"normal\", quantiles = { p05 = 0.02, p50 = 0.04, p95 = 0.07 } }",
            "*.mean: this key is missing: a normal distribution takes mean, sd\n\
             *.sd: this key is missing: a normal distribution takes mean, sd\n\
             *.quantiles: quantiles stand without a kind; a normal distribution takes mean, sd",
        ),
        (
            "{ quantiles = { p05 = 0.001, p50 = 0.1, p95 = 40 }, low = 0 }",
            "*: the upper tail through these quantiles is so long that there is no standard deviation; give high as well, or bring the quantiles nearer to each other",
        ),
    ];
    for (distribution, expected) in cases {
        assert_eq!(told(distribution), *expected, "{distribution}");
    }
}

#[test]
fn data_of_a_file_are_read_and_their_faults_told_with_their_line() {
    let folder = tempfile::tempdir().unwrap();
    let write = |text: &str| std::fs::write(folder.path().join("d.csv"), text).unwrap();
    let told = |keys: &str| {
        told_after(folder.path(), CONVERGENCE, &format!("{{ kind = \"empirical\", file = \"d.csv\", {keys} }}"))
    };
    write("# source\nyear,speed\n2019,0.1\n2020,0.15\n2021,0.11\n");
    assert_eq!(told("column = \"speed\""), "nothing");
    assert_eq!(
        told("column = \"sped\""),
        "d.csv:2: there is no column \"sped\"; did you mean \"speed\"? Columns: year, speed"
    );
    assert_eq!(
        told("standing = \"assumed\""),
        "*.column: this key is missing: an empirical distribution takes values, or file, column"
    );
    write("year,speed\n2019,0.1\n2020,\n2021,x\n2022,1e400\n");
    assert_eq!(
        told("column = \"speed\""),
        "d.csv:3: speed: the cell is empty; give its number or leave the line out\n\
             d.csv:4: speed: found \"x\"; a number is needed\n\
             d.csv:5: speed: found \"1e400\"; numbers beyond 1e100 are too large to reckon with"
    );
    write("year,speed\n");
    assert_eq!(told("column = \"speed\""), "d.csv:1: speed: there are no data below the heading");
    let missing = "{ kind = \"empirical\", file = \"e.csv\", column = \"speed\" }";
    assert_eq!(
        told_after(folder.path(), CONVERGENCE, missing),
        "*.file: found \"e.csv\" (e.csv): there is no such file"
    );
}

#[test]
fn shares_of_value_added_are_asked_for_once_and_within_reason() {
    let folder = tempfile::tempdir().unwrap();
    let told = |keys: &str| {
        told_after(folder.path(), "[base_year_growth]", &format!("[base_accounts]\n{keys}\n\n[base_year_growth]"))
    };
    assert_eq!(told("value_added_concentration = 400"), "nothing");
    assert_eq!(
        told("value_added_concentration = 1"),
        "mine.toml:22: base_accounts.value_added_concentration: found 1; from 24 to 1000000 is allowed: with less, the value added of powder_metallurgy, 0.0042 of its branch, would often be drawn as hardly anything"
    );
    assert_eq!(
        told("value_added_concentration = -1"),
        "mine.toml:22: base_accounts.value_added_concentration: found -1; from 24 to 1000000 is allowed: with less, the value added of powder_metallurgy, 0.0042 of its branch, would often be drawn as hardly anything"
    );
    assert_eq!(
        told("value_added_concentration = 400\ndrawn = [\"value_added\"]"),
        "mine.toml:22: base_accounts.value_added_concentration: value added is drawn already, as base_accounts.drawn names it; keep one of the two"
    );
}
