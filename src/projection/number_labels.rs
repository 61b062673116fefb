//! What numbers drawn and yearly shocks are called for people, by their dotted names.

use std::collections::BTreeMap;

use crate::model::{Model, Parameter};

/// The name for people of every number that may be drawn and of every yearly shock.
pub(super) fn labels(model: &Model) -> BTreeMap<String, String> {
    let (assumptions, region) = (model.assumptions(), model.region());
    let parameters = Parameter::all(assumptions).into_iter();
    let parameters = parameters.map(|p| (p.path(assumptions, region), p.label(assumptions, region)));
    let accounts = model.drawn_accounts().iter();
    let accounts = accounts.map(|drawn| (drawn.number.path(region), drawn.number.label(region)));
    let common = [
        ("trends.common_deviation", "Deviation common to all trends, in standard deviations"),
        ("energy.efficiency_common", "Deviation common to all efficiency gains, in standard deviations"),
        ("households.shock", "Consumption"),
        ("investment.shock", "Investment"),
        ("prices.shock", "Inflation"),
    ];
    let common = common.map(|(name, label)| (name.to_owned(), label.to_owned()));
    let of_sectors = region.sectors.iter().flat_map(|sector| {
        let shocks =
            [("shock", "sales outside the region"), ("price_shock", "price"), ("energy_shock", "energy intensity")];
        shocks.map(|(shock, moved)| (format!("sector.{}.{shock}", sector.id), format!("{}: {moved}", sector.label)))
    });
    let events = assumptions.events.iter().map(|event| (event.name.clone(), event.label.clone()));
    parameters.chain(accounts).chain(common).chain(events).chain(of_sectors).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Projection;
    use crate::model::{BaseNumber, Centre, DemandTotal, DrawnNumber};
    use crate::sampling::Distribution;
    use crate::scenario::Scenario;

    #[test]
    fn every_number_drawn_and_every_shock_has_a_name() {
        let mut data = Scenario::builtin("baseline").unwrap().data().clone();
        let numbers = [
            BaseNumber::ValueAdded(0),
            BaseNumber::ValueAddedRatio(1),
            BaseNumber::PurchaseShare(2),
            BaseNumber::Coefficient { supplier: 2, user: 3 },
            BaseNumber::Total(DemandTotal::Households),
        ];
        let draw = |number: BaseNumber| {
            let central = number.central(&data.accounts).unwrap();
            let value = Distribution::two_piece(0.99 * central, central, 1.001 * central).unwrap().into();
            DrawnNumber { number, value, centre: Centre::Median }
        };
        data.drawn_accounts = numbers.map(draw).to_vec();
        let model = Model::new(data).unwrap();
        let plan = &Projection::new(&model).unwrap().plan;
        let labels = labels(&model);
        let factors: Vec<String> = model.assumptions().factors.iter().map(|f| format!("factor.{}", f.id)).collect();
        let drawn = plan.drawn_rows.iter().map(|row| &plan.rows[row.0].stream);
        for name in drawn.chain(&plan.shocks).filter(|name| !factors.contains(name)) {
            assert!(labels.contains_key(name), "{name}");
        }
        assert_eq!(
            labels["sector.steel.output_growth"],
            "Steel and downstream processing: growth of output until 2025"
        );
    }
}
