//! Checks of ceilings, by-products and changes of technology.

use std::collections::BTreeSet;

use super::check::LARGEST;
use super::check_effects::check_course;
use super::{CeilingUnit, ModelData, Technology, VolumeSize};
use crate::economy::Accounts;
use crate::input::{Problem, shown};
use crate::sampling::Uncertain;
use crate::units::YUAN;

/// A ceiling that the base year reaches up to rounding is not below it.
const ROUNDING: f64 = 1e-9;

pub(super) fn check_production(data: &ModelData, accounts: Option<&Accounts>, found: &mut Vec<Problem>) {
    check_ceilings(data, accounts, found);
    check_links(data, found);
    check_technology(data, found);
}

fn check_ceilings(data: &ModelData, accounts: Option<&Accounts>, found: &mut Vec<Problem>) {
    let sectors = &data.region.sectors;
    let mut seen = BTreeSet::new();
    for ceiling in &data.assumptions.ceilings {
        let mut say =
            |field: &str, message: String| found.push(Problem::new(format!("{}{field}", ceiling.name), message));
        let Some(sector) = sectors.get(ceiling.sector) else {
            say(".sector", format!("there are only {} sectors", sectors.len()));
            continue;
        };
        if !seen.insert(ceiling.sector) {
            say(".sector", format!("{} has a ceiling already; keep one", sector.id));
        }
        if ceiling.from > data.horizon {
            say(".from", format!("found {}, after the horizon {}: it would never hold", ceiling.from, data.horizon));
        }
        let (unit, least) = match (ceiling.unit, accounts) {
            (CeilingUnit::BaseYear, _) => ("times that of the base year", 1.0),
            (CeilingUnit::Money, Some(accounts)) => ("1e8 CNY", accounts.output[ceiling.sector]),
            (CeilingUnit::Volume(k), Some(accounts)) => match in_base_year(k, ceiling.sector, data, accounts) {
                Ok(of_volume) => of_volume,
                Err(message) => {
                    say(".unit", message);
                    continue;
                }
            },
            (CeilingUnit::Money | CeilingUnit::Volume(_), None) => continue,
        };
        // A volume that is drawn may have been more than its median.
        let drawn = match ceiling.unit {
            CeilingUnit::Volume(k) => {
                data.assumptions.volumes.get(k).is_some_and(|volume| volume.size().known().is_none())
            }
            CeilingUnit::BaseYear | CeilingUnit::Money => false,
        };
        if !ceiling.limit.lies_within(least * (1.0 - ROUNDING), LARGEST) {
            let lowest = ceiling.limit.quantile(0.0);
            let output = shown((least * 1e6).round() / 1e6);
            let on_some = if drawn { " on some paths" } else { "" };
            let message = if ceiling.limit.known().is_some() {
                format!(
                    "found {} {unit}, below the base year's output ({output}{on_some}); a ceiling lies at or above it",
                    shown(lowest)
                )
            } else if lowest.is_finite() {
                format!(
                    "found {} as its least {unit}, below the base year's output ({output}{on_some}); a ceiling lies at or above it",
                    shown(lowest)
                )
            } else {
                format!(
                    "the distribution reaches below the base year's output ({output}{on_some} {unit}); add truncate = [{output}, ...] or narrow it"
                )
            };
            say(".limit", message);
        }
        let invests = data.accounts.investment.total > 0.0;
        if ceiling.capacity.is_some() && !invests {
            say(".capacity", "the base year has no investment that could build any".into());
        }
    }
}

/// The unit of a sector's volume, and the most it may have been in the base year.
fn in_base_year<'d>(
    volume: usize,
    sector: usize,
    data: &'d ModelData,
    accounts: &Accounts,
) -> Result<(&'d str, f64), String> {
    let volume = data.assumptions.volumes.get(volume).ok_or_else(|| "there is no such volume".to_owned())?;
    if volume.sector != sector {
        let of = data.region.sectors.get(volume.sector).map_or("?", |sector| sector.id.as_str());
        return Err(format!("the volume {} is one of {of}", volume.id));
    }
    match &volume.size {
        VolumeSize::Anchored(anchor) if anchor.year == data.region.base_year => Ok((&volume.unit, most(&anchor.value))),
        VolumeSize::Anchored(anchor) => Err(format!(
            "the volume {} is known for {}; a ceiling needs what it was in the base year {}",
            volume.id, anchor.year, data.region.base_year
        )),
        VolumeSize::ByValue { share, unit_value } => {
            let cheapest =
                Some(unit_value.quantile(0.0)).filter(|value| *value > 0.0).unwrap_or(unit_value.quantile(RARE));
            Ok((&volume.unit, most(share) * accounts.output[sector] * YUAN / cheapest))
        }
    }
}

/// Draws beyond this probability are let pass where a distribution has no end.
const RARE: f64 = 1e-3;

/// The most a number may be.
fn most(number: &Uncertain) -> f64 {
    let most = number.quantile(1.0);
    if most.is_finite() { most } else { number.quantile(1.0 - RARE) }
}

fn check_links(data: &ModelData, found: &mut Vec<Problem>) {
    let sectors = data.region.sectors.len();
    let links = &data.assumptions.links;
    for link in links {
        let mut say =
            |field: &str, message: String| found.push(Problem::new(format!("{}.{field}", link.name), message));
        if link.sector.max(link.follows) >= sectors {
            say("sector", format!("there are only {sectors} sectors"));
            continue;
        }
        if links.iter().filter(|other| other.sector == link.sector).count() > 1 {
            say("sector", "two by-products of one sector; keep one".into());
        }
        // From one sector to the one it follows: back to the start is a circle.
        let mut at = link.follows;
        for _ in 0..=links.len() {
            if at == link.sector {
                say("follows", "it comes back to itself: a by-product cannot limit what it comes from".into());
                break;
            }
            let Some(next) = links.iter().find(|other| other.sector == at) else { break };
            at = next.follows;
        }
        if !link.ratio.lies_within(1.0, LARGEST) {
            say("ratio", "its least must be 1 or more: in the base year the by-product has its ratio".into());
        }
    }
}

fn check_technology(data: &ModelData, found: &mut Vec<Problem>) {
    let n = data.region.sectors.len();
    for change in &data.assumptions.technology {
        let of: Vec<usize> = match &change.what {
            Technology::Coefficient { suppliers, users } => suppliers.iter().chain(users).copied().collect(),
            Technology::ValueAddedRatio(of) | Technology::PurchaseShare(of) => of.clone(),
        };
        if of.is_empty() || of.iter().any(|i| *i >= n) {
            let message = format!("it is of {of:?}; each is the position of one of {n} sectors, and at least one");
            found.push(Problem::new(change.name.clone(), message));
        }
        if !change.absorber.fits(&change.what) {
            found.push(Problem::new(format!("{}.absorbed_by", change.name), "this cannot give way to what moves here"));
        }
        check_course(&change.name, &change.course, data, found);
    }
}
