//! Checks of model data. All problems are collected; each names the field by the path it has in files.

use std::collections::BTreeSet;

use super::check_dependence::check_dependence;
use super::check_drawn::check_drawn;
use super::check_effects::check_effects;
use super::check_energy::check_energy;
use super::check_extensions::check_extensions;
use super::check_levels::check_levels;
use super::check_measured::check_measured;
use super::check_production::check_production;
use super::check_run::check_run;
use super::check_targets::check_targets;
use super::{ModelData, Parameter};
use crate::economy::io::{LeontiefError, QuotientError};
use crate::economy::{Accounts, AccountsError, FinalDemandData, GroupKind, Region};
use crate::input::{Problem, shown, shown_sum};
use crate::units::Year;

/// Longest projection, in years.
pub(crate) const MOST_YEARS: i32 = 200;
/// Largest income elasticity of the goods no sector makes.
const MOST_ELASTIC: f64 = 5.0;
/// Largest ratio of households' income to value added.
pub(crate) const MOST_EARNED: f64 = 1.5;
/// Largest number the reckoning takes, in any unit: a hundred million times the world's output in 10^8 yuan.
pub(crate) const LARGEST: f64 = 1e15;
/// Shares of a whole, as they are published, may miss 1 by this much.
pub(crate) const SHARE_ROUNDING: f64 = 1e-6;
/// Published shares are rounded: their sums may exceed 1 by this much.
const ROUNDING: f64 = 1e-9;

/// Checks the data and balances the accounts; all problems are noted in `found`.
pub(super) fn balance_checked(data: &ModelData, found: &mut Vec<Problem>) -> Option<Accounts> {
    check_region(&data.region, found);
    if !found.is_empty() {
        return None; // positions of sectors and groups mean nothing otherwise
    }
    let mut accounts = None;
    if check_lengths(data, found) {
        accounts = balance(data, found);
        check_accounts(data, found);
        check_drawn(data, found);
        if let Some(energy) = &data.energy {
            check_energy(energy, &data.region, found);
        }
        check_assumptions(data, found);
        if let Some(inherited) = &data.inherited_growth {
            inherited.check(data, found);
        }
        check_effects(data, found);
        check_production(data, accounts.as_ref(), found);
        check_measured(data, found);
        check_extensions(data, found);
        check_dependence(data, found);
    }
    let horizon = check_horizon(data, found);
    check_years(data, horizon, found);
    check_targets(data, horizon, found);
    check_run(data, found);
    // Levels of what is named wrongly mean nothing.
    if let Some(accounts) = accounts.as_ref().filter(|_| found.is_empty()) {
        check_levels(data, accounts, found);
    }
    accounts
}

/// Balances the accounts, or says why that cannot be done.
fn balance(data: &ModelData, found: &mut Vec<Problem>) -> Option<Accounts> {
    let shares = data.accounts.purchase_share.iter().chain([&data.accounts.external_floor]);
    if !shares.into_iter().all(|share| (0.0..=1.0).contains(share)) {
        return None; // told for themselves; what follows from them would be told in numbers no one wrote
    }
    let id = |sector: usize| data.region.sectors[sector].id.as_str();
    let faults = match Accounts::balance(&data.accounts) {
        Ok(accounts) => return Some(accounts),
        Err(faults) => faults,
    };
    for fault in faults {
        let path = match &fault {
            AccountsError::ValueAddedRatio { sector, .. } | AccountsError::Column { sector, .. } => {
                format!("value_added_ratio.sectors.{}", id(*sector))
            }
            AccountsError::ValueAdded { sector, .. } => format!("value_added.sectors.{}", id(*sector)),
            AccountsError::Leontief(LeontiefError::Negative { row, .. }) => format!("coefficients.rows.{}", id(*row)),
            AccountsError::Quotients(fault) => quotient_path(fault, id),
            AccountsError::Leontief(_) | AccountsError::Lengths => "coefficients".to_owned(),
        };
        let message = match &fault {
            AccountsError::Leontief(LeontiefError::Negative { column, value, .. }) => {
                format!("the input of {} is {value}; a coefficient must be 0 or more", id(*column))
            }
            other => other.to_string(),
        };
        found.push(Problem::new(path, message));
    }
    None
}

/// The number a fault of the location quotients is about.
fn quotient_path<'r>(fault: &QuotientError, id: impl Fn(usize) -> &'r str) -> String {
    match fault {
        QuotientError::Regional { sector, .. } => format!("value_added.sectors.{}", id(*sector)),
        QuotientError::National { sector, .. } | QuotientError::OnlyRegional { sector, .. } => {
            format!("national_value_added.sectors.{}", id(*sector))
        }
        QuotientError::NationalTotal { .. } | QuotientError::Larger { .. } => "location_quotients.national_gdp".into(),
        QuotientError::Delta { .. } => "location_quotients.delta".into(),
        QuotientError::Lengths { .. } | QuotientError::NoActivity | QuotientError::Coefficients { .. } => {
            "location_quotients".into()
        }
    }
}

fn check_region(region: &Region, found: &mut Vec<Problem>) {
    let n = region.sectors.len();
    if n == 0 {
        found.push(Problem::new("region.sectors", "a region needs at least one sector"));
    }
    let mut seen = BTreeSet::new();
    let ids = region.sectors.iter().map(|s| &s.id).chain(region.groups.iter().map(|g| &g.id));
    for id in ids {
        check_id("region.sectors", id, found);
        if !seen.insert(id) {
            found.push(Problem::new("region.sectors", format!("the name \"{id}\" stands for two sectors or groups")));
        }
    }
    for group in &region.groups {
        let kind = if group.kind == GroupKind::Branch { "branch" } else { "group" };
        let path = format!("{kind}.{}", group.id);
        let members: BTreeSet<usize> = group.members.iter().copied().collect();
        if members.is_empty() {
            found.push(Problem::new(path, "no sector belongs to it"));
        } else if members.len() < group.members.len() || members.iter().any(|&i| i >= n) {
            let message =
                format!("its members are {:?}; each is the position of one of {n} sectors, none twice", group.members);
            found.push(Problem::new(path, message));
        }
    }
    if region.industry.is_some_and(|group| group >= region.groups.len()) {
        found.push(Problem::new("region.industry", format!("there are only {} groups", region.groups.len())));
    }
}

/// Whether a name may be part of dotted paths, of indicators and of columns of tables.
pub(crate) fn is_name(id: &str) -> bool {
    !id.is_empty() && id.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-')
}

/// Notes an id that is no name.
pub(super) fn check_id(path: &str, id: &str, found: &mut Vec<Problem>) {
    if !is_name(id) {
        let message = format!("found the name \"{id}\"; a name consists of letters, digits, _ and -");
        found.push(Problem::new(path, message));
    }
}

/// Whether every vector has one entry a sector; nothing else can be checked otherwise.
fn check_lengths(data: &ModelData, found: &mut Vec<Problem>) -> bool {
    let n = data.region.sectors.len();
    let accounts = &data.accounts;
    let mut lengths = vec![
        ("value_added", accounts.value_added.len()),
        ("value_added_ratio", accounts.value_added_ratio.len()),
        ("purchase_share", accounts.purchase_share.len()),
        ("coefficients", accounts.coefficients.nrows()),
        ("coefficients", accounts.coefficients.ncols()),
        ("household_composition", accounts.households.composition.len()),
        ("government_composition", accounts.government.composition.len()),
        ("investment_composition", accounts.investment.composition.len()),
        ("labour_share", data.income.share_of_value_added.len()),
        ("sector", data.assumptions.sectors.len()),
    ];
    if let Some(energy) = &data.energy {
        lengths.extend([
            ("energy_intensity", energy.intensity.len()),
            ("energy_carriers", energy.shares.len()),
            ("co2_combustion", energy.co2_combustion.len()),
            ("co2_process", energy.co2_process.len()),
        ]);
    }
    let extensions = &data.extensions;
    for (name, values) in [
        ("tax_share", &extensions.tax_share),
        ("rnd_share", &extensions.rnd_share),
        ("employment", &extensions.employment),
    ] {
        lengths.extend(values.iter().map(|values| (name, values.len())));
    }
    if let Some(volatility) = &data.reference_volatility {
        lengths.push(("output_volatility", volatility.len()));
    }
    lengths.retain(|(_, length)| *length != n);
    for (path, length) in &lengths {
        found.push(Problem::new(*path, format!("found {length} entries; there are {n} sectors")));
    }
    lengths.is_empty()
}

/// Notes the number at `path` unless it lies in low..=high.
pub(super) fn within(path: String, value: f64, (low, high): (f64, f64), found: &mut Vec<Problem>) {
    if !(low <= value && value <= high && value.is_finite()) {
        found.push(Problem::new(path, format!("found {}; allowed is {}", shown(value), range_text(low, high))));
    }
}

pub(super) fn range_text(low: f64, high: f64) -> String {
    if high.is_infinite() { format!("{} or more", shown(low)) } else { format!("{} to {}", shown(low), shown(high)) }
}

fn check_accounts(data: &ModelData, found: &mut Vec<Problem>) {
    let accounts = &data.accounts;
    let gdp = accounts.value_added.iter().sum::<f64>();
    if gdp > LARGEST * (1.0 + ROUNDING) {
        found.push(Problem::new(
            "value_added",
            format!("sums to {}; at most {} is allowed", shown(gdp), shown(LARGEST)),
        ));
    }
    for (sector, &share) in data.region.sectors.iter().zip(&accounts.purchase_share) {
        within(format!("purchase_share.sectors.{}", sector.id), share, (0.0, 1.0), found);
    }
    let categories = [
        ("household", "household_consumption", &accounts.households, 0.0),
        ("government", "government", &accounts.government, 0.0),
        ("investment", "investment", &accounts.investment, -1.0), // changes in inventories may be negative
    ];
    for (name, total, demand, least) in categories {
        within(format!("final_demand.{total}"), demand.total, (0.0, LARGEST), found);
        check_composition(name, demand, least, &data.region, found);
    }
    within("final_demand.external_floor".into(), accounts.external_floor, (0.0, 0.99), found);
    for (sector, &share) in data.region.sectors.iter().zip(&data.income.share_of_value_added) {
        within(format!("labour_share.sectors.{}", sector.id), share, (0.0, MOST_EARNED), found);
    }
    let earned = data.income.share_of_value_added.iter().sum::<f64>();
    if accounts.households.total > 0.0 && earned <= 0.0 {
        let message = "no sector pays households any income, so their spending has nothing to follow";
        found.push(Problem::new("labour_share", message));
    }
    within("income.transfers_share".into(), data.income.transfers_share, (0.0, 0.99), found);
    for (sector, &sd) in data.region.sectors.iter().zip(data.reference_volatility.iter().flatten()) {
        within(format!("output_volatility.sectors.{}", sector.id), sd, (0.0, 5.0), found);
    }
}

fn check_composition(name: &str, demand: &FinalDemandData, least: f64, region: &Region, found: &mut Vec<Problem>) {
    for (sector, &share) in region.sectors.iter().zip(&demand.composition) {
        within(format!("{name}_composition.sectors.{}", sector.id), share, (least, 1.0), found);
    }
    let sum: f64 = demand.composition.iter().sum();
    if sum > 1.0 + ROUNDING {
        let message = format!("the shares sum to {}; they must not exceed 1", shown_sum(sum));
        found.push(Problem::new(format!("{name}_composition"), message));
    }
}

fn check_assumptions(data: &ModelData, found: &mut Vec<Problem>) {
    let a = &data.assumptions;
    for parameter in Parameter::all(a) {
        let (low, high) = parameter.allowed(a);
        let value = parameter.of(a);
        let path = parameter.path(a, &data.region);
        match value.known() {
            Some(value) => within(path, value, (low, high), found),
            None if !value.lies_within(low, high) => {
                let message = format!(
                    "the distribution reaches beyond the range allowed, {}; add truncate = [{low}, {high}] or narrow it",
                    range_text(low, high)
                );
                found.push(Problem::new(path, message));
            }
            None => {}
        }
    }
    check_loadings(data, found);
    check_outside_good(data, found);
    let mut seen = BTreeSet::new();
    for factor in &a.factors {
        check_id("factor", &factor.id, found);
        if !seen.insert(&factor.id) {
            found.push(Problem::new(format!("factor.{}", factor.id), "this factor stands here twice"));
        }
    }
    let plain = [
        ("base_year_growth.income", a.base_income_growth, (-0.9, 1.0)),
        ("base_year_growth.gdp", a.base_gdp_growth, (-0.9, 1.0)),
        ("base_year_growth.revenue", a.base_revenue_growth, (-0.9, 1.0)),
        ("trends.common_deviation.start_sd", a.trends.common_start_sd, (0.0, 1.0)),
        ("trends.common_deviation.long_run_sd", a.trends.common_long_run_sd, (0.0, 1.0)),
        ("base_year_gap.half_life", a.gap_half_life, (0.01, 100.0)),
        ("investment.expected_growth.start", a.investment.expected_growth.0, (-0.9, 1.0)),
        ("investment.expected_growth.long_run", a.investment.expected_growth.1, (-0.9, 1.0)),
        ("energy.efficiency_common_sd", a.energy.efficiency_common_sd, (0.0, 0.5)),
    ];
    for (path, value, range) in plain {
        within(path.to_owned(), value, range, found);
    }
}

/// Loadings beyond the factors would have nothing to load on.
fn check_loadings(data: &ModelData, found: &mut Vec<Problem>) {
    let a = &data.assumptions;
    let mut check = |path: String, loadings: &[crate::sampling::Uncertain]| {
        if loadings.len() > a.factors.len() {
            let message = format!("found {} loadings; there are {} factors", loadings.len(), a.factors.len());
            found.push(Problem::new(path, message));
        }
    };
    check("investment.loadings".into(), &a.investment.loadings);
    check("prices.loadings".into(), &a.prices.loadings);
    for (sector, assumed) in data.region.sectors.iter().zip(&a.sectors) {
        check(format!("sector.{}.loadings", sector.id), &assumed.loadings);
        check(format!("sector.{}.price_loadings", sector.id), &assumed.price_loadings);
    }
}

/// The goods no sector makes take the elasticity that makes the average over the basket 1; it must be a credible one.
fn check_outside_good(data: &ModelData, found: &mut Vec<Problem>) {
    let composition = &data.accounts.households.composition;
    let outside = 1.0 - composition.iter().sum::<f64>();
    if data.accounts.households.total <= 0.0 || outside < crate::model::LEAST_OUTSIDE_SHARE {
        return;
    }
    let sectors = data.assumptions.sectors.iter().zip(composition);
    let inside: f64 = sectors.map(|(sector, b)| b * sector.income_elasticity.median()).sum();
    let elasticity = (1.0 - inside) / outside;
    if elasticity.abs() > MOST_ELASTIC {
        let message = format!(
            "the income elasticities leave {elasticity:.1} to the {:.2} % of spending that goes to products no sector makes, so that the average is 1; at most {MOST_ELASTIC} is credible. Bring the sectors' elasticities nearer to 1 on average, or let the composition sum to 1",
            100.0 * outside
        );
        found.push(Problem::new("household_composition", message));
    }
}

/// Whether some sector's demand growth is to be solved for here.
fn has_output_growth(data: &ModelData) -> bool {
    let inherited =
        |sector| data.inherited_growth.as_ref().is_some_and(|inherited| inherited.sectors.contains(&sector));
    let sectors = data.assumptions.sectors.iter().enumerate();
    sectors.filter(|(i, _)| !inherited(*i)).any(|(_, assumed)| matches!(assumed.growth, super::Growth::Output(_)))
}

/// The horizon, if it is one; other years are held against the base year alone where it is none.
fn check_horizon(data: &ModelData, found: &mut Vec<Problem>) -> Option<Year> {
    let (base, horizon) = (data.region.base_year, data.horizon);
    if horizon > base && i64::from(horizon) - i64::from(base) <= i64::from(MOST_YEARS) {
        return Some(horizon);
    }
    let message = format!("found {horizon}; it must lie after the base year {base}, at most {MOST_YEARS} years");
    found.push(Problem::new("horizon", message));
    None
}

fn check_years(data: &ModelData, horizon: Option<Year>, found: &mut Vec<Problem>) {
    let base = data.region.base_year;
    let last = horizon.unwrap_or(Year::MAX);
    let to_horizon = horizon.map_or_else(|| "the horizon".to_owned(), |year| year.to_string());
    if has_output_growth(data) {
        let until = data.assumptions.trends.output_growth_until;
        if until <= base || until > last {
            let horizon = horizon.map_or(String::new(), |year| format!(" {year}"));
            let message =
                format!("found {until}; it must lie after the base year {base} and not after the horizon{horizon}");
            found.push(Problem::new("trends.output_growth_until", message));
        }
    }
    if data.report_years.windows(2).any(|pair| pair[0] >= pair[1]) {
        found.push(Problem::new("report_years", "the years must rise, none twice"));
    }
    for &year in &data.report_years {
        if !(base..=last).contains(&year) {
            found.push(Problem::new("report_years", format!("found {year}; allowed is {base} to {to_horizon}")));
        }
    }
    for (index, period) in data.periods.iter().enumerate() {
        if data.periods[..index].contains(period) {
            found.push(Problem::new("periods", format!("[{}, {}] stands here twice", period.from, period.to)));
        }
        if !(base < period.from && period.from <= period.to && period.to <= last) {
            let message = format!(
                "found [{}, {}]; a period runs forward between {} and {to_horizon}",
                period.from,
                period.to,
                base + 1
            );
            found.push(Problem::new("periods", message));
        }
    }
}
