//! Writes an invented library into a folder: `cargo run --release --example generate -- --cases 2000 --seed 1 DIR`.

#[path = "mod.rs"]
mod generator;

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;

use generator::Generator;

/// Files in one folder.
const FOLDER: usize = 100;

/// Write a library of invented cases, for measurements.
#[derive(Debug, Parser)]
#[command(name = "generate")]
struct Arguments {
    /// How many cases
    #[arg(long, value_name = "N", default_value_t = 2000)]
    cases: usize,

    /// The same seed gives the same library
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,

    /// The folder; made where it is not there, and empty where it is
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

/// What went wrong, with the path that it concerns.
#[derive(Debug, thiserror::Error)]
enum GenerateError {
    #[error("{} is not empty: name an empty folder, or one that is not there yet", .0.display())]
    NotEmpty(PathBuf),
    #[error("{}: {error}", path.display())]
    Path { path: PathBuf, error: io::Error },
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match generate(&arguments) {
        Ok(bytes) => {
            let cases = arguments.cases;
            let folder = arguments.folder.display();
            // Nobody is left to tell where standard error is closed.
            let _ = writeln!(io::stderr(), "{cases} cases, {} kB, in {folder}", bytes / 1000);
            ExitCode::SUCCESS
        }
        Err(error) => {
            let _ = writeln!(io::stderr(), "error: {error}");
            ExitCode::from(2)
        }
    }
}

/// Writes the library; returns its size in bytes.
fn generate(arguments: &Arguments) -> Result<usize, GenerateError> {
    let root = &arguments.folder;
    at(root, |root| fs::create_dir_all(root))?;
    if at(root, |root| fs::read_dir(root))?.next().is_some() {
        return Err(GenerateError::NotEmpty(root.clone()));
    }
    let generator = Generator::new(arguments.seed);
    let mut bytes = 0;
    for index in 0..arguments.cases {
        let folder = root.join(format!("{:03}", index / FOLDER));
        if index % FOLDER == 0 {
            at(&folder, |folder| fs::create_dir(folder))?;
        }
        let text = generator.case(index);
        bytes += text.len();
        at(&folder.join(format!("{}.toml", Generator::id(index))), |path| fs::write(path, &text))?;
    }
    Ok(bytes)
}

/// Does something with a path, and names the path if that fails.
fn at<T>(path: &Path, work: impl FnOnce(&Path) -> io::Result<T>) -> Result<T, GenerateError> {
    work(path).map_err(|error| GenerateError::Path { path: path.to_owned(), error })
}
