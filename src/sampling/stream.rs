//! Named streams of pseudo-random numbers.
//!
//! Paths are numbered from 0 and fall into blocks of [`LANES`]. The numbers of a variable in a block depend only on
//! (seed, name of the variable, number of the block); inside the block the lane is the path and the order of drawing
//! is the year. A path's draws are therefore the same whatever the number of threads, the number of paths, or the
//! other variables of the scenario.
//!
//! Eight generators xoshiro256++ (Blackman & Vigna 2021) run side by side, the first giving the numbers of lanes 0, 8, 16 ...
//! Their 256-bit states are consecutive numbers of two `SplitMix64` sequences (Steele, Lea & Flood 2014), which the
//! authors recommend for it; the sequences start from a keyed `SipHash` of (seed, name) and count on with the blocks.
//! Normal deviates come in pairs (Box & Muller 1958): both are needed, and no draw takes longer than another.

use std::hash::Hasher;

use siphasher::sip128::{Hasher128, SipHasher24};

use crate::lanes::{Arithmetic, VectorLevel, Work, eighth_of_circle, ln_of_normal_number};
pub use crate::lanes::{LANES, Lanes};

/// The largest number below 1.
pub(super) const BELOW_ONE: f64 = 1.0f64.next_down();

/// Generators side by side.
const GENERATORS: usize = 8;
/// The step of `SplitMix64`: 2^64 over the golden ratio.
const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;

/// The next whole numbers of all lanes.
type Words = [u64; LANES];

/// Where the streams of a variable start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StreamKey([u64; 2]);

impl StreamKey {
    /// The variable `name` under `seed`.
    pub fn new(seed: u64, name: &str) -> Self {
        let mut hasher = SipHasher24::new_with_keys(seed, 0);
        hasher.write(name.as_bytes());
        let hash = hasher.finish128();
        Self([hash.h1, hash.h2])
    }

    /// Its stream in a block.
    #[inline(always)]
    pub fn stream(self, block: u64) -> Stream {
        let mut state = [[0; GENERATORS]; 4];
        for (word, state) in state.iter_mut().enumerate() {
            // Words 0 and 1 are numbers of the first sequence, words 2 and 3 of the second.
            let (start, place) = (self.0[word / 2], (word % 2) as u64);
            for (generator, state) in state.iter_mut().enumerate() {
                let number = block.wrapping_mul(2 * GENERATORS as u64) + 2 * generator as u64 + place;
                *state = split_mix(start.wrapping_add(number.wrapping_add(1).wrapping_mul(GOLDEN)));
            }
        }
        Stream { state }
    }
}

/// What `SplitMix64` makes of its counter.
#[inline(always)]
fn split_mix(counter: u64) -> u64 {
    let z = (counter ^ (counter >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// The pseudo-random numbers of one variable in one block of paths.
///
/// ```
/// use kapok::sampling::{Lanes, Stream};
/// let mut first = Lanes::all(0.0);
/// let mut again = Lanes::all(0.0);
/// Stream::new(1, "factor.macro", 7).normals(&mut first);
/// Stream::new(1, "factor.macro", 7).normals(&mut again);
/// assert_eq!(first, again);
/// Stream::new(1, "factor.metals", 7).normals(&mut again);
/// assert_ne!(first, again);
/// ```
#[derive(Debug, Clone)]
pub struct Stream {
    /// Word by word, the states of all generators.
    state: [[u64; GENERATORS]; 4],
}

impl Stream {
    /// The stream of the variable `name` in block `block` under `seed`.
    pub fn new(seed: u64, name: &str, block: u64) -> Self {
        StreamKey::new(seed, name).stream(block)
    }

    /// Fills `lanes` with the next standard normal deviates.
    ///
    /// For a pair: r = sqrt(-2 ln u), and r cos a and r sin a, a uniform on the circle.
    pub fn normals(&mut self, lanes: &mut Lanes) {
        VectorLevel::best().run(Normals { stream: self, lanes });
    }

    /// The same as part of [`Work`] at some vector level.
    #[inline(always)]
    pub fn normals_at<A: Arithmetic>(&mut self, lanes: &mut Lanes) {
        const HALF: usize = LANES / 2;
        let words = self.words();
        let (distances, angles) = words.split_at(HALF);
        let (cosines, sines) = lanes.split_at_mut(HALF);
        for pair in 0..HALF {
            let radius = (-2.0 * ln_of_normal_number::<A>(uniform(distances[pair]))).sqrt();
            let (sin, cos) = point_on_circle::<A>(angles[pair]);
            cosines[pair] = radius * cos;
            sines[pair] = radius * sin;
        }
    }

    /// Fills `lanes` with the next uniform numbers, strictly between 0 and 1.
    #[inline(always)]
    pub fn uniforms(&mut self, lanes: &mut Lanes) {
        let words = self.words();
        for (lane, word) in lanes.iter_mut().zip(words) {
            *lane = uniform(word);
        }
    }

    /// The next number of every lane.
    #[inline(always)]
    fn words(&mut self) -> Words {
        let mut words = [0; LANES];
        let [first, second, third, fourth] = &mut self.state;
        // Generator by generator: a loop that compilers turn into vectors.
        for k in 0..GENERATORS {
            let (mut a, mut b, mut c, mut d) = (first[k], second[k], third[k], fourth[k]);
            for step in 0..LANES / GENERATORS {
                words[step * GENERATORS + k] = a.wrapping_add(d).rotate_left(23).wrapping_add(a);
                let shifted = b << 17;
                c ^= a;
                d ^= b;
                b ^= c;
                a ^= d;
                c ^= shifted;
                d = d.rotate_left(45);
            }
            (first[k], second[k], third[k], fourth[k]) = (a, b, c, d);
        }
        words
    }
}

/// The next normal deviates of a stream.
struct Normals<'s> {
    stream: &'s mut Stream,
    lanes: &'s mut Lanes,
}

impl Work for Normals<'_> {
    type Output = ();

    #[inline(always)]
    fn work<A: Arithmetic>(self) {
        self.stream.normals_at::<A>(self.lanes);
    }
}

/// The 52 upper bits as a number between 0 and 1: an odd multiple of 2^-53, so that 0 and 1 are as far off as each other.
#[inline(always)]
fn uniform(word: u64) -> f64 {
    const HALF_STEP: f64 = f64::EPSILON / 2.0;
    f64::from_bits((word >> 12) | 1.0f64.to_bits()) - (1.0 - HALF_STEP)
}

/// Sine and cosine of a random angle: the upper bits place it in an eighth of the circle, the lowest three choose which.
#[inline(always)]
fn point_on_circle<A: Arithmetic>(word: u64) -> (f64, f64) {
    let (sin, cos) = eighth_of_circle::<A>(uniform(word));
    let swapped = word & 4 != 0;
    let (first, second) = if swapped { (cos, sin) } else { (sin, cos) };
    let sign = |value: f64, bit: u64| f64::from_bits(value.to_bits() ^ (bit << 63));
    (sign(first, word & 1), sign(second, (word >> 1) & 1))
}

#[cfg(test)]
mod tests {
    use rand::{Rng, SeedableRng};
    use rand_xoshiro::Xoshiro256PlusPlus;

    use super::*;

    #[test]
    fn generators_are_the_authors_xoshiro256_plus_plus() {
        // Known answers of the reference implementation for the state {1, 2, 3, 4} (Blackman & Vigna, xoshiro256plusplus.c).
        let mut stream = Stream { state: [1, 2, 3, 4].map(|word| [word; GENERATORS]) };
        let words = stream.words();
        let expected =
            [41_943_041, 58_720_359, 3_588_806_011_781_223, 3_591_011_842_654_386, 9_228_616_714_210_784_205];
        for (gang, value) in words.chunks_exact(GENERATORS).zip(expected) {
            assert_eq!(gang, [value; GENERATORS]);
        }
    }

    #[test]
    fn each_generator_is_that_of_the_library_from_the_same_state() {
        let mut stream = StreamKey::new(3, "factor.macro").stream(9);
        let mut others: Vec<Xoshiro256PlusPlus> = (0..GENERATORS)
            .map(|k| {
                let mut seed = [0; 32];
                for (word, bytes) in stream.state.iter().zip(seed.chunks_exact_mut(8)) {
                    bytes.copy_from_slice(&word[k].to_le_bytes());
                }
                Xoshiro256PlusPlus::from_seed(seed)
            })
            .collect();
        for _ in 0..3 {
            for gang in stream.words().chunks_exact(GENERATORS) {
                assert_eq!(gang, others.iter_mut().map(Rng::next_u64).collect::<Vec<u64>>());
            }
        }
    }

    #[test]
    fn states_are_numbers_of_split_mix() {
        // Known answers of the reference implementation from the state 1234567 (Vigna, splitmix64.c).
        let numbers: [u64; 5] =
            std::array::from_fn(|k| split_mix(1_234_567_u64.wrapping_add(GOLDEN.wrapping_mul(k as u64 + 1))));
        assert_eq!(
            numbers,
            [
                6_457_827_717_110_365_317,
                3_203_168_211_198_807_973,
                9_817_491_932_198_370_423,
                4_593_380_528_125_082_431,
                16_408_922_859_458_223_821
            ]
        );
        let state = StreamKey([1_234_567, 0]).stream(0).state;
        assert_eq!([state[0][0], state[1][0], state[0][1], state[1][1]], numbers[..4]);
        assert_eq!(
            StreamKey([1_234_567, 0]).stream(1).state[0][0],
            split_mix(1_234_567_u64.wrapping_add(GOLDEN.wrapping_mul(17)))
        );
    }

    #[test]
    fn normals_are_pairs_of_box_and_muller() {
        // Worked out with the library's logarithm, sine and cosine from the same words.
        let mut stream = StreamKey::new(7, "z").stream(2);
        let words = stream.clone().words();
        let mut normals = Lanes::all(0.0);
        stream.normals(&mut normals);
        for pair in 0..LANES / 2 {
            let u = (words[pair] >> 12) as f64 * f64::EPSILON + f64::EPSILON / 2.0;
            let (radius, angle) = ((-2.0 * u.ln()).sqrt(), words[LANES / 2 + pair]);
            let (sin, cos) =
                (std::f64::consts::FRAC_PI_4 * ((angle >> 12) as f64 * f64::EPSILON + f64::EPSILON / 2.0)).sin_cos();
            let (one, other) = if angle & 4 == 0 { (cos, sin) } else { (sin, cos) };
            let sign = |bit: u64| if angle & bit == 0 { 1.0 } else { -1.0 };
            assert!((normals[pair] - sign(2) * radius * one).abs() < 1e-14);
            assert!((normals[LANES / 2 + pair] - sign(1) * radius * other).abs() < 1e-14);
        }
    }

    #[test]
    fn uniforms_stay_inside_the_open_interval_and_are_uniform() {
        let mut lanes = Lanes::all(0.0);
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
            let mut lanes = Lanes::all(0.0);
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
