//! Base-year accounts of one path, from its own draws, in plain matrices.

use kapok::Model;
use kapok::economy::GroupKind;
use kapok::economy::io::QuotientKind;
use kapok::model::{BaseNumber, DemandTotal};
use kapok::sampling::{LANES, Lanes, Uncertain};
use nalgebra::{DMatrix, DVector};

use super::Draws;

/// What a path starts from.
pub(crate) struct BaseYear {
    pub(crate) value_added: Vec<f64>,
    pub(crate) value_added_ratio: Vec<f64>,
    pub(crate) output: Vec<f64>,
    pub(crate) external: Vec<f64>,
    pub(crate) purchase_share: Vec<f64>,
    pub(crate) coefficients: DMatrix<f64>,
    pub(crate) leontief: DMatrix<f64>,
    pub(crate) consumption: f64,
    pub(crate) government: f64,
    pub(crate) investment: f64,
}

/// The accounts all paths share where nothing of them is drawn.
pub(crate) fn central(model: &Model) -> BaseYear {
    let accounts = model.accounts();
    let list = |values: &DVector<f64>| values.as_slice().to_vec();
    BaseYear {
        value_added: list(&accounts.value_added),
        value_added_ratio: list(&accounts.value_added_ratio),
        output: list(&accounts.output),
        external: list(&accounts.external),
        purchase_share: list(&accounts.households.purchase_share),
        coefficients: accounts.coefficients.clone(),
        leontief: accounts.leontief.clone(),
        consumption: accounts.households.total,
        government: accounts.government.total,
        investment: accounts.investment.total,
    }
}

/// The accounts of every path of a block; nothing where what a path drew makes none.
pub(crate) fn drawn(model: &Model, draws: &Draws) -> Vec<Option<BaseYear>> {
    let n = model.accounts().sectors();
    let number = |number: BaseNumber| {
        let known = || Uncertain::from(number.central(model.accounts_data()).expect("the accounts have it"));
        let drawn = model.drawn_accounts().iter().find(|drawn| drawn.number == number);
        draws.number(&number.path(model.region()), &drawn.map_or_else(known, |drawn| drawn.value.clone()))
    };
    let series = |of: fn(usize) -> BaseNumber| (0..n).map(|i| number(of(i))).collect::<Vec<_>>();
    let value_added = series(BaseNumber::ValueAdded);
    let ratio = series(BaseNumber::ValueAddedRatio);
    let share = series(BaseNumber::PurchaseShare);
    let matrix: Vec<_> =
        (0..n * n).map(|place| number(BaseNumber::Coefficient { supplier: place / n, user: place % n })).collect();
    let totals = [DemandTotal::Households, DemandTotal::Government, DemandTotal::Investment]
        .map(|t| number(BaseNumber::Total(t)));
    let delta = model.accounts_data().location_quotients.as_ref().map(|_| number(BaseNumber::Delta));
    let path = |p: usize| {
        let of = |series: &[Lanes]| series.iter().map(|lanes| lanes[p]).collect::<Vec<f64>>();
        let technical = DMatrix::from_fn(n, n, |i, j| matrix[i * n + j][p]);
        let numbers = Numbers {
            value_added: of(&value_added),
            ratio: of(&ratio),
            share: of(&share),
            technical,
            totals: totals.map(|total| total[p]),
            delta: delta.map(|delta| delta[p]),
        };
        accounts_of(model, numbers)
    };
    (0..LANES).map(path).collect()
}

struct Numbers {
    value_added: Vec<f64>,
    ratio: Vec<f64>,
    share: Vec<f64>,
    technical: DMatrix<f64>,
    totals: [f64; 3],
    delta: Option<f64>,
}

fn accounts_of(model: &Model, numbers: Numbers) -> Option<BaseYear> {
    let data = model.accounts_data();
    let n = numbers.value_added.len();
    let Numbers { mut value_added, ratio, share, technical, totals, delta } = numbers;
    for branch in model.region().groups.iter().filter(|group| group.kind == GroupKind::Branch) {
        let stated: f64 = branch.members.iter().map(|&i| data.value_added[i]).sum();
        let drawn: f64 = branch.members.iter().map(|&i| value_added[i]).sum();
        branch.members.iter().for_each(|&i| value_added[i] *= stated / drawn);
    }
    let output: Vec<f64> = (0..n).map(|i| value_added[i] / ratio[i]).collect();
    let inputs =
        DMatrix::from_fn(n, n, |i, j| technical[(i, j)] * (1.0 - ratio[j]) / (1.0 - data.value_added_ratio[j]));
    if (0..n).any(|j| ratio[j] + inputs.column(j).sum() > 1.0 + 1e-9) {
        return None;
    }
    let inside = |i: usize, j: usize| delta.map_or(1.0, |delta| quotient(model, &value_added, delta, i, j).min(1.0));
    let mut regional = DMatrix::from_fn(n, n, |i, j| share[i] * inside(i, j) * inputs[(i, j)]);
    let mut share: Vec<f64> = (0..n).map(|i| share[i] * inside(i, i)).collect();
    let compositions = [&data.households, &data.government, &data.investment].map(|demand| &demand.composition);
    let mut external = vec![0.0; n];
    for i in 0..n {
        let final_use: f64 = (0..3).map(|c| totals[c] * compositions[c][i]).sum();
        let intermediate: f64 = (0..n).map(|j| regional[(i, j)] * output[j]).sum();
        let sales = intermediate + share[i] * final_use;
        let most = (1.0 - data.external_floor) * output[i];
        let scale = if sales > most * (1.0 + 1e-9) { most / sales } else { 1.0 };
        regional.row_mut(i).scale_mut(scale);
        share[i] *= scale;
        external[i] = (output[i] - scale * sales).max(0.0);
    }
    Some(BaseYear {
        value_added,
        value_added_ratio: ratio,
        output,
        external,
        purchase_share: share,
        leontief: (DMatrix::identity(n, n) - &regional).try_inverse()?,
        coefficients: regional,
        consumption: totals[0],
        government: totals[1],
        investment: totals[2],
    })
}

/// Flegg's quotient and its kin, as Flegg & Webber (1997) write them.
fn quotient(model: &Model, value_added: &[f64], delta: f64, i: usize, j: usize) -> f64 {
    let given = model.accounts_data().location_quotients.as_ref().expect("asked only where they are given");
    let region: f64 = value_added.iter().sum();
    let nation = given.national_total.unwrap_or(given.national.iter().sum());
    let simple = |i: usize| (value_added[i] / region) / (given.national[i] / nation);
    if given.kind == QuotientKind::Simple {
        return simple(i);
    }
    let cross = if i == j { simple(i) } else { simple(i) / simple(j) };
    let size = (1.0 + region / nation).log2().powf(delta);
    match given.kind {
        QuotientKind::CrossIndustry => cross,
        QuotientKind::AugmentedFlegg if simple(j) > 1.0 => cross * size * (1.0 + simple(j)).log2(),
        _ => cross * size,
    }
}
