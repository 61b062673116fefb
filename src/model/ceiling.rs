//! Limits to output: ceilings, the capacity behind them, and by-products that cannot outgrow what they come from.

use crate::sampling::Uncertain;
use crate::units::Year;

/// A ceiling on the output of a sector: x_i,t <= cap_i,t.
#[derive(Debug, Clone, PartialEq)]
pub struct Ceiling {
    /// Dotted name: `ceiling.steel_quota`.
    pub name: String,
    /// The name shown to people.
    pub label: String,
    /// Position of the sector.
    pub sector: usize,
    /// The limit, in its unit; drawn once a path.
    pub limit: Uncertain,
    /// What the limit is counted in.
    pub unit: CeilingUnit,
    /// First year in which it holds.
    pub from: Year,
    /// How it follows investment, where it does.
    pub capacity: Option<Capacity>,
}

/// What a ceiling is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CeilingUnit {
    /// Multiples of the base year's output.
    BaseYear,
    /// 10^8 yuan of output at base-year prices.
    Money,
    /// The unit of the volume at this position, one of the sector's own.
    Volume(usize),
}

/// Capacity built by investment: cap_t = cap_t-1 (1 - depreciation) + yield * share * I_t, cap_t0 the ceiling's limit.
#[derive(Debug, Clone, PartialEq)]
pub struct Capacity {
    /// Share iota of all investment that goes into the sector.
    pub investment_share: Uncertain,
    /// Output that a unit of investment makes possible.
    pub output_per_investment: Uncertain,
    /// Share of capacity that is worn out in a year.
    pub depreciation: Uncertain,
}

/// A by-product: x_i <= ratio * (x_i / x_j in the base year) * x_j.
#[derive(Debug, Clone, PartialEq)]
pub struct Link {
    /// Dotted name: `link.vanadium_slag`.
    pub name: String,
    /// The name shown to people.
    pub label: String,
    /// Position i of the sector.
    pub sector: usize,
    /// Position j of the sector it comes with.
    pub follows: usize,
    /// How far it may outgrow it: multiples of the base year's ratio.
    pub ratio: Uncertain,
}
