//! Figures as inline SVG. They are drawn in the colour of the text around them, so that they serve on light, dark and paper
//! alike; what must be told apart is told by hatching and by numbers, never by a colour. Their numbers stand beside them in
//! a table, so the picture's own words may be cut.

use maud::{Markup, html};
use unicode_segmentation::UnicodeSegmentation;

use crate::page::{Bar, Figure, Period, Tone};

/// A picture with the words below it.
pub struct Picture {
    pub markup: Markup,
    pub caption: String,
}

/// Units of the drawing: about a pixel each where the page has its full width.
const WIDTH: usize = 680;
/// About the width of a letter of the size used.
const LETTER: usize = 7;
const ROW: usize = 26;

/// The picture of a figure; `number` tells it from the others of the page.
pub fn picture(figure: &Figure, name: &str, number: usize) -> Picture {
    match figure {
        Figure::Bars { unit, bars } => bars_of(unit, bars, name, number),
        Figure::Grid { unit, columns, rows } => grid(unit, columns, rows, name, number),
        Figure::Timeline { unit, periods } => timeline(unit, periods, name, number),
    }
}

/// A drawing of a height with a title and a description for those who do not see it.
fn drawing(height: usize, width: usize, number: usize, title: &str, told: &str, inside: &Markup) -> Markup {
    html! {
        svg xmlns="http://www.w3.org/2000/svg" viewBox={ "0 0 " (width) " " (height) } role="img"
            aria-labelledby={ "figure-" (number) "-title figure-" (number) "-told" }
            font-size="13" fill="currentColor" {
            title id={ "figure-" (number) "-title" } { (title) }
            desc id={ "figure-" (number) "-told" } { (told) }
            defs { (hatch(number, "alarm", 45)) (hatch(number, "waiting", 0)) }
            (inside)
        }
    }
}

/// Lines at an angle: what is meant as alarm leans, what is under way stands upright.
fn hatch(number: usize, tone: &str, angle: usize) -> Markup {
    html! {
        pattern id={ "figure-" (number) "-" (tone) } width="6" height="6" patternUnits="userSpaceOnUse"
            patternTransform={ "rotate(" (angle) ")" } {
            rect width="6" height="6" fill="currentColor" fill-opacity="0.18" {}
            line x1="1" y1="0" x2="1" y2="6" stroke="currentColor" stroke-width="2.4" {}
        }
    }
}

fn fill(number: usize, tone: Tone) -> (String, &'static str) {
    match tone {
        Tone::Plain | Tone::Failing => ("currentColor".to_owned(), "0.3"),
        Tone::Good | Tone::Conclusion => ("currentColor".to_owned(), "0.6"),
        Tone::Alarm => (format!("url(#figure-{number}-alarm)"), "1"),
        Tone::Waiting => (format!("url(#figure-{number}-waiting)"), "1"),
    }
}

fn bars_of(unit: &str, bars: &[Bar], name: &str, number: usize) -> Picture {
    let most = bars.iter().map(|bar| bar.count).max().unwrap_or(0).max(1);
    let labels = column(bars.iter().map(|bar| bar.label.as_str()), 260);
    let said = |bar: &Bar| {
        if bar.share.is_empty() { bar.count.to_string() } else { format!("{} ({})", bar.count, bar.share) }
    };
    let room = WIDTH - labels - 100;
    let inside = html! {
        @for (index, bar) in bars.iter().enumerate() {
            @let top = index * ROW;
            @let length = scaled(bar.count, most, room);
            @let (paint, opacity) = fill(number, bar.tone);
            text x=(labels - 10) y=(top + 18) text-anchor="end" { (cut(&bar.label, labels - 10)) }
            rect x=(labels) y=(top + 4) width=(length) height=(ROW - 8) fill=(paint) fill-opacity=(opacity)
                stroke="currentColor" stroke-width="0.6" {}
            text x=(labels + length + 8) y=(top + 18) { (said(bar)) }
        }
    };
    let largest = bars.iter().max_by_key(|bar| bar.count);
    let largest = largest.map(|bar| format!(" The longest is {}, {}.", bar.label, said(bar))).unwrap_or_default();
    let told =
        format!("{} bars, longest for the most {unit}.{largest} All numbers stand in the table below.", bars.len());
    let hatched = bars.iter().any(|bar| matches!(bar.tone, Tone::Alarm | Tone::Waiting));
    let hatched = if hatched { " Leaning lines: not done, overdue or missed. Upright lines: under way." } else { "" };
    Picture {
        markup: drawing(bars.len().max(1) * ROW, WIDTH, number, &format!("{name}: {unit}"), &told, &inside),
        caption: format!("Number of {unit}.{hatched}"),
    }
}

fn grid(unit: &str, columns: &[String], rows: &[(String, Vec<u32>)], name: &str, number: usize) -> Picture {
    const CELL: usize = 46;
    let most = rows.iter().flat_map(|(_, counts)| counts).copied().max().unwrap_or(0).max(1);
    let labels = column(rows.iter().map(|(label, _)| label.as_str()), 240);
    // Short headings lie above their columns, long ones lean.
    let lean = columns.iter().any(|column| letters(column) * LETTER > CELL);
    let head = if lean { column(columns.iter().map(String::as_str), 150) * 3 / 4 + 14 } else { 24 };
    let over = if lean { head } else { 0 };
    let width = labels + columns.len().max(1) * CELL + over;
    let inside = html! {
        @for (index, column) in columns.iter().enumerate() {
            @let x = labels + index * CELL + CELL / 2;
            @if lean {
                text transform={ "translate(" (x) " " (head - 6) ") rotate(-45)" } { (cut(column, 140)) }
            } @else {
                text x=(x) y=(head - 8) text-anchor="middle" { (column) }
            }
        }
        @for (line, (label, counts)) in rows.iter().enumerate() {
            @let top = head + line * ROW;
            text x=(labels - 10) y=(top + 18) text-anchor="end" { (cut(label, labels - 10)) }
            @for (index, count) in counts.iter().take(columns.len()).enumerate() {
                @let x = labels + index * CELL;
                // Never so strong that the number in it cannot be read, on light or dark.
                rect x=(x + 1) y=(top + 1) width=(CELL - 2) height=(ROW - 2) fill="currentColor"
                    fill-opacity={ "0." (format!("{:02}", shade(*count, most))) } stroke="currentColor"
                    stroke-opacity="0.25" stroke-width="0.6" {}
                text x=(x + CELL / 2) y=(top + 18) text-anchor="middle" {
                    @if *count == 0 { "·" } @else { (count) }
                }
            }
        }
    };
    let largest = rows.iter().flat_map(|(label, counts)| columns.iter().zip(counts).map(move |(c, n)| (n, label, c)));
    let largest = largest.max_by_key(|(count, ..)| **count);
    let largest = largest.map(|(count, row, column)| format!(" The most are {count}, for {row}, {column}."));
    let told = format!(
        "{} rows and {} columns, strongest in tone for the most {unit}.{} All numbers stand in the table below.",
        rows.len(),
        columns.len(),
        largest.unwrap_or_default()
    );
    Picture {
        markup: drawing(head + rows.len() * ROW, width.max(WIDTH), number, &format!("{name}: {unit}"), &told, &inside),
        caption: format!("Number of {unit}; the stronger the tone, the more."),
    }
}

fn timeline(unit: &str, periods: &[Period], name: &str, number: usize) -> Picture {
    const TALL: usize = 130;
    const TOP: usize = 22;
    let most = periods.iter().map(|period| period.count).max().unwrap_or(0).max(1);
    let count = periods.len().max(1);
    let step = (WIDTH / count).clamp(4, 90);
    let broad = (step * 4 / 5).max(3);
    let width = (step * count).max(WIDTH);
    let widest = periods.iter().map(|period| letters(&period.label)).max().unwrap_or(0) * LETTER + 12;
    // As many labels as have room.
    let every = widest.div_ceil(step).max(1);
    let base = TOP + TALL;
    let inside = html! {
        @for (index, period) in periods.iter().enumerate() {
            @let x = index * step + (step - broad) / 2;
            @let middle = index * step + step / 2;
            @let high = scaled(period.count, most, TALL);
            @let missed = scaled(period.missed.min(period.count), most, TALL);
            rect x=(x) y=(base - high) width=(broad) height=(high - missed.min(high)) fill="currentColor" fill-opacity="0.3" {}
            rect x=(x) y=(base - missed) width=(broad) height=(missed) fill={ "url(#figure-" (number) "-alarm)" }
                stroke="currentColor" stroke-width="0.6" {}
            @if period.count > 0 && broad >= letters(&period.count.to_string()) * LETTER {
                text x=(middle) y=(base - high - 5) text-anchor="middle" { (period.count) }
            }
            @if index % every == 0 {
                @if index == 0 {
                    text x="0" y=(base + 18) { (period.label) }
                } @else if index + every < periods.len() || step >= widest {
                    text x=(middle) y=(base + 18) text-anchor="middle" { (period.label) }
                }
            }
        }
        line x1="0" y1=(base) x2=(width) y2=(base) stroke="currentColor" stroke-width="1" {}
    };
    let all: u32 = periods.iter().map(|period| period.count).sum();
    let missed: u32 = periods.iter().map(|period| period.missed).sum();
    let told = format!(
        "{all} {unit} in {} stretches of time, {missed} of them missed opportunities. All numbers stand in the table below.",
        periods.len()
    );
    Picture {
        markup: drawing(base + 26, width, number, &format!("{name}: {unit}"), &told, &inside),
        caption: format!("Number of {unit}; hatched: missed opportunities."),
    }
}

/// The width of a column for these labels, with a gap behind it.
fn column<'a>(labels: impl Iterator<Item = &'a str>, most: usize) -> usize {
    (labels.map(letters).max().unwrap_or(0) * LETTER + 12).min(most)
}

fn letters(text: &str) -> usize {
    text.graphemes(true).count()
}

/// A label cut to its room.
fn cut(text: &str, room: usize) -> String {
    let most = (room / LETTER).max(2);
    if letters(text) <= most {
        return text.to_owned();
    }
    text.graphemes(true).take(most - 1).chain(["…"]).collect()
}

/// A length of at most `room`; what is not nothing can be seen.
fn scaled(count: u32, most: u32, room: usize) -> usize {
    let length = (u64::from(count) * room as u64).div_ceil(u64::from(most));
    let length = usize::try_from(length).unwrap_or(room);
    if count == 0 { 0 } else { length.clamp(2, room) }
}

/// Hundredths of tone.
fn shade(count: u32, most: u32) -> u64 {
    if count == 0 { 0 } else { 6 + u64::from(count) * 30 / u64::from(most) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_and_shades_keep_to_their_room() {
        for (count, most, room, length) in
            [(0, 10, 100, 0), (10, 10, 100, 100), (5, 10, 100, 50), (1, 4_000_000_000, 100, 2)]
        {
            assert_eq!(scaled(count, most, room), length, "{count} of {most}");
        }
        assert_eq!([shade(0, 9), shade(9, 9)], [0, 36]);
    }

    #[test]
    fn labels_are_cut_between_graphemes() {
        assert_eq!(cut("short", 70), "short");
        assert_eq!(cut("e\u{301}e\u{301}e\u{301}e\u{301}", 3 * LETTER), "e\u{301}e\u{301}…");
        assert_eq!(cut("long label", 1), "l…");
    }

    #[test]
    fn pictures_of_nothing_are_drawn_too() {
        for figure in [
            Figure::Bars { unit: "x".to_owned(), bars: Vec::new() },
            Figure::Grid { unit: "x".to_owned(), columns: Vec::new(), rows: Vec::new() },
            Figure::Timeline { unit: "x".to_owned(), periods: Vec::new() },
        ] {
            assert!(picture(&figure, "name", 1).markup.into_string().starts_with("<svg"));
        }
    }
}
