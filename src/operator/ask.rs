//! The command's end: a running service is asked; with none running, the command does it itself under the lock.

use std::io::{BufRead as _, BufReader, ErrorKind, Write as _};
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use admin::AdminBot;
use anyhow::{Context as _, bail};
use chat::{Chance, Texts};
use client::ClientBot;
use engine::{Engine, Input};
use store::Store;
use telegram::{Api, setup};
use zeroize::Zeroizing;

use super::order::prepare;
use super::{Answer, LONGEST, Request, socket_of};
use crate::clock;
use crate::config::Config;
use crate::secrets::{Sources, random};

/// A service that runs answers within so long: it may have to wait for its turn, and for a PIN to be stretched.
const PATIENCE: Duration = Duration::from_secs(15);
/// Telegram tells the name of a bot within so long, or does without it.
const GREETING: Duration = Duration::from_secs(5);

/// Has a request carried out, and gives what there is to say.
///
/// # Errors
/// It was refused, or nobody could do it; the message names the mend.
pub fn ask(config: &Config, request: Request) -> anyhow::Result<String> {
    let database = &config.settings.database;
    let answer = match service(database)? {
        Some(stream) => told(stream, &request, PATIENCE)?,
        None => done_here(config, request)?,
    };
    match answer {
        Answer::Done(said) => Ok(said),
        Answer::Refused(reason) => bail!(reason),
    }
}

/// The service that runs on a database; none if none does.
pub(super) fn service(database: &Path) -> anyhow::Result<Option<UnixStream>> {
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

pub(super) fn told(mut stream: UnixStream, request: &Request, patience: Duration) -> anyhow::Result<Answer> {
    let mut line = Zeroizing::new(serde_json::to_vec(request).context("the request cannot be written")?);
    line.push(b'\n');
    if line.len() as u64 > LONGEST {
        bail!("the document is larger than 4 MB; nothing was changed");
    }
    stream.set_read_timeout(Some(patience))?;
    stream.set_write_timeout(Some(patience))?;
    let mut answer = String::new();
    let asked = stream.write_all(&line).and_then(|()| BufReader::new(stream).read_line(&mut answer));
    match asked {
        Ok(0) | Err(_) => bail!(
            "the service runs but does not answer; whether it was done its log tells. If that says nothing, stop the service and try again"
        ),
        Ok(_) => serde_json::from_str(&answer)
            .context("the service that runs is of another version; restart it and try again"),
    }
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
    let admin_bot = matches!(request, Request::Claim).then(|| admin_bot(config, &sources)).flatten();
    let prepared = match prepare(request, &pepper, admin_bot.as_deref()) {
        Ok(prepared) => prepared,
        Err(reason) => return Ok(Answer::Refused(reason)),
    };
    let policy = Arc::new(config.policy.clone());
    let mut engine = Engine::new(store, Texts::load(), policy, ClientBot, AdminBot, Chance::new(random()))?;
    engine.turn(clock::now(), &[Input::Order(prepared.order.clone())])?;
    engine.close()?;
    Ok(prepared.answer())
}

/// The name of the admin bot, if there is a token and Telegram is reached.
fn admin_bot(config: &Config, sources: &Sources<'_>) -> Option<String> {
    let telegram = &config.settings.telegram;
    let token = sources.tokens().ok()?.admin;
    let api = Api::new(&telegram.api_url, &token, telegram.proxy.as_deref()).ok()?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().ok()?;
    let me = runtime.block_on(async { tokio::time::timeout(GREETING, setup::me(&api)).await });
    Some(me.ok()?.ok()?.username)
}

#[cfg(test)]
mod tests {
    use std::thread;

    use super::*;

    /// What a command says to a service that does this.
    fn said(service: impl FnOnce(UnixStream) + Send + 'static, request: &Request) -> String {
        let (ours, theirs) = UnixStream::pair().unwrap();
        let service = thread::spawn(move || service(theirs));
        let said = match told(ours, request, Duration::from_millis(300)) {
            Ok(answer) => format!("{answer:?}"),
            Err(error) => format!("{error:#}"),
        };
        service.join().unwrap();
        said
    }

    fn answers(stream: UnixStream, answer: &str) {
        let mut stream = BufReader::new(stream);
        stream.read_line(&mut String::new()).unwrap();
        stream.into_inner().write_all(answer.as_bytes()).unwrap();
    }

    #[test]
    fn a_service_that_does_not_answer_or_not_as_expected_is_told_with_the_mend() {
        let done = said(|stream| answers(stream, "{\"done\":\"well\"}\n"), &Request::Claim);
        assert_eq!(done, "Done(\"well\")");
        let hung = said(|stream| drop((thread::sleep(Duration::from_secs(1)), stream)), &Request::Claim);
        assert!(
            hung.contains("does not answer") && hung.contains("stop the service and try again"),
            "{hung}"
        );
        let gone = said(|stream| answers(stream, ""), &Request::Claim);
        assert!(gone.contains("does not answer"), "{gone}");
        let other = said(|stream| answers(stream, "well\n"), &Request::Claim);
        assert!(other.contains("of another version; restart it"), "{other}");
    }

    #[test]
    fn a_request_that_is_too_large_is_not_sent() {
        let text = "#".repeat(5 * 1024 * 1024);
        let said =
            said(drop, &Request::ImportCatalog { file: "salon.toml".into(), text, folder: "/".into() });
        assert_eq!(said, "the document is larger than 4 MB; nothing was changed");
    }
}
