//! `casebook list`: a line a case.

use serde::Serialize;

use super::args::ListArguments;
use super::loaded::Loaded;
use super::output::Output;
use super::{CliError, Start};
use crate::case::{Case, ClosedList, Nation, Outcome, PartialDate, ReviewKind};
use crate::search::{Listed, Order, SortKey, sort};
use crate::text::cells::{column, width};

/// A case as `list --json` prints it.
#[derive(Serialize)]
struct CaseLine<'a> {
    id: &'a str,
    title: &'a str,
    area: Option<&'a str>,
    nation: Nation,
    outcome: Outcome,
    incident: Option<PartialDate>,
    year: Option<i16>,
    reviews: Vec<ReviewLine<'a>>,
    findings: usize,
    recommendations: usize,
    events: usize,
    sources: usize,
    file: &'a str,
}

#[derive(Serialize)]
struct ReviewLine<'a> {
    id: &'a str,
    kind: ReviewKind,
    title: &'a str,
}

pub(super) fn run(start: &Start, arguments: &ListArguments, output: &mut Output) -> Result<u8, CliError> {
    let order = arguments.rows.order(Listed::Cases, Order::Title)?;
    let loaded = Loaded::read(start)?;
    let catalogue = &loaded.catalogue;
    let mut cases: Vec<(String, &Case)> = catalogue
        .iter()
        .filter_map(|(key, entry)| Some((entry, catalogue.case(key)?.as_ref())))
        .map(|(entry, case)| match catalogue.is_redacted() {
            // The path of a file names its case.
            true => (format!("{}.toml", case.id), case),
            false => (entry.origin.to_string(), case),
        })
        .collect();
    // Under a redactor the order of the files would tell of the names, and titles begin with what is shown for the ids.
    cases.sort_by(|(_, a), (_, b)| a.id.cmp(&b.id));
    sort(&mut cases, order, |(_, case)| SortKey::of_case(case));
    arguments.rows.cut(&mut cases);
    if arguments.json {
        for (file, case) in &cases {
            output.json(&line(file, case))?;
        }
    } else {
        let rows: Vec<[String; 6]> = cases.iter().map(|(_, case)| row(case)).collect();
        for text in laid_out(&rows, output.is_terminal.then_some(output.columns)) {
            output.line(&text)?;
        }
    }
    output.finish()?;
    Ok(loaded.end(!cases.is_empty()))
}

fn line<'a>(file: &'a str, case: &'a Case) -> CaseLine<'a> {
    CaseLine {
        id: case.id.as_str(),
        title: &case.title,
        area: case.area.as_deref(),
        nation: case.nation,
        outcome: case.outcome,
        incident: case.incident,
        year: case.sort_date().map(PartialDate::year),
        reviews: case
            .own_reviews()
            .map(|review| ReviewLine { id: review.id.as_str(), kind: review.kind, title: &review.title })
            .collect(),
        findings: case.finding_count(),
        recommendations: case.recommendation_count(),
        events: case.events.len(),
        sources: case.sources.len(),
        file,
    }
}

fn row(case: &Case) -> [String; 6] {
    let field = case.profile.get();
    let mut kinds: Vec<&str> = Vec::new();
    for review in case.own_reviews() {
        if !kinds.contains(&review.kind.label()) {
            kinds.push(review.kind.label());
        }
    }
    [
        case.id.to_string(),
        case.title.to_string(),
        case.area.as_ref().map(ToString::to_string).unwrap_or_default(),
        case.sort_date().map(|date| date.year().to_string()).unwrap_or_default(),
        kinds.join(", "),
        format!(
            "{}, {}",
            field.counted(case.finding_count(), "finding"),
            field.counted(case.recommendation_count(), "recommendation")
        ),
    ]
}

/// Columns for people, in lines of so many cells; tabs between the fields for programs.
fn laid_out(rows: &[[String; 6]], room: Option<usize>) -> Vec<String> {
    const GAPS: usize = 10;
    let Some(room) = room else {
        return rows.iter().map(|row| row.join("\t")).collect();
    };
    let widest = |index: usize| rows.iter().filter_map(|row| row.get(index)).map(|cell| width(cell)).max().unwrap_or(0);
    let mut widths: Vec<usize> = (0..6).map(widest).collect();
    // The widest column gives way until all of them stand in one line; but the ids are what other commands ask for.
    while widths.iter().sum::<usize>() + GAPS > room
        && let Some(most) = widths.iter_mut().skip(1).max().filter(|most| **most > 4)
    {
        *most -= 1;
    }
    rows.iter()
        .map(|row| {
            let cells: Vec<String> = row.iter().zip(&widths).map(|(cell, cells)| column(cell, *cells)).collect();
            cells.join("  ").trim_end().to_owned()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_fit_the_terminal_and_ids_stay_whole() {
        let row = |id: &str, title: &str| {
            [id, title, "City of Northshire", "2011", "Serious case review, Inquiry", "120 findings, 1 recommendation"]
                .map(str::to_owned)
        };
        let rows = [row("alder", "Alder"), row("a-long-id-of-a-case", &"A title without an end ".repeat(5))];
        for room in [80, 100, 187, 400] {
            let lines = laid_out(&rows, Some(room));
            assert!(lines.iter().all(|line| width(line) <= room), "{room}: {lines:#?}");
            assert!(lines[1].starts_with("a-long-id-of-a-case  "), "{room}: {lines:#?}");
        }
        // If not even the ids have room, only they are left.
        assert!(laid_out(&rows, Some(30)).iter().zip(&rows).all(|(line, row)| line.starts_with(&row[0])));
        assert_eq!(laid_out(&rows, None)[0].matches('\t').count(), 5);
    }
}
