//! The program as a user calls it.
#![allow(clippy::unwrap_used, dead_code)] // a test stops at the first surprise; none uses them all

use std::path::Path;
use std::process::{Command, Output};

/// Two sectors of Miller & Blair (2009), chapter 2.
pub(crate) const TABLE: &str = "tests/tables/miller-blair.csv";

pub(crate) fn kapok(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_kapok")).args(arguments).output().unwrap()
}

/// The JSON answer of a command that must succeed without a word on standard error.
pub(crate) fn json(arguments: &[&str]) -> serde_json::Value {
    serde_json::from_str(&answer(&[arguments, &["--format", "json"]].concat())).unwrap()
}

/// What a command prints that must succeed without a word on standard error.
pub(crate) fn answer(arguments: &[&str]) -> String {
    let output = kapok(arguments);
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert!(output.status.success());
    String::from_utf8(output.stdout).unwrap()
}

/// The messages of a command that must end with this code and print nothing else.
pub(crate) fn failed(code: i32, arguments: &[&str]) -> String {
    let output = kapok(arguments);
    let messages = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(code), "{messages}");
    assert!(output.stdout.is_empty());
    messages
}

/// The messages of a command that must refuse its input.
pub(crate) fn refused(arguments: &[&str]) -> String {
    failed(2, arguments)
}

/// A file of this name with this text, in a folder of the test's own.
pub(crate) fn saved(folder: &Path, name: &str, text: &str) -> String {
    let path = folder.join(name);
    std::fs::write(&path, text).unwrap();
    path.to_str().unwrap().to_owned()
}

/// A row of numbers of a JSON answer.
pub(crate) fn numbers(value: &serde_json::Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(|number| number.as_f64().unwrap()).collect()
}

pub(crate) fn near(found: &[f64], expected: &[f64], tolerance: f64) {
    assert_eq!(found.len(), expected.len());
    for (found, expected) in found.iter().zip(expected) {
        assert!((found - expected).abs() <= tolerance, "{found} is not {expected}");
    }
}
