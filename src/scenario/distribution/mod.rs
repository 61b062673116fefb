//! Distributions as they are written in scenario files.

mod data;
mod kinds;
mod raw;

#[cfg(feature = "cli")]
pub(super) use kinds::{KINDS, Kind};
pub(super) use raw::RawDistribution;
#[cfg(feature = "cli")]
pub(super) use raw::{KEYS, NUMBERS, QUANTILE};

use super::draft::Draft;
use super::number::{Number, NumberOr, RawUncertain, unknown};
use crate::input::shown;
use crate::sampling::{Distribution, Uncertain};
#[cfg(not(feature = "cli"))]
use kinds::{KINDS, Kind};
use raw::RawEnds;

impl Draft {
    /// A number that must be written at `path`; where it is not, `what` it would be is told.
    pub(in crate::scenario) fn needed(
        &mut self,
        path: &str,
        raw: Option<&RawUncertain>,
        what: &str,
    ) -> Option<Uncertain> {
        if raw.is_none() {
            self.missing(path, what);
        }
        raw.and_then(|raw| self.uncertain(path, raw))
    }

    /// The uncertain number written at `path`; nothing after a problem was noted.
    pub(super) fn uncertain(&mut self, path: &str, raw: &RawUncertain) -> Option<Uncertain> {
        let table = match raw {
            NumberOr::Number(value) => return Some(Uncertain::from(*value)),
            NumberOr::Table(table) => table,
        };
        if let Some(standing) = &table.standing {
            self.standing(&format!("{path}.standing"), standing);
        }
        let (whole, sound) = self.whole(path, table)?;
        let cut_off = self.cut_off(path, table.truncate.as_ref(), whole)?;
        Some(cut_off).filter(|_| sound)
    }

    /// The distribution before it is cut off, and whether all it takes is written and nothing else; nothing where not even
    /// its kind is known.
    fn whole(&mut self, path: &str, table: &RawDistribution) -> Option<(Option<Uncertain>, bool)> {
        let kind = self.kind(path, table)?;
        let given = kind.given(table);
        let missing: Vec<&str> = given.iter().copied().filter(|key| !table.has(key) && !kind.may_lack(key)).collect();
        for key in &missing {
            self.missing(&format!("{path}.{key}"), &format!("{} takes {}", kind.in_words(), kind.takes));
        }
        let all_belongs = self.foreign(path, table, &kind, given);
        if kind.name == "empirical"
            && let Some((file, column)) = table.file.as_ref().zip(table.column.as_ref())
        {
            let data = self.data(path, file, column);
            return Some((data.map(Uncertain::from), all_belongs));
        }
        let lists_are_whole =
            !missing.iter().any(|key| ["values", "weights", "file", "column", "quantiles"].contains(key));
        let points = self.points(path, table, &kind);
        let made = match points {
            Some(points) if lists_are_whole => kind.distribution(table, &points),
            _ => return Some((None, false)),
        };
        let whole = made.map_err(|error| self.note(path, error.to_string())).ok();
        Some((whole.map(Uncertain::from), all_belongs && missing.is_empty()))
    }

    /// Whether nothing is written that the kind does not take, given in the way it is; notes it otherwise.
    fn foreign(&mut self, path: &str, table: &RawDistribution, kind: &Kind, given: &[&str]) -> bool {
        let foreign: Vec<&str> = table.keys().filter(|key| !given.contains(key)).collect();
        for key in &foreign {
            let message = match *key {
                "quantiles" => format!("quantiles stand without a kind; {} takes {}", kind.in_words(), kind.takes),
                key => format!("{} has no {key}; it takes {}", kind.in_words(), kind.takes),
            };
            self.note(&format!("{path}.{key}"), message);
        }
        let takes_points = given.is_empty();
        if !takes_points {
            for key in table.points.keys() {
                let message = format!("{} takes no quantiles; it takes {}", kind.in_words(), kind.takes);
                self.note(&format!("{path}.{key}"), message);
            }
        }
        foreign.is_empty() && (takes_points || table.points.is_empty())
    }

    /// The quantiles written, with their probabilities, in order; nothing after a problem with one of their names or, where
    /// two are needed, their number was noted.
    fn points(&mut self, path: &str, table: &RawDistribution, kind: &Kind) -> Option<Vec<(f64, f64)>> {
        let (written, path) = match &table.quantiles {
            Some(quantiles) => (quantiles, format!("{path}.quantiles")),
            None => (&table.points, path.to_owned()),
        };
        let mut points = Vec::new();
        for (key, Number(value)) in written {
            match raw::percentage(key) {
                Some(percent) if 0.0 < percent && percent < 100.0 => points.push((percent / 100.0, *value)),
                Some(_) => self.note(
                    &format!("{path}.{key}"),
                    format!("found {key}; the percentage must lie above 0 and below 100"),
                ),
                None => {
                    let message = format!(
                        "found \"{key}\"; a quantile is named by its percentage, such as p05, p50 or \"p97.5\""
                    );
                    self.note(&format!("{path}.{key}"), message);
                }
            }
        }
        if points.len() < written.len() {
            return None;
        }
        if kind.name == "lognormal" && !points.is_empty() && points.len() != 2 {
            let message = format!(
                "found {} of its quantiles; a lognormal distribution is given by two, such as p05 and p95",
                points.len()
            );
            self.note(&path, message);
            return None;
        }
        points.sort_by(|a, b| a.0.total_cmp(&b.0));
        Some(points)
    }

    /// The distribution cut off to the interval written, if any; the interval is judged without a distribution too.
    fn cut_off(&mut self, path: &str, to: Option<&RawEnds>, whole: Option<Uncertain>) -> Option<Uncertain> {
        let Some(ends) = to else { return whole };
        let path = format!("{path}.truncate");
        let (low, high) = match ends {
            RawEnds::List(list) => {
                let &[Number(low), Number(high)] = list.as_slice() else {
                    let found = if list.len() == 1 { "1 number".into() } else { format!("{} numbers", list.len()) };
                    self.note(&path, format!("found {found}; an interval has two, [low, high]"));
                    return None;
                };
                (low, high)
            }
            RawEnds::Named { low: None, high: None } => {
                if !self.was_taken_out(&path) {
                    self.note(&path, "found neither low nor high; one of them is needed".into());
                }
                return None;
            }
            RawEnds::Named { low, high } => {
                (low.map_or(f64::NEG_INFINITY, |low| low.0), high.map_or(f64::INFINITY, |high| high.0))
            }
        };
        if low >= high {
            self.note(&path, format!("found [{}, {}]; the first must lie below the second", shown(low), shown(high)));
            return None;
        }
        let whole = whole?;
        let middle = whole.quantile(1e-3)..=whole.quantile(0.999);
        whole
            .truncated(low, high)
            .map_err(|error| {
                let (from, to) = (digits(*middle.start()), digits(*middle.end()));
                self.note(&path, format!("{error}; 99.8 % of it lies between {from} and {to}"));
            })
            .ok()
    }

    fn kind(&mut self, path: &str, table: &RawDistribution) -> Option<Kind> {
        let names = || KINDS.iter().map(|kind| kind.name).filter(|name| !name.is_empty());
        let path = format!("{path}.kind");
        let Some(name) = &table.kind else {
            if table.quantiles.is_some() {
                return kinds::by_quantiles();
            }
            let allowed = names().collect::<Vec<_>>().join(", ");
            self.missing(
                &path,
                &format!(
                    "a distribution needs its kind: {allowed}; or quantiles such as {{ p05 = 1, p50 = 2, p95 = 4 }}"
                ),
            );
            return None;
        };
        let found = KINDS.iter().find(|kind| kind.name == name && !name.is_empty()).copied();
        if found.is_none() {
            let message = match name.as_str() {
                "metalog" => "a metalog is written without kind, by its quantiles: { quantiles = { p05 = 1, p50 = 2, p95 = 4 } }".into(),
                "dirichlet" => "shares are drawn together, not one by one: [base_accounts] value_added_concentration draws those of value added from a Dirichlet distribution".into(),
                _ => unknown("kind of distribution", name, names()),
            };
            self.note(&path, message);
        }
        found
    }
}

/// A number of a message in four digits.
fn digits(value: f64) -> String {
    shown(format!("{value:.3e}").parse().unwrap_or(value))
}
