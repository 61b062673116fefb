//! Identities of input-output analysis over random tables, and invariance under relabelling of the sectors.

#![allow(clippy::unwrap_used)] // a test stops at the first surprise

use kapok::economy::io::{
    BalanceSettings, Extraction, Linkages, Table, TableData, content, gras, influence_intensities, leontief_inverse,
    lmdi_additive, output_change, ras, updated_inverse,
};
use nalgebra::{DMatrix, DVector};
use proptest::prelude::*;

/// Random flows of 1 to 12 sectors, a third of them zero, with final demand that leaves every sector productive.
fn tables() -> impl Strategy<Value = Table> {
    (1_usize..=12).prop_flat_map(|n| {
        let flow = prop_oneof![1 => Just(0.0), 2 => 0.01..10.0_f64];
        (prop::collection::vec(flow, n * n), prop::collection::vec(0.5..20.0_f64, n)).prop_map(
            move |(flows, demand)| {
                let flows = DMatrix::from_vec(n, n, flows);
                let output = (flows.column_sum() + DVector::from_column_slice(&demand)).as_slice().to_vec();
                let sectors = (0..n).map(|i| format!("s{i}")).collect();
                let final_demand = [("final_demand".to_owned(), demand)].into_iter().collect();
                Table::new(TableData { sectors, flows, final_demand, output, ..TableData::default() }).unwrap()
            },
        )
    })
}

/// Two tables of the same sectors.
fn pairs() -> impl Strategy<Value = (Table, Table)> {
    (tables(), prop::collection::vec(0.2..3.0_f64, 12)).prop_map(|(table, factors)| {
        let data = table.data();
        let flows = DMatrix::from_fn(data.flows.nrows(), data.flows.ncols(), |i, j| {
            data.flows[(i, j)] * factors[(i + 2 * j) % 12]
        });
        let demand: Vec<f64> = data.final_demand["final_demand"].iter().zip(&factors).map(|(f, k)| f * k).collect();
        let output = (flows.column_sum() + DVector::from_column_slice(&demand)).as_slice().to_vec();
        let final_demand = [("final_demand".to_owned(), demand)].into_iter().collect();
        let after = TableData { flows, final_demand, output, ..data.clone() };
        (table, Table::new(after).unwrap())
    })
}

/// The table with its sectors in reverse order.
fn reversed(table: &Table) -> Table {
    let data = table.data();
    let n = data.sectors.len();
    let turned = |values: &[f64]| values.iter().rev().copied().collect::<Vec<f64>>();
    Table::new(TableData {
        sectors: data.sectors.iter().rev().cloned().collect(),
        flows: DMatrix::from_fn(n, n, |i, j| data.flows[(n - 1 - i, n - 1 - j)]),
        final_demand: data.final_demand.iter().map(|(name, values)| (name.clone(), turned(values))).collect(),
        output: turned(&data.output),
        ..TableData::default()
    })
    .unwrap()
}

fn near(a: &DVector<f64>, b: &DVector<f64>) -> bool {
    (a - b).amax() <= 1e-9 * a.amax().max(b.amax()).max(1.0)
}

fn turned(values: &DVector<f64>) -> DVector<f64> {
    DVector::from_iterator(values.len(), values.iter().rev().copied())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn leontief_and_ghosh_agree_on_output(table in tables()) {
        let n = table.sectors().len();
        let (a, l, g) = (table.coefficients(), table.leontief().unwrap(), table.ghosh().unwrap());
        let identity = DMatrix::identity(n, n);
        prop_assert!((&l * (&identity - &a) - &identity).amax() < 1e-9);
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
    fn ras_meets_totals_and_keeps_zeros((before, after) in pairs()) {
        // The totals of a table with the same zeros can be met.
        let rows = after.flows().column_sum();
        let columns = after.flows().row_sum_tr();
        let settings = BalanceSettings { tolerance: 1e-9, ..BalanceSettings::default() };
        let balanced = ras(before.flows(), rows.as_slice(), columns.as_slice(), settings).unwrap().matrix;
        prop_assert!(near(&balanced.column_sum(), &rows) && near(&balanced.row_sum_tr(), &columns));
        for (old, new) in before.flows().iter().zip(balanced.iter()) {
            prop_assert!((*old == 0.0) == (*new == 0.0) && *new >= 0.0);
        }
        let general = gras(before.flows(), rows.as_slice(), columns.as_slice(), settings).unwrap().matrix;
        prop_assert!((general - balanced).amax() <= 1e-9 * rows.amax().max(1.0));
    }

    #[test]
    fn relabelling_commutes_with_everything(table in tables()) {
        let other = reversed(&table);
        let n = table.sectors().len();
        let (l, g) = (table.leontief().unwrap(), table.ghosh().unwrap());
        let (m, h) = (other.leontief().unwrap(), other.ghosh().unwrap());
        let (mine, theirs) = (Linkages::new(&l, &g), Linkages::new(&m, &h));
        prop_assert!(near(&mine.backward, &turned(&theirs.backward)));
        prop_assert!(near(&mine.forward_index, &turned(&theirs.forward_index)));
        prop_assert!(near(&mine.sensitivity_variation, &turned(&theirs.sensitivity_variation)));
        for kind in [Extraction::Whole, Extraction::Backward, Extraction::Forward] {
            let loss = kind.loss(0, &l, &g, table.output());
            prop_assert!(near(&loss, &turned(&kind.loss(n - 1, &m, &h, other.output()))));
        }
        let (mine, theirs) = (influence_intensities(&l), influence_intensities(&m));
        prop_assert!((mine[(0, n - 1)] - theirs[(n - 1, 0)]).abs() <= 1e-9 * mine.amax());
    }
}
