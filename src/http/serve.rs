//! Connections, and how much of them is borne: who is slow or means harm keeps others from being served for a moment at most.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use engine::Mailbox;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::task::JoinSet;

/// So many are served at a time; others wait in the system's queue.
const AT_ONCE: usize = 64;
/// The head of a request comes within so long, and a connection that is kept open brings the next one within so long.
const HEAD: Duration = Duration::from_secs(10);
/// The longest head, in bytes.
const LARGEST_HEAD: usize = 16 * 1024;
/// No connection lasts longer, whatever is done with it.
const LIFE: Duration = Duration::from_secs(300);
/// What is being answered when its time is over has so long: a little more than an update that Telegram has brought.
const LAST_MOMENT: Duration = Duration::from_secs(6);

/// Answers until the process stops, and then what was asked before. The engine runs as long as its mailbox is held: what was brought is
/// committed and answered.
pub(crate) async fn serve(
    listener: TcpListener,
    routes: Router,
    mailbox: Mailbox,
    mut stop: watch::Receiver<bool>,
) {
    let places = Arc::new(Semaphore::new(AT_ONCE));
    let mut connections = JoinSet::new();
    loop {
        let accepted = tokio::select! {
            accepted = accept(&listener, &places) => accepted,
            Some(_) = connections.join_next() => continue,
            _ = stop.wait_for(|stop| *stop) => break,
        };
        match accepted {
            Ok((stream, place)) => {
                let (routes, stop) = (routes.clone(), stop.clone());
                connections.spawn(async move {
                    let _place = place;
                    answer(stream, routes, stop).await;
                });
            }
            Err(error) => {
                // Too many open files, mostly: it passes.
                tracing::warn!(%error, "somebody could not be heard over HTTP");
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        }
    }
    while connections.join_next().await.is_some() {}
    drop(mailbox);
}

/// Waits for a place, and then for somebody to take it.
async fn accept(
    listener: &TcpListener,
    places: &Arc<Semaphore>,
) -> std::io::Result<(TcpStream, OwnedSemaphorePermit)> {
    let place = Arc::clone(places).acquire_owned().await.map_err(std::io::Error::other)?;
    let (stream, _) = listener.accept().await?;
    Ok((stream, place))
}

/// Answers what comes over one connection. What goes wrong is the other's affair.
async fn answer(stream: TcpStream, routes: Router, mut stop: watch::Receiver<bool>) {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(HEAD).max_buf_size(LARGEST_HEAD);
    let connection = http.serve_connection(TokioIo::new(stream), TowerToHyperService::new(routes));
    tokio::pin!(connection);
    tokio::select! {
        _ = connection.as_mut() => return,
        () = tokio::time::sleep(LIFE) => {}
        _ = stop.wait_for(|stop| *stop) => {}
    }
    connection.as_mut().graceful_shutdown();
    let _ = tokio::time::timeout(LAST_MOMENT, connection).await;
}
