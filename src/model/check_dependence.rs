//! Checks of the rank correlations between numbers drawn once a path.

use std::collections::BTreeMap;

use super::check::within;
use super::{BaseNumber, DemandTotal, ModelData, Parameter};
use crate::input::{Problem, hint};
use crate::sampling::dependence::Family;

/// How a number comes by its value.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    DrawnOnce,
    DrawnEveryYear,
    Plain,
    /// Of energy, in a region without energy data.
    Unused,
}

/// Notes every rank correlation that is out of range, given twice, or not between two numbers drawn once a path.
pub(super) fn check_dependence(data: &ModelData, found: &mut Vec<Problem>) {
    let correlations = &data.dependence.correlations;
    if let Family::T { freedom } = data.dependence.family {
        within("dependence.freedom".into(), freedom, (2.0, 1e3), found);
    }
    let kinds = if correlations.is_empty() { BTreeMap::new() } else { kinds(data) };
    for (index, correlation) in correlations.iter().enumerate() {
        let path = |field: &str| format!("correlation[{index}].{field}");
        for (place, name) in correlation.between.iter().enumerate() {
            if let Some(message) = fault(name, &kinds) {
                found.push(Problem::new(path(&format!("between[{place}]")), message));
            }
        }
        let [one, other] = &correlation.between;
        if one == other {
            found.push(Problem::new(path("between"), format!("\"{one}\" cannot be correlated with itself")));
        } else if let Some(first) = correlations[..index].iter().position(|earlier| earlier.same_pair(correlation)) {
            let message = format!(
                "\"{one}\" and \"{other}\" are correlated by correlation[{first}] already; keep one of the two"
            );
            found.push(Problem::new(path("between"), message));
        }
        within(path("rank"), correlation.rank, (-1.0, 1.0), found);
    }
}

/// What stands against correlating the number of this name, if anything does.
fn fault(name: &str, kinds: &BTreeMap<String, Kind>) -> Option<String> {
    let drawn = || kinds.iter().filter(|(_, kind)| **kind == Kind::DrawnOnce).map(|(name, _)| name.as_str());
    match kinds.get(name) {
        Some(Kind::DrawnOnce) => None,
        Some(Kind::Plain) => Some(format!("\"{name}\" has no distribution: nothing to correlate")),
        Some(Kind::Unused) => {
            Some(format!("\"{name}\" is not drawn, the region has no energy data: nothing to correlate"))
        }
        Some(Kind::DrawnEveryYear) => Some(format!(
            "\"{name}\" is drawn every year; such shocks move together through their loadings on common factors"
        )),
        None => {
            let allowed = match drawn().count() {
                0 => "no number of this scenario is drawn".to_owned(),
                count => format!(
                    "the {count} numbers drawn once a path, such as {}",
                    drawn().take(3).collect::<Vec<_>>().join(", ")
                ),
            };
            Some(format!(
                "found \"{name}\", which is no number of this scenario{} Allowed: {allowed}",
                hint(name, drawn(), ".")
            ))
        }
    }
}

/// All names that can be asked for: numbers that may be uncertain, the draws common to all sectors, yearly shocks.
fn kinds(data: &ModelData) -> BTreeMap<String, Kind> {
    let (a, region) = (&data.assumptions, &data.region);
    let drawn_if = |drawn: bool| if drawn { Kind::DrawnOnce } else { Kind::Plain };
    let with_energy = |kind: Kind| if data.energy.is_some() { kind } else { Kind::Unused };
    let mut kinds = BTreeMap::new();
    for name in ["households.shock", "investment.shock", "prices.shock"] {
        kinds.insert(name.to_owned(), Kind::DrawnEveryYear);
    }
    kinds.extend(a.factors.iter().map(|factor| (format!("factor.{}", factor.id), Kind::DrawnEveryYear)));
    for sector in &region.sectors {
        let shocks = ["shock", "price_shock", "energy_shock"];
        kinds.extend(shocks.map(|shock| (format!("sector.{}.{shock}", sector.id), Kind::DrawnEveryYear)));
    }
    kinds.extend(base_numbers(data).into_iter().map(|number| (number.path(region), Kind::Plain)));
    kinds.extend(
        data.drawn_accounts.iter().map(|drawn| (drawn.number.path(region), drawn_if(drawn.value.known().is_none()))),
    );
    for parameter in Parameter::all(a) {
        let kind = drawn_if(parameter.of(a).known().is_none());
        let kind = if parameter == Parameter::EnergyShock { with_energy(kind) } else { kind };
        kinds.insert(parameter.path(a, region), kind);
    }
    let common = a.trends.common_start_sd != 0.0 || a.trends.common_long_run_sd != 0.0;
    kinds.insert("trends.common_deviation".into(), drawn_if(common));
    kinds.insert("energy.efficiency_common".into(), with_energy(drawn_if(a.energy.efficiency_common_sd != 0.0)));
    kinds
}

/// The numbers of the base-year accounts.
fn base_numbers(data: &ModelData) -> Vec<BaseNumber> {
    let sectors = 0..data.region.sectors.len();
    let of_sector =
        |i: usize| [BaseNumber::ValueAdded(i), BaseNumber::ValueAddedRatio(i), BaseNumber::PurchaseShare(i)];
    let pairs = sectors.clone().flat_map(|supplier| sectors.clone().map(move |user| (supplier, user)));
    let coefficients = pairs.map(|(supplier, user)| BaseNumber::Coefficient { supplier, user });
    let totals = [DemandTotal::Households, DemandTotal::Government, DemandTotal::Investment].map(BaseNumber::Total);
    let delta = data.accounts.location_quotients.as_ref().map(|_| BaseNumber::Delta);
    sectors.clone().flat_map(of_sector).chain(coefficients).chain(totals).chain(delta).collect()
}
