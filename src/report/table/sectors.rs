//! Sectors in the plan's own groups: value added, growth, share of GDP and energy intensity.

use super::layout::{Column, Grid, indented};
use super::{Ink, median};
use crate::economy::{GroupKind, Region, Scope};
use crate::ensemble::Ensemble;
use crate::model::{Indicator, Measure, Model};
use crate::report::number::{decimals, fixed};
use crate::units::Year;

/// Most characters of a line of a sector's name.
const NAME: u16 = 34;

/// A line of the table.
pub(in crate::report) struct Line {
    pub(in crate::report) label: String,
    pub(in crate::report) term: String,
    /// None for the whole economy.
    pub(in crate::report) scope: Option<Scope>,
}

pub(super) fn lines(ensemble: &Ensemble, years: &[Year], ink: Ink) -> Vec<String> {
    let content = content(ensemble.model.region());
    let blocks = [
        value_added(ensemble, &content, years),
        growth(ensemble, &content, years),
        shares(ensemble, &content, years),
        energy_intensity(ensemble, &content, years),
    ];
    let mut lines = grid(&content, blocks.into()).render(ink);
    lines.extend(captions(&ensemble.model));
    lines
}

/// What the lines show.
pub(super) fn shown(model: &Model, years: &[Year]) -> Vec<(Indicator, Year)> {
    let of_line = |line: &Line| {
        let beside = [Measure::Share, Measure::EnergyIntensity];
        let beside = line.scope.into_iter().flat_map(move |scope| beside.map(|measure| Indicator::of(measure, scope)));
        std::iter::once(value_added_of(line)).chain(beside)
    };
    let lines = content(model.region());
    lines.iter().flat_map(of_line).flat_map(|indicator| years.iter().map(move |&year| (indicator, year))).collect()
}

/// Lines of sectors and groups with blocks of columns beside them; blocks without columns are left out.
pub(in crate::report) fn grid(content: &[Line], blocks: Vec<Block>) -> Grid {
    let mut columns = vec![Column::text("Sector", NAME), Column::text("", 22)];
    let mut rows: Vec<Vec<String>> = content.iter().map(|line| vec![line.label.clone(), line.term.clone()]).collect();
    let mut titles = Vec::new();
    for block in blocks.into_iter().filter(|block| !block.headers.is_empty()) {
        let gap = 3 + u16::try_from(block.lacking_width()).unwrap_or(0);
        columns.extend(
            block.headers.iter().enumerate().map(|(place, h)| Column::number(h, if place == 0 { gap } else { 2 })),
        );
        titles.push((columns.len() - 1, block.title));
        rows.iter_mut().zip(block.cells).for_each(|(row, cells)| row.extend(cells));
    }
    let mut grid = Grid::new(columns, rows);
    for (last, title) in titles {
        grid.title(last, title);
    }
    grid
}

fn captions(model: &Model) -> Vec<String> {
    let base_year = model.base_year();
    let energy = if model.energy().is_some() { "Energy intensity: tce per 1e4 yuan of value added. " } else { "" };
    let groups = model.region().groups.iter().any(|group| group.kind == GroupKind::Plan);
    let groups = if groups { "A group's line is the sum of the sectors set in below it. " } else { "" };
    vec![
        format!("Medians; growth is the yearly average of the growth of median value added at {base_year} prices."),
        format!("{groups}{energy}Bands: --format json or csv."),
        String::new(),
    ]
}

/// The whole economy last; before it each of the plan's groups where its first sector stands, and sectors outside
/// such groups on their own.
pub(in crate::report) fn content(region: &Region) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut listed = vec![false; region.groups.len()];
    for (i, sector) in region.sectors.iter().enumerate() {
        let holds = |g: &usize| region.groups[*g].kind == GroupKind::Plan && region.groups[*g].members.contains(&i);
        let groups: Vec<usize> = (0..region.groups.len()).filter(holds).collect();
        if groups.is_empty() {
            lines.push(Line { label: sector.label.clone(), term: sector.term.clone(), scope: Some(Scope::Sector(i)) });
        }
        for g in groups {
            if !std::mem::replace(&mut listed[g], true) {
                lines.extend(group_lines(region, g));
            }
        }
    }
    lines.push(Line { label: "All sectors".into(), term: String::new(), scope: None });
    lines
}

/// A group's own line, then its sectors set in; a group of one sector is that sector.
fn group_lines(region: &Region, g: usize) -> Vec<Line> {
    let group = &region.groups[g];
    let sector = |i: usize| (&region.sectors[i], Some(Scope::Sector(i)));
    if let [only] = group.members[..] {
        let (sector, scope) = sector(only);
        return vec![Line { label: sector.label.clone(), term: sector.term.clone(), scope }];
    }
    let head = Line { label: group.label.clone(), term: group.term.clone(), scope: Some(Scope::Group(g)) };
    let members = group.members.iter().map(|&i| {
        let (sector, scope) = sector(i);
        Line { label: indented(&sector.label, NAME), term: sector.term.clone(), scope }
    });
    std::iter::once(head).chain(members).collect()
}

/// Columns that belong together.
pub(in crate::report) struct Block {
    pub(in crate::report) title: String,
    pub(in crate::report) headers: Vec<String>,
    pub(in crate::report) cells: Vec<Vec<String>>,
}

impl Block {
    /// How many characters the columns of the block fall short of its title.
    fn lacking_width(&self) -> usize {
        self.title.chars().count().saturating_sub(self.columns_width())
    }

    /// Characters of its columns, and of the gap before it.
    pub(in crate::report) fn width(&self) -> usize {
        3 + self.columns_width() + self.lacking_width()
    }

    fn columns_width(&self) -> usize {
        let width = |(place, header): (usize, &String)| {
            let cells = self.cells.iter().map(|row| row[place].chars().count());
            cells.chain([header.chars().count()]).max().unwrap_or(0)
        };
        self.headers.iter().enumerate().map(width).sum::<usize>() + 2 * self.headers.len().saturating_sub(1)
    }

    /// A column a year; nothing where the measure is not reported for any sector.
    pub(in crate::report) fn by_year(
        title: &str,
        years: &[Year],
        values: &[Vec<Option<f64>>],
        digits: Option<usize>,
    ) -> Self {
        let known = || values.iter().flatten().flatten();
        let decimals = digits.map_or(1, |digits| decimals(known().copied().fold(0.0, f64::max), digits));
        let show = |value: &Option<f64>| value.map_or(String::new(), |value| fixed(value, decimals));
        let headers =
            if known().next().is_none() { Vec::new() } else { years.iter().map(ToString::to_string).collect() };
        Self { title: title.into(), headers, cells: values.iter().map(|row| row.iter().map(show).collect()).collect() }
    }
}

fn value_added_of(line: &Line) -> Indicator {
    line.scope.map_or(Indicator::headline(Measure::Gdp), |scope| Indicator::of(Measure::ValueAdded, scope))
}

fn medians(ensemble: &Ensemble, indicator: Indicator, years: &[Year], scale: f64) -> Vec<Option<f64>> {
    years.iter().map(|&year| median(ensemble, indicator, year).map(|value| value * scale)).collect()
}

fn value_added(ensemble: &Ensemble, content: &[Line], years: &[Year]) -> Block {
    let values: Vec<_> = content.iter().map(|line| medians(ensemble, value_added_of(line), years, 1.0)).collect();
    Block::by_year("Value added, 1e8 yuan", years, &values, Some(5))
}

fn growth(ensemble: &Ensemble, content: &[Line], years: &[Year]) -> Block {
    let row = |line: &Line| -> Vec<String> {
        let levels = medians(ensemble, value_added_of(line), years, 1.0);
        let spans = levels.windows(2).zip(years.windows(2));
        spans
            .map(|(levels, years)| average_growth(levels, years).map_or(String::new(), |g| fixed(100.0 * g, 1)))
            .collect()
    };
    Block { title: "Growth, % a year".into(), headers: spans(years), cells: content.iter().map(row).collect() }
}

/// The spans between years: `2021-25`, `2026-35`.
pub(in crate::report) fn spans(years: &[Year]) -> Vec<String> {
    years.windows(2).map(|span| format!("{}-{:02}", span[0] + 1, span[1].rem_euclid(100))).collect()
}

/// (last / first)^(1 / years) - 1
pub(in crate::report) fn average_growth(levels: &[Option<f64>], years: &[Year]) -> Option<f64> {
    let (first, last) = (levels[0]?, levels[1]?);
    Some((last / first).powf(1.0 / f64::from(years[1] - years[0])) - 1.0)
}

fn shares(ensemble: &Ensemble, content: &[Line], years: &[Year]) -> Block {
    let row = |line: &Line| match line.scope {
        Some(scope) => medians(ensemble, Indicator::of(Measure::Share, scope), years, 100.0),
        None => vec![Some(100.0); years.len()],
    };
    let values: Vec<_> = content.iter().map(row).collect();
    Block::by_year("Share of GDP, %", years, &values, None)
}

/// Blank for the whole economy, whose energy includes that of homes.
fn energy_intensity(ensemble: &Ensemble, content: &[Line], years: &[Year]) -> Block {
    let row = |line: &Line| match line.scope {
        Some(scope) => medians(ensemble, Indicator::of(Measure::EnergyIntensity, scope), years, 1.0),
        None => vec![None; years.len()],
    };
    let values: Vec<_> = content.iter().map(row).collect();
    Block::by_year("Energy intensity", years, &values, Some(3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn growth_is_the_yearly_average() {
        // 1.05^5 = 1.2762815625
        let growth = average_growth(&[Some(100.0), Some(127.628_156_25)], &[2020, 2025]).unwrap();
        assert!((growth - 0.05).abs() < 1e-12);
        assert_eq!(average_growth(&[None, Some(1.0)], &[2020, 2025]), None);
    }
}
