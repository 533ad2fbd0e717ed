//! Sentence patterns of the field. A slot in braces is filled by [`super::scene::Scene`]; `{a:paper}` puts an article
//! before it.

/// What a review says of each kind of finding.
pub const FINDINGS: &[(&str, &[&str])] = &[
    (
        "practice_failing",
        &[
            "{role} did not {act}",
            "{role} did not {act}, and {role2} did not {act2}",
            "although {role} knew of {sign} and {sign}, {role} did not {act}",
            "the review found that {role} failed to {act} {when}",
            "there was no evidence that {role} had tried to {act} before the {paper} was {verbed}",
            "{role} {verbed} the {paper} {adverb} and did not {act}",
            "the {paper} of {role} was {poor}, {poor} and silent on {sign}",
            "practice in {topic} fell short: {role} did not {act}",
            "{role} saw the {sign} at the {place} and accepted the explanation of the {relative} without a question",
            "the {poor} {paper} of {when2} did not mention the {sign} that {role} had {verbed}",
            "{role} treated each {paper} as a single event and did not {act}",
            "for {days} {role} left {ref} without an answer and did not {act}",
        ],
    ),
    (
        "case_finding",
        &[
            "{when} {role} saw {sign} and bruising on the {body} of {person}, and the GP was told",
            "{role} knew that the {relative} had {deed} and that {person} was living at {street}",
            "the family moved from {town} to {street}, and {role} {verbed} the {paper}",
            "between the two visits {role} {verbed} the {paper}, the {paper} and {ref}",
            "the {relative} told {role} about the {sign} {when}, and {role2} heard of it from {school}",
            "the notes of {role} describe {a:poor} home with {a:thing}, {a:thing} and {things}",
            "{person} said at {school} that the {relative} had {deed}",
            "{person} was seen at {hospital} with {sign} to the {body} and sent home on the same day",
            "the review recorded that {number} workers of {role} had visited the {place} at {street}",
            "{role} and {role2} held different views on the {sign}, as {ref} shows",
        ],
    ),
    (
        "systems_finding",
        &[
            "{topic} across the area was {poor}: {role} and {role2} worked to different standards",
            "the review saw a pattern of {issue}, {issue} and {issue} that made it hard for {role} to {act}",
            "pressure of {issue} on {role} meant that {papers} were {verbed} {poorly} and seldom {verbed}",
            "the computer system made {role} {verb} {a:paper} for each visit, so that the {sign} was never seen as a whole",
            "the procedures on {topic} were {poor}, and {workers} in {town} had no {sound} way to {act}",
            "{issue} in the service had become normal, and {role} no longer expected {role2} to {act}",
            "safeguarding supervision for {workers} was {poor}, which left {role} alone with questions of {topic}",
            "the arrangements for {topic} depended on {sound} {workers}; when they left, {papers} were no longer {verbed}",
            "when {workers} are under pressure, {issue} takes the place of {issue} and {topic} suffers",
        ],
    ),
    (
        "missed_opportunity",
        &[
            "an opportunity to {act} was missed {when}, when {person} was brought to {hospital} with {sign}",
            "when the {relative} {deed}, {role} could have {verbed} the {paper} and did not {act}",
            "the visit to {street} was a missed opportunity to {act} and to {act2}",
            "had {role} {verbed} the {paper} of {role2}, the {sign} would have been understood",
            "the call of the {relative} about the {sign} was the moment to {act}; {role} {verbed} it {poorly}",
            "{number} chances to {act} were lost between the first {paper} and the {paper} of {when2}",
            "the bruising that the GP saw {when} was not referred, and {role} missed the chance to {act}",
            "the absence of {person} from {school} should have led {role} to {act}",
            "the health visitor did not escalate the {sign}, and {role} lost the chance to {act}",
        ],
    ),
    (
        "good_practice",
        &[
            "it was good practice that {role} took care to {act}",
            "{role} showed professional curiosity and {verbed} the {poor} {paper} of {role2}",
            "the {worker} at {school} noticed the {sign} and told {role} on the same day",
            "{role} and {role2} shared information {soundly} and agreed to {act}",
            "the {sound} {paper} of {role} was {verbed} within {days} and helped {role2} to {act}",
            "the persistence of the {worker}, who visited {street} {few} times, allowed {role} to {act}",
            "{role} recorded {soundly} what {person} said about the {thing} and the {relative}",
        ],
    ),
    (
        "conclusion",
        &[
            "the review concluded that the harm could not have been predicted, but that {role} could have done more to {act}",
            "the review concluded that {topic} and {topic2} lay at the heart of the case",
            "no single agency was to blame: {issue}, {issue} and {issue} each played a part",
            "had {role} and {role2} worked together on {topic}, {person} would have been better protected",
            "the panel considered that the {sign} was predictable and that {role} was able to {act}",
            "the review judged the safeguarding of {person} to have been {poor}, and the {paper} {poor}",
            "the {poor} response to the {sign} came too late, because {role} did not {act}",
        ],
    ),
];

/// What is added to a finding after a comma.
pub const CLAUSES: &[&str] = &[
    "although {a:paper} of {when2} named the {sign} and the {sign}",
    "although the {relative} had described the {place} as {quality} and {quality}",
    "because the {paper} had been {verbed} and never {verbed}",
    "because {workers} expected {issue} and saw {issue}",
    "which {role2} later called {quality}",
    "even though the {relative} had {deed} in the {place} {when}",
    "while {role2} {verbed} the {paper} and waited for {days}",
    "as {ref} shows",
    "and the {paper} went to {hospital} instead",
    "and nobody {verbed} the {paper} until the {worker} asked for it {days} later",
    "so that the {worker} at {school} never learned of the {sign}",
    "so that {papers} about {sign}, {sign} and {sign} lay {verbed} in separate files",
    "with no thought for the {relative} or for the {sign} of the other children",
    "despite {sign} on the {body} and {a:quality} {paper}",
    "despite the {relative}'s {quality} account of the {thing} and the {thing}",
    "when the {worker} had already {verbed} the {paper} at the {place}",
    "without {verbing} the {paper} or asking the {relative}",
    "in spite of {issue} and {a:quality} {paper} from {town}",
    "and the {relative}'s word was taken {adverb}",
    "a matter of {issue} as much as of {issue}",
];

/// What follows a finding as a sentence of its own.
pub const SEQUELS: &[&str] = &[
    "the notes mention {a:thing}, {a:thing} and {things} in the {place}, but not who slept there",
    "the {worker} who {verbed} the {paper} called it {quality} and {quality}",
    "{workers} spoke of {issue}, {issue} and {quality} {papers}",
    "the {paper} was {verbed} {adverb}, {verbed} {days} later and filed under {ref}",
    "a {relative} at {street} had heard that the {relative} {deed}",
    "the {relative} said that {person} had {sign} and marks on the {body}",
    "nobody asked about the {thing}, the {thing} or the {relative}",
    "{role2} {verbed} {a:paper} and {a:paper}, but neither reached {hospital}",
    "whoever {verbs} {a:quality} {paper} should also have {verbed} the {paper}",
    "{a:quality} {worker} and {a:quality} {worker} can read the same {sign} in two ways",
    "this was {quality}, and the {worker} was left {verbing} {papers} alone",
    "at the {place} in {town} there was {sign}, and in the {place} {a:thing}",
    "the case moved between {few} {workers} in {days}",
    "by then the {relative} had {deed} and the {paper} was {quality}",
    "the social worker did not record the call, and the {paper} has a gap of {days}",
];

/// What a review asks for.
pub const RECOMMENDATIONS: &[&str] = &[
    "{role} should {act}",
    "{role} should {act} and {act2}",
    "{role} should make sure that {workers} {verb} every {paper} and {act}",
    "{role} should review the guidance on {topic} and {verb} it with {role2}",
    "{role} and {role2} should agree a protocol on {topic}",
    "{role} should provide training on {topic} and {topic2} for all {workers}",
    "{role} should audit {papers} for evidence of {topic}, {issue} and {issue}",
    "within {days} {role} should {verb} the {paper} and report on {topic} to the board",
    "{role} should satisfy itself that {workers} know how to {act}",
    "{role} should {verb} and {verb} the procedures for {sign}",
    "{role} should remind {workers} of the importance of information sharing and of {topic}",
    "the board should seek assurance from {role} on {topic}, with figures on {sign}",
    "{role} should introduce a single {paper} for {sign} and {sign}",
    "{role} should ask {workers} in {town} what stops them when they try to {act}",
    "{role} should strengthen supervision, so that {workers} can reflect on {issue} and {topic}",
    "{role} should publish {a:sound} policy on {topic}",
    "{role} should hold a learning event on {topic} for {workers}, {workers} and {workers}",
    "every {worker} should {act} whenever {a:relative} reports {sign}",
    "{role} should replace the {poor} {paper} with one that prompts {workers} to {act}",
    "{role} should commission {a:sound} service for people with {sign} in {town}",
];

/// What is added to a recommendation after a comma.
pub const AIMS: &[&str] = &[
    "so that {workers} can {verb} {papers} without {issue}",
    "with {a:sound} timetable and a named {worker}",
    "and should {verb} the results with {role2}",
    "and test after {days} whether {papers} have become more {sound}",
    "including those at {hospital} and {school}",
    "so that {sign} and {sign} are {verbed} on the same day",
    "with regard to {issue}, {issue} and {issue}",
    "drawing on the {paper} that {role2} {verbed} {when}",
    "in line with national guidance on {topic}",
    "and make the {paper} part of safeguarding supervision",
    "and {verb} the views of {relatives} and {workers}",
    "rather than {verbing} {papers} {adverb}",
];

/// What follows a recommendation as a sentence of its own.
pub const MEASURES: &[&str] = &[
    "the plan should name {a:worker} who {verbs} progress every {days}",
    "success should be measured by {verbed} {papers}, {sound} {papers} and the words of {relatives}",
    "{workers} in {town} should be asked whether the change was {quality}",
    "this should cover {sign}, {sign} and harm from {a:relative}",
    "the {paper} should be {verbed} at {hospital} and {verbed} {adverb} elsewhere",
    "special care is needed where {issue} meets {issue}",
    "the {worker} should report on {issue} and {issue} within {days}",
    "it should be {sound}, {sound} and open to {relatives}",
];

/// What became of recommendations.
pub const UPDATES: &[&str] = &[
    "{role} reported that the {paper} had been {verbed} and {workers} trained",
    "{role} told the board that work on {topic} had begun",
    "an audit of {number} {papers} found {sound} practice",
    "{role} published {a:sound} procedure on {topic}",
    "the board noted {quality} progress and asked for {a:paper}",
    "the action was closed after {a:worker} had {verbed} the {papers}",
];

/// Judgements of a review.
pub const JUDGEMENTS: &[&str] = &[
    "the review analysed {topic} in {a:quality} way",
    "the action plan was {quality} and the terms of reference were {quality}",
    "the individual management review of {role} was {quality}",
    "the voice of {person} was {quality} in the report",
    "the report left questions of {issue} open",
];

/// Events by kind.
pub const EVENTS: &[(&str, &[&str])] = &[
    ("birth", &["{person} was born at {hospital}", "a half-sibling of {person} was born at {hospital}"]),
    (
        "contact",
        &[
            "{role} visited the home at {street} and saw {a:thing}",
            "{role} phoned the {relative} about the {paper}",
            "nobody opened the door to {role} at {street}",
        ],
    ),
    (
        "disclosure",
        &[
            "{person} told {a:worker} at {school} about {sign}",
            "the {relative} told {role} that the {relative} had {deed}",
        ],
    ),
    (
        "injury",
        &[
            "{role} saw bruising on the {body} of {person}",
            "{person} was taken to {hospital} with {sign} to the {body}",
        ],
    ),
    (
        "incident",
        &["{role} attended {street} after the {relative} had {deed}", "neighbours reported shouting at {street}"],
    ),
    ("referral", &["{role} referred {person} because of {sign}", "{school} made a referral about {sign} and {sign}"]),
    (
        "assessment",
        &["{role} completed {a:quality} assessment of the {sign}", "{role} assessed the {relative} at the {place}"],
    ),
    (
        "meeting",
        &["{role} held a meeting on the {sign} with {a:worker}", "a strategy discussion took place without {role}"],
    ),
    ("decision", &["{role} closed the case", "{role} decided to take no further action on {ref}"]),
    ("household", &["the {relative} moved into the home at {street}", "the family moved to {town}"]),
    ("investigation", &["{role} began an investigation of the {sign}", "{role} seized {a:thing} at {street}"]),
    ("proceedings", &["the {relative} was charged", "the court in {town} heard {role} on the {paper}"]),
    ("inspection", &["inspectors called {topic} at the service {quality}"]),
    ("organisation", &["{role} moved to {town}, and {workers} left", "the teams of {role} were merged"]),
    ("review", &["the board decided to hold a review"]),
    ("publication", &["the report was published"]),
    ("response", &["{role} accepted the findings on {topic}"]),
    ("death", &["{person} died at {hospital}", "{person} was found dead at {street}"]),
];

/// Facts by what they are about.
pub const FACTS: &[(&str, &[&str])] = &[
    ("subject", &["{person} liked {things} and {things}.", "{person} had lived in {town} since {when2}."]),
    ("household", &["The {relative} and the {relative} lived at {street}."]),
    ("harm", &["The harm included {sign} and {sign}."]),
    ("proceedings", &["The {relative} was sentenced to {few} years in prison."]),
    ("place", &["The events took place in {town}, near {street}."]),
    ("report", &["The report has {number} pages and an appendix on {topic}."]),
    ("process", &["The panel met {few} times and heard {number} {workers}."]),
    ("protection", &["{person} was the subject of a plan for {few} months."]),
    ("staff", &["The {worker} left the service {days} later."]),
    ("scale", &["The review counted {number} contacts with {number} {workers}."]),
    ("reporting", &["A court order protects the names of the siblings."]),
    ("lesson", &["The case is taught as an example of {topic}."]),
    ("outside_claim", &["The {relative} said that {role} had been {quality}."]),
];

/// What sources do not agree about, with two claims.
pub const DISPUTES: &[(&str, &str, &str)] = &[
    ("Number of visits", "The report counted {number} visits to {street}.", "The newspaper counted {number} visits."),
    ("Who first saw the bruising", "The report says that the GP saw it.", "The {worker} said that {role} saw it."),
    ("Whether the referral was received", "{role} sent the {paper}.", "The hub has no trace of the {paper}."),
    ("Age at death", "One source gave {few} months.", "Another source gave {few} months."),
];

/// The paragraph at the head of a case, sentence by sentence.
pub const SUMMARY: &[&[&str]] = &[
    &[
        "{person} came to harm in {area} after {sign} and {sign} that several agencies had seen",
        "this invented case concerns {person}, who lived with the {relative} and the {relative} at {street} in {area}",
    ],
    &[
        "{role} and {role2} knew the family for {number} months",
        "the family was known to {role}, to {role2} and to {hospital}",
    ],
    &["the review found that {role} did not {act}", "the review found {sound} practice in {topic} and {topic2}"],
    &[
        "it asked for better {topic} and for an end to {issue}",
        "its recommendations concern {topic}, {topic2} and {issue}",
    ],
];

/// What was looked for and not found.
pub const GAPS: &[&str] =
    &["The full report.", "The date of the action plan.", "The author of the {paper}.", "What became of the {worker}."];
