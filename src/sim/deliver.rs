//! Brings updates to webhooks over HTTP.

use std::sync::Arc;
use std::time::Duration;

use reqwest::Client;

use crate::faults::Trouble;
use crate::server::Shared;
use crate::webhook::{Delivery, NotTaken};

/// Who has not answered by then has not taken it.
const LONGEST: Duration = Duration::from_secs(60);
/// How often to look whether a pause is over.
const LOOK: Duration = Duration::from_millis(50);

/// Brings what waits until the imitation ends.
pub(crate) async fn run(shared: Arc<Shared>) {
    let client =
        Client::builder().no_proxy().timeout(LONGEST).build().expect("a client without special wishes");
    loop {
        let changed = shared.changed.notified();
        let (due, later) = {
            let now = (shared.clock)();
            let mut telegram = shared.telegram();
            (telegram.deliveries(now), telegram.has_to_bring())
        };
        for delivery in due {
            tokio::spawn(bring(Arc::clone(&shared), client.clone(), delivery));
        }
        tokio::select! {
            () = changed => {}
            () = tokio::time::sleep(LOOK), if later => {}
            () = shared.stopped() => return,
        }
    }
}

async fn bring(shared: Arc<Shared>, client: Client, delivery: Delivery) {
    let taken = tokio::select! {
        taken = with_trouble(&client, &delivery) => taken,
        () = shared.stopped() => return,
    };
    let now = (shared.clock)();
    let is_taken = taken.is_ok();
    shared.telegram().delivered(now, &delivery, taken);
    if is_taken && shared.presence().polls(delivery.bot) {
        shared.refresh();
    }
    shared.changed.notify_waiters();
}

/// The way there may be slow or cut, and the answer may be lost.
async fn with_trouble(client: &Client, delivery: &Delivery) -> Result<(), NotTaken> {
    match delivery.trouble {
        None => post(client, delivery).await,
        Some(Trouble::Delay(milliseconds)) => {
            tokio::time::sleep(Duration::from_millis(milliseconds)).await;
            post(client, delivery).await
        }
        Some(Trouble::ReplyLost) => {
            post(client, delivery).await?;
            Err(NotTaken::Refused("Read timeout expired".to_owned(), None))
        }
        Some(_) => Err(NotTaken::Unreached("Connection timed out".to_owned())),
    }
}

async fn post(client: &Client, delivery: &Delivery) -> Result<(), NotTaken> {
    let request = client.post(&delivery.url).json(&delivery.update);
    let request = match &delivery.secret {
        Some(secret) => request.header("X-Telegram-Bot-Api-Secret-Token", secret),
        None => request,
    };
    let answer = request.send().await.map_err(|error| match error.is_connect() {
        true => NotTaken::Unreached("Connection refused".to_owned()),
        false => NotTaken::Refused("Webhook connection closed".to_owned(), None),
    })?;
    if answer.status().is_success() {
        return Ok(());
    }
    let later = answer.headers().get("retry-after").and_then(|seconds| seconds.to_str().ok()?.parse().ok());
    Err(NotTaken::Refused(format!("Wrong response from the webhook: {}", answer.status()), later))
}
