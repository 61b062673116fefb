//! The scenarios and seed data that come with the program.

/// A scenario that comes with the program.
#[derive(Debug, Clone, Copy)]
pub struct BuiltIn {
    /// The name it is run by.
    pub name: &'static str,
    /// The file it is written in.
    pub file: &'static str,
    /// The text of the file.
    pub text: &'static str,
}

/// All scenarios that come with the program; the first is the one run by default.
pub const BUILTIN: &[BuiltIn] = &[
    BuiltIn { name: "baseline", file: "scenarios/baseline.toml", text: include_str!("../../scenarios/baseline.toml") },
    BuiltIn {
        name: "china-2020",
        file: "scenarios/china-2020.toml",
        text: include_str!("../../scenarios/china-2020.toml"),
    },
    BuiltIn {
        name: "hindcast-2015",
        file: "scenarios/hindcast-2015.toml",
        text: include_str!("../../scenarios/hindcast-2015.toml"),
    },
    BuiltIn {
        name: "hindcast-2011",
        file: "scenarios/hindcast-2011.toml",
        text: include_str!("../../scenarios/hindcast-2011.toml"),
    },
];

/// A seed file's name and text.
macro_rules! seed {
    ($file:literal) => {
        (concat!("seeds/", $file), include_str!(concat!("../../seeds/", $file)))
    };
}

/// Seed data of a region that come with the program: (name, files with their texts).
pub(super) const SEEDS: &[(&str, &[(&str, &str)])] = &[
    (
        "panzhihua-east",
        &[
            seed!("panzhihua-east/base-year.toml"),
            seed!("panzhihua-east/coefficients.toml"),
            seed!("panzhihua-east/energy.toml"),
            seed!("panzhihua-east/people-and-revenue.toml"),
            seed!("panzhihua-east/plan.toml"),
            seed!("panzhihua-east/volatility.toml"),
        ],
    ),
    // What is not known of an earlier year is that of 2020.
    (
        "panzhihua-east-2015",
        &[
            seed!("panzhihua-east-2015/base-year.toml"),
            seed!("panzhihua-east/coefficients.toml"),
            seed!("panzhihua-east/energy.toml"),
            seed!("panzhihua-east/volatility.toml"),
        ],
    ),
    (
        "panzhihua-east-2011",
        &[
            seed!("panzhihua-east-2011/base-year.toml"),
            seed!("panzhihua-east/coefficients.toml"),
            seed!("panzhihua-east/energy.toml"),
            seed!("panzhihua-east/volatility.toml"),
        ],
    ),
    ("china-2020", &[seed!("china-2020.toml")]),
];
