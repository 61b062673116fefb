//! The exponential function and the natural logarithm, in a form that runs on all lanes at once.
//!
//! Both reduce their argument by a power of 2 and sum a polynomial (Muller et al. 2018, Handbook of floating-point
//! arithmetic, chapter 10). The coefficients interpolate the remainder at Chebyshev nodes; the polynomials err by less
//! than 2 10^-17, so what is left is rounding: less than 2 units in the last place, which the tests check.

use super::arithmetic::polynomial;
use super::{Arithmetic, Lanes, apply};

/// ln 2 in two parts; products of the first with the integers below are exact.
const LN_2: (f64, f64) = (0.693_147_180_369_123_8, 1.908_214_929_270_587_7e-10);
/// Added and taken away again, it rounds to an integer, whose bits then stand lowest.
const ROUND: f64 = 6_755_399_441_055_744.0; // 1.5 * 2^52
/// Bits of the fraction of a double.
const FRACTION: u32 = 52;
/// Exponent of 1.
const BIAS: u64 = 1023;
/// (e^r - 1 - r) / r^2 for |r| up to ln 2 / 2.
const EXP: [f64; 10] = [
    0.500_000_000_000_000_1,
    0.166_666_666_666_666_69,
    0.041_666_666_666_624_13,
    0.008_333_333_333_330_062,
    0.001_388_888_891_721_371_7,
    0.000_198_412_698_630_536_18,
    2.480_152_129_595_437_6e-5,
    2.755_726_845_999_706_4e-6,
    2.762_008_844_540_974_6e-7,
    2.510_038_549_551_032e-8,
];
/// (2 artanh s - 2 s) / s^3 in z = s^2, for s from ln's reduced arguments.
const LN: [f64; 7] = [
    0.666_666_666_666_667,
    0.399_999_999_998_994_44,
    0.285_714_286_260_032_7,
    0.222_222_111_302_598_78,
    0.181_828_894_556_749_47,
    0.153_317_106_182_107_73,
    0.146_165_854_248_886_23,
];

/// e^x; what lies below -708 or above 709, a little before a double ends, counts as these.
///
/// ```
/// use kapok::lanes::{Fused, exp};
/// assert!((exp::<Fused>(1.0) - std::f64::consts::E).abs() < 1e-15);
/// ```
#[inline(always)]
pub fn exp<A: Arithmetic>(x: f64) -> f64 {
    let x = if x > 709.0 { 709.0 } else { x };
    let x = if x < -708.0 { -708.0 } else { x };
    let shifted = A::mul_add(x, std::f64::consts::LOG2_E, ROUND);
    let n = shifted - ROUND;
    let r = A::mul_add(-n, LN_2.1, A::mul_add(-n, LN_2.0, x));
    let of_r = 1.0 + A::mul_add(r * r, polynomial::<A, 10>(&EXP, r), r);
    // Times 2^n: n is added to the exponent.
    f64::from_bits(of_r.to_bits().wrapping_add(shifted.to_bits() << FRACTION))
}

/// ln x for a positive number that is neither subnormal nor infinite.
#[inline(always)]
pub(crate) fn ln_of_normal_number<A: Arithmetic>(x: f64) -> f64 {
    /// Brings the exponent of numbers from sqrt 1/2 to sqrt 2 to that of 1.
    const TO_ROOT: u64 = (BIAS << FRACTION) - std::f64::consts::FRAC_1_SQRT_2.to_bits();
    /// An integer in the lowest bits of this number is added to it.
    const INTEGER: f64 = 4_503_599_627_370_496.0; // 2^52
    let bits = x.to_bits();
    let exponent = bits.wrapping_add(TO_ROOT) >> FRACTION;
    let mantissa = f64::from_bits(bits.wrapping_sub(exponent << FRACTION).wrapping_add(BIAS << FRACTION));
    let k = f64::from_bits(exponent | INTEGER.to_bits()) - (INTEGER + BIAS as f64);
    let f = mantissa - 1.0;
    let s = f / (2.0 + f);
    let z = s * s;
    // ln(1 + f) = 2 s + s z w(z), and 2 s = f - s f
    let rest = A::mul_add(-z, polynomial::<A, 7>(&LN, z), f);
    A::mul_add(k, std::f64::consts::LN_2, A::mul_add(-s, rest, f))
}

/// ln x: minus infinity at 0, not a number below.
#[inline(always)]
pub(crate) fn ln<A: Arithmetic>(x: f64) -> f64 {
    /// 2^54, which leads out of the subnormal numbers, and its logarithm.
    const UP: f64 = 18_014_398_509_481_984.0;
    const LN_UP: f64 = 54.0 * std::f64::consts::LN_2;
    let small = x < f64::MIN_POSITIVE;
    let value = ln_of_normal_number::<A>(if small { x * UP } else { x }) - if small { LN_UP } else { 0.0 };
    let value = if x == 0.0 { f64::NEG_INFINITY } else { value };
    let value = if x == f64::INFINITY { x } else { value };
    if x < 0.0 || x.is_nan() { f64::NAN } else { value }
}

/// ln(1 + x) on all lanes, with all digits where x is small.
#[inline(always)]
pub(crate) fn ln_1p<A: Arithmetic>(lanes: &mut Lanes) {
    let mut all_small = true;
    for x in lanes.iter() {
        all_small &= is_small(*x);
    }
    if all_small {
        apply(lanes, small_ln_1p::<A>);
    } else {
        apply(lanes, any_ln_1p::<A>);
    }
}

/// Whether 1 + x lies between sqrt 1/2 and sqrt 2, up to which ln's polynomial holds; so do rates of growth.
#[inline(always)]
fn is_small(x: f64) -> bool {
    (std::f64::consts::FRAC_1_SQRT_2 - 1.0..=std::f64::consts::SQRT_2 - 1.0).contains(&x)
}

/// ln(1 + x) of a small x.
#[inline(always)]
fn small_ln_1p<A: Arithmetic>(x: f64) -> f64 {
    let s = x / (2.0 + x);
    let z = s * s;
    x - s * A::mul_add(-z, polynomial::<A, 7>(&LN, z), x)
}

/// ln(1 + x) of any x; of a small one the same as above.
#[inline(always)]
fn any_ln_1p<A: Arithmetic>(x: f64) -> f64 {
    let sum = 1.0 + x;
    let lost = x - (sum - 1.0);
    let value = ln::<A>(sum);
    let value = if sum > 0.0 && sum < f64::INFINITY { value + lost / sum } else { value };
    if is_small(x) { small_ln_1p::<A>(x) } else { value }
}

#[cfg(test)]
mod tests {
    use super::super::{Fused, Separate};
    use super::*;

    /// Distance in units in the last place of the expected number.
    fn units(value: f64, expected: f64) -> f64 {
        (value - expected).abs() / (f64::from_bits(expected.abs().to_bits() + 1) - expected.abs())
    }

    fn exp_of<A: Arithmetic>() {
        for k in -70_000..70_000 {
            let x = f64::from(k) * 0.010_012_345;
            assert!(units(exp::<A>(x), x.exp()) <= 2.0, "exp {x}: {} is not {}", exp::<A>(x), x.exp());
        }
        for x in [0.0, -0.0, 1e-300, -1e-18] {
            assert_eq!(exp::<A>(x), 1.0);
        }
        let ends = [710.0, -709.0, f64::INFINITY, f64::NEG_INFINITY].map(exp::<A>);
        let (most, least) = (exp::<A>(709.0), exp::<A>(-708.0));
        assert_eq!(ends, [most, least, most, least]);
        assert!(units(most, 709f64.exp()) <= 2.0 && units(least, (-708f64).exp()) <= 2.0);
        assert!(exp::<A>(f64::NAN).is_nan());
    }

    fn ln_of<A: Arithmetic>() {
        for k in -70_000..70_000 {
            let x = (f64::from(k) * 0.010_012_345).exp();
            assert!(units(ln::<A>(x), x.ln()) <= 2.0, "ln {x}: {} is not {}", ln::<A>(x), x.ln());
        }
        for step in -2_000..2_000 {
            let x = 1.0 + f64::from(step) * f64::EPSILON * 1e4;
            assert!(units(ln::<A>(x), x.ln()) <= 2.0, "ln {x}");
        }
        assert!(units(ln::<A>(5e-320), 5e-320_f64.ln()) <= 2.0);
        assert_eq!([1.0, 0.0, f64::INFINITY].map(ln::<A>), [0.0, f64::NEG_INFINITY, f64::INFINITY]);
        assert!([-1.0, f64::NAN, f64::NEG_INFINITY].map(ln::<A>).iter().all(|ln| ln.is_nan()));
    }

    fn ln_1p_of<A: Arithmetic>() {
        // Beside a number that is not small, and among small ones.
        let of = |x: f64| {
            let mut lanes = Lanes::all(x);
            lanes[0] = 3.0;
            ln_1p::<A>(&mut lanes);
            let mut alone = Lanes::all(x);
            ln_1p::<A>(&mut alone);
            assert!(lanes[1].to_bits() == alone[1].to_bits() || x.is_nan() || lanes[1].is_nan());
            lanes[1]
        };
        for k in -40_000..40_000 {
            let x = (f64::from(k) * 0.001).exp() - 1.0;
            assert!(units(of(x), x.ln_1p()) <= 4.0 || x == 0.0 || x == -1.0, "ln_1p {x}");
            let small = f64::from(k) * 1e-17;
            assert!((of(small) - small.ln_1p()).abs() <= 1e-15 * small.abs(), "ln_1p {small}");
        }
        assert_eq!([0.0, -1.0, f64::INFINITY].map(of), [0.0, f64::NEG_INFINITY, f64::INFINITY]);
        assert!(of(-1.5).is_nan() && of(f64::NAN).is_nan());
    }

    #[test]
    fn ln_1p_keeps_its_digits() {
        ln_1p_of::<Fused>();
        ln_1p_of::<Separate>();
    }

    #[test]
    fn exp_is_right_to_two_units_in_the_last_place() {
        exp_of::<Fused>();
        exp_of::<Separate>();
    }

    #[test]
    fn ln_is_right_to_two_units_in_the_last_place() {
        ln_of::<Fused>();
        ln_of::<Separate>();
    }
}
