//! The names and the order of the sectors change no result: every analysis of a table whose sectors were put in another order
//! gives what it gives for the table as it was, in that order.

#![allow(clippy::unwrap_used)] // a test stops at the first surprise

mod random_tables;

use kapok::economy::io::{
    BalanceSettings, Extraction, Households, Linkages, LocationQuotients, QuotientKind, Table, TableData, USUAL_DELTA,
    apply_purchase_shares, closed_inverse, consumption_based, content, cross_entropy, field_of_influence, gras,
    influence_intensities, lmdi_additive, lmdi_multiplicative, output_change, ras, ratio_to_direct, spectral_radius,
    supply_demand_pool, updated_inverse,
};
use nalgebra::{DMatrix, DVector};
use proptest::prelude::*;
use random_tables::{near, pairs};

/// An order of the sectors: the one at `k` of the new table is the one at `order[k]` of the old.
#[derive(Debug)]
struct Order(Vec<usize>);

impl Order {
    /// The first n of an order of 12.
    fn new(order: &[usize], n: usize) -> Self {
        Self(order.iter().copied().filter(|&k| k < n).collect())
    }

    fn sectors<T: Clone>(&self, values: &[T]) -> Vec<T> {
        self.0.iter().map(|&k| values[k].clone()).collect()
    }

    fn vector(&self, values: &DVector<f64>) -> DVector<f64> {
        DVector::from_vec(self.sectors(values.as_slice()))
    }

    /// Rows and columns.
    fn matrix(&self, values: &DMatrix<f64>) -> DMatrix<f64> {
        values.select_rows(&self.0).select_columns(&self.0)
    }

    fn table(&self, table: &Table) -> Table {
        let data = table.data();
        let demand = data.final_demand.iter().map(|(name, values)| (name.clone(), self.sectors(values)));
        let primary = data.primary.iter().map(|(name, values)| (name.clone(), self.sectors(values)));
        Table::new(TableData {
            sectors: self.sectors(&data.sectors),
            flows: self.matrix(&data.flows),
            final_demand: demand.collect(),
            output: self.sectors(&data.output),
            primary: primary.collect(),
            final_compensation: data.final_compensation.clone(),
            satellites: data.satellites.clone(),
        })
        .unwrap()
    }
}

/// Two tables of the same sectors, and an order to put them in.
fn ordered_pairs() -> impl Strategy<Value = (Table, Table, Order)> {
    (pairs(), Just((0..12).collect::<Vec<usize>>()).prop_shuffle()).prop_map(|((before, after), order)| {
        let order = Order::new(&order, before.sectors().len());
        (before, after, order)
    })
}

fn near_tables(a: &DMatrix<f64>, b: &DMatrix<f64>) -> bool {
    a.shape() == b.shape() && (a - b).amax() <= 1e-9 * a.amax().max(b.amax())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn coefficients_inverses_and_what_follows_from_them((table, _, order) in ordered_pairs()) {
        let mut data = table.data().clone();
        let value_added = table.output() - table.flows().row_sum_tr() * 1.1;
        data.primary.insert("value_added".into(), value_added.iter().copied().map(Some).collect());
        let table = Table::new(data).unwrap();
        let other = order.table(&table);
        prop_assert_eq!(other.coefficients(), order.matrix(&table.coefficients()));
        prop_assert_eq!(other.allocation(), order.matrix(&table.allocation()));
        prop_assert_eq!(other.final_demand(), order.vector(&table.final_demand()));
        prop_assert_eq!(other.primary("value_added").unwrap(), order.vector(&value_added));
        let columns = |table: &Table| DVector::from_iterator(table.sectors().len(), table.gaps().columns.into_iter().flatten());
        prop_assert!(near(&columns(&other), &order.vector(&columns(&table))));
        prop_assert!(near(&other.gaps().rows.into(), &order.vector(&table.gaps().rows.into())));
        let (radius, same) = (spectral_radius(&table.coefficients()).unwrap(), spectral_radius(&other.coefficients()).unwrap());
        prop_assert!((radius - same).abs() <= 1e-11 * radius);
        let (l, m) = (table.leontief().unwrap(), other.leontief().unwrap());
        prop_assert!(near_tables(&m, &order.matrix(&l)));
        prop_assert!(near_tables(&other.ghosh().unwrap(), &order.matrix(&table.ghosh().unwrap())));
        let demand = table.final_demand() * 0.3;
        let account = consumption_based(&value_added, table.output(), &l, &demand);
        let same = consumption_based(&order.vector(&value_added), other.output(), &m, &order.vector(&demand));
        prop_assert!(near(&same, &order.vector(&account)));
    }

    #[test]
    fn multipliers_and_households((table, _, order) in ordered_pairs()) {
        let other = order.table(&table);
        let (l, m) = (table.leontief().unwrap(), other.leontief().unwrap());
        let direct = table.output().map(|x| 1.0 / (1.0 + x));
        let found = content(&direct, &l);
        let same = content(&order.vector(&direct), &m);
        prop_assert!(near(&same, &order.vector(&found)));
        let ratio = ratio_to_direct(&found, &direct).unwrap();
        prop_assert!(near(&ratio_to_direct(&same, &order.vector(&direct)).unwrap(), &order.vector(&ratio)));
        // Households earn half of what a sector's inputs leave, and spend nine tenths of it as final demand is spent.
        let income = table.coefficients().row_sum_tr().map(|inputs| 0.5 * (1.0 - inputs).max(0.0));
        let consumption = table.final_demand() * (0.9 / table.final_demand().sum());
        let closed = |a: &DMatrix<f64>, income: DVector<f64>, consumption: DVector<f64>| {
            closed_inverse(a, &Households { income, consumption, own: 0.02 })
        };
        let other_closed = closed(&other.coefficients(), order.vector(&income), order.vector(&consumption));
        match (closed(&table.coefficients(), income, consumption), other_closed) {
            (Ok(found), Ok(same)) => prop_assert!(near_tables(&same, &order.matrix(&found))),
            (found, same) => prop_assert!(found.is_err() && same.is_err()),
        }
    }

    #[test]
    fn linkages_extraction_and_influence((table, _, order) in ordered_pairs(), place in 0_usize..12, row in 0_usize..12) {
        let other = order.table(&table);
        let n = table.sectors().len();
        let (l, g, m, h) =
            (table.leontief().unwrap(), table.ghosh().unwrap(), other.leontief().unwrap(), other.ghosh().unwrap());
        let (found, same) = (Linkages::new(&l, &g), Linkages::new(&m, &h));
        let all = |of: &Linkages| {
            [
                &of.backward, &of.forward, &of.sensitivity, &of.backward_index, &of.forward_index, &of.sensitivity_index,
                &of.backward_variation, &of.forward_variation, &of.sensitivity_variation,
            ].map(Clone::clone)
        };
        for (found, same) in all(&found).iter().zip(&all(&same)) {
            prop_assert!(near(same, &order.vector(found)));
        }
        prop_assert_eq!(same.key_sectors(), order.sectors(&found.key_sectors()));
        let (j, i) = (place % n, row % n);
        let (old_j, old_i) = (order.0[j], order.0[i]);
        for kind in [Extraction::Whole, Extraction::Backward, Extraction::Forward] {
            let loss = kind.loss(old_j, &l, &g, table.output());
            prop_assert!(near(&kind.loss(j, &m, &h, other.output()), &order.vector(&loss)));
        }
        prop_assert!(near_tables(&influence_intensities(&m), &order.matrix(&influence_intensities(&l))));
        prop_assert!(near_tables(&field_of_influence(&m, i, j), &order.matrix(&field_of_influence(&l, old_i, old_j))));
        let unit = |at: usize, value: f64| DVector::from_fn(n, |k, _| if k == at { value } else { 0.0 });
        let change = table.output().map(|x| 0.01 / (1.0 + x));
        let found = updated_inverse(&l, &change, &unit(old_j, 1.0)).unwrap();
        let same = updated_inverse(&m, &order.vector(&change), &unit(j, 1.0)).unwrap();
        prop_assert!(near_tables(&same, &order.matrix(&found)));
    }

    #[test]
    fn decompositions((before, after, order) in ordered_pairs()) {
        let (earlier, later) = (order.table(&before), order.table(&after));
        let change = |before: &Table, after: &Table| {
            let (l0, l1) = (before.leontief().unwrap(), after.leontief().unwrap());
            output_change(&l0, &l1, &before.final_demand(), &after.final_demand())
        };
        let (found, same) = (change(&before, &after), change(&earlier, &later));
        prop_assert!(near(&same.technology, &order.vector(&found.technology)));
        prop_assert!(near(&same.final_demand, &order.vector(&found.final_demand)));
        // Terms are sectors, factors are their inputs.
        let found = lmdi_additive(before.flows(), after.flows()).unwrap();
        let same = lmdi_additive(earlier.flows(), later.flows()).unwrap();
        prop_assert!(near_tables(&same, &order.matrix(&found)));
        match (lmdi_multiplicative(before.flows(), after.flows()), lmdi_multiplicative(earlier.flows(), later.flows())) {
            (Ok(found), Ok(same)) => prop_assert!(near(&same, &order.vector(&found))),
            (found, same) => prop_assert_eq!(found, same),
        }
    }

    #[test]
    fn regional_coefficients((nation, region, order) in ordered_pairs(), size in 0.01..0.3_f64) {
        let (a, b) = (nation.coefficients(), order.matrix(&nation.coefficients()));
        let shares = region.output().map(|x| 1.0 / (1.0 + x));
        let found = apply_purchase_shares(&a, shares.as_slice()).unwrap();
        prop_assert_eq!(apply_purchase_shares(&b, order.vector(&shares).as_slice()).unwrap(), order.matrix(&found));
        let whole = nation.output();
        let activity = (region.output() * size).zip_map(whole, f64::min);
        for kind in [QuotientKind::Simple, QuotientKind::CrossIndustry, QuotientKind::Flegg, QuotientKind::AugmentedFlegg] {
            let quotients = |region: &DVector<f64>, nation: &DVector<f64>| {
                LocationQuotients::new(kind, region.as_slice(), nation.as_slice(), None, USUAL_DELTA).unwrap()
            };
            let (found, same) = (quotients(&activity, whole), quotients(&order.vector(&activity), &order.vector(whole)));
            prop_assert!(near(same.simple(), &order.vector(found.simple())));
            prop_assert!((same.lambda() - found.lambda()).abs() <= 1e-12);
            prop_assert!(near_tables(same.matrix(), &order.matrix(found.matrix())));
            prop_assert!(near_tables(&same.apply(&b).unwrap(), &order.matrix(&found.apply(&a).unwrap())));
        }
        let (x, f) = (region.output(), nation.final_demand());
        let found = supply_demand_pool(&a, x, &f, 0.05).unwrap();
        let same = supply_demand_pool(&b, &order.vector(x), &order.vector(&f), 0.05).unwrap();
        prop_assert!(near(&same.local_scale, &order.vector(&found.local_scale)));
        prop_assert!(near_tables(&same.coefficients, &order.matrix(&found.coefficients)));
        prop_assert!(near(&same.final_demand, &order.vector(&found.final_demand)));
        prop_assert!(near(&same.external, &order.vector(&found.external)));
    }

    #[test]
    fn balancing((before, after, order) in ordered_pairs()) {
        let settings = BalanceSettings { tolerance: 1e-11, ..BalanceSettings::default() };
        let (rows, columns) = (after.flows().column_sum(), after.flows().row_sum_tr());
        let (other_rows, other_columns) = (order.vector(&rows), order.vector(&columns));
        let other = order.matrix(before.flows());
        for method in [ras, gras] {
            let found = method(before.flows(), rows.as_slice(), columns.as_slice(), settings);
            let same = method(&other, other_rows.as_slice(), other_columns.as_slice(), settings);
            match (found, same) {
                (Ok(found), Ok(same)) => prop_assert!(near_tables(&same.matrix, &order.matrix(&found.matrix))),
                // One table in many thousand comes near its totals too slowly.
                (found, same) => prop_assert!(found.is_err() && same.is_err()),
            }
        }
        // Coefficients of the one table brought to the totals that those of the other have.
        let (a0, a1, x) = (before.coefficients(), after.coefficients(), after.output());
        let (sold, sums) = (&a1 * x, a1.row_sum_tr());
        let found = cross_entropy(&a0, x.as_slice(), sold.as_slice(), sums.as_slice(), settings).unwrap();
        let [weights, sold, sums] = [x, &sold, &sums].map(|values| order.vector(values));
        let same =
            cross_entropy(&order.matrix(&a0), weights.as_slice(), sold.as_slice(), sums.as_slice(), settings).unwrap();
        prop_assert!(near_tables(&same.matrix, &order.matrix(&found.matrix)));
    }
}

/// What the tests above rest on, worked out by hand.
#[test]
fn an_order_puts_sectors_where_it_says() {
    let order = Order::new(&[2, 0, 5, 1], 3);
    assert_eq!(order.sectors(&["a", "b", "c"]), ["c", "a", "b"]);
    let matrix = DMatrix::from_fn(3, 3, |i, j| (10 * i + j) as f64);
    assert_eq!(order.matrix(&matrix), nalgebra::dmatrix![22.0, 20.0, 21.0; 2.0, 0.0, 1.0; 12.0, 10.0, 11.0]);
}
