//! Output growth whose demand growth was solved for in another model.

use std::sync::Arc;

use super::{Growth, Model, ModelData};
use crate::input::Problem;

/// Sectors whose given output growth is inherited from another model.
///
/// Behind a given output growth stands a growth mu of sales outside the region, solved for on the all-median path. For
/// these sectors it is the mu of the model they are inherited from, whatever else differs here: so what differs moves their
/// output. Only sectors with an output growth of their own are solved for, with the inherited ones as they are.
///
/// ```
/// use std::sync::Arc;
/// use kapok::model::InheritedGrowth;
/// use kapok::{Model, Projection, Scenario};
/// let baseline = Scenario::builtin("baseline")?.data().clone();
/// let mut boom = baseline.clone();
/// boom.assumptions.investment.trend.start = 0.09.into();
/// let sectors = (0..boom.region.sectors.len()).filter(|&i| i != 1 && i != 19).collect(); // those two give demand growth
/// boom.inherited_growth = Some(InheritedGrowth { from: Arc::new(baseline.clone()), sectors });
/// let (baseline, boom) = (Model::new(baseline)?, Model::new(boom)?);
/// let (before, after) = (Projection::new(&baseline)?, Projection::new(&boom)?);
/// assert_eq!(before.implied_growth()[9].demand_growth, after.implied_growth()[9].demand_growth);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct InheritedGrowth {
    /// The model in which the growth of outside sales is solved for; it may inherit in turn.
    pub from: Arc<ModelData>,
    /// Positions of the sectors, the same in both models.
    pub sectors: Vec<usize>,
}

impl InheritedGrowth {
    pub(super) fn check(&self, data: &ModelData, found: &mut Vec<Problem>) {
        let mut note = |message: String| found.push(Problem::new("sector", message));
        if self.from.region.sectors != data.region.sectors {
            note(format!("output growth is inherited from {}, whose sectors are others", self.from.name));
            return;
        }
        let given = |data: &ModelData, sector: usize| {
            data.assumptions.sectors.get(sector).is_some_and(|assumed| matches!(assumed.growth, Growth::Output(_)))
        };
        for &sector in self.sectors.iter().filter(|&&sector| !given(data, sector) || !given(&self.from, sector)) {
            let id = data.region.sectors.get(sector).map_or_else(|| sector.to_string(), |sector| sector.id.clone());
            note(format!("{id} has no output growth that {} could pass on", self.from.name));
        }
        if let Err(problems) = Model::new((*self.from).clone()) {
            note(format!("output growth is inherited from {}, which is no sound model: {problems}", self.from.name));
        }
    }
}
