//! Goes through the values of a TOML file and notes all faults with their places.

use std::path::Path;

use indexmap::IndexMap;
use nalgebra::DMatrix;
use toml::Value;

use super::super::super::table::unusable;
use super::super::super::{Table, TableData};
use crate::input::{
    MOST_PROBLEMS, Problem, Problems, Segment, SourceFile, TomlText, hint, nearest, shown, spell, unknown_key,
};

const KEYS: [&str; 7] = ["sectors", "flows", "final_demand", "output", "primary", "final_compensation", "satellites"];

pub(super) struct Reader<'f> {
    file: &'f SourceFile,
    sectors: Vec<String>,
    problems: Vec<Problem>,
    /// What was written but could not be used, and is not missed again.
    excused: Vec<String>,
}

/// The numbers of a row, one a sector; none where not given.
type Row = Vec<Option<f64>>;

fn key(name: &str) -> Segment {
    Segment::Key(name.to_owned())
}

impl Reader<'_> {
    /// The table that a text holds, or everything wrong with it.
    pub(super) fn table(file: &Path, text: &str) -> Result<Table, Problems> {
        let file = SourceFile::of(file, text);
        let text = TomlText::read(&file);
        let Some(values) = text.table else { return Err(Problems::new(text.problems)) };
        let mut reader = Reader { file: &file, sectors: Vec::new(), problems: text.problems, excused: text.left_out };
        let data = reader.data(&values);
        if !reader.problems.is_empty() {
            return Err(Problems::new(reader.told()));
        }
        Table::new(data).map_err(|problems| {
            let located = problems.into_vec().into_iter().map(|problem| reader.located(problem));
            Problems::new(located.collect())
        })
    }

    /// Notes a problem with what `path` leads to, called `what`.
    fn note(&mut self, path: &[Segment], what: &str, message: String) {
        // Each line is looked up anew: beyond what is told anyway, that would only take time.
        if self.problems.len() <= MOST_PROBLEMS {
            let (_, line) = self.file.find(path);
            self.problems.push(self.file.problem(what, message, line));
        }
    }

    /// Notes that a key is missing at the top, unless it was written and could not be used.
    fn missing(&mut self, name: &str, why: &str) {
        if !self.excused.iter().any(|excused| excused == name) {
            self.note(&[], name, format!("this key is missing: {why}"));
        }
    }

    fn told(&mut self) -> Vec<Problem> {
        let mut problems = std::mem::take(&mut self.problems);
        problems.sort_by_key(|problem| problem.location.as_ref().and_then(|location| location.line));
        if problems.len() > MOST_PROBLEMS {
            problems.truncate(MOST_PROBLEMS);
            problems.push(self.file.too_many());
        }
        problems
    }

    fn data(&mut self, values: &toml::Table) -> TableData {
        for name in values.keys().filter(|name| !KEYS.contains(&name.as_str())) {
            self.note(&[key(name)], name, unknown_key(name, &KEYS));
            // A misspelt key stands for the one it means: that one is not missed as well.
            self.excused.extend(nearest(name, KEYS).map(str::to_owned));
        }
        self.sectors(values.get("sectors"));
        let sectors = self.sectors.clone();
        if sectors.is_empty() {
            // Nothing else can be told of rows and columns without names.
            return TableData::default();
        }
        let flows = self.flows(values.get("flows"));
        let final_demand = self.final_demand(values.get("final_demand"));
        let output = match values.get("output") {
            Some(value) => self.row(&[key("output")], value, true).map(filled),
            None => Some((0..sectors.len()).map(|i| flows.row(i).sum() + demand_of(&final_demand, i)).collect()),
        };
        let primary = self.rows("primary", values.get("primary"), false);
        let satellites = self.rows("satellites", values.get("satellites"), false);
        let final_compensation = self.final_compensation(values.get("final_compensation"));
        let output = output.unwrap_or_default();
        TableData { sectors, flows, final_demand, output, primary, final_compensation, satellites }
    }

    /// What categories of final demand pay for labour directly.
    fn final_compensation(&mut self, value: Option<&Value>) -> IndexMap<String, f64> {
        const NAME: &str = "final_compensation";
        let Some(value) = value else { return IndexMap::new() };
        let Some(entries) = self.section(NAME, Some(value), "") else { return IndexMap::new() };
        let number = |(name, value): (&String, &Value)| {
            let paid = self.number(&[key(NAME)], key(name), &format!("{NAME}.{name}"), value)?;
            Some((name.clone(), paid))
        };
        entries.iter().filter_map(number).collect()
    }

    fn sectors(&mut self, value: Option<&Value>) {
        const WHY: &str = "the names of the sectors, a list of texts in quotes";
        let path = [key("sectors")];
        let Some(value) = value else { return self.missing("sectors", WHY) };
        let Value::Array(names) = value else {
            return self.note(&path, "sectors", format!("found {}; needed are {WHY}", found(value)));
        };
        if names.is_empty() {
            self.note(&path, "sectors", "a table needs at least one sector".to_owned());
        }
        let mut sectors: Vec<String> = Vec::new();
        for (place, name) in names.iter().enumerate() {
            let path = [key("sectors"), Segment::Index(place)];
            let Value::String(name) = name else {
                let message = format!("found {}; needed are {WHY}", found(name));
                self.note(&path, "sectors", message);
                continue;
            };
            if let Some(why) = unusable(name) {
                self.note(&path, "sectors", why);
            }
            if sectors.contains(name) {
                self.note(&path, "sectors", format!("the name \"{name}\" stands for two sectors"));
            }
            sectors.push(name.clone());
        }
        // With a name missing, rows could only be said to be of the wrong length.
        if sectors.len() == names.len() {
            self.sectors = sectors;
        }
    }

    fn flows(&mut self, value: Option<&Value>) -> DMatrix<f64> {
        let n = self.sectors.len();
        let mut flows = DMatrix::zeros(n, n);
        let Some(rows) = self.section("flows", value, "what each sector sells to each, one row a sector") else {
            return flows;
        };
        for name in rows.keys().filter(|name| !self.sectors.contains(name)).cloned().collect::<Vec<_>>() {
            let hint = hint(&name, self.sectors.iter().map(String::as_str), "");
            self.note(&[key("flows"), key(&name)], &format!("flows.{name}"), format!("there is no such sector{hint}"));
        }
        for (i, name) in self.sectors.clone().iter().enumerate() {
            let path = [key("flows"), key(name)];
            if let Some(value) = rows.get(name) {
                let row = self.row(&path, value, true);
                row.into_iter().flatten().enumerate().for_each(|(j, flow)| flows[(i, j)] = flow.unwrap_or(0.0));
            } else if !self.excused.contains(&spell(&path)) {
                let message = "this row is missing: what the sector sells to each".to_owned();
                self.note(&path, &spell(&path), message);
            }
        }
        flows
    }

    fn final_demand(&mut self, value: Option<&Value>) -> IndexMap<String, Vec<f64>> {
        const NAME: &str = "final_demand";
        if let Some(value @ Value::Array(_)) = value {
            let row = self.row(&[key(NAME)], value, true);
            return row.into_iter().map(|row| (NAME.to_owned(), filled(row))).collect();
        }
        if value.is_none() {
            self.missing(NAME, "what final users buy, one row a category");
        }
        let rows = self.rows(NAME, value, true);
        if value.and_then(Value::as_table).is_some_and(toml::Table::is_empty) {
            self.note(&[key(NAME)], NAME, "it needs at least one row".to_owned());
        }
        rows.into_iter().map(|(name, row)| (name, filled(row))).collect()
    }

    /// The rows of a section that may be missing.
    fn rows(&mut self, section: &str, value: Option<&Value>, whole: bool) -> IndexMap<String, Row> {
        let Some(value) = value else { return IndexMap::new() };
        let Some(rows) = self.section(section, Some(value), "") else { return IndexMap::new() };
        let read = |(name, value): (&String, &Value)| {
            self.row(&[key(section), key(name)], value, whole).map(|row| (name.clone(), row))
        };
        rows.iter().filter_map(read).collect()
    }

    fn section<'v>(&mut self, name: &str, value: Option<&'v Value>, why: &str) -> Option<&'v toml::Table> {
        match value {
            Some(Value::Table(rows)) => Some(rows),
            Some(other) => {
                let message = format!("found {}; needed are rows of numbers below a line [{name}]", found(other));
                self.note(&[key(name)], name, message);
                None
            }
            None => {
                self.missing(name, why);
                None
            }
        }
    }

    /// The numbers at a path, one a sector, as a list or by name; `whole`: none may be left out.
    fn row(&mut self, path: &[Segment], value: &Value, whole: bool) -> Option<Row> {
        let what = spell(path);
        let n = self.sectors.len();
        match value {
            Value::Array(entries) => {
                if entries.len() != n {
                    let message = format!("the row has {} numbers; there are {n} sectors", entries.len());
                    self.note(path, &what, message);
                }
                let mut row = Vec::new();
                for (j, entry) in entries.iter().enumerate() {
                    let column = self.sectors.get(j).cloned().unwrap_or_else(|| (j + 1).to_string());
                    row.push(self.number(path, Segment::Index(j), &format!("{what}.{column}"), entry));
                }
                (row.len() == n).then_some(row)
            }
            Value::Table(entries) => Some(self.named(path, &what, entries, whole)),
            other => {
                self.note(path, &what, format!("found {}; a list of numbers is needed, one a sector", found(other)));
                None
            }
        }
    }

    fn named(&mut self, path: &[Segment], what: &str, entries: &toml::Table, whole: bool) -> Row {
        let sectors = self.sectors.clone();
        let mut row = vec![None; sectors.len()];
        let mut meant: Vec<&str> = Vec::new();
        for (name, value) in entries {
            if let Some(place) = sectors.iter().position(|sector| sector == name) {
                row[place] = self.number(path, key(name), &format!("{what}.{name}"), value);
            } else {
                let names = || sectors.iter().map(String::as_str);
                meant.extend(nearest(name, names()));
                let path = [path, &[key(name)]].concat();
                self.note(
                    &path,
                    &format!("{what}.{name}"),
                    format!("there is no such sector{}", hint(name, names(), "")),
                );
            }
        }
        for name in sectors
            .iter()
            .filter(|name| whole && !entries.contains_key(name.as_str()) && !meant.contains(&name.as_str()))
        {
            let cell = format!("{what}.{name}");
            if !self.excused.contains(&cell) {
                self.note(path, &cell, "this number is missing; write 0 where nothing flows".to_owned());
            }
        }
        row
    }

    fn number(&mut self, path: &[Segment], last: Segment, what: &str, value: &Value) -> Option<f64> {
        let message = match value {
            Value::Integer(number) => return Some(*number as f64),
            Value::Float(number) if number.is_finite() => return Some(*number),
            Value::Float(number) => format!("found {number}; a finite number is needed"),
            other => format!("found {}; a number is needed", found(other)),
        };
        self.note(&[path, &[last]].concat(), what, message);
        None
    }

    /// Adds to what [`Table::new`] found its line: that of the output, or of the row that adds up to it.
    fn located(&self, problem: Problem) -> Problem {
        let name = problem.path.strip_prefix("output.").unwrap_or_default();
        let place = self.sectors.iter().position(|sector| sector == name).unwrap_or_default();
        if let Some(category) = problem.path.strip_prefix("final_compensation.") {
            let (_, line) = self.file.find(&[key("final_compensation"), key(category)]);
            return self.file.problem(&problem.path, problem.message, line);
        }
        let paths = [[key("output"), key(name)], [key("output"), Segment::Index(place)], [key("flows"), key(name)]];
        let line = paths.iter().find_map(|path| Some(self.file.find(path)).filter(|(depth, _)| *depth == 2)?.1);
        self.file.problem(&problem.path, problem.message, line)
    }
}

fn filled(row: Row) -> Vec<f64> {
    row.into_iter().map(|number| number.unwrap_or(0.0)).collect()
}

fn demand_of(final_demand: &IndexMap<String, Vec<f64>>, sector: usize) -> f64 {
    final_demand.values().filter_map(|demand| demand.get(sector)).sum()
}

/// A value in a person's words.
fn found(value: &Value) -> String {
    match value {
        Value::String(text) => format!("\"{text}\""),
        Value::Integer(number) => number.to_string(),
        Value::Float(number) => shown(*number),
        Value::Boolean(answer) => answer.to_string(),
        Value::Datetime(when) => format!("the date {when}"),
        Value::Array(_) => "a list".to_owned(),
        Value::Table(_) => "a table".to_owned(),
    }
}
