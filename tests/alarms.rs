//! What owners hear when the service needs somebody to look after it (A12).

use chrono::TimeDelta;
use domain::{Alarm, Fact};
use engine::Input;
use insta::assert_snapshot;

use crate::admin_flow::with_admins;
use crate::notices::notices;
use crate::world::{OLEG, OLGA, World};

fn raise(world: &mut World, alarm: Alarm, value: i64) {
    world.gives(Input::Fact(Fact::AlarmRaised { alarm, value }));
}

fn clear(world: &mut World, alarm: Alarm) {
    world.gives(Input::Fact(Fact::AlarmCleared { alarm }));
}

/// Whether a message of the bot's says these words, wherever it stands.
pub fn heard(world: &World, admin: i64, words: &str) -> bool {
    let telegram = world.telegram();
    let messages = telegram.chat("admin", admin).into_iter().flat_map(|chat| &chat.messages);
    messages.filter(|message| message.from_bot).any(|message| message.text.contains(words))
}

fn until(world: &mut World, time: &str) {
    let left = time.parse::<domain::Instant>().unwrap() - world.now();
    world.pass(left);
}

fn in_english(world: &mut World, admin: i64) {
    let mut talk = world.admin(admin);
    talk.says("/start");
    for words in ["Настройки", "Язык", "English"] {
        talk.presses(words);
    }
}

#[test]
fn a_cause_is_told_once_and_once_more_when_it_is_over_across_restarts() {
    let mut world = with_admins();
    raise(&mut world, Alarm::Disk, 430);
    assert_snapshot!(world.admin(OLGA).sees(), @"
    ⚠️ На сервере кончается место
    Осталось 430 МБ. Когда место кончится, бот не сможет записывать клиентов.

    Удалите лишние файлы или увеличьте диск.
    ");
    let told = world.admin(OLGA).last_message();
    raise(&mut world, Alarm::Disk, 410);
    world.restart();
    raise(&mut world, Alarm::Disk, 400);
    assert_eq!(world.admin(OLGA).last_message(), told);
    clear(&mut world, Alarm::Disk);
    assert_snapshot!(world.admin(OLGA).sees(), @"✅ Места на сервере снова достаточно.");
    assert_eq!(world.admin(OLGA).sees(), world.admin(OLEG).sees(), "every owner hears it");
    let over = world.admin(OLGA).last_message();
    clear(&mut world, Alarm::Disk);
    assert_eq!(world.admin(OLGA).last_message(), over);
    raise(&mut world, Alarm::Disk, 300);
    assert!(world.admin(OLGA).sees().contains("300 МБ"), "what comes again is told again");
}

#[test]
fn each_alarm_says_what_is_wrong_and_what_to_do() {
    let mut world = with_admins();
    in_english(&mut world, OLEG);
    let mut told = [String::new(), String::new()];
    let causes = [
        (Alarm::Disk, 90_500),
        (Alarm::BackupDisk, 430),
        (Alarm::Damage, 0),
        (Alarm::Backup, 27),
        (Alarm::NoBackup, 0),
        (Alarm::Outbox, 12),
        (Alarm::ClientBot, 1),
        (Alarm::Failures, 14),
        (Alarm::Clock, -185),
    ];
    for (alarm, value) in causes {
        raise(&mut world, alarm, value);
        for (admin, told) in [OLGA, OLEG].into_iter().zip(&mut told) {
            *told += &format!("{}\n\n", world.admin(admin).sees());
        }
        clear(&mut world, alarm);
        for (admin, told) in [OLGA, OLEG].into_iter().zip(&mut told) {
            *told += &format!("{}\n\n", world.admin(admin).sees());
        }
    }
    let [russian, english] = told;
    assert_snapshot!(russian, @"
    ⚠️ На сервере кончается место
    Осталось 90 ГБ, меньше десятой части диска. Когда место кончится, бот не сможет записывать клиентов.

    Удалите лишние файлы или увеличьте диск.

    ✅ Места на сервере снова достаточно.

    ⚠️ Кончается место для копий
    На диске с копиями базы осталось 430 МБ. Новая копия может не поместиться.

    Уберите старые копии или увеличьте диск.

    ✅ Места для копий базы снова достаточно.

    🛑 База данных повреждена
    Часть записей может не открываться, и со временем станет хуже.

    Остановите службу и восстановите последнюю копию. Повреждённый файл не удаляйте.

    ✅ База данных проверена: повреждений нет.

    ⚠️ Давно не было копии базы
    Последней уже 27 ч, а новая должна появляться каждый день.

    Сделайте копию на сервере; если не получится, вторая команда скажет почему:
    sudo systemctl start zapis-backup
    systemctl status zapis-backup

    ✅ Есть свежая копия базы.

    💡 Копий базы ещё нет
    Если сервер сломается, записи и клиенты пропадут. Сделать копию на сервере:
    sudo systemctl start zapis-backup

    Чтобы она делалась сама каждую ночь:
    sudo systemctl enable --now zapis-backup.timer

    ✅ Первая копия базы есть.

    ⚠️ Сообщения не уходят
    Telegram на связи, но самое старое сообщение ждёт уже 12 мин.

    Обычно помогает перезапуск, ничего не потеряется:
    sudo systemctl restart zapis

    ✅ Сообщения снова уходят.

    ⚠️ Бот для клиентов не работает
    Telegram больше не знает его токен: наверное, в @BotFather выдали новый. Запишите новый токен на сервере и перезапустите службу.

    Клиенты пока не получают ответов.

    ✅ Бот для клиентов снова работает.

    ⚠️ Сбои повторяются: 14 за час
    Похоже на ошибку в программе. Проверьте, нет ли новой версии, и покажите журнал тому, кто обслуживает сервер:
    journalctl -u zapis

    ✅ За последний час сбоев не было.

    ⚠️ Часы сервера перескочили назад на 3 ч 5 мин
    По ним идут записи и напоминания. Если сервер не засыпал и часы не переводили, проверьте, сверяет ли он время:
    timedatectl

    ✅ Часы сервера больше часа идут ровно.
    ");
    assert_snapshot!(english, @"
    ⚠️ The server is running out of space
    90 GB are left, less than a tenth of the disk. When the space is gone, the bot can take no bookings.

    Remove files that are not needed, or make the disk larger.

    ✅ There is enough space on the server again.

    ⚠️ The space for copies is running out
    430 MB are left on the disk with the copies of the database. A new copy may not fit.

    Move old copies away, or make the disk larger.

    ✅ There is enough space for copies of the database again.

    🛑 The database is damaged
    Some bookings may not open, and it will get worse with time.

    Stop the service and restore the last copy. Do not delete the damaged file.

    ✅ The database was checked: there is no damage.

    ⚠️ There has been no copy of the database for a while
    The last one is 27 h old, and there should be a new one every day.

    Make one on the server; if it fails, the second command says why:
    sudo systemctl start zapis-backup
    systemctl status zapis-backup

    ✅ There is a fresh copy of the database.

    💡 There is no copy of the database yet
    If the server breaks, bookings and clients are lost. To make a copy, on the server:
    sudo systemctl start zapis-backup

    To have one made every night:
    sudo systemctl enable --now zapis-backup.timer

    ✅ The first copy of the database is there.

    ⚠️ Messages do not leave
    Telegram answers, but the oldest message has waited for 12 min.

    A restart usually helps, and nothing is lost:
    sudo systemctl restart zapis

    ✅ Messages leave again.

    ⚠️ The bot for clients does not work
    Telegram no longer knows its token: perhaps @BotFather gave out a new one. Put the new token on the server and restart the service.

    Clients get no answers meanwhile.

    ✅ The bot for clients works again.

    ⚠️ Failures again and again: 14 in an hour
    This looks like a mistake in the program. See whether there is a new version, and show the log to whoever looks after the server:
    journalctl -u zapis

    ✅ There were no failures in the last hour.

    ⚠️ The server's clock jumped back by 3 h 5 min
    Bookings and reminders go by it. If the server did not sleep and nobody set the clock, see whether it keeps time:
    timedatectl

    ✅ The server's clock has been steady for over an hour.
    ");
}

#[test]
fn that_nothing_could_be_written_down_has_words_for_every_reason_and_an_all_clear() {
    let mut world = with_admins();
    let texts = chat::Texts::load();
    let words = |lang, value| admin::alarm_words(&texts, lang, Alarm::Stuck, value);
    let said: Vec<String> = (0..4).map(|value| words(chat::Lang::Ru, value)).collect();
    assert_snapshot!(said.join("\n\n"), @"
    🛑 <b>Бот ничего не может записать</b>
    Диск сервера работает с ошибками. Покажите это тому, кто обслуживает сервер.

    Пока клиентам никто не отвечает, но их сообщения ждут в Telegram до суток. Как только всё исправится, бот продолжит сам.

    🛑 <b>Бот ничего не может записать</b>
    На диске сервера кончилось место. Удалите лишние файлы или увеличьте диск.

    Пока клиентам никто не отвечает, но их сообщения ждут в Telegram до суток. Как только всё исправится, бот продолжит сам.

    🛑 <b>Бот ничего не может записать</b>
    Диск сервера стал доступен только для чтения. Перезагрузите сервер; если не поможет, напишите хостингу.

    Пока клиентам никто не отвечает, но их сообщения ждут в Telegram до суток. Как только всё исправится, бот продолжит сам.

    🛑 <b>Бот ничего не может записать</b>
    База данных повреждена. Остановите службу и восстановите последнюю копию.

    Пока клиентам никто не отвечает, но их сообщения ждут в Telegram до суток. Как только всё исправится, бот продолжит сам.
    ");
    let said: Vec<String> = (0..4).map(|value| words(chat::Lang::En, value)).collect();
    assert_snapshot!(said.join("\n\n"), @"
    🛑 <b>The bot cannot write anything down</b>
    The server's disk makes errors. Show this to whoever looks after the server.

    Clients get no answers meanwhile, but what they write waits at Telegram for up to a day. Once this is mended the bot goes on by itself.

    🛑 <b>The bot cannot write anything down</b>
    The server's disk is full. Remove files that are not needed, or make the disk larger.

    Clients get no answers meanwhile, but what they write waits at Telegram for up to a day. Once this is mended the bot goes on by itself.

    🛑 <b>The bot cannot write anything down</b>
    The server's disk can only be read. Restart the server; if that does not help, write to your host.

    Clients get no answers meanwhile, but what they write waits at Telegram for up to a day. Once this is mended the bot goes on by itself.

    🛑 <b>The bot cannot write anything down</b>
    The database is damaged. Stop the service and restore the last copy.

    Clients get no answers meanwhile, but what they write waits at Telegram for up to a day. Once this is mended the bot goes on by itself.
    ");
    clear(&mut world, Alarm::Stuck);
    assert_snapshot!(world.admin(OLGA).sees(), @"✅ Бот снова всё записывает и отвечает. Что ждало, не потерялось.");
}

#[test]
fn an_owner_without_a_pin_hears_it_too() {
    let mut world = World::new();
    world.admin(OLGA).says("/start");
    raise(&mut world, Alarm::Damage, 0);
    assert!(heard(&world, OLGA, "База данных повреждена"));
}

#[test]
fn quiet_hours_hold_what_can_wait_and_the_morning_tells_how_things_stand() {
    let mut world = with_admins();
    let mut talk = notices(&mut world, OLGA);
    talk.presses("Тихие часы");
    talk.presses("22:00–09:00");
    until(&mut world, "2026-11-23T20:00:00Z");
    let before = world.admin(OLGA).last_message();
    raise(&mut world, Alarm::Backup, 27);
    raise(&mut world, Alarm::Clock, 180);
    clear(&mut world, Alarm::Clock);
    assert_eq!(world.admin(OLGA).last_message(), before, "it is eleven at night");
    assert!(world.admin(OLEG).sees().contains("ровно"), "he has no quiet hours");
    raise(&mut world, Alarm::Disk, 100);
    assert!(world.admin(OLGA).sees().contains("кончается место"), "this loses data");
    world.restart();
    until(&mut world, "2026-11-24T06:00:00Z");
    assert!(heard(&world, OLGA, "Давно не было копии"));
    assert!(!heard(&world, OLGA, "Часы сервера"), "what was over by then is no news");
}

#[test]
fn an_all_clear_wakes_nobody_and_what_is_back_by_the_morning_is_not_told_twice() {
    let mut world = with_admins();
    let mut talk = notices(&mut world, OLGA);
    talk.presses("Тихие часы");
    talk.presses("22:00–09:00");
    raise(&mut world, Alarm::Backup, 27);
    raise(&mut world, Alarm::Outbox, 12);
    until(&mut world, "2026-11-24T00:00:00Z");
    let before = world.admin(OLGA).last_message();
    clear(&mut world, Alarm::Backup);
    clear(&mut world, Alarm::Outbox);
    raise(&mut world, Alarm::Outbox, 11);
    assert_eq!(world.admin(OLGA).last_message(), before, "it is three at night");
    until(&mut world, "2026-11-24T06:00:00Z");
    assert!(heard(&world, OLGA, "свежая копия"));
    assert!(!heard(&world, OLGA, "снова уходят"), "messages do not leave by now");
    clear(&mut world, Alarm::Outbox);
    assert!(world.admin(OLGA).sees().contains("снова уходят"), "she was told in the evening");
}

#[test]
fn who_wants_no_alerts_hears_only_what_loses_data() {
    let mut world = with_admins();
    notices(&mut world, OLGA).presses("Сбои");
    let before = world.admin(OLGA).last_message();
    raise(&mut world, Alarm::Backup, 27);
    clear(&mut world, Alarm::Backup);
    assert_eq!(world.admin(OLGA).last_message(), before);
    raise(&mut world, Alarm::Damage, 0);
    assert!(world.admin(OLGA).sees().contains("повреждена"));
    world.pass(TimeDelta::minutes(1));
    assert_eq!(world.admin(OLEG).sees(), world.admin(OLGA).sees());
}
