//! The model's rank correlations made ready for drawing: one copula for each group of numbers that hang together.

use super::plan::{Row, RowPlan};
use crate::lanes::{Arithmetic, Lanes};
use crate::model::{Dependence, Model, RankCorrelation};
use crate::sampling::dependence::{Copula, CorrelationMatrix, connected};

/// A rank correlation that had to give way because those asked for contradict each other.
#[derive(Debug, Clone, PartialEq)]
pub struct MendedCorrelation {
    /// Position of the correlation among those of the model; where the pair was not written, of the first that its numbers
    /// hang together by.
    pub correlation: usize,
    /// Dotted names of the two numbers.
    pub between: [String; 2],
    /// The rank correlation asked for.
    pub asked: f64,
    /// The nearest that fits the others.
    pub used: f64,
    /// Number of pairs among the numbers that hang together that are not written, and so were asked to be 0.
    pub not_written: usize,
}

/// A copula and the rows it makes dependent.
#[derive(Debug)]
pub(super) struct Coupling {
    copula: Copula,
    members: Vec<usize>,
    mended: Option<MendedCorrelation>,
}

impl Coupling {
    /// One for each group of numbers linked by correlations. Members are in the order of their names, that of `drawn`, so
    /// neither the order in which pairs are written nor that of sectors matters, and a pair elsewhere moves nothing here.
    pub(super) fn all(model: &Model, rows: &[RowPlan], drawn: &[Row]) -> Vec<Self> {
        let dependence = model.dependence();
        let place = |name: &String| drawn.iter().position(|row| rows[row.0].stream == *name);
        // Checked: every name is that of a number drawn.
        let placed = |correlation: &RankCorrelation| {
            let [one, other] = &correlation.between;
            place(one).zip(place(other))
        };
        let pairs: Vec<(usize, usize)> = dependence.correlations.iter().filter_map(placed).collect();
        let coupling = |members: &Vec<usize>| {
            let names: Vec<&String> = members.iter().map(|&place| &rows[drawn[place].0].stream).collect();
            let rows = members.iter().map(|&place| drawn[place].0).collect();
            Self::of(dependence, &names, rows)
        };
        connected(&pairs).iter().filter_map(coupling).collect()
    }

    /// Nothing where the numbers are none that a copula takes, which a checked model does not have.
    fn of(dependence: &Dependence, names: &[&String], members: Vec<usize>) -> Option<Self> {
        let place = |name: &String| names.iter().position(|other| *other == name);
        let placed = |(position, correlation): (usize, &RankCorrelation)| {
            let [one, other] = &correlation.between;
            Some((position, place(one)?, place(other)?, correlation.rank))
        };
        let own: Vec<_> = dependence.correlations.iter().enumerate().filter_map(placed).collect();
        let pairs = own.iter().map(|&(_, i, j, rank)| (i, j, rank));
        let ranks = CorrelationMatrix::of_pairs(names.len(), pairs).ok()?;
        let copula = Copula::new(dependence.family, &ranks).ok()?;
        let mended = copula.repair().and_then(|repair| {
            let (a, b) = repair.pair;
            let written = own.iter().find(|(_, i, j, _)| (*i, *j) == (a, b) || (*i, *j) == (b, a));
            let (correlation, ..) = written.or(own.first())?;
            let between = [names[a].clone(), names[b].clone()];
            let not_written = names.len() * (names.len() - 1) / 2 - own.len();
            let (asked, used) = (repair.asked, repair.used);
            Some(MendedCorrelation { correlation: *correlation, between, asked, used, not_written })
        });
        Some(Self { copula, members, mended })
    }

    /// The rows it makes dependent.
    pub(super) fn rows(&self) -> Vec<Row> {
        self.members.iter().map(|member| Row(*member)).collect()
    }

    /// Makes the uniform numbers of a block dependent.
    pub(super) fn couple(&self, uniforms: &mut [Lanes]) {
        self.copula.couple(uniforms, &self.members);
    }

    /// Before values are drawn: the same, but that a Gaussian copula leaves every member its normal score, from which values
    /// follow without a detour over its uniform number.
    #[inline(always)]
    pub(super) fn couple_for_values<A: Arithmetic>(&self, rows: &mut [Lanes], scores: &mut Vec<Lanes>) {
        if self.copula.is_gaussian() {
            self.copula.score::<A>(rows, &self.members, scores);
        } else {
            self.copula.couple(rows, &self.members);
        }
    }

    /// For each row drawn, whether it is left a normal score.
    pub(super) fn scored(couplings: &[Self], drawn: &[Row]) -> Vec<bool> {
        let members = |row: &Row| couplings.iter().any(|c| c.copula.is_gaussian() && c.members.contains(&row.0));
        drawn.iter().map(members).collect()
    }

    pub(super) fn mended(&self) -> Option<&MendedCorrelation> {
        self.mended.as_ref()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::super::numbers::PathNumbers;
    use super::super::plan::Plan;
    use super::*;
    use crate::sampling::dependence::{Family, rank_correlation};
    use crate::sampling::{Design, Layout};
    use crate::scenario::Scenario;

    const STEEL: &str = "sector.steel.output_growth";
    const VANADIUM: &str = "sector.vanadium.output_growth";
    const T: Family = Family::T { freedom: 4.0 };

    fn model(family: Family, pairs: &[(&str, &str, f64)]) -> Model {
        let mut data = Scenario::builtin("baseline").unwrap().data().clone();
        let correlations = pairs.iter().map(|(one, other, rank)| RankCorrelation::new(one, other, *rank)).collect();
        data.dependence = Dependence { family, correlations };
        Model::new(data).unwrap()
    }

    /// The uniform numbers of everything drawn, by name.
    fn uniforms(model: &Model, layout: &Layout, block: u64) -> BTreeMap<String, Lanes> {
        let plan = Plan::new(model).unwrap();
        let mut numbers = PathNumbers::new(&plan);
        numbers.draw_uniforms(&plan, layout, block);
        plan.drawn_rows.iter().map(|row| (plan.rows[row.0].stream.clone(), *numbers.row(*row))).collect()
    }

    /// The names of the numbers whose draws differ.
    fn moved(one: &BTreeMap<String, Lanes>, other: &BTreeMap<String, Lanes>) -> Vec<String> {
        one.keys().filter(|name| one[*name] != other[*name]).cloned().collect()
    }

    #[test]
    fn a_correlation_moves_the_draw_of_its_second_number_alone() {
        let layout = Layout::random(3);
        let before = uniforms(&model(Family::Gaussian, &[]), &layout, 5);
        for family in [Family::Gaussian, T] {
            let pair = model(family, &[(VANADIUM, STEEL, 0.6)]);
            assert_eq!(moved(&before, &uniforms(&pair, &layout, 5)), [VANADIUM], "{family:?}");
            // Another pair elsewhere moves nothing here.
            let more = model(family, &[("trends.convergence", "prices.inflation", -0.4), (VANADIUM, STEEL, 0.6)]);
            let moved = moved(&uniforms(&pair, &layout, 5), &uniforms(&more, &layout, 5));
            assert_eq!(moved, ["trends.convergence"], "{family:?}");
        }
    }

    #[test]
    fn the_order_in_which_pairs_are_written_changes_no_bit() {
        let layout = Layout::random(8);
        for family in [Family::Gaussian, T] {
            let one =
                [(STEEL, VANADIUM, 0.6), (STEEL, "trends.common_deviation", 0.3), (VANADIUM, "prices.inflation", 0.5)];
            let other =
                [("prices.inflation", VANADIUM, 0.5), (VANADIUM, STEEL, 0.6), ("trends.common_deviation", STEEL, 0.3)];
            let (one, other) = (model(family, &one), model(family, &other));
            assert_eq!(moved(&uniforms(&one, &layout, 2), &uniforms(&other, &layout, 2)), [""; 0]);
        }
    }

    /// Designs spread the uniform numbers; dependence is laid over what they give.
    #[test]
    fn numbers_of_every_design_are_correlated() {
        for design in Design::ALL {
            let layout = Layout::new(design, 1, 64 * 400, 8).unwrap();
            let pair = model(Family::Gaussian, &[(STEEL, VANADIUM, 0.6)]);
            let (mut steel, mut vanadium) = (Vec::new(), Vec::new());
            for block in 0..400 {
                let drawn = uniforms(&pair, &layout, block);
                steel.extend(drawn[STEEL]);
                vanadium.extend(drawn[VANADIUM]);
            }
            let reached = rank_correlation(&steel, &vanadium).unwrap();
            // 25,600 draws, in mirrored pairs worth half as many: a standard error below 1.1 / sqrt(12,800).
            assert!((reached - 0.6).abs() < 0.03, "{design:?}: {reached}");
        }
    }
}
