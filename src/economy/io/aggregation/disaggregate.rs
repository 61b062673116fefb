//! A sector split into several by given shares.

use nalgebra::DMatrix;

use super::super::{Table, TableData};
use super::{wrong_share, wrong_sum};
use crate::input::{Problem, Problems, hint, shown};

/// A part of a sector that is split, with its shares, which sum to 1 over the parts.
#[derive(Debug, Clone, PartialEq)]
pub struct SectorPart {
    /// Its name.
    pub name: String,
    /// Its share of the sector's output.
    pub output: f64,
    /// Its share of what the sector sells to sectors.
    pub sales: f64,
    /// Its share of what the sector buys from sectors.
    pub purchases: f64,
}

impl SectorPart {
    /// A part that sells and buys in proportion to its output.
    pub fn by_output(name: impl Into<String>, share: f64) -> Self {
        Self { name: name.into(), output: share, sales: share, purchases: share }
    }
}

/// A sector of the new table: where it comes from and what it takes of it.
struct Origin {
    sector: usize,
    name: String,
    output: f64,
    sales: f64,
    purchases: f64,
    final_demand: f64,
    primary: f64,
}

impl Table {
    /// The table with one sector split into parts, which stand in its place.
    ///
    /// ```text
    /// x_k = w_k x_s   z_kj = r_k z_sj   z_jk = c_k z_js   z_kl = r_k c_l z_ss
    /// f_k = f_s (w_k x_s - r_k sum_j z_sj) / (x_s - sum_j z_sj),   v_k likewise with c_k and sum_j z_js
    /// ```
    ///
    /// w, r, c are the shares of output, of sales to sectors and of purchases from sectors. Every category of final demand
    /// takes what the part's output leaves, every primary input pays for it, so that a table that balances still does and
    /// gaps are shared out. Satellites go by output. Units are those of the table. With all three shares equal, the parts
    /// have the sector's input coefficients. Lindner, Legault & Guan (2012) discuss what such weights leave open.
    ///
    /// # Errors
    /// All faults together: no such sector, no part, a name that stands already, a share below 0, shares that miss 1 by more
    /// than 10^-6, shares of sales or purchases beyond what the part's output allows.
    ///
    /// ```
    /// use kapok::economy::io::{SectorPart, Table};
    /// let text = "sector,mines,steel,final_demand,output\nmines,1,4,5,10\nsteel,2,8,10,20\nprimary:value_added,7,8,,\n";
    /// let table = Table::from_csv("table.csv", text)?;
    /// let split = table.disaggregated("mines", &[SectorPart::by_output("coal", 0.25), SectorPart::by_output("ores", 0.75)])?;
    /// assert_eq!(split.sectors(), ["coal", "ores", "steel"]);
    /// assert_eq!(split.flows()[(1, 2)], 3.0);
    /// # Ok::<(), kapok::Problems>(())
    /// ```
    pub fn disaggregated(&self, sector: &str, parts: &[SectorPart]) -> Result<Self, Problems> {
        let Some(place) = self.sectors().iter().position(|name| name == sector) else {
            let hint = hint(sector, self.sectors().iter().map(String::as_str), "");
            return Err(Problem::new(sector, format!("the table has no such sector{hint}")).into());
        };
        let problems = problems_of(sector, parts);
        if !problems.is_empty() {
            return Err(Problems::new(problems));
        }
        let origins = self.origins(place, parts)?;
        let data = self.data();
        let taken = |values: &[f64], share: fn(&Origin) -> f64| -> Vec<f64> {
            origins.iter().map(|origin| values[origin.sector] * share(origin)).collect()
        };
        let known = |row: &[Option<f64>], share: fn(&Origin) -> f64| -> Vec<Option<f64>> {
            origins.iter().map(|origin| row[origin.sector].map(|value| value * share(origin))).collect()
        };
        let flow = |i: usize, j: usize| {
            let (seller, buyer) = (&origins[i], &origins[j]);
            data.flows[(seller.sector, buyer.sector)] * seller.sales * buyer.purchases
        };
        let (demand, primary, satellites) = (data.final_demand.iter(), data.primary.iter(), data.satellites.iter());
        Self::new(TableData {
            sectors: origins.iter().map(|origin| origin.name.clone()).collect(),
            flows: DMatrix::from_fn(origins.len(), origins.len(), flow),
            final_demand: demand.map(|(name, demand)| (name.clone(), taken(demand, |o| o.final_demand))).collect(),
            output: taken(&data.output, |o| o.output),
            primary: primary.map(|(name, row)| (name.clone(), known(row, |o| o.primary))).collect(),
            final_compensation: data.final_compensation.clone(),
            satellites: satellites.map(|(name, row)| (name.clone(), known(row, |o| o.output))).collect(),
        })
    }

    /// The sectors of the new table; shares that hardly miss 1 in sum are made to.
    fn origins(&self, place: usize, parts: &[SectorPart]) -> Result<Vec<Origin>, Problems> {
        let shares = |of: ShareOf| -> Vec<f64> {
            let sum: f64 = parts.iter().map(of).sum();
            parts.iter().map(|part| of(part) / sum).collect()
        };
        let (output, sales, purchases) = (shares(|p| p.output), shares(|p| p.sales), shares(|p| p.purchases));
        let whole = self.output()[place];
        let (mut demand, mut primary) = (Vec::new(), Vec::new());
        let mut problems = Vec::new();
        for (k, part) in parts.iter().enumerate() {
            let mut rest = |what: &str, share: f64, flows: f64, left: &str| {
                rest_share(whole, flows, output[k], share).unwrap_or_else(|rest| {
                    let (rest, all) = (shown(rest), shown(whole - flows));
                    let message =
                        format!("its output less its {what} leaves {rest} for {left}, of {all} for the whole sector");
                    problems.push(Problem::new(&part.name, message));
                    0.0
                })
            };
            demand.push(rest("sales to sectors", sales[k], self.flows().row(place).sum(), "final demand"));
            primary.push(rest(
                "purchases from sectors",
                purchases[k],
                self.flows().column(place).sum(),
                "primary inputs",
            ));
        }
        if !problems.is_empty() {
            return Err(Problems::new(problems));
        }
        let mut origins: Vec<Origin> = Vec::new();
        for (sector, name) in self.sectors().iter().enumerate() {
            let kept = |name: String| Origin {
                sector,
                name,
                output: 1.0,
                sales: 1.0,
                purchases: 1.0,
                final_demand: 1.0,
                primary: 1.0,
            };
            if sector != place {
                origins.push(kept(name.clone()));
                continue;
            }
            origins.extend(parts.iter().enumerate().map(|(k, part)| Origin {
                output: output[k],
                sales: sales[k],
                purchases: purchases[k],
                final_demand: demand[k],
                primary: primary[k],
                ..kept(part.name.clone())
            }));
        }
        Ok(origins)
    }
}

/// The share of what a sector's output leaves beside its flows that falls to a part with these shares of output and of
/// flows; what it would be left with, where that has the wrong sign.
fn rest_share(whole: f64, flows: f64, output: f64, share: f64) -> Result<f64, f64> {
    if share == output {
        return Ok(output);
    }
    let (rest, part) = (whole - flows, whole * output - flows * share);
    let rounding = 1e-9 * (whole.abs() + flows.abs());
    if part.abs() <= rounding {
        Ok(if rest.abs() <= rounding { output } else { 0.0 })
    } else if rest.abs() <= rounding || part / rest < 0.0 {
        Err(part)
    } else {
        Ok(part / rest)
    }
}

/// One of the shares of a part.
type ShareOf = fn(&SectorPart) -> f64;

fn problems_of(sector: &str, parts: &[SectorPart]) -> Vec<Problem> {
    let mut problems = Vec::new();
    if parts.is_empty() {
        problems.push(Problem::new(sector, "it is split into no part; at least one is needed"));
        return problems;
    }
    let kinds: [(&str, ShareOf); 3] =
        [("output", |part| part.output), ("sales", |part| part.sales), ("purchases", |part| part.purchases)];
    for (kind, share) in kinds {
        let faults: Vec<Problem> = parts
            .iter()
            .filter_map(|part| {
                let why = wrong_share(share(part), &format!("a share of {kind}"))?;
                Some(Problem::new(format!("{sector}.{}", part.name), why))
            })
            .collect();
        if faults.is_empty() {
            let why = wrong_sum(parts.iter().map(share).sum(), &format!("the shares of {kind}"));
            problems.extend(why.map(|why| Problem::new(sector, why)));
        }
        problems.extend(faults);
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::economy::io::Concordance;

    const TEXT: &str = "sector,a,b,final:homes,final:abroad,output\na,10,20,50,20,100\nb,30,40,20,10,100\nprimary:value_added,50,30,,,\nprimary:imports,10,10,,,\nsatellite:employment,8,,,,\n";

    fn part(name: &str, output: f64, sales: f64, purchases: f64) -> SectorPart {
        SectorPart { name: name.into(), output, sales, purchases }
    }

    #[test]
    fn unequal_shares_leave_a_table_balanced() {
        let table = Table::from_csv("t.csv", TEXT).unwrap();
        let split = table.disaggregated("a", &[part("a1", 0.5, 0.8, 0.4), part("a2", 0.5, 0.2, 0.6)]).unwrap();
        let gaps = split.gaps();
        assert!(gaps.rows.iter().all(|gap| gap.abs() < 1e-12), "{gaps:?}");
        assert!(gaps.columns.iter().all(|gap| gap.is_some_and(|gap| gap.abs() < 1e-12)), "{gaps:?}");
        // a sells 30 to sectors and 70 to final demand: a1 24 and 26, a2 6 and 44. It buys 40: a1 16, a2 24.
        assert_eq!(
            split.flows().row(0).iter().copied().collect::<Vec<_>>(),
            [10.0 * 0.8 * 0.4, 10.0 * 0.8 * 0.6, 16.0]
        );
        assert!((split.final_demand()[0] - 26.0).abs() < 1e-12);
        assert!((split.data().final_demand["homes"][1] - 50.0 * 44.0 / 70.0).abs() < 1e-12);
        assert!((split.primary("value_added").unwrap()[0] - 50.0 * 34.0 / 60.0).abs() < 1e-12);
        assert_eq!(split.data().satellites["employment"], [Some(4.0), Some(4.0), None]);
    }

    #[test]
    fn shares_of_output_alone_are_a_concordance_with_weights() {
        let table = Table::from_csv("t.csv", TEXT).unwrap();
        let parts = [SectorPart::by_output("a1", 0.25), SectorPart::by_output("a2", 0.75)];
        let split = table.disaggregated("a", &parts).unwrap();
        let concordance = Concordance::new([("a", "a1", 0.25), ("a", "a2", 0.75), ("b", "b", 1.0)]).unwrap();
        assert_eq!(split, table.aggregated(&concordance).unwrap());
    }

    #[test]
    fn shares_that_cannot_be_are_told() {
        let table = Table::from_csv("t.csv", TEXT).unwrap();
        let told = |sector, parts: &[SectorPart]| table.disaggregated(sector, parts).unwrap_err().to_string();
        let half = |name| SectorPart::by_output(name, 0.5);
        assert_eq!(told("aa", &[half("x"), half("y")]), "aa: the table has no such sector; did you mean \"a\"?");
        assert_eq!(told("a", &[]), "a: it is split into no part; at least one is needed");
        assert_eq!(told("a", &[half("b"), half("y")]), "sectors: the name \"b\" stands for two sectors");
        assert_eq!(
            told("a", &[half("x"), part("y", 0.4, -0.5, 0.5)]),
            "a: the shares of output sum to 0.9; they must sum to 1, to within 0.000001\na.y: found -0.5; a share of sales must be 0 or more"
        );
        assert_eq!(
            told("a", &[part("x", 0.1, 0.9, 0.1), part("y", 0.9, 0.1, 0.9)]),
            "x: its output less its sales to sectors leaves -17 for final demand, of 70 for the whole sector"
        );
    }
}
