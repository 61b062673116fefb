//! Numbers with their sources, one by one and one a sector.

use super::draft::Draft;
use super::number::NumberOr;
use super::raw_seed::{RawQuantity, RawSeries};
use crate::input::shown;

impl Draft {
    /// A number with its source, in the one unit it may be written in; the enclosing series' standing holds where it
    /// has none of its own.
    pub(super) fn quantity(
        &mut self,
        path: &str,
        raw: &RawQuantity,
        unit: &str,
        standing: Option<&str>,
    ) -> Option<f64> {
        let (value, low, high, own) = match raw {
            NumberOr::Number(value) => (Some(*value), None, None, None),
            NumberOr::Table(t) => {
                self.unit(path, t.unit.as_deref(), unit);
                (t.value.map(|n| n.0), t.low.map(|n| n.0), t.high.map(|n| n.0), t.standing.as_deref())
            }
        };
        let Some(value) = value else {
            self.missing(&format!("{path}.value"), "the number itself");
            return None;
        };
        if let Some(own) = own {
            self.standing(&format!("{path}.standing"), own);
        }
        if let Some((low, high)) = low.zip(high).filter(|(low, high)| low > high) {
            self.note(path, format!("low ({}) lies above high ({})", shown(low), shown(high)));
        } else if let Some(high) = high.filter(|high| value > *high) {
            self.note(path, format!("the value ({}) lies above high ({})", shown(value), shown(high)));
        } else if let Some(low) = low.filter(|low| value < *low) {
            self.note(path, format!("the value ({}) lies below low ({})", shown(value), shown(low)));
        }
        if own.or(standing) == Some("assumed") && (low.is_none() || high.is_none()) {
            self.note(path, "an assumed number needs its range, low and high".to_owned());
        }
        Some(value)
    }

    /// A unit that is written must be the one the number is read in.
    pub(super) fn unit(&mut self, path: &str, written: Option<&str>, unit: &str) {
        if let Some(written) = written.filter(|written| *written != unit) {
            self.note(&format!("{path}.unit"), format!("found \"{written}\"; this is read in \"{unit}\""));
        }
    }

    /// One number a sector, in the order of `sectors`; `placeholder` where one is missing, so that the rest can be
    /// checked all the same.
    pub(super) fn series(
        &mut self,
        name: &str,
        raw: Option<&RawSeries>,
        unit: &str,
        placeholder: f64,
        sectors: &[String],
    ) -> Vec<f64> {
        let Some(raw) = raw else {
            self.missing(name, "one number a sector, in a table [NAME.sectors]");
            return vec![placeholder; sectors.len()];
        };
        self.unit(name, raw.unit.as_deref(), unit);
        if let Some(standing) = &raw.standing {
            self.standing(&format!("{name}.standing"), standing);
        }
        self.check_sector_names(&format!("{name}.sectors"), raw.sectors.keys(), sectors);
        let mut values = Vec::with_capacity(sectors.len());
        for id in sectors {
            let path = format!("{name}.sectors.{id}");
            let value = if let Some(quantity) = raw.sectors.get(id) {
                self.quantity(&path, quantity, unit, raw.standing.as_deref())
            } else {
                self.missing(&path, "every sector of the region needs a number here");
                None
            };
            values.push(value.unwrap_or(placeholder));
        }
        values
    }

    /// The same, with `default` for every sector where the series is left out altogether.
    pub(super) fn series_or(
        &mut self,
        name: &str,
        raw: Option<&RawSeries>,
        unit: &str,
        default: f64,
        sectors: &[String],
    ) -> Vec<f64> {
        if raw.is_none() { vec![default; sectors.len()] } else { self.series(name, raw, unit, default, sectors) }
    }

    /// A single number, or its default where it was left out.
    pub(super) fn quantity_or(&mut self, path: &str, raw: Option<&RawQuantity>, unit: &str, default: f64) -> f64 {
        raw.and_then(|raw| self.quantity(path, raw, unit, None)).unwrap_or(default)
    }
}
