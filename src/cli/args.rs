//! The arguments of the command line.

use std::path::PathBuf;

use clap::Args;

use super::rows::RowArguments;

/// Arguments of `casebook list`.
#[derive(Debug, Args)]
pub struct ListArguments {
    #[command(flatten)]
    pub rows: RowArguments,

    /// Print one JSON object on each line
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `casebook check`.
#[derive(Debug, Args)]
pub struct CheckArguments {
    /// Files or folders; without any, the library in force
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,

    /// Print one JSON object on each line
    #[arg(long)]
    pub json: bool,

    /// Let warnings count as errors do
    #[arg(long)]
    pub strict: bool,
}

/// Arguments of `casebook explain`.
#[derive(Debug, Args)]
pub struct ExplainArguments {
    /// A code or a label, such as "disguised compliance"
    #[arg(value_name = "TERM", required = true)]
    pub term: Vec<String>,
}

/// Arguments of `casebook new`.
#[derive(Debug, Args)]
pub struct NewArguments {
    /// The id of the case, which becomes the name of its file: lower-case letters, digits and hyphens
    #[arg(value_name = "ID")]
    pub id: String,

    /// The folder to write in; without it, the present one
    #[arg(long = "in", value_name = "DIR")]
    pub folder: Option<PathBuf>,
}

/// Arguments of `casebook completions`.
#[derive(Debug, Args)]
pub struct CompletionsArguments {
    /// The shell that completes
    #[arg(value_name = "SHELL")]
    pub shell: clap_complete::Shell,
}

/// Arguments of `casebook config`.
#[derive(Debug, Args)]
pub struct ConfigArguments {
    /// Print the example file with every setting and its default
    #[arg(long)]
    pub example: bool,
}
