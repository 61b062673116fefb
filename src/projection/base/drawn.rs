//! Which base-year numbers are drawn, and what the accounts are reckoned from on each path.

use nalgebra::DMatrix;

use crate::economy::QuotientData;
use crate::economy::Region;
use crate::economy::io::QuotientKind;
use crate::model::{BaseNumber, DemandTotal, Model};
use crate::projection::plan::{Builder, Row, Transform};
use crate::sampling::Uncertain;

/// Rows of lanes for the numbers of the base-year accounts; known numbers are rows too. Vectors have one entry a sector.
#[derive(Debug)]
pub(in crate::projection) struct DrawnPlan {
    pub(super) value_added: Vec<Row>,
    pub(super) value_added_ratio: Vec<Row>,
    pub(super) purchase_share: Vec<Row>,
    /// Single coefficients that are drawn: supplier, user, row.
    pub(super) coefficients: Vec<(usize, usize, Row)>,
    /// Totals and compositions of household, government and investment demand.
    pub(super) totals: [Row; 3],
    pub(super) compositions: [Vec<f64>; 3],
    pub(super) quotients: Option<QuotientPlan>,
    /// Coefficients before purchase shares, and the value-added ratios they go with.
    pub(super) technical: DMatrix<f64>,
    pub(super) central_ratio: Vec<f64>,
    /// Sectors whose value added keeps its sum, with that sum.
    pub(super) branches: Vec<(Vec<usize>, f64)>,
    pub(super) external_floor: f64,
}

/// Location quotients: the region's share in the nation, and each sector's share in the nation's GDP.
#[derive(Debug)]
pub(super) struct QuotientPlan {
    pub(super) kind: QuotientKind,
    pub(super) delta: Row,
    pub(super) size: f64,
    pub(super) national_share: Vec<f64>,
}

impl DrawnPlan {
    /// Nothing where no base-year number is drawn.
    pub(in crate::projection) fn of(model: &Model, builder: &mut Builder) -> Option<Self> {
        if model.drawn_accounts().is_empty() {
            return None;
        }
        let data = model.accounts_data();
        let n = data.value_added.len();
        let mut row = |number: BaseNumber| {
            let drawn = model.drawn_accounts().iter().find(|drawn| drawn.number == number);
            let central = number.central(data).unwrap_or_default();
            let value = drawn.map_or_else(|| Uncertain::from(central), |drawn| drawn.value.clone());
            builder.push_around(number.path(model.region()), value, central, Transform::AsWritten)
        };
        let value_added: Vec<Row> = (0..n).map(|i| row(BaseNumber::ValueAdded(i))).collect();
        let value_added_ratio = (0..n).map(|i| row(BaseNumber::ValueAddedRatio(i))).collect();
        let purchase_share = (0..n).map(|i| row(BaseNumber::PurchaseShare(i))).collect();
        let coefficients = model.drawn_accounts().iter().filter_map(|drawn| match drawn.number {
            BaseNumber::Coefficient { supplier, user } => Some((supplier, user, row(drawn.number))),
            _ => None,
        });
        let coefficients = coefficients.collect();
        let totals = [DemandTotal::Households, DemandTotal::Government, DemandTotal::Investment];
        let totals = totals.map(|total| row(BaseNumber::Total(total)));
        let gdp = model.accounts().gdp();
        let quotients = data.location_quotients.as_ref();
        Some(Self {
            value_added,
            value_added_ratio,
            purchase_share,
            coefficients,
            totals,
            compositions: [&data.households, &data.government, &data.investment].map(|d| d.composition.clone()),
            quotients: quotients.map(|given| QuotientPlan::of(given, gdp, row(BaseNumber::Delta))),
            technical: data.coefficients.clone(),
            central_ratio: data.value_added_ratio.clone(),
            branches: branches(model.region(), &data.value_added),
            external_floor: data.external_floor,
        })
    }
}

impl QuotientPlan {
    fn of(given: &QuotientData, gdp: f64, delta: Row) -> Self {
        let whole = given.national_total.unwrap_or_else(|| given.national.iter().sum());
        let national_share = given.national.iter().map(|v| v / whole).collect();
        Self { kind: given.kind, delta, size: gdp / whole, national_share }
    }
}

/// Each branch with the sum of its value added.
fn branches(region: &Region, value_added: &[f64]) -> Vec<(Vec<usize>, f64)> {
    let sum = |members: &[usize]| members.iter().map(|&i| value_added[i]).sum();
    region.branches().into_iter().map(|members| (members.clone(), sum(&members))).collect()
}
