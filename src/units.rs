//! Units of what is measured, and the conversion between plain yearly rates and logarithmic growth.
//!
//! Money is in 10^8 yuan (亿元), energy in 10^4 tonnes of coal equivalent (tce), emissions in 10^4 tonnes.
//! Energy per output in 10^4 tce per 10^8 yuan is the same number as tce per 10^4 yuan.

use std::fmt;

/// A calendar year.
pub type Year = i32;

/// Yuan in 10^8 yuan, the unit of money.
pub(crate) const YUAN: f64 = 1e8;

/// The unit an indicator is reported in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unit<'u> {
    /// A plain ratio, share or probability: 0.462 is 46.2 %.
    Ratio,
    /// A yearly rate: 0.077 is 7.7 % a year.
    PerYear,
    /// Money, 10^8 yuan.
    Money,
    /// Energy, 10^4 tonnes of coal equivalent.
    Energy,
    /// Emissions, 10^4 tonnes of CO2.
    Emissions,
    /// Energy per money, tce per 10^4 yuan.
    EnergyPerMoney,
    /// Emissions per money, tonnes of CO2 per 10^4 yuan.
    EmissionsPerMoney,
    /// Persons, 10^4.
    Persons,
    /// Money per head, 10^4 yuan.
    MoneyPerHead,
    /// A unit that a scenario gives something of its own: tonnes of steel, visits ...
    Own(&'u str),
}

impl<'u> Unit<'u> {
    /// Units that have a name here.
    const KNOWN: [Self; 9] = [
        Self::Ratio,
        Self::PerYear,
        Self::Money,
        Self::Energy,
        Self::Emissions,
        Self::EnergyPerMoney,
        Self::EmissionsPerMoney,
        Self::Persons,
        Self::MoneyPerHead,
    ];

    /// The unit as written in files and tables.
    pub fn symbol(self) -> &'u str {
        match self {
            Self::Ratio => "1",
            Self::PerYear => "1/yr",
            Self::Money => "1e8 CNY",
            Self::Energy => "1e4 tce",
            Self::Emissions => "1e4 t",
            Self::EnergyPerMoney => "tce/1e4 CNY",
            Self::EmissionsPerMoney => "t/1e4 CNY",
            Self::Persons => "1e4 persons",
            Self::MoneyPerHead => "1e4 CNY",
            Self::Own(symbol) => symbol,
        }
    }

    /// The unit with this symbol; one of its own where no other has it.
    ///
    /// ```
    /// use kapok::units::Unit;
    /// assert_eq!([Unit::named("1e8 CNY"), Unit::named("Mt")], [Unit::Money, Unit::Own("Mt")]);
    /// ```
    pub fn named(symbol: &'u str) -> Self {
        Self::KNOWN.into_iter().find(|unit| unit.symbol() == symbol).unwrap_or(Self::Own(symbol))
    }
}

impl fmt::Display for Unit<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.symbol())
    }
}

/// Whether a level is at the base year's prices, at current prices, or has no prices in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Basis {
    /// Constant prices of the base year.
    Real,
    /// Current prices.
    Nominal,
    /// A physical quantity.
    Physical,
}

impl Basis {
    /// The basis as written in files: `real`, `nominal` or `physical`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Real => "real",
            Self::Nominal => "nominal",
            Self::Physical => "physical",
        }
    }
}

impl fmt::Display for Basis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Logarithmic growth ln(1 + g) of a plain yearly rate g.
///
/// ```
/// assert!((kapok::units::log_growth(0.077) - 1.077_f64.ln()).abs() < 1e-15);
/// ```
pub fn log_growth(rate: f64) -> f64 {
    rate.ln_1p()
}

/// The plain yearly rate exp(l) - 1 of a logarithmic growth l.
///
/// ```
/// use kapok::units::{log_growth, plain_rate};
/// assert!((plain_rate(log_growth(0.04)) - 0.04).abs() < 1e-15);
/// ```
pub fn plain_rate(log: f64) -> f64 {
    log.exp_m1()
}

/// Yearly decline -ln(1 - r) in logs of something that falls by the share r each year.
///
/// ```
/// assert!((kapok::units::log_decline(0.012) + 0.988_f64.ln()).abs() < 1e-15);
/// ```
pub fn log_decline(rate: f64) -> f64 {
    -(-rate).ln_1p()
}
