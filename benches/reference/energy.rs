//! Energy by carrier and CO2 of one path in a year.

use kapok::economy::{EnergyAccounts, EnergyUser};
use kapok::model::Lever;

use super::effects::Effects;

/// Energy by carrier, electricity by the coal burned for it, all energy as it is bought, and CO2.
pub(crate) struct Used {
    pub(crate) carriers: Vec<f64>,
    pub(crate) calorific: f64,
    pub(crate) co2: f64,
}

impl Used {
    pub(crate) fn none(carriers: usize) -> Self {
        Self { carriers: vec![0.0; carriers], calorific: 0.0, co2: 0.0 }
    }

    /// What a user takes: `energy` as bought, in the shares that policies have brought about.
    pub(crate) fn add(
        &mut self,
        data: &EnergyAccounts,
        user: EnergyUser,
        energy: f64,
        effects: &Effects,
        t: usize,
        p: usize,
    ) {
        let place = data.place(user);
        let mut shares = data.shares[place].clone();
        for (lever, points) in effects.each(t, p) {
            if let Lever::CarrierShare { user: of, from, to } = lever
                && of == user
            {
                shares[from] -= points;
                shares[to] += points;
            }
        }
        for (c, share) in shares.iter().enumerate() {
            let grid = if data.electricity == Some(c) { effects.on(Lever::GridCo2, t, p).exp() } else { 1.0 };
            self.carriers[c] += energy * share * data.coal_per_calorific[c];
            self.co2 += energy * share * data.co2_of_carriers[place][c] * grid;
        }
        self.calorific += energy;
    }
}
