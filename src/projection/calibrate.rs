//! The growth of outside sales behind a given growth of output.

use nalgebra::{DMatrix, DVector};

use super::block::{Block, Draw};
use super::diagnosis::ImpliedGrowth;
use super::plan::{Plan, Row};
use crate::input::{Problem, Problems};
use crate::model::{Growth, Model, Parameter, SectorParameter};
use crate::sampling::{LANES, Lanes};
use crate::units::{log_growth, plain_rate};

/// Least share of output sold outside the region for which output growth can be given.
const LEAST_EXTERNAL_SHARE: f64 = 0.10;
/// Largest demand growth, in logs, that may stand behind a given output growth.
const LARGEST_GROWTH: f64 = 0.3;
/// Permitted error of average log growth.
const TOLERANCE: f64 = 1e-10;

/// A sector whose output growth is given.
struct Given {
    sector: usize,
    start: Row,
    /// Average log growth of output wanted on the all-median path.
    log_growth: f64,
}

/// The demand growth of all sectors with a given output growth, by which their rows in the plan are moved: that of the
/// model they are inherited from, then, with these as they are, what is solved for here.
pub(super) fn solve_output_growth(model: &Model, plan: &mut Plan) -> Result<Vec<ImpliedGrowth>, Problems> {
    let given = given_sectors(model, plan);
    let mut implied = inherited(model)?;
    let (held, own): (Vec<Given>, Vec<Given>) =
        given.into_iter().partition(|given| implied.iter().any(|implied| implied.sector == given.sector));
    for (given, implied) in
        held.iter().flat_map(|g| implied.iter().filter(|i| i.sector == g.sector).map(move |i| (g, i)))
    {
        plan.rows[given.start.0].offset = implied.log_demand_growth - given.log_growth;
    }
    implied.extend(solve(model, plan, &own)?);
    implied.sort_by_key(|implied| implied.sector);
    Ok(implied)
}

/// The demand growth of sectors whose output growth is inherited, as it was solved for where that was written.
fn inherited(model: &Model) -> Result<Vec<ImpliedGrowth>, Problems> {
    let Some(inherited) = model.inherited_growth() else { return Ok(Vec::new()) };
    let from = Model::new((*inherited.from).clone())?;
    let of = |mut implied: ImpliedGrowth| {
        implied.inherited_from.get_or_insert_with(|| from.name().to_owned());
        implied
    };
    let says = |problem: Problem| Problem { message: format!("in {}: {}", from.name(), problem.message), ..problem };
    let solved = Plan::new(&from)
        .and_then(|mut plan| solve_output_growth(&from, &mut plan))
        .map_err(|problems| Problems::new(problems.into_vec().into_iter().map(says).collect()))?;
    Ok(solved.into_iter().filter(|implied| inherited.sectors.contains(&implied.sector)).map(of).collect())
}

/// Solves for the demand growth of sectors with a given output growth and moves their rows in the plan by it.
fn solve(model: &Model, plan: &mut Plan, given: &[Given]) -> Result<Vec<ImpliedGrowth>, Problems> {
    let mut problems: Vec<Problem> = given.iter().filter_map(|g| too_little_external(model, g)).collect();
    if given.is_empty() || !problems.is_empty() {
        return if problems.is_empty() { Ok(Vec::new()) } else { Err(Problems::new(problems)) };
    }
    let base = model.base_year();
    let years = usize::try_from(model.assumptions().trends.output_growth_until - base).unwrap_or(0);
    let mu = newton(plan, given, years).map_err(|sector| {
        let message =
            "no growth of outside sales brings the given output growth about, beside those of the other sectors";
        Problem::new(growth_path(model, sector), message)
    })?;
    let mut implied = Vec::new();
    for (given, &mu) in given.iter().zip(mu.iter()) {
        if mu.abs() > LARGEST_GROWTH {
            let message = format!(
                "it would take a growth of outside sales of {:.1} % a year; at most {:.0} % is credible",
                100.0 * plain_rate(mu),
                100.0 * plain_rate(LARGEST_GROWTH)
            );
            problems.push(Problem::new(growth_path(model, given.sector), message));
        }
        plan.rows[given.start.0].offset = mu - given.log_growth;
        implied.push(ImpliedGrowth {
            sector: given.sector,
            output_growth: plain_rate(given.log_growth),
            demand_growth: plain_rate(mu),
            log_demand_growth: mu,
            inherited_from: None,
        });
    }
    if problems.is_empty() { Ok(implied) } else { Err(Problems::new(problems)) }
}

fn given_sectors(model: &Model, plan: &Plan) -> Vec<Given> {
    let sectors = model.assumptions().sectors.iter().enumerate();
    let output = sectors.filter_map(|(sector, assumed)| match &assumed.growth {
        Growth::Output(rate) => {
            Some(Given { sector, start: plan.sectors[sector].start, log_growth: log_growth(rate.median()) })
        }
        Growth::Demand(_) => None,
    });
    output.collect()
}

fn growth_path(model: &Model, sector: usize) -> String {
    Parameter::Sector(sector, SectorParameter::Growth).path(model.assumptions(), model.region())
}

fn too_little_external(model: &Model, given: &Given) -> Option<Problem> {
    let accounts = model.accounts();
    let share = accounts.external[given.sector] / accounts.output[given.sector];
    (share < LEAST_EXTERNAL_SHARE).then(|| {
        let message = format!(
            "the sector sells only {:.1} % of its output outside the region (at least {:.0} % is needed to steer its output); give demand_growth instead",
            100.0 * share,
            100.0 * LEAST_EXTERNAL_SHARE
        );
        Problem::new(growth_path(model, given.sector), message)
    })
}

/// Newton's method; the Jacobian by forward differences, its columns carried side by side in the lanes of a block.
/// Where it does not converge: the sector farthest from its given growth.
fn newton(plan: &Plan, given: &[Given], years: usize) -> Result<DVector<f64>, usize> {
    let mut block = Block::new(plan);
    block.run(Draw::Median, |_| {});
    let mut mu = DVector::from_iterator(given.len(), given.iter().map(|g| g.log_growth));
    let mut best: Option<(f64, DVector<f64>)> = None;
    let mut farthest = given[0].sector;
    for _ in 0..50 {
        let Some((residual, jacobian)) = linearise(plan, &mut block, given, years, &mu) else { break };
        let error = residual.amax();
        farthest = given[residual.iamax()].sector;
        if best.as_ref().is_none_or(|(least, _)| error < *least) {
            best = Some((error, mu.clone()));
        }
        if error < TOLERANCE / 1000.0 {
            break;
        }
        let Some(step) = jacobian.lu().solve(&residual) else { break };
        mu -= step;
    }
    match best {
        Some((error, mu)) if error < TOLERANCE => Ok(mu),
        _ => Err(farthest),
    }
}

/// Growth of output less the growth given, and its derivatives.
fn linearise(
    plan: &Plan,
    block: &mut Block,
    given: &[Given],
    years: usize,
    mu: &DVector<f64>,
) -> Option<(DVector<f64>, DMatrix<f64>)> {
    const STEP: f64 = 1e-6;
    let mut residual = DVector::zeros(given.len());
    let mut jacobian = DMatrix::zeros(given.len(), given.len());
    // Lane 0 stands at mu; each other lane moves one sector's growth by STEP.
    for (first, moved) in given.chunks(LANES - 1).enumerate().map(|(c, moved)| (c * (LANES - 1), moved)) {
        for (g, value) in given.iter().zip(mu.iter()) {
            *block.numbers.row_mut(g.start) = Lanes::all(*value);
        }
        for (lane, g) in moved.iter().enumerate() {
            block.numbers.row_mut(g.start)[lane + 1] += STEP;
        }
        let mut growth = DMatrix::zeros(given.len(), LANES);
        block.run_drawn(|state| {
            if state.step == years {
                for (row, g) in given.iter().enumerate() {
                    for lane in 0..LANES {
                        let ratio = state.output[g.sector][lane] / plan.base.output[g.sector];
                        growth[(row, lane)] = ratio.ln() / years as f64;
                    }
                }
            }
        });
        for (row, g) in given.iter().enumerate() {
            residual[row] = growth[(row, 0)] - g.log_growth;
            for lane in 0..moved.len() {
                jacobian[(row, first + lane)] = (growth[(row, lane + 1)] - growth[(row, 0)]) / STEP;
            }
        }
    }
    let finite = residual.iter().chain(jacobian.iter()).all(|v| v.is_finite());
    finite.then_some((residual, jacobian))
}
