//! The files behind a scenario: its own, the one that extends, and so on.

use std::path::PathBuf;

use toml::Table;

use super::super::raw::RawScenario;
use super::super::read::fit;
use super::parent::parent;
use super::removals::Removals;
use crate::input::{Origin, Problem, Segment, SourceFile, TomlText};

/// A file of the chain, read.
#[derive(Debug)]
pub(in crate::scenario) struct Link {
    /// The scenario's name.
    pub(in crate::scenario) name: String,
    pub(in crate::scenario) file: SourceFile,
    /// What stands in it, as far as it can be used; nothing where the file cannot be read.
    pub(super) table: Option<Table>,
    pub(super) removals: Removals,
    /// What was written but could not be used.
    pub(in crate::scenario) taken_out: Vec<String>,
    pub(in crate::scenario) problems: Vec<Problem>,
}

/// A scenario's own file first, then the one it extends, and so on.
#[derive(Debug)]
pub(in crate::scenario) struct Chain {
    pub(in crate::scenario) links: Vec<Link>,
    /// Whether every file of it is there.
    pub(in crate::scenario) is_whole: bool,
}

impl Chain {
    /// Reads a scenario's file and those behind it; with `given`, these are the other files and none is opened.
    pub(in crate::scenario) fn follow(name: &str, file: SourceFile, given: Option<&[SourceFile]>) -> Self {
        let mut links = vec![Link::read(name.to_owned(), file)];
        let mut is_whole = true;
        while let Some((written, child)) = links.last().and_then(Link::extends) {
            let next = parent(&written, &child, given).and_then(|(name, file)| {
                let fault = circle(&links, &file).or_else(|| too_long(&links));
                fault.map_or(Ok((name, file)), |message| Err(Problem::new("extends", message)))
            });
            match next {
                Ok((name, file)) => links.push(Link::read(name, file)),
                Err(mut problem) => {
                    if problem.location.is_none() {
                        let line = child.find(&[Segment::Key("extends".into())]).1;
                        problem = child.problem(&problem.path, problem.message, line);
                    }
                    links.iter_mut().last().into_iter().for_each(|link| link.problems.push(problem.clone()));
                    is_whole = false;
                    break;
                }
            }
        }
        Self { links, is_whole }
    }
}

impl Link {
    fn read(name: String, file: SourceFile) -> Self {
        let mut text = TomlText::read(&file);
        let removals = text.table.as_mut().map(|table| Removals::take(&file, table, &mut text.problems));
        let reading = fit::<RawScenario>(&file, text);
        Self {
            name,
            table: reading.value.and(reading.table),
            removals: removals.unwrap_or_default(),
            taken_out: reading.taken_out,
            problems: reading.problems,
            file,
        }
    }

    /// The text under a key of the file itself.
    pub(in crate::scenario) fn text(&self, key: &str) -> Option<&str> {
        self.table.as_ref()?.get(key)?.as_str()
    }

    /// The name of the scenario it extends, and the file that says so.
    fn extends(&self) -> Option<(String, SourceFile)> {
        Some((self.text("extends")?.to_owned(), self.file.clone()))
    }
}

/// Longest chain of scenarios that extend each other.
const MOST_FILES: usize = 50;

/// What is said where a chain goes on for too long.
fn too_long(links: &[Link]) -> Option<String> {
    (links.len() >= MOST_FILES)
        .then(|| format!("{MOST_FILES} scenarios extend each other already; a chain has no more than that"))
}

/// What is said where a file stands in the chain already.
fn circle(links: &[Link], file: &SourceFile) -> Option<String> {
    let first = links.iter().position(|link| is_same(&link.file, file))?;
    let names = links[first..].iter().map(|link| &link.file).chain([file]).map(|file| file.name.display().to_string());
    Some(format!("scenarios extend each other in a circle: {}", names.collect::<Vec<_>>().join(" -> ")))
}

fn is_same(one: &SourceFile, other: &SourceFile) -> bool {
    let whole = |file: &SourceFile| -> PathBuf {
        let absolute = || std::path::absolute(&file.name).unwrap_or_else(|_| file.name.clone());
        file.name.canonicalize().unwrap_or_else(|_| absolute())
    };
    match (one.origin, other.origin) {
        (Origin::BuiltIn, Origin::BuiltIn) => one.name == other.name,
        (Origin::BuiltIn, _) | (_, Origin::BuiltIn) => false,
        _ => one.name == other.name || whole(one) == whole(other),
    }
}
