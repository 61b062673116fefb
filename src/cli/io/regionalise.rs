//! `kapok io regionalise`: a region's input coefficients from national ones.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use nalgebra::{DMatrix, DVector};

use super::opened::Opened;
use super::region::{Activity, Region};
use crate::cli::common::{Common, written};
use crate::cli::ending::{Ending, Failure};
use crate::cli::messages::Messages;
use crate::economy::io::{
    LocationQuotients, QuotientKind, SupplyDemandPool, Table, USUAL_DELTA, apply_purchase_shares, supply_demand_pool,
};
use crate::report::{Fact, MatrixAnswer, SectorColumn};

const EXAMPLES: &str = "\
Examples:
  kapok io regionalise nation.csv --region region.csv --method flq --delta 0.3
  kapok io regionalise nation.csv --region region.csv --method purchase-shares --pool --floor 0.05
  kapok io regionalise nation.csv --region region.csv --method slq --format csv > coefficients.csv

TABLE is the nation's. The region's file has the header `sector` and some of the columns output,
value_added, purchase_share and final_demand, with a line for every sector of the table, 0 where
the region has none of it. Quotients compare output with the table's output where the region's
file has output, else value_added with primary:value_added.

slq              a_ij = a_ij(nation) min(1, SLQ_i), SLQ_i the sector's share in the region over
                 its share in the nation
cilq             min(1, SLQ_i / SLQ_j); SLQ_i on the diagonal, where the ratio would always be 1
                 (Smith & Morrison 1974)
flq              cilq times lambda = [log2(1 + region / nation)]^delta; SLQ_i lambda on the
                 diagonal (Flegg & Webber 1997)
aflq             flq times log2(1 + SLQ_j) where SLQ_j > 1, the diagonal too (Flegg & Webber
                 2000); 1 at most, as in all
purchase-shares  a_ij = purchase_share_i a_ij(nation)
Except with slq, a sector the region lacks buys nothing. Inputs are what the flows of TABLE hold:
with imports from abroad or without.

The supply-demand pool (Schaffer & Chu 1969) compares what sectors and final_demand would buy at
home with output, all in one unit. Where the region's file has both columns, local_scale is what a
sector's local sales would be scaled by so that they leave the share --floor of output to be sold
outside, 1 where they do already; --pool scales coefficients and final demand by it.

In JSON: method; activity (what the quotients compare), delta and lambda where they are used;
sectors; location_quotient (SLQ) or purchase_share; regional_input_share, the part of the nation's
inputs per unit of output that is bought in the region, 0 where the nation buys none; floor and
local_scale where the file has output and final_demand; with --pool local_final_demand and
external_sales (what remains of output), after the scaling; coefficients, a row for each seller,
with --pool after the scaling. In CSV: a line for each seller with its coefficients, then the
numbers by sector.";

/// Regional coefficients from a national table by location quotients or purchase shares; supply-demand pool
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Regionalise {
    #[command(flatten)]
    opened: Opened,
    /// The region's figures, a CSV file with a line for each sector
    #[arg(long, value_name = "FILE")]
    region: PathBuf,
    /// What says how much of an input the region supplies itself
    #[arg(long)]
    method: Method,
    /// Exponent of the region's size in flq and aflq; at least 0 and below 1 [default: 0.25]
    #[arg(long, value_name = "NUMBER")]
    delta: Option<f64>,
    /// Scale local sales down where they would be more than output leaves for them
    #[arg(long)]
    pool: bool,
    /// The least share of output that is sold outside the region
    #[arg(long, value_name = "SHARE", default_value_t = 0.0)]
    floor: f64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Method {
    Slq,
    Cilq,
    Flq,
    Aflq,
    PurchaseShares,
}

/// Regional coefficients and how they came about.
struct Coefficients {
    matrix: DMatrix<f64>,
    facts: Vec<(&'static str, Fact)>,
    beside: SectorColumn,
    note: String,
}

impl Method {
    fn quotient(self) -> Option<QuotientKind> {
        match self {
            Self::Slq => Some(QuotientKind::Simple),
            Self::Cilq => Some(QuotientKind::CrossIndustry),
            Self::Flq => Some(QuotientKind::Flegg),
            Self::Aflq => Some(QuotientKind::AugmentedFlegg),
            Self::PurchaseShares => None,
        }
    }
}

impl Regionalise {
    pub(super) fn obey(&self, common: &Common, messages: &Messages) -> Result<Ending, Failure> {
        let (table, region) = match self.opened.open(messages) {
            Ok(table) => {
                let region = Region::open(&self.region, Some(table.sectors()))?;
                (table, region)
            }
            Err(mut failure) => {
                failure.messages.extend(Region::open(&self.region, None).err().into_iter().flat_map(|f| f.messages));
                return Err(failure);
            }
        };
        self.say_what_is_not_used(&region, messages);
        let mut faults = region.faults();
        let n = table.sectors().len();
        let found = self.coefficients(&table, &region).map_err(|told| faults.extend(told)).ok();
        // What is wrong with the pool is told even where there are no coefficients.
        let nothing = DMatrix::zeros(n, n);
        let matrix = found.as_ref().map_or(&nothing, |found| &found.matrix);
        let pool = self.pooled(matrix, &region, messages).map_err(|told| faults.extend(told)).ok();
        match (found, pool) {
            (Some(found), Some(pool)) if faults.is_empty() => {
                self.opened.give(&self.answer(&table, found, pool), common, messages)
            }
            _ => Err(Failure { ending: Ending::BadInput, messages: faults }),
        }
    }

    fn say_what_is_not_used(&self, region: &Region, messages: &Messages) {
        let file = self.region.display();
        if self.delta.is_some() && !matches!(self.method, Method::Flq | Method::Aflq) {
            messages.warning("--delta is used by flq and aflq alone");
        }
        if region.has("purchase_share") && self.method != Method::PurchaseShares {
            let method = written(&self.method);
            messages.note(&format!("{file}: purchase_share is not used by --method {method}"));
        }
        if region.has("final_demand") && !region.has("output") && !self.pool {
            messages.note(&format!("{file}: final_demand is used together with output alone"));
        }
        if region.has("output") && region.has("value_added") {
            messages.note(&format!("{file}: value_added is not used where there is output"));
        }
    }

    fn coefficients(&self, table: &Table, region: &Region) -> Result<Coefficients, Vec<String>> {
        let national = table.coefficients();
        let mut facts = vec![("method", Fact::Text(written(&self.method)))];
        let Some(kind) = self.method.quotient() else {
            let shares = region.needed("purchase_share", "--method purchase-shares needs the column purchase_share")?;
            // Shares out of range are told with the other figures of the file.
            let matrix = apply_purchase_shares(&national, &shares).map_err(|_| Vec::new())?;
            let beside = SectorColumn::numbers("purchase_share", "Purchase share", &shares);
            let note =
                "Coefficients: the nation's times the share of each input that is bought in the region.".to_owned();
            return Ok(Coefficients { matrix, facts, beside, note });
        };
        let activity = Activity::of(region, table, &self.opened.table)?;
        let delta = self.delta.unwrap_or(USUAL_DELTA);
        let quotients =
            LocationQuotients::new(kind, &activity.regional, &activity.national, None, delta).map_err(|errors| {
                errors.iter().filter_map(|e| activity.told(e, region, table, &self.opened.table)).collect::<Vec<_>>()
            })?;
        facts.push(("activity", Fact::Text(activity.name.to_owned())));
        let mut note = vec![
            format!("Coefficients: the nation's times min(1, {})", written(&self.method).to_uppercase()),
            format!("quotients compare {}", activity.name),
        ];
        if matches!(self.method, Method::Flq | Method::Aflq) {
            facts.extend([("delta", Fact::Number(delta)), ("lambda", Fact::Number(quotients.lambda()))]);
            note.push(format!("delta {delta}, lambda {:.4}", quotients.lambda()));
        }
        let matrix = quotients.apply(&national).map_err(|error| vec![error.to_string()])?;
        let beside = SectorColumn::numbers("location_quotient", "SLQ", quotients.simple().as_slice());
        Ok(Coefficients { matrix, facts, beside, note: note.join("; ") + "." })
    }

    /// The supply-demand pool, where it is asked for or output and final demand are known.
    fn pooled(
        &self,
        coefficients: &DMatrix<f64>,
        region: &Region,
        messages: &Messages,
    ) -> Result<Option<SupplyDemandPool>, Vec<String>> {
        let asked = self.pool || self.floor != 0.0;
        let output = region.needed("output", "the supply-demand pool needs the column output");
        let demand = region.needed(
            "final_demand",
            "the supply-demand pool needs the column final_demand, what the region's own final users would buy of its products",
        );
        let (output, demand) = match (output, demand) {
            (Ok(output), Ok(demand)) => (output, demand),
            (output, demand) if asked => {
                return Err([output.err(), demand.err()].into_iter().flatten().flatten().collect());
            }
            _ => return Ok(None),
        };
        match supply_demand_pool(coefficients, &DVector::from_vec(output), &DVector::from_vec(demand), self.floor) {
            Ok(pool) => Ok(Some(pool)),
            Err(errors) => {
                let told: Vec<String> =
                    errors.iter().filter_map(|error| region.told(error, &self.opened.table)).collect();
                if asked {
                    return Err(told);
                }
                told.iter().for_each(|told| messages.warning(&format!("local_scale is left out: {told}")));
                Ok(None)
            }
        }
    }

    fn answer(&self, table: &Table, found: Coefficients, pool: Option<SupplyDemandPool>) -> MatrixAnswer {
        let Coefficients { mut matrix, mut facts, beside, note } = found;
        let (mut beside, mut notes) = (vec![beside], vec![note]);
        let mut last = Vec::new();
        if let Some(pool) = pool {
            facts.push(("floor", Fact::Number(self.floor)));
            last.push(SectorColumn::numbers("local_scale", "Scale", pool.local_scale.as_slice()));
            notes.push(self.said_of(&pool));
            if self.pool {
                matrix = pool.coefficients;
                last.extend([
                    SectorColumn::numbers("local_final_demand", "Local final demand", pool.final_demand.as_slice()),
                    SectorColumn::numbers("external_sales", "Sales outside", pool.external.as_slice()),
                ]);
                notes.push(
                    "Coefficients and local final demand are those after the scaling, sales outside what remains of output."
                        .to_owned(),
                );
            }
        }
        let bought = |j: usize, all: f64| if all == 0.0 { 0.0 } else { matrix.column(j).sum() / all };
        let national = table.coefficients().row_sum();
        let shares: Vec<f64> = national.iter().enumerate().map(|(j, all)| bought(j, *all)).collect();
        beside.push(SectorColumn::numbers("regional_input_share", "Inputs from the region", &shares));
        beside.extend(last);
        notes.push(
            "Inputs from the region: the part of the nation's inputs per unit of output that is bought in the region."
                .to_owned(),
        );
        MatrixAnswer {
            command: "io regionalise",
            key: "coefficients",
            sectors: table.sectors().to_vec(),
            columns: None,
            matrix,
            beside,
            facts,
            with_output: false,
            list: None,
            notes,
        }
    }

    /// How many sectors the supply-demand pool scales.
    fn said_of(&self, pool: &SupplyDemandPool) -> String {
        let scaled = pool.local_scale.iter().filter(|scale| **scale < 1.0).count();
        let done = if self.pool { "are scaled down" } else { "would be scaled down by --pool" };
        format!(
            "Supply-demand pool: local sales of {scaled} of {} sectors are more than output leaves for them and {done}.",
            pool.local_scale.len()
        )
    }
}
