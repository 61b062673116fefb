//! Changes of technology: coefficients, value-added ratios and purchase shares that move, and what gives way.

use super::Course;
use crate::sampling::Uncertain;

/// A change of technology along a course.
#[derive(Debug, Clone, PartialEq)]
pub struct TechnologyChange {
    /// Dotted name: `drift.outsourcing`, `policy.localisation`; with `.size` the name of the number drawn.
    pub name: String,
    /// The name shown to people.
    pub label: String,
    /// What moves.
    pub what: Technology,
    /// How much at full strength: of coefficients a relative change, of ratios and shares points; drawn once a path.
    pub size: Uncertain,
    /// When.
    pub course: Course,
    /// What gives way.
    pub absorber: Absorber,
}

/// What of technology moves. Sectors are given by position.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Technology {
    /// Regional input coefficients a_ij (1 + size)^w of all these suppliers and users.
    Coefficient {
        /// Suppliers i.
        suppliers: Vec<usize>,
        /// Users j.
        users: Vec<usize>,
    },
    /// Value-added ratios w_j + size w.
    ValueAddedRatio(Vec<usize>),
    /// Purchase shares s_i + size w: a_ij and final demand met inside the region move in proportion.
    PurchaseShare(Vec<usize>),
}

/// What gives way when a coefficient, a ratio or a share moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Absorber {
    /// Value added per output: what was made inside is bought (outsourcing).
    ValueAdded,
    /// Inputs bought outside the accounts (localisation).
    Imports,
    /// The other inputs, in proportion: of a coefficient those of the region, of a value-added ratio all.
    Inputs,
}

impl Absorber {
    /// All absorbers with their names in files.
    pub const ALL: [(Self, &'static str); 3] =
        [(Self::ValueAdded, "value_added"), (Self::Imports, "imports"), (Self::Inputs, "inputs")];

    /// Whether it can give way to what moves.
    pub fn fits(self, what: &Technology) -> bool {
        match what {
            Technology::Coefficient { .. } => true,
            Technology::ValueAddedRatio(_) => self != Self::ValueAdded,
            Technology::PurchaseShare(_) => self == Self::Imports,
        }
    }
}
