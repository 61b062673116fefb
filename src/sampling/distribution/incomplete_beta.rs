//! The regularised incomplete beta function and its inverse, by the logarithm of the odds of x: neither x nor 1 - x loses
//! digits, however near it comes to 0.
//!
//! I_x(a, b) by its continued fraction (Abramowitz & Stegun 1964, 26.5.8), with I_x(a, b) = 1 - I_1-x(b, a).

use statrs::function::gamma::ln_gamma;

use super::incomplete_gamma::{STIRLING, ln_complement, not_zero, stirling_rest};
use super::root::{Local, concave_root};
use super::standard_normal;

/// The tails of the beta distribution with shapes a and b; arguments are y = ln(x / (1 - x)).
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct IncompleteBeta {
    a: f64,
    b: f64,
    /// ln B(a, b).
    ln_beta: f64,
}

/// Terms of the fraction; the largest shapes allowed, 1e6, take some thousands.
const MOST_TERMS: u32 = 100_000;

/// ln B(a, b) = ln Gamma(a) + ln Gamma(b) - ln Gamma(a + b), without the large parts that cancel.
fn ln_beta(a: f64, b: f64) -> f64 {
    let (small, large) = if a < b { (a, b) } else { (b, a) };
    let sum = small + large;
    if large < STIRLING {
        ln_gamma(small) + ln_gamma(large) - ln_gamma(sum)
    } else {
        // ln Gamma(large) - ln Gamma(large + small)
        let ratio = -(large - 0.5) * (small / large).ln_1p() - small * sum.ln() + small + stirling_rest(large)
            - stirling_rest(sum);
        ln_gamma(small) + ratio
    }
}

/// ln(1 + e^y).
fn soft_plus(y: f64) -> f64 {
    y.max(0.0) + (-y.abs()).exp().ln_1p()
}

/// x where y = ln(x / (1 - x)).
pub(super) fn share(y: f64) -> f64 {
    if y > 0.0 { 1.0 / (1.0 + (-y).exp()) } else { y.exp() / (1.0 + y.exp()) }
}

impl IncompleteBeta {
    pub(super) fn new(a: f64, b: f64) -> Self {
        Self { a, b, ln_beta: ln_beta(a, b) }
    }

    /// The same of 1 - x, whose logarithm of the odds is -y.
    fn mirrored(&self) -> Self {
        Self { a: self.b, b: self.a, ln_beta: self.ln_beta }
    }

    /// ln(x^a (1 - x)^b / B(a, b)), which is also ln of the density of y.
    pub(super) fn ln_density_of_odds(&self, y: f64) -> f64 {
        -self.a * soft_plus(-y) - self.b * soft_plus(y) - self.ln_beta
    }

    /// ln I_x(a, b) and ln(1 - I_x(a, b)).
    pub(super) fn ln_tails(&self, y: f64) -> (f64, f64) {
        let (x, power) = (share(y), self.ln_density_of_odds(y));
        if x < (self.a + 1.0) / (self.a + self.b + 2.0) {
            let below = (power + (fraction(self.a, self.b, x) / self.a).ln()).min(0.0);
            (below, ln_complement(below))
        } else {
            let above = (power + (fraction(self.b, self.a, share(-y)) / self.b).ln()).min(0.0);
            (ln_complement(above), above)
        }
    }

    /// y with I_x(a, b) = p.
    pub(super) fn lower(&self, p: f64) -> f64 {
        let wanted = p.ln();
        concave_root(self.start(p), |y| {
            let below = self.ln_tails(y).0;
            let slope = (self.ln_density_of_odds(y) - below).exp();
            Local { excess: below - wanted, slope, bend: self.a * share(-y) - self.b * share(y) - slope }
        })
    }

    /// y with 1 - I_x(a, b) = q.
    pub(super) fn upper(&self, q: f64) -> f64 {
        -self.mirrored().lower(q)
    }

    /// Where to begin: a normal deviate (Abramowitz & Stegun 1964, 26.5.22), or for small shapes the first term of the series
    /// at the end that holds p.
    fn start(&self, p: f64) -> f64 {
        let Self { a, b, ln_beta } = *self;
        let first_term = |ln_p: f64, a: f64| ((ln_p + a.ln() + ln_beta) / a).min(-1e-3);
        let at_low_end = first_term(p.ln(), a);
        if a > 1.0 && b > 1.0 {
            let (of_a, of_b) = (1.0 / (2.0 * a - 1.0), 1.0 / (2.0 * b - 1.0));
            let (z, h) = (standard_normal::upper_quantile(p), 2.0 / (of_a + of_b));
            let lambda = (z * z - 3.0) / 6.0;
            let w = z * (h + lambda).max(0.0).sqrt() / h - (of_b - of_a) * (lambda + 5.0 / 6.0 - 2.0 / (3.0 * h));
            return (a / b).ln() - 2.0 * w;
        }
        let ln_low = a * (a / (a + b)).ln() - a.ln();
        let ln_high = b * (b / (a + b)).ln() - b.ln();
        if p < share(ln_low - ln_high) {
            at_low_end - ln_complement(at_low_end)
        } else {
            let at_high_end = first_term((-p).ln_1p(), b);
            ln_complement(at_high_end) - at_high_end
        }
    }
}

/// The fraction 1 / (1 + d_1 / (1 + d_2 / ...)), by the modified method of Lentz (Thompson & Barnett 1986).
fn fraction(a: f64, b: f64, x: f64) -> f64 {
    let sum = a + b;
    let mut c = 1.0;
    let mut d = not_zero(1.0 - sum * x / (a + 1.0)).recip();
    let mut value = d;
    for m in 1..MOST_TERMS {
        let m = f64::from(m);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        d = not_zero(1.0 + even * d).recip();
        c = not_zero(1.0 + even / c);
        value *= c * d;
        let odd = -(a + m) * (sum + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        d = not_zero(1.0 + odd * d).recip();
        c = not_zero(1.0 + odd / c);
        value *= c * d;
        if (c * d - 1.0).abs() < f64::EPSILON {
            break;
        }
    }
    value
}
