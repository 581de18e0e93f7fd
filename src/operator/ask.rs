//! The command's end: a running service is asked; with none running, the command does it itself under the lock.

use std::io::{BufRead as _, BufReader, ErrorKind, Write as _};
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use admin::AdminBot;
use anyhow::{Context as _, bail};
use chat::Texts;
use client::ClientBot;
use engine::{Engine, Input};
use store::Store;
use zeroize::Zeroizing;

use super::order::prepare;
use super::{Answer, Request, socket_of};
use crate::clock;
use crate::config::Config;
use crate::secrets::Sources;

/// A service that runs answers within so long.
const PATIENCE: Duration = Duration::from_secs(30);

/// Has a request carried out, and gives what there is to say.
///
/// # Errors
/// It was refused, or nobody could do it; the message names the mend.
pub fn ask(config: &Config, request: Request) -> anyhow::Result<String> {
    let database = &config.settings.database;
    let answer = match service(database)? {
        Some(stream) => told(stream, &request)?,
        None => done_here(config, request)?,
    };
    match answer {
        Answer::Done(said) => Ok(said),
        Answer::Refused(reason) => bail!(reason),
    }
}

/// The service that runs on a database; none if none does.
fn service(database: &Path) -> anyhow::Result<Option<UnixStream>> {
    let socket = socket_of(database);
    match UnixStream::connect(&socket) {
        Ok(stream) => Ok(Some(stream)),
        // A path that is too long has no socket; whether a service runs then tells the lock.
        Err(error)
            if matches!(
                error.kind(),
                ErrorKind::NotFound | ErrorKind::ConnectionRefused | ErrorKind::InvalidInput
            ) =>
        {
            Ok(None)
        }
        Err(error) => Err(error).with_context(|| {
            format!("{} cannot be reached; run this as the user of the service", socket.display())
        }),
    }
}

fn told(mut stream: UnixStream, request: &Request) -> anyhow::Result<Answer> {
    let mut line = Zeroizing::new(serde_json::to_vec(request).context("the request cannot be written")?);
    line.push(b'\n');
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let asked = stream.write_all(&line).and_then(|()| {
        let mut answer = String::new();
        BufReader::new(stream).read_line(&mut answer)?;
        Ok(answer)
    });
    let answer =
        asked.context("the service runs but does not answer; see its log, or stop it and try again")?;
    serde_json::from_str(&answer)
        .context("the service runs but gave no answer that this version of zapis understands")
}

/// The same turn that the service would make. What is to be sent waits in the outbox for its next start.
fn done_here(config: &Config, request: Request) -> anyhow::Result<Answer> {
    let database = &config.settings.database;
    let store = Store::open(database)?;
    let sources = Sources::of_process();
    if matches!(request, Request::SetPin { .. })
        && !sources.has_pepper(database)?
        && store.writer.admins()?.iter().any(|admin| admin.pin_hash.is_some())
    {
        bail!(
            "the pepper is not here, and without it the PIN would not be right; start the service and try again, or set ZAPIS_PEPPER"
        );
    }
    let pepper = sources.pepper(database)?;
    let prepared = match prepare(request, &pepper, None) {
        Ok(prepared) => prepared,
        Err(reason) => return Ok(Answer::Refused(reason)),
    };
    let policy = Arc::new(config.policy.clone());
    let mut engine = Engine::new(store, Texts::load(), policy, ClientBot, AdminBot)?;
    engine.turn(clock::now(), &[Input::Order(prepared.order.clone())])?;
    engine.close()?;
    Ok(prepared.answer())
}
