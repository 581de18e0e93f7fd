//! Input that nobody planned for: on every step a clear answer, no stuck state, no second booking (C14).

use chrono::TimeDelta;
use insta::assert_snapshot;

use crate::world::{ANNA, BORIS, OLGA, PIN, World};

/// The words that a step's screen shows, and what leads there.
type Step = (&'static str, fn(&mut World));

/// The steps of a booking.
const STEPS: [Step; 10] = [
    ("Здравствуйте", |world| drop(world.client(ANNA).says("/start"))),
    ("На что", |world| drop(world.client(ANNA).presses("Записаться"))),
    ("К кому", |world| drop(world.client(ANNA).presses("Стрижка"))),
    ("На какой день", |world| drop(world.client(ANNA).presses("Мария"))),
    ("Во сколько", |world| drop(world.client(ANNA).presses("24"))),
    ("Прежде чем", |world| drop(world.client(ANNA).presses("15:00"))),
    ("Как вас зовут", agree),
    ("номер телефона", |world| drop(world.client(ANNA).says("Анна"))),
    ("Всё верно", |world| drop(world.client(ANNA).says("89123456789"))),
    ("Вы записаны", |world| drop(world.client(ANNA).presses("Подтвердить"))),
];

/// Who has agreed once is not asked again.
fn agree(world: &mut World) {
    if world.client(ANNA).sees().contains("Прежде чем") {
        world.client(ANNA).presses("Даю согласие");
    }
}

fn at_step(depth: usize) -> World {
    let mut world = World::new();
    STEPS[..=depth].iter().for_each(|(_, step)| step(&mut world));
    let seen = world.client(ANNA).sees();
    assert!(seen.contains(STEPS[depth].0), "step {depth}: {seen}");
    world
}

/// Whatever was done to the conversation, it can be finished.
fn goes_on(world: &mut World) {
    world.client(ANNA).says("/start");
    for (_, step) in &STEPS[1..] {
        if world.client(ANNA).sees().contains("На чьё имя") {
            world.client(ANNA).presses("Анна");
        } else if world.client(ANNA).sees().contains("По какому номеру") {
            world.client(ANNA).presses("+7");
        } else {
            step(world);
        }
    }
}

#[test]
fn odd_texts_get_an_answer_on_every_step() {
    let texts = [
        "\u{200b}".to_owned(),
        "я".repeat(4096),
        "\u{202e}مريم\u{202c}".to_owned(),
        "😀🎉".to_owned(),
        "а\0б\0".to_owned(),
        "<b>не закрыт & <script>".to_owned(),
        "'; DROP TABLE booking; --".to_owned(),
    ];
    for depth in 0..STEPS.len() {
        for text in &texts {
            let mut world = at_step(depth);
            let seen = world.client(ANNA).says(text);
            assert!(
                seen.starts_with(['+', '~']),
                "step {depth}, {} characters: {seen:?}",
                text.chars().count()
            );
            assert_eq!(world.engine().writer().dead_letters().unwrap(), 0, "step {depth}");
        }
    }
}

#[test]
fn pictures_foreign_contacts_and_edits_get_an_answer_on_every_step() {
    for (depth, (words, _)) in STEPS.iter().enumerate() {
        let mut world = at_step(depth);
        let seen = world.client(ANNA).sends_photo();
        assert!(seen.starts_with(['+', '~']), "step {depth}: {seen:?}");
        let seen = world.client(ANNA).shares_foreign_contact("79031234567");
        assert!(seen.starts_with(['+', '~']), "step {depth}: {seen:?}");
        let first = 1;
        let seen = world.client(ANNA).then(|telegram, now, bot, person| {
            telegram.edit_text(now, bot, person, first, "/start again").unwrap();
        });
        let told = STEPS[1..STEPS.len() - 1].iter().any(|(inside, _)| inside == words);
        let hint = "+ Изменённые сообщения я не замечаю. Напишите, пожалуйста, ещё раз новым сообщением.";
        assert_eq!(
            seen,
            if told { hint } else { "" },
            "step {depth}: a change of a message is not an answer"
        );
        assert_eq!(world.engine().writer().dead_letters().unwrap(), 0, "step {depth}");
        if depth + 1 < STEPS.len() {
            goes_on(&mut world);
        }
    }
}

#[test]
fn a_foreign_contact_is_taken_as_unverified() {
    let mut world = at_step(7);
    let seen = world.client(ANNA).shares_foreign_contact("79031234567");
    assert!(seen.contains("+7 903 123-45-67"), "{seen}");
    world.client(ANNA).presses("Подтвердить");
    let client = world.engine().writer().client_of(ANNA.into(), world.now()).unwrap();
    assert!(!client.phone_verified);
}

#[test]
fn forged_presses_change_nothing_and_are_answered() {
    for depth in 0..STEPS.len() {
        for data in [
            "",
            "d1.confirm",
            "d999.confirm",
            "e.book",
            "b1.1.cancel-sure",
            "b999.1.cancel-sure",
            "d-1.x",
            "\u{0}",
            "d7.at.9223372036854775807",
            "d4.at.8210266876799",
            "d4.at.-8334601228800",
            "d4.times.9223372036854775807",
            "d3.day.99991231",
            "d3.month.-1",
            "d1.services.-9223372036854775808",
            "garbage.of.length.sixty.four.bytes.or.more.than.that.is.refused",
        ] {
            let mut world = at_step(depth);
            let message = world.client(ANNA).last_message();
            let before = bookings(&world);
            world.client(BORIS).says("/start");
            let theirs = world.client(BORIS).last_message();
            world.client(BORIS).forges(theirs, data);
            assert_eq!(bookings(&world), before, "step {depth}, {data:?}: a stranger changed a booking");
            world.client(ANNA).forges(message, data);
            assert_eq!(world.client(ANNA).unanswered(), 0, "step {depth}, {data:?}");
            assert_eq!(world.engine().writer().dead_letters().unwrap(), 0, "step {depth}, {data:?}");
        }
    }
}

/// Number and status of every booking.
fn bookings(world: &World) -> Vec<(i64, &'static str)> {
    let writer = world.engine().writer();
    (1..10)
        .filter_map(|id| writer.booking(id.into()).unwrap())
        .map(|view| (view.booking.id.get(), view.booking.status.code()))
        .collect()
}

#[test]
fn a_forged_time_is_not_booked() {
    let mut world = at_step(4);
    let message = world.client(ANNA).last_message();
    let data = world.client(ANNA).data("15:00");
    let revision = data.split('.').next().unwrap().to_owned();
    let night = "2026-11-24T23:00:00Z".parse::<domain::Instant>().unwrap().timestamp();
    let seen = world.client(ANNA).forges(message, &format!("{revision}.at.{night}"));
    assert!(seen.contains("записаться уже нельзя"), "{seen}");
    assert_eq!(bookings(&world), []);
}

#[test]
fn a_doubled_press_is_answered_twice_and_counts_once() {
    for depth in 1..STEPS.len() {
        let words =
            ["", "Записаться", "Стрижка", "Мария", "24", "15:00", "Даю согласие", "", "", "Подтвердить"]
                [depth];
        if words.is_empty() {
            continue;
        }
        let mut world = at_step(depth - 1);
        world.client(ANNA).presses_twice(words);
        let seen = world.client(ANNA).sees();
        assert!(seen.contains(STEPS[depth].0), "{words}: {seen}");
        assert_eq!(world.client(ANNA).unanswered(), 0);
        assert_eq!(world.client(ANNA).live_messages(), 1, "{words}");
    }
}

#[test]
fn an_update_delivered_twice_takes_effect_once() {
    let mut world = at_step(8);
    world.client(ANNA).then(|telegram, now, bot, person| {
        telegram.press(now, bot, person, "Подтвердить").unwrap();
        telegram.double_updates(now, bot);
    });
    assert_eq!(bookings(&world), [(1, "confirmed")]);
}

#[test]
fn a_press_from_last_week_is_stale_and_shows_the_way_on() {
    let mut world = at_step(3);
    let (message, data) = (world.client(ANNA).last_message(), world.client(ANNA).data("24"));
    world.client(ANNA).says("/start");
    world.pass(TimeDelta::minutes(40));
    world.jump(world.now() + TimeDelta::days(7));
    world.settle();
    assert_snapshot!(world.client(ANNA).forges(message, &data), @"
    ! Эта кнопка уже не действует
    ~ Салон «Ромашка»
    Здравствуйте! Запишу вас за минуту — выберите, что нужно.
    + Салон «Ромашка»
    Чем ещё помочь?
      [📅 Записаться]
      [🗒 Мои записи] [Мои данные]
      [Цены] [Контакты]
      [О нас] [Язык · Language]
    ");
}

#[test]
fn a_group_is_told_to_write_privately_and_only_when_it_calls() {
    let mut world = World::new();
    world.client(ANNA).then(|telegram, now, bot, person| {
        telegram.send_in_group(now, bot, person, -77, "привет");
        telegram.send_in_group(now, bot, person, -77, "/start@client");
    });
    let telegram = world.telegram();
    let said: Vec<_> = telegram
        .log()
        .filter(|entry| entry.params["chat_id"] == -77)
        .map(|entry| entry.params["text"].clone())
        .collect();
    assert_eq!(said, ["Записываю только в личной переписке — напишите мне, пожалуйста, туда."]);
}

#[test]
fn the_label_of_a_button_is_not_a_name() {
    for label in ["Подтвердить", "confirm", "📅 Записаться", "Цены"] {
        let mut world = at_step(6);
        let seen = world.client(ANNA).says(label);
        assert!(seen.contains("Напишите, пожалуйста, имя"), "{label}: {seen}");
    }
    let mut world = at_step(6);
    assert!(
        world.client(ANNA).says("назад").contains("Во сколько"),
        "typed words mean what the button means"
    );
}

#[test]
fn a_restart_leaves_every_conversation_where_it_stood() {
    for depth in 0..STEPS.len() - 1 {
        let mut world = at_step(depth);
        world.restart();
        STEPS[depth + 1].1(&mut world);
        let seen = world.client(ANNA).sees();
        assert!(seen.contains(STEPS[depth + 1].0), "step {depth}: {seen}");
    }
}

#[test]
fn who_blocks_the_bot_is_left_alone_until_they_return() {
    let mut world = at_step(9);
    world.client(ANNA).then(|telegram, now, bot, person| telegram.block(now, bot, person, true));
    assert!(!world.engine().writer().client_of(ANNA.into(), world.now()).unwrap().reachable);
    assert!(world.client(ANNA).says("/start").contains("Здравствуйте"));
    assert!(world.engine().writer().client_of(ANNA.into(), world.now()).unwrap().reachable);
}

/// The steps of the admin's conversation, from the first entry to the card of a booking.
const ADMIN_STEPS: [fn(&mut World); 7] = [
    |world| drop(world.admin(OLGA).says("/start")),
    |world| drop(world.admin(OLGA).says(PIN)),
    |world| drop(world.admin(OLGA).says(PIN)),
    |world| drop(world.admin(OLGA).presses("Завтра")),
    |world| drop(world.admin(OLGA).says("/start")),
    |world| drop(world.admin(OLGA).presses("Другая дата")),
    |world| drop(world.admin(OLGA).says("/lock")),
];

#[test]
fn an_admin_gets_an_answer_to_odd_input_on_every_step_too() {
    for depth in 0..ADMIN_STEPS.len() {
        for text in ["\u{200b}", "😀", "\u{202e}مريم", "а\0б", "<b>", &"я".repeat(4096), &"7".repeat(4096)]
        {
            let mut world = World::new();
            ADMIN_STEPS[..=depth].iter().for_each(|step| step(&mut world));
            let seen = world.admin(OLGA).says(text);
            assert!(seen.starts_with(['+', '~']), "step {depth}, {text:.20?}: {seen:?}");
            world.admin(OLGA).sends_photo();
            world.admin(OLGA).shares_contact();
            let message = world.admin(OLGA).last_message();
            for data in [
                "",
                "d1.confirm",
                "e.day.99999999",
                "b1.1.confirm",
                "b9.9.cancel-sure",
                "e.open.9223372036854775807",
            ] {
                world.admin(OLGA).forges(message, data);
                assert_eq!(world.admin(OLGA).unanswered(), 0, "step {depth}, {data:?}");
            }
            assert_eq!(world.engine().writer().dead_letters().unwrap(), 0, "step {depth}, {text:.20?}");
            world.admin(OLGA).says("/start");
            assert!(!world.admin(OLGA).sees().is_empty());
        }
    }
}

#[test]
fn an_admin_bot_in_a_group_is_silent() {
    let mut world = World::new();
    world
        .admin(OLGA)
        .then(|telegram, now, bot, person| telegram.send_in_group(now, bot, person, -77, "/start@admin"));
    assert_eq!(world.telegram().log().filter(|entry| entry.params["chat_id"] == -77).count(), 0);
}

#[test]
fn an_unknown_command_costs_no_booking() {
    let mut world = at_step(8);
    let seen = world.client(ANNA).says("/spasibo");
    assert!(seen.contains("Подтвердить") && !seen.contains("Здравствуйте"), "{seen}");
    assert!(world.client(ANNA).presses("Подтвердить").contains("Вы записаны"));
    let seen = world.client(ANNA).says("/spasibo");
    assert!(seen.contains("Записаться"), "without a dialogue it leads to the menu: {seen}");
}

#[test]
fn the_end_of_a_hold_keeps_no_dialogue_alive() {
    let mut world = at_step(8);
    world.pass(TimeDelta::minutes(31));
    let seen = world.client(ANNA).sees();
    assert!(!seen.contains("Всё верно"), "{seen}");
}

#[test]
fn a_forged_entry_makes_no_menu_of_a_card() {
    let mut world = at_step(9);
    let card = world.client(ANNA).last_message();
    world.client(ANNA).forges(card, "e.menu");
    let seen = world.client(ANNA).presses("Отменить запись");
    assert!(seen.contains("Да, отменить"), "the card is still one: {seen}");
    let telegram = world.telegram();
    let chat = telegram.chat(crate::world::CLIENT, ANNA).unwrap();
    assert!(chat.message(card).unwrap().text.contains("Стрижка"));
}

#[test]
fn a_group_that_blocks_the_bot_is_no_client() {
    let mut world = World::new();
    let unreachable = engine::Input::Sent {
        row: 1,
        bot: chat::BotName::Client,
        chat: (-777).into(),
        outcome: engine::Outcome::Unreachable,
    };
    world.gives(unreachable);
    let clients = |world: &World| world.engine().writer().client_of(5.into(), world.now()).unwrap().id.get();
    assert_eq!(clients(&world), 1, "the first client is the first person");
}
