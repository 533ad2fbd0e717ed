//! Words on which a query does not turn, and words that are meant whole.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::text::fold::stem;

/// Words that nothing needs to have.
const SMALL: &str = "a about again all aloud am an and any anybody anyone are aren't arent as at be because been but \
    by can can't cant could couldn't couldnt did didn't didnt do does doesn't doesnt don't done dont for from gave \
    get give given gives giving got had hadn't hadnt happen happened happening happens has hasn't hasnt have haven't \
    havent he her him his how i if in is isn't isnt it its me mean means meant my no nobody not of often on one or \
    our please she should shouldn't shouldnt show shows so than that the their them there they this to us was wasn't \
    wasnt we were weren't werent what when where which who why will with won't would wouldn't wouldnt you";

/// Words that say little beside others: what is above the line has them where anything does.
const LIGHT: &str = "above across actually after against ahead almost along already also although always among \
    another anything anywhere around away back became become before begin behind being below beneath beside besides \
    better between bit both bring came cannot come comes coming different doing down during each either else enough \
    even ever every everybody everyone everything except few gets getting go goes going gone gotten having here hers \
    herself himself however instead into itself just keep keeping keeps kept kind later least less let lets letting \
    like lot lots made make makes making many may maybe mere merely might mine more most much must myself near nearly \
    neither never next nor nothing now nowhere off once only onto other others ought ours ourselves out over own part \
    parts perhaps properly put puts putting quite rather really round same seem seemed seems several shall simply since \
    some somebody someone something somewhere soon sort still such supposed take taken takes taking theirs themselves then \
    therefore these thing things those though through throughout thus too took toward towards tried tries try trying \
    under unless until up upon use used uses using very via want wanted wants way ways went whatever whether while \
    whoever whom whose within without word words yet your yours yourself newest oldest latest ask asked asking asks \
    look looked looking looks start started starting starts stop stopped stopping stops think thinking thinks thought";

/// Frequent short words that begin others: who types "war" does not mean "warning".
const COMMON: &str = "acid age air airport alarm album all amber amount anchor angel angle animal ankle ant apple apron arch area \
    arena arm armour army aroma arrow art artist ash aspect atlas atom attic aunt autumn axe back bacon bad \
    badge bag baker ball balloon bamboo ban banana band bank bar barn barrel base basin basket bat bath battle \
    bay beach beak beam bean bear beard beauty bee beer beetle bell belt bench berry best bet bicycle bid big \
    bike bill bin bird birthday bishop bit blade blanket blaze blink blood bloom blow blue board boat bog bolt \
    bone bonus book boot booth border bottle bottom bow bowl box boy bracket brain branch brass bread breeze \
    brick bridge bright broad bronze brook brown brush bubble bucket buffalo bulb bullet bunch bundle burger bus \
    bush butter button buy cabin cactus cake camel camp can canal candle candy cannon canoe canvas cap car \
    carbon card cargo carpet carrot carry castle cat cattle cave cedar ceiling cello cement century cereal chain \
    chair chalk champion charcoal charm chart chat cheap cheese chef cherry chess chicken chimney chin chip \
    church cider cinema cinnamon circle circus clam clap clay clear clip clock cloth cloud clover clown club \
    coal coast coat cobra cocoa coconut coffee coin cold color colour column comb comet compass con concert cook \
    cookie cool cop copper coral cord core cork corn corner cot cotton country cousin cow crack cradle craft \
    crane crash crayon cream crew cricket crisp crop cross crow crown crumb cry crystal cube cuff cup curl \
    curtain curve cut cycle dad daisy dam dance dare dark dart date dawn day deal debt deck deep den desert \
    design desk dew diamond dice dig dinner dip dirt disc dish dive dock dog doll dolphin dome donkey door dose \
    dot double dove drag dragon draw dream dress drip drive drum dry duck dune dust dye eagle ear early earn \
    earth easel easy eat ebony echo edge egg eight elbow elephant ember emerald energy engineer enjoy era euro eve \
    exit eye fabric face factory fair falcon fall famous fan fare farm farmer fast fat fate feather fee feet \
    fell fence ferry festival fiction fiddle fig fight fill film fin finger fire firm fish fit fix flag flame \
    flask flat fleet flight flock floor flour flow flower flute fly foam fog foil fold fool foot football ford \
    forest fork form fort fossil fountain fox frame free frog frost fruit fudge fuel fun future gain galaxy gale \
    gallery game gang gap garage garden garlic gas gate gear gem get ghost giant gift ginger glad glass globe \
    glove goal goat goblet gold golf goose gown grain grand granite grant grape grass gravel gray green grey \
    grill grip groom grow guard guest guitar gull gum gun gutter guy hair half hall halt ham hammer hand hang \
    harbour harp harvest hat hawk hay hazel heal hear heart heat heavy hedge heel height hell helmet hen herb \
    herd hero hide high hill hint hip history hive hobby hold hole holiday honey hood hook hop horn horse host \
    hotel hour house hundred hunt hut ice icon idea igloo inch ink inn insect iron island ivory ivy jacket jail \
    jam jar jaw jazz jelly jet jewel job joke jug juice jump jungle kayak kennel kernel kettle key kick kin king \
    kiss kit kitchen kite knee knife koala lab lace lad ladder lake lamb lamp lane language lantern lap laptop \
    lark laser last latch laugh lava lawn lay lazy lead leaf leather leg lemon lend lens leopard let lettuce \
    lever library lid lie lift light lily limb lime limp line linen link lion lip liquid load loan lobster lock \
    locket lodge log lone long loom loop lord loss lot lotus loud lounge love low luck lumber lunch machine mad \
    magic magnet maid mail main mall mango map maple marble march mark market marriage mars mask mass mast mat \
    mate math maze meadow meal meat melon melt menu mess metal mild milk mill million mind mine mint mirror mist \
    mix moan moat mob mode mole monkey mood moon mop mosquito moss moth motor mountain mouse mouth mud muffin \
    mug mural museum mustard myth nail nap napkin narrow nature navy near neat neck nectar needle nest net \
    nickel nod noise noodle norm nose novel nun nut oak oar oasis ocean oil olive onion opera opt oral orange \
    orbit orchard ore ostrich otter oven owl own oxygen oyster pace pack pad paddle page pagoda pain paint pair \
    pal palace palm pan panda pansy panther paper par parcel park parrot party pasta pat path patio paw pay pea \
    peach peak peanut pear pearl pebble pedal peel peer pelican pen pencil penguin pepper pet petal pewter \
    pheasant piano picnic pie piece pier pig pile pillow pilot pin pine pink pipe pistol pit pizza plan planet \
    plank plant plastic plate plaza plea plot plug plum plus pocket pod poem poet pole polish poll pond pony \
    pool pop poppy porch pork port pose pot potato pour pray prey prince princess prism pro prop prune pub pull \
    pulley pulp pump pumpkin puppet puppy pure purple push puzzle quartz queen quiet quill quilt rabbit rack \
    radio raft rag rail rain rainbow ram ramp ranch range rap rat raven raw ray rear recipe red reef rent rib \
    ribbon rice rich ride ridge rifle rim ring rip rise river road rob robin robot rock rocket rod roll roof \
    root rope rose row rub rude rug ruin ruler rush rust sack sad saddle sage sail sailor sake salad sale salmon \
    salt sand sandwich sapphire sat satin saturday sauce saucer sauna saw scan scar scarf scarlet science \
    scissors scooter screen scroll sea seal season seat seed seek sell send sew shade shadow shark shed sheep shelf \
    shell ship shirt shock shoe shop shore short shot shout shovel shower shrub shut silk silver sing singer \
    sink sip size ski skin skip skirt sky slave sled sleeve slide slim slip slipper sloth slow smart smile smoke \
    snake snow soap sock sofa soil sole song soon sore soul soup sour space spade spark sparrow spear sphere \
    spider spike spin spinach spire spit split sponge spoon spot spruce spy square squash squirrel stab stable \
    stack stadium stain stair stake stall stallion stamp star starch stare steal steam steel steep stem step \
    stew stick still sting stir stock stone stool storm stove strain strap straw stream string stripe stuck \
    stuff sub sugar suit sum summer sun sunday sure surf swan swap swear sweat sweep sweet swim swing sword \
    syrup tail tale tall tan tango tank tap tape tar tart taste taxi tea tear ten tend tennis tent theatre thick \
    thief thistle thorn thread throne thunder tiara ticket tide tie tiger tight tile till timber tin tint tip \
    tire toast tobacco toe toffee tomato tone tool tooth top torch tortoise toss tour tourist towel tower town \
    toy track tractor trail tramp trap tray treat tree trend triangle tribe trick trip troop trousers trout \
    truck trumpet try tub tube tulip tune tunnel turban turnip turtle tusk tweed twig ugly umbrella uncle urge \
    vain valley van vanilla vary vase vast vault veil vein velvet verb vest vet vice vine vinegar violet violin \
    volcano vote vulture waffle wage wagon wake wall walnut walrus waltz war ware warm wasp wave wax wear web \
    wedding weep west wet whale wharf wheat wheel whip whisper whistle wide willow win wind wine wing winter \
    wipe wire wish wit wolf wood wool worm wrap wreath wren yacht yard yarn yellow yes yogurt zebra zinc zip \
    zone zoo";

/// Words of the field that people say and do not ask for, by their stems.
const SAID: &str = "review case say find report recommend tell read mention";

static SMALL_WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| SMALL.split_whitespace().collect());
static COMMON_WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| COMMON.split_whitespace().collect());
static SAID_STEMS: LazyLock<HashSet<&str>> = LazyLock::new(|| SAID.split_whitespace().collect());
static LIGHT_WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| LIGHT.split_whitespace().collect());

/// True if a folded word is a frequent English one, which is meant whole.
pub fn is_common(folded: &str) -> bool {
    COMMON_WORDS.contains(folded)
}

/// True if a folded word says so little that nothing needs to have it.
pub fn is_small(folded: &str) -> bool {
    SMALL_WORDS.contains(folded)
}

/// True if an entry may lack a word, given folded and as its stem: people say it, and do not ask for it.
pub fn is_said(folded: &str, stem: &str) -> bool {
    SAID_STEMS.contains(stem) || is_light(folded)
}

/// True if a folded word says little beside others.
pub fn is_light(folded: &str) -> bool {
    LIGHT_WORDS.contains(folded)
}

/// The stems of the words that nothing needs to have.
pub fn small_stems() -> HashSet<String> {
    SMALL_WORDS.iter().map(|word| stem(word)).collect()
}
