//! What all random regions assume of the years ahead: a cycle, shocks and feedback of ordinary size.

use kapok::model::{Assumptions, Factor};

/// The whole economy, and of each sector what does not differ between sectors.
pub(crate) fn assume_usual(a: &mut Assumptions) {
    a.base_gdp_growth = 0.03;
    a.base_income_growth = 0.02;
    a.trends.convergence = 0.1.into();
    a.trends.common_start_sd = 0.01;
    a.trends.shock_persistence = 0.8.into();
    a.factors =
        vec![Factor { id: "cycle".into(), label: "Cycle".into(), term: String::new(), persistence: 0.5.into() }];
    a.households.shock_sd = 0.02.into();
    a.investment.accelerator = 0.5.into();
    a.investment.share_correction = 0.2.into();
    a.investment.shock_sd = 0.05.into();
    a.investment.expected_growth = (0.03, 0.02);
    a.prices.inflation = 0.02.into();
    a.prices.relative_persistence = 0.7.into();
    a.energy.shock_sd = 0.02.into();
    for sector in &mut a.sectors {
        sector.loadings = vec![0.02.into()];
        sector.price_shock_sd = 0.05.into();
        sector.terms_of_trade = 0.3.into();
    }
}
