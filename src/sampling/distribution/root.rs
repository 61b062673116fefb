//! Where the logarithm of a tail probability reaches a given value.

/// ln of a tail probability less ln of the one wanted, with its first derivative and the ratio of its second to its first.
pub(super) struct Local {
    pub(super) excess: f64,
    pub(super) slope: f64,
    pub(super) bend: f64,
}

/// After so many steps Newton's method takes over from Halley's, and after as many again the search ends.
const MOST_STEPS: usize = 40;
/// Steps this small, against the distance at which the logarithm of the tail changes by 1, leave nothing after them: Halley's
/// method cubes the error.
const LAST_STEP: f64 = 1e-5;

/// The root of a concave increasing function by Halley's method, where Newton's would converge from any start.
///
/// Newton's method on a concave function overshoots at most once and then comes nearer from the left, so the logarithm of a
/// distribution function that is log-concave can be inverted without a bracket.
pub(super) fn concave_root(start: f64, at: impl Fn(f64) -> Local) -> f64 {
    let mut x = start;
    for step in 0..2 * MOST_STEPS {
        let Local { excess, slope, bend } = at(x);
        let newton = -excess / slope;
        // Halley's step is Newton's divided by 1 - f f'' / (2 f'^2).
        let halley = newton / (1.0 + newton * bend / 2.0).max(0.5);
        let change = if step < MOST_STEPS { halley } else { newton };
        if !change.is_finite() {
            break;
        }
        x += change;
        if (change * slope).abs() < LAST_STEP || change.abs() <= f64::EPSILON * x.abs() {
            break;
        }
    }
    x
}
