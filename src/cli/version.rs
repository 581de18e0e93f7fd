//! `zapis --version`: what this is built of, for whoever is asked for it when something is wrong.

use std::sync::LazyLock;

/// The version alone.
pub(super) const SHORT: &str = env!("CARGO_PKG_VERSION");

/// The commit, as far as it is known; only a build for use knows it.
pub(crate) const COMMIT: Option<&str> = option_env!("ZAPIS_BUILT_OF");

/// Version, commit, SQLite and machine, a line each.
pub(super) static LONG: LazyLock<String> = LazyLock::new(|| {
    format!(
        "{SHORT}\ncommit: {}\nSQLite: {}\ntarget: {}",
        COMMIT.unwrap_or("not known"),
        store::sqlite_version(),
        env!("ZAPIS_BUILT_FOR")
    )
});
