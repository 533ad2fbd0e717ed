//! Ages, dates and postcodes are hidden, and numbers that look like them are not.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that fails should say so at once"
)]

use casebook::redact::{RedactionRules, Redactor};

fn hidden(text: &str) -> String {
    let rules = RedactionRules { names: false, places: false, ..RedactionRules::default() };
    Redactor::new(&rules, []).text(None, text)
}

#[test]
fn ages_are_hidden_and_durations_are_not() {
    let rows = [
        ("He was 17 months old when he died.", "He was [age] when he died."),
        ("A girl aged 8 was seen.", "A girl aged [age] was seen."),
        ("An eight-year-old girl", "An [age] girl"),
        ("a seven-year-old", "an [age]"),
        ("the 8-year-old girl", "the [age] girl"),
        ("at the age of 22 months he", "at the age of [age] he"),
        ("brothers aged 10 and 11, called J1", "brothers aged [age], called J1"),
        ("the 21-month-old boy", "the [age] boy"),
        ("a woman in her 30s", "a woman aged [age]"),
        ("three adults, all in their thirties, who", "three adults, all aged [age], who"),
        ("short of his third birthday", "short of his [age] birthday"),
        ("She was 19.", "She was [age]."),
        ("when he was ten months old", "when he was [age]"),
        ("children aged between 11 and 15", "children aged [age]"),
        ("a boy of 12", "a boy of [age]"),
        ("six weeks of age", "[age]"),
        ("gave an age of 39.", "gave an age of [age]."),
        ("sixteen-year-olds", "people of [age]"),
        ("his 17-month life", "his [age] life"),
        ("lasted over 18 months", "lasted over 18 months"),
        ("a two-year programme", "a two-year programme"),
        ("15 recommendations in 12 months", "15 recommendations in 12 months"),
        ("sentenced to 28 years", "sentenced to 28 years"),
        ("agencies 3 and 4", "agencies 3 and 4"),
        ("60 contacts over eight months", "60 contacts over eight months"),
        ("age: 17 months", "age: [age]"),
        ("Age: 8", "Age: [age]"),
        ("aged: 8", "aged: [age]"),
        ("age = 8 yrs", "age = [age]"),
        ("age at death: 17 months", "age at death: [age]"),
        ("8yo boy", "[age] boy"),
        ("an 8 y/o", "an [age]"),
        ("8 y.o. girl", "[age] girl"),
        ("was 17mths", "was [age]"),
        ("a 17-mth-old", "a [age]"),
        ("8 yrs old", "[age]"),
        ("8yrs", "[age]"),
        ("2½ years old", "[age]"),
        ("He was eighty two years old.", "He was [age]."),
        ("aged eighty two", "aged [age]"),
        ("twenty one years old", "[age]"),
        ("a forty five year old man", "an [age] man"),
        ("three-and-a-half years old", "[age]"),
        ("8- and 10-year-old girls", "[age] girls"),
        ("an 8/9 year old", "an [age]"),
        ("Age - 8", "Age - [age]"),
        ("a 6/52 old baby", "a [age] baby"),
        ("a day-old baby", "a [age] baby"),
        ("5-y-old", "[age]"),
        ("3 –year–old", "[age]"),
        ("over 6 yrs", "over 6 yrs"),
        ("in 3/12", "in 3/12"),
        ("twenty one agencies", "twenty one agencies"),
        ("in 12 mths", "in 12 mths"),
        ("pages 8 and 17", "pages 8 and 17"),
    ];
    for (text, expected) in rows {
        assert_eq!(hidden(text), expected, "{text}");
    }
}

#[test]
fn postcodes_are_hidden_and_ids_are_not() {
    let rows = [
        ("N17 9AA", "[place]"),
        ("at sw1a1aa now", "at [place] now"),
        ("LS1 4AP.", "[place]."),
        ("SW1A-1AA or SW1A.1AA or sw1a_1aa", "[place] or [place] or [place]"),
        ("postcode: N17", "postcode: [place]"),
        ("in SW1A", "in [place]"),
        ("of 12 Acacia Ave or 12a Long Acre Rd", "of [place] or [place]"),
        ("3 Mill Hill", "[place]"),
        ("12 School Nurses", "12 School Nurses"),
        ("F17 and R12", "F17 and R12"),
        ("E12 3 times", "E12 3 times"),
    ];
    let rules = RedactionRules { names: false, ages: false, dates: false, ..RedactionRules::default() };
    let redactor = Redactor::new(&rules, []);
    for (text, expected) in rows {
        assert_eq!(redactor.text(None, text), expected, "{text}");
    }
}

#[test]
fn exact_dates_become_years() {
    let rows = [
        ("He died on 3 August 2007.", "He died in 2007."),
        ("On 3 August 2007 he died.", "In 2007 he died."),
        ("On 3 August he died.", "On [date] he died."),
        ("August 3, 2007", "2007"),
        ("2007-08-03", "2007"),
        ("Aug 2007", "2007"),
        ("in 2007", "in 2007"),
        ("In August 2007", "In 2007"),
        ("by early June 2016", "by 2016"),
        ("from 24 to 26 February 2003", "in 2003"),
        ("between June and August 2007", "in 2007"),
        ("from January 2008 to May 2011", "from 2008 to 2011"),
        ("in October 2022 and April 2023", "in 2022 and 2023"),
        ("28 or 29 March 2009", "2009"),
        ("the 3rd of August 2007", "the 2007"),
        ("on the 3rd of August 2007", "in 2007"),
        ("on the 16 July 2024 report", "on the 2024 report"),
        ("before the end of April 2009", "before a date in 2009"),
        ("by the end of April 2009", "in 2009"),
        ("after 13 October 2006", "after a date in 2006"),
        ("February the 29th, 2012", "2012"),
        ("February the 29th", "[date]"),
        ("29 02 2012; 2012 02 29; 29-02 2012", "2012; 2012; 2012"),
        ("29∕02∕2012", "2012"),
        ("29 & 30 January 2012", "2012"),
        ("29 Chwefror 2012, 3 Gorffennaf", "2012, [date]"),
        ("the twenty ninth of February", "the [date]"),
        ("on the twenty-ninth of February 2012", "in 2012"),
        ("DOB: 010110, born 01 01 10", "DOB: [date], born [date]"),
        ("on Christmas Day 2012, and Boxing Day", "in 2012, and [date]"),
        ("2012/02", "2012"),
        ("the third of four reviews", "the third of four reviews"),
        ("in 2011/12", "in 2011/12"),
        ("in 2007-08", "in 2007-08"),
        ("2007-11", "2007"),
        ("between 1 July and 31 August 2009", "in 2009"),
        ("in March they may come", "in March they may come"),
        ("recommendations 3 and 4", "recommendations 3 and 4"),
        ("17 or 18 November", "[date]"),
        ("Monday 3 August 2007", "2007"),
        ("on 03/08/07", "in 2007"),
        ("on 3.8.07 he", "in 2007 he"),
        ("3-8-2007", "2007"),
        ("3/8/1999", "1999"),
        ("03/08/98", "1998"),
        ("2007/08/03", "2007"),
        ("2007.8.3", "2007"),
        ("2007-08-03T10:00:00Z", "2007"),
        ("3 august 2007", "2007"),
        ("on 07/09/02", "in 2002"),
        ("seen 7.9.2002", "seen 2002"),
        ("on 2002-09-07", "in 2002"),
        ("7 Sept 02", "2002"),
        ("7 Sept. '02", "2002"),
        ("SEPT 7TH 2002", "2002"),
        ("12/13/02", "2002"),
        ("07/2002", "2002"),
        ("Apr-25", "2025"),
        ("a note of 07092002.", "a note of 2002."),
        ("seen on 7/9, and again", "seen on [date], and again"),
        ("7·9·02", "2002"),
        ("open 24/7", "open 24/7"),
        ("a ratio of 7/9", "a ratio of 7/9"),
        ("paragraph 7.9.02", "paragraph 7.9.02"),
        ("levels 1/2/3", "levels 1/2/3"),
        ("3 AUGUST 2007", "2007"),
        ("3rd aug 07", "2007"),
        ("3-Aug-2007", "2007"),
        ("03Aug2007", "2007"),
        ("3\u{a0}August\u{a0}2007", "2007"),
        ("IMG_20070803_1.jpg", "IMG_2007_1.jpg"),
        ("note-20070803.md", "note-2007.md"),
        ("August '07", "2007"),
        ("paragraph 3.8.07", "paragraph 3.8.07"),
        ("section 5.12.10 says", "section 5.12.10 says"),
        ("24/7 care", "24/7 care"),
        ("it may 20 times", "it may 20 times"),
        ("reference 12345678901", "reference 12345678901"),
        ("10.30 to 11.15", "10.30 to 11.15"),
    ];
    for (text, expected) in rows {
        assert_eq!(hidden(text), expected, "{text}");
    }
}
