//! Indicators: what a run reports, with ids, units and the years for which each is defined.

use crate::economy::{GroupKind, Region, Scope};
use crate::units::{Basis, Unit, Year};

/// A period of years, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    /// First year.
    pub from: Year,
    /// Last year.
    pub to: Year,
}

impl Period {
    /// Number of years.
    pub fn length(self) -> i32 {
        self.to - self.from + 1
    }
}

/// What is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Measure {
    /// GDP at base-year prices.
    Gdp,
    /// GDP at current prices.
    GdpNominal,
    /// Growth of real GDP on the year before.
    GdpGrowth,
    /// Yearly average growth of real GDP over a period.
    GdpGrowthAverage,
    /// Energy use, electricity counted by the coal burned for it.
    Energy,
    /// Energy use, electricity at its calorific value.
    EnergyCalorific,
    /// Energy (coal-equivalent) per real GDP, or of a sector or group per its real value added.
    EnergyIntensity,
    /// Energy (calorific) per real GDP.
    EnergyIntensityCalorific,
    /// Relative change of energy intensity over a period.
    EnergyIntensityChange,
    /// CO2 emissions.
    Co2,
    /// CO2 per real GDP.
    Co2Intensity,
    /// Real household income.
    Income,
    /// Real value added.
    ValueAdded,
    /// Real gross output.
    Output,
    /// Gross output at current prices.
    OutputNominal,
    /// Share of real GDP.
    Share,
    /// Share of nominal GDP.
    ShareNominal,
    /// Growth of real value added on the year before.
    Growth,
    /// Points of GDP growth on the year before that it brings.
    GrowthContribution,
    /// Share of the increment of real GDP over a period. A ratio whose denominator comes near zero on some paths: read its
    /// median and quantiles; its mean and standard deviation do not settle as paths are added.
    GrowthContributionShare,
    /// Share of the output of industry, base-year prices.
    OutputShare,
    /// Share of the output of industry, current prices.
    OutputShareNominal,
}

/// For which years an indicator is reported.
enum Reported {
    Yearly,
    YearlyFromFirst,
    InReportYears,
    InReportYearsFromFirst,
    AtPeriodEnd,
}

/// Id, label, Chinese term, unit, basis and years of a measure.
struct Description(&'static str, &'static str, &'static str, Unit, Basis, Reported);

impl Measure {
    #[rustfmt::skip] // one measure a line reads as the table it is
    fn description(self) -> Description {
        use Basis::{Nominal, Physical, Real};
        use Reported::{AtPeriodEnd, InReportYears, InReportYearsFromFirst, Yearly, YearlyFromFirst};
        use Unit::{Emissions, EmissionsPerMoney, Energy, EnergyPerMoney, Money, PerYear, Ratio};
        match self {
            Self::Gdp => Description("gdp", "Real GDP", "地区生产总值(不变价)", Money, Real, Yearly),
            Self::GdpNominal => Description("gdp_nominal", "Nominal GDP", "地区生产总值(现价)", Money, Nominal, Yearly),
            Self::GdpGrowth => Description("gdp_growth", "GDP growth", "地区生产总值增速", PerYear, Real, YearlyFromFirst),
            Self::GdpGrowthAverage => Description("gdp_growth", "Average GDP growth", "地区生产总值年均增速", PerYear, Real, AtPeriodEnd),
            Self::Energy => Description("energy", "Energy use", "能源消费总量(等价值)", Energy, Physical, Yearly),
            Self::EnergyCalorific => Description("energy_calorific", "Energy use, calorific", "能源消费总量(当量值)", Energy, Physical, Yearly),
            Self::EnergyIntensity => Description("energy_intensity", "Energy intensity", "单位增加值能耗(等价值)", EnergyPerMoney, Real, Yearly),
            Self::EnergyIntensityCalorific => Description("energy_intensity_calorific", "Energy intensity, calorific", "单位增加值能耗(当量值)", EnergyPerMoney, Real, Yearly),
            Self::EnergyIntensityChange => Description("energy_intensity_change", "Change of energy intensity", "单位增加值能耗累计变化", Ratio, Real, AtPeriodEnd),
            Self::Co2 => Description("co2", "CO2 emissions", "二氧化碳排放量", Emissions, Physical, Yearly),
            Self::Co2Intensity => Description("co2_intensity", "CO2 intensity", "单位增加值二氧化碳排放", EmissionsPerMoney, Real, Yearly),
            Self::Income => Description("income", "Real household income", "居民收入(不变价)", Money, Real, Yearly),
            Self::ValueAdded => Description("value_added", "Value added", "增加值(不变价)", Money, Real, InReportYears),
            Self::Output => Description("output", "Output", "总产出(不变价)", Money, Real, InReportYears),
            Self::OutputNominal => Description("output_nominal", "Nominal output", "总产出(现价)", Money, Nominal, InReportYears),
            Self::Share => Description("share", "Share of GDP", "占地区生产总值比重(不变价)", Ratio, Real, InReportYears),
            Self::ShareNominal => Description("share_nominal", "Nominal share of GDP", "占地区生产总值比重(现价)", Ratio, Nominal, InReportYears),
            Self::Growth => Description("growth", "Growth of value added", "增加值增速", PerYear, Real, InReportYearsFromFirst),
            Self::GrowthContribution => Description("growth_contribution", "Contribution to GDP growth", "拉动经济增长百分点", PerYear, Real, InReportYearsFromFirst),
            Self::GrowthContributionShare => Description("growth_contribution_share", "Share of GDP growth", "对经济增长贡献率", Ratio, Real, AtPeriodEnd),
            Self::OutputShare => Description("output_share", "Share of industrial output", "占工业总产值比重(不变价)", Ratio, Real, InReportYears),
            Self::OutputShareNominal => Description("output_share_nominal", "Nominal share of industrial output", "占工业总产值比重(现价)", Ratio, Nominal, InReportYears),
        }
    }

    /// The measures of the whole economy, with or without those of energy.
    fn headline(energy: bool) -> Vec<Self> {
        let mut measures = vec![Self::Gdp, Self::GdpNominal, Self::GdpGrowth, Self::GdpGrowthAverage, Self::Income];
        if energy {
            measures.extend([
                Self::Energy,
                Self::EnergyCalorific,
                Self::EnergyIntensity,
                Self::EnergyIntensityCalorific,
                Self::EnergyIntensityChange,
                Self::Co2,
                Self::Co2Intensity,
            ]);
        }
        measures
    }

    /// The measures of each sector and group, with or without those of energy.
    fn of_scopes(energy: bool) -> Vec<Self> {
        let mut measures = vec![
            Self::ValueAdded,
            Self::Output,
            Self::OutputNominal,
            Self::Share,
            Self::ShareNominal,
            Self::Growth,
            Self::GrowthContribution,
            Self::GrowthContributionShare,
            Self::OutputShare,
            Self::OutputShareNominal,
        ];
        if energy {
            measures.push(Self::EnergyIntensity);
        }
        measures
    }

    fn over_period(self) -> bool {
        matches!(self.description().5, Reported::AtPeriodEnd)
    }
}

/// A measure of the whole economy or of a sector or group, over a period where the measure needs one.
///
/// ```
/// use kapok::model::{Indicator, Measure};
/// assert_eq!(Indicator::headline(Measure::GdpNominal).measure, Measure::GdpNominal);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Indicator {
    /// What is measured.
    pub measure: Measure,
    /// Of which sector or group; none for the whole economy.
    pub scope: Option<Scope>,
    /// Over which period, for averages and cumulative changes.
    pub period: Option<Period>,
}

impl Indicator {
    /// A measure of the whole economy that needs no period.
    pub fn headline(measure: Measure) -> Self {
        Self { measure, scope: None, period: None }
    }

    /// A measure of a sector or group that needs no period.
    pub fn of(measure: Measure, scope: Scope) -> Self {
        Self { measure, scope: Some(scope), period: None }
    }

    /// All indicators of a region.
    pub fn all(region: &Region, periods: &[Period], energy: bool) -> Vec<Self> {
        let over = |measure: Measure, scope: Option<Scope>| -> Vec<Self> {
            if measure.over_period() {
                periods.iter().map(|&p| Self { measure, scope, period: Some(p) }).collect()
            } else {
                vec![Self { measure, scope, period: None }]
            }
        };
        let headline = Measure::headline(energy).into_iter().flat_map(|m| over(m, None));
        let scoped =
            Measure::of_scopes(energy).into_iter().flat_map(|m| region.scopes().flat_map(move |s| over(m, Some(s))));
        headline.chain(scoped).collect()
    }

    /// Its id: `gdp`, `share.tertiary`, `gdp_growth_2021_2025`.
    pub fn id(self, region: &Region) -> String {
        let mut id = self.measure.description().0.to_owned();
        if let Some(Period { from, to }) = self.period {
            id = format!("{id}_{from}_{to}");
        }
        if let Some(scope) = self.scope {
            id.push('.');
            id.push_str(region.scope_id(scope));
        }
        id
    }

    /// Its name for people.
    pub fn label(self, region: &Region) -> String {
        self.named(self.measure.description().1, |scope| region.scope_names(scope).0.to_owned())
    }

    /// Its name in the region's own language.
    pub fn term(self, region: &Region) -> String {
        self.named(self.measure.description().2, |scope| region.scope_names(scope).1.to_owned())
    }

    fn named(self, measure: &str, scope_name: impl Fn(Scope) -> String) -> String {
        let period = self.period.map_or(String::new(), |p| format!(" {}-{}", p.from, p.to));
        match self.scope {
            Some(scope) => format!("{}: {measure}{period}", scope_name(scope)),
            None => format!("{measure}{period}"),
        }
    }

    /// Its unit.
    pub fn unit(self) -> Unit {
        self.measure.description().3
    }

    /// Whether it is at base-year prices, current prices, or physical.
    pub fn basis(self) -> Basis {
        self.measure.description().4
    }

    /// Years for which it is reported: headline indicators and the branches' shares every year, others in the report
    /// years, cumulative ones at the end of their period; growth has no value in the base year.
    pub fn years(self, region: &Region, horizon: Year, report_years: &[Year]) -> Vec<Year> {
        let base = region.base_year;
        let is_branch = |scope| matches!(scope, Scope::Group(g) if region.groups[g].kind == GroupKind::Branch);
        let branch_share =
            matches!(self.measure, Measure::Share | Measure::ShareNominal) && self.scope.is_some_and(is_branch);
        let yearly = branch_share || self.scope.is_none();
        match self.measure.description().5 {
            Reported::AtPeriodEnd => self.period.iter().map(|p| p.to).collect(),
            Reported::YearlyFromFirst => (base + 1..=horizon).collect(),
            Reported::Yearly | Reported::InReportYears if yearly => (base..=horizon).collect(),
            Reported::InReportYearsFromFirst => report_years.iter().copied().filter(|&y| y > base).collect(),
            Reported::Yearly | Reported::InReportYears => report_years.to_vec(),
        }
    }

    /// Whether it has a value in a year at all, reported or not.
    pub fn is_defined_in(self, year: Year, region: &Region, horizon: Year) -> bool {
        let growth = matches!(self.measure, Measure::GdpGrowth | Measure::Growth | Measure::GrowthContribution);
        let first = region.base_year + i32::from(growth);
        self.period.map_or(first <= year && year <= horizon, |p| p.to == year)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::economy::{Group, Sector};

    fn region() -> Region {
        Region {
            name: "Test".into(),
            term: String::new(),
            base_year: 2020,
            sectors: vec![Sector::new("farms"), Sector::new("shops")],
            groups: vec![Group {
                id: "tertiary".into(),
                label: "Services".into(),
                term: String::new(),
                kind: GroupKind::Branch,
                members: vec![1],
            }],
            industry: None,
        }
    }

    #[test]
    fn ids_are_unique_and_spelled_as_programs_expect() {
        let region = region();
        let periods = [Period { from: 2021, to: 2025 }];
        let ids: Vec<String> = Indicator::all(&region, &periods, true).iter().map(|i| i.id(&region)).collect();
        for expected in [
            "gdp",
            "gdp_growth_2021_2025",
            "energy_intensity_change_2021_2025",
            "share_nominal.tertiary",
            "growth_contribution_share_2021_2025.tertiary",
            "energy_intensity.farms",
            "output_share.shops",
        ] {
            assert_eq!(ids.iter().filter(|id| *id == expected).count(), 1, "{expected}");
        }
        let mut unique = ids.clone();
        unique.sort();
        unique.dedup();
        assert_eq!(unique.len(), ids.len());
    }

    #[test]
    fn years_follow_the_kind_of_indicator() {
        let region = region();
        let years = |i: Indicator| i.years(&region, 2023, &[2020, 2022]);
        assert_eq!(years(Indicator::headline(Measure::Gdp)), [2020, 2021, 2022, 2023]);
        assert_eq!(years(Indicator::headline(Measure::GdpGrowth)), [2021, 2022, 2023]);
        assert_eq!(years(Indicator::of(Measure::Growth, Scope::Sector(0))), [2022]);
        assert_eq!(years(Indicator::of(Measure::Share, Scope::Sector(0))), [2020, 2022]);
        assert_eq!(years(Indicator::of(Measure::Share, Scope::Group(0))), [2020, 2021, 2022, 2023]);
        assert_eq!(years(Indicator::of(Measure::EnergyIntensity, Scope::Sector(0))), [2020, 2022]);
        let period = Some(Period { from: 2021, to: 2022 });
        let average = Indicator { measure: Measure::GdpGrowthAverage, scope: None, period };
        assert_eq!(years(average), [2022]);
    }
}
