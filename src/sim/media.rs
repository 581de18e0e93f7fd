//! Files and places. A `file_id` belongs to the bot that received it.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use crate::html::Parsed;
use crate::telegram::{Reply, StoredFile, Telegram, Upload};
use crate::text;

/// A bot can send so many bytes as a document; [`LARGEST_PHOTO`] as a photo.
const LARGEST_DOCUMENT: usize = 50 << 20;
const LARGEST_PHOTO: usize = 10 << 20;
/// All files together take so many; the oldest are forgotten then.
const LARGEST_TOGETHER: usize = 128 << 20;
/// A bot can fetch so many.
const LARGEST_FETCHED: usize = 20 << 20;

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
        let chat = self.reachable(bot, params)?;
        let parsed = text::of_caption(params)?;
        let named = params[kind].as_str().unwrap_or_default();
        // The file is in the field itself, or the field says in which other one.
        let field = named.strip_prefix("attach://").unwrap_or(kind);
        let id = match files.iter().find(|(name, _, _)| name == field) {
            Some((_, name, bytes)) => {
                check_upload(kind, bytes)?;
                self.keep_file(bot, kind, name, bytes.clone())
            }
            None if named.is_empty() || named.starts_with("attach://") => {
                let words = format!("Bad Request: there is no {kind} in the request");
                return Err(Reply::error(400, words));
            }
            None => self.own_file(bot, kind, named)?,
        };
        let content = self.describe_file(&id, kind);
        self.deliver(now, bot, chat, params, parsed, Some((kind.to_owned(), content)))
    }

    /// A `file_id` that this bot may send as this kind.
    fn own_file(&self, bot: usize, kind: &str, id: &str) -> Result<String, Reply> {
        let words = "Bad Request: wrong file identifier/HTTP URL specified";
        let found = self.files.get(id).filter(|file| file.bot == bot);
        let found = found.ok_or_else(|| Reply::error(400, words))?;
        if found.kind != kind {
            let (is, should) = (capital(&found.kind), capital(kind));
            let words = format!("Bad Request: can't use file of type {is} as {should}");
            return Err(Reply::error(400, words));
        }
        Ok(id.to_owned())
    }

    pub(crate) fn send_venue(
        &mut self,
        now: DateTime<Utc>,
        bot: usize,
        params: &Value,
    ) -> Result<Value, Reply> {
        let chat = self.reachable(bot, params)?;
        let number = |name: &str| {
            let value = &params[name];
            value.as_f64().or_else(|| value.as_str()?.parse().ok())
        };
        let (Some(latitude), Some(longitude)) = (number("latitude"), number("longitude")) else {
            return Err(Reply::error(400, "Bad Request: latitude and longitude must be specified"));
        };
        let venue = json!({
            "location": { "latitude": latitude, "longitude": longitude },
            "title": params["title"].as_str().unwrap_or_default(),
            "address": params["address"].as_str().unwrap_or_default(),
        });
        let parsed = Parsed { text: String::new(), entities: Vec::new() };
        self.deliver(now, bot, chat, params, parsed, Some(("venue".to_owned(), venue)))
    }

    pub(crate) fn get_file(&self, bot: usize, params: &Value) -> Result<Value, Reply> {
        let id = params["file_id"].as_str().unwrap_or_default();
        match self.files.get(id).filter(|file| file.bot == bot) {
            Some(file) if file.bytes.len() > LARGEST_FETCHED => {
                Err(Reply::error(400, "Bad Request: file is too big"))
            }
            Some(file) => Ok(json!({
                "file_id": id,
                "file_unique_id": unique(id),
                "file_size": file.bytes.len(),
                "file_path": path_of(&file.kind, id),
            })),
            None => Err(Reply::error(400, "Bad Request: invalid file_id")),
        }
    }

    /// The content of a file by the `file_path` that `getFile` tells, or by its `file_id`. The bot is named by token or username.
    pub fn file(&self, bot: &str, path: &str) -> Option<&[u8]> {
        let bot =
            self.bots.iter().position(|found| found.setup.token == bot || found.setup.username == bot)?;
        let id = path.rsplit_once('/').map_or(path, |(_, id)| id);
        self.files.get(id).filter(|file| file.bot == bot).map(|file| file.bytes.as_slice())
    }

    /// No bot can name a file any more, as after a change of the bot's token.
    pub fn forget_files(&mut self) {
        self.files.clear();
        self.file_ids.clear();
    }

    /// Keeps a file for a bot and names it.
    pub(crate) fn keep_file(&mut self, bot: usize, kind: &str, name: &str, bytes: Vec<u8>) -> String {
        let id = format!("FILE{bot}x{}", self.next_file);
        self.next_file += 1;
        let (kind, name) = (kind.to_owned(), name.to_owned());
        self.files.insert(id.clone(), StoredFile { bot, kind, name, bytes });
        self.file_ids.push_back(id.clone());
        self.forget_old_files();
        id
    }

    fn forget_old_files(&mut self) {
        let mut together: usize = self.files.values().map(|file| file.bytes.len()).sum();
        while together > LARGEST_TOGETHER
            && let Some(oldest) = self.file_ids.pop_front()
        {
            together -= self.files.remove(&oldest).map_or(0, |file| file.bytes.len());
        }
    }

    /// The Bot API's object of a file.
    pub(crate) fn describe_file(&self, id: &str, kind: &str) -> Value {
        let Some(file) = self.files.get(id) else { return Value::Null };
        let mut content =
            json!({ "file_id": id, "file_unique_id": unique(id), "file_size": file.bytes.len() });
        match kind {
            "photo" => {
                let (width, height) = dimensions(&file.bytes).unwrap_or((1, 1));
                content["width"] = json!(width);
                content["height"] = json!(height);
                json!([content])
            }
            _ => {
                content["file_name"] = json!(file.name);
                content["mime_type"] = json!(mime_of(&file.name));
                content
            }
        }
    }
}

fn check_upload(kind: &str, bytes: &[u8]) -> Result<(), Reply> {
    let largest = if kind == "photo" { LARGEST_PHOTO } else { LARGEST_DOCUMENT };
    if bytes.is_empty() {
        return Err(Reply::error(400, "Bad Request: file must be non-empty"));
    }
    if bytes.len() > largest {
        return Err(Reply::error(413, "Request Entity Too Large"));
    }
    if kind == "photo" {
        let Some((width, height)) = dimensions(bytes) else {
            return Err(Reply::error(400, "Bad Request: IMAGE_PROCESS_FAILED"));
        };
        let (long, short) = (width.max(height), width.min(height).max(1));
        if width + height > 10_000 || long / short > 20 {
            return Err(Reply::error(400, "Bad Request: PHOTO_INVALID_DIMENSIONS"));
        }
    }
    Ok(())
}

/// Width and height that a PNG or a JPEG tells of itself.
fn dimensions(bytes: &[u8]) -> Option<(u32, u32)> {
    let word = |at: usize| Some(u32::from(u16::from_be_bytes([*bytes.get(at)?, *bytes.get(at + 1)?])));
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        return Some((word(16)? << 16 | word(18)?, word(20)? << 16 | word(22)?));
    }
    if !bytes.starts_with(&[0xff, 0xd8]) {
        return None;
    }
    let mut at = 2;
    loop {
        let marker = word(at)?;
        // A start of frame, but not one of the four markers among them that mean something else.
        if (0xffc0..=0xffcf).contains(&marker) && ![0xffc4, 0xffc8, 0xffcc].contains(&marker) {
            return Some((word(at + 7)?, word(at + 5)?));
        }
        at += 2 + usize::try_from(word(at + 2)?.max(2)).ok()?;
    }
}

/// The same for every bot, and of no use for sending.
fn unique(id: &str) -> String {
    format!("AQ{id}")
}

fn path_of(kind: &str, id: &str) -> String {
    format!("{kind}s/{id}")
}

fn capital(kind: &str) -> &'static str {
    if kind == "photo" { "Photo" } else { "Document" }
}

fn mime_of(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, end)| end.to_ascii_lowercase()).as_deref() {
        Some("png") => "image/png",
        Some("jpg" | "jpeg") => "image/jpeg",
        Some("pdf") => "application/pdf",
        Some("csv") => "text/csv",
        Some("txt") => "text/plain",
        Some("json") => "application/json",
        Some("ics") => "text/calendar",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_tells_its_size() {
        assert_eq!(dimensions(crate::people::PHOTO), Some((160, 120)));
        let jpeg = [0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0xff, 0xc0, 0, 11, 8, 0, 7, 0, 9];
        assert_eq!(dimensions(&jpeg), Some((9, 7)));
        assert_eq!(dimensions(b"not a picture"), None);
        assert_eq!(dimensions(&[0xff, 0xd8, 0xff]), None);
    }

    #[test]
    fn the_oldest_files_make_room_for_new_ones() {
        let setup = crate::setup::Setup { bots: Vec::new(), people: Vec::new(), limits: false };
        let mut telegram = Telegram::new(setup);
        let keep = |telegram: &mut Telegram| telegram.keep_file(0, "document", "a", vec![0; 50 << 20]);
        let ids: Vec<String> = (0..3).map(|_| keep(&mut telegram)).collect();
        let kept: Vec<bool> = ids.iter().map(|id| telegram.files.contains_key(id)).collect();
        assert_eq!(kept, [false, true, true]);
    }

    #[test]
    fn what_is_no_picture_is_no_photo() {
        assert!(check_upload("photo", crate::people::PHOTO).is_ok());
        let refused = check_upload("photo", b"x").unwrap_err();
        assert_eq!(refused.body["description"], "Bad Request: IMAGE_PROCESS_FAILED");
        assert!(check_upload("document", b"x").is_ok());
        assert!(check_upload("document", b"").is_err());
    }
}
