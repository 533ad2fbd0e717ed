//! Maps that ship: tables that many people have, in the forms in which they have them.

use super::header::{Headed, find};
use super::map::Map;
use super::place::Where;
use super::table::InputTable;
use super::template::Around;
use crate::case::Profile;

/// A map that ships, by its name on the command line.
#[derive(Debug)]
pub struct Preset {
    /// Its name.
    pub name: &'static str,
    /// The tables that it is for.
    pub about: &'static str,
    /// The maps: one for each form of the table.
    pub maps: &'static [&'static str],
}

/// Brings our own exports back: it has no map, since they say of each cell what it is.
pub const CASEBOOK: &str = "casebook";

/// Every preset.
pub static PRESETS: [Preset; 4] = [
    Preset {
        name: "action-plan",
        about: "an action plan: reference, recommendation, agency, lead, due date, status, RAG, evidence",
        maps: &[include_str!("presets/action-plan.toml")],
    },
    Preset {
        name: CASEBOOK,
        about: "what `casebook export` and `casebook tracker --for-editing` wrote, edited elsewhere",
        maps: &[],
    },
    Preset {
        name: "pfd",
        about: "coroners' reports to prevent future deaths: the PFD Toolkit's CSV and the Preventable Deaths Tracker's",
        maps: &[include_str!("presets/pfd-toolkit.toml"), include_str!("presets/pfd-tracker.toml")],
    },
    Preset {
        name: "recommendations",
        about: "a list of recommendations: number, text, addressee, status",
        maps: &[include_str!("presets/recommendations.toml")],
    },
];

impl Preset {
    /// The preset of a name.
    pub fn named(name: &str) -> Option<&'static Self> {
        PRESETS.iter().find(|preset| preset.name == name)
    }

    /// The map among its forms whose columns most of a file's tables have.
    pub fn map_for(
        &self,
        tables: &[InputTable],
        place: &Where,
        profile: &'static Profile,
    ) -> Option<Result<Map, String>> {
        let fit = |text: &str| -> usize {
            let Ok(map) = Map::read(self.name, text) else { return 0 };
            let found = find(tables.to_vec(), place.sheet.as_deref(), place.header, &map.columns());
            found.map_or(0, |headed| share(&map, &headed))
        };
        // The first of several that fit as well is the usual one.
        let best = self.maps.iter().rev().max_by_key(|text| fit(text))?;
        Some(Map::read_under(self.name, best, profile))
    }
}

/// The share of what a map wants that a table has, in percent.
pub fn share(map: &Map, headed: &Headed) -> usize {
    let around: Around = headed.around("");
    let mut wanted = map.columns();
    wanted.sort_unstable();
    wanted.dedup();
    wanted.retain(|choice| !choice.is_empty());
    let has = wanted.iter().filter(|choice| choice.iter().any(|name| around.column(name).is_some())).count();
    has * 100 / wanted.len().max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_map_that_ships_can_be_read() {
        for preset in &PRESETS {
            for text in preset.maps {
                let map = Map::read(preset.name, text);
                assert!(map.is_ok(), "{}", map.unwrap_err());
            }
        }
    }
}
