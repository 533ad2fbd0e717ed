//! Commands and options that a restricted session may not ask for: each is not in the help nor in the completions, and says so
//! when it is asked for.

use std::path::PathBuf;

use clap::Command;

use crate::config::{Environment, Feature, Restriction, SettingsLayer};

/// Subcommands that belong to a feature.
const SUBCOMMANDS: [(&str, Feature); 7] = [
    ("mark", Feature::Marks),
    ("marks", Feature::Marks),
    ("snapshot", Feature::Marks),
    ("export", Feature::Export),
    ("index", Feature::Export),
    ("new", Feature::Edit),
    ("import", Feature::Edit),
];
/// Options that belong to one.
const OPTIONS: [(&str, Feature); 4] =
    [("cases", Feature::Cases), ("bundled", Feature::Cases), ("config", Feature::Config), ("log", Feature::Export)];

/// Why this subcommand may not be asked for, where it may not.
pub fn refuses(name: Option<&str>, restriction: &Restriction) -> Option<String> {
    let name = name?;
    let (_, feature) = SUBCOMMANDS.into_iter().find(|(known, _)| *known == name)?;
    restriction.refuses(feature, &format!("casebook {name}"))
}

/// The file of the log, and what is to be said of it: who restricts the session may name one, nobody below.
///
/// # Errors
/// The refusal of one that the command line names.
pub fn log(
    named: Option<PathBuf>,
    environment: &Environment,
    restriction: &Restriction,
) -> Result<(Option<PathBuf>, Option<String>), String> {
    let may = |layer| restriction.lets(&layer, Feature::Export);
    if named.is_some() {
        return match restriction.refuses(Feature::Export, "--log") {
            Some(refused) if !may(SettingsLayer::CommandLine("--log")) => Err(refused),
            _ => Ok((named, None)),
        };
    }
    let named = environment.log.clone().map(PathBuf::from);
    Ok(match restriction.refuses(Feature::Export, "The variable CASEBOOK_LOG") {
        Some(refused) if named.is_some() && !may(SettingsLayer::Environment("CASEBOOK_LOG")) => (None, Some(refused)),
        _ => (named, None),
    })
}

/// The command line without the subcommands and options that are off: for its help and its completions.
pub fn without(command: &Command, restriction: &Restriction, names_stay_hidden: bool) -> Command {
    let off = |table: &[(&str, Feature)], name: &str| {
        table.iter().any(|(known, feature)| *known == name && !restriction.allows(*feature))
    };
    let mut left = command.clone();
    for name in command.get_arguments().map(|argument| argument.get_id().to_string()) {
        if off(&OPTIONS, &name) || (names_stay_hidden && name == "no_private") {
            left = left.mut_arg(name, |argument| argument.hide(true));
        }
    }
    for name in command.get_subcommands().map(|sub| sub.get_name().to_owned()) {
        if off(&SUBCOMMANDS, &name) {
            left = left.mut_subcommand(name, |sub| sub.hide(true));
        }
    }
    left
}

/// The same, made anew of what is not hidden: completions name what is hidden too.
pub fn only_shown(command: &Command) -> Command {
    let mut shown = Command::new("casebook");
    if let Some(about) = command.get_about() {
        shown = shown.about(about.clone());
    }
    shown
        .args(command.get_arguments().filter(|argument| !argument.is_hide_set()).cloned())
        .subcommands(command.get_subcommands().filter(|sub| !sub.is_hide_set()).cloned())
}
