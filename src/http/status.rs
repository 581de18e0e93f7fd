//! How the service does: for programs as JSON, for Prometheus as numbers.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use chat::Condition;

use crate::examiner::Examiner;
use crate::metrics;

/// `/status` and `/metrics`.
pub(super) fn routes(examiner: Arc<Examiner>) -> Router {
    Router::new().route("/status", get(status)).route("/metrics", get(numbers)).with_state(examiner)
}

async fn status(State(examiner): State<Arc<Examiner>>) -> Response {
    answer(examiner, "application/json", |_, condition| {
        let mut text = serde_json::to_string_pretty(condition)?;
        text.push('\n');
        Ok(text)
    })
    .await
}

async fn numbers(State(examiner): State<Arc<Examiner>>) -> Response {
    answer(examiner, metrics::CONTENT_TYPE, |examiner, condition| {
        Ok(metrics::exposition(examiner.pulse().metrics(), condition))
    })
    .await
}

/// Looks how the service does, on a thread that may wait for the disk, and writes it down.
async fn answer(
    examiner: Arc<Examiner>,
    kind: &'static str,
    write: fn(&Examiner, &Condition) -> serde_json::Result<String>,
) -> Response {
    examiner.ask_telegram();
    let written = tokio::task::spawn_blocking(move || write(&examiner, &examiner.examine())).await;
    match written {
        Ok(Ok(text)) => ([(CONTENT_TYPE, kind)], text).into_response(),
        // A panic, whose place is in the log; or what JSON cannot write.
        _ => (StatusCode::INTERNAL_SERVER_ERROR, "it cannot be told; the log says why\n").into_response(),
    }
}
