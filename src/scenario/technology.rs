//! From policies and drifts to changes of technology.

use super::draft::Draft;
use super::names::Names;
use super::number::unknown;
use super::raw::RawScenario;
use super::raw_effects::RawPolicy;
use crate::economy::Region;
use crate::model::{Absorber, Technology, TechnologyChange};

/// The levers that move technology.
pub(super) const LEVERS: [&str; 3] = ["coefficient", "value_added_ratio", "purchase_share"];

impl Draft {
    /// All changes of technology that can be made out, those of policies first.
    pub(super) fn technology(&mut self, scenario: &RawScenario, region: &Region) -> Vec<TechnologyChange> {
        let mut changes = Vec::new();
        for (index, raw) in scenario.policy.iter().enumerate().filter(|(_, raw)| moves_technology(raw)) {
            changes.extend(self.change(&format!("policy[{index}]"), "policy", raw, region));
        }
        for (index, raw) in scenario.drift.iter().enumerate() {
            let path = format!("drift[{index}]");
            match &raw.lever {
                Some(_) if moves_technology(raw) => changes.extend(self.change(&path, "drift", raw, region)),
                Some(lever) => {
                    self.note(&format!("{path}.lever"), unknown("lever that drifts by itself", lever, LEVERS));
                }
                None => self.missing(&format!("{path}.lever"), &format!("what drifts: {}", LEVERS.join(", "))),
            }
        }
        changes
    }

    fn change(&mut self, path: &str, section: &str, raw: &RawPolicy, region: &Region) -> Option<TechnologyChange> {
        let id = self.id(path, raw.id.as_ref());
        self.standing_of(path, raw.standing.as_ref());
        let what = self.moved(path, raw, region);
        let size = self.size(path, raw.size.as_ref());
        let course = self.course(path, raw);
        let absorber = self.absorber(path, raw);
        for (key, written) in [("from_carrier", &raw.from_carrier), ("to_carrier", &raw.to_carrier)] {
            if written.is_some() {
                self.note(&format!("{path}.{key}"), "only carrier_share has one".into());
            }
        }
        let id = id?;
        Some(TechnologyChange {
            label: raw.label.clone().unwrap_or_else(|| id.clone()),
            name: format!("{section}.{id}"),
            what: what?,
            size: size?,
            course: course?,
            absorber: absorber?,
        })
    }

    /// What of technology moves; nothing after a problem was noted.
    fn moved(&mut self, path: &str, raw: &RawPolicy, region: &Region) -> Option<Technology> {
        let lever = raw.lever.as_deref().unwrap_or_default();
        let mut sectors = |key: &str, names: &Option<Names>, wanted: bool, what: &str| {
            let path = format!("{path}.{key}");
            match names {
                Some(names) if wanted => self.sectors_named(&path, names, region),
                Some(_) => {
                    self.note(&path, format!("{lever} has none; it takes {what}"));
                    None
                }
                None if wanted => {
                    self.missing(&path, &format!("{lever} takes {what}: sectors or groups"));
                    None
                }
                None => Some(Vec::new()),
            }
        };
        let of_pairs = lever == "coefficient";
        let takes = if of_pairs { "supplier and user" } else { "of" };
        let of = sectors("of", &raw.of, !of_pairs, takes);
        let suppliers = sectors("supplier", &raw.supplier, of_pairs, takes);
        let users = sectors("user", &raw.user, of_pairs, takes);
        let (of, suppliers, users) = (of?, suppliers?, users?);
        Some(match lever {
            "coefficient" => Technology::Coefficient { suppliers, users },
            "value_added_ratio" => Technology::ValueAddedRatio(of),
            _ => Technology::PurchaseShare(of),
        })
    }

    fn absorber(&mut self, path: &str, raw: &RawPolicy) -> Option<Absorber> {
        let path = format!("{path}.absorbed_by");
        let fitting: &[&str] = match raw.lever.as_deref() {
            Some("value_added_ratio") => &["imports", "inputs"],
            Some("purchase_share") => &["imports"],
            _ => &["value_added", "imports", "inputs"],
        };
        match raw.absorbed_by.as_deref() {
            None if fitting.len() == 1 => Some(Absorber::Imports),
            None => {
                self.missing(&path, &format!("what gives way, there is no default: {}", fitting.join(", ")));
                None
            }
            Some(name) if !fitting.contains(&name) => {
                self.note(&path, unknown("part that can give way here", name, fitting.iter().copied()));
                None
            }
            Some(name) => Absorber::ALL.iter().find(|(_, known)| *known == name).map(|(absorber, _)| *absorber),
        }
    }
}

/// Whether a policy moves technology, and not a quantity of the year.
pub(super) fn moves_technology(raw: &RawPolicy) -> bool {
    raw.lever.as_deref().is_some_and(|lever| LEVERS.contains(&lever))
}
