//! Problems of input, told to the person who wrote it.

use std::fmt;
use std::path::PathBuf;

/// Where in which file something was written.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Location {
    /// The file as it was named.
    pub file: PathBuf,
    /// Line, from 1; none when the problem is the file as a whole.
    pub line: Option<usize>,
}

/// Something wrong with one number or name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Which field, as a dotted path: `sector.steel.output_growth`. Empty when it is the file as a whole.
    pub path: String,
    /// What was found and what is allowed.
    pub message: String,
    /// Where it was written, where a file is behind it.
    pub location: Option<Location>,
}

impl Problem {
    /// A problem with the field at `path`.
    pub fn new(path: impl Into<String>, message: impl Into<String>) -> Self {
        Self { path: path.into(), message: message.into(), location: None }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(Location { file, line }) = &self.location {
            write!(f, "{}", file.display())?;
            if let Some(line) = line {
                write!(f, ":{line}")?;
            }
            f.write_str(": ")?;
        }
        if !self.path.is_empty() {
            write!(f, "{}: ", self.path)?;
        }
        f.write_str(&self.message)
    }
}

/// All problems of an input, never none.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct Problems {
    problems: Vec<Problem>,
}

impl Problems {
    pub(crate) fn new(problems: Vec<Problem>) -> Self {
        Self { problems }
    }

    /// Each problem.
    pub fn iter(&self) -> impl Iterator<Item = &Problem> {
        self.problems.iter()
    }

    /// Each problem, to be changed.
    pub(crate) fn into_vec(self) -> Vec<Problem> {
        self.problems
    }
}

impl From<Problem> for Problems {
    fn from(problem: Problem) -> Self {
        Self::new(vec![problem])
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, problem) in self.problems.iter().enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            write!(f, "{problem}")?;
        }
        Ok(())
    }
}

/// "; did you mean "name"?" where a name is near, and `otherwise` where none is.
///
/// ```
/// use kapok::input::hint;
/// assert_eq!(hint("steal", ["titanium", "steel"], "."), "; did you mean \"steel\"?");
/// assert_eq!(hint("zebra", ["titanium", "steel"], "."), ".");
/// ```
pub fn hint<'a>(written: &str, candidates: impl IntoIterator<Item = &'a str>, otherwise: &str) -> String {
    nearest(written, candidates).map_or_else(|| otherwise.to_owned(), |name| format!("; did you mean \"{name}\"?"))
}

/// What is said of a key that is none of the known ones.
pub(crate) fn unknown_key(written: &str, known: &[&str]) -> String {
    let hint = hint(written, known.iter().copied(), ".");
    format!("this key is not known here{hint} Allowed: {}", known.join(", "))
}

/// The name among `candidates` that `written` most likely means, if any is near.
///
/// ```
/// assert_eq!(kapok::input::nearest("steal", ["titanium", "steel"]), Some("steel"));
/// assert_eq!(kapok::input::nearest("zebra", ["titanium", "steel"]), None);
/// ```
pub fn nearest<'a>(written: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    candidates
        .into_iter()
        .map(|candidate| (likeness(written, candidate), candidate))
        .filter(|(likeness, _)| *likeness > 0.75)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, candidate)| candidate)
}

/// Jaro & Winkler's likeness; short names of which two letters changed places are alike as well.
fn likeness(written: &str, candidate: &str) -> f64 {
    let slip = written.len() >= 3 && strsim::osa_distance(written, candidate) == 1;
    strsim::jaro_winkler(written, candidate).max(if slip { 0.8 } else { 0.0 })
}
