//! Named streams of pseudo-random numbers.
//!
//! Paths are numbered from 0 and fall into blocks of [`LANES`]. The numbers of a variable in a block depend only on
//! (seed, name of the variable, number of the block); inside the block the lane is the path and the order of drawing
//! is the year. A path's draws are therefore the same whatever the number of threads, the number of paths, or the
//! other variables of the scenario.
//!
//! The generator is xoshiro256++ (Blackman & Vigna 2021), its 256-bit state set by two keyed `SipHash` values of
//! (seed, name, block). Normal deviates are drawn by the ziggurat method (Marsaglia & Tsang 2000).

use std::hash::Hasher;

use rand::{Rng, SeedableRng};
use rand_distr::{Distribution as _, StandardNormal};
use rand_xoshiro::Xoshiro256PlusPlus;
use siphasher::sip128::{Hasher128, SipHasher24};

/// Paths in a block: a constant of the numbering of draws. Changing it changes every result.
pub const LANES: usize = 64;

/// One number for each path of a block.
pub type Lanes = [f64; LANES];

/// The largest number below 1.
pub(super) const BELOW_ONE: f64 = 1.0f64.next_down();

/// The pseudo-random numbers of one variable in one block of paths.
///
/// ```
/// use kapok::sampling::{LANES, Stream};
/// let mut first = [0.0; LANES];
/// let mut again = [0.0; LANES];
/// Stream::new(1, "factor.macro", 7).normals(&mut first);
/// Stream::new(1, "factor.macro", 7).normals(&mut again);
/// assert_eq!(first, again);
/// Stream::new(1, "factor.metals", 7).normals(&mut again);
/// assert_ne!(first, again);
/// ```
#[derive(Debug, Clone)]
pub struct Stream {
    generator: Xoshiro256PlusPlus,
}

impl Stream {
    /// The stream of the variable `name` in block `block` under `seed`.
    pub fn new(seed: u64, name: &str, block: u64) -> Self {
        let mut state = [0u8; 32];
        for (half, bytes) in state.chunks_exact_mut(16).enumerate() {
            let mut hasher = SipHasher24::new_with_keys(seed, half as u64);
            hasher.write(name.as_bytes());
            hasher.write_u8(0xff); // ends the name: no name can run into the block number
            hasher.write(&block.to_le_bytes());
            let hash = hasher.finish128();
            bytes[..8].copy_from_slice(&hash.h1.to_le_bytes());
            bytes[8..].copy_from_slice(&hash.h2.to_le_bytes());
        }
        Self { generator: Xoshiro256PlusPlus::from_seed(state) }
    }

    /// Fills `lanes` with the next standard normal deviates.
    pub fn normals(&mut self, lanes: &mut Lanes) {
        for lane in lanes {
            *lane = StandardNormal.sample(&mut self.generator);
        }
    }

    /// Fills `lanes` with the next uniform numbers, strictly between 0 and 1.
    pub fn uniforms(&mut self, lanes: &mut Lanes) {
        const STEP: f64 = 1.0 / (1u64 << 53) as f64;
        for lane in lanes {
            // The half is lost to rounding for the upper numbers: the largest of them would be 1.
            *lane = (((self.generator.next_u64() >> 11) as f64 + 0.5) * STEP).min(BELOW_ONE);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn generator_is_the_authors_xoshiro256_plus_plus() {
        // Known answers of the reference implementation for the state {1, 2, 3, 4} (Blackman & Vigna, xoshiro256plusplus.c).
        let mut state = [0u8; 32];
        for (word, bytes) in (1u64..).zip(state.chunks_exact_mut(8)) {
            bytes.copy_from_slice(&word.to_le_bytes());
        }
        let mut generator = Xoshiro256PlusPlus::from_seed(state);
        let expected =
            [41_943_041, 58_720_359, 3_588_806_011_781_223, 3_591_011_842_654_386, 9_228_616_714_210_784_205];
        for value in expected {
            assert_eq!(generator.next_u64(), value);
        }
    }

    #[test]
    fn draws_stay_what_they_were() {
        // Frozen when the streams were laid down; a change here is a change of every result and is told in the changelog.
        let mut lanes = [0.0; LANES];
        Stream::new(20_201_231, "sector.steel.output_growth", 3).uniforms(&mut lanes);
        assert_eq!(lanes[..3], [0.707_047_273_292_850_8, 0.109_692_383_072_544_53, 0.497_121_629_321_585_7]);
        Stream::new(20_201_231, "factor.macro", 0).normals(&mut lanes);
        assert_eq!(lanes[..3], [-0.627_569_422_856_290_4, -0.943_082_329_405_423_2, -1.435_169_449_329_707_1]);
    }

    #[test]
    fn uniforms_stay_inside_the_open_interval_and_are_uniform() {
        let mut lanes = [0.0; LANES];
        let mut counts = [0u32; 10];
        let mut stream = Stream::new(3, "u", 0);
        for _ in 0..2_000 {
            stream.uniforms(&mut lanes);
            for u in lanes {
                assert!(u > 0.0 && u < 1.0);
                let tenth = (1..10).filter(|i| u >= f64::from(*i) / 10.0).count();
                counts[tenth] += 1;
            }
        }
        // Chi-square with 9 degrees of freedom: the 99.9 % point is 27.9.
        let expected = 12_800.0;
        let chi: f64 = counts.iter().map(|&c| (f64::from(c) - expected).powi(2) / expected).sum();
        assert!(chi < 27.9, "chi-square {chi}");
    }

    #[test]
    fn neighbouring_blocks_names_and_seeds_are_uncorrelated() {
        let draw = |seed, name, block| {
            let mut all = Vec::new();
            let mut stream = Stream::new(seed, name, block);
            let mut lanes = [0.0; LANES];
            for _ in 0..500 {
                stream.normals(&mut lanes);
                all.extend(lanes);
            }
            all
        };
        let base = draw(1, "a", 0);
        for other in [draw(1, "a", 1), draw(1, "b", 0), draw(2, "a", 0)] {
            let n = base.len() as f64;
            let correlation: f64 = base.iter().zip(&other).map(|(x, y)| x * y).sum::<f64>() / n;
            assert!(correlation.abs() < 4.0 / n.sqrt(), "correlation {correlation}");
        }
    }
}
