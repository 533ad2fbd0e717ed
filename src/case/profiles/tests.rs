//! Profiles as files: what is shipped is sound, what is wrong is told at its line, what a case owes to one.

use super::{read_profile, shipped_profiles};
use crate::case::closed::{Letter, Sense};
use crate::case::{ClosedList, FindingKind, RecommendationStatus, Vocabulary, read_case};

fn wrong(text: &str) -> (usize, String, String) {
    let problems = read_profile(text).err().unwrap_or_else(|| panic!("nothing is wrong with {text}"));
    assert_eq!(problems.len(), 1, "{problems:?}");
    (problems[0].line, problems[0].message.clone(), problems[0].help.clone().unwrap_or_default())
}

#[test]
fn the_shipped_profiles_are_sound() {
    let names: Vec<&str> = shipped_profiles().iter().map(|profile| profile.name).collect();
    assert_eq!(names, ["case-reviews", "coroner", "accident"]);
    for profile in shipped_profiles() {
        for list in crate::case::profile::LISTS {
            let values = profile.values(list);
            assert!(values.iter().any(|value| value.code == "not_stated"), "{} {list}", profile.name);
            assert!(values.iter().all(|value| value.definition.ends_with('.')), "{} {list}", profile.name);
        }
    }
}

#[test]
fn a_wrong_profile_is_told_once_at_its_line() {
    let rows = [
        ("name = \"x\"\nlabl = \"X\"\n", 2, "unknown key \"labl\"", "did you mean \"label\""),
        ("label = \"X\"\n", 1, "the file has no \"name\"", "add name = …"),
        ("name = \"X Y\"\n", 1, "\"X Y\" is not a name", "hyphens"),
        ("name = \"x\"\nbased_on = \"coronr\"\n", 2, "no profile is called \"coronr\"", "did you mean \"coroner\"?"),
        ("name = \"x\"\n[[status]]\ncode = \"opn\"\n", 3, "\"opn\" has no label", "did you mean \"open\"?"),
        ("name = \"x\"\n[[status]]\ncode = \"Open\"\nlabel = \"Open\"\n", 3, "\"Open\" is not a code", "lower-case"),
        (
            "name = \"x\"\n[[status]]\ncode = \"open\"\n[[status]]\ncode = \"open\"\n",
            5,
            "\"open\" stands twice",
            "leave",
        ),
        (
            "name = \"x\"\n[[status]]\ncode = \"on_hold\"\nlabel = \"On hold\"\nstanding = \"opened\"\n",
            5,
            "\"opened\" is not a standing",
            "did you mean \"open\"?",
        ),
        ("name = \"x\"\n[ids.finding]\npattern = \"[\"\nexample = \"1\"\n", 3, "\"[\" is not a pattern", "regular"),
        (
            "name = \"x\"\n[ids.finding]\npattern = \"[0-9]+\"\nexample = \"a\"\n",
            4,
            "\"a\" is not of the pattern",
            "id",
        ),
        (
            "name = \"x\"\n[required]\nreview = [\"datd\"]\n",
            3,
            "a review has no key \"datd\"",
            "did you mean \"dated\"?",
        ),
        ("name = \"x\"\nlabel = \n", 2, "not TOML", ""),
    ];
    for (text, line, message, help) in rows {
        let found = wrong(text);
        assert_eq!(found.0, line, "{found:?}");
        assert!(found.1.contains(message) && found.2.contains(help), "{found:?}");
    }
}

/// A case with these lines in its review.
fn case(of_case: &str, of_review: &str) -> String {
    format!(
        "id = \"oak\"\ntitle = \"Oak\"\n{of_case}\n[[sources]]\nid = \"s\"\ntitle = \"T\"\npublisher = \"P\"\nkind = \"official\"\n\
         [[reviews]]\nid = \"r\"\ntitle = \"R\"\nconfidence = \"confirmed\"\nsources = [\"s\"]\n{of_review}\n"
    )
}

const FINDING: &str = "confidence = \"confirmed\"\nsources = [\"s\"]\ntext = \"X.\"\n";

#[test]
fn a_value_with_another_label_keeps_its_rules() {
    let profile = read_profile(
        "name = \"labels\"\n[[status]]\ncode = \"open\"\nlabel = \"Not begun\"\n[[status]]\ncode = \"embedded\"\nlabel = \"Blue\"\nletter = \"-\"\n\
         [[review]]\ncode = \"coroner_pfd\"\nlabel = \"Regulation 28 report\"\n[[finding]]\ncode = \"good_practice\"\nlabel = \"Went well\"\n",
    )
    .unwrap();
    let status = |code: &str| {
        let values = profile.values(RecommendationStatus::LIST);
        RecommendationStatus::of_value(values.iter().find(|value| value.code == code).unwrap())
    };
    assert_eq!(
        (status("open").label(), status("open").sense(), status("open").letter()),
        ("Not begun", Sense::Open, None)
    );
    assert_eq!((status("embedded").sense(), status("embedded").letter()), (Sense::Closed, Some(Letter::None)));
    let review = crate::case::ReviewKind::of_value(profile.values("review kind")[0]);
    assert_eq!((review.label(), review.reply_days()), ("Regulation 28 report", Some(56)));
    assert_eq!(FindingKind::of_value(profile.values(FindingKind::LIST)[0]).sense(), Sense::Good);
}

#[test]
fn a_profile_has_codes_rules_ids_and_keys_of_its_own() {
    let profile = read_profile(
        "name = \"works\"\nlabel = \"Works\"\n[[status]]\ncode = \"on_hold\"\nlabel = \"On hold\"\ndefinition = \"D.\"\nstanding = \"open\"\nletter = \"-\"\n\
         [[status]]\ncode = \"open\"\n[[finding]]\ncode = \"near_miss\"\nlabel = \"Near miss\"\nsense = \"missed\"\n\
         [ids.finding]\npattern = \"[0-9]{4}/[0-9]+\"\nexample = \"2024/7\"\n[required]\ncase = []\nreview = [\"reference\"]\nfinding = []\n",
    )
    .unwrap();
    let vocabulary = Vocabulary::shipped().under(vec![profile]);
    let findings = format!("[[reviews.findings]]\nid = \"2024/7\"\nkind = \"near_miss\"\n{FINDING}");
    let plan = format!(
        "[[reviews.recommendations]]\nid = \"R1\"\nstatus = \"on_hold\"\naddressed_to = []\nthemes = []\n{FINDING}"
    );
    let text = case("", &format!("kind = \"sar\"\nreference = \"A1\"\n{findings}{plan}"));
    let (read, _) = read_case("oak", &text, &vocabulary).unwrap();
    let (_, finding) = read.findings().next().unwrap();
    assert_eq!((finding.kind.label(), finding.kind.sense()), ("Near miss", Sense::Missed));
    let status = read.recommendations().next().unwrap().1.status.unwrap();
    assert_eq!((status.sense(), status.letter()), (Sense::Open, Some(Letter::None)));
    assert_eq!(read.outcome.code(), "not_stated", "nothing had to be invented");
    assert_eq!(toml::to_string(&read).unwrap().matches("near_miss").count(), 1);

    let told = |text: &str, under: &Vocabulary| -> Vec<String> {
        let problems = read_case("oak", text, under).map(|(case, _)| case.id).unwrap_err();
        problems.iter().map(|problem| problem.to_string()).collect()
    };
    let without = told(&text.replace("reference = \"A1\"\n", ""), &vocabulary).join("\n");
    assert!(without.contains("has no \"reference\""), "{without}");
    let wrong_id = told(&text.replace("2024/7", "F1"), &vocabulary).join("\n");
    assert!(wrong_id.contains("\"F1\" is not an id") && wrong_id.contains("2024/7"), "{wrong_id}");
    let wrong_code = told(&text.replace("near_miss", "near_mis"), &vocabulary).join("\n");
    assert!(wrong_code.contains("is not a finding kind") && wrong_code.contains("near_miss"), "{wrong_code}");
    // The same file in a library of case reviews.
    let other = told(&text, Vocabulary::shipped()).join("\n");
    for lacking in
        ["no \"nation\"", "no \"outcome\"", "no \"harm\"", "no \"summary\"", "\"near_miss\" is not a finding kind"]
    {
        assert!(other.contains(lacking), "{lacking}: {other}");
    }
    assert!(!vocabulary.values(FindingKind::LIST).iter().any(|value| value.code == "concern"));
}
