//! Do the right things come first? Questions that safeguarding managers and auditors wrote down before the ranking was
//! tuned; `held_out.toml` holds those that were not looked at while it was.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a test that fails should say so at once"
)]

#[path = "support/library.rs"]
mod library;

use casebook::library::Catalogue;
use casebook::search::{Answer, Ask, Engine, Lens, Query};
use serde::Deserialize;

#[derive(Deserialize)]
struct Table {
    row: Vec<Row>,
}

#[derive(Deserialize)]
struct Row {
    query: String,
    lens: String,
    first: Vec<String>,
    #[allow(dead_code, reason = "says what the asker wants, for whoever reads the table")]
    why: String,
}

/// Where, counted from one, the first right answer stands among the first hundred; 0 where it does not.
fn place_of(engine: &mut Engine, catalogue: &Catalogue, row: &Row) -> usize {
    let lens = Lens::ALL.into_iter().find(|lens| lens.code() == row.lens).unwrap();
    let ask = Ask { query: Query::parse(&row.query), lens, facets: false, all_words: false };
    let Some(Answer::Hits(hits)) = engine.search(&ask, &|| false) else { return 0 };
    let found: Vec<String> = if lens == Lens::Cases {
        hits.cases.iter().map(|case| catalogue.case(case.key).unwrap().id.to_string()).collect()
    } else {
        let told = |hit: &casebook::search::LensHit| {
            let case = catalogue.case(hit.key).unwrap();
            format!("{} {}", case.id, hit.item.id(case))
        };
        hits.listed.iter().map(told).collect()
    };
    found.iter().take(100).position(|found| row.first.contains(found)).map_or(0, |at| at + 1)
}

fn measure(name: &str, text: &str) -> f64 {
    let table: Table = toml::from_str(text).unwrap();
    let (catalogue, mut engine) = library::indexed(&[]);
    let mut sum = 0.0;
    for row in &table.row {
        let place = place_of(&mut engine, &catalogue, row);
        if place != 1 {
            println!("{name}: {:?} ({}): first right answer at {place}, wanted {:?}", row.query, row.lens, row.first);
        }
        sum += if place == 0 { 0.0 } else { 1.0 / place as f64 };
    }
    let mean = sum / table.row.len() as f64;
    println!("{name}: mean reciprocal rank {mean:.3} over {} questions", table.row.len());
    mean
}

#[test]
fn what_is_meant_comes_first() {
    let mean = measure("seen", include_str!("ranking/seen.toml"));
    assert!(mean >= 0.9, "{mean}");
}

#[test]
fn what_is_meant_comes_first_in_questions_that_were_held_out() {
    let mean = measure("held out", include_str!("ranking/held_out.toml"));
    assert!(mean >= 0.85, "{mean}");
}
