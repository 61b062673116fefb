//! From seed files to location quotients.

use super::accounts::{MONEY, RATIO};
use super::draft::Draft;
use super::number::unknown;
use super::raw_seed::RawSeed;
use crate::economy::QuotientData;
use crate::economy::io::{QuotientKind, USUAL_DELTA};

/// The kinds by the names they have in files.
pub(super) const KINDS: [(&str, QuotientKind); 4] = [
    ("slq", QuotientKind::Simple),
    ("cilq", QuotientKind::CrossIndustry),
    ("flq", QuotientKind::Flegg),
    ("aflq", QuotientKind::AugmentedFlegg),
];

impl Draft {
    /// What location quotients are made from, where the seeds ask for them.
    pub(super) fn location_quotients(&mut self, seed: &RawSeed, ids: &[String]) -> Option<QuotientData> {
        let Some(raw) = seed.location_quotients.as_ref() else {
            if seed.national_value_added.is_some() && !self.partial {
                let message = "nothing uses it; ask for [location_quotients], or leave it out";
                self.note("national_value_added", message.into());
            }
            return None;
        };
        if seed.purchase_share.is_some() {
            let message = "purchase shares and location quotients both say what is bought inside the region; keep one";
            self.note("location_quotients", message.into());
        }
        if seed.coefficients.as_ref().is_some_and(|raw| raw.kind.as_deref() == Some("regional")) {
            let message = "regional coefficients hold only what is bought inside the region already; call them \"technical\" or leave location_quotients out";
            self.note("location_quotients", message.into());
        }
        let names = KINDS.map(|(name, _)| name);
        let kind = match raw.kind.as_deref() {
            None => {
                self.missing("location_quotients.kind", &names.join(", "));
                QuotientKind::Flegg
            }
            Some(written) => KINDS.iter().find(|(name, _)| *name == written).map_or_else(
                || {
                    self.note("location_quotients.kind", unknown("kind of location quotient", written, names));
                    QuotientKind::Flegg
                },
                |(_, kind)| *kind,
            ),
        };
        let delta = self.quantity_or("location_quotients.delta", raw.delta.as_ref(), RATIO, USUAL_DELTA);
        let national = self.series("national_value_added", seed.national_value_added.as_deref(), MONEY, 1.0, ids);
        let national_total = raw.national_gdp.as_ref();
        let national_total =
            national_total.and_then(|gdp| self.quantity("location_quotients.national_gdp", gdp, MONEY, None));
        Some(QuotientData { kind, delta, national, national_total })
    }
}
