//! What owners set in chat (A13).

use domain::{ChatId, Instant, Overrides, Setting, Value};
use rusqlite::Row;

use crate::column::{instant, millis};
use crate::error::{Error, Result};
use crate::tx::Tx;

/// A setting that somebody has set in chat at some time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetInChat {
    /// What it is set to; none if it is as in the file again.
    pub value: Option<String>,
    /// How often it was changed.
    pub version: i64,
    /// Who changed it last.
    pub by: ChatId,
    /// When.
    pub at: Instant,
}

impl Tx {
    /// All that is set in chat.
    pub fn overrides(&self) -> Result<Overrides> {
        let stored: Vec<(String, String)> =
            self.rows("SELECT code, value FROM policy_override WHERE value IS NOT NULL", [], |row| {
                Ok((row.get("code")?, row.get("value")?))
            })?;
        Ok(Overrides::read(stored.iter().map(|(code, value)| (code.as_str(), value.as_str()))))
    }

    /// A setting as somebody has set it in chat; none if nobody ever has.
    pub fn set_in_chat(&self, setting: Setting) -> Result<Option<SetInChat>> {
        self.row("SELECT * FROM policy_override WHERE code = ?1", [setting.code()], set_in_chat)
    }

    /// Whether there is a service, offered or not: then there are prices in a currency.
    pub fn has_services(&self) -> Result<bool> {
        Ok(self.row("SELECT 1 FROM service LIMIT 1", [], |_| Ok(()))?.is_some())
    }

    /// Sets a setting, or makes it as in the file again. `seen` is the version that whoever changes it saw; 0 if nobody had set it.
    ///
    /// # Errors
    /// [`Error::Changed`] when somebody else was quicker.
    pub fn set_override(
        &self,
        setting: Setting,
        value: Option<&Value>,
        seen: i64,
        by: ChatId,
        now: Instant,
    ) -> Result<()> {
        let changed = self.write(
            "INSERT INTO policy_override (code, value, changed_by, changed_at) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (code) DO UPDATE SET value = excluded.value, version = version + 1,
                changed_by = excluded.changed_by, changed_at = excluded.changed_at WHERE version = ?5",
            (setting.code(), value.map(Value::to_string), by.get(), millis(now), seen),
        )?;
        if changed == 1 { Ok(()) } else { Err(Error::Changed) }
    }
}

fn set_in_chat(row: &Row<'_>) -> Result<SetInChat> {
    Ok(SetInChat {
        value: row.get("value")?,
        version: row.get("version")?,
        by: ChatId::from(row.get::<_, i64>("changed_by")?),
        at: instant(row, "changed_at")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Store;

    #[test]
    fn a_setting_is_set_by_who_saw_how_it_was_and_put_back_with_a_trace() {
        let folder = tempfile::tempdir().unwrap();
        let tx = Store::open(&folder.path().join("zapis.db")).unwrap().writer;
        let (setting, now) = (Setting::Step, Instant::UNIX_EPOCH);
        let value = setting.parse("15m").unwrap();
        let set =
            |value: Option<&Value>, seen, by: i64| tx.set_override(setting, value, seen, by.into(), now);
        assert_eq!(tx.set_in_chat(setting).unwrap(), None);
        set(Some(&value), 0, 1).unwrap();
        assert!(matches!(set(None, 0, 2), Err(Error::Changed)), "somebody was quicker");
        assert_eq!(tx.overrides().unwrap(), Overrides::default().with(setting, Some(value)));
        set(None, 1, 2).unwrap();
        assert_eq!(tx.overrides().unwrap(), Overrides::default());
        let found = tx.set_in_chat(setting).unwrap().unwrap();
        assert_eq!((found.value, found.version, found.by), (None, 2, ChatId::from(2)));
    }
}
