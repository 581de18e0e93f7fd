//! What leaves the process, and the cards whose messages it edits (P2).
//!
//! A lane is a bot and a chat: its rows leave one after the other, the most urgent first. At most one unsent row is of the same card, so
//! that screens of a card stay in their order. Which row of a lane is next stands in `outbox.head`, which triggers write. A row names a card, not a message: the number of a message is known only
//! after it was sent.

use chrono::TimeDelta;
use domain::{ChatId, Instant};

use crate::attachments::{Attached, attached};
use crate::column::{instant, instant_or_none, millis};
use crate::error::Result;
use crate::tx::Tx;

/// Where a row goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lane<'a> {
    /// The bot.
    pub bot: &'a str,
    /// The chat.
    pub chat: ChatId,
}

/// When a row goes, compared with others.
#[derive(Clone, Copy, Debug)]
pub struct Haste {
    /// Lower goes first. Equals of a lane leave in the order of their making.
    pub priority: i64,
    /// After this instant the row is dropped unsent.
    pub expires_at: Option<Instant>,
    /// When it is made.
    pub now: Instant,
}

/// What a row asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Order {
    /// Show a screen on a card.
    Show {
        /// The screen, as the engine wrote it.
        screen: String,
        /// Send it below even if the card has a message.
        below: bool,
        /// The card's message now: the one to edit or, of a screen that is sent below, the one whose buttons are to be taken away. None if
        /// there is nothing to edit or no button.
        message: Option<i64>,
    },
    /// Send a screen on no card.
    Say {
        /// The screen, as the engine wrote it; of something attached, its caption.
        screen: String,
        /// What is attached.
        attached: Option<Attached>,
    },
    /// Delete a message.
    Delete {
        /// The message.
        message: i64,
    },
    /// Take the buttons of a message away.
    Close {
        /// The message.
        message: i64,
        /// What it says from then on, as the engine wrote it; nothing, if its words stay.
        former: Option<String>,
    },
}

/// What a card shows.
#[derive(Clone, Copy, Debug)]
pub struct Shown<'a> {
    /// The screen, as the engine wrote it.
    pub screen: &'a str,
    /// Whether it has buttons under its message.
    pub buttons: bool,
    /// Of a screen that is sent below: what the card's former message says from then on. Without it the message only loses its buttons.
    pub former: Option<&'a str>,
}

/// A row on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Queued {
    /// Its number.
    pub id: i64,
    /// Its bot.
    pub bot: String,
    /// Its chat.
    pub chat: ChatId,
    /// What it asks for.
    pub order: Order,
    /// How often it was tried before.
    pub attempts: u32,
}

impl Tx {
    /// Puts a screen for a card into the outbox. An unsent earlier screen of the same card falls together with it.
    pub fn put_show(
        &self,
        lane: Lane<'_>,
        key: &str,
        below: bool,
        what: Shown<'_>,
        haste: Haste,
    ) -> Result<()> {
        let Shown { screen, buttons, former } = what;
        let card = self.card(lane, key)?;
        if below {
            // What may be dropped unsent takes the place of nothing that must arrive.
            self.write(
                "DELETE FROM outbox WHERE card_id = ?1 AND sending = 0 AND (?2 OR expires_at IS NOT NULL)",
                (card, haste.expires_at.is_none()),
            )?;
        } else {
            let replaced = self.write(
                "UPDATE outbox SET screen = ?2, priority = min(priority, ?3), expires_at = ?4, buttons = ?5
                 WHERE card_id = ?1 AND sending = 0",
                (card, screen, haste.priority, haste.expires_at.map(millis), buttons),
            )?;
            if replaced > 0 {
                return Ok(());
            }
        }
        self.put(
            lane,
            Row {
                kind: "show",
                card: Some(card),
                below,
                screen: Some(screen),
                buttons,
                former,
                ..Row::default()
            },
            haste,
        )
    }

    /// Puts a screen on no card into the outbox. The same words of before that are still unsent are not said twice: however often somebody
    /// is told the same, one row waits. What was tried already keeps its place and its pause.
    pub fn put_say(&self, lane: Lane<'_>, screen: &str, haste: Haste) -> Result<()> {
        self.write(
            "DELETE FROM outbox WHERE bot = ?1 AND chat = ?2 AND kind = 'say' AND screen = ?3
               AND sending = 0 AND attempts = 0
               AND NOT EXISTS (SELECT 1 FROM attachment WHERE outbox_id = outbox.id)",
            (lane.bot, lane.chat.get(), screen),
        )?;
        self.put(lane, Row { kind: "say", screen: Some(screen), ..Row::default() }, haste)
    }

    /// Puts the words of something attached into the outbox and gives the row.
    pub(crate) fn put_caption(&self, lane: Lane<'_>, screen: &str, haste: Haste) -> Result<i64> {
        self.put(lane, Row { kind: "say", screen: Some(screen), ..Row::default() }, haste)?;
        Ok(self.last_id())
    }

    /// Asks for a message to be deleted.
    pub fn put_delete(&self, lane: Lane<'_>, message: i64, haste: Haste) -> Result<()> {
        self.put(lane, Row { kind: "delete", message: Some(message), ..Row::default() }, haste)
    }

    /// Asks for the buttons of a message to be taken away; asking twice is asking once.
    pub fn put_close(&self, lane: Lane<'_>, message: i64, haste: Haste) -> Result<()> {
        let asked = self.row(
            "SELECT 1 FROM outbox WHERE bot = ?1 AND chat = ?2 AND kind = 'close' AND message_id = ?3 AND former IS NULL",
            (lane.bot, lane.chat.get(), message),
            |_| Ok(()),
        )?;
        match asked {
            Some(()) => Ok(()),
            None => self.put(lane, Row { kind: "close", message: Some(message), ..Row::default() }, haste),
        }
    }

    /// Asks for a message to say something else, without buttons: its card stands elsewhere by now.
    pub(crate) fn put_former(&self, lane: Lane<'_>, message: i64, former: &str, haste: Haste) -> Result<()> {
        let row = Row { kind: "close", message: Some(message), former: Some(former), ..Row::default() };
        self.put(lane, row, haste)
    }

    /// Takes the most urgent row of each lane that has nothing on its way, and marks them as on their way.
    pub fn take_sendable(&self, now: Instant, limit: u32) -> Result<Vec<Queued>> {
        let found = self.rows(
            "SELECT outbox.*, iif(below AND (former IS NOT NULL OR NOT card.buttons), NULL, card.message_id) AS card_message,
                what, file_id, coalesce(attachment.content, iif(file_id IS NULL, photo.content, NULL)) AS attached_content
             FROM outbox LEFT JOIN card ON card.id = outbox.card_id
                LEFT JOIN attachment ON outbox_id = outbox.id
                LEFT JOIN photo ON photo.id = attachment.photo_id
                LEFT JOIN photo_file ON photo_file.photo_id = photo.id AND photo_file.bot = outbox.bot
             WHERE head = 1 AND sending = 0 AND not_before <= ?1
             ORDER BY priority, outbox.id LIMIT ?2",
            (millis(now), limit),
            queued,
        )?;
        for row in &found {
            self.write("UPDATE outbox SET sending = 1 WHERE id = ?1", [row.id])?;
        }
        Ok(found)
    }

    /// Notes that a row had its effect, and the number of the message that shows its card now. Gives when the row was made; nothing, if it is
    /// gone.
    pub fn sent(&self, id: i64, message: Option<i64>) -> Result<Option<Instant>> {
        self.write(
            "INSERT INTO outbox (bot, chat, kind, message_id, former, priority, not_before, created_at)
             SELECT outbox.bot, outbox.chat, 'close', card.message_id, former, priority, 0, created_at
             FROM outbox JOIN card ON card.id = card_id
             WHERE outbox.id = ?1 AND former IS NOT NULL AND card.message_id <> ?2",
            (id, message),
        )?;
        self.write(
            "UPDATE card SET message_id = coalesce(?2, message_id),
                buttons = (SELECT buttons FROM outbox WHERE id = ?1)
             WHERE id = (SELECT card_id FROM outbox WHERE id = ?1)",
            (id, message),
        )?;
        self.row("DELETE FROM outbox WHERE id = ?1 RETURNING created_at", [id], |row| {
            instant(row, "created_at")
        })
    }

    /// Notes that a row failed and is to be tried again after a pause. `others` is when a call to another chat of the same bot last went
    /// through: if that was since the row's last try, it is the row that fails and not Telegram. Gives how often that was so.
    pub fn postpone(&self, id: i64, now: Instant, pause: TimeDelta, others: Option<Instant>) -> Result<i64> {
        let failures = self.row(
            "UPDATE outbox SET sending = 0, attempts = attempts + 1, not_before = ?3, failed_at = ?2,
                failures = failures + (?4 IS NOT NULL AND ?4 >= coalesce(failed_at, created_at))
             WHERE id = ?1 RETURNING failures",
            (id, millis(now), millis(now + pause), others.map(millis)),
            |row| Ok(row.get(0)?),
        )?;
        Ok(failures.unwrap_or(0))
    }

    /// Drops a row.
    pub fn drop_row(&self, id: i64) -> Result<()> {
        self.write("DELETE FROM outbox WHERE id = ?1", [id])?;
        Ok(())
    }

    /// Drops all that waits for a chat that cannot be reached.
    pub fn drop_lane(&self, lane: Lane<'_>) -> Result<()> {
        self.write("DELETE FROM outbox WHERE bot = ?1 AND chat = ?2", (lane.bot, lane.chat.get()))?;
        Ok(())
    }

    /// After the wall clock jumped back: no pause lasts longer than `longest` from now, the longest that Telegram may ask for.
    pub fn clamp_outbox(&self, now: Instant, longest: TimeDelta) -> Result<()> {
        self.write(
            "UPDATE outbox SET not_before = ?1 WHERE sending = 0 AND attempts > 0 AND not_before > ?2",
            (millis(now), millis(now + longest)),
        )?;
        Ok(())
    }

    /// Drops what was not sent in time and is no longer worth it.
    pub fn drop_expired_rows(&self, now: Instant) -> Result<usize> {
        self.write("DELETE FROM outbox WHERE expires_at <= ?1 AND sending = 0", [millis(now)])
    }

    /// After a start: what was on its way when the process ended is sent again.
    pub fn resume_outbox(&self) -> Result<()> {
        self.write("UPDATE outbox SET sending = 0 WHERE sending = 1", [])?;
        Ok(())
    }

    /// How many rows wait or are on their way.
    pub fn outbox_depth(&self) -> Result<i64> {
        Ok(self.row("SELECT count(*) FROM outbox", [], |row| Ok(row.get(0)?))?.unwrap_or(0))
    }

    /// When the next postponed row is to be tried again.
    pub fn next_outbox_try(&self) -> Result<Option<Instant>> {
        let sql = "SELECT min(not_before) AS at FROM outbox WHERE sending = 0 AND attempts > 0";
        Ok(self.row(sql, [], |row| instant_or_none(row, "at"))?.flatten())
    }

    fn put(&self, lane: Lane<'_>, row: Row<'_>, haste: Haste) -> Result<()> {
        self.write(
            "INSERT INTO outbox (bot, chat, kind, card_id, below, screen, message_id, buttons, former, priority, not_before, expires_at, created_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, 0, ?11, ?12)",
            (
                lane.bot,
                lane.chat.get(),
                row.kind,
                row.card,
                row.below,
                row.screen,
                row.message,
                row.buttons,
                row.former,
                haste.priority,
                haste.expires_at.map(millis),
                millis(haste.now),
            ),
        )?;
        Ok(())
    }
}

/// What a new row says.
#[derive(Default)]
struct Row<'a> {
    kind: &'a str,
    card: Option<i64>,
    below: bool,
    screen: Option<&'a str>,
    buttons: bool,
    former: Option<&'a str>,
    message: Option<i64>,
}

fn queued(row: &rusqlite::Row<'_>) -> Result<Queued> {
    let kind: String = row.get("kind")?;
    let order = match kind.as_str() {
        "show" => Order::Show {
            screen: row.get("screen")?,
            below: row.get("below")?,
            message: row.get("card_message")?,
        },
        "say" => Order::Say { screen: row.get("screen")?, attached: attached(row)? },
        "delete" => Order::Delete { message: row.get("message_id")? },
        _ => Order::Close { message: row.get("message_id")?, former: row.get("former")? },
    };
    let chat = ChatId::from(row.get::<_, i64>("chat")?);
    Ok(Queued { id: row.get("id")?, bot: row.get("bot")?, chat, order, attempts: row.get("attempts")? })
}
