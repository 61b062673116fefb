//! Sectors on one path: value added, growth, output, price and energy.

use crate::economy::{GroupKind, Scope};
use crate::ensemble::{PathOutcome, PathYear, SectorYear};
use crate::model::Model;
use crate::report::number::fixed;
use crate::report::table::sectors::{Block, Line, average_growth, content, grid, spans};
use crate::report::table::{Ink, shown_years};
use crate::report::wide_table::PAGE;
use crate::units::Year;

/// Characters of a sector's name and what stands between it and the numbers.
const NAMES: usize = 36;
/// Most report years that are shown; where there are more, those of the table of a run.
const MOST_YEARS: usize = 5;

/// The sectors in the report years, or in every year.
pub(super) fn lines(model: &Model, outcome: &PathOutcome, every_year: bool, ink: Ink) -> Vec<String> {
    let lines = content(model.region()).into_iter().map(|line| Line { term: String::new(), ..line });
    let lines: Vec<Line> = lines.collect();
    let mut text = Vec::new();
    for years in years(model, every_year) {
        for page in pages(blocks(model, outcome, &lines, &years)) {
            text.extend(grid(&lines, page).render(ink));
            text.push(String::new());
        }
    }
    text.pop();
    text.extend(captions(model));
    if !every_year {
        text.push("-v shows the sectors in every year, as CSV and JSON do.".into());
    }
    text.push(String::new());
    text
}

/// The years shown side by side; of every year five at a time, each row of years beginning with the last of the one before, so
/// that growth is told for all of them.
fn years(model: &Model, every_year: bool) -> Vec<Vec<Year>> {
    if every_year {
        let years: Vec<Year> = (model.base_year()..=model.horizon()).collect();
        let starts = (0..years.len().saturating_sub(1)).step_by(MOST_YEARS);
        return starts.map(|start| years[start..=(start + MOST_YEARS).min(years.len() - 1)].to_vec()).collect();
    }
    let report_years = model.report_years().to_vec();
    vec![if report_years.len() > MOST_YEARS { shown_years(model) } else { report_years }]
}

fn captions(model: &Model) -> Vec<String> {
    let base = model.base_year();
    let mut captions = vec![format!(
        "Money in 1e8 yuan at {base} prices; growth is the yearly average of value added; the price of {base} is 1."
    )];
    if model.energy().is_some() {
        captions.push("Energy in 1e4 tce, that of homes not included.".into());
    }
    if model.region().groups.iter().any(|group| group.kind == GroupKind::Plan) {
        let groups =
            "A group's line is the sum of the sectors set in below it; its price is their mean, weighted by output.";
        captions.push(groups.into());
    }
    captions
}

/// Blocks that fit beside each other on a page.
fn pages(blocks: Vec<Block>) -> Vec<Vec<Block>> {
    let mut pages: Vec<Vec<Block>> = Vec::new();
    let mut width = PAGE;
    for block in blocks {
        width += block.width();
        match pages.last_mut() {
            Some(page) if width <= PAGE => page.push(block),
            _ => {
                width = NAMES + block.width();
                pages.push(vec![block]);
            }
        }
    }
    pages
}

fn blocks(model: &Model, outcome: &PathOutcome, lines: &[Line], years: &[Year]) -> Vec<Block> {
    let years_of: Vec<&PathYear> = outcome.years.iter().filter(|year| years.contains(&year.year)).collect();
    let values = |of: &dyn Fn(&[SectorYear]) -> Option<f64>| -> Vec<Vec<Option<f64>>> {
        let row = |line: &Line| years_of.iter().map(|year| of(&members(model, line, year))).collect();
        lines.iter().map(row).collect()
    };
    let value_added = values(&|sectors| Some(sectors.iter().map(|sector| sector.value_added).sum()));
    let output = values(&|sectors| Some(total_output(sectors)));
    let price = values(&|sectors| mean_price(sectors));
    let energy = values(&|sectors| sectors.iter().map(|sector| sector.energy).sum());
    let growth = |levels: &Vec<Option<f64>>| -> Vec<String> {
        let growths = levels.windows(2).zip(years.windows(2)).map(|(levels, years)| average_growth(levels, years));
        growths.map(|growth| growth.map_or(String::new(), |growth| fixed(100.0 * growth, 1))).collect()
    };
    let growth = Block {
        title: "Growth, % a year".into(),
        headers: spans(years),
        cells: value_added.iter().map(growth).collect(),
    };
    let blocks = vec![
        Block::by_year("Value added", years, &value_added, Some(5)),
        growth,
        Block::by_year("Output", years, &output, Some(5)),
        Block::by_year("Price", years, &price, Some(4)),
        Block::by_year("Energy", years, &energy, Some(4)),
    ];
    blocks.into_iter().filter(|block| !block.headers.is_empty()).collect()
}

/// The sectors a line is about, in a year.
fn members(model: &Model, line: &Line, year: &PathYear) -> Vec<SectorYear> {
    match line.scope {
        Some(Scope::Sector(i)) => vec![year.sectors[i]],
        Some(Scope::Group(g)) => model.region().groups[g].members.iter().map(|&i| year.sectors[i]).collect(),
        None => year.sectors.clone(),
    }
}

fn total_output(sectors: &[SectorYear]) -> f64 {
    sectors.iter().map(|sector| sector.output).sum()
}

/// sum p x / sum x; that of a single sector as it stands.
fn mean_price(sectors: &[SectorYear]) -> Option<f64> {
    if let [only] = sectors {
        return Some(only.price);
    }
    let nominal: f64 = sectors.iter().map(|sector| sector.price * sector.output).sum();
    Some(nominal / total_output(sectors)).filter(|price| price.is_finite())
}
