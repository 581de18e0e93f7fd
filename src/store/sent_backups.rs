//! Which copy of the database the owners were sent last.

use crate::error::Result;
use crate::tx::Tx;

/// The setting with its name.
const SENT: &str = "backup-sent";

impl Tx {
    /// The name of the copy that was sent last.
    pub fn sent_backup(&self) -> Result<Option<String>> {
        self.setting(SENT)
    }

    /// Notes which copy was sent.
    pub fn note_sent_backup(&self, name: &str) -> Result<()> {
        self.set_setting(SENT, name)
    }
}
