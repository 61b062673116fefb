//! Growth of real GDP by sectors: (v_i,t - v_i,s) / V_s, which add up to V_t / V_s - 1.

use super::parts::{End, add_up};
use crate::sampling::{LANES, Lanes};

/// Value added, the only measure asked for.
const ADDED: usize = 0;

pub(super) fn effects(from: &End, to: &End, sectors: usize, effects: &mut [Lanes], change: &mut Lanes) {
    effects.fill(Lanes::all(0.0));
    let (before, after) = (from.whole(ADDED), to.whole(ADDED));
    *change = Lanes::from_fn(|lane| (after[lane] - before[lane]) / before[lane]);
    for i in 0..sectors {
        let (start, end) = (from.sector(ADDED, i), to.sector(ADDED, i));
        for lane in 0..LANES {
            effects[2 * (i + 1)][lane] = (end[lane] - start[lane]) / before[lane];
        }
    }
    add_up(effects, 1);
}
