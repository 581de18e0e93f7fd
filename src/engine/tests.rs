//! A turn with a bot of a few lines: what the engine promises whatever the bots do.

use std::sync::Arc;

use chat::{
    Action, Bot, BotName, Button, Card, Content, Effects, Event, Failure, Incoming, Lang, MessageId,
    Outgoing, Person, Place, Priority, QueryId, Reaction, Screen, Show, Texts, Turn,
};
use chrono::TimeDelta;
use domain::{ChatId, Fact, Instant, Policy};
use store::jobs::StoredJob;
use store::{Store, Tx};

use crate::input::{Input, Outcome};
use crate::output::{Call, Output};
use crate::turn::Engine;

/// Counts the words it hears, and fails, panics or waits when told to.
struct Counter(BotName);

impl Counter {
    fn show(&self, chat: ChatId, place: Place, text: String) -> Outgoing {
        let screen = Screen::text(text).buttons(vec![vec![Button::new("more", Action::new("more"))]]);
        Outgoing::Show(Show {
            bot: self.0,
            chat,
            card: Card::Dialogue,
            place,
            screen,
            target: None,
            priority: Priority::Reply,
            expires_at: None,
        })
    }
}

macro_rules! counter {
    ($name:ident, $bot:expr) => {
        struct $name;

        impl Bot<Tx> for $name {
            type State = u32;
            const NAME: BotName = $bot;
            const STATE_VERSION: i64 = 1;

            fn handle(
                &self,
                turn: Turn<'_, Tx>,
                chat: ChatId,
                state: Option<u32>,
                event: Event,
            ) -> Result<Reaction<u32>, Failure> {
                Counter($bot).handle(turn, chat, state, event)
            }

            fn hear(&self, _: Turn<'_, Tx>, _: &Fact) -> Result<Effects, Failure> {
                let mut effects = Effects::default();
                effects.outgoing.push(Counter($bot).show(ChatId::from(99), Place::Below, "heard".into()));
                Ok(effects)
            }

            fn apologise(&self, _: &Texts, _: &Policy, person: &Person) -> Option<Outgoing> {
                let screen = Screen::text("sorry");
                Some(Outgoing::Say {
                    bot: $bot,
                    chat: person.chat,
                    screen,
                    priority: Priority::Reply,
                    expires_at: None,
                })
            }
        }
    };
}

counter!(One, BotName::Client);
counter!(Two, BotName::Admin);

impl Counter {
    fn handle(
        &self,
        turn: Turn<'_, Tx>,
        chat: ChatId,
        state: Option<u32>,
        event: Event,
    ) -> Result<Reaction<u32>, Failure> {
        let count = state.unwrap_or(0) + 1;
        let place = if matches!(event, Event::Press { .. }) { Place::InPlace } else { Place::Below };
        let text = match &event {
            Event::Message { content: Content::Text(text), .. } => text.as_str(),
            Event::Stale { .. } => return Ok(Reaction::toast("stale")),
            Event::Reachable { .. } => return Ok(Reaction::silence()),
            Event::Expired => {
                return Ok(Reaction::silence().and(self.show(chat, Place::InPlace, "over".into())));
            }
            Event::Due(job) => {
                return Ok(Reaction::silence().and(self.show(chat, Place::Below, job.kind.clone())));
            }
            _ => "",
        };
        turn.tx.set_setting(&format!("{}:{chat}", self.0.code()), &count.to_string())?;
        match text {
            "panic" => panic!("as asked"),
            "fail" => Err("as asked".into()),
            "fact" => Ok(Reaction::go(count).because(Fact::Booked(1.into()))),
            "end" => Ok(Reaction::end().and(self.show(chat, place, "ended".into()))),
            "later" => {
                turn.tx.schedule(&StoredJob {
                    bot: self.0.code().into(),
                    key: "job".into(),
                    chat,
                    kind: "job".into(),
                    subject: 1,
                    due_at: turn.now + TimeDelta::minutes(5),
                    within: Some(TimeDelta::minutes(5)),
                })?;
                Ok(Reaction::silence())
            }
            _ => Ok(Reaction::go(count).and(self.show(chat, place, count.to_string()))),
        }
    }
}

struct World {
    engine: Engine<One, Two>,
    now: Instant,
    next: i64,
    folder: tempfile::TempDir,
}

const ANNA: i64 = 5;

impl World {
    fn new() -> World {
        let folder = tempfile::tempdir().unwrap();
        let engine = World::open(&folder);
        World { engine, now: "2026-11-24T06:00:00Z".parse().unwrap(), next: 1, folder }
    }

    fn open(folder: &tempfile::TempDir) -> Engine<One, Two> {
        let store = Store::open(&folder.path().join("zapis.db")).unwrap();
        Engine::new(store, Texts::load(), Arc::new(Policy::default()), One, Two).unwrap()
    }

    fn restart(self) -> World {
        let World { engine, now, next, folder } = self;
        drop(engine);
        World { engine: World::open(&folder), now, next, folder }
    }

    fn turn(&mut self, inputs: &[Input]) -> Output {
        self.engine.turn(self.now, inputs).unwrap()
    }

    fn update(&mut self, incoming: Incoming) -> Input {
        self.next += 1;
        Input::Update { bot: BotName::Client, id: self.next, incoming }
    }

    fn text(&mut self, chat: i64, text: &str) -> Input {
        let content = Content::Text(text.into());
        self.update(Incoming::Message { from: person(chat), message: MessageId(1), content })
    }

    fn press(&mut self, message: i64, data: &str) -> Input {
        let message = Some(MessageId(message));
        self.update(Incoming::Press {
            from: person(ANNA),
            query: QueryId("q".into()),
            message,
            data: data.into(),
        })
    }

    fn count(&self, chat: i64) -> Option<String> {
        self.engine.writer().setting(&format!("client:{chat}")).unwrap()
    }
}

fn person(chat: i64) -> Person {
    Person { chat: ChatId::from(chat), language: Some(Lang::Ru.code().into()) }
}

/// What leaves, in a few words, and the results of all of it.
fn left(output: &Output) -> (Vec<String>, Vec<Input>) {
    let mut results = Vec::new();
    let mut words = Vec::new();
    for dispatch in &output.dispatches {
        words.push(match &dispatch.call {
            Call::Send { screen, retire } => format!("send {} retire {retire:?}", screen.text),
            Call::Edit { message, screen } => format!("edit {message} {}", screen.text),
            Call::Close { message } => format!("close {message}"),
            Call::Delete { message } => format!("delete {message}"),
        });
        let message = matches!(dispatch.call, Call::Send { .. }).then_some(70 + dispatch.row);
        let outcome = Outcome::Done { message };
        results.push(Input::Sent { row: dispatch.row, bot: dispatch.bot, chat: dispatch.chat, outcome });
    }
    (words, results)
}

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
fn no_more_is_on_its_way_than_can_be() {
    let mut world = World::new();
    let inputs: Vec<Input> = (1000..1400).map(|chat| world.text(chat, "a")).collect();
    let output = world.turn(&inputs);
    assert_eq!(output.dispatches.len(), 256);
    let (_, results) = left(&output);
    assert_eq!(world.turn(&results).dispatches.len(), 144);
}

#[test]
fn the_end_of_a_dialogue_leaves_no_live_button_behind() {
    let mut world = World::new();
    let (first, end) = (world.text(ANNA, "a"), world.text(ANNA, "end"));
    world.turn(&[first, end]);
    let press = world.press(1, "d1.more");
    assert_eq!(world.turn(&[press]).answers[0].text.as_deref(), Some("stale"));
}
