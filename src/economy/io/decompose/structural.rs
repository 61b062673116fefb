//! Structural decomposition of the change of output, or of an account such as energy, into what brought it about.

use nalgebra::{DMatrix, DVector};

/// Effects on the output of each sector; they sum to its change.
#[derive(Debug, Clone, PartialEq)]
pub struct OutputChange {
    /// Of technology, the change of the Leontief inverse.
    pub technology: DVector<f64>,
    /// Of final demand.
    pub final_demand: DVector<f64>,
}

/// The change of output x = L f from (L0, f0) to (L1, f1).
///
/// ```text
/// technology   = (L1 - L0)(f0 + f1) / 2
/// final demand = (L0 + L1)(f1 - f0) / 2
/// ```
///
/// the mean of the two polar forms, exact (Dietzenbacher & Los 1998). L n x n without unit, f one entry a sector at the
/// prices of its year: between tables at current prices, technology holds relative prices as well.
///
/// ```
/// use kapok::economy::io::output_change;
/// use nalgebra::{dmatrix, dvector};
/// let change = output_change(&dmatrix![1.0], &dmatrix![1.5], &dvector![10.0], &dvector![20.0]);
/// assert_eq!((change.technology[0], change.final_demand[0]), (7.5, 12.5)); // 20 in all, from 10 to 30
/// ```
pub fn output_change(
    before: &DMatrix<f64>,
    after: &DMatrix<f64>,
    demand_before: &DVector<f64>,
    demand_after: &DVector<f64>,
) -> OutputChange {
    OutputChange {
        technology: (after - before) * (demand_before + demand_after) * 0.5,
        final_demand: (before + after) * (demand_after - demand_before) * 0.5,
    }
}

/// What an account of a satellite (energy, CO2, persons) is made of: q_i = e_i sum_j l_ij f_j.
#[derive(Debug, Clone, PartialEq)]
pub struct AccountFactors {
    /// e: use per unit of output, one entry a sector, in the satellite's unit per unit of money.
    pub intensity: DVector<f64>,
    /// L: the Leontief inverse, n x n, without unit.
    pub leontief: DMatrix<f64>,
    /// f: final demand, one entry a sector, in the unit of output.
    pub demand: DVector<f64>,
}

/// Effects on the account of each sector, in the satellite's unit; they sum to its change.
#[derive(Debug, Clone, PartialEq)]
pub struct AccountChange {
    /// Of the intensity, use per unit of the sector's output.
    pub intensity: DVector<f64>,
    /// Of technology, the change of the Leontief inverse.
    pub technology: DVector<f64>,
    /// Of final demand.
    pub final_demand: DVector<f64>,
}

/// The change of an account q_i = e_i (L f)_i into effects of e, L and f.
///
/// Each effect is the mean over all 3! orders in which the three may change one after the other. With x_ab = L_a f_b:
///
/// ```text
/// intensity_i    = (e1 - e0)_i [2 x_00 + x_01 + x_10 + 2 x_11]_i / 6
/// technology_i   = [(2 e0 + e1)_i (x_10 - x_00)_i + (e0 + 2 e1)_i (x_11 - x_01)_i] / 6
/// final demand_i = [(2 e0 + e1)_i (x_01 - x_00)_i + (e0 + 2 e1)_i (x_11 - x_10)_i] / 6
/// ```
///
/// The sum is exact, and no order is preferred (Dietzenbacher & Los 1998, who show that single orders differ much); where e
/// does not change, technology and final demand are those of [`output_change`] times e. Between tables at current prices the
/// intensity falls, and final demand rises, with prices. Both factors have the same sectors in the same order.
///
/// ```
/// use kapok::economy::io::{AccountFactors, account_change};
/// use nalgebra::{dmatrix, dvector};
/// let before = AccountFactors { intensity: dvector![2.0], leontief: dmatrix![1.0], demand: dvector![10.0] };
/// let after = AccountFactors { intensity: dvector![1.0], leontief: dmatrix![1.5], demand: dvector![20.0] };
/// let change = account_change(&before, &after); // from 20 to 30
/// assert!((change.intensity[0] + change.technology[0] + change.final_demand[0] - 10.0).abs() < 1e-12);
/// ```
pub fn account_change(before: &AccountFactors, after: &AccountFactors) -> AccountChange {
    let (e0, e1) = (&before.intensity, &after.intensity);
    let output = |technology: &AccountFactors, demand: &AccountFactors| &technology.leontief * &demand.demand;
    let (x00, x01) = (output(before, before), output(before, after));
    let (x10, x11) = (output(after, before), output(after, after));
    let (early, late) = ((e0 * 2.0 + e1) / 6.0, (e0 + e1 * 2.0) / 6.0);
    AccountChange {
        intensity: (e1 - e0).component_mul(&((&x00 + &x11) * 2.0 + &x01 + &x10)) / 6.0,
        technology: early.component_mul(&(&x10 - &x00)) + late.component_mul(&(&x11 - &x01)),
        final_demand: early.component_mul(&(&x01 - &x00)) + late.component_mul(&(&x11 - &x10)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use nalgebra::{dmatrix, dvector};

    fn factors(which: usize) -> AccountFactors {
        [
            AccountFactors {
                intensity: dvector![0.5, 2.0],
                leontief: dmatrix![1.2, 0.3; 0.1, 1.1],
                demand: dvector![10.0, 20.0],
            },
            AccountFactors {
                intensity: dvector![0.4, 2.5],
                leontief: dmatrix![1.4, 0.2; 0.3, 1.3],
                demand: dvector![15.0, 12.0],
            },
        ][which]
            .clone()
    }

    /// Every order carried out: the factors changed one by one, the account worked out anew after each.
    #[test]
    fn effects_are_the_mean_over_all_orders() {
        let account = |e: usize, l: usize, f: usize| {
            factors(e).intensity.component_mul(&(factors(l).leontief * factors(f).demand))
        };
        let mut sums = [dvector![0.0, 0.0], dvector![0.0, 0.0], dvector![0.0, 0.0]];
        for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
            let mut at = [0; 3];
            for factor in order {
                let old = account(at[0], at[1], at[2]);
                at[factor] = 1;
                sums[factor] += account(at[0], at[1], at[2]) - old;
            }
        }
        let change = account_change(&factors(0), &factors(1));
        for (effect, sum) in [change.intensity, change.technology, change.final_demand].iter().zip(sums) {
            assert!((effect - sum / 6.0).amax() < 1e-12);
        }
    }

    #[test]
    fn with_intensities_of_one_it_is_the_change_of_output() {
        let output = |which| AccountFactors { intensity: dvector![1.0, 1.0], ..factors(which) };
        let (before, after) = (output(0), output(1));
        let change = account_change(&before, &after);
        let plain = output_change(&before.leontief, &after.leontief, &before.demand, &after.demand);
        assert!(change.intensity.amax() == 0.0 && (change.technology - plain.technology).amax() < 1e-12);
        assert!((change.final_demand - plain.final_demand).amax() < 1e-12);
    }
}
