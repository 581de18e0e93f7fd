//! Who gets into the admin bot, and how (A1).

use chrono::TimeDelta;
use insta::assert_snapshot;

use crate::admin_flow::{all_of, ask_for_colouring, enter_first, with_admins};
use crate::world::{ANNA, OLEG, OLGA, PIN, World};

#[test]
fn the_first_entry_chooses_a_pin_and_a_later_one_asks_it() {
    let mut world = World::new();
    let mut olga = world.admin(OLGA);
    assert_snapshot!(olga.says("/start"), @"
    + Придумайте PIN
    От 6 до 12 цифр. Он понадобится при каждом входе. Сообщение с ним я сразу удалю.
    ");
    assert_snapshot!(olga.says("123456"), @"
    + Такой PIN угадают с первого раза. Придумайте другой: чтобы цифры не шли подряд, как 123456, и не повторялись, как 111111.

    Придумайте PIN
    От 6 до 12 цифр. Он понадобится при каждом входе. Сообщение с ним я сразу удалю.
    ");
    assert_snapshot!(olga.says(PIN), @"+ Введите этот PIN ещё раз.");
    assert_snapshot!(olga.says("314159"), @"
    + PIN не совпали. Придумайте его заново.

    Придумайте PIN
    От 6 до 12 цифр. Он понадобится при каждом входе. Сообщение с ним я сразу удалю.
    ");
    olga.says(PIN);
    assert_snapshot!(olga.says(PIN), @"
    + ✅ PIN сохранён.

    Салон «Ромашка»
    Какие записи показать?
      [Сегодня] [Завтра]
      [📅 Неделя] [Другая дата]
      [Ждут подтверждения (0)]
      [➕ Записать клиента]
      [🔍 Найти запись] [👥 Клиенты]
      [🕘 Расписание] [🔑 Сотрудники]
      [💈 Услуги и мастера]
      [❓ Почему нет времени]
      [⚙️ Настройки]
      [🔒 Закрыть доступ]
    ");
    assert_snapshot!(olga.says("/lock"), @"
    ~ ✅ PIN сохранён.

    Салон «Ромашка»
    Какие записи показать?
    + 🔒 Доступ закрыт. Чтобы продолжить, понадобится PIN.
      [Меню]
    ");
    assert_snapshot!(olga.says("314159"), @"
    ~ 🔒 Доступ закрыт. Чтобы продолжить, понадобится PIN.
    + PIN не подошёл. Осталось 4 попытки.
    ");
    assert_snapshot!(olga.says(PIN), @"
    + Салон «Ромашка»
    Какие записи показать?
      [Сегодня] [Завтра]
      [📅 Неделя] [Другая дата]
      [Ждут подтверждения (0)]
      [➕ Записать клиента]
      [🔍 Найти запись] [👥 Клиенты]
      [🕘 Расписание] [🔑 Сотрудники]
      [💈 Услуги и мастера]
      [❓ Почему нет времени]
      [⚙️ Настройки]
      [🔒 Закрыть доступ]
    ");
}

#[test]
fn a_message_with_a_pin_is_deleted_whatever_comes_of_it() {
    let mut world = World::new();
    enter_first(&mut world, OLGA);
    world.admin(OLGA).says("/lock");
    world.admin(OLGA).says("314159");
    let telegram = world.telegram();
    let chat = telegram.chat("admin", OLGA).unwrap();
    let digits = |text: &str| text.chars().all(|c| c.is_ascii_digit());
    let kept: Vec<&str> =
        chat.messages.iter().map(|message| message.text.as_str()).filter(|text| digits(text)).collect();
    assert_eq!(kept, [""; 0]);
}

#[test]
fn a_stranger_hears_nothing_and_leaves_no_trace() {
    let mut world = with_admins();
    for text in ["/start", "/start guessed-token", PIN, "привет"] {
        assert_eq!(world.admin(ANNA).says(text), "");
    }
    let data = "b1.1.confirm";
    world.admin(ANNA).forges(1, data);
    assert_eq!(
        world.admin(ANNA).unanswered(),
        0,
        "Telegram's button stops spinning, and nothing else happens"
    );
    assert!(world.engine().writer().admin(ANNA.into()).unwrap().is_none());
}

#[test]
fn five_wrong_pins_lock_and_a_restart_does_not_help() {
    let mut world = with_admins();
    world.admin(OLGA).says("/lock");
    for _ in 0..4 {
        world.admin(OLGA).says("314159");
    }
    assert_snapshot!(world.admin(OLGA).says("314159"), @"+ PIN не подошёл. Попробовать снова можно через 1 минуту.");
    world.restart();
    assert_snapshot!(world.admin(OLGA).says(PIN), @"+ 🔒 Слишком много попыток. Попробовать снова можно через 1 минуту.");
    assert!(
        world.admin(OLEG).sees().contains("PIN"),
        "the other owner is told: {}",
        world.admin(OLEG).sees()
    );
    world.pass(TimeDelta::minutes(1));
    assert!(world.admin(OLGA).says(PIN).contains("Сегодня"));
}

#[test]
fn a_session_ends_by_idleness_and_a_press_on_a_notice_asks_the_pin_and_goes_on() {
    let mut world = with_admins();
    world.pass(TimeDelta::minutes(16));
    ask_for_colouring(&mut world, ANNA, "15:00");
    assert!(
        !world.admin(OLGA).sees().contains("+7 912"),
        "a locked session shows no phone: {}",
        world.admin(OLGA).sees()
    );
    assert_snapshot!(world.admin(OLGA).presses("Подтвердить"), @"
    ! Сначала введите PIN
    ~ ✅ PIN сохранён.

    Салон «Ромашка»
    Какие записи показать?
    + 🔒 Введите PIN.
    ");
    assert_snapshot!(world.admin(OLGA).says(PIN), @"
    ~ Запись № 1 — в сообщении ниже.
    + ✅ Подтверждена
    Запись № 1
    Окрашивание · Мария
    🕒 вт 24 ноября, 15:00
    2 ч · 4 500 ₽
    👤 Анна Иванова
    📞 +7 912 345-67-89 — введён вручную
    Изменили вы: пн 23 ноября, 09:16
      [Перенести] [Отменить запись]
      [✏️ Изменить…] [📜 История]
    + Запись подтверждена
    ");
    assert!(all_of(&mut world, ANNA).contains("подтверждена"));
}

#[test]
fn a_wall_clock_that_jumps_back_ends_the_session() {
    let mut world = with_admins();
    world.jump(world.now() - TimeDelta::hours(5));
    assert!(world.admin(OLGA).says("/start").contains("PIN"));
}

#[test]
fn pins_that_come_all_at_once_are_looked_at_one_by_one() {
    let mut world = with_admins();
    world.admin(OLGA).says("/lock");
    world.admin(OLGA).then(|telegram, now, bot, person| {
        for guess in 0..50 {
            telegram.send_text(now, bot, person, &format!("31415{guess:02}"));
        }
    });
    let tries = world.engine().writer().admin(OLGA.into()).unwrap().unwrap().tries;
    assert!(tries.left() > 0, "while one is looked at the others do not count and are not looked at");
    for _ in 0..20 {
        world.admin(OLGA).says("314159");
    }
    let looked_at = world.engine().writer().admin(OLGA.into()).unwrap().unwrap().tries;
    assert!(looked_at.check(world.now()).is_err(), "five wrong ones lock");
    let telegram = world.telegram();
    let kept = telegram
        .chat("admin", OLGA)
        .unwrap()
        .messages
        .iter()
        .filter(|message| message.text.starts_with("31415"));
    assert_eq!(kept.count(), 0, "and all of them are deleted");
}
