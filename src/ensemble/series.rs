//! The quantities of a year from which indicators are worked out.

use super::measured;
use crate::economy::{EnergyAccounts, EnergyUser, Scope};
use crate::lanes::{Lanes, add_terms, made, update};
use crate::model::Model;
use crate::projection::State;

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
    #[inline(always)]
    pub(super) fn value(self, state: &State, model: &Model) -> Lanes {
        match self.quantity {
            Quantity::Income => state.income,
            Quantity::Consumption => state.consumption,
            Quantity::Government => state.government,
            Quantity::Investment => state.investment,
            Quantity::PriceLevel => state.price_level,
            Quantity::IncomeNominal => made([&state.income, &state.price_level], |[income, level]| income * level),
            Quantity::Revenue => state.revenue,
            Quantity::RevenueReal => state.revenue_real,
            Quantity::Rnd => state.rnd,
            Quantity::Population => state.population,
            Quantity::Satellite(k) => measured::satellite(k, state, model),
            Quantity::SatelliteAnchor(k) => state.measured.satellites[k].anchor.unwrap_or(Lanes::all(f64::NAN)),
            Quantity::VolumeAnchor(k) => state.measured.volumes[k].size,
            Quantity::VolumeByValue(k) => measured::volume_by_value(k, state, model),
            Quantity::Reference(k) => measured::reference(k, state, model),
            _ => self.sum(state, model),
        }
    }

    /// The sum over the sectors it is of, and over homes where it is of the whole economy.
    #[inline(always)]
    fn sum(self, state: &State, model: &Model) -> Lanes {
        let (region, energy) = (model.region(), model.energy());
        let mut sum = Lanes::all(0.0);
        match self.scope {
            Some(Scope::Sector(i)) => self.add_sector(i, state, energy, &mut sum),
            Some(Scope::Group(g)) => {
                let members = &region.groups[g].members;
                self.add_sectors(members.len(), |k| members[k], state, energy, &mut sum);
            }
            None => {
                self.add_sectors(region.sectors.len(), |i| i, state, energy, &mut sum);
                self.add_homes(state, energy, &mut sum);
            }
        }
        sum
    }

    /// Adds so many sectors, one after the other; what a row holds as it stands, several in each pass.
    #[inline(always)]
    fn add_sectors(
        self,
        number: usize,
        sector: impl Fn(usize) -> usize,
        state: &State,
        energy: Option<&EnergyAccounts>,
        sum: &mut Lanes,
    ) {
        let rows = match self.quantity {
            Quantity::ValueAdded => &state.value_added,
            Quantity::Output => &state.output,
            Quantity::ExternalSales => &state.external,
            Quantity::HouseholdDemand => &state.household_demand,
            Quantity::GovernmentDemand => &state.government_demand,
            Quantity::InvestmentDemand => &state.investment_demand,
            _ => {
                for k in 0..number {
                    self.add_sector(sector(k), state, energy, sum);
                }
                return;
            }
        };
        let rows = &rows[..];
        add_terms(sum, number, |k| (1.0, &rows[sector(k)]));
    }

    #[inline(always)]
    fn add_sector(self, i: usize, state: &State, energy: Option<&EnergyAccounts>, sum: &mut Lanes) {
        let (output, price) = (&state.output[i], &state.price[i]);
        match self.quantity {
            Quantity::ValueAdded => add(sum, &state.value_added[i]),
            Quantity::ValueAddedNominal => add(sum, &state.nominal_value_added(i)),
            Quantity::Output => add(sum, output),
            Quantity::OutputNominal => add_product(sum, output, price),
            Quantity::ExternalSales => add(sum, &state.external[i]),
            Quantity::Employment => add(sum, &state.employment(i)),
            Quantity::ExternalSalesNominal => add_product(sum, &state.external[i], price),
            Quantity::HouseholdDemand => add(sum, &state.household_demand[i]),
            Quantity::HouseholdDemandNominal => add_product(sum, &state.household_demand[i], price),
            Quantity::GovernmentDemand => add(sum, &state.government_demand[i]),
            Quantity::InvestmentDemand => add(sum, &state.investment_demand[i]),
            Quantity::FinalDemand => add(sum, &state.final_demand(i)),
            Quantity::FinalDemandNominal => add_product(sum, &state.final_demand(i), price),
            Quantity::Unmet => {
                if let Some(unmet) = state.unmet.get(i) {
                    add(sum, unmet);
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
                    None => update(sum, [ratio, output], |sum, [ratio, x]| sum + (moving * ratio + fixed) * x),
                    Some(shift) => update(sum, [shift, ratio, output], |sum, [shift, ratio, x]| {
                        sum + ((moving + shift) * ratio + fixed) * x
                    }),
                }
            }
            Quantity::EnergyOf(carrier) => {
                let Some(energy) = energy else { return };
                let (share, ratio) = (share_of(carrier, i, energy, state), &state.energy_ratio[i]);
                let used = energy.calorific[i] * energy.coal_per_calorific[carrier];
                update(sum, [&share, ratio, output], |sum, [share, ratio, x]| sum + used * share * ratio * x);
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
    #[inline(always)]
    fn shift(self, user: usize, state: &State) -> Option<&Lanes> {
        let shift = state.carrier_shift.as_ref()?;
        match self.quantity {
            Quantity::Energy => shift.coal_equivalent.get(user),
            Quantity::Co2 => shift.co2.get(user),
            _ => None,
        }
    }

    #[inline(always)]
    fn add_homes(self, state: &State, energy: Option<&EnergyAccounts>, sum: &mut Lanes) {
        let Some(energy) = energy else { return };
        let base = match self.quantity {
            Quantity::Energy => energy.household.coal_equivalent,
            Quantity::EnergyCalorific => energy.household.calorific,
            Quantity::Co2 => energy.household.co2,
            Quantity::EnergyOf(carrier) => {
                let share = share_of(carrier, energy.place(EnergyUser::Homes), energy, state);
                let used = energy.household.calorific * energy.coal_per_calorific[carrier];
                let homes = [&share, &state.household_energy_ratio];
                update(sum, homes, |sum, [share, ratio]| sum + used * share * ratio);
                return;
            }
            _ => return,
        };
        let ratio = &state.household_energy_ratio;
        match self.shift(energy.place(EnergyUser::Homes), state) {
            None => update(sum, [ratio], |sum, [ratio]| sum + base * ratio),
            Some(shift) => update(sum, [shift, ratio], |sum, [shift, ratio]| sum + (base + shift) * ratio),
        }
    }
}

/// Share of a carrier in what a user uses, calorific.
#[inline(always)]
fn share_of(carrier: usize, user: usize, energy: &EnergyAccounts, state: &State) -> Lanes {
    let base = energy.shares[user][carrier];
    let shift = state.carrier_shift.as_ref().map(|shift| &shift.shares[user][carrier]);
    shift.map_or(Lanes::all(base), |shift| made([shift], |[shift]| base + shift))
}

#[inline(always)]
fn add(sum: &mut Lanes, more: &Lanes) {
    update(sum, [more], |sum, [more]| sum + more);
}

#[inline(always)]
fn add_product(sum: &mut Lanes, one: &Lanes, other: &Lanes) {
    update(sum, [one, other], |sum, [one, other]| sum + one * other);
}
