//! How much output moves from year to year, to be held against what is on record.

use super::{Draw, Projection};
use crate::sampling::{LANES, Lanes};

/// Blocks looked at: over ten years and more, 256 paths give a standard deviation to about a hundredth of itself.
const BLOCKS: u64 = 4;
/// The first projected year is left out: it holds the rebound from the base year.
const FIRST: usize = 2;

/// Sums of yearly growth and of its squares, of one sector, on the paths of a block.
#[derive(Clone)]
struct Moments {
    before: Lanes,
    sum: Lanes,
    squares: Lanes,
}

impl Projection<'_> {
    /// Standard deviation over the years of each sector's yearly log growth of output: within a path, root mean square
    /// over 256 paths. This is what the volatility of a historical series measures; that trends differ between paths is not in it.
    /// All zero if fewer than three years are projected.
    pub fn output_volatility(&self) -> Vec<f64> {
        let sectors = self.model.accounts().sectors();
        let years = self.model.years();
        if years <= FIRST {
            return vec![0.0; sectors];
        }
        let zero = Lanes::all(0.0);
        let count = (years + 1 - FIRST) as f64;
        let mut variance = vec![0.0; sectors];
        let mut block = self.block();
        for number in 0..BLOCKS {
            let mut moments = vec![Moments { before: zero, sum: zero, squares: zero }; sectors];
            block.run(Draw::random(self.model.default_seed(), number), |state| {
                for (moments, output) in moments.iter_mut().zip(&state.output) {
                    moments.add(output, state.step >= FIRST);
                }
            });
            for (variance, moments) in variance.iter_mut().zip(&moments) {
                *variance += moments.mean_variance(count);
            }
        }
        variance.iter().map(|sum| (sum / BLOCKS as f64).sqrt()).collect()
    }
}

impl Moments {
    fn add(&mut self, output: &Lanes, counts: bool) {
        for lane in 0..LANES {
            let log = output[lane].ln();
            if counts {
                let growth = log - self.before[lane];
                self.sum[lane] += growth;
                self.squares[lane] += growth * growth;
            }
            self.before[lane] = log;
        }
    }

    /// Variance over the years, mean over the paths.
    fn mean_variance(&self, years: f64) -> f64 {
        let variance = |lane: usize| (self.squares[lane] - self.sum[lane] * self.sum[lane] / years) / (years - 1.0);
        (0..LANES).map(variance).sum::<f64>() / LANES as f64
    }
}

#[cfg(test)]
mod tests {
    use nalgebra::dmatrix;

    use crate::economy::{AccountsData, Extras, FinalDemandData, Region, Sector};
    use crate::{Model, ModelData, Projection};

    #[test]
    fn a_random_walk_of_sales_has_the_volatility_of_its_steps() {
        let region = Region {
            name: "Island".into(),
            term: String::new(),
            base_year: 2020,
            sectors: vec![Sector::new("fish")],
            groups: Vec::new(),
            industry: None,
            extras: Extras::default(),
        };
        // Everything is sold outside, so output moves as outside sales do.
        let accounts = AccountsData {
            value_added: vec![1.0],
            value_added_ratio: vec![0.5],
            coefficients: dmatrix![0.1],
            purchase_share: vec![1.0],
            location_quotients: None,
            households: FinalDemandData::none(1),
            government: FinalDemandData::none(1),
            investment: FinalDemandData::none(1),
            external_floor: 0.0,
        };
        let mut data = ModelData::new(region, accounts, 2040);
        data.assumptions.trends.shock_persistence = 1.0.into();
        data.assumptions.sectors[0].shock_sd = 0.05.into();
        let model = Model::new(data).unwrap();
        let volatility = Projection::new(&model).unwrap().output_volatility()[0];
        // 256 paths of 19 years: standard error .05 / sqrt(2 * 256 * 18) = .00052.
        assert!((volatility - 0.05).abs() < 4.0 * 0.000_52, "{volatility}");
    }
}
