//! A screen → what Telegram wants to read.

use chat::{Button, Keyboard, Screen};
use domain::{ChatId, Location};
use teloxide::payloads::{
    DeleteMessage, EditMessageReplyMarkup, EditMessageText, EditMessageTextSetters as _, SendDocument,
    SendDocumentSetters as _, SendMessage, SendMessageSetters as _, SendPhoto, SendPhotoSetters as _,
    SendVenue,
};
use teloxide::types::{
    ButtonRequest, FileId, InlineKeyboardButton, InlineKeyboardMarkup, InputFile, KeyboardButton,
    KeyboardMarkup, KeyboardRemove, LinkPreviewOptions, MessageId, ParseMode, ReplyMarkup,
};

use crate::api::{FILE, File};

/// What marks every message of a test installation (P4, `telegram.test`).
const TEST_MARK: &str = "🧪 ТЕСТ · TEST\n\n";

/// What a client wrote must not bring a picture of another site into the admins' chat.
const NO_PREVIEW: LinkPreviewOptions = LinkPreviewOptions {
    is_disabled: true,
    url: None,
    prefer_small_media: false,
    prefer_large_media: false,
    show_above_text: false,
};

/// A new message.
pub fn send(chat: ChatId, screen: &Screen, test: bool) -> SendMessage {
    let send = SendMessage::new(recipient(chat), text(screen, test))
        .parse_mode(ParseMode::Html)
        .link_preview_options(NO_PREVIEW);
    match markup(&screen.keyboard) {
        Some(markup) => send.reply_markup(markup),
        None => send,
    }
}

/// A message changed in place. Only inline keyboards can be edited in; the others never get here.
pub fn edit(chat: ChatId, message: i64, screen: &Screen, test: bool) -> EditMessageText {
    let edit = EditMessageText::new(recipient(chat), number(message), text(screen, test))
        .parse_mode(ParseMode::Html)
        .link_preview_options(NO_PREVIEW);
    match &screen.keyboard {
        Keyboard::Inline(rows) => edit.reply_markup(inline(rows)),
        _ => edit,
    }
}

/// A message without its buttons.
pub fn close(chat: ChatId, message: i64) -> EditMessageReplyMarkup {
    EditMessageReplyMarkup::new(recipient(chat), number(message))
}

/// A message gone.
pub fn delete(chat: ChatId, message: i64) -> DeleteMessage {
    DeleteMessage::new(recipient(chat), number(message))
}

/// A new message with a document, which goes with the call.
pub fn document(chat: ChatId, caption: &str, test: bool) -> SendDocument {
    let send = SendDocument::new(recipient(chat), InputFile::file_id(FileId(FILE.to_owned())));
    match marked(caption, test) {
        caption if caption.is_empty() => send,
        caption => send.caption(caption).parse_mode(ParseMode::Html),
    }
}

/// A new message with a picture: one that Telegram has, by its name, or [`FILE`], which goes with the call.
pub fn photo(chat: ChatId, file: &str, caption: &str, test: bool) -> SendPhoto {
    let send = SendPhoto::new(recipient(chat), InputFile::file_id(FileId(file.to_owned())));
    match marked(caption, test) {
        caption if caption.is_empty() => send,
        caption => send.caption(caption).parse_mode(ParseMode::Html),
    }
}

/// A picture as a file.
pub fn picture(bytes: &[u8]) -> File<'_> {
    let png = bytes.starts_with(b"\x89PNG");
    let (name, mime) = if png { ("photo.png", "image/png") } else { ("photo.jpg", "image/jpeg") };
    File { name, mime, bytes }
}

/// A new message with a place on the map.
pub fn venue(chat: ChatId, at: Location, title: &str, address: &str, test: bool) -> SendVenue {
    let title = marked(title, test).replace("\n\n", " ");
    SendVenue::new(recipient(chat), at.latitude(), at.longitude(), title, address)
}

fn recipient(chat: ChatId) -> teloxide::types::ChatId {
    teloxide::types::ChatId(chat.get())
}

/// Telegram's message numbers are 32 bits wide; another number names no message, as 0 does.
fn number(message: i64) -> MessageId {
    MessageId(i32::try_from(message).unwrap_or(0))
}

fn text(screen: &Screen, test: bool) -> String {
    marked(&screen.text, test)
}

fn marked(text: &str, test: bool) -> String {
    if test { format!("{TEST_MARK}{text}") } else { text.to_owned() }
}

fn markup(keyboard: &Keyboard) -> Option<ReplyMarkup> {
    match keyboard {
        Keyboard::None => None,
        Keyboard::Inline(rows) => Some(ReplyMarkup::InlineKeyboard(inline(rows))),
        Keyboard::Remove => Some(ReplyMarkup::KeyboardRemove(KeyboardRemove::new())),
        Keyboard::AskContact { share, others } => {
            let share = KeyboardButton::new(share).request(ButtonRequest::Contact);
            let others = others.iter().map(KeyboardButton::new).collect();
            let keyboard = KeyboardMarkup::new(vec![vec![share], others]).resize_keyboard();
            Some(ReplyMarkup::Keyboard(keyboard))
        }
    }
}

fn inline(rows: &[Vec<Button>]) -> InlineKeyboardMarkup {
    let button = |button: &Button| InlineKeyboardButton::callback(&button.label, &button.data);
    InlineKeyboardMarkup::new(rows.iter().map(|row| row.iter().map(button).collect::<Vec<_>>()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn json(payload: &impl serde::Serialize) -> String {
        serde_json::to_string(payload).unwrap()
    }

    #[test]
    fn a_screen_becomes_a_message_with_its_keyboard() {
        let screen = Screen::text("<b>Да?</b>")
            .keyboard(Keyboard::Inline(vec![vec![Button { label: "Да".into(), data: "d1.yes".into() }]]));
        assert_eq!(
            json(&send(ChatId::from(5), &screen, false)),
            r#"{"chat_id":5,"text":"<b>Да?</b>","parse_mode":"HTML","link_preview_options":{"is_disabled":true},"reply_markup":{"inline_keyboard":[[{"text":"Да","callback_data":"d1.yes"}]]}}"#
        );
        assert_eq!(
            json(&edit(ChatId::from(5), 9, &screen, false)),
            r#"{"chat_id":5,"message_id":9,"text":"<b>Да?</b>","parse_mode":"HTML","link_preview_options":{"is_disabled":true},"reply_markup":{"inline_keyboard":[[{"text":"Да","callback_data":"d1.yes"}]]}}"#
        );
        assert_eq!(json(&close(ChatId::from(5), 9)), r#"{"chat_id":5,"message_id":9}"#);
    }

    #[test]
    fn a_contact_is_asked_for_by_a_keyboard_and_the_keyboard_is_taken_away() {
        let ask = Keyboard::AskContact {
            share: "Номер".into(),
            others: vec!["Назад".into(), "Отмена".into()],
        };
        let sent = json(&send(ChatId::from(5), &Screen::text("?").keyboard(ask), false));
        assert!(
            sent.contains(
                r#"[{"text":"Номер","request_contact":true}],[{"text":"Назад"},{"text":"Отмена"}]"#
            ),
            "{sent}"
        );
        let sent = json(&send(ChatId::from(5), &Screen::text("!").keyboard(Keyboard::Remove), false));
        assert!(sent.contains(r#""remove_keyboard":true"#), "{sent}");
    }

    #[test]
    fn files_and_places_are_named_as_telegram_wants_them() {
        let chat = ChatId::from(5);
        assert_eq!(json(&document(chat, "", false)), r#"{"chat_id":5,"document":"attach://file"}"#);
        assert_eq!(
            json(&photo(chat, "AgAC", "<b>Анна</b>", false)),
            r#"{"chat_id":5,"photo":"AgAC","caption":"<b>Анна</b>","parse_mode":"HTML"}"#
        );
        let at = Location::new(55.5, -37.25).unwrap();
        assert_eq!(
            json(&venue(chat, at, "Салон", "Тверская, 1", false)),
            r#"{"chat_id":5,"latitude":55.5,"longitude":-37.25,"title":"Салон","address":"Тверская, 1"}"#
        );
        for marked in [
            json(&document(chat, "", true)),
            json(&photo(chat, "AgAC", "", true)),
            json(&venue(chat, at, "Салон", "Тверская, 1", true)),
        ] {
            assert!(marked.contains("ТЕСТ"), "{marked}");
        }
        assert_eq!(picture(b"\x89PNG\r\n\x1a\n").mime, "image/png");
        assert_eq!(picture(b"\xff\xd8\xff").mime, "image/jpeg");
    }

    #[test]
    fn a_test_installation_marks_every_message() {
        let screen = Screen::text("Здравствуйте");
        assert!(json(&send(ChatId::from(5), &screen, true)).contains("ТЕСТ"));
        assert!(json(&edit(ChatId::from(5), 9, &screen, true)).contains("ТЕСТ"));
    }
}
