//! Until when a run goes on: the precision asked for on the command line.

use clap::Args;

use super::ending::{Ending, Failure};
use crate::ensemble::{Estimate, Precision};
use crate::model::Model;

/// A precision to be reached.
#[derive(Debug, Args)]
#[command(next_help_heading = "Running until results are precise enough")]
pub(super) struct Until {
    /// Add paths until the Monte Carlo standard error of the results named by --on is at most this, in their own units
    /// (a probability or share is a fraction: 0.002 is 0.2 points)
    #[arg(
        id = "until_se",
        long = "until-se",
        value_name = "SE",
        requires = "on",
        conflicts_with = "paths",
        allow_negative_numbers = true
    )]
    se: Option<f64>,
    /// A result that is to be so precise: mean:INDICATOR@YEAR, p50:INDICATOR@YEAR or target:TARGET; may be given several
    /// times
    #[arg(long, value_name = "RESULT", requires = "until_se")]
    on: Vec<String>,
    /// Most paths to run for it
    #[arg(long, value_name = "N", requires = "until_se", default_value = "10000000", allow_negative_numbers = true)]
    max_paths: u64,
}

impl Until {
    /// The precision asked for, if one is; the results it is asked for are reported, which only a run whose paths
    /// are not kept may change.
    pub(super) fn precision(&self, model: &mut Model, kept: bool) -> Result<Option<Precision>, Failure> {
        let Some(se) = self.se else { return Ok(None) };
        let (named, unknown): (Vec<_>, Vec<_>) =
            self.on.iter().map(|text| Estimate::named(text, model)).partition(Result::is_ok);
        let messages: Vec<String> =
            unknown.into_iter().filter_map(Result::err).map(|error| format!("--on: {error}")).collect();
        if !messages.is_empty() {
            return Err(Failure { ending: Ending::BadInput, messages });
        }
        let on: Vec<Estimate> = named.into_iter().filter_map(Result::ok).collect();
        for estimate in &on {
            let (Estimate::Mean(indicator, _) | Estimate::Median(indicator, _)) = *estimate else { continue };
            if kept && !model.indicators().contains(&indicator) {
                let id = indicator.id(model.region());
                let message = format!(
                    "--on: the scenario does not report {id}, so parts kept with --save could not be merged; add it to the scenario's list of indicators"
                );
                return Err(Failure::bad_input(message));
            }
            model.also_report(indicator);
        }
        Ok(Some(Precision { se, on, max_paths: self.max_paths }))
    }
}
