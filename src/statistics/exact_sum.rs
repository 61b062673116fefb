//! A sum of floating-point numbers without any rounding until it is read.
//!
//! A small superaccumulator (Neal 2015): a fixed-point number wide enough for every finite double, kept in limbs of
//! 32 bits. Addition is exact, hence the sum does not depend on the order of its terms.

use serde::{Deserialize, Serialize};

/// Bits of a limb; 64-bit limbs leave 31 bits for carries.
const BITS: u32 = 32;
/// The same, as a step of exponents.
const PLACES: i32 = 32;
/// 2^-1074 is the lowest bit of the lowest limb; 2^1023 times 2^53 terms still fits the highest.
const LIMBS: usize = (END / PLACES) as usize;
/// Where the highest limb ends.
const END: i32 = 70 * PLACES;
/// So many terms may be added before carries have to be handed on.
const TERMS: u32 = 1 << 29;

/// An exact, order-free sum.
///
/// ```
/// use kapok::statistics::ExactSum;
/// let mut sum = ExactSum::default();
/// for term in [1e100, 1.0, -1e100] {
///     sum.add(term);
/// }
/// assert_eq!(sum.value(), 1.0);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "Vec<i64>", try_from = "Vec<i64>")]
pub struct ExactSum {
    limbs: Box<[i64; LIMBS]>,
    terms: u32,
}

/// Every limb, with the carries handed on.
impl From<ExactSum> for Vec<i64> {
    fn from(mut sum: ExactSum) -> Self {
        sum.carry();
        sum.limbs.to_vec()
    }
}

impl TryFrom<Vec<i64>> for ExactSum {
    type Error = &'static str;

    fn try_from(limbs: Vec<i64>) -> Result<Self, Self::Error> {
        let limbs: Box<[i64; LIMBS]> = limbs.into_boxed_slice().try_into().map_err(|_| "an exact sum has 70 limbs")?;
        let digits = 0..=i64::from(u32::MAX);
        if !limbs[..LIMBS - 1].iter().all(|limb| digits.contains(limb)) {
            return Err("the limbs of an exact sum hold 32 bits each");
        }
        Ok(Self { limbs, terms: 0 })
    }
}

impl Default for ExactSum {
    fn default() -> Self {
        Self { limbs: Box::new([0; LIMBS]), terms: 0 }
    }
}

impl ExactSum {
    /// Adds a finite number.
    pub fn add(&mut self, term: f64) {
        debug_assert!(term.is_finite());
        let bits = term.to_bits();
        let exponent = ((bits >> 52) & 0x7ff) as u32;
        let fraction = bits & ((1 << 52) - 1);
        let mantissa = if exponent == 0 { fraction } else { fraction | (1 << 52) };
        // The lowest bit of the mantissa stands at this place above 2^-1074.
        let place = exponent.max(1) - 1;
        let wide = u128::from(mantissa) << (place % BITS);
        let first = (place / BITS) as usize;
        let sign = if term < 0.0 { -1 } else { 1 };
        for (step, limb) in self.limbs[first..first + 3].iter_mut().enumerate() {
            let digits = (wide >> (BITS as usize * step)) & u128::from(u32::MAX);
            *limb += sign * i64::from(u32::try_from(digits).unwrap_or(0)); // 32 bits by the mask
        }
        self.terms += 1;
        if self.terms == TERMS {
            self.carry();
        }
    }

    /// Adds another sum.
    pub fn merge(&mut self, other: &Self) {
        self.carry();
        let mut others = *other.limbs;
        carry(&mut others);
        for (limb, more) in self.limbs.iter_mut().zip(&others) {
            *limb += more;
        }
        self.carry();
    }

    /// The sum as a floating-point number; the only rounding.
    pub fn value(&self) -> f64 {
        let mut limbs = *self.limbs;
        carry(&mut limbs);
        // After the carries only the highest limb that is not zero may be negative; turn the sign out of the digits.
        let negative = limbs[LIMBS - 1] < 0;
        if negative {
            limbs.iter_mut().for_each(|limb| *limb = -*limb);
            carry(&mut limbs);
        }
        // Two factors a limb: the place of the lowest lies below the smallest normal number.
        let mut value = 0.0;
        for (place, &limb) in (0..END).step_by(BITS as usize).zip(&limbs).rev().filter(|(_, limb)| **limb != 0) {
            value += limb as f64 * 2f64.powi(place / 2 - 537) * 2f64.powi(place - place / 2 - 537);
        }
        if negative { -value } else { value }
    }

    fn carry(&mut self) {
        carry(&mut self.limbs);
        self.terms = 0;
    }
}

/// Brings every limb but the highest into 0..2^32.
fn carry(limbs: &mut [i64; LIMBS]) {
    let mut carry = 0;
    for limb in &mut limbs[..LIMBS - 1] {
        let total = *limb + carry;
        *limb = total & i64::from(u32::MAX);
        carry = total >> BITS;
    }
    limbs[LIMBS - 1] += carry;
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn total(terms: &[f64]) -> ExactSum {
        let mut sum = ExactSum::default();
        terms.iter().for_each(|&t| sum.add(t));
        sum
    }

    #[test]
    fn small_cases_are_exact() {
        assert_eq!(total(&[]).value(), 0.0);
        assert_eq!(total(&[f64::MIN_POSITIVE / 4.0, f64::MIN_POSITIVE / 4.0]).value(), f64::MIN_POSITIVE / 2.0);
        assert_eq!(total(&[-0.5, -0.25]).value(), -0.75);
        assert_eq!(total(&[1e308, -1e308, 3.0, 1e-300, -3.0]).value(), 1e-300);
    }

    proptest! {
        #[test]
        fn order_and_grouping_change_nothing(mut terms in prop::collection::vec(-1e12..1e12f64, 1..200), cut in 0usize..200) {
            let forward = total(&terms);
            let (a, b) = terms.split_at(cut.min(terms.len()));
            let mut grouped = total(a);
            grouped.merge(&total(b));
            prop_assert_eq!(forward.value().to_bits(), grouped.value().to_bits());
            let plain: f64 = terms.iter().sum();
            prop_assert!((forward.value() - plain).abs() <= 1e-9 * terms.iter().map(|t| t.abs()).sum::<f64>());
            terms.reverse();
            prop_assert_eq!(forward.value().to_bits(), total(&terms).value().to_bits());
        }

        #[test]
        fn integers_sum_exactly(terms in prop::collection::vec(-(1i64 << 50)..(1i64 << 50), 0..300)) {
            let sum = total(&terms.iter().map(|&t| t as f64).collect::<Vec<_>>());
            prop_assert_eq!(sum.value(), terms.iter().sum::<i64>() as f64);
        }
    }
}
