//! The service's end of the socket: one request a connection, a line of JSON each way.

use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use engine::{Input, Mailbox};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{UnixListener, UnixStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use zeroize::Zeroizing;

use super::order::prepare;
use super::{Answer, LONGEST, Request, socket_of};
use crate::pulse::Pulse;
use crate::secrets::Pepper;

/// Whoever connects says what they want within so long.
const PATIENCE: Duration = Duration::from_secs(5);
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
    /// How the service does.
    pub pulse: Arc<Pulse>,
}

/// The socket that is listened to; its file goes with it.
pub struct Socket {
    listener: UnixListener,
    path: PathBuf,
    /// The user whose socket it is.
    owner: u32,
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
    let owner = std::fs::metadata(&path)?.uid();
    Ok(Socket { listener, path, owner })
}

/// Serves until the process stops.
pub async fn serve(socket: Socket, desk: Desk, mut stop: watch::Receiver<bool>) {
    let (desk, owner) = (Arc::new(desk), socket.owner);
    let places = Arc::new(Semaphore::new(AT_ONCE));
    loop {
        let accepted = tokio::select! {
            accepted = accept(&socket.listener, &places) => accepted,
            _ = stop.wait_for(|stop| *stop) => return,
        };
        let Some((stream, place)) = accepted else {
            tokio::time::sleep(Duration::from_millis(100)).await;
            continue;
        };
        let (desk, stop) = (Arc::clone(&desk), stop.clone());
        tokio::spawn(async move {
            let _place = place;
            answer(&desk, stream, owner, stop).await;
        });
    }
}

/// Waits for a place, and then for somebody to take it.
async fn accept(
    listener: &UnixListener,
    places: &Arc<Semaphore>,
) -> Option<(UnixStream, OwnedSemaphorePermit)> {
    // The semaphore is never closed.
    let place = Arc::clone(places).acquire_owned().await.ok()?;
    match listener.accept().await {
        Ok((stream, _)) => Some((stream, place)),
        Err(error) => {
            tracing::warn!(%error, "a command could not be heard");
            None
        }
    }
}

/// Nobody who is slow to ask keeps the process from stopping, but what was asked is still done: the engine ends after the last mailbox.
async fn answer(desk: &Desk, mut stream: UnixStream, owner: u32, mut stop: watch::Receiver<bool>) {
    let heard = tokio::select! {
        heard = heard(&mut stream, owner) => heard,
        _ = stop.wait_for(|stop| *stop) => return,
    };
    let answer = match heard {
        // It is told without a turn: who asks wants to know whether there are any.
        Ok(Request::Health) => match desk.pulse.verdict() {
            Ok(well) => Answer::Done(well),
            Err(why) => Answer::Refused(why),
        },
        Ok(request) => carry_out(desk, request).await,
        Err(reason) => Answer::Refused(reason.to_owned()),
    };
    let Ok(mut line) = serde_json::to_vec(&answer) else { return };
    line.push(b'\n');
    // Whoever asked may be gone.
    let _ = tokio::time::timeout(PATIENCE, stream.write_all(&line)).await;
}

/// What is wanted, if whoever asks is this user, or root.
async fn heard(stream: &mut UnixStream, owner: u32) -> Result<Request, &'static str> {
    if !stream.peer_cred().is_ok_and(|peer| peer.uid() == owner || peer.uid() == 0) {
        return Err("only the user of the service may ask");
    }
    // Large enough for a PIN, so that no copy of it stays behind when the buffer grows.
    let mut line = Zeroizing::new(Vec::with_capacity(4096));
    let read = async {
        while !line.ends_with(b"\n") && line.len() as u64 <= LONGEST {
            if stream.read_buf(&mut *line).await? == 0 {
                break;
            }
        }
        std::io::Result::Ok(())
    };
    match tokio::time::timeout(PATIENCE, read).await {
        Ok(Ok(())) if line.ends_with(b"\n") => {
            serde_json::from_slice(&line).map_err(|_| "this is no request of this version of zapis")
        }
        Ok(Ok(())) => Err("the request has no end, or is larger than 4 MB"),
        Ok(Err(_)) => Err("the request could not be read"),
        Err(_) => Err("the request took too long"),
    }
}

async fn carry_out(desk: &Desk, request: Request) -> Answer {
    let (what, pepper, admin_bot) = (request.name(), desk.pepper.clone(), Arc::clone(&desk.admin_bot));
    let prepared =
        tokio::task::spawn_blocking(move || prepare(request, &pepper, admin_bot.get().map(String::as_str)));
    let answer = match prepared.await {
        Ok(Ok(prepared)) => match desk.mailbox.commit(vec![Input::Order(prepared.order.clone())]).await {
            Ok(()) => prepared.answer(),
            Err(_) => Answer::Refused("the service is stopping; try again when it has stopped".to_owned()),
        },
        Ok(Err(reason)) => Answer::Refused(reason),
        // A panic; its place is in the log.
        Err(_) => Answer::Refused("it could not be done; the log says why".to_owned()),
    };
    tracing::info!(
        what,
        done = matches!(answer, Answer::Done(_)),
        "somebody with a shell asked for something"
    );
    answer
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_socket_that_was_left_behind_is_replaced_and_goes_in_the_end() {
        let folder = tempfile::tempdir().unwrap();
        let database = folder.path().join("zapis.db");
        let path = socket_of(&database);
        std::fs::write(&path, "left behind").unwrap();
        let socket = bind(&database).unwrap();
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        drop(socket);
        assert!(!path.exists());
    }

    #[tokio::test]
    async fn a_path_that_is_too_long_is_told_and_nothing_worse_happens() {
        let folder = tempfile::tempdir().unwrap();
        let deep = folder.path().join("d".repeat(100));
        std::fs::create_dir(&deep).unwrap();
        let error = bind(&deep.join("zapis.db")).err().unwrap();
        assert_eq!(error.kind(), std::io::ErrorKind::InvalidInput);
    }
}
