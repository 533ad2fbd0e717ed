//! The agencies of the shipped vocabulary, commonest first, each with its people and with the body that it is in an area.

/// An agency: its code, who acts for it, and its name in the area `{area}`.
#[derive(Clone, Copy, Default)]
pub struct Agency {
    /// The code of the vocabulary.
    pub code: &'static str,
    /// Who acts for it in a sentence.
    pub roles: &'static [&'static str],
    /// Its name as a source would give it.
    pub body: &'static str,
    /// Whether it has to do with children only.
    pub child: bool,
}

const fn any(code: &'static str, roles: &'static [&'static str], body: &'static str) -> Agency {
    Agency { code, roles, body, child: false }
}

const fn child(code: &'static str, roles: &'static [&'static str], body: &'static str) -> Agency {
    Agency { code, roles, body, child: true }
}

/// Every agency, commonest first.
pub const AGENCIES: &[Agency] = &[
    any(
        "police",
        &[
            "the police",
            "the police officer",
            "the police",
            "the public protection unit",
            "the control room",
            "the response officers",
        ],
        "{area} Police",
    ),
    child(
        "childrens_social_care",
        &[
            "the social worker",
            "the social worker",
            "children's social care",
            "the duty social worker",
            "the team manager",
        ],
        "{area} Council children's social care",
    ),
    child(
        "health_visiting",
        &["the health visitor", "the health visitor", "the health visitor", "the health visiting team"],
        "{area} health visiting service",
    ),
    any(
        "multi_agency",
        &["the agencies", "the network of professionals", "the professionals", "the partner agencies"],
        "All agencies of the {area} partnership",
    ),
    any("gp", &["the GP", "the GP", "the GP practice"], "{hospital}"),
    any(
        "hospital",
        &["the hospital", "the emergency department", "the ward staff", "the consultant", "the junior doctor"],
        "{hospital} NHS Trust",
    ),
    child(
        "education",
        &["the school", "the head teacher", "the designated safeguarding lead", "the class teacher"],
        "{school}",
    ),
    any(
        "safeguarding_board",
        &["the board", "the safeguarding partnership", "the safeguarding board"],
        "{area} Safeguarding Partnership",
    ),
    any(
        "adult_social_care",
        &["adult social care", "the social worker for adults", "the care manager"],
        "{area} Council adult social care",
    ),
    any(
        "mental_health",
        &["the mental health team", "the psychiatrist", "the crisis team", "the community psychiatric nurse"],
        "{area} Mental Health NHS Trust",
    ),
    child("midwifery", &["the midwife", "the community midwife", "the maternity unit"], "{hospital} maternity service"),
    any("local_authority", &["the council", "the local authority", "the director"], "{area} Council"),
    any("housing", &["the housing officer", "the landlord", "the housing association"], "{area} Homes"),
    any("probation", &["the probation officer", "the offender manager", "the probation service"], "{area} Probation"),
    any("health", &["health services", "the health staff", "the designated nurse"], "NHS {area}"),
    child("early_help", &["the family support worker", "the early help team"], "{area} early help service"),
    child("school_nursing", &["the school nurse", "the school nursing service"], "{area} school nursing service"),
    any("care_provider", &["the care home", "the provider", "the care workers", "the children's home"], "{town} House"),
    child(
        "community_paediatrics",
        &["the paediatrician", "the community paediatrician"],
        "{area} community paediatrics",
    ),
    any("ambulance", &["the ambulance crew", "the paramedics", "the call handler"], "{area} Ambulance Service"),
    any(
        "substance_misuse",
        &["the substance misuse service", "the drugs worker", "the alcohol service"],
        "{area} recovery service",
    ),
    child("early_years", &["the nursery", "the childminder", "the nursery manager"], "{town} Nursery"),
    any("voluntary_sector", &["the charity", "the domestic abuse adviser", "the refuge worker"], "{town} Aid"),
    any(
        "nhs_commissioner",
        &["the commissioners", "the clinical commissioning group", "the integrated care board"],
        "{area} Integrated Care Board",
    ),
    any("legal_services", &["the council's lawyers", "the legal adviser"], "{area} Council legal services"),
    any("courts", &["the court", "the family court", "the judge"], "{town} Family Court"),
    any("family", &["the mother", "the father", "the parents", "the family"], "The family"),
    any("national_government", &["the government", "the department", "ministers"], "Department for Families"),
    any("regulator", &["the inspectorate", "the regulator", "the inspectors"], "National Inspectorate of Care"),
    child("youth_justice", &["the youth offending team", "the youth justice worker"], "{area} Youth Justice Service"),
    child("cafcass", &["the children's guardian", "the court adviser"], "Cafcass"),
    any("coroner", &["the coroner", "the coroner's officer"], "Coroner for {area}"),
    any("crown_prosecution_service", &["the prosecutors", "the reviewing lawyer"], "Crown Prosecution Service"),
    any("prison", &["the prison", "the prison's public protection unit"], "HMP {town}"),
    any("sexual_health", &["the sexual health clinic", "the outreach nurse"], "{town} sexual health clinic"),
    any("community", &["the neighbours", "the residents"], "Residents of {street}"),
    any("immigration", &["the immigration officers", "the asylum team"], "Immigration services"),
    any(
        "professional_regulator",
        &["the professional regulator", "the fitness to practise panel"],
        "Council of Registered Professions",
    ),
    any("faith_organisation", &["the church", "the mosque", "the parish"], "Parish of {town}"),
    any("employer", &["the employer", "the personnel department"], "{town} Logistics"),
    any("media", &["the newspaper", "the reporters"], "{town} Gazette"),
];
