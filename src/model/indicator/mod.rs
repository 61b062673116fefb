//! Indicators: what a run reports. An indicator is a measure of the whole economy or of a part of it, taken in a form.

mod catalogue;
mod form;
mod measure;
mod spelling;
mod subject;

pub use form::Form;
pub use measure::Measure;
pub use spelling::IndicatorError;
pub use subject::Subject;

pub(crate) use catalogue::Catalogue;
pub(crate) use measure::{Needs, Place};

use crate::economy::Region;
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

/// A measure of the whole economy or of a part of it, in a form, over a period where the form needs one.
///
/// ```
/// use kapok::Scenario;
/// use kapok::model::{Form, Indicator, Measure, Period};
/// let model = Scenario::builtin("baseline")?.build()?;
/// let growth = Indicator::headline(Measure::Investment).over(Form::AverageGrowth, Period { from: 2021, to: 2025 });
/// assert_eq!(growth.id(model.region()), "investment_growth_2021_2025");
/// assert_eq!(model.indicator("investment_growth_2021_2025")?, growth);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Indicator {
    /// What is measured.
    pub measure: Measure,
    /// Of what; none for the whole economy.
    pub subject: Option<Subject>,
    /// In which form.
    pub form: Form,
    /// Over which period, for forms that need one.
    pub period: Option<Period>,
}

impl Indicator {
    /// A measure of the whole economy, as it is.
    pub fn headline(measure: Measure) -> Self {
        Self { measure, subject: None, form: Form::Level, period: None }
    }

    /// A measure of a sector, a group or another part of the economy, as it is.
    pub fn of(measure: Measure, subject: impl Into<Subject>) -> Self {
        Self { subject: Some(subject.into()), ..Self::headline(measure) }
    }

    /// The same in a form that needs no period.
    #[must_use]
    pub fn taken(self, form: Form) -> Self {
        Self { form, period: None, ..self }
    }

    /// The same in a form that is taken over a period.
    #[must_use]
    pub fn over(self, form: Form, period: Period) -> Self {
        Self { form, period: Some(period), ..self }
    }

    /// Its id: `gdp`, `share.tertiary`, `gdp_growth_2021_2025`.
    pub fn id(self, region: &Region) -> String {
        spelling::spell(&self.form.id_of(self.measure), self.period, self.subject.map(|subject| subject.id(region)))
    }

    /// Its name for people.
    pub fn label(self, region: &Region) -> String {
        self.named(&self.form.names_of(self.measure).0, self.subject.map(|subject| subject.names(region).0))
    }

    /// Its name in the region's own language.
    pub fn term(self, region: &Region) -> String {
        self.named(&self.form.names_of(self.measure).1, self.subject.map(|subject| subject.names(region).1))
    }

    fn named(self, measure: &str, subject: Option<&str>) -> String {
        let period = self.period.map_or(String::new(), |p| format!(" {}-{}", p.from, p.to));
        match subject {
            // What has a name of its own is what is measured.
            Some(subject) if self.measure.is_named_by_subject() => format!("{subject}{measure}{period}"),
            Some(subject) => format!("{subject}: {measure}{period}"),
            None => format!("{measure}{period}"),
        }
    }

    /// Its unit.
    pub fn unit(self, region: &Region) -> Unit<'_> {
        let of = self.subject.and_then(|subject| subject.unit(region)).unwrap_or(self.measure.description().unit);
        self.form.unit(of)
    }

    /// Whether it is at base-year prices, current prices, or physical.
    pub fn basis(self, region: &Region) -> Basis {
        self.subject.and_then(|subject| subject.basis(region)).unwrap_or(self.measure.description().basis)
    }

    /// Years for which it is reported: what is of a sector or group in the report years, all else and the branches' shares
    /// every year, forms over a period at its end; growth on the year before has no value in the base year.
    pub fn years(self, region: &Region, horizon: Year, report_years: &[Year]) -> Vec<Year> {
        if let Some(period) = self.period {
            return vec![period.to];
        }
        let share = matches!(self.measure, Measure::Share | Measure::ShareNominal) && self.form == Form::Level;
        let first = self.first_year(region);
        match self.subject {
            Some(subject) if subject.is_of_sectors() && !(share && subject.is_branch(region)) => {
                report_years.iter().copied().filter(|&year| year >= first).collect()
            }
            _ => (first..=horizon).collect(),
        }
    }

    /// Whether it has a value in a year at all, reported or not.
    pub fn is_defined_in(self, year: Year, region: &Region, horizon: Year) -> bool {
        self.period.map_or(self.first_year(region) <= year && year <= horizon, |period| period.to == year)
    }

    fn first_year(self, region: &Region) -> Year {
        region.base_year + i32::from(self.form.needs_year_before())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::economy::{AccountsData, Extras, FinalDemandData, Group, GroupKind, Scope, Sector};
    use crate::model::ModelData;

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
            extras: Extras::default(),
        }
    }

    fn data() -> ModelData {
        let accounts = AccountsData {
            value_added: vec![1.0, 1.0],
            value_added_ratio: vec![0.5, 0.5],
            coefficients: nalgebra::DMatrix::zeros(2, 2),
            purchase_share: vec![1.0, 1.0],
            location_quotients: None,
            households: FinalDemandData::none(2),
            government: FinalDemandData::none(2),
            investment: FinalDemandData::none(2),
            external_floor: 0.0,
        };
        ModelData::new(region(), accounts, 2030)
    }

    fn period(from: Year, to: Year) -> Period {
        Period { from, to }
    }

    #[test]
    fn ids_are_unique_and_spelled_as_programs_expect() {
        let region = region();
        let standard = Catalogue::with_everything(&region, 2030).standard(&[period(2021, 2025)]);
        let ids: Vec<String> = standard.iter().map(|i| i.id(&region)).collect();
        for expected in [
            "gdp",
            "gdp_growth_2021_2025",
            "investment",
            "deflator",
            "energy_intensity_change_2021_2025",
            "share_nominal.tertiary",
            "growth.shops",
            "growth_contribution.shops",
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
    fn every_indicator_is_found_by_its_id() {
        let region = region();
        let catalogue = Catalogue::with_everything(&region, 2030);
        let mut count = 0;
        for &measure in Measure::ALL {
            for subject in measure.description().places.iter().flat_map(|place| catalogue.subjects(*place)) {
                for form in Form::ALL {
                    let period = form.is_over_period().then_some(period(2022, 2024));
                    let indicator = Indicator { measure, subject, form, period };
                    if catalogue.contains(indicator) {
                        let id = indicator.id(&region);
                        assert_eq!(catalogue.parse(&id), Ok(indicator), "{id}");
                        count += 1;
                    }
                }
            }
        }
        assert!(count > 200, "{count}");
    }

    #[test]
    fn forms_are_read_from_ids() {
        let region = region();
        let catalogue = Catalogue::with_everything(&region, 2030);
        let shops = Subject::Sector(1);
        let investment = Indicator::headline(Measure::Investment);
        let of_shops = Indicator::of(Measure::ValueAdded, shops);
        for (id, expected) in [
            ("investment_growth", investment.taken(Form::Growth)),
            ("investment_total_2021_2030", investment.over(Form::Total, period(2021, 2030))),
            ("investment_index", investment.taken(Form::Index)),
            ("investment_share", investment.taken(Form::Share)),
            ("value_added_growth_2026_2030.shops", of_shops.over(Form::AverageGrowth, period(2026, 2030))),
            ("value_added_growth.shops", of_shops.taken(Form::Growth)),
            (
                "share_rising_2021_2025.shops",
                Indicator::of(Measure::Share, shops).over(Form::Rising, period(2021, 2025)),
            ),
            ("output_share.shops", Indicator::of(Measure::OutputShare, shops)),
        ] {
            assert_eq!(catalogue.parse(id), Ok(expected), "{id}");
        }
        assert_eq!(of_shops.taken(Form::Growth).id(&region), "growth.shops");
        assert_eq!(investment.taken(Form::Growth).unit(&region), Unit::PerYear);
        assert_eq!(investment.over(Form::Total, period(2021, 2022)).unit(&region), Unit::Money);
    }

    #[test]
    fn ids_of_nothing_are_told_with_what_there_is() {
        let data = data();
        let catalogue = Catalogue::of(&data);
        let told = |id: &str| catalogue.parse(id).map_or_else(|error| error.to_string(), |found| format!("{found:?}"));
        for (id, expected) in [
            ("investmnt_growth_2021_2025", "did you mean \"investment_growth_2021_2025\"? Allowed: gdp, gdp_nominal, "),
            ("value_added.farm", "\"farm\" is not a sector or group of this scenario; did you mean \"farms\"?"),
            ("share", "share is of a sector or group, such as share.farms"),
            ("income.farms", "income is of the whole economy and stands alone"),
            ("investment_growth_2020_2025", "its years run forward between 2021 and 2030"),
            ("investment_growth_2025_2031", "its years run forward between 2021 and 2030"),
            ("investment_growth_2025_2024", "its years run forward between 2021 and 2030"),
            ("co2_growth", "the region has no energy data"),
            ("gdp_share", "which is no indicator"),
            ("price_level_total_2021_2025", "which is no indicator"),
            ("gdp_2021_2025", "which is no indicator"),
            ("", "which is no indicator"),
        ] {
            assert!(told(id).contains(expected), "{id}: {}", told(id));
        }
        assert!(!told("x").contains("energy"), "{}", told("x"));
    }

    #[test]
    fn years_follow_the_kind_of_indicator() {
        let region = region();
        let years = |i: Indicator| i.years(&region, 2023, &[2020, 2022]);
        let gdp = Indicator::headline(Measure::Gdp);
        let value_added = Indicator::of(Measure::ValueAdded, Scope::Sector(0));
        assert_eq!(years(gdp), [2020, 2021, 2022, 2023]);
        assert_eq!(years(gdp.taken(Form::Growth)), [2021, 2022, 2023]);
        assert_eq!(years(gdp.taken(Form::Index)), [2020, 2021, 2022, 2023]);
        assert_eq!(years(value_added.taken(Form::Growth)), [2022]);
        assert_eq!(years(value_added.taken(Form::Contribution)), [2022]);
        assert_eq!(years(Indicator::of(Measure::Share, Scope::Sector(0))), [2020, 2022]);
        assert_eq!(years(Indicator::of(Measure::Share, Scope::Group(0))), [2020, 2021, 2022, 2023]);
        assert_eq!(years(Indicator::of(Measure::EnergyIntensity, Scope::Sector(0))), [2020, 2022]);
        assert_eq!(years(gdp.over(Form::AverageGrowth, period(2021, 2022))), [2022]);
        assert!(gdp.taken(Form::Growth).is_defined_in(2021, &region, 2023));
        assert!(!gdp.taken(Form::Growth).is_defined_in(2020, &region, 2023));
    }
}
