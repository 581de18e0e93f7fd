//! Admins, their PINs and sessions, and the claim of the first owner (A1).

use domain::{ChatId, Instant, PinTries, Role, SpecialistId, StaffName};
use rusqlite::Row;

use crate::column::{code, instant, instant_or_none, millis, parsed};
use crate::error::Result;
use crate::tx::Tx;

/// By what somebody is an admin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The configuration named them; they are one for as long as it does.
    Config,
    /// They opened a claim link.
    Claim,
    /// An owner invited them.
    Invitation,
}

impl Origin {
    /// The stable code of the database.
    pub fn code(self) -> &'static str {
        match self {
            Origin::Config => "config",
            Origin::Claim => "claim",
            Origin::Invitation => "invitation",
        }
    }

    fn from_code(code: &str) -> Option<Origin> {
        [Origin::Config, Origin::Claim, Origin::Invitation].into_iter().find(|origin| origin.code() == code)
    }
}

/// An admin as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Admin {
    /// Their private chat with the admin bot.
    pub chat: ChatId,
    /// What they may do.
    pub role: Role,
    /// Whom a specialist is among those who can be booked: their bookings are the only ones they see.
    pub specialist: Option<SpecialistId>,
    /// By what they may.
    pub origin: Origin,
    /// The language they switched to; none follows Telegram's.
    pub language: Option<String>,
    /// The stretched PIN; none before the first entry.
    pub pin_hash: Option<String>,
    /// Tries of the PIN.
    pub tries: PinTries,
    /// When the session began; none while it is locked.
    pub unlocked_at: Option<Instant>,
    /// When the session was last used.
    pub last_seen: Option<Instant>,
    /// What colleagues call them, if anybody has said so.
    pub name: Option<StaffName>,
    /// When they were last there, in a session that may have ended since.
    pub seen_at: Option<Instant>,
    /// Who last changed their role, their name or their access.
    pub changed_by: Option<ChatId>,
    /// Grows with each such change.
    pub version: i64,
}

/// A link that makes whoever opens it an owner, once. Only its hash is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// SHA-256 of the token, in lower-case hexadecimal.
    pub hash: String,
    /// When it was made.
    pub created_at: Instant,
    /// Whether somebody with a shell on the machine asked for it: then it works beside an owner too.
    pub by_operator: bool,
}

impl Tx {
    /// An admin by chat. Whose access was taken is none.
    pub fn admin(&self, chat: ChatId) -> Result<Option<Admin>> {
        self.row("SELECT * FROM admin WHERE chat = ?1 AND revoked_at IS NULL", [chat.get()], admin)
    }

    /// All admins, but for those whose access was taken.
    pub fn admins(&self) -> Result<Vec<Admin>> {
        self.rows("SELECT * FROM admin WHERE revoked_at IS NULL ORDER BY chat", [], admin)
    }

    /// Whether anybody is owner, apart from those whom the configuration names.
    pub fn has_owner(&self) -> Result<bool> {
        let sql =
            "SELECT 1 FROM admin WHERE role = 'owner' AND origin <> 'config' AND revoked_at IS NULL LIMIT 1";
        Ok(self.row(sql, [], |_| Ok(()))?.is_some())
    }

    /// Makes somebody an admin; who is one already keeps PIN and session.
    pub fn put_admin(&self, chat: ChatId, role: Role, origin: Origin, now: Instant) -> Result<()> {
        self.write(
            "INSERT INTO admin (chat, role, origin, created_at) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (chat) DO UPDATE SET role = excluded.role, origin = excluded.origin, revoked_at = NULL,
                version = version + 1",
            (chat.get(), role.code(), origin.code(), millis(now)),
        )?;
        Ok(())
    }

    /// Keeps a new PIN. Every open session ends.
    pub fn set_pin(&self, chat: ChatId, hash: &str) -> Result<()> {
        self.write(
            "UPDATE admin SET pin_hash = ?2, unlocked_at = NULL, last_seen = NULL WHERE chat = ?1",
            (chat.get(), hash),
        )?;
        Ok(())
    }

    /// Keeps the same PIN under a better hash; the session stays.
    pub fn renew_pin_hash(&self, chat: ChatId, hash: &str) -> Result<()> {
        self.write("UPDATE admin SET pin_hash = ?2 WHERE chat = ?1", (chat.get(), hash))?;
        Ok(())
    }

    /// Keeps the count of tries.
    pub fn set_pin_tries(&self, chat: ChatId, tries: &PinTries) -> Result<()> {
        let text = serde_json::to_string(tries).unwrap_or_else(|_| "{}".to_owned());
        self.write("UPDATE admin SET pin_tries = ?2 WHERE chat = ?1", (chat.get(), text))?;
        Ok(())
    }

    /// Opens a session.
    pub fn unlock(&self, chat: ChatId, now: Instant) -> Result<()> {
        self.write(
            "UPDATE admin SET unlocked_at = ?2, last_seen = ?2, seen_at = ?2 WHERE chat = ?1",
            (chat.get(), millis(now)),
        )?;
        Ok(())
    }

    /// Notes that a session was used.
    pub fn touch_session(&self, chat: ChatId, now: Instant) -> Result<()> {
        self.write(
            "UPDATE admin SET last_seen = ?2, seen_at = ?2 WHERE chat = ?1",
            (chat.get(), millis(now)),
        )?;
        Ok(())
    }

    /// Ends a session.
    pub fn lock_session(&self, chat: ChatId) -> Result<()> {
        self.write("UPDATE admin SET unlocked_at = NULL, last_seen = NULL WHERE chat = ?1", [chat.get()])?;
        Ok(())
    }

    /// Keeps the language an admin switched to.
    pub fn set_admin_language(&self, chat: ChatId, language: &str) -> Result<()> {
        self.write("UPDATE admin SET language = ?2 WHERE chat = ?1", (chat.get(), language))?;
        Ok(())
    }

    /// Keeps a new claim link; an earlier link is void.
    pub fn set_claim(&self, claim: &Claim) -> Result<()> {
        self.write(
            "INSERT INTO claim (id, hash, created_at, by_operator) VALUES (1, ?1, ?2, ?3)
             ON CONFLICT (id) DO UPDATE SET hash = excluded.hash, created_at = excluded.created_at,
                by_operator = excluded.by_operator",
            (&claim.hash, millis(claim.created_at), claim.by_operator),
        )?;
        Ok(())
    }

    /// The claim link that nobody has used yet.
    pub fn claim(&self) -> Result<Option<Claim>> {
        self.row("SELECT * FROM claim WHERE id = 1", [], |row| {
            Ok(Claim {
                hash: row.get("hash")?,
                created_at: instant(row, "created_at")?,
                by_operator: row.get("by_operator")?,
            })
        })
    }

    /// Uses the claim link up.
    pub fn drop_claim(&self) -> Result<()> {
        self.write("DELETE FROM claim WHERE id = 1", [])?;
        Ok(())
    }
}

fn admin(row: &Row<'_>) -> Result<Admin> {
    Ok(Admin {
        chat: ChatId::from(row.get::<_, i64>("chat")?),
        role: code(row, "role", Role::from_code)?,
        specialist: row.get::<_, Option<i64>>("specialist_id")?.map(SpecialistId::from),
        origin: code(row, "origin", Origin::from_code)?,
        language: row.get("language")?,
        pin_hash: row.get("pin_hash")?,
        tries: code(row, "pin_tries", |text| serde_json::from_str(text).ok())?,
        unlocked_at: instant_or_none(row, "unlocked_at")?,
        last_seen: instant_or_none(row, "last_seen")?,
        name: parsed(row, "name", |text| StaffName::parse(text).ok())?,
        seen_at: instant_or_none(row, "seen_at")?,
        changed_by: row.get::<_, Option<i64>>("changed_by")?.map(ChatId::from),
        version: row.get("version")?,
    })
}
