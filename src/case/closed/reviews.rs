//! Lists about a review: its kind, the people who made it, its publication and its grade.

use super::{ClosedList, closed_list, own_list};

own_list! {
    /// The kind of a review. Initials alone are ambiguous: SCR is both *serious* and *significant* case review.
    ReviewKind, "review kind", "Statutory guidance of the nation named in each definition" {
        SeriousCaseReview => "serious_case_review", "Serious case review", "Multi-agency review in England after abuse or neglect where a child died or was seriously harmed, run by the local safeguarding board or its predecessor until 2018-19.", short "SCR";
        RapidReview => "rapid_review", "Rapid review", "A prompt first look at a serious child safeguarding incident in England since 2018, which decides whether a fuller review is needed.", short "Rapid review";
        Lcspr => "lcspr", "Local child safeguarding practice review", "Review by local safeguarding partners in England since 2018 of a serious child safeguarding case that offers learning for the area.", short "LCSPR";
        NationalCspr => "national_cspr", "National child safeguarding practice review", "Review in England since 2018 by the national Child Safeguarding Practice Review Panel of a complex case or an issue of national importance.", short "Nat. CSPR";
        Cpr => "cpr", "Child practice review", "Review in Wales of a child's death or serious harm, where the source does not say whether concise or extended.", short "CPR";
        CprConcise => "cpr_concise", "Concise child practice review", "Review in Wales of a child's death or serious harm where the child was neither registered nor looked after in the previous six months.", short "CPR concise";
        CprExtended => "cpr_extended", "Extended child practice review", "Review in Wales of a child's death or serious harm where the child was registered or looked after in the previous six months.", short "CPR extended";
        Apr => "apr", "Adult practice review", "Review in Wales where abuse or neglect is known or suspected and an adult at risk died or was seriously harmed.", short "APR";
        Susr => "susr", "Single unified safeguarding review", "One review process in Wales since October 2024, absorbing child and adult practice, domestic, mental health and offensive weapons homicide reviews.", short "SUSR";
        SignificantCaseReview => "significant_case_review", "Significant case review", "Multi-agency review in Scotland of a child's death or significant harm, replaced for children by the learning review in 2021.", short "SCR (Scot)";
        LearningReview => "learning_review", "Learning review", "Multi-agency review in Scotland since 2021 of a child's death or significant harm, or risk of it, or of effective practice.", short "Learning rev";
        CaseManagementReview => "case_management_review", "Case management review", "Review in Northern Ireland, now under the Safeguarding Board, where a child died or was significantly harmed and abuse or neglect may be involved.", short "CMR";
        AdultScr => "adult_scr", "Adult serious case review", "Non-statutory multi-agency review in England of an adult's death or serious harm, held before the Care Act 2014 took effect.", short "Adult SCR";
        Sar => "sar", "Safeguarding adults review", "Review in England under section 44 of the Care Act 2014 concerning an adult with care and support needs, mandatory or discretionary.", short "SAR";
        Dhr => "dhr", "Domestic homicide review", "Review in England and Wales since 2011 of a death linked to domestic abuse, now also called a domestic abuse related death review.", short "DHR";
        Owhr => "owhr", "Offensive weapons homicide review", "Review of an adult's killing involving an offensive weapon, under a 2022 Act and piloted in parts of England and Wales from 2023.", short "OWHR";
        Mhhr => "mhhr", "Mental health homicide review", "Independent review in England or Wales of the care and treatment of a mental health patient who killed someone.", short "MHHR";
        MappaScr => "mappa_scr", "MAPPA serious case review", "Review in England and Wales when a person managed under multi-agency public protection arrangements commits a serious further offence.", short "MAPPA SCR";
        ChildDeathReview => "child_death_review", "Child death review", "Examination of every child's death, whatever its cause, to learn and prevent others, a statutory process in England since 2008.", short "CDR";
        CoronerPfd => "coroner_pfd", "Coroner's prevention of future deaths report", "Report in England and Wales by a coroner to those who could act to reduce a risk of further deaths.", short "PFD";
        PublicInquiry => "public_inquiry", "Public inquiry", "Formal investigation into matters of public concern set up by a minister, often with legal powers, anywhere in the United Kingdom.", short "Inquiry";
        IndependentReview => "independent_review", "Independent review", "Review by someone outside the agencies concerned, held without the statutory framework of the other review kinds, in any nation.", short "Indep review";
        Inspection => "inspection", "Inspection", "Examination of services by an inspectorate in any nation, alone or jointly, such as a joint area review in England.", short "Inspection";
        WatchdogInvestigation => "watchdog_investigation", "Watchdog investigation", "Related record of an investigation by an oversight body, such as a police watchdog, care regulator, inspectorate or ombudsman.", short "Watchdog";
        ProfessionalRegulator => "professional_regulator", "Professional regulator's decision", "Related record of a body such as the General Medical Council dealing with an individual professional's fitness to practise.", short "Prof reg";
        CourtJudgment => "court_judgment", "Court judgment", "Related record of what a judge or court decided or said in proceedings linked to the case.", short "Judgment";
        Inquest => "inquest", "Inquest", "Related record of a coroner's hearing in England, Wales or Northern Ireland into who died, when, where and how.", short "Inquest";
        GovernmentResponse => "government_response", "Government response", "Related record in which a government answers the findings or recommendations of a review or inquiry.", short "Govt resp";
        AgencyReview => "agency_review", "Agency's own review", "Related record of one agency's review of its own part in a case, including an individual management review.", short "Agency rev";
        UpdateReport => "update_report", "Update report", "Related record of a later report on what was done after a review.", short "Update";
        Other => "other", "Other review", "A review, report or record that none of the other values describes.", short "Other";
        NotStated => "not_stated", "Kind of review not stated", "The record does not say what kind of review it belongs to.", short "Not stated";
    }
}

impl ReviewKind {
    /// At most twelve cells, as practitioners abbreviate.
    pub fn short(self) -> &'static str {
        let value = self.value();
        value.short.unwrap_or(value.label)
    }

    /// The days that those addressed have to reply, where the law on this kind of record sets them: those of regulation 29 of
    /// the Coroners (Investigations) Regulations 2013.
    pub fn reply_days(self) -> Option<u32> {
        match self {
            Self::CoronerPfd => Some(56),
            Self::Own(value) => value.own.reply_days,
            _ => None,
        }
    }
}

closed_list! {
    /// The relation of a review to the case.
    #[derive(Default)]
    Scope, "scope", "Casebook" {
        #[default] Case => "case", "Review of this case", "A review of this case itself.";
        Related => "related", "Related record", "A related review, inspection, judgment or response, whose findings bear on the case.";
    }
}

closed_list! {
    /// Somebody's part in a review.
    Role, "role", "Working Together to Safeguard Children; NSPCC and SCIE Quality Markers" {
        Chair => "chair", "Chair", "The person who led the review, inquiry or panel, where the source does not say that the post was independent.";
        Author => "author", "Author", "The person who wrote the report, where the source gives no more exact role.";
        IndependentChair => "independent_chair", "Independent chair", "A person from outside the agencies involved who led the review or its panel.";
        BoardChair => "board_chair", "Board chair", "The chair of the safeguarding board or partnership that commissioned or published the review.";
        LeadReviewer => "lead_reviewer", "Lead reviewer", "A person appointed to carry out the review and draw together its learning, alone or with another reviewer.";
        OverviewReportAuthor => "overview_report_author", "Overview report author", "The person who wrote the report that brings together the contributions of all the agencies.";
        ImrAuthor => "imr_author", "IMR author", "The person who wrote one agency's individual management review, its account of its own involvement.";
        ReviewPanel => "review_panel", "Review panel", "The group of senior or specialist members who steered the review and tested its conclusions.";
        DesignatedProfessional => "designated_professional", "Designated professional", "A senior doctor or nurse with strategic responsibility for safeguarding advice across local health services.";
        Coroner => "coroner", "Coroner", "The coroner who held the investigation or made the report.";
        Other => "other", "Other", "A part in the review that none of the other values describes.";
    }
}

closed_list! {
    /// The part of a review that the public could read from a date on; a review passes through several.
    PublicationState, "publication state", "Casebook, after how reviews are published in practice" {
        InProgress => "in_progress", "In progress", "The review has been commissioned or begun and has not yet been completed or published.";
        Published => "published", "Published", "The report was made public; the source does not say whether in full.";
        ExecutiveSummaryOnly => "executive_summary_only", "Executive summary only", "A short summary was made public and the full overview report was not.";
        OverviewReportFull => "overview_report_full", "Overview report in full", "The whole overview report was made public without passages being blacked out.";
        OverviewReportRedacted => "overview_report_redacted", "Overview report, redacted", "The overview report was made public with some passages removed or hidden.";
        PublishedAnonymously => "published_anonymously", "Published anonymously", "The report was made public without naming the area or board that commissioned it.";
        Embargoed => "embargoed", "Embargoed", "The report is complete and held back until a stated event or date, such as the end of a trial.";
        NotPublished => "not_published", "Not published", "The decision was taken that the report would not be made public.";
        AvailableOnRequest => "available_on_request", "Available on request", "The report is not openly published and can be had by asking the body that holds it.";
        LinkWithdrawn => "link_withdrawn", "Link withdrawn", "The report was once online and its published address no longer leads to it.";
        Leaked => "leaked", "Leaked", "The report or part of it became public without the permission of the body that held it.";
        ReadInConfidence => "read_in_confidence", "Read in confidence", "Named people were allowed to read the unpublished report on condition that they did not disclose its contents.";
        ReleaseRefused => "release_refused", "Release refused", "A request for the report or a fuller version of it was turned down.";
        UpdateReport => "update_report", "Update report", "A later report on progress since the review was made public.";
    }
}

closed_list! {
    /// Ofsted graded serious case reviews from 2007 to 2012. The grade is of the review, not of practice.
    Grade, "grade of a review", "Ofsted, evaluations of serious case reviews, 2007 to 2012" {
        Outstanding => "outstanding", "Outstanding", "The evaluator judged the review itself to be of the highest quality.";
        Good => "good", "Good", "The evaluator judged the review itself to be of good quality.";
        Adequate => "adequate", "Adequate", "The evaluator judged the review itself acceptable, though short of good.";
        Inadequate => "inadequate", "Inadequate", "The evaluator judged that the review itself fell short of the standard required.";
        NotEvaluated => "not_evaluated", "Not evaluated", "No graded evaluation of the review itself was made.";
    }
}
