//! The regularised incomplete gamma function and its inverse, on the logarithmic scale: tails keep their digits however
//! small they are.
//!
//! P(a, x) = gamma(a, x) / Gamma(a) by its power series below a + 1, Q(a, x) = 1 - P by Legendre's continued fraction above
//! (Abramowitz & Stegun 1964, 6.5.29 and 6.5.31).

use statrs::function::gamma::ln_gamma;

use super::root::{Local, concave_root};
use super::standard_normal;

/// The tails of the standard gamma distribution with shape a; arguments are u = ln x.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct IncompleteGamma {
    a: f64,
    ln_a: f64,
    /// ln Gamma(a + 1), or what is left of it by Stirling's formula for a >= [`STIRLING`].
    constant: f64,
}

/// From this argument on ln Gamma is taken by Stirling's series, whose large parts cancel in closed form.
pub(super) const STIRLING: f64 = 10.0;
/// Beyond this argument nothing is left, whatever the shape up to 1e8.
const FAR: f64 = 100.0;
/// Terms of a series or fraction; the largest shape allowed, 1e8, takes some sixty thousand.
const MOST_TERMS: u32 = 1_000_000;

/// ln Gamma(a) - ((a - 1/2) ln a - a + ln(2 pi) / 2) for a >= [`STIRLING`] (Abramowitz & Stegun 1964, 6.1.41).
pub(super) fn stirling_rest(a: f64) -> f64 {
    let square = (a * a).recip();
    let series = [1.0 / 12.0, -1.0 / 360.0, 1.0 / 1260.0, -1.0 / 1680.0, 1.0 / 1188.0, -691.0 / 360_360.0];
    series.iter().rev().fold(0.0, |sum, term| sum * square + term) / a
}

impl IncompleteGamma {
    pub(super) fn new(a: f64) -> Self {
        let constant = if a < STIRLING {
            ln_gamma(a + 1.0)
        } else {
            (2.0 * std::f64::consts::PI * a).ln() / 2.0 + stirling_rest(a)
        };
        Self { a, ln_a: a.ln(), constant }
    }

    /// ln(x^a e^-x / Gamma(a + 1)) at x = e^u.
    fn ln_power(&self, u: f64) -> f64 {
        let x = u.exp();
        if self.a < STIRLING {
            return self.a * u - x - self.constant;
        }
        let above_one = (x - self.a) / self.a;
        let ln_ratio = if above_one.abs() < 0.5 { above_one.ln_1p() } else { u - self.ln_a };
        -self.a * (above_one - ln_ratio) - self.constant
    }

    /// ln P(a, e^u) and ln Q(a, e^u).
    pub(super) fn ln_tails(&self, u: f64) -> (f64, f64) {
        if u > FAR {
            return (0.0, f64::NEG_INFINITY);
        }
        let (x, power) = (u.exp(), self.ln_power(u));
        if x < self.a + 1.0 {
            let below = (power + series(self.a, x).ln()).min(0.0);
            (below, ln_complement(below))
        } else {
            let above = (power + self.ln_a + fraction(self.a, x).ln()).min(0.0);
            (ln_complement(above), above)
        }
    }

    /// ln of the density of u = ln x, x^a e^-x / Gamma(a).
    pub(super) fn ln_density_of_log(&self, u: f64) -> f64 {
        self.ln_power(u) + self.ln_a
    }

    /// u with P(a, e^u) = p.
    pub(super) fn lower(&self, p: f64) -> f64 {
        let wanted = p.ln();
        concave_root(self.start(standard_normal::quantile(p), wanted), |u| {
            let below = self.ln_tails(u).0;
            let slope = (self.ln_density_of_log(u) - below).exp();
            Local { excess: below - wanted, slope, bend: self.a - u.exp() - slope }
        })
    }

    /// u with Q(a, e^u) = q.
    pub(super) fn upper(&self, q: f64) -> f64 {
        let wanted = q.ln();
        // Mirrored: ln Q is concave and increasing in -u.
        -concave_root(-self.start(standard_normal::upper_quantile(q), (-q).ln_1p()), |mirrored| {
            let u = -mirrored;
            let above = self.ln_tails(u).1;
            let slope = (self.ln_density_of_log(u) - above).exp();
            Local { excess: above - wanted, slope, bend: u.exp() - self.a - slope }
        })
    }

    /// Where to begin: the cube of a normal variable (Wilson & Hilferty 1931), or the first term of the series, which is
    /// never too large and is all there is for small shapes.
    fn start(&self, z: f64, ln_p: f64) -> f64 {
        let ln_gamma_above = self.a * self.ln_a - self.a + self.constant;
        let ln_gamma_above = if self.a < STIRLING { self.constant } else { ln_gamma_above };
        let least = (ln_p + ln_gamma_above) / self.a;
        let root = 1.0 - 1.0 / (9.0 * self.a) + z / (3.0 * self.a.sqrt());
        if root > 0.0 { least.max(self.ln_a + 3.0 * root.ln()) } else { least }
    }
}

/// ln(1 - e^y) for y <= 0.
pub(super) fn ln_complement(y: f64) -> f64 {
    if y > -std::f64::consts::LN_2 { (-y.exp_m1()).ln() } else { (-y.exp()).ln_1p() }
}

/// 1 + x / (a + 1) + x^2 / ((a + 1) (a + 2)) + ...
fn series(a: f64, x: f64) -> f64 {
    let (mut term, mut sum) = (1.0, 1.0);
    for n in 1..MOST_TERMS {
        term *= x / (a + f64::from(n));
        sum += term;
        if term < sum * (f64::EPSILON / 4.0) {
            break;
        }
    }
    sum
}

/// 1 / (x + 1 - a - 1 (1 - a) / (x + 3 - a - ...)), by the modified method of Lentz (Thompson & Barnett 1986).
fn fraction(a: f64, x: f64) -> f64 {
    let mut b = x + 1.0 - a;
    let mut d = b.recip();
    let (mut c, mut value) = (f64::MAX.sqrt(), d);
    for n in 1..MOST_TERMS {
        let n = f64::from(n);
        let numerator = -n * (n - a);
        b += 2.0;
        d = not_zero(numerator * d + b).recip();
        c = not_zero(b + numerator / c);
        value *= c * d;
        if (c * d - 1.0).abs() < f64::EPSILON {
            break;
        }
    }
    value
}

/// Keeps a denominator of a continued fraction from vanishing.
pub(super) fn not_zero(value: f64) -> f64 {
    if value.abs() < f64::MIN_POSITIVE.sqrt() { f64::MIN_POSITIVE.sqrt() } else { value }
}
