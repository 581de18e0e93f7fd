//! The copies of the database in their folder, by their names: `zapis-2026-11-21T03-00-00Z.db`, encrypted with `.age` behind it.

use std::io::ErrorKind;
use std::path::Path;

use chrono::NaiveDateTime;
use domain::Instant;

/// When the newest copy was made; none if there is none.
///
/// # Errors
/// The folder is there and cannot be read.
pub(super) fn newest(folder: &Path) -> std::io::Result<Option<Instant>> {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    let names = entries.flatten().filter_map(|entry| entry.file_name().into_string().ok());
    Ok(names.filter_map(|name| made_at(&name)).max())
}

fn made_at(name: &str) -> Option<Instant> {
    let name = name.strip_suffix(".age").unwrap_or(name);
    let time = name.strip_prefix("zapis-")?.strip_suffix("Z.db")?;
    NaiveDateTime::parse_from_str(time, "%Y-%m-%dT%H-%M-%S").ok().map(|at| at.and_utc())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_copy_is_found_and_what_is_none_is_passed_over() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(newest(&folder.path().join("none")).unwrap(), None);
        assert_eq!(newest(folder.path()).unwrap(), None);
        for name in [
            "zapis-2026-11-20T03-00-00Z.db",
            "zapis-2026-11-21T03-00-00Z.db.age",
            "zapis-2026-11-22T03-00-00Z.db.sha256",
            "zapis-2026-11-23T03-00-00Z.db.unfinished",
            "latest",
        ] {
            std::fs::write(folder.path().join(name), "").unwrap();
        }
        assert_eq!(newest(folder.path()).unwrap(), Some("2026-11-21T03:00:00Z".parse().unwrap()));
    }
}
