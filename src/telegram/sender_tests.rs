//! What the sender does with what Telegram answers.

use std::collections::VecDeque;

use super::*;

/// A server that gives these answers in turn and notes when it was called.
#[derive(Clone)]
struct Server {
    answers: Arc<Mutex<VecDeque<Result<&'static str, ApiError>>>>,
    calls: Arc<Mutex<Vec<Duration>>>,
    begin: Instant,
}

impl Server {
    fn new(answers: impl IntoIterator<Item = Result<&'static str, ApiError>>) -> Server {
        let answers = Arc::new(Mutex::new(answers.into_iter().collect()));
        Server { answers, calls: Arc::default(), begin: Instant::now() }
    }

    /// After how many seconds each call came.
    fn calls(&self) -> Vec<u64> {
        self.calls.lock().unwrap().iter().map(Duration::as_secs).collect()
    }
}

impl Transport for Server {
    async fn call<P>(&self, _: &P) -> Result<Box<RawValue>, ApiError>
    where
        P: Payload + serde::Serialize + Sync,
    {
        self.calls.lock().unwrap().push(self.begin.elapsed());
        let answer = self.answers.lock().unwrap().pop_front().expect("no call more than answers");
        answer.map(|json| RawValue::from_string(json.to_owned()).unwrap())
    }
}

fn saying(chat: i64) -> Dispatch {
    let call = Call::Send { screen: Screen::text("a"), retire: None };
    Dispatch { row: chat, bot: BotName::Client, chat: ChatId::from(chat), call, attempts: 0 }
}

const SENT: Result<&str, ApiError> = Ok(r#"{"message_id":7}"#);

fn wait(seconds: u64) -> Result<&'static str, ApiError> {
    Err(ApiError::TooMany(Duration::from_secs(seconds)))
}

#[tokio::test]
async fn a_flood_wait_silences_the_bot_even_for_calls_that_have_their_place() {
    let server = Server::new([wait(3), SENT]);
    let line = Line::new(server.clone(), 1.0, 0.0, false);
    let (first, second) = (saying(1), saying(2));
    // The second has its place after one second.
    let (first, second) = tokio::join!(line.carry_out(&first), line.carry_out(&second));
    assert!(matches!(first, Outcome::Retry { .. }), "{first:?}");
    assert_eq!(second, Outcome::Done { message: Some(7) });
    assert!(server.calls()[1] >= 3, "{:?}", server.calls());
}

#[tokio::test]
async fn a_short_wait_is_for_its_chat_alone() {
    let server = Server::new([wait(1)]);
    let line = Line::new(server.clone(), 0.0, 0.0, false);
    line.carry_out(&saying(1)).await;
    assert_eq!(line.throttle().held(Instant::now()), Duration::ZERO);
}
