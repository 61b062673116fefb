//! Checks of the base year's energy data.

use super::check::{LARGEST, SHARE_ROUNDING, check_id, within};
use crate::economy::{EnergyData, Region};
use crate::input::{Problem, shown_sum};

/// Most CO2 of a tonne of coal equivalent, tonnes.
const MOST_CO2: f64 = 10.0;

pub(super) fn check_energy(energy: &EnergyData, region: &Region, found: &mut Vec<Problem>) {
    let series = [
        ("energy_intensity", &energy.intensity, LARGEST),
        ("co2_combustion", &energy.co2_combustion, LARGEST),
        ("co2_process", &energy.co2_process, LARGEST),
    ];
    for (name, values, most) in series {
        for (sector, &value) in region.sectors.iter().zip(values) {
            within(format!("{name}.sectors.{}", sector.id), value, (0.0, most), found);
        }
    }
    within("energy.electricity_calorific".into(), energy.electricity_calorific, (0.01, 10.0), found);
    within("energy.electricity_coal_equivalent".into(), energy.electricity_coal_equivalent, (0.01, 10.0), found);
    within("energy.grid_co2".into(), energy.grid_co2, (0.0, 10.0), found);
    let homes = &energy.household;
    within("energy.household.total".into(), homes.total, (0.0, LARGEST), found);
    check_carriers(energy, region, found);
    if homes.total <= 0.0 && energy.intensity.iter().all(|intensity| *intensity <= 0.0) {
        let message = "no sector and no home uses any energy; leave the energy data out";
        found.push(Problem::new("energy_intensity", message));
    }
}

/// Carriers and their shares; homes that use no energy need none.
fn check_carriers(energy: &EnergyData, region: &Region, found: &mut Vec<Problem>) {
    if energy.electricity.is_some_and(|carrier| carrier >= energy.carriers.len()) {
        found.push(Problem::new("energy.electricity", format!("there are only {} carriers", energy.carriers.len())));
    }
    for carrier in &energy.carriers {
        check_id("energy.carriers", &carrier.id, found);
        if let Some(co2) = carrier.co2 {
            within(format!("energy.carrier.{}.co2", carrier.id), co2, (0.0, MOST_CO2), found);
        }
    }
    let of_sectors = region.sectors.iter().zip(&energy.shares);
    let of_sectors = of_sectors.map(|(sector, shares)| (format!("energy_carriers.sectors.{}", sector.id), shares));
    let homes = (energy.household.total > 0.0).then_some(("energy.household.shares".into(), &energy.household.shares));
    for (path, shares) in of_sectors.chain(homes) {
        let sum: f64 = shares.iter().sum();
        if shares.len() != energy.carriers.len() {
            let message = format!("found {} shares; there are {} carriers", shares.len(), energy.carriers.len());
            found.push(Problem::new(path, message));
        } else if !shares.iter().all(|share| (0.0..=1.0).contains(share)) || (sum - 1.0).abs() > SHARE_ROUNDING {
            let message = format!("the shares sum to {}; none may be below 0 and they must sum to 1", shown_sum(sum));
            found.push(Problem::new(path, message));
        }
    }
}
