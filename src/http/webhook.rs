//! What Telegram brings (P9). It is answered with 200 only after the commit; anything else makes Telegram bring it again.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::post;
use chat::BotName;
use engine::fail::{Point, point};
use engine::{Input, Observer, WeakMailbox};
use subtle::ConstantTimeEq as _;
use telegram::parse;
use telegram::webhook::SECRET_HEADER;

/// An update has some kilobytes.
const LARGEST: usize = 1024 * 1024;
/// What is not committed by then is to be brought again. Telegram would wait for about a minute, and an answer of its own tells it more than silence.
const LONGEST: Duration = Duration::from_secs(5);
/// Telegram is to come again after so many seconds, and not after a pause that doubles: a press is forgotten soon.
const COME_AGAIN: &str = "2";

/// Where one bot's updates are brought.
pub(crate) struct Door {
    bot: BotName,
    secret: String,
    /// A connection that somebody keeps open keeps no engine running.
    mailbox: WeakMailbox,
    observer: Arc<dyn Observer>,
    /// Whether the log has told of somebody without the secret.
    knows_strangers: AtomicBool,
    /// So much could not be read so far.
    unreadable: AtomicU64,
}

/// What became of what was brought.
enum Brought {
    Committed,
    /// It is no update, and would be none the next time.
    Unreadable,
    /// It did not arrive whole, or is larger than any update.
    Torn,
    /// The engine stops.
    Stopping,
}

impl Door {
    pub(crate) fn new(
        bot: BotName,
        secret: String,
        mailbox: WeakMailbox,
        observer: Arc<dyn Observer>,
    ) -> Door {
        let (knows_strangers, unreadable) = (AtomicBool::new(false), AtomicU64::new(0));
        Door { bot, secret, mailbox, observer, knows_strangers, unreadable }
    }

    /// The door at this path.
    pub(crate) fn at(self, path: &str) -> Router {
        Router::new().route(path, post(bring)).with_state(Arc::new(self))
    }

    /// Compared in constant time: nobody learns from the length of the wait how much of a guess was right.
    fn knows(&self, headers: &HeaderMap) -> bool {
        headers
            .get(SECRET_HEADER)
            .is_some_and(|told| bool::from(told.as_bytes().ct_eq(self.secret.as_bytes())))
    }

    /// Told once: whoever finds the address can knock as often as they like.
    fn turn_away(&self) -> StatusCode {
        if !self.knows_strangers.swap(true, Ordering::Relaxed) {
            tracing::warn!(
                bot = self.bot.code(),
                "somebody knocks at the webhook without its secret and is turned away; this is told once"
            );
        }
        StatusCode::UNAUTHORIZED
    }

    /// Reads the update and has it committed.
    async fn take_in(&self, body: Body) -> Brought {
        let Ok(bytes) = to_bytes(body, LARGEST).await else { return Brought::Torn };
        let Ok(Ok((id, incoming))) = std::str::from_utf8(&bytes).map(parse::update) else {
            return Brought::Unreadable;
        };
        let Some(mailbox) = self.mailbox.open() else { return Brought::Stopping };
        point(Point::Polled);
        match mailbox.commit(vec![Input::Update { bot: self.bot, id, incoming }]).await {
            Ok(()) => Brought::Committed,
            Err(_) => Brought::Stopping,
        }
    }

    /// As with polling, what cannot be read is received and has no effect: brought again it would be the same, and keep back all that the
    /// same person does after it for a day.
    fn pass_over(&self) -> Response {
        let count = self.unreadable.fetch_add(1, Ordering::Relaxed) + 1;
        if count.is_power_of_two() {
            tracing::error!(
                bot = self.bot.code(),
                count,
                "what was brought to the webhook is no update and is passed over"
            );
        }
        StatusCode::OK.into_response()
    }
}

/// The secret is looked at before a byte of the body is read, and nothing is written for a stranger.
async fn bring(State(door): State<Arc<Door>>, request: Request) -> Response {
    if !door.knows(request.headers()) {
        return door.turn_away().into_response();
    }
    match tokio::time::timeout(LONGEST, door.take_in(request.into_body())).await {
        Ok(Brought::Committed) => {
            point(Point::BeforeAcknowledge);
            door.observer.polled(door.bot, 1);
            StatusCode::OK.into_response()
        }
        Ok(Brought::Unreadable) => door.pass_over(),
        Ok(Brought::Torn) => StatusCode::BAD_REQUEST.into_response(),
        // If it waits in the queue and is committed all the same, it is known when it comes again.
        Ok(Brought::Stopping) | Err(_) => {
            (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, COME_AGAIN)]).into_response()
        }
    }
}
