//! What waits at Telegram.

use serde::Deserialize;
use teloxide::payloads::GetWebhookInfo;

use crate::api::{ApiError, Transport};

/// What is read of Telegram's answer.
#[derive(Deserialize)]
struct Info {
    pending_update_count: u64,
}

/// How many updates wait at Telegram for a bot.
pub async fn updates(api: &impl Transport) -> Result<u64, ApiError> {
    let result = api.call(&GetWebhookInfo::new()).await?;
    let info: Info = serde_json::from_str(result.get()).map_err(|_| ApiError::Garbage)?;
    Ok(info.pending_update_count)
}
