//! What a person does. An error says why a person could not do it: a mistake of the test, or a button that is gone.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

use crate::chat::{Chat, Message, Pending};
use crate::setup::PersonSetup;
use crate::telegram::{Pressed, Telegram};
use crate::text;
use crate::webhook::Webhook;

/// The picture that people send.
pub(crate) const PHOTO: &[u8] = include_bytes!("page/photo.png");

/// Nobody answers a press after so long; it is forgotten.
const PRESS_FORGOTTEN: TimeDelta = TimeDelta::minutes(10);

impl Telegram {
    /// Somebody new.
    pub fn add_person(&mut self, person: PersonSetup) {
        self.people.insert(person.id, person);
        self.changed();
    }

    /// Gives a person a last name.
    pub fn set_last_name(&mut self, person: i64, last_name: &str) {
        self.last_names.insert(person, last_name.to_owned());
        self.changed();
    }

    /// Everybody, in the order of their numbers.
    pub fn people(&self) -> impl Iterator<Item = &PersonSetup> {
        self.people.values()
    }

    /// Writes to a bot. What begins with `/` is a command; too long a text becomes several messages; the label of the button that shares a
    /// contact shares it.
    ///
    /// The text arrives as it is, also what Telegram's own programs would tidy before sending, such as NUL.
    pub fn send_text(&mut self, now: DateTime<Utc>, bot: &str, person: i64, text: &str) {
        let index = self.index(bot);
        if self.asks_contact(index, person, text) {
            return self.share_contact(now, bot, person);
        }
        for part in text::cut(text) {
            let entities = command_of(&part);
            self.write(now, index, (person, person), part, entities, None);
        }
    }

    /// Presses the newest button with this label, also one in place of the letters.
    pub fn press(&mut self, now: DateTime<Utc>, bot: &str, person: i64, label: &str) -> Result<(), String> {
        let chat = self.chats.get(&(self.index(bot), person)).ok_or("the chat is empty")?;
        let found =
            chat.messages.iter().rev().find_map(|message| Some((message.id, message.data_of(label)?)));
        if let Some((message, data)) = found {
            return self.press_data(now, bot, person, message, &data);
        }
        if chat.keyboard_labels().iter().any(|found| found == label) {
            self.send_text(now, bot, person, label);
            return Ok(());
        }
        Err(format!("there is no button {label:?}"))
    }

    /// Presses the button with this label under one certain message.
    pub fn press_on(
        &mut self,
        now: DateTime<Utc>,
        bot: &str,
        person: i64,
        message: i64,
        label: &str,
    ) -> Result<(), String> {
        let chat = self.chats.get(&(self.index(bot), person)).ok_or("the chat is empty")?;
        let data = chat.message(message).and_then(|message| message.data_of(label));
        let data = data.ok_or_else(|| format!("there is no button {label:?} under message {message}"))?;
        self.press_data(now, bot, person, message, &data)
    }

    /// Presses a message with this data, whether it has such a button or not: clients can forge it.
    pub fn press_data(
        &mut self,
        now: DateTime<Utc>,
        bot: &str,
        person: i64,
        message: i64,
        data: &str,
    ) -> Result<(), String> {
        let index = self.index(bot);
        let query = format!("{}", 4_000_000_000_000_000_000 + self.next_press);
        let chat = self.chats.get_mut(&(index, person)).ok_or("the chat is empty")?;
        chat.press(Pending { query: query.clone(), message, data: data.to_owned(), at: now });
        let shown = match chat.message(message).cloned() {
            Some(shown) => self.message_object(index, person, &shown),
            // Deleted meanwhile: a bot sees that there was a message, and no more.
            None => json!({ "message_id": message, "date": 0, "chat": self.chat_object(person) }),
        };
        let content = json!({
            "id": query,
            "from": self.user(person),
            "message": shown,
            "chat_instance": format!("{}", 7_000_000_000 + person),
            "data": data,
        });
        self.next_press += 1;
        if self.next_press.is_multiple_of(10_000) {
            self.presses.retain(|_, pressed| now - pressed.at < PRESS_FORGOTTEN);
        }
        self.presses.insert(query, Pressed { bot: index, person, at: now });
        self.bots[index].updates.push(now, "callback_query", content);
        self.changed();
        Ok(())
    }

    /// Shares the person's own contact.
    pub fn share_contact(&mut self, now: DateTime<Utc>, bot: &str, person: i64) {
        let Some(found) = self.people.get(&person) else { return };
        let mut contact =
            json!({ "phone_number": found.phone, "first_name": found.first_name, "user_id": person });
        if let Some(last_name) = self.last_names.get(&person) {
            contact["last_name"] = json!(last_name);
        }
        self.send_extra(now, bot, person, "contact", contact)
    }

    /// Shares somebody else's contact, of a person who is in Telegram.
    pub fn share_foreign_contact(&mut self, now: DateTime<Utc>, bot: &str, person: i64, phone: &str) {
        self.share_card(now, bot, person, phone, Some(person + 1))
    }

    /// Shares a contact from the address book; without `user` it is nobody whom Telegram knows.
    pub fn share_card(&mut self, now: DateTime<Utc>, bot: &str, person: i64, phone: &str, user: Option<i64>) {
        let mut contact = json!({ "phone_number": phone, "first_name": "Somebody" });
        if let Some(user) = user {
            contact["user_id"] = json!(user);
        }
        self.send_extra(now, bot, person, "contact", contact)
    }

    /// Sends a picture.
    pub fn send_photo(&mut self, now: DateTime<Utc>, bot: &str, person: i64) {
        self.send_picture(now, bot, person, PHOTO.to_vec());
    }

    /// Sends something that Telegram takes for a picture.
    pub fn send_picture(&mut self, now: DateTime<Utc>, bot: &str, person: i64, bytes: Vec<u8>) {
        let index = self.index(bot);
        let id = self.keep_file(index, "photo", "photo.png", bytes);
        let content = self.describe_file(&id, "photo");
        self.send_extra(now, bot, person, "photo", content)
    }

    /// Sends a file.
    pub fn send_document(&mut self, now: DateTime<Utc>, bot: &str, person: i64, name: &str, bytes: &[u8]) {
        let index = self.index(bot);
        let id = self.keep_file(index, "document", name, bytes.to_vec());
        let content = self.describe_file(&id, "document");
        self.send_extra(now, bot, person, "document", content)
    }

    /// Sends a sticker.
    pub fn send_sticker(&mut self, now: DateTime<Utc>, bot: &str, person: i64) {
        let index = self.index(bot);
        let id = self.keep_file(index, "sticker", "sticker.webp", b"sticker".to_vec());
        let content = json!({
            "file_id": id, "file_unique_id": format!("AQ{id}"), "file_size": 7, "type": "regular",
            "width": 512, "height": 512, "is_animated": false, "is_video": false, "emoji": "👍",
        });
        self.send_extra(now, bot, person, "sticker", content)
    }

    /// Changes one of the person's own messages.
    pub fn edit_text(
        &mut self,
        now: DateTime<Utc>,
        bot: &str,
        person: i64,
        message: i64,
        text: &str,
    ) -> Result<(), String> {
        let index = self.index(bot);
        let chat = self.chats.get_mut(&(index, person)).ok_or("the chat is empty")?;
        let found =
            chat.message_mut(message).filter(|found| !found.from_bot).ok_or("not the person's message")?;
        text.clone_into(&mut found.text);
        found.entities = command_of(text);
        found.edited = true;
        found.edit_date = Some(now);
        let found = found.clone();
        let update = self.message_object(index, person, &found);
        self.bots[index].updates.push(now, "edited_message", update);
        self.changed();
        Ok(())
    }

    /// Blocks a bot (true) or comes back to it (false).
    pub fn block(&mut self, now: DateTime<Utc>, bot: &str, person: i64, blocked: bool) {
        let index = self.index(bot);
        self.chats.entry((index, person)).or_default().blocked = blocked;
        let member = |blocked: bool| match blocked {
            true => json!({ "user": self.me(index), "status": "kicked", "until_date": 0 }),
            false => json!({ "user": self.me(index), "status": "member" }),
        };
        let update = json!({
            "chat": self.chat_object(person), "from": self.user(person), "date": now.timestamp(),
            "old_chat_member": member(!blocked), "new_chat_member": member(blocked),
        });
        self.bots[index].updates.push(now, "my_chat_member", update);
        self.changed();
    }

    /// Writes in a group where the bot is, and hears everything as an administrator does.
    pub fn send_in_group(&mut self, now: DateTime<Utc>, bot: &str, person: i64, group: i64, text: &str) {
        let index = self.index(bot);
        self.groups.entry(group).or_insert_with(|| "Group".to_owned());
        self.write(now, index, (group, person), text.to_owned(), command_of(text), None)
    }

    /// Delivers an update of any shape: Telegram is never to be trusted.
    pub fn bring(&mut self, now: DateTime<Utc>, bot: &str, kind: &str, content: Value) {
        let bot = self.index(bot);
        self.bots[bot].updates.push(now, kind, content);
    }

    /// Delivers everything that waits for a bot twice.
    pub fn double_updates(&mut self, now: DateTime<Utc>, bot: &str) {
        let index = self.index(bot);
        let updates = &mut self.bots[index].updates;
        for update in updates.waiting(now, usize::MAX) {
            updates.repeat(now, update);
        }
    }

    /// Drops all but the newest messages of each chat, as many as said: a run that lasts months would grow with them.
    pub fn keep_messages(&mut self, newest: usize) {
        for chat in self.chats.values_mut() {
            chat.messages.drain(..chat.messages.len().saturating_sub(newest));
            chat.deleted.clear();
            chat.answers.clear();
            chat.toasts.clear();
        }
    }

    /// A webhook that somebody set before: it keeps polls away until the bot deletes it.
    pub fn leave_webhook(&mut self, bot: &str, url: &str) {
        let index = self.index(bot);
        self.bots[index].webhook = Some(Webhook::elsewhere(url));
    }

    fn send_extra(&mut self, now: DateTime<Utc>, bot: &str, person: i64, kind: &str, content: Value) {
        let index = self.index(bot);
        let extra = Some((kind.to_owned(), content));
        self.write(now, index, (person, person), String::new(), Vec::new(), extra)
    }

    /// Puts a message of a person's into a chat, its own number when private, and tells the bot of it.
    fn write(
        &mut self,
        now: DateTime<Utc>,
        bot: usize,
        (chat_id, person): (i64, i64),
        text: String,
        entities: Vec<Value>,
        extra: Option<(String, Value)>,
    ) {
        let chat = self.chats.entry((bot, chat_id)).or_default();
        let came_back = std::mem::take(&mut chat.blocked);
        chat.begun = true;
        hide_used_keyboard(chat, &text, extra.is_some());
        let message = Message {
            id: chat.next_id(self.first),
            from_bot: false,
            author: Some(person),
            date: now,
            text,
            entities,
            inline: None,
            brought_keyboard: false,
            extra,
            edited: false,
            edit_date: None,
        };
        chat.put(message.clone());
        if came_back {
            self.block(now, &self.bots[bot].setup.username.clone(), person, false);
        }
        let update = self.message_object(bot, chat_id, &message);
        self.bots[bot].updates.push(now, "message", update);
        self.changed();
    }

    fn asks_contact(&self, bot: usize, person: i64, label: &str) -> bool {
        let keyboard = self.chats.get(&(bot, person)).and_then(|chat| chat.keyboard.as_ref());
        let rows = keyboard.and_then(|keyboard| keyboard["keyboard"].as_array());
        let mut buttons = rows.into_iter().flatten().filter_map(Value::as_array).flatten();
        buttons.any(|button| button["text"] == label && button["request_contact"] == true)
    }
}

/// A keyboard for one use is put away by the person's program once used; a new one or its removal comes from the bot.
fn hide_used_keyboard(chat: &mut Chat, text: &str, shared: bool) {
    if chat.keyboard.as_ref().is_some_and(|keyboard| keyboard["one_time_keyboard"] == true) {
        let used = shared || chat.keyboard_labels().iter().any(|label| label == text);
        chat.keyboard = chat.keyboard.take().filter(|_| !used);
    }
}

/// The mark of a command at the start of a text.
fn command_of(text: &str) -> Vec<Value> {
    let Some(rest) = text.strip_prefix('/') else { return Vec::new() };
    let command = |c: &char| c.is_ascii_alphanumeric() || *c == '_' || *c == '@';
    match rest.chars().take_while(command).count() {
        0 => Vec::new(),
        length => vec![json!({ "type": "bot_command", "offset": 0, "length": length + 1 })],
    }
}
