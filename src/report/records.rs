//! Answers that are lists of flat results, as programs read them: one object, or one line a result.

use serde::Serialize;
use serde_json::Value;

use super::csv_text::csv_text;
use super::error::ReportError;

/// The answer of a command: what it was asked about, and its results, each a flat object.
#[derive(Debug, Serialize)]
pub struct Records<'s, R> {
    /// The command.
    pub command: &'static str,
    /// The scenario it is about, where it is about one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scenario: Option<&'s str>,
    /// The scenarios, where it takes any number of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scenarios: Option<Vec<&'s str>>,
    /// Seed of the random numbers of a run.
    pub seed: u64,
    /// Paths of a run.
    pub paths: u64,
    /// Sampling design of the run, where the results are about its paths.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub design: Option<&'static str>,
    /// The results.
    pub results: Vec<R>,
}

impl<R: Serialize> Records<'_, R> {
    /// One object: `command`, `scenario` or `scenarios`, `seed`, `paths`, `design` where results are about paths, `results`.
    ///
    /// # Errors
    /// A result cannot be written as JSON.
    pub fn to_json(&self) -> Result<String, ReportError> {
        Ok(serde_json::to_string_pretty(self)? + "\n")
    }

    /// The results as CSV with these columns; what a result has nothing to say about is left empty.
    ///
    /// # Errors
    /// A result cannot be written as CSV.
    pub fn to_csv(&self, columns: &[&str]) -> Result<String, ReportError> {
        let fields = self.results.iter().map(serde_json::to_value).collect::<Result<Vec<Value>, _>>()?;
        let cell = |fields: &Value, column: &&str| match fields.get(*column) {
            None | Some(Value::Null) => String::new(),
            Some(Value::String(text)) => text.clone(),
            Some(other) => other.to_string(),
        };
        let header = columns.iter().map(|column| (*column).to_owned()).collect();
        let rows = fields.iter().map(|fields| columns.iter().map(|column| cell(fields, column)).collect());
        csv_text(std::iter::once(header).chain(rows))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Serialize)]
    struct Row {
        name: &'static str,
        #[serde(skip_serializing_if = "Option::is_none")]
        value: Option<f64>,
    }

    #[test]
    fn absent_fields_are_empty_cells() {
        let results = vec![Row { name: "a, b", value: Some(0.5) }, Row { name: "c", value: None }];
        let records = Records {
            command: "list",
            scenario: None,
            scenarios: Some(vec!["x"]),
            seed: 1,
            paths: 2,
            design: None,
            results,
        };
        assert_eq!(records.to_csv(&["name", "value"]).unwrap(), "name,value\n\"a, b\",0.5\nc,\n");
        let json: Value = serde_json::from_str(&records.to_json().unwrap()).unwrap();
        assert_eq!((&json["scenarios"][0], json.get("scenario")), (&"x".into(), None));
        assert_eq!(json["results"][1].get("value"), None);
    }
}
