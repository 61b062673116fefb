//! Technology and ceilings laid out for the yearly cycle.

use nalgebra::DMatrix;

use super::TechnologyFault;
use super::books::Books;
use crate::economy::io::leontief_inverse;
use crate::input::Problem;
use crate::model::{Absorber, CeilingUnit, Deflation, Lever, Model, Parameter, Technology};
use crate::projection::effects::{EffectsPlan, Slot};
use crate::projection::plan::{Builder, Row, Transform};
use crate::units::{Year, log_growth};

#[derive(Debug)]
pub(in crate::projection) struct ProductionPlan {
    pub(super) technology: TechnologyPlan,
    pub(super) ceilings: Option<CeilingsPlan>,
    pub(in crate::projection) deflation: Deflation,
}

/// How technology moves over the years.
#[derive(Debug)]
pub(super) enum TechnologyPlan {
    /// Not at all.
    Fixed,
    /// The same on all paths: one entry a year, the base year first.
    Common(Vec<CommonYear>),
    /// By path.
    ByPath(Vec<ChangePlan>),
}

/// A year's technology on all paths.
#[derive(Debug)]
pub(super) struct CommonYear {
    pub(super) value_added_ratio: Vec<f64>,
    pub(super) imports: Vec<f64>,
    /// Purchase shares against the base year's.
    pub(super) purchases: Vec<f64>,
    pub(super) coefficients: DMatrix<f64>,
    pub(super) leontief: DMatrix<f64>,
}

#[derive(Debug)]
pub(super) struct ChangePlan {
    pub(super) what: Technology,
    pub(super) absorber: Absorber,
    pub(super) size: Row,
    /// w_t - w_t0, by years since the base year.
    pub(super) weights: Vec<f64>,
}

#[derive(Debug)]
pub(super) struct CeilingsPlan {
    /// Sectors with a ceiling, or that are by-products, in their order.
    pub(super) sectors: Vec<usize>,
    pub(super) ceilings: Vec<CeilingPlan>,
    pub(super) links: Vec<LinkPlan>,
}

#[derive(Debug)]
pub(super) struct CeilingPlan {
    /// Position among the sectors with ceilings.
    pub(super) place: usize,
    pub(super) limit: Row,
    pub(super) unit: CeilingUnit,
    /// Years since the base year from which it holds.
    pub(super) from: usize,
    pub(super) capacity: Option<CapacityPlan>,
    pub(super) effect: Option<Slot>,
}

#[derive(Debug)]
pub(super) struct CapacityPlan {
    pub(super) investment_share: Row,
    pub(super) output_per_investment: Row,
    pub(super) depreciation: Row,
}

#[derive(Debug)]
pub(super) struct LinkPlan {
    pub(super) place: usize,
    pub(super) follows: usize,
    pub(super) ratio: Row,
}

impl ProductionPlan {
    /// Lays out rows; a change of technology known in advance that does not hold is a problem of the model.
    pub(in crate::projection) fn of(
        model: &Model,
        builder: &mut Builder,
        effects: &EffectsPlan,
        problems: &mut Vec<Problem>,
    ) -> Self {
        Self {
            technology: TechnologyPlan::of(model, builder, problems),
            ceilings: CeilingsPlan::of(model, builder, effects),
            deflation: model.assumptions().prices.deflation,
        }
    }

    /// Whether each path's coefficients are needed beside the Leontief inverse.
    pub(in crate::projection) fn needs_coefficients(&self) -> bool {
        self.deflation == Deflation::Double || matches!(self.technology, TechnologyPlan::ByPath(_))
    }

    /// How many sectors have a ceiling or are by-products.
    pub(in crate::projection) fn capped(&self) -> usize {
        self.ceilings.as_ref().map_or(0, |ceilings| ceilings.sectors.len())
    }

    /// How many ceilings there are.
    pub(in crate::projection) fn ceilings(&self) -> usize {
        self.ceilings.as_ref().map_or(0, |ceilings| ceilings.ceilings.len())
    }
}

impl TechnologyPlan {
    fn of(model: &Model, builder: &mut Builder, problems: &mut Vec<Problem>) -> Self {
        let changes = &model.assumptions().technology;
        if changes.is_empty() {
            return Self::Fixed;
        }
        let known = changes.iter().all(|change| change.size.known().is_some()) && model.drawn_accounts().is_empty();
        let years = model.years();
        let plan = |(k, change): (usize, &crate::model::TechnologyChange)| {
            let weights = change.course.weights(model.base_year(), years);
            let transform = match change.what {
                Technology::Coefficient { .. } => Transform::LogGrowth,
                Technology::ValueAddedRatio(_) | Technology::PurchaseShare(_) => Transform::AsWritten,
            };
            ChangePlan {
                what: change.what.clone(),
                absorber: change.absorber,
                size: builder.row(Parameter::TechnologySize(k), transform),
                weights: weights.iter().map(|w| w - weights[0]).collect(),
            }
        };
        let plans: Vec<ChangePlan> = changes.iter().enumerate().map(plan).collect();
        let mut common = Vec::with_capacity(years + 1);
        for step in 0..=years {
            // Where paths differ, the all-median one has to hold all the same.
            let year = books_of(model, &plans, step);
            let year =
                if known { year.and_then(|books| CommonYear::of(model, &books).map(Some)) } else { year.map(|_| None) };
            match year {
                Ok(year) => common.extend(year),
                Err((fault, change)) => {
                    let year = model.base_year() + Year::try_from(step).unwrap_or(Year::MAX);
                    let message = format!("in {year} the changes of technology up to this one {}", fault.in_words());
                    problems.push(Problem::new(format!("{}.size", changes[change].name), message));
                    return Self::Fixed;
                }
            }
        }
        if known { Self::Common(common) } else { Self::ByPath(plans) }
    }
}

impl CommonYear {
    fn of(model: &Model, books: &Books<[f64; 1], 1>) -> Result<Self, (TechnologyFault, usize)> {
        let accounts = model.accounts();
        let n = accounts.sectors();
        let coefficients = DMatrix::from_fn(n, n, |i, j| books.coefficients[i * n + j][0]);
        let leontief = leontief_inverse(&coefficients);
        let last = model.assumptions().technology.len().saturating_sub(1);
        let leontief = leontief.map_err(|_| (TechnologyFault::NotProductive, last))?;
        let list = |values: &[[f64; 1]]| values.iter().map(|value| value[0]).collect::<Vec<f64>>();
        let before = accounts.households.purchase_share.iter();
        let purchases = books.purchase_share.iter().zip(before);
        Ok(Self {
            value_added_ratio: list(&books.value_added_ratio),
            imports: list(&books.imports),
            purchases: purchases.map(|(now, before)| if *before > 0.0 { now[0] / before } else { 1.0 }).collect(),
            coefficients,
            leontief,
        })
    }
}

/// A year's technology with all sizes at their medians, or what is wrong with it and from which change on.
fn books_of(model: &Model, plans: &[ChangePlan], step: usize) -> Result<Books<[f64; 1], 1>, (TechnologyFault, usize)> {
    let accounts = model.accounts();
    let n = accounts.sectors();
    let list = |values: &[f64]| values.iter().map(|value| [*value]).collect::<Vec<[f64; 1]>>();
    let mut books = Books {
        coefficients: (0..n * n).map(|place| [accounts.coefficients[(place / n, place % n)]]).collect(),
        value_added_ratio: list(accounts.value_added_ratio.as_slice()),
        imports: list(accounts.imports.as_slice()),
        purchase_share: list(accounts.households.purchase_share.as_slice()),
        faults: [None],
    };
    for (k, plan) in plans.iter().enumerate() {
        let size = model.assumptions().technology[k].size.median();
        let full = if matches!(plan.what, Technology::Coefficient { .. }) { log_growth(size) } else { size };
        books.change(&plan.what, plan.absorber, &[full * plan.weights[step]]);
        books.examine();
        if let [Some(fault)] = books.faults {
            return Err((fault, k));
        }
    }
    Ok(books)
}

impl CeilingsPlan {
    fn of(model: &Model, builder: &mut Builder, effects: &EffectsPlan) -> Option<Self> {
        let a = model.assumptions();
        let mut sectors: Vec<usize> =
            a.ceilings.iter().map(|c| c.sector).chain(a.links.iter().map(|link| link.sector)).collect();
        sectors.sort_unstable();
        sectors.dedup();
        if sectors.is_empty() {
            return None;
        }
        let place = |sector: usize| sectors.iter().position(|s| *s == sector).unwrap_or(0); // it is one of them
        let step = |year: Year| usize::try_from(year - model.base_year()).unwrap_or(0);
        let mut row = |parameter| builder.row(parameter, Transform::AsWritten);
        let ceiling = |(k, ceiling): (usize, &crate::model::Ceiling)| CeilingPlan {
            place: place(ceiling.sector),
            limit: row(Parameter::CeilingLimit(k)),
            unit: ceiling.unit,
            from: step(ceiling.from),
            capacity: ceiling.capacity.as_ref().map(|_| CapacityPlan {
                investment_share: row(Parameter::CapacityShare(k)),
                output_per_investment: row(Parameter::CapacityYield(k)),
                depreciation: row(Parameter::CapacityDepreciation(k)),
            }),
            effect: effects.on(Lever::Capacity(k)),
        };
        let ceilings = a.ceilings.iter().enumerate().map(ceiling).collect();
        let link = |(k, link): (usize, &crate::model::Link)| LinkPlan {
            place: place(link.sector),
            follows: link.follows,
            ratio: builder.row(Parameter::LinkRatio(k), Transform::AsWritten),
        };
        let links = a.links.iter().enumerate().map(link).collect();
        Some(Self { sectors, ceilings, links })
    }
}
