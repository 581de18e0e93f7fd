//! A client who looks at the screen and does what it asks, once, and waits for an answer: silence is a failure.

use std::time::Duration;

use sim::{Chat, Server};

use crate::process::CLIENT;

/// The longest a person waits for an answer, restarts of the service included.
const PATIENCE: Duration = Duration::from_secs(60);

pub struct Robot<'a> {
    pub server: &'a Server,
    pub person: i64,
    /// Which of the offered times it takes, so that clients spread or clash as a test wants.
    pub taste: usize,
}

/// What a person sees.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Screen {
    pub text: String,
    pub labels: Vec<String>,
    toasts: usize,
    messages: usize,
}

impl Robot<'_> {
    /// Books a visit from `/start` to the card and gives the card's text.
    pub async fn books(&self) -> String {
        self.goes_until("Всё верно").await;
        self.goes_until("Вы записаны").await
    }

    /// Does what the screen asks until it says these words.
    pub async fn goes_until(&self, words: &str) -> String {
        loop {
            let screen = self.sees();
            if screen.text.contains(words) {
                return screen.text;
            }
            match self.act(&screen) {
                Some(done) => drop(self.answered(&screen, &done).await),
                // The screen changed under the finger.
                None => tokio::task::yield_now().await,
            }
        }
    }

    /// Writes and waits for what comes of it.
    pub async fn says(&self, text: &str) -> Screen {
        let before = self.sees();
        self.server.with(|telegram, now| telegram.send_text(now, CLIENT, self.person, text));
        self.answered(&before, text).await
    }

    pub fn sees(&self) -> Screen {
        self.server.with(|telegram, _| telegram.chat(CLIENT, self.person).map(look).unwrap_or_default())
    }

    /// What the screen asks for. What was done is told for the failure message; nothing, if the button is gone by now.
    fn act(&self, screen: &Screen) -> Option<String> {
        let text = &screen.text;
        let does = |label: &str| {
            let pressed = self.server.with(|telegram, now| telegram.press(now, CLIENT, self.person, label));
            pressed.ok().map(|()| format!("pressed {label}"))
        };
        let writes = |words: &str| {
            self.server.with(|telegram, now| telegram.send_text(now, CLIENT, self.person, words));
            Some(format!("wrote {words}"))
        };
        let label = |fits: &dyn Fn(&str) -> bool| {
            let fitting: Vec<&String> = screen.labels.iter().filter(|label| fits(label)).collect();
            fitting.get(self.taste % fitting.len().max(1)).map(|label| (*label).clone())
        };
        if text.contains("Здравствуйте") {
            return does(&label(&|label| label.contains("Записаться")).unwrap());
        }
        if text.contains("На что вас записать") {
            return does(&label(&|label| label.contains("Стрижка")).unwrap());
        }
        if text.contains("На какой день") {
            return does(&label(&|label| label.parse::<u32>().is_ok()).unwrap());
        }
        if text.contains("Во сколько") || text.contains("нельзя занять") {
            return does(&label(&|label| label.contains(':')).unwrap());
        }
        if text.contains("Прежде чем записать вас") {
            return does(&label(&|label| label.contains("Даю согласие")).unwrap());
        }
        if text.contains("Как вас зовут") {
            return writes(&format!("Клиент {}", self.person).replace(char::is_numeric, "я"));
        }
        if text.contains("номер телефона") {
            return writes(&format!("+7912555{:04}", self.person));
        }
        if text.contains("Всё верно") {
            return does("Подтвердить");
        }
        writes("/start")
    }

    /// Waits until the chat changed and shows something that can be acted upon.
    async fn answered(&self, before: &Screen, what: &str) -> Screen {
        let changed = self.server.wait_for(PATIENCE, |telegram| {
            let screen = telegram.chat(CLIENT, self.person).map(look).unwrap_or_default();
            (screen != *before && !screen.text.is_empty()).then_some(screen)
        });
        let screen = changed.await;
        screen.unwrap_or_else(|| {
            panic!("client {} {what} and heard nothing; the screen is {before:?}", self.person)
        })
    }
}

/// The newest message that asks for something: one with buttons, or the question beside a keyboard.
fn look(chat: &Chat) -> Screen {
    let (toasts, messages) =
        (chat.toasts.len(), chat.messages.iter().filter(|message| message.from_bot).count());
    let asks = |message: &&sim::Message| {
        let keyboard = message.brought_keyboard && chat.keyboard.is_some();
        message.from_bot && (message.inline.is_some() || keyboard)
    };
    match chat.messages.iter().rev().find(asks) {
        Some(message) => Screen {
            text: message.text.clone(),
            labels: message.labels().into_iter().flatten().collect(),
            toasts,
            messages,
        },
        None => Screen { toasts, messages, ..Screen::default() },
    }
}
