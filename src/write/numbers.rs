//! The numbers of a figure, which stand beside it and in its place.

use crate::page::{Bar, Figure, Period};

/// The numbers of a figure as a table.
pub fn numbers(figure: &Figure) -> (Vec<String>, Vec<Vec<String>>) {
    match figure {
        Figure::Bars { unit, bars } => {
            let shares = bars.iter().any(|bar| !bar.share.is_empty());
            let head = [Some(String::new()), Some(unit.clone()), shares.then(|| "share".to_owned())];
            let row = |bar: &Bar| {
                let share = shares.then(|| bar.share.clone());
                [Some(bar.label.clone()), Some(bar.count.to_string()), share].into_iter().flatten().collect()
            };
            (head.into_iter().flatten().collect(), bars.iter().map(row).collect())
        }
        Figure::Grid { unit, columns, rows } => {
            let head = std::iter::once(unit.clone()).chain(columns.iter().cloned()).collect();
            let row = |(label, counts): &(String, Vec<u32>)| {
                std::iter::once(label.clone()).chain(counts.iter().map(ToString::to_string)).collect()
            };
            (head, rows.iter().map(row).collect())
        }
        Figure::Timeline { unit, periods } => {
            let head = vec![String::new(), unit.clone(), "missed opportunities".to_owned()];
            let row = |period: &Period| vec![period.label.clone(), period.count.to_string(), period.missed.to_string()];
            (head, periods.iter().map(row).collect())
        }
    }
}
