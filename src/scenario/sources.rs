//! A scenario's files as texts, from which it can be read again where the files are not.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::Scenario;
use crate::input::{Origin, Problem, Problems, SourceFile};

/// A file a scenario was read from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceText {
    /// Its name.
    pub name: PathBuf,
    /// Whether it comes with the program.
    pub builtin: bool,
    /// What stands in it.
    pub text: String,
}

impl Scenario {
    /// The files the scenario was read from: its own first, then those it extends, its seeds and files of data.
    pub fn sources(&self) -> Vec<SourceText> {
        let text = |file: &SourceFile| SourceText {
            name: file.name.clone(),
            builtin: file.origin == Origin::BuiltIn,
            text: file.text.clone(),
        };
        self.files.all().iter().map(text).collect()
    }

    /// Reads a scenario again from the texts of its files; no file is opened.
    ///
    /// # Errors
    /// As [`Scenario::open`].
    ///
    /// ```
    /// use kapok::Scenario;
    /// let scenario = Scenario::builtin("baseline")?;
    /// let again = Scenario::of_sources("baseline", &scenario.sources())?;
    /// assert_eq!(again.title(), scenario.title());
    /// # Ok::<(), kapok::Problems>(())
    /// ```
    pub fn of_sources(name: &str, sources: &[SourceText]) -> Result<Self, Problems> {
        let origin = |builtin| if builtin { Origin::BuiltIn } else { Origin::Disk };
        let file = |source: &SourceText| SourceFile {
            name: source.name.clone(),
            origin: origin(source.builtin),
            text: source.text.clone(),
        };
        match sources.split_first() {
            Some((own, others)) => {
                let others: Vec<SourceFile> = others.iter().map(file).collect();
                Self::read_from(name, file(own), Some(&others))
            }
            None => Err(Problem::new("", "there is no text of a scenario").into()),
        }
    }
}
