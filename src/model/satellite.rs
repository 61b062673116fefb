//! Satellites: weighted sums over sectors that the accounts do not hold as a row.

use crate::economy::{Extra, Scope};
use crate::sampling::Uncertain;
use crate::units::{Basis, Year};

/// What a satellite sums up over sectors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Summed {
    /// Value added.
    ValueAdded,
    /// Gross output.
    Output,
    /// Sales outside the region.
    ExternalSales,
    /// What the region's households buy inside it.
    HouseholdDemand,
    /// All final demand met inside the region.
    FinalDemand,
}

impl Summed {
    /// All of them with their names in files.
    pub const ALL: [(Self, &'static str); 5] = [
        (Self::ValueAdded, "value_added"),
        (Self::Output, "output"),
        (Self::ExternalSales, "external_sales"),
        (Self::HouseholdDemand, "household_demand"),
        (Self::FinalDemand, "final_demand"),
    ];
}

/// The part of a sector, or of each sector of a group, that belongs to a satellite.
#[derive(Debug, Clone, PartialEq)]
pub struct Weight {
    /// The sector or group.
    pub of: Scope,
    /// The part in the base year, 0 to 1.
    pub base: Uncertain,
    /// What is added to it every year after, 0.01 being a point; the part stays between 0 and 1.
    pub drift: Uncertain,
}

impl Weight {
    /// A part that stays as it is.
    pub fn of(of: impl Into<Scope>, base: impl Into<Uncertain>) -> Self {
        Self { of: of.into(), base: base.into(), drift: 0.0.into() }
    }
}

/// A level that something is known to have in a year.
#[derive(Debug, Clone, PartialEq)]
pub struct Anchor {
    /// The year, from the base year to the horizon.
    pub year: Year,
    /// The level.
    pub value: Uncertain,
}

/// A weighted sum over sectors that the accounts do not hold as a row: S_t = sum of w_i,t z_i,t.
///
/// w_i,t = w_i + d_i (t - t0), held between 0 and 1, is the part of sector i that belongs to the satellite and z_i,t what is
/// summed, at base-year or current prices. With an anchor, the level is value * S_t / S_year. A satellite counts what sectors make
/// already and never adds to GDP.
///
/// Unit 10^8 yuan, or that of the anchor. Reference: satellite accounts as in the System of National Accounts 2008, chapter 29.
///
/// ```
/// use kapok::economy::Scope;
/// use kapok::model::{Satellite, Summed, Weight};
/// use kapok::{Ensemble, Model, RunSettings, Scenario};
/// let mut data = Scenario::builtin("baseline")?.data().clone();
/// let weights = vec![Weight::of(Scope::Sector(14), 1.0), Weight::of(Scope::Sector(17), 0.3)];
/// data.assumptions.satellites.push(Satellite::new("care", Summed::ValueAdded, weights));
/// let model = Model::new(data)?;
/// let ensemble = Ensemble::run(&model, &RunSettings::new(200, 1))?;
/// let care = ensemble.indicator("satellite.care").ok_or("it is reported")?;
/// assert_eq!(care.years.len(), 16);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Satellite {
    /// The name used in files and indicators.
    pub id: String,
    /// The name shown to people.
    pub label: String,
    /// The name in the region's own language.
    pub term: String,
    /// What is summed.
    pub summed: Summed,
    /// At which prices: real or nominal.
    pub prices: Basis,
    /// Which sectors belong to it, each at most once.
    pub weights: Vec<Weight>,
    /// Its level in a year, where that is not the sum.
    pub anchor: Option<Anchor>,
    /// Its unit.
    pub unit: String,
}

impl Satellite {
    /// A sum at current prices in 10^8 yuan, without anchor.
    pub fn new(id: &str, summed: Summed, weights: Vec<Weight>) -> Self {
        Self {
            id: id.to_owned(),
            label: id.to_owned(),
            term: id.to_owned(),
            summed,
            prices: Basis::Nominal,
            weights,
            anchor: None,
            unit: MONEY.to_owned(),
        }
    }

    pub(super) fn name(&self) -> Extra {
        Extra {
            id: self.id.clone(),
            label: self.label.clone(),
            term: self.term.clone(),
            unit: self.unit.clone(),
            basis: self.prices,
        }
    }
}

/// The unit of a sum that no anchor turns into something else.
pub(crate) const MONEY: &str = "1e8 CNY";
