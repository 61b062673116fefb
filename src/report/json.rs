//! Answers as JSON: one object a run.

use indexmap::IndexMap;
use serde::ser::{Serialize, SerializeMap, Serializer};

use super::error::{ReportError, check_finite};
use super::run_entry::{PrecisionEntry, ranges};
use super::statistics::{intervals, statistics};
use super::target_entry::TargetEntry;
use crate::ensemble::{DrawnAccounts, Ensemble, IndicatorResult, YearResult};
use crate::model::Model;
use crate::units::Year;

/// Everything a run answers as one JSON object, with a line break at its end.
///
/// Numbers are written so that they read back the same. Units stand beside the values; ratios, growth rates and
/// probabilities are fractions.
///
/// # Errors
/// A number is not finite.
pub fn to_json(ensemble: &Ensemble) -> Result<String, ReportError> {
    check_finite(ensemble)?;
    Ok(serde_json::to_string_pretty(&Document::of(ensemble))? + "\n")
}

#[derive(serde::Serialize)]
struct Document<'e> {
    command: &'static str,
    scenario: &'e str,
    title: &'e str,
    base_year: Year,
    horizon: Year,
    seed: u64,
    paths: u64,
    design: &'static str,
    /// Only where the design has any.
    #[serde(skip_serializing_if = "Option::is_none")]
    replicates: Option<u64>,
    /// Only where other paths than the first ones were run.
    #[serde(skip_serializing_if = "Option::is_none")]
    ranges: Option<Vec<[u64; 2]>>,
    /// Only where a precision was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    precision: Option<PrecisionEntry>,
    threads: usize,
    elapsed_seconds: f64,
    path_years_per_second: f64,
    failed_paths: u64,
    simd: &'e str,
    /// Only where every draw was kept.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    exact: bool,
    sectors: Vec<SectorEntry<'e>>,
    groups: Vec<GroupEntry<'e>>,
    indicators: Vec<IndicatorEntry<'e>>,
    targets: Vec<TargetEntry<'e>>,
    /// Only where base-year accounts are drawn.
    #[serde(skip_serializing_if = "Option::is_none")]
    drawn_accounts: Option<DrawnEntry<'e>>,
}

/// How the drawn base-year accounts came out: numbers drawn, paths left out and why, and for each sector the share of the
/// other paths in which the supply-demand pool scaled its local sales down.
#[derive(serde::Serialize)]
struct DrawnEntry<'e> {
    numbers: usize,
    paths_inputs_above_output: u64,
    paths_not_productive: u64,
    scaled: Vec<ScaledEntry<'e>>,
}

#[derive(serde::Serialize)]
struct ScaledEntry<'e> {
    sector: &'e str,
    share: f64,
}

impl<'e> DrawnEntry<'e> {
    fn of(drawn: &DrawnAccounts, model: &'e Model) -> Self {
        let sectors = model.region().sectors.iter().zip(drawn.scaled_shares());
        Self {
            numbers: model.drawn_accounts().len(),
            paths_inputs_above_output: drawn.inputs,
            paths_not_productive: drawn.not_productive,
            scaled: sectors.map(|(sector, share)| ScaledEntry { sector: &sector.id, share }).collect(),
        }
    }
}

#[derive(serde::Serialize)]
struct SectorEntry<'e> {
    id: &'e str,
    label: &'e str,
    term: &'e str,
    /// The group it is listed under; empty for a sector that is in none.
    group: &'e str,
}

#[derive(serde::Serialize)]
struct GroupEntry<'e> {
    id: &'e str,
    label: &'e str,
    term: &'e str,
    members: Vec<&'e str>,
}

#[derive(serde::Serialize)]
struct IndicatorEntry<'e> {
    id: &'e str,
    label: String,
    term: String,
    unit: &'e str,
    basis: &'static str,
    years: Vec<YearEntry<'e>>,
}

/// The year and its statistics, by name.
struct YearEntry<'e>(&'e YearResult);

impl<'e> Document<'e> {
    fn of(ensemble: &'e Ensemble) -> Self {
        let model = &ensemble.model;
        let region = model.region();
        let sectors = region.sectors.iter().enumerate().map(|(i, sector)| SectorEntry {
            id: &sector.id,
            label: &sector.label,
            term: &sector.term,
            group: region.home_group(i).map_or("", |group| &group.id),
        });
        let groups = region.groups.iter().map(|group| GroupEntry {
            id: &group.id,
            label: &group.label,
            term: &group.term,
            members: group.members.iter().map(|&i| region.sectors[i].id.as_str()).collect(),
        });
        Self {
            command: "run",
            scenario: model.name(),
            title: model.title(),
            base_year: model.base_year(),
            horizon: model.horizon(),
            seed: ensemble.seed,
            paths: ensemble.paths,
            design: ensemble.design.name(),
            replicates: (ensemble.replicates > 1).then_some(ensemble.replicates),
            ranges: ranges(ensemble),
            precision: ensemble.precision.as_ref().map(|reached| PrecisionEntry::of(reached, model)),
            threads: ensemble.threads,
            elapsed_seconds: ensemble.elapsed_seconds,
            path_years_per_second: ensemble.path_years_per_second().min(f64::MAX),
            failed_paths: ensemble.failed_paths,
            simd: &ensemble.level,
            exact: ensemble.exact,
            sectors: sectors.collect(),
            groups: groups.collect(),
            indicators: ensemble.indicators.iter().map(|result| IndicatorEntry::of(result, model)).collect(),
            targets: ensemble.targets.iter().map(|result| TargetEntry::of(result, model)).collect(),
            drawn_accounts: ensemble.drawn_accounts.as_ref().map(|drawn| DrawnEntry::of(drawn, model)),
        }
    }
}

impl<'e> IndicatorEntry<'e> {
    fn of(result: &'e IndicatorResult, model: &'e Model) -> Self {
        let indicator = result.indicator;
        Self {
            id: &result.id,
            label: indicator.label(model.region()),
            term: indicator.term(model.region()),
            unit: indicator.unit(model.region()).symbol(),
            basis: indicator.basis(model.region()).name(),
            years: result.years.iter().map(YearEntry).collect(),
        }
    }
}

impl Serialize for YearEntry<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let statistics = statistics(self.0);
        let intervals: IndexMap<&str, [f64; 2]> = intervals(self.0).into_iter().collect();
        let mut map = serializer.serialize_map(Some(2 + statistics.len()))?;
        map.serialize_entry("year", &self.0.year)?;
        for (name, value) in statistics {
            map.serialize_entry(name, &value)?;
        }
        map.serialize_entry("intervals", &intervals)?;
        map.end()
    }
}
