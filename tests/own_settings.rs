//! What every admin chooses for themselves: language, notices, PIN (A13, A1).

use chrono::TimeDelta;
use domain::Role;
use insta::assert_snapshot;
use store::admins::Origin;

use crate::admin_flow::{enter_first, with_admins};
use crate::world::{CLARA, OLGA, PIN};

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
fn whatever_is_typed_or_changed_for_a_new_pin_goes_though_the_session_is_over() {
    let mut world = with_admins();
    let mut olga = world.admin(OLGA);
    olga.says("/start");
    olga.presses("Настройки");
    olga.presses("Сменить PIN");
    olga.says(PIN);
    world.pass(TimeDelta::minutes(16));
    world.admin(OLGA).then(|telegram, now, bot, person| {
        let own = telegram.chat(bot, person).unwrap().messages.iter().find(|message| !message.from_bot);
        let own = own.unwrap().id;
        telegram.edit_text(now, bot, person, own, "602214").unwrap();
    });
    assert!(world.admin(OLGA).says("60221").contains("Введите PIN"), "mistyped, it is nearly one");
    world.admin(OLGA).says("/602214");
    let telegram = world.telegram();
    let chat = telegram.chat("admin", OLGA).unwrap();
    assert!(chat.messages.iter().all(|message| !message.text.contains("60221")), "digits are deleted");
}
