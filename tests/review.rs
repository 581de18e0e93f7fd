//! The question after a visit and its answer (C10).

use chrono::TimeDelta;
use domain::{Actor, BookingId, Fact, Instant, Status};
use engine::{Input, Order};
use insta::assert_snapshot;

use crate::admin_flow::with_admins;
use crate::booking_flow::reach_review;
use crate::world::{ANNA, CLARA, OLEG, OLGA, PIN, World};

/// Anna is booked with Maria on Tuesday from 15:00 to 16:00, and both admins have a PIN.
pub fn booked() -> World {
    let mut world = with_admins();
    reach_review(&mut world, ANNA);
    world.client(ANNA).presses("Подтвердить");
    world
}

/// The same on Tuesday at 18:00, when she is asked.
fn asked() -> World {
    let mut world = booked();
    until(&mut world, "2026-11-24T15:00:00Z");
    world
}

pub fn utc(text: &str) -> Instant {
    text.parse().unwrap()
}

/// Time passes until this instant. The hours in which nothing happens but reminders are skipped.
pub fn until(world: &mut World, at: &str) {
    let near = utc(at) - TimeDelta::minutes(5);
    if near > world.now() {
        world.jump(near);
        world.settle();
    }
    let left = utc(at) - world.now();
    world.pass(left);
}

/// An admin says what became of the visit.
pub fn note(world: &mut World, status: Status) {
    let order = Order::new(move |turn| {
        let booking = turn.tx.booking(BookingId::from(1))?.unwrap().booking;
        let by = Actor::Admin(OLGA.into());
        turn.tx.set_booking_status(booking.id, booking.version, status, None, by, turn.now)?;
        Ok(vec![Fact::StatusChanged { booking: booking.id, status, by }])
    });
    world.enters(vec![Input::Order(order)]);
}

pub fn is_asked(world: &mut World, person: i64) -> bool {
    let text = world.client(person).sees();
    text.contains("Как всё прошло") || text.contains("How was it")
}

#[test]
fn a_client_is_asked_after_the_visit_and_a_good_answer_stays_between_us() {
    let mut world = booked();
    until(&mut world, "2026-11-24T14:59:00Z");
    assert!(!is_asked(&mut world, ANNA), "not before two hours have passed");
    let before = world.admin(OLGA).sees();
    until(&mut world, "2026-11-24T15:00:00Z");
    let mut anna = world.client(ANNA);
    assert_snapshot!(anna.sees(), @"
    Как всё прошло?
    Стрижка, Мария
    🕒 вт 24 ноября, 15:00

    Поставьте, пожалуйста, оценку.
      [★★★★★ Отлично]
      [★★★★ Хорошо]
      [★★★ Нормально]
      [★★ Плохо]
      [★ Очень плохо]
      [Меню]
    ");
    assert_snapshot!(anna.presses_twice("Отлично"), @"
    ~ Спасибо за оценку!
    Стрижка, Мария
    🕒 вт 24 ноября, 15:00
    ★★★★★
      [Добавить пару слов]
      [Изменить оценку]
      [📅 Записаться] [Меню]
    ");
    assert_snapshot!(anna.presses("Добавить пару слов"), @"
    ~ Напишите пару слов о визите, до 1000 знаков.
      [‹ Назад]
    ");
    assert_snapshot!(anna.says("Очень <b>понравилось</b>, спасибо!"), @"
    ~ Напишите пару слов о визите, до 1000 знаков.
    + Спасибо за оценку!
    Стрижка, Мария
    🕒 вт 24 ноября, 15:00
    ★★★★★

    💬 Очень <b>понравилось</b>, спасибо!
      [📅 Записаться] [Меню]
    ");
    assert_eq!(world.admin(OLGA).sees(), before, "the owners are not disturbed");
    until(&mut world, "2026-11-26T15:00:00Z");
    assert!(!is_asked(&mut world, ANNA), "once");
}

#[test]
fn a_low_one_reaches_the_owners_at_once_and_then_its_words() {
    let mut world = asked();
    assert_snapshot!(world.client(ANNA).presses("Плохо"), @"
    ~ Спасибо за честность.
    Стрижка, Мария
    🕒 вт 24 ноября, 15:00
    ★★

    Нам жаль, что не всё было хорошо. Мы уже передали это руководителю.
      [Добавить пару слов]
      [Изменить оценку]
      [📅 Записаться] [Меню]
    ");
    assert_snapshot!(world.admin(OLGA).sees(), @"
    ⚠️ Низкая оценка: ★★
    Запись № 1
    Стрижка · Мария
    🕒 вт 24 ноября, 15:00
    👤 Анна
      [Открыть запись]
    ");
    assert_eq!(world.admin(OLGA).sees(), world.admin(OLEG).sees());
    world.client(ANNA).presses("Добавить пару слов");
    world.client(ANNA).says("Ждала двадцать минут");
    assert_snapshot!(world.admin(OLGA).sees(), @"
    ⚠️ Низкая оценка: ★★
    Запись № 1
    Стрижка · Мария
    🕒 вт 24 ноября, 15:00
    👤 Анна
    💬 Ждала двадцать минут
      [Открыть запись]
    ");
    world.admin(OLGA).presses("Открыть запись");
    assert_snapshot!(world.admin(OLGA).says(PIN), @"
    ~ Запись № 1 — в сообщении ниже.
    + ✅ Подтверждена
    Запись № 1
    Стрижка · Мария
    🕒 вт 24 ноября, 15:00
    1 ч · 1 500 ₽
    👤 Анна
    📞 +7 912 345-67-89 — введён вручную
      [✔️ Состоялся] [🚫 Не пришёл]
      [Перенести] [Отменить запись]
      [✏️ Изменить…] [📜 История]
    ");
}

#[test]
fn a_wrong_press_is_put_right_and_the_owners_see_it() {
    let mut world = asked();
    world.client(ANNA).presses("Очень плохо");
    let mut anna = world.client(ANNA);
    assert_snapshot!(anna.presses("Изменить оценку"), @"
    ~ Как всё прошло?
    Стрижка, Мария
    🕒 вт 24 ноября, 15:00

    Поставьте, пожалуйста, оценку.
      [★★★★★ Отлично]
      [★★★★ Хорошо]
      [★★★ Нормально]
      [★★ Плохо]
      [★ Очень плохо]
      [‹ Назад]
    ");
    assert!(anna.presses("Назад").contains("★\n"));
    anna.presses("Изменить оценку");
    assert!(anna.presses("Хорошо").contains("Спасибо за оценку"));
    assert_snapshot!(world.admin(OLGA).sees(), @"
    Оценка исправлена: ★★★★
    Запись № 1
    Стрижка · Мария
    🕒 вт 24 ноября, 15:00
    👤 Анна
      [Открыть запись]
    ");
}

#[test]
fn stars_are_final_after_a_day_and_once_there_are_words() {
    let mut world = asked();
    world.client(ANNA).presses("Хорошо");
    let words = world.client(ANNA).data("Добавить пару слов");
    let again = world.client(ANNA).data("Изменить оценку");
    until(&mut world, "2026-11-25T15:00:00Z");
    let mut anna = world.client(ANNA);
    let message = anna.last_message();
    assert_snapshot!(anna.forges(message, &again), @"
    ~ Спасибо за оценку!
    Стрижка, Мария
    🕒 вт 24 ноября, 15:00
    ★★★★
      [Добавить пару слов]
      [📅 Записаться] [Меню]
    ");
    assert!(anna.forges(message, "b1.1.rate.1").contains("Оценить этот визит уже нельзя"));
    anna.forges(message, &words);
    anna.says("Спасибо");
    let message = anna.last_message();
    assert!(!anna.forges(message, &words).contains("Напишите"), "words are said once");
    assert!(!anna.sees().contains("Изменить"));
}

#[test]
fn after_two_weeks_nothing_is_asked_any_more() {
    let mut world = asked();
    until(&mut world, "2026-12-08T13:00:00Z");
    assert_snapshot!(world.client(ANNA).presses("Отлично"), @"
    ! Оценить этот визит уже нельзя
    ~ Оценить этот визит уже нельзя. Спасибо, что были у нас!
      [📅 Записаться] [Меню]
    ");
}

#[test]
fn a_running_dialogue_is_not_disturbed_by_words() {
    let mut world = asked();
    world.client(ANNA).presses("Хорошо");
    let words = world.client(ANNA).data("Добавить пару слов");
    let message = world.client(ANNA).last_message();
    let mut anna = world.client(ANNA);
    anna.says("/start");
    anna.presses("Записаться");
    anna.presses("Стрижка");
    assert_snapshot!(anna.forges(message, &words), @"! Закончите, пожалуйста, начатое, а потом добавьте пару слов");
    assert!(anna.presses("Вера").contains("На какой день"), "the dialogue goes on");
    anna.presses("Отмена");
    assert!(anna.forges(message, &words).contains("Напишите пару слов"));
}

#[test]
fn words_have_a_way_back_a_hint_and_an_end() {
    let mut world = asked();
    let mut anna = world.client(ANNA);
    anna.presses("Хорошо");
    anna.presses_twice("Добавить пару слов");
    assert_snapshot!(anna.sends_photo(), @"+ Напишите, пожалуйста, пару слов обычным сообщением или нажмите «Назад».");
    assert_snapshot!(anna.says(&"я".repeat(1001)), @"+ Слишком длинно. Уложитесь, пожалуйста, в 1000 знаков.");
    assert!(anna.says("\u{200b}").contains("Напишите, пожалуйста, пару слов"));
    assert!(anna.presses("Назад").contains("Спасибо за оценку"));
    anna.presses("Добавить пару слов");
    assert!(anna.says("Назад").contains("Спасибо за оценку"));
    anna.presses("Добавить пару слов");
    world.pass(TimeDelta::minutes(31));
    let anna = world.client(ANNA);
    assert_snapshot!(anna.sees(), @"
    Спасибо за оценку!
    Стрижка, Мария
    🕒 вт 24 ноября, 15:00
    ★★★★
      [Добавить пару слов]
      [Изменить оценку]
      [📅 Записаться] [Меню]
    ");
    assert_eq!(anna.live_messages(), 2, "the booking's card and this one");
}

#[test]
fn the_question_speaks_the_clients_language() {
    let mut world = World::new();
    let mut clara = world.client(CLARA);
    clara.says("/start");
    clara.presses("Book");
    clara.presses("Стрижка");
    clara.presses("Мария");
    clara.presses("24");
    clara.presses("15:00");
    clara.presses("I agree");
    clara.says("Clara");
    clara.says("+44 20 7946 0958");
    clara.presses("Confirm");
    until(&mut world, "2026-11-24T15:00:00Z");
    let mut clara = world.client(CLARA);
    assert_snapshot!(clara.sees(), @"
    How was it?
    Стрижка, Мария
    🕒 Tue 24 November, 15:00

    Please rate your visit.
      [★★★★★ Excellent]
      [★★★★ Good]
      [★★★ Fair]
      [★★ Poor]
      [★ Very poor]
      [Menu]
    ");
    assert_snapshot!(clara.presses("Fair"), @"
    ~ Thank you for being honest.
    Стрижка, Мария
    🕒 Tue 24 November, 15:00
    ★★★

    We are sorry that not everything was good. The manager knows about it already.
      [Add a few words]
      [Change the rating]
      [📅 Book] [Menu]
    ");
    assert_snapshot!(clara.presses("Add a few words"), @"
    ~ Write a few words about the visit, up to 1000 characters.
      [‹ Back]
    ");
    assert_snapshot!(clara.says("A bit loud"), @"
    ~ Write a few words about the visit, up to 1000 characters.
    + Thank you for being honest.
    Стрижка, Мария
    🕒 Tue 24 November, 15:00
    ★★★

    We are sorry that not everything was good. The manager knows about it already.

    💬 A bit loud
      [📅 Book] [Menu]
    ");
}

#[test]
fn an_answer_counts_though_an_admin_has_noted_the_visit_meanwhile_but_not_of_who_did_not_come() {
    let mut world = asked();
    note(&mut world, Status::Done);
    assert!(world.client(ANNA).presses("Отлично").contains("Спасибо за оценку"));
    let mut world = asked();
    note(&mut world, Status::NoShow);
    assert!(world.client(ANNA).presses("Отлично").contains("Оценить этот визит уже нельзя"));
}

#[test]
fn only_who_was_asked_can_answer_and_only_of_their_own_visit() {
    let mut world = booked();
    let message = world.client(ANNA).last_message();
    assert_snapshot!(world.client(ANNA).forges(message, "b1.1.rate.5"), @"! Эта кнопка уже не действует");
    until(&mut world, "2026-11-24T15:00:00Z");
    world.client(CLARA).says("/start");
    let message = world.client(CLARA).last_message();
    assert_snapshot!(world.client(CLARA).forges(message, "b1.1.rate.1"), @"! This button no longer works");
    let message = world.client(ANNA).last_message();
    assert!(world.client(ANNA).forges(message, "b1.1.rate.6").contains("Оценить этот визит уже нельзя"));
    assert!(is_asked(&mut world, ANNA));
}

#[test]
fn the_words_of_a_client_can_be_erased_and_the_stars_remain() {
    let mut world = asked();
    let mut anna = world.client(ANNA);
    anna.presses("Хорошо");
    anna.presses("Добавить пару слов");
    anna.says("Тайна");
    let erase = Order::new(|turn| {
        let client = turn.tx.client_of(ANNA.into(), turn.now)?;
        turn.tx.erase_reviews_of(client.id)?;
        Ok(Vec::new())
    });
    world.enters(vec![Input::Order(erase)]);
    let review = world.engine().writer().review(BookingId::from(1)).unwrap().unwrap();
    assert!(review.words.is_none() && review.rated.is_some());
}
