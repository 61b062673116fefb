//! Files as they were written: text, and on which line each key stands.

use std::ops::Range;
use std::path::{Path, PathBuf};

use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

use super::{Location, MOST_BYTES, Problem, read_text};

/// Where a file comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Origin {
    Disk,
    BuiltIn,
    /// Data on disk: no TOML, so no key leads there.
    Data,
}

/// A file's name and text.
#[derive(Debug, Clone)]
pub(crate) struct SourceFile {
    pub(crate) name: PathBuf,
    pub(crate) origin: Origin,
    pub(crate) text: String,
}

/// A step of the path to a value: a key, or a place in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Segment {
    Key(String),
    Index(usize),
}

impl SourceFile {
    pub(crate) fn builtin(name: &str, text: &str) -> Self {
        Self { name: name.into(), origin: Origin::BuiltIn, text: text.to_owned() }
    }

    /// A file with its text, read already.
    pub(crate) fn of(path: &Path, text: &str) -> Self {
        Self { name: path.to_owned(), origin: Origin::Disk, text: text.to_owned() }
    }

    pub(crate) fn open(path: &Path) -> Result<Self, Problem> {
        let text = read_text(path, "a TOML file", MOST_BYTES)?;
        Ok(Self { name: path.to_owned(), origin: Origin::Disk, text })
    }

    /// A file of data that a TOML file names.
    pub(crate) fn open_data(path: &Path) -> Result<Self, Problem> {
        let text = read_text(path, "a CSV file", MOST_BYTES)?;
        Ok(Self { name: path.to_owned(), origin: Origin::Data, text })
    }

    /// The folder that relative names of seed files start from; none for a built-in scenario.
    pub(crate) fn folder(&self) -> Option<&Path> {
        match self.origin {
            Origin::Disk | Origin::Data => Some(self.name.parent().unwrap_or_else(|| Path::new(""))),
            Origin::BuiltIn => None,
        }
    }

    /// The line of a place in the text, from 1.
    pub(crate) fn line(&self, offset: usize) -> usize {
        1 + self.text.bytes().take(offset).filter(|byte| *byte == b'\n').count()
    }

    pub(crate) fn problem(&self, path: &str, message: String, line: Option<usize>) -> Problem {
        Problem { path: path.to_owned(), message, location: Some(Location { file: self.name.clone(), line }) }
    }

    /// What is said after the last problem that is told.
    pub(crate) fn too_many(&self) -> Problem {
        self.problem("", "more may be wrong; mend these first".into(), Some(self.text.lines().count()))
    }

    /// How many steps of a path lead to something in this file, and on which line the last of them stands.
    pub(crate) fn find(&self, path: &[Segment]) -> (usize, Option<usize>) {
        if self.origin == Origin::Data { (0, None) } else { self.places().find(path) }
    }

    /// Where the file's keys stand, to look for many of them.
    pub(crate) fn places(&self) -> Places<'_> {
        Places { file: self, table: DeTable::parse_recoverable(&self.text).0 }
    }

    /// The number or date at a path, as it is written: "number 1e5", "the date 2020-01-01".
    pub(crate) fn written(&self, path: &[Segment]) -> Option<String> {
        let (table, _) = DeTable::parse_recoverable(&self.text);
        let reached = follow(table.get_ref(), path);
        match reached.value.filter(|_| reached.depth == path.len())? {
            DeValue::Integer(digits) if digits.radix() == 10 => Some(format!("number {}", digits.as_str())),
            DeValue::Float(written) => Some(format!("number {}", written.as_str())),
            DeValue::Datetime(when) => Some(format!("the date {when}")),
            _ => None,
        }
    }
}

/// Where a file's keys stand.
#[derive(Debug)]
pub(crate) struct Places<'f> {
    file: &'f SourceFile,
    table: Spanned<DeTable<'f>>,
}

impl Places<'_> {
    /// How many steps of a path lead to something, and on which line the last of them stands.
    pub(crate) fn find(&self, path: &[Segment]) -> (usize, Option<usize>) {
        let reached = follow(self.table.get_ref(), path);
        (reached.depth, reached.span.map(|span| self.file.line(span.start)))
    }
}

/// How far a path leads.
struct Reached<'t> {
    depth: usize,
    /// Where the key (or list entry) reached last stands.
    span: Option<Range<usize>>,
    value: Option<&'t DeValue<'t>>,
}

/// Follows a path as far as it leads.
fn follow<'t>(table: &'t DeTable<'t>, path: &[Segment]) -> Reached<'t> {
    let mut reached = Reached { depth: 0, span: None, value: None };
    for segment in path {
        let next = match (segment, reached.value) {
            (Segment::Key(name), None) if reached.depth == 0 => in_table(table, name),
            (Segment::Key(name), Some(DeValue::Table(table))) => in_table(table, name),
            (Segment::Index(index), Some(DeValue::Array(entries))) => {
                entries.get(*index).map(|entry| (entry.span(), entry.get_ref()))
            }
            (Segment::Key(name), Some(DeValue::Array(entries))) => with_id(entries, name),
            _ => None,
        };
        let Some((span, value)) = next else { break };
        reached = Reached { depth: reached.depth + 1, span: Some(span), value: Some(value) };
    }
    reached
}

fn in_table<'t>(table: &'t DeTable<'t>, name: &str) -> Option<(Range<usize>, &'t DeValue<'t>)> {
    let found = table.iter().find(|(key, _)| key.get_ref() == name);
    found.map(|(key, value)| (key.span(), value.get_ref()))
}

/// The entry of a list of tables that has this name as its id: `policy.gas_for_coal` is one of `[[policy]]`.
fn with_id<'t>(entries: &'t DeArray<'t>, id: &str) -> Option<(Range<usize>, &'t DeValue<'t>)> {
    let is_named = |value: &DeValue| match value {
        DeValue::Table(table) => in_table(table, "id").is_some_and(|(_, found)| found.as_str() == Some(id)),
        _ => false,
    };
    entries.iter().find(|entry| is_named(entry.get_ref())).map(|entry| (entry.span(), entry.get_ref()))
}

/// Splits `target[2].year` into its steps.
pub(crate) fn segments(path: &str) -> Vec<Segment> {
    let mut segments = Vec::new();
    for part in path.split('.').filter(|part| !part.is_empty()) {
        let (key, indices) = part.split_once('[').map_or((part, ""), |(key, rest)| (key, rest));
        segments.push(Segment::Key(key.to_owned()));
        let indices = indices.split('[').filter_map(|index| index.trim_end_matches(']').parse().ok());
        segments.extend(indices.map(Segment::Index));
    }
    segments
}

/// `sector.steel.loadings` or `target[2].year`.
pub(crate) fn spell(path: &[Segment]) -> String {
    let mut written = String::new();
    for segment in path {
        match segment {
            Segment::Key(key) if written.is_empty() => written.push_str(key),
            Segment::Key(key) => written.extend([".", key]),
            Segment::Index(index) => written = format!("{written}[{index}]"),
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_lead_to_lines() {
        let text = "title = \"x\"\n[sector.steel]\nshock_sd = { kind = \"normal\",\n  sd = 1 }\n[[target]]\nid = \"a\"\n[[target]]\nid = \"b\"\n";
        let file = SourceFile::builtin("test.toml", text);
        let line = |path: &str| file.find(&segments(path));
        assert_eq!(line("sector.steel.shock_sd"), (3, Some(3)));
        assert_eq!(line("sector.steel.shock_sd.sd"), (4, Some(4)));
        assert_eq!(line("sector.steel.missing"), (2, Some(2)));
        assert_eq!(line("target[1].id"), (3, Some(8)));
        assert_eq!(line("target.b.id"), (3, Some(8)));
        assert_eq!(line("nowhere"), (0, None));
    }
}
