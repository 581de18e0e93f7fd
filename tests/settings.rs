//! What an owner sets in chat (A13).

use chrono::TimeDelta;
use domain::Setting;
use insta::assert_snapshot;

use crate::admin_flow::{ask_for_colouring, with_admins};
use crate::world::{ANNA, OLEG, OLGA, World};

/// A setting, opened by its owner.
pub fn opened<'a>(world: &'a mut World, group: &str, setting: &str) -> crate::talk::Talk<'a> {
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
      [🩺 Состояние]
      [💾 Копия базы сейчас]
      [‹ Назад]
    ");
    assert_snapshot!(olga.presses("Запись"), @"
    ~ 📅 Запись

    ▫️ Шаг времени: 30 минут · по умолчанию
    ▫️ Запись минимум за: 1 час · по умолчанию
    ▫️ Запись вперёд: 60 дней · по умолчанию
    ▫️ Отмена минимум за: 2 часа · по умолчанию
    ▫️ Записей у клиента: 3 · по умолчанию
    ▫️ Держать выбранное время: 10 минут · по умолчанию
    ▫️ Время на подтверждение: 24 часа · по умолчанию
    ▫️ Держать для листа ожидания: 15 минут · по умолчанию
      [Шаг времени]
      [Запись минимум за]
      [Запись вперёд]
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
    ▫️ Запись вперёд: 60 дней · по умолчанию
    ▫️ Отмена минимум за: 3 часа · задано здесь
    ▫️ Записей у клиента: 3 · по умолчанию
    ▫️ Держать выбранное время: 10 минут · по умолчанию
    ▫️ Время на подтверждение: 24 часа · по умолчанию
    ▫️ Держать для листа ожидания: 15 минут · по умолчанию
      [Шаг времени]
      [Запись минимум за]
      [Запись вперёд]
      [Отмена минимум за]
      [Записей у клиента]
      [Держать выбранное время]
      [Время на подтверждение]
      [Держать для листа ожидания]
      [‹ Назад]
    ");
    assert_snapshot!(world.admin(OLEG).sees(), @"
    ⚙️ Другой владелец (Telegram ID 201) изменил настройку: Отмена минимум за
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
    ~ ⚠️ Пока вы выбирали, это изменил другой владелец (Telegram ID 201). Было: нет. Теперь: +7 495 1. Ничего не перезаписано — решите ещё раз.

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
    let mut olga = opened(&mut world, "Запись", "Запись вперёд");
    assert_snapshot!(olga.says("1 час"), @"+ Так записаться будет нельзя: «Запись вперёд» должна быть больше, чем «Запись минимум за».");
    let mut olga = opened(&mut world, "О бизнесе", "Валюта");
    assert_snapshot!(olga.sees(), @"
    Валюта
    Сейчас: RUB · по умолчанию

    Цены — в этой валюте: RUB.

    Валюту можно сменить, только пока нет ни одной услуги: цены уже указаны в нынешней.
      [‹ Назад] [Отмена]
    ");
    assert_snapshot!(olga.says("EUR"), @"+ Валюту можно сменить, только пока нет ни одной услуги: цены уже указаны в нынешней.");
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

    Время везде — по этому поясу. Там сейчас 09:00. Сделанные записи не сдвинутся: изменится только то, как показано их время.

    Выберите город или напишите название пояса, например Europe/Berlin.
      [Калининград +2] [Самара +4]
      [Екатеринбург +5] [Омск +6]
      [Новосибирск +7] [Красноярск +7]
      [Иркутск +8] [Якутск +9]
      [Владивосток +10] [Магадан +11]
      [Камчатка +12]
      [‹ Назад] [Отмена]
    ");
    assert_snapshot!(olga.says("Нигде"), @"+ Такого пояса я не знаю. Напишите, например, Europe/Moscow или выберите город.");
    assert_snapshot!(olga.presses("Омск"), @"
    ~ Часовой пояс
    Сейчас: Москва (UTC+3)
    Станет: Омск (UTC+6)

    Время везде — по этому поясу. Там сейчас 12:00. Сделанные записи не сдвинутся: изменится только то, как показано их время.
      [Подтвердить]
      [‹ Назад] [Отмена]
    ");
    olga.presses("Подтвердить");
    ask_for_colouring(&mut world, ANNA, "15:00");
    let booked = world.engine().writer().booking(1.into()).unwrap().unwrap();
    assert_eq!(booked.booking.visit.start().to_rfc3339(), "2026-11-24T09:00:00+00:00");
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
fn the_pause_before_the_pin_leaves_time_to_finish_a_step() {
    let mut world = with_admins();
    let mut olga = opened(&mut world, "Вход", "Спрашивать PIN");
    assert_snapshot!(olga.says("1 секунда"), @"+ Так нельзя. Самое меньшее — 1 минуту, самое большее — 24 часа.");
    assert_snapshot!(olga.says("1 минута"), @"
    ~ Спрашивать PIN после паузы
    Сейчас: 15 минут · по умолчанию

    PIN спросят снова, если 15 минут ничего не делать.

    Выберите или напишите своё, например «45 минут», «3 часа», «2 дня».
    + Спрашивать PIN после паузы
    Сейчас: 15 минут
    Станет: 1 минуту

    PIN спросят снова, если 1 минуту ничего не делать.
      [Подтвердить]
      [‹ Назад] [Отмена]
    ");
}
