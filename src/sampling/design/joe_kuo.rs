//! Direction numbers of the Sobol sequence, after Joe & Kuo (2008).

use std::sync::LazyLock;

/// Dimensions with direction numbers: all primitive polynomials of degree 15 or less.
pub(super) const DIMENSIONS: usize = 3_667;

/// Binary digits of a point, and of the number of a point.
pub(super) const DIGITS: usize = 32;

/// The direction numbers of a dimension: column k, counted from 0, is what digit k of a point's number adds to the point.
pub(super) type Columns = [u32; DIGITS];

static TABLE: LazyLock<Vec<Columns>> = LazyLock::new(|| {
    let lines = include_str!("joe_kuo_2008.txt").lines().filter(|line| !line.starts_with('#'));
    let radical_inverse = std::array::from_fn(|k| 1 << (DIGITS - 1 - k));
    std::iter::once(radical_inverse).chain(lines.map(columns)).collect()
});

/// The direction numbers of a dimension, counted from 0.
pub(super) fn directions(dimension: usize) -> &'static Columns {
    &TABLE[dimension]
}

/// Continues the initial numbers m_1 .. m_s of a line "d s a m_1 .. m_s" by the recurrence of its primitive polynomial
/// x^s + a_1 x^(s-1) + .. + a_(s-1) x + 1:
///
/// v_k = a_1 v_(k-1) + .. + a_(s-1) v_(k-s+1) + v_(k-s) + v_(k-s) / 2^s, added digit by digit without carrying,
/// where v_k = m_k / 2^k and the digits of a are a_1 .. a_(s-1).
fn columns(line: &str) -> Columns {
    let numbers: Vec<u32> = line.split_whitespace().skip(1).filter_map(|word| word.parse().ok()).collect();
    let [degree, coefficients, initial @ ..] = numbers.as_slice() else { return [0; DIGITS] };
    let degree = *degree as usize;
    let mut v = [0; DIGITS];
    for (k, m) in initial.iter().enumerate() {
        v[k] = m << (DIGITS - 1 - k);
    }
    for k in degree..DIGITS {
        let before = v[k - degree];
        v[k] = before ^ (before >> degree);
        for j in 1..degree {
            if coefficients >> (degree - 1 - j) & 1 == 1 {
                v[k] ^= v[k - j];
            }
        }
    }
    v
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_table_is_read() {
        assert_eq!(TABLE.len(), DIMENSIONS);
        let lines = include_str!("joe_kuo_2008.txt").lines().filter(|line| !line.starts_with('#'));
        for (dimension, line) in (2u32..).zip(lines) {
            let numbers: Vec<u32> = line.split_whitespace().map(|word| word.parse().unwrap()).collect();
            assert_eq!((numbers[0], numbers[1] as usize), (dimension, numbers.len() - 3), "{line}");
            for (k, m) in numbers[3..].iter().enumerate() {
                assert!(m % 2 == 1 && m >> (k + 1) == 0, "m_{} of {line}", k + 1);
            }
        }
    }

    #[test]
    fn column_k_ends_with_digit_k() {
        // Then the first 2^m points have one point in each of 2^m equal intervals, in every dimension (Sobol 1967).
        for columns in TABLE.iter() {
            for (k, column) in columns.iter().enumerate() {
                assert_eq!(column.trailing_zeros() as usize, DIGITS - 1 - k);
            }
        }
    }

    #[test]
    fn the_recurrence_of_a_polynomial_continues_its_numbers() {
        // x^3 + x + 1 and m = 1, 3, 7: m_4 = 4 m_2 + 8 m_1 + m_1 and m_5 = 4 m_3 + 8 m_2 + m_2, added without carrying.
        let columns = columns("0 3 1 1 3 7");
        assert_eq!([columns[3] >> 28, columns[4] >> 27], [0b1100 ^ 0b1000 ^ 1, 0b1_1100 ^ 0b1_1000 ^ 0b11]);
    }
}
