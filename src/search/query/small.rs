//! Words on which a query does not turn, and words that are meant whole.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::Atom;
use crate::text::fold::stem;

/// Words that nothing needs to have.
const SMALL: &str = "a about again all am an and any anybody anyone are as at be because been but by can could did do does for \
    from get got had has have he her him his how i if in is it its me my nobody of often on or our she should so \
    than that the their them there they this to us was no not one we were what when where which who why will \
    with would you";

/// Words that say little beside others: what is above the line has them where anything does.
const LIGHT: &str = "above across actually after against ahead almost along already also although always among another anything \
    anywhere around away back became become before begin behind being below beneath beside besides between bit \
    both bring came cannot come comes coming doing down during each either else enough even ever every everybody \
    everyone everything except few gave gets getting give given gives giving go goes going gone gotten happen \
    happened happening happens having here hers herself himself however instead into itself just keep keeping \
    keeps kept kind later least less let lets letting like lot lots made make makes making many may maybe mere \
    merely might mine more most much must myself near nearly neither never next nor nothing now nowhere off once \
    only onto other others ought ours ourselves out over own perhaps properly put puts putting quite rather \
    really same seem seemed seems several shall simply since some somebody someone something somewhere soon sort \
    still such take taken takes taking theirs themselves then therefore these thing things those though through \
    throughout thus too took toward towards tried tries try trying under unless until up upon use used uses \
    using very via want wanted wants way ways went whatever whether while whoever whom whose within yet your \
    yours yourself";

/// Frequent short words that begin others: who types "war" does not mean "warning".
const COMMON: &str = "age air airport all amount angle animal apple arch area arm army art artist ash atom aunt axe back bad bag \
    ball ban banana band bank bar base basket bat bath battle bay beach bear beauty bee beer bell bench best bet \
    bicycle bid big bike bill bin bird birthday bit blood blow blue board boat bog bone book boot bottle bottom \
    bow bowl box boy brain branch bread bridge bright broad brown brush bucket bus bush butter button buy cake \
    camera camp can cap car card carpet carry castle cat cattle ceiling century chair chalk champion charm chat \
    cheap cheese chess chicken chin chip church cinema circle circus clap clay clear clip clock cloth cloud club \
    coal coast coat coffee coin cold color colour column comb con concert cook cool cop copper cord core corn \
    corner cot cotton country cow crack craft crash cream crew crop cross crown cry cup curtain cut cycle dad \
    dam dare dark date day deal debt deep den desert design desk diamond dig dinner dip dive dock dog doll door \
    dot double drag dragon draw dream dress drip drive drum dry duck dust dye eagle ear early earn earth east \
    easy eat edge egg eight elbow electric elephant energy engine engineer enjoy era eve exit eye face factory \
    fair fall famous fan fare farm farmer fast fat fate feather fee feet fell festival fight fill film fin fire \
    firm fish fit fix flag flat flight floor flow flower fly fog foil fold fool foot football ford forest fork \
    form fort fox free frog fruit fuel fun future gain galaxy game gang gap garage garden gas gate gear gem get \
    gift glad glass glove goal gold golf grand grant grass gray green grey grip grow guard guest guitar gun guy \
    hair half hall halt ham hammer hand hang hat hay heal hear heart heat heavy heel height hell hen herb herd \
    hero hide high hill hint hip history hobby hold hole holiday honey hook hop horse host hotel hour house \
    hundred hunt ice idea inch ink inn insect iron island jacket jail jam jar jaw jet job joke juice jump jungle \
    kettle key kick kin king kiss kit kitchen kite knee knife lab lad ladder lake lamb lamp lane language lap \
    laptop lark laser last laugh lawn lay lazy lead leaf leather leg lemon lend lens let library lid lie lift \
    light limb limp line link lion lip liquid load loan lock log lone long loop lord loss lot loud love low luck \
    lunch machine mad magic magnet maid mail main mall map march mark market marriage mars mask mass mat mate \
    math maze meal meat melt mess metal mild milk mill million mind mine mint mirror mist mix moan mob mode mood \
    moon moss moth mountain mouse mouth mud mug museum music myth nail nap narrow nature navy near neat neck \
    needle nest net nod noise norm north nose novel nun nut oar ocean oil onion opera opt oral orange ore oven \
    owl own pace pack pad page pain paint pair pal palace palm pan paper par park parrot party pasta pat path \
    paw pay pea peak pear peel peer pen pencil penguin pepper pet piano picnic pie piece pig pile pillow pilot \
    pin pink pipe pit pizza plan planet plant plastic plate plea plot plug plus pocket pod poem poet pole poll \
    pond pool pop pork port pose pot potato pour pray prey prince princess pro prop pub pull pulp pump pure \
    purple push queen quiet rabbit rack radio rag rail rain rainbow ram ramp ranch range rap rat raw ray rear \
    recipe red rent rib rice rich ride rim ring rip rise river road rob robot rock rod roll roof root rope rose \
    row rub rude rug ruin ruler rush rust sack sad sage sail sake salad sale salt sand sandwich sat saturday \
    sauce saw scan scar scarf science scissors screen sea seal season seat seed seek sell sew shade shadow shark \
    shed sheep shelf shell ship shirt shock shoe shop shore short shot shout shower shut silk silver sing singer \
    sink sip size ski skin skip skirt sky slave slide slim slip slow smart smile smoke snake snow soap sock sofa \
    soil sole song soon sore soul soup sour south space spade spider spin spit split spoon spot spring spy \
    square stab stadium stain stair stake stall stamp star stare steal steam steel steep stem step stick still \
    sting stir stock stone storm stove strain strap straw string stuck stuff sub sugar suit sum summer sun \
    sunday sure surf swap swear sweat sweep sweet swim swing sword table tail tale tall tan tank tap tape tar \
    taste taxi tea tear ten tend tennis tent theatre thick thief ticket tide tie tiger tight tile till tin tint \
    tip tire toe tone tool tooth top torch toss tour tourist towel tower town toy track tractor trail tramp trap \
    tray treat tree trend triangle tribe trick trip troop trousers truck trumpet try tub tube tune ugly umbrella \
    uncle urge vain valley van vary vast vein verb vest vet vice vine violin volcano vote wage wake wall war \
    ware warm wasp wave wax wear weather web wedding weep west wet wheel whip whisper wide win wind window wine \
    wing winter wipe wire wish wit wolf wood wool worm wrap yard yarn yellow yes zebra zip zone zoo";

/// Words of the field that people say and do not ask for, by their stems.
const SAID: &str = "review case say find report recommend tell read mention";

static SMALL_WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| SMALL.split_whitespace().collect());
static COMMON_WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| COMMON.split_whitespace().collect());
static SAID_STEMS: LazyLock<HashSet<&str>> = LazyLock::new(|| SAID.split_whitespace().collect());
static LIGHT_WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| LIGHT.split_whitespace().collect());

/// Whether a folded word is a frequent English one, which is meant whole.
pub fn is_common(folded: &str) -> bool {
    COMMON_WORDS.contains(folded)
}

/// Whether a word says so little that nothing needs to have it.
pub fn is_small(atom: &Atom) -> bool {
    SMALL_WORDS.contains(atom.folded())
}

/// Whether what is found may lack a word: people say it, and do not ask for it.
pub fn is_said(atom: &Atom) -> bool {
    !atom.is_capitals() && (SAID_STEMS.contains(atom.stem()) || LIGHT_WORDS.contains(atom.folded()))
}

/// The stems of the words that nothing needs to have.
pub fn small_stems() -> HashSet<String> {
    SMALL_WORDS.iter().map(|word| stem(word)).collect()
}
