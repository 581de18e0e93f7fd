//! An admin sets a client's name or phone right: it stands on no screen of the client's, so nothing that they press is refused for it (A4, C6).

use insta::assert_snapshot;

use crate::admin_edit::{begin, with_haircut};
use crate::reminders::until;
use crate::stranded::{ill_on_tuesday, start_of};
use crate::world::{ANNA, OLEG, OLGA, PIN, World};

/// Олег opens the booking of tomorrow and types another name.
fn renamed(world: &mut World, time: &str) {
    let mut oleg = world.admin(OLEG);
    oleg.says("/tomorrow");
    oleg.presses(time);
    begin(world, OLEG, "Имя");
    assert!(world.admin(OLEG).says("Анна Петрова").contains("Анна Петрова"));
}

#[test]
fn who_was_reminded_says_that_they_will_come_and_calls_it_off() {
    let mut world = with_haircut();
    until(&mut world, "2026-11-23T09:01:00Z");
    world.admin(OLEG).says("/menu");
    world.admin(OLEG).says(PIN);
    renamed(&mut world, "12:00");
    let booking = world.engine().writer().booking(1.into()).unwrap().unwrap().booking;
    assert_eq!(booking.version, 2, "the history has a line of it");
    assert!(world.client(ANNA).presses("Приду").contains("Отметили, ждём вас!"));
    renamed(&mut world, "12:00");
    assert!(world.client(ANNA).presses("Отменить запись").contains("Да, отменить"));
    renamed(&mut world, "12:00");
    world.client(ANNA).presses("Да, отменить");
    assert!(start_of(&world, 1).starts_with("cancelled"));
}

#[test]
fn a_move_that_is_confirmed_meanwhile_is_carried_out() {
    let mut world = with_haircut();
    let mut anna = world.client(ANNA);
    for words in ["Перенести", "24", "15:00"] {
        anna.presses(words);
    }
    renamed(&mut world, "12:00");
    assert!(world.client(ANNA).presses("Подтвердить").contains("Запись перенесена"));
    assert_eq!(start_of(&world, 1), "confirmed 2 2026-11-24 12:00:00 UTC");
}

#[test]
fn what_a_client_is_asked_stays_asked_and_their_answer_counts() {
    let (mut world, _) = ill_on_tuesday();
    world.admin(OLGA).presses("Отдать");
    world.admin(OLGA).presses("Применить");
    renamed(&mut world, "15:00");
    assert_snapshot!(world.client(ANNA).presses("Подходит"), @"
    ! Спасибо! Ждём вас
    ~ ✅ Вы записаны

    Стрижка, Вера
    🕒 вт 24 ноября, 15:00
    1 ч · 1 500 ₽
    Запись № 1
    Отменить или перенести можно до вт 24 ноября, 13:00.
      [Перенести] [Отменить запись]
      [Добавить комментарий]
      [Сообщить о времени пораньше]
      [🔁 Повторять каждую неделю]
      [📅 В календарь] [Меню]
    ");
    assert_snapshot!(world.admin(OLEG).sees(), @"
    ✅ Подтверждена
    Запись № 1
    Стрижка · Вера
    🕒 вт 24 ноября, 15:00
    1 ч · 1 500 ₽
    👤 Анна Петрова
    📞 +7 912 345-67-21 — введён вручную
    👌 Клиенту подходит (пн 23 ноября, 09:00)
    Изменили вы: пн 23 ноября, 09:00
      [Перенести] [Отменить запись]
      [✏️ Изменить…] [📜 История]
    ");
}

#[test]
fn what_the_client_does_see_is_still_compared() {
    let mut world = with_haircut();
    let (message, data) = (world.client(ANNA).last_message(), world.client(ANNA).data("Отменить запись"));
    renamed(&mut world, "12:00");
    begin(&mut world, OLEG, "Цена");
    world.admin(OLEG).says("900");
    world.admin(OLEG).presses("Сохранить");
    let mut anna = world.client(ANNA);
    assert!(anna.forges(message, &data).contains("Запись уже изменилась"));
    for version in ["b1.0.", "b1.99.", "b1.-1."] {
        let forged = anna.forges(message, &format!("{version}cancel-sure"));
        assert!(forged.contains('!'), "{forged}");
    }
    assert!(start_of(&world, 1).starts_with("confirmed"));
}
