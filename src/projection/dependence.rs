//! The model's rank correlations made ready for drawing: one copula for each group of numbers that hang together.

use super::plan::{Row, RowPlan};
use crate::model::{Dependence, Model, RankCorrelation};
use crate::sampling::Lanes;
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
            Some(MendedCorrelation { correlation: *correlation, between, asked: repair.asked, used: repair.used })
        });
        Some(Self { copula, members, mended })
    }

    /// Makes the uniform numbers of a block dependent.
    pub(super) fn couple(&self, uniforms: &mut [Lanes]) {
        self.copula.couple(uniforms, &self.members);
    }

    pub(super) fn mended(&self) -> Option<&MendedCorrelation> {
        self.mended.as_ref()
    }
}
