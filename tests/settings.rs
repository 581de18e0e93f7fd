//! What an owner sets in chat, and what everybody chooses for themselves (A13, A1).

use chrono::TimeDelta;
use domain::{Role, Setting};
use insta::assert_snapshot;
use store::admins::Origin;

use crate::admin_flow::{ask_for_colouring, enter_first, with_admins};
use crate::world::{ANNA, CLARA, OLEG, OLGA, PIN, World};

fn opened<'a>(world: &'a mut World, group: &str, setting: &str) -> crate::talk::Talk<'a> {
    let mut olga = world.admin(OLGA);
    olga.says("/start");
    olga.presses("Настройки");
    olga.presses(group);
    olga.presses(setting);
    olga
}

#[test]
fn an_owner_sees_each_value_with_its_origin_and_changes_one_by_a_press() {
    let mut world = with_admins();
    let mut olga = world.admin(OLGA);
    olga.says("/start");
    assert_snapshot!(olga.presses("Настройки"), @"
    ~ ⚙️ Настройки
    Всё, что вы зададите здесь, действует сразу и важнее файла настроек.
      [🏠 О бизнесе] [📅 Запись]
      [⏰ Напоминания и отзывы]
      [💬 Тексты] [🔐 Вход]
      [🔔 Мои уведомления]
      [🌐 Язык] [🔑 Сменить PIN]
      [📄 Файл настроек]
      [‹ Назад]
    ");
    assert_snapshot!(olga.presses("Запись"), @"
    ~ 📅 Запись

    ▫️ Шаг времени: 30 минут · по умолчанию
    ▫️ Запись минимум за: 1 час · по умолчанию
    ▫️ Горизонт записи: 60 дней · по умолчанию
    ▫️ Отмена минимум за: 2 часа · по умолчанию
    ▫️ Записей у клиента: 3 · по умолчанию
    ▫️ Держать выбранное время: 10 минут · по умолчанию
    ▫️ Время на подтверждение: 24 часа · по умолчанию
    ▫️ Держать для листа ожидания: 15 минут · по умолчанию
      [Шаг времени]
      [Запись минимум за]
      [Горизонт записи]
      [Отмена минимум за]
      [Записей у клиента]
      [Держать выбранное время]
      [Время на подтверждение]
      [Держать для листа ожидания]
      [‹ Назад]
    ");
    assert_snapshot!(olga.presses("Отмена минимум"), @"
    ~ Отмена минимум за
    Сейчас: 2 часа · по умолчанию

    Клиенты увидят: перенести или отменить можно не позже чем за 2 часа до визита.

    Выберите или напишите своё, например «45 минут», «3 часа», «2 дня».
      [0 минут] [3 часа]
      [6 часов] [12 часов]
      [24 часа]
      [‹ Назад] [Отмена]
    ");
    assert_snapshot!(olga.presses("3 часа"), @"
    ~ Отмена минимум за
    Сейчас: 2 часа
    Станет: 3 часа

    Клиенты увидят: перенести или отменить можно не позже чем за 3 часа до визита.
      [Подтвердить]
      [‹ Назад] [Отмена]
    ");
    assert_snapshot!(olga.presses("Подтвердить"), @"
    ! ✅ Сохранено
    ~ ✅ Сохранено

    📅 Запись

    ▫️ Шаг времени: 30 минут · по умолчанию
    ▫️ Запись минимум за: 1 час · по умолчанию
    ▫️ Горизонт записи: 60 дней · по умолчанию
    ▫️ Отмена минимум за: 3 часа · задано здесь
    ▫️ Записей у клиента: 3 · по умолчанию
    ▫️ Держать выбранное время: 10 минут · по умолчанию
    ▫️ Время на подтверждение: 24 часа · по умолчанию
    ▫️ Держать для листа ожидания: 15 минут · по умолчанию
      [Шаг времени]
      [Запись минимум за]
      [Горизонт записи]
      [Отмена минимум за]
      [Записей у клиента]
      [Держать выбранное время]
      [Время на подтверждение]
      [Держать для листа ожидания]
      [‹ Назад]
    ");
    assert_snapshot!(world.admin(OLEG).sees(), @"
    ⚙️ Отмена минимум за: настройку изменил другой владелец (Telegram ID 201)
    Было: 2 часа
    Стало: 3 часа
    ");
    ask_for_colouring(&mut world, ANNA, "15:00");
    assert!(
        world.client(ANNA).sees().contains("можно до вт 24 ноября, 12:00"),
        "{}",
        world.client(ANNA).sees()
    );
}

#[test]
fn what_is_typed_is_checked_with_the_bounds_of_the_file() {
    let mut world = with_admins();
    let mut olga = opened(&mut world, "Запись", "Шаг времени");
    assert_snapshot!(olga.says("скоро"), @"+ Не понимаю. Напишите число и единицу, например «45 минут», «3 часа», «2 дня».");
    assert_snapshot!(olga.says("4 минуты"), @"+ Так нельзя. Самое меньшее — 5 минут, самое большее — 24 часа.");
    assert_snapshot!(olga.says("5 мин 30 сек"), @"+ Нужны целые минуты, без секунд.");
    assert_snapshot!(olga.sends_photo(), @"+ Напишите это словами, пожалуйста.");
    assert_snapshot!(olga.says("45 минут"), @"
    ~ Шаг времени
    Сейчас: 30 минут · по умолчанию

    Клиентам предлагаем время с шагом в 30 минут, считая от начала работы.

    Выберите или напишите своё, например «45 минут», «3 часа», «2 дня».
    + Шаг времени
    Сейчас: 30 минут
    Станет: 45 минут

    Клиентам предлагаем время с шагом в 45 минут, считая от начала работы.
      [Подтвердить]
      [‹ Назад] [Отмена]
    ");
    assert_snapshot!(olga.presses("Назад"), @"
    ~ Шаг времени
    Сейчас: 30 минут · по умолчанию

    Клиентам предлагаем время с шагом в 30 минут, считая от начала работы.

    Выберите или напишите своё, например «45 минут», «3 часа», «2 дня».
      [10 минут] [15 минут]
      [20 минут] [1 час]
      [‹ Назад] [Отмена]
    ");
    olga.says("1 час");
    assert!(olga.presses("Подтвердить").contains("Шаг времени: 1 час · задано здесь"));
}

#[test]
fn what_is_set_here_wins_until_it_is_as_in_the_file_again() {
    let mut world = with_admins();
    opened(&mut world, "Запись", "Записей у клиента").presses("5");
    world.admin(OLGA).presses("Подтвердить");
    world.configure(|policy| policy.booking.max_active_per_client = 7);
    let mut olga = opened(&mut world, "Запись", "Записей у клиента");
    assert_snapshot!(olga.sees(), @"
    Записей у клиента
    Сейчас: 5 · задано здесь

    У одного клиента может быть не больше 5 предстоящих записей.

    Выберите или напишите число.
      [1] [2]
      [3] [10]
      [↩️ Как в файле: 7]
      [‹ Назад] [Отмена]
    ");
    assert_snapshot!(olga.presses("Как в файле"), @"
    ~ Записей у клиента
    Сейчас: 5
    Станет: 7

    У одного клиента может быть не больше 7 предстоящих записей.
      [Подтвердить]
      [‹ Назад] [Отмена]
    ");
    assert!(olga.presses("Подтвердить").contains("Записей у клиента: 7 · из файла"));
    assert_eq!(world.engine().writer().overrides().unwrap().get(Setting::MaxActive), None);
}

#[test]
fn what_is_set_survives_a_restart_and_reminders_follow_it() {
    let mut world = with_admins();
    ask_for_colouring(&mut world, ANNA, "15:00");
    world.admin(OLGA).presses("Подтвердить");
    let mut olga = opened(&mut world, "Напоминания", "Напоминания");
    olga.says("4 часа");
    olga.presses("Подтвердить");
    world.restart();
    world.pass(TimeDelta::hours(25));
    assert!(!world.client(ANNA).sees().contains("завтра"), "no reminder a day before");
    world.pass(TimeDelta::hours(1) + TimeDelta::minutes(1));
    assert!(world.client(ANNA).sees().contains("через 4 часа"), "{}", world.client(ANNA).sees());
}

#[test]
fn the_second_of_two_owners_is_told_what_it_was_what_it_is_and_by_whom() {
    let mut world = with_admins();
    opened(&mut world, "О бизнесе", "Телефон").says("+7 495 1");
    let mut oleg = world.admin(OLEG);
    oleg.says("/start");
    oleg.presses("Настройки");
    oleg.presses("О бизнесе");
    oleg.presses("Телефон");
    oleg.says("+7 495 2");
    world.admin(OLGA).presses("Подтвердить");
    assert_snapshot!(world.admin(OLEG).presses("Подтвердить"), @"
    ~ ⚠️ Пока вы выбирали, другой владелец (Telegram ID 201) изменил это. Было: нет. Теперь: +7 495 1. Ничего не перезаписано — решите ещё раз.

    Телефон
    Сейчас: +7 495 1 · задано здесь

    Клиенты увидят телефон в контактах и на карточке записи.

    Напишите, как должно быть: до 40 символов.
      [Убрать]
      [↩️ Как в файле: нет]
      [‹ Назад] [Отмена]
    ");
    assert_eq!(
        world.engine().writer().overrides().unwrap().get(Setting::Phone).map(ToString::to_string),
        Some("+7 495 1".to_owned())
    );
}

#[test]
fn own_texts_are_shown_to_clients_as_plain_text() {
    let mut world = with_admins();
    let mut olga = opened(&mut world, "Тексты", "Приветствие");
    assert_snapshot!(olga.sees(), @"
    Приветствие
    Сейчас: нет · по умолчанию

    Клиенты увидят обычное приветствие.

    Напишите, как должно быть: до 500 символов.
      [‹ Назад] [Отмена]
    ");
    olga.says("Рады вам & <b>ждём</b>!\nЗвоните в любое время.");
    olga.presses("Подтвердить");
    let mut olga = opened(&mut world, "Тексты", "После записи");
    olga.says(&"я".repeat(501));
    assert!(olga.sees().contains("до 500 символов"));
    olga.says("Вход со двора.");
    olga.presses("Подтвердить");
    assert_snapshot!(world.client(ANNA).says("/start"), @"
    + Салон «Ромашка»
    Рады вам & <b>ждём</b>!
    Звоните в любое время.
      [📅 Записаться]
      [🗒 Мои записи] [Мои данные]
      [Цены] [Контакты]
      [О нас] [Язык · Language]
    ");
    ask_for_colouring(&mut world, ANNA, "15:00");
    assert!(!world.client(ANNA).sees().contains("со двора"), "it is not certain yet");
    world.admin(OLGA).presses("Подтвердить");
    let seen = world
        .telegram()
        .chat("client", ANNA)
        .unwrap()
        .messages
        .iter()
        .any(|message| message.text.contains("Вы записаны") && message.text.ends_with("Вход со двора."));
    assert!(seen);
}

#[test]
fn what_would_let_nothing_be_booked_or_change_prices_is_refused_with_the_reason() {
    let mut world = with_admins();
    let mut olga = opened(&mut world, "Запись", "Горизонт");
    assert_snapshot!(olga.says("1 час"), @"+ Так записаться будет нельзя: «Горизонт записи» должен быть больше, чем «Запись минимум за».");
    let mut olga = opened(&mut world, "О бизнесе", "Валюта");
    assert_snapshot!(olga.sees(), @"
    Валюта
    Сейчас: RUB · по умолчанию

    Цены — в этой валюте: RUB.

    Валюту можно сменить, только пока нет ни одной услуги: у них уже есть цены.
      [‹ Назад] [Отмена]
    ");
    assert_snapshot!(olga.says("EUR"), @"+ Валюту можно сменить, только пока нет ни одной услуги: у них уже есть цены.");
    let mut olga = opened(&mut world, "Вход", "Спрашивать PIN");
    assert_snapshot!(olga.says("20 часов"), @"+ Это дольше самой длинной сессии из файла настроек. Выберите поменьше.");
}

#[test]
fn another_zone_is_chosen_by_a_city() {
    let mut world = with_admins();
    let mut olga = opened(&mut world, "О бизнесе", "Часовой пояс");
    assert_snapshot!(olga.sees(), @"
    Часовой пояс
    Сейчас: Москва (UTC+3) · по умолчанию

    Все времена показаны по часам этого пояса. Там сейчас 09:00. Уже сделанные записи не сдвинутся, изменится только их показ.

    Выберите город или напишите название пояса, например Europe/Berlin.
      [Калининград (UTC+2)]
      [Самара (UTC+4)]
      [Екатеринбург (UTC+5)]
      [Омск (UTC+6)]
      [Новосибирск (UTC+7)]
      [Красноярск (UTC+7)]
      [Иркутск (UTC+8)] [Якутск (UTC+9)]
      [Владивосток (UTC+10)]
      [Магадан (UTC+11)]
      [Камчатка (UTC+12)]
      [‹ Назад] [Отмена]
    ");
    assert_snapshot!(olga.says("Нигде"), @"+ Такого пояса я не знаю. Напишите, например, Europe/Moscow или выберите город.");
    assert_snapshot!(olga.presses("Омск"), @"
    ~ Часовой пояс
    Сейчас: Москва (UTC+3)
    Станет: Омск (UTC+6)

    Все времена показаны по часам этого пояса. Там сейчас 12:00. Уже сделанные записи не сдвинутся, изменится только их показ.
      [Подтвердить]
      [‹ Назад] [Отмена]
    ");
    olga.presses("Подтвердить");
    ask_for_colouring(&mut world, ANNA, "15:00");
    let booked = world.engine().writer().booking(1.into()).unwrap().unwrap();
    assert_eq!(booked.booking.visit.start().to_rfc3339(), "2026-11-24T09:00:00+00:00");
}

#[test]
fn the_result_of_the_last_reading_of_the_file_is_seen_and_what_of_it_does_not_hold() {
    let mut world = with_admins();
    opened(&mut world, "Запись", "Держать выбранное").presses("15 минут");
    world.admin(OLGA).presses("Подтвердить");
    let taken =
        vec!["booking.hold: \"10m\" → \"5m\"".to_owned(), "booking.step: \"30m\" → \"20m\"".to_owned()];
    world.enters(vec![engine::Input::Fact(domain::Fact::ConfigTaken { taken, after_restart: Vec::new() })]);
    assert_snapshot!(world.admin(OLEG).sees(), @r#"
    ⚙️ Настройки изменены и уже действуют
    booking.step: "30m" → "20m"

    🔒 Изменено в файле, но не действует: задано в боте
    booking.hold: "10m" → "5m"
    "#);
    let mut olga = world.admin(OLGA);
    olga.says("/start");
    olga.presses("Настройки");
    assert_snapshot!(olga.presses("Файл настроек"), @r#"
    ~ 📄 Файл настроек

    ✅ Прочитан заново: пн 23 ноября, 09:00.

    ⚙️ Настройки изменены и уже действуют
    booking.step: "30m" → "20m"

    🔒 Изменено в файле, но не действует: задано в боте
    booking.hold: "10m" → "5m"

    Задано в боте и важнее файла:
    Держать выбранное время: 15 минут
      [‹ Назад]
    "#);
    let reason = "config.toml:7: unknown key \"<hlod>\"".to_owned();
    world.enters(vec![engine::Input::Fact(domain::Fact::ConfigRefused { reason })]);
    let mut olga = world.admin(OLGA);
    olga.says("/start");
    olga.presses("Настройки");
    assert_snapshot!(olga.presses("Файл настроек"), @r#"
    ~ 📄 Файл настроек

    ⚠️ Не принят: пн 23 ноября, 09:00. Действуют прежние настройки.
    config.toml:7: unknown key "<hlod>"

    Задано в боте и важнее файла:
    Держать выбранное время: 15 минут
      [‹ Назад]
    "#);
}

#[test]
fn a_manager_has_their_own_notices_and_nothing_of_the_business() {
    let mut world = with_admins();
    let now = world.now();
    world.engine().writer().put_admin(CLARA.into(), Role::Manager, Origin::Claim, now).unwrap();
    enter_first(&mut world, CLARA);
    let mut clara = world.admin(CLARA);
    clara.says("/start");
    assert_snapshot!(clara.presses("Settings"), @"
    ~ ⚙️ Your settings
      [🔔 My notices]
      [🌐 Language] [🔑 Change PIN]
      [‹ Back]
    ");
    let message = clara.last_message();
    assert_snapshot!(clara.forges(message, "e.settings-open.9"), @"! Your role does not allow this. Please ask the owner.");
    assert_snapshot!(clara.presses("My notices"), @"
    ~ 🔔 My notices
    Press to turn them on or off. Cards of bookings that you have on the screen change in any case.
      [✅ New bookings]
      [✅ Cancellations]
      [✅ Moves]
      [✅ Morning digest]
      [🌙 Quiet hours: none]
      [☀️ Digest at 08:00]
      [‹ Back]
    ");
    assert!(!clara.forges(message, "e.settings-news-set.5.0.0").contains("Failures"));
}

#[test]
fn a_language_is_switched_and_kept() {
    let mut world = with_admins();
    let mut olga = world.admin(OLGA);
    olga.says("/start");
    olga.presses("Настройки");
    olga.presses("Язык");
    assert!(olga.presses("English").contains("Settings"));
    olga.says("/start");
    assert!(olga.sees().contains("Today"));
}

#[test]
fn a_new_pin_takes_the_old_one_and_ends_the_session() {
    let mut world = with_admins();
    let mut olga = world.admin(OLGA);
    olga.says("/start");
    olga.presses("Настройки");
    assert_snapshot!(olga.presses("Сменить PIN"), @"
    ~ 🔑 Смена PIN
    Сначала нынешний PIN.

    🔒 Введите PIN.
    ");
    assert!(olga.says("999998").contains("PIN не подошёл"));
    assert_snapshot!(olga.says(PIN), @"
    + 🔑 Новый PIN
    От 6 до 12 цифр. Сообщение с ним я сразу удалю.
      [Отмена]
    ");
    assert!(olga.says("123456").contains("угадают"));
    assert_snapshot!(olga.says("602214"), @"
    ~ 🔑 Новый PIN
    От 6 до 12 цифр. Сообщение с ним я сразу удалю.
    + Введите этот PIN ещё раз.
      [Отмена]
    ");
    assert!(olga.says("602215").contains("не совпали"));
    olga.says("602214");
    assert_snapshot!(olga.says("602214"), @"
    ~ Введите этот PIN ещё раз.
    + ✅ PIN сменён. Доступ закрыт: войдите с новым.
      [Меню]
    ");
    assert!(olga.presses("Меню").contains("Введите PIN"));
    assert!(olga.says(PIN).contains("PIN не подошёл"), "the old one is void");
    assert!(olga.says("602214").contains("Салон"));
    let telegram = world.telegram();
    let chat = telegram.chat("admin", OLGA).unwrap();
    assert!(chat.messages.iter().all(|message| !message.text.contains("602214")), "digits are deleted");
}

#[test]
fn a_lock_in_the_middle_of_a_new_pin_asks_the_present_one() {
    let mut world = with_admins();
    let mut olga = world.admin(OLGA);
    olga.says("/start");
    olga.presses("Настройки");
    olga.presses("Сменить PIN");
    olga.says(PIN);
    world.pass(TimeDelta::minutes(16));
    assert!(world.admin(OLGA).says("602214").contains("Введите PIN"));
    assert!(world.admin(OLGA).says(PIN).contains("Новый PIN"));
}

#[test]
fn forged_presses_on_settings_change_nothing() {
    let mut world = with_admins();
    let mut olga = opened(&mut world, "Запись", "Шаг времени");
    let (message, data) = (olga.last_message(), olga.data("15 минут"));
    let revision = data.split('.').next().unwrap().to_owned();
    for action in ["pick.99", "pick.-1", "confirm", "file.1", "nonsense"] {
        olga.forges(message, &format!("{revision}.{action}"));
    }
    for action in
        ["settings-open.99", "settings-group.99", "settings-quiet-set.5.99999.0", "settings-digest-set.-7.0"]
    {
        olga.says("/start");
        let message = olga.last_message();
        olga.forges(message, &format!("e.{action}"));
    }
    assert_eq!(world.engine().writer().overrides().unwrap(), domain::Overrides::default());
}

#[test]
fn commands_beside_the_service_go_by_what_is_set_in_chat() {
    let mut world = with_admins();
    opened(&mut world, "Запись", "Шаг времени").presses("1 час");
    world.admin(OLGA).presses("Подтвердить");
    world.stop();
    let config = world.folder().join("config.toml");
    std::fs::write(&config, "[booking]\nmin_notice = \"0m\"\nhorizon = \"366d\"").unwrap();
    let said = |arguments: &[&str]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_zapis"));
        let output = command.args(arguments).arg("--config").arg(&config).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    let checked = said(&["check"]);
    let told = "booking.step: \"1h\" is set in the admin bot and holds instead of the file";
    assert!(checked.trim_end().ends_with(told), "{checked}");
    let slots = said(&[
        "slots",
        "--service",
        "Стрижка",
        "--specialist",
        "Вера",
        "--from",
        "2026-12-01",
        "--to",
        "2026-12-01",
    ]);
    assert!(slots.contains("09:00 10:00 11:00"), "{slots}");
}
