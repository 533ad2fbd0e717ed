//! Which table of a file is meant, which of its lines names the columns, and what stands above that.

use super::error::UnreadTable;
use super::table::{Cell, CellKind, InputTable, Line, letters};
use super::template::{Around, plain_name};
use crate::text::fold::as_code;

/// Lines in which the names of columns are looked for.
const LOOKED_AT: usize = 40;

/// A table with the names of its columns.
#[derive(Debug)]
pub struct Headed {
    /// The sheet.
    pub sheet: Option<String>,
    /// The line that names the columns.
    pub header: u32,
    /// The names; one that is missing or stands twice is told apart by its letters.
    pub columns: Vec<String>,
    /// The lines below.
    pub lines: Vec<Line>,
    /// The lines above, as texts.
    pub above: Vec<String>,
}

impl Headed {
    /// Names that a template may use beside the row.
    pub fn around(&self, file: &str) -> Around {
        let mut around =
            Around { file: file.to_owned(), sheet: self.sheet.clone(), above: self.above.clone(), ..Around::default() };
        for (at, name) in self.columns.iter().enumerate() {
            around.columns.entry(plain_name(name)).or_insert(at);
        }
        around
    }
}

/// Finds the table and its header. `wanted` has the lists of columns of which a map wants one each; it is empty without a
/// map.
///
/// # Errors
/// When the sheet or line that is named is not there, or nothing tells which is meant.
pub fn find(
    tables: Vec<InputTable>,
    sheet: Option<&str>,
    header: Option<u32>,
    wanted: &[Vec<&str>],
) -> Result<Headed, UnreadTable> {
    let names: Vec<String> = tables.iter().filter_map(|table| table.sheet.clone()).collect();
    let names = names.iter().map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", ");
    let mut tables = match sheet {
        Some(sheet) => {
            let of_name =
                |table: &InputTable| table.sheet.as_deref().is_some_and(|name| as_code(name) == as_code(sheet));
            let found: Vec<InputTable> = tables.into_iter().filter(of_name).collect();
            if found.is_empty() {
                let known = if names.is_empty() {
                    "the file has no sheets; leave it out".to_owned()
                } else {
                    format!("it has {names}")
                };
                return Err(UnreadTable::new(format!("no sheet is called \"{sheet}\""), known));
            }
            found
        }
        None => tables,
    };
    if let Some(header) = header
        && !tables.iter().any(|table| table.lines.iter().any(|line| line.number == header))
    {
        return Err(UnreadTable::new(
            format!("line {header} is empty"),
            "name the line with the names of the columns: --header ROW",
        ));
    }
    // Each table with its likeliest header and how well that fits.
    let mut scored: Vec<(usize, usize, usize)> = Vec::new();
    for (index, table) in tables.iter().enumerate() {
        if let Some((line, score)) = likeliest(table, header, wanted) {
            scored.push((score, index, line));
        }
    }
    scored.sort_by_key(|(score, index, _)| (std::cmp::Reverse(*score), *index));
    let (best, rest) = match scored.as_slice() {
        [] if wanted.is_empty() => return Err(UnreadTable::new("no line names columns", "name it: --header ROW")),
        [] => {
            let all: Vec<&str> = wanted.iter().flatten().copied().take(8).collect();
            return Err(UnreadTable::new(
                format!("no column is called {}", all.join(", ")),
                "the map or preset is of another table; without one, casebook shows the columns",
            ));
        }
        [best, rest @ ..] => (*best, rest),
    };
    let rivals = rest.iter().filter(|(score, ..)| *score == best.0).count();
    if sheet.is_none() && rivals > 0 && (wanted.is_empty() || best.0 > 0) {
        return Err(UnreadTable::new(format!("the file has several tables: {names}"), "name one: --sheet NAME"));
    }
    Ok(headed(tables.swap_remove(best.1), best.2))
}

/// The index of the line that most likely names the columns of a table, and how well it fits.
fn likeliest(table: &InputTable, header: Option<u32>, wanted: &[Vec<&str>]) -> Option<(usize, usize)> {
    let candidates = table.lines.iter().enumerate().take(if header.is_some() { usize::MAX } else { LOOKED_AT });
    let candidates = candidates.filter(|(_, line)| header.is_none_or(|number| line.number == number));
    let widest = table.lines.iter().take(LOOKED_AT).map(Line::filled).max().unwrap_or(0);
    let fits = |(index, line): (usize, &Line)| {
        let score =
            if wanted.is_empty() { shape(line, widest, table.lines.len() - index) } else { matched(line, wanted) };
        (score > 0 || header.is_some()).then_some((score, index))
    };
    // The first of several that fit as well.
    let best = candidates.filter_map(fits).max_by_key(|(score, index)| (*score, std::cmp::Reverse(*index)))?;
    Some((best.1, best.0))
}

/// How many of the columns that a map wants a line names.
fn matched(line: &Line, wanted: &[Vec<&str>]) -> usize {
    let names: Vec<String> =
        line.cells.iter().filter(|cell| !cell.is_empty()).map(|cell| plain_name(&cell.text)).collect();
    let mut seen: Vec<&[&str]> = Vec::new();
    for choice in wanted {
        if !seen.contains(&choice.as_slice()) && choice.iter().any(|name| names.contains(&plain_name(name))) {
            seen.push(choice);
        }
    }
    seen.len()
}

/// How much a line looks like names of columns: short texts that differ, nearly as many as the widest line has.
fn shape(line: &Line, widest: usize, lines_from_here: usize) -> usize {
    let filled: Vec<&Cell> = line.cells.iter().filter(|cell| !cell.is_empty()).collect();
    let short = |cell: &&&Cell| {
        cell.sort == CellKind::Text && cell.text.chars().count() <= 60 && cell.text.parse::<f64>().is_err()
    };
    let mut texts: Vec<&str> = filled.iter().map(|cell| cell.text.trim()).collect();
    texts.sort_unstable();
    texts.dedup();
    let is_header = filled.len() >= 2
        && lines_from_here > 1
        && filled.iter().filter(short).count() == filled.len()
        && texts.len() * 2 > filled.len()
        && filled.len() * 5 >= widest * 4;
    if is_header { filled.len().min(widest) * 4 / widest.max(1) + 1 } else { 0 }
}

fn headed(table: InputTable, header: usize) -> Headed {
    let (names, under, grouped) = names_of(&table.lines, header);
    let mut above = Vec::new();
    let mut columns: Vec<String> = Vec::new();
    let mut number = 0;
    let mut lines = Vec::new();
    for (index, line) in table.lines.into_iter().enumerate() {
        if index + usize::from(grouped) < header {
            let texts = line.cells.iter().filter(|cell| !cell.is_empty()).map(|cell| cell.text.trim());
            above.push(texts.collect::<Vec<_>>().join(" "));
        } else if index == header {
            number = line.number;
        } else if index < header {
            // A line of groups of columns is no title.
        } else if index > header + usize::from(under) {
            lines.push(line);
        }
    }
    for (at, name) in names.into_iter().enumerate() {
        let twice = columns.iter().any(|known| as_code(known) == as_code(&name));
        columns.push(match (name.is_empty(), twice) {
            (true, _) => format!("column {}", letters(at)),
            (false, true) => format!("{name} (column {})", letters(at)),
            (false, false) => name,
        });
    }
    // Cells beside the named columns may hold something too.
    let widest = lines.iter().map(|line| line.cells.len()).max().unwrap_or(0);
    (columns.len()..widest).for_each(|at| columns.push(format!("column {}", letters(at))));
    Headed { sheet: table.sheet, header: number, columns, lines, above }
}

/// The names of the columns, and whether a second line of names follows the first: headings may stand on two lines, with one
/// of the first above several of the second. The last says whether a line of groups stands above the names.
fn names_of(lines: &[Line], header: usize) -> (Vec<String>, bool, bool) {
    let text = |line: Option<&Line>, at: usize| {
        let cell = line.and_then(|line| line.cells.get(at));
        cell.map(|cell| cell.text.split_whitespace().collect::<Vec<_>>().join(" ")).unwrap_or_default()
    };
    let line = lines.get(header);
    let number = line.map_or(0, |line| line.number);
    let before = header.checked_sub(1).and_then(|at| lines.get(at));
    let before = before.filter(|before| before.number + 1 == number && before.filled() > 1);
    let after = lines.get(header + 1).filter(|after| after.number == number + 1 && is_under(line, after));
    let widest = [line, after].into_iter().flatten().map(|line| line.cells.len()).max().unwrap_or(0);
    let name = |at: usize| match (text(line, at), text(after, at)) {
        (name, under) if under.is_empty() && name.is_empty() => text(before, at),
        (name, under) if under.is_empty() => name,
        (_, under) => under,
    };
    ((0..widest).map(name).collect(), after.is_some(), before.is_some_and(|before| before.filled() > 2))
}

/// True if a line has names for parts of the headings above it, and for nothing else: each of its texts stands below a heading
/// that spans it, or below none.
fn is_under(heads: Option<&Line>, line: &Line) -> bool {
    let named = |at: usize| heads.and_then(|heads| heads.cells.get(at)).is_some_and(|cell| !cell.is_empty());
    let filled = || line.cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty());
    let spans = |at: usize| named(at) && !named(at + 1) && line.cells.get(at + 1).is_some_and(|cell| !cell.is_empty());
    let is_name = |(at, cell): (usize, &Cell)| {
        let is_short =
            cell.sort == CellKind::Text && cell.text.chars().count() <= 40 && cell.text.parse::<f64>().is_err();
        is_short && (!named(at) || spans(at))
    };
    filled().count() > 1 && filled().all(is_name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(sheet: Option<&str>, rows: &[(u32, &[&str])]) -> InputTable {
        let line = |(number, cells): &(u32, &[&str])| Line {
            number: *number,
            cells: cells.iter().map(|text| Cell::text(*text)).collect(),
        };
        InputTable { sheet: sheet.map(Into::into), lines: rows.iter().map(line).collect() }
    }

    fn plan() -> InputTable {
        table(
            Some("Plan"),
            &[
                (1, &["Northshire Partnership"]),
                (2, &["Plan v0.7"]),
                (4, &["Ref", "Recommendation", "", "Status", "Status"]),
                (5, &["1", "Do it", "x", "Open", "Green"]),
                (6, &["2", "Do that", "y", "Closed", "Green"]),
            ],
        )
    }

    #[test]
    fn the_header_is_found_with_what_stands_above() {
        let columns = ["Ref", "Recommendation", "column C", "Status", "Status (column E)"];
        for wanted in [vec![], vec![vec!["ref", "no"], vec!["recommendation"]]] {
            let found = find(vec![plan(), table(Some("Lists"), &[(1, &["Green"])])], None, None, &wanted).unwrap();
            assert_eq!((found.header, found.lines.len(), found.sheet.as_deref()), (4, 2, Some("Plan")));
            assert_eq!(found.columns, columns);
            assert_eq!(found.above, ["Northshire Partnership", "Plan v0.7"]);
        }
        assert_eq!(find(vec![plan()], None, Some(5), &[]).unwrap().columns[0], "1");
    }

    #[test]
    fn what_is_not_there_or_not_clear_is_told() {
        let other = InputTable { sheet: Some("Other".into()), ..plan() };
        let rows = [
            (find(vec![plan(), other], None, None, &[]), "several tables"),
            (find(vec![plan()], Some("Plans"), None, &[]), "no sheet is called"),
            (find(vec![plan()], None, Some(3), &[]), "line 3 is empty"),
            (find(vec![plan()], None, None, &[vec!["concerns"]]), "no column is called concerns"),
            (find(vec![table(None, &[(1, &["one"])])], None, None, &[]), "no line names columns"),
        ];
        for (found, expected) in rows {
            assert!(found.unwrap_err().message.contains(expected), "{expected}");
        }
    }
}
