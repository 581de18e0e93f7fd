//! Webhooks: what a bot asked for, and what is to be brought to it. Only addresses of this machine are brought anything.
//!
//! As at Telegram, what one person writes is brought one after the other, and what they press in a queue of its own, beside it; an update is
//! brought again until the answer is a 2xx, with pauses that double unless the answer names one.

use std::collections::{BTreeSet, HashMap, HashSet};

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

use crate::faults::Trouble;
use crate::methods::{flag, int};
use crate::telegram::{Reply, Telegram};

/// The pause after the first answer that was no 2xx, and after a connection that could not be made.
const FIRST_PAUSE: TimeDelta = TimeDelta::seconds(1);
/// The longest pause.
const LONGEST_PAUSE: TimeDelta = TimeDelta::seconds(60);
/// Simultaneous connections, unless the bot says otherwise.
const CONNECTIONS: i64 = 40;

/// What a bot asked for.
#[derive(Debug, Default)]
pub(crate) struct Webhook {
    url: String,
    secret: Option<String>,
    connections: i64,
    /// Which of all that were set this is: an answer that was meant for another counts for nothing.
    number: u64,
    on_the_way: BTreeSet<i64>,
    /// How often each could not be brought, and when it is tried again.
    later: HashMap<i64, (u32, DateTime<Utc>)>,
    last_error: Option<(DateTime<Utc>, String)>,
}

/// An update on its way to a bot.
#[derive(Debug)]
pub(crate) struct Delivery {
    pub(crate) bot: usize,
    webhook: u64,
    id: i64,
    pub(crate) url: String,
    pub(crate) secret: Option<String>,
    pub(crate) update: Value,
    pub(crate) trouble: Option<Trouble>,
}

/// Why an update was not taken.
#[derive(Debug)]
pub(crate) enum NotTaken {
    /// Nobody answers there.
    Unreached(String),
    /// An answer that is no 2xx, or none; perhaps it names the seconds until the next try.
    Refused(String, Option<i64>),
}

impl Webhook {
    /// One that leads anywhere: nothing is brought there.
    pub(crate) fn elsewhere(url: &str) -> Webhook {
        Webhook { url: url.to_owned(), ..Webhook::default() }
    }
}

impl Telegram {
    pub(crate) fn set_webhook(&mut self, bot: usize, params: &Value) -> Result<Value, Reply> {
        let url = match params["url"].as_str() {
            None | Some("") => return Ok(self.delete_webhook(bot, params)),
            Some(url) => url.to_owned(),
        };
        // Better a plain refusal than a bot that waits forever.
        if !is_here(&url) {
            return Err(Reply::error(
                501,
                "Not Implemented: this imitation brings updates to http on its own machine alone",
            ));
        }
        let secret = params["secret_token"].as_str().map(str::to_owned);
        let good = |secret: &String| {
            let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"_-".contains(&byte);
            secret.len() <= 256 && secret.bytes().all(plain)
        };
        if !secret.as_ref().is_none_or(good) {
            return Err(Reply::error(400, "Bad Request: secret token contains unallowed characters"));
        }
        self.webhooks_set += 1;
        let connections = int(params, "max_connections").unwrap_or(CONNECTIONS).clamp(1, 100);
        let webhook = Webhook { url, secret, connections, number: self.webhooks_set, ..Webhook::default() };
        let bot = &mut self.bots[bot];
        if bot.webhook.as_ref().is_none_or(|now| (&now.url, &now.secret) != (&webhook.url, &webhook.secret)) {
            bot.webhook = Some(webhook);
        }
        if let Some(kinds) = params["allowed_updates"].as_array() {
            bot.updates.allow(kinds.iter().filter_map(|kind| kind.as_str().map(str::to_owned)).collect());
        }
        if flag(params, "drop_pending_updates") {
            bot.updates.clear();
        }
        Ok(json!(true))
    }

    pub(crate) fn delete_webhook(&mut self, bot: usize, params: &Value) -> Value {
        self.bots[bot].webhook = None;
        if flag(params, "drop_pending_updates") {
            self.bots[bot].updates.clear();
        }
        json!(true)
    }

    pub(crate) fn webhook_info(&self, bot: usize) -> Value {
        let bot = &self.bots[bot];
        let webhook = bot.webhook.as_ref();
        let mut info = json!({
            "url": webhook.map(|webhook| webhook.url.as_str()).unwrap_or_default(),
            "has_custom_certificate": false,
            "pending_update_count": bot.updates.len(),
        });
        if let Some((at, reason)) = webhook.and_then(|webhook| webhook.last_error.as_ref()) {
            info["last_error_date"] = json!(at.timestamp());
            info["last_error_message"] = json!(reason);
        }
        if let Some(kinds) = bot.updates.allowed() {
            info["allowed_updates"] = json!(kinds);
        }
        info
    }

    /// What is to be brought now; it is on its way from then on.
    pub(crate) fn deliveries(&mut self, now: DateTime<Utc>) -> Vec<Delivery> {
        if self.faults.is_cut() {
            return Vec::new();
        }
        let mut deliveries = Vec::new();
        for (index, bot) in self.bots.iter_mut().enumerate() {
            let Some(webhook) = bot.webhook.as_mut().filter(|webhook| is_here(&webhook.url)) else {
                continue;
            };
            bot.updates.drop_old(now);
            // Those behind the first of a queue wait for it, whether it is on its way or its time has not come.
            let mut queues = HashSet::new();
            for (id, update) in bot.updates.each() {
                let queue = queue_of(update);
                let is_due = webhook.later.get(&id).is_none_or(|(_, at)| *at <= now);
                let room =
                    i64::try_from(webhook.on_the_way.len()).is_ok_and(|count| count < webhook.connections);
                if !queues.insert(queue) || webhook.on_the_way.contains(&id) || !is_due || !room {
                    continue;
                }
                webhook.on_the_way.insert(id);
                deliveries.push(Delivery {
                    bot: index,
                    webhook: webhook.number,
                    id,
                    url: webhook.url.clone(),
                    secret: webhook.secret.clone(),
                    update: update.clone(),
                    trouble: self.faults.take(&bot.setup.username, "webhook", Some(queue.0)),
                });
            }
        }
        deliveries
    }

    /// What became of a delivery.
    pub(crate) fn delivered(&mut self, now: DateTime<Utc>, delivery: &Delivery, taken: Result<(), NotTaken>) {
        let bot = &mut self.bots[delivery.bot];
        let Some(webhook) = bot.webhook.as_mut().filter(|webhook| webhook.number == delivery.webhook) else {
            return;
        };
        webhook.on_the_way.remove(&delivery.id);
        let Err(trouble) = taken else {
            webhook.later.remove(&delivery.id);
            bot.updates.forget(delivery.id);
            return self.changed();
        };
        let fails = webhook.later.get(&delivery.id).map_or(0, |(fails, _)| *fails);
        let (reason, fails, pause) = match trouble {
            NotTaken::Unreached(reason) => (reason, fails, FIRST_PAUSE),
            NotTaken::Refused(reason, Some(seconds)) => {
                (reason, fails + 1, TimeDelta::seconds(seconds.clamp(1, 3600)))
            }
            NotTaken::Refused(reason, None) => {
                (reason, fails + 1, (FIRST_PAUSE * 2_i32.pow(fails.min(6))).min(LONGEST_PAUSE))
            }
        };
        webhook.later.insert(delivery.id, (fails, now + pause));
        webhook.last_error = Some((now, reason));
        self.changed();
    }

    /// Whether something waits to be brought later.
    pub(crate) fn has_to_bring(&self) -> bool {
        self.bots.iter().any(|bot| bot.webhook.is_some() && !bot.updates.is_empty())
    }
}

/// The person, and whether they pressed.
fn queue_of(update: &Value) -> (i64, bool) {
    match update.get("callback_query") {
        Some(press) => (press["from"]["id"].as_i64().unwrap_or_default(), true),
        None => {
            let content =
                update.as_object().and_then(|fields| fields.values().find(|value| value.is_object()));
            (content.and_then(|content| content["chat"]["id"].as_i64()).unwrap_or_default(), false)
        }
    }
}

/// Whether an address is of this machine, and unencrypted.
fn is_here(url: &str) -> bool {
    url.parse::<axum::http::Uri>().is_ok_and(|url| {
        let host = url.host().unwrap_or_default().trim_matches(['[', ']']);
        let is_loopback = host.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback());
        url.scheme_str() == Some("http") && (is_loopback || host == "localhost")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::{ANNA, TOKEN, begun, now};

    fn brought(telegram: &mut Telegram, at: DateTime<Utc>) -> Vec<Delivery> {
        telegram.deliveries(at)
    }

    fn set(telegram: &mut Telegram, more: Value) -> Reply {
        let mut params = json!({ "url": "http://127.0.0.1:1/hook", "secret_token": "s-1" });
        params.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        telegram.call(now(), TOKEN, "setWebhook", &params, &[])
    }

    #[test]
    fn what_one_person_writes_is_brought_in_order_and_again_until_it_is_taken() {
        let mut telegram = begun();
        telegram.send_text(now(), "one", ANNA, "два");
        telegram.send_text(now(), "one", 6, "другая");
        assert_eq!(set(&mut telegram, json!({})).status, 200);
        let first = brought(&mut telegram, now());
        let texts: Vec<_> = first.iter().map(|delivery| delivery.update["message"]["text"].clone()).collect();
        assert_eq!(texts, ["/start", "другая"], "the second of one person waits for the first");
        assert_eq!(first[0].secret.as_deref(), Some("s-1"));
        assert!(brought(&mut telegram, now()).is_empty(), "both are on their way");
        telegram.delivered(now(), &first[0], Err(NotTaken::Refused("Wrong response: 503".into(), None)));
        telegram.delivered(now(), &first[1], Ok(()));
        assert!(brought(&mut telegram, now()).is_empty(), "the pause is not over");
        let info = telegram.call(now(), TOKEN, "getWebhookInfo", &json!({}), &[]).body["result"].clone();
        assert_eq!(
            (&info["pending_update_count"], &info["last_error_message"]),
            (&json!(2), &json!("Wrong response: 503"))
        );
        let again = brought(&mut telegram, now() + FIRST_PAUSE);
        assert_eq!(again[0].update, first[0].update);
        telegram.delivered(now(), &again[0], Ok(()));
        assert_eq!(brought(&mut telegram, now())[0].update["message"]["text"], "два");
    }

    #[test]
    fn an_answer_to_a_webhook_that_was_deleted_meanwhile_counts_for_nothing() {
        let mut telegram = begun();
        set(&mut telegram, json!({}));
        let first = brought(&mut telegram, now());
        telegram.call(now(), TOKEN, "deleteWebhook", &json!({}), &[]);
        telegram.delivered(now(), &first[0], Ok(()));
        assert_eq!(telegram.waiting("one"), 1, "it is given to the next poll");
    }

    #[test]
    fn a_webhook_elsewhere_or_with_a_malformed_secret_is_refused() {
        let mut telegram = begun();
        for url in ["https://127.0.0.1/hook", "http://192.0.2.1/hook", "http://example.org"] {
            assert_eq!(set(&mut telegram, json!({ "url": url })).status, 501, "{url}");
        }
        assert_eq!(set(&mut telegram, json!({ "secret_token": "я" })).status, 400);
        assert_eq!(
            set(&mut telegram, json!({ "url": "http://[::1]:80/hook", "drop_pending_updates": true })).status,
            200
        );
        assert_eq!(telegram.waiting("one"), 0);
    }
}
