//! When balancing is done, and when it is given up.

/// How closely totals are to be met, and how long to try.
///
/// ```
/// use kapok::economy::io::BalanceSettings;
/// let rounded_totals = BalanceSettings { tolerance: 1e-6, ..BalanceSettings::default() };
/// assert_eq!(rounded_totals.most_rounds, 10_000);
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BalanceSettings {
    /// The largest gap allowed between a row or column and its total, as a share of the total; above 0 and below 1.
    /// The totals of rows and of columns may differ in sum by no more.
    pub tolerance: f64,
    /// Rounds after which to give up: one of rows and columns each (RAS, GRAS), one Newton step (cross entropy).
    pub most_rounds: usize,
}

impl Default for BalanceSettings {
    fn default() -> Self {
        Self { tolerance: 1e-10, most_rounds: 10_000 }
    }
}
