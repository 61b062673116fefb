//! Sampling designs that cannot be, in scenarios and on the command line, and exactly what is said of them.

#![allow(clippy::unwrap_used, clippy::expect_used)] // a test stops at the first surprise

mod common;

use common::refused;
use kapok::Scenario;
use kapok::model::MOST_REPLICATES;
use kapok::sampling::{Design, DesignError, Layout};

const BASELINE: &str = include_str!("../scenarios/baseline.toml");

/// What is said of the baseline with `run` in place of its paths.
fn told(run: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mine.toml");
    std::fs::write(&path, BASELINE.replace("paths = 100000", run)).unwrap();
    let Err(problems) = Scenario::open(&path) else { return "nothing".to_owned() };
    problems.iter().map(|problem| format!("{}: {}", problem.path, problem.message)).collect::<Vec<_>>().join("\n")
}

#[test]
fn scenarios_say_what_a_design_needs() {
    let names = "random, antithetic, latin_hypercube, centred_latin_hypercube, sobol";
    let cases = [
        (
            "design = \"sobel\"",
            format!("run.design: found \"sobel\", which is no sampling design; did you mean \"sobol\"? Allowed: {names}"),
        ),
        ("design = 3", "run.design: found number 3; expected text in quotes".into()),
        ("replicates = 1", format!("run.replicates: found 1; from 2 to {MOST_REPLICATES} replicates are allowed")),
        ("replicates = -2", "run.replicates: found -2; it must not be below 0".into()),
        ("replicates = 2000", format!("run.replicates: found 2000; from 2 to {MOST_REPLICATES} replicates are allowed")),
        (
            "design = \"latin_hypercube\"\npaths = 64",
            "run.design: the design latin_hypercube needs at least 65 paths and 2 replicates, so that its standard error can be told; found 64 paths, 32 replicates".into(),
        ),
        ("design = \"sobol\"\npaths = 65", "nothing".into()),
        ("designs = \"sobol\"", "run.designs: this key is not known here; did you mean \"design\"? Allowed: paths, seed, design, replicates".into()),
    ];
    for (run, message) in cases {
        assert_eq!(told(run), message, "{run}");
    }
}

#[test]
fn the_command_line_says_it_too_and_so_does_check() {
    let message = "the design sobol needs at least 65 paths and 2 replicates, so that its standard error can be told; found 50 paths, 32 replicates";
    let options = ["baseline", "--design", "sobol", "--paths", "50"];
    assert_eq!(refused(&[&["run"][..], &options].concat()), format!("error: {message}\n"));
    assert_eq!(
        refused(&[&["check"][..], &options].concat()),
        format!("error: scenarios/baseline.toml:16: run.design: {message}\n")
    );
    let unknown = refused(&["run", "--design", "sobel"]);
    assert!(unknown.contains("sobol"), "{unknown}");
    assert_eq!(
        refused(&["run", "--design", "latin_hypercube", "--until-se", "0.1", "--on", "mean:gdp@2035"]),
        "error: --until-se: the design latin_hypercube is laid out for a number of paths and cannot grow until a precision is reached; use sobol, antithetic or random\n"
    );
}

#[test]
fn few_replicates_are_warned_of() {
    let output = common::kapok(&["run", "--design", "sobol", "--paths", "65", "--format", "csv"]);
    assert!(output.status.success());
    assert_eq!(
        String::from_utf8(output.stderr).unwrap(),
        "warning: only 2 replicates of the design sobol hold paths: its standard errors are rough, and intervals made of them hold less than they say; from 1024 paths on there are 16\n"
    );
}

#[test]
fn more_numbers_than_sobol_has_dimensions_are_told() {
    let layout = Layout::new(Design::Sobol, 1, 1_000, 4).unwrap();
    let most = Design::Sobol.most_variables().unwrap();
    assert!(layout.for_variables(most).is_ok());
    let error = layout.for_variables(most + 1).unwrap_err();
    assert_eq!(error, DesignError::TooManyVariables { design: Design::Sobol, variables: most + 1, most });
    assert_eq!(
        error.to_string(),
        "the design sobol has 3667 dimensions at most; the scenario draws 3668 numbers once a path: use latin_hypercube or random"
    );
    assert!(Layout::new(Design::LatinHypercube, 1, 1_000, 4).unwrap().for_variables(most + 1).is_ok());
}
