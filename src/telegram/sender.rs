//! Carries out what the engine lets leave: many chats in flight, one call after the other within a chat.
//!
//! The engine gives the next order for a chat only after the result of the last, so here every order is a task of its own; the throttle makes
//! it wait for its place.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chat::{BotName, Screen};
use domain::ChatId;
use domain::backup_file::LARGEST_UPLOAD;
use engine::fail::{Point, point};
use engine::{Answer, Call, Dispatch, Input, Mailbox, Outcome, Picture};
use serde::Deserialize;
use serde_json::value::RawValue;
use teloxide::payloads::{AnswerCallbackQuery, AnswerCallbackQuerySetters as _, SendDocumentSetters as _};
use teloxide::requests::Payload;
use teloxide::types::CallbackQueryId;
use tokio::sync::{mpsc, watch};
use tokio::task::JoinSet;
use tokio::time::Instant;

use crate::api::{Api, ApiError, FILE, File, Transport};
use crate::throttle::Throttle;
use crate::{outcome, render};

/// When the process stops, what waits may still leave for so long.
const LAST_SECONDS: Duration = Duration::from_secs(5);
/// Nothing left to do for so long means that the outbox is empty.
const QUIET: Duration = Duration::from_millis(200);
/// A wait that Telegram asks for is meant for the whole bot if it is as long as this; a shorter one is for its chat.
const FLOOD_WAIT: Duration = Duration::from_secs(3);
/// Telegram's limit for the words of an answer.
const TOAST: usize = 200;

/// One bot as the sender sees it.
#[derive(Clone)]
pub struct Line<T = Api> {
    api: T,
    throttle: Arc<Mutex<Throttle>>,
    test: Arc<AtomicBool>,
}

impl<T: Transport> Line<T> {
    /// A bot with its limits: calls per second in all and per chat, 0 is none. `test` marks every message.
    pub fn new(api: T, rate: f64, chat_rate: f64, test: bool) -> Line<T> {
        let throttle = Throttle::new(rate, chat_rate, Instant::now());
        Line { api, throttle: Arc::new(Mutex::new(throttle)), test: Arc::new(AtomicBool::new(test)) }
    }

    /// Goes by other limits, and marks or no longer marks messages, from the next call on.
    pub fn change(&self, rate: f64, chat_rate: f64, test: bool) {
        self.throttle().change(rate, chat_rate);
        self.test.store(test, Ordering::Relaxed);
    }

    fn is_test(&self) -> bool {
        self.test.load(Ordering::Relaxed)
    }
}

/// Both bots.
#[derive(Clone)]
pub struct Lines {
    /// The client bot.
    pub client: Line,
    /// The admin bot.
    pub admin: Line,
}

impl Lines {
    /// Goes by other limits and marks from the next call on; see [`Line::change`].
    pub fn change(&self, rate: f64, chat_rate: f64, test: bool) {
        self.client.change(rate, chat_rate, test);
        self.admin.change(rate, chat_rate, test);
    }

    fn of(&self, bot: BotName) -> &Line {
        match bot {
            BotName::Client => &self.client,
            BotName::Admin => &self.admin,
        }
    }
}

/// Carries out orders until the process stops, and then for five seconds more.
pub async fn run(
    lines: Lines,
    mailbox: Mailbox,
    mut orders: mpsc::UnboundedReceiver<Dispatch>,
    mut stop: watch::Receiver<bool>,
) {
    let mut tasks = JoinSet::new();
    loop {
        tokio::select! {
            order = orders.recv() => match order {
                Some(order) => { tasks.spawn(carry_out(lines.clone(), mailbox.clone(), order)); }
                None => return,
            },
            Some(_) = tasks.join_next() => {}
            _ = stop.wait_for(|stop| *stop) => break,
        }
    }
    let last = Instant::now() + LAST_SECONDS;
    loop {
        let quiet = if tasks.is_empty() { last.min(Instant::now() + QUIET) } else { last };
        tokio::select! {
            order = orders.recv() => match order {
                Some(order) => { tasks.spawn(carry_out(lines.clone(), mailbox.clone(), order)); }
                None => return,
            },
            Some(_) = tasks.join_next() => {}
            () = tokio::time::sleep_until(quiet) => return,
        }
    }
}

/// Answers presses at once, beside everything else. An answer that fails is not repeated: nothing important stands in one.
pub async fn answer(lines: Lines, mut answers: mpsc::UnboundedReceiver<Answer>) {
    while let Some(Answer { bot, query, text }) = answers.recv().await {
        let api = lines.of(bot).api.clone();
        let request = AnswerCallbackQuery::new(CallbackQueryId(query.0));
        let request = match text {
            Some(text) => request.text(text.chars().take(TOAST).collect::<String>()),
            None => request,
        };
        tokio::spawn(async move {
            if let Err(error) = api.call(&request).await {
                tracing::debug!(bot = bot.code(), %error, "a press could not be answered");
            }
        });
    }
}

async fn carry_out(lines: Lines, mailbox: Mailbox, order: Dispatch) {
    let line = lines.of(order.bot).clone();
    let (row, bot, chat) = (order.row, order.bot, order.chat);
    let outcome = line.surely(order).await;
    point(Point::AfterCall);
    // Without an engine the row stays on its way, and the next process sends it again.
    let _ = mailbox.put(Input::Sent { row, bot, chat, outcome }).await;
}

impl<T: Transport + Clone + 'static> Line<T> {
    /// Carries out one order in a task of its own: even of a panic the engine must hear, or the row and its chat wait for ever.
    async fn surely(&self, order: Dispatch) -> Outcome {
        let (line, attempts) = (self.clone(), order.attempts);
        let carried = tokio::spawn(async move { line.carry_out(&order).await }).await;
        carried.unwrap_or_else(|_| outcome::retry(outcome::pause(attempts)))
    }
}

impl<T: Transport> Line<T> {
    /// Carries out one order and says what became of it.
    pub async fn carry_out(&self, order: &Dispatch) -> Outcome {
        match self.make(order).await {
            Ok(done) => done.into(),
            Err(error) => outcome::of_failure(error, order.attempts),
        }
    }

    /// Makes the calls of one order and says what there is now.
    async fn make(&self, order: &Dispatch) -> Result<Made, ApiError> {
        let (chat, test) = (order.chat, self.is_test());
        let message = match &order.call {
            Call::Document { name, mime, bytes, caption } => {
                let file = File { name, mime, bytes };
                let sent = self.upload(chat, &render::document(chat, caption, test), file).await?;
                Ok(Some(sent.message_id))
            }
            Call::File { path, name, mime, caption } => {
                let bytes = spooled(path)?;
                let file = File { name, mime, bytes: &bytes };
                // Copies are made at night, and nobody wants to be woken by one.
                let quiet = render::document(chat, caption, test).disable_notification(true);
                Ok(Some(self.upload(chat, &quiet, file).await?.message_id))
            }
            Call::Venue { at, title, address } => {
                let sent = self.new_message(chat, &render::venue(chat, *at, title, address, test)).await?;
                Ok(Some(sent.message_id))
            }
            Call::Photo { picture, caption } => return self.photo(chat, picture, caption).await,
            Call::Send { screen, retire } => {
                let message = self.send(chat, screen).await?;
                if let Some(former) = retire {
                    self.close(chat, *former).await;
                }
                Ok(Some(message))
            }
            Call::Edit { message, screen } => self.edit(chat, *message, screen).await,
            Call::Delete { message } => {
                match self.call(chat, &render::delete(chat, *message)).await {
                    // Already gone, or too old to delete: nothing more can be done.
                    Ok(_) | Err(ApiError::Refused(_)) => Ok(None),
                    Err(error) => Err(error),
                }
            }
            Call::Close { message, former } => {
                let closed = match former {
                    Some(screen) => {
                        self.call(chat, &render::edit(chat, *message, screen, self.is_test())).await
                    }
                    None => self.call(chat, &render::close(chat, *message)).await,
                };
                match closed {
                    // Gone, or too old to change: nobody is misled by it any more.
                    Ok(_) | Err(ApiError::Refused(_)) => Ok(None),
                    Err(error) => Err(error),
                }
            }
        };
        message.map(|message| Made { message, file: None })
    }

    async fn send(&self, chat: ChatId, screen: &Screen) -> Result<i64, ApiError> {
        Ok(self.new_message(chat, &render::send(chat, screen, self.is_test())).await?.message_id)
    }

    /// Sends a picture, and learns how Telegram names it for this bot.
    async fn photo(&self, chat: ChatId, picture: &Picture, caption: &str) -> Result<Made, ApiError> {
        let test = self.is_test();
        let sent = match picture {
            Picture::Known(file) => self.new_message(chat, &render::photo(chat, file, caption, test)).await?,
            Picture::New(bytes) => {
                let file = render::picture(bytes);
                self.upload(chat, &render::photo(chat, FILE, caption, test), file).await?
            }
        };
        // Of the sizes that Telegram has made, the last is the largest.
        let file = sent.photo.into_iter().next_back().map(|size| size.file_id);
        Ok(Made { message: Some(sent.message_id), file })
    }

    async fn new_message<P>(&self, chat: ChatId, payload: &P) -> Result<Sent, ApiError>
    where
        P: Payload + serde::Serialize + Sync,
    {
        read(&self.call(chat, payload).await?)
    }

    async fn upload<P>(&self, chat: ChatId, payload: &P, file: File<'_>) -> Result<Sent, ApiError>
    where
        P: Payload + serde::Serialize + Sync,
    {
        read(&self.in_its_place(chat, self.api.upload(payload, file)).await?)
    }

    async fn edit(&self, chat: ChatId, message: i64, screen: &Screen) -> Result<Option<i64>, ApiError> {
        match self.call(chat, &render::edit(chat, message, screen, self.is_test())).await {
            Ok(_) => Ok(None),
            Err(error) if outcome::is_not_modified(&error) => Ok(None),
            Err(error) if outcome::is_gone(&error) => Ok(Some(self.send(chat, screen).await?)),
            Err(error) => Err(error),
        }
    }

    /// Takes the buttons of a message away as well as it can: a press on one that stays is stale and closes it.
    async fn close(&self, chat: ChatId, message: i64) {
        if let Err(error) = self.call(chat, &render::close(chat, message)).await {
            tracing::debug!(%error, "buttons stayed; a press on them is stale");
        }
    }

    async fn call<P>(&self, chat: ChatId, payload: &P) -> Result<Box<RawValue>, ApiError>
    where
        P: Payload + serde::Serialize + Sync,
    {
        self.in_its_place(chat, self.api.call(payload)).await
    }

    /// Makes a call in its place. While Telegram wants the whole bot to be silent, no call is made: it is told to come again afterwards
    /// and does not keep the other bot's calls from their places meanwhile.
    async fn in_its_place(
        &self,
        chat: ChatId,
        call: impl Future<Output = Result<Box<RawValue>, ApiError>>,
    ) -> Result<Box<RawValue>, ApiError> {
        self.heard()?;
        let wait = self.throttle().reserve(chat, Instant::now());
        if !wait.is_zero() {
            tokio::time::sleep(wait).await;
            self.heard()?;
        }
        point(Point::BeforeCall);
        let result = call.await;
        if let Err(ApiError::TooMany(wait)) = result
            && wait >= FLOOD_WAIT
        {
            tracing::warn!(seconds = wait.as_secs(), "Telegram wants the bot to be silent for a while");
            self.throttle().silence(Instant::now() + wait);
        }
        result
    }

    /// Whether the bot would be heard now.
    fn heard(&self) -> Result<(), ApiError> {
        match self.throttle().silent_for(Instant::now()) {
            Some(left) => Err(ApiError::TooMany(left)),
            None => Ok(()),
        }
    }

    fn throttle(&self) -> MutexGuard<'_, Throttle> {
        self.throttle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What is in a file that is to be sent. One that is gone, or is larger than Telegram takes, will never be sent.
fn spooled(path: &Path) -> Result<Vec<u8>, ApiError> {
    let file = path.metadata().map_err(|_| ApiError::Unsendable("the file to be sent is gone"))?;
    if file.len() > LARGEST_UPLOAD {
        return Err(ApiError::Unsendable("the file to be sent is larger than Telegram takes"));
    }
    // Calls to other chats go on meanwhile.
    tokio::task::block_in_place(|| std::fs::read(path))
        .map_err(|_| ApiError::Unsendable("the file to be sent cannot be read"))
}

/// What there is after an order.
struct Made {
    message: Option<i64>,
    file: Option<String>,
}

impl From<Made> for Outcome {
    fn from(made: Made) -> Outcome {
        Outcome::Done { message: made.message, file: made.file }
    }
}

/// What is read of a message that was sent.
#[derive(Deserialize)]
struct Sent {
    message_id: i64,
    #[serde(default)]
    photo: Vec<PhotoSize>,
}

#[derive(Deserialize)]
struct PhotoSize {
    file_id: String,
}

fn read(result: &RawValue) -> Result<Sent, ApiError> {
    serde_json::from_str(result.get()).map_err(|_| ApiError::Garbage)
}

#[cfg(test)]
#[path = "sender_tests.rs"]
mod tests;
