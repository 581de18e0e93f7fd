//! Whether the service is alive, and whether it does what it is for.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::get;
use chat::BotName;

use crate::pulse::Pulse;

/// `/healthz` and `/readyz`.
pub(super) fn routes(pulse: Arc<Pulse>) -> Router {
    Router::new().route("/healthz", get(async || "alive\n")).route("/readyz", get(ready)).with_state(pulse)
}

/// Turns are committed, and both bots ask for their updates.
async fn ready(State(pulse): State<Arc<Pulse>>) -> (StatusCode, &'static str) {
    if !pulse.turns() {
        return (StatusCode::SERVICE_UNAVAILABLE, "nothing is committed; the log says why\n");
    }
    match [BotName::Client, BotName::Admin].into_iter().all(|bot| pulse.listens(bot)) {
        true => (StatusCode::OK, "ready\n"),
        false => (StatusCode::SERVICE_UNAVAILABLE, "a bot does not ask for its updates\n"),
    }
}
