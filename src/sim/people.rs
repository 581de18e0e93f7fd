//! What a person does. An error says why a person could not do it: a mistake of the test, or a button that is gone.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use crate::chat::{Chat, Message};
use crate::setup::PersonSetup;
use crate::telegram::{Pressed, Telegram};

/// Telegram cuts what a person writes into messages of so many characters.
const LONGEST: usize = 4096;

impl Telegram {
    /// Somebody new.
    pub fn add_person(&mut self, person: PersonSetup) {
        self.people.insert(person.id, person);
        self.changed();
    }

    /// Everybody, in the order of their numbers.
    pub fn people(&self) -> impl Iterator<Item = &PersonSetup> {
        self.people.values()
    }

    /// Writes to a bot. What begins with `/` is a command; too long a text becomes several messages; the label of the button that shares a
    /// contact shares it.
    pub fn send_text(&mut self, now: DateTime<Utc>, bot: &str, person: i64, text: &str) {
        let index = self.index(bot);
        if self.asks_contact(index, person, text) {
            return self.share_contact(now, bot, person);
        }
        let characters: Vec<char> = text.chars().collect();
        for part in characters.chunks(LONGEST) {
            let part: String = part.iter().collect();
            let entities = match part.strip_prefix('/') {
                Some(_) => {
                    let length = part.split_whitespace().next().unwrap_or_default().encode_utf16().count();
                    vec![json!({ "type": "bot_command", "offset": 0, "length": length })]
                }
                None => Vec::new(),
            };
            self.write(now, index, person, part, entities, None);
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
        let chat = self.chats.get_mut(&(index, person)).ok_or("the chat is empty")?;
        chat.unanswered += 1;
        let shown = chat.message(message).cloned();
        let id = format!("{}", 4_000_000_000_000_000_000 + self.next_press);
        self.next_press += 1;
        let message = match shown {
            Some(shown) => Chat::json(&shown, &self.private_chat(person), &self.me(index)),
            None => json!({ "message_id": message, "date": 0, "chat": self.private_chat(person) }),
        };
        let query = json!({
            "id": id, "from": self.user(person), "message": message, "chat_instance": "1", "data": data,
        });
        self.presses.insert(id, Pressed { bot: index, person, at: now });
        self.bots[index].updates.push(now, "callback_query", query);
        self.changed();
        Ok(())
    }

    /// Shares the person's own contact.
    pub fn share_contact(&mut self, now: DateTime<Utc>, bot: &str, person: i64) {
        let Some(found) = self.people.get(&person).cloned() else { return };
        let contact =
            json!({ "phone_number": found.phone, "first_name": found.first_name, "user_id": person });
        let index = self.index(bot);
        self.write(now, index, person, String::new(), Vec::new(), Some(("contact".to_owned(), contact)));
    }

    /// Shares somebody else's contact.
    pub fn share_foreign_contact(&mut self, now: DateTime<Utc>, bot: &str, person: i64, phone: &str) {
        let contact = json!({ "phone_number": phone, "first_name": "Somebody", "user_id": person + 1 });
        let index = self.index(bot);
        self.write(now, index, person, String::new(), Vec::new(), Some(("contact".to_owned(), contact)));
    }

    /// Sends a picture.
    pub fn send_photo(&mut self, now: DateTime<Utc>, bot: &str, person: i64) {
        let index = self.index(bot);
        let id = self.keep_file(index, "photo.jpg", b"not really a picture".to_vec());
        let content = self.describe_file(&id, "photo");
        self.write(now, index, person, String::new(), Vec::new(), Some(("photo".to_owned(), content)));
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
        found.edited = true;
        let found = found.clone();
        let update = Chat::json(&found, &self.private_chat(person), &self.user(person));
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
            "chat": self.private_chat(person), "from": self.user(person), "date": now.timestamp(),
            "old_chat_member": member(!blocked), "new_chat_member": member(blocked),
        });
        self.bots[index].updates.push(now, "my_chat_member", update);
        self.changed();
    }

    /// Writes in a group where the bot is.
    pub fn send_in_group(&mut self, now: DateTime<Utc>, bot: &str, person: i64, group: i64, text: &str) {
        let index = self.index(bot);
        let message = json!({
            "message_id": now.timestamp() % 1_000_000 + 1, "date": now.timestamp(), "text": text, "from": self.user(person),
            "chat": { "id": group, "type": "group", "title": "Group", "all_members_are_administrators": false },
        });
        self.bots[index].updates.push(now, "message", message);
        self.changed();
    }

    /// Delivers everything that waits for a bot twice.
    pub fn double_updates(&mut self, now: DateTime<Utc>, bot: &str) {
        let index = self.index(bot);
        let updates = &mut self.bots[index].updates;
        for update in updates.waiting(now, usize::MAX) {
            updates.repeat(now, update);
        }
    }

    fn write(
        &mut self,
        now: DateTime<Utc>,
        bot: usize,
        person: i64,
        text: String,
        entities: Vec<Value>,
        extra: Option<(String, Value)>,
    ) {
        let chat = self.chats.entry((bot, person)).or_default();
        let came_back = std::mem::take(&mut chat.blocked);
        chat.begun = true;
        if chat.keyboard.as_ref().is_some_and(|keyboard| keyboard["one_time_keyboard"] == true) {
            // Hidden by the client once used; a new one or its removal comes from the bot.
            let label_used = extra.is_some() || chat.keyboard_labels().contains(&text);
            chat.keyboard = chat.keyboard.take().filter(|_| !label_used);
        }
        let message = Message {
            id: chat.next_id(),
            from_bot: false,
            date: now,
            text,
            entities,
            inline: None,
            brought_keyboard: false,
            extra,
            edited: false,
        };
        chat.put(message.clone());
        if came_back {
            self.block(now, &self.bots[bot].setup.username.clone(), person, false);
        }
        let update = Chat::json(&message, &self.private_chat(person), &self.user(person));
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
