//! The national tables of China in 42 sectors: they balance, and every analysis of them agrees with an independent
//! computation (`tests/independent/input_output.py`).

#![allow(clippy::unwrap_used)] // a test stops at the first surprise

use std::collections::BTreeMap;

use kapok::economy::io::{
    Extraction, Households, Linkages, Table, closed_inverse, content, output_change, ratio_to_direct, spectral_radius,
};
use nalgebra::{DMatrix, DVector};

fn national(year: &str) -> Table {
    Table::open(format!("seeds/china-{year}-42.csv")).unwrap()
}

/// What the independent computation found, by table and quantity; one number a sector.
struct Expected {
    rows: BTreeMap<(String, String), Vec<f64>>,
    compared: usize,
}

impl Expected {
    fn read() -> Self {
        let text = std::fs::read_to_string("tests/independent/input_output_expected.csv").unwrap();
        let row = |line: &str| {
            let cells: Vec<&str> = line.split(',').collect();
            let numbers = cells[2..].iter().map(|cell| cell.parse().unwrap()).collect();
            ((cells[0].to_owned(), cells[1].to_owned()), numbers)
        };
        Self { rows: text.lines().skip(1).map(row).collect(), compared: 0 }
    }

    /// Every number agrees to 1e-10, relative to itself; what is less than 1e-5 of the largest counts as that much, since the
    /// independent computation leaves rounding where there should be 0.
    fn meet(&mut self, table: &str, quantity: &str, found: &DVector<f64>) {
        let expected = &self.rows[&(table.to_owned(), quantity.to_owned())];
        assert_eq!(found.len(), expected.len());
        let least = 1e-5 * expected.iter().fold(0.0, |most: f64, value| most.max(value.abs()));
        for (place, (found, expected)) in found.iter().zip(expected).enumerate() {
            let miss = (found - expected).abs();
            assert!(
                miss <= 1e-10 * expected.abs().max(least),
                "{quantity} of {table}, sector {place}: {found} is not {expected}"
            );
        }
        self.compared += 1;
    }
}

#[test]
fn rows_and_columns_balance() {
    for year in ["2017", "2020"] {
        let table = national(year);
        let gaps = table.gaps();
        for (j, x) in table.output().iter().enumerate() {
            assert!(gaps.rows[j].abs() <= 1e-9 * x, "{year}, row {}", table.sectors()[j]);
            assert!(gaps.columns[j].unwrap().abs() <= 1e-9 * x, "{year}, column {}", table.sectors()[j]);
        }
        assert!(spectral_radius(&table.coefficients()).unwrap() < 1.0);
    }
    // Value added as the statistical office states it for 2020.
    assert!((national("2020").primary("value_added").unwrap().sum() - 1_016_422.0).abs() < 1.0);
}

/// The table of 2020 is the one that the scenario of the nation starts from.
#[test]
fn the_table_of_2020_is_that_of_the_national_region() {
    let region: toml::Table = std::fs::read_to_string("seeds/china-2020.toml").unwrap().parse().unwrap();
    let table = national("2020");
    let a = table.coefficients();
    for (i, sector) in table.sectors().iter().enumerate() {
        assert_eq!(region["region"]["sectors"][i].as_str(), Some(sector.as_str()));
        let row = region["coefficients"]["rows"][sector].as_array().unwrap();
        row.iter().enumerate().for_each(|(j, value)| assert!((a[(i, j)] - value.as_float().unwrap()).abs() < 1e-11));
    }
}

#[test]
fn analyses_agree_with_an_independent_computation() {
    let mut expected = Expected::read();
    for year in ["2017", "2020"] {
        let table = national(year);
        let (l, g) = (table.leontief().unwrap(), table.ghosh().unwrap());
        let radius = DVector::from_element(42, spectral_radius(&table.coefficients()).unwrap());
        expected.meet(year, "coefficient_row_sum", &table.coefficients().column_sum());
        expected.meet(year, "spectral_radius", &radius);
        multipliers(&mut expected, year, &table, &l);
        linkages(&mut expected, year, &Linkages::new(&l, &g));
        losses(&mut expected, year, &table, &l, &g);
        if year == "2020" {
            for (i, sector) in table.sectors().iter().enumerate() {
                expected.meet(year, &format!("leontief.{sector}"), &l.row(i).transpose());
                expected.meet(year, &format!("ghosh.{sector}"), &g.row(i).transpose());
            }
        }
    }
    let (before, after) = (national("2017"), national("2020"));
    let (l0, l1) = (before.leontief().unwrap(), after.leontief().unwrap());
    let change = output_change(&l0, &l1, &before.final_demand(), &after.final_demand());
    expected.meet("2017-2020", "technology", &change.technology);
    expected.meet("2017-2020", "final_demand", &change.final_demand);
    assert_eq!(expected.compared, expected.rows.len(), "some expected quantity was not compared");
}

fn multipliers(expected: &mut Expected, year: &str, table: &Table, l: &DMatrix<f64>) {
    let compensation = table.primary("compensation").unwrap();
    let wages = compensation.component_div(table.output());
    let spending = DVector::from_column_slice(&table.data().final_demand["consumption"]);
    let households = Households { income: wages.clone(), consumption: spending / compensation.sum(), own: 0.0 };
    let closed = closed_inverse(&table.coefficients(), &households).unwrap();
    let value_added = table.primary("value_added").unwrap().component_div(table.output());
    let ones = DVector::from_element(42, 1.0);
    for (name, direct) in [("output", ones), ("value_added", value_added), ("income", wages)] {
        let open = content(&direct, l);
        expected.meet(year, &format!("{name}_multiplier"), &open);
        expected.meet(year, &format!("{name}_multiplier_type1"), &ratio_to_direct(&open, &direct).unwrap());
        let second = ratio_to_direct(&content(&direct, &closed), &direct).unwrap();
        expected.meet(year, &format!("{name}_multiplier_type2"), &second);
    }
}

fn linkages(expected: &mut Expected, year: &str, found: &Linkages) {
    let all = [
        ("backward", &found.backward, &found.backward_index, &found.backward_variation),
        ("forward", &found.forward, &found.forward_index, &found.forward_variation),
        ("sensitivity", &found.sensitivity, &found.sensitivity_index, &found.sensitivity_variation),
    ];
    for (name, sums, index, variation) in all {
        expected.meet(year, name, sums);
        expected.meet(year, &format!("{name}_index"), index);
        expected.meet(year, &format!("{name}_variation"), variation);
    }
}

fn losses(expected: &mut Expected, year: &str, table: &Table, l: &DMatrix<f64>, g: &DMatrix<f64>) {
    let kinds = [("whole", Extraction::Whole), ("backward", Extraction::Backward), ("forward", Extraction::Forward)];
    for (name, kind) in kinds {
        let of = |sector: usize| kind.loss(sector, l, g, table.output());
        expected.meet(year, &format!("{name}_extraction"), &DVector::from_fn(42, |sector, _| of(sector).sum()));
        for (sector, extracted) in table.sectors().iter().enumerate() {
            if ["agriculture", "metal_smelting", "finance"].contains(&extracted.as_str()) {
                expected.meet(year, &format!("{name}_extraction.{extracted}"), &of(sector));
            }
        }
    }
}

/// The effects on output, 2017 to 2020, sum to its change in every sector.
#[test]
fn the_decomposition_of_2017_to_2020_is_exact() {
    let (before, after) = (national("2017"), national("2020"));
    let (l0, l1) = (before.leontief().unwrap(), after.leontief().unwrap());
    let change = output_change(&l0, &l1, &before.final_demand(), &after.final_demand());
    let residual = &change.technology + &change.final_demand - (after.output() - before.output());
    for (j, residual) in residual.iter().enumerate() {
        assert!(residual.abs() <= 1e-9 * before.output()[j], "{}: {residual}", before.sectors()[j]);
    }
}
