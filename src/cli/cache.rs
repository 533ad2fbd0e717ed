//! The folders of cache files.

use crate::config::{SettingsInForce, cache_path};
use crate::library::cache::OF_SYSTEM;
use crate::library::{CacheFolders, CacheMode};
use crate::search::stored_index;

/// The folders in which cache files are looked for. A restricted session writes nothing but its state, so it only reads them.
pub(super) fn cache_folders(resolved: &SettingsInForce) -> Option<CacheFolders> {
    (resolved.settings.library.cache == CacheMode::Auto).then(|| CacheFolders {
        system: OF_SYSTEM.into(),
        user: cache_path(),
        writes: !resolved.restriction.is_on(),
        index: Some(stored_index),
    })
}
