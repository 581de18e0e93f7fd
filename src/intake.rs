//! How updates come (P9): we ask Telegram for them, or Telegram brings them.

use std::sync::Arc;

use axum::Router;
use chat::BotName;
use engine::Mailbox;
use hmac::{Hmac, KeyInit as _, Mac as _};
use reqwest::Url;
use sha2::Sha256;
use telegram::poller::Poller;
use telegram::webhook::{self, Keeper};
use telegram::{Api, Token};

use crate::RunError;
use crate::config::{self, Mode};
use crate::http::webhook::Door;
use crate::loops::Loops;
use crate::pulse::Pulse;
use crate::secrets::{Pepper, hex};

/// What the secret of a webhook is made for: nothing else is ever made of the pepper with it.
const PURPOSE: &[u8] = b"zapis webhook ";

/// What the updates go through.
pub(crate) struct Intake<'a> {
    /// How Telegram is reached.
    pub(crate) settings: &'a config::Telegram,
    /// What the secrets of the webhooks are made of.
    pub(crate) pepper: &'a Pepper,
    /// Where updates go.
    pub(crate) mailbox: &'a Mailbox,
    /// Told how it goes.
    pub(crate) pulse: &'a Arc<Pulse>,
}

impl Intake<'_> {
    /// Starts the loops of each bot, and gives what is to be answered over HTTP for them: nothing, when we ask.
    ///
    /// # Errors
    /// The webhook's address cannot be read.
    pub(crate) fn start(
        &self,
        loops: &mut Loops,
        bots: [(BotName, &Api, &Token); 2],
    ) -> Result<Router, RunError> {
        match &self.settings.mode {
            Mode::Polling => {
                bots.into_iter().for_each(|(bot, api, _)| self.poll(loops, bot, api));
                Ok(Router::new())
            }
            Mode::Webhook { url } => bots.into_iter().try_fold(Router::new(), |routes, (bot, api, token)| {
                Ok(routes.merge(self.be_brought(loops, url, (bot, api, token))?))
            }),
        }
    }

    fn poll(&self, loops: &mut Loops, bot: BotName, api: &Api) {
        let poller = Poller {
            bot,
            api: api.clone(),
            mailbox: self.mailbox.clone(),
            poll_timeout: self.settings.poll_timeout,
            observer: Arc::clone(self.pulse) as _,
            stop: loops.stopped(),
        };
        loops.start("a poller", poller.run());
    }

    /// Each bot has a path of its own below the address, with its name and without its token.
    fn be_brought(
        &self,
        loops: &mut Loops,
        url: &str,
        (bot, api, token): (BotName, &Api, &Token),
    ) -> Result<Router, RunError> {
        let url = Url::parse(&format!("{url}/{}", bot.code()));
        let url = url.map_err(|error| RunError::Telegram(format!("telegram.webhook_url: {error}")))?;
        let secret = secret(self.pepper, token);
        let (path, mailbox, observer) = (url.path().to_owned(), self.mailbox.weak(), Arc::clone(self.pulse));
        let keeper = Keeper {
            bot,
            api: api.clone(),
            url,
            secret: secret.clone(),
            look: webhook::LOOK,
            observer: observer.clone(),
            stop: loops.stopped(),
        };
        loops.start("the webhook", keeper.run());
        Ok(Door::new(bot, secret, mailbox, observer).at(&path))
    }
}

/// What proves that Telegram brings an update. There is nothing more to keep: it follows from the pepper and the token, is the same after
/// every start, and another once either of them is.
fn secret(pepper: &Pepper, token: &Token) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(pepper.bytes()).expect("HMAC takes a key of any length");
    mac.update(PURPOSE);
    mac.update(token.bytes());
    hex(&mac.finalize().into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_webhooks_secret_is_another_for_each_token_and_each_pepper_and_tells_neither() {
        let token = |letter: char| Token::parse(&format!("1:{}", letter.to_string().repeat(35))).unwrap();
        let of = |pepper: &str, letter| secret(&Pepper::of(pepper), &token(letter));
        let one = of("a long text as a pepper", 'a');
        assert_eq!(one, of("a long text as a pepper", 'a'));
        assert!(one != of("a long text as a pepper", 'b') && one != of("another text as a pepper", 'a'));
        assert!(one.len() == 64 && one.bytes().all(|byte| byte.is_ascii_hexdigit()), "as Telegram wants it");
    }
}
