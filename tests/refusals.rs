//! What a start says when it cannot: one line that names the mend. And what a bad day of Telegram's does to a service that runs: nothing.

use std::time::Duration;

use sim::{Fault, Trouble};
use telegram::Transport as _;
use teloxide::payloads::{GetUpdates, GetUpdatesSetters as _};

use crate::process::{CLIENT, Salon};
use crate::robot::Robot;

async fn salon() -> Salon {
    Salon::new(2, "Mon-Sun 10:00-20:00", "").await
}

#[tokio::test]
async fn a_second_service_on_the_same_database_is_refused() {
    let mut salon = salon().await;
    salon.start(None);
    Robot { server: &salon.server, person: 1, taste: 0 }.says("/start").await;
    let said = salon.refused(&["run"], |_| {});
    assert!(said.contains("zapis.db is in use by another zapis; stop that one first"), "{said}");
    assert!(salon.running.stop().await.success());
}

#[tokio::test]
async fn a_missing_or_malformed_token_is_told_with_the_mend() {
    let salon = salon().await;
    let missing = salon.refused(&["run"], |command| {
        command.env_remove("ZAPIS_CLIENT_TOKEN");
    });
    assert!(missing.contains("ZAPIS_CLIENT_TOKEN"), "{missing}");
    let malformed = salon.refused(&["run"], |command| {
        command.env("ZAPIS_ADMIN_TOKEN", "12345:secret");
    });
    assert!(malformed.contains("ZAPIS_ADMIN_TOKEN") && malformed.contains("BotFather"), "{malformed}");
    assert!(!malformed.contains("secret"), "{malformed}");
    let same = salon.refused(&["run"], |command| {
        command.env("ZAPIS_ADMIN_TOKEN", "100000001:AAclientclientclientclientclientcli");
    });
    assert!(same.contains("same"), "{same}");
}

#[tokio::test]
async fn an_unreadable_database_is_told_with_the_mend() {
    let salon = salon().await;
    std::fs::write(
        salon.path("zapis.db"),
        "this is no database, and long enough to be taken for the header of one",
    )
    .unwrap();
    for file in ["zapis.db-wal", "zapis.db-shm"] {
        // They need not exist.
        let _ = std::fs::remove_file(salon.path(file));
    }
    let said = salon.refused(&["run"], |_| {});
    assert!(
        said.contains("is not a readable SQLite database") && said.contains("restore a backup"),
        "{said}"
    );
}

#[tokio::test]
async fn a_bad_zone_name_is_told_with_the_mend() {
    let salon = salon().await;
    let text = std::fs::read_to_string(salon.path("config.toml")).unwrap();
    std::fs::write(salon.path("config.toml"), text.replace("Europe/Moscow", "Europe/Moskva")).unwrap();
    for arguments in [["run"].as_slice(), ["check"].as_slice()] {
        let said = salon.refused(arguments, |_| {});
        assert!(
            said.contains("config.toml") && said.contains("Europe/Moskva") && said.contains("Europe/Moscow"),
            "{said}"
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_bad_day_of_telegrams_loses_nothing_and_is_logged_in_few_words() {
    let mut salon = salon().await;
    let fault = |method: &str, trouble, times| Fault {
        bot: Some(CLIENT.into()),
        method: Some(method.into()),
        trouble,
        times,
    };
    salon.server.with(|telegram, _| {
        for trouble in [Trouble::ServerError, Trouble::Garbage, Trouble::Closed, Trouble::TooMany(1)] {
            telegram.faults.add(fault("getUpdates", trouble, 1));
        }
        telegram.faults.add(fault("sendMessage", Trouble::TooMany(1), 1));
        telegram.faults.add(fault("sendMessage", Trouble::ServerError, 1));
        telegram.faults.add(fault("editMessageText", Trouble::ReplyLost, 2));
        telegram.faults.add(fault("editMessageText", Trouble::Delay(300), 2));
    });
    salon.start(None);
    let card = Robot { server: &salon.server, person: 1, taste: 0 }.books().await;
    assert!(card.contains("Запись № 1"), "{card}");
    assert!(salon.running.stop().await.success());
    let log = salon.log();
    assert!(log.lines().count() < 40, "{log}");
    for secret in ["clientclient", "adminadmin", "7912555", "Клиент"] {
        assert!(!log.contains(secret), "the log tells {secret}:\n{log}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_polite_stop_ends_quickly_and_leaves_nothing_behind() {
    let mut salon = salon().await;
    salon.start(None);
    Robot { server: &salon.server, person: 1, taste: 0 }.goes_until("Как вас зовут").await;
    let begun = tokio::time::Instant::now();
    assert!(salon.running.stop().await.success());
    assert!(begun.elapsed() < Duration::from_secs(8), "{:?}", begun.elapsed());
    let wal = std::fs::metadata(salon.path("zapis.db-wal")).map_or(0, |file| file.len());
    assert_eq!(wal, 0, "the log is written back");
    salon.start(None);
    let robot = Robot { server: &salon.server, person: 1, taste: 0 };
    assert!(robot.books().await.contains("Вы записаны"), "the conversation goes on where it stood");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_second_poller_and_a_locked_database_only_delay_what_is_asked() {
    let mut salon = salon().await;
    salon.start(None);
    let robot = Robot { server: &salon.server, person: 1, taste: 0 };
    robot.says("/start").await;
    let token = telegram::Token::parse(crate::process::CLIENT_TOKEN).unwrap();
    let other = telegram::Api::new(&salon.server.url(), &token, None).unwrap();
    // Whoever polls with the same token ends the service's poll with a conflict.
    other.call(&GetUpdates::new().timeout(0)).await.unwrap();
    robot.goes_until("На что").await;
    let locked = rusqlite::Connection::open(salon.path("zapis.db")).unwrap();
    locked.execute_batch("BEGIN IMMEDIATE").unwrap();
    let booking = robot.goes_until("Как вас зовут");
    let unlocking = async {
        // Longer than SQLite waits by itself: until a whole turn has failed and is repeated.
        for _ in 0..200 {
            if salon.log().contains("a turn failed and is repeated; nothing is lost") {
                break;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        drop(locked);
    };
    tokio::join!(booking, unlocking);
    assert!(salon.log().contains("a turn failed and is repeated; nothing is lost"), "{}", salon.log());
    assert!(robot.books().await.contains("Запись № 1"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn commands_are_registered_in_both_languages_and_a_webhook_is_taken_away() {
    let mut salon = salon().await;
    salon.start(None);
    let registered = salon.server.wait_for(Duration::from_secs(20), |telegram| {
        let mut languages: Vec<(String, String)> = telegram
            .log()
            .filter(|entry| entry.method == "SetMyCommands")
            .map(|entry| {
                (entry.bot.clone(), entry.params["language_code"].as_str().unwrap_or_default().to_owned())
            })
            .collect();
        languages.sort();
        let webhooks = telegram.log().filter(|entry| entry.method == "DeleteWebhook").count();
        (languages.len() >= 4 && webhooks == 2).then_some(languages)
    });
    let languages = registered.await.expect("both bots register their commands");
    for bot in [CLIENT, crate::process::ADMIN] {
        for language in ["ru", "en"] {
            let covered =
                |found: &(String, String)| found.0 == bot && (found.1 == language || found.1.is_empty());
            assert!(languages.iter().any(covered), "{bot} {language}: {languages:?}");
        }
    }
}
