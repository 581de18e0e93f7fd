//! A turn with a bot of a few lines: what the engine promises whatever the bots do.

use chat::BotName;
use chrono::TimeDelta;
use domain::{ChatId, Fact};

use crate::input::{Input, Order, Outcome};
use crate::output::{Call, Dispatch};
use crate::test_world::{ANNA, World, left};

#[test]
fn an_update_that_comes_again_has_no_second_effect_and_a_press_is_still_answered() {
    let mut world = World::new();
    let first = world.text(ANNA, "hello");
    let (said, results) = left(&world.turn(&[first.clone(), first.clone()]));
    assert_eq!(said, ["send 1 retire None"]);
    world.turn(&results);
    assert_eq!(world.turn(&[first]).dispatches, []);
    let press = world.press(71, "d1.more");
    assert_eq!(world.turn(std::slice::from_ref(&press)).answers.len(), 1);
    assert_eq!(world.turn(&[press]).answers.len(), 1, "the first answer may be lost");
    assert_eq!(world.count(ANNA).as_deref(), Some("2"));
}

#[test]
fn a_panic_or_a_failure_is_taken_back_alone_and_the_person_is_told() {
    let mut world = World::new();
    let inputs =
        [world.text(1, "hello"), world.text(2, "panic"), world.text(3, "fail"), world.text(4, "hello")];
    let output = world.turn(&inputs);
    let (said, _) = left(&output);
    assert_eq!(
        said,
        ["send 1 retire None", "send sorry retire None", "send sorry retire None", "send 1 retire None"]
    );
    assert_eq!([1, 2, 3, 4].map(|chat| world.count(chat)), [Some("1".into()), None, None, Some("1".into())]);
    assert_eq!(world.engine.writer().dead_letters().unwrap(), 2);
    let again = world.turn(&inputs);
    assert_eq!(
        (again.dispatches.len(), world.engine.writer().dead_letters().unwrap()),
        (0, 2),
        "its receipt stands"
    );
}

#[test]
fn within_a_chat_the_next_call_waits_for_the_result_of_the_last() {
    let mut world = World::new();
    let first = world.text(ANNA, "a");
    let (_, results) = left(&world.turn(&[first]));
    let (second, third) = (world.text(ANNA, "b"), world.text(ANNA, "c"));
    assert_eq!(world.turn(&[second, third]).dispatches, []);
    let (said, _) = left(&world.turn(&results));
    assert_eq!(said, ["send 3 retire Some(71)"], "unsent screens fall together into the newest");
}

#[test]
fn a_result_that_asks_to_wait_is_tried_again_when_its_time_has_come() {
    let mut world = World::new();
    let first = world.text(ANNA, "a");
    let output = world.turn(&[first]);
    let row = output.dispatches[0].row;
    let outcome = Outcome::Retry { after: TimeDelta::seconds(7) };
    let retry = Input::Sent { row, bot: BotName::Client, chat: ANNA.into(), outcome };
    let output = world.turn(&[retry]);
    assert_eq!((output.dispatches, output.next_due), (vec![], Some(world.now + TimeDelta::seconds(7))));
    world.now += TimeDelta::seconds(7);
    let output = world.turn(&[]);
    assert_eq!((output.dispatches[0].row, output.dispatches[0].attempts), (row, 1));
}

#[test]
fn what_telegram_refuses_for_good_is_a_dead_letter_and_the_lane_goes_on() {
    let mut world = World::new();
    let first = world.text(ANNA, "a");
    let row = world.turn(&[first]).dispatches[0].row;
    let second = world.text(ANNA, "b");
    world.turn(&[second]);
    let outcome = Outcome::Rejected { reason: "Bad Request: test".into() };
    let output = world.turn(&[Input::Sent { row, bot: BotName::Client, chat: ANNA.into(), outcome }]);
    assert_eq!(left(&output).0, ["send 2 retire None"]);
    assert_eq!(world.engine.writer().dead_letters().unwrap(), 1);
}

#[test]
fn a_dialogue_whose_screen_telegram_refuses_ends_instead_of_hanging() {
    let mut world = World::new();
    let first = world.text(ANNA, "a");
    let row = world.turn(&[first]).dispatches[0].row;
    let outcome = Outcome::Rejected { reason: "Bad Request: test".into() };
    let output = world.turn(&[Input::Sent { row, bot: BotName::Client, chat: ANNA.into(), outcome }]);
    assert_eq!(left(&output).0, ["send undeliverable retire None"]);
    let dialogue = world.engine.writer().dialogue("client", ANNA.into()).unwrap().unwrap();
    assert_eq!(dialogue.state, None);
}

#[test]
fn a_message_that_never_arrives_is_given_up_while_others_arrive_and_not_in_an_outage() {
    let mut world = World::new();
    let first = world.text(ANNA, "end");
    let mut output = world.turn(&[first]);
    let mut rounds = |world: &mut World, number: usize, others_arrive: bool| {
        for _ in 0..number {
            let outcome = |dispatch: &Dispatch| match dispatch.chat.get() {
                6 => Outcome::Done { message: None, file: None },
                _ => Outcome::Retry { after: TimeDelta::seconds(60) },
            };
            let result = |dispatch: &Dispatch| Input::Sent {
                row: dispatch.row,
                bot: dispatch.bot,
                chat: dispatch.chat,
                outcome: outcome(dispatch),
            };
            let results: Vec<Input> = output.dispatches.iter().map(result).collect();
            world.turn(&results);
            world.now += TimeDelta::seconds(60);
            let other = others_arrive.then(|| world.text(6, "end"));
            output = world.turn(other.as_slice());
        }
        world.engine.writer().dead_letters().unwrap()
    };
    assert_eq!(rounds(&mut world, 100, false), 0);
    assert_eq!(rounds(&mut world, 20, true), 0);
    assert_eq!(rounds(&mut world, 3, true), 1);
    let depth = world.engine.writer().outbox_depth().unwrap();
    assert_eq!(depth, 1, "what is said to the other chat is all that is on its way");
}

#[test]
fn whoever_cannot_be_reached_gets_nothing_more() {
    let mut world = World::new();
    let first = world.text(ANNA, "a");
    let row = world.turn(&[first]).dispatches[0].row;
    let second = world.text(ANNA, "b");
    world.turn(&[second]);
    let outcome = Outcome::Unreachable;
    let output = world.turn(&[Input::Sent { row, bot: BotName::Client, chat: ANNA.into(), outcome }]);
    assert_eq!(left(&output).0, [""; 0]);
    assert_eq!(world.engine.writer().outbox_depth().unwrap(), 0, "what had waited is dropped");
}

#[test]
fn a_chat_whose_bot_fails_at_the_news_that_it_is_gone_does_not_fall_silent() {
    let mut world = World::new();
    let first = world.text(ANNA, "a");
    let row = world.turn(&[first]).dispatches[0].row;
    world.break_bots();
    let outcome = Outcome::Unreachable;
    world.turn(&[Input::Sent { row, bot: BotName::Client, chat: ANNA.into(), outcome }]);
    assert_eq!(world.engine.writer().dead_letters().unwrap(), 1);
    let next = world.text(ANNA, "b");
    assert_eq!(left(&world.turn(&[next])).0, ["send sorry retire None"]);
}

#[test]
fn what_was_on_its_way_when_the_process_ended_is_sent_again() {
    let mut world = World::new();
    let first = world.text(ANNA, "a");
    let before = left(&world.turn(&[first])).0;
    let mut world = world.restart();
    assert_eq!(left(&world.turn(&[])).0, before);
    assert_eq!(world.turn(&[]).dispatches, [], "and only once");
}

#[test]
fn a_press_counts_at_the_revision_it_was_shown_at_and_at_no_other() {
    let mut world = World::new();
    let first = world.text(ANNA, "a");
    let (_, results) = left(&world.turn(&[first]));
    world.turn(&results);
    let press = world.press(71, "d1.more");
    let output = world.turn(&[press]);
    assert_eq!(output.answers[0].text, None);
    let (said, results) = left(&output);
    assert_eq!(said, ["edit 71 2"]);
    world.turn(&results);
    for stale in ["d1.more", "d3.more", "e.more", "nonsense"] {
        let press = world.press(71, stale);
        let output = world.turn(&[press]);
        assert_eq!(
            (output.answers[0].text.as_deref(), output.dispatches.len()),
            (Some("stale"), 0),
            "{stale}"
        );
    }
    let duplicate = world.press(40, "d2.more");
    let (said, results) = left(&world.turn(&[duplicate]));
    assert_eq!(said, ["close 40"], "a duplicate is closed first");
    assert_eq!(left(&world.turn(&results)).0, ["edit 71 3"], "and the press counts");
}

#[test]
fn without_a_dialogue_buttons_are_entries_and_an_old_message_is_taken_over() {
    let mut world = World::new();
    let (first, second) = (world.text(ANNA, "a"), world.text(ANNA, "end"));
    let (_, results) = left(&world.turn(&[first]));
    world.turn(&results);
    let output = world.turn(&[second]);
    let Call::Send { screen, retire: Some(71) } = &output.dispatches[0].call else { panic!("{output:?}") };
    assert!(format!("{:?}", screen.keyboard).contains("e.more"));
    let (_, results) = left(&output);
    world.turn(&results);
    let press = world.press(33, "e.more");
    let (said, results) = left(&world.turn(&[press]));
    assert_eq!(said, ["close 72"]);
    assert_eq!(left(&world.turn(&results)).0, ["edit 33 1"]);
}

#[test]
fn a_message_without_buttons_is_not_asked_to_lose_them() {
    let mut world = World::new();
    let (bare, next) = (world.text(ANNA, "bare"), world.text(ANNA, "a"));
    let (said, results) = left(&world.turn(&[bare]));
    assert_eq!(said, ["send bare retire None"]);
    world.turn(&results);
    assert_eq!(left(&world.turn(&[next])).0, ["send 2 retire None"]);
}

#[test]
fn both_bots_hear_of_a_fact_in_the_same_turn() {
    let mut world = World::new();
    let fact = world.text(ANNA, "fact");
    let output = world.turn(&[fact]);
    let bots: Vec<BotName> = output.dispatches.iter().map(|dispatch| dispatch.bot).collect();
    assert_eq!(bots, [BotName::Client, BotName::Admin]);
}

#[test]
fn a_dialogue_left_alone_expires_and_a_state_of_another_version_starts_anew() {
    let mut world = World::new();
    let (first, second) = (world.text(ANNA, "a"), world.text(6, "a"));
    let (_, results) = left(&world.turn(&[first, second]));
    world.turn(&results);
    world.now += TimeDelta::minutes(29);
    let sixth = world.text(6, "b");
    let (_, results) = left(&world.turn(&[sixth]));
    world.turn(&results);
    world.now += TimeDelta::minutes(1);
    let output = world.turn(&[]);
    assert_eq!(left(&output).0, ["edit 71 over"], "who wrote meanwhile goes on");
    let later = world.now + TimeDelta::minutes(30);
    world.engine.writer().step_dialogue("client", ChatId::from(6), Some("17"), 99, later).unwrap();
    let unreadable = world.text(6, "c");
    world.turn(&[unreadable]);
    assert_eq!(world.count(6).as_deref(), Some("1"));
}

#[test]
fn a_job_is_done_when_due_even_after_a_restart_and_a_wall_clock_that_jumped_back() {
    let mut world = World::new();
    let later = world.text(ANNA, "later");
    let output = world.turn(&[later]);
    assert_eq!(output.next_due, Some(world.now + TimeDelta::minutes(5)));
    let mut world = world.restart();
    world.now -= TimeDelta::days(1);
    let output = world.turn(&[]);
    assert_eq!(
        output.next_due,
        Some(world.now + TimeDelta::minutes(5)),
        "five minutes are still five minutes"
    );
    world.now += TimeDelta::minutes(5);
    assert_eq!(left(&world.turn(&[])).0, ["send job retire None"]);
    assert_eq!(world.turn(&[]).next_due, None);
}

#[test]
fn a_job_that_fails_is_tried_again_and_given_up_with_the_slot_it_was_to_free() {
    let mut world = World::new();
    let later = world.text(ANNA, "later");
    world.turn(&[later]);
    world.hold(ANNA);
    world.break_bots();
    world.now += TimeDelta::minutes(5);
    for pause in [30, 60, 120, 240] {
        let output = world.turn(&[]);
        assert_eq!(output.next_due, Some(world.now + TimeDelta::seconds(pause)));
        world.now += TimeDelta::seconds(pause);
    }
    let writer = world.engine.writer();
    assert_eq!((writer.dead_letters().unwrap(), writer.hold_of(ANNA.into()).unwrap().is_some()), (0, true));
    assert_eq!(world.turn(&[]).next_due, None);
    let writer = world.engine.writer();
    assert_eq!((writer.dead_letters().unwrap(), writer.hold_of(ANNA.into()).unwrap()), (1, None));
}

#[test]
fn a_job_that_failed_is_done_once_it_can_be() {
    let mut world = World::new();
    let later = world.text(ANNA, "later");
    world.turn(&[later]);
    world.break_bots();
    world.now += TimeDelta::minutes(5);
    world.turn(&[]);
    world.mend_bots();
    world.now += TimeDelta::seconds(30);
    assert_eq!(left(&world.turn(&[])).0, ["send job retire None"]);
    assert_eq!(world.turn(&[]).next_due, None);
}

#[test]
fn a_dialogue_that_cannot_be_closed_in_order_ends_and_gives_its_slot_back() {
    let mut world = World::new();
    let first = world.text(ANNA, "a");
    world.turn(&[first]);
    world.hold(ANNA);
    world.break_bots();
    world.now += TimeDelta::minutes(30);
    world.turn(&[]);
    let writer = world.engine.writer();
    assert_eq!(writer.dialogue("client", ANNA.into()).unwrap().unwrap().state, None);
    assert_eq!((writer.dead_letters().unwrap(), writer.hold_of(ANNA.into()).unwrap()), (1, None));
}

#[test]
fn no_more_is_on_its_way_than_can_be() {
    let mut world = World::new();
    let inputs: Vec<Input> = (1000..1400).map(|chat| world.text(chat, "a")).collect();
    let output = world.turn(&inputs);
    assert_eq!(output.dispatches.len(), 256);
    let (_, results) = left(&output);
    assert_eq!(world.turn(&results).dispatches.len(), 144);
}

#[test]
fn while_nothing_more_may_leave_a_postponed_row_does_not_wake_the_engine() {
    let mut world = World::new();
    let inputs: Vec<Input> = (1000..1400).map(|chat| world.text(chat, "end")).collect();
    let output = world.turn(&inputs);
    let retry = |dispatch: &Dispatch| Input::Sent {
        row: dispatch.row,
        bot: dispatch.bot,
        chat: dispatch.chat,
        outcome: Outcome::Retry { after: TimeDelta::seconds(1) },
    };
    let retries: Vec<Input> = output.dispatches.iter().take(100).map(retry).collect();
    assert_eq!(world.turn(&retries).dispatches.len(), 100, "others take their places");
    world.now += TimeDelta::seconds(2);
    let output = world.turn(&[]);
    assert_eq!((output.dispatches, output.next_due), (vec![], None));
}

#[test]
fn the_end_of_a_dialogue_leaves_no_live_button_behind() {
    let mut world = World::new();
    let (first, end) = (world.text(ANNA, "a"), world.text(ANNA, "end"));
    world.turn(&[first, end]);
    let press = world.press(1, "d1.more");
    assert_eq!(world.turn(&[press]).answers[0].text.as_deref(), Some("stale"));
}

#[test]
fn an_order_is_done_with_all_that_follows_from_it_or_not_at_all() {
    let mut world = World::new();
    let order = |facts: Vec<Fact>, fails: bool| {
        Order::new(move |turn| {
            turn.tx.set_setting("ordered", "yes")?;
            if fails { Err("as asked".into()) } else { Ok(facts.clone()) }
        })
    };
    let ordered = |world: &World| world.engine.writer().setting("ordered").unwrap();
    for bad in
        [order(vec![], true), order(vec![Fact::ConfigMended], false), Order::new(|_| panic!("as asked"))]
    {
        world.turn(&[Input::Order(bad.clone())]);
        assert!(!bad.is_done() && ordered(&world).is_none(), "it is taken back and says so");
    }
    let good = order(vec![Fact::PinSet { admin: ChatId::from(ANNA) }], false);
    let output = world.turn(&[Input::Order(good.clone())]);
    assert!(good.is_done() && ordered(&world).is_some());
    assert_eq!(output.dispatches.len(), 2, "both bots tell of it");
}
