//! The files of a scenario, and which of them a problem belongs to.

use std::path::{Path, PathBuf};

use super::draft::has_toml_ending;
use super::extends::Origin;
use crate::input::{Location, Problem, SourceFile, segments, spell};

/// The scenario's file and those it extends, then seed files, then files of data.
#[derive(Debug, Clone)]
pub(super) struct Files {
    all: Vec<SourceFile>,
    /// How many of them are scenarios.
    scenarios: usize,
    /// Where the scenarios' values were written.
    pub(super) origin: Origin,
}

/// Where a problem may be looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Among {
    All,
    Scenarios,
    Seeds,
}

impl Files {
    pub(super) fn new(scenarios: Vec<SourceFile>, origin: Origin) -> Self {
        Self { scenarios: scenarios.len(), all: scenarios, origin }
    }

    pub(super) fn all(&self) -> &[SourceFile] {
        &self.all
    }

    pub(super) fn push(&mut self, file: SourceFile) {
        self.all.push(file);
    }

    /// Takes in a file that is not there yet.
    pub(super) fn push_new(&mut self, file: SourceFile) {
        if self.named(&file.name).is_none() {
            self.push(file);
        }
    }

    pub(super) fn named(&self, name: &Path) -> Option<&SourceFile> {
        self.all.iter().find(|file| file.name == name)
    }

    /// The names of the scenarios' files.
    pub(super) fn of_scenarios(&self) -> impl Iterator<Item = &SourceFile> {
        self.all.iter().take(self.scenarios)
    }

    /// The seed files.
    pub(super) fn of_seeds(&self) -> impl Iterator<Item = &SourceFile> {
        self.all.iter().skip(self.scenarios).filter(|file| has_toml_ending(&file.name))
    }

    /// The file in which the value at a path of the scenario was written.
    pub(super) fn that_wrote(&self, path: &str) -> &SourceFile {
        let (file, _) = self.origin.place(&segments(path));
        &self.all[file.min(self.all.len() - 1)] // a scenario has a file
    }

    /// The folder that names of files in a value start from; none where a built-in scenario holds it.
    pub(super) fn folder_of(&self, path: &str) -> Option<PathBuf> {
        self.that_wrote(path).folder().map(Path::to_owned)
    }

    /// Adds to a problem the place its path leads to, and makes the path the one in that file: the file in which it leads
    /// farthest, that of the scenario first.
    pub(super) fn locate(&self, mut problem: Problem, among: Among) -> Problem {
        if problem.location.is_some() {
            return problem;
        }
        let path = segments(&problem.path);
        let mut best: Option<(usize, Location)> = None;
        if among != Among::Seeds {
            let (file, own) = self.origin.place(&path);
            if let Some(file) = self.all.get(file) {
                let (depth, line) = file.find(&own);
                best = Some((depth, Location { file: file.name.clone(), line }));
                problem.path = if own == path { problem.path } else { spell(&own) };
            }
        }
        let seeds = if among == Among::Scenarios { &[] } else { &self.all[self.scenarios..] };
        for file in seeds {
            let (depth, line) = file.find(&path);
            if best.as_ref().is_none_or(|(most, _)| depth > *most) {
                best = Some((depth, Location { file: file.name.clone(), line }));
            }
        }
        problem.location = best.map(|(_, location)| location);
        problem
    }
}
