//! How the service does, for owners (A15).

use chat::BotName;
use chat::condition::{
    Backup, BotCondition, Condition, Configured, DeadLetter, Intake, LastError, Queue, Storage,
};
use chrono::TimeDelta;
use insta::assert_snapshot;

use crate::admin_flow::with_admins;
use crate::team::with_manager;
use crate::world::{NINA, OLGA, World};

/// All is well, on the morning on which the salon of the tests opens.
pub fn well() -> Condition {
    let bot = BotCondition {
        listens: true,
        polled_seconds_ago: Some(1),
        failing: false,
        last_error: None,
        pending_updates: Some(0),
    };
    Condition {
        version: "0.1.0".into(),
        commit: "unknown".into(),
        at: "2026-11-23T06:00:00Z".parse().unwrap(),
        started_at: "2026-11-20T06:00:00Z".parse().unwrap(),
        uptime_seconds: 3 * 24 * 3600,
        ready: true,
        troubles: Vec::new(),
        updates: Intake { mode: "polling", webhook_url: None, allowed: Vec::new() },
        client: bot.clone(),
        admin: bot,
        queue: Some(Queue {
            outbox: 0,
            in_flight: 0,
            oldest_seconds: None,
            jobs_late: 0,
            latest_job_seconds: None,
            holds: 0,
            dialogues: 1,
            sessions: 1,
            dead_letters: 0,
            last_dead_letter: None,
        }),
        database: Storage {
            sound: Some(true),
            bytes: Some(4_260_000),
            wal_bytes: Some(312_000),
            disk_free_bytes: Some(12_400_000_000),
            disk_bytes: Some(20_000_000_000),
        },
        backup: Some(Backup { at: "2026-11-23T00:00:00Z".parse().unwrap(), age_seconds: 6 * 3600 }),
        configuration: Configured { reloads: 0, last: None, needs_restart: Vec::new() },
    }
}

/// Everything at once.
fn ill() -> Condition {
    let mut ill = well();
    ill.ready = false;
    ill.uptime_seconds = 125 * 60;
    ill.client.failing = true;
    ill.client.last_error =
        Some(LastError { seconds_ago: 3, reason: "Telegram is not reached (no connection)".into() });
    ill.database.sound = Some(false);
    ill.database.disk_free_bytes = Some(900_000_000);
    ill.backup = Some(Backup { at: "2026-11-21T00:00:00Z".parse().unwrap(), age_seconds: 54 * 3600 });
    ill.configuration.needs_restart = vec!["telegram.poll_timeout: \"30s\" → \"20s\"".into()];
    let queue = ill.queue.as_mut().unwrap();
    (queue.outbox, queue.oldest_seconds) = (3, Some(12 * 60));
    (queue.jobs_late, queue.latest_job_seconds) = (2, Some(90 * 60));
    queue.last_dead_letter = Some(DeadLetter {
        at: "2026-11-23T05:30:00Z".parse().unwrap(),
        bot: BotName::Client,
        kind: "outgoing".into(),
    });
    ill
}

fn asks(world: &mut World) -> String {
    let mut olga = world.admin(OLGA);
    olga.says("/start");
    olga.presses("Настройки");
    olga.presses("Состояние")
}

#[test]
fn an_owner_sees_that_all_is_well() {
    let mut world = with_admins();
    assert_snapshot!(asks(&mut world), @"
    ~ 🩺 Состояние
    ✅ Всё работает
    Запущен: пт 20 ноября, 09:00, работает 3 дня
    Версия 0.1.0
    ✅ Telegram: на связи
    ✅ Все сообщения отправлены

    База: 4,2 МБ, журнал 312 КБ
    На диске свободно: 12,4 ГБ
    ✅ Последняя копия: пн 23 ноября, 03:00

    ✅ Сбоев не было
      [🔄 Обновить]
      [‹ Назад]
    ");
    assert_snapshot!(world.admin(OLGA).presses("Назад"), @"
    ~ ⚙️ Настройки
    Всё, что вы зададите здесь, действует сразу и важнее файла настроек.
      [🏠 О бизнесе] [📅 Запись]
      [⏰ Напоминания и отзывы]
      [💬 Тексты] [🔐 Вход]
      [🔔 Мои уведомления]
      [🌐 Язык] [🔑 Сменить PIN]
      [📄 Файл настроек]
      [🩺 Состояние]
      [💾 Копия базы сейчас]
      [‹ Назад]
    ");
}

#[test]
fn an_owner_sees_what_is_wrong_and_looks_again() {
    let mut world = with_admins();
    world.condition = ill();
    assert_snapshot!(asks(&mut world), @r#"
    ~ 🩺 Состояние
    ⚠️ Не всё работает
    Запущен: пт 20 ноября, 09:00, работает 2 часа
    Версия 0.1.0
    ⚠️ Telegram, бот для клиентов: нет связи
    Telegram is not reached (no connection)
    ✅ Telegram, этот бот: на связи
    📤 В очереди 3 сообщения, дольше всех — 12 минут
    ⚠️ 2 задачи опаздывают, дольше всех — на 1 час

    ⚠️ База повреждена: её нужно восстановить из копии
    База: 4,2 МБ, журнал 312 КБ
    ⚠️ На диске осталось мало места: 900 МБ
    ⚠️ Последняя копия старая: сб 21 ноября, 03:00

    Последний сбой: пн 23 ноября, 08:30
    Сообщение клиенту не доставлено

    🔁 Ждёт перезапуска:
    telegram.poll_timeout: "30s" → "20s"
      [🔄 Обновить]
      [‹ Назад]
    "#);
    world.condition = Condition { backup: None, ..well() };
    assert_snapshot!(world.admin(OLGA).presses("Обновить"), @"
    ~ 🩺 Состояние
    ✅ Работает, но есть на что обратить внимание
    Запущен: пт 20 ноября, 09:00, работает 3 дня
    Версия 0.1.0
    ✅ Telegram: на связи
    ✅ Все сообщения отправлены

    База: 4,2 МБ, журнал 312 КБ
    На диске свободно: 12,4 ГБ
    ⚠️ Резервной копии ещё нет

    ✅ Сбоев не было
      [🔄 Обновить]
      [‹ Назад]
    ");
}

#[test]
fn in_english_too() {
    let mut world = with_admins();
    world.condition = ill();
    let mut olga = world.admin(OLGA);
    olga.says("/start");
    olga.presses("Настройки");
    olga.presses("Язык");
    olga.presses("English");
    olga.says("/start");
    olga.presses("Settings");
    assert_snapshot!(olga.presses("Status"), @r#"
    ~ 🩺 Status
    ⚠️ Not everything works
    Started: Fri 20 November, 09:00, running for 2 hours
    Version 0.1.0
    ⚠️ Telegram, clients’ bot: no connection
    Telegram is not reached (no connection)
    ✅ Telegram, this bot: connected
    📤 3 messages are queued, the oldest for 12 minutes
    ⚠️ 2 tasks are late, by 1 hour at most

    ⚠️ The database is damaged and wants to be restored from a backup
    Database: 4.2 MB, log 312 KB
    ⚠️ Little space is left on the disk: 900 MB
    ⚠️ The last backup is old: Sat 21 November, 03:00

    Last failure: Mon 23 November, 08:30
    A message to a client could not be delivered

    🔁 Waits for a restart:
    telegram.poll_timeout: "30s" → "20s"
      [🔄 Refresh]
      [‹ Back]
    "#);
}

#[test]
fn who_goes_on_meanwhile_is_not_called_back_and_a_lost_look_is_told() {
    let mut world = with_admins();
    world.blind = true;
    assert_snapshot!(asks(&mut world), @"
    ~ 🩺 Состояние
    Смотрю…
      [‹ Назад]
    ");
    assert_snapshot!(world.admin(OLGA).presses("Назад"), @"
    ~ ⚙️ Настройки
    Всё, что вы зададите здесь, действует сразу и важнее файла настроек.
      [🏠 О бизнесе] [📅 Запись]
      [⏰ Напоминания и отзывы]
      [💬 Тексты] [🔐 Вход]
      [🔔 Мои уведомления]
      [🌐 Язык] [🔑 Сменить PIN]
      [📄 Файл настроек]
      [🩺 Состояние]
      [💾 Копия базы сейчас]
      [‹ Назад]
    ");
    world.blind = false;
    let before = world.admin(OLGA).sees();
    let examined = chat::Worked::Examined(Box::new(well()));
    world.gives(engine::Input::Worked { bot: BotName::Admin, chat: OLGA.into(), worked: examined });
    assert_eq!(world.admin(OLGA).sees(), before, "the answer came too late");
    world.blind = true;
    world.admin(OLGA).presses("Состояние");
    world.pass(TimeDelta::minutes(1));
    assert_snapshot!(world.admin(OLGA).sees(), @"
    🩺 Состояние
    Не получилось узнать. Попробуйте ещё раз.
      [🔄 Обновить]
      [‹ Назад]
    ");
}

#[test]
fn a_manager_has_no_such_button() {
    let mut world = with_manager();
    let mut nina = world.admin(NINA);
    nina.says("/start");
    let seen = nina.presses("Настройки");
    assert!(!seen.contains("Состояние"), "{seen}");
}
