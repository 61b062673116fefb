//! Expected values of functions of a uniform number, by adaptive quadrature.

/// Positive nodes of the Kronrod rule of 15 points on [-1, 1], with its weights and those of the Gauss rule of 7 points
/// it extends (Kronrod 1965); the last node is 0.
const NODES: [(f64, f64, f64); 8] = [
    (0.991_455_371_120_812_6, 0.022_935_322_010_529_224, 0.0),
    (0.949_107_912_342_758_5, 0.063_092_092_629_978_56, 0.129_484_966_168_869_7),
    (0.864_864_423_359_769_1, 0.104_790_010_322_250_19, 0.0),
    (0.741_531_185_599_394_4, 0.140_653_259_715_525_92, 0.279_705_391_489_276_64),
    (0.586_087_235_467_691_1, 0.169_004_726_639_267_9, 0.0),
    (0.405_845_151_377_397_2, 0.190_350_578_064_785_4, 0.381_830_050_505_118_9),
    (0.207_784_955_007_898_46, 0.204_432_940_075_298_89, 0.0),
    (0.0, 0.209_482_141_084_727_82, 0.417_959_183_673_469_4),
];

/// The range of t = ln(p / (1 - p)) is cut here first; beyond its ends lies a probability of 10^-304.
const CUTS: [f64; 13] = [-700.0, -300.0, -120.0, -45.0, -20.0, -8.0, 0.0, 8.0, 20.0, 45.0, 120.0, 300.0, 700.0];
/// A part is halved until its two rules agree to this share of the integral of the absolute value.
const TOLERANCE: f64 = 1e-13;
/// A part is halved at most so often: then it is a jump, narrower than its error is of matter.
const MOST_HALVINGS: usize = 50;

/// The integral of `value`(p, 1 - p) over p from 0 to 1, substituted by t = ln(p / (1 - p)), dp = p (1 - p) dt, so that
/// neither end loses digits.
pub(super) fn expectation(value: impl Fn(f64, f64) -> f64) -> f64 {
    let at = |t: f64| {
        let odds = (-t.abs()).exp();
        let (small, large) = (odds / (1.0 + odds), 1.0 / (1.0 + odds));
        let value = if t < 0.0 { value(small, large) } else { value(large, small) };
        value * small * large
    };
    let mut parts: Vec<Part> = CUTS.windows(2).map(|ends| Part::of(ends[0], ends[1], 0, &at)).collect();
    let size: f64 = parts.iter().map(|part| part.size).sum();
    let mut whole = 0.0;
    while let Some(part) = parts.pop() {
        if part.error <= TOLERANCE * size || part.halvings >= MOST_HALVINGS {
            whole += part.integral;
        } else {
            let middle = f64::midpoint(part.from, part.to);
            parts.push(Part::of(middle, part.to, part.halvings + 1, &at));
            parts.push(Part::of(part.from, middle, part.halvings + 1, &at));
        }
    }
    whole
}

/// The integral over a part of the range by the two rules.
struct Part {
    from: f64,
    to: f64,
    halvings: usize,
    integral: f64,
    error: f64,
    /// Integral of the absolute value.
    size: f64,
}

impl Part {
    fn of(from: f64, to: f64, halvings: usize, at: &impl Fn(f64) -> f64) -> Self {
        let (middle, half) = (f64::midpoint(from, to), (to - from) / 2.0);
        let (mut kronrod, mut gauss, mut size) = (0.0, 0.0, 0.0);
        for (node, weight, weight_of_gauss) in NODES {
            let values = [at(middle - half * node), at(middle + half * node)];
            let values = if node == 0.0 { &values[..1] } else { &values[..] };
            for value in values {
                kronrod += weight * value;
                gauss += weight_of_gauss * value;
                size += weight * value.abs();
            }
        }
        Self { from, to, halvings, integral: half * kronrod, error: half * (kronrod - gauss).abs(), size: half * size }
    }
}

#[cfg(test)]
mod tests {
    use super::{NODES, expectation};

    /// A rule of n nodes that are Gauss's is exact to degree 2n - 1, Kronrod's of 15 to degree 22 and beyond.
    #[test]
    fn rules_integrate_polynomials_exactly() {
        let integral = |degree: i32, weight: fn(&(f64, f64, f64)) -> f64| {
            let both = |node: &(f64, f64, f64)| if node.0 == 0.0 { 1.0 } else { 2.0 };
            NODES.iter().map(|node| both(node) * weight(node) * node.0.powi(degree)).sum::<f64>()
        };
        for degree in (0..=22).step_by(2) {
            let exact = 2.0 / f64::from(degree + 1);
            assert!((integral(degree, |node| node.1) - exact).abs() < 1e-15);
            assert!(degree > 12 || (integral(degree, |node| node.2) - exact).abs() < 1e-15);
        }
    }

    #[test]
    fn known_integrals() {
        let near = |found: f64, exact: f64| assert!((found - exact).abs() < 1e-12 * exact.abs(), "{found} {exact}");
        near(expectation(|p, _| p * p), 1.0 / 3.0);
        near(expectation(|_, q| -q.ln()), 1.0); // the exponential
        near(expectation(|p, _| f64::from(p > 0.3)), 0.7); // a jump
        near(expectation(|_, q| q.powf(-0.9)), 10.0); // a heavy tail
        near(expectation(|p, q| (p / q).ln().powi(2)), std::f64::consts::PI.powi(2) / 3.0); // the logistic's variance
    }
}
