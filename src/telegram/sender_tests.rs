//! What the sender does with what Telegram answers.

use std::collections::VecDeque;

use chrono::TimeDelta;

use super::*;

/// A server that gives these answers in turn, and bears no call more.
#[derive(Clone)]
struct Server(Arc<Mutex<VecDeque<Reply>>>);

type Reply = Result<&'static str, ApiError>;

impl Server {
    fn new(answers: impl IntoIterator<Item = Reply>) -> Server {
        Server(Arc::new(Mutex::new(answers.into_iter().collect())))
    }
}

impl Transport for Server {
    async fn call<P>(&self, _: &P) -> Result<Box<RawValue>, ApiError>
    where
        P: Payload + serde::Serialize + Sync,
    {
        tokio::task::yield_now().await;
        let answer = self.0.lock().unwrap().pop_front().expect("no call more than answers");
        answer.map(|json| RawValue::from_string(json.to_owned()).unwrap())
    }

    async fn upload<P>(&self, payload: &P, _: File<'_>) -> Result<Box<RawValue>, ApiError>
    where
        P: Payload + serde::Serialize + Sync,
    {
        self.call(payload).await
    }

    async fn download(&self, _: &str, _: usize) -> Result<Vec<u8>, ApiError> {
        Err(ApiError::Garbage)
    }
}

fn saying(chat: i64) -> Dispatch {
    let call = Call::Send { screen: Screen::text("a"), retire: None };
    Dispatch { row: chat, bot: BotName::Client, chat: ChatId::from(chat), call, attempts: 0 }
}

const SENT: Reply = Ok(r#"{"message_id":7}"#);

fn wait(seconds: u64) -> Reply {
    Err(ApiError::TooMany(Duration::from_secs(seconds)))
}

#[tokio::test]
async fn a_flood_wait_silences_the_bot_even_for_calls_that_have_their_place() {
    let line = Line::new(Server::new([wait(30)]), 1.0, 0.0, false);
    let orders = [1, 2].map(saying);
    // The second has its place a second after the first.
    let (first, second) = tokio::join!(line.carry_out(&orders[0]), line.carry_out(&orders[1]));
    for outcome in [first, second, line.carry_out(&saying(3)).await] {
        let Outcome::Retry { after } = outcome else { panic!("{outcome:?}") };
        assert!(after > TimeDelta::seconds(25), "{after}");
    }
}

#[tokio::test]
async fn a_short_wait_is_for_its_chat_alone() {
    let server = Server::new([wait(1), SENT]);
    let line = Line::new(server, 0.0, 0.0, false);
    line.carry_out(&saying(1)).await;
    assert_eq!(line.carry_out(&saying(2)).await, Outcome::Done { message: Some(7), file: None });
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_file_is_read_when_it_is_sent_and_one_that_is_gone_or_too_large_never_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("copy.age");
    let line = Line::new(Server::new([SENT]), 0.0, 0.0, false);
    let (name, mime, caption) = ("copy.age".to_owned(), "application/octet-stream".to_owned(), String::new());
    let call = Call::File { path: path.clone(), name, mime, caption };
    let order = Dispatch { row: 1, bot: BotName::Admin, chat: ChatId::from(1), call, attempts: 0 };
    let Outcome::Rejected { reason } = line.carry_out(&order).await else { panic!("there is no file") };
    assert!(reason.contains("is gone"), "{reason}");
    std::fs::write(&path, "sealed").unwrap();
    assert_eq!(line.carry_out(&order).await, Outcome::Done { message: Some(7), file: None });
    std::fs::File::options().write(true).open(&path).unwrap().set_len(LARGEST_UPLOAD + 1).unwrap();
    let Outcome::Rejected { reason } = line.carry_out(&order).await else { panic!("it is too large") };
    assert!(reason.contains("larger than Telegram takes"), "{reason}");
}

#[tokio::test]
async fn an_order_whose_task_panics_is_tried_again() {
    let line = Line::new(Server::new([]), 0.0, 0.0, false);
    let outcome = line.surely(saying(1)).await;
    assert!(matches!(outcome, Outcome::Retry { .. }), "{outcome:?}");
}
