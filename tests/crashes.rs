//! The process dies, anywhere and often; the judge is what people did and saw, not the database.

use std::collections::{HashMap, HashSet};
use std::time::Duration;

use engine::fail::Point;

use crate::process::{CLIENT, Salon};
use crate::race::time_of;
use crate::robot::Robot;

/// Everything a bot ever showed a person as the card of a booking: number and time.
fn cards_shown(salon: &Salon) -> HashMap<String, HashSet<String>> {
    salon.server.with(|telegram, _| {
        let mut cards: HashMap<String, HashSet<String>> = HashMap::new();
        for entry in telegram.log().filter(|entry| entry.bot == CLIENT && entry.status == 200) {
            let text = entry.params["text"].as_str().unwrap_or_default();
            if text.contains("Вы записаны") {
                let person = entry.params["chat_id"].to_string();
                cards.entry(person).or_default().insert(format!("{} {}", number_of(text), time_of(text)));
            }
        }
        cards
    })
}

fn number_of(text: &str) -> &str {
    text.lines().find(|line| line.starts_with("Запись №")).unwrap_or_default()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_twenty_times_under_load_no_booking_is_lost_or_doubled_and_nobody_hears_silence() {
    const CLIENTS: i64 = 60;
    let mut salon = Salon::new(CLIENTS, "Mon-Sun 00:00-24:00", "").await;
    salon.start(None);
    let booked = {
        let server = &salon.server;
        // Clients come one after the other, so that at each death some stand on every step; five each want the same time.
        let clients = (1..=CLIENTS).map(|person| async move {
            tokio::time::sleep(Duration::from_millis(150 * person.unsigned_abs())).await;
            let taste = usize::try_from(person / 5).unwrap();
            Robot { server, person, taste }.books().await
        });
        let all = futures_util::future::join_all(clients);
        tokio::pin!(all);
        let running = &mut salon.running;
        let mut kills = 0;
        loop {
            tokio::select! {
                cards = &mut all => break (cards, kills),
                () = tokio::time::sleep(Duration::from_millis(300 + 37 * (kills % 7))), if kills < 20 => {
                    kills += 1;
                    running.kill();
                    running.start(&[]);
                }
            }
        }
    };
    let (cards, kills) = booked;
    assert_eq!(kills, 20, "the load outlasts the deaths");
    salon.running.kill();
    salon.running.start(&[]);
    judge(&salon, &cards).await;
}

/// Each client has the one booking of which they were told, in the order of their numbers, and no two have the same time.
pub async fn judge(salon: &Salon, cards: &[String]) {
    let times: HashSet<&str> = cards.iter().map(|card| time_of(card)).collect();
    assert_eq!(times.len(), cards.len(), "no time is sold twice");
    for (person, cards) in cards_shown(salon) {
        assert_eq!(cards.len(), 1, "client {person} was told of one booking: {cards:?}");
    }
    for (person, card) in (1..).zip(cards) {
        let robot = Robot { server: &salon.server, person, taste: 0 };
        let list = robot.says("/bookings").await;
        let time = time_of(card).trim_start_matches('🕒').trim();
        let mine: Vec<&String> = list.labels.iter().filter(|label| label.contains(':')).collect();
        assert_eq!(mine.len(), 1, "client {person}: {list:?}");
        assert!(mine[0].contains(time), "client {person} was told {time} and sees {mine:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_between_any_two_steps_every_update_takes_effect_once_and_every_message_arrives() {
    for point in Point::ALL {
        // Early, in the middle, and late in a conversation.
        for count in [1, 3, 6] {
            let mut salon = Salon::new(1, "Mon-Sun 10:00-20:00", "").await;
            salon.start(Some(&format!("{}:{count}", point.name())));
            let (mut deaths, mut calls_before) = (0, 0);
            let card = {
                let robot = Robot { server: &salon.server, person: 1, taste: 0 };
                let booking = robot.books();
                tokio::pin!(booking);
                loop {
                    tokio::select! {
                        card = &mut booking => break card,
                        died = salon.running.dies(Duration::from_millis(50)) => if died {
                            deaths += 1;
                            calls_before = salon.server.with(|telegram, _| telegram.log().count());
                            salon.running.start(&[]);
                        },
                    }
                }
            };
            let name = point.name();
            assert_eq!(deaths, 1, "{name}:{count} was never reached");
            assert!(number_of(&card).ends_with('1'), "{name}:{count}: one booking and not a second: {card}");
            judge_messages(&salon, calls_before, &format!("{name}:{count}"));
        }
    }
}

/// Each message was sent once. Only the very last order before the death, whose record was lost with the process, may have been made again.
fn judge_messages(salon: &Salon, calls_before: usize, name: &str) {
    salon.server.with(|telegram, _| {
        let mut sent: HashMap<String, Vec<usize>> = HashMap::new();
        let mut last_before = 0;
        for (index, entry) in
            telegram.log().enumerate().filter(|(_, entry)| entry.bot == CLIENT && entry.status == 200)
        {
            // A message that takes another's place is one order with two calls: the second takes the former's buttons away.
            let begins_order =
                entry.params.get("chat_id").is_some() && entry.method != "EditMessageReplyMarkup";
            if begins_order && index < calls_before {
                last_before = index;
            }
            if entry.method == "SendMessage" {
                sent.entry(entry.params["text"].to_string()).or_default().push(index);
            }
        }
        assert!(sent.len() >= 4, "{name}: menu, phone, keyboard away, review: {sent:?}");
        for (text, calls) in sent {
            let made_again = calls.len() == 2 && calls[0] == last_before && calls[1] >= calls_before;
            assert!(
                calls.len() == 1 || made_again,
                "{name}: sent by the calls {calls:?} of {calls_before} before the death: {text}"
            );
        }
    });
}
