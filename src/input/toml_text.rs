//! From text to TOML values, noting what is no TOML, keys given twice, and numbers too large to be held.

use toml::de::{DeArray, DeTable, DeValue};
use toml::{Table, Value};

use super::{Problem, Segment, SourceFile, spell};

/// After so many problems a file is left for another day.
pub(crate) const MOST_PROBLEMS: usize = 50;

/// What the text of a file holds, what was wrong with it, and the paths that were left out.
pub(crate) struct TomlText {
    /// Nothing where the text is no TOML in a way that leaves open what stands where.
    pub(crate) table: Option<Table>,
    pub(crate) problems: Vec<Problem>,
    pub(crate) left_out: Vec<String>,
}

impl TomlText {
    /// Reads the text as far as it is TOML, with at most [`MOST_PROBLEMS`].
    pub(crate) fn read(file: &SourceFile) -> Self {
        let (parsed, errors) = DeTable::parse_recoverable(&file.text);
        let root = parsed.get_ref();
        let (twice, broken): (Vec<_>, Vec<_>) =
            first_causes(&errors).iter().partition(|error| error.message() == "duplicate key");
        let mut problems: Vec<Problem> =
            twice.into_iter().take(MOST_PROBLEMS).map(|e| given_twice(file, root, e)).collect();
        problems.extend(broken.iter().take(MOST_PROBLEMS).map(|error| no_toml(file, error)));
        if !broken.iter().all(|error| is_of_one_value(file, error)) {
            return Self { table: None, problems, left_out: Vec::new() };
        }
        let mut lines: Vec<usize> = broken.iter().filter_map(|e| e.span()).map(|span| file.line(span.start)).collect();
        lines.dedup();
        problems.dedup_by(|a, b| a.location == b.location); // a slip often gives two errors
        let mut walk = Walk { file, broken: lines, path: Vec::new(), problems, left_out: Vec::new() };
        let table = walk.table(root);
        Self { table: Some(table), problems: walk.problems, left_out: walk.left_out }
    }
}

/// The errors up to the first brace that is not closed: what follows it is read as if it stood inside.
fn first_causes(errors: &[toml::de::Error]) -> &[toml::de::Error] {
    let open = errors.iter().position(inside_braces);
    &errors[..open.map_or(errors.len(), |index| index + 1)]
}

/// Whether what is broken is one value, on the line of its key, so that all other lines say what they say.
fn is_of_one_value(file: &SourceFile, error: &toml::de::Error) -> bool {
    let Some(span) = error.span() else { return false };
    let line = file.text.lines().nth(file.line(span.start) - 1).unwrap_or_default().trim_start();
    let closed = |open: char, close: char| line.matches(open).count() == line.matches(close).count();
    let whole =
        closed('[', ']') && closed('{', '}') && line.matches('"').count().is_multiple_of(2) && !line.contains("\"\"\"");
    whole
        && !inside_braces(error)
        && !line.starts_with('[')
        && line.split_once('=').is_some_and(|(key, _)| !key.trim().is_empty())
}

fn inside_braces(error: &toml::de::Error) -> bool {
    ["key-value pairs", "inline table"].iter().any(|words| error.message().contains(words))
}

fn no_toml(file: &SourceFile, error: &toml::de::Error) -> Problem {
    let mut message = error.message().replace('\n', ", ");
    if message.contains("unquoted key") {
        message += "; names with other letters than a to z, digits, _ and - stand in quotes";
    }
    let Some(span) = error.span() else { return file.problem("", format!("this is not TOML: {message}"), None) };
    let mut at = span.start;
    if inside_braces(error) {
        // The reader stops at the next thing written; what is missing is missing after the last one.
        at = file.text[..at].trim_end().len().saturating_sub(1);
        message = String::from("a comma, or the brace } that closes this, is missing here");
    }
    file.problem("", format!("this is not TOML: {message}"), Some(file.line(at)))
}

fn given_twice(file: &SourceFile, root: &DeTable, error: &toml::de::Error) -> Problem {
    let span = error.span().unwrap_or_default();
    let name = file.text.get(span.clone()).unwrap_or_default().trim_matches(['"', '\'']).to_owned();
    let under_header = path_under_header(file, span.start, &name);
    let path = under_header.unwrap_or_else(|| path_beside_last_key(file, root, span.start, &name));
    let first = file.find(&path).1.filter(|line| *line < file.line(span.start));
    let first = first.map_or(String::new(), |line| format!(", first on line {line}"));
    file.problem(&spell(&path), format!("this key is given twice{first}; keep one"), Some(file.line(span.start)))
}

/// The path of a key under the header above it, where there is such a key.
fn path_under_header(file: &SourceFile, place: usize, name: &str) -> Option<Vec<Segment>> {
    let before = file.text.get(..place)?;
    let of_table = |line: &str| line.starts_with('[') && !line.starts_with("[[");
    let header =
        before.lines().map(str::trim_start).rfind(|line| line.starts_with('[')).filter(|line| of_table(line))?;
    let parsed: Table = format!("{}]", header.split_once(']')?.0).parse().ok()?;
    let mut path = Vec::new();
    let mut table = &parsed;
    while let Some((key, Value::Table(inner))) = table.iter().next() {
        path.push(Segment::Key(key.clone()));
        table = inner;
    }
    path.push(Segment::Key(name.to_owned()));
    (file.find(&path).0 == path.len()).then_some(path)
}

/// The path of a key given twice in the nearest table around the key before it that has it already.
fn path_beside_last_key(file: &SourceFile, root: &DeTable, place: usize, name: &str) -> Vec<Segment> {
    let mut last = (0, Vec::new());
    last_key_before(root, place, &mut Vec::new(), &mut last);
    let mut path = last.1;
    while path.pop().is_some() {
        path.push(Segment::Key(name.to_owned()));
        if file.find(&path).0 == path.len() {
            break;
        }
        path.pop();
    }
    path
}

/// Where the last key before a place in the text starts, and its path.
fn last_key_before(table: &DeTable, place: usize, path: &mut Vec<Segment>, last: &mut (usize, Vec<Segment>)) {
    for (key, value) in table {
        path.push(Segment::Key(key.get_ref().to_string()));
        let start = key.span().start;
        if (last.0..place).contains(&start) {
            *last = (start, path.clone());
        }
        match value.get_ref() {
            DeValue::Table(inner) => last_key_before(inner, place, path, last),
            DeValue::Array(entries) => {
                for (index, entry) in entries.iter().enumerate() {
                    if let DeValue::Table(inner) = entry.get_ref() {
                        path.push(Segment::Index(index));
                        last_key_before(inner, place, path, last);
                        path.pop();
                    }
                }
            }
            _ => {}
        }
        path.pop();
    }
}

/// Goes through all values of a file, leaving out those that no number can hold.
struct Walk<'f> {
    file: &'f SourceFile,
    /// Lines on which a value is no TOML: what was made of it is left out.
    broken: Vec<usize>,
    path: Vec<Segment>,
    problems: Vec<Problem>,
    left_out: Vec<String>,
}

impl Walk<'_> {
    fn table(&mut self, table: &DeTable) -> Table {
        let mut read = Table::new();
        for (key, value) in table {
            self.path.push(Segment::Key(key.get_ref().to_string()));
            let is_broken = !self.broken.is_empty() && self.broken.contains(&self.file.line(key.span().start));
            match self.value(value.get_ref()) {
                Some(value) if self.is_printable(key.get_ref()) && !is_broken => {
                    read.insert(key.get_ref().to_string(), value);
                }
                _ => self.left_out.push(spell(&self.path)),
            }
            self.path.pop();
        }
        read
    }

    /// Whether a text has no characters that would move a terminal's cursor or change its colours; notes it otherwise.
    fn is_printable(&mut self, text: &str) -> bool {
        let Some(found) = text.chars().find(|c| c.is_control() && !['\n', '\t'].contains(c)) else { return true };
        let message = format!("the text holds the control character U+{:04X}; it must be left out", u32::from(found));
        let (_, line) = self.file.find(&self.path);
        self.problems.push(self.file.problem(&spell(&self.path), message, line));
        false
    }

    /// A list; nothing where an entry is missing, since the others would move up.
    fn list(&mut self, entries: &DeArray) -> Option<Vec<Value>> {
        let mut read = Vec::new();
        for (index, entry) in entries.iter().enumerate() {
            self.path.push(Segment::Index(index));
            read.extend(self.value(entry.get_ref()));
            self.path.pop();
        }
        (read.len() == entries.len()).then_some(read)
    }

    fn value(&mut self, value: &DeValue) -> Option<Value> {
        match value {
            DeValue::String(text) => self.is_printable(text).then(|| Value::String(text.to_string())),
            DeValue::Boolean(answer) => Some(Value::Boolean(*answer)),
            DeValue::Datetime(when) => Some(Value::Datetime(*when)),
            DeValue::Table(table) => Some(Value::Table(self.table(table))),
            DeValue::Array(entries) => self.list(entries).map(Value::Array),
            DeValue::Integer(digits) => {
                let number = i64::from_str_radix(digits.as_str(), digits.radix()).ok();
                self.unless_too_large(number.map(Value::Integer), digits.as_str(), "whole numbers reach to 9.2e18")
            }
            DeValue::Float(written) => {
                let endless = ["inf", "nan"].iter().any(|word| written.as_str().contains(word));
                let number = written.as_str().parse::<f64>().ok().filter(|n| n.is_finite() || endless);
                self.unless_too_large(number.map(Value::Float), written.as_str(), "numbers reach to 1.8e308")
            }
        }
    }

    fn unless_too_large(&mut self, number: Option<Value>, written: &str, most: &str) -> Option<Value> {
        if number.is_none() {
            let (_, line) = self.file.find(&self.path);
            let message = format!("found {written}, too large a number; {most}");
            self.problems.push(self.file.problem(&spell(&self.path), message, line));
        }
        number
    }
}
