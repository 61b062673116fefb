//! From the ranges of seed files to base-year numbers that are drawn: a triangle on each side of the central value; and
//! value added drawn as shares of its branches.

use super::draft::Draft;
use super::number::unknown;
use super::raw::RawScenario;
use super::raw_seed::{RawQuantity, RawSeed, RawSeries};
use crate::economy::{AccountsData, Region};
use crate::input::shown;
use crate::model::{BaseNumber, Centre, DemandTotal, DrawnNumber};
use crate::sampling::{Dirichlet, Distribution, Uncertain};

/// The sections of seed files whose ranges can be drawn from.
pub(super) const SECTIONS: [&str; 6] =
    ["value_added", "value_added_ratio", "purchase_share", "coefficients", "location_quotients", "final_demand"];

/// A base-year number and the range its seed gives it.
type Ranged = (BaseNumber, Option<(f64, f64)>);

impl Draft {
    /// The numbers of the sections named in `base_accounts.drawn`, each drawn between its low and its high.
    pub(super) fn drawn_accounts(
        &mut self,
        scenario: &RawScenario,
        seed: &RawSeed,
        region: &Region,
        accounts: &AccountsData,
    ) -> Vec<DrawnNumber> {
        let mut drawn = Vec::new();
        let names = scenario.base_accounts.drawn.as_deref().unwrap_or_default();
        for (place, name) in names.iter().enumerate() {
            let path = format!("base_accounts.drawn[{place}]");
            if !SECTIONS.contains(&name.as_str()) {
                self.note(&path, unknown("part of the base-year accounts", name, SECTIONS));
            } else if names[..place].contains(name) {
                self.note(&path, format!("\"{name}\" stands here twice"));
            } else {
                let before = drawn.len();
                drawn.extend(
                    ranges(name, seed, region).into_iter().filter_map(|ranged| draw(ranged, seed, region, accounts)),
                );
                if drawn.len() == before && !self.partial {
                    self.note(
                        &path,
                        format!("no number of \"{name}\" has a range (low and high) in the seeds to draw from"),
                    );
                }
            }
        }
        if let Some(concentration) = scenario.base_accounts.value_added_concentration {
            let path = "base_accounts.value_added_concentration";
            if names.iter().any(|name| name == "value_added") {
                let message = "value added is drawn already, as base_accounts.drawn names it; keep one of the two";
                self.note(path, message.into());
            } else {
                drawn.extend(self.drawn_shares(path, concentration.0, region, accounts));
            }
        }
        drawn
    }

    /// Value added drawn so that the sectors' shares of each branch are Dirichlet distributed with the central shares as means:
    /// a gamma variable a sector, rescaled to the branch's sum as all drawn value added is. A sector that is a branch by
    /// itself keeps its value added.
    fn drawn_shares(
        &mut self,
        path: &str,
        concentration: f64,
        region: &Region,
        accounts: &AccountsData,
    ) -> Vec<DrawnNumber> {
        let mut drawn = Vec::new();
        let branches = region.branches();
        let branches: Vec<&Vec<usize>> = branches.iter().filter(|members| members.len() > 1).collect();
        if branches.is_empty() {
            self.note(path, "no branch has more than one sector, so there are no shares to draw".into());
        }
        for members in branches {
            let whole: f64 = members.iter().map(|&i| accounts.value_added[i]).sum();
            let shares: Vec<f64> = members.iter().map(|&i| accounts.value_added[i] / whole).collect();
            let least = shares.iter().copied().fold(f64::INFINITY, f64::min);
            if !(Dirichlet::LEAST_SHAPE / least..=MOST_CONCENTRATION).contains(&concentration) {
                let from = digits_up(Dirichlet::LEAST_SHAPE / least);
                let sector = shares.iter().position(|share| *share == least).map_or(0, |place| members[place]);
                let message = format!(
                    "found {}; from {from} to {} is allowed: with less, the value added of {}, {} of its branch, would often be drawn as hardly anything",
                    shown(concentration),
                    shown(MOST_CONCENTRATION),
                    region.sectors[sector].id,
                    shown((least * 1e4).round() / 1e4),
                );
                self.note(path, message);
                return Vec::new();
            }
            let Ok(dirichlet) = Dirichlet::new(&shares, concentration) else { continue };
            drawn.extend(members.iter().enumerate().filter_map(|(place, &i)| {
                let value = dirichlet.component(place, whole).ok().map(Uncertain::from)?;
                Some(DrawnNumber { number: BaseNumber::ValueAdded(i), value, centre: Centre::Mean })
            }));
        }
        drawn
    }
}

/// With more, the shares stay where they are to three digits.
const MOST_CONCENTRATION: f64 = 1e6;

/// A number rounded up to two digits.
fn digits_up(value: f64) -> String {
    let unit = 10.0_f64.powf(value.log10().floor() - 1.0);
    shown(((value / unit).ceil() * unit * 1e9).round() / 1e9)
}

/// The numbers of a section with their ranges.
fn ranges(section: &str, seed: &RawSeed, region: &Region) -> Vec<Ranged> {
    let series = |raw: Option<&RawSeries>, number: fn(usize) -> BaseNumber| {
        let sectors = region.sectors.iter().enumerate();
        let range = |id: &str| raw.and_then(|raw| raw.sectors.get(id)).and_then(RawQuantity::range);
        sectors.map(|(i, sector)| (number(i), range(&sector.id))).collect::<Vec<Ranged>>()
    };
    match section {
        "value_added" => series(seed.value_added.as_deref(), BaseNumber::ValueAdded),
        "value_added_ratio" => series(seed.value_added_ratio.as_deref(), BaseNumber::ValueAddedRatio),
        "purchase_share" => series(seed.purchase_share.as_deref(), BaseNumber::PurchaseShare),
        "coefficients" => pins(seed, region),
        "location_quotients" => {
            let delta = seed.location_quotients.as_ref().and_then(|raw| raw.delta.as_ref());
            vec![(BaseNumber::Delta, delta.and_then(RawQuantity::range))]
        }
        _ => totals(seed),
    }
}

/// The coefficients that have an entry of their own.
fn pins(seed: &RawSeed, region: &Region) -> Vec<Ranged> {
    let place = |name: &Option<String>| region.sectors.iter().position(|sector| name.as_deref() == Some(&sector.id));
    let pins = seed.coefficients.iter().flat_map(|raw| &raw.pin);
    pins.filter_map(|pin| {
        let (supplier, user) = (place(&pin.row)?, place(&pin.column)?);
        let range = pin.low.zip(pin.high).map(|(low, high)| (low.0, high.0));
        Some((BaseNumber::Coefficient { supplier, user }, range))
    })
    .collect()
}

fn totals(seed: &RawSeed) -> Vec<Ranged> {
    let Some(raw) = seed.final_demand.as_ref() else { return Vec::new() };
    let range = |raw: &Option<RawQuantity>| raw.as_ref().and_then(RawQuantity::range);
    vec![
        (BaseNumber::Total(DemandTotal::Households), range(&raw.household_consumption)),
        (BaseNumber::Total(DemandTotal::Government), range(&raw.government)),
        (BaseNumber::Total(DemandTotal::Investment), range(&raw.investment)),
    ]
}

/// The number with its distribution; nothing where it has no range, or one in which it does not lie (noted elsewhere).
fn draw((number, range): Ranged, seed: &RawSeed, region: &Region, accounts: &AccountsData) -> Option<DrawnNumber> {
    let (low, high) = range?;
    let central = number.central(accounts)?;
    // Value added is scaled to the stated total of its branch, and its range with it.
    let scale = match number {
        BaseNumber::ValueAdded(i) => {
            let raw = seed.value_added.as_ref()?.sectors.get(&region.sectors[i].id)?.value()?;
            central / raw
        }
        _ => 1.0,
    };
    let value = Distribution::two_piece(low * scale, central, high * scale).ok().map(Uncertain::from)?;
    Some(DrawnNumber { number, value, centre: Centre::Median })
}
