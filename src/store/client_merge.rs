//! Two records of one person become one (A8).
//!
//! The record with a Telegram chat stays, because what the person asks for there, `/mydata` and `/forget`, must find everything. All that belongs to the
//! other comes to it, and the other's row goes: nothing is left that an erasure could miss. Two chats are never joined: each is somebody's own
//! door to their data, and nobody but Telegram can say that both are the same person's.
//!
//! Since when somebody is known stays as it is too: the ledger of erasures counts against whoever was first seen before their erasure, and a
//! record that is younger must not become older by what comes to it.

use domain::fold::fold;
use domain::{BookingId, ClientName, Phone};

use crate::clients::Client;
use crate::column::millis;
use crate::error::{Result, must_be_one};
use crate::tx::Tx;

/// Why two records cannot become one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unmergeable {
    /// They are one already.
    Same,
    /// One of them had everything erased: what is left counts visits and must lead to nobody.
    Erased,
    /// Both have a chat of their own.
    TwoChats,
}

/// Two records that can become one, as they were seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merge {
    /// The one that stays.
    pub kept: Client,
    /// The one that goes.
    pub gone: Client,
    /// Whether the name of the one that goes is the better one.
    pub takes_name: bool,
    /// Whether the phone of the one that goes is the better one.
    pub takes_phone: bool,
}

impl Merge {
    /// Which of the two stays: the one with a chat, else the older. What it does not have it takes from the other.
    pub fn of(one: Client, other: Client) -> std::result::Result<Merge, Unmergeable> {
        if one.id == other.id {
            return Err(Unmergeable::Same);
        }
        if one.erased_at.is_some() || other.erased_at.is_some() {
            return Err(Unmergeable::Erased);
        }
        let (kept, gone) = match (one.chat, other.chat) {
            (Some(_), Some(_)) => return Err(Unmergeable::TwoChats),
            (Some(_), None) => (one, other),
            (None, Some(_)) => (other, one),
            (None, None) if one.id.get() < other.id.get() => (one, other),
            (None, None) => (other, one),
        };
        let (takes_name, takes_phone) = (kept.name.is_none(), kept.phone.is_none());
        Ok(Merge { kept, gone, takes_name, takes_phone })
    }

    /// The name that stays.
    pub fn name(&self) -> Option<&ClientName> {
        let chosen = if self.takes_name { &self.gone.name } else { &self.kept.name };
        chosen.as_ref().or(self.kept.name.as_ref()).or(self.gone.name.as_ref())
    }

    /// The phone that stays, and whether Telegram vouches for it.
    pub fn phone(&self) -> Option<(&Phone, bool)> {
        let of = |client: &'_ Client| client.phone_verified;
        let (kept, gone) = (self.kept.phone.as_ref(), self.gone.phone.as_ref());
        match (kept, gone) {
            (Some(one), Some(other)) if one == other => Some((one, of(&self.kept) || of(&self.gone))),
            (_, Some(phone)) if self.takes_phone => Some((phone, of(&self.gone))),
            (Some(phone), _) => Some((phone, of(&self.kept))),
            (None, Some(phone)) => Some((phone, of(&self.gone))),
            (None, None) => None,
        }
    }
}

impl Tx {
    /// Makes two records one: bookings with their reviews, what is waited for, notes, a ban. The consent is never inherited: it is what the person
    /// said in the chat that stays. Gives the bookings that came to the one that stays.
    ///
    /// # Errors
    /// [`Error::Changed`](crate::Error::Changed) when one of them is at another version by now: then nothing has happened.
    pub fn merge_clients(&self, merge: &Merge) -> Result<Vec<BookingId>> {
        self.all_or_nothing(|| {
            let (kept, gone) = (&merge.kept, &merge.gone);
            let bookings = self.bookings_of(gone.id)?;
            self.write(
                "UPDATE booking SET client_id = ?1 WHERE client_id = ?2",
                (kept.id.get(), gone.id.get()),
            )?;
            self.write(
                "UPDATE waitlist SET client_id = ?1 WHERE client_id = ?2",
                (kept.id.get(), gone.id.get()),
            )?;
            must_be_one(self.write(
                "DELETE FROM client WHERE id = ?1 AND version = ?2 AND chat IS NULL AND erased_at IS NULL",
                (gone.id.get(), gone.version),
            )?)?;
            self.write_merged(merge)?;
            Ok(bookings)
        })
    }

    fn write_merged(&self, merge: &Merge) -> Result<()> {
        let (kept, gone) = (&merge.kept, &merge.gone);
        let name = merge.name().map(ClientName::as_str);
        let phone = merge.phone();
        let note = both(kept.note.clone(), gone.note.clone());
        let ban = both(kept.ban_reason.clone(), gone.ban_reason.clone());
        let banned_at = [kept.banned_at, gone.banned_at].into_iter().flatten().min();
        must_be_one(self.write(
            "UPDATE client SET name = ?3, name_folded = ?4, phone = ?5, phone_verified = ?6, note = ?7, banned_at = ?8, ban_reason = ?9,
                source = coalesce(source, ?10), language = coalesce(language, ?11), version = version + 1
             WHERE id = ?1 AND version = ?2 AND erased_at IS NULL",
            (
                kept.id.get(),
                kept.version,
                name,
                name.map(fold),
                phone.map(|(phone, _)| phone.as_e164()),
                phone.is_some_and(|(_, verified)| verified),
                note.as_ref().map(domain::Note::as_str),
                banned_at.map(millis),
                ban.as_ref().map(domain::Note::as_str),
                gone.source.as_deref(),
                gone.language.as_deref(),
            ),
        )?)
    }

    /// The records without a chat that have this phone: made by the staff for who called or walked in. At most two are told apart.
    pub fn chatless_with_phone(&self, phone: &Phone) -> Result<Vec<Client>> {
        let sql = "SELECT id FROM client WHERE phone = ?1 AND chat IS NULL AND erased_at IS NULL ORDER BY id LIMIT 2";
        let ids = self.rows(sql, [phone.as_e164()], |row| Ok(row.get::<_, i64>(0)?.into()))?;
        ids.into_iter().filter_map(|id| self.client(id).transpose()).collect()
    }
}

fn both(one: Option<domain::Note>, other: Option<domain::Note>) -> Option<domain::Note> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.and(other)),
        (one, other) => one.or(other),
    }
}

#[cfg(test)]
#[path = "client_merge_tests.rs"]
mod tests;
