//! What is told to Telegram at the start, in the background: Telegram may be down then, and the bots start all the same.

use chat::{BotName, Lang, Texts};
use domain::policy::Locale;
use engine::{Input, Mailbox, Order};
use telegram::setup::{self, Commands};
use telegram::{Api, ApiError, outcome};
use tokio::sync::{mpsc, watch};

/// The commands of one bot, in every language and for everybody else.
pub fn commands(
    texts: &Texts,
    locale: Locale,
    of: fn(&Texts, Lang) -> Vec<(&'static str, String)>,
) -> Vec<Commands> {
    let everybody = Commands { language: None, commands: of(texts, locale.into()) };
    let languages = Lang::ALL.map(|lang| Commands { language: Some(lang.code()), commands: of(texts, lang) });
    std::iter::once(everybody).chain(languages).collect()
}

/// Finds out who the bot is, says its name to `known`, and registers the commands. Tries again until it succeeds.
pub async fn greet(bot: BotName, api: Api, commands: Vec<Commands>, known: impl FnOnce(&str)) {
    let api = &api;
    let commands = &commands;
    let me = insist(bot, || setup::me(api)).await;
    tracing::info!(bot = bot.code(), username = me.username, "Telegram knows the bot");
    known(&me.username);
    insist(bot, || setup::register(api, commands)).await;
}

/// Writes down what Telegram calls the bots, for the links that lead to them.
pub async fn remember(
    mut names: mpsc::UnboundedReceiver<(BotName, String)>,
    mailbox: Mailbox,
    mut stop: watch::Receiver<bool>,
) {
    loop {
        let told = tokio::select! {
            told = names.recv() => told,
            _ = stop.wait_for(|stop| *stop) => return,
        };
        let Some((bot, name)) = told else {
            // Both are known; a loop ends only when it is stopped.
            let _ = stop.wait_for(|stop| *stop).await;
            return;
        };
        let order = Order::new(move |turn| {
            turn.tx.set_username(bot.code(), &name)?;
            Ok(Vec::new())
        });
        if mailbox.put(Input::Order(order)).await.is_err() {
            return;
        }
    }
}

/// Repeats a call with growing pauses. A token that is not valid is told at once, other troubles once.
async fn insist<T, F>(bot: BotName, call: impl Fn() -> F) -> T
where
    F: Future<Output = Result<T, ApiError>>,
{
    let mut told = None;
    let mut attempts = 0;
    loop {
        let error = match call().await {
            Ok(result) => return result,
            Err(error) => error,
        };
        let kind = std::mem::discriminant(&error);
        if told.replace(kind) != Some(kind) {
            match error {
                ApiError::Unauthorized => tracing::error!(bot = bot.code(), %error, "the bot cannot work"),
                _ => {
                    tracing::warn!(bot = bot.code(), %error, "Telegram was not greeted; trying again")
                }
            }
        }
        let pause = match error {
            ApiError::TooMany(wait) => wait,
            _ => outcome::pause(attempts),
        };
        attempts += 1;
        tokio::time::sleep(pause).await;
    }
}
