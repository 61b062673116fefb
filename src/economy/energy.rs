//! Base-year energy use and CO2 per unit of output, by carrier.

use super::region::Extra;
use crate::units::{Basis, Unit};

/// A carrier of energy.
#[derive(Debug, Clone, PartialEq)]
pub struct Carrier {
    /// The name used in files and indicators.
    pub id: String,
    /// The name shown to people.
    pub label: String,
    /// The name in the region's own language.
    pub term: String,
    /// CO2 of burning it, tonnes per tce; none for electricity, and where it is not known.
    pub co2: Option<f64>,
}

impl Carrier {
    /// A carrier whose label and term are its id.
    pub fn new(id: &str, co2: Option<f64>) -> Self {
        Self { id: id.to_owned(), label: id.to_owned(), term: id.to_owned(), co2 }
    }
}

impl From<&Carrier> for Extra {
    fn from(carrier: &Carrier) -> Self {
        let Carrier { id, label, term, .. } = carrier.clone();
        Self { id, label, term, unit: Unit::Energy.to_string(), basis: Basis::Physical }
    }
}

/// What the energy accounts are made from. Energy per output in tce per 10^4 yuan, calorific.
#[derive(Debug, Clone, PartialEq)]
pub struct EnergyData {
    /// The carriers of energy.
    pub carriers: Vec<Carrier>,
    /// Which of them is electricity; the others are burned.
    pub electricity: Option<usize>,
    /// Final energy per unit of output, one entry a sector.
    pub intensity: Vec<f64>,
    /// Shares of the carriers in it, one list a sector; each sums to 1.
    pub shares: Vec<Vec<f64>>,
    /// CO2 of fuels burned, without electricity, tonnes per 10^4 yuan of output.
    pub co2_combustion: Vec<f64>,
    /// CO2 of processes (clinker, carbide ...), tonnes per 10^4 yuan of output.
    pub co2_process: Vec<f64>,
    /// Calorific value of electricity, kg of coal equivalent per kWh.
    pub electricity_calorific: f64,
    /// Coal burned to make electricity, kg of coal equivalent per kWh: how official intensities count it.
    pub electricity_coal_equivalent: f64,
    /// CO2 of the grid, kg per kWh.
    pub grid_co2: f64,
    /// Energy used in homes.
    pub household: HouseholdEnergy,
}

/// Energy used in homes in the base year.
#[derive(Debug, Clone, PartialEq)]
pub struct HouseholdEnergy {
    /// Total, 10^4 tce calorific.
    pub total: f64,
    /// Shares of the carriers in it, summing to 1; empty where homes use none.
    pub shares: Vec<f64>,
}

impl HouseholdEnergy {
    /// None at all.
    pub fn none() -> Self {
        Self { total: 0.0, shares: Vec::new() }
    }
}

/// Who uses energy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EnergyUser {
    /// The sector at this position.
    Sector(usize),
    /// Homes.
    Homes,
}

/// Coefficients by which the projection turns output into energy and CO2 at base-year efficiency.
#[derive(Debug, Clone, PartialEq)]
pub struct EnergyAccounts {
    /// Coal-equivalent energy per output (tce per 10^4 yuan), electricity counted by the coal burned for it.
    pub coal_equivalent: Vec<f64>,
    /// Calorific energy per output (tce per 10^4 yuan).
    pub calorific: Vec<f64>,
    /// CO2 per output that moves with energy efficiency: fuels and electricity (tonnes per 10^4 yuan).
    pub co2_energy: Vec<f64>,
    /// CO2 per output that does not (tonnes per 10^4 yuan).
    pub co2_process: Vec<f64>,
    /// Energy and CO2 of homes in the base year.
    pub household: HouseholdAccounts,
    /// The carriers of energy.
    pub carriers: Vec<Carrier>,
    /// Which of them is electricity.
    pub electricity: Option<usize>,
    /// Coal-equivalent energy per calorific energy of each carrier: 1 but for electricity.
    pub coal_per_calorific: Vec<f64>,
    /// The carriers' shares in calorific energy, one list a sector, that of homes last.
    pub shares: Vec<Vec<f64>>,
    /// CO2 of each carrier, tonnes per tce calorific, one list a sector, that of homes last. In a sector all fuels are scaled by
    /// one number, so that the base year's CO2 is what is on record; electricity has the grid's.
    pub co2_of_carriers: Vec<Vec<f64>>,
}

/// Energy and CO2 of homes in the base year.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct HouseholdAccounts {
    /// Energy, electricity counted by the coal burned for it, 10^4 tce.
    pub coal_equivalent: f64,
    /// Energy at its calorific value, 10^4 tce.
    pub calorific: f64,
    /// CO2, 10^4 tonnes.
    pub co2: f64,
}

impl EnergyAccounts {
    /// Works out the coefficients.
    pub fn new(data: &EnergyData) -> Self {
        let carriers = data.carriers.len();
        let coal_per_calorific = data.electricity_coal_equivalent / data.electricity_calorific;
        let co2_per_tce = data.grid_co2 / data.electricity_calorific; // t CO2 per tce of electricity, calorific
        let coal_equivalent =
            |energy: f64, electricity: f64| energy * (1.0 - electricity + electricity * coal_per_calorific);
        let by_sector = |f: &dyn Fn(usize) -> f64| (0..data.intensity.len()).map(f).collect::<Vec<f64>>();
        let electric = |shares: &[f64]| data.electricity.and_then(|c| shares.get(c)).copied().unwrap_or(0.0);
        let home = &data.household;
        let home_electric = electric(&home.shares);
        let fuels = |shares: &[f64]| -> f64 {
            let burned = |c: usize| shares.get(c).map_or(0.0, |share| share * data.carriers[c].co2.unwrap_or(0.0));
            (0..carriers).filter(|c| data.electricity != Some(*c)).map(burned).sum()
        };
        let factors = |scale: f64| -> Vec<f64> {
            let factor = |c: usize| {
                if data.electricity == Some(c) { co2_per_tce } else { scale * data.carriers[c].co2.unwrap_or(0.0) }
            };
            (0..carriers).map(factor).collect()
        };
        let scale = |i: usize| {
            let by_factors = data.intensity[i] * fuels(&data.shares[i]);
            if by_factors > 0.0 { data.co2_combustion[i] / by_factors } else { 1.0 }
        };
        let mut of_homes = home.shares.clone();
        of_homes.resize(carriers, 0.0);
        Self {
            coal_equivalent: by_sector(&|i| coal_equivalent(data.intensity[i], electric(&data.shares[i]))),
            calorific: data.intensity.clone(),
            co2_energy: by_sector(&|i| {
                data.co2_combustion[i] + data.intensity[i] * electric(&data.shares[i]) * co2_per_tce
            }),
            co2_process: data.co2_process.clone(),
            household: HouseholdAccounts {
                coal_equivalent: coal_equivalent(home.total, home_electric),
                calorific: home.total,
                co2: home.total * (fuels(&home.shares) + home_electric * co2_per_tce),
            },
            carriers: data.carriers.clone(),
            electricity: data.electricity,
            coal_per_calorific: (0..carriers)
                .map(|c| if data.electricity == Some(c) { coal_per_calorific } else { 1.0 })
                .collect(),
            shares: data.shares.iter().cloned().chain([of_homes]).collect(),
            co2_of_carriers: (0..data.intensity.len()).map(|i| factors(scale(i))).chain([factors(1.0)]).collect(),
        }
    }

    /// Position of a user among the lists of sectors and homes.
    pub fn place(&self, user: EnergyUser) -> usize {
        match user {
            EnergyUser::Sector(i) => i,
            EnergyUser::Homes => self.calorific.len(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn data() -> EnergyData {
        EnergyData {
            carriers: vec![Carrier::new("coal", Some(2.5)), Carrier::new("electricity", None)],
            electricity: Some(1),
            intensity: vec![2.0],
            shares: vec![vec![0.75, 0.25]],
            co2_combustion: vec![3.0],
            co2_process: vec![0.5],
            electricity_calorific: 0.125,
            electricity_coal_equivalent: 0.3,
            grid_co2: 0.1,
            household: HouseholdEnergy { total: 10.0, shares: vec![0.5, 0.5] },
        }
    }

    #[test]
    fn electricity_counts_by_the_coal_burned_for_it_and_by_the_grid() {
        let accounts = EnergyAccounts::new(&data());
        // .5 tce of electricity is 4,000 kWh: 1.2 tce of coal, .4 t CO2.
        assert!((accounts.coal_equivalent[0] - 2.7).abs() < 1e-12);
        assert!((accounts.co2_energy[0] - 3.4).abs() < 1e-12);
        // Homes: 5 tce of electricity is 40,000 kWh: 12 tce of coal, 4 t CO2, and 12.5 t from 5 tce of coal.
        assert!((accounts.household.coal_equivalent - 17.0).abs() < 1e-12);
        assert!((accounts.household.co2 - 16.5).abs() < 1e-12);
    }

    #[test]
    fn fuels_of_a_sector_are_scaled_to_the_co2_on_record() {
        let accounts = EnergyAccounts::new(&data());
        // 1.5 tce of coal by its factor is 3.75 t; 3 t are on record: scaled by .8. Electricity .1 / .125.
        assert!((accounts.co2_of_carriers[0][0] - 2.0).abs() < 1e-12);
        assert!((accounts.co2_of_carriers[0][1] - 0.8).abs() < 1e-12);
        assert_eq!(accounts.co2_of_carriers[1][0], 2.5, "those of homes are not");
        assert_eq!(accounts.place(EnergyUser::Homes), 1);
    }
}
