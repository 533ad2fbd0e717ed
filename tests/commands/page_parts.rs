//! Parts of pages, by themselves: letters of the tracker, notes, names of files, agencies as they are typed, tables in lines.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that fails should say so at once"
)]

use crate::support::library;
use casebook::case::due::Standing;
use casebook::case::{
    ItemKey, ItemKind, Nation, OpenList, PartialDate, Recommendation, RecommendationStatus as Status, Response,
};
use casebook::library::EntryKey;
use casebook::page::rag::Rag;
use casebook::page::{Block, Link, Listing, NoSubject, Page, Row, Section, Subject, Table, name_of};
use casebook::write::text::{in_list, lay_out};

fn recommendation(status: Option<Status>, due: &str, response: Option<Response>) -> Recommendation {
    let text = "id = \"R1\"\ntext = \"Do it.\"\naddressed_to = [\"gp\"]\nthemes = []\nconfidence = \"confirmed\"\nsources = []";
    let mut made: Recommendation = toml::from_str(text).unwrap();
    (made.status, made.response) = (status, response);
    made.due = (!due.is_empty()).then(|| due.parse().unwrap());
    made
}

#[test]
fn the_letter_follows_from_status_and_due_date() {
    // Status, due, then letter, overdue, known; the day is 22 November 2026.
    let rows: &[(Option<Status>, &str, &str, bool, bool)] = &[
        (Some(Status::Open), "", "A", false, true),
        (Some(Status::Open), "2026-11-22", "A", false, true),
        (Some(Status::Open), "2026-11-21", "R", true, true),
        (Some(Status::Open), "2026-11", "A", false, true),
        (Some(Status::Open), "2026", "A", false, true),
        (Some(Status::Open), "2025", "R", true, true),
        (Some(Status::InProgress), "2013-01", "R", true, true),
        (Some(Status::InProgress), "2027", "A", false, true),
        (Some(Status::ClosedImplemented), "2013-01", "G", false, true),
        (Some(Status::ClosedAlternativeAction), "2013-01", "G", false, true),
        (Some(Status::ClosedNotImplemented), "", "R", false, true),
        (Some(Status::Superseded), "2013-01", "-", false, true),
        (Some(Status::NoLongerApplicable), "2013-01", "-", false, true),
        (Some(Status::NotStated), "2013-01", "-", false, false),
        (None, "2013-01", "-", false, false),
        (None, "", "-", false, false),
    ];
    let today: PartialDate = "2026-11-22".parse().unwrap();
    for (status, due, letter, overdue, known) in rows {
        // A response changes nothing.
        for response in [None, Some(Response::Accepted), Some(Response::Rejected), Some(Response::Awaiting)] {
            let made = recommendation(*status, due, response);
            let standing = Standing::of(&made, today);
            assert_eq!(Rag::of(made.status, standing).letter(), *letter, "{status:?} {due} {response:?}");
            assert_eq!(standing == Standing::Overdue, *overdue, "{status:?} {due}");
            assert_eq!(standing.is_known(), *known, "{status:?}");
        }
    }
}

#[test]
fn letters_and_labels_agree() {
    for rag in Rag::ALL {
        assert!(rag.label().starts_with(rag.letter()));
    }
}

#[test]
fn titles_become_names_of_files() {
    let rows = [
        ("Findings about \"the police\"", "findings-about-the-police"),
        ("../../etc/passwd", "etc-passwd"),
        ("Ärger: 日本", "rger"),
        ("日本", "casebook"),
        ("", "casebook"),
    ];
    for (title, name) in rows {
        assert_eq!(name_of(title), name, "{title}");
    }
    assert!(name_of(&"long words ".repeat(40)).len() <= 60);
}

#[test]
fn the_first_line_of_a_note_says_that_it_is_one() {
    let rows: [(Option<&str>, &[&str]); 4] = [
        (None, &[]),
        (Some(""), &[]),
        (Some("Ask."), &["Note: Ask."]),
        (Some("Ask.\n\nTwice."), &["Note: Ask.", "", "Twice."]),
    ];
    for (note, expected) in rows {
        let row = Row { note: note.map(str::to_owned), ..Row::default() };
        assert_eq!(row.note_lines(), expected, "{note:?}");
    }
}

#[test]
fn items_stand_once_in_the_order_of_their_rows() {
    let row = |link| Block::Row(Row { link, ..Row::default() });
    let key = |id| ItemKey::new(ItemKind::Event, id);
    let item = |id| Some(Link::Item(EntryKey(1), key(id)));
    let mut report = Page::default();
    let mut section = Section::new("One");
    section.blocks =
        vec![row(item("E3")), row(None), row(item("E1")), row(item("E3")), row(Some(Link::Agency("gp".into())))];
    report.sections.push(section);
    assert_eq!(report.rows().count(), 5);
    assert_eq!(report.items(), [(EntryKey(1), key("E3")), (EntryKey(1), key("E1"))]);
}

#[test]
fn a_subject_is_found_by_code_label_and_start() {
    let listing = Listing::of(
        &library::catalogue(library::bundled().iter().cloned()),
        library::vocabulary(),
        "2026-11-22".parse().unwrap(),
    );
    let agency = |code: &str| Ok(Subject::agency(code));
    let term = |list, code: &str| Ok(Subject::Term(list, code.to_owned()));
    let place = |area: &str| Ok(Subject::Place(area.to_owned()));
    let no =
        |near: &[&str], is_name| Err(NoSubject { near: near.iter().map(|near| (*near).to_owned()).collect(), is_name });
    let rows: &[(&str, Result<Subject, NoSubject>)] = &[
        ("police", agency("police")),
        ("Police", agency("police")),
        ("health visiting", agency("health_visiting")),
        ("HEALTH-VISITING", agency("health_visiting")),
        ("polic", agency("police")),
        ("cafc", agency("cafcass")),
        ("health", agency("health")),
        ("health_", agency("health_visiting")),
        ("agency:polic", agency("police")),
        ("information sharing", term(OpenList::Theme, "information_sharing")),
        ("infor", term(OpenList::Theme, "information_sharing")),
        // An agency, a theme and a harm may have one name: the first in this order is meant.
        ("housing", agency("housing")),
        ("theme:housing", term(OpenList::Theme, "housing")),
        ("neglect", term(OpenList::Theme, "neglect")),
        ("harm:neglect", term(OpenList::Harm, "neglect")),
        ("harm:\"neglect\"", term(OpenList::Harm, "neglect")),
        ("suicide", term(OpenList::Harm, "suicide")),
        ("Wales", Ok(Subject::Nation(Nation::Wales))),
        ("northern ireland", Ok(Subject::Nation(Nation::NorthernIreland))),
        ("haringey", place("Haringey")),
        ("area:brent", place("Brent")),
        ("enfield", place("Enfield")),
        ("co", no(&["community_paediatrics", "courts", "coroner"], true)),
        ("polcie", no(&["police"], true)),
        ("social care", no(&["adult_social_care", "childrens_social_care"], true)),
        ("bruises in babies", no(&[], false)),
        ("to:police", no(&["police"], false)),
        ("nation:wlaes", no(&["wales"], true)),
        ("", no(&[], true)),
        ("xyzzy", no(&[], false)),
    ];
    for (text, expected) in rows {
        assert_eq!(Subject::named(&listing, text), *expected, "{text}");
    }
}

fn table() -> Table {
    let columns = ["Agency addressed", "R", "Total", "Known"].map(str::to_owned).to_vec();
    let rows = [["National government", "3", "148", "<1%"], ["GP", "-", "9", "100%"]];
    let link = Some(Link::Agency("gp".to_owned()));
    Table { columns, rows: rows.map(|cells| (cells.map(str::to_owned).to_vec(), link.clone())).to_vec() }
}

fn lines(cells: usize) -> Vec<String> {
    let page = Page {
        sections: vec![Section { blocks: vec![Block::Table(table())], ..Section::default() }],
        ..Page::default()
    };
    let sheet = lay_out(&page, cells, None, &in_list);
    assert_eq!(sheet.stops.len(), 2);
    sheet.lines.iter().map(ToString::to_string).collect()
}

#[test]
fn a_table_gives_up_words_before_numbers_and_columns_before_both() {
    let wide = [
        "  Agency addressed     R  Total  Known",
        "  National government  3    148    <1%",
        "  GP                   -      9   100%",
    ];
    assert_eq!(lines(80), wide);
    let narrow = ["  Agency ad…  R  Total  Known", "  National…   3    148    <1%", "  GP          -      9   100%"];
    assert_eq!(lines(29), narrow);
    let list = [
        "  National government",
        "    R 3 · Total 148 ·",
        "    Known <1%",
        "  GP",
        "    R - · Total 9 ·",
        "    Known 100%",
    ];
    assert_eq!(lines(24), list);
}
