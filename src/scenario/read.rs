//! From TOML text to the shapes of `raw`, all unknown keys and wrong types of a file noted at once.
//!
//! Reading stops at the first thing that does not fit; that thing is then noted, taken out, and the rest read again.

use serde::de::DeserializeOwned;
use serde_path_to_error::Segment as Step;
use toml::{Table, Value};

use crate::input::{MOST_PROBLEMS, Problem, Segment, SourceFile, TomlText, nearest, shown, spell, unknown_key};

/// What was read of a file, what was wrong with it, and the paths that were taken out.
pub(super) struct Reading<T> {
    pub(super) value: Option<T>,
    /// What stands in the file without what was taken out.
    pub(super) table: Option<Table>,
    pub(super) problems: Vec<Problem>,
    pub(super) taken_out: Vec<String>,
}

pub(super) fn read<T: DeserializeOwned>(file: &SourceFile) -> Reading<T> {
    fit(file, TomlText::read(file))
}

/// The same of what was made out of the file's text.
pub(super) fn fit<T: DeserializeOwned>(file: &SourceFile, text: TomlText) -> Reading<T> {
    let mut reading = Reading { value: None, table: None, problems: text.problems, taken_out: text.left_out };
    let Some(table) = text.table else { return reading };
    let mut value = Value::Table(table);
    while reading.problems.len() < MOST_PROBLEMS {
        let error = match serde_path_to_error::deserialize::<_, T>(value.clone()) {
            Ok(read) => {
                reading.value = Some(read);
                reading.table = value.as_table().cloned();
                return reading;
            }
            Err(error) => error,
        };
        let message = error.inner().message().to_owned();
        let mut path = steps(error.path());
        let unknown = unknown_field(&message);
        if let Some(name) = unknown
            && path.last() != Some(&Segment::Key(name.to_owned()))
        {
            path.push(Segment::Key(name.to_owned()));
        }
        let written = spell(&path);
        let (_, line) = file.find(&path);
        let in_words = in_words(&message, file.written(&path).as_deref());
        reading.problems.push(file.problem(&written, in_words, line));
        let Some(removed) = take_out(&mut value, &path) else { return reading };
        reading.taken_out.push(removed);
        // A misspelt key stands for the one it means: that one is not missed as well.
        if let Some(meant) = unknown.and_then(|name| meant(name, &message)) {
            path.pop();
            path.push(Segment::Key(meant.to_owned()));
            reading.taken_out.push(spell(&path));
        }
    }
    reading.problems.push(file.too_many());
    reading
}

fn steps(path: &serde_path_to_error::Path) -> Vec<Segment> {
    path.iter()
        .filter_map(|step| match step {
            Step::Map { key } => Some(Segment::Key(key.clone())),
            Step::Seq { index } => Some(Segment::Index(*index)),
            Step::Enum { .. } | Step::Unknown => None,
        })
        .collect()
}

/// The name in "unknown field `name`, expected ...".
fn unknown_field(message: &str) -> Option<&str> {
    message.strip_prefix("unknown field `")?.split('`').next()
}

/// The names after "expected" in the same message.
fn known_fields(message: &str) -> impl Iterator<Item = &str> {
    message.split('`').skip(3).step_by(2)
}

/// The known name that a misspelt one most likely means.
fn meant<'m>(name: &str, message: &'m str) -> Option<&'m str> {
    nearest(name, known_fields(message))
}

/// The reader's message in a person's words.
fn in_words(message: &str, written: Option<&str>) -> String {
    if let Some(name) = unknown_field(message) {
        return unknown_key(name, &known_fields(message).collect::<Vec<_>>());
    }
    for prefix in ["invalid type: ", "invalid value: "] {
        if let Some((found, expected)) = message.strip_prefix(prefix).and_then(|rest| rest.split_once(", expected ")) {
            let found = match (found, written) {
                (_, Some(written)) => written.to_owned(),
                ("map", _) => "a table".to_owned(),
                ("sequence", _) => "a list".to_owned(),
                (found, _) => found_in_words(found),
            };
            return format!("found {found}; expected {}", expected_in_words(expected));
        }
    }
    message.to_owned()
}

/// "integer `7`" as "number 7".
fn found_in_words(found: &str) -> String {
    let written = found.strip_prefix("floating point `").or_else(|| found.strip_prefix("integer `"));
    match written.and_then(|rest| rest.trim_end_matches('`').parse().ok()) {
        Some(number) => format!("number {}", shown(number)),
        None => found.replace('`', ""),
    }
}

fn expected_in_words(expected: &str) -> &str {
    match expected {
        "a string" => "text in quotes",
        "a sequence" => "a list in square brackets",
        "a map" | "struct" => "a table",
        "i64" | "i32" | "u64" => "a whole number",
        "a boolean" => "true or false",
        other if other.starts_with("struct ") => "a table",
        other => other,
    }
}

/// Takes the value at `path` out, with the whole list where it is an entry of a list of plain values. The path taken
/// out, or nothing where the path leads nowhere.
fn take_out(value: &mut Value, path: &[Segment]) -> Option<String> {
    let (last, parents) = path.split_last()?;
    let mut holder = &mut *value;
    for segment in parents {
        holder = match (segment, holder) {
            (Segment::Key(key), Value::Table(table)) => table.get_mut(key)?,
            (Segment::Index(index), Value::Array(entries)) => entries.get_mut(*index)?,
            _ => return None,
        };
    }
    match (last, holder) {
        (Segment::Key(key), Value::Table(table)) => table.remove(key).map(|_| spell(path)),
        (Segment::Index(index), Value::Array(entries)) if entries.get(*index).is_some_and(Value::is_table) => {
            entries.remove(*index);
            Some(spell(path))
        }
        (Segment::Index(_), Value::Array(_)) => take_out(value, parents),
        _ => None,
    }
}
