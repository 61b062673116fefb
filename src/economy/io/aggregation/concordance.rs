//! Which sectors of a table go to which groups.

use std::collections::BTreeMap;
use std::path::PathBuf;

use indexmap::{IndexMap, IndexSet};
use nalgebra::DMatrix;

use super::super::table::unusable;
use super::{wrong_share, wrong_sum};
use crate::input::{Location, Problem, Problems, hint};

/// Which sectors go to which groups, and with which weight.
///
/// ```text
/// S = (s_gi),   s_gi the share of sector i that goes to group g,   sum_g s_gi = 1
/// ```
///
/// Without weights every s_gi is 0 or 1, the aggregation matrix of Miller & Blair (2009), chapter 4. A sector of several
/// groups is split by its weights, as seller and as buyer alike. Groups stand in the order in which they are first named.
///
/// ```
/// use kapok::economy::io::Concordance;
/// let concordance = Concordance::new([("coal", "energy", 1.0), ("oil", "energy", 0.9), ("oil", "chemicals", 0.1)])?;
/// assert_eq!(concordance.groups(), ["energy", "chemicals"]);
/// let s = concordance.matrix(&["oil".to_owned(), "coal".to_owned()])?;
/// assert_eq!(s, nalgebra::dmatrix![0.9, 1.0; 0.1, 0.0]);
/// # Ok::<(), kapok::Problems>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Concordance {
    /// The sectors, and where each is first named.
    sectors: IndexMap<String, Option<Location>>,
    groups: Vec<String>,
    /// S, groups by sectors.
    weights: DMatrix<f64>,
}

/// One line of a concordance.
#[derive(Debug)]
pub(in crate::economy::io) struct Entry {
    pub(in crate::economy::io) sector: String,
    pub(in crate::economy::io) group: String,
    pub(in crate::economy::io) weight: f64,
    pub(in crate::economy::io) location: Option<Location>,
}

impl Entry {
    fn problem(&self, path: impl Into<String>, message: impl Into<String>) -> Problem {
        Problem { path: path.into(), message: message.into(), location: self.location.clone() }
    }
}

impl Concordance {
    /// A concordance from sectors, their groups and weights. Weights of a sector may miss 1 by 10^-6, as rounded ones do;
    /// they are divided by their sum, so that aggregation keeps totals.
    ///
    /// # Errors
    /// All faults together: a pair given twice, a weight below 0, weights of a sector that do not sum to 1, a group that
    /// nothing goes to, names that are empty or mean another row or column of a table.
    pub fn new<S: Into<String>, G: Into<String>>(
        entries: impl IntoIterator<Item = (S, G, f64)>,
    ) -> Result<Self, Problems> {
        let entry = |(sector, group, weight): (S, G, f64)| Entry {
            sector: sector.into(),
            group: group.into(),
            weight,
            location: None,
        };
        let (entries, problems) = (entries.into_iter().map(entry).collect::<Vec<_>>(), Vec::new());
        Self::from_entries(&entries, problems)
    }

    /// The same, `problems` being what was found wrong before.
    pub(in crate::economy::io) fn from_entries(entries: &[Entry], problems: Vec<Problem>) -> Result<Self, Problems> {
        let mut problems = problems;
        if entries.is_empty() && problems.is_empty() {
            problems.push(Problem::new("", "a concordance needs at least one sector"));
        }
        check(entries, &mut problems);
        if !problems.is_empty() {
            problems.sort_by_key(|problem| problem.location.as_ref().and_then(|location| location.line));
            return Err(Problems::new(problems));
        }
        let mut sectors: IndexMap<String, Option<Location>> = IndexMap::new();
        let mut groups: IndexSet<String> = IndexSet::new();
        let mut places = Vec::new();
        for entry in entries {
            let (group, _) = groups.insert_full(entry.group.clone());
            let known = sectors.entry(entry.sector.clone());
            let sector = known.index();
            known.or_insert_with(|| entry.location.clone());
            places.push((group, sector, entry.weight));
        }
        let mut weights = DMatrix::zeros(groups.len(), sectors.len());
        places.into_iter().for_each(|(group, sector, weight)| weights[(group, sector)] = weight);
        weights.column_iter_mut().for_each(|mut column| column /= column.sum());
        Ok(Self { sectors, groups: groups.into_iter().collect(), weights })
    }

    /// Names of the sectors, in the order in which they are first named.
    pub fn sectors(&self) -> impl Iterator<Item = &str> {
        self.sectors.keys().map(String::as_str)
    }

    /// Names of the groups.
    pub fn groups(&self) -> &[String] {
        &self.groups
    }

    /// S for the sectors of a table in their order: groups x sectors, without unit; each column sums to 1.
    ///
    /// # Errors
    /// All faults together: a sector of the table without a group, a sector that the table lacks.
    pub fn matrix(&self, sectors: &[String]) -> Result<DMatrix<f64>, Problems> {
        let mut problems = Vec::new();
        for (name, location) in self.sectors.iter().filter(|(name, _)| !sectors.contains(name)) {
            let message = format!("the table has no such sector{}", hint(name, sectors.iter().map(String::as_str), ""));
            problems.push(Problem { path: name.clone(), message, location: location.clone() });
        }
        let mut places = Vec::new();
        for name in sectors {
            if let Some(place) = self.sectors.get_index_of(name) {
                places.push(place);
            } else {
                let message = format!("this sector of the table has no group{}", hint(name, self.sectors(), ""));
                let location = self.file().map(|file| Location { file, line: None });
                problems.push(Problem { path: name.clone(), message, location });
            }
        }
        if problems.is_empty() { Ok(self.weights.select_columns(&places)) } else { Err(Problems::new(problems)) }
    }

    fn file(&self) -> Option<PathBuf> {
        self.sectors.values().flatten().next().map(|location| location.file.clone())
    }
}

/// Everything wrong with the lines of a concordance.
fn check(entries: &[Entry], problems: &mut Vec<Problem>) {
    let mut pairs: BTreeMap<(&str, &str), &Entry> = BTreeMap::new();
    let mut sectors: IndexMap<&str, (&Entry, f64)> = IndexMap::new();
    let mut groups: IndexMap<&str, (&Entry, f64)> = IndexMap::new();
    for entry in entries {
        let Entry { sector, group, weight, .. } = entry;
        let pair = format!("{sector}.{group}");
        if sector.is_empty() {
            problems.push(entry.problem("", "the sector is missing"));
        }
        if let Some(why) = unusable(group) {
            problems.push(entry.problem(sector, format!("group: {why}")));
        }
        if let Some(first) = pairs.insert((sector, group), entry) {
            let line = first.location.as_ref().and_then(|location| location.line);
            let line = line.map_or(String::new(), |line| format!(", first in line {line}"));
            problems.push(entry.problem(&pair, format!("this pair is given twice{line}")));
        }
        if let Some(why) = wrong_share(*weight, "a weight") {
            problems.push(entry.problem(&pair, why));
        }
        sectors.entry(sector).or_insert((entry, 0.0)).1 += weight;
        groups.entry(group).or_insert((entry, 0.0)).1 += weight;
    }
    // Sums tell nothing where single weights are wrong.
    if problems.is_empty() {
        for (sector, (first, sum)) in sectors {
            problems.extend(wrong_sum(sum, "the weights of this sector").map(|why| first.problem(sector, why)));
        }
        for (group, (first, _)) in groups.iter().filter(|(_, (_, sum))| *sum == 0.0) {
            problems.push(first.problem(*group, "nothing goes to this group: all its weights are 0"));
        }
    }
}
