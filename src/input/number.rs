//! Numbers as they are shown in messages.

/// The shortest text that reads as this number, without three hundred zeros where it is very large or small.
///
/// ```
/// assert_eq!([0.25, 5.0, 1e15].map(kapok::input::shown), ["0.25", "5", "1e15"]);
/// ```
pub fn shown(value: f64) -> String {
    let text = if value.is_finite() && value.abs() >= 1e12 { format!("{value:e}") } else { format!("{value:?}") };
    text.strip_suffix(".0").map(str::to_owned).unwrap_or(text)
}

/// A sum of written numbers without the dust of adding them up.
pub(crate) fn shown_sum(sum: f64) -> String {
    shown((sum * 1e12).round() / 1e12)
}

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn numbers_are_shown_as_one_would_write_them() {
        let shown = [0.25, 5.0, -1e300, 1e-200, 0.0, 1e15, 1e8].map(shown);
        assert_eq!(shown, ["0.25", "5", "-1e300", "1e-200", "0", "1e15", "100000000"]);
    }
}
