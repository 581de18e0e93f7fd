//! What Telegram calls the bots, for the links that lead to them.

use crate::error::Result;
use crate::tx::Tx;

impl Tx {
    /// The name of a bot in links; none before Telegram has told it for the first time.
    pub fn username(&self, bot: &str) -> Result<Option<String>> {
        self.setting(&key(bot))
    }

    /// Keeps the name of a bot.
    pub fn set_username(&self, bot: &str, name: &str) -> Result<()> {
        self.set_setting(&key(bot), name)
    }
}

fn key(bot: &str) -> String {
    format!("username:{bot}")
}
