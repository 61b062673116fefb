//! What a single path draws: the numbers drawn once, and its yearly shocks.

use super::Projection;
use super::draws::Draws;
use super::number_labels::labels;
use super::numbers::PathNumbers;
use super::plan::{Plan, Shock};
use crate::sampling::{LANES, Layout};
use crate::units::Year;

/// A number that a path drew once, before its first year.
#[derive(Debug, Clone, PartialEq)]
pub struct DrawnValue {
    /// Dotted name by which files and reports call it: `sector.steel.output_growth`.
    pub name: String,
    /// What it is, for people.
    pub label: String,
    /// The value drawn, in the unit in which files write it: rates are plain yearly rates.
    pub value: f64,
    /// The median of what it is drawn from.
    pub median: f64,
    /// Probability at which the value lies: it is the quantile of its distribution there.
    pub probability: f64,
}

impl DrawnValue {
    /// How far out the value lies, |probability - 1/2|: 0 at the median, 1/2 at the ends.
    pub fn distance(&self) -> f64 {
        (self.probability - 0.5).abs()
    }

    /// The numbers that lie farthest from their medians first; of those as far out, the one whose name comes first.
    pub fn farthest_first(drawn: &[Self]) -> Vec<&Self> {
        let mut sorted: Vec<&Self> = drawn.iter().collect();
        sorted.sort_by(|a, b| b.distance().total_cmp(&a.distance()).then_with(|| a.name.cmp(&b.name)));
        sorted
    }
}

/// A yearly shock on one path.
#[derive(Debug, Clone, PartialEq)]
pub struct YearlyShock {
    /// Dotted name of the shock: `sector.steel.price_shock`.
    pub name: String,
    /// What it moves, for people.
    pub label: String,
    /// Its size in each projected year, in its standard deviations.
    pub years: Vec<(Year, f64)>,
}

impl Projection<'_> {
    /// The numbers that a path of a design draws once, in the order of their names; none where nothing is uncertain.
    ///
    /// value = F^-1(u), F the distribution of the number and u the path's uniform number, the probability given with it.
    /// Numbers of the base-year accounts stand as they are drawn, before value added is brought to the sum of its branch.
    ///
    /// ```
    /// use kapok::sampling::Layout;
    /// use kapok::{Projection, Scenario};
    /// let model = Scenario::builtin("baseline")?.build()?;
    /// let projection = Projection::new(&model)?;
    /// let drawn = projection.drawn_on(&Layout::random(1), 8731);
    /// let speed = drawn.iter().find(|number| number.name == "trends.convergence").ok_or("it is drawn")?;
    /// assert!((0.06..0.20).contains(&speed.value) && (speed.value < speed.median) == (speed.probability < 0.5));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn drawn_on(&self, layout: &Layout, path: u64) -> Vec<DrawnValue> {
        let (block, lane) = place(path);
        let labels = labels(self.model);
        let mut uniforms = PathNumbers::new(&self.plan);
        uniforms.draw_uniforms(&self.plan, layout, block);
        let value = |row: &super::plan::Row| {
            let number = &self.plan.rows[row.0];
            let probability = uniforms.row(*row)[lane];
            DrawnValue {
                name: number.stream.clone(),
                label: labels.get(&number.stream).unwrap_or(&number.stream).clone(),
                value: number.value.drawn_at(probability),
                median: number.value.median(),
                probability,
            }
        };
        self.plan.drawn_rows.iter().map(value).collect()
    }

    /// The yearly shocks of a path, those of the common factors left out: these are read from the factors themselves.
    ///
    /// A shock is standard normal; what it moves is moved by it times its standard deviation (`sector.steel.shock` times
    /// `sector.steel.shock_sd`, in log points).
    ///
    /// ```
    /// use kapok::sampling::Layout;
    /// use kapok::{Projection, Scenario};
    /// let model = Scenario::builtin("baseline")?.build()?;
    /// let shocks = Projection::new(&model)?.shocks_on(&Layout::random(1), 8731);
    /// let steel = shocks.iter().find(|shock| shock.name == "sector.steel.price_shock").ok_or("steel has prices")?;
    /// assert_eq!((steel.years.len(), steel.years[0].0), (15, 2021));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn shocks_on(&self, layout: &Layout, path: u64) -> Vec<YearlyShock> {
        let (block, lane) = place(path);
        let labels = labels(self.model);
        let mut draws = Draws::none();
        draws.open(&self.plan, layout.seed(), block);
        let years = self.model.base_year() + 1..=self.model.horizon();
        let shock = |(place, name): (usize, &String)| YearlyShock {
            name: name.clone(),
            label: labels.get(name).unwrap_or(name).clone(),
            years: years.clone().map(|year| (year, draws.next_alone(Shock(place))[lane])).collect(),
        };
        let own = |(place, _): &(usize, &String)| !is_idle(&self.plan, Shock(*place));
        self.plan.shocks.iter().enumerate().filter(own).map(shock).collect()
    }
}

/// The block a path belongs to, and its lane there.
fn place(path: u64) -> (u64, usize) {
    let lanes = LANES as u64;
    (path / lanes, usize::try_from(path % lanes).unwrap_or(0)) // below 64
}

/// Whether a shock is that of a factor, or moves something the region does not have.
fn is_idle(plan: &Plan, shock: Shock) -> bool {
    let of = |moved: Option<super::plan::ShockPlan>| moved.is_some_and(|moved| moved.shock == shock);
    plan.factors.iter().any(|factor| factor.shock == shock)
        || (of(plan.consumption_shock) && plan.base.consumption == 0.0)
        || (of(plan.investment_shock) && plan.base.investment == 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Model;
    use crate::projection::Draw;
    use crate::scenario::Scenario;

    fn baseline() -> Model {
        Scenario::builtin("baseline").unwrap().build().unwrap()
    }

    #[test]
    fn values_are_those_the_block_runs_with() {
        let model = baseline();
        let projection = Projection::new(&model).unwrap();
        let layout = Layout::random(4);
        for path in [0, 63, 64, 8731] {
            let (number, lane) = place(path);
            let mut block = projection.block();
            block.run(Draw::Paths { layout, block: number }, |_| {});
            let drawn = projection.drawn_on(&layout, path);
            assert_eq!(drawn.len(), projection.plan.drawn_rows.len());
            for (value, row) in drawn.iter().zip(&projection.plan.drawn_rows) {
                let plan = &projection.plan.rows[row.0];
                assert_eq!(value.name, plan.stream);
                // The transform once by the library and once on lanes.
                let expected = plan.transform.apply(value.value) + plan.offset;
                let drawn = block.numbers.row(*row)[lane];
                assert!((drawn - expected).abs() <= 1e-14 * expected.abs(), "{}: {drawn}, {expected}", value.name);
            }
        }
    }

    #[test]
    fn shocks_are_those_that_move_external_demand() {
        // u_t = psi u_t-1 + sum_k beta_k F_k + sigma eps, undone year by year.
        let model = baseline();
        let projection = Projection::new(&model).unwrap();
        let layout = Layout::random(11);
        let path = 70;
        let (number, lane) = place(path);
        let plan = &projection.plan;
        let (i, id) = (3, &model.region().sectors[3].id);
        let shocks = projection.shocks_on(&layout, path);
        let shock = shocks.iter().find(|shock| shock.name == format!("sector.{id}.shock")).unwrap();
        let (mut deviations, mut factors) = (Vec::new(), Vec::new());
        let mut block = projection.block();
        block.run(Draw::Paths { layout, block: number }, |state| {
            deviations.push(state.shock[i][lane]);
            factors.push(state.factors.iter().map(|factor| factor[lane]).collect::<Vec<f64>>());
        });
        let at = |row| block.numbers.row(row)[lane];
        let sd = at(plan.sectors[i].shock.unwrap().sd.row);
        for (step, (year, eps)) in (1..).zip(&shock.years) {
            let moved: f64 =
                plan.sectors[i].loadings.iter().map(|(k, loading)| at(loading.row) * factors[step][*k]).sum();
            let left = deviations[step] - at(plan.shock_persistence.row) * deviations[step - 1] - moved;
            assert!((left - sd * eps).abs() < 1e-12, "{year}: {left} is not {sd} * {eps}");
        }
        assert!(shocks.iter().all(|shock| !shock.name.starts_with("factor.")));
    }
}
