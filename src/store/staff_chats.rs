//! The chat of somebody of the staff who may no longer see what stands in it.

use domain::ChatId;

use crate::error::Result;
use crate::outbox::{Haste, Lane};
use crate::tx::Tx;

/// So many messages at most say something else afterwards: the newest. A chat takes one change a second, so these take minutes.
const CHANGED: usize = 500;

impl Tx {
    /// Nothing that waits is sent to a chat any more, and every card in it says `former` instead, without buttons. An open dialogue is over.
    pub fn clear_staff_chat(&self, lane: Lane<'_>, former: &str, haste: Haste) -> Result<()> {
        let chat = lane.chat.get();
        self.write(
            "DELETE FROM outbox WHERE bot = ?1 AND chat = ?2 AND (kind IN ('show', 'say') OR former IS NOT NULL)",
            (lane.bot, chat),
        )?;
        self.forget_withheld(lane)?;
        let mut messages: Vec<i64> = self.rows(
            "SELECT message_id FROM card WHERE bot = ?1 AND chat = ?2 AND message_id IS NOT NULL",
            (lane.bot, chat),
            |row| Ok(row.get(0)?),
        )?;
        messages.sort_unstable_by(|one, other| other.cmp(one));
        for message in messages.into_iter().take(CHANGED) {
            self.put_former(lane, message, former, haste)?;
        }
        self.write("DELETE FROM card WHERE bot = ?1 AND chat = ?2", (lane.bot, chat))?;
        // The counter stays, so that no button of before comes to life again.
        self.write("UPDATE dialogue SET state = NULL WHERE bot = ?1 AND chat = ?2", (lane.bot, chat))?;
        Ok(())
    }

    /// Whether anything stands in a chat that would have to be cleared.
    pub fn has_cards(&self, lane: Lane<'_>) -> Result<bool> {
        let sql = "SELECT 1 FROM card WHERE bot = ?1 AND chat = ?2 LIMIT 1";
        Ok(self.row(sql, (lane.bot, lane.chat.get()), |_| Ok(()))?.is_some())
    }

    /// What was going to happen later in somebody's chat with a bot does not happen; a time that they held is free.
    pub fn forget_plans(&self, lane: Lane<'_>) -> Result<()> {
        self.write("DELETE FROM job WHERE bot = ?1 AND chat = ?2", (lane.bot, lane.chat.get()))?;
        self.release_hold(lane.chat)
    }

    /// Ends the sessions of all but one.
    pub fn lock_all_but(&self, chat: ChatId) -> Result<()> {
        let sql = "UPDATE admin SET unlocked_at = NULL, last_seen = NULL WHERE chat <> ?1";
        self.write(sql, [chat.get()])?;
        Ok(())
    }
}
