//! The tables themselves. The order of rows is the order in which a page shows them; the text of an item comes first.

use super::FilterField::{
    self, Age, Area, Body as OfBody, Case as OfCase, Confidence, Grade, Harm, Kind, Lead, Nation, Rag, Reference,
    Status, Theme, To,
};
use super::Hide::{Body, Person as OfPerson, Whole};
use super::Part::{Label, Main, Other};
use super::{Described, Field, FieldValue, Rewrite, Value, fields, row};
use crate::case::model::{
    Addressee, Assessment, Case, Claim, Dispute, EntryOrigin, Evaluation, EvaluationPoint, Event, Fact, Finding,
    Involved, Name, Person, Publication, Recommendation, Related, Review, Source, StatusChange, Update,
};

/// The words of a page where nobody entered a value that a record may well have.
const NOTHING_ENTERED: &str = "nothing entered here";

fields! {
    Finding, "finding" {
        text: row("Finding").searched(Main),
        id: row("Number").recorded("item").searched(Other),
        kind: row("Kind").searched(Label).filter(&[Kind]),
        number: row("Number in the report").searched(Other),
        pattern: row("Pattern").searched(Label),
        agencies: row("Concerns").many().searched(Label).filter(&[FilterField::Agency]),
        named: row("As named").searched(Other).filter(&[OfBody]).hide(Body),
        themes: row("Themes").many().searched(Label).filter(&[Theme]),
        confidence: row("Confidence").filter(&[Confidence]),
        sources: row("Sources"),
        origin: row("Read from"),
    }

    Recommendation, "recommendation" {
        text: row("Recommendation").searched(Main),
        id: row("Number").recorded("item").searched(Other),
        addressed_to: row("Addressed to").many().recorded("agencies").searched(Label).filter(&[FilterField::Agency, To]),
        named: row("As named").searched(Other).filter(&[OfBody, To]).hide(Body),
        addressees: row("Bodies addressed").many().searched(Other),
        lead: row("Lead").searched(Other).filter(&[Lead]).hide(Body),
        themes: row("Themes").many().searched(Label).filter(&[Theme]),
        number: row("Number in the report").searched(Other),
        response: row("Response").searched(Label).filter(&[Status]).empty(NOTHING_ENTERED).defined(),
        response_text: row("Response in its words").searched(Other).filter(&[Status]),
        status: row("Status").searched(Label).filter(&[Status]).empty(NOTHING_ENTERED).defined(),
        status_text: row("Status in its words").searched(Other).filter(&[Status]),
        status_by: row("Status as told by").searched(Other),
        due: row("Due").searched(Other),
        due_text: row("Due in words").searched(Other),
        closed: row("Closed"),
        rag: row("RAG as given").searched(Label).filter(&[Rag]),
        evidence: row("Evidence").many().searched(Other),
        last_verified: row("Last verified"),
        verified_by: row("Verified by").searched(Other).hide(Body),
        assessment: row("Assessed").searched(Other),
        answers: row("Answers").many(),
        answers_by: row("Linked by"),
        confidence: row("Confidence").filter(&[Confidence]),
        history: row("Former states").many().searched(Other),
        updates: row("What became of it").many().searched(Other),
        sources: row("Sources"),
        origin: row("Read from"),
    }

    Event, "event" {
        text: row("Event").searched(Main),
        id: row("Number").recorded("item").searched(Other),
        missed_opportunity: row("Missed opportunity").searched(Label),
        date | until | date_text: row("Date").searched(Other).empty("not dated"),
        time: row("Time of day").searched(Other),
        kind: row("Kind").searched(Label).filter(&[Kind]),
        agencies: row("Agencies").many().searched(Label).filter(&[FilterField::Agency]),
        named: row("As named").searched(Other).filter(&[OfBody]).hide(Body),
        confidence: row("Confidence").filter(&[Confidence]),
        sources: row("Sources"),
        origin: row("Read from"),
    }

    Source, "source" {
        title: row("Title").searched(Main),
        id: row("Id").recorded("item"),
        publisher: row("Publisher").searched(Other),
        kind: row("Kind").searched(Label).filter(&[Kind]).defined(),
        date | date_text: row("Date").searched(Other),
        url: row("Address").hide(Whole),
        note: row("Note").searched(Other),
        file: row("File").hide(OfPerson),
        hash: row("SHA-256"),
    }

    Review, "review" {
        title: row("Review").searched(Main),
        id: row("Id").hide(Whole),
        kind: row("Kind").searched(Label).filter(&[FilterField::Review]),
        reference: row("Reference").searched(Other).filter(&[Reference]).hide(OfPerson),
        themes: row("Themes").many().searched(Label).filter(&[Theme]),
        addressees: row("Bodies addressed").many().searched(Other),
        scope: row("Scope"),
        commissioned_by: row("Commissioned by").searched(Other).hide(Body),
        commissioned: row("Commissioned").searched(Other),
        dated: row("Dated"),
        confidence: row("Confidence").filter(&[Confidence]),
        sources: row("Sources"),
        people: row("People").searched(Other),
        publications: row("Publication").searched(Other),
        evaluations: row("Judgements of the review itself (not of practice)").searched(Other),
        findings_made: row("Findings made").empty("not found: how many the report makes"),
        findings: row("Findings"),
        recommendations_made: row("Recommendations made").empty("not found: how many the report makes"),
        recommendations: row("Recommendations"),
        facts: row("About the review").searched(Other),
        updates: row("What became of its recommendations").searched(Other),
        origin: row("Read from"),
    }

    Case, "case" without profile {
        title: row("Case").searched(Main).names_case(Main).hide(Whole),
        id: row("Id").filter(&[OfCase]).hide(Whole),
        also_known_as: row("Also known as").names_case(Main).hide(Whole),
        area: row("Area").names_case(Other).filter(&[Area]).hide(Whole),
        nation: row("Nation").names_case(Label).filter(&[Nation]),
        nation_text: row("Country").names_case(Label).filter(&[Nation]),
        outcome: row("Outcome").searched(Label),
        outcome_text: row("Outcome in words").searched(Other),
        incident | incident_text: row("Date").searched(Other),
        person: row("Person").many().filter(&[FilterField::Person]),
        ages: row("Age").many().filter(&[Age]),
        harm: row("Harm").searched(Label).filter(&[Harm]),
        summary: row("Summary").searched(Other),
        cited: row("Sources"),
        facts: row("Facts").searched(Other),
        involved: row("Agencies involved").searched(Other),
        reviews: row("Reviews"),
        events: row("Timeline"),
        disputed: row("Where sources disagree"),
        related: row("Related cases"),
        gaps: row("What was not found"),
        names: row("Names").hide(Whole),
        sources: row("Sources"),
        origin: row("Read from"),
    }

    Addressee, "addressee" {
        named: row("Body").searched(Other).filter(&[OfBody, To]).hide(Body),
        agency: row("Agency").searched(Label).filter(&[FilterField::Agency, To]),
        response: row("Response").searched(Label).filter(&[Status]),
        response_text: row("Response in its words").searched(Other).filter(&[Status]),
        date | date_text: row("Answered").searched(Other),
        document: row("Document").searched(Other).hide(OfPerson),
        reply_due: row("Reply due").searched(Other),
        status: row("Status").searched(Label).filter(&[Status]),
        status_text: row("Status in its words").searched(Other).filter(&[Status]),
        sources: row("Sources"),
    }

    StatusChange, "former state" {
        date | date_text: row("Date").searched(Other),
        response: row("Response").searched(Label),
        status: row("Status").searched(Label),
        status_text: row("Status in its words").searched(Other),
        rag: row("RAG as given").searched(Other),
        sources: row("Sources"),
    }

    EntryOrigin, "origin" {
        file: row("File").hide(OfPerson),
        sheet: row("Sheet").hide(Body),
        row: row("Row"),
        key: row("Key"),
    }

    Person, "person" {
        role: row("Role").searched(Label),
        name: row("Name").searched(Other).hide(OfPerson),
        text: row("More").searched(Other),
        confidence: row("Confidence"),
        sources: row("Sources"),
    }

    Publication, "step of publication" {
        date | date_text: row("Date").searched(Other),
        state: row("Published").searched(Label),
        text: row("More").searched(Other),
        confidence: row("Confidence"),
        sources: row("Sources"),
    }

    Evaluation, "judgement" {
        by: row("Judged by").searched(Other),
        grade: row("Grade").searched(Label).filter(&[Grade]),
        date | date_text: row("Date").searched(Other),
        text: row("Judgement").searched(Other),
        confidence: row("Confidence"),
        sources: row("Sources"),
        points: row("Points").searched(Other),
    }

    EvaluationPoint, "point of a judgement" {
        text: row("Point").searched(Other),
        agencies: row("Concerns").many().searched(Label),
        named: row("As named").searched(Other).hide(Body),
        confidence: row("Confidence"),
        sources: row("Sources"),
    }

    Update, "update" {
        date | date_text: row("Date").searched(Other),
        text: row("Update").searched(Other),
        agencies: row("By").many().searched(Label),
        named: row("As named").searched(Other).hide(Body),
        confidence: row("Confidence"),
        sources: row("Sources"),
    }

    Assessment, "assessment" {
        grade: row("Assessment").searched(Label).filter(&[Grade]),
        by: row("Assessed by").searched(Other),
        date: row("Date"),
        sources: row("Sources"),
    }

    Fact, "fact" {
        about: row("About").searched(Label),
        text: row("Fact").searched(Other),
        confidence: row("Confidence"),
        sources: row("Sources"),
    }

    Involved, "agency involved" {
        agency: row("Agency").searched(Label).filter(&[FilterField::Agency]),
        named: row("As named").searched(Other).filter(&[OfBody]).hide(Body),
        text: row("Part").searched(Other),
        confidence: row("Confidence"),
        sources: row("Sources"),
    }

    Dispute, "dispute" {
        about: row("Disputed").searched(Other),
        claims: row("Claims").searched(Other),
    }

    Claim, "claim" {
        text: row("Claim").searched(Other),
        sources: row("Sources"),
    }

    Related, "related case" {
        title: row("Case").searched(Other).hide(Whole),
        case: row("Id").hide(Whole),
        text: row("Link").searched(Other),
        confidence: row("Confidence"),
        sources: row("Sources"),
    }

    Name, "name" {
        name: row("Name").hide(Whole),
        shown_as: row("Shown as").hide(Whole),
    }
}
