//! What is attached to rows of the outbox, and the pictures that are kept to be sent.
//!
//! Telegram names a file it has received, and the name serves one bot alone: so the bytes stay here, and the name is kept per bot.

use domain::PhotoId;
use rusqlite::Row;

use crate::error::{Error, Result};
use crate::outbox::{Haste, Lane};
use crate::tx::Tx;

/// The outbox takes no larger document, in bytes. The database refuses more by itself.
pub const LARGEST: usize = 1 << 20;

/// What goes with a row, on its way into the outbox.
#[derive(Clone, Copy, Debug)]
pub struct Attaching<'a> {
    /// What it is, as the engine wrote it.
    pub what: &'a str,
    /// The bytes of a document, or of a picture that was made for this row.
    pub content: Option<&'a [u8]>,
    /// A picture that is kept.
    pub photo: Option<PhotoId>,
}

/// What goes with a row, on its way out.
#[derive(Clone, PartialEq, Eq)]
pub struct Attached {
    /// What it is, as the engine wrote it.
    pub what: String,
    /// The bytes, of a document or of a picture that Telegram does not have yet.
    pub content: Option<Vec<u8>>,
    /// How Telegram names the picture for this bot.
    pub file: Option<String>,
}

/// What is in a file belongs to somebody.
impl std::fmt::Debug for Attached {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Attached(***)")
    }
}

impl Tx {
    /// Puts something with a caption into the outbox. The same of before that is still unsent gives way to it: of a document, the newest
    /// content counts.
    ///
    /// # Errors
    /// A document is empty or too large.
    pub fn put_attached(
        &self,
        lane: Lane<'_>,
        caption: &str,
        attaching: Attaching<'_>,
        haste: Haste,
    ) -> Result<()> {
        let Attaching { what, content, photo } = attaching;
        if let Some(bytes) = content.map(<[u8]>::len).filter(|bytes| !(1..=LARGEST).contains(bytes)) {
            return Err(Error::Size { bytes, most: LARGEST });
        }
        self.write(
            "DELETE FROM outbox WHERE bot = ?1 AND chat = ?2 AND kind = 'say' AND screen = ?3 AND sending = 0 AND attempts = 0
               AND EXISTS (SELECT 1 FROM attachment WHERE outbox_id = outbox.id AND what = ?4)",
            (lane.bot, lane.chat.get(), caption, what),
        )?;
        let row = self.put_caption(lane, caption, haste)?;
        self.write(
            "INSERT INTO attachment (outbox_id, what, content, photo_id) VALUES (?1, ?2, ?3, ?4)",
            (row, what, content, photo.map(PhotoId::get)),
        )?;
        Ok(())
    }

    /// Everything attached that waits or is on its way, as the engine wrote it.
    pub fn attachments(&self) -> Result<Vec<String>> {
        self.rows("SELECT what FROM attachment", [], |row| Ok(row.get(0)?))
    }

    /// Notes how Telegram names the picture of a row for the row's bot.
    pub fn keep_file(&self, row: i64, file: &str) -> Result<()> {
        self.write(
            "INSERT INTO photo_file (photo_id, bot, file_id)
             SELECT photo_id, bot, ?2 FROM attachment JOIN outbox ON outbox.id = outbox_id
             WHERE outbox_id = ?1 AND photo_id IS NOT NULL
             ON CONFLICT DO UPDATE SET file_id = excluded.file_id",
            (row, file),
        )?;
        Ok(())
    }

    /// Forgets how Telegram names the picture of a row, so that its bytes are sent next; false if there was no name.
    pub fn forget_file(&self, row: i64) -> Result<bool> {
        let forgotten = self.write(
            "DELETE FROM photo_file
             WHERE photo_id = (SELECT photo_id FROM attachment WHERE outbox_id = ?1)
               AND bot = (SELECT bot FROM outbox WHERE id = ?1)",
            [row],
        )?;
        Ok(forgotten > 0)
    }
}

/// What goes with a row, if anything does.
pub(crate) fn attached(row: &Row<'_>) -> Result<Option<Attached>> {
    let Some(what) = row.get("what")? else { return Ok(None) };
    Ok(Some(Attached { what, content: row.get("attached_content")?, file: row.get("file_id")? }))
}
