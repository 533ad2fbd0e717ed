//! The reviews of an invented case: findings, recommendations, publication, judgement, what became of it.

use super::draw::Draw;
use super::record::{Cited, Day, Record, Sources, listed, quoted};
use super::scene::Scene;
use super::words::Words;
use super::{Plan, names, prose};

/// Codes, each with how often it comes.
pub type Weights = &'static [(&'static str, usize)];

/// A code, as often as its weight says.
pub fn weighed(draw: &mut Draw, codes: Weights) -> &'static str {
    let mut left = draw.below(codes.iter().map(|(_, weight)| weight).sum());
    for (code, weight) in codes {
        match left.checked_sub(*weight) {
            Some(rest) => left = rest,
            None => return code,
        }
    }
    ""
}

const FINDING_KINDS: Weights = &[
    ("practice_failing", 30),
    ("case_finding", 26),
    ("systems_finding", 15),
    ("missed_opportunity", 12),
    ("good_practice", 9),
    ("conclusion", 8),
];
const PATTERNS: Weights = &[
    ("management_systems", 24),
    ("multi_agency_long_term", 22),
    ("family_professional_interaction", 16),
    ("human_reasoning", 15),
    ("tools", 12),
    ("multi_agency_incident", 11),
];
const RESPONSES: Weights = &[
    ("accepted", 60),
    ("accepted_in_principle", 12),
    ("awaiting", 10),
    ("partially_accepted", 8),
    ("no_clear_response", 6),
    ("rejected", 4),
];
const STATUSES: Weights = &[
    ("in_progress", 32),
    ("closed_implemented", 24),
    ("open", 16),
    ("not_stated", 12),
    ("superseded", 5),
    ("closed_alternative_action", 4),
    ("closed_not_implemented", 4),
    ("no_longer_applicable", 3),
];
const ASSESSMENTS: Weights =
    &[("satisfactory_intent", 34), ("satisfactory_in_part", 30), ("fully_satisfactory", 24), ("unsatisfactory", 12)];
const GRADES: Weights =
    &[("good", 34), ("adequate", 30), ("inadequate", 20), ("not_evaluated", 10), ("outstanding", 6)];
const ROLES: Weights = &[
    ("author", 26),
    ("independent_chair", 18),
    ("lead_reviewer", 14),
    ("overview_report_author", 12),
    ("chair", 10),
    ("board_chair", 8),
    ("imr_author", 5),
    ("review_panel", 4),
    ("designated_professional", 3),
];
const STATES: Weights = &[
    ("published", 40),
    ("overview_report_full", 16),
    ("executive_summary_only", 12),
    ("overview_report_redacted", 6),
    ("published_anonymously", 5),
    ("not_published", 4),
    ("available_on_request", 3),
    ("link_withdrawn", 3),
    ("leaked", 2),
    ("read_in_confidence", 2),
    ("release_refused", 2),
];
const RELATED: Weights = &[
    ("inspection", 24),
    ("court_judgment", 16),
    ("government_response", 12),
    ("agency_review", 12),
    ("update_report", 10),
    ("inquest", 8),
    ("coroner_pfd", 7),
    ("watchdog_investigation", 6),
    ("professional_regulator", 5),
];
const ANYWHERE: Weights = &[("independent_review", 45), ("public_inquiry", 30), ("child_death_review", 25)];

/// What sort of review a case of this nation, time and person has.
fn kind_of(draw: &mut Draw, plan: &Plan) -> &'static str {
    if draw.chance(7) {
        return weighed(draw, ANYWHERE);
    }
    let year = plan.subject.year;
    let kinds: Weights = match (plan.nation, plan.subject.child) {
        ("wales", true) => &[("cpr", 30), ("cpr_concise", 40), ("cpr_extended", 25), ("susr", 5)],
        ("wales", false) => &[("apr", 70), ("dhr", 20), ("susr", 10)],
        ("scotland", _) if year < 2020 => &[("significant_case_review", 1)],
        ("scotland", _) => &[("learning_review", 1)],
        ("northern_ireland", _) => &[("case_management_review", 1)],
        (_, true) if year < 2018 => &[("serious_case_review", 1)],
        (_, true) => &[("lcspr", 65), ("rapid_review", 25), ("national_cspr", 10)],
        (_, false) if year < 2011 => &[("adult_scr", 80), ("mhhr", 12), ("mappa_scr", 8)],
        (_, false) => &[("sar", 55), ("dhr", 30), ("mhhr", 8), ("mappa_scr", 4), ("owhr", 3)],
    };
    weighed(draw, kinds)
}

/// What the title of a review says of its kind.
fn title_of(kind: &str) -> String {
    let words = kind.replace('_', " ");
    match kind {
        "lcspr" => "Local child safeguarding practice review".to_owned(),
        "national_cspr" => "National child safeguarding practice review".to_owned(),
        "cpr" | "cpr_concise" | "cpr_extended" => "Child practice review".to_owned(),
        "apr" => "Adult practice review".to_owned(),
        "susr" => "Single unified safeguarding review".to_owned(),
        "sar" => "Safeguarding adults review".to_owned(),
        "dhr" => "Domestic homicide review".to_owned(),
        "owhr" => "Offensive weapons homicide review".to_owned(),
        "mhhr" => "Mental health homicide review".to_owned(),
        "mappa_scr" | "adult_scr" => "Serious case review".to_owned(),
        "coroner_pfd" => "Report to prevent future deaths".to_owned(),
        _ => words.chars().take(1).flat_map(char::to_uppercase).chain(words.chars().skip(1)).collect(),
    }
}

/// What is written, and the numbers that run through the whole file.
struct Writer<'a> {
    out: &'a mut Record,
    draw: &'a mut Draw,
    words: &'a Words,
    plan: &'a Plan,
    sources: &'a mut Sources,
    findings: usize,
    recommendations: usize,
}

/// Writes the reviews of a case.
pub fn write(out: &mut Record, draw: &mut Draw, words: &Words, plan: &Plan, sources: &mut Sources) {
    let long = draw.chance(8);
    let findings = 5 + draw.below(10) + draw.below(9) + if long { draw.below(5) } else { 0 };
    let recommendations = 3 + draw.below(6) + draw.below(6) + if long { draw.below(4) } else { 0 };
    let mut writer = Writer { out, draw, words, plan, sources, findings: 0, recommendations: 0 };
    match writer.draw.below(20) {
        0..=10 => writer.review(1, true, findings, recommendations),
        11..=16 => {
            writer.review(1, true, findings - findings / 5, recommendations);
            writer.review(2, false, findings / 5, 0);
        }
        _ => {
            writer.review(1, true, findings - findings / 3, recommendations - recommendations / 3);
            writer.review(2, true, findings / 3, recommendations / 3);
        }
    }
}

impl Writer<'_> {
    fn cite(&mut self) -> Cited {
        self.sources.cite(self.draw)
    }

    fn scene(&mut self) -> Scene<'_> {
        Scene::new(self.draw, self.words, &self.plan.subject)
    }

    fn review(&mut self, number: usize, own: bool, findings: usize, recommendations: usize) {
        let plan = self.plan;
        let kind = if own { kind_of(self.draw, plan) } else { weighed(self.draw, RELATED) };
        let commissioned = plan.incident.plus(self.draw.between(10, 120) + 200 * (number - 1));
        let dated = commissioned.plus(self.draw.between(60, 500));
        self.out.entry("reviews");
        self.out.text("id", &format!("review-{number}"));
        self.out.text("kind", kind);
        if !own {
            self.out.text("scope", "related");
        } else if self.draw.chance(30) {
            self.out.text("scope", "case");
        }
        self.out.text("title", &format!("{}: {}", title_of(kind), plan.title));
        if self.draw.chance(40) {
            self.out.text("commissioned_by", &format!("{} Safeguarding Partnership", plan.subject.area));
        }
        if self.draw.chance(60) {
            let written = commissioned.written(self.draw);
            self.out.text("commissioned", &written);
        }
        if self.draw.chance(50) {
            let written = dated.written(self.draw);
            self.out.text("dated", &written);
        }
        if self.draw.chance(50) {
            self.out.bare("recommendations_made", recommendations + self.draw.rank(12));
        }
        if self.draw.chance(20) {
            self.out.bare("findings_made", findings + self.draw.rank(12));
        }
        let cited = self.cite();
        self.out.stands(&cited);
        for _ in 0..self.draw.rank(3) {
            self.person();
        }
        let published = self.publications(own, dated);
        if own && self.draw.chance(18) {
            self.evaluation(published);
        }
        if self.draw.chance(20) {
            self.fact();
        }
        for _ in 0..findings {
            self.finding();
        }
        let first = self.findings + 1 - findings;
        for _ in 0..recommendations {
            self.recommendation(first, published);
        }
        if own && self.draw.chance(15) {
            let day = published.plus(self.draw.between(100, 500));
            let line = self.update(day);
            self.out.0.push_str(&format!("\n[[reviews.updates]]\n{}\n", line.join("\n")));
        }
    }

    fn person(&mut self) {
        let role = weighed(self.draw, ROLES);
        let name = names::full(self.draw);
        let cited = self.cite();
        self.out.entry("reviews.people");
        self.out.text("role", role);
        self.out.text("name", &name);
        self.out.stands(&cited);
    }

    /// The steps of publication; the day of the last.
    fn publications(&mut self, own: bool, dated: Day) -> Day {
        let last = dated.plus(self.draw.between(5, 250));
        let mut steps = Vec::new();
        if own && self.draw.chance(15) {
            steps.push((if self.draw.chance(50) { "in_progress" } else { "embargoed" }, dated));
        }
        steps.push((weighed(self.draw, STATES), last));
        if own && self.draw.chance(8) {
            steps.push(("update_report", last.plus(self.draw.between(100, 500))));
        }
        for (state, day) in steps {
            let written = day.written(self.draw);
            let cited = self.cite();
            self.out.entry("reviews.publications");
            self.out.text("state", state);
            self.out.text("date", &written);
            self.out.stands(&cited);
        }
        last
    }

    fn evaluation(&mut self, published: Day) {
        let grade = weighed(self.draw, GRADES);
        let date = published.plus(self.draw.between(10, 200)).month();
        let cited = self.cite();
        self.out.entry("reviews.evaluations");
        self.out.text("by", "Inspectorate of Reviews");
        self.out.text("grade", grade);
        self.out.text("date", &date);
        self.out.stands(&cited);
        let mut points = String::new();
        for _ in 0..self.draw.rank(4) {
            let pattern = self.draw.pick(prose::JUDGEMENTS);
            let text = self.scene().sentence(pattern);
            let cited = self.cite();
            points.push_str(&format!(
                "  {{ text = {}, confidence = {}, sources = {} }},\n",
                quoted(&text),
                quoted(cited.confidence),
                listed(&cited.ids)
            ));
        }
        if !points.is_empty() {
            self.out.0.push_str(&format!("points = [\n{points}]\n"));
        }
    }

    fn fact(&mut self) {
        let cited = self.cite();
        let text = self.scene().sentence("The panel met {few} times and heard {number} {workers}");
        self.out.entry("reviews.facts");
        self.out.text("about", "process");
        self.out.text("text", &text);
        self.out.stands(&cited);
    }

    /// How long the text of an item should be.
    fn wanted(&mut self) -> usize {
        122 + self.draw.below(120) + self.draw.below(120)
    }

    fn finding(&mut self) {
        self.findings += 1;
        let kind = weighed(self.draw, FINDING_KINDS);
        let patterns = prose::FINDINGS.iter().find(|(known, _)| *known == kind).map_or(&[][..], |(_, some)| some);
        let pattern = self.draw.pick(patterns);
        let wanted = self.wanted();
        let cited = self.cite();
        let id = format!("F{}", self.findings);
        let mut scene = self.scene();
        let text = scene.passage(pattern, prose::CLAUSES, prose::SEQUELS, wanted);
        let agencies = concerned(&scene);
        let themes = about(&mut scene);
        let named = scene.draw.chance(9).then(|| scene.body());
        self.out.entry("reviews.findings");
        self.out.text("id", &id);
        self.out.text("kind", kind);
        if kind == "systems_finding" && self.draw.chance(60) {
            let behind = weighed(self.draw, PATTERNS);
            self.out.text("pattern", behind);
        }
        self.out.text("text", &text);
        self.out.list("agencies", &agencies);
        self.out.maybe("named", named.as_deref());
        self.out.list("themes", &themes);
        self.out.stands(&cited);
    }

    /// `first` is the number of the review's first finding.
    fn recommendation(&mut self, first: usize, published: Day) {
        self.recommendations += 1;
        let pattern = self.draw.pick(prose::RECOMMENDATIONS);
        let wanted = self.wanted();
        let cited = self.cite();
        let id = format!("R{}", self.recommendations);
        let mut scene = self.scene();
        let text = scene.passage(pattern, prose::AIMS, prose::MEASURES, wanted);
        let addressed = concerned(&scene);
        let themes = about(&mut scene);
        let named = scene.draw.chance(9).then(|| scene.body());
        self.out.entry("reviews.recommendations");
        self.out.text("id", &id);
        if self.draw.chance(30) {
            self.out.text("number", &self.recommendations.to_string());
        }
        self.out.text("text", &text);
        self.out.list("addressed_to", &addressed);
        self.out.maybe("named", named.as_deref());
        self.out.list("themes", &themes);
        if self.findings >= first && self.draw.chance(25) {
            let answered = self.draw.between(first, self.findings);
            self.out.list("answers", &[format!("F{answered}")]);
            if self.draw.chance(50) {
                self.out.text("answers_by", if self.draw.chance(80) { "editor" } else { "source" });
            }
        }
        self.progress(published);
        self.out.stands(&cited);
        self.updates_of_one(published);
    }

    /// Response, status, due date, assessment: four separate facts.
    fn progress(&mut self, published: Day) {
        if self.draw.chance(30) {
            let response = weighed(self.draw, RESPONSES);
            self.out.text("response", response);
        }
        let status = self.draw.chance(35).then(|| weighed(self.draw, STATUSES));
        self.out.maybe("status", status);
        if self.draw.chance(20) {
            let due = published.plus(self.draw.between(60, 400)).written(self.draw);
            self.out.text("due", &due);
        }
        // A recommendation that is closed says when somebody looked.
        if status.is_some_and(|status| status.starts_with("closed")) || self.draw.chance(4) {
            let verified = published.plus(self.draw.between(200, 700)).month();
            self.out.text("last_verified", &verified);
        }
        if self.draw.chance(7) {
            let grade = weighed(self.draw, ASSESSMENTS);
            let date = published.plus(self.draw.between(200, 700)).month();
            let ids = listed(&self.cite().ids);
            let by = quoted("Inspectorate of Reviews");
            self.out.bare(
                "assessment",
                format!("{{ by = {by}, grade = \"{grade}\", date = \"{date}\", sources = {ids} }}"),
            );
        }
    }

    fn updates_of_one(&mut self, published: Day) {
        if !self.draw.chance(12) {
            return;
        }
        let mut day = published;
        let mut lines = String::new();
        for _ in 0..=self.draw.rank(3) {
            day = day.plus(self.draw.between(60, 300));
            lines.push_str(&format!("  {{ {} }},\n", self.update(day).join(", ")));
        }
        self.out.0.push_str(&format!("updates = [\n{lines}]\n"));
    }

    /// What became of recommendations by a day, key by key.
    fn update(&mut self, day: Day) -> [String; 5] {
        let pattern = self.draw.pick(prose::UPDATES);
        let cited = self.cite();
        let date = day.written(self.draw);
        let mut scene = self.scene();
        let text = scene.sentence(pattern);
        [
            format!("date = {}", quoted(&date)),
            format!("text = {}", quoted(&text)),
            format!("agencies = {}", listed(&[scene.agency.code])),
            format!("confidence = {}", quoted(cited.confidence)),
            format!("sources = {}", listed(&cited.ids)),
        ]
    }
}

/// The agencies that the sentences of a scene are about.
fn concerned(scene: &Scene<'_>) -> Vec<&'static str> {
    let mut codes = vec![scene.agency.code];
    if scene.speaks_of_other {
        codes.push(scene.other.code);
    }
    codes
}

/// One or two themes.
fn about(scene: &mut Scene<'_>) -> Vec<&'static str> {
    let mut codes = vec![scene.theme.code];
    if scene.draw.chance(33) {
        codes.push(scene.second.code);
    }
    codes
}
