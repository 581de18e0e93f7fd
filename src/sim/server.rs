//! The Bot API over HTTP, and the page beside it.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Path, Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get, post};
use chrono::{DateTime, Utc};
use tokio::net::TcpListener;
use tokio::sync::{Notify, watch};
use tokio::time::Instant;

use crate::faults::Trouble;
use crate::methods::int;
use crate::telegram::{Reply, Telegram};
use crate::{page, params};

/// Tells the time.
pub type Clock = Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>;

/// The longest a poll is held back.
const LONGEST_POLL: u64 = 50;

/// A running imitation.
pub struct Server {
    address: SocketAddr,
    shared: Arc<Shared>,
    stop: watch::Sender<bool>,
}

pub(crate) struct Shared {
    telegram: Mutex<Telegram>,
    pub(crate) clock: Clock,
    /// Wakes polls and the page.
    pub(crate) changed: Notify,
    /// The number of each bot's newest poll: an older one is ended by it.
    polls: Mutex<Vec<u64>>,
}

impl Shared {
    pub(crate) fn telegram(&self) -> MutexGuard<'_, Telegram> {
        self.telegram.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Server {
    /// Serves a Telegram on a listener until it is dropped.
    ///
    /// # Errors
    /// The listener has no address.
    pub fn start(listener: TcpListener, telegram: Telegram, clock: Clock) -> std::io::Result<Server> {
        let address = listener.local_addr()?;
        let polls = Mutex::new(vec![0; telegram.bots.len()]);
        let shared =
            Arc::new(Shared { telegram: Mutex::new(telegram), clock, changed: Notify::new(), polls });
        let routes = Router::new()
            .route("/", get(page::index))
            .route("/app.js", get(page::script))
            .route("/style.css", get(page::style))
            .route("/api/state", get(page::state))
            .route("/api/act", post(page::act))
            .route("/file/{bot}/{path}", get(file))
            .route("/{bot}/{method}", any(call))
            .with_state(Arc::clone(&shared));
        let (stop, mut stopped) = watch::channel(false);
        tokio::spawn(async move {
            let until = async move {
                // An error means that the server was dropped.
                let _ = stopped.wait_for(|stop| *stop).await;
            };
            tokio::select! {
                _ = axum::serve(listener, routes).into_future() => {}
                () = until => {}
            }
        });
        Ok(Server { address, shared, stop })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// What to put into `api_url`.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Does something with the state, at the clock's time.
    pub fn with<T>(&self, what: impl FnOnce(&mut Telegram, DateTime<Utc>) -> T) -> T {
        let now = (self.shared.clock)();
        let result = what(&mut self.shared.telegram(), now);
        self.shared.changed.notify_waiters();
        result
    }

    /// Waits until something is so; `None` when the time is over.
    pub async fn wait_for<T>(
        &self,
        longest: Duration,
        mut what: impl FnMut(&Telegram) -> Option<T>,
    ) -> Option<T> {
        let deadline = Instant::now() + longest;
        loop {
            let changed = self.shared.changed.notified();
            if let Some(found) = what(&self.shared.telegram()) {
                return Some(found);
            }
            if tokio::time::timeout_at(deadline, changed).await.is_err() {
                return what(&self.shared.telegram());
            }
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Nobody listens any more if the task has ended.
        let _ = self.stop.send(true);
    }
}

async fn call(
    State(shared): State<Arc<Shared>>,
    Path((bot, method)): Path<(String, String)>,
    request: Request,
) -> Response {
    let Some(token) = bot.strip_prefix("bot").map(str::to_owned) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let Some((params, files)) = params::read(request).await else {
        return answer(Reply::error(400, "Bad Request: the body cannot be read"));
    };
    let trouble = {
        let mut telegram = shared.telegram();
        let name = telegram.bot_of(&token).map(|bot| telegram.bots[bot].setup.username.clone());
        name.and_then(|name| telegram.faults.take(&name, &method))
    };
    match trouble {
        None => {}
        Some(Trouble::Delay(milliseconds)) => tokio::time::sleep(Duration::from_millis(milliseconds)).await,
        Some(Trouble::TooMany(seconds)) => return answer(Reply::too_many(seconds)),
        Some(Trouble::ServerError) => {
            return (StatusCode::BAD_GATEWAY, "<html><h1>502 Bad Gateway</h1></html>").into_response();
        }
        Some(Trouble::Garbage) => return "<html>?</html>".into_response(),
        Some(Trouble::Closed) => return closed(),
        Some(Trouble::ReplyLost) => {
            let now = (shared.clock)();
            shared.telegram().call(now, &token, &method, &params, &files);
            shared.changed.notify_waiters();
            return closed();
        }
    }
    if method.eq_ignore_ascii_case("getUpdates") {
        return answer(poll(&shared, &token, &params).await);
    }
    let now = (shared.clock)();
    let reply = shared.telegram().call(now, &token, &method, &params, &files);
    shared.changed.notify_waiters();
    answer(reply)
}

/// Holds a poll back until something waits; a second poll of the same bot ends the first.
async fn poll(shared: &Shared, token: &str, params: &serde_json::Value) -> Reply {
    let Some(bot) = shared.telegram().bot_of(token) else { return Reply::error(401, "Unauthorized") };
    let mine = {
        let mut polls = shared.polls.lock().unwrap_or_else(PoisonError::into_inner);
        polls[bot] += 1;
        polls[bot]
    };
    shared.changed.notify_waiters();
    let seconds = int(params, "timeout").unwrap_or(0).clamp(0, LONGEST_POLL as i64);
    let deadline = Instant::now() + Duration::from_secs(seconds.unsigned_abs());
    loop {
        let changed = shared.changed.notified();
        if shared.polls.lock().unwrap_or_else(PoisonError::into_inner)[bot] != mine {
            let words = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running";
            return Reply::error(409, words);
        }
        let now = (shared.clock)();
        let reply = shared.telegram().call(now, token, "getUpdates", params, &[]);
        let empty = reply.body["result"].as_array().is_some_and(Vec::is_empty);
        if !empty || tokio::time::timeout_at(deadline, changed).await.is_err() {
            return reply;
        }
    }
}

async fn file(State(shared): State<Arc<Shared>>, Path((bot, path)): Path<(String, String)>) -> Response {
    let bot = bot.strip_prefix("bot").unwrap_or(&bot);
    match shared.telegram().file(bot, &path) {
        Some(bytes) => ([(header::CONTENT_TYPE, "application/octet-stream")], bytes.to_vec()).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

fn answer(reply: Reply) -> Response {
    let status = StatusCode::from_u16(reply.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = (status, reply.body.to_string()).into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}

/// Ends the connection instead of an answer.
fn closed() -> Response {
    let lost = futures_util::stream::once(async {
        Err::<Bytes, _>(std::io::Error::other("the connection is lost"))
    });
    Response::new(Body::from_stream(lost))
}
