//! One person's chat with one bot: what they do, and what they then see, as a text.

use domain::Instant;
use sim::Telegram;

use crate::world::World;

/// One person's chat with one bot.
pub struct Talk<'a> {
    pub world: &'a mut World,
    pub bot: &'static str,
    pub person: i64,
}

impl Talk<'_> {
    /// Writes, and gives what is to be seen then.
    pub fn says(&mut self, text: &str) -> String {
        self.then(|telegram, now, bot, person| telegram.send_text(now, bot, person, text))
    }

    /// Presses the newest button whose label contains these words.
    pub fn presses(&mut self, words: &str) -> String {
        let label = self.label(words).unwrap_or_else(|| panic!("no button {words:?} in:\n{}", self.sees()));
        self.then(|telegram, now, bot, person| telegram.press(now, bot, person, &label).unwrap())
    }

    /// Presses a button twice before anything is answered.
    pub fn presses_twice(&mut self, words: &str) -> String {
        let label = self.label(words).unwrap_or_else(|| panic!("no button {words:?} in:\n{}", self.sees()));
        self.then(|telegram, now, bot, person| {
            telegram.press(now, bot, person, &label).unwrap();
            telegram.press(now, bot, person, &label).unwrap();
        })
    }

    /// Presses a message with data of the person's own making.
    pub fn forges(&mut self, message: i64, data: &str) -> String {
        self.then(|telegram, now, bot, person| telegram.press_data(now, bot, person, message, data).unwrap())
    }

    pub fn shares_contact(&mut self) -> String {
        self.then(|telegram, now, bot, person| telegram.share_contact(now, bot, person))
    }

    pub fn shares_foreign_contact(&mut self, phone: &str) -> String {
        self.then(|telegram, now, bot, person| telegram.share_foreign_contact(now, bot, person, phone))
    }

    pub fn sends_photo(&mut self) -> String {
        self.then(|telegram, now, bot, person| telegram.send_photo(now, bot, person))
    }

    /// Does something and says what changed in the chat: `+` a new message, `~` a changed one, `-` one that is gone, `!` a toast.
    pub fn then(&mut self, what: impl FnOnce(&mut Telegram, Instant, &str, i64)) -> String {
        let before = self.snapshot();
        {
            let now = self.world.now();
            what(&mut self.world.telegram(), now, self.bot, self.person);
        }
        self.world.settle();
        let after = self.snapshot();
        let mut lines = Vec::new();
        for toast in &after.toasts[before.toasts.len()..] {
            lines.push(format!("! {toast}"));
        }
        for (id, text) in &after.messages {
            match before.messages.iter().find(|(known, _)| known == id) {
                None => lines.push(format!("+ {text}")),
                Some((_, known)) if known != text => lines.push(format!("~ {text}")),
                Some(_) => {}
            }
        }
        for (id, _) in
            before.messages.iter().filter(|(id, _)| !after.messages.iter().any(|(known, _)| known == id))
        {
            lines.push(format!("- message {id}"));
        }
        if before.keyboard != after.keyboard {
            lines.push(format!("keyboard: {}", after.keyboard.join(" | ")));
        }
        lines.join("\n")
    }

    /// The bot's newest message with its buttons.
    pub fn sees(&self) -> String {
        self.snapshot().messages.pop().map(|(_, text)| text).unwrap_or_default()
    }

    /// How many messages have live buttons.
    pub fn live_messages(&self) -> usize {
        let telegram = self.world.telegram();
        telegram.chat(self.bot, self.person).map_or(0, |chat| chat.with_buttons().count())
    }

    /// The number of the bot's newest message.
    pub fn last_message(&self) -> i64 {
        let telegram = self.world.telegram();
        telegram
            .chat(self.bot, self.person)
            .and_then(|chat| chat.last_of_bot())
            .map_or(0, |message| message.id)
    }

    /// The data under the newest button whose label contains these words.
    pub fn data(&self, words: &str) -> String {
        let label = self.label(words).unwrap();
        let telegram = self.world.telegram();
        let chat = telegram.chat(self.bot, self.person).unwrap();
        chat.messages.iter().rev().find_map(|message| message.data_of(&label)).unwrap()
    }

    /// The content of the newest document in the chat, as text.
    pub fn reads_document(&self) -> String {
        String::from_utf8(self.takes_document()).unwrap()
    }

    /// The content of the newest document in the chat.
    pub fn takes_document(&self) -> Vec<u8> {
        let telegram = self.world.telegram();
        let chat = telegram.chat(self.bot, self.person).unwrap();
        let documents = chat.messages.iter().rev().filter_map(|message| message.extra.as_ref());
        let (_, document) = documents.into_iter().find(|(kind, _)| kind == "document").unwrap();
        let bytes = telegram.file(self.bot, document["file_id"].as_str().unwrap()).unwrap();
        bytes.to_vec()
    }

    pub fn unanswered(&self) -> usize {
        self.world.telegram().chat(self.bot, self.person).map_or(0, |chat| chat.unanswered)
    }

    fn label(&self, words: &str) -> Option<String> {
        let telegram = self.world.telegram();
        let chat = telegram.chat(self.bot, self.person)?;
        let inline = chat.messages.iter().rev().flat_map(|message| message.labels().into_iter().flatten());
        let labels: Vec<String> = inline.chain(chat.keyboard_labels()).collect();
        labels
            .iter()
            .find(|label| *label == words)
            .or_else(|| labels.iter().find(|label| label.contains(words)))
            .cloned()
    }

    fn snapshot(&self) -> Seen {
        let telegram = self.world.telegram();
        let Some(chat) = telegram.chat(self.bot, self.person) else { return Seen::default() };
        let messages = chat.messages.iter().filter(|message| message.from_bot).map(|message| {
            let mut text = attached(message);
            text.push_str(&message.text);
            for row in message.labels() {
                text.push_str(&format!("\n  [{}]", row.join("] [")));
            }
            (message.id, text)
        });
        Seen { messages: messages.collect(), toasts: chat.toasts.clone(), keyboard: chat.keyboard_labels() }
    }
}

/// What goes with a message, in a line.
fn attached(message: &sim::Message) -> String {
    let Some((kind, content)) = &message.extra else { return String::new() };
    match kind.as_str() {
        "document" => format!("📎 {}\n", content["file_name"].as_str().unwrap()),
        "photo" => format!("🖼 {} × {}\n", content[0]["width"], content[0]["height"]),
        "venue" => {
            let (title, address) = (content["title"].as_str().unwrap(), content["address"].as_str().unwrap());
            let point = &content["location"];
            format!("📍 {title}, {address} ({}, {})", point["latitude"], point["longitude"])
        }
        other => format!("{other}\n"),
    }
}

#[derive(Default)]
struct Seen {
    messages: Vec<(i64, String)>,
    toasts: Vec<String>,
    keyboard: Vec<String>,
}
