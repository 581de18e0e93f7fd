//! What a change does to bookings is seen before it applies, and clients are asked, not told (A7).

use insta::assert_snapshot;

use crate::admin_flow::{all_of, with_admins};
use crate::admin_hours::schedule_of;
use crate::world::{ANNA, BORIS, OLGA, World};

/// Somebody has a haircut in November.
pub fn haircut(world: &mut World, person: i64, specialist: &str, day: &str, time: &str) {
    let mut talk = world.client(person);
    talk.says("/start");
    for words in ["Записаться", "Стрижка", specialist, day, time, "Даю согласие"]
    {
        talk.presses(words);
    }
    talk.says(if person == ANNA { "Анна" } else { "Борис" });
    talk.says(&format!("8 912 345-67-{}", person % 100 + 20));
    talk.presses("Подтвердить");
}

/// Мария is ill on Tuesday; Анна and Борис come to her, and Olga sees what becomes of it.
pub fn ill_on_tuesday() -> (World, String) {
    let mut world = with_admins();
    haircut(&mut world, ANNA, "Мария", "24", "15:00");
    haircut(&mut world, BORIS, "Мария", "24", "18:00");
    let seen = away_on_tuesday(&mut world);
    (world, seen)
}

pub fn away_on_tuesday(world: &mut World) -> String {
    schedule_of(world, "Мария");
    let mut olga = world.admin(OLGA);
    olga.presses("Отпуск или выходные");
    olga.presses("24");
    olga.presses("Только этот день")
}

pub fn start_of(world: &World, id: i64) -> String {
    let booking = world.engine().writer().booking(id.into()).unwrap().unwrap().booking;
    format!("{} {} {}", booking.status.code(), booking.specialist, booking.visit.start())
}

#[test]
fn bookings_that_a_day_off_strands_are_listed_and_their_clients_asked() {
    let (mut world, seen) = ill_on_tuesday();
    assert_snapshot!(seen, @"
    ~ Мария: вт 24 ноября
    Было: 10:00–14:00, 15:00–20:00
    Станет: выходной
    Заметку для своих можно дописать сообщением.

    📊 Свободных окон с 24 ноября по 30 ноября: сейчас 75, станет 64.

    ⚠️ 2 записи не помещаются в новое расписание.
    💬 Предложим другое время: 2
    Нажмите на запись, чтобы решить о ней отдельно. 📞 — клиенту нужно позвонить.
      [💬 24.11 15:00 Анна · Стрижка 🕘]
      [💬 24.11 18:00 Борис · Стрижка 🕘]
      [💬 Всем предложить другое время]
      [👥 Отдать свободным коллегам]
      [✋ Все оставить] [❌ Все отменить]
      [✅ Применить]
      [‹ Назад] [Отмена]
    ");
    assert_snapshot!(world.admin(OLGA).presses("Применить"), @"
    ~ ✅ Подтверждена
    Запись № 1
    Стрижка · Мария
    🕒 вт 24 ноября, 15:00
    1 ч · 1 500 ₽
    👤 Анна
    📞 +7 912 345-67-21 — введён вручную
    ⏳ Предложили другое время, ждём ответа (спросили пн 23 ноября, 09:00)
      [Перенести] [Отменить запись]
      [🤝 Договорились лично]
      [✏️ Изменить…] [📜 История]
    ~ ✅ Подтверждена
    Запись № 2
    Стрижка · Мария
    🕒 вт 24 ноября, 18:00
    1 ч · 1 500 ₽
    👤 Борис
    📞 +7 912 345-67-22 — введён вручную
    ⏳ Предложили другое время, ждём ответа (спросили пн 23 ноября, 09:00)
      [Перенести] [Отменить запись]
      [🤝 Договорились лично]
      [✏️ Изменить…] [📜 История]
    ~ ✅ Готово, изменение действует.
    💬 2 клиентам отправлен вопрос.
      [⏳ Кто ещё не ответил]
      [‹ Назад]
      [Меню]
    ");
    assert_snapshot!(world.client(ANNA).sees(), @"
    🙏 Мария не сможет вас принять
    Извините! Выберите, пожалуйста, другое время. Пока вы не ответили, запись за вами.

    ⏳ Ждём вашего ответа

    Стрижка, Мария
    🕒 вт 24 ноября, 15:00
    1 ч · 1 500 ₽
    Запись № 1
      [Выбрать другое время]
      [Отменить запись]
      [📅 В календарь] [Меню]
    ");
    assert_eq!(start_of(&world, 1), "confirmed 1 2026-11-24 12:00:00 UTC", "until she answers, it is hers");
    assert_snapshot!(world.admin(OLGA).presses("Кто ещё не ответил"), @"
    ~ Ждём ответа клиентов
    📞 — сообщения не доходят, лучше позвонить. Нажмите на запись, чтобы открыть её.
      [⏳ 24.11 15:00 Анна · Стрижка]
      [⏳ 24.11 18:00 Борис · Стрижка]
      [‹ Назад]
    ");
    assert_snapshot!(world.admin(OLGA).presses("15:00"), @"
    ~ Запись № 1 — в сообщении ниже.
    + ✅ Подтверждена
    Запись № 1
    Стрижка · Мария
    🕒 вт 24 ноября, 15:00
    1 ч · 1 500 ₽
    👤 Анна
    📞 +7 912 345-67-21 — введён вручную
    ⏳ Предложили другое время, ждём ответа (спросили пн 23 ноября, 09:00)
      [Перенести] [Отменить запись]
      [🤝 Договорились лично]
      [✏️ Изменить…] [📜 История]
    ");
}

#[test]
fn a_colleague_takes_what_they_can_and_the_client_is_asked_likewise() {
    let (mut world, _) = ill_on_tuesday();
    assert_snapshot!(world.admin(OLGA).presses("Отдать"), @"
    ~ Мария: вт 24 ноября
    Было: 10:00–14:00, 15:00–20:00
    Станет: выходной
    Заметку для своих можно дописать сообщением.

    📊 Свободных окон с 24 ноября по 30 ноября: сейчас 75, станет 64.

    ⚠️ 2 записи не помещаются в новое расписание.
    👥 Отдадим коллеге, если кто-то свободен: 2
    Нажмите на запись, чтобы решить о ней отдельно. 📞 — клиенту нужно позвонить.
      [👥 24.11 15:00 Анна · Стрижка 🕘]
      [👥 24.11 18:00 Борис · Стрижка 🕘]
      [💬 Всем предложить другое время]
      [👥 Отдать свободным коллегам]
      [✋ Все оставить] [❌ Все отменить]
      [✅ Применить]
      [‹ Назад] [Отмена]
    ");
    assert_snapshot!(world.admin(OLGA).presses("Применить"), @"
    ~ ✅ Подтверждена
    Запись № 1
    Стрижка · Вера
    🕒 вт 24 ноября, 15:00
    1 ч · 1 500 ₽
    👤 Анна
    📞 +7 912 345-67-21 — введён вручную
    ⏳ Ждём ответа клиента (спросили пн 23 ноября, 09:00)
    Изменили вы: пн 23 ноября, 09:00
      [Перенести] [Отменить запись]
      [🤝 Договорились лично]
      [✏️ Изменить…] [📜 История]
    ~ ✅ Подтверждена
    Запись № 2
    Стрижка · Мария
    🕒 вт 24 ноября, 18:00
    1 ч · 1 500 ₽
    👤 Борис
    📞 +7 912 345-67-22 — введён вручную
    ⏳ Предложили другое время, ждём ответа (спросили пн 23 ноября, 09:00)
      [Перенести] [Отменить запись]
      [🤝 Договорились лично]
      [✏️ Изменить…] [📜 История]
    ~ ✅ Готово, изменение действует.
    💬 2 клиентам отправлен вопрос.
    👥 1 запись взял коллега.
      [⏳ Кто ещё не ответил]
      [‹ Назад]
      [Меню]
    ");
    assert_eq!(start_of(&world, 1), "confirmed 2 2026-11-24 12:00:00 UTC", "Вера is there at three");
    assert_eq!(start_of(&world, 2), "confirmed 1 2026-11-24 15:00:00 UTC", "but not at six");
    assert_snapshot!(world.client(ANNA).sees(), @"
    🙏 Мария не сможет вас принять
    В то же время вас может принять Вера. Подходит?

    ⏳ Ждём вашего ответа

    Стрижка, Вера
    🕒 вт 24 ноября, 15:00
    1 ч · 1 500 ₽
    Запись № 1
      [👌 Подходит]
      [Другое время] [Отменить запись]
      [📅 В календарь] [Меню]
    ");
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
    assert_snapshot!(world.admin(OLGA).presses("Кто ещё не ответил"), @"
    ~ Ждём ответа клиентов
    📞 — сообщения не доходят, лучше позвонить. Нажмите на запись, чтобы открыть её.
      [⏳ 24.11 18:00 Борис · Стрижка]
      [‹ Назад]
    ");
    let mut olga = world.admin(OLGA);
    olga.says("/tomorrow");
    assert!(olga.presses("15:00").contains("👌 Клиенту подходит"));
}

#[test]
fn each_booking_has_a_choice_of_its_own() {
    let (mut world, _) = ill_on_tuesday();
    let mut olga = world.admin(OLGA);
    olga.presses("Все оставить");
    olga.presses("18:00");
    olga.presses("18:00");
    assert_snapshot!(olga.presses("18:00"), @"
    ~ Мария: вт 24 ноября
    Было: 10:00–14:00, 15:00–20:00
    Станет: выходной
    Заметку для своих можно дописать сообщением.

    📊 Свободных окон с 24 ноября по 30 ноября: сейчас 75, станет 64.

    ⚠️ 2 записи не помещаются в новое расписание.
    ✋ Оставим как есть: 1
    ❌ Отменим и предупредим клиента: 1
    Нажмите на запись, чтобы решить о ней отдельно. 📞 — клиенту нужно позвонить.
      [✋ 24.11 15:00 Анна · Стрижка 🕘]
      [❌ 24.11 18:00 Борис · Стрижка 🕘]
      [💬 Всем предложить другое время]
      [👥 Отдать свободным коллегам]
      [✋ Все оставить] [❌ Все отменить]
      [✅ Применить]
      [‹ Назад] [Отмена]
    ");
    assert_snapshot!(olga.presses("Применить"), @"
    ~ ❌ Отменена
    Запись № 2
    Стрижка · Мария
    🕒 вт 24 ноября, 18:00
    1 ч · 1 500 ₽
    👤 Борис
    📞 +7 912 345-67-22 — введён вручную
    Изменили вы: пн 23 ноября, 09:00
      [📜 История]
    ~ ✅ Готово, изменение действует.
    ❌ 1 запись отменена.
    ✋ 1 запись осталась как есть.
      [‹ Назад]
      [Меню]
    ");
    assert!(start_of(&world, 1).starts_with("confirmed") && start_of(&world, 2).starts_with("cancelled"));
    assert!(all_of(&mut world, BORIS).contains("отмен"), "{}", all_of(&mut world, BORIS));
    assert!(!world.client(ANNA).sees().contains("не сможет"));
    let seen = away_on_tuesday(&mut world);
    assert!(seen.contains("Ни одной записи"), "what was stranded before is not stranded anew: {seen}");
}

#[test]
fn what_was_booked_while_the_admin_looked_is_not_settled_unseen() {
    let mut world = with_admins();
    haircut(&mut world, ANNA, "Мария", "24", "15:00");
    away_on_tuesday(&mut world);
    world.admin(OLGA).presses("Все отменить");
    haircut(&mut world, BORIS, "Мария", "24", "18:00");
    let seen = world.admin(OLGA).presses("Применить");
    assert!(seen.contains("записи изменились") && seen.contains("Борис"), "{seen}");
    assert!(start_of(&world, 2).starts_with("confirmed"));
    assert!(world.admin(OLGA).presses("Применить").contains("2 записи отменены"));
}

#[test]
fn who_is_ill_today_is_one_press_and_a_confirmation() {
    let mut world = with_admins();
    haircut(&mut world, ANNA, "Мария", "23", "18:00");
    schedule_of(&mut world, "Мария");
    assert_snapshot!(world.admin(OLGA).presses("болеет"), @"
    ~ Мария: пн 23 ноября
    Было: 10:00–14:00, 15:00–20:00
    Станет: выходной
    📝 болеет

    📊 Свободных окон с 23 ноября по 29 ноября: сейчас 77, станет 64.

    ⚠️ 1 запись не помещается в новое расписание.
    💬 Предложим другое время: 1
    Нажмите на запись, чтобы решить о ней отдельно. 📞 — клиенту нужно позвонить.
      [💬 23.11 18:00 Анна · Стрижка 🕘]
      [💬 Всем предложить другое время]
      [👥 Отдать свободным коллегам]
      [✋ Все оставить] [❌ Все отменить]
      [✅ Применить]
      [‹ Назад] [Отмена]
    ");
    world.admin(OLGA).presses("Применить");
    assert!(world.client(ANNA).sees().contains("Мария не сможет вас принять"));
    let mut boris = world.client(BORIS);
    boris.says("/start");
    boris.presses("Записаться");
    boris.presses("Стрижка");
    assert!(!boris.presses("Мария").contains("[23]"), "nobody is booked with her today");
}

#[test]
fn a_service_that_is_not_offered_any_more_is_settled_on_the_same_screen() {
    let mut world = with_admins();
    haircut(&mut world, ANNA, "Мария", "24", "15:00");
    let tx = world.engine().writer();
    let before = tx.misfits(None, world.policy().business.zone, world.now()).unwrap();
    assert!(before.is_empty());
    let mut service = tx.service_to_edit(1.into()).unwrap().unwrap().value;
    service.active = false;
    tx.change_service(1, &service).unwrap();
    let after = tx.misfits(None, world.policy().business.zone, world.now()).unwrap();
    assert_eq!(after[&1.into()].misfit, domain::Misfit::NotPerformed);
}

/// Анна is written in by hand where Мария does not work any more.
fn booked_after_closing(world: &mut World, day: u32) {
    haircut(world, ANNA, "Мария", &day.to_string(), "18:00");
    let tx = world.engine().writer();
    let found = tx.booking(1.into()).unwrap().unwrap().booking;
    let later = |instant| instant + chrono::TimeDelta::hours(2);
    let visit = domain::Span::new(later(found.visit.start()), later(found.visit.end())).unwrap();
    let slot = domain::Slot { visit, occupied: visit, resources: Vec::new() };
    let (specialist, price, status) = (found.specialist, found.price, found.status);
    let to = store::booking_changes::Move { specialist, slot: &slot, price, status, decide_by: None };
    tx.move_booking(found.id, found.version, &to, domain::Actor::System, world.now()).unwrap();
}

#[test]
fn who_is_booked_after_closing_is_asked_as_well_when_the_specialist_is_ill() {
    let mut world = with_admins();
    booked_after_closing(&mut world, 23);
    schedule_of(&mut world, "Мария");
    let seen = world.admin(OLGA).presses("болеет");
    assert!(seen.contains("[💬 23.11 20:00 Анна · Стрижка 🕘]"), "{seen}");
    world.admin(OLGA).presses("Применить");
    assert!(world.client(ANNA).sees().contains("Мария не сможет вас принять"));
}

#[test]
fn who_is_booked_after_closing_is_nobodys_business_when_another_date_is_taken_off() {
    let mut world = with_admins();
    booked_after_closing(&mut world, 25);
    let seen = away_on_tuesday(&mut world);
    assert!(seen.contains("Ни одной записи"), "{seen}");
}

#[test]
fn who_is_booked_after_closing_is_asked_as_well_when_the_specialist_is_switched_off() {
    let mut world = with_admins();
    booked_after_closing(&mut world, 25);
    crate::admin_catalog::opens(&mut world, "Мастера", "Мария");
    let seen = world.admin(OLGA).presses("Выключить");
    assert!(seen.contains("25.11 20:00 Анна"), "{seen}");
}
