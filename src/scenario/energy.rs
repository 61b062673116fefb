//! From seed files to base-year energy use and CO2.

use super::draft::Draft;
use super::number::{NumberOr, unknown};
use super::raw_seed::{RawEnergy, RawHouseholdEnergy, RawQuantity, RawSeed};
use crate::economy::{Carrier, EnergyData, HouseholdEnergy, Region};
use crate::input::shown_sum;
use crate::model::SHARE_ROUNDING;

impl Draft {
    /// Energy data: `Some(None)` where the region has none, nothing where they are not complete.
    #[allow(clippy::option_option)] // complete or not, and there at all or not, are two questions
    pub(super) fn energy(&mut self, seed: &RawSeed, region: &Region) -> Option<Option<EnergyData>> {
        let Some(raw) = &seed.energy else {
            if seed.energy_intensity.is_some() {
                self.missing("energy", "there is an energy_intensity but no [energy] with the carriers");
            }
            return Some(None);
        };
        let ids: Vec<String> = region.sectors.iter().map(|s| s.id.clone()).collect();
        let per_money = "tce per 1e4 CNY";
        let intensity = self.series("energy_intensity", seed.energy_intensity.as_deref(), per_money, 1.0, &ids);
        let per_money = "t per 1e4 CNY";
        let co2_combustion = self.series_or("co2_combustion", seed.co2_combustion.as_deref(), per_money, 0.0, &ids);
        let co2_process = self.series_or("co2_process", seed.co2_process.as_deref(), per_money, 0.0, &ids);
        let carriers = self.carriers(raw);
        let electricity = carriers.as_ref().and_then(|names| self.electricity(raw, names));
        let shares = carriers.as_ref().and_then(|names| self.carrier_shares(seed, names, &ids));
        let household = match (&raw.household, &carriers) {
            (Some(household), Some(names)) => self.household_energy(raw, household, names),
            _ => Some(HouseholdEnergy::none()),
        };
        let calorific = self.energy_number(
            "electricity_calorific",
            raw.electricity_calorific.as_ref(),
            "kgce/kWh",
            "about 0.1229 kgce/kWh",
        );
        let coal_equivalent = self.energy_number(
            "electricity_coal_equivalent",
            raw.electricity_coal_equivalent.as_ref(),
            "kgce/kWh",
            "coal burned to make a kWh, about 0.3 kgce",
        );
        let grid = self.energy_number("grid_co2", raw.grid_co2.as_ref(), "kg/kWh", "CO2 of a kWh from the grid, kg");
        Some(Some(EnergyData {
            carriers: described(raw, &carriers?),
            electricity: electricity?,
            intensity,
            shares: shares?,
            co2_combustion,
            co2_process,
            electricity_calorific: calorific?,
            electricity_coal_equivalent: coal_equivalent?,
            grid_co2: grid?,
            household: household?,
        }))
    }

    fn energy_number(&mut self, field: &str, raw: Option<&RawQuantity>, unit: &str, what: &str) -> Option<f64> {
        let path = format!("energy.{field}");
        if raw.is_none() {
            self.missing(&path, what);
        }
        raw.and_then(|raw| self.quantity(&path, raw, unit, None))
    }

    fn carriers(&mut self, raw: &RawEnergy) -> Option<Vec<String>> {
        let Some(names) = raw.carriers.clone().filter(|names| !names.is_empty()) else {
            self.missing("energy.carriers", "the list of energy carriers");
            return None;
        };
        for name in raw.carrier.keys().filter(|name| !names.contains(name)) {
            let message = unknown("energy carrier", name, names.iter().map(String::as_str));
            self.note(&format!("energy.carrier.{name}"), message);
        }
        for (name, carrier) in &raw.carrier {
            let path = format!("energy.carrier.{name}.co2");
            carrier.co2.as_ref().and_then(|co2| self.quantity(&path, co2, "t CO2 per tce", None));
        }
        Some(names)
    }

    /// Position of electricity among the carriers: `Some(None)` where none of them is.
    #[allow(clippy::option_option)] // readable or not, and there at all or not, are two questions
    fn electricity(&mut self, raw: &RawEnergy, names: &[String]) -> Option<Option<usize>> {
        let Some(name) = &raw.electricity else { return Some(None) };
        let found = names.iter().position(|n| n == name);
        if found.is_none() {
            let message = unknown("energy carrier", name, names.iter().map(String::as_str));
            self.note("energy.electricity", message);
        }
        found.map(Some)
    }

    /// Shares of the carriers in each sector's energy.
    fn carrier_shares(&mut self, seed: &RawSeed, names: &[String], ids: &[String]) -> Option<Vec<Vec<f64>>> {
        let Some(raw) = &seed.energy_carriers else {
            self.missing("energy_carriers", "the shares of the carriers in each sector's energy");
            return None;
        };
        self.unit("energy_carriers", raw.unit.as_deref(), "1");
        self.check_sector_names("energy_carriers.sectors", raw.sectors.keys(), ids);
        let mut shares = Vec::new();
        for id in ids {
            let path = format!("energy_carriers.sectors.{id}");
            let Some(row) = raw.sectors.get(id) else {
                self.missing(&path, "every sector needs the shares of its carriers");
                continue;
            };
            let sum: f64 = row.iter().map(|share| share.0).sum();
            if row.len() != names.len() {
                self.note(&path, format!("found {} shares; there are {} carriers", row.len(), names.len()));
            } else if (sum - 1.0).abs() > SHARE_ROUNDING || row.iter().any(|share| share.0 < 0.0) {
                self.note(
                    &path,
                    format!("the shares sum to {}; none may be below 0 and they must sum to 1", shown_sum(sum)),
                );
            } else {
                shares.push(row.iter().map(|share| share.0).collect());
            }
        }
        (shares.len() == ids.len()).then_some(shares)
    }

    fn household_energy(
        &mut self,
        energy: &RawEnergy,
        raw: &RawHouseholdEnergy,
        names: &[String],
    ) -> Option<HouseholdEnergy> {
        let total = self.energy_number("household.total", raw.total.as_ref(), "1e4 tce", "energy used in homes");
        if let Some(standing) = &raw.standing {
            self.standing("energy.household.standing", standing);
        }
        let mut shares = vec![0.0; names.len()];
        let mut sound = true;
        for (name, share) in &raw.shares {
            let path = format!("energy.household.shares.{name}");
            let Some(carrier) = names.iter().position(|n| n == name) else {
                self.note(&path, unknown("energy carrier", name, names.iter().map(String::as_str)));
                continue;
            };
            let share = self.quantity(&path, share, "1", raw.standing.as_deref())?;
            if !(0.0..=1.0).contains(&share) {
                self.note(&path, format!("found {share}; allowed is 0 to 1"));
                sound = false;
            }
            shares[carrier] = share;
            let factor = energy.carrier.get(name).and_then(|carrier| carrier.co2.as_ref());
            if energy.electricity.as_ref() != Some(name) && factor.and_then(NumberOr::value).is_none() {
                let path = format!("energy.carrier.{name}.co2");
                self.missing(&path, "homes burn it: tonnes of CO2 per tce");
                return None;
            }
        }
        let sum: f64 = shares.iter().sum();
        if (sum - 1.0).abs() > SHARE_ROUNDING {
            self.note("energy.household.shares", format!("the shares sum to {}; they must sum to 1", shown_sum(sum)));
            sound = false;
        }
        total.filter(|_| sound).map(|total| HouseholdEnergy { total, shares })
    }
}

/// The carriers with their names and factors; a factor out of range was told of.
fn described(raw: &RawEnergy, names: &[String]) -> Vec<Carrier> {
    let carrier = |id: &String| {
        let own = raw.carrier.get(id);
        Carrier {
            id: id.clone(),
            label: own.and_then(|own| own.label.clone()).unwrap_or_else(|| id.clone()),
            term: own.and_then(|own| own.term.clone()).unwrap_or_default(),
            co2: own.and_then(|own| own.co2.as_ref()).and_then(NumberOr::value),
        }
    };
    names.iter().map(carrier).collect()
}
