//! Long polling. What was received is acknowledged only by the next call, and that is made only after the commit (P1).

use std::sync::Arc;
use std::time::Duration;

use chat::BotName;
use engine::fail::{Point, point};
use engine::{Input, Mailbox, Observer};
use teloxide::payloads::{DeleteWebhook, GetUpdates, GetUpdatesSetters as _};
use teloxide::types::AllowedUpdate;
use tokio::sync::watch;
use tokio::time::Instant;

use crate::api::{Api, ApiError, Transport as _};
use crate::{outcome, parse};

/// What we want to hear of; always said, because Telegram remembers what was said last.
pub(crate) const ALLOWED: [AllowedUpdate; 4] = [
    AllowedUpdate::Message,
    AllowedUpdate::EditedMessage,
    AllowedUpdate::CallbackQuery,
    AllowedUpdate::MyChatMember,
];
/// The same by Telegram's names.
pub fn allowed_updates() -> Vec<String> {
    let name = |kind: &AllowedUpdate| Some(serde_json::to_value(kind).ok()?.as_str()?.to_owned());
    ALLOWED.iter().filter_map(name).collect()
}

/// Updates in one answer.
const BATCH: u8 = 100;
/// After so long without an update the ids may have restarted at random, lower than our offset; without an offset nothing is missed, since
/// all that came is acknowledged.
const QUIET: Duration = Duration::from_secs(6 * 3600);
/// The answer to a long poll may come so much later than asked for.
const GRACE: Duration = Duration::from_secs(10);

/// One bot's poller.
pub struct Poller {
    /// The bot.
    pub bot: BotName,
    /// How it is reached.
    pub api: Api,
    /// Where updates go.
    pub mailbox: Mailbox,
    /// How long Telegram may hold an empty answer back.
    pub poll_timeout: Duration,
    /// Told of every answer, and of every poll that got none.
    pub observer: Arc<dyn Observer>,
    /// Turns true when the process stops.
    pub stop: watch::Receiver<bool>,
}

impl Poller {
    /// Polls until the process stops. An answer that is being committed is waited for.
    pub async fn run(mut self) {
        let mut stop = self.stop.clone();
        tokio::select! {
            () = self.drop_webhook() => {}
            _ = stop.wait_for(|stop| *stop) => return,
        }
        let mut offset: Option<i32> = None;
        let mut last = Instant::now();
        let mut failures = Failures::new(self.bot, "no updates");
        loop {
            if last.elapsed() > QUIET {
                offset = None;
                last = Instant::now();
            }
            let request = self.request(offset);
            let answer = tokio::select! {
                answer = self.api.call_within(&request, self.poll_timeout + GRACE) => answer,
                _ = self.stop.wait_for(|stop| *stop) => return,
            };
            let updates = answer.and_then(|batch| parse::updates(&batch).map_err(|_| ApiError::Garbage));
            match updates {
                Ok(updates) => {
                    failures.over();
                    let count = updates.len();
                    let Some(highest) = updates.iter().map(|(id, _)| *id).max() else {
                        self.observer.polled(self.bot, count);
                        continue;
                    };
                    if !self.take_in(updates).await {
                        return;
                    }
                    self.observer.polled(self.bot, count);
                    offset = i32::try_from(highest).ok().and_then(|id| id.checked_add(1));
                    last = Instant::now();
                }
                Err(error) => {
                    let pause = failures.another(&error);
                    self.observer.not_polled(self.bot, &error);
                    self.observer.pausing(self.bot, pause);
                    if error == ApiError::Conflict {
                        self.drop_webhook().await;
                    }
                    tokio::select! {
                        () = tokio::time::sleep(pause) => {}
                        _ = self.stop.wait_for(|stop| *stop) => return,
                    }
                }
            }
        }
    }

    /// Brings updates to the engine and waits for the commit; false when the engine has stopped.
    async fn take_in(&self, updates: Vec<(i64, chat::Incoming)>) -> bool {
        point(Point::Polled);
        let bot = self.bot;
        let inputs = updates.into_iter().map(|(id, incoming)| Input::Update { bot, id, incoming }).collect();
        let committed = self.mailbox.commit(inputs).await.is_ok();
        point(Point::BeforeAcknowledge);
        committed
    }

    fn request(&self, offset: Option<i32>) -> GetUpdates {
        let seconds = u32::try_from(self.poll_timeout.as_secs()).unwrap_or(u32::MAX);
        let request = GetUpdates::new().timeout(seconds).limit(BATCH).allowed_updates(ALLOWED);
        match offset {
            Some(offset) => request.offset(offset),
            None => request,
        }
    }

    /// A webhook keeps polls away. What waits at Telegram is kept.
    async fn drop_webhook(&self) {
        // If this fails, the next poll tells of the conflict, and it is done again.
        let _ = self.api.call(&DeleteWebhook::new()).await;
    }
}

/// Failures in a row: each kind is logged once, not a thousand times.
pub(crate) struct Failures {
    bot: BotName,
    /// What does not happen meanwhile.
    what: &'static str,
    count: u32,
    logged: Option<std::mem::Discriminant<ApiError>>,
}

impl Failures {
    pub(crate) fn new(bot: BotName, what: &'static str) -> Failures {
        Failures { bot, what, count: 0, logged: None }
    }

    /// Notes one more and says how long to wait.
    pub(crate) fn another(&mut self, error: &ApiError) -> Duration {
        if self.logged != Some(std::mem::discriminant(error)) {
            tracing::warn!(bot = self.bot.code(), %error, "{}; trying again with growing pauses", self.what);
            self.logged = Some(std::mem::discriminant(error));
        }
        self.count += 1;
        match error {
            ApiError::TooMany(wait) => *wait,
            ApiError::Unauthorized => Duration::from_secs(30),
            _ => outcome::pause(self.count - 1).min(Duration::from_secs(30)),
        }
    }

    pub(crate) fn over(&mut self) {
        if self.count > 0 {
            tracing::info!(bot = self.bot.code(), failures = self.count, "Telegram answers again");
        }
        *self = Failures::new(self.bot, self.what);
    }
}
