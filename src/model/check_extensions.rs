//! Checks of what stands beside the accounts, and of assumptions and policies that need it.

use super::check::{LARGEST, within};
use super::check_effects::strongest;
use super::{Extensions, Lever, ModelData};
use crate::input::{Problem, shown, shown_sum};

/// Shares of value added may exceed 1 together by the rounding of published figures.
const ROUNDING: f64 = 1e-9;
/// Hardly ever is a policy larger than its quantile here.
const SURELY: f64 = 1.0 - 1e-12;

pub(super) fn check_extensions(data: &ModelData, found: &mut Vec<Problem>) {
    let Extensions { tax_share, rnd_share, employment, population } = &data.extensions;
    let series = [("tax_share", tax_share, 1.0), ("rnd_share", rnd_share, 1.0), ("employment", employment, LARGEST)];
    for (name, values, most) in series {
        let sectors = data.region.sectors.iter().map(|sector| format!("{name}.sectors.{}", sector.id));
        for (path, &value) in sectors.zip(values.iter().flatten()) {
            within(path, value, (0.0, most), found);
        }
        if values.as_ref().is_some_and(|values| values.iter().all(|value| *value == 0.0)) {
            found.push(Problem::new(name, "no sector has any; leave it out"));
        }
    }
    if let Some(people) = population.filter(|people| !(0.0 < *people && *people <= LARGEST)) {
        let message = format!("found {}; it must be above 0, at most {}", shown(people), shown(LARGEST));
        found.push(Problem::new("population.total", message));
    }
    check_income_and_tax(data, found);
    check_needs(data, found);
}

/// Households and the public purse cannot take more than all value added, before and after policies.
fn check_income_and_tax(data: &ModelData, found: &mut Vec<Problem>) {
    let Some(tax) = &data.extensions.tax_share else { return };
    let shares = data.region.sectors.iter().zip(&data.income.share_of_value_added).zip(tax);
    for (i, ((sector, &income), &tax)) in shares.enumerate() {
        if income + tax > 1.0 + ROUNDING {
            let message = format!(
                "found {}, beside {} that goes to households; together they must not exceed 1",
                shown(tax),
                shown(income)
            );
            found.push(Problem::new(format!("tax_share.sectors.{}", sector.id), message));
            continue;
        }
        let room = ((1.0 - income) / tax).ln();
        let mut raised = 0.0;
        for effect in data.assumptions.effects.iter().filter(|effect| effect.levers.contains(&Lever::Tax(i))) {
            raised += (effect.size.quantile(SURELY).ln_1p() * strongest(&effect.strength, data)).max(0.0);
            if raised > room + ROUNDING {
                let message = format!(
                    "public revenue would take up to {} of the value added of {}, beside {} that goes to households",
                    shown_sum(tax * raised.exp()),
                    sector.id,
                    shown(income)
                );
                found.push(Problem::new(format!("{}.size", effect.name), message));
                break;
            }
        }
    }
}

/// Assumptions and policies about what the region's data do not hold.
fn check_needs(data: &ModelData, found: &mut Vec<Problem>) {
    let (a, extensions) = (&data.assumptions, &data.extensions);
    let mut needs = |path: String, section: &str, what: &str| {
        let message =
            format!("it needs {what}, and the region's data have no [{section}]; add it there, or leave this out");
        found.push(Problem::new(path, message));
    };
    if extensions.tax_share.is_none() && !a.locally_financed.is_zero() {
        needs("government.locally_financed".into(), "tax_share", "public revenue that government demand can follow");
    }
    if extensions.population.is_none() {
        let growth = [("start", &a.population_growth.start), ("long_run", &a.population_growth.long_run)];
        for (end, _) in growth.into_iter().filter(|(_, rate)| !rate.is_zero()) {
            needs(format!("population.growth.{end}"), "population", "a population to grow");
        }
    }
    if extensions.employment.is_none() {
        let workers = "employment whose output per worker grows";
        if !a.productivity_growth.is_zero() {
            needs("labour.productivity_growth".into(), "employment", workers);
        }
        let sectors = data.region.sectors.iter().zip(&a.sectors);
        for (sector, _) in sectors.filter(|(_, assumed)| assumed.productivity.is_some()) {
            needs(format!("sector.{}.productivity", sector.id), "employment", workers);
        }
    }
    for effect in &a.effects {
        let section = effect.levers.iter().find_map(|lever| match lever {
            Lever::Tax(_) if extensions.tax_share.is_none() => Some("tax_share"),
            Lever::Rnd(_) if extensions.rnd_share.is_none() => Some("rnd_share"),
            Lever::Productivity(_) if extensions.employment.is_none() => Some("employment"),
            Lever::Population if extensions.population.is_none() => Some("population"),
            _ => None,
        });
        if let Some(section) = section {
            needs(format!("{}.lever", effect.name), section, "a quantity to move");
        }
    }
}
