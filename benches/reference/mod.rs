//! The model carried one path at a time, the plain way: the oracle the engine is held to and the measure of its speed.
//!
//! It shares with the engine the draws (the same named streams and quantiles), the central base-year accounts and the
//! solution of given output growth, and nothing else: no step code, no lanes, and only the standard library's mathematics.
//! Drawn base-year accounts it works out itself, and the draws of correlated numbers.

#![allow(dead_code)] // the bench and the test each use a part of it
#![allow(clippy::expect_used, clippy::cast_possible_truncation, clippy::cast_possible_wrap, clippy::cast_sign_loss)]

mod base_year;
mod dependence;
mod effects;
mod energy;
mod limits;
pub(crate) mod measures;
mod technology;

use std::collections::BTreeMap;

use base_year::BaseYear;
use effects::Effects;
use energy::Used;
use kapok::Model;
use kapok::economy::EnergyUser;
use kapok::model::{Assumptions, Deflation, Growth, Lever, RatePath};
use kapok::sampling::{LANES, Lanes, Stream, Uncertain};
use limits::Limits;
use technology::Technology;

/// What a path shows in a year.
#[derive(Debug, Clone)]
pub(crate) struct YearOfPath {
    pub(crate) gdp: f64,
    pub(crate) gdp_nominal: f64,
    pub(crate) income: f64,
    pub(crate) consumption: f64,
    pub(crate) government: f64,
    pub(crate) investment: f64,
    pub(crate) price_level: f64,
    pub(crate) energy: f64,
    pub(crate) energy_calorific: f64,
    pub(crate) carriers: Vec<f64>,
    pub(crate) co2: f64,
    pub(crate) revenue: f64,
    pub(crate) rnd: f64,
    pub(crate) population: f64,
    /// Sales outside that ceilings leave.
    pub(crate) external: Vec<f64>,
    /// Demand of households met inside the region.
    pub(crate) household_demand: Vec<f64>,
    /// Final demand met inside the region.
    pub(crate) final_demand: Vec<f64>,
    /// Final demand that ceilings leave unmet.
    pub(crate) unmet: Vec<f64>,
    /// Value added at current prices.
    pub(crate) nominal: Vec<f64>,
    pub(crate) employment: Vec<f64>,
    pub(crate) output: Vec<f64>,
    pub(crate) value_added: Vec<f64>,
    pub(crate) price: Vec<f64>,
}

/// All draws of a block of paths, by the names the engine uses.
pub(crate) struct Draws {
    seed: u64,
    block: u64,
    /// Uniform numbers of numbers that are correlated with others.
    coupled: BTreeMap<String, Lanes>,
}

impl Draws {
    pub(crate) fn new(seed: u64, block: u64) -> Self {
        Self { seed, block, coupled: BTreeMap::new() }
    }

    /// An uncertain number on every path of the block.
    fn number(&self, name: &str, value: &Uncertain) -> Lanes {
        if let Some(known) = value.known() {
            return Lanes::all(known);
        }
        self.coupled.get(name).copied().unwrap_or_else(|| self.uniforms(name)).map(|u| value.quantile(u))
    }

    /// Independent uniform numbers.
    fn uniforms(&self, name: &str) -> Lanes {
        let mut lanes = Lanes::all(0.0);
        Stream::new(self.seed, name, self.block).uniforms(&mut lanes);
        lanes
    }

    /// A standard normal number on every path of the block.
    fn standard(&self, name: &str) -> Lanes {
        let normal = kapok::sampling::Distribution::normal(0.0, 1.0).expect("a standard normal exists");
        self.number(name, &normal.into())
    }

    /// A yearly shock, by year and path.
    fn shocks(&self, name: &str, years: usize) -> Vec<Lanes> {
        let mut stream = Stream::new(self.seed, name, self.block);
        let mut all = vec![Lanes::all(0.0); years];
        all.iter_mut().for_each(|lanes| stream.normals(lanes));
        all
    }
}

/// Draws of a block laid out for the reference: plain numbers by path.
struct Block {
    convergence: Lanes,
    shock_persistence: Lanes,
    trend_deviation: Lanes,
    efficiency_deviation: Lanes,
    factor_persistence: Vec<Lanes>,
    factors: Vec<Vec<Lanes>>,
    consumption_elasticity: Lanes,
    consumption_sd: Lanes,
    consumption: Vec<Lanes>,
    transfers: [Lanes; 2],
    locally_financed: Lanes,
    investment_trend: [Lanes; 2],
    accelerator: Lanes,
    share_correction: Lanes,
    investment_loadings: Vec<Lanes>,
    investment_sd: Lanes,
    investment: Vec<Lanes>,
    inflation: Lanes,
    inflation_loadings: Vec<Lanes>,
    inflation_sd: Lanes,
    prices: Vec<Lanes>,
    relative_persistence: Lanes,
    energy_sd: Lanes,
    energy_persistence: Lanes,
    household_energy: Lanes,
    population: [Lanes; 2],
    effects: Effects,
    technology: Vec<Lanes>,
    limits: Limits,
    sectors: Vec<Sector>,
    /// One entry a path where base-year accounts are drawn, else one for all.
    base: Vec<Option<BaseYear>>,
}

struct Sector {
    growth: Lanes,
    growth_median: f64,
    long_run: Lanes,
    income_elasticity: Lanes,
    gap: Lanes,
    loadings: Vec<Lanes>,
    sd: Lanes,
    shock: Vec<Lanes>,
    price_loadings: Vec<Lanes>,
    price_sd: Lanes,
    price_shock: Vec<Lanes>,
    efficiency: Lanes,
    terms_of_trade: Lanes,
    productivity: Lanes,
    energy_shock: Vec<Lanes>,
}

fn loadings(draws: &Draws, a: &Assumptions, place: &str, values: &[Uncertain]) -> Vec<Lanes> {
    let zero = Uncertain::default();
    let factors = a.factors.iter().enumerate();
    factors.map(|(k, f)| draws.number(&format!("{place}.{}", f.id), values.get(k).unwrap_or(&zero))).collect()
}

fn rate_path(draws: &Draws, place: &str, path: &RatePath) -> [Lanes; 2] {
    [draws.number(&format!("{place}.start"), &path.start), draws.number(&format!("{place}.long_run"), &path.long_run)]
}

fn draw_block(model: &Model, draws: &Draws) -> Block {
    let a = model.assumptions();
    let years = model.years();
    Block {
        convergence: draws.number("trends.convergence", &a.trends.convergence),
        shock_persistence: draws.number("trends.shock_persistence", &a.trends.shock_persistence),
        trend_deviation: draws.standard("trends.common_deviation"),
        efficiency_deviation: draws.standard("energy.efficiency_common"),
        factor_persistence: (a.factors.iter())
            .map(|f| draws.number(&format!("factor.{}.persistence", f.id), &f.persistence))
            .collect(),
        factors: a.factors.iter().map(|f| draws.shocks(&format!("factor.{}", f.id), years + 1)).collect(),
        consumption_elasticity: draws.number("households.income_elasticity", &a.households.income_elasticity),
        consumption_sd: draws.number("households.shock_sd", &a.households.shock_sd),
        consumption: draws.shocks("households.shock", years),
        transfers: rate_path(draws, "government.transfers_growth", &a.transfers_growth),
        locally_financed: draws.number("government.locally_financed", &a.locally_financed),
        investment_trend: rate_path(draws, "investment.trend", &a.investment.trend),
        accelerator: draws.number("investment.accelerator", &a.investment.accelerator),
        share_correction: draws.number("investment.share_correction", &a.investment.share_correction),
        investment_loadings: loadings(draws, a, "investment.loadings", &a.investment.loadings),
        investment_sd: draws.number("investment.shock_sd", &a.investment.shock_sd),
        investment: draws.shocks("investment.shock", years),
        inflation: draws.number("prices.inflation", &a.prices.inflation),
        inflation_loadings: loadings(draws, a, "prices.loadings", &a.prices.loadings),
        inflation_sd: draws.number("prices.shock_sd", &a.prices.shock_sd),
        prices: draws.shocks("prices.shock", years),
        relative_persistence: draws.number("prices.relative_persistence", &a.prices.relative_persistence),
        energy_sd: draws.number("energy.shock_sd", &a.energy.shock_sd),
        energy_persistence: draws.number("energy.shock_persistence", &a.energy.shock_persistence),
        household_energy: draws.number("energy.household_elasticity", &a.energy.household_elasticity),
        population: rate_path(draws, "population.growth", &a.population_growth),
        effects: Effects::drawn(model, draws),
        technology: technology::sizes(model, draws),
        limits: Limits::drawn(model, draws),
        sectors: (0..a.sectors.len()).map(|i| draw_sector(model, draws, i)).collect(),
        base: if model.drawn_accounts().is_empty() {
            vec![Some(base_year::central(model))]
        } else {
            base_year::drawn(model, draws)
        },
    }
}

fn draw_sector(model: &Model, draws: &Draws, i: usize) -> Sector {
    let a = model.assumptions();
    let s = &a.sectors[i];
    let place = format!("sector.{}", model.region().sectors[i].id);
    let field = match s.growth {
        Growth::Demand(_) => "demand_growth",
        Growth::Output(_) => "output_growth",
    };
    let number = |field: &str, value: &Uncertain| draws.number(&format!("{place}.{field}"), value);
    let shocks = |field: &str| draws.shocks(&format!("{place}.{field}"), model.years());
    Sector {
        growth: number(field, s.growth.rate()),
        growth_median: s.growth.rate().median(),
        long_run: number("long_run_growth", &s.long_run_growth),
        income_elasticity: number("income_elasticity", &s.income_elasticity),
        gap: number("base_year_gap", &s.base_year_gap),
        loadings: loadings(draws, a, &format!("{place}.loadings"), &s.loadings),
        sd: number("shock_sd", &s.shock_sd),
        shock: shocks("shock"),
        price_loadings: loadings(draws, a, &format!("{place}.price_loadings"), &s.price_loadings),
        price_sd: number("price_shock_sd", &s.price_shock_sd),
        price_shock: shocks("price_shock"),
        efficiency: number("efficiency", &s.efficiency),
        terms_of_trade: number("terms_of_trade", &s.terms_of_trade),
        productivity: match &s.productivity {
            Some(own) => number("productivity", own),
            None => draws.number("labour.productivity_growth", &a.productivity_growth),
        },
        energy_shock: shocks("energy_shock"),
    }
}

/// All paths of a block, one after another; `demand_growth` holds the growth of outside sales that stands behind a
/// given output growth, for the sectors that give one. A path whose base-year accounts do not hold has no years, one whose
/// technology leaves its range none from then on.
pub(crate) fn run_block(model: &Model, demand_growth: &[Option<f64>], draws: &Draws) -> Vec<Vec<YearOfPath>> {
    let coupled = dependence::coupled(model, draws);
    let block = draw_block(model, &Draws { coupled, ..*draws });
    let base = |lane: usize| block.base[lane % block.base.len()].as_ref();
    let path = |lane: usize| base(lane).map(|base| run_path(model, demand_growth, &block, base, lane));
    (0..LANES).map(|lane| path(lane).unwrap_or_default()).collect()
}

#[allow(clippy::too_many_lines)] // a path from top to bottom, to be read beside the equations
fn run_path(model: &Model, demand_growth: &[Option<f64>], b: &Block, base: &BaseYear, p: usize) -> Vec<YearOfPath> {
    let a = model.assumptions();
    let accounts = model.accounts();
    let n = accounts.sectors();
    let gdp0 = accounts.gdp();
    let speed = a.trends.convergence.median();
    let path_rate = |[start, long_run]: &[Lanes; 2], t: i32| {
        let (start, long_run) = (start[p].ln_1p(), long_run[p].ln_1p());
        long_run + (start - long_run) * (-speed * f64::from(t - 1)).exp()
    };
    let tau = |t: i32| {
        if t == 0 {
            return a.base_gdp_growth.ln_1p();
        }
        let (start, long_run) = a.investment.expected_growth;
        long_run.ln_1p() + (start.ln_1p() - long_run.ln_1p()) * (-speed * f64::from(t - 1)).exp()
    };
    let earned0: f64 = (0..n).map(|i| model.income().share_of_value_added[i] * base.value_added[i]).sum();
    let outside = 1.0 - accounts.households.composition.sum();
    let inside_elasticity: f64 =
        (0..n).map(|i| accounts.households.composition[i] * b.sectors[i].income_elasticity[p]).sum();
    let outside_elasticity = (1.0 - inside_elasticity) / outside;

    let mut factors: Vec<f64> = b.factors.iter().map(|f| f[0][p]).collect();
    let (mut trend, mut u, mut q, mut noise) = (vec![0.0; n], vec![0.0; n], vec![0.0; n], vec![0.0; n]);
    let mut consumption = base.consumption;
    let mut government = base.government;
    let mut investment = base.investment;
    let mut transfers = earned0 * model.income().transfers_share / (1.0 - model.income().transfers_share);
    let income0 = earned0 / (1.0 - model.income().transfers_share);
    let (mut income, mut income_growth) = (income0, a.base_income_growth.ln_1p());
    let (mut gdp, mut gdp_growth) = (gdp0, a.base_gdp_growth.ln_1p());
    // Real public revenue; 0 without tax shares, whose growth then moves nothing as theta is 0.
    let extensions = model.extensions();
    let tax = extensions.tax_share.clone().unwrap_or_else(|| vec![0.0; n]);
    let research = extensions.rnd_share.clone().unwrap_or_else(|| vec![0.0; n]);
    let persons = extensions.employment.clone().unwrap_or_else(|| vec![0.0; n]);
    let mut population = extensions.population.unwrap_or(0.0);
    let mut revenue: f64 = (0..n).map(|i| tax[i] * base.value_added[i]).sum();
    let mut revenue_growth = a.base_revenue_growth.ln_1p();
    let mut level = 1.0;
    let mut levels = b.limits.start(model, base, p);
    let mut years = Vec::with_capacity(model.years());

    for t in 1..=model.years() as i32 {
        let step = t as usize;
        let effect = |lever: Lever| b.effects.on(lever, step, p);
        let rise = |lever: Lever| b.effects.rise(lever, step, p);
        for (k, f) in factors.iter_mut().enumerate() {
            let phi = b.factor_persistence[k][p];
            *f = phi * *f + (1.0 - phi * phi).sqrt() * b.factors[k][step][p];
        }
        let load = |loadings: &[Lanes]| -> f64 { loadings.iter().zip(&factors).map(|(l, f)| l[p] * f).sum() };

        // Technology.
        let Some(technology) = Technology::of_year(model, base, &b.technology, t, p) else { return years };
        let inside = |i: usize| technology.purchase_share[i];

        // External demand.
        let mut demand = vec![0.0; n];
        for (i, s) in b.sectors.iter().enumerate() {
            let deviation = b.trend_deviation[p];
            let start = match demand_growth[i] {
                Some(implied) => implied.ln_1p() + s.growth[p].ln_1p() - s.growth_median.ln_1p(),
                None => s.growth[p].ln_1p(),
            } + a.trends.common_start_sd * deviation;
            let long_run = s.long_run[p].ln_1p() + a.trends.common_long_run_sd * deviation;
            trend[i] += long_run + (start - long_run) * (-b.convergence[p] * f64::from(t - 1)).exp();
            u[i] = b.shock_persistence[p] * u[i] + load(&s.loadings) + s.sd[p] * s.shock[step - 1][p];
            let gap = s.gap[p] * (0.5_f64.powf(f64::from(t) / a.gap_half_life) - 1.0);
            demand[i] = base.external[i] * (trend[i] + u[i] + gap + effect(Lever::Demand(i))).exp();
        }
        let mut external = demand.clone();

        // Households.
        let shock = b.consumption_sd[p] * b.consumption[step - 1][p];
        consumption *= (b.consumption_elasticity[p] * income_growth + shock + rise(Lever::Consumption)).exp();
        let relative = income / income0;
        let weight =
            |i: usize| accounts.households.composition[i] * relative.powf(b.sectors[i].income_elasticity[p] - 1.0);
        let mut sum: f64 = (0..n).map(weight).sum();
        if outside > 1e-12 {
            sum += outside * relative.powf(outside_elasticity - 1.0);
        }
        let mut household_demand: Vec<f64> = (0..n).map(|i| inside(i) * consumption * weight(i) / sum).collect();

        // Government and transfers.
        let growth = path_rate(&b.transfers, t).exp();
        let theta = b.locally_financed[p];
        government *= if theta > 0.0 { (theta * revenue_growth).exp() * growth.powf(1.0 - theta) } else { growth };
        government *= rise(Lever::Government).exp();
        transfers *= growth * rise(Lever::Transfers).exp();
        let mut of_government: Vec<f64> =
            (0..n).map(|i| inside(i) * accounts.government.composition[i] * government).collect();

        // Investment.
        if investment > 0.0 {
            let aimed = b.effects.on(Lever::Investment, step - 1, p);
            let share = (investment / gdp).ln() - aimed - (base.investment / gdp0).ln();
            investment *= (path_rate(&b.investment_trend, t) + b.accelerator[p] * (gdp_growth - tau(t - 1))
                - b.share_correction[p] * share
                + load(&b.investment_loadings)
                + b.investment_sd[p] * b.investment[step - 1][p]
                + rise(Lever::Investment))
            .exp();
        }
        let mut of_investment: Vec<f64> =
            (0..n).map(|i| inside(i) * accounts.investment.composition[i] * investment).collect();
        (0..n).for_each(|i| demand[i] += household_demand[i] + of_government[i] + of_investment[i]);

        // Output, what ceilings leave of it and of each demand, and value added.
        let leontief = &technology.leontief;
        let free: Vec<f64> = (0..n).map(|i| (0..n).map(|j| leontief[(i, j)] * demand[j]).sum()).collect();
        b.limits.carry_on(&mut levels, investment, p);
        let coefficients = &technology.coefficients;
        let (output, unmet) = b.limits.cut(model, base, &b.effects, &levels, coefficients, &demand, free, step, p);
        let mut imported = unmet.clone();
        for sold in [&mut external, &mut of_investment, &mut household_demand, &mut of_government] {
            for (sold, left) in sold.iter_mut().zip(&mut imported) {
                let cut = left.min(sold.max(0.0)); // what compositions take out of stocks is no demand
                *sold -= cut;
                *left -= cut;
            }
        }
        let sold = |i: usize| external[i] + of_investment[i] + household_demand[i] + of_government[i];
        let final_demand = (0..n).map(sold).collect();
        let value_added: Vec<f64> = (0..n).map(|i| technology.value_added_ratio[i] * output[i]).collect();
        let before = gdp;
        gdp = value_added.iter().sum();
        gdp_growth = (gdp / before).ln();

        // Prices.
        level *=
            (b.inflation[p].ln_1p() + load(&b.inflation_loadings) + b.inflation_sd[p] * b.prices[step - 1][p]).exp();
        for (i, s) in b.sectors.iter().enumerate() {
            q[i] =
                b.relative_persistence[p] * q[i] + load(&s.price_loadings) + s.price_sd[p] * s.price_shock[step - 1][p];
        }
        // Effects on prices come and go; they do not linger as shocks do.
        let relative: Vec<f64> = q.iter().enumerate().map(|(i, q)| q + effect(Lever::Price(i))).collect();
        let price: Vec<f64> = relative.iter().map(|q| level * q.exp()).collect();

        // Nominal value added: what exceeds final demand of a cut product is bought outside by its users.
        let kept = |j: usize| {
            let used: f64 = (0..n).map(|i| coefficients[(j, i)] * output[i]).sum();
            if imported[j] > 0.0 { 1.0 - imported[j] / used } else { 1.0 }
        };
        let nominal: Vec<f64> = match a.prices.deflation {
            Deflation::Single => (0..n).map(|i| price[i] * value_added[i]).collect(),
            Deflation::Double => {
                let kept: Vec<f64> = (0..n).map(kept).collect();
                let inputs = |i: usize| -> f64 {
                    let of = |j: usize| coefficients[(j, i)] * (kept[j] * price[j] + (1.0 - kept[j]) * level);
                    (0..n).map(of).sum::<f64>() + technology.imports[i] * level
                };
                (0..n).map(|i| (price[i] - inputs(i)) * output[i]).collect()
            }
        };

        // Public revenue, deflated by the price level, and research.
        let share = |share: &[f64], lever: fn(usize) -> Lever| -> f64 {
            (0..n).map(|i| share[i] * effect(lever(i)).exp() * nominal[i]).sum()
        };
        let rnd = share(&research, Lever::Rnd);
        let taken = share(&tax, Lever::Tax) / level;
        revenue_growth = (taken / revenue).ln();
        revenue = taken;

        // Income.
        let earned: f64 = (0..n)
            .map(|i| {
                model.income().share_of_value_added[i]
                    * value_added[i]
                    * (b.sectors[i].terms_of_trade[p] * relative[i]).exp()
            })
            .sum();
        income_growth = ((earned + transfers) / income).ln();
        income = earned + transfers;

        // Labour and population.
        let worked = |i: usize| (1.0 + b.sectors[i].productivity[p]).powi(t) * effect(Lever::Productivity(i)).exp();
        let base_output = |i: usize| base.value_added[i] / base.value_added_ratio[i];
        let employment = (0..n).map(|i| persons[i] * output[i] / base_output(i) / worked(i)).collect();
        population *= (path_rate(&b.population, t) + rise(Lever::Population)).exp();

        // Energy.
        let mut used = Used::none(model.energy().map_or(0, |energy| energy.carriers.len()));
        if let Some(e) = model.energy() {
            for (i, s) in b.sectors.iter().enumerate() {
                noise[i] = b.energy_persistence[p] * noise[i] + b.energy_sd[p] * s.energy_shock[step - 1][p];
                let decline = -(-s.efficiency[p]).ln_1p() + a.energy.efficiency_common_sd * b.efficiency_deviation[p];
                let ratio = (noise[i] - decline * f64::from(t) - effect(Lever::Efficiency(i))).exp();
                used.add(e, EnergyUser::Sector(i), e.calorific[i] * ratio * output[i], &b.effects, step, p);
                used.co2 += e.co2_process[i] * output[i];
            }
            let homes = (consumption / base.consumption).powf(b.household_energy[p]);
            let homes = e.household.calorific * homes * (-effect(Lever::HomeEfficiency)).exp();
            used.add(e, EnergyUser::Homes, homes, &b.effects, step, p);
        }
        let gdp_nominal = nominal.iter().sum();
        years.push(YearOfPath {
            gdp,
            gdp_nominal,
            income,
            consumption,
            government,
            investment,
            price_level: level,
            energy: used.carriers.iter().sum(),
            energy_calorific: used.calorific,
            carriers: used.carriers,
            co2: used.co2,
            revenue: taken * level,
            rnd,
            population,
            external,
            household_demand,
            final_demand,
            unmet,
            nominal,
            employment,
            output,
            value_added,
            price,
        });
    }
    years
}

/// Technology of a path of a model whose base-year accounts are known, in a year; nothing where it leaves its range.
pub(crate) fn technology(model: &Model, draws: &Draws, t: i32, p: usize) -> Option<Technology> {
    Technology::of_year(model, &base_year::central(model), &technology::sizes(model, draws), t, p)
}

/// The growth of outside sales behind each given output growth, from the engine's solution: the one thing not redone here.
pub(crate) fn implied_growth(projection: &kapok::Projection) -> Vec<Option<f64>> {
    let mut growth = vec![None; projection.model().accounts().sectors()];
    for implied in projection.implied_growth() {
        growth[implied.sector] = Some(implied.demand_growth);
    }
    growth
}
