//! Antithetic pairs: every second path mirrors the one before it.

use crate::sampling::Lanes;
use crate::sampling::stream::BELOW_ONE;

/// Each odd lane becomes 1 less the lane before it.
pub(super) fn pair(lanes: &mut Lanes) {
    for pair in lanes.chunks_exact_mut(2) {
        // 1 less the smallest uniform number rounds to 1.
        pair[1] = (1.0 - pair[0]).min(BELOW_ONE);
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Design, Layout};
    use crate::sampling::{LANES, Lanes};

    #[test]
    fn pairs_mirror_each_other_and_first_paths_are_the_random_ones() {
        let (mut random, mut pairs) = (Lanes::all(0.0), Lanes::all(0.0));
        Layout::random(3).uniforms("a", 0, 5, &mut random);
        Layout::new(Design::Antithetic, 3, 1000, 2).unwrap().uniforms("a", 0, 5, &mut pairs);
        for lane in (0..LANES).step_by(2) {
            assert_eq!(pairs[lane], random[lane]);
            assert_eq!(pairs[lane + 1], 1.0 - random[lane]);
            assert!(pairs[lane + 1] > 0.0 && pairs[lane + 1] < 1.0);
        }
        let mut ends = Lanes::all(2f64.powi(-54));
        super::pair(&mut ends);
        assert!(ends[1] < 1.0);
    }
}
