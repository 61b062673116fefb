//! Latin hypercube sampling (McKay, Beckman & Conover 1979).
//!
//! On n paths the unit interval falls into n strata of equal length, and each variable takes one number from each:
//!
//! u_i = (pi(i) + v_i) / n, i = 0 .. n - 1,
//!
//! pi a random permutation of 0 .. n - 1, one for each variable, v_i uniform on (0, 1), or 1/2 in the centred design
//! (Patterson 1954). The error of a mean then comes only from what the numbers bring about together, not from the sum of
//! what each brings about alone (Stein 1987).

use super::permutation::Permutation;
use crate::sampling::stream::BELOW_ONE;
use crate::sampling::{LANES, Lanes};

/// Turns the places `lanes` inside the strata, between 0 and 1, into numbers of the paths `first`, `first` + 1 and so on of
/// a replicate; a centred design takes the middle of each stratum whatever the places.
///
/// Paths beyond the last of the permutation keep what they have: no run counts them.
pub(super) fn stratify(permutation: &Permutation, centred: bool, first: u64, lanes: &mut Lanes) {
    let n = permutation.len();
    let paths = usize::try_from(n.saturating_sub(first)).map_or(LANES, |left| left.min(LANES));
    let mut strata = [0; LANES];
    permutation.run(first, &mut strata[..paths]);
    for (lane, stratum) in lanes[..paths].iter_mut().zip(strata) {
        let place = if centred { 0.5 } else { *lane };
        *lane = ((stratum as f64 + place) / n as f64).min(BELOW_ONE);
    }
}
