//! What is written in a file in a few words: numbers as people read them, distributions by kind and parameters.

use toml::{Table, Value};

use crate::input::shown;

/// A value on one line.
pub(super) fn in_words(value: &Value) -> String {
    match value {
        Value::String(text) => text.split_whitespace().collect::<Vec<_>>().join(" "),
        Value::Integer(number) => number.to_string(),
        Value::Float(number) => shown(*number),
        Value::Boolean(true) => "yes".to_owned(),
        Value::Boolean(false) => "no".to_owned(),
        Value::Datetime(when) => when.to_string(),
        Value::Array(entries) => entries.iter().map(entry_in_words).collect::<Vec<_>>().join(", "),
        Value::Table(table) => table_in_words(table),
    }
}

/// An entry of a list: a period as "2021 to 2025".
fn entry_in_words(entry: &Value) -> String {
    match entry {
        Value::Array(ends) if ends.len() == 2 => format!("{} to {}", in_words(&ends[0]), in_words(&ends[1])),
        Value::Array(_) | Value::Table(_) => format!("({})", in_words(entry)),
        plain => in_words(plain),
    }
}

/// "normal, mean 0.04, sd 0.015".
fn table_in_words(table: &Table) -> String {
    let kind = table.get("kind").map(in_words);
    let silent = ["kind", "standing", "source", "label", "term"];
    let others = table.iter().filter(|(key, _)| !silent.contains(&key.as_str()));
    let others = others.map(|(key, value)| match (key.as_str(), value) {
        ("truncate", Value::Array(ends)) if ends.len() == 2 => {
            format!("cut off to {} to {}", in_words(&ends[0]), in_words(&ends[1]))
        }
        ("truncate", ends) => format!("cut off to {}", in_words(ends)),
        ("quantiles", Value::Table(quantiles)) => format!("quantiles {}", table_in_words(quantiles)),
        (key, Value::Table(inner)) => format!("{} ({})", key.replace('_', " "), table_in_words(inner)),
        (key, value) => format!("{} {}", key.replace('_', " "), in_words(value)),
    });
    kind.into_iter().chain(others).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_read_as_people_say_them() {
        let cases = [
            ("0.040", "0.04"),
            ("[2020, 2025]", "2020, 2025"),
            ("[[2021, 2025], [2026, 2035]]", "2021 to 2025, 2026 to 2035"),
            ("{ kind = \"normal\", mean = 0.04, sd = 0.015, standing = \"assumed\" }", "normal, mean 0.04, sd 0.015"),
            ("{ quantiles = { p05 = 1, p50 = 2 }, low = 0 }", "quantiles p05 1, p50 2, low 0"),
            ("{ kind = \"normal\", mean = 0, sd = 1, truncate = [0, 1] }", "normal, mean 0, sd 1, cut off to 0 to 1"),
            (
                "{ kind = \"uniform\", low = 0, high = 1, truncate = { low = 0.5 } }",
                "uniform, low 0, high 1, cut off to low 0.5",
            ),
            ("[{ lever = \"demand\", of = \"steel\", size = -0.15 }]", "(lever demand, of steel, size -0.15)"),
        ];
        for (written, read) in cases {
            let table: Table = format!("x = {written}").parse().unwrap();
            assert_eq!(in_words(&table["x"]), read, "{written}");
        }
    }
}
