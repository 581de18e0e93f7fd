//! The Bot API over HTTP, and the page beside it.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{DefaultBodyLimit, Path, Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get, post};
use chrono::{DateTime, Utc};
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::sync::{Notify, watch};
use tokio::time::Instant;

use crate::controls::{Controls, Presence};
use crate::faults::{Outcome, Trouble};
use crate::methods::int;
use crate::telegram::{Reply, Telegram, Upload};
use crate::{deliver, page, params};

/// Tells the time.
pub type Clock = Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>;

/// The longest a poll is held back, in seconds.
const LONGEST_POLL: i64 = 50;

/// A running imitation; it ends when this is dropped.
pub struct Server {
    address: SocketAddr,
    shared: Arc<Shared>,
}

pub(crate) struct Shared {
    telegram: Mutex<Telegram>,
    pub(crate) clock: Clock,
    /// Wakes polls and the page.
    pub(crate) changed: Notify,
    /// The number of each bot's newest poll: an older one is ended by it.
    polls: Mutex<Vec<u64>>,
    presence: Mutex<Presence>,
    pub(crate) controls: Controls,
    /// Says that it is over.
    stop: watch::Sender<bool>,
}

impl Shared {
    pub(crate) fn telegram(&self) -> MutexGuard<'_, Telegram> {
        self.telegram.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn presence(&self) -> MutexGuard<'_, Presence> {
        self.presence.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Shows the page something that did not come by a call or an update.
    pub(crate) fn refresh(&self) {
        self.telegram().changed();
        self.changed.notify_waiters();
    }

    /// Ends when the server does.
    pub(crate) async fn stopped(&self) {
        // An error would mean that the sender is gone, and it lives in `self`.
        let _ = self.stop.subscribe().wait_for(|stop| *stop).await;
    }
}

impl Server {
    /// Serves a Telegram on a listener until it is dropped. Whoever reaches the listener can be anybody here: it should listen on the
    /// loopback address, as [`Server::local`] does.
    ///
    /// # Errors
    /// The listener has no address.
    pub fn start(listener: TcpListener, telegram: Telegram, clock: Clock) -> std::io::Result<Server> {
        Server::with_controls(listener, telegram, clock, Controls::default())
    }

    /// The same, with a page that offers more than chatting.
    ///
    /// # Errors
    /// The listener has no address.
    pub fn with_controls(
        listener: TcpListener,
        telegram: Telegram,
        clock: Clock,
        controls: Controls,
    ) -> std::io::Result<Server> {
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared {
            polls: Mutex::new(vec![0; telegram.bots.len()]),
            presence: Mutex::new(Presence::new(telegram.bots.len())),
            controls,
            telegram: Mutex::new(telegram),
            clock,
            changed: Notify::new(),
            stop: watch::Sender::new(false),
        });
        tokio::spawn(deliver::run(Arc::clone(&shared)));
        let routes = routes(Arc::clone(&shared));
        let ended = Arc::clone(&shared);
        tokio::spawn(async move {
            // Open connections end too, or a bot would go on talking to a Telegram that is no more.
            let until = async move { ended.stopped().await };
            axum::serve(listener, routes).with_graceful_shutdown(until).await
        });
        Ok(Server { address, shared })
    }

    /// Serves a Telegram on a port of this machine, reachable from nowhere else; port 0 is any that is free.
    ///
    /// # Errors
    /// The port is taken.
    pub async fn local(port: u16, telegram: Telegram, clock: Clock) -> std::io::Result<Server> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
        Server::start(listener, telegram, clock)
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

    /// Ends it: nothing new is accepted, held polls are answered, idle connections close.
    pub fn shutdown(self) {
        drop(self);
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.shared.stop.send_replace(true);
    }
}

fn routes(shared: Arc<Shared>) -> Router {
    Router::new()
        .route("/", get(page::index))
        .route("/page/{name}", get(page::asset))
        .route("/favicon.ico", get(|| async { StatusCode::NO_CONTENT }))
        .route("/api/state", get(page::view::state))
        .route("/api/act", post(page::act::act))
        .route("/api/file/{bot}/{id}", get(page::file))
        .route("/file/{bot}/{*path}", get(file))
        .route("/{bot}/{method}", any(call))
        .layer(DefaultBodyLimit::max(params::LARGEST))
        .layer(axum::middleware::from_fn(only_from_here))
        .with_state(shared)
}

/// Bots name no origin, and the page has this server's own: another site's script reaches neither the page nor the Bot API.
async fn only_from_here(request: Request, next: axum::middleware::Next) -> Response {
    match page::is_local(request.headers()) {
        true => next.run(request).await,
        false => StatusCode::FORBIDDEN.into_response(),
    }
}

async fn call(
    State(shared): State<Arc<Shared>>,
    Path((bot, method)): Path<(String, String)>,
    request: Request,
) -> Response {
    let Some(token) = bot.strip_prefix("bot") else { return answer(&not_found()) };
    let Some((params, files)) = params::read(request).await else {
        return answer(&Reply::error(400, "Bad Request: the body cannot be read"));
    };
    let outcome = if method.eq_ignore_ascii_case("getUpdates") {
        receive_poll(&shared, token, &method, &params, &files).await
    } else {
        let now = (shared.clock)();
        shared.telegram().receive(now, token, &method, &params, &files)
    };
    shared.changed.notify_waiters();
    carry(outcome).await
}

fn not_found() -> Reply {
    Reply::error(404, "Not Found")
}

/// What the outcome looks like on the wire.
async fn carry(outcome: Outcome) -> Response {
    match outcome {
        Outcome::Answered(reply) => answer(&reply),
        Outcome::Late(reply, milliseconds) => {
            tokio::time::sleep(Duration::from_millis(milliseconds)).await;
            answer(&reply)
        }
        Outcome::Gateway => {
            (StatusCode::BAD_GATEWAY, "<html><h1>502 Bad Gateway</h1></html>").into_response()
        }
        Outcome::Garbage => "<html>?</html>".into_response(),
        Outcome::Cut => cut(),
    }
}

async fn receive_poll(
    shared: &Shared,
    token: &str,
    method: &str,
    params: &Value,
    files: &[Upload],
) -> Outcome {
    let trouble = shared.telegram().trouble_of(token, method, params);
    match trouble {
        None => poll(shared, token, params).await,
        Some(Trouble::Delay(milliseconds)) => match poll(shared, token, params).await {
            Outcome::Answered(reply) => Outcome::Late(reply, milliseconds),
            other => other,
        },
        Some(trouble) => {
            let now = (shared.clock)();
            shared.telegram().suffer(trouble, now, token, method, params, files)
        }
    }
}

/// Holds a poll back until something waits; a second poll of the same bot, or a cut network, ends the first.
async fn poll(shared: &Shared, token: &str, params: &Value) -> Outcome {
    let Some(bot) = shared.telegram().bot_of(token) else {
        return Outcome::Answered(Reply::error(401, "Unauthorized"));
    };
    let newest = || shared.polls.lock().unwrap_or_else(PoisonError::into_inner)[bot];
    let mine = {
        let mut polls = shared.polls.lock().unwrap_or_else(PoisonError::into_inner);
        polls[bot] += 1;
        polls[bot]
    };
    shared.changed.notify_waiters();
    let cut = shared.telegram().faults.is_cut();
    if !cut && shared.presence().polls(bot) {
        shared.refresh();
    }
    let seconds = int(params, "timeout").unwrap_or(0).clamp(0, LONGEST_POLL);
    let deadline = Instant::now() + Duration::from_secs(seconds.unsigned_abs());
    loop {
        let changed = shared.changed.notified();
        if newest() != mine {
            let words = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running";
            return Outcome::Answered(Reply::error(409, words));
        }
        if shared.telegram().faults.is_cut() {
            return Outcome::Cut;
        }
        let reply = poll_once(shared, token, params);
        let empty = reply.body["result"].as_array().is_some_and(Vec::is_empty);
        if !empty {
            return Outcome::Answered(reply);
        }
        tokio::select! {
            () = changed => {}
            () = tokio::time::sleep_until(deadline) => return Outcome::Answered(reply),
            () = shared.stopped() => return Outcome::Answered(reply),
        }
    }
}

fn poll_once(shared: &Shared, token: &str, params: &Value) -> Reply {
    let now = (shared.clock)();
    let mut telegram = shared.telegram();
    let before = telegram.version();
    let reply = telegram.call(now, token, "getUpdates", params, &[]);
    let acknowledged = telegram.version() != before;
    drop(telegram);
    if acknowledged {
        shared.changed.notify_waiters();
    }
    reply
}

async fn file(State(shared): State<Arc<Shared>>, Path((bot, path)): Path<(String, String)>) -> Response {
    let Some(token) = bot.strip_prefix("bot") else { return answer(&not_found()) };
    let telegram = shared.telegram();
    if telegram.bot_of(token).is_none() {
        return answer(&Reply::error(401, "Unauthorized"));
    }
    match telegram.file(token, &path) {
        Some(bytes) => ([(header::CONTENT_TYPE, "application/octet-stream")], bytes.to_vec()).into_response(),
        None => answer(&not_found()),
    }
}

fn answer(reply: &Reply) -> Response {
    let status = StatusCode::from_u16(reply.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = (status, reply.body.to_string()).into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}

/// Ends the connection instead of an answer.
fn cut() -> Response {
    let lost = futures_util::stream::once(async {
        Err::<Bytes, _>(std::io::Error::other("the connection is lost"))
    });
    Response::new(Body::from_stream(lost))
}
