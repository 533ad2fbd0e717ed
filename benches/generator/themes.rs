//! The themes of the shipped vocabulary, commonest first, each with words for it and with what people do, or fail to do,
//! where it is at stake.

/// A theme: its code, what it is called in a sentence, and three deeds without their subject.
#[derive(Clone, Copy, Default)]
pub struct Theme {
    /// The code of the vocabulary.
    pub code: &'static str,
    /// What it is called in a sentence.
    pub topic: &'static str,
    /// "The social worker did not …", "the board should …".
    pub acts: &'static [&'static str],
    /// Whether it is about children only.
    pub child: bool,
}

macro_rules! themes {
    ($($for:ident $code:literal, $topic:literal: $($act:literal),+;)+) => {
        /// Every theme, commonest first.
        pub const THEMES: &[Theme] =
            &[$(Theme { code: $code, topic: $topic, acts: &[$($act),+], child: themes!(@ $for) }),+];
    };
    (@ anyone) => { false };
    (@ children) => { true };
}

themes! {
    anyone "information_sharing", "information sharing": "share what was known with {role2}", "ask what {role2} held on the family", "pass on the {paper} about the {sign}", "share information at the right time";
    anyone "risk_assessment", "risk assessment": "weigh the {sign} against what was known already", "revisit the assessment of risk when the {relative} moved in", "assess the risk from the {relative}";
    anyone "recording", "recording": "record the visit and what was seen", "record the reasons for the decision", "record who was present and what {person} said", "record the {sign} in the {paper}";
    anyone "multi_agency_working", "multi-agency working": "work jointly with {role2} on the plan", "bring {role2} into the discussion", "agree with {role2} who would lead", "attend the meetings of the network", "hold one chronology between the agencies", "meet {role2} before the case was closed";
    anyone "professional_curiosity", "professional curiosity": "show professional curiosity about the {sign}", "ask who else lived in the home", "look behind the explanation that the {relative} gave";
    anyone "escalation_and_challenge", "escalation and challenge": "escalate", "escalate the concern when {role2} closed the case", "challenge the decision of {role2}";
    anyone "domestic_abuse", "domestic abuse": "ask about domestic abuse", "treat the domestic abuse as a continuing risk to {person}", "complete a risk checklist after the assault";
    anyone "management_oversight", "management oversight": "check that the agreed actions had been carried out", "look at the {paper} before the case was closed", "sign off the decision with reasons";
    children "voice_of_the_child", "the voice of the child": "see {person} alone", "ask {person} about life at home", "write down what {person} said in {person}'s own words";
    anyone "training", "training": "attend the safeguarding training", "train staff to recognise {sign}", "test what staff had learned from training";
    anyone "thresholds", "thresholds": "apply the threshold in the same way as {role2}", "explain why the threshold was not met", "think again about the threshold when the {sign} came to light";
    anyone "referral_handling", "the handling of referrals": "make a referral on the day of the {sign}", "tell the referrer what had been decided", "follow the telephone call with a written referral";
    anyone "supervision", "supervision": "bring the case to supervision", "use supervision to test the first impression", "note the actions agreed in supervision";
    anyone "neglect", "neglect": "see the neglect as a pattern and not as single events", "use the neglect tool", "measure the neglect against the {paper}";
    children "medical_assessment", "medical assessment": "ask for a medical examination of the {sign}", "refer the bruising to a paediatrician", "send the findings of the examination to the GP";
    anyone "parental_mental_health", "parental mental health": "consider what the mother's mental health meant for {person}", "tell {role2} about the overdose", "read the discharge letter of the mental health team";
    anyone "family_engagement", "work with the family": "listen to the {relative}", "offer the family a written plan that they could follow", "keep the {relative} informed";
    anyone "staffing", "staffing": "fill the vacant posts", "make sure that somebody covered for the absent {worker}", "bring the number of agency workers down";
    children "child_protection_plans", "child protection plans": "hold the core group every four weeks", "measure progress against the child protection plan", "set aims in the plan that could be measured";
    anyone "parental_substance_misuse", "parental substance misuse": "ask how the drinking affected {person}", "test what the {relative} said about drugs", "share the missed appointments with {role2}";
    anyone "governance", "governance": "report progress to the board every quarter", "hold partners to account", "test whether the plan had made a difference";
    anyone "caseloads", "caseloads": "bring caseloads down to a safe number", "report the size of the caseload", "hand over the cases of the absent {worker}";
    anyone "investigation", "investigation": "take a statement from the {relative}", "secure the {thing} and the {thing} as evidence", "investigate the allegation promptly";
    anyone "law_and_guidance", "law and guidance": "follow the procedures of the area", "know the guidance on {sign}", "bring local procedures into line with national guidance";
    children "strategy_discussions", "strategy discussions": "hold a strategy discussion", "invite {role2} to the strategy discussion", "send out the minutes of the strategy discussion";
    anyone "hostile_or_avoidant_families", "work with hostile or avoidant families": "visit again when nobody opened the door", "respond to the missed appointments", "share the threats of the {relative} with {role2}";
    anyone "leadership_and_culture", "leadership and culture": "hear what frontline staff said", "set a culture in which doubts could be voiced", "lead the changes that had been promised";
    children "child_protection_conferences", "child protection conferences": "attend the conference", "send a report to the child protection conference", "record dissent at the conference";
    anyone "learning_from_reviews", "learning from reviews": "learn from the earlier review", "share the learning with every team", "check whether the lessons had been embedded";
    anyone "early_help_and_prevention", "early help": "offer early help when it was first asked for", "name a lead professional", "step the case up from early help";
    anyone "hidden_men", "the men in the household": "find out who the mother's partner was", "include the father in the assessment", "make checks on the boyfriend";
    children "disguised_compliance", "disguised compliance": "see through the disguised compliance of the {relative}", "check promises against what was done", "notice that appointments were kept only after a warning";
    children "legal_planning", "legal planning": "seek legal advice", "hold a legal planning meeting", "issue proceedings without delay";
    anyone "housing", "housing": "visit the flat before the tenancy was granted", "report the state of the {place}", "ask why the family had moved again";
    anyone "data_and_monitoring", "data and monitoring": "count the repeat referrals", "publish figures on {issue}", "audit a sample of cases";
    anyone "inspection_and_regulation", "inspection and regulation": "act on the warnings of the inspection", "inspect the service again within the year", "look beyond the paperwork of the service";
    children "school_absence", "school absence": "follow up the absence", "ask why {person} was absent on Mondays", "tell the education welfare service about the absence";
    anyone "disability", "disability": "communicate with {person} by signs and pictures", "see past the disability to the {sign}", "provide an advocate for {person}";
    children "looked_after_children", "looked-after children": "visit the placement as often as the law requires", "prepare the return home step by step", "listen to the foster carer";
    anyone "mental_health", "mental health": "arrange a mental health assessment", "follow up after discharge from the ward", "review the medication";
    anyone "exploitation", "exploitation": "recognise the signs of exploitation", "disrupt the adults who exploited {person}", "treat {person} as a victim and not as an offender";
    anyone "race_and_ethnicity", "race and ethnicity": "consider race, culture and faith in the assessment", "use an independent interpreter", "challenge assumptions about the family's culture";
    anyone "sexual_abuse", "sexual abuse": "believe the disclosure of sexual abuse", "hold an interview by specially trained officers", "consider who else was at risk from the {relative}";
    anyone "mental_capacity", "mental capacity": "carry out a formal assessment of capacity", "record a decision in the person's best interests", "ask whether {person} could decide freely";
    anyone "commissioning", "commissioning": "check the quality of the service that it paid for", "write safeguarding into the contract", "visit the provider";
    children "bruising_in_non_mobile_babies", "bruising in babies who cannot yet move": "follow the bruising protocol", "question how a baby who could not roll came to have bruising", "refer the bruising to the hospital on the same day as the GP saw it";
    anyone "missing_from_home", "children and adults who go missing": "hold a return interview", "look for the pattern in the times that {person} was missing", "share each report of {person} as missing";
    anyone "extended_family", "the wider family": "take the warnings of the {relative} seriously", "assess the {relative} as a carer", "draw a family tree";
    anyone "transitions", "transitions": "plan the move to adult services", "hand over the case when the family moved to {town}", "send on the records within five days";
    anyone "coercion_and_control", "coercion and control": "recognise the coercion and control", "see {person} away from the {relative}", "look for the pattern behind the single incidents";
    anyone "voice_of_the_adult", "the voice of the adult": "ask what {person} wanted to happen", "make the enquiry personal to {person}", "meet {person} without the {relative}";
    anyone "self_neglect", "self-neglect": "use the self-neglect pathway", "go on visiting when help was declined", "weigh the risk of the {sign} against the wish to be left alone";
    anyone "respectful_uncertainty", "respectful uncertainty": "keep an open mind about what the {relative} said", "check the account of the {relative} with {role2}", "practise respectful uncertainty";
    anyone "substance_misuse", "substance misuse": "offer treatment for alcohol", "link the overdoses with the prescriptions", "follow up the missed treatment";
    anyone "hospital_discharge", "discharge from hospital": "hold a meeting before the discharge", "delay the discharge until the home had been seen", "send the discharge letter to the health visitor and the GP";
    anyone "safeguarding_referrals_for_adults", "safeguarding referrals for adults": "open a safeguarding enquiry", "tell the referrer about the outcome of the safeguarding adults referral", "treat repeated referrals as one concern";
    anyone "public_awareness", "public awareness": "tell the public how to report {sign}", "run a campaign with the {relatives} of the area", "publish the telephone number of the hub";
    anyone "vetting_and_safe_recruitment", "vetting and safe recruitment": "take up references", "check the gaps in the employment history", "renew the disclosure checks";
    anyone "serious_case_review_quality", "the quality of the review": "answer the terms of reference", "analyse why things had happened", "finish the individual management review in time";
    anyone "complaints_and_redress", "complaints and redress": "answer the complaint of the {relative}", "treat the complaint as a safeguarding concern", "offer the family an apology";
    children "elective_home_education", "elective home education": "see {person} after the move to home education", "share the notice of home education with {role2}", "ask why {person} had left the school roll";
    anyone "institutional_abuse", "abuse in institutions": "see the culture behind the single complaints", "report the {sign} on the ward", "close the service to admissions";
    anyone "financial_abuse", "financial abuse": "ask who held the bank card", "look into the loans that {person} had signed", "report the missing money";
    anyone "publication_and_anonymity", "publication and anonymity": "publish the report in full", "protect the names of the surviving siblings", "explain the delay in publication";
    children "harmful_behaviour_by_children", "harmful behaviour by children": "assess the boy who had caused the harm", "keep the two children apart at school", "hold a meeting on the harmful sexual behaviour";
    anyone "whistleblowing", "whistleblowing": "protect the {worker} who had raised the alarm", "answer the whistleblower", "tell staff how to raise concerns outside the service";
    children "online_safety", "online safety": "look at the messages on the {thing}", "ask {person} about contacts online", "teach online safety";
    anyone "restraint", "restraint": "record each use of restraint", "question the number of restraints", "examine {person} after the restraint";
    children "school_exclusion", "exclusion from school": "find another school after the exclusion", "consider the risk to {person} before the exclusion", "tell {role2} about the part-time timetable";
    anyone "stalking", "stalking": "recognise the calls and messages as stalking", "arrest the {relative} for the breach of the order", "link the {number} reports of stalking";
    anyone "inquests_and_death_certification", "inquests and the certification of deaths": "report the death to the coroner", "tell the family about the inquest", "keep the {paper} for the inquest";
}

/// Kinds of harm to children, commonest first.
pub const CHILD_HARMS: &[&str] = &[
    "neglect",
    "physical_abuse",
    "domestic_abuse",
    "emotional_abuse",
    "sexual_abuse",
    "homicide",
    "sudi",
    "child_sexual_exploitation",
    "child_criminal_exploitation",
    "suicide",
    "extra_familial_harm",
    "child_on_child_harm",
    "medical_harm",
    "abduction",
];

/// Kinds of harm to adults, commonest first.
pub const ADULT_HARMS: &[&str] = &[
    "neglect_and_acts_of_omission",
    "self_neglect",
    "domestic_abuse",
    "homicide",
    "physical_abuse",
    "psychological_abuse",
    "organisational_abuse",
    "suicide",
    "financial_or_material_abuse",
    "medical_harm",
    "sexual_abuse",
    "discriminatory_abuse",
    "modern_slavery",
];
