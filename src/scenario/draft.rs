//! A scenario while it is being read: its files, and the problems found so far.

use std::path::{Path, PathBuf};

use std::sync::Arc;

use super::builtin::SEEDS;
use super::files::{Among, Files};
use super::partial::{names_numbers, needs_no_region, of_scenario};
use super::raw::RawScenario;
use super::raw_seed::RawSeed;
use super::read::read;
use crate::input::{Location, Problem, SourceFile, hint, segments, spell};
use crate::model::ModelData;

/// A scenario while it is being read.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) files: Files,
    /// Its other files, where they are given and not to be opened.
    given: Option<Vec<SourceFile>>,
    /// The scenario it extends, where growth of output is inherited from that.
    pub(super) parent: Option<Arc<ModelData>>,
    pub(super) problems: Vec<Problem>,
    /// What was written but could not be used; it is not missed again.
    taken_out: Vec<String>,
    /// Whether some seed file could not be read, so that nothing is known to be missing in them.
    pub(super) partial: bool,
    /// Whether not even the region's sectors and base year could be read: then only what needs neither is judged.
    pub(super) without_region: bool,
    /// Factors asked for that the scenario does not have: each is told once, however often it is used.
    pub(super) unknown_factors: Vec<String>,
}

impl Draft {
    pub(super) fn new(files: Files, given: Option<Vec<SourceFile>>) -> Self {
        Self {
            files,
            given,
            parent: None,
            problems: Vec::new(),
            taken_out: Vec::new(),
            partial: false,
            without_region: false,
            unknown_factors: Vec::new(),
        }
    }

    /// Notes a problem with the field at `path`.
    pub(super) fn note(&mut self, path: &str, message: String) {
        if !self.without_region || needs_no_region(path) {
            self.problems.push(Problem::new(path, message));
        }
    }

    /// Notes that the field at `path` is missing in the file it belongs to, unless it was written and taken out, or may
    /// stand in a seed file that cannot be read.
    pub(super) fn missing(&mut self, path: &str, why: &str) {
        let of_scenario = of_scenario(path);
        if self.was_taken_out(path) || (self.partial && !of_scenario) {
            return;
        }
        let problem = Problem::new(path, format!("this key is missing: {why}"));
        let has_seeds = self.files.all().len() > self.files.of_scenarios().count();
        let among = if of_scenario || !has_seeds { Among::Scenarios } else { Among::Seeds };
        self.problems.push(self.files.locate(problem, among));
    }

    /// Takes over what the model's own checks found, but for what was told of already.
    pub(super) fn take_over(&mut self, problems: Vec<Problem>) {
        // Of seeds that were not read whole, harmless numbers stand in for what is missing: faults of these are no one's.
        let known = |path: &str| {
            (!self.partial || (of_scenario(path) && !path.ends_with(".indicator") && !names_numbers(path)))
                && (!self.without_region || needs_no_region(path))
        };
        let new = problems.into_iter().filter(|problem| !self.was_taken_out(&problem.path) && known(&problem.path));
        let new: Vec<Problem> = new.collect();
        self.problems.extend(new);
    }

    /// What stands at `path` was told of already and is not missed again.
    pub(super) fn forgive(&mut self, path: String) {
        self.taken_out.push(path);
    }

    pub(super) fn was_taken_out(&self, path: &str) -> bool {
        let under = |path: &str, parent: &str| {
            path.strip_prefix(parent).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
        };
        self.taken_out.iter().any(|taken| under(path, taken) || under(taken, path))
    }

    /// What was written in a file of the chain but could not be used is not missed in the whole.
    pub(super) fn forgive_in(&mut self, file: usize, paths: &[String]) {
        let merged = paths.iter().filter_map(|path| self.files.origin.merged_path(file, &segments(path)));
        self.taken_out.extend(merged.map(|path| spell(&path)));
    }

    /// Reads the seeds and makes the data, if they are complete enough for the model's own checks.
    pub(super) fn model_data(&mut self, name: &str, scenario: &RawScenario) -> Option<ModelData> {
        let seed = self.seed(scenario);
        self.assemble(name, scenario, &seed)
    }

    /// The files, and every problem with its place, in the order of the files.
    pub(super) fn finish(self) -> (Files, Vec<Problem>) {
        let Self { files, problems, .. } = self;
        let located = problems.into_iter().map(|problem| files.locate(problem, Among::All));
        let mut problems: Vec<Problem> = Vec::new();
        for problem in located {
            // What a scenario is told of a value it inherits, the scenario it extends was told already.
            if problem.location.is_none() || !problems.contains(&problem) {
                problems.push(problem);
            }
        }
        let place = |problem: &Problem| {
            let location = problem.location.as_ref();
            // A file that could not be read comes after those that could.
            let all = files.all();
            let file = location.map(|l| all.iter().position(|f| f.name == l.file).unwrap_or(all.len()));
            (file, location.and_then(|l| l.line))
        };
        problems.sort_by_key(place);
        (files, problems)
    }

    /// Takes a file of data among the scenario's files, if it is not there yet.
    pub(super) fn open_data(&mut self, path: &Path) -> Result<(), Problem> {
        if self.files.named(path).is_none() {
            let given = self.given.iter().flatten().find(|file| file.name == path);
            let file = given.map_or_else(|| SourceFile::open_data(path), |file| Ok(file.clone()))?;
            self.files.push(file);
        }
        Ok(())
    }

    fn read_file<T: serde::de::DeserializeOwned>(&mut self, index: usize) -> Option<T> {
        let reading = read(&self.files.all()[index]);
        self.problems.extend(reading.problems);
        self.taken_out.extend(reading.taken_out);
        reading.value
    }

    /// All seed data of the scenario's region, as far as they can be read.
    fn seed(&mut self, scenario: &RawScenario) -> RawSeed {
        let Some(name) = &scenario.seeds else {
            self.missing("seeds", "it names the region's base-year data, a built-in region or a TOML file");
            self.partial = true;
            return RawSeed::default();
        };
        let first = self.files.all().len();
        let mut readable = true;
        for file in self.seed_files(name) {
            match file {
                Ok(file) => self.files.push(file),
                Err(problem) if problem.location.as_ref().is_some_and(|l| l.line.is_some()) => {
                    readable = false;
                    self.problems.push(problem);
                }
                Err(problem) if problem.path.is_empty() => {
                    readable = false;
                    let file = problem.location.map_or(String::new(), |l| format!(" ({})", l.file.display()));
                    self.note("seeds", format!("found \"{name}\"{file}: {}", problem.message));
                }
                Err(problem) => self.problems.push(problem),
            }
        }
        let mut whole = RawSeed::default();
        for index in first..self.files.all().len() {
            let Some(part) = self.read_file::<RawSeed>(index) else {
                readable = false; // what else is missing may stand in this file
                continue;
            };
            for section in whole.merge(part) {
                let file = &self.files.all()[index];
                let message = format!("[{section}] stands in an earlier file of the region already");
                let (_, line) = file.find(&segments(section));
                let problem = file.problem(section, message, line);
                self.problems.push(problem);
            }
        }
        self.partial = !readable || self.files.all().len() == first;
        whole
    }

    /// The files behind the name of a region: a TOML file or a folder of them beside the scenario, or a built-in region.
    fn seed_files(&self, name: &str) -> Vec<Result<SourceFile, Problem>> {
        if let Some(given) = &self.given {
            let is_scenario = |file: &SourceFile| self.files.of_scenarios().any(|scenario| scenario.name == file.name);
            let seeds = given.iter().filter(|file| has_toml_ending(&file.name) && !is_scenario(file));
            return seeds.cloned().map(Ok).collect();
        }
        if let Some(folder) = self.files.folder_of("seeds") {
            let path = folder.join(name);
            if path.is_dir() {
                return files_in(&path);
            }
            if path.exists() {
                return vec![SourceFile::open(&path)];
            }
            if has_toml_ending(Path::new(name)) {
                let message = format!("found \"{name}\"; there is no such file beside the scenario");
                return vec![Err(Problem::new("seeds", message))];
            }
        }
        if let Some((_, files)) = SEEDS.iter().find(|(region, _)| *region == name) {
            return files.iter().map(|(file, text)| Ok(SourceFile::builtin(file, text))).collect();
        }
        let names = SEEDS.iter().map(|(region, _)| *region);
        let hint = hint(name, names.clone(), ".");
        let known: Vec<&str> = names.collect();
        let message = format!(
            "found \"{name}\", neither a file beside the scenario nor a built-in region{hint} Built in: {}",
            known.join(", ")
        );
        vec![Err(Problem::new("seeds", message))]
    }
}

pub(super) fn has_toml_ending(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("toml"))
}

/// All TOML files of a folder, in the order of their names.
fn files_in(folder: &Path) -> Vec<Result<SourceFile, Problem>> {
    let whole = |message: String| Problem {
        path: String::new(),
        message,
        location: Some(Location { file: folder.to_owned(), line: None }),
    };
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => return vec![Err(whole(format!("the folder cannot be read: {error}")))],
    };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).filter(|p| has_toml_ending(p)).collect();
    paths.sort();
    if paths.is_empty() {
        return vec![Err(whole("the folder holds no TOML file".into()))];
    }
    paths.iter().map(|path| SourceFile::open(path)).collect()
}
