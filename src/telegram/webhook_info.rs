//! What Telegram knows about a bot's webhook, and how much waits there, with a webhook or without one.

use serde::Deserialize;
use teloxide::payloads::GetWebhookInfo;

use crate::api::{ApiError, Transport};

/// What is read of Telegram's answer.
#[derive(Clone, Debug, Deserialize)]
pub struct WebhookInfo {
    /// Where updates are brought; empty if they are asked for.
    pub url: String,
    /// So many updates wait.
    #[serde(default)]
    pub pending_update_count: u32,
    /// When Telegram last could not bring one, in seconds since 1970.
    pub last_error_date: Option<i64>,
    /// Why.
    pub last_error_message: Option<String>,
}

/// Asks Telegram.
///
/// # Errors
/// It does not answer, or not so that it can be read.
pub async fn webhook_info(api: &impl Transport) -> Result<WebhookInfo, ApiError> {
    let answer = api.call(&GetWebhookInfo::new()).await?;
    serde_json::from_str(answer.get()).map_err(|_| ApiError::Garbage)
}
