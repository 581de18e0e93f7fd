//! A client's data are erased; what is left counts visits, and tells nobody whose (C12).
//!
//! Bookings stay with their times, services and prices, reviews with their stars. Everything that names the client, or that they wrote, goes, and
//! so does all that is on its way to their chat. The log of the database holds what was before until it is written back, so it is emptied
//! after the commit.

use domain::{BookingId, ChatId, ClientId, Instant};

use crate::clients::Client;
use crate::column::{instant, millis};
use crate::error::Result;
use crate::open::{Readers, Store};
use crate::outbox::{Haste, Lane};
use crate::tx::Tx;

/// What the engine cannot read it drops instead of sending it.
const UNREADABLE: &str = "{}";

/// So many cards are closed at once.
const CLOSED: usize = 100;

/// A client and when they were first seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FirstSeen {
    /// Who.
    pub client: ClientId,
    /// Their chat.
    pub chat: ChatId,
    /// Since when there is something about them.
    pub at: Instant,
}

impl Tx {
    /// Erases all that names a client or that they wrote, and all that waits for their chat with `bot`; what still has buttons there says
    /// `former` instead, in this `haste`. Bookings still to come are called off before. Whoever shows a booking of theirs shows it anew.
    pub fn erase_client(&self, client: &Client, bot: &str, former: &str, haste: Haste) -> Result<()> {
        let id = client.id.get();
        self.write("UPDATE booking SET comment = NULL, reason = NULL WHERE client_id = ?1", [id])?;
        self.write("DELETE FROM consent WHERE client_id = ?1", [id])?;
        self.erase_reviews_of(client.id)?;
        self.erase_waitlist_of(client.id)?;
        self.write(
            "DELETE FROM attendance WHERE booking_id IN (SELECT id FROM booking WHERE client_id = ?1)",
            [id],
        )?;
        self.write(
            "DELETE FROM calendar_file WHERE booking_id IN (SELECT id FROM booking WHERE client_id = ?1)",
            [id],
        )?;
        self.write(
            "DELETE FROM proposal WHERE booking_id IN (SELECT id FROM booking WHERE client_id = ?1)",
            [id],
        )?;
        if let Some(chat) = client.chat {
            self.erase_chat(Lane { bot, chat }, former, haste)?;
        }
        self.forget_withheld_cards()?;
        self.write(
            "UPDATE client SET chat = NULL, name = NULL, name_folded = NULL, phone = NULL, phone_verified = 0, language = NULL,
                source = NULL, note = NULL, banned_at = NULL, ban_reason = NULL, reachable = 0, consent = NULL, consent_at = NULL, seen_at = NULL, erased_at = ?2, version = version + 1 WHERE id = ?1",
            (id, millis(haste.now)),
        )?;
        self.empty_log_after_commit();
        Ok(())
    }

    /// All that waits for a chat or remembers what was said there. Two things stay, which lead to no booking: how far the dialogue has counted,
    /// so that no button of before comes to life again, and in which message it stands.
    fn erase_chat(&self, lane: Lane<'_>, former: &str, haste: Haste) -> Result<()> {
        let chat = lane.chat.get();
        self.write(
            "DELETE FROM outbox WHERE bot = ?1 AND chat = ?2 AND (kind IN ('show', 'say') OR former IS NOT NULL)",
            (lane.bot, chat),
        )?;
        self.close_cards(lane, former, haste)?;
        self.write("DELETE FROM card WHERE bot = ?1 AND chat = ?2 AND key <> 'dialogue'", (lane.bot, chat))?;
        self.write("UPDATE dialogue SET state = NULL WHERE bot = ?1 AND chat = ?2", (lane.bot, chat))?;
        self.write("DELETE FROM job WHERE bot = ?1 AND chat = ?2", (lane.bot, chat))?;
        self.forget_withheld(lane)?;
        self.release_all_holds(lane.chat)
    }

    /// The newest cards say something else, without buttons. Older ones lose their buttons when they are pressed.
    fn close_cards(&self, lane: Lane<'_>, former: &str, haste: Haste) -> Result<()> {
        let mut messages: Vec<i64> = self.rows(
            "SELECT message_id FROM card
             WHERE bot = ?1 AND chat = ?2 AND key <> 'dialogue' AND buttons = 1 AND message_id IS NOT NULL",
            (lane.bot, lane.chat.get()),
            |row| Ok(row.get(0)?),
        )?;
        messages.sort_unstable_by(|one, other| other.cmp(one));
        messages
            .into_iter()
            .take(CLOSED)
            .try_for_each(|message| self.put_former(lane, message, former, haste))
    }

    /// All bookings of a client.
    pub fn bookings_of(&self, client: ClientId) -> Result<Vec<BookingId>> {
        let sql = "SELECT id FROM booking WHERE client_id = ?1";
        self.rows(sql, [client.get()], |row| Ok(row.get::<_, i64>(0)?.into()))
    }

    /// The bookings of a client that an admin of `bot` has before them, on the card of the booking or of its review.
    pub fn bookings_shown(&self, client: ClientId, bot: &str) -> Result<Vec<BookingId>> {
        self.rows(
            "SELECT id FROM booking WHERE client_id = ?1 AND EXISTS (
                SELECT 1 FROM admin JOIN card ON card.bot = ?2 AND card.chat = admin.chat
                    AND card.key IN ('booking:' || booking.id, 'review:' || booking.id))
             ORDER BY starts_at",
            (client.get(), bot),
            |row| Ok(row.get::<_, i64>(0)?.into()),
        )
    }

    /// What is on its way to the admins about a booking is not sent a second time if its first sending fails: the card is shown anew anyway.
    pub fn send_once(&self, bot: &str, booking: BookingId) -> Result<()> {
        self.write(
            "UPDATE outbox SET screen = ?3 WHERE sending = 1 AND card_id IN (
                SELECT card.id FROM admin JOIN card ON card.bot = ?1 AND card.chat = admin.chat
                    AND card.key IN ('booking:' || ?2, 'review:' || ?2))",
            (bot, booking.get(), UNREADABLE),
        )?;
        Ok(())
    }

    /// The same of what is on its way to the admins about a client.
    pub fn send_client_once(&self, bot: &str, client: ClientId) -> Result<()> {
        self.write(
            "UPDATE outbox SET screen = ?3 WHERE sending = 1 AND card_id IN (
                SELECT card.id FROM admin JOIN card ON card.bot = ?1 AND card.chat = admin.chat AND card.key = 'client:' || ?2)",
            (bot, client.get(), UNREADABLE),
        )?;
        Ok(())
    }

    /// The same of what is on its way to the dialogue of a chat.
    pub fn send_dialogue_once(&self, lane: Lane<'_>) -> Result<()> {
        self.write(
            "UPDATE outbox SET screen = ?3 WHERE sending = 1 AND card_id IN (
                SELECT id FROM card WHERE bot = ?1 AND chat = ?2 AND key = 'dialogue')",
            (lane.bot, lane.chat.get(), UNREADABLE),
        )?;
        Ok(())
    }

    /// What waits for the dialogues of admins of `bot`: the row, and the screen as the engine wrote it.
    pub fn dialogues_on_their_way(&self, bot: &str) -> Result<Vec<(i64, String)>> {
        self.rows(
            "SELECT id, screen FROM outbox WHERE card_id IN (
                SELECT card.id FROM admin JOIN card ON card.bot = ?1 AND card.chat = admin.chat AND card.key = 'dialogue')",
            [bot],
            |row| Ok((row.get("id")?, row.get("screen")?)),
        )
    }

    /// A row that waits shows something else.
    pub fn rewrite_row(&self, row: i64, screen: &str) -> Result<()> {
        self.write("UPDATE outbox SET screen = ?2 WHERE id = ?1", (row, screen))?;
        Ok(())
    }

    /// What is in attachments of a kind that wait for admins of `bot`, or are on their way to them, is taken out: such a row is not sent again.
    pub fn empty_attachments(&self, bot: &str, what: &str) -> Result<()> {
        self.write(
            "UPDATE attachment SET content = NULL WHERE what = ?2 AND outbox_id IN (
                SELECT outbox.id FROM admin JOIN outbox ON outbox.bot = ?1 AND outbox.chat = admin.chat)",
            (bot, what),
        )?;
        Ok(())
    }

    /// Notes an erasure for the ledger beside the database.
    pub fn note_erasure(&self, chat: ChatId, now: Instant) -> Result<()> {
        self.write(
            "INSERT INTO erasure (chat, at) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET at = excluded.at",
            (chat.get(), millis(now)),
        )?;
        Ok(())
    }

    /// These erasures stand in the ledger now.
    pub fn erasures_are_kept(&self, kept: &[(ChatId, Instant)]) -> Result<()> {
        for (chat, at) in kept {
            self.write("DELETE FROM erasure WHERE chat = ?1 AND at = ?2", (chat.get(), millis(*at)))?;
        }
        self.empty_log_after_commit();
        Ok(())
    }

    /// All clients who have a chat.
    pub fn first_seen(&self) -> Result<Vec<FirstSeen>> {
        self.rows("SELECT id, chat, created_at FROM client WHERE chat > 0", [], |row| {
            let (client, chat) = (row.get::<_, i64>("id")?.into(), row.get::<_, i64>("chat")?.into());
            Ok(FirstSeen { client, chat, at: instant(row, "created_at")? })
        })
    }
}

impl Store {
    /// Erasures that do not stand in the ledger yet, read on a connection of the readers.
    pub fn erasures_to_keep(readers: &Readers) -> std::result::Result<Vec<(ChatId, Instant)>, String> {
        let connection = readers.get().map_err(|error| error.to_string())?;
        let read = || -> Result<Vec<(ChatId, Instant)>> {
            let mut statement = connection.prepare_cached("SELECT chat, at FROM erasure")?;
            let mut rows = statement.query([])?;
            let mut found = Vec::new();
            while let Some(row) = rows.next()? {
                found.push((row.get::<_, i64>("chat")?.into(), instant(row, "at")?));
            }
            Ok(found)
        };
        read().map_err(|error| error.to_string())
    }
}
