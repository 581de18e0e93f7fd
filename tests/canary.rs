//! What must not be on the disk is not on the disk.

use std::time::Duration;

use crate::process::{ADMIN, OWNER, Salon};
use crate::robot::Robot;

const PIN: &str = "602214";
const WRONG: &str = "137035";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_pin_and_no_token_is_in_any_file_and_no_person_is_in_the_log() {
    let mut salon = Salon::new(1, "Mon-Sun 10:00-20:00", "[log]\nlevel = \"trace\"\n").await;
    salon.start(None);
    for (text, answer) in [
        ("/start", "PIN"),
        (PIN, "ещё раз"),
        (PIN, "Какие записи"),
        ("/lock", "🔒"),
        (WRONG, "не подошёл"),
        (PIN, "Какие записи"),
    ] {
        salon.server.with(|telegram, now| telegram.send_text(now, ADMIN, OWNER, text));
        let answered = salon.server.wait_for(Duration::from_secs(20), |telegram| {
            let said = telegram.chat(ADMIN, OWNER)?.last_of_bot()?;
            said.text.contains(answer).then_some(())
        });
        assert!(answered.await.is_some(), "no answer {answer:?} to the admin");
    }
    Robot { server: &salon.server, person: 1, taste: 0 }.books().await;
    assert!(salon.running.stop().await.success());

    for file in std::fs::read_dir(salon.path("")).unwrap().map(|file| file.unwrap().path()) {
        let content = std::fs::read(&file).unwrap();
        let holds = |secret: &str| content.windows(secret.len()).any(|window| window == secret.as_bytes());
        for secret in [PIN, WRONG, "AAclientclient", "AAadminadmin"] {
            assert!(!holds(secret), "{} holds a secret", file.display());
        }
    }
    for word in ["Клиент", "7912555", "Анна", "Стрижка"] {
        assert!(!salon.log().contains(word), "the log names {word}:\n{}", salon.log());
    }
}
