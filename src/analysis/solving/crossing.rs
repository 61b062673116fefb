//! Where the probability of a target crosses the one asked for.

use std::cell::{Cell, RefCell};

use argmin::core::{CostFunction, Error, Executor, State};
use argmin::solver::brent::BrentRoot;

/// Probabilities of a target over the range of a lever.
pub type Curve = Vec<Point>;

/// The probability at a value of the lever.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// The lever.
    pub value: f64,
    /// The probability of the target.
    pub probability: f64,
    /// Its Monte Carlo standard error.
    pub se: f64,
}

/// How the probability moves over the range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// It never falls, but for less than chance explains.
    Rising,
    /// It never rises.
    Falling,
    /// It stays where it is: the lever does not matter.
    Flat,
    /// It rises and falls: what is true at a value need not be true beyond it.
    NotMonotone,
}

/// What was found over the range of a lever.
#[derive(Debug, Clone, PartialEq)]
pub struct Solved {
    /// The least value, or where the probability falls the largest, that reaches the probability asked for; nothing where none
    /// in the range does.
    pub at: Option<Point>,
    /// Whether it is reached over the whole range, so that the end found is that of the range.
    pub everywhere: bool,
    /// How the probability moves.
    pub shape: Shape,
    /// The probability over the range.
    pub curve: Curve,
}

/// Values at which the range is looked over.
const LOOKED_AT: usize = 13;
/// A crossing is closed in on to this share of the range.
const TOLERANCE: f64 = 1e-4;
/// Steps of Brent's method at most.
const STEPS: u64 = 40;

/// Finds where `share`, the share of so many paths that meet a target, reaches `wanted`.
pub(super) fn solve<E>(
    share: impl Fn(f64) -> Result<f64, E>,
    (low, high): (f64, f64),
    wanted: f64,
    paths: u64,
) -> Result<Solved, E> {
    let point = |value: f64, probability: f64| {
        let se = (probability * (1.0 - probability) / paths.max(1) as f64).sqrt();
        Point { value, probability, se }
    };
    let mut curve = Vec::with_capacity(LOOKED_AT);
    for place in 0..LOOKED_AT {
        let value = low + (high - low) * place as f64 / (LOOKED_AT - 1) as f64;
        curve.push(point(value, share(value)?));
    }
    let shape = shape_of(&curve, paths);
    let reached = |point: &Point| point.probability >= wanted;
    let everywhere = curve.iter().all(reached);
    // From below where the probability rises, from above where it falls.
    let falling = shape == Shape::Falling;
    let first = if falling { curve.iter().rposition(reached) } else { curve.iter().position(reached) };
    let before = match first {
        Some(place) if falling => curve.get(place + 1),
        Some(place) => place.checked_sub(1).and_then(|place| curve.get(place)),
        None => None,
    };
    let at = match (first, before) {
        (None, _) => None,
        (Some(place), None) => Some(curve[place]),
        (Some(place), Some(missed)) => {
            let (value, probability) = closed_in(&share, curve[place], *missed, wanted, (high - low) * TOLERANCE)?;
            Some(point(value, probability))
        }
    };
    Ok(Solved { at, everywhere, shape, curve })
}

fn shape_of(curve: &Curve, paths: u64) -> Shape {
    // The same draws on both sides: a few paths may go the other way where a lever moves shocks about.
    let clear = |from: &Point, to: &Point| {
        let between = (to.probability - from.probability).abs();
        between > 3.0 * (between / paths.max(1) as f64).sqrt()
    };
    let rises = curve.windows(2).any(|pair| pair[1].probability > pair[0].probability && clear(&pair[0], &pair[1]));
    let falls = curve.windows(2).any(|pair| pair[1].probability < pair[0].probability && clear(&pair[0], &pair[1]));
    match (rises, falls) {
        (true, true) => Shape::NotMonotone,
        (true, false) => Shape::Rising,
        (false, true) => Shape::Falling,
        (false, false) => Shape::Flat,
    }
}

/// The share as a function whose root is sought, with what was found on the way.
struct Distance<'s, F, E> {
    share: &'s F,
    wanted: f64,
    /// The value nearest to where it is missed that reaches the probability, and what it reaches.
    best: &'s Cell<(f64, f64)>,
    missed: f64,
    failed: &'s RefCell<Option<E>>,
}

impl<F: Fn(f64) -> Result<f64, E>, E> CostFunction for Distance<'_, F, E> {
    type Param = f64;
    type Output = f64;

    fn cost(&self, value: &f64) -> Result<f64, Error> {
        match (self.share)(*value) {
            Ok(share) => {
                if share >= self.wanted && (value - self.missed).abs() < (self.best.get().0 - self.missed).abs() {
                    self.best.set((*value, share));
                }
                Ok(share - self.wanted)
            }
            Err(error) => {
                *self.failed.borrow_mut() = Some(error);
                Err(Error::msg("the probability cannot be worked out"))
            }
        }
    }
}

/// The value that reaches the probability and lies nearest to one that does not.
fn closed_in<E>(
    share: &impl Fn(f64) -> Result<f64, E>,
    reached: Point,
    missed: Point,
    wanted: f64,
    tolerance: f64,
) -> Result<(f64, f64), E> {
    let best = Cell::new((reached.value, reached.probability));
    let failed = RefCell::new(None);
    let distance = Distance { share, wanted, best: &best, missed: missed.value, failed: &failed };
    let (low, high) = (reached.value.min(missed.value), reached.value.max(missed.value));
    let solver = BrentRoot::new(low, high, tolerance);
    // Where it stops early, the best value so far still reaches the probability.
    let _ = Executor::new(distance, solver)
        .configure(|state| state.max_iters(STEPS))
        .run()
        .map(|run| run.state().get_iter());
    match failed.into_inner() {
        Some(error) => Err(error),
        None => Ok(best.get()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PATHS: u64 = 1_000_000;

    fn solved(share: impl Fn(f64) -> f64, range: (f64, f64), wanted: f64) -> Solved {
        solve::<()>(|value| Ok(share(value)), range, wanted, PATHS).unwrap()
    }

    #[test]
    fn a_monotone_curve_is_crossed_where_its_inverse_says() {
        // p(v) = 1 - exp(-v): 0.8 at ln 5.
        let found = solved(|value| 1.0 - (-value).exp(), (0.0, 5.0), 0.8);
        let at = found.at.unwrap();
        assert!((at.value - 5.0_f64.ln()).abs() < 5.0 * TOLERANCE && at.probability >= 0.8, "{at:?}");
        assert!(found.shape == Shape::Rising && !found.everywhere);
        // Falling: the largest value that reaches it.
        let found = solved(|value| (-value).exp(), (0.0, 5.0), 0.2);
        let at = found.at.unwrap();
        assert!((at.value - 5.0_f64.ln()).abs() < 5.0 * TOLERANCE && at.probability >= 0.2, "{at:?}");
        assert_eq!(found.shape, Shape::Falling);
    }

    #[test]
    fn a_step_is_closed_in_on_from_the_side_that_reaches() {
        let found = solved(|value| if value < 0.3123 { 0.1 } else { 0.9 }, (0.0, 1.0), 0.8);
        let at = found.at.unwrap();
        assert!((0.3123..0.3123 + 2.0 * TOLERANCE).contains(&at.value) && at.probability == 0.9, "{at:?}");
    }

    #[test]
    fn what_the_range_does_not_hold_is_said() {
        let found = solved(|value| 0.5 * value, (0.0, 1.0), 0.8);
        assert_eq!((found.at, found.shape), (None, Shape::Rising));
        let found = solved(|value| 0.85 + 0.1 * value, (0.0, 1.0), 0.8);
        assert!(found.everywhere && found.at.unwrap().value == 0.0);
        assert_eq!(solved(|_| 0.4, (0.0, 1.0), 0.8).shape, Shape::Flat);
    }

    #[test]
    fn a_curve_that_rises_and_falls_is_told_from_one_that_does_not() {
        // p(v) = 1 - v^2: above 0.75 from -1/2 to 1/2.
        let found = solved(|value| 1.0 - value * value, (-1.0, 1.0), 0.75);
        assert_eq!(found.shape, Shape::NotMonotone);
        assert!((found.at.unwrap().value + 0.5).abs() < 2.0 * TOLERANCE);
    }

    #[test]
    fn what_fails_on_the_way_is_handed_on() {
        let failing = |value: f64| if value > 0.55 { Err("too far") } else { Ok(value) };
        assert_eq!(solve(failing, (0.0, 1.0), 0.9, PATHS), Err("too far"));
        let hidden = |value: f64| if (value - 0.5).abs() < 0.04 && value != 0.5 { Err("a hole") } else { Ok(value) };
        assert_eq!(solve(hidden, (0.0, 1.0), 0.49, PATHS), Err("a hole"));
    }
}
