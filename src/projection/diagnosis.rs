//! What a careful reader wants to know of a model before trusting a run.

use nalgebra::DVector;

use super::dependence::{Coupling, MendedCorrelation};
use super::plan::Plan;
use super::{Block, Draw, State};
use crate::economy::Accounts;
use crate::input::Problem;
use crate::model::{Model, Strength};
use crate::units::{Year, plain_rate};

/// A given output growth and the growth of outside sales behind it, plain yearly rates.
#[derive(Debug, Clone, PartialEq)]
pub struct ImpliedGrowth {
    /// Position of the sector.
    pub sector: usize,
    /// Average growth of output that was given.
    pub output_growth: f64,
    /// Growth of outside sales at the start that brings it about.
    pub demand_growth: f64,
    /// The same as logarithmic growth, mu.
    pub log_demand_growth: f64,
    /// The model it was solved for in, where it is inherited: there output grows as given, here by what differs.
    pub inherited_from: Option<String>,
}

/// Findings about a model on its all-median path.
#[derive(Debug, Clone, PartialEq)]
pub struct Diagnosis {
    /// Feedback root at the base year and at the horizon: the share of a rise in income and output that comes back
    /// through household, government and investment demand a year later. At 1 demand would feed on itself.
    pub feedback_root: (f64, f64),
    /// The highest it comes to in a year that can be computed.
    pub highest_root: f64,
    /// The number of the scenario that most of it rests on.
    pub strongest_feedback: &'static str,
    /// Sectors whose local sales were scaled down to leave the least external sales: (sector, factor).
    pub scaled_sectors: Vec<(usize, f64)>,
    /// Sectors whose external sales are a mere closing residual: (sector, share of output).
    pub closing_residuals: Vec<(usize, f64)>,
    /// Largest distance of the GDP growth investors expect from that of the all-median path: (year, difference).
    pub expected_growth_gap: (Year, f64),
    /// Sectors that stand at a ceiling, or are held back as by-products, on the all-median path: (sector, first year).
    pub at_ceilings: Vec<(usize, Year)>,
    /// For each group of numbers whose rank correlations contradict each other, the largest change made to fit them.
    pub mended_correlations: Vec<MendedCorrelation>,
}

/// External sales below this share of output are called a residual.
const RESIDUAL: f64 = 0.02;
/// Expected growth farther from the median path than this is warned of.
const LARGEST_GAP: f64 = 0.005;

/// From here on a feedback root is worth a warning.
const STRONG: f64 = 0.8;

impl Diagnosis {
    pub(super) fn of(model: &Model, plan: &Plan) -> Self {
        let accounts = model.accounts();
        let base_content = accounts.value_added_content(&accounts.households.base_demand()) / accounts.gdp();
        let investment_content = accounts.value_added_content(&accounts.investment.base_demand());
        let base_investment = investment_content / accounts.gdp();

        let government_content = accounts.value_added_content(&accounts.government.base_demand());
        let base_government = government_content / accounts.gdp();

        let mut roots = (root(model, base_content, base_government, base_investment), 0.0);
        let mut highest = roots.0;
        let parts = feedbacks(model, base_content, base_government, base_investment);
        let strongest = parts.iter().copied().max_by(|a, b| a.1.total_cmp(&b.1));
        let mut gap = (model.base_year(), 0.0_f64);
        let mut at_ceilings: Vec<(usize, Year)> = Vec::new();
        Block::new(plan).run(Draw::Median, |state| {
            let demand = DVector::from_iterator(accounts.sectors(), state.household_demand.iter().map(|f| f[0]));
            let households = accounts.value_added_content(&demand) / state.gdp[0];
            let investment = if accounts.investment.total > 0.0 {
                investment_content * state.investment[0] / accounts.investment.total / state.gdp[0]
            } else {
                0.0
            };
            let government = if accounts.government.total > 0.0 {
                government_content * state.government[0] / accounts.government.total / state.gdp[0]
            } else {
                0.0
            };
            roots.1 = root(model, households, government, investment);
            highest = if roots.1.is_finite() { highest.max(roots.1) } else { highest };
            let year = model.base_year() + i32::try_from(state.step).unwrap_or(i32::MAX);
            for (i, _) in state.unmet.iter().enumerate().filter(|(_, unmet)| unmet[0] > 0.0) {
                if !at_ceilings.iter().any(|(sector, _)| *sector == i) {
                    at_ceilings.push((i, year));
                }
            }
            let difference = expectation_gap(plan, state);
            if difference.abs() > gap.1.abs() {
                gap = (year, difference);
            }
        });
        Self {
            feedback_root: roots,
            highest_root: highest,
            strongest_feedback: strongest.map_or("", |(number, _)| number),
            scaled_sectors: scaled_sectors(accounts),
            closing_residuals: closing_residuals(accounts),
            expected_growth_gap: gap,
            at_ceilings,
            mended_correlations: plan.couplings.iter().filter_map(Coupling::mended).cloned().collect(),
        }
    }

    /// The problem of a local demand that feeds on itself, if it does.
    pub(super) fn runaway(&self) -> Option<Problem> {
        let root = self.largest_root();
        if !root.is_finite() {
            let message =
                "the all-median path cannot be computed: some number of the base year or of the trends is too large";
            return Some(Problem::new("", message));
        }
        (root >= 1.0).then(|| {
            let message = format!(
                "the feedback root is {root:.2}, most of it by this; at 1 and more local demand feeds on itself without end"
            );
            Problem::new(self.strongest_feedback, message)
        })
    }

    fn largest_root(&self) -> f64 {
        let (first, last) = self.feedback_root;
        match (first.is_finite() && last.is_finite(), self.highest_root) {
            (true, _) => first.max(last),
            // Demand that runs away leaves no last year to speak of.
            (false, highest) if highest >= 1.0 => highest,
            (false, _) => f64::NAN,
        }
    }

    /// What is worth a warning, each with the field it is about.
    pub fn warnings(&self, model: &Model) -> Vec<Problem> {
        let id = |sector: usize| &model.region().sectors[sector].id;
        let mut warnings = Vec::new();
        let root = self.largest_root();
        if root >= STRONG {
            let message = format!("the feedback root is {root:.2}: at 1 local demand feeds on itself without end");
            warnings.push(Problem::new(self.strongest_feedback, message));
        }
        for &(sector, factor) in &self.scaled_sectors {
            let message = format!("local sales exceed output and were scaled to {:.1} %", 100.0 * factor);
            warnings.push(Problem::new(format!("purchase_share.sectors.{}", id(sector)), message));
        }
        let (year, gap) = self.expected_growth_gap;
        // What a scenario's policies and events change is what investors did not expect: only who states the expectation is held to it.
        let own = model.inherited_growth().is_none_or(|inherited| {
            inherited.from.assumptions.investment.expected_growth != model.assumptions().investment.expected_growth
        });
        if own && model.accounts().investment.total > 0.0 && gap.abs() > LARGEST_GAP {
            let message = format!(
                "in {year} it lies {:+.2} points from the growth of the all-median path; investment drifts if that is over {:.1}",
                100.0 * gap,
                100.0 * LARGEST_GAP
            );
            warnings.push(Problem::new("investment.expected_growth", message));
        }
        warnings.extend(idle_policies(model));
        warnings.extend(self.mended_correlations.iter().map(mended_warning));
        warnings
    }
}

/// Policies that are as strong in the base year as ever after: effects count from there on, so these change nothing.
fn idle_policies(model: &Model) -> Vec<Problem> {
    let base = model.base_year();
    let mut found: Vec<Problem> = Vec::new();
    for effect in &model.assumptions().effects {
        let Strength::Course(course) = &effect.strength else { continue };
        let weights = course.weights(base, model.years());
        if weights.iter().all(|weight| *weight == weights[0]) {
            let message =
                format!("it is as strong in the base year {base} as in all years after it: it changes nothing");
            found.push(Problem::new(format!("{}.from", effect.name), message));
        }
    }
    found
}

fn mended_warning(mended: &MendedCorrelation) -> Problem {
    let MendedCorrelation { correlation, between: [one, other], asked, used, not_written } = mended;
    let zero = if *not_written > 0 { "; pairs among them that are not written count as 0" } else { "" };
    let message = format!(
        "the rank correlations do not fit together: replaced by the nearest that do; the largest change is {one} with {other}, {asked:.2} to {used:.2}{zero}"
    );
    Problem::new(format!("correlation[{correlation}]"), message)
}

/// The parts of rho = s_h eta (1 - transfers' share of income) + s_g theta + s_v alpha, s the value-added content of each local
/// demand in GDP, with the numbers they rest on.
fn feedbacks(model: &Model, households: f64, government: f64, investment: f64) -> [(&'static str, f64); 3] {
    let a = model.assumptions();
    let spending = a.households.income_elasticity.median() * (1.0 - model.income().transfers_share);
    [
        ("investment.accelerator", investment * a.investment.accelerator.median()),
        ("households.income_elasticity", households * spending),
        ("government.locally_financed", government * a.locally_financed.median()),
    ]
}

fn root(model: &Model, households: f64, government: f64, investment: f64) -> f64 {
    feedbacks(model, households, government, investment).iter().map(|(_, part)| part).sum()
}

fn expectation_gap(plan: &Plan, state: &State) -> f64 {
    if state.step == 0 {
        return 0.0;
    }
    plain_rate(plan.expected_growth[state.step]) - plain_rate(state.gdp_growth[0])
}

fn scaled_sectors(accounts: &Accounts) -> Vec<(usize, f64)> {
    let factors = accounts.local_scale.iter().copied().enumerate();
    factors.filter(|(_, factor)| *factor < 1.0).collect()
}

fn closing_residuals(accounts: &Accounts) -> Vec<(usize, f64)> {
    let shares = accounts.external.iter().zip(accounts.output.iter()).map(|(f, x)| f / x).enumerate();
    shares.filter(|(_, share)| *share < RESIDUAL).collect()
}
