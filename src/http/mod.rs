//! The HTTP listener, if there is one (`http.listen`): how the service does (P8), and Telegram's webhook (P9).
//!
//! | module | what lives there |
//! |---|---|
//! | `health` | `/healthz` and `/readyz` |
//! | `status` | `/status` and `/metrics` |
//! | [`webhook`] | what Telegram brings |
//! | `serve` | connections, and how much of them is borne |

mod health;
mod serve;
mod status;
pub(crate) mod webhook;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request};
use axum::http::StatusCode;
use axum::middleware::{self, Next};
use axum::response::{IntoResponse as _, Response};
use tokio::net::TcpListener;

use crate::RunError;
use crate::examiner::Examiner;

pub(crate) use serve::serve;

/// The largest body that is read: an update of Telegram's is far smaller.
const LARGEST_BODY: usize = 1024 * 1024;
/// A request is answered within so long, its body read and all.
const LONGEST: Duration = Duration::from_secs(20);

/// Listens where the configuration says.
pub(crate) async fn bind(address: SocketAddr) -> Result<TcpListener, RunError> {
    let failure = |reason| RunError::Listen { address, reason };
    let listener = TcpListener::bind(address).await.map_err(failure)?;
    let address = listener.local_addr().map_err(failure)?;
    tracing::info!(%address, "HTTP is answered");
    if !address.ip().is_loopback() {
        tracing::warn!(
            %address,
            "http.listen is no address of this machine alone: whoever reaches it reads /status and /metrics, without a password; listen on 127.0.0.1, or let a firewall or a proxy stand before it"
        );
    }
    Ok(listener)
}

/// All that is answered: what is asked of the service, and what Telegram brings.
pub(crate) fn routes(examiner: Arc<Examiner>, brought: Router) -> Router {
    health::routes(Arc::clone(&examiner))
        .merge(status::routes(examiner))
        .merge(brought)
        .fallback(nothing_here)
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .layer(middleware::from_fn(in_time))
}

async fn nothing_here() -> (StatusCode, &'static str) {
    (StatusCode::NOT_FOUND, "there is /healthz, /readyz, /status and /metrics\n")
}

/// Whoever sends a body for ever, or asks for what takes for ever, is let go.
async fn in_time(request: Request, next: Next) -> Response {
    match tokio::time::timeout(LONGEST, next.run(request)).await {
        Ok(response) => response,
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "this took too long\n").into_response(),
    }
}
