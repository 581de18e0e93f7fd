//! The HTTP listener, if there is one (`http.listen`): how the service does (P8), and Telegram's webhook (P9).
//!
//! | module | what lives there |
//! |---|---|
//! | `health` | `/healthz` and `/readyz` |
//! | [`webhook`] | what Telegram brings |

mod health;
pub(crate) mod webhook;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use engine::Mailbox;
use tokio::net::TcpListener;
use tokio::sync::watch;

use crate::RunError;
use crate::pulse::Pulse;

/// Who has not finished asking by then, when the process stops, is not waited for.
const LONGEST_GOODBYE: Duration = Duration::from_secs(7);

/// Listens where the configuration says.
pub(crate) async fn bind(address: SocketAddr) -> Result<TcpListener, RunError> {
    TcpListener::bind(address).await.map_err(|reason| RunError::Listen { address, reason })
}

/// All that is answered.
pub(crate) fn routes(pulse: Arc<Pulse>) -> Router {
    health::routes(pulse)
}

/// Answers until the process stops, and then what was asked before. The engine runs as long: what was brought is committed and answered.
pub(crate) async fn serve(
    listener: TcpListener,
    routes: Router,
    mailbox: Mailbox,
    mut stop: watch::Receiver<bool>,
) {
    let mut stopping = stop.clone();
    let stopped = async move { drop(stopping.wait_for(|stop| *stop).await) };
    let longest = async {
        let _ = stop.wait_for(|stop| *stop).await;
        tokio::time::sleep(LONGEST_GOODBYE).await;
    };
    tokio::select! {
        served = axum::serve(listener, routes).with_graceful_shutdown(stopped) => if let Err(error) = served {
            tracing::error!(%error, "nobody listens for HTTP any more");
        },
        () = longest => tracing::debug!("somebody has not finished asking"),
    }
    drop(mailbox);
}
