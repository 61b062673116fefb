//! Logarithmic mean Divisia index, additive (LMDI-I; Ang 2005).
//!
//! A sector's energy is E_i = V (v_i / V) (C_i / v_i) (E_i / C_i): activity, structure, intensity and carriers, C_i its
//! calorific energy. With L(a, b) = (a - b) / ln(a / b), a factor k changes E_i by L(E_i,t, E_i,s) ln(k_t / k_s), and the changes
//! add up to E_i,t - E_i,s. Of CO2, E_i / C_i is what is emitted per energy, processes included; of energy intensity the same is
//! done to E_i / V, which has no activity.

use super::Decomposed;
use super::parts::{End, add_up};
use crate::sampling::{LANES, Lanes};

/// Places of the measures asked for: value added, calorific energy, and what is decomposed.
const ADDED: usize = 0;
const CALORIFIC: usize = 1;
const WHAT: usize = 2;

pub(super) fn effects(
    what: Decomposed,
    from: &End,
    to: &End,
    sectors: usize,
    effects: &mut [Lanes],
    change: &mut Lanes,
) {
    effects.fill(Lanes::all(0.0));
    let names = what.effects().len();
    let per_gdp = what == Decomposed::EnergyIntensity;
    // Homes are what the whole has and no sector.
    let mut homes = [*from.whole(WHAT), *to.whole(WHAT)];
    for i in 0..sectors {
        for lane in 0..LANES {
            let user = |end: &End| User {
                gdp: end.whole(ADDED)[lane],
                value_added: end.sector(ADDED, i)[lane],
                calorific: end.sector(CALORIFIC, i)[lane],
                amount: end.sector(WHAT, i)[lane],
            };
            let (start, end) = (user(from), user(to));
            homes[0][lane] -= start.amount;
            homes[1][lane] -= end.amount;
            let of_user = shared(start, end, per_gdp);
            // Activity stands first and is left out of intensity.
            let of_user = &of_user[usize::from(per_gdp)..];
            for (place, effect) in of_user.iter().enumerate() {
                effects[(names + 1) * (i + 1) + place][lane] = *effect;
            }
        }
    }
    let level = |end: &End, amount: f64, lane: usize| if per_gdp { amount / end.whole(ADDED)[lane] } else { amount };
    for lane in 0..LANES {
        effects[names - 1][lane] = level(to, homes[1][lane], lane) - level(from, homes[0][lane], lane);
        change[lane] = level(to, to.whole(WHAT)[lane], lane) - level(from, from.whole(WHAT)[lane], lane);
    }
    add_up(effects, names);
}

/// A sector at one end of the change.
#[derive(Debug, Clone, Copy)]
struct User {
    gdp: f64,
    value_added: f64,
    calorific: f64,
    amount: f64,
}

/// Activity, structure, intensity and carriers.
fn shared(start: User, end: User, per_gdp: bool) -> [f64; 4] {
    let level = |user: User| if per_gdp { user.amount / user.gdp } else { user.amount };
    let (before, after) = (level(start), level(end));
    if start.value_added <= 0.0 || end.value_added <= 0.0 {
        return [0.0, after - before, 0.0, 0.0]; // the sector comes or goes
    }
    if before <= 0.0 || after <= 0.0 {
        return [0.0, 0.0, after - before, 0.0]; // what it uses comes or goes
    }
    let log = |of: fn(User) -> f64| (of(end) / of(start)).ln();
    let activity = if per_gdp { 0.0 } else { log(|user| user.gdp) };
    let structure = log(|user| user.value_added / user.gdp);
    // Without fuels, all there is comes from processes.
    let has_fuels = start.calorific > 0.0 && end.calorific > 0.0;
    let carriers = if has_fuels { log(|user| user.amount / user.calorific) } else { 0.0 };
    let intensity = if has_fuels {
        log(|user| user.calorific / user.value_added)
    } else {
        log(|user| user.amount / user.value_added)
    };
    // L(E_t, E_s) = E_s (e^l - 1) / l, l = ln(E_t / E_s), which keeps its digits where little changes.
    let whole = (after / before).ln();
    let mean = if whole == 0.0 { before } else { before * whole.exp_m1() / whole };
    [activity, structure, intensity, carriers].map(|log| mean * log)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_in_one_factor_is_its_alone() {
        let start = User { gdp: 100.0, value_added: 20.0, calorific: 10.0, amount: 15.0 };
        let grown = User { gdp: 150.0, value_added: 30.0, calorific: 15.0, amount: 22.5 };
        let effects = shared(start, grown, false);
        assert!((effects[0] - 7.5).abs() < 1e-12 && effects[1..].iter().all(|effect| effect.abs() < 1e-12));
        let saved = User { calorific: 8.0, amount: 12.0, ..start };
        let effects = shared(start, saved, false);
        assert!((effects[2] + 3.0).abs() < 1e-12 && effects[3].abs() < 1e-12);
    }

    #[test]
    fn effects_by_hand() {
        // V 100 to 120, v 20 to 30, C 10 to 12, E 15 to 15.6: L = .6 / ln 1.04 = 15.298_037...
        let start = User { gdp: 100.0, value_added: 20.0, calorific: 10.0, amount: 15.0 };
        let end = User { gdp: 120.0, value_added: 30.0, calorific: 12.0, amount: 15.6 };
        let mean = 0.6 / 1.04_f64.ln();
        let logs = [1.2_f64.ln(), 1.25_f64.ln(), 0.8_f64.ln(), (1.3_f64 / 1.5).ln()];
        let effects = shared(start, end, false);
        for (effect, log) in effects.iter().zip(logs) {
            assert!((effect - mean * log).abs() < 1e-12);
        }
        assert!((effects.iter().sum::<f64>() - 0.6).abs() < 1e-12);
        // Per GDP: .15 to .13.
        let effects = shared(start, end, true);
        assert!((effects.iter().sum::<f64>() + 0.02).abs() < 1e-14 && effects[0] == 0.0);
    }

    #[test]
    fn what_comes_or_goes_has_no_logarithm() {
        let start = User { gdp: 100.0, value_added: 20.0, calorific: 0.0, amount: 0.0 };
        let end = User { gdp: 120.0, value_added: 30.0, calorific: 12.0, amount: 15.6 };
        assert_eq!(shared(start, end, false), [0.0, 0.0, 15.6, 0.0]);
        assert_eq!(shared(User { value_added: 0.0, ..start }, end, false), [0.0, 15.6, 0.0, 0.0]);
        // Emissions from processes alone.
        let (start, end) = (User { amount: 5.0, ..start }, User { calorific: 0.0, ..end });
        assert!((shared(start, end, false).iter().sum::<f64>() - 10.6).abs() < 1e-12);
    }
}
