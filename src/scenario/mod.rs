//! Scenario and seed files: TOML text turned into model data, with every problem told where it was written.
//!
//! A scenario names its region's seed data and states the assumptions about the years ahead. `raw` and `raw_seed`
//! mirror the files; everything after them works on checked values.

mod accounts;
mod assemble;
mod assumptions;
mod builtin;
mod ceilings;
mod dependence;
mod difference;
mod distribution;
mod draft;
mod drawn_accounts;
mod effects;
mod energy;
mod extends;
mod extensions;
mod files;
mod inherited;
mod lever;
mod measured;
mod names;
mod number;
mod outside;
mod partial;
mod quotients;
mod raw;
mod raw_effects;
mod raw_extensions;
mod raw_measured;
mod raw_production;
mod raw_seed;
mod read;
mod region;
mod resolve;
mod run;
#[cfg(feature = "cli")]
mod schema;
mod section;
mod series;
mod sources;
mod target;
mod technology;
mod words;
mod written;

use std::path::Path;

pub use builtin::{BUILTIN, BuiltIn};
pub use difference::Difference;
#[cfg(feature = "cli")]
pub use schema::{scenario_schema, seeds_schema};
pub use sources::SourceText;
pub use written::{Written, WrittenValue};

use toml::Table;

use crate::input::{Problem, Problems, SourceFile, hint};
use crate::model::{Model, ModelData};
use extends::Chain;
use files::{Among, Files};
use resolve::{Resolved, resolve};

/// A scenario, read and checked.
///
/// ```
/// use kapok::Scenario;
/// let scenario = Scenario::builtin("baseline")?;
/// let model = scenario.build()?;
/// assert_eq!(model.region().sectors.len(), 20);
/// # Ok::<(), kapok::Problems>(())
/// ```
#[derive(Debug, Clone)]
pub struct Scenario {
    files: Files,
    /// What is written in its file and those it extends, merged.
    written: Table,
    data: ModelData,
}

impl Scenario {
    /// A built-in scenario by its name, or a scenario file by its path.
    ///
    /// # Errors
    /// Everything wrong with the scenario and its seed files, each problem with file and line.
    pub fn load(name_or_path: &str) -> Result<Self, Problems> {
        let is_name = BUILTIN.iter().any(|builtin| builtin.name == name_or_path);
        if is_name {
            return Self::builtin(name_or_path);
        }
        let path = Path::new(name_or_path);
        let looks_like_path = name_or_path.contains(['/', '\\', '.']);
        if looks_like_path || path.exists() { Self::open(path) } else { Self::builtin(name_or_path) }
    }

    /// A built-in scenario.
    ///
    /// # Errors
    /// No built-in scenario has this name.
    pub fn builtin(name: &str) -> Result<Self, Problems> {
        if let Some(builtin) = BUILTIN.iter().find(|builtin| builtin.name == name) {
            return Self::read(builtin.name, Ok(SourceFile::builtin(builtin.file, builtin.text)));
        }
        let names = BUILTIN.iter().map(|builtin| builtin.name);
        let hint = hint(name, names.clone(), ".");
        let known: Vec<&str> = names.collect();
        let message = format!(
            "there is no built-in scenario \"{name}\"{hint} Built in: {}; a scenario file is named by its path, ending in .toml",
            known.join(", ")
        );
        Err(Problem::new("", message).into())
    }

    /// A scenario file.
    ///
    /// # Errors
    /// Everything wrong with the file and the seed files it names, each problem with file and line.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, Problems> {
        let path = path.as_ref();
        let name = path.file_stem().map_or_else(|| "scenario".into(), |stem| stem.to_string_lossy().into_owned());
        Self::read(&name, SourceFile::open(path))
    }

    fn read(name: &str, file: Result<SourceFile, Problem>) -> Result<Self, Problems> {
        Self::read_from(name, file?, None)
    }

    /// Reads a scenario's file and those it names; with `given`, these are its other files and none is opened.
    fn read_from(name: &str, file: SourceFile, given: Option<&[SourceFile]>) -> Result<Self, Problems> {
        let chain = Chain::follow(name, file, given);
        let Resolved { files, written, data, problems } = resolve(&chain, given);
        match data {
            Some(data) if problems.is_empty() => Ok(Self { files, written, data }),
            _ => Err(Problems::new(problems)),
        }
    }

    /// The checked model.
    ///
    /// # Errors
    /// None that reading the scenario did not find; the checks are made again.
    pub fn build(&self) -> Result<Model, Problems> {
        Model::new(self.data.clone()).map_err(|problems| self.locate(problems))
    }

    /// Adds to problems of a model where the fields they are about were written.
    pub fn locate(&self, problems: Problems) -> Problems {
        let located = problems.into_vec().into_iter().map(|problem| self.files.locate(problem, Among::All));
        Problems::new(located.collect())
    }

    /// Its short name.
    pub fn name(&self) -> &str {
        &self.data.name
    }

    /// What it is, in a line.
    pub fn title(&self) -> &str {
        &self.data.title
    }

    /// The data behind the model, to be changed by a program.
    pub fn data(&self) -> &ModelData {
        &self.data
    }
}
