//! Keys: what makes the arrangement of one variable in one replicate different from all others.

use std::hash::Hasher;

use siphasher::sip128::{Hasher128, SipHasher24};

/// What a key is for. Streams of pseudo-random numbers take the numbers 0 and 1 in this place.
#[derive(Debug, Clone, Copy)]
pub(super) enum Purpose {
    Permutation = 2,
    Scrambling = 3,
}

/// A 128-bit key made of (seed, name of the variable, replicate), from which any number of random words can be had by
/// their number and in any order.
#[derive(Debug, Clone, Copy)]
pub(super) struct Key {
    halves: [u64; 2],
}

impl Key {
    pub(super) fn new(purpose: Purpose, seed: u64, name: &str, replicate: u64) -> Self {
        let mut hasher = SipHasher24::new_with_keys(seed, purpose as u64);
        hasher.write(name.as_bytes());
        hasher.write_u8(0xff); // ends the name: no name can run into the replicate
        hasher.write(&replicate.to_le_bytes());
        let hash = hasher.finish128();
        Self { halves: [hash.h1, hash.h2] }
    }

    /// Word `number` of the key: two rounds of mixing, each under half of the key.
    pub(super) fn word(self, number: u64) -> u64 {
        mix(mix(number ^ self.halves[0]) ^ self.halves[1])
    }
}

/// A bijection of 64-bit words in which every bit of the word moves every bit of the result: the finaliser of
/// SplitMix64 (Steele, Lea & Flood 2014).
fn mix(mut word: u64) -> u64 {
    word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    word ^ (word >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mixing_is_the_published_one() {
        // First outputs of SplitMix64 from the state 1234567 (Vigna, splitmix64.c), whose state grows by the golden ratio.
        const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;
        let outputs = [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423];
        for (i, output) in (1u64..).zip(outputs) {
            assert_eq!(mix(GOLDEN.wrapping_mul(i).wrapping_add(1_234_567)), output);
        }
    }

    #[test]
    fn every_part_of_a_key_counts() {
        let words = [
            Key::new(Purpose::Permutation, 1, "a", 0),
            Key::new(Purpose::Scrambling, 1, "a", 0),
            Key::new(Purpose::Scrambling, 2, "a", 0),
            Key::new(Purpose::Scrambling, 1, "b", 0),
            Key::new(Purpose::Scrambling, 1, "a", 1),
        ]
        .map(|key| key.word(5));
        for (i, word) in words.iter().enumerate() {
            // Two independent words differ in 32 bits on average, sd 4.
            assert!(words[..i].iter().all(|other| (12..=52).contains(&(word ^ other).count_ones())));
        }
    }
}
