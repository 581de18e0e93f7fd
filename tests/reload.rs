//! The configuration changes while the service runs, and the owner hears of it (P4).

use std::sync::Arc;
use std::time::Duration;

use domain::Role;
use domain::{Fact, Policy};
use engine::Input;
use insta::assert_snapshot;
use store::admins::Origin;

use crate::admin_flow::with_admins;
use crate::process::{ADMIN, OWNER, Salon};
use crate::robot::Robot;
use crate::world::{ANNA, CLARA, OLEG, OLGA, PIN as WORLDS_PIN, World};

const PATIENCE: Duration = Duration::from_secs(20);
const PIN: &str = "602214";

/// A world with owners of both languages, and a manager.
fn with_owners() -> World {
    let mut world = with_admins();
    let now = world.now();
    world.engine().writer().put_admin(CLARA.into(), Role::Owner, Origin::Claim, now).unwrap();
    world.engine().writer().put_admin(OLEG.into(), Role::Manager, Origin::Claim, now).unwrap();
    world.admin(CLARA).says("/start");
    world
}

fn told(fact: Fact) -> Vec<Input> {
    vec![Input::Fact(fact)]
}

#[test]
fn owners_alone_are_told_each_in_their_language_what_changed() {
    let mut world = with_owners();
    let before = world.admin(OLEG).sees();
    world.enters(told(Fact::ConfigTaken {
        taken: vec!["booking.step: \"30m\" → \"15m\"".into(), "business.name: \"<b>\" → \"R&B\"".into()],
        after_restart: vec!["telegram.poll_timeout: \"30s\" → \"20s\"".into()],
    }));
    assert_snapshot!(world.admin(OLGA).sees(), @r#"
    ⚙️ Настройки изменены и уже действуют
    booking.step: "30m" → "15m"
    business.name: "<b>" → "R&B"

    ⏳ Изменится после перезапуска
    telegram.poll_timeout: "30s" → "20s"
    "#);
    assert_snapshot!(world.admin(CLARA).sees(), @r#"
    ⚙️ The settings were changed and are in force
    booking.step: "30m" → "15m"
    business.name: "<b>" → "R&B"

    ⏳ Changes after a restart
    telegram.poll_timeout: "30s" → "20s"
    "#);
    assert_eq!(world.admin(OLEG).sees(), before, "a manager has no part in it");
}

#[test]
fn owners_are_told_why_a_file_was_refused_and_when_it_is_mended() {
    let mut world = with_owners();
    let reason = "config.toml:7: unknown key \"<hlod>\" in [booking]; did you mean \"hold\"?";
    world.enters(told(Fact::ConfigRefused { reason: reason.into() }));
    assert_snapshot!(world.admin(OLGA).sees(), @r#"
    ⚠️ Файл настроек не принят, действуют прежние
    config.toml:7: unknown key "<hlod>" in [booking]; did you mean "hold"?
    "#);
    assert_snapshot!(world.admin(CLARA).sees(), @r#"
    ⚠️ The settings file was not accepted; the former settings stay
    config.toml:7: unknown key "<hlod>" in [booking]; did you mean "hold"?
    "#);
    world.enters(told(Fact::ConfigRefused { reason: "я".repeat(100_000) }));
    assert!(world.admin(OLGA).sees().chars().count() < 2_000, "a message has an end");
    world.enters(told(Fact::ConfigMended));
    assert_snapshot!(world.admin(OLGA).sees(), @"✅ Файл настроек снова в порядке. Действуют прежние настройки.");
    assert_snapshot!(world.admin(CLARA).sees(), @"✅ The settings file is in order again. The settings stay as they were.");
}

#[test]
fn a_policy_holds_from_the_next_word_on() {
    let mut world = World::new();
    assert_eq!(world.admin(ANNA).says("/start"), "", "nobody yet");
    let mut policy = Policy::default();
    policy.business.name = "Салон «Василёк»".into();
    policy.admin.ids = vec![OLGA.into(), ANNA.into()];
    world.enters(vec![Input::Policy(Arc::new(policy))]);
    assert!(world.admin(ANNA).says("/start").contains("Придумайте PIN"));
    for answer in ["ещё раз", "Салон «Василёк»"] {
        let said = world.admin(ANNA).says(WORLDS_PIN);
        assert!(said.contains(answer), "{said}");
    }
    world.enters(vec![Input::Policy(Arc::new(Policy::default()))]);
    assert_eq!(world.admin(ANNA).says("/today"), "", "no longer, though the session was open");
}

/// A salon whose owner has chosen a PIN.
async fn salon() -> Salon {
    let mut salon = Salon::new(1, "Mon-Sun 00:00-24:00", "").await;
    salon.start(None);
    for (text, answer) in [("/start", "PIN"), (PIN, "ещё раз"), (PIN, "Какие записи")] {
        salon.server.with(|telegram, now| telegram.send_text(now, ADMIN, OWNER, text));
        owner_hears(&salon, answer).await;
    }
    salon
}

async fn owner_hears(salon: &Salon, words: &str) -> String {
    let heard = salon.server.wait_for(PATIENCE, |telegram| {
        let said = telegram.chat(ADMIN, OWNER)?.messages.iter().rev().find(|message| message.from_bot)?;
        said.text.contains(words).then(|| said.text.clone())
    });
    heard.await.unwrap_or_else(|| panic!("the owner does not hear {words:?}; the log:\n{}", salon.log()))
}

/// Changes the file as an editor does that writes over it.
fn edit(salon: &Salon, from: &str, to: &str) {
    let path = salon.path("config.toml");
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{text}");
    std::fs::write(&path, text.replace(from, to)).unwrap();
}

/// How many times a day has, as a client sees them.
async fn times_offered(salon: &Salon) -> usize {
    let robot = Robot { server: &salon.server, person: 1, taste: 1 };
    robot.says("/start").await;
    robot.goes_until("Во сколько").await;
    robot.sees().labels.iter().filter(|label| label.contains(':')).count()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_change_holds_at_once_and_the_owner_is_told_what_changed_or_why_not() {
    let mut salon = salon().await;
    let before = times_offered(&salon).await;
    salon.configure("[booking]\nstep = \"60m\"\n");
    let news = owner_hears(&salon, "Настройки изменены").await;
    assert!(news.contains("booking.step: \"30m\" → \"1h\""), "{news}");
    assert!(times_offered(&salon).await < before, "starts are an hour apart now");

    salon.configure("[booking]\nstep = \"5m\"\nhlod = \"10m\"\n");
    let news = owner_hears(&salon, "Файл настроек не принят").await;
    assert!(news.contains("unknown key \"hlod\" in [booking]; did you mean \"hold\"?"), "{news}");
    assert!(news.contains("config.toml:"), "{news}");
    assert!(times_offered(&salon).await < before, "what held before still does");

    salon.configure("[booking]\nstep = \"60m\"\n");
    owner_hears(&salon, "Файл настроек снова в порядке").await;
    salon.configure("[booking]\nstep = \"60m\"\n[telegram.webhook]\n");
    owner_hears(&salon, "Файл настроек не принят").await;
    salon.configure("[booking]\nstep = \"60m\"\nhold = \"20m\"\n[log]\nlevel = \"debug\"\n");
    let news = owner_hears(&salon, "Настройки изменены").await;
    assert!(!news.contains("booking.step"), "only what differs: {news}");
    let told = |salon: &Salon| salon.log().matches("the configuration changed").count();
    assert_eq!(told(&salon), 3, "{}", salon.log());

    edit(&salon, "poll_timeout = \"5s\"", "poll_timeout = \"6s\"");
    let news = owner_hears(&salon, "после перезапуска").await;
    assert!(news.contains("telegram.poll_timeout: \"5s\" → \"6s\""), "{news}");
    assert!(salon.running.stop().await.success());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_the_process_goes_by_changes_as_it_runs_and_a_save_alone_says_nothing() {
    let mut salon = salon().await;
    edit(&salon, "poll_timeout", "test = true\npoll_timeout");
    owner_hears(&salon, "telegram.test: false → true").await;
    salon.server.with(|telegram, now| telegram.send_text(now, ADMIN, OWNER, "/today"));
    owner_hears(&salon, "ТЕСТ").await;
    edit(&salon, "[admin]", "[log]\nlevel = \"error\"\n\n[admin]");
    owner_hears(&salon, "log.level: \"info\" → \"error\"").await;
    let said = |salon: &Salon| {
        let heard = |telegram: &sim::Telegram| {
            let messages = &telegram.chat(ADMIN, OWNER).unwrap().messages;
            messages.iter().filter(|message| message.from_bot).count()
        };
        salon.server.with(|telegram, _| heard(telegram))
    };
    let before = said(&salon);
    edit(&salon, "[admin]", "# Saved with nothing in it different.\n[admin]");
    tokio::time::sleep(Duration::from_secs(1)).await;
    edit(&salon, "[admin]", "[booking]\nhold = \"20m\"\n\n[admin]");
    owner_hears(&salon, "booking.hold: \"10m\" → \"20m\"").await;
    assert_eq!(said(&salon), before + 1, "of the save without a difference nobody is told");
    assert!(!salon.log().contains("booking.hold"), "only errors are logged now: {}", salon.log());
    assert!(salon.running.stop().await.success());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_that_is_gone_changes_nothing_and_one_that_is_back_counts() {
    let mut salon = salon().await;
    let path = salon.path("config.toml");
    std::fs::rename(&path, salon.path("config.bak")).unwrap();
    owner_hears(&salon, "the file is gone; put it back").await;
    salon.configure("[admin]\nids = [1]\n");
    let news = owner_hears(&salon, "Файл настроек не принят").await;
    assert!(news.contains("config.toml:"), "a table stands there twice: {news}");
    let text =
        std::fs::read_to_string(salon.path("config.bak")).unwrap().replace("ids = [900]", "ids = [900, 1]");
    std::fs::write(&path, text).unwrap();
    owner_hears(&salon, "admin.ids: [900] → [900, 1]").await;
    salon.server.with(|telegram, now| telegram.send_text(now, ADMIN, 1, "/start"));
    let answered = salon.server.wait_for(PATIENCE, |telegram| {
        telegram.chat(ADMIN, 1)?.last_of_bot()?.text.contains("PIN").then_some(())
    });
    assert!(answered.await.is_some(), "who is named now is answered");
    assert!(salon.running.stop().await.success());
}
