//! Invented proper names, built from syllables: places, people, streets, schools, hospitals, reference numbers.
//!
//! The name of a rank is the same in every library, so that names recur from case to case as real ones do.

use super::draw::Draw;

const STARTS: [&str; 72] = [
    "Vel", "Brax", "Thal", "Orrin", "Mard", "Quen", "Hesk", "Dral", "Fenn", "Gorm", "Ilk", "Jass", "Kell", "Lorv",
    "Nesk", "Ost", "Pell", "Rusk", "Skel", "Tarv", "Ulv", "Wex", "Yarl", "Zeb", "Ard", "Brom", "Crav", "Dunn", "Elv",
    "Frith", "Gald", "Harv", "Inver", "Jorv", "Kirk", "Lang", "Merr", "Nor", "Over", "Penk", "Quil", "Rav", "Saxl",
    "Thorl", "Upp", "Varn", "Wold", "Yeld", "Ash", "Black", "Cald", "Dray", "Ebb", "Fal", "Glen", "Holt", "Isk", "Kes",
    "Lyd", "Mos", "Neth", "Ock", "Prest", "Rend", "Stav", "Tren", "Ur", "Vos", "Whin", "Zel", "Caer", "Dún",
];
const MIDDLES: [&str; 24] = [
    "", "", "", "", "en", "er", "ing", "el", "al", "o", "i", "ar", "um", "est", "ow", "and", "is", "on", "ed", "ask",
    "orn", "ev", "ul", "é",
];
const TOWN_ENDS: [&str; 36] = [
    "wick", "ham", "ford", "by", "stead", "combe", "mouth", "thorpe", "dale", "worth", "ley", "burn", "shaw", "field",
    "port", "ness", "hurst", "mere", "cote", "gate", "wold", "pool", "minster", "bridge", "well", "side", "firth",
    "more", "cliffe", "holme", "beck", "rigg", "toft", "stow", "bourne", "kirk",
];
const FAMILY_ENDS: [&str; 24] = [
    "er", "son", "ley", "man", "ett", "by", "wood", "ridge", "more", "sby", "kin", "lock", "mond", "ward", "ingale",
    "ard", "stone", "well", "wright", "ski", "ova", "ani", "eji", "oglu",
];
const GIVEN_STARTS: [&str; 40] = [
    "Tav", "Mir", "Jor", "Ell", "Bren", "Cass", "Dar", "Evl", "Fenw", "Gal", "Hest", "Ilv", "Jess", "Kar", "Lir",
    "Mael", "Nad", "Oril", "Perr", "Quin", "Ros", "Sel", "Tham", "Urs", "Vell", "Wyn", "Xan", "Yas", "Zor", "Ald",
    "Bel", "Cor", "Del", "Eir", "Fal", "Gwen", "Hal", "Isk", "Jul", "Zoë",
];
const GIVEN_ENDS: [&str; 26] = [
    "in", "ella", "ic", "anne", "on", "ia", "is", "en", "a", "iel", "ette", "or", "wen", "une", "eth", "ina", "as",
    "ey", "ora", "im", "esh", "ilde", "aro", "ika", "ias", "ulf",
];
const ROADS: [&str; 14] = [
    "Road", "Street", "Close", "Avenue", "Lane", "Gardens", "Terrace", "Court", "Drive", "Crescent", "Way", "Walk",
    "Place", "Mews",
];
const SCHOOLS: [&str; 8] = [
    "Primary School",
    "Academy",
    "Infant School",
    "Junior School",
    "High School",
    "College",
    "Nursery",
    "Community School",
];
const HOSPITALS: [&str; 8] = [
    "General Hospital",
    "Royal Infirmary",
    "Hospital",
    "Community Hospital",
    "Medical Centre",
    "Health Centre",
    "Surgery",
    "Walk-in Centre",
];
const LETTERS: [&str; 20] =
    ["A", "B", "C", "D", "E", "F", "G", "H", "J", "K", "L", "M", "N", "P", "R", "S", "T", "W", "X", "Y"];

/// A number that looks like chance and hangs on `seed` alone.
fn mixed(seed: u64) -> u64 {
    let mut z = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(0x2545_f491_4f6c_dd1d);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// One part of each list, as the rank has it.
fn built(rank: usize, kind: u64, lists: &[&[&'static str]]) -> String {
    let mut state = mixed(rank as u64 ^ (kind << 40));
    let mut name = String::new();
    for list in lists {
        name.push_str(list.get((state % list.len().max(1) as u64) as usize).copied().unwrap_or_default());
        state = mixed(state);
    }
    name
}

/// A town, district or estate.
pub fn town(draw: &mut Draw) -> String {
    built(draw.flat_rank(1400, 12), 1, &[&STARTS, &MIDDLES, &TOWN_ENDS])
}

/// One of the few areas that hold reviews.
pub fn area(draw: &mut Draw) -> String {
    let name = built(draw.flat_rank(150, 10), 1, &[&STARTS, &MIDDLES, &TOWN_ENDS]);
    match draw.below(12) {
        0 => format!("{name} and {}", built(draw.rank(60), 2, &[&STARTS, &TOWN_ENDS])),
        1 => format!("North {name}"),
        2 => format!("{name}shire"),
        _ => name,
    }
}

/// A first name.
pub fn given(draw: &mut Draw) -> String {
    let name = built(draw.flat_rank(600, 12), 3, &[&GIVEN_STARTS, &GIVEN_ENDS]);
    if draw.chance(12) { format!("{name}-{}", draw.pick(&["Ann", "Rae", "Lou", "Jo", "Lee"])) } else { name }
}

/// First and family name of an author or chair.
pub fn full(draw: &mut Draw) -> String {
    format!("{} {}", given(draw), built(draw.flat_rank(1500, 12), 4, &[&STARTS, &MIDDLES, &FAMILY_ENDS]))
}

/// A street.
pub fn street(draw: &mut Draw) -> String {
    let name = built(draw.flat_rank(2000, 6), 5, &[&STARTS, &MIDDLES, &TOWN_ENDS]);
    format!("{name} {}", draw.common(&ROADS, 1))
}

/// A school, college or nursery.
pub fn school(draw: &mut Draw) -> String {
    let saint = if draw.chance(20) { "St " } else { "" };
    let lists: [&[&str]; 3] =
        if saint.is_empty() { [&STARTS, &MIDDLES, &TOWN_ENDS] } else { [&GIVEN_STARTS, &GIVEN_ENDS, &["'s"]] };
    format!("{saint}{} {}", built(draw.flat_rank(1400, 8), 6, &lists), draw.common(&SCHOOLS, 1))
}

/// A hospital or surgery.
pub fn hospital(draw: &mut Draw) -> String {
    let name = built(draw.flat_rank(900, 8), 7, &[&STARTS, &MIDDLES, &TOWN_ENDS]);
    format!("{name} {}", draw.common(&HOSPITALS, 1))
}

/// The number of a log, a crime or a file.
pub fn reference(draw: &mut Draw) -> String {
    let number = 100 + mixed(draw.flat_rank(900, 20) as u64) % 9900;
    match draw.below(4) {
        0 => format!("log {number}"),
        1 => format!("crime report {number}"),
        2 => format!("file {}{}{number}", draw.pick(&LETTERS), draw.pick(&LETTERS)),
        _ => format!("reference {}/{number}", draw.pick(&["CP", "SG", "MARF", "DASH", "PPN", "IMR", "S47"])),
    }
}

/// A letter and a number, as reviews name children.
pub fn letter_and_number(draw: &mut Draw) -> String {
    format!("{}{}", draw.pick(&LETTERS), draw.between(1, 98))
}

/// Two letters.
pub fn letters(draw: &mut Draw) -> (&'static str, &'static str) {
    (draw.pick(&LETTERS), draw.pick(&LETTERS))
}
