//! `zapis demo`: both bots on the built-in imitation of Telegram, with a page to be the client and the admin (P12).

mod people;
mod service;
mod tour;

use std::net::Ipv4Addr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context as _, bail};
use domain::Role;
use domain::policy::Question;
use domain::staff::StaffName;
use domain::{ChatId, Location, Pin, Policy};
use sim::{Controls, Server, Telegram};
use store::admins::Origin;
use store::{Store, Tx};
use telegram::Token;
use tokio::net::TcpListener;
use tokio::sync::mpsc;
use tracing::Level;

use self::service::{DemoClock, Service};
use crate::catalog::SALON;
use crate::config::{Config, Settings};
use crate::secrets::{Pepper, Sources, Tokens};
use crate::{clock, config, logging, worker};

/// Midnight of 1 January 2026 in UTC, in seconds since 1970: seconds since then are small enough for Telegram's numbers.
const EPOCH: i64 = 1_767_225_600;
/// The imitation remembers so many calls.
const LOGGED_CALLS: usize = 2_000;
/// The setting that remembers that the salon was imported: what was changed since stays.
const IMPORTED: &str = "demo.imported";

/// Who works in the salon of the sample, and what they look like.
const PORTRAITS: [(&str, &str, &[u8]); 3] = [
    ("Анна", "anna.png", include_bytes!("portraits/anna.png")),
    ("Дарья", "darya.png", include_bytes!("portraits/darya.png")),
    ("Екатерина", "ekaterina.png", include_bytes!("portraits/ekaterina.png")),
];
/// What clients of the salon ask again and again.
const QUESTIONS: [(&str, &str); 3] = [
    ("Можно прийти с ребёнком?", "Конечно. У нас есть детский уголок, а чай мы нальём и вам, и ему."),
    (
        "Как к вам пройти?",
        "Вход с улицы, первая дверь направо от арки.\nПарковка — во дворе, первый час бесплатно.",
    ),
    ("Можно ли оплатить картой?", "Да, картой или наличными после визита."),
];

#[derive(clap::Args)]
pub(super) struct Arguments {
    /// Where the chat page is served, on this machine only
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Keep the data in this folder; without it they are gone at the end
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
}

pub(super) fn run(arguments: Arguments) -> anyhow::Result<()> {
    let _log = logging::start(super::log_level(Level::WARN)?);
    super::block_on(async {
        // Caught from here on, so that the temporary folder is removed however the demo is stopped.
        let stopped = super::signals()?;
        let listener = listen(arguments.port).await?;
        match arguments.dir {
            Some(folder) => {
                std::fs::create_dir_all(&folder)
                    .with_context(|| format!("{} cannot be made", folder.display()))?;
                serve(listener, &folder, stopped).await
            }
            None => {
                let folder = tempfile::Builder::new()
                    .prefix("zapis-demo-")
                    .tempdir()
                    .context("no temporary folder can be made; name one with --dir")?;
                serve(listener, folder.path(), stopped).await
            }
        }
    })
}

async fn listen(port: u16) -> anyhow::Result<TcpListener> {
    match TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await {
        Ok(listener) => Ok(listener),
        Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => {
            bail!("port {port} is taken; choose another with --port")
        }
        Err(error) => Err(error).with_context(|| format!("port {port} cannot be used")),
    }
}

/// The same service as ever, with the imitation as its Telegram.
async fn serve(
    listener: TcpListener,
    folder: &Path,
    stopped: impl Future<Output = ()>,
) -> anyhow::Result<()> {
    let database = folder.join("zapis.db");
    let zone = {
        let store = Store::open(&database)?;
        seed(&store.writer, &Sources::none().pepper(&database)?)?;
        policy().with(&store.writer.overrides()?).business.zone
    };
    let clock = DemoClock::default();
    let (commands, asked) = mpsc::unbounded_channel();
    let policy = policy();
    let controls = Controls {
        title: "Zapis",
        captions: tour::PHONES.to_vec(),
        zone: Some(zone.to_string()),
        tour: tour::STEPS.to_vec(),
        commands: Some(commands),
    };
    let server = Server::with_controls(listener, telegram(), clock.shared(), controls)
        .context("the page cannot be served")?;
    // A bot cannot write to somebody who never wrote to it: without this the first notice of a booking would reach nobody.
    for admin in people::ADMINS {
        server.with(|telegram, now| telegram.send_text(now, people::ADMIN_BOT, admin, "/start"));
    }
    let settings = Settings {
        telegram: config::Telegram {
            api_url: server.url(),
            proxy: None,
            mode: config::Mode::Polling,
            poll_timeout: Duration::from_secs(5),
            rate: 0.0,
            chat_rate: 0.0,
        },
        database: database.clone(),
        log_files: None,
        ..Settings::default()
    };
    let tokens =
        Tokens { client: Token::parse(people::CLIENT_TOKEN)?, admin: Token::parse(people::ADMIN_TOKEN)? };
    super::out::line(&format!("Open {} in a browser; Ctrl-C ends the demo.", server.url()))?;
    Service { config: Config { policy, settings }, tokens, database, clock }.run(asked, stopped).await
}

fn telegram() -> Telegram {
    let mut telegram = Telegram::new(people::setup());
    // A database that was kept names messages and updates of the last demo; those of this one have other numbers.
    telegram.count_from(clock::now().timestamp() - EPOCH);
    telegram.keep_log(LOGGED_CALLS);
    telegram
}

fn policy() -> Policy {
    let mut policy = Policy::default();
    policy.business.name = "Салон «Ромашка»".to_owned();
    policy.business.address = Some("Москва, ул. Садовая, 5".to_owned());
    policy.business.phone = Some("+7 495 123-45-67".to_owned());
    policy.business.location = Location::new(55.7705, 37.6084);
    policy.business.questions = QUESTIONS.map(question).to_vec();
    policy.booking.max_active_per_client = 20;
    policy.admin.ids = people::ADMINS.map(ChatId::from).to_vec();
    policy
}

fn question((question, answer): (&str, &str)) -> Question {
    Question { question: question.to_owned(), answer: answer.to_owned() }
}

/// Fills a new database. One from an earlier demo keeps what it has.
fn seed(tx: &Tx, pepper: &Pepper) -> anyhow::Result<()> {
    let now = clock::now();
    if tx.setting(IMPORTED)?.is_none() {
        let mut salon = crate::catalog::parse(Path::new("salon.toml"), SALON, policy().business.currency)?;
        for (name, file, _) in PORTRAITS {
            let known = salon.specialists.iter().find(|specialist| specialist.name == name);
            salon.photos.extend(known.map(|specialist| (specialist.id, file.to_owned())));
        }
        super::catalog::put(tx, &salon)?;
        let files = PORTRAITS.map(|(_, file, content)| (file.to_owned(), content.to_vec()));
        tx.put_photos(&files.into_iter().collect())?;
        tx.set_setting(IMPORTED, "yes")?;
    }
    for (admin, name) in people::ADMINS.map(ChatId::from).into_iter().zip(people::NAMES) {
        if tx.admin(admin)?.is_none_or(|admin| admin.pin_hash.is_none()) {
            let pin = Pin::entered(people::PIN)?;
            tx.put_admin(admin, Role::Owner, Origin::Config, now)?;
            tx.set_pin(admin, &worker::hash(pepper, &pin).context("the PIN cannot be stretched")?)?;
            let version = tx.admin(admin)?.map_or(1, |admin| admin.version);
            tx.set_staff_name(admin, version, &StaffName::parse(name)?, admin)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_seeded_once_and_then_kept() {
        let folder = tempfile::tempdir().unwrap();
        let database = folder.path().join("zapis.db");
        let pepper = Sources::none().pepper(&database).unwrap();
        let tx = Store::open(&database).unwrap().writer;
        seed(&tx, &pepper).unwrap();
        let services = tx.services().unwrap();
        assert_eq!(services.len(), 5);
        let by_admin = |service: &&domain::Service| service.confirmation == domain::Confirmation::ByAdmin;
        assert_eq!(services.iter().filter(by_admin).count(), 1);
        let admin = tx.admin(people::ADMINS[0].into()).unwrap().unwrap();
        assert!(admin.pin_hash.is_some() && admin.role == Role::Owner);

        tx.begin().unwrap();
        let mut fewer = tx.catalog().unwrap();
        fewer.services.truncate(2);
        tx.replace_catalog(&fewer).unwrap();
        tx.commit().unwrap();
        seed(&tx, &pepper).unwrap();
        assert_eq!(tx.services().unwrap().len(), 2, "what was changed stays");
        assert_eq!(tx.admin(people::ADMINS[0].into()).unwrap().unwrap().pin_hash, admin.pin_hash);
    }

    #[tokio::test]
    async fn a_taken_port_is_told_in_one_line() {
        let first = listen(0).await.unwrap();
        let port = first.local_addr().unwrap().port();
        let error = listen(port).await.unwrap_err().to_string();
        assert_eq!(error, format!("port {port} is taken; choose another with --port"));
    }
}
