//! Whether the service is alive, and whether it does what it is for.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::get;

use crate::examiner::Examiner;

/// `/healthz` and `/readyz`.
pub(super) fn routes(examiner: Arc<Examiner>) -> Router {
    Router::new().route("/healthz", get(async || "alive\n")).route("/readyz", get(ready)).with_state(examiner)
}

/// Turns are committed, and both bots ask for their updates or have them brought.
async fn ready(State(examiner): State<Arc<Examiner>>) -> (StatusCode, String) {
    match examiner.pulse().verdict() {
        Ok(well) => (StatusCode::OK, format!("{well}\n")),
        Err(why) => (StatusCode::SERVICE_UNAVAILABLE, format!("{why}\n")),
    }
}
