//! What is told to Telegram at the start, and what it tells about the bot.

use serde::Deserialize;
use teloxide::payloads::{GetMe, SetMyCommands, SetMyCommandsSetters as _};
use teloxide::types::BotCommand;

use crate::api::{ApiError, Transport};

/// A bot as Telegram knows it.
#[derive(Clone, Debug, Deserialize)]
pub struct Me {
    /// Its name in links: `t.me/<username>`.
    pub username: String,
}

/// Commands in one language; no language is for everybody else.
pub struct Commands {
    /// Telegram's `language_code`.
    pub language: Option<&'static str>,
    /// Name and description of each.
    pub commands: Vec<(&'static str, String)>,
}

/// Asks who the bot is.
pub async fn me(api: &impl Transport) -> Result<Me, ApiError> {
    let result = api.call(&GetMe::new()).await?;
    serde_json::from_str(result.get()).map_err(|_| ApiError::Garbage)
}

/// Registers the commands.
pub async fn register(api: &impl Transport, commands: &[Commands]) -> Result<(), ApiError> {
    for Commands { language, commands } in commands {
        let list = commands.iter().map(|(name, description)| BotCommand::new(*name, description));
        let request = SetMyCommands::new(list);
        let request = match language {
            Some(language) => request.language_code(*language),
            None => request,
        };
        api.call(&request).await?;
    }
    Ok(())
}
