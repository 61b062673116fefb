//! Policies, events and drifts: what they move, by how much, and when.

use crate::economy::EnergyUser;
use crate::sampling::Uncertain;
use crate::units::Year;

/// A quantity that policies and events move. Sectors are given by position.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lever {
    /// Sales of a sector outside the region, f^e.
    Demand(usize),
    /// Price of a sector's output against the general level, q.
    Price(usize),
    /// What residents spend, C.
    Consumption,
    /// What government spends, G.
    Government,
    /// Transfers to residents from outside, Tr.
    Transfers,
    /// Investment, I.
    Investment,
    /// Energy saved per unit of a sector's output.
    Efficiency(usize),
    /// Energy saved in homes.
    HomeEfficiency,
    /// Public revenue per unit of a sector's nominal value added.
    Tax(usize),
    /// Research and development per unit of a sector's nominal value added.
    Rnd(usize),
    /// A sector's output per worker.
    Productivity(usize),
    /// Residents.
    Population,
    /// Share of a user's energy that one carrier takes over from another. Carriers are given by position.
    CarrierShare {
        /// Whose energy.
        user: EnergyUser,
        /// The carrier replaced.
        from: usize,
        /// The carrier that replaces it.
        to: usize,
    },
    /// CO2 of electricity from the grid.
    GridCo2,
    /// The limit of the ceiling at a position.
    Capacity(usize),
}

impl Lever {
    /// The name of the lever in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Demand(_) => "demand",
            Self::Price(_) => "price",
            Self::Consumption => "consumption",
            Self::Government => "government",
            Self::Transfers => "transfers",
            Self::Investment => "investment",
            Self::Efficiency(_) => "efficiency",
            Self::HomeEfficiency => "home_efficiency",
            Self::Tax(_) => "tax",
            Self::Rnd(_) => "rnd",
            Self::Productivity(_) => "productivity",
            Self::Population => "population",
            Self::CarrierShare { .. } => "carrier_share",
            Self::GridCo2 => "grid_co2",
            Self::Capacity(_) => "capacity",
        }
    }

    /// What a size on it means.
    pub fn scale(self) -> Scale {
        match self {
            Self::Efficiency(_) | Self::HomeEfficiency => Scale::Saving,
            Self::CarrierShare { .. } => Scale::Points,
            _ => Scale::Relative,
        }
    }
}

/// How a size moves its quantity at full strength; at strength w the effect is E w.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scale {
    /// 0.1 is 10 % more: E = ln(1 + size), added to the logarithm of the quantity.
    Relative,
    /// 0.1 is 10 % less energy: E = -ln(1 - size), taken from the logarithm of energy per output.
    Saving,
    /// 0.1 is a tenth of the whole: E = size, added to a share.
    Points,
}

impl Scale {
    /// The sizes that make sense: nothing can be lost whole, and more than a tenfold rise is another economy.
    pub fn allowed(self) -> (f64, f64) {
        match self {
            Self::Relative => (-0.99, 9.0),
            Self::Saving => (-9.0, 0.99),
            Self::Points => (-1.0, 1.0),
        }
    }
}

/// One size acting on one or more quantities of a kind.
///
/// ln of the quantity moves by E_t - E_t0, E_t = ln(1 + size) w_t, w the strength of a policy's course or of an event in year t;
/// a share moves by size w_t itself ([`Scale`]).
#[derive(Debug, Clone, PartialEq)]
pub struct Effect {
    /// Dotted name: `policy.wellness_push`, `event.slump.demand.steel`; with `.size` the name of the number drawn.
    pub name: String,
    /// The name shown to people.
    pub label: String,
    /// What is moved; all by the same size.
    pub levers: Vec<Lever>,
    /// How much at full strength, in the lever's [`Scale`]; drawn once a path.
    pub size: Uncertain,
    /// When.
    pub strength: Strength,
}

/// When an effect acts.
#[derive(Debug, Clone, PartialEq)]
pub enum Strength {
    /// Along a declared course.
    Course(Course),
    /// While the event at this position goes on and is got over.
    Event(usize),
}

/// How a policy builds up, holds and fades.
///
/// w_t = 0 before `from`, (t - from + 1) / (full - from + 1) to `full`, 1 to `until`, then max(0, 1 - (t - until) / (fades + 1)).
/// On growth the size is one of each year: its effects add up, so w is the sum of these over the years.
///
/// ```
/// use kapok::model::Course;
/// let course = Course { from: 2022, full: 2023, until: Some(2024), fades: 1, on_growth: false };
/// assert_eq!(course.weights(2020, 6), [0.0, 0.0, 0.5, 1.0, 1.0, 0.5, 0.0]);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Course {
    /// First year.
    pub from: Year,
    /// First year of full effect.
    pub full: Year,
    /// Last year of full effect; to the end where there is none.
    pub until: Option<Year>,
    /// Years of the way back to nothing.
    pub fades: u32,
    /// Whether the size is one of growth, each year anew.
    pub on_growth: bool,
}

impl Course {
    /// Full effect in `from` and ever after.
    pub fn step(from: Year) -> Self {
        Self { from, full: from, until: None, fades: 0, on_growth: false }
    }

    /// The weight in the base year and each of `years` years after it.
    pub fn weights(&self, base: Year, years: usize) -> Vec<f64> {
        let mut sum = 0.0;
        let mut weight = |year: Year| {
            let weight = self.weight(year);
            sum += weight;
            if self.on_growth { sum } else { weight }
        };
        (base..).take(years + 1).map(&mut weight).collect()
    }

    fn weight(&self, year: Year) -> f64 {
        let over = |from: Year, to: Year| f64::from(to) - f64::from(from);
        match self.until {
            _ if year < self.from => 0.0,
            _ if year < self.full => (over(self.from, year) + 1.0) / (over(self.from, self.full) + 1.0),
            Some(until) if year > until => (1.0 - over(until, year) / (f64::from(self.fades) + 1.0)).max(0.0),
            _ => 1.0,
        }
    }
}

/// Something that happens in some years: at full strength for a while, then got over.
///
/// The strength is 1 in the `duration` years from a start, x_t = x_t-1 2^(-1 / half-life) afterwards; a start while it goes on
/// begins the count anew.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// Dotted name, `event.slump`; also that of the yearly draw which decides whether it starts.
    pub name: String,
    /// The name shown to people.
    pub label: String,
    /// In which years it starts.
    pub starts: Starts,
    /// Years at full strength, at least 1.
    pub duration: u32,
    /// Years in which half of what is left goes; 0: all at once.
    pub half_life: f64,
}

/// In which years an event starts.
#[derive(Debug, Clone, PartialEq)]
pub enum Starts {
    /// In these, on every path.
    Years(Vec<Year>),
    /// In any year of a window, with a probability drawn once a path; never on the all-median path.
    Chance {
        /// Probability that it starts in a year.
        probability: Uncertain,
        /// First year in which it may.
        from: Year,
        /// Last year in which it may.
        until: Year,
    },
}

impl Event {
    /// What is left of the strength a year later, 2^(-1 / half-life).
    pub fn left_a_year_later(&self) -> f64 {
        if self.half_life > 0.0 { (-1.0 / self.half_life).exp2() } else { 0.0 }
    }

    /// The strength in the base year and each of `years` years after it, where the years of its starts are known.
    pub fn known_strength(&self, base: Year, years: usize) -> Option<Vec<f64>> {
        let Starts::Years(starts) = &self.starts else { return None };
        let mut strength = 0.0;
        let mut left = 0;
        let first = starts.iter().copied().min().unwrap_or(base).min(base);
        let mut all = Vec::new();
        for year in (first..=base).chain((base + 1..).take(years)) {
            if starts.contains(&year) {
                left = self.duration;
            }
            strength = if left > 0 { 1.0 } else { strength * self.left_a_year_later() };
            left = left.saturating_sub(1);
            if year >= base {
                all.push(strength);
            }
        }
        Some(all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_policy_on_growth_adds_up() {
        let course = Course { from: 2021, full: 2022, until: Some(2022), fades: 0, on_growth: true };
        assert_eq!(course.weights(2020, 4), [0.0, 0.5, 1.5, 1.5, 1.5]);
        assert_eq!(Course::step(2018).weights(2020, 1), [1.0, 1.0]);
    }

    #[test]
    fn a_dated_event_lasts_and_is_got_over() {
        let starts = Starts::Years(vec![2019, 2022]);
        let event = Event { name: "event.flood".into(), label: String::new(), starts, duration: 2, half_life: 1.0 };
        assert_eq!(event.known_strength(2020, 5), Some(vec![1.0, 0.5, 1.0, 1.0, 0.5, 0.25]));
        let at_once = Event { half_life: 0.0, ..event };
        assert_eq!(at_once.known_strength(2020, 4), Some(vec![1.0, 0.0, 1.0, 1.0, 0.0]));
    }
}
