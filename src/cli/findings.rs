//! What is found out about a model before any path is run: warnings, and notes for the careful.

use crate::ensemble::{DrawnAccounts, Ensemble};
use crate::input::Problem;
use crate::model::BaseNumber;
use crate::projection::{BaseFault, Diagnosis, Projection};
use crate::sampling::{Design, LANES};
use crate::scenario::Scenario;

/// Something worth knowing that is no fault.
#[derive(Debug)]
pub(super) struct Note {
    /// The field it is about, as a dotted path.
    pub(super) field: String,
    /// The number behind it.
    pub(super) value: f64,
    pub(super) message: String,
}

/// Warnings, each with the place its field was written.
pub(super) fn warnings(scenario: &Scenario, projection: &Projection) -> Vec<Problem> {
    let found = projection.diagnosis().warnings(projection.model());
    found.into_iter().flat_map(|warning| scenario.locate(warning.into()).iter().cloned().collect::<Vec<_>>()).collect()
}

/// What stands behind the model's numbers.
pub(super) fn notes(projection: &Projection) -> Vec<Note> {
    let diagnosis = projection.diagnosis();
    let mut notes = implied_growth(projection);
    notes.extend(about_feedback(projection, diagnosis));
    notes.extend(about_sales(projection, diagnosis));
    notes.extend(about_volatility(projection));
    notes
}

/// How much output moves from year to year, beside what the seeds hold.
fn about_volatility(projection: &Projection) -> Vec<Note> {
    let model = projection.model();
    let volatility = projection.output_volatility();
    let sectors = model.region().sectors.iter().zip(volatility).enumerate();
    let note = |(i, (sector, own)): (usize, (&crate::economy::Sector, f64))| {
        let reference = model
            .reference_volatility()
            .map_or(String::new(), |reference| format!("; the seeds hold {:.1} % for it", 100.0 * reference[i]));
        Note {
            field: format!("sector.{}.shock_sd", sector.id),
            value: own,
            message: format!(
                "{}: the yearly growth of its output moves by a standard deviation of {:.1} %{reference}",
                sector.label,
                100.0 * own
            ),
        }
    };
    sectors.map(note).collect()
}

fn implied_growth(projection: &Projection) -> Vec<Note> {
    let sectors = &projection.model().region().sectors;
    let note = |implied: &crate::projection::ImpliedGrowth| {
        let label = &sectors[implied.sector].label;
        let (output, demand) = (100.0 * implied.output_growth, 100.0 * implied.demand_growth);
        let message = match &implied.inherited_from {
            None => format!(
                "{label}: for its output to grow {output:.1} % a year, its sales outside the region start out growing {demand:.1} % a year"
            ),
            Some(scenario) => format!(
                "{label}: its sales outside the region start out growing {demand:.1} % a year, as solved for in {scenario}, where its output grows {output:.1} % a year"
            ),
        };
        Note {
            field: format!("sector.{}.output_growth", sectors[implied.sector].id),
            value: implied.demand_growth,
            message,
        }
    };
    projection.implied_growth().iter().map(note).collect()
}

fn about_feedback(projection: &Projection, diagnosis: &Diagnosis) -> [Note; 2] {
    let model = projection.model();
    let (first, last) = diagnosis.feedback_root;
    let (year, gap) = diagnosis.expected_growth_gap;
    [
        Note {
            field: "investment.accelerator".into(),
            value: first.max(last),
            message: format!(
                "the feedback root is {first:.2} in {} and {last:.2} in {}: the share of a rise in income and output that comes back a year later through local demand",
                model.base_year(),
                model.horizon()
            ),
        },
        Note {
            field: "investment.expected_growth".into(),
            value: gap,
            message: format!(
                "the GDP growth investors expect is farthest from that of the all-median path in {year}: by {:+.2} points",
                100.0 * gap
            ),
        },
    ]
}

fn about_sales(projection: &Projection, diagnosis: &Diagnosis) -> Vec<Note> {
    let sectors = &projection.model().region().sectors;
    let note = |sector: usize, value: f64, message: String| Note {
        field: format!("purchase_share.sectors.{}", sectors[sector].id),
        value,
        message: format!("{}: {message}", sectors[sector].label),
    };
    let scaled = diagnosis.scaled_sectors.iter().map(|&(sector, factor)| {
        note(sector, factor, format!("local sales exceed output and were scaled to {:.1} %", 100.0 * factor))
    });
    let residuals = diagnosis.closing_residuals.iter().map(|&(sector, share)| {
        note(
            sector,
            share,
            format!("its sales outside the region are a mere closing residual, {:.2} % of output", 100.0 * share),
        )
    });
    let capped = diagnosis.at_ceilings.iter().map(|&(sector, year)| Note {
        field: format!("unmet.{}", sectors[sector].id),
        value: f64::from(year),
        message: format!("{}: on the all-median path its ceiling holds it back from {year} on", sectors[sector].label),
    });
    scaled.chain(residuals).chain(capped).collect()
}

/// A sector whose local sales are scaled down in a larger share of the paths is warned of.
const OFTEN_SCALED: f64 = 0.1;

/// What a run's paths showed that is worth a warning: paths left out, accounts that were often scaled.
pub(super) fn after_run(scenario: &Scenario, ensemble: &Ensemble) -> Vec<Problem> {
    let drawn = ensemble.drawn_accounts.clone().unwrap_or_default();
    let technology = ensemble.technology.clone().unwrap_or_default();
    let of_technology: u64 = technology.by_fault.iter().sum();
    let runaway = ensemble.failed_paths.saturating_sub(drawn.failed() + of_technology);
    let mut found = left_out(&drawn);
    found.extend(technology.counts().filter(|(_, paths)| *paths > 0).map(|(fault, paths)| {
        let (all, why) = (technology.paths, fault.in_words());
        Problem::new(
            "",
            format!("{paths} of {all} paths are left out, because the changes of technology they drew {why}"),
        )
    }));
    found.extend(few_replicates(ensemble));
    if runaway > 0 {
        let message = format!("{runaway} of {} paths grew beyond all bounds and are left out", ensemble.paths);
        found.push(Problem::new("", message));
    }
    for (sector, share) in drawn.scaled_shares().into_iter().enumerate().filter(|(_, share)| *share > OFTEN_SCALED) {
        let message = format!(
            "in {:.1} % of the paths its local sales exceed output and are scaled down: what is drawn does not fit together there",
            100.0 * share
        );
        found.push(Problem::new(BaseNumber::PurchaseShare(sector).path(ensemble.model.region()), message));
    }
    let located = |problem: Problem| {
        if problem.path.is_empty() { vec![problem] } else { scenario.locate(problem.into()).iter().cloned().collect() }
    };
    found.into_iter().flat_map(located).collect()
}

/// Fewer replicates than this give a standard error only roughly: 16 to about a fifth of itself.
const FEW_REPLICATES: u64 = 16;

/// Standard errors of designs come from replicates of 64 paths and more.
fn few_replicates(ensemble: &Ensemble) -> Option<Problem> {
    let (held, design) = (ensemble.replicates, ensemble.design);
    (design != Design::Random && held < FEW_REPLICATES).then(|| {
        let message = match held {
            1 => "the paths belong to one replicate of the design: standard errors are those of independent paths".to_owned(),
            _ => format!(
                "only {held} replicates of the design {} hold paths: its standard errors are rough, and intervals made of them hold less than they say; from {} paths on there are {FEW_REPLICATES}",
                design.name(),
                FEW_REPLICATES * LANES as u64
            ),
        };
        Problem::new("", message)
    })
}

fn left_out(drawn: &DrawnAccounts) -> Vec<Problem> {
    let because =
        [(drawn.inputs, BaseFault::Inputs.in_words()), (drawn.not_productive, BaseFault::NotProductive.in_words())];
    let say = |(paths, why)| {
        let message = format!("{paths} of {} paths are left out, because in the accounts they drew {why}", drawn.paths);
        Problem::new("", message)
    };
    because.into_iter().filter(|(paths, _)| *paths > 0).map(say).collect()
}

/// How the drawn accounts came out, for the careful; to be told beside an answer that does not hold it.
pub(super) fn about_drawn_accounts(ensemble: &Ensemble) -> Vec<String> {
    let Some(drawn) = &ensemble.drawn_accounts else { return Vec::new() };
    let count = ensemble.model.drawn_accounts().len();
    let mut lines = vec![format!("{count} numbers of the base-year accounts are drawn")];
    let sectors = ensemble.model.region().sectors.iter().zip(drawn.scaled_shares());
    lines.extend(sectors.filter(|(_, share)| *share > 0.0).map(|(sector, share)| {
        format!(
            "{}: in {:.2} % of the paths its local sales exceed output and are scaled down",
            sector.label,
            100.0 * share
        )
    }));
    lines
}
