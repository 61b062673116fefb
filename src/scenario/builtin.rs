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

/// A scenario by its name.
macro_rules! scenario {
    ($name:literal) => {
        BuiltIn {
            name: $name,
            file: concat!("scenarios/", $name, ".toml"),
            text: include_str!(concat!("../../scenarios/", $name, ".toml")),
        }
    };
}

/// All scenarios that come with the program; the first is the one run by default.
pub const BUILTIN: &[BuiltIn] = &[
    scenario!("baseline"),
    scenario!("plan"),
    scenario!("steel-downturn"),
    scenario!("steel-cap"),
    scenario!("vanadium-titanium-upgrade"),
    scenario!("wellness-led"),
    scenario!("green-transition"),
    scenario!("two-industry-integration"),
    scenario!("pandemic"),
    scenario!("fiscal-squeeze"),
    scenario!("population-outflow"),
    scenario!("hindcast-2011"),
    scenario!("hindcast-2015"),
    scenario!("china-2020"),
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
