//! The right answers among the first of each engine: the judged questions of `tests/answers`, those that were seen while the
//! search was tuned, asked of the bundled library. Every engine has the same entries with the same texts.

use std::collections::HashMap;
use std::error::Error;
use std::sync::Arc;

use casebook::case::{Case, ItemRef, Vocabulary};
use casebook::library::{Catalogue, Limits, Place, Request, load_all};
use casebook::search::{Answer, Ask, Engine, Lens, Query, item_texts, items};
use serde::Deserialize;

type Failure = Box<dyn Error>;

/// So many of each list are looked at, and so many are the first.
const DEEP: usize = 10;
const FIRST: usize = 5;

#[derive(Deserialize)]
struct Questions {
    question: Vec<Question>,
}

#[derive(Deserialize)]
struct Question {
    id: String,
    query: String,
}

#[derive(Deserialize)]
struct Judgments {
    judged: Vec<Judged>,
}

#[derive(Deserialize)]
struct Judged {
    id: String,
    grades: HashMap<String, u8>,
}

/// The findings, recommendations and events of the bundled library.
pub struct Library {
    catalogue: Catalogue,
    engine: Engine,
    names: Vec<String>,
    /// The texts of each, as one line.
    pub lines: Vec<String>,
}

impl Library {
    /// Reads it.
    pub fn bundled() -> Self {
        let vocabulary = Arc::new(Vocabulary::shipped().clone());
        let request = Request {
            places: vec![Place::Bundled],
            limits: Limits::default(),
            vocabulary: Arc::clone(&vocabulary),
            examine: false,
            cache: None,
        };
        let mut catalogue = Catalogue::default();
        load_all(request, |_, _| ()).0.into_iter().for_each(|entry| drop(catalogue.add(entry)));
        let (mut engine, mut names, mut lines) = (Engine::default(), Vec::new(), Vec::new());
        for (key, entry) in catalogue.iter() {
            let Some(case) = entry.case() else { continue };
            engine.add(key, case, &vocabulary);
            for item in items(case).into_iter().filter(|item| is_judged(*item)) {
                let mut words: Vec<String> = Vec::new();
                item_texts(case, item, &vocabulary, &mut |_, part| {
                    words.extend(part.split_whitespace().map(str::to_owned));
                });
                names.push(name(case, item));
                lines.push(words.join(" "));
            }
        }
        Self { catalogue, engine, names, lines }
    }

    /// What casebook lists, best first.
    fn search(&mut self, query: &str) -> Vec<String> {
        let ask = Ask { query: Query::parse(query), lens: Lens::Everything, facets: false, all_words: false };
        let Some(Answer::Hits(hits)) = self.engine.search(&ask, &|| false) else { return Vec::new() };
        let judged = hits.listed.iter().filter(|hit| is_judged(hit.item));
        judged.filter_map(|hit| Some(name(self.catalogue.case(hit.key)?, hit.item))).take(DEEP).collect()
    }
}

fn is_judged(item: ItemRef) -> bool {
    matches!(item, ItemRef::Finding(..) | ItemRef::Recommendation(..) | ItemRef::Event(_))
}

fn name(case: &Case, item: ItemRef) -> String {
    format!("{}/{}", case.id, item.id(case))
}

/// An engine that is asked for the lines of a query, best first.
pub type Asked<'a> = (&'static str, Box<dyn FnMut(&str) -> Result<Vec<usize>, Failure> + 'a>);

/// Asks every question of casebook and of the others, and prints how well they answer.
pub fn report(library: &mut Library, others: Vec<Asked<'_>>) -> Result<(), Failure> {
    let questions: Questions = toml::from_str(include_str!("../../tests/answers/seen_questions.toml"))?;
    let judgments: Judgments = toml::from_str(include_str!("../../tests/answers/seen.toml"))?;
    let grades: HashMap<String, HashMap<String, u8>> =
        judgments.judged.into_iter().map(|judged| (judged.id, judged.grades)).collect();
    let answered: Vec<(&str, &HashMap<String, u8>)> = questions
        .question
        .iter()
        .filter_map(|question| Some((question.query.as_str(), grades.get(&question.id)?)))
        .filter(|(_, grades)| grades.values().any(|grade| *grade > 0))
        .collect();
    println!("{} judged questions on the {} entries of the bundled library", answered.len(), library.names.len());
    println!("{:24} {:>9} {:>11} {:>9}", "", "nothing", "first five", "nDCG@10");
    let row = |title: &str, lists: Vec<Vec<String>>| {
        let figures = lists.iter().zip(&answered).map(|(list, (_, grades))| figures(list, grades));
        let sums = figures.fold([0.0; 3], |[a, b, c], [x, y, z]| [a + x, b + y, c + z]);
        let [nothing, five, ndcg] = sums.map(|sum| sum / answered.len() as f64);
        println!("{title:24} {nothing:9.2} {five:11.2} {ndcg:9.3}");
    };
    row("casebook", answered.iter().map(|(query, _)| library.search(query)).collect());
    for (title, mut ask) in others {
        let mut lists = Vec::new();
        for (query, _) in &answered {
            let found = ask(query)?;
            lists.push(found.iter().take(DEEP).filter_map(|at| library.names.get(*at).cloned()).collect());
        }
        row(title, lists);
    }
    println!();
    Ok(())
}

/// One for a question that finds nothing, one for a right entry among the first, and nDCG.
fn figures(list: &[String], grades: &HashMap<String, u8>) -> [f64; 3] {
    let gain = |grades: &[u8]| -> f64 {
        grades.iter().zip(2u8..).map(|(grade, place)| (f64::from(*grade).exp2() - 1.0) / f64::from(place).log2()).sum()
    };
    let found: Vec<u8> = list.iter().map(|name| grades.get(name).copied().unwrap_or(0)).collect();
    let mut ideal: Vec<u8> = grades.values().copied().collect();
    ideal.sort_unstable_by(|a, b| b.cmp(a));
    ideal.truncate(DEEP);
    let one = |is: bool| f64::from(u8::from(is));
    let five = found.iter().take(FIRST).any(|grade| *grade > 0);
    [one(found.is_empty()), one(five), gain(&found) / gain(&ideal)]
}
