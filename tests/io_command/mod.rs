//! Calls `kapok io` as a user types it.

use std::path::Path;
use std::process::{Command, Output};

/// Two sectors of Miller & Blair (2009), chapter 2.
pub(crate) const TABLE: &str = "tests/tables/miller-blair.csv";

pub(crate) fn kapok(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_kapok")).args(arguments).output().unwrap()
}

pub(crate) fn json(arguments: &[&str]) -> serde_json::Value {
    let output = kapok(&[arguments, &["--format", "json"]].concat());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// The message of a command that must fail for bad input, with nothing on standard output.
pub(crate) fn refused(arguments: &[&str]) -> String {
    let output = kapok(arguments);
    assert_eq!(output.status.code(), Some(2));
    assert!(output.stdout.is_empty());
    String::from_utf8(output.stderr).unwrap()
}

/// A file of this name and text in a folder.
pub(crate) fn saved_as(folder: &Path, name: &str, text: &str) -> String {
    let path = folder.join(name);
    std::fs::write(&path, text).unwrap();
    path.to_str().unwrap().to_owned()
}
