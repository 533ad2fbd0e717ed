//! Findings and recommendations, and the response to them.

use super::{Letter, Sense, closed_list, own_list};

own_list! {
    /// The kind of a finding.
    FindingKind, "finding kind", "SCIE and RiPfA, safeguarding adults review library: case findings and systems findings" {
        MissedOpportunity => "missed_opportunity", "Missed opportunity", "A point at which the review says an agency could have acted differently to protect the person.";
        PracticeFailing => "practice_failing", "Practice failing", "Work in this case that the review says fell below the standard expected.";
        Concern => "concern", "Concern", "A matter that gives rise to concern, such as a coroner's that a risk of further deaths remains.";
        SystemsFinding => "systems_finding", "Systems finding", "An underlying pattern that the case reveals in how agencies work, likely to affect other people too.";
        GoodPractice => "good_practice", "Good practice", "Work in the case that the review singles out as sound, effective or better than expected.";
        Conclusion => "conclusion", "Conclusion", "An overall judgement of the review, such as whether the harm could have been predicted or prevented.";
        CaseFinding => "case_finding", "Case finding", "What the review records as having happened in this case, without calling it a failing.";
        Other => "other", "Other", "A finding of a kind that none of the other values describes.";
        NotStated => "not_stated", "Not stated", "The record does not say what kind of finding it is.";
    }
}

closed_list! {
    /// The pattern behind a finding: the typology of SCIE Learning Together.
    FindingPattern, "finding pattern", "SCIE, Learning Together, typology of underlying patterns" {
        Tools => "tools", "Tools", "How forms, computer systems, procedures and assessment frameworks shape what practitioners notice, record and do.";
        ManagementSystems => "management_systems", "Management systems", "How resources, targets, supervision, workload and priorities set by organisations shape practice.";
        MultiAgencyIncident => "multi_agency_incident", "Multi-agency working: incidents", "How agencies communicate and work together when responding to an incident or crisis.";
        MultiAgencyLongTerm => "multi_agency_long_term", "Multi-agency working: long term", "How agencies communicate and work together in assessment and support over a longer time.";
        FamilyProfessionalInteraction => "family_professional_interaction", "Family-professional interaction", "How the relationships between family members and professionals affect the work done with the family.";
        HumanReasoning => "human_reasoning", "Human reasoning", "How ordinary habits of thought, such as fixing on a first impression, influence professional judgement.";
    }
}

own_list! {
    /// The answer of those addressed by a recommendation. Accepted is not implemented.
    Response, "response", "RAIB, NTSB and CSB recommendation trackers" {
        Awaiting => "awaiting", "Awaiting response", "The body addressed has not yet said what it will do about the recommendation.";
        Accepted => "accepted", "Accepted", "The body addressed agreed to the recommendation, which does not show that it was carried out.";
        AcceptedInPrinciple => "accepted_in_principle", "Accepted in principle", "The body addressed agreed with the aim but did not commit itself to the measure as worded.";
        PartiallyAccepted => "partially_accepted", "Partially accepted", "The body addressed agreed to some parts of the recommendation and not to others.";
        Rejected => "rejected", "Rejected", "The body addressed said that it would not do what was recommended.";
        NoClearResponse => "no_clear_response", "No clear response", "A reply was given that does not show whether the recommendation was accepted.";
        Other => "other", "Other response", "A reply was given that none of the other values describes; the record's own words say what.";
        NotStated => "not_stated", "Response not stated", "The record does not say whether or how the body addressed replied.";
    }
}

own_list! {
    /// The state of the action on a recommendation. The closed kinds stay apart, as in the trackers of accident investigators.
    RecommendationStatus, "recommendation status", "RAIB, NTSB and CSB recommendation trackers" {
        Overdue => "overdue", "Overdue", "The record itself calls the action overdue, whatever its due date.";
        Open => "open", "Open", "The recommendation stands and no action on it has been reported as begun.";
        InProgress => "in_progress", "In progress", "Action on the recommendation is reported as begun and not yet finished.";
        ClosedNotImplemented => "closed_not_implemented", "Closed: not implemented", "The recommendation was closed although the action recommended was not taken.";
        ClosedImplemented => "closed_implemented", "Closed: implemented", "The action recommended is reported as done, which does not prove a lasting change in practice.";
        ClosedAlternativeAction => "closed_alternative_action", "Closed: alternative action", "The recommendation was closed because something different was done to meet its aim.";
        Embedded => "embedded", "Embedded", "The record says that the action is done and has become usual practice.";
        Superseded => "superseded", "Superseded", "A later recommendation, law or programme has taken the place of this recommendation.";
        NoLongerApplicable => "no_longer_applicable", "No longer applicable", "Circumstances changed so that the recommendation no longer has anything to apply to.";
        Withdrawn => "withdrawn", "Withdrawn", "Those who made the recommendation took it back.";
        Cancelled => "cancelled", "Cancelled", "The action was called off before it was done, and nothing was put in its place.";
        Unconfirmed => "unconfirmed", "Unconfirmed", "Action was reported and nobody has confirmed what became of it.";
        Other => "other", "Other", "A state that none of the other values describes; the record's own words say what.";
        NotStated => "not_stated", "Not stated", "The sources consulted do not say what became of the recommendation.";
    }
}

closed_list! {
    /// How somebody other than its owner judged a response (after the TSB of Canada).
    AssessmentGrade, "assessment", "Transportation Safety Board of Canada, assessment of responses" {
        FullySatisfactory => "fully_satisfactory", "Fully satisfactory", "The action taken meets the recommendation in full.";
        SatisfactoryIntent => "satisfactory_intent", "Satisfactory intent", "The action planned would meet the recommendation once carried out.";
        SatisfactoryInPart => "satisfactory_in_part", "Satisfactory in part", "The action taken or planned meets part of the recommendation.";
        Unsatisfactory => "unsatisfactory", "Unsatisfactory", "The action taken or planned does not meet the recommendation.";
    }
}

closed_list! {
    /// How well a statement stands.
    Confidence, "confidence", "Casebook" {
        Confirmed => "confirmed", "Confirmed", "The statement rests on an official document or on at least two sources that did not copy each other.";
        Reported => "reported", "Reported", "The statement rests on one source that is not official, or on several that repeat one story.";
        Transcribed => "transcribed", "Transcribed", "The statement was copied from a record as it stands, and nobody has held it against another source.";
    }
}

closed_list! {
    /// The maker of a link between a recommendation and the findings that it answers.
    LinkedBy, "maker of a link", "Casebook" {
        Source => "source", "Source", "A source says which findings the recommendation answers.";
        Editor => "editor", "Editors of this library", "The editors of this library read the recommendation as an answer to the finding; no source says so.";
    }
}

impl FindingKind {
    /// The sense that the program goes by.
    pub fn sense(self) -> Sense {
        match self {
            Self::MissedOpportunity => Sense::Missed,
            Self::GoodPractice => Sense::Good,
            Self::Conclusion => Sense::Conclusion,
            Self::Own(value) => value.own.sense,
            _ => Sense::Plain,
        }
    }
}

impl Response {
    /// True if it shows that those addressed replied.
    pub fn is_reply(self) -> bool {
        match self {
            Self::Awaiting | Self::NotStated => false,
            Self::Own(value) => value.own.sense != Sense::Unknown,
            _ => true,
        }
    }
}

impl RecommendationStatus {
    /// True if something is still to be done.
    pub fn sense(self) -> Sense {
        match self {
            Self::Overdue => Sense::Overdue,
            Self::Open | Self::InProgress => Sense::Open,
            Self::ClosedNotImplemented
            | Self::ClosedImplemented
            | Self::ClosedAlternativeAction
            | Self::Embedded
            | Self::Superseded
            | Self::NoLongerApplicable
            | Self::Withdrawn
            | Self::Cancelled => Sense::Closed,
            // A recommendation that is reported and not confirmed, or said in other words only, may be done or not.
            Self::Unconfirmed | Self::Other | Self::NotStated => Sense::Unknown,
            Self::Own(value) => value.own.sense,
        }
    }

    /// The letter that the list gives it; without one, its sense and its due date say it.
    pub fn letter(self) -> Option<Letter> {
        match self {
            Self::ClosedNotImplemented => Some(Letter::Red),
            Self::ClosedImplemented | Self::ClosedAlternativeAction | Self::Embedded => Some(Letter::Green),
            Self::Own(value) => value.own.letter,
            _ => None,
        }
    }

    /// True if it says that the action was done or was not: somebody should show it.
    pub fn needs_evidence(self) -> bool {
        self.sense() == Sense::Closed && matches!(self.letter(), Some(Letter::Red | Letter::Green))
    }
}
