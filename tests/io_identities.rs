//! Identities of input-output analysis over random tables.

#![allow(clippy::unwrap_used)] // a test stops at the first surprise

mod random_tables;

use kapok::economy::io::{
    AccountFactors, BalanceSettings, LeontiefError, Table, account_change, consumption_based, content, gras,
    leontief_inverse, lmdi_additive, lmdi_multiplicative, output_change, ras, spectral_radius, updated_inverse,
};
use nalgebra::{DMatrix, DVector};
use proptest::prelude::*;
use random_tables::{near, pairs, tables};

/// Coefficients of groups of sectors that depend on each other, of which each sells to later groups alone, in no order that
/// shows it; and the largest of the groups' spectral radii, from their eigenvalues.
fn grouped() -> impl Strategy<Value = (DMatrix<f64>, f64)> {
    let numbers = prop::collection::vec(prop_oneof![1 => Just(0.0), 2 => 0.001..1.0_f64], 144);
    (prop::collection::vec(1_usize..=4, 1..=3), numbers, Just((0..12).collect::<Vec<usize>>()).prop_shuffle()).prop_map(
        |(sizes, numbers, order)| {
            let n = sizes.iter().sum();
            let group: Vec<usize> = sizes.iter().enumerate().flat_map(|(k, &size)| vec![k; size]).collect();
            let number = |i: usize, j: usize| match group[i].cmp(&group[j]) {
                std::cmp::Ordering::Less => numbers[12 * i + j],
                std::cmp::Ordering::Equal => numbers[12 * i + j] + 0.05,
                std::cmp::Ordering::Greater => 0.0,
            };
            let a = DMatrix::from_fn(n, n, number);
            let mut start = 0;
            let radius = |size: &usize| {
                let part = a.view((start, start), (*size, *size)).into_owned();
                start += size;
                part.complex_eigenvalues().iter().map(|value| value.norm()).fold(0.0, f64::max)
            };
            let radius = sizes.iter().map(radius).fold(0.0, f64::max);
            let order: Vec<usize> = order.into_iter().filter(|&k| k < n).collect();
            (a.select_rows(&order).select_columns(&order), radius)
        },
    )
}

/// Whether each sector's product goes into each other's, directly or through others.
fn reach(a: &DMatrix<f64>) -> DMatrix<f64> {
    let mut reach = DMatrix::identity(a.nrows(), a.nrows()) + a;
    (0..4).for_each(|_| reach = (&reach * &reach).map(|value| f64::from(value > 0.0)));
    reach
}

/// Where zeros leave little room, cells that fade away do so slowly: the gap shrinks like 1 over the rounds.
fn patient() -> BalanceSettings {
    BalanceSettings { tolerance: 1e-9, most_rounds: 1_000_000 }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn leontief_and_ghosh_agree_on_output(table in tables()) {
        let n = table.sectors().len();
        let (a, l, g) = (table.coefficients(), table.leontief().unwrap(), table.ghosh().unwrap());
        let identity = DMatrix::identity(n, n);
        prop_assert!((&l * (&identity - &a) - &identity).amax() < 1e-9);
        prop_assert!(((&identity - &a) * &l - &identity).amax() < 1e-9);
        prop_assert!((&g * (&identity - table.allocation()) - &identity).amax() < 1e-9);
        prop_assert!(near(&(&l * table.final_demand()), table.output()));
        let primary = table.output() - table.flows().row_sum_tr();
        prop_assert!(near(&g.tr_mul(&primary), table.output()));
        // All value added is content of final demand: w' L f = w' x.
        let w = primary.component_div(table.output());
        prop_assert!((content(&w, &l).dot(&table.final_demand()) - primary.sum()).abs() < 1e-9 * table.output().sum());
    }

    #[test]
    fn an_update_equals_a_new_inverse(table in tables(), i in 0_usize..12, j in 0_usize..12, share in -1.0..0.2_f64) {
        let n = table.sectors().len();
        let (i, j) = (i % n, j % n);
        let mut a = table.coefficients();
        let change = share * (1.0 - a.column(j).sum()).max(a[(i, j)]).min(a[(i, j)].max(0.05));
        prop_assume!(a[(i, j)] + change >= 0.0);
        let l = leontief_inverse(&a).unwrap();
        let unit = |k: usize, value: f64| DVector::from_fn(n, |row, _| if row == k { value } else { 0.0 });
        a[(i, j)] += change;
        let anew = leontief_inverse(&a);
        match updated_inverse(&l, &unit(i, change), &unit(j, 1.0)) {
            Ok(updated) => prop_assert!((&updated - anew.unwrap()).amax() <= 1e-8 * updated.amax()),
            Err(_) => prop_assert!(anew.is_err()),
        }
    }

    #[test]
    fn effects_sum_to_the_change((before, after) in pairs()) {
        let (l0, l1) = (before.leontief().unwrap(), after.leontief().unwrap());
        let change = output_change(&l0, &l1, &before.final_demand(), &after.final_demand());
        prop_assert!(near(&(change.technology + change.final_demand), &(after.output() - before.output())));
        // Flows as factors of products: every row a term.
        let effects = lmdi_additive(before.flows(), after.flows()).unwrap();
        for (i, row) in effects.row_iter().enumerate() {
            let (v0, v1) = (before.flows().row(i).product(), after.flows().row(i).product());
            prop_assert!((row.sum() - (v1 - v0)).abs() <= 1e-9 * v0.max(v1));
        }
    }

    #[test]
    fn effects_on_an_account_sum_to_its_change(
        (before, after) in pairs(),
        uses in prop::collection::vec(prop_oneof![1 => Just(0.0), 3 => 0.01..50.0_f64], 24),
    ) {
        let n = before.sectors().len();
        let account = |from: usize| DVector::from_column_slice(&uses[from..from + n]);
        let factors = |table: &Table, account: &DVector<f64>| AccountFactors {
            intensity: account.component_div(table.output()),
            leontief: table.leontief().unwrap(),
            demand: table.final_demand(),
        };
        let (old, new) = (account(0), account(12));
        let (early, late) = (factors(&before, &old), factors(&after, &new));
        let change = account_change(&early, &late);
        // Backwards, every effect turns its sign.
        let back = account_change(&late, &early);
        prop_assert!(near(&change.technology, &-back.technology) && near(&change.intensity, &-back.intensity));
        prop_assert!(near(&(change.intensity + change.technology + change.final_demand), &(&new - &old)));
        // What is used is used for somebody: accounts of production and of consumption have the same sum.
        let consumed = consumption_based(&old, before.output(), &early.leontief, &early.demand);
        prop_assert!((consumed.sum() - old.sum()).abs() <= 1e-9 * old.sum().max(1.0));
    }

    #[test]
    fn ras_meets_totals_and_keeps_zeros((before, after) in pairs()) {
        // The totals of a table with the same zeros can be met.
        let rows = after.flows().column_sum();
        let columns = after.flows().row_sum_tr();
        let settings = patient();
        let balanced = ras(before.flows(), rows.as_slice(), columns.as_slice(), settings).unwrap().matrix;
        prop_assert!(near(&balanced.column_sum(), &rows) && near(&balanced.row_sum_tr(), &columns));
        for (old, new) in before.flows().iter().zip(balanced.iter()) {
            prop_assert!((*old == 0.0) == (*new == 0.0) && *new >= 0.0);
        }
        let general = gras(before.flows(), rows.as_slice(), columns.as_slice(), settings).unwrap().matrix;
        prop_assert!((general - balanced).amax() <= 1e-9 * rows.amax().max(1.0));
    }

    #[test]
    fn gras_meets_totals_and_keeps_zeros_and_signs((before, after) in pairs(), every in 2_usize..7) {
        // Every second to sixth flow is one of subsidies, before and after.
        let n = before.sectors().len();
        let sign = |i: usize, j: usize| if (i + 3 * j).is_multiple_of(every) { -1.0 } else { 1.0 };
        let signed = |flows: &DMatrix<f64>| DMatrix::from_fn(n, n, |i, j| flows[(i, j)] * sign(i, j));
        let (before, after) = (signed(before.flows()), signed(after.flows()));
        let (rows, columns) = (after.column_sum(), after.row_sum_tr());
        let settings = patient();
        let balanced = gras(&before, rows.as_slice(), columns.as_slice(), settings).unwrap().matrix;
        let size = balanced.abs().sum().max(after.abs().sum());
        prop_assert!((balanced.column_sum() - rows).amax() <= 1e-9 * size && (balanced.row_sum_tr() - columns).amax() <= 1e-9 * size);
        for (old, new) in before.iter().zip(balanced.iter()) {
            let kept = if *old == 0.0 { *new == 0.0 } else { old * new > 0.0 };
            prop_assert!(kept, "{} became {}", old, new);
        }
    }

    #[test]
    fn multiplicative_effects_multiply_to_the_ratio(
        terms in 1_usize..6, factors in 1_usize..5, numbers in prop::collection::vec(0.01..10.0_f64, 50), zero in 0_usize..50,
    ) {
        let before = DMatrix::from_fn(terms, factors, |i, k| numbers[5 * i + k]);
        // One of the factors may vanish.
        let after = DMatrix::from_fn(terms, factors, |i, k| if 5 * i + k == zero { 0.0 } else { numbers[25 + 5 * i + k] });
        let total = |factors: &DMatrix<f64>| factors.row_iter().map(|row| row.product()).sum::<f64>();
        let (v0, v1) = (total(&before), total(&after));
        prop_assume!(v1 > 0.0);
        let ratio = lmdi_multiplicative(&before, &after).unwrap().product();
        prop_assert!((ratio - v1 / v0).abs() <= 1e-9 * (v1 / v0));
        prop_assert!((lmdi_additive(&before, &after).unwrap().sum() - (v1 - v0)).abs() <= 1e-9 * v0.max(v1));
    }

    #[test]
    fn the_spectral_radius_is_the_largest_eigenvalue((a, radius) in grouped()) {
        prop_assert!((spectral_radius(&a).unwrap() - radius).abs() <= 1e-9 * radius);
    }

    /// Inverses of tables in groups, up to one part in 10^9 of where they end: residual, signs, and exact zeros.
    #[test]
    fn inverses_exist_exactly_below_a_radius_of_1((a, radius) in grouped(), short in prop_oneof![Just(0.5), Just(0.05), Just(1e-6), Just(1e-9)]) {
        let below = &a * ((1.0 - short) / radius);
        let l = leontief_inverse(&below).unwrap();
        let n = a.nrows();
        let remainder = DMatrix::identity(n, n) - &below;
        let rounding = 1e-14 * (1.0 + below.amax()) * l.amax();
        prop_assert!((&remainder * &l - DMatrix::identity(n, n)).amax() <= rounding);
        prop_assert!((&l * &remainder - DMatrix::identity(n, n)).amax() <= rounding);
        for (value, reached) in l.iter().zip(reach(&a).iter()) {
            let right = if *reached == 0.0 { *value == 0.0 && value.is_sign_positive() } else { *value > 0.0 };
            prop_assert!(right, "{}", value);
        }
        if short >= 0.05 {
            let by_lu = remainder.lu().try_inverse().unwrap();
            prop_assert!((&l - by_lu).amax() <= 1e-12 * l.amax());
        }
        match leontief_inverse(&(&a * ((1.0 + short) / radius))) {
            Err(LeontiefError::NotProductive { radius }) => prop_assert!((radius - 1.0 - short).abs() < 1e-10),
            other => prop_assert!(false, "{:?}", other),
        }
    }
}
