//! Base-year accounts that balance: output, regional input coefficients, final demand and the Leontief inverse.

use nalgebra::{DMatrix, DVector};

use super::io::{
    LeontiefError, LocationQuotients, QuotientError, QuotientKind, leontief_inverse, local_scale, scale_rows,
};

/// What the base-year accounts are made from. Vectors have one entry a sector.
#[derive(Debug, Clone, PartialEq)]
pub struct AccountsData {
    /// Value added, 10^8 yuan.
    pub value_added: Vec<f64>,
    /// Value added per unit of output, w.
    pub value_added_ratio: Vec<f64>,
    /// Input coefficients a^T before purchase shares: input from i (row) per unit of output of j (column).
    pub coefficients: DMatrix<f64>,
    /// Share of what the region uses of each product that it buys inside the region, s; applies to the rows of
    /// `coefficients` and to final demand. All 1 where the data are regional already.
    pub purchase_share: Vec<f64>,
    /// The nation to hold the region against, where `coefficients` are national and location quotients say what is bought
    /// inside the region; `purchase_share` is then usually 1.
    pub location_quotients: Option<QuotientData>,
    /// What residents spend.
    pub households: FinalDemandData,
    /// What government spends on products.
    pub government: FinalDemandData,
    /// What is invested.
    pub investment: FinalDemandData,
    /// Least external sales of a sector, as a share of its output.
    pub external_floor: f64,
}

/// What location quotients are made from, beside the region's own value added.
///
/// Inputs: a_ij = a_ij^N min(1, LQ_ij). Final demand has no buying sector: of product i the share min(1, LQ_ii) is bought
/// inside the region, the quotient of a sector's purchases from itself.
#[derive(Debug, Clone, PartialEq)]
pub struct QuotientData {
    /// Which quotient.
    pub kind: QuotientKind,
    /// Exponent delta of the quotients that know the region's size; usually 0.25.
    pub delta: f64,
    /// Value added of each sector in the nation, in the region's unit.
    pub national: Vec<f64>,
    /// The nation's GDP, where it exceeds their sum because the region lacks sectors.
    pub national_total: Option<f64>,
}

/// One category of final demand.
#[derive(Debug, Clone, PartialEq)]
pub struct FinalDemandData {
    /// The category's total, bought inside the region or not, 10^8 yuan.
    pub total: f64,
    /// Share of the total spent on the products of each sector; what is missing to 1 goes to products no sector of
    /// the region makes.
    pub composition: Vec<f64>,
}

impl FinalDemandData {
    /// No demand at all.
    pub fn none(sectors: usize) -> Self {
        Self { total: 0.0, composition: vec![0.0; sectors] }
    }
}

/// Why base-year data do not make accounts. Sectors are given by position.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum AccountsError {
    /// Some vector has not one entry a sector.
    #[error("the data do not all have one entry a sector")]
    Lengths,
    /// w lies outside (0, 1].
    #[error("the value-added ratio is {value}; it must be above 0 and at most 1")]
    ValueAddedRatio {
        /// The sector.
        sector: usize,
        /// Its ratio.
        value: f64,
    },
    /// Value added is not above zero.
    #[error("value added is {value}; it must be above 0")]
    ValueAdded {
        /// The sector.
        sector: usize,
        /// Its value added.
        value: f64,
    },
    /// Value added and inputs of a sector take more than its whole output.
    #[error("value added ({value_added:.4}) and inputs ({inputs:.4}) together take {:.4} of each unit of output; they must not exceed 1", value_added + inputs)]
    Column {
        /// The sector.
        sector: usize,
        /// w.
        value_added: f64,
        /// Sum of the column of input coefficients.
        inputs: f64,
    },
    /// The location quotients cannot be worked out.
    #[error(transparent)]
    Quotients(#[from] QuotientError),
    /// The coefficients have no Leontief inverse.
    #[error(transparent)]
    Leontief(#[from] LeontiefError),
}

/// Accounts of the base year in which output equals use: x = A x + f^h + f^g + f^v + f^e.
///
/// All money in 10^8 yuan, all vectors with one entry a sector.
#[derive(Debug, Clone, PartialEq)]
pub struct Accounts {
    /// Gross output x = v / w.
    pub output: DVector<f64>,
    /// Value-added ratio w.
    pub value_added_ratio: DVector<f64>,
    /// Regional input coefficients A.
    pub coefficients: DMatrix<f64>,
    /// Imported and out-of-scope inputs per unit of output, m = 1 - w - column sum of A.
    pub imports: DVector<f64>,
    /// Leontief inverse L = (I - A)^-1.
    pub leontief: DMatrix<f64>,
    /// Household total and composition, the latter times the purchase share: local demand per unit of the total.
    pub households: LocalDemand,
    /// The same for government.
    pub government: LocalDemand,
    /// The same for investment.
    pub investment: LocalDemand,
    /// Sales outside the region f^e, the closing item of each row.
    pub external: DVector<f64>,
    /// Factor by which each row's local sales were scaled down to leave the least external sales; 1 where they were not.
    pub local_scale: DVector<f64>,
    /// Value added of the base year.
    pub value_added: DVector<f64>,
}

/// A category of final demand as it meets the region's supply.
#[derive(Debug, Clone, PartialEq)]
pub struct LocalDemand {
    /// The category's total, 10^8 yuan.
    pub total: f64,
    /// Composition of the total over the sectors' products, bought inside or outside.
    pub composition: DVector<f64>,
    /// Share of each product's purchases made inside the region, after the scaling of the row.
    pub purchase_share: DVector<f64>,
}

impl LocalDemand {
    /// Demand met by regional supply per unit of the total, s_i b_i.
    pub fn per_unit(&self) -> DVector<f64> {
        self.composition.component_mul(&self.purchase_share)
    }

    /// Demand met by regional supply in the base year, f_i = s_i b_i times the total.
    pub fn base_demand(&self) -> DVector<f64> {
        self.per_unit() * self.total
    }
}

impl Accounts {
    /// Builds the accounts; all faults of the data are returned together.
    ///
    /// External sales close each row: f^e = x - A x - f^h - f^g - f^v. Where they fall below the floor, all local
    /// sales of the row are scaled down together (supply-demand pool), and imports of its users rise.
    ///
    /// # Errors
    /// Vectors of different lengths, ratios outside (0, 1], value added not above 0, columns above 1, negative coefficients, spectral radius >= 1.
    pub fn balance(data: &AccountsData) -> Result<Self, Vec<AccountsError>> {
        let faults = faults_of(data);
        if !faults.is_empty() {
            return Err(faults);
        }
        let w = DVector::from_column_slice(&data.value_added_ratio);
        let value_added = DVector::from_column_slice(&data.value_added);
        let output = value_added.component_div(&w);
        let mut shares = DVector::from_column_slice(&data.purchase_share);
        let mut coefficients = scale_rows(&data.coefficients, &shares);
        if let Some(quotients) = quotients_of(data)? {
            coefficients = quotients.apply(&coefficients).map_err(|e| vec![e.into()])?;
            shares.component_mul_assign(&quotients.matrix().diagonal().map(|quotient| quotient.min(1.0)));
        }
        let compositions = [&data.households, &data.government, &data.investment]
            .map(|d| DVector::from_column_slice(&d.composition) * d.total);
        let final_use = compositions.iter().fold(DVector::zeros(w.len()), |sum, d| sum + d);

        let local = &coefficients * &output + final_use.component_mul(&shares);
        let local_scale = local.zip_map(&output, |local, x| local_scale(local, x, data.external_floor));
        coefficients = scale_rows(&coefficients, &local_scale);
        shares.component_mul_assign(&local_scale);

        let external = &output - &coefficients * &output - final_use.component_mul(&shares);
        let imports = DVector::from_fn(w.len(), |j, _| 1.0 - w[j] - coefficients.column(j).sum());
        let leontief = leontief_inverse(&coefficients).map_err(|e| vec![e.into()])?;
        let demand = |d: &FinalDemandData| LocalDemand {
            total: d.total,
            composition: DVector::from_column_slice(&d.composition),
            purchase_share: shares.clone(),
        };
        Ok(Self {
            households: demand(&data.households),
            government: demand(&data.government),
            investment: demand(&data.investment),
            value_added_ratio: w,
            external: external.map(|f| f.max(0.0)),
            output,
            coefficients,
            imports,
            leontief,
            local_scale,
            value_added,
        })
    }

    /// Number of sectors.
    pub fn sectors(&self) -> usize {
        self.output.len()
    }

    /// GDP of the base year.
    pub fn gdp(&self) -> f64 {
        self.value_added.sum()
    }

    /// Value added brought about, directly and through suppliers, by `demand`: w' L f.
    pub fn value_added_content(&self, demand: &DVector<f64>) -> f64 {
        self.value_added_ratio.dot(&(&self.leontief * demand))
    }
}

fn quotients_of(data: &AccountsData) -> Result<Option<LocationQuotients>, Vec<AccountsError>> {
    let Some(given) = &data.location_quotients else { return Ok(None) };
    let QuotientData { kind, delta, national, national_total } = given;
    let quotients = LocationQuotients::new(*kind, &data.value_added, national, *national_total, *delta);
    quotients.map(Some).map_err(|faults| faults.into_iter().map(AccountsError::from).collect())
}

/// Published tables are rounded: sums may miss 1 by a hair.
const ROUNDING: f64 = 1e-9;

fn faults_of(data: &AccountsData) -> Vec<AccountsError> {
    let n = data.value_added.len();
    let one_a_sector = [
        data.value_added_ratio.len(),
        data.purchase_share.len(),
        data.coefficients.nrows(),
        data.coefficients.ncols(),
        data.households.composition.len(),
        data.government.composition.len(),
        data.investment.composition.len(),
    ];
    if n == 0 || one_a_sector.iter().any(|length| *length != n) {
        return vec![AccountsError::Lengths];
    }
    let mut faults = Vec::new();
    for (sector, &value) in data.value_added.iter().enumerate() {
        if !(value > 0.0 && value.is_finite()) {
            faults.push(AccountsError::ValueAdded { sector, value });
        }
    }
    for (sector, &value) in data.value_added_ratio.iter().enumerate() {
        let inputs = data.coefficients.column(sector).sum();
        if !(value > 0.0 && value <= 1.0) {
            faults.push(AccountsError::ValueAddedRatio { sector, value });
        } else if value + inputs > 1.0 + ROUNDING {
            faults.push(AccountsError::Column { sector, value_added: value, inputs });
        }
    }
    for (column, inputs) in data.coefficients.column_iter().enumerate() {
        for (row, &value) in inputs.iter().enumerate().filter(|(_, v)| v.is_nan() || **v < 0.0) {
            faults.push(LeontiefError::Negative { row, column, value }.into());
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;
    use nalgebra::dmatrix;

    fn two_sectors() -> AccountsData {
        AccountsData {
            value_added: vec![60.0, 100.0],
            value_added_ratio: vec![0.6, 0.5],
            coefficients: dmatrix![0.1, 0.2; 0.2, 0.1],
            purchase_share: vec![0.5, 1.0],
            location_quotients: None,
            households: FinalDemandData { total: 40.0, composition: vec![0.25, 0.5] },
            government: FinalDemandData::none(2),
            investment: FinalDemandData { total: 20.0, composition: vec![0.0, 0.5] },
            external_floor: 0.005,
        }
    }

    #[test]
    fn rows_close_with_external_sales_worked_by_hand() {
        let accounts = Accounts::balance(&two_sectors()).unwrap();
        // x = (100, 200); a = [[.05, .1], [.2, .1]]; f^h = (5, 20); f^v = (0, 10)
        // f^e = (100 - 5 - 20 - 5, 200 - 20 - 20 - 20 - 10) = (70, 130)
        assert!((accounts.external[0] - 70.0).abs() < 1e-12 && (accounts.external[1] - 130.0).abs() < 1e-12);
        // m = 1 - w - column sums = (1 - .6 - .25, 1 - .5 - .2)
        assert!((accounts.imports[0] - 0.15).abs() < 1e-12 && (accounts.imports[1] - 0.3).abs() < 1e-12);
        assert_eq!(accounts.local_scale.as_slice(), [1.0, 1.0]);
        let f = accounts.households.base_demand() + accounts.investment.base_demand() + &accounts.external;
        assert!((&accounts.leontief * f - &accounts.output).abs().max() < 1e-10);
    }

    #[test]
    fn rows_that_sell_too_much_locally_are_scaled_down_together() {
        let mut data = two_sectors();
        data.households = FinalDemandData { total: 400.0, composition: vec![0.1, 0.5] };
        let accounts = Accounts::balance(&data).unwrap();
        // Local sales of sector 2: 20 + 20 + 200 + 10 = 250 against at most .995 * 200.
        assert!((accounts.local_scale[1] - 199.0 / 250.0).abs() < 1e-12);
        assert!((accounts.external[1] - 1.0).abs() < 1e-9);
        assert!((accounts.coefficients[(1, 0)] - 0.2 * 199.0 / 250.0).abs() < 1e-12);
        assert!(accounts.imports[0] > 0.15, "its users import more");
    }

    #[test]
    fn location_quotients_say_what_is_bought_inside() {
        let mut data = two_sectors();
        data.purchase_share = vec![1.0, 1.0];
        // SLQ = (60/160) / (300/400) = .5 and (100/160) / (100/400) = 2.5: of the first product half is bought inside.
        data.location_quotients = Some(QuotientData {
            kind: QuotientKind::Simple,
            delta: 0.25,
            national: vec![300.0, 100.0],
            national_total: None,
        });
        let accounts = Accounts::balance(&data).unwrap();
        assert!((&accounts.coefficients - dmatrix![0.05, 0.1; 0.2, 0.1]).abs().max() < 1e-15);
        assert_eq!(accounts.households.purchase_share.as_slice(), [0.5, 1.0]);
        data.location_quotients.as_mut().unwrap().national = vec![0.0, 100.0];
        assert!(matches!(
            Accounts::balance(&data).unwrap_err()[0],
            AccountsError::Quotients(QuotientError::OnlyRegional { sector: 0, .. })
        ));
    }

    #[test]
    fn every_fault_is_named() {
        let mut data = two_sectors();
        data.value_added_ratio = vec![0.9, 0.0];
        data.coefficients[(0, 1)] = -0.1;
        let faults = Accounts::balance(&data).unwrap_err();
        assert_eq!(faults.len(), 3);
        assert!(matches!(faults[0], AccountsError::Column { sector: 0, .. }));
        assert!(matches!(faults[1], AccountsError::ValueAddedRatio { sector: 1, .. }));
        assert!(matches!(faults[2], AccountsError::Leontief(LeontiefError::Negative { row: 0, column: 1, .. })));
    }
}
