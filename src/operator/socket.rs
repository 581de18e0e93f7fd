//! The service's end of the socket: one request a connection, a line of JSON each way.

use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use engine::{Input, Mailbox};
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{UnixListener, UnixStream};
use tokio::sync::{Semaphore, watch};
use zeroize::Zeroizing;

use super::order::prepare;
use super::{Answer, Request, socket_of};
use crate::secrets::Pepper;

/// Whoever connects says what they want within so long.
const PATIENCE: Duration = Duration::from_secs(5);
/// The longest request: a catalogue.
const LONGEST: u64 = 4 * 1024 * 1024;
/// So many are served at a time; others wait.
const AT_ONCE: usize = 4;

/// What requests are carried out with.
pub struct Desk {
    /// What PINs are stretched with.
    pub pepper: Pepper,
    /// Where orders go.
    pub mailbox: Mailbox,
    /// The name of the admin bot, once Telegram has told it.
    pub admin_bot: Arc<OnceLock<String>>,
}

/// The socket that is listened to; its file goes with it.
pub struct Socket {
    listener: UnixListener,
    path: PathBuf,
}

impl Drop for Socket {
    fn drop(&mut self) {
        // Left behind it does no harm: nobody answers there.
        let _ = std::fs::remove_file(&self.path);
    }
}

/// Listens beside the database. Whoever calls this holds its lock, so a socket that is there belongs to nobody.
///
/// # Errors
/// The path is too long for a socket (107 bytes), or the folder takes none.
pub fn bind(database: &Path) -> std::io::Result<Socket> {
    let path = socket_of(database);
    match std::fs::remove_file(&path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error),
        Ok(()) | Err(_) => {}
    }
    let listener = UnixListener::bind(&path)?;
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600))?;
    Ok(Socket { listener, path })
}

/// Serves until the process stops.
pub async fn serve(socket: Socket, desk: Desk, mut stop: watch::Receiver<bool>) {
    let desk = Arc::new(desk);
    let places = Arc::new(Semaphore::new(AT_ONCE));
    loop {
        let accepted = tokio::select! {
            accepted = socket.listener.accept() => accepted,
            _ = stop.wait_for(|stop| *stop) => return,
        };
        let stream = match accepted {
            Ok((stream, _)) => stream,
            Err(error) => {
                tracing::warn!(%error, "a command could not be heard");
                tokio::time::sleep(Duration::from_millis(100)).await;
                continue;
            }
        };
        let (desk, places, mut stop) = (Arc::clone(&desk), Arc::clone(&places), stop.clone());
        tokio::spawn(async move {
            // The semaphore is never closed.
            let Ok(_place) = places.acquire().await else { return };
            tokio::select! {
                () = answer(&desk, stream) => {}
                _ = stop.wait_for(|stop| *stop) => {}
            }
        });
    }
}

async fn answer(desk: &Desk, mut stream: UnixStream) {
    let answer = match heard(&mut stream).await {
        Ok(request) => carry_out(desk, request).await,
        Err(reason) => Answer::Refused(reason.to_owned()),
    };
    let Ok(mut line) = serde_json::to_vec(&answer) else { return };
    line.push(b'\n');
    // Whoever asked may be gone.
    let _ = tokio::time::timeout(PATIENCE, stream.write_all(&line)).await;
}

/// What is wanted, if whoever asks is this user, or root.
async fn heard(stream: &mut UnixStream) -> Result<Request, &'static str> {
    let own = std::fs::metadata("/proc/self").map(|own| std::os::unix::fs::MetadataExt::uid(&own));
    let peer = stream.peer_cred().map(|peer| peer.uid());
    match (own, peer) {
        (Ok(own), Ok(peer)) if peer == own || peer == 0 => {}
        _ => return Err("only the user of the service may ask"),
    }
    let mut line = Zeroizing::new(Vec::new());
    let mut reader = BufReader::new(stream).take(LONGEST);
    let read = tokio::time::timeout(PATIENCE, reader.read_until(b'\n', &mut line)).await;
    match read {
        Ok(Ok(_)) if line.ends_with(b"\n") => {
            serde_json::from_slice(&line).map_err(|_| "this is no request of this version of zapis")
        }
        Ok(Ok(_)) => Err("the request has no end"),
        Ok(Err(_)) => Err("the request could not be read"),
        Err(_) => Err("the request took too long"),
    }
}

async fn carry_out(desk: &Desk, request: Request) -> Answer {
    let (pepper, admin_bot) = (desk.pepper.clone(), Arc::clone(&desk.admin_bot));
    let prepared =
        tokio::task::spawn_blocking(move || prepare(request, &pepper, admin_bot.get().map(String::as_str)));
    let prepared = match prepared.await {
        Ok(Ok(prepared)) => prepared,
        Ok(Err(reason)) => return Answer::Refused(reason),
        // A panic; its place is in the log.
        Err(_) => return Answer::Refused("it could not be done; the log says why".to_owned()),
    };
    match desk.mailbox.commit(vec![Input::Order(prepared.order.clone())]).await {
        Ok(()) => prepared.answer(),
        Err(_) => Answer::Refused("the service is stopping; try again when it has stopped".to_owned()),
    }
}
