//! Cards: messages that live longer than their sending, by the name of what they show.

use crate::error::Result;
use crate::outbox::{Haste, Lane};
use crate::tx::Tx;

impl Tx {
    /// Whether a row shows this card.
    pub fn row_shows(&self, row: i64, key: &str) -> Result<bool> {
        let sql = "SELECT 1 FROM outbox JOIN card ON card.id = card_id WHERE outbox.id = ?1 AND key = ?2";
        Ok(self.row(sql, (row, key), |_| Ok(()))?.is_some())
    }

    /// Whether a card has a message in this chat, or will have one.
    pub fn card_is_shown(&self, lane: Lane<'_>, key: &str) -> Result<bool> {
        let found = self.row(
            "SELECT 1 FROM card WHERE bot = ?1 AND chat = ?2 AND key = ?3
               AND (message_id IS NOT NULL OR EXISTS (SELECT 1 FROM outbox WHERE card_id = card.id))",
            (lane.bot, lane.chat.get(), key),
            |_| Ok(()),
        )?;
        Ok(found.is_some())
    }

    /// The message of a card, and whether something of the card is still on its way, so that the number may be about to change.
    pub fn card_message(&self, lane: Lane<'_>, key: &str) -> Result<(Option<i64>, bool)> {
        let found = self.row(
            "SELECT message_id, EXISTS (SELECT 1 FROM outbox WHERE card_id = card.id) FROM card
             WHERE bot = ?1 AND chat = ?2 AND key = ?3",
            (lane.bot, lane.chat.get(), key),
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?;
        Ok(found.unwrap_or((None, false)))
    }

    /// Whether a message shows a card, or may be about to: while a screen is on its way, nobody knows its number.
    pub fn message_is_live(&self, lane: Lane<'_>, message: i64) -> Result<bool> {
        let found = self.row(
            "SELECT 1 FROM card WHERE bot = ?1 AND chat = ?2 AND message_id = ?3
             UNION ALL SELECT 1 FROM outbox WHERE bot = ?1 AND chat = ?2 AND kind = 'show' LIMIT 1",
            (lane.bot, lane.chat.get(), message),
            |_| Ok(()),
        )?;
        Ok(found.is_some())
    }

    /// A card lives in this message, whose button was pressed, from now on. Its former message loses its buttons.
    pub fn adopt_message(&self, lane: Lane<'_>, key: &str, message: i64, haste: Haste) -> Result<()> {
        self.close_card(lane, key, None, haste)?;
        let card = self.card(lane, key)?;
        self.write("UPDATE card SET message_id = ?2, buttons = 1 WHERE id = ?1", (card, message))?;
        Ok(())
    }

    /// The message of one card is another card from now on. A message that the other card had loses its buttons, or says something else
    /// instead.
    pub fn rename_card(
        &self,
        lane: Lane<'_>,
        from: &str,
        to: &str,
        former: Option<&str>,
        haste: Haste,
    ) -> Result<()> {
        self.close_card(lane, to, former, haste)?;
        self.write(
            "DELETE FROM outbox WHERE card_id = (SELECT id FROM card WHERE bot = ?1 AND chat = ?2 AND key = ?3)",
            (lane.bot, lane.chat.get(), to),
        )?;
        self.write(
            "DELETE FROM card WHERE bot = ?1 AND chat = ?2 AND key = ?3",
            (lane.bot, lane.chat.get(), to),
        )?;
        self.write(
            "UPDATE card SET key = ?4 WHERE bot = ?1 AND chat = ?2 AND key = ?3",
            (lane.bot, lane.chat.get(), from, to),
        )?;
        Ok(())
    }

    /// Asks for the buttons of a card's message to be taken away, if there are any, or for it to say something else.
    fn close_card(&self, lane: Lane<'_>, key: &str, former: Option<&str>, haste: Haste) -> Result<()> {
        let found = self.row(
            "SELECT message_id, buttons FROM card WHERE bot = ?1 AND chat = ?2 AND key = ?3 AND message_id IS NOT NULL",
            (lane.bot, lane.chat.get(), key),
            |row| Ok((row.get::<_, i64>(0)?, row.get::<_, bool>(1)?)),
        )?;
        match (found, former) {
            (Some((message, _)), Some(former)) => self.put_former(lane, message, former, haste),
            (Some((message, true)), None) => self.put_close(lane, message, haste),
            _ => Ok(()),
        }
    }

    /// The number of a card, made on first use.
    pub(crate) fn card(&self, lane: Lane<'_>, key: &str) -> Result<i64> {
        let id = self.row(
            "INSERT INTO card (bot, chat, key) VALUES (?1, ?2, ?3)
             ON CONFLICT (bot, chat, key) DO UPDATE SET key = excluded.key RETURNING id",
            (lane.bot, lane.chat.get(), key),
            |row| Ok(row.get(0)?),
        )?;
        id.ok_or_else(|| rusqlite::Error::QueryReturnedNoRows.into())
    }
}
