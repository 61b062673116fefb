//! Identities of grouping, splitting and comparing over random tables that balance, and invariance under relabelling.

#![allow(clippy::unwrap_used)] // a test stops at the first surprise

use kapok::economy::io::{
    Concordance, ExportContent, ImportEntry, ImportRule, SectorPart, Table, TableComparison, TableData, content,
};
use nalgebra::{DMatrix, DVector};
use proptest::prelude::*;

/// Random tables of 2 to 8 sectors that balance in rows and columns, a third of the flows zero.
fn tables() -> impl Strategy<Value = Table> {
    (2_usize..=8).prop_flat_map(|n| {
        let flow = prop_oneof![1 => Just(0.0), 2 => 0.01..10.0_f64];
        let demand = || prop::collection::vec(0.5..20.0_f64, n);
        let persons = prop::collection::vec(prop::option::weighted(0.8, 0.0..9.0_f64), n);
        (prop::collection::vec(flow, n * n), demand(), demand(), persons).prop_map(
            move |(flows, homes, abroad, persons)| {
                let flows = DMatrix::from_vec(n, n, flows);
                let sold = |i: usize| flows.row(i).sum() + homes[i] + abroad[i];
                let output: Vec<f64> = (0..n).map(sold).collect();
                let left: Vec<Option<f64>> = (0..n).map(|j| Some(output[j] - flows.column(j).sum())).collect();
                Table::new(TableData {
                    sectors: (0..n).map(|i| format!("s{i}")).collect(),
                    final_demand: [("homes".to_owned(), homes), ("abroad".to_owned(), abroad)].into(),
                    primary: [("value_added".to_owned(), left.clone()), ("compensation".to_owned(), left)].into(),
                    final_compensation: [("homes".to_owned(), 2.5)].into(),
                    satellites: [("employment".to_owned(), persons)].into(),
                    flows,
                    output,
                })
                .unwrap()
            },
        )
    })
}

/// A table and a concordance for it: up to four groups, each sector in one or, by weights, in two.
fn groupings() -> impl Strategy<Value = (Table, Concordance)> {
    let goes_to = (0_usize..4, 0_usize..4, 0.05..0.95_f64);
    (tables(), prop::collection::vec(goes_to, 8)).prop_map(|(table, places)| {
        let entries = table.sectors().iter().zip(places).flat_map(|(sector, (first, second, weight))| {
            let group = |place: usize| format!("g{place}");
            let whole = vec![(sector.clone(), group(first), 1.0)];
            let split = vec![(sector.clone(), group(first), weight), (sector.clone(), group(second), 1.0 - weight)];
            if first == second { whole } else { split }
        });
        let concordance = Concordance::new(entries).unwrap();
        (table, concordance)
    })
}

/// The same economy twice with a share of home use imported: imports deducted in a column, and in a row below total supply.
fn with_imports(table: &Table, shares: &[f64]) -> (Table, Table) {
    let data = table.data();
    let used = |i: usize| data.flows.row(i).sum() + data.final_demand["homes"][i];
    let imports: Vec<f64> = (0..data.sectors.len()).map(|i| shares[i] * used(i)).collect();
    let pay = |imports: &[f64]| {
        data.primary["value_added"].iter().zip(imports).map(|(all, m)| all.map(|all| all - m)).collect::<Vec<_>>()
    };
    let mut column = data.clone();
    column.final_demand.insert("imports".to_owned(), imports.iter().map(|m| -m).collect());
    column.output.iter_mut().zip(&imports).for_each(|(x, m)| *x -= m);
    column.primary.insert("value_added".to_owned(), pay(&imports));
    let mut row = data.clone();
    row.primary.insert("value_added".to_owned(), pay(&imports));
    row.primary.insert("imports".to_owned(), imports.into_iter().map(Some).collect());
    (Table::new(column).unwrap(), Table::new(row).unwrap())
}

/// The table with its sectors in reverse order.
fn reversed(table: &Table) -> Table {
    let sectors: Vec<String> = table.sectors().iter().rev().cloned().collect();
    table.in_order_of(&sectors).unwrap()
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * a.abs().max(b.abs()).max(1.0)
}

fn all_near(a: &DMatrix<f64>, b: &DMatrix<f64>) -> bool {
    a.shape() == b.shape() && a.iter().zip(b.iter()).all(|(a, b)| near(*a, *b))
}

/// Whether two tables hold the same, sector by sector.
fn same(a: &Table, b: &Table) -> bool {
    let (a, b) = (a.data(), b.data());
    let known = |a: &[Option<f64>], b: &[Option<f64>]| {
        a.iter().zip(b).all(|(a, b)| a.is_some() == b.is_some() && near(a.unwrap_or(0.0), b.unwrap_or(0.0)))
    };
    a.sectors == b.sectors
        && all_near(&a.flows, &b.flows)
        && a.output.iter().zip(&b.output).all(|(a, b)| near(*a, *b))
        && a.final_demand
            .iter()
            .all(|(name, demand)| demand.iter().zip(&b.final_demand[name]).all(|(a, b)| near(*a, *b)))
        && a.primary.iter().all(|(name, row)| known(row, &b.primary[name]))
        && a.satellites.iter().all(|(name, row)| known(row, &b.satellites[name]))
}

fn balances(table: &Table) -> bool {
    let gaps = table.gaps();
    let scale = table.output().amax();
    let small = |gap: f64| gap.abs() <= 1e-10 * scale;
    gaps.rows.iter().all(|gap| small(*gap)) && gaps.columns.iter().all(|gap| gap.is_some_and(small))
}

/// Output multipliers, column sums of the Leontief inverse.
fn multipliers(table: &Table) -> DVector<f64> {
    content(&DVector::from_element(table.sectors().len(), 1.0), &table.leontief().unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn aggregation_keeps_totals_and_balance((table, concordance) in groupings()) {
        let groups = table.aggregated(&concordance).unwrap();
        prop_assert!(near(groups.flows().sum(), table.flows().sum()));
        prop_assert!(near(groups.output().sum(), table.output().sum()));
        for (name, demand) in &table.data().final_demand {
            prop_assert!(near(groups.data().final_demand[name].iter().sum(), demand.iter().sum()));
        }
        prop_assert!(near(groups.primary("value_added").unwrap().sum(), table.primary("value_added").unwrap().sum()));
        prop_assert!(balances(&groups));
        // Multipliers times final demand is all output, before and after; for its own final demand there is no bias.
        let all = |table: &Table| multipliers(table).dot(&table.final_demand());
        prop_assert!(near(all(&groups), table.output().sum()) && near(all(&table), table.output().sum()));
        let bias = table.aggregation_bias(&concordance, table.final_demand().as_slice()).unwrap();
        prop_assert!(bias.total.amax() <= 1e-9 * table.output().amax());
    }

    #[test]
    fn aggregation_commutes_with_relabelling((table, concordance) in groupings()) {
        let groups = table.aggregated(&concordance).unwrap();
        prop_assert!(same(&groups, &reversed(&table).aggregated(&concordance).unwrap()));
        // The concordance's own order gives the order of groups, and nothing else.
        let s = concordance.matrix(table.sectors()).unwrap();
        let entries = table.sectors().iter().enumerate().rev().flat_map(|(i, sector)| {
            let weights = concordance.groups().iter().zip(s.column(i).iter().copied().collect::<Vec<_>>());
            weights.filter(|(_, weight)| *weight > 0.0).map(|(group, weight)| (sector.clone(), group.clone(), weight)).collect::<Vec<_>>()
        });
        let turned = table.aggregated(&Concordance::new(entries).unwrap()).unwrap();
        prop_assert!(same(&groups, &turned.in_order_of(groups.sectors()).unwrap()));
    }

    #[test]
    fn groups_of_one_change_nothing(table in tables()) {
        let alone = Concordance::new(table.sectors().iter().map(|name| (name, name, 1.0))).unwrap();
        prop_assert_eq!(table.aggregated(&alone).unwrap(), table);
    }

    #[test]
    fn parts_by_output_keep_multipliers_and_add_up_again(table in tables(), share in 0.05..0.95_f64, demand in prop::collection::vec(0.0..9.0_f64, 9)) {
        let parts = [SectorPart::by_output("one", share), SectorPart::by_output("two", 1.0 - share)];
        let split = table.disaggregated("s1", &parts).unwrap();
        prop_assert!(balances(&split));
        let back = split.sectors().iter().map(|name| {
            let whole = if name == "one" || name == "two" { "s1" } else { name.as_str() };
            (name.clone(), whole, 1.0)
        });
        let concordance = Concordance::new(back).unwrap();
        prop_assert!(same(&split.aggregated(&concordance).unwrap(), &table));
        // Parts buy alike, so their multipliers are the whole's, and aggregation has no bias for any final demand.
        let (before, after) = (multipliers(&table), multipliers(&split));
        prop_assert!(near(after[0], before[0]) && near(after[1], before[1]) && near(after[2], before[1]));
        let bias = split.aggregation_bias(&concordance, &demand[..split.sectors().len()]).unwrap();
        prop_assert!(bias.first_order.amax() < 1e-9 && bias.total.amax() < 1e-7);
    }

    #[test]
    fn unequal_shares_keep_totals_and_balance(table in tables(), output in 0.2..0.8_f64, sales in 0.95..1.05_f64, purchases in 0.95..1.05_f64) {
        let part = |name: &str, output: f64, sales: f64, purchases: f64| SectorPart { name: name.to_owned(), output, sales, purchases };
        let (r, c) = (output * sales, output * purchases);
        let parts = [part("one", output, r, c), part("two", 1.0 - output, 1.0 - r, 1.0 - c)];
        // Where hardly anything is left beside the flows, such shares may ask for too much; then they are refused.
        let Ok(split) = table.disaggregated("s0", &parts) else { return Ok(()) };
        prop_assert!(balances(&split));
        let back = split.sectors().iter().map(|name| (name.clone(), if name.starts_with('s') { name.as_str() } else { "s0" }, 1.0));
        prop_assert!(same(&split.aggregated(&Concordance::new(back).unwrap()).unwrap(), &table));
        prop_assert!(same(&reversed(&split).in_order_of(split.sectors()).unwrap(), &split));
    }

    #[test]
    fn comparison_commutes_with_relabelling(table in tables(), factors in prop::collection::vec(0.5..1.0_f64, 64)) {
        let data = table.data().clone();
        let n = data.sectors.len();
        let flows = DMatrix::from_fn(n, n, |i, j| data.flows[(i, j)] * factors[8 * i + j]);
        let other = Table::new(TableData { flows, ..data }).unwrap();
        let found = TableComparison::new(&table, &other, 3).unwrap();
        let turned = TableComparison::new(&reversed(&table), &other, 3).unwrap();
        for (found, turned) in [(&found.coefficients, &turned.coefficients), (&found.leontief, &turned.leontief)] {
            prop_assert!(near(found.mean_absolute_deviation, turned.mean_absolute_deviation));
            prop_assert!(near(found.theil_u.unwrap_or(0.0), turned.theil_u.unwrap_or(0.0)));
            prop_assert!(near(found.correlation.unwrap_or(0.0), turned.correlation.unwrap_or(0.0)));
            prop_assert_eq!(found.largest.len(), turned.largest.len());
            for (entry, other) in found.largest.iter().zip(&turned.largest) {
                prop_assert!(near(entry.difference(), other.difference()));
            }
            let whole = found.mean_absolute_deviation * (n * n) as f64;
            prop_assert!(found.largest.iter().map(|entry| entry.difference().abs()).sum::<f64>() <= whole * (1.0 + 1e-9));
        }
        // Nothing differs from itself, whatever the unit of money.
        let scaled = |values: &[f64]| values.iter().map(|value| value * 1000.0).collect::<Vec<f64>>();
        let data = table.data();
        let thousand = Table::new(TableData {
            flows: &data.flows * 1000.0,
            output: scaled(&data.output),
            final_demand: data.final_demand.iter().map(|(name, demand)| (name.clone(), scaled(demand))).collect(),
            ..data.clone()
        }).unwrap();
        let none = TableComparison::new(&table, &thousand, 3).unwrap();
        prop_assert!(none.leontief.mean_absolute_deviation < 1e-12 && none.coefficients.mean_absolute_deviation < 1e-14);
    }

    #[test]
    fn home_production_and_imports_sum_to_total_use(table in tables(), shares in prop::collection::vec(0.0..0.99_f64, 8), again: bool) {
        let (column, row) = with_imports(&table, &shares);
        let exports = if again { ExportContent::LikeOtherUses } else { ExportContent::Domestic("abroad".to_owned()) };
        let rule = |imports| ImportRule { imports, exports: exports.clone() };
        let by_column = rule(ImportEntry::Column("imports".to_owned()));
        let split = column.split_imports(&by_column).unwrap();
        prop_assert!(all_near(&(split.domestic.flows() + &split.imported_flows), column.flows()));
        let n = table.sectors().len();
        for i in 0..n {
            let imports = -column.data().final_demand["imports"][i];
            let mut imported = split.imported_flows.row(i).sum();
            for name in ["homes", "abroad"] {
                let (home, abroad) = (split.domestic.data().final_demand[name][i], split.imported_final_demand[name][i]);
                prop_assert!(near(home + abroad, column.data().final_demand[name][i]));
                imported += abroad;
            }
            prop_assert!(near(imported, imports));
            prop_assert!(again || split.imported_final_demand["abroad"][i] == 0.0);
        }
        if !again {
            prop_assert!(split.shares.iter().zip(&shares).all(|(found, share)| near(*found, *share)));
        }
        prop_assert!(balances(&column) && balances(&split.domestic));
        // Where the imports stand makes no difference, nor does the order of sectors.
        let by_row = rule(ImportEntry::Row("imports".to_owned()));
        prop_assert!(same(&split.domestic, &row.split_imports(&by_row).unwrap().domestic));
        let turned = reversed(&column).split_imports(&by_column).unwrap();
        prop_assert!(same(&split.domestic, &reversed(&turned.domestic)));
        prop_assert!(near(split.imported_flows[(0, n - 1)], turned.imported_flows[(n - 1, 0)]));
    }

    #[test]
    fn tables_read_back_as_written((table, concordance) in groupings()) {
        let groups = table.aggregated(&concordance).unwrap();
        prop_assert_eq!(Table::from_csv("t.csv", &groups.to_csv()).unwrap(), groups);
    }
}
