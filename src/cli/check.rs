//! `kapok check`: reads scenarios as a run would, and says what is wrong with them.

use clap::Args;

use super::check_entry::{Entry, FIELDS};
use super::common::Common;
use super::draws::Draws;
use super::ending::{Ending, Failure};
use super::findings::{self, Note};
use super::messages::Messages;
use super::output::{Format, Output, give};
use crate::input::{Problem, Problems};
use crate::projection::Projection;
use crate::report::Records;
use crate::scenario::Scenario;

const AFTER_HELP: &str = "\
Examples:
  kapok check my-region.toml                 every problem with its file and line
  kapok check baseline -v                    also what the assumptions imply
  kapok check scenarios/*.toml --strict      for scripts: warnings count too

It ends with 0 when all is well, 2 when a file has problems, and with --strict 3 when there are
only warnings.

In JSON and CSV each result has: scenario (as it was named here), kind (ok, error, warning, note),
and field, file, line, message, value where there are any; kind ok has sectors, base_year, horizon
and targets. seed and paths are those of a run of the first scenario that can be run, with the
same options; 0 where none can.";

/// Read scenarios without running them: every problem of every file, with its line
#[derive(Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Check {
    /// Scenario files, or names of scenarios that come with the program
    #[arg(value_name = "FILE", required = true)]
    files: Vec<String>,
    /// Take warnings as seriously as problems: end with 3 if there are any
    #[arg(long)]
    strict: bool,
    #[command(flatten)]
    draws: Draws,
    #[command(flatten)]
    output: Output,
}

/// What was found about one scenario.
struct Report<'f> {
    file: &'f str,
    findings: Result<Sound, Problems>,
}

/// A scenario that can be run.
struct Sound {
    sectors: usize,
    base_year: i32,
    horizon: i32,
    targets: usize,
    seed: u64,
    paths: u64,
    warnings: Vec<Problem>,
    notes: Vec<Note>,
}

impl Check {
    pub(super) fn obey(&self, common: &Common, messages: &Messages) -> Result<Ending, Failure> {
        let destination = self.output.destination("check")?;
        let report = |file| Report { file, findings: examine(file, &self.draws) };
        let reports: Vec<Report> = self.files.iter().map(String::as_str).map(report).collect();
        for report in &reports {
            match &report.findings {
                Ok(sound) => sound.warnings.iter().for_each(|warning| messages.warning(&warning.to_string())),
                Err(problems) => problems.iter().for_each(|problem| messages.error(&problem.to_string())),
            }
        }
        let ending = self.ending(&reports);
        let text = || reports.iter().map(|report| report.text(common.verbose)).collect::<String>();
        let records = self.records(&reports, common.verbose);
        let answer = match self.output.format {
            // Where one file has problems the answer is those: that others are sound is said beside them.
            Format::Table if ending == Ending::BadInput => {
                text().lines().for_each(|line| messages.note(line));
                return Ok(ending);
            }
            Format::Table => text(),
            Format::Json => records.to_json()?,
            Format::Csv => records.to_csv(&FIELDS)?,
        };
        give(&destination, &answer, messages)?;
        Ok(ending)
    }

    fn ending(&self, reports: &[Report]) -> Ending {
        let warned = |report: &Report| report.findings.as_ref().is_ok_and(|sound| !sound.warnings.is_empty());
        if reports.iter().any(|report| report.findings.is_err()) {
            Ending::BadInput
        } else if self.strict && reports.iter().any(warned) {
            Ending::AnswerIsNo
        } else {
            Ending::Done
        }
    }

    fn records<'r>(&'r self, reports: &'r [Report], verbose: bool) -> Records<'r, Entry<'r>> {
        let first = reports.iter().find_map(|report| report.findings.as_ref().ok());
        let (seed, paths) = first.map_or((0, 0), |sound| (sound.seed, sound.paths));
        let scenarios = Some(self.files.iter().map(String::as_str).collect());
        let results = reports.iter().flat_map(|report| report.entries(verbose)).collect();
        Records { command: "check", scenario: None, scenarios, seed, paths, design: None, results }
    }
}

fn examine(file: &str, draws: &Draws) -> Result<Sound, Problems> {
    let scenario = Scenario::load(file)?;
    let model = scenario.build()?;
    let projection = Projection::new(&model).map_err(|problems| scenario.locate(problems))?;
    let settings = draws.settings(&model);
    settings
        .layout(&projection)
        .map_err(|error| scenario.locate(Problem::new("run.design", error.to_string()).into()))?;
    Ok(Sound {
        sectors: model.region().sectors.len(),
        base_year: model.base_year(),
        horizon: model.horizon(),
        targets: model.targets().len(),
        seed: draws.seed(&model),
        paths: draws.paths(&model),
        warnings: findings::warnings(&scenario, &projection),
        notes: findings::notes(&projection),
    })
}

impl Report<'_> {
    /// Lines for a scenario that can be run; problems were told already.
    fn text(&self, verbose: bool) -> String {
        let Ok(sound) = &self.findings else { return String::new() };
        let mut text = format!(
            "{}: ok ({} sectors, {} to {}, {} targets)\n",
            self.file, sound.sectors, sound.base_year, sound.horizon, sound.targets
        );
        if verbose {
            for note in &sound.notes {
                text.extend(["  ", &note.message, "\n"]);
            }
        }
        text
    }

    fn entries(&self, verbose: bool) -> Vec<Entry<'_>> {
        let sound = match &self.findings {
            Ok(sound) => sound,
            Err(problems) => return problems.iter().map(|problem| Entry::of("error", self.file, problem)).collect(),
        };
        let mut entries = vec![Entry {
            sectors: Some(sound.sectors),
            base_year: Some(sound.base_year),
            horizon: Some(sound.horizon),
            targets: Some(sound.targets),
            ..Entry::new("ok", self.file)
        }];
        entries.extend(sound.warnings.iter().map(|warning| Entry::of("warning", self.file, warning)));
        let note = |note| Entry::noting(self.file, note);
        entries.extend(sound.notes.iter().filter(|_| verbose).map(note));
        entries
    }
}
