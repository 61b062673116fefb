//! Where 64 paths stand in a year.

use super::base::BaseYear;
use super::carriers::CarrierShift;
use super::measured::Measured;
use super::plan::Plan;
use crate::lanes::{Arithmetic, Lanes, Separate, made, set, update};
use crate::model::Deflation;

/// Where the paths of a block stand. Vectors have one entry a sector (factors: one a factor), each with one lane a path.
#[derive(Debug, Clone)]
pub struct State {
    /// Years since the base year.
    pub step: usize,
    /// Common factors F, standard deviation 1.
    pub factors: Vec<Lanes>,
    /// Deviation u of log external demand from its trend.
    pub shock: Vec<Lanes>,
    /// Part of the trend's start still in force, exp(-kappa (step - 1)).
    pub decay: Lanes,
    /// Its sum over the years so far.
    pub decay_sum: Lanes,
    /// External demand f^e.
    pub external: Vec<Lanes>,
    /// Household consumption C, bought inside the region or not.
    pub consumption: Lanes,
    /// Household demand met by regional supply f^h.
    pub household_demand: Vec<Lanes>,
    /// Real household income Y.
    pub income: Lanes,
    /// Log growth of Y on the year before.
    pub income_growth: Lanes,
    /// Government demand G.
    pub government: Lanes,
    /// Transfers to households Tr.
    pub transfers: Lanes,
    /// Investment I.
    pub investment: Lanes,
    /// Government demand met by regional supply f^g.
    pub government_demand: Vec<Lanes>,
    /// Investment met by regional supply f^v.
    pub investment_demand: Vec<Lanes>,
    /// Real GDP V.
    pub gdp: Lanes,
    /// Log growth of V on the year before.
    pub gdp_growth: Lanes,
    /// Final demand met by regional supply, all categories.
    pub demand: Vec<Lanes>,
    /// Gross output x.
    pub output: Vec<Lanes>,
    /// Real value added v.
    pub value_added: Vec<Lanes>,
    /// Price level P.
    pub price_level: Lanes,
    /// Log price q of each sector's output against the price level.
    pub relative_price: Vec<Lanes>,
    /// Price p of each sector's output.
    pub price: Vec<Lanes>,
    /// Yearly noise n of log energy intensity.
    pub energy_noise: Vec<Lanes>,
    /// Energy per unit of output against the base year.
    pub energy_ratio: Vec<Lanes>,
    /// Home energy against the base year.
    pub household_energy_ratio: Lanes,
    /// Public revenue R at current prices; 0 where the region's data have no tax shares.
    pub revenue: Lanes,
    /// The same over the price level.
    pub revenue_real: Lanes,
    /// Log growth of real revenue on the year before.
    pub revenue_growth: Lanes,
    /// Spending on research and development at current prices; 0 where the data have no shares of it.
    pub rnd: Lanes,
    /// Persons employed per unit of output in each sector, 10^4 persons per 10^8 yuan; 0 where the data have no employment.
    pub workers_per_output: Vec<Lanes>,
    /// Residents, 10^4; 0 where the data have none.
    pub population: Lanes,
    /// Final demand for each sector that its ceilings leave unmet, d; none where there is no ceiling.
    pub unmet: Vec<Lanes>,
    /// Share of what sectors use of each product that they buy outside because its ceiling leaves it unmet.
    pub imported_use: Vec<Lanes>,
    /// Capacity behind each ceiling that follows investment, as output.
    pub(super) capacity: Vec<Lanes>,
    /// Nominal value added, where it is deflated doubly.
    pub(super) doubly_deflated: Option<Vec<Lanes>>,
    /// How far carriers of energy have replaced each other, where any do.
    pub carrier_shift: Option<CarrierShift>,
    /// What satellites and volumes draw.
    pub measured: Measured,
    /// Log effect of policies and events on each quantity they move, against the base year.
    pub(super) effects: Vec<Lanes>,
    /// The same a year before.
    pub(super) effects_before: Vec<Lanes>,
    /// Strength of each event whose starts are drawn, and the years it goes on at full strength.
    pub(super) event_strength: Vec<Lanes>,
    pub(super) event_years_left: Vec<Lanes>,
}

impl State {
    pub(super) fn new(plan: &Plan, base: &BaseYear) -> Self {
        let n = plan.sectors.len();
        let zero = Lanes::all(0.0);
        let zeros = || vec![zero; n];
        let where_capped = || if plan.production.capped() > 0 { zeros() } else { Vec::new() };
        let mut state = Self {
            step: 0,
            factors: vec![zero; plan.factors.len()],
            shock: zeros(),
            decay: zero,
            decay_sum: zero,
            external: zeros(),
            consumption: zero,
            household_demand: zeros(),
            income: zero,
            income_growth: zero,
            government: zero,
            transfers: zero,
            investment: zero,
            government_demand: zeros(),
            investment_demand: zeros(),
            gdp: zero,
            gdp_growth: zero,
            demand: zeros(),
            output: zeros(),
            value_added: zeros(),
            price_level: zero,
            relative_price: zeros(),
            price: vec![Lanes::all(1.0); n],
            energy_noise: zeros(),
            energy_ratio: zeros(),
            household_energy_ratio: zero,
            revenue: zero,
            revenue_real: zero,
            revenue_growth: zero,
            rnd: zero,
            workers_per_output: zeros(),
            population: zero,
            unmet: where_capped(),
            imported_use: where_capped(),
            capacity: vec![zero; plan.production.ceilings()],
            doubly_deflated: (plan.production.deflation == Deflation::Double).then(zeros),
            carrier_shift: plan.carriers.as_ref().and(plan.energy.as_ref()).map(CarrierShift::none),
            measured: Measured::new(&plan.measured),
            effects: vec![zero; plan.effects.quantities()],
            effects_before: vec![zero; plan.effects.quantities()],
            event_strength: vec![zero; plan.effects.events.len()],
            event_years_left: vec![zero; plan.effects.events.len()],
        };
        state.reset::<Separate>(plan, base);
        state
    }

    /// Back to the base year.
    #[inline(always)]
    pub(super) fn reset<A: Arithmetic>(&mut self, plan: &Plan, base: &BaseYear) {
        let all = |value: f64| Lanes::all(value);
        self.step = 0;
        (self.decay, self.decay_sum) = (all(1.0), all(0.0));
        for lanes in [&mut self.factors, &mut self.shock] {
            lanes.fill(all(0.0));
        }
        for lanes in [&mut self.effects, &mut self.effects_before, &mut self.event_strength, &mut self.event_years_left]
        {
            lanes.fill(all(0.0));
        }
        self.unmet.fill(all(0.0));
        self.imported_use.fill(all(0.0));
        self.carrier_shift.iter_mut().for_each(CarrierShift::clear);
        self.energy_noise.fill(all(0.0));
        if plan.prices_move {
            self.price.fill(all(1.0));
            self.relative_price.fill(all(0.0));
        }
        self.energy_ratio.fill(all(1.0));
        self.household_energy_ratio = all(1.0);
        self.price_level = all(1.0);
        for i in 0..self.output.len() {
            self.external[i] = base.external[i];
            self.output[i] = base.output[i];
            let ratio = &base.value_added_ratio[i];
            set(&mut self.value_added[i], [ratio, &base.output[i]], |[w, x]| w * x);
            self.demand[i] = base.external[i];
        }
        self.buy(plan, base);
        self.consumption = base.consumption;
        self.income = base.income;
        self.income_growth = all(plan.base_income_growth);
        self.government = base.government;
        self.transfers = base.transfers;
        self.investment = base.investment;
        self.gdp = all(plan.base.gdp);
        self.gdp_growth = all(plan.base_gdp_growth);
        if let Some(nominal) = &mut self.doubly_deflated {
            nominal.clone_from(&self.value_added); // all prices are 1
        }
        plan.extensions.reset::<A>(self);
    }

    /// What households, government and investors buy inside the region in the base year; of those that buy nothing, nothing.
    #[inline(always)]
    fn buy(&mut self, plan: &Plan, base: &BaseYear) {
        for (i, composition) in plan.base.household_composition.iter().enumerate() {
            let demand = &mut self.demand[i];
            if plan.base.consumption != 0.0 {
                let bought = &mut self.household_demand[i];
                set(bought, [&base.consumption, &base.purchase_share[i]], |[total, s]| total * composition * s);
                update(demand, [bought], |demand, [bought]| demand + bought);
            }
            if plan.base.government != 0.0 {
                let bought = &mut self.government_demand[i];
                set(bought, [&base.government_share[i], &base.government], |[s, total]| s * total);
                update(demand, [bought], |demand, [bought]| demand + bought);
            }
            if plan.base.investment != 0.0 {
                let bought = &mut self.investment_demand[i];
                set(bought, [&base.investment_share[i], &base.investment], |[s, total]| s * total);
                update(demand, [bought], |demand, [bought]| demand + bought);
            }
        }
    }

    /// Final demand for a sector that its output meets: all of it but for what its ceiling leaves unmet.
    #[inline(always)]
    pub fn final_demand(&self, sector: usize) -> Lanes {
        let demand = &self.demand[sector];
        let Some(unmet) = self.unmet.get(sector) else { return *demand };
        made([demand, unmet], |[demand, unmet]| (demand - unmet).max(demand.min(0.0)))
    }

    /// Value added of a sector at current prices: p_i v_i, or what is left of p_i x_i when all inputs are paid at their prices.
    #[inline(always)]
    pub fn nominal_value_added(&self, sector: usize) -> Lanes {
        if let Some(nominal) = &self.doubly_deflated {
            return nominal[sector];
        }
        let (value_added, price) = (&self.value_added[sector], &self.price[sector]);
        made([value_added, price], |[v, p]| v * p)
    }

    /// Persons employed in a sector, 10^4.
    #[inline(always)]
    pub fn employment(&self, sector: usize) -> Lanes {
        let (workers, output) = (&self.workers_per_output[sector], &self.output[sector]);
        made([workers, output], |[l, x]| l * x)
    }
}
