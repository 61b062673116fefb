//! Every value of a scenario as it is resolved, with the place it was written.

use std::collections::BTreeMap;
use std::fmt;

use toml::{Table, Value};

use super::Scenario;
use super::extends::{is_distribution, name_of};
use super::partial::SECTIONS;
use super::words::in_words;
use crate::input::{Location, Places, Segment, shown};
use crate::model::Parameter;

/// A value as it is written.
#[derive(Debug, Clone, PartialEq)]
pub enum WrittenValue {
    /// A plain number.
    Number(f64),
    /// Anything else, in words: a name, a list, a distribution by its kind and parameters.
    Words(String),
}

impl fmt::Display for WrittenValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => f.write_str(&shown(*number)),
            Self::Words(words) => f.write_str(words),
        }
    }
}

/// A value of a scenario, and the place it was written.
#[derive(Debug, Clone, PartialEq)]
pub struct Written {
    /// Its dotted path, entries of lists by their names: `sector.steel.output_growth`, `target.ID.value`.
    pub path: String,
    /// The value.
    pub value: WrittenValue,
    /// Its unit; empty where it has none or none is known.
    pub unit: String,
    /// Whether it is stated, derived or assumed, where that is written.
    pub standing: Option<String>,
    /// Where it comes from, where that is written.
    pub source: Option<String>,
    /// The file and line.
    pub location: Location,
}

impl Scenario {
    /// Every value of the scenario with those it inherits, sector by sector where all sectors share one, in the order of
    /// sections. Seeds are left out.
    ///
    /// ```
    /// use kapok::Scenario;
    /// let written = Scenario::builtin("baseline")?.written();
    /// let steel = written.iter().find(|value| value.path == "sector.steel.output_growth");
    /// assert!(steel.and_then(|value| value.location.line).is_some_and(|line| line > 100));
    /// # Ok::<(), kapok::Problems>(())
    /// ```
    pub fn written(&self) -> Vec<Written> {
        let mut walk = Walk::new(self);
        let known = SECTIONS.iter().filter_map(|section| self.written.get_key_value(*section));
        for (section, value) in known {
            match section.as_str() {
                "sector_defaults" => {}
                "sector" => walk.sectors(value.as_table()),
                _ => walk.value(&Place::of(section), value, &About::default()),
            }
        }
        if !self.written.contains_key("sector") {
            walk.sectors(None);
        }
        walk.found
    }

    /// Every value of the region's seed files.
    pub fn written_seeds(&self) -> Vec<Written> {
        let mut found = Vec::new();
        for file in self.files.of_seeds() {
            let Some(table) = crate::input::TomlText::read(file).table else { continue };
            let mut walk = Walk { seeds: true, places: vec![file.places()], ..Walk::new(self) };
            walk.names = vec![file.name.clone()];
            for (section, value) in &table {
                walk.value(&Place::of(section), value, &About::default());
            }
            found.extend(walk.found);
        }
        found
    }
}

/// The path of a value: as the scenario has it, and for people.
#[derive(Debug, Clone)]
struct Place {
    steps: Vec<Segment>,
    name: String,
}

impl Place {
    fn of(section: &str) -> Self {
        Self { steps: vec![Segment::Key(section.to_owned())], name: section.to_owned() }
    }

    fn key(&self, key: &str) -> Self {
        let steps = [&self.steps[..], &[Segment::Key(key.to_owned())]].concat();
        Self { steps, name: format!("{}.{key}", self.name) }
    }

    /// An entry of a list, by its name where it has one.
    fn entry(&self, index: usize, entry: &Table) -> Self {
        let steps = [&self.steps[..], &[Segment::Index(index)]].concat();
        let own = if self.steps.len() == 1 { name_of(&self.name, entry) } else { None };
        let name = own.map_or_else(|| format!("{}[{index}]", self.name), |own| format!("{}.{own}", self.name));
        Self { steps, name }
    }
}

/// What a table says about all values in it.
#[derive(Debug, Clone, Default)]
struct About {
    unit: Option<String>,
    standing: Option<String>,
    source: Option<String>,
}

impl About {
    /// The same with what a table inside says.
    fn inside(&self, table: &Table) -> Self {
        let text = |key: &str, outer: &Option<String>| {
            table
                .get(key)
                .and_then(Value::as_str)
                .map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "))
                .or(outer.clone())
        };
        Self {
            unit: text("unit", &self.unit),
            standing: text("standing", &self.standing),
            source: text("source", &self.source),
        }
    }
}

/// Keys that are told with the values beside them.
const ABOUT: [&str; 2] = ["standing", "source"];

/// Numbers of an entry that are in the unit written beside them.
const IN_UNIT: [&str; 4] = ["base", "limit", "value", "value_high"];

struct Walk<'s> {
    scenario: &'s Scenario,
    /// Whether seeds are told: there a unit is that of all numbers below it, and a number may be a table of its own.
    seeds: bool,
    places: Vec<Places<'s>>,
    names: Vec<std::path::PathBuf>,
    units: BTreeMap<String, String>,
    found: Vec<Written>,
}

impl<'s> Walk<'s> {
    fn new(scenario: &'s Scenario) -> Self {
        let files = || scenario.files.of_scenarios();
        Self {
            scenario,
            seeds: false,
            places: files().map(|file| file.places()).collect(),
            names: files().map(|file| file.name.clone()).collect(),
            units: units(scenario),
            found: Vec::new(),
        }
    }

    /// All sectors, each with what they share where it has nothing of its own.
    fn sectors(&mut self, own: Option<&Table>) {
        let nothing = Table::new();
        let shared = self.scenario.written.get("sector_defaults").and_then(Value::as_table).unwrap_or(&nothing);
        for sector in &self.scenario.data.region.sectors {
            let own = own.and_then(|all| all.get(&sector.id)).and_then(Value::as_table).unwrap_or(&nothing);
            let place = Place::of("sector").key(&sector.id);
            let about = About::default().inside(own);
            own.iter().for_each(|(key, value)| self.value(&place.key(key), value, &about));
            let has_growth = own.contains_key("output_growth") || own.contains_key("demand_growth");
            for (key, value) in shared.iter().filter(|(key, _)| !own.contains_key(*key)) {
                if !(has_growth && ["output_growth", "demand_growth"].contains(&key.as_str())) {
                    let steps = Place::of("sector_defaults").key(key).steps;
                    self.value(&Place { steps, name: place.key(key).name }, value, &About::default());
                }
            }
        }
    }

    fn value(&mut self, place: &Place, value: &Value, about: &About) {
        match value {
            Value::Table(table) if is_distribution(table) => self.note(place, in_words(value), &about.inside(table)),
            Value::Table(table) if self.seeds && table.contains_key("value") => self.quantity(place, table, about),
            Value::Table(table) => self.table(place, table, &about.inside(table), &[]),
            Value::Array(entries) if entries.iter().any(Value::is_table) => {
                for (index, entry) in entries.iter().enumerate() {
                    let Value::Table(entry) = entry else { continue };
                    self.table(&place.entry(index, entry), entry, &about.inside(entry), &["id", "between"]);
                }
            }
            Value::Integer(number) => self.note_number(place, *number as f64, about),
            Value::Float(number) => self.note_number(place, *number, about),
            other => self.note(place, in_words(other), &About { unit: None, ..about.clone() }),
        }
    }

    fn table(&mut self, place: &Place, table: &Table, about: &About, silent: &[&str]) {
        // A unit of the seeds is told with every number below it.
        let beside = |key: &str| ABOUT.contains(&key) || silent.contains(&key) || (self.seeds && key == "unit");
        let told: Vec<_> = table.iter().filter(|(key, _)| !beside(key)).collect();
        told.into_iter().for_each(|(key, value)| self.value(&place.key(key), value, about));
    }

    /// A number of the seeds with its range.
    fn quantity(&mut self, place: &Place, table: &Table, about: &About) {
        let about = about.inside(table);
        for key in ["value", "low", "high"] {
            let number = table.get(key).and_then(|value| value.as_float().or(value.as_integer().map(|n| n as f64)));
            let name = if key == "value" { place.name.clone() } else { place.key(key).name };
            if let Some(number) = number {
                self.note_number(&Place { steps: place.key(key).steps, name }, number, &about);
            }
        }
    }

    fn note_number(&mut self, place: &Place, number: f64, about: &About) {
        self.push(place, WrittenValue::Number(number), about);
    }

    fn note(&mut self, place: &Place, words: String, about: &About) {
        self.push(place, WrittenValue::Words(words), about);
    }

    fn push(&mut self, place: &Place, value: WrittenValue, about: &About) {
        let (file, path) =
            if self.seeds { (0, place.steps.clone()) } else { self.scenario.files.origin.place(&place.steps) };
        let line = self.places.get(file).and_then(|places| places.find(&path).1);
        let key = place.name.rsplit('.').next().unwrap_or_default();
        let own = about.unit.clone().filter(|_| self.seeds || IN_UNIT.contains(&key));
        let unit = self.units.get(&place.name).cloned().or(own).unwrap_or_default();
        self.found.push(Written {
            path: place.name.clone(),
            value,
            unit,
            standing: about.standing.clone(),
            source: about.source.clone(),
            location: Location { file: self.names.get(file).cloned().unwrap_or_default(), line },
        });
    }
}

/// Units of numbers whose files do not state them, by their dotted names.
fn units(scenario: &Scenario) -> BTreeMap<String, String> {
    let data = &scenario.data;
    let a = &data.assumptions;
    let parameters = Parameter::all(a).into_iter();
    let parameters = parameters.map(|p| (p.path(a, &data.region), p.unit().symbol().to_owned()));
    let rates = ["base_year_growth.income", "base_year_growth.gdp", "base_year_growth.revenue"];
    let rates = rates.into_iter().chain(["investment.expected_growth.start", "investment.expected_growth.long_run"]);
    let rates = rates.map(|path| (path.to_owned(), crate::units::Unit::PerYear.symbol().to_owned()));
    let other = [
        ("base_year_gap.half_life", "yr"),
        ("trends.common_deviation.start_sd", "1/yr"),
        ("trends.common_deviation.long_run_sd", "1/yr"),
        ("energy.efficiency_common_sd", "1/yr"),
    ];
    let other = other.map(|(path, unit)| (path.to_owned(), unit.to_owned()));
    let targets = data.targets.iter().flat_map(|target| {
        let unit = target.indicator.unit(&data.region).symbol().to_owned();
        ["value", "value_high"].map(|key| (format!("target.{}.{key}", target.id), unit.clone()))
    });
    parameters.chain(rates).chain(other).chain(targets).collect()
}
