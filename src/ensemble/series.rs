//! The quantities of a year from which indicators are worked out.

use super::measured;
use crate::economy::{EnergyAccounts, EnergyUser, Scope};
use crate::model::Model;
use crate::projection::State;
use crate::sampling::{LANES, Lanes};

/// A quantity of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Quantity {
    ValueAdded,
    ValueAddedNominal,
    Output,
    OutputNominal,
    /// Electricity counted by the coal burned for it.
    Energy,
    EnergyCalorific,
    /// Of the carrier at this position, counted as in `Energy`.
    EnergyOf(usize),
    Co2,
    /// Sales outside the region.
    ExternalSales,
    Employment,
    ExternalSalesNominal,
    /// What the region's households buy inside it.
    HouseholdDemand,
    HouseholdDemandNominal,
    /// What government and investors buy inside the region.
    GovernmentDemand,
    InvestmentDemand,
    /// Final demand that ceilings leave unmet.
    Unmet,
    /// All final demand met inside the region.
    FinalDemand,
    FinalDemandNominal,
    // Of the whole economy only.
    Income,
    Consumption,
    Government,
    Investment,
    PriceLevel,
    IncomeNominal,
    Revenue,
    RevenueReal,
    Rnd,
    Population,
    // Of satellites and volumes, by their positions.
    /// The sum of the satellite, before an anchor.
    Satellite(usize),
    /// The level it is anchored to.
    SatelliteAnchor(usize),
    /// The level a volume is anchored to.
    VolumeAnchor(usize),
    /// A volume that follows from the value of a unit.
    VolumeByValue(usize),
    /// A reference series, 1 in the base year.
    Reference(usize),
}

/// A quantity of a sector, of a group, or of the whole economy with its homes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Series {
    pub(super) quantity: Quantity,
    pub(super) scope: Option<Scope>,
}

impl Series {
    /// Its value on each path in the year `state` stands in.
    pub(super) fn value(self, state: &State, model: &Model) -> Lanes {
        match self.quantity {
            Quantity::Income => state.income,
            Quantity::Consumption => state.consumption,
            Quantity::Government => state.government,
            Quantity::Investment => state.investment,
            Quantity::PriceLevel => state.price_level,
            Quantity::IncomeNominal => std::array::from_fn(|lane| state.income[lane] * state.price_level[lane]),
            Quantity::Revenue => state.revenue,
            Quantity::RevenueReal => state.revenue_real,
            Quantity::Rnd => state.rnd,
            Quantity::Population => state.population,
            Quantity::Satellite(k) => measured::satellite(k, state, model),
            Quantity::SatelliteAnchor(k) => state.measured.satellites[k].anchor.unwrap_or([f64::NAN; LANES]),
            Quantity::VolumeAnchor(k) => state.measured.volumes[k].size,
            Quantity::VolumeByValue(k) => measured::volume_by_value(k, state, model),
            Quantity::Reference(k) => measured::reference(k, state, model),
            _ => self.sum(state, model),
        }
    }

    /// The sum over the sectors it is of, and over homes where it is of the whole economy.
    fn sum(self, state: &State, model: &Model) -> Lanes {
        let (region, energy) = (model.region(), model.energy());
        let mut sum = [0.0; LANES];
        match self.scope {
            Some(Scope::Sector(i)) => self.add_sector(i, state, energy, &mut sum),
            Some(Scope::Group(g)) => {
                region.groups[g].members.iter().for_each(|&i| self.add_sector(i, state, energy, &mut sum));
            }
            None => {
                (0..region.sectors.len()).for_each(|i| self.add_sector(i, state, energy, &mut sum));
                self.add_homes(state, energy, &mut sum);
            }
        }
        sum
    }

    fn add_sector(self, i: usize, state: &State, energy: Option<&EnergyAccounts>, sum: &mut Lanes) {
        let output = &state.output[i];
        match self.quantity {
            Quantity::ValueAdded => add(sum, |lane| state.value_added[i][lane]),
            Quantity::ValueAddedNominal => {
                let nominal = state.nominal_value_added(i);
                add(sum, |lane| nominal[lane]);
            }
            Quantity::Output => add(sum, |lane| output[lane]),
            Quantity::OutputNominal => add(sum, |lane| output[lane] * state.price[i][lane]),
            Quantity::ExternalSales => add(sum, |lane| state.external[i][lane]),
            Quantity::Employment => {
                let persons = state.employment(i);
                add(sum, |lane| persons[lane]);
            }
            Quantity::ExternalSalesNominal => add(sum, |lane| state.external[i][lane] * state.price[i][lane]),
            Quantity::HouseholdDemand => add(sum, |lane| state.household_demand[i][lane]),
            Quantity::HouseholdDemandNominal => {
                add(sum, |lane| state.household_demand[i][lane] * state.price[i][lane]);
            }
            Quantity::GovernmentDemand => add(sum, |lane| state.government_demand[i][lane]),
            Quantity::InvestmentDemand => add(sum, |lane| state.investment_demand[i][lane]),
            Quantity::FinalDemand => {
                let met = state.final_demand(i);
                add(sum, |lane| met[lane]);
            }
            Quantity::FinalDemandNominal => {
                let met = state.final_demand(i);
                add(sum, |lane| met[lane] * state.price[i][lane]);
            }
            Quantity::Unmet => {
                if let Some(unmet) = state.unmet.get(i) {
                    add(sum, |lane| unmet[lane]);
                }
            }
            Quantity::Energy | Quantity::EnergyCalorific | Quantity::Co2 => {
                let Some(energy) = energy else { return };
                let ratio = &state.energy_ratio[i];
                let (moving, fixed) = match self.quantity {
                    Quantity::Energy => (energy.coal_equivalent[i], 0.0),
                    Quantity::EnergyCalorific => (energy.calorific[i], 0.0),
                    _ => (energy.co2_energy[i], energy.co2_process[i]),
                };
                match self.shift(i, state) {
                    None => add(sum, |lane| (moving * ratio[lane] + fixed) * output[lane]),
                    Some(shift) => add(sum, |lane| ((moving + shift[lane]) * ratio[lane] + fixed) * output[lane]),
                }
            }
            Quantity::EnergyOf(carrier) => {
                let Some(energy) = energy else { return };
                let (share, ratio) = (share_of(carrier, i, energy, state), &state.energy_ratio[i]);
                let used = energy.calorific[i] * energy.coal_per_calorific[carrier];
                add(sum, |lane| used * share[lane] * ratio[lane] * output[lane]);
            }
            Quantity::Income
            | Quantity::Consumption
            | Quantity::Government
            | Quantity::Investment
            | Quantity::PriceLevel
            | Quantity::IncomeNominal
            | Quantity::Revenue
            | Quantity::RevenueReal
            | Quantity::Rnd
            | Quantity::Population
            | Quantity::Satellite(_)
            | Quantity::SatelliteAnchor(_)
            | Quantity::VolumeAnchor(_)
            | Quantity::VolumeByValue(_)
            | Quantity::Reference(_) => {}
        }
    }

    /// What carriers that replaced others changed of a user's coefficient, where any did and it matters.
    fn shift(self, user: usize, state: &State) -> Option<&Lanes> {
        let shift = state.carrier_shift.as_ref()?;
        match self.quantity {
            Quantity::Energy => shift.coal_equivalent.get(user),
            Quantity::Co2 => shift.co2.get(user),
            _ => None,
        }
    }

    fn add_homes(self, state: &State, energy: Option<&EnergyAccounts>, sum: &mut Lanes) {
        let Some(energy) = energy else { return };
        let base = match self.quantity {
            Quantity::Energy => energy.household.coal_equivalent,
            Quantity::EnergyCalorific => energy.household.calorific,
            Quantity::Co2 => energy.household.co2,
            Quantity::EnergyOf(carrier) => {
                let share = share_of(carrier, energy.place(EnergyUser::Homes), energy, state);
                let used = energy.household.calorific * energy.coal_per_calorific[carrier];
                add(sum, |lane| used * share[lane] * state.household_energy_ratio[lane]);
                return;
            }
            _ => return,
        };
        match self.shift(energy.place(EnergyUser::Homes), state) {
            None => add(sum, |lane| base * state.household_energy_ratio[lane]),
            Some(shift) => add(sum, |lane| (base + shift[lane]) * state.household_energy_ratio[lane]),
        }
    }
}

/// Share of a carrier in what a user uses, calorific.
fn share_of(carrier: usize, user: usize, energy: &EnergyAccounts, state: &State) -> Lanes {
    let base = energy.shares[user][carrier];
    let shift = state.carrier_shift.as_ref().map(|shift| &shift.shares[user][carrier]);
    shift.map_or([base; LANES], |shift| shift.map(|shift| base + shift))
}

pub(super) fn add(sum: &mut Lanes, value: impl Fn(usize) -> f64) {
    for (lane, sum) in sum.iter_mut().enumerate() {
        *sum += value(lane);
    }
}
