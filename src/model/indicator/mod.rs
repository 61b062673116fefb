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
mod tests;
