//! The webhook at Telegram (P9): set at the start, looked after while the process lives, and never with what waits there dropped.

use std::sync::Arc;
use std::time::Duration;

use chat::BotName;
use engine::Observer;
use teloxide::payloads::{SetWebhook, SetWebhookSetters as _};
use tokio::sync::watch;

use crate::api::{ApiError, Transport};
use crate::poller::{ALLOWED, Failures};
use crate::webhook_info::{WebhookInfo, webhook_info};

/// How often Telegram is asked how the webhook does.
pub const LOOK: Duration = Duration::from_secs(30);
/// So many updates are brought at once, and both bots' together leave places for others at our listener; those of one person still come one after
/// the other. The engine commits what comes together at once, so more would gain nothing.
const CONNECTIONS: u8 = 25;

/// Where updates are brought.
pub type Address = reqwest::Url;

/// The header that proves that Telegram brings it.
pub const SECRET_HEADER: &str = "X-Telegram-Bot-Api-Secret-Token";

/// Keeps one bot's webhook in place.
pub struct Keeper<T> {
    /// The bot.
    pub bot: BotName,
    /// How it is reached.
    pub api: T,
    /// Where Telegram is to bring the updates.
    pub url: Address,
    /// What Telegram says with each of them.
    pub secret: String,
    /// How often to look, [`LOOK`] but for tests.
    pub look: Duration,
    /// Told of every look.
    pub observer: Arc<dyn Observer>,
    /// Turns true when the process stops.
    pub stop: watch::Receiver<bool>,
}

impl<T: Transport> Keeper<T> {
    /// Sets the webhook, tries again until that succeeds, and then looks after it until the process stops. It stays set then: what people do
    /// meanwhile waits at Telegram and is brought to the next process.
    pub async fn run(mut self) {
        let mut failures = Failures::new(self.bot, "the webhook is not looked after");
        // None before it was set; then whether it still was at the last look.
        let mut stands = None;
        let mut told = None;
        loop {
            let pause = match self.tend(&mut stands).await {
                Ok(info) => {
                    failures.over();
                    self.tell(&info, &mut told);
                    self.look
                }
                Err(error) => {
                    self.observer.not_polled(self.bot, &error);
                    failures.another(&error)
                }
            };
            tokio::select! {
                () = tokio::time::sleep(pause) => {}
                _ = self.stop.wait_for(|stop| *stop) => return,
            }
        }
    }

    /// Sets the webhook if it was not set yet, or if somebody else has changed it meanwhile. It is set at every start: Telegram tells the
    /// address that it knows, but not the secret.
    async fn tend(&self, stands: &mut Option<bool>) -> Result<WebhookInfo, ApiError> {
        if stands.is_some() {
            let info = webhook_info(&self.api).await?;
            if info.url == self.url.as_str() {
                *stands = Some(true);
                return Ok(info);
            }
            if stands.replace(false) == Some(true) {
                tracing::warn!(
                    bot = self.bot.code(),
                    "somebody else has changed the webhook; it is set again. Does another program use this token?"
                );
            }
        }
        self.set().await?;
        if stands.is_none() {
            *stands = Some(true);
            tracing::info!(bot = self.bot.code(), url = %self.url, "Telegram brings the updates to the webhook");
        }
        webhook_info(&self.api).await
    }

    async fn set(&self) -> Result<(), ApiError> {
        let request = SetWebhook::new(self.url.clone())
            .secret_token(&self.secret)
            .allowed_updates(ALLOWED)
            .max_connections(CONNECTIONS)
            .drop_pending_updates(false);
        self.api.call(&request).await.map(drop)
    }

    /// Tells how it does. `told` is the instant of the last trouble that the log knows of; each is told once.
    fn tell(&self, info: &WebhookInfo, told: &mut Option<i64>) {
        let trouble = info.last_error_message.as_deref().filter(|_| info.pending_update_count > 0);
        self.observer.polled(self.bot, 0);
        self.observer.waits_at_telegram(self.bot, info.pending_update_count, trouble);
        if let Some(reason) = &info.last_error_message
            && info.last_error_date != *told
        {
            *told = info.last_error_date;
            let waiting = info.pending_update_count;
            tracing::warn!(
                bot = self.bot.code(),
                reason,
                waiting,
                "Telegram could not bring an update; it tries again"
            );
        }
    }
}
