//! The settings of the workers.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::DateTime;

use super::audit::Audit;
use crate::app::Msg;
use crate::library::Request;
use crate::notebook::{Over, TakeAwayError};

/// Writes a text to a file, over what is there only as far as it is told.
pub type WriteFile = Arc<dyn Fn(&Path, &[u8], Over) -> Result<(), TakeAwayError> + Send + Sync>;

/// Takes the answers of the workers, on their threads.
pub type Tell = Arc<dyn Fn(Msg) + Send + Sync>;

/// The settings of the workers.
#[derive(Clone)]
pub struct Setup {
    /// The library that is open.
    pub request: Request,
    /// The folder of what the user keeps; without one, everything is kept for this session only.
    pub state_folder: Option<PathBuf>,
    /// True to go back to the place of the last session.
    pub resume: bool,
    /// The present time, by the system's clock and time zone.
    pub clock: fn() -> DateTime,
    /// The name of this machine, where the user sits at another.
    pub host: Option<String>,
    /// Writes an export.
    pub write: WriteFile,
    /// The audit of exports.
    pub audit: Arc<Audit>,
}
