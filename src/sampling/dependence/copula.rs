//! Copulas: independent uniform numbers turned into dependent ones.

use super::correlation::{CorrelationError, CorrelationMatrix};
use super::factor::lower_factor;
use super::nearest::nearest_correlation;
use super::rank_relation::RankRelation;
use super::standard::{Student, inside, normal_cdf, normal_quantile};
use crate::lanes::{Arithmetic, Lanes, update};
use crate::sampling::standard_normal_quantiles;

use nalgebra::DMatrix;

/// The form of dependence.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub enum Family {
    /// That of normal scores: far out in the tails the numbers are almost independent.
    #[default]
    Gaussian,
    /// That of scores from Student's t distribution: extremes come together, the more so the fewer the degrees of freedom.
    /// Two numbers correlated by 0 are not independent either.
    T {
        /// Degrees of freedom, from 2 to 1,000.
        freedom: f64,
    },
}

/// Where the rank correlations asked for contradict each other: the pair that had to give way most.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Repair {
    /// Positions of the pair, the earlier first.
    pub pair: (usize, usize),
    /// The rank correlation asked for.
    pub asked: f64,
    /// The rank correlation that it has.
    pub used: f64,
}

/// Changes that differ by less than this are told as if they were equal.
const AS_MUCH: f64 = 1e-6;

/// Dependence between uniform numbers, given by their rank correlations.
///
/// The correlations rho of the scores follow from the rank correlations ([`RankRelation`]); where the matrix of them has a
/// negative eigenvalue, the nearest correlation matrix takes its place. With L its lower triangular factor, independent
/// uniform numbers u become dependent ones u':
///
/// - Gaussian: z = Phi^-1(u), y = L z, u' = Phi(y);
/// - Student's t with nu degrees of freedom: e_k = sqrt((nu + e_1^2 + ... + e_k-1^2) / (nu + k - 1)) T_nu+k-1^-1(u_k),
///   y = L e, u' = T_nu(y). Given those before it, a score of the multivariate t distribution has Student's t distribution
///   with one degree of freedom more for each and this scale (Rosenblatt 1952; Ding 2016). So no other random number than
///   u is needed, and what the u were designed to be (stratified, antithetic ...) is not blurred by one.
///
/// Each number keeps its own uniform distribution. The first keeps its draw to the last bit; so does, under the Gaussian
/// copula, any that is correlated with none before it.
///
/// References: Rosenblatt, M. (1952): Remarks on a multivariate transformation. Ding, P. (2016): On the conditional
/// distribution of the multivariate t distribution. The American Statistician 70.
///
/// ```
/// use kapok::sampling::dependence::{Copula, CorrelationMatrix, Family, rank_correlation};
/// use kapok::sampling::{Lanes, Stream};
/// let ranks = CorrelationMatrix::of_pairs(2, [(0, 1, 0.6)])?;
/// let copula = Copula::new(Family::Gaussian, &ranks)?;
/// let mut rows = [Lanes::all(0.0); 3];
/// let (mut steel, mut vanadium) = (Vec::new(), Vec::new());
/// for block in 0..100 {
///     for (name, row) in ["steel", "tourism", "vanadium"].iter().zip(&mut rows) {
///         Stream::new(1, name, block).uniforms(row);
///     }
///     copula.couple(&mut rows, &[0, 2]);
///     steel.extend(rows[0]);
///     vanadium.extend(rows[2]);
/// }
/// let reached = rank_correlation(&steel, &vanadium).unwrap_or(0.0);
/// assert!((reached - 0.6).abs() < 0.03); // 6,400 draws: a standard error below .011
/// # Ok::<(), kapok::sampling::dependence::CorrelationError>(())
/// ```
#[derive(Debug, Clone)]
pub struct Copula {
    lower: DMatrix<f64>,
    /// Student's t with nu, nu + 1, ... degrees of freedom; none for the Gaussian copula.
    students: Vec<Student>,
    repair: Option<Repair>,
}

impl Copula {
    /// The copula with these rank correlations, or the nearest that there are.
    ///
    /// # Errors
    /// The degrees of freedom are not from 2 to 1,000.
    pub fn new(family: Family, ranks: &CorrelationMatrix) -> Result<Self, CorrelationError> {
        let students = match family {
            Family::Gaussian => Vec::new(),
            Family::T { freedom } if (2.0..=1e3).contains(&freedom) => {
                (0..ranks.size()).filter_map(|before| Student::new(freedom + before as f64)).collect()
            }
            Family::T { freedom } => return Err(CorrelationError::Freedom { value: freedom }),
        };
        let relation = RankRelation::of(family);
        let scores = ranks.map(|rank| relation.correlation(rank));
        let fitting = nearest_correlation(&scores, 0.0)?;
        let repair = if fitting == scores { None } else { largest_change(ranks, &fitting, &relation) };
        Ok(Self { lower: lower_factor(&fitting), students, repair })
    }

    /// The largest change that had to be made to the rank correlations, if they contradict each other.
    pub fn repair(&self) -> Option<Repair> {
        self.repair
    }

    /// Makes the uniform numbers of 64 paths dependent: `members` are the positions in `rows` of the numbers, in the order of
    /// the matrix. Other rows are left alone.
    ///
    /// # Panics
    /// `members` are not as many as the matrix has rows, or one of them is not the position of a row.
    pub fn couple(&self, rows: &mut [Lanes], members: &[usize]) {
        assert_eq!(members.len(), self.lower.nrows(), "one member for each row of the matrix");
        let scores = if self.students.is_empty() { normal_scores(rows, members) } else { self.t_scores(rows, members) };
        for (i, &member) in members.iter().enumerate() {
            if self.keeps(i) {
                continue;
            }
            let mut score = Lanes::all(0.0);
            for (j, independent) in scores.iter().enumerate().take(i + 1) {
                let weight = self.lower[(i, j)];
                score.iter_mut().zip(independent).for_each(|(score, e)| *score += weight * e);
            }
            rows[member] = match self.students.first() {
                None => score.map(|y| inside(normal_cdf(y))),
                Some(student) => score.map(|y| inside(student.cdf(y))),
            };
        }
    }

    /// Whether the scores are normal ones.
    pub(crate) fn is_gaussian(&self) -> bool {
        self.students.is_empty()
    }

    /// Turns independent uniform numbers into the dependent normal scores y of a Gaussian copula.
    #[inline(always)]
    pub(crate) fn score<A: Arithmetic>(&self, rows: &mut [Lanes], members: &[usize], scores: &mut Vec<Lanes>) {
        scores.clear();
        scores.extend(members.iter().map(|&member| rows[member]));
        for score in scores.iter_mut() {
            standard_normal_quantiles::<A>(score);
        }
        for (i, &member) in members.iter().enumerate() {
            if self.keeps(i) {
                rows[member] = scores[i];
                continue;
            }
            let mut sum = Lanes::all(0.0);
            for (j, independent) in scores.iter().enumerate().take(i + 1) {
                let weight = self.lower[(i, j)];
                update(&mut sum, [independent], |sum, [e]| A::mul_add(weight, e, sum));
            }
            rows[member] = sum;
        }
    }

    /// Whether a member's score is its own alone, and its uniform number therefore stays what it is.
    fn keeps(&self, i: usize) -> bool {
        i == 0 || (self.students.is_empty() && self.lower[(i, i)] == 1.0)
    }

    /// Independent scores whose weighted sums have Student's t distribution together. A member that follows from those
    /// before it brings no score of its own.
    fn t_scores(&self, rows: &[Lanes], members: &[usize]) -> Vec<Lanes> {
        let mut squares = Lanes::all(0.0);
        let mut students = self.students.iter();
        let mut scores = Vec::with_capacity(members.len());
        let freedom = self.students.first().map_or(0.0, Student::freedom);
        for (i, &member) in members.iter().enumerate() {
            let mut score = Lanes::all(0.0);
            if self.lower[(i, i)] > 0.0
                && let Some(student) = students.next()
            {
                for (lane, score) in score.iter_mut().enumerate() {
                    let scale = ((freedom + squares[lane]) / student.freedom()).sqrt();
                    *score = scale * student.quantile(inside(rows[member][lane]));
                    squares[lane] += *score * *score;
                }
            }
            scores.push(score);
        }
        scores
    }
}

fn normal_scores(rows: &[Lanes], members: &[usize]) -> Vec<Lanes> {
    members.iter().map(|&member| rows[member].map(|u| normal_quantile(inside(u)))).collect()
}

/// The pair whose rank correlation changed most; the first of those that changed as much but for rounding.
fn largest_change(ranks: &CorrelationMatrix, fitting: &CorrelationMatrix, relation: &RankRelation) -> Option<Repair> {
    let pairs = (0..ranks.size()).flat_map(|j| (0..j).map(move |i| (i, j)));
    let changes = pairs.map(|pair| {
        let (asked, score) = (ranks.get(pair.0, pair.1), fitting.get(pair.0, pair.1));
        Repair { pair, asked, used: relation.rank(score) }
    });
    let size = |repair: &Repair| (repair.used - repair.asked).abs();
    changes.reduce(|most, next| if size(&next) > size(&most) + AS_MUCH { next } else { most })
}
