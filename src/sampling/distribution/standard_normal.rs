//! The standard normal distribution, behind the normal, the lognormal and the starts of other inverses.

use std::f64::consts::{PI, SQRT_2};

use statrs::function::erf::erfc;

use crate::lanes::{Arithmetic, Lanes, Separate, ln_of_normal_number, polynomial};

/// phi(z) = exp(-z^2 / 2) / sqrt(2 pi).
pub(super) fn density(z: f64) -> f64 {
    (-z * z / 2.0).exp() / (2.0 * PI).sqrt()
}

/// Phi(z) = erfc(-z / sqrt 2) / 2.
pub(super) fn below(z: f64) -> f64 {
    0.5 * erfc(-z / SQRT_2)
}

/// 1 - Phi(z).
pub(super) fn above(z: f64) -> f64 {
    below(-z)
}

/// The inverse of Phi (Wichura 1988, algorithm AS 241: right to 16 digits).
pub(crate) fn quantile(p: f64) -> f64 {
    if p <= 0.0 || p >= 1.0 {
        return if p <= 0.0 { f64::NEG_INFINITY } else { f64::INFINITY };
    }
    let near = near_the_middle::<Separate>(p - 0.5);
    if (p - 0.5).abs() <= MIDDLE { near } else { in_a_tail::<Separate>(p.min(1.0 - p)).copysign(p - 0.5) }
}

/// The value exceeded with probability `q`.
pub(super) fn upper_quantile(q: f64) -> f64 {
    -quantile(q)
}

/// The same on all lanes, each of which holds its probability, strictly between 0 and 1.
#[inline(always)]
pub(crate) fn quantiles<A: Arithmetic>(lanes: &mut Lanes) {
    for lane in lanes {
        let p = *lane;
        let from_middle = p - 0.5;
        let near = near_the_middle::<A>(from_middle);
        let far = in_a_tail::<A>(if from_middle < 0.0 { p } else { 1.0 - p });
        let far = if from_middle < 0.0 { -far } else { far };
        *lane = if from_middle.abs() <= MIDDLE { near } else { far };
    }
}

/// Up to this distance from 1/2 a probability is near the middle.
const MIDDLE: f64 = 0.425;

/// z = q A(r) / B(r), q = p - 1/2, r = .425^2 - q^2.
#[inline(always)]
fn near_the_middle<A: Arithmetic>(q: f64) -> f64 {
    const ABOVE: [f64; 8] = [
        3.387_132_872_796_366_5,
        133.141_667_891_784_38,
        1_971.590_950_306_551_3,
        13_731.693_765_509_46,
        45_921.953_931_549_87,
        67_265.770_927_008_7,
        33_430.575_583_588_13,
        2_509.080_928_730_122_7,
    ];
    const BELOW: [f64; 8] = [
        1.0,
        42.313_330_701_600_91,
        687.187_007_492_057_9,
        5_394.196_021_424_751,
        21_213.794_301_586_597,
        39_307.895_800_092_71,
        28_729.085_735_721_943,
        5_226.495_278_852_854,
    ];
    let r = MIDDLE * MIDDLE - q * q;
    q * polynomial::<A, 8>(&ABOVE, r) / polynomial::<A, 8>(&BELOW, r)
}

/// z = C(r) / D(r) of the upper tail, r = sqrt(-ln p) less what is in the middle of its range; farther out E(r) / F(r).
#[inline(always)]
fn in_a_tail<A: Arithmetic>(p: f64) -> f64 {
    const ABOVE: [f64; 8] = [
        1.423_437_110_749_683_5,
        4.630_337_846_156_546,
        5.769_497_221_460_691,
        3.647_848_324_763_204_5,
        1.270_458_252_452_368_4,
        0.241_780_725_177_450_6,
        0.022_723_844_989_269_184,
        7.745_450_142_783_414e-4,
    ];
    const BELOW: [f64; 8] = [
        1.0,
        2.053_191_626_637_759,
        1.676_384_830_183_803_8,
        0.689_767_334_985_1,
        0.148_103_976_427_480_08,
        0.015_198_666_563_616_457,
        5.475_938_084_995_345e-4,
        1.050_750_071_644_416_8e-9,
    ];
    const FAR_ABOVE: [f64; 8] = [
        6.657_904_643_501_103,
        5.463_784_911_164_114,
        1.784_826_539_917_291_3,
        0.296_560_571_828_504_87,
        0.026_532_189_526_576_124,
        0.001_242_660_947_388_078_4,
        2.711_555_568_743_487_6e-5,
        2.010_334_399_292_288_2e-7,
    ];
    const FAR_BELOW: [f64; 8] = [
        1.0,
        0.599_832_206_555_888,
        0.136_929_880_922_735_8,
        0.014_875_361_290_850_615,
        7.868_691_311_456_133e-4,
        1.846_318_317_510_054_8e-5,
        1.421_511_758_316_446e-7,
        2.044_263_103_389_939_8e-15,
    ];
    let r = (-ln_of_normal_number::<A>(p)).sqrt();
    let far = r > 5.0;
    let at = r - if far { 5.0 } else { 1.6 };
    let above = polynomial::<A, 8>(&ABOVE, at) / polynomial::<A, 8>(&BELOW, at);
    let far_above = polynomial::<A, 8>(&FAR_ABOVE, at) / polynomial::<A, 8>(&FAR_BELOW, at);
    if far { far_above } else { above }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lanes::{Fused, LANES};

    /// Worked out with 40 digits from Phi(z) = p, by Newton's method.
    const KNOWN: [(f64, f64); 6] = [
        (0.3, -0.524_400_512_708_040_8),
        (0.02, -2.053_748_910_631_823),
        (1e-5, -4.264_890_793_922_825),
        (1e-11, -6.706_023_155_495_136),
        (1e-16, -8.222_082_216_130_435),
        (0.97, 1.880_793_608_151_250_6),
    ];

    #[test]
    fn quantiles_have_their_digits_in_the_middle_and_in_the_tails() {
        for (p, z) in KNOWN {
            assert!((quantile(p) / z - 1.0).abs() < 1e-14, "{p}: {} is not {z}", quantile(p));
            let mut lanes = [p; LANES];
            lanes[7] = 0.5;
            quantiles::<Fused>(&mut lanes);
            assert!((lanes[0] / z - 1.0).abs() < 1e-14 && lanes[7] == 0.0, "{p}");
        }
        assert_eq!([0.0, 0.5, 1.0].map(quantile), [f64::NEG_INFINITY, 0.0, f64::INFINITY]);
        assert!(quantile(0.9) == -quantile(0.1) || (quantile(0.9) + quantile(0.1)).abs() < 1e-15);
    }
}
