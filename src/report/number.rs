//! Numbers as people read them.

use crate::model::{Comparator, Target};
use crate::units::Unit;

/// The largest of some numbers, without sign.
pub(super) fn largest<'v>(values: impl IntoIterator<Item = &'v f64>) -> f64 {
    values.into_iter().fold(0.0_f64, |most, value| most.max(value.abs()))
}

/// Decimals that show the largest of a set of numbers with `digits` digits; never more decimals than digits.
pub(super) fn decimals(largest: f64, digits: usize) -> usize {
    let mut before_point = 1;
    let mut rest = largest.abs();
    while rest >= 10.0 && before_point < digits {
        rest /= 10.0;
        before_point += 1;
    }
    digits - before_point
}

/// A number with so many decimals and a comma between thousands.
pub(super) fn fixed(value: f64, decimals: usize) -> String {
    let digits = format!("{:.decimals$}", value.abs());
    let (whole, fraction) = digits.split_once('.').unwrap_or((&digits, ""));
    // What rounds to zero has no sign.
    let negative = value < 0.0 && digits.bytes().any(|digit| (b'1'..=b'9').contains(&digit));
    let mut text = if negative { "-".to_owned() } else { String::new() };
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    if !fraction.is_empty() {
        text.push('.');
        text.push_str(fraction);
    }
    text
}

/// A single number with six digits and a comma between thousands, for sentences.
///
/// ```
/// use kapok::report::readable;
/// assert_eq!([readable(1234.56789), readable(-0.5), readable(12_345_678.9)], ["1,234.57", "-0.50000", "12,345,679"]);
/// ```
pub fn readable(value: f64) -> String {
    fixed(value, decimals(value, 6))
}

/// A number rounded to so many digits that say something, however small or large it is.
///
/// ```
/// use kapok::report::significant;
/// assert_eq!([significant(0.001_984, 3), significant(12_345_678.0, 3)], ["0.00198", "12,300,000"]);
/// ```
pub fn significant(value: f64, digits: usize) -> String {
    let written = format!("{value:.*e}", digits.saturating_sub(1));
    let rounded: f64 = written.parse().unwrap_or(value);
    let mut decimals = 0;
    let mut unit = 10f64.powi(i32::try_from(digits).unwrap_or(1) - 1);
    while rounded != 0.0 && rounded.abs() < unit && decimals < 18 {
        unit /= 10.0;
        decimals += 1;
    }
    fixed(rounded, decimals)
}

/// A count with a comma between thousands.
pub(super) fn count(count: u64) -> String {
    let digits = count.to_string();
    let groups: Vec<&str> = digits.as_bytes().rchunks(3).rev().filter_map(|group| str::from_utf8(group).ok()).collect();
    groups.join(",")
}

/// A figure as a plan prints it: no digits that say nothing.
pub(super) fn trimmed(value: f64) -> String {
    let text = fixed(value, 6);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// The unit of a column of numbers; fractions are shown in per cent.
pub(super) fn unit_name(unit: Unit<'_>) -> &str {
    match unit {
        Unit::Ratio | Unit::PerYear => "%",
        Unit::Money => "1e8 yuan",
        Unit::Energy => "1e4 tce",
        Unit::Emissions => "1e4 t",
        Unit::EnergyPerMoney => "tce/1e4 yuan",
        Unit::EmissionsPerMoney => "t/1e4 yuan",
        Unit::Persons => "1e4 persons",
        Unit::MoneyPerHead => "1e4 yuan",
        Unit::Own(name) => name,
    }
}

/// Where levels are so large that they are better read in units of 10^4 as much: the name of that unit.
pub(super) fn large_unit(unit: Unit, level: f64) -> Option<&'static str> {
    match unit {
        _ if level < 1e5 => None,
        Unit::Money => Some("1e12 yuan"),
        Unit::Energy => Some("1e8 tce"),
        Unit::Emissions => Some("1e8 t"),
        _ => None,
    }
}

/// The unit in which a level of this size is shown, and what values are multiplied with to stand in it.
pub(super) fn scaled_unit(unit: Unit<'_>, level: f64) -> (&str, f64) {
    large_unit(unit, level).map_or_else(|| (unit_name(unit), shown_scale(unit)), |name| (name, 1e-4))
}

/// What a value is multiplied with to stand in the unit that is shown.
pub(super) fn shown_scale(unit: Unit) -> f64 {
    match unit {
        Unit::Ratio | Unit::PerYear => 100.0,
        _ => 1.0,
    }
}

/// The plan's figure with its comparison, in the unit that is shown: `≥ 7.7`, `about 50`, `3 to 4`.
pub(super) fn figure(target: &Target, unit: Unit) -> String {
    let scale = shown_scale(unit);
    let value = trimmed(target.value * scale);
    match target.comparator {
        Comparator::AtLeast => format!("≥ {value}"),
        Comparator::AtMost => format!("≤ {value}"),
        Comparator::Above => format!("> {value}"),
        Comparator::Below => format!("< {value}"),
        Comparator::About => format!("about {value}"),
        Comparator::Between => format!("{value} to {}", trimmed(target.value_high.unwrap_or(target.value) * scale)),
    }
}

/// A share of paths with its standard error, in per cent: (`1.23 %`, `± 0.03`).
///
/// Where none or all of the paths met a target there is no standard error; the 95 % bound on the probability,
/// 1 - 0.05^(1 / paths) (close to 3 / paths), rounded away from certainty, says what is known.
pub(super) fn probability(share: f64, se: f64, paths: u64) -> (String, String) {
    if share <= 0.0 || share >= 1.0 {
        let bound = -100.0 * (0.05_f64.ln() / paths.max(1) as f64).exp_m1();
        let (bound, decimals) = one_digit_up(bound);
        let text =
            if share <= 0.0 { format!("< {bound:.decimals$} %") } else { format!("> {:.decimals$} %", 100.0 - bound) };
        return (text, String::new());
    }
    let (share, se) = (100.0 * share, 100.0 * se);
    let mut decimals = 1;
    while decimals < 7 && se * 10_f64.powi(decimals) < 0.95 {
        decimals += 1;
    }
    let decimals = usize::try_from(decimals).unwrap_or(1);
    (format!("{share:.decimals$} %"), format!("± {se:.decimals$}"))
}

/// A positive number rounded up to one digit, with the decimals that show it.
fn one_digit_up(value: f64) -> (f64, usize) {
    let (mut unit, mut decimals) = (1.0, 0);
    while value < unit && decimals < 12 {
        unit /= 10.0;
        decimals += 1;
    }
    while value >= 10.0 * unit {
        unit *= 10.0;
    }
    ((value / unit - 1e-9).ceil() * unit, decimals)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_follow_the_largest_number() {
        assert_eq!([0.02, 9.9, 10.0, 445.39, 1_016_422.0].map(|largest| decimals(largest, 4)), [3, 3, 2, 1, 0]);
    }

    #[test]
    fn thousands_have_commas_and_zero_has_no_sign() {
        assert_eq!(fixed(1_016_422.001, 1), "1,016,422.0");
        assert_eq!(fixed(-1234.56, 1), "-1,234.6");
        assert_eq!(fixed(-0.04, 1), "0.0");
        assert_eq!(fixed(999.96, 1), "1,000.0");
        assert_eq!(fixed(12.0, 0), "12");
        assert_eq!([0, 999, 1_000, 12_345_678].map(count), ["0", "999", "1,000", "12,345,678"]);
    }

    #[test]
    fn digits_that_say_something() {
        let shown = [0.001_984, 12_345_678.0, 1.0, 0.0, 99.96].map(|value| significant(value, 3));
        assert_eq!(shown, ["0.00198", "12,300,000", "1.00", "0", "100"]);
    }

    #[test]
    fn figures_show_no_idle_digits() {
        assert_eq!([0.077 * 100.0, 850.0, 0.5, 0.0, 1250.25].map(trimmed), ["7.7", "850", "0.5", "0", "1,250.25"]);
    }

    #[test]
    fn probabilities_show_the_digits_their_error_leaves() {
        let shown = |p: f64, n: f64| probability(p, (p * (1.0 - p) / n).sqrt(), 0);
        // sqrt(.5 * .5 / 100,000) = .00158; sqrt(.0123 * .9877 / 100,000) = .00035.
        assert_eq!(shown(0.5, 1e5), ("50.0 %".into(), "± 0.2".into()));
        assert_eq!(shown(0.0123, 1e5), ("1.23 %".into(), "± 0.03".into()));
        assert_eq!(shown(1e-5, 1e5), ("0.001 %".into(), "± 0.001".into()));
        assert_eq!(shown(0.4, 10.0), ("40.0 %".into(), "± 15.5".into()));
    }

    #[test]
    fn no_path_or_every_path_gives_a_bound() {
        // 3 / 100,000 = 0.003 %; 3 / 1,000 = 0.3 %; 1 - 0.05^(1/10) = 25.9 %.
        assert_eq!(probability(0.0, 0.0, 100_000).0, "< 0.003 %");
        assert_eq!(probability(1.0, 0.0, 100_000).0, "> 99.997 %");
        assert_eq!(probability(0.0, 0.0, 1_000).0, "< 0.3 %");
        assert_eq!(probability(1.0, 0.0, 1_000).0, "> 99.7 %");
        assert_eq!(probability(0.0, 0.0, 10).0, "< 30 %");
        assert_eq!(probability(1.0, 0.0, 10), ("> 70 %".into(), String::new()));
    }
}
