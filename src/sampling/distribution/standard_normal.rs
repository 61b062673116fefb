//! The standard normal distribution, behind the normal, the lognormal and the starts of other inverses.

use std::f64::consts::{PI, SQRT_2};

use statrs::function::erf::erfc;

use crate::lanes::{Arithmetic, Lanes, Separate, apply, ln_of_normal_number, polynomial};

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
    quantile_inside::<Separate, true>(p)
}

/// The value exceeded with probability `q`.
pub(super) fn upper_quantile(q: f64) -> f64 {
    -quantile(q)
}

/// The same on all lanes, each of which holds its probability, strictly between 0 and 1.
#[inline(always)]
pub(crate) fn quantiles<A: Arithmetic>(lanes: &mut Lanes) {
    let mut any_far_out = false;
    for lane in lanes.iter() {
        any_far_out |= lane.min(1.0 - lane) < FAR_OUT;
    }
    if any_far_out {
        apply(lanes, quantile_inside::<A, true>);
    } else {
        apply(lanes, quantile_inside::<A, false>);
    }
}

/// Up to this distance from 1/2 a probability is near the middle.
const MIDDLE: f64 = 0.425;
/// Below this probability, a little above e^-25, a number may be far out in a tail.
const FAR_OUT: f64 = 1.4e-11;

/// Numerator and denominator of a ratio of polynomials.
type Ratio = [[f64; 8]; 2];
/// z / q near the middle in .425^2 - q^2, q = p - 1/2.
const NEAR: Ratio = [
    [
        3.387_132_872_796_366_5,
        133.141_667_891_784_38,
        1_971.590_950_306_551_3,
        13_731.693_765_509_46,
        45_921.953_931_549_87,
        67_265.770_927_008_7,
        33_430.575_583_588_13,
        2_509.080_928_730_122_7,
    ],
    [
        1.0,
        42.313_330_701_600_91,
        687.187_007_492_057_9,
        5_394.196_021_424_751,
        21_213.794_301_586_597,
        39_307.895_800_092_71,
        28_729.085_735_721_943,
        5_226.495_278_852_854,
    ],
];
/// z in the upper tail in r - 1.6, r = sqrt(-ln p).
const IN_TAIL: Ratio = [
    [
        1.423_437_110_749_683_5,
        4.630_337_846_156_546,
        5.769_497_221_460_691,
        3.647_848_324_763_204_5,
        1.270_458_252_452_368_4,
        0.241_780_725_177_450_6,
        0.022_723_844_989_269_184,
        7.745_450_142_783_414e-4,
    ],
    [
        1.0,
        2.053_191_626_637_759,
        1.676_384_830_183_803_8,
        0.689_767_334_985_1,
        0.148_103_976_427_480_08,
        0.015_198_666_563_616_457,
        5.475_938_084_995_345e-4,
        1.050_750_071_644_416_8e-9,
    ],
];
/// z far out in the tail, where r is above 5, in r - 5.
const FAR: Ratio = [
    [
        6.657_904_643_501_103,
        5.463_784_911_164_114,
        1.784_826_539_917_291_3,
        0.296_560_571_828_504_87,
        0.026_532_189_526_576_124,
        0.001_242_660_947_388_078_4,
        2.711_555_568_743_487_6e-5,
        2.010_334_399_292_288_2e-7,
    ],
    [
        1.0,
        0.599_832_206_555_888,
        0.136_929_880_922_735_8,
        0.014_875_361_290_850_615,
        7.868_691_311_456_133e-4,
        1.846_318_317_510_054_8e-5,
        1.421_511_758_316_446e-7,
        2.044_263_103_389_939_8e-15,
    ],
];

/// The quantile at a probability strictly between 0 and 1; one that is far out only where that is asked for. Of the three
/// ratios each lane works out its own.
#[inline(always)]
fn quantile_inside<A: Arithmetic, const FAR_TOO: bool>(p: f64) -> f64 {
    let q = p - 0.5;
    let r = (-ln_of_normal_number::<A>(if q < 0.0 { p } else { 1.0 - p })).sqrt();
    let near = q.abs() <= MIDDLE;
    let far = FAR_TOO && r > 5.0;
    let of = |near_one: f64, in_tail: f64, far_one: f64| {
        let tail = if far { far_one } else { in_tail };
        if near { near_one } else { tail }
    };
    let at = of(MIDDLE * MIDDLE - q * q, r - 1.6, r - 5.0);
    let part = |part: usize| {
        let coefficients = std::array::from_fn(|k| of(NEAR[part][k], IN_TAIL[part][k], FAR[part][k]));
        polynomial::<A, 8>(&coefficients, at)
    };
    let tail_sign = if q < 0.0 { -1.0 } else { 1.0 };
    of(q, tail_sign, tail_sign) * part(0) / part(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lanes::Fused;

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
            let mut lanes = Lanes::all(p);
            lanes[7] = 0.5;
            quantiles::<Fused>(&mut lanes);
            assert!((lanes[0] / z - 1.0).abs() < 1e-14 && lanes[7] == 0.0, "{p}");
        }
        assert_eq!([0.0, 0.5, 1.0].map(quantile), [f64::NEG_INFINITY, 0.0, f64::INFINITY]);
        assert!(quantile(0.9) == -quantile(0.1) || (quantile(0.9) + quantile(0.1)).abs() < 1e-15);
    }
}
