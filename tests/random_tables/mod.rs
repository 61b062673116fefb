//! Random tables for tests of identities, and how their numbers are compared.

use kapok::economy::io::{Table, TableData};
use nalgebra::{DMatrix, DVector};
use proptest::prelude::*;

/// Random flows of 1 to 12 sectors, a third of them zero, with final demand that leaves every sector productive.
pub(crate) fn tables() -> impl Strategy<Value = Table> {
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
pub(crate) fn pairs() -> impl Strategy<Value = (Table, Table)> {
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

/// Whether two vectors are the same, to 1e-9 of the largest entry.
pub(crate) fn near(a: &DVector<f64>, b: &DVector<f64>) -> bool {
    (a - b).amax() <= 1e-9 * a.amax().max(b.amax()).max(1.0)
}
