//! Numbers as spreadsheets write them: decimal points or commas, digits in groups of three.

/// What separates the decimals of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DecimalMark {
    Point,
    Comma,
}

impl DecimalMark {
    fn sign(self) -> char {
        match self {
            Self::Point => '.',
            Self::Comma => ',',
        }
    }

    /// The mark that the cells of a file show. Nothing where only cells such as "1,234" are there, which may be read both
    /// ways.
    pub(super) fn of<'a>(cells: &(impl Iterator<Item = &'a str> + Clone)) -> Option<Self> {
        let shows = |mark: Self| cells.clone().any(|cell| shows(cell, mark));
        if shows(Self::Point) {
            Some(Self::Point)
        } else if shows(Self::Comma) {
            Some(Self::Comma)
        } else if cells.clone().any(is_ambiguous) {
            None
        } else {
            Some(Self::Point)
        }
    }
}

/// Whether a cell holds a number that may be read with either mark, such as "1,234" or "1.234".
pub(super) fn is_ambiguous(cell: &str) -> bool {
    cell.contains([',', '.'])
        && read(cell, DecimalMark::Point).is_some_and(|point| read(cell, DecimalMark::Comma) != Some(point))
        && read(cell, DecimalMark::Comma).is_some()
}

/// Whether a cell can be read with this mark and no other.
fn shows(cell: &str, mark: DecimalMark) -> bool {
    let other = if mark == DecimalMark::Point { DecimalMark::Comma } else { DecimalMark::Point };
    cell.contains(['.', ',']) && read(cell, mark).is_some() && read(cell, other).is_none()
}

/// The number a cell holds; nothing where it holds none, or one that is not finite.
pub(super) fn read(cell: &str, mark: DecimalMark) -> Option<f64> {
    let plain = cell.trim().replace('\u{2212}', "-");
    let (mantissa, exponent) = plain.split_once(['e', 'E']).map_or((plain.as_str(), None), |(m, e)| (m, Some(e)));
    let unsigned = mantissa.strip_prefix(['-', '+']).unwrap_or(mantissa);
    let (whole, decimals) = unsigned.split_once(mark.sign()).unwrap_or((unsigned, ""));
    let digits = |text: &str| text.chars().all(|c| c.is_ascii_digit());
    if !digits(decimals) || (whole.is_empty() && decimals.is_empty()) {
        return None;
    }
    let whole = ungrouped(whole, mark)?;
    let sign = if mantissa.starts_with('-') { "-" } else { "" };
    let exponent = exponent.map_or(String::new(), |e| format!("e{e}"));
    let value: f64 = format!("{sign}{whole}.{decimals}0{exponent}").parse().ok()?;
    value.is_finite().then_some(value)
}

/// The digits before the decimals without what groups them: blanks, apostrophes, or the mark that is not the decimals'.
fn ungrouped(whole: &str, mark: DecimalMark) -> Option<String> {
    let other = if mark == DecimalMark::Point { ',' } else { '.' };
    let separators = [' ', '\u{a0}', '\u{202f}', '\u{2009}', '\'', '\u{2019}', other];
    let groups: Vec<&str> = whole.split(separators).collect();
    let digits = groups.iter().all(|group| group.chars().all(|c| c.is_ascii_digit()));
    let first = groups.first().map_or(0, |group| group.len());
    let grouped = groups.len() == 1 || ((1..=3).contains(&first) && groups[1..].iter().all(|group| group.len() == 3));
    // "0,123" is no group of thousands.
    let leading_zero = groups.len() > 1 && groups[0].starts_with('0');
    (digits && grouped && !leading_zero).then(|| format!("0{}", groups.concat()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_many_countries() {
        let point = |cell| read(cell, DecimalMark::Point);
        let comma = |cell| read(cell, DecimalMark::Comma);
        for cell in ["1234.5", "1,234.5", "1 234.5", "1\u{a0}234.5", "1'234.5", "+1234.50", "1.2345e3"] {
            assert_eq!(point(cell), Some(1234.5), "{cell}");
        }
        for cell in ["1234,5", "1.234,5", "1\u{202f}234,5", "12345e-1"] {
            assert_eq!(comma(cell), Some(1234.5), "{cell}");
        }
        assert_eq!((point("\u{2212}3"), point(".5"), point("7.")), (Some(-3.0), Some(0.5), Some(7.0)));
        for cell in ["", "-", "12,34", "1,2345", "0,123", "1 2", "NaN", "inf", "1e999", "n/a", "1.2.3", "1e", "--2"] {
            assert_eq!(point(cell), None, "{cell}");
        }
    }

    #[test]
    fn the_mark_is_what_the_cells_show() {
        let mark = |cells: &[&str]| DecimalMark::of(&cells.iter().copied());
        assert_eq!(mark(&["1,234", "0,5"]), Some(DecimalMark::Comma));
        assert_eq!(mark(&["1,234", "0.5"]), Some(DecimalMark::Point));
        assert_eq!(mark(&["1,234", "steel"]), None);
        assert_eq!(mark(&["1.254", "12"]), None, "1.254 or 1254");
        assert_eq!(mark(&["1.254", "12", "0.125"]), Some(DecimalMark::Point));
        assert_eq!(mark(&["1.234.567", "1"]), Some(DecimalMark::Comma));
    }
}
