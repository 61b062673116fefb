//! From seed files to base-year accounts: value added, coefficients, final demand, household income.

use nalgebra::DMatrix;

use super::draft::Draft;
use super::number::unknown;
use super::raw_seed::{RawCoefficients, RawQuantity, RawSeed, RawSeries};
use crate::economy::{AccountsData, FinalDemandData, GroupKind, Region};
use crate::input::{shown, shown_sum};
use crate::model::{IncomeData, LARGEST, MOST_EARNED, SHARE_ROUNDING};

/// Kinds of coefficients by their names in files.
pub(super) const COEFFICIENTS: [&str; 2] = ["technical", "regional"];
/// The units these numbers are read in.
pub(super) const MONEY: &str = "1e8 CNY";
pub(super) const RATIO: &str = "1";

impl Draft {
    /// The accounts. What is missing is noted and held open by harmless numbers, so that the rest can be checked.
    pub(super) fn accounts(&mut self, seed: &RawSeed, region: &Region) -> AccountsData {
        let ids: Vec<String> = region.sectors.iter().map(|s| s.id.clone()).collect();
        let none = super::raw_seed::RawFinalDemand::default();
        let totals = seed.final_demand.as_deref().unwrap_or(&none);
        AccountsData {
            value_added: self.value_added(seed, region, &ids),
            value_added_ratio: self.series("value_added_ratio", seed.value_added_ratio.as_deref(), RATIO, 1e-6, &ids),
            purchase_share: self.series_or("purchase_share", seed.purchase_share.as_deref(), RATIO, 1.0, &ids),
            coefficients: self.coefficients(seed, &ids),
            location_quotients: self.location_quotients(seed, &ids),
            households: self.demand(
                ["final_demand.household_consumption", "household_composition"],
                totals.household_consumption.as_ref(),
                seed.household_composition.as_deref(),
                &ids,
            ),
            government: self.demand(
                ["final_demand.government", "government_composition"],
                totals.government.as_ref(),
                seed.government_composition.as_deref(),
                &ids,
            ),
            investment: self.demand(
                ["final_demand.investment", "investment_composition"],
                totals.investment.as_ref(),
                seed.investment_composition.as_deref(),
                &ids,
            ),
            external_floor: self.quantity_or("final_demand.external_floor", totals.external_floor.as_ref(), RATIO, 0.0),
        }
    }

    /// Value added, scaled to the stated GDP, inside each branch where the branches' shares of it are stated.
    fn value_added(&mut self, seed: &RawSeed, region: &Region, ids: &[String]) -> Vec<f64> {
        let mut values = self.series("value_added", seed.value_added.as_deref(), MONEY, 1.0, ids);
        for (id, value) in ids.iter().zip(&mut values).filter(|(_, value)| **value <= 0.0) {
            // told as it was written: below it is scaled to the stated GDP
            self.note(&format!("value_added.sectors.{id}"), format!("found {}; it must be above 0", shown(*value)));
            *value = 1.0;
        }
        let shares = self.branch_shares(seed);
        let gdp = seed.region.as_ref().and_then(|r| r.gdp.as_ref()).and_then(|gdp| {
            let gdp = self.quantity("region.gdp", gdp, MONEY, None)?;
            let sound = 0.0 < gdp && gdp <= LARGEST;
            if !sound {
                let message = format!("found {}; it must be above 0, at most {}", shown(gdp), shown(LARGEST));
                self.note("region.gdp", message);
            }
            Some(gdp).filter(|_| sound)
        });
        let mut scale = |members: &[usize], total: f64| {
            let sum: f64 = members.iter().map(|&i| values[i]).sum();
            if sum > 0.0 {
                members.iter().for_each(|&i| values[i] *= total / sum);
            }
        };
        match (gdp, shares) {
            (Some(gdp), Some(shares)) => {
                let branches = region.groups.iter().filter(|group| group.kind == GroupKind::Branch);
                let whole: f64 = shares.iter().sum();
                branches.zip(shares).for_each(|(group, share)| scale(&group.members, gdp * share / whole));
            }
            (Some(gdp), None) => scale(&(0..ids.len()).collect::<Vec<_>>(), gdp),
            (None, Some(_)) if seed.region.as_ref().is_some_and(|region| region.gdp.is_some()) => {}
            (None, Some(_)) => self.missing("region.gdp", "the branches' share_of_gdp are shares of it"),
            (None, None) => {}
        }
        values
    }

    /// The stated shares of the branches in GDP, if they are stated and sound.
    fn branch_shares(&mut self, seed: &RawSeed) -> Option<Vec<f64>> {
        let branches = seed.branch.as_ref()?;
        let mut shares = Vec::new();
        for (id, branch) in branches {
            let Some(share) = &branch.share_of_gdp else { continue };
            let path = format!("branch.{id}.share_of_gdp");
            let share = self.quantity(&path, share, RATIO, None)?;
            if !(0.0..=1.0).contains(&share) {
                self.note(&path, format!("found {}; allowed is 0 to 1", shown(share)));
            }
            shares.push(share);
        }
        let sum: f64 = shares.iter().sum();
        if shares.is_empty() {
            return None;
        }
        if shares.len() < branches.len() {
            self.note("branch", "share_of_gdp is given for some branches only; give it for all or for none".into());
        } else if (sum - 1.0).abs() > SHARE_ROUNDING {
            self.note("branch", format!("share_of_gdp sums to {} over the branches; it must sum to 1", shown_sum(sum)));
        } else {
            return Some(shares);
        }
        None
    }

    fn coefficients(&mut self, seed: &RawSeed, ids: &[String]) -> DMatrix<f64> {
        let mut matrix = DMatrix::zeros(ids.len(), ids.len());
        let Some(raw) = &seed.coefficients else {
            self.missing("coefficients", "the input coefficients, one row a supplying sector");
            return matrix;
        };
        self.check_kind(raw, seed.purchase_share.is_some());
        self.unit("coefficients", raw.unit.as_deref(), RATIO);
        if let Some(standing) = &raw.standing {
            self.standing("coefficients.standing", standing);
        }
        let Some(columns) = self.columns(raw, ids) else { return matrix };
        self.check_sector_names("coefficients.rows", raw.rows.keys(), ids);
        let mut complete = true;
        for (i, id) in ids.iter().enumerate() {
            let path = format!("coefficients.rows.{id}");
            match raw.rows.get(id) {
                Some(row) if row.len() == columns.len() => {
                    columns.iter().zip(row).for_each(|(&j, number)| matrix[(i, j)] = number.0);
                }
                Some(row) => {
                    complete = false;
                    self.note(&path, format!("found {} numbers; there are {} columns", row.len(), columns.len()));
                }
                None => {
                    complete = false;
                    self.missing(&path, "every sector needs its row");
                }
            }
        }
        if complete {
            self.check_pins(raw, ids, &matrix);
        }
        matrix
    }

    fn check_kind(&mut self, raw: &RawCoefficients, purchase_shares: bool) {
        match raw.kind.as_deref() {
            Some("regional") if purchase_shares => {
                let message = "regional coefficients hold only what is bought inside the region; leave purchase_share out, or call them \"technical\"";
                self.note("coefficients.kind", message.into());
            }
            Some("technical" | "regional") => {}
            Some(kind) => {
                let message = unknown("kind of coefficients", kind, COEFFICIENTS);
                self.note("coefficients.kind", message);
            }
            None => self.missing(
                "coefficients.kind",
                "\"technical\" (bought inside the region or not) or \"regional\" (bought inside it)",
            ),
        }
    }

    /// The sector of each column.
    fn columns(&mut self, raw: &RawCoefficients, ids: &[String]) -> Option<Vec<usize>> {
        let Some(names) = &raw.columns else {
            self.missing("coefficients.columns", "the using sector of each column");
            return None;
        };
        let mut columns: Vec<usize> = Vec::new();
        for (index, name) in names.iter().enumerate() {
            let path = format!("coefficients.columns[{index}]");
            match ids.iter().position(|id| id == name) {
                Some(j) if columns.contains(&j) => self.note(&path, format!("\"{name}\" stands here twice")),
                Some(j) => columns.push(j),
                None => {
                    let candidates = ids.iter().map(String::as_str);
                    self.note(&path, unknown("sector of the region", name, candidates));
                }
            }
        }
        if columns.len() == names.len() && columns.len() < ids.len() {
            let missing: Vec<&str> = (0..ids.len()).filter(|j| !columns.contains(j)).map(|j| ids[j].as_str()).collect();
            self.note("coefficients.columns", format!("there is no column for {}", missing.join(", ")));
        }
        (columns.len() == ids.len()).then_some(columns)
    }

    /// A coefficient with a source of its own must stand in its row as well.
    fn check_pins(&mut self, raw: &RawCoefficients, ids: &[String], matrix: &DMatrix<f64>) {
        for (index, pin) in raw.pin.iter().enumerate() {
            let path = format!("coefficients.pin[{index}]");
            let find = |name: &Option<String>| name.as_ref().and_then(|n| ids.iter().position(|id| id == n));
            if let Some(standing) = &pin.standing {
                self.standing(&format!("{path}.standing"), standing);
            }
            self.unit(&path, pin.unit.as_deref(), RATIO);
            for (field, name) in [("row", &pin.row), ("column", &pin.column)] {
                match name {
                    None => {
                        self.missing(&format!("{path}.{field}"), "a pin names the row and the column of a coefficient");
                    }
                    Some(name) if !ids.contains(name) => {
                        let message = unknown("sector of the region", name, ids.iter().map(String::as_str));
                        self.note(&format!("{path}.{field}"), message);
                    }
                    Some(_) => {}
                }
            }
            if pin.value.is_none() {
                self.missing(&format!("{path}.value"), "the coefficient itself");
            }
            let (Some(i), Some(j), Some(value)) = (find(&pin.row), find(&pin.column), pin.value) else { continue };
            if (matrix[(i, j)] - value.0).abs() > 1e-12 {
                self.note(&path, format!("found {}; its row says {}", value.0, matrix[(i, j)]));
            }
            let outside = |low: f64, high: f64| !(low <= value.0 && value.0 <= high);
            if pin.low.zip(pin.high).is_some_and(|(low, high)| outside(low.0, high.0)) {
                self.note(&path, format!("the value ({}) lies outside low to high", value.0));
            }
        }
    }

    fn demand(
        &mut self,
        [total_path, name]: [&str; 2],
        total: Option<&RawQuantity>,
        composition: Option<&RawSeries>,
        ids: &[String],
    ) -> FinalDemandData {
        if total.is_none() && composition.is_some() {
            self.missing(total_path, &format!("there is a {name} but no total to share out"));
        }
        let composition = match (total, composition) {
            (None, None) => return FinalDemandData::none(ids.len()),
            (_, composition) => self.series(name, composition, RATIO, 0.0, ids),
        };
        FinalDemandData { total: self.quantity_or(total_path, total, MONEY, 0.0), composition }
    }

    /// Household income per value added; all of it where the seeds say nothing.
    pub(super) fn income(&mut self, seed: &RawSeed, region: &Region) -> IncomeData {
        let ids: Vec<String> = region.sectors.iter().map(|s| s.id.clone()).collect();
        let shares = self.series_or("labour_share", seed.labour_share.as_deref(), RATIO, 1.0, &ids);
        let raw = seed.income.as_ref();
        let scale = raw.and_then(|r| r.labour_income_scale.as_ref());
        let scale = self.quantity_or("income.labour_income_scale", scale, RATIO, 1.0);
        if !(0.0..=2.0).contains(&scale) {
            self.note("income.labour_income_scale", format!("found {}; allowed is 0 to 2", shown(scale)));
        }
        let scale = scale.clamp(0.0, 2.0);
        let mut earned = Vec::with_capacity(ids.len());
        for (id, share) in ids.iter().zip(shares) {
            let sound = (0.0..=MOST_EARNED).contains(&(share * scale));
            if !sound {
                let message = format!(
                    "found {}, times labour_income_scale {}; allowed is 0 to {MOST_EARNED} for both together",
                    shown(share),
                    shown(scale)
                );
                self.note(&format!("labour_share.sectors.{id}"), message);
            }
            earned.push(if sound { share * scale } else { 1.0 });
        }
        let transfers = raw.and_then(|r| r.transfers_share.as_ref());
        let transfers_share = self.quantity_or("income.transfers_share", transfers, RATIO, 0.0);
        IncomeData { share_of_value_added: earned, transfers_share }
    }
}
