//! Policies and events as they are written.

use serde::Deserialize;

use super::names::Names;
use super::number::{Number, RawUncertain};
use super::section::Section;

/// A policy, or a change of technology that comes by itself.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawPolicy {
    /// Its name, different from those of other policies, drifts and events.
    pub(super) id: Option<String>,
    /// Its name for people.
    pub(super) label: Option<String>,
    /// What is moved.
    pub(super) lever: Option<String>,
    /// Which sectors or groups, where the lever acts on some; of `carrier_share` also `homes`, of `capacity` the id of a ceiling.
    pub(super) of: Option<Names>,
    /// Of carrier_share: the carrier that loses.
    pub(super) from_carrier: Option<String>,
    /// Of carrier_share: the carrier that gains.
    pub(super) to_carrier: Option<String>,
    /// Of coefficient: the sectors or groups whose product is used.
    pub(super) supplier: Option<Names>,
    /// Of coefficient: the sectors or groups that use it.
    pub(super) user: Option<Names>,
    /// Of technology: what gives way.
    pub(super) absorbed_by: Option<String>,
    /// How much: 0.1 is 10 % more, of a saving 10 % less; of shares in points: a number or a distribution.
    pub(super) size: Option<RawUncertain>,
    /// Whether the size is a level, or accumulates every year.
    pub(super) acts_on: Option<String>,
    /// First year in which it acts.
    pub(super) from: Option<i64>,
    /// First year of full effect; left out: from.
    pub(super) full: Option<i64>,
    /// Last year of full effect; left out: to the horizon.
    pub(super) until: Option<i64>,
    /// Years in which it then goes back to nothing; left out: at once.
    pub(super) fades: Option<i64>,
    /// Where it comes from.
    source: Option<String>,
    /// Whether it is stated, derived or assumed.
    pub(super) standing: Option<String>,
}

/// An event.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawEvent {
    /// Its name, different from those of other events, policies and drifts.
    pub(super) id: Option<String>,
    /// Its name for people.
    pub(super) label: Option<String>,
    /// Probability that it starts in a year, 0 to 1: a number or a distribution.
    pub(super) probability: Option<RawUncertain>,
    /// Years in which it starts, in place of a probability.
    pub(super) years: Option<Vec<i64>>,
    /// First year in which it may start.
    pub(super) from: Option<i64>,
    /// Last year in which it may start.
    pub(super) until: Option<i64>,
    /// Years at full strength.
    pub(super) duration: Option<i64>,
    /// Years in which half of it is gone afterwards; 0: at once.
    pub(super) half_life: Option<Number>,
    /// What it does.
    pub(super) effect: Vec<Section<RawEventEffect>>,
    /// Where it comes from.
    source: Option<String>,
    /// Whether it is stated, derived or assumed.
    pub(super) standing: Option<String>,
}

/// What an event does to a quantity.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawEventEffect {
    /// What is moved.
    pub(super) lever: Option<String>,
    /// Which sectors or groups, where the lever acts on some; of `carrier_share` also `homes`, of `capacity` the id of a ceiling.
    pub(super) of: Option<Names>,
    /// Of carrier_share: the carrier that loses.
    pub(super) from_carrier: Option<String>,
    /// Of carrier_share: the carrier that gains.
    pub(super) to_carrier: Option<String>,
    /// How much: -0.15 is 15 % less: a number or a distribution.
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
