//! How the program can end.

use std::process::ExitCode;

use crate::analysis::{ComparisonError, DecompositionError, SensitivityError, SolveError};
use crate::ensemble::RunError;
use crate::input::Problems;
use crate::report::ReportError;

/// The code the program ends with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ending {
    Done = 0,
    RunFailed = 1,
    BadInput = 2,
    AnswerIsNo = 3,
    Interrupted = 130,
}

impl Ending {
    pub(super) fn code(self) -> u8 {
        self as u8
    }
}

impl From<Ending> for ExitCode {
    fn from(ending: Ending) -> Self {
        Self::from(ending.code())
    }
}

/// Why a command could not be done: one message a line.
#[derive(Debug)]
pub(super) struct Failure {
    pub(super) ending: Ending,
    pub(super) messages: Vec<String>,
}

impl Failure {
    pub(super) fn bad_input(message: impl Into<String>) -> Self {
        Self { ending: Ending::BadInput, messages: vec![message.into()] }
    }

    pub(super) fn run_failed(message: impl Into<String>) -> Self {
        Self { ending: Ending::RunFailed, messages: vec![message.into()] }
    }
}

impl From<Problems> for Failure {
    fn from(problems: Problems) -> Self {
        Self { ending: Ending::BadInput, messages: problems.iter().map(ToString::to_string).collect() }
    }
}

impl From<RunError> for Failure {
    fn from(error: RunError) -> Self {
        match error {
            RunError::Model(problems) => problems.into(),
            RunError::Precision(error) => Self::bad_input(format!("--until-se: {error}")),
            RunError::Paths { .. } | RunError::Range { .. } | RunError::Design(_) | RunError::AnotherModel { .. } => {
                Self::bad_input(error.to_string())
            }
            RunError::Memory { .. } => Self::bad_input(format!("--paths: {error}")),
            RunError::AllFailed | RunError::MedianFailed | RunError::Threads(_) => Self::run_failed(error.to_string()),
        }
    }
}

impl From<ComparisonError> for Failure {
    fn from(error: ComparisonError) -> Self {
        match error {
            ComparisonError::Run(error) => error.into(),
            ComparisonError::NothingInCommon { .. } => Self::bad_input(error.to_string()),
        }
    }
}

impl From<SensitivityError> for Failure {
    fn from(error: SensitivityError) -> Self {
        match error {
            SensitivityError::Run(error) => error.into(),
            SensitivityError::Constant => Self::bad_input(format!("--of: {error}")),
            SensitivityError::TooFewPaths { .. } => Self::bad_input(format!("--paths: {error}")),
            SensitivityError::Determined => Self::bad_input(format!("--method: {error} (--method sobol)")),
        }
    }
}

impl From<DecompositionError> for Failure {
    fn from(error: DecompositionError) -> Self {
        match error {
            DecompositionError::Run(error) => error.into(),
            other => Self::bad_input(other.to_string()),
        }
    }
}

impl From<SolveError> for Failure {
    fn from(error: SolveError) -> Self {
        match error {
            SolveError::Run(error) => error.into(),
            SolveError::Target(_) => Self::bad_input(format!("--target: {error}")),
            SolveError::Probability(_) => Self::bad_input(format!("--probability: {error}")),
            SolveError::Model { .. } => Self::bad_input(format!("--range: {error}")),
        }
    }
}

impl From<ReportError> for Failure {
    fn from(error: ReportError) -> Self {
        Self::run_failed(error.to_string())
    }
}
