//! The forms in which a measure is taken.

use super::Measure;
use crate::units::Unit;

/// How a measure is taken: as it is, or against other years or GDP.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// As it is: X_t.
    Level,
    /// Growth on the year before: X_t / X_t-1 - 1.
    Growth,
    /// Yearly average growth over a period a to b: (X_b / X_a-1)^(1 / (b - a + 1)) - 1.
    AverageGrowth,
    /// Sum over the years of a period.
    Total,
    /// Relative change over a period a to b, since the year before it: X_b / X_a-1 - 1.
    Change,
    /// Against the base year: X_t / X_t0.
    Index,
    /// Share of GDP in the prices it is measured in: X_t / V_t.
    Share,
    /// 1 where it rose in every year of a period, else 0.
    Rising,
    /// 1 where it fell in every year of a period, else 0.
    Falling,
    /// Points of GDP growth on the year before that it brings: (X_t - X_t-1) / V_t-1.
    Contribution,
    /// Share of the increment of real GDP over a period a to b: (X_b - X_a-1) / (V_b - V_a-1). A ratio whose denominator comes
    /// near zero on some paths: read its median and quantiles; its mean and standard deviation do not settle as paths are
    /// added.
    ContributionShare,
}

/// What a form adds to the id, the label and the term of a measure.
struct Suffix(&'static str, &'static str, &'static str);

/// Forms of measures that have a name of their own: id, label, term.
const NAMED: [(Measure, Form, &str, &str, &str); 7] = [
    (Measure::Rnd, Form::Share, "rnd_share", "R&D, share of GDP", "研发经费占地区生产总值比重"),
    (Measure::Gdp, Form::Growth, "gdp_growth", "GDP growth", "地区生产总值增速"),
    (Measure::Gdp, Form::AverageGrowth, "gdp_growth", "Average GDP growth", "地区生产总值年均增速"),
    (
        Measure::EnergyIntensity,
        Form::Change,
        "energy_intensity_change",
        "Change of energy intensity",
        "单位增加值能耗累计变化",
    ),
    (Measure::ValueAdded, Form::Growth, "growth", "Growth of value added", "增加值增速"),
    (
        Measure::ValueAdded,
        Form::Contribution,
        "growth_contribution",
        "Contribution to GDP growth",
        "拉动经济增长百分点",
    ),
    (
        Measure::ValueAdded,
        Form::ContributionShare,
        "growth_contribution_share",
        "Share of GDP growth",
        "对经济增长贡献率",
    ),
];

impl Form {
    /// All forms.
    pub const ALL: [Self; 11] = [
        Self::Level,
        Self::Growth,
        Self::AverageGrowth,
        Self::Total,
        Self::Change,
        Self::Index,
        Self::Share,
        Self::Rising,
        Self::Falling,
        Self::Contribution,
        Self::ContributionShare,
    ];

    /// Whether it is taken over a period.
    pub fn is_over_period(self) -> bool {
        matches!(
            self,
            Self::AverageGrowth | Self::Total | Self::Change | Self::Rising | Self::Falling | Self::ContributionShare
        )
    }

    /// Whether it compares a year with the one before, so that the base year has no value.
    pub(super) fn needs_year_before(self) -> bool {
        matches!(self, Self::Growth | Self::Contribution)
    }

    /// The unit of a measure in this form.
    pub(super) fn unit(self, of: Unit<'_>) -> Unit<'_> {
        match self {
            Self::Level | Self::Total => of,
            Self::Growth | Self::AverageGrowth | Self::Contribution => Unit::PerYear,
            Self::Change | Self::Index | Self::Share | Self::Rising | Self::Falling | Self::ContributionShare => {
                Unit::Ratio
            }
        }
    }

    fn suffix(self) -> Suffix {
        match self {
            Self::Level => Suffix("", "", ""),
            Self::Growth => Suffix("_growth", ", growth", "增速"),
            Self::AverageGrowth => Suffix("_growth", ", average growth", "年均增速"),
            Self::Total => Suffix("_total", ", total", "累计"),
            Self::Change => Suffix("_change", ", change", "累计变化"),
            Self::Index => Suffix("_index", ", index", "指数"),
            Self::Share => Suffix("_share", ", share of GDP", "占地区生产总值比重"),
            Self::Rising => Suffix("_rising", ", rising every year", "逐年上升"),
            Self::Falling => Suffix("_falling", ", falling every year", "逐年下降"),
            Self::Contribution => Suffix("_contribution", ", contribution to GDP growth", "拉动经济增长百分点"),
            Self::ContributionShare => Suffix("_contribution_share", ", share of GDP growth", "对经济增长贡献率"),
        }
    }

    /// What it adds to an id, as a pattern: `_growth`, `_growth_FROM_TO`; nothing for a level and for forms that only named
    /// measures have.
    pub(super) fn pattern(self) -> Option<String> {
        let Suffix(id, ..) = self.suffix();
        let own = matches!(self, Self::Level | Self::Contribution | Self::ContributionShare);
        (!own).then(|| if self.is_over_period() { format!("{id}_FROM_TO") } else { id.to_owned() })
    }

    /// The id of a measure in this form, without period and sector.
    pub(super) fn id_of(self, measure: Measure) -> String {
        self.named(measure).map_or_else(|| self.plain_id_of(measure), |named| named.2.to_owned())
    }

    /// The id by the rule, where the form of the measure has a name of its own as well.
    pub(super) fn plain_id_of(self, measure: Measure) -> String {
        format!("{}{}", measure.description().id, self.suffix().0)
    }

    /// The label and the term of a measure in this form.
    pub(super) fn names_of(self, measure: Measure) -> (String, String) {
        if let Some((.., label, term)) = self.named(measure) {
            return ((*label).to_owned(), (*term).to_owned());
        }
        let (of, Suffix(_, label, term)) = (measure.description(), self.suffix());
        (format!("{}{label}", of.label), format!("{}{term}", of.term))
    }

    fn named(self, measure: Measure) -> Option<&'static (Measure, Self, &'static str, &'static str, &'static str)> {
        NAMED.iter().find(|(of, form, ..)| (*of, *form) == (measure, self))
    }
}
