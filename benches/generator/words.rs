//! The words of the field, commonest first in each list, and their endings.
//!
//! A list is one text: words parted by spaces, `_` for a space in a word of two, `+` after a verb that doubles its last
//! letter.

/// What is done to papers, plans and concerns.
const VERBS: &str = "\
    record share review refer+ assess check escalate follow consider discuss document explain question challenge test \
    report copy update confirm plan+ weigh pursue complete gather compare examine explore raise notice log+ note \
    circulate analyse obtain revisit track monitor offer agree decline delay accept dismiss ignore close reopen \
    consult trust open pass sign date file store retrieve summarise quote translate verify clarify correct amend \
    forward fax email post scan+ audit sample inspect observe witness identify recognise mention describe list \
    outline define interpret misplace overlook underestimate overstate minimise doubt assume infer+ deduce predict \
    anticipate acknowledge appreciate respect value prioritise schedule postpone cancel+ rearrange attend chair \
    minute convene facilitate coordinate negotiate mediate broker commission fund resource staff supervise manage \
    direct instruct advise guide coach mentor train support encourage reassure alert warn notify inform brief remind \
    prompt press chase urge persuade recommend propose suggest request require demand authorise approve endorse \
    ratify reject refuse contest dispute appeal concede admit+ disclose conceal redact publish release archive \
    destroy duplicate merge link cross-check reconcile triangulate map+ chart plot+ measure count calculate estimate \
    rate score grade rank weight screen sift filter allocate assign transfer+ delegate inherit relinquish abandon \
    resume restart finish conclude determine resolve settle address tackle remedy repair restore reinforce strengthen \
    weaken undermine distort dilute obscure isolate separate detach attach append insert omit+ delete erase redraft \
    draft word phrase label+ code classify categorise index search scrutinise probe interrogate investigate unpick \
    dissect evaluate appraise judge rehearse simulate model+ pilot introduce launch adopt adapt tailor embed+ sustain \
    maintain preserve protect safeguard shield defend excuse justify rationalise normalise tolerate condone neglect \
    exclude include involve engage invite welcome query";

/// What people in and around the home did.
const DEEDS: &str = "\
    moved returned stayed vanished disappeared relapsed shouted argued threatened apologised complained denied lied \
    panicked collapsed fainted cried whispered smiled flinched hesitated resisted retreated withdrew travelled \
    absconded wandered waited lingered knocked phoned texted answered refused agreed cooperated complied promised \
    pleaded protested objected interfered intervened improved deteriorated recovered stabilised declined struggled \
    coped drank smoked gambled borrowed stole begged drifted separated reconciled remarried reappeared resurfaced \
    emerged confided hinted joked boasted sulked brooded raged swore spat lashed_out slept overslept starved fasted \
    vomited coughed wheezed limped stumbled slipped fell bruised_easily scratched bled trembled shivered sweated \
    worried grieved mourned despaired hoped prayed worked studied volunteered resigned retired enlisted";

/// Things seen in homes, bags, rooms and cars.
const THINGS: &str = "\
    mattress cot nappy bottle pushchair blanket bruise_chart telephone car_seat door window curtain kitchen_table \
    bathroom stair_gate cooker fridge cupboard sofa duvet pillow carpet radiator heater kettle pan plate cup spoon \
    blade belt slipper cable lead charger laptop tablet camera screen message voicemail photograph letter card \
    envelope notebook diary calendar key lock bolt alarm sensor doorbell letterbox gate fence shed garage bicycle \
    scooter car van taxi bus train ticket suitcase rucksack handbag purse wallet passport certificate licence tenancy \
    bill receipt cheque loan debt pension benefit voucher parcel hamper biscuit sandwich meal breakfast lunch supper \
    snack apple banana orange cereal carton tin cigarette lighter needle syringe pipe grinder powder tablet_box \
    capsule inhaler nebuliser bandage plaster cream ointment thermometer scale stethoscope wheelchair hoist \
    walking_frame cane splint hearing_aid spectacle denture feeding_tube catheter dressing monitor cylinder mask \
    glove apron uniform coat jumper shirt skirt trainer boot sock scarf hat hood vest sleepsuit dummy rattle teddy \
    doll puzzle crayon drawing picture poster book comic exercise_book register timetable satchel locker state_folder chair \
    whiteboard corridor playground swing slide climbing_frame trampoline pool bucket mop broom bin skip rubbish_bag \
    stain crack puddle leak mould_patch damp_patch cobweb cigarette_end ashtray candle match torch lamp bulb socket \
    fuse meter switch boiler tap sink bath shower_rail toilet towel flannel toothbrush comb hairbrush razor mirror \
    drawer wardrobe hanger rack rug stool bench crate pallet tent caravan barn allotment greenhouse kennel cage \
    lead_rope collar dog kitten rabbit ferret parrot snake hamster terrier lurcher goldfish aquarium";

/// Papers of agencies.
const PAPERS: &str = "\
    referral record assessment chronology plan report letter note form risk_assessment case_file minute summary email \
    entry notification police_report discharge_letter strategy_minute care_plan safety_plan genogram body_map growth_chart \
    history log rota handover_sheet triage_form checklist template flag alert marker diary_entry contact_sheet file_note \
    birth_plan clinic_letter prescription result scan x-ray_report test_result screening_tool questionnaire \
    parenting_assessment core_assessment initial_assessment child_protection_plan pathway_plan contract \
    written_agreement protocol policy procedure standard guideline bulletin circular briefing directive specification \
    tender audit survey dashboard dataset spreadsheet register_entry school_report attendance_record exclusion_letter \
    behaviour_log incident_form complaint petition statement witness_statement affidavit court_bundle care_order \
    interim_order supervision_order injunction bail_condition licence_condition oasys_report pre-sentence_report \
    custody_record interview_transcript recording photograph_log exhibit_list fax voicemail_note telephone_note \
    supervision_note appraisal training_record certificate reference_letter disclosure_check tenancy_file rent_account \
    repair_log visit_sheet medication_chart fluid_chart turning_chart capacity_assessment best-interests_form \
    advocacy_report deprivation_authorisation action_plan improvement_plan business_case board_paper scoping_report";

/// Signs and concerns; none is countable.
const SIGNS: &str = "\
    bruising weight_loss swelling poor_hygiene faltering_growth bleeding hunger distress self-harm scratching burning \
    marking redness tenderness drowsiness dehydration malnutrition anaemia pallor vomiting diarrhoea constipation \
    infection scabies impetigo eczema nappy_rash tooth_decay head_lice matted_hair flinching crying screaming silence \
    stammering bedwetting soiling sleeplessness overeating hoarding_of_food refusal_of_food lethargy withdrawal \
    aggression restlessness watchfulness frozen_awareness clinginess truancy lateness running_away shoplifting \
    fire-setting cruelty_to_animals intoxication slurred_speech tremor confusion disorientation hallucination paranoia \
    agitation low_mood anxiety despair suicidal_talk overdosing cutting swallowing choking strangulation suffocation \
    scalding biting kicking punching pinching slapping shaking shouting swearing spitting stalking harassment \
    intimidation grooming coercion blackmail trafficking debt_bondage arson vandalism squalor damp overcrowding \
    hoarding infestation fly-tipping rough_sleeping begging isolation loneliness bereavement jealousy possessiveness \
    secrecy evasion hostility deceit exhaustion immobility incontinence pressure_damage ulceration gangrene sepsis \
    seizure_activity breathlessness wheezing cyanosis hypothermia sunburn frostbite concussion";

/// Parts of the body.
const BODY: &str = "\
    cheek arm leg forehead back ear eye jaw chin neck shoulder wrist hand thigh knee shin ankle foot hip rib chest \
    stomach abdomen buttock elbow finger thumb scalp skull temple nose lip gum tongue eyelid collarbone shoulder_blade \
    spine forearm palm knuckle heel toe sole calf groin throat";

/// What goes wrong or right in organisations; none is countable.
const ISSUES: &str = "\
    drift delay optimism safeguarding fear confusion pressure uncertainty fragmentation complacency turnover sickness \
    absence isolation defensiveness deference tunnel_vision groupthink hindsight bias stereotyping assumption fatigue \
    burnout stress anxiety overload bureaucracy duplication inconsistency ambiguity indecision inertia apathy mistrust \
    suspicion rivalry resentment conflict hierarchy secrecy silence denial avoidance collusion sympathy empathy \
    compassion kindness patience persistence diligence candour honesty openness transparency accountability \
    responsibility ownership leadership stewardship direction vision ambition aspiration confidence competence \
    capability capacity expertise knowledge experience skill insight understanding awareness vigilance alertness \
    curiosity scepticism rigour precision accuracy clarity brevity consistency continuity stability flexibility \
    adaptability resilience courage assertiveness authority autonomy independence discretion judgement intuition \
    reasoning analysis reflection evidence proof scrutiny oversight supervision governance assurance compliance \
    regulation inspection enforcement deterrence prevention protection reunification permanence adoption kinship \
    parenting attachment bonding nurture discipline punishment poverty hardship unemployment homelessness eviction \
    migration language culture religion ethnicity racism discrimination prejudice stigma shame guilt blame trauma \
    grief loss addiction dependence withdrawal_of_service recovery rehabilitation treatment medication diagnosis \
    prognosis consent confidentiality privacy disclosure data_protection technology connectivity software hardware \
    interoperability procurement commissioning funding austerity restructuring reorganisation outsourcing \
    privatisation devolution localism partnership collaboration cooperation coordination integration co-location \
    communication correspondence paperwork record-keeping housekeeping scheduling timekeeping punctuality attendance \
    participation engagement involvement advocacy representation mediation negotiation compromise consensus dissent \
    challenge debate dialogue feedback learning teaching coaching mentoring induction recruitment retention vetting \
    morale goodwill loyalty solidarity professionalism ethics dignity equality diversity inclusion proportionality \
    legality fairness justice";

/// Relatives and others close to a home.
const RELATIVES: &str = "\
    mother father grandmother stepfather aunt neighbour uncle partner sibling brother sister cousin grandfather \
    stepmother half-brother half-sister boyfriend girlfriend husband friend lodger landlord foster_carer childminder \
    nephew niece godmother godfather great-aunt great-grandmother flatmate housemate tenant caretaker shopkeeper \
    babysitter nanny au_pair guardian kinship_carer adopter ex-partner fiance widow pensioner classmate schoolfriend \
    teammate team_coach scout_leader youth_leader priest imam pastor elder churchwarden chaperone sponsor employer \
    colleague workmate supervisor apprentice tutor pen_friend acquaintance stranger visitor relative";

/// Workers, beside those of the agencies.
const WORKERS: &str = "\
    practitioner manager social_worker team_manager paediatrician teacher midwife receptionist consultant registrar \
    nurse family_support_worker duty_worker call_handler detective constable sergeant inspector paramedic pharmacist \
    dentist optician psychologist psychiatrist therapist counsellor physiotherapist dietitian radiologist pathologist \
    surgeon anaesthetist junior_doctor locum ward_sister matron healthcare_assistant care_worker night_worker \
    key_worker outreach_worker youth_worker drugs_worker housing_officer rent_officer warden concierge contractor \
    electrician bailiff enforcement_officer benefits_adviser job_coach interpreter translator advocate solicitor \
    barrister judge magistrate clerk usher bailiff_officer reviewing_officer conference_chair minute_taker \
    administrator data_officer analyst auditor governor head_teacher deputy_head classroom_assistant learning_mentor \
    attendance_officer welfare_officer educational_psychologist nursery_nurse playworker chaplain volunteer trustee \
    director chief_executive councillor commissioner civil_servant journalist editor lecturer researcher trainer \
    supervisor mentor student trainee agency_worker custody_officer prison_officer parole_officer offender_manager \
    neighbourhood_officer support_officer dispatcher";

/// Places.
const PLACES: &str = "\
    home flat house school clinic surgery hospital nursery ward hostel refuge office waiting_room police_station \
    emergency_department maternity_unit children's_centre contact_centre day_centre care_home foster_home placement \
    bedsit caravan_park campsite estate tower_block maisonette bungalow cottage farm barn stairwell landing hallway \
    bedroom living_room kitchen cellar attic garden yard alley car_park playground park common canal_path river_bank \
    beach pier harbour station bus_stop taxi_rank shop supermarket market arcade takeaway cafe pub nightclub casino \
    betting_shop library museum church mosque temple community_hall youth_club leisure_centre swimming_pool gym \
    football_club stable kennels allotment_site workshop factory warehouse depot building_site quarry call_centre \
    control_room custody_suite courtroom cell prison_wing probation_office job_centre food_bank pharmacy dental_practice \
    health_centre laboratory mortuary chapel hospice respite_unit secure_unit boarding_house residential_school \
    pupil_referral_unit sixth_form campus";

/// Qualities of work, papers and words; each has an adverb.
const QUALITIES: &str = "\
    inadequate unclear incomplete inconsistent poor slow hurried partial brief vague thorough careful accurate timely \
    clear consistent prompt proper full adequate sufficient appropriate sensitive respectful robust rigorous \
    confident defensive passive reactive anxious hesitant cautious tentative superficial cursory shallow narrow rigid \
    mechanical routine bureaucratic formulaic repetitive selective sporadic intermittent infrequent irregular \
    haphazard chaotic disorganised fragmented isolated disjointed unhelpful unreliable unreasonable unrealistic \
    unwise unsafe unjust unfair unequal uneven undue unlawful improper imprecise inaccurate incorrect inexact \
    insufficient insensitive intrusive invisible informal formal explicit implicit tacit silent vocal blunt frank \
    candid honest open guarded evasive misleading deceptive plausible persuasive convincing credible incredible \
    reliable dependable independent impartial neutral objective subjective sceptical curious inquisitive attentive \
    inattentive observant vigilant negligent careless reckless thoughtless thoughtful considerate compassionate kind \
    warm cold distant aloof polite rude hostile aggressive abusive coercive controlling violent gentle calm patient \
    impatient persistent insistent assertive forceful firm strict lenient indulgent generous sympathetic indifferent \
    reluctant willing grudging eager enthusiastic optimistic pessimistic hopeful fearful nervous tense weary tired \
    tearful desperate sad bitter angry proud humble modest earnest sincere genuine false fraudulent dishonest secret \
    covert overt public private discreet gradual sudden abrupt rapid swift instant immediate delayed belated \
    premature frequent regular constant continuous continual perpetual permanent temporary temporal seasonal annual \
    local regional national central remote direct indirect linear logical rational irrational illogical coherent \
    incoherent systematic methodical strategic tactical practical theoretical academic clinical medical legal \
    financial emotional physical mental sexual verbal social cultural historical chronological sequential parallel \
    mutual joint separate single collective individual personal professional ethical moral humane harsh severe \
    serious grave critical crucial urgent important significant substantial considerable marginal minimal trivial \
    negligible obvious evident apparent manifest conspicuous noticeable visible tangible abstract concrete specific \
    general broad comprehensive exhaustive extensive intensive excessive disproportionate proportionate moderate \
    balanced fair equal just lawful legitimate valid invalid useful useless effective ineffective efficient \
    inefficient productive successful unsuccessful fruitless futile vain wise prudent sensible foolish naive innocent \
    culpable blameworthy excusable inexcusable inevitable avoidable preventable predictable unpredictable surprising \
    alarming worrying troubling disturbing shocking tragic fatal lethal harmful harmless";

/// Qualities of work that fell short.
const POOR: &str = "\
    inadequate incomplete unclear inconsistent poor slow hurried partial brief vague superficial cursory fragmented \
    unreliable disorganised irregular sporadic rigid chaotic narrow bureaucratic inaccurate tentative defensive passive \
    optimistic formulaic intermittent misleading imprecise insufficient";

/// Qualities of work that was good.
const SOUND: &str = "\
    thorough careful clear timely accurate consistent prompt full sensitive respectful robust rigorous confident \
    effective persistent attentive comprehensive diligent honest systematic thoughtful proportionate practical reliable";

/// The lists, parted into words.
pub struct Words {
    /// What is done to papers, plans and concerns.
    pub verbs: Vec<&'static str>,
    /// What people in and around the home did, in the past tense.
    pub deeds: Vec<&'static str>,
    /// Things seen.
    pub things: Vec<&'static str>,
    /// Papers of agencies.
    pub papers: Vec<&'static str>,
    /// Signs and concerns.
    pub signs: Vec<&'static str>,
    /// Parts of the body.
    pub body: Vec<&'static str>,
    /// What goes wrong or right in organisations.
    pub issues: Vec<&'static str>,
    /// Relatives and others close to a home.
    pub relatives: Vec<&'static str>,
    /// Workers.
    pub workers: Vec<&'static str>,
    /// Places.
    pub places: Vec<&'static str>,
    /// Qualities of any sort.
    pub qualities: Vec<&'static str>,
    /// Qualities of work that fell short.
    pub poor: Vec<&'static str>,
    /// Qualities of work that was good.
    pub sound: Vec<&'static str>,
}

impl Words {
    /// Parts the lists.
    pub fn new() -> Self {
        let parted = |list: &'static str| list.split_whitespace().collect();
        Self {
            verbs: parted(VERBS),
            deeds: parted(DEEDS),
            things: parted(THINGS),
            papers: parted(PAPERS),
            signs: parted(SIGNS),
            body: parted(BODY),
            issues: parted(ISSUES),
            relatives: parted(RELATIVES),
            workers: parted(WORKERS),
            places: parted(PLACES),
            qualities: parted(QUALITIES),
            poor: parted(POOR),
            sound: parted(SOUND),
        }
    }
}

/// A word of a list as people write it.
pub fn plain(word: &str) -> String {
    word.trim_end_matches('+').replace('_', " ")
}

fn is_vowel(letter: char) -> bool {
    matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u')
}

/// Whether a word ends in a consonant and y.
fn in_consonant_y(word: &str) -> bool {
    let mut letters = word.chars().rev();
    letters.next() == Some('y') && letters.next().is_some_and(|letter| !is_vowel(letter))
}

fn without_last(word: &str) -> &str {
    word.char_indices().next_back().and_then(|(at, _)| word.get(..at)).unwrap_or_default()
}

/// A noun in the plural, or a verb with its s.
pub fn with_s(word: &str) -> String {
    let word = plain(word);
    if in_consonant_y(&word) {
        return format!("{}ies", without_last(&word));
    }
    let hissing = ["s", "x", "z", "ch", "sh"].iter().any(|end| word.ends_with(end));
    format!("{word}{}", if hissing { "es" } else { "s" })
}

/// A regular verb in the past.
pub fn past(word: &str) -> String {
    let verb = plain(word);
    match verb.chars().next_back() {
        Some(last) if word.ends_with('+') => format!("{verb}{last}ed"),
        Some('e') => format!("{verb}d"),
        _ if in_consonant_y(&verb) => format!("{}ied", without_last(&verb)),
        _ => format!("{verb}ed"),
    }
}

/// A verb with its ing.
pub fn doing(word: &str) -> String {
    let verb = plain(word);
    match verb.chars().next_back() {
        Some(last) if word.ends_with('+') => format!("{verb}{last}ing"),
        Some('e') if !verb.ends_with("ee") => format!("{}ing", without_last(&verb)),
        _ => format!("{verb}ing"),
    }
}

/// The adverb of a quality; of one that has none, the words that stand for it.
pub fn adverb(word: &str) -> String {
    let quality = plain(word);
    let before = without_last(without_last(&quality)).chars().next_back();
    if quality.ends_with("ed") || quality.ends_with("ly") {
        format!("in {} way", with_article(&quality))
    } else if quality.ends_with("le") && before.is_some_and(|letter| !is_vowel(letter)) {
        format!("{}y", without_last(&quality))
    } else if in_consonant_y(&quality) {
        format!("{}ily", without_last(&quality))
    } else if quality.ends_with("ic") && quality != "public" {
        format!("{quality}ally")
    } else if quality.ends_with("ll") {
        format!("{quality}y")
    } else if quality.ends_with("due") {
        format!("{}ly", without_last(&quality))
    } else {
        format!("{quality}ly")
    }
}

/// "a" or "an" and the word.
pub fn with_article(word: &str) -> String {
    let word = word.trim_start();
    let vowel = word.chars().next().is_some_and(is_vowel) && !word.starts_with("uni") && !word.starts_with("use");
    let vowel = vowel || word.starts_with("hour") || word.starts_with("honest") || word.starts_with("x-");
    format!("{} {word}", if vowel { "an" } else { "a" })
}
