//! Base-year energy use and CO2 per unit of output.

/// What the energy accounts are made from. Energy per output in tce per 10^4 yuan, calorific.
#[derive(Debug, Clone, PartialEq)]
pub struct EnergyData {
    /// Final energy per unit of output, one entry a sector.
    pub intensity: Vec<f64>,
    /// Share of electricity in it.
    pub electricity_share: Vec<f64>,
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
    /// Share of electricity in it.
    pub electricity_share: f64,
    /// CO2 of the fuels burned in homes per tce of all their energy, tonnes.
    pub co2_combustion: f64,
}

impl HouseholdEnergy {
    /// None at all.
    pub fn none() -> Self {
        Self { total: 0.0, electricity_share: 0.0, co2_combustion: 0.0 }
    }
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
        let coal_per_calorific = data.electricity_coal_equivalent / data.electricity_calorific;
        let co2_per_tce = data.grid_co2 / data.electricity_calorific; // t CO2 per tce of electricity, calorific
        let coal_equivalent =
            |energy: f64, electricity: f64| energy * (1.0 - electricity + electricity * coal_per_calorific);
        let by_sector = |f: &dyn Fn(usize) -> f64| (0..data.intensity.len()).map(f).collect::<Vec<f64>>();
        let home = &data.household;
        Self {
            coal_equivalent: by_sector(&|i| coal_equivalent(data.intensity[i], data.electricity_share[i])),
            calorific: data.intensity.clone(),
            co2_energy: by_sector(&|i| {
                data.co2_combustion[i] + data.intensity[i] * data.electricity_share[i] * co2_per_tce
            }),
            co2_process: data.co2_process.clone(),
            household: HouseholdAccounts {
                coal_equivalent: coal_equivalent(home.total, home.electricity_share),
                calorific: home.total,
                co2: home.total * (home.co2_combustion + home.electricity_share * co2_per_tce),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn electricity_counts_by_the_coal_burned_for_it_and_by_the_grid() {
        let data = EnergyData {
            intensity: vec![2.0],
            electricity_share: vec![0.25],
            co2_combustion: vec![3.0],
            co2_process: vec![0.5],
            electricity_calorific: 0.125,
            electricity_coal_equivalent: 0.3,
            grid_co2: 0.1,
            household: HouseholdEnergy { total: 10.0, electricity_share: 0.5, co2_combustion: 1.0 },
        };
        let accounts = EnergyAccounts::new(&data);
        // .5 tce of electricity is 4,000 kWh: 1.2 tce of coal, .4 t CO2.
        assert!((accounts.coal_equivalent[0] - 2.7).abs() < 1e-12);
        assert!((accounts.co2_energy[0] - 3.4).abs() < 1e-12);
        // Homes: 5 tce of electricity is 40,000 kWh: 12 tce of coal, 4 t CO2, and 10 t from fuels.
        assert!((accounts.household.coal_equivalent - 17.0).abs() < 1e-12);
        assert!((accounts.household.co2 - 14.0).abs() < 1e-12);
    }
}
