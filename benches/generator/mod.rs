//! Invented libraries for benchmarks: case files as large, as varied and as wordy as real ones, from a seed.
//!
//! Nothing in them is true and nothing is copied: sentences are patterns with slots ([`prose`]), words are lists with
//! endings ([`words`]), proper names are syllables ([`names`]). Words, themes, agencies and names are drawn with the
//! frequencies of Zipf. The files pass `casebook check --strict`.

mod agencies;
mod draw;
mod names;
mod prose;
mod record;
mod reviews;
mod scene;
mod themes;
mod words;

use draw::Draw;
use record::{Day, Record, Sources, listed};
use reviews::Weights;
use scene::{Scene, Subject};
use words::Words;

/// Makes invented cases. What a case says depends on the seed and on its number alone.
pub struct Generator {
    seed: u64,
    words: Words,
}

/// What of a case is known before its text is written.
struct Plan {
    id: String,
    title: String,
    also_known_as: Option<String>,
    nation: &'static str,
    outcome: &'static str,
    incident: Day,
    subject: Subject,
}

const NATIONS: Weights = &[
    ("england", 72),
    ("wales", 10),
    ("scotland", 9),
    ("northern_ireland", 6),
    ("england_and_wales", 2),
    ("united_kingdom", 1),
];
const OUTCOMES: Weights = &[
    ("died", 62),
    ("seriously_harmed", 18),
    ("survived", 6),
    ("potentially_life_threatening_injury", 4),
    ("serious_permanent_impairment", 3),
    ("other", 3),
    ("withheld", 2),
    ("not_stated", 2),
];
const CHILD_AGES: &[&str] = &["under_1", "1_to_5", "6_to_10", "11_to_15", "16_to_17"];
const ADULT_AGES: &[&str] = &["18_to_39", "40_to_59", "60_to_79", "80_and_over"];
const CHILDREN: [&str; 7] =
    ["the child", "the child", "the child", "the baby", "the girl", "the boy", "the young person"];
const ADULTS: [&str; 5] = ["the adult", "the woman", "the man", "the resident", "the patient"];

impl Generator {
    /// The library of this seed.
    pub fn new(seed: u64) -> Self {
        Self { seed, words: Words::new() }
    }

    /// The id of a case, which is the stem of its file.
    pub fn id(index: usize) -> String {
        format!("case-{index:05}")
    }

    /// The text of case number `index`. A case may link to one of a lower number, which a library then holds too.
    pub fn case(&self, index: usize) -> String {
        let (plan, mut draw) = self.plan(index);
        let draw = &mut draw;
        let subject = &plan.subject;
        let mut sources = Sources::new(draw);
        let mut body = Record::default();
        self.facts(&mut body, draw, subject, &mut sources);
        reviews::write(&mut body, draw, &self.words, &plan, &mut sources);
        self.events(&mut body, draw, &plan, &mut sources);
        self.rest(&mut body, draw, subject, &mut sources, index);
        self.source_list(&mut body, draw, &plan, &sources);

        let mut head = self.head(draw, &plan, &sources);
        head.0.push_str(&body.0);
        head.0
    }

    /// The choices that a case begins with, and the stream that goes on.
    fn plan(&self, index: usize) -> (Plan, Draw) {
        let mut draw = Draw::new(self.seed, index as u64);
        let child = draw.chance(76);
        let year = draw.between(1974, 2023).max(draw.between(1974, 2023));
        let name = draw.chance(30).then(|| names::given(&mut draw));
        let mark = names::letter_and_number(&mut draw);
        let (first, second) = names::letters(&mut draw);
        let title = match (&name, child) {
            (Some(name), true) => format!("{} {name}", draw.pick(&["Child", "Child", "Baby", "Young Person"])),
            (Some(name), false) => format!("Adult {name}"),
            (None, true) => match draw.below(8) {
                0 => format!("Family {mark}"),
                1 => format!("Siblings {first} and {second}"),
                2 => format!("Baby {mark}"),
                3 => format!("Young Person {mark}"),
                _ => format!("Child {mark}"),
            },
            (None, false) => format!("Adult {mark}"),
        };
        let person = draw.pick(if child { &CHILDREN[..] } else { &ADULTS[..] });
        let plan = Plan {
            id: Self::id(index),
            title,
            also_known_as: draw.chance(20).then(|| format!("{} {mark}", draw.pick(&["Case", "Review", "Subject"]))),
            nation: reviews::weighed(&mut draw, NATIONS),
            outcome: reviews::weighed(&mut draw, OUTCOMES),
            incident: Day::new(year, draw.between(1, 12), draw.between(1, 28)),
            subject: Subject { person, name, area: names::area(&mut draw), year, child },
        };
        (plan, draw)
    }

    fn head(&self, draw: &mut Draw, plan: &Plan, sources: &Sources) -> Record {
        let subject = &plan.subject;
        let mut head = Record::default();
        head.text("id", &plan.id);
        head.text("title", &plan.title);
        if let Some(other) = &plan.also_known_as {
            head.list("also_known_as", &[other]);
        }
        head.text("nation", plan.nation);
        if draw.chance(90) {
            head.text("area", &subject.area);
        }
        head.text("outcome", plan.outcome);
        head.list("person", &[if subject.child { "child" } else { "adult" }]);
        // Taken from the day and not drawn: what follows stays as it was.
        let bands = if subject.child { CHILD_AGES } else { ADULT_AGES };
        if let Some(band) = bands.get(plan.incident.0 % bands.len()) {
            head.list("ages", &[band]);
        }
        if draw.chance(5) {
            head.text("outcome_text", "The outcome of the older sibling is not part of the report");
        }
        if draw.chance(92) {
            head.text("incident", &plan.incident.written(draw));
        } else {
            head.text("incident_text", &format!("In the years before {}", subject.year));
        }
        let harms = if subject.child { themes::CHILD_HARMS } else { themes::ADULT_HARMS };
        let mut harm: Vec<&str> = Vec::new();
        for _ in 0..draw.between(1, 3) {
            harm.push(draw.common(harms, 1));
        }
        harm.sort_unstable();
        harm.dedup();
        head.list("harm", &harm);
        let mut summary = String::new();
        for part in prose::SUMMARY {
            let pattern = draw.pick(part);
            let sentence = Scene::new(draw, &self.words, subject).sentence(pattern);
            summary.push_str(if summary.is_empty() { "" } else { " " });
            summary.push_str(&sentence);
        }
        head.0.push_str(&format!("summary = \"\"\"\n{summary}\"\"\"\n"));
        head.list("cited", &sources.of_head());
        if draw.chance(30) {
            let pattern = draw.pick(prose::GAPS);
            head.list("gaps", &[Scene::new(draw, &self.words, subject).sentence(pattern)]);
        }
        if let Some(name) = &subject.name {
            head.entry("names");
            head.text("name", name);
            head.text("shown_as", subject.person);
        }
        head
    }

    fn facts(&self, body: &mut Record, draw: &mut Draw, subject: &Subject, sources: &mut Sources) {
        for _ in 0..draw.rank(3) {
            let (about, patterns) = draw.common(prose::FACTS, 3);
            let pattern = draw.pick(patterns);
            body.entry("facts");
            body.text("about", about);
            body.text("text", &Scene::new(draw, &self.words, subject).sentence(pattern));
            body.stands(&sources.cite(draw));
        }
        for _ in 0..draw.rank(3) {
            let mut scene = Scene::new(draw, &self.words, subject);
            body.entry("involved");
            body.text("agency", scene.agency.code);
            if scene.draw.chance(40) {
                let named = scene.body();
                body.text("named", &named);
            }
            body.stands(&sources.cite(draw));
        }
    }

    fn events(&self, body: &mut Record, draw: &mut Draw, plan: &Plan, sources: &mut Sources) {
        let subject = &plan.subject;
        let begin = plan.incident.0 - draw.between(200, 1000);
        let end = plan.incident.0 + draw.between(0, 700);
        let mut days: Vec<Day> =
            (0..2 + draw.below(8) + draw.below(8)).map(|_| Day(draw.between(begin, end)).plus(0)).collect();
        days.sort_unstable();
        for (at, day) in days.iter().enumerate() {
            let kind = event_kind(draw, plan, *day, at);
            let patterns = prose::EVENTS.iter().find(|(known, _)| *known == kind).map_or(&[][..], |(_, some)| some);
            let pattern = draw.pick(patterns);
            body.entry("events");
            body.text("id", &format!("E{}", at + 1));
            match draw.below(40) {
                0 => body.text("date_text", "not dated"),
                1 => {
                    body.text("date", &day.month());
                    body.text("date_text", &format!("about the middle of {}", day.year()));
                }
                2 => {
                    body.text("date", &day.full());
                    body.text("until", &day.plus(draw.between(1, 40)).full());
                }
                _ => body.text("date", &day.written(draw)),
            }
            let mut scene = Scene::new(draw, &self.words, subject);
            body.text("kind", kind);
            if !matches!(kind, "birth" | "household" | "death") {
                body.list("agencies", &[scene.agency.code]);
                let named = scene.body();
                body.maybe("named", scene.draw.chance(10).then_some(named.as_str()));
            }
            body.text("text", &scene.sentence(pattern));
            if *day < plan.incident && draw.chance(15) {
                body.bare("missed_opportunity", true);
            }
            body.stands(&sources.cite(draw));
        }
    }

    /// What is disputed, and which cases are related.
    fn rest(&self, body: &mut Record, draw: &mut Draw, subject: &Subject, sources: &mut Sources, index: usize) {
        if draw.chance(15) {
            let (about, one, other) = draw.pick(prose::DISPUTES);
            body.entry("disputed");
            body.text("about", about);
            body.0.push_str("claims = [\n");
            for pattern in [one, other] {
                let text = Scene::new(draw, &self.words, subject).sentence(pattern);
                let ids = listed(&sources.cite(draw).ids);
                body.0.push_str(&format!("  {{ text = {}, sources = {ids} }},\n", record::quoted(&text)));
            }
            body.0.push_str("]\n");
        }
        if draw.chance(6) {
            body.entry("related");
            let earlier = index.saturating_sub(draw.between(1, 50));
            if earlier < index {
                body.text("case", &Self::id(earlier));
                body.text("title", &self.plan(earlier).0.title);
            } else {
                body.text("title", &format!("Child {}", names::letter_and_number(draw)));
            }
            body.text("text", "The board considered both cases together.");
            body.stands(&sources.cite(draw));
        }
    }

    fn source_list(&self, body: &mut Record, draw: &mut Draw, plan: &Plan, sources: &Sources) {
        for source in &sources.0 {
            let town = names::town(draw);
            let area = &plan.subject.area;
            let (title, publisher) = match source.kind {
                "official" | "official_copy" => {
                    (format!("Report on {}", plan.title), format!("{area} Safeguarding Partnership"))
                }
                "court" => (format!("Ruling of the court in {town}"), format!("{town} Court")),
                "parliament" => (format!("Debate on reviews in {area}"), "Record of debates".to_owned()),
                kind => {
                    let topic = Scene::new(draw, &self.words, &plan.subject).theme.topic;
                    let publisher = match kind {
                        "news" | "comment" => {
                            format!("{town} {}", draw.pick(&["Gazette", "Herald", "Courier", "Post"]))
                        }
                        "forum" => "Practice forum".to_owned(),
                        _ => format!("{town} {}", draw.pick(&["Review", "Weekly", "Notes", "Trust"])),
                    };
                    (format!("{area} and {topic}"), publisher)
                }
            };
            body.entry("sources");
            body.text("id", &source.id);
            body.text("title", &title);
            body.text("publisher", &publisher);
            body.text("kind", source.kind);
            let published = plan.incident.plus(draw.between(20, 900));
            match draw.below(12) {
                0 => body.text("date_text", "not dated"),
                1 => {}
                _ => body.text("date", &published.written(draw)),
            }
            body.text("url", &format!("https://example.org/{}/{}", plan.id, source.id));
            if draw.chance(10) {
                body.text("note", draw.pick(&["Date taken from the address.", "Opening only.", "Local news."]));
            }
        }
    }
}

/// What sort of event happens on a day: before the harm, at it, and after.
fn event_kind(draw: &mut Draw, plan: &Plan, day: Day, at: usize) -> &'static str {
    const BEFORE: Weights = &[
        ("contact", 30),
        ("referral", 14),
        ("incident", 10),
        ("meeting", 9),
        ("assessment", 8),
        ("household", 8),
        ("injury", 7),
        ("decision", 7),
        ("disclosure", 4),
        ("investigation", 4),
        ("organisation", 2),
        ("inspection", 2),
    ];
    const AFTER: Weights = &[
        ("proceedings", 34),
        ("review", 22),
        ("publication", 20),
        ("response", 12),
        ("inspection", 7),
        ("investigation", 5),
    ];
    if at == 0 && plan.subject.child && draw.chance(40) {
        "birth"
    } else if day < plan.incident {
        reviews::weighed(draw, BEFORE)
    } else if plan.outcome == "died" && draw.chance(30) {
        "death"
    } else {
        reviews::weighed(draw, AFTER)
    }
}
