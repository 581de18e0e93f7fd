//! Who works here: invitations, roles, and access that is taken.

use domain::{ChatId, Instant, InvitationId, Role, SpecialistId, StaffName};
use rusqlite::Row;

use crate::admins::Origin;
use crate::column::{code, instant, millis, parsed};
use crate::error::{Error, Result};
use crate::tx::Tx;

/// What a colleague is to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// What they may do.
    pub role: Role,
    /// Whom a specialist is among those who can be booked.
    pub specialist: Option<SpecialistId>,
}

/// A link for a colleague that nobody has used yet. Only its hash is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    /// Its number.
    pub id: InvitationId,
    /// What they are to be.
    pub place: Place,
    /// What their colleagues will call them.
    pub name: StaffName,
    /// Who invited them.
    pub by: ChatId,
    /// When.
    pub created_at: Instant,
}

impl Tx {
    /// Keeps an invitation under the SHA-256 of its token, in lower-case hexadecimal.
    pub fn invite(
        &self,
        hash: &str,
        place: &Place,
        name: &StaffName,
        by: ChatId,
        now: Instant,
    ) -> Result<InvitationId> {
        self.write(
            "INSERT INTO invitation (hash, role, specialist_id, name, invited_by, created_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            (
                hash,
                place.role.code(),
                place.specialist.map(SpecialistId::get),
                name.as_str(),
                by.get(),
                millis(now),
            ),
        )?;
        Ok(self.last_id().into())
    }

    /// All invitations that nobody has used, newest first. Some may be too old by now.
    pub fn invitations(&self) -> Result<Vec<Invitation>> {
        self.rows("SELECT * FROM invitation ORDER BY id DESC", [], invitation)
    }

    /// The invitation of that number.
    pub fn invitation(&self, id: InvitationId) -> Result<Option<Invitation>> {
        self.row("SELECT * FROM invitation WHERE id = ?1", [id.get()], invitation)
    }

    /// The invitation whose token has that hash.
    pub fn invitation_of(&self, hash: &str) -> Result<Option<Invitation>> {
        self.row("SELECT * FROM invitation WHERE hash = ?1", [hash], invitation)
    }

    /// Takes an invitation back, or uses it up. False if it was gone already.
    pub fn drop_invitation(&self, id: InvitationId) -> Result<bool> {
        Ok(self.write("DELETE FROM invitation WHERE id = ?1", [id.get()])? == 1)
    }

    /// Takes back whatever links somebody has made. How many there were.
    pub fn drop_invitations_by(&self, by: ChatId) -> Result<usize> {
        self.write("DELETE FROM invitation WHERE invited_by = ?1", [by.get()])
    }

    /// Forgets invitations made before an instant, and those that a clock which jumped back has left in the future.
    pub fn drop_invitations_outside(&self, from: Instant, to: Instant) -> Result<()> {
        let sql = "DELETE FROM invitation WHERE created_at < ?1 OR created_at > ?2";
        self.write(sql, (millis(from), millis(to)))?;
        Ok(())
    }

    /// Makes somebody who is no admin one. Whatever PIN and session they had before are void; the tries of a PIN still count.
    pub fn employ(&self, chat: ChatId, invited: &Invitation, now: Instant) -> Result<()> {
        self.write(
            "INSERT INTO admin (chat, role, specialist_id, origin, name, changed_by, created_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
             ON CONFLICT (chat) DO UPDATE SET role = excluded.role, specialist_id = excluded.specialist_id,
                origin = excluded.origin, name = excluded.name, changed_by = excluded.changed_by,
                created_at = excluded.created_at, revoked_at = NULL, pin_hash = NULL, unlocked_at = NULL,
                last_seen = NULL, seen_at = NULL, version = version + 1",
            (
                chat.get(),
                invited.place.role.code(),
                invited.place.specialist.map(SpecialistId::get),
                Origin::Invitation.code(),
                invited.name.as_str(),
                invited.by.get(),
                millis(now),
            ),
        )?;
        Ok(())
    }

    /// Gives somebody another role.
    ///
    /// # Errors
    /// [`Error::Changed`] when they are at another version by now: nothing is overwritten.
    pub fn set_place(&self, chat: ChatId, version: i64, place: &Place, by: ChatId) -> Result<()> {
        must_be_one(self.write(
            "UPDATE admin SET role = ?3, specialist_id = ?4, changed_by = ?5, version = version + 1
             WHERE chat = ?1 AND version = ?2 AND revoked_at IS NULL",
            (chat.get(), version, place.role.code(), place.specialist.map(SpecialistId::get), by.get()),
        )?)
    }

    /// Says what colleagues call somebody.
    ///
    /// # Errors
    /// [`Error::Changed`] when they are at another version by now: nothing is overwritten.
    pub fn set_staff_name(&self, chat: ChatId, version: i64, name: &StaffName, by: ChatId) -> Result<()> {
        must_be_one(self.write(
            "UPDATE admin SET name = ?3, changed_by = ?4, version = version + 1
             WHERE chat = ?1 AND version = ?2 AND revoked_at IS NULL",
            (chat.get(), version, name.as_str(), by.get()),
        )?)
    }

    /// Takes somebody's access: the session ends and the PIN is void. The name stays for what they did.
    ///
    /// # Errors
    /// [`Error::Changed`] when they are at another version by now, or gone already.
    pub fn revoke(&self, chat: ChatId, version: i64, by: ChatId, now: Instant) -> Result<()> {
        must_be_one(self.write(
            "UPDATE admin SET revoked_at = ?3, changed_by = ?4, pin_hash = NULL, unlocked_at = NULL, last_seen = NULL,
                version = version + 1
             WHERE chat = ?1 AND version = ?2 AND revoked_at IS NULL",
            (chat.get(), version, millis(now), by.get()),
        )?)
    }

    /// What colleagues call somebody who is an admin, or was one.
    pub fn staff_name(&self, chat: ChatId) -> Result<Option<StaffName>> {
        let name = |row: &Row<'_>| parsed(row, "name", |text| StaffName::parse(text).ok());
        Ok(self.row("SELECT name FROM admin WHERE chat = ?1", [chat.get()], name)?.flatten())
    }
}

fn must_be_one(changed: usize) -> Result<()> {
    if changed == 1 { Ok(()) } else { Err(Error::Changed) }
}

fn invitation(row: &Row<'_>) -> Result<Invitation> {
    let name: String = row.get("name")?;
    Ok(Invitation {
        id: row.get::<_, i64>("id")?.into(),
        place: Place {
            role: code(row, "role", Role::from_code)?,
            specialist: row.get::<_, Option<i64>>("specialist_id")?.map(SpecialistId::from),
        },
        name: StaffName::parse(&name).map_err(|_| Error::Unreadable { column: "name" })?,
        by: row.get::<_, i64>("invited_by")?.into(),
        created_at: instant(row, "created_at")?,
    })
}
