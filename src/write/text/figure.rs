//! Pictures of numbers, drawn in cells. Every number is written out beside its picture, so that nothing is told by shade or
//! length alone; where the room is short, the picture goes first and the numbers stay.

use super::lines::Lines;
use super::sheet::{Role, SheetPiece};
use crate::page::{Bar, Figure, Period, Tone};
use crate::text::cells::{column, width};

/// The longest bar.
const LONGEST: usize = 40;
/// Shorter bars tell nothing.
const SHORTEST: usize = 4;
/// Parts of a cell, an eighth more each.
const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
/// Shades by quarters of the largest number.
const SHADES: [&str; 4] = ["░", "▒", "▓", "█"];
/// The widest heading of a column of a grid that is written over it; longer ones stand in a key below.
const HEADING: usize = 6;

/// Draws a figure in the width of the lines.
pub(super) fn write_figure(lines: &mut Lines<'_, '_>, figure: &Figure) {
    match figure {
        Figure::Bars { unit, bars } => write_bars(lines, unit, bars),
        Figure::Grid { unit, columns, rows } => write_grid(lines, unit, columns, rows),
        Figure::Timeline { unit, periods } => write_timeline(lines, unit, periods),
    }
}

/// Writes the unit over the picture.
fn caption(lines: &mut Lines<'_, '_>, text: &str) {
    lines.flow("  ", "  ", text, Role::Dim);
}

fn digits(largest: u32) -> usize {
    largest.to_string().len()
}

fn write_bars(lines: &mut Lines<'_, '_>, unit: &str, bars: &[Bar]) {
    caption(lines, &format!("Number of {unit}"));
    let largest = bars.iter().map(|bar| bar.count).max().unwrap_or(0);
    let count = digits(largest);
    let share = bars.iter().map(|bar| width(&bar.share)).max().unwrap_or(0);
    let numbers = count + if share > 0 { share + 2 } else { 0 };
    let room = lines.width.saturating_sub(numbers + 4);
    let label = bars.iter().map(|bar| width(&bar.label)).max().unwrap_or(0).min(room);
    let long = room.saturating_sub(label + 2).min(LONGEST);
    for bar in bars {
        let mut spans = vec![SheetPiece::new(format!("  {}  ", column(&bar.label, label)), Role::Text)];
        let mut told = format!("{:>count$}", bar.count);
        if share > 0 {
            told.push_str(&format!("  {:>share$}", bar.share));
        }
        spans.push(SheetPiece::new(told, Role::Text));
        if long >= SHORTEST {
            spans.push(SheetPiece::new(format!("  {}", length(bar.count, largest, long)), Role::Toned(bar.tone)));
        }
        lines.line(spans);
    }
}

/// A bar as long as its share of the largest; what is there at all is seen.
fn length(count: u32, largest: u32, cells: usize) -> String {
    if largest == 0 {
        return String::new();
    }
    let eighths = cells as u64 * 8;
    let filled = (u64::from(count) * eighths).div_ceil(u64::from(largest)).min(eighths);
    let filled = usize::try_from(filled).unwrap_or(0);
    let part = EIGHTHS.get(filled % 8).copied().unwrap_or_default();
    format!("{}{part}", "█".repeat(filled / 8))
}

fn shade(count: u32, largest: u32) -> &'static str {
    if count == 0 || largest == 0 {
        return " ";
    }
    let quarter = (u64::from(count) * 4).div_ceil(u64::from(largest)).clamp(1, 4) - 1;
    SHADES.get(usize::try_from(quarter).unwrap_or(0)).copied().unwrap_or(" ")
}

fn write_grid(lines: &mut Lines<'_, '_>, unit: &str, columns: &[String], rows: &[(String, Vec<u32>)]) {
    let largest = rows.iter().flat_map(|(_, counts)| counts).copied().max().unwrap_or(0);
    caption(lines, &format!("Number of {unit}; the fuller the block, the more (░▒▓█ up to {largest})"));
    let keyed = columns.iter().any(|column| width(column) > HEADING);
    let headings: Vec<String> = if keyed { (0..columns.len()).map(letter).collect() } else { columns.to_vec() };
    let number = digits(largest);
    // The number, its shade, and room to the left.
    let cell = headings.iter().map(|heading| width(heading)).max().unwrap_or(0).max(number + 1) + 1;
    let widest = rows.iter().map(|(label, _)| width(label)).max().unwrap_or(0);
    let room = lines.width.saturating_sub(2);
    let label = widest.min(room.saturating_sub(columns.len() * cell)).max(widest.min(room / 3));
    let fitting = room.saturating_sub(label) / cell;
    let shown = largest_columns(rows, columns.len(), fitting);
    let mut head = format!("  {}", " ".repeat(label));
    for index in &shown {
        head.push_str(&format!("{:>cell$}", headings.get(*index).map_or("", String::as_str)));
    }
    lines.line(vec![SheetPiece::new(head, Role::Dim)]);
    for (name, counts) in rows {
        let mut spans = vec![SheetPiece::new(format!("  {}", column(name, label)), Role::Text)];
        for index in &shown {
            let count = counts.get(*index).copied().unwrap_or(0);
            let told = if count == 0 { "·".to_owned() } else { count.to_string() };
            let style = if count == 0 { Role::Dim } else { Role::Text };
            let blank = cell.saturating_sub(1 + width(&told));
            spans.push(SheetPiece::new(format!("{}{told}", " ".repeat(blank)), style));
            spans.push(SheetPiece::new(shade(count, largest), style));
        }
        lines.line(spans);
    }
    if keyed {
        let key = shown.iter().filter_map(|index| Some(format!("{} {}", headings.get(*index)?, columns.get(*index)?)));
        lines.flow("  ", "  ", &key.collect::<Vec<_>>().join(" · "), Role::Dim);
    }
    let hidden: Vec<&str> = columns
        .iter()
        .enumerate()
        .filter(|(index, _)| !shown.contains(index))
        .map(|(_, column)| column.as_str())
        .collect();
    if !hidden.is_empty() {
        let (have, them) = if hidden.len() == 1 { ("column has", "it") } else { ("columns have", "them") };
        let text = format!(
            "{} {have} no room here, the least counted: {}. A wider window shows {them}.",
            hidden.len(),
            hidden.join(", ")
        );
        lines.flow("  ", "  ", &text, Role::Dim);
    }
}

/// a, b, … z, then A, B, … and on with numbers: what stands over a column whose name is too long.
fn letter(index: usize) -> String {
    let letters = ('a'..='z').chain('A'..='Z').nth(index);
    letters.map_or_else(|| (index + 1).to_string(), String::from)
}

/// The columns in which most is counted, in their own order.
fn largest_columns(rows: &[(String, Vec<u32>)], columns: usize, fitting: usize) -> Vec<usize> {
    let sum = |index: usize| {
        rows.iter().filter_map(|(_, counts)| counts.get(index)).map(|count| u64::from(*count)).sum::<u64>()
    };
    let mut order: Vec<usize> = (0..columns).collect();
    order.sort_by_key(|index| std::cmp::Reverse(sum(*index)));
    order.truncate(fitting);
    order.sort_unstable();
    order
}

fn write_timeline(lines: &mut Lines<'_, '_>, unit: &str, periods: &[Period]) {
    let any = periods.iter().any(|period| period.missed > 0);
    let missed = if any { ", ▲ a missed opportunity" } else { "" };
    caption(lines, &format!("Number of {unit}; ● each{missed}"));
    let label = periods.iter().map(|period| width(&period.label)).max().unwrap_or(0).min(lines.width / 2);
    let count = digits(periods.iter().map(|period| period.count).max().unwrap_or(0));
    for period in periods {
        let told = if period.count == 0 { "·".to_owned() } else { period.count.to_string() };
        let told = format!("{}{told}", " ".repeat(count.saturating_sub(width(&told))));
        let note = if period.missed > 0 { format!("  {} missed", period.missed) } else { String::new() };
        let room = lines.width.saturating_sub(label + count + 6 + width(&note));
        // If not all have room, the missed ones are drawn first: a reader looks for them.
        let missed = (period.missed.min(period.count) as usize).min(room);
        let others = ((period.count - period.missed.min(period.count)) as usize).min(room - missed);
        let quiet = if period.count == 0 { Role::Dim } else { Role::Text };
        lines.line(vec![
            SheetPiece::new(format!("  {}  ", column(&period.label, label)), Role::Text),
            SheetPiece::new(told, quiet),
            SheetPiece::new(format!("  {}", "●".repeat(others)), Role::Text),
            SheetPiece::new("▲".repeat(missed), Role::Toned(Tone::Alarm)),
            SheetPiece::new(note, Role::Toned(Tone::Alarm)),
        ]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_are_as_long_as_their_numbers() {
        let rows = [
            (0, 10, 10, ""),
            (10, 10, 10, "██████████"),
            (5, 10, 10, "█████"),
            (1, 16, 10, "▋"),
            (1, 100_000, 10, "▏"),
            (0, 0, 10, ""),
            (u32::MAX, u32::MAX, 4, "████"),
        ];
        for (count, largest, cells, expected) in rows {
            assert_eq!(length(count, largest, cells), expected, "{count} of {largest}");
        }
    }

    #[test]
    fn shades_are_quarters_of_the_largest() {
        let rows =
            [(0, 8, " "), (1, 8, "░"), (2, 8, "░"), (3, 8, "▒"), (5, 8, "▓"), (7, 8, "█"), (8, 8, "█"), (0, 0, " ")];
        for (count, largest, expected) in rows {
            assert_eq!(shade(count, largest), expected, "{count} of {largest}");
        }
    }

    #[test]
    fn the_least_columns_go_first_and_the_rest_keep_their_order() {
        let rows = vec![("a".to_owned(), vec![1, 9, 3]), ("b".to_owned(), vec![1, 0, 4])];
        let table: [(usize, &[usize]); 5] = [(9, &[0, 1, 2]), (3, &[0, 1, 2]), (2, &[1, 2]), (1, &[1]), (0, &[])];
        for (fitting, expected) in table {
            assert_eq!(largest_columns(&rows, 3, fitting), expected, "{fitting}");
        }
    }

    #[test]
    fn columns_have_letters_as_long_as_there_are_any() {
        let rows = [(0, "a"), (25, "z"), (26, "A"), (51, "Z"), (52, "53")];
        for (index, expected) in rows {
            assert_eq!(letter(index), expected);
        }
    }
}
