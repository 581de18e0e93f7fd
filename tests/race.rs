//! Many clients, one slot.

use std::collections::HashMap;

use crate::process::Salon;
use crate::robot::Robot;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hundred_clients_confirm_one_slot_at_once_and_one_gets_it() {
    const CLIENTS: i64 = 100;
    // Without a hold everybody comes as far as the last question.
    let mut salon = Salon::new(CLIENTS, "Mon-Sun 10:00-20:00", "[booking]\nhold = \"0s\"\n").await;
    salon.start(None);
    let robot = |person| Robot { server: &salon.server, person, taste: 0 };
    let first = robot(1).goes_until("Всё верно").await;
    for person in 2..=CLIENTS {
        let review = robot(person).goes_until("Всё верно").await;
        assert_eq!(time_of(&review), time_of(&first), "all look at the same slot");
    }
    salon.server.with(|telegram, now| {
        for person in 1..=CLIENTS {
            telegram.press(now, crate::process::CLIENT, person, "Подтвердить").unwrap();
        }
    });
    let mut outcomes: HashMap<&str, i64> = HashMap::new();
    for person in 1..=CLIENTS {
        let outcome = salon.server.wait_for(std::time::Duration::from_secs(60), |telegram| {
            let chat = telegram.chat(crate::process::CLIENT, person)?;
            let message = chat.with_buttons().last()?;
            if message.text.contains("Вы записаны") {
                return Some("booked");
            }
            let offered = message.labels().into_iter().flatten().filter(|label| label.contains(':')).count();
            (message.text.contains("записаться уже нельзя") && offered == 3)
                .then_some("just taken, with three alternatives")
        });
        *outcomes.entry(outcome.await.unwrap_or("silence")).or_default() += 1;
    }
    assert_eq!(outcomes, HashMap::from([("booked", 1), ("just taken, with three alternatives", 99)]));
}

/// The line with the clock.
pub fn time_of(text: &str) -> &str {
    text.lines().find(|line| line.starts_with('🕒')).unwrap_or_default()
}
