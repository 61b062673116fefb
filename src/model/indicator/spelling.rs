//! Ids of indicators: MEASURE_FORM_FROM_TO.SUBJECT, of which only the measure always stands there.

use super::{Catalogue, Form, Indicator, Measure, Period, Place, Subject};
use crate::input::hint;
use crate::units::Year;

/// Why an id names no indicator of a model.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IndicatorError {
    /// Neither a measure nor a form of one has this name.
    #[error("found \"{written}\", which is no indicator of this scenario{hint} Allowed: {allowed}")]
    Unknown {
        /// The id as written.
        written: String,
        /// The nearest that there is, in words.
        hint: String,
        /// The names of measures and forms.
        allowed: String,
    },
    /// The measure is of something else.
    #[error("found \"{written}\": {why}")]
    Subject {
        /// The id as written.
        written: String,
        /// What the measure is of.
        why: String,
    },
    /// The period does not lie within the projection.
    #[error("found \"{written}\"; its years run forward between {first} and {last}")]
    Period {
        /// The id as written.
        written: String,
        /// First projected year.
        first: Year,
        /// Last year of the projection.
        last: Year,
    },
    /// The scenario does not have what it takes.
    #[error("found \"{written}\": {why}")]
    Absent {
        /// The id as written.
        written: String,
        /// What is missing.
        why: String,
    },
}

/// The parts of an id put together.
pub(super) fn spell(stem: &str, period: Option<Period>, subject: Option<&str>) -> String {
    let period = period.map_or(String::new(), |Period { from, to }| format!("_{from}_{to}"));
    let subject = subject.map_or(String::new(), |subject| format!(".{subject}"));
    format!("{stem}{period}{subject}")
}

/// The measure and form of an id, and the years at its end if there are any.
fn split_period(stem: &str) -> (&str, Option<Period>) {
    let year = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten();
    let mut parts = stem.rsplitn(3, '_');
    let (to, from, rest) = (parts.next().and_then(year), parts.next().and_then(year), parts.next());
    match (from, to, rest) {
        (Some(from), Some(to), Some(rest)) => (rest, Some(Period { from, to })),
        _ => (stem, None),
    }
}

impl Place {
    /// What stands for it in lists of names.
    fn suffix(self) -> &'static str {
        match self {
            Self::Whole => "",
            Self::Sectors | Self::Capped => ".S",
            Self::Satellites | Self::Volumes | Self::References => ".NAME",
            Self::Carriers => ".CARRIER",
        }
    }

    /// What it is, for people.
    fn in_words(self) -> &'static str {
        match self {
            Self::Whole => "the whole economy",
            Self::Sectors => "a sector or group",
            Self::Satellites => "a satellite",
            Self::Volumes => "a volume",
            Self::References => "a reference series",
            Self::Carriers => "a carrier of energy",
            Self::Capped => "a sector with a ceiling",
        }
    }
}

impl Catalogue<'_> {
    /// The indicator an id names.
    ///
    /// # Errors
    /// No such measure, form, sector or period, or the model has no such data; the nearest that there is.
    pub(crate) fn parse(&self, id: &str) -> Result<Indicator, IndicatorError> {
        let written = || id.to_owned();
        let (stem, subject) = id.split_once('.').map_or((id, None), |(stem, subject)| (stem, Some(subject)));
        let (stem, period) = split_period(stem);
        let Some((measure, form)) = reading(stem, period.is_some()) else {
            return Err(self.unknown(id, period, subject));
        };
        if !self.has(measure) {
            let why = measure.description().needs.in_words().to_owned();
            return Err(IndicatorError::Absent { written: written(), why });
        }
        let subject = self.subject(id, stem, measure, subject)?;
        let indicator = Indicator { measure, subject, form, period };
        if !self.takes_share(indicator) {
            let why = "only money has a share of GDP".to_owned();
            return Err(IndicatorError::Absent { written: written(), why });
        }
        if period.is_some_and(|period| !self.holds(period)) {
            let (first, last) = (self.region.base_year + 1, self.horizon);
            return Err(IndicatorError::Period { written: written(), first, last });
        }
        Ok(indicator)
    }

    /// What the measure is of, by its name.
    fn subject(
        &self,
        id: &str,
        stem: &str,
        measure: Measure,
        name: Option<&str>,
    ) -> Result<Option<Subject>, IndicatorError> {
        let places = measure.description().places;
        let wrong = |why: String| Err(IndicatorError::Subject { written: id.to_owned(), why });
        let parts: Vec<Subject> = places.iter().flat_map(|place| self.subjects(*place)).flatten().collect();
        let of: Vec<&str> =
            places.iter().filter(|place| **place != Place::Whole).map(|place| place.in_words()).collect();
        let Some(name) = name else {
            if measure.is_of(Place::Whole) {
                return Ok(None);
            }
            let example =
                parts.first().map_or(String::new(), |part| format!(", such as {id}.{}", part.id(self.region)));
            return wrong(format!("{stem} is of {}{example}", of.join(" or ")));
        };
        if let Some(part) = parts.iter().find(|part| part.id(self.region) == name) {
            return Ok(Some(*part));
        }
        if of.is_empty() {
            return wrong(format!("{stem} is of the whole economy and stands alone"));
        }
        let names: Vec<&str> = parts.iter().map(|part| part.id(self.region)).collect();
        let hint = hint(name, names.iter().copied(), &format!(". Allowed: {}", names.join(", ")));
        wrong(format!("\"{name}\" is not {} of this scenario{hint}", of.join(" or ")))
    }

    /// What is said of an id whose measure or form is not known.
    fn unknown(&self, id: &str, period: Option<Period>, subject: Option<&str>) -> IndicatorError {
        let forms = Measure::ALL.iter().filter(|measure| self.has(**measure)).flat_map(|measure| {
            let taken = Form::ALL.into_iter().filter(|form| measure.takes(*form));
            taken.filter(|form| form.is_over_period() == period.is_some()).map(|form| form.id_of(*measure))
        });
        let near: Vec<String> = forms.map(|stem| spell(&stem, period, subject)).collect();
        let hint = hint(id, near.iter().map(String::as_str), ".");
        IndicatorError::Unknown { written: id.to_owned(), hint, allowed: self.names() }
    }

    /// The names of all measures, and how forms are added to them.
    pub(crate) fn names(&self) -> String {
        let with_places = |measure: &Measure, id: &str| -> Vec<String> {
            let places = measure.description().places.iter().filter(|place| !self.subjects(**place).is_empty());
            places.map(|place| format!("{id}{}", place.suffix())).collect()
        };
        let measures = Measure::ALL.iter().filter(|measure| self.has(**measure));
        let measures: Vec<String> =
            measures.flat_map(|measure| with_places(measure, &Form::Level.id_of(*measure))).collect();
        let named = [(Form::Growth, ""), (Form::Contribution, ""), (Form::ContributionShare, "_FROM_TO")];
        let named = named.map(|(form, period)| format!("{}{period}.S", form.id_of(Measure::ValueAdded)));
        let forms: Vec<String> =
            Form::ALL.into_iter().filter_map(Form::pattern).map(|form| format!("X{form}")).collect();
        format!(
            "{}, {} (S: a sector or group), and of most of these, X, also {} (FROM_TO: years, as in investment_growth_{}_{})",
            measures.join(", "),
            named.join(", "),
            forms.join(", "),
            self.region.base_year + 1,
            self.horizon,
        )
    }
}

/// The measure and form with this name.
fn reading(stem: &str, over_period: bool) -> Option<(Measure, Form)> {
    Measure::ALL.iter().find_map(|measure| {
        let mut forms =
            Form::ALL.into_iter().filter(|form| measure.takes(*form) && form.is_over_period() == over_period);
        let form = forms.find(|form| form.id_of(*measure) == stem || form.plain_id_of(*measure) == stem)?;
        Some((*measure, form))
    })
}
