//! Policies and events as they are written.

use serde::Deserialize;

use super::names::Names;
use super::number::{Number, RawUncertain};
use super::section::Section;

/// A policy, or a change of technology that comes by itself.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawPolicy {
    pub(super) id: Option<String>,
    pub(super) label: Option<String>,
    pub(super) lever: Option<String>,
    pub(super) of: Option<Names>,
    pub(super) from_carrier: Option<String>,
    pub(super) to_carrier: Option<String>,
    pub(super) supplier: Option<Names>,
    pub(super) user: Option<Names>,
    pub(super) absorbed_by: Option<String>,
    pub(super) size: Option<RawUncertain>,
    pub(super) acts_on: Option<String>,
    pub(super) from: Option<i64>,
    pub(super) full: Option<i64>,
    pub(super) until: Option<i64>,
    pub(super) fades: Option<i64>,
    source: Option<String>,
    pub(super) standing: Option<String>,
}

/// An event.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawEvent {
    pub(super) id: Option<String>,
    pub(super) label: Option<String>,
    pub(super) probability: Option<RawUncertain>,
    pub(super) years: Option<Vec<i64>>,
    pub(super) from: Option<i64>,
    pub(super) until: Option<i64>,
    pub(super) duration: Option<i64>,
    pub(super) half_life: Option<Number>,
    pub(super) effect: Vec<Section<RawEventEffect>>,
    source: Option<String>,
    pub(super) standing: Option<String>,
}

/// What an event does to a quantity.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawEventEffect {
    pub(super) lever: Option<String>,
    pub(super) of: Option<Names>,
    pub(super) from_carrier: Option<String>,
    pub(super) to_carrier: Option<String>,
    pub(super) size: Option<RawUncertain>,
}

/// What is moved, as it is written in policies and in effects of events.
#[derive(Debug, Clone, Copy)]
pub(super) struct LeverText<'r> {
    pub(super) lever: Option<&'r String>,
    pub(super) of: Option<&'r Names>,
    pub(super) carriers: [Option<&'r String>; 2],
}

impl RawPolicy {
    pub(super) fn lever_text(&self) -> LeverText<'_> {
        let carriers = [self.from_carrier.as_ref(), self.to_carrier.as_ref()];
        LeverText { lever: self.lever.as_ref(), of: self.of.as_ref(), carriers }
    }
}

impl RawEventEffect {
    pub(super) fn lever_text(&self) -> LeverText<'_> {
        let carriers = [self.from_carrier.as_ref(), self.to_carrier.as_ref()];
        LeverText { lever: self.lever.as_ref(), of: self.of.as_ref(), carriers }
    }
}
