//! Pictures of numbers, drawn in cells. Every number is written out beside its picture, so that nothing is told by shade or
//! length alone; where the room is short, the picture goes first and the numbers stay.

use super::lines::Lines;
use super::sheet::{Role, SheetPiece};
use crate::page::{Bar, Figure, Period, Tone};
use crate::text::cells::{column, fit, width};

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
    let numbers = count + if share > 0 { share + 1 } else { 0 };
    let room = lines.width.saturating_sub(numbers + 4);
    let label = bars.iter().map(|bar| width(&bar.label)).max().unwrap_or(0).min(room);
    let long = room.saturating_sub(label + 2).min(LONGEST);
    for bar in bars {
        let mut spans = vec![SheetPiece::new(format!("  {}  ", column(&bar.label, label)), Role::Text)];
        spans.push(SheetPiece::new(format!("{:>count$}", bar.count), Role::Text));
        // A bar ends in its share.
        if long >= SHORTEST {
            spans.push(SheetPiece::new(format!("  {}", length(bar.count, largest, long)), Role::Toned(bar.tone)));
        }
        if share > 0 {
            let gap = if long >= SHORTEST { " " } else { "  " };
            spans.push(SheetPiece::new(format!("{gap}{}", bar.share), Role::Dim));
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

/// How much of the largest, in quarters: from 1 to 4, and 0 for nothing.
fn quarter(count: u32, largest: u32) -> u8 {
    if count == 0 || largest == 0 {
        return 0;
    }
    let quarter = (u64::from(count) * 4).div_ceil(u64::from(largest)).clamp(1, 4);
    u8::try_from(quarter).unwrap_or(4)
}

fn shade(quarter: u8) -> &'static str {
    usize::from(quarter).checked_sub(1).and_then(|at| SHADES.get(at)).copied().unwrap_or(" ")
}

fn write_grid(lines: &mut Lines<'_, '_>, unit: &str, columns: &[String], rows: &[(String, Vec<u32>)]) {
    let largest = rows.iter().flat_map(|(_, counts)| counts).copied().max().unwrap_or(0);
    caption(lines, &format!("Number of {unit}; the fuller the block, the more (░▒▓█ up to {largest})"));
    let long = columns.iter().any(|column| width(column) > HEADING);
    let number = digits(largest);
    // A space, the number and its shade; where a heading is longer, room for it.
    let heading = if long { 0 } else { columns.iter().map(|heading| width(heading) + 1).max().unwrap_or(0) };
    let cell = heading.max(number + 2);
    let widest = rows.iter().map(|(label, _)| width(label)).max().unwrap_or(0);
    let room = lines.width.saturating_sub(2);
    let label = widest.min(room.saturating_sub(columns.len() * cell)).max(widest.min(room / 3));
    // The first names of columns begin over the labels: these have their room, where no column goes for it.
    let over = columns.iter().enumerate().map(|(index, name)| (width(name) + 3).saturating_sub((index + 1) * cell));
    let over = over.max().unwrap_or(0).min(room.saturating_sub(columns.len() * cell));
    let label = if long { label.max(over) } else { label };
    let fitting = room.saturating_sub(label) / cell;
    let shown = largest_columns(rows, columns.len(), fitting);
    let names: Vec<&str> = shown.iter().filter_map(|index| columns.get(*index)).map(String::as_str).collect();
    if long {
        write_stairs(lines, &names, label + 2, cell);
    } else {
        let head: String = names.iter().map(|name| format!("{name:>cell$}")).collect();
        lines.line(vec![SheetPiece::new(format!("  {}{head}", " ".repeat(label)), Role::Dim)]);
    }
    for (name, counts) in rows {
        let mut spans = vec![SheetPiece::new(format!("  {}", column(name, label)), Role::Text)];
        for index in &shown {
            let count = counts.get(*index).copied().unwrap_or(0);
            let told = if count == 0 { "·".to_owned() } else { count.to_string() };
            let quarter = quarter(count, largest);
            spans.push(SheetPiece::new(" ".repeat(cell.saturating_sub(number + 1)), Role::Text));
            spans.push(SheetPiece::new(format!("{told:>number$}{}", shade(quarter)), Role::Heat(quarter)));
        }
        lines.line(spans);
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

/// The names of columns that are too long to stand over them: a line each, which ends over its column, and from there a line
/// down to it.
fn write_stairs(lines: &mut Lines<'_, '_>, names: &[&str], before: usize, cell: usize) {
    for (index, name) in names.iter().enumerate().rev() {
        // Over the number, not over its shade.
        let end = before + (index + 1) * cell - 2;
        let name = format!("{} ┐", fit(name, end.saturating_sub(3)));
        let down = format!("{}│", " ".repeat(cell - 1)).repeat(names.len() - index - 1);
        lines.line(vec![
            SheetPiece::new(" ".repeat((end + 1).saturating_sub(width(&name))), Role::Text),
            SheetPiece::new(name, Role::Dim),
            SheetPiece::new(down, Role::Dim),
        ]);
    }
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
            assert_eq!(shade(quarter(count, largest)), expected, "{count} of {largest}");
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
    fn long_names_of_columns_end_over_them() {
        let mut lines = Lines::new(40, None);
        write_stairs(&mut lines, &["Recording", "Housing", "A name longer than all the room"], 12, 4);
        let drawn: Vec<String> = lines.done(Vec::new()).lines.iter().map(ToString::to_string).collect();
        assert_eq!(drawn, ["  A name longer than… ┐", "          Housing ┐   │", "    Recording ┐   │   │"]);
    }
}
