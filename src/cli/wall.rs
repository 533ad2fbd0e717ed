//! The second wall of a restricted session: the kernel refuses what the program itself would not do.

use std::fmt;
#[cfg(target_os = "linux")]
use std::fs::DirBuilder;
#[cfg(target_os = "linux")]
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

#[cfg(target_os = "linux")]
use landlock::{
    ABI, Access, AccessFs, AccessNet, CompatLevel, Compatible, Ruleset, RulesetAttr, RulesetCreatedAttr, RulesetError,
    RulesetStatus, path_beneath_rules,
};

#[cfg(target_os = "linux")]
use super::cache::cache_folders;
use crate::config::{Feature, SettingsInForce, state_path};
use crate::library::Place;

/// The answer of the kernel to the wall.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wall {
    /// Nobody asked for one.
    NotAsked,
    /// The session may start programs, which would stand behind it too.
    NotWithPrograms,
    /// This kernel has none.
    Missing,
    /// It refuses all that is known to it, which is less than newer kernels know.
    Partly,
    /// It refuses everything.
    Raised,
}

impl fmt::Display for Wall {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotAsked => "landlock: not asked for, since the session is not restricted",
            Self::NotWithPrograms => "landlock: not used, since the session may start other programs",
            Self::Missing => "landlock: this kernel has none; the session is restricted by the program alone",
            Self::Partly => "landlock: in force, as far as this kernel has it",
            Self::Raised => "landlock: in force",
        })
    }
}

/// The folders of time zones and of the properties of terminals, and of this process.
#[cfg(target_os = "linux")]
const OF_THE_SYSTEM: [&str; 8] = [
    "/etc/localtime",
    "/usr/share/zoneinfo",
    "/etc/terminfo",
    "/lib/terminfo",
    "/usr/share/terminfo",
    "/proc/self",
    "/dev/null",
    "/dev/tty",
];

/// Raises the wall around a restricted session: from now on it reads the libraries, writes in its state folder, and runs
/// nothing. Before any thread is started, since it holds for this thread and those that it starts.
pub fn raise(resolved: &SettingsInForce) -> Wall {
    let restriction = &resolved.restriction;
    if !restriction.is_on() {
        return Wall::NotAsked;
    }
    if Feature::ALL.into_iter().any(|feature| feature.starts_programs() && restriction.allows(feature)) {
        return Wall::NotWithPrograms;
    }
    let wall = around(resolved);
    tracing::info!(%wall, "the session is restricted");
    wall
}

#[cfg(not(target_os = "linux"))]
fn around(_: &SettingsInForce) -> Wall {
    Wall::Missing
}

#[cfg(target_os = "linux")]
fn around(resolved: &SettingsInForce) -> Wall {
    let anywhere = || vec![PathBuf::from("/")];
    let allows = |feature| resolved.restriction.allows(feature);
    let mut read = if allows(Feature::Cases) { anywhere() } else { libraries(&resolved.places) };
    read.extend(OF_THE_SYSTEM.map(PathBuf::from));
    // Cache files are read, and never written.
    read.extend(
        cache_folders(resolved).into_iter().flat_map(|folders| folders.user.into_iter().chain([folders.system])),
    );
    let mut write = if allows(Feature::Export) { anywhere() } else { Vec::new() };
    if let Some(folder) = state_path() {
        // A path that is not there cannot be named to the kernel.
        let _ = DirBuilder::new().recursive(true).mode(0o700).create(&folder);
        write.push(folder);
    }
    match restrict(&read, &write) {
        Ok(RulesetStatus::FullyEnforced) => Wall::Raised,
        Ok(RulesetStatus::PartiallyEnforced) => Wall::Partly,
        Ok(RulesetStatus::NotEnforced) | Err(_) => Wall::Missing,
    }
}

#[cfg(target_os = "linux")]
fn restrict(read: &[PathBuf], write: &[PathBuf]) -> Result<RulesetStatus, RulesetError> {
    let abi = ABI::V5;
    let reads = AccessFs::ReadFile | AccessFs::ReadDir;
    let ruleset = Ruleset::default()
        .set_compatibility(CompatLevel::BestEffort)
        .handle_access(AccessFs::from_all(abi))?
        .handle_access(AccessNet::from_all(abi))?
        .create()?
        .add_rules(path_beneath_rules(read, reads))?
        .add_rules(path_beneath_rules(write, AccessFs::from_all(abi) & !AccessFs::Execute))?;
    Ok(ruleset.restrict_self()?.ruleset)
}

/// The folders that hold the libraries. A library is replaced by a link or a rename in the folder that it stands in, and
/// what comes in its place is read as well.
#[cfg(target_os = "linux")]
fn libraries(places: &[Place]) -> Vec<PathBuf> {
    let mut folders = Vec::new();
    for place in places {
        let (Place::Folder(path) | Place::File(path)) = place else { continue };
        let path = std::path::absolute(path).unwrap_or_else(|_| path.clone());
        let real = path.canonicalize().unwrap_or_else(|_| path.clone());
        for path in [path, real] {
            folders.extend(path.parent().filter(|parent| *parent != Path::new("/")).map(Path::to_owned));
            folders.push(path);
        }
    }
    folders
}
