//! The machine that the program runs on, as a user at another one needs to know it.

use std::env;

/// The name of this machine where the user has come by SSH; what is written is written here, and not where the user sits.
pub fn remote_host() -> Option<String> {
    let by_ssh =
        ["SSH_CONNECTION", "SSH_TTY"].iter().any(|name| env::var_os(name).is_some_and(|value| !value.is_empty()));
    let name = rustix::system::uname().nodename().to_string_lossy().into_owned();
    Some(name).filter(|name| by_ssh && !name.is_empty())
}
