//! Copulas: what they promise of many draws, and of single ones to the last bit.

#![allow(clippy::unwrap_used, clippy::expect_used)] // a test stops at the first surprise

use kapok::sampling::dependence::{Copula, CorrelationMatrix, Family, RankRelation, rank_correlation};
use kapok::sampling::{Lanes, Stream};

const T: Family = Family::T { freedom: 4.0 };
const NAMES: [&str; 4] = ["a", "b", "c", "d"];

/// Four numbers, correlated both ways.
fn ranks() -> CorrelationMatrix {
    CorrelationMatrix::of_pairs(4, [(0, 1, 0.7), (0, 2, -0.3), (1, 2, 0.2), (2, 3, 0.5)]).unwrap()
}

fn independent(block: u64) -> [Lanes; 4] {
    NAMES.map(|name| {
        let mut lanes = Lanes::all(0.0);
        Stream::new(17, name, block).uniforms(&mut lanes);
        lanes
    })
}

/// Columns of dependent uniform numbers.
fn draws(copula: &Copula, blocks: u64) -> Vec<Vec<f64>> {
    let mut columns = vec![Vec::new(); 4];
    for block in 0..blocks {
        let mut rows = independent(block);
        copula.couple(&mut rows, &[0, 1, 2, 3]);
        columns.iter_mut().zip(rows).for_each(|(column, row)| column.extend(row));
    }
    columns
}

#[test]
fn draws_have_the_rank_correlations_asked_for_and_stay_uniform() {
    for family in [Family::Gaussian, T, Family::T { freedom: 2.0 }] {
        let copula = Copula::new(family, &ranks()).unwrap();
        assert_eq!(copula.repair(), None);
        let columns = draws(&copula, 5_000);
        let n = columns[0].len() as f64;
        for i in 0..4 {
            for j in 0..i {
                let found = rank_correlation(&columns[i], &columns[j]).unwrap();
                let asked = ranks().get(i, j);
                // Of 320,000 draws; the standard error is at most 1.35 / sqrt(n), the square root of 144 E[(U - 1/2)^4].
                assert!((found - asked).abs() < 4.0 * 1.35 / n.sqrt(), "{family:?} {i} {j}: {found}, not {asked}");
            }
        }
        for mut column in columns {
            assert!(column.iter().all(|u| 0.0 < *u && *u < 1.0));
            column.sort_by(f64::total_cmp);
            let distance = |(i, u): (usize, &f64)| (u - i as f64 / n).abs().max((u - (i + 1) as f64 / n).abs());
            let largest = column.iter().enumerate().map(distance).fold(0.0, f64::max);
            // Kolmogorov and Smirnov: sqrt(n) D is above 1.95 once in a thousand samples of uniform numbers.
            assert!(largest * n.sqrt() < 1.95, "{family:?}: {}", largest * n.sqrt());
        }
    }
}

/// Both numbers above their 99.5 % points: about as often as the coefficient of tail dependence says under a t copula,
/// lambda = 2 T_nu+1(-sqrt((nu + 1)(1 - rho) / (1 + rho))) (Embrechts, McNeil & Straumann 2002), far less often under a
/// Gaussian one of the same rank correlation.
#[test]
fn extremes_come_together_under_a_t_copula() {
    let two = CorrelationMatrix::of_pairs(4, [(0, 1, 0.5)]).unwrap();
    let together = |family| {
        let columns = draws(&Copula::new(family, &two).unwrap(), 12_500);
        let both = |above: fn(f64) -> bool| {
            columns[0].iter().zip(&columns[1]).filter(|(x, y)| above(**x) && above(**y)).count()
        };
        let expected = 0.005 * columns[0].len() as f64;
        [both(|u| u > 0.995) as f64 / expected, both(|u| u < 0.005) as f64 / expected]
    };
    let rho = RankRelation::of(T).correlation(0.5);
    // With 5 degrees of freedom T(-t) = 1/2 - (theta + sin theta cos theta (1 + 2/3 cos^2 theta)) / pi, theta = atan(t / sqrt 5).
    let theta = ((1.0 - rho) / (1.0 + rho)).sqrt().atan();
    let (sin, cos) = theta.sin_cos();
    let lambda = 1.0 - 2.0 * (theta + sin * cos * (1.0 + 2.0 / 3.0 * cos * cos)) / std::f64::consts::PI;
    for (t, gaussian) in together(T).into_iter().zip(together(Family::Gaussian)) {
        // 800,000 draws, 4,000 of them beyond: a standard error of .008. The limit is approached from above.
        assert!((lambda..lambda + 0.06).contains(&t), "{t} against {lambda}");
        assert!(gaussian < 0.65 * t, "{gaussian} against {t}");
    }
}

#[test]
fn what_is_not_coupled_keeps_its_draw_to_the_last_bit() {
    // a with c only, b and d with each other only: a and b come first.
    let apart = CorrelationMatrix::of_pairs(4, [(0, 2, 0.8), (1, 3, -0.5)]).unwrap();
    let mut rows = independent(3);
    Copula::new(Family::Gaussian, &apart).unwrap().couple(&mut rows, &[0, 1, 2, 3]);
    let before = independent(3);
    assert_eq!((rows[0], rows[1]), (before[0], before[1]));
    assert!(rows[2] != before[2] && rows[3] != before[3]);

    let pair = CorrelationMatrix::of_pairs(2, [(0, 1, 0.6)]).unwrap();
    for family in [Family::Gaussian, T] {
        let mut rows = independent(3);
        Copula::new(family, &pair).unwrap().couple(&mut rows, &[3, 1]);
        assert_eq!((rows[0], rows[2], rows[3]), (before[0], before[2], before[3]), "{family:?}");
        assert_ne!(rows[1], before[1]);
    }
}

/// Paths drawn in mirrored pairs stay mirrored.
#[test]
fn mirrored_draws_stay_mirrored() {
    for family in [Family::Gaussian, T] {
        let copula = Copula::new(family, &ranks()).unwrap();
        let (mut rows, mut mirrored) = (independent(8), independent(8).map(|row| row.map(|u| 1.0 - u)));
        copula.couple(&mut rows, &[0, 1, 2, 3]);
        copula.couple(&mut mirrored, &[0, 1, 2, 3]);
        for (u, v) in rows.iter().flatten().zip(mirrored.iter().flatten()) {
            assert!((u + v - 1.0).abs() < 1e-9, "{family:?}: {u} and {v}");
        }
    }
}

#[test]
fn full_correlation_makes_numbers_one() {
    let ranks = [(0, 1, 1.0), (0, 2, -1.0), (1, 2, -1.0), (0, 3, 0.4), (1, 3, 0.4), (2, 3, -0.4)];
    let ranks = CorrelationMatrix::of_pairs(4, ranks).unwrap();
    for family in [Family::Gaussian, T] {
        let copula = Copula::new(family, &ranks).unwrap();
        assert_eq!(copula.repair(), None, "singular is not contradictory");
        let columns = draws(&copula, 500);
        for i in 0..columns[0].len() {
            assert!((columns[0][i] - columns[1][i]).abs() < 1e-9 && (columns[0][i] + columns[2][i] - 1.0).abs() < 1e-9);
        }
        let reached = rank_correlation(&columns[0], &columns[3]).unwrap();
        assert!((reached - 0.4).abs() < 4.0 * 1.35 / 32_000f64.sqrt(), "{family:?}: {reached}");
    }
}

#[test]
fn draws_at_the_very_ends_stay_inside() {
    for family in [Family::Gaussian, T, Family::T { freedom: 1e3 }] {
        let copula = Copula::new(family, &ranks()).unwrap();
        for ends in [[0.0, 1.0], [1e-300, 1.0 - f64::EPSILON / 2.0]] {
            let mut rows = [Lanes::all(0.5); 4];
            for lane in 0..16 {
                for (place, row) in rows.iter_mut().enumerate().skip(1) {
                    row[lane] = ends[lane >> place & 1];
                }
                rows[0][lane] = 1e-16;
            }
            copula.couple(&mut rows, &[0, 1, 2, 3]);
            assert!(rows.iter().flatten().all(|u| 0.0 < *u && *u < 1.0), "{family:?}: {rows:?}");
        }
    }
}

/// Contradictory rank correlations give way, and the largest change is told. With three numbers that all move against each
/// other by -0.9 the scores reach -1/2 (by symmetry), which is a rank correlation of -(6 / pi) asin(1/4).
#[test]
fn contradictions_give_way() {
    let against = CorrelationMatrix::of_pairs(4, [(0, 1, -0.9), (0, 2, -0.9), (1, 2, -0.9)]).unwrap();
    let copula = Copula::new(Family::Gaussian, &against).unwrap();
    let repair = copula.repair().unwrap();
    let reached = -6.0 / std::f64::consts::PI * 0.25_f64.asin();
    assert_eq!(repair.asked, -0.9);
    assert!((repair.used - reached).abs() < 1e-9, "{repair:?}");
    let columns = draws(&copula, 2_000);
    for (i, j, rank) in [(0, 1, reached), (0, 2, reached), (1, 2, reached), (0, 3, 0.0)] {
        let found = rank_correlation(&columns[i], &columns[j]).unwrap();
        assert!((found - rank).abs() < 4.0 * 1.35 / 128_000f64.sqrt(), "{i} {j}: {found}");
    }
    assert!(Copula::new(T, &against).unwrap().repair().unwrap().used < -0.4);
}

#[test]
fn degrees_of_freedom_have_a_range() {
    for freedom in [1.9, 1_001.0, f64::NAN, f64::INFINITY, -3.0] {
        assert!(Copula::new(Family::T { freedom }, &ranks()).is_err(), "{freedom}");
    }
    let told = Copula::new(Family::T { freedom: 0.5 }, &ranks()).unwrap_err().to_string();
    assert_eq!(told, "found 0.5 degrees of freedom; allowed is 2 to 1000");
}
