//! Kinds of events, facts and sources, and the head of a case.

use super::closed_list;

closed_list! {
    /// The kind of an event.
    EventKind, "event kind", "Casebook, after the chronologies of reviews" {
        Birth => "birth", "Birth", "The birth of the person at the centre of the case or of another relevant child.";
        Contact => "contact", "Contact", "An agency saw, spoke to, wrote to or tried to reach the person or family.";
        Disclosure => "disclosure", "Disclosure", "A child or adult told somebody about harm that they or another person had experienced.";
        Injury => "injury", "Injury", "An injury happened, or an injury or sign of harm was seen.";
        Incident => "incident", "Incident", "Something happened that bears on safety, such as an assault, a disturbance or a person going missing.";
        Referral => "referral", "Referral", "A concern was passed to an agency with a request that it assess, help or protect.";
        Assessment => "assessment", "Assessment", "An agency examined a person's needs, health, capacity or risk.";
        Meeting => "meeting", "Meeting", "Professionals, with or without the family, met to share information or plan.";
        Decision => "decision", "Decision", "An agency decided to act, not to act, or to end its involvement.";
        Household => "household", "Household", "A change in who lived in the home, where the family lived, or their relationships.";
        Investigation => "investigation", "Investigation", "Police, social care or another body enquired into a possible crime, abuse or failing.";
        Proceedings => "proceedings", "Proceedings", "A step in a criminal, family, civil, disciplinary or professional case.";
        Inspection => "inspection", "Inspection", "An inspectorate or regulator visited, graded or reported on a service.";
        Organisation => "organisation", "Organisation", "A change in an agency, such as restructuring, staffing, leadership, funding or policy.";
        Review => "review", "Review", "A step in setting up, carrying out or completing a review or inquiry.";
        Publication => "publication", "Publication", "A report, summary or other document was made public.";
        Response => "response", "Response", "An agency, government or other body replied to a review or reported action after it.";
        Death => "death", "Death", "The death of the person at the centre of the case or of another person concerned.";
        Other => "other", "Other", "An event of a kind that none of the other values describes.";
        NotStated => "not_stated", "Not stated", "The record does not say what kind of event it is.";
    }
}

closed_list! {
    /// The subject of a sourced statement.
    FactAbout, "fact subject", "Casebook" {
        Subject => "subject", "The person", "The child, adult or group at the centre of the case.";
        Place => "place", "Place", "The area, setting or service in which the events took place.";
        Harm => "harm", "Harm", "What was done or happened to the person, and its effects.";
        Household => "household", "Home and family", "Family members, partners and others in the home, and their circumstances.";
        Protection => "protection", "Protection in place", "Legal or formal safeguards in place, such as plans, orders or registration.";
        Proceedings => "proceedings", "Proceedings", "Charges, trials, sentences, appeals and other court or disciplinary matters.";
        Reporting => "reporting", "Naming and reporting", "Limits on naming people, and how the case was reported.";
        Staff => "staff", "Staff", "The workers and managers concerned, by role, and what happened to them afterwards.";
        Scale => "scale", "Numbers", "How many people, contacts, reports, agencies or pages were involved.";
        Process => "process", "How the review was done", "How the review was set up, carried out, overseen or paid for.";
        Report => "report", "The report", "The report itself, such as its length, structure, contents or wording.";
        Lesson => "lesson", "Lesson", "A lesson drawn from the case that is neither a finding nor a recommendation.";
        OutsideClaim => "outside_claim", "Said outside the review", "A statement made by somebody other than the review and not to be read as its finding.";
        Other => "other", "Other", "Something that none of the other values describes.";
    }
}

closed_list! {
    /// The kind of a source.
    SourceKind, "source kind", "Casebook" {
        Official => "official", "Official", "A document published by a public body, safeguarding board or inquiry at its own address.";
        OfficialCopy => "official_copy", "Official, copy", "An official document read in a copy kept somewhere other than the publisher's own address.";
        Parliament => "parliament", "Parliament", "Debates, answers, committee reports and other papers of a United Kingdom or devolved legislature.";
        Court => "court", "Court", "A judgment, sentencing remark or other document issued by a court or tribunal.";
        News => "news", "News", "A report by a newspaper, broadcaster, agency or online news service for general readers.";
        TradePress => "trade_press", "Trade press", "A publication for people working in a sector or industry.";
        ProfessionalPress => "professional_press", "Professional press", "A journal or magazine for members of a profession, such as nurses, lawyers or social workers.";
        Academic => "academic", "Academic", "A journal article, book, thesis or university research publication.";
        VoluntarySector => "voluntary_sector", "Voluntary sector", "A publication by a charity, campaign or community organisation.";
        Blog => "blog", "Blog", "A personal or organisational web log, including one written by a practitioner.";
        Comment => "comment", "Comment", "An opinion piece or editorial rather than a factual report.";
        Encyclopaedia => "encyclopaedia", "Encyclopaedia", "An article in a general or collaborative encyclopaedia, useful mainly for leads.";
        Reference => "reference", "Reference", "A timeline, catalogue, database or other work for looking things up.";
        Forum => "forum", "Forum", "A post in a public online discussion, the weakest kind of source.";
        Record => "record", "Record held", "A file that an organisation holds and does not publish, such as an action plan or a tracker.";
        Other => "other", "Other", "A source of a kind that none of the other values describes.";
    }
}

closed_list! {
    /// The outcome for the person.
    #[derive(Default)]
    Outcome, "outcome", "Working Together to Safeguard Children; Welsh practice review guidance" {
        Died => "died", "Died", "The person, or one or more of the people, at the centre of the case died.";
        Survived => "survived", "Survived", "The person lived, and the record does not say that the harm was serious or lasting.";
        SeriouslyHarmed => "seriously_harmed", "Seriously harmed", "The person lived through serious physical, sexual, emotional or other harm.";
        PotentiallyLifeThreateningInjury => "potentially_life_threatening_injury", "Potentially life-threatening injury", "The person lived but had an injury that could have caused death, a test used for Welsh reviews.";
        SeriousPermanentImpairment => "serious_permanent_impairment", "Serious and permanent impairment", "The person lived with serious, lasting damage to health or development, a test used for Welsh reviews.";
        Other => "other", "Other", "The outcome is known and none of the other values describes it.";
        Withheld => "withheld", "Withheld", "The outcome is known to those responsible but deliberately not published.";
        #[default] NotStated => "not_stated", "Not stated", "The report or other source does not say what the outcome was.";
    }
}

closed_list! {
    /// The nation whose law and guidance a case falls under.
    #[derive(Default)]
    Nation, "nation", "Casebook" {
        England => "england", "England", "The case or review falls under the law and guidance of England.";
        Wales => "wales", "Wales", "The case or review falls under the law and guidance of Wales.";
        Scotland => "scotland", "Scotland", "The case or review falls under the law and guidance of Scotland.";
        NorthernIreland => "northern_ireland", "Northern Ireland", "The case or review falls under the law and guidance of Northern Ireland.";
        EnglandAndWales => "england_and_wales", "England and Wales", "The case or review covers both England and Wales.";
        UnitedKingdom => "united_kingdom", "United Kingdom", "The case or review covers the whole of the United Kingdom.";
        RepublicOfIreland => "republic_of_ireland", "Republic of Ireland", "The case or review falls under the law and guidance of the Republic of Ireland.";
        IsleOfMan => "isle_of_man", "Isle of Man", "The case or review falls under the law and guidance of the Isle of Man.";
        Jersey => "jersey", "Jersey", "The case or review falls under the law and guidance of Jersey.";
        Guernsey => "guernsey", "Guernsey", "The case or review falls under the law and guidance of the Bailiwick of Guernsey.";
        Australia => "australia", "Australia", "The case or review falls under the law of Australia or one of its states.";
        Canada => "canada", "Canada", "The case or review falls under the law of Canada or one of its provinces.";
        NewZealand => "new_zealand", "New Zealand", "The case or review falls under the law and guidance of New Zealand.";
        UnitedStates => "united_states", "United States", "The case or review falls under the law of the United States or one of its states.";
        Other => "other", "Another country", "The case or review falls under the law of a country that is not listed; `nation_text` names it.";
        #[default] NotStated => "not_stated", "Nation not stated", "The record does not say under whose law the case or review falls.";
    }
}

closed_list! {
    /// A child or an adult: the person at the centre of a case.
    PersonGroup, "person", "Working Together to Safeguard Children (2023); Care Act 2014" {
        Child => "child", "Child", "Somebody under 18, who was harmed or whom the reviews are about.";
        Adult => "adult", "Adult", "Somebody of 18 or over, who was harmed or whom the reviews are about.";
    }
}

closed_list! {
    /// The age of a person at the centre of a case, at the time of the death or main harm.
    AgeBand, "age", "Casebook; for children the bands of the triennial analyses of serious case reviews" {
        Under1 => "under_1", "Under 1", "Not yet one year old.";
        From1 => "1_to_5", "1 to 5", "From the first birthday to the last day before the sixth.";
        From6 => "6_to_10", "6 to 10", "From the sixth birthday to the last day before the eleventh.";
        From11 => "11_to_15", "11 to 15", "From the eleventh birthday to the last day before the sixteenth.";
        From16 => "16_to_17", "16 to 17", "From the sixteenth birthday to the last day before the eighteenth.";
        From18 => "18_to_39", "18 to 39", "From the eighteenth birthday to the last day before the fortieth.";
        From40 => "40_to_59", "40 to 59", "From the fortieth birthday to the last day before the sixtieth.";
        From60 => "60_to_79", "60 to 79", "From the sixtieth birthday to the last day before the eightieth.";
        Over80 => "80_and_over", "80 and over", "From the eightieth birthday on.";
    }
}
