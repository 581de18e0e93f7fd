//! The HTTP listener, if there is one (`http.listen`): how the service does (P8), and Telegram's webhook (P9).
//!
//! | module | what lives there |
//! |---|---|
//! | `health` | `/healthz` and `/readyz` |

mod health;

use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use tokio::net::TcpListener;
use tokio::sync::watch;

use crate::RunError;
use crate::pulse::Pulse;

/// Listens where the configuration says.
pub(crate) async fn bind(address: SocketAddr) -> Result<TcpListener, RunError> {
    TcpListener::bind(address).await.map_err(|reason| RunError::Listen { address, reason })
}

/// All that is answered.
pub(crate) fn routes(pulse: Arc<Pulse>) -> Router {
    health::routes(pulse)
}

/// Answers until the process stops.
pub(crate) async fn serve(listener: TcpListener, routes: Router, mut stop: watch::Receiver<bool>) {
    let stopped = async move { drop(stop.wait_for(|stop| *stop).await) };
    if let Err(error) = axum::serve(listener, routes).with_graceful_shutdown(stopped).await {
        tracing::error!(%error, "nobody listens for HTTP any more");
    }
}
