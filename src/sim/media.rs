//! Files and places. A `file_id` belongs to the bot that received it.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use crate::html::Parsed;
use crate::telegram::{Reply, StoredFile, Telegram, Upload};

impl Telegram {
    /// `sendDocument` and `sendPhoto`: by upload, or by the `file_id` of an earlier one.
    pub(crate) fn send_file(
        &mut self,
        now: DateTime<Utc>,
        bot: usize,
        kind: &str,
        params: &Value,
        files: &[Upload],
    ) -> Result<Value, Reply> {
        let person = self.reachable(bot, params)?;
        let id = match files.iter().find(|(field, _, _)| field == kind) {
            Some((_, name, bytes)) => self.keep_file(bot, name, bytes.clone()),
            None => {
                let id = params[kind].as_str().unwrap_or_default().to_owned();
                let own = self.files.get(&id).is_some_and(|file| file.bot == bot);
                if !own {
                    let words = "Bad Request: wrong file identifier/HTTP URL specified";
                    return Err(Reply::error(400, words));
                }
                id
            }
        };
        let content = self.describe_file(&id, kind);
        let caption = params["caption"].as_str().unwrap_or_default().to_owned();
        let parsed = Parsed { text: caption, entities: Vec::new() };
        self.deliver(now, bot, person, params, parsed, Some((kind.to_owned(), content)))
    }

    pub(crate) fn send_venue(
        &mut self,
        now: DateTime<Utc>,
        bot: usize,
        params: &Value,
    ) -> Result<Value, Reply> {
        let person = self.reachable(bot, params)?;
        let venue = json!({
            "location": { "latitude": params["latitude"], "longitude": params["longitude"] },
            "title": params["title"], "address": params["address"],
        });
        let parsed = Parsed { text: String::new(), entities: Vec::new() };
        self.deliver(now, bot, person, params, parsed, Some(("venue".to_owned(), venue)))
    }

    pub(crate) fn get_file(&self, bot: usize, params: &Value) -> Result<Value, Reply> {
        let id = params["file_id"].as_str().unwrap_or_default();
        match self.files.get(id).filter(|file| file.bot == bot) {
            Some(file) => Ok(json!({
                "file_id": id, "file_unique_id": id, "file_size": file.bytes.len(), "file_path": id,
            })),
            None => Err(Reply::error(400, "Bad Request: invalid file_id")),
        }
    }

    /// The content of a file, for `/file/bot<token>/<path>` and the page.
    pub fn file(&self, bot: &str, path: &str) -> Option<&[u8]> {
        let bot =
            self.bots.iter().position(|found| found.setup.token == bot || found.setup.username == bot)?;
        self.files.get(path).filter(|file| file.bot == bot).map(|file| file.bytes.as_slice())
    }

    /// Keeps a file for a bot and names it.
    pub(crate) fn keep_file(&mut self, bot: usize, name: &str, bytes: Vec<u8>) -> String {
        let id = format!("FILE{bot}x{}", self.next_file);
        self.next_file += 1;
        self.files.insert(id.clone(), StoredFile { bot, name: name.to_owned(), bytes });
        id
    }

    /// The Bot API's object of a file.
    pub(crate) fn describe_file(&self, id: &str, kind: &str) -> Value {
        let (name, size) =
            self.files.get(id).map_or(("file", 0), |file| (file.name.as_str(), file.bytes.len()));
        match kind {
            "photo" => {
                json!([{ "file_id": id, "file_unique_id": id, "width": 640, "height": 480, "file_size": size }])
            }
            _ => json!({ "file_id": id, "file_unique_id": id, "file_name": name, "file_size": size }),
        }
    }
}
