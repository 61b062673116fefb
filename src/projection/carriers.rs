//! Carriers of energy that replace each other: what is moved between them, and what that does to energy and CO2 per output.

use super::effects::{EffectsPlan, Slot};
use crate::economy::EnergyAccounts;
use crate::model::Lever;
use crate::sampling::Lanes;

/// A share of a user's energy that goes from one carrier to another.
#[derive(Debug)]
pub(super) struct Move {
    /// Position of the user: a sector, or homes after them.
    pub(super) user: usize,
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) slot: Slot,
}

/// All that changes about carriers.
#[derive(Debug)]
pub(super) struct CarriersPlan {
    pub(super) moves: Vec<Move>,
    /// Log effect on the CO2 of the grid.
    pub(super) grid: Option<Slot>,
}

impl CarriersPlan {
    /// Nothing where no carrier replaces another and the grid stays as it is.
    pub(super) fn of(energy: Option<&EnergyAccounts>, effects: &EffectsPlan) -> Option<Self> {
        let energy = energy?;
        let moves = effects.all().filter_map(|(lever, slot)| match lever {
            Lever::CarrierShare { user, from, to } => Some(Move { user: energy.place(user), from, to, slot }),
            _ => None,
        });
        let moves: Vec<Move> = moves.collect();
        let grid = effects.on(Lever::GridCo2);
        (grid.is_some() || !moves.is_empty()).then_some(Self { moves, grid })
    }
}

/// How far each user's coefficients stand from the base year's, efficiency left aside. One entry a sector, that of homes last.
#[derive(Debug, Clone)]
pub struct CarrierShift {
    /// Coal-equivalent energy per output, tce per 10^4 yuan; of homes in all, 10^4 tce.
    pub coal_equivalent: Vec<Lanes>,
    /// CO2 per output, tonnes per 10^4 yuan; of homes in all, 10^4 tonnes.
    pub co2: Vec<Lanes>,
    /// Shares of the carriers in calorific energy, one list a user.
    pub shares: Vec<Vec<Lanes>>,
}

impl CarrierShift {
    pub(super) fn none(energy: &EnergyAccounts) -> Self {
        let zero = Lanes::all(0.0);
        let users = energy.shares.len();
        Self {
            coal_equivalent: vec![zero; users],
            co2: vec![zero; users],
            shares: vec![vec![zero; energy.carriers.len()]; users],
        }
    }

    #[inline(always)]
    pub(super) fn clear(&mut self) {
        let lists = [&mut self.coal_equivalent, &mut self.co2].into_iter().chain(&mut self.shares);
        lists.for_each(|list| list.fill(Lanes::all(0.0)));
    }
}
