//! An update as Telegram writes it → what a bot hears.

use chat::{Content, Incoming, MessageId, Person, QueryId};
use domain::ChatId;
use serde::Deserialize;
use serde_json::value::RawValue;
use teloxide::types::{CallbackQuery, ChatMemberUpdated, Message, PhotoSize, Update, UpdateKind, User};

/// The longer side of the pictures that are taken, in pixels.
const LARGEST_SIDE: u32 = 1280;

/// Reads a batch of updates. Each is read by itself, so one that cannot be read does not hold up the others: it is received and has no effect.
///
/// # Errors
/// The text is no list, or holds something without a number.
pub fn updates(batch: &RawValue) -> Result<Vec<(i64, Incoming)>, serde_json::Error> {
    let parts: Vec<&RawValue> = serde_json::from_str(batch.get())?;
    parts.into_iter().map(|part| update(part.get())).collect()
}

/// Reads one update. One that cannot be read is received and has no effect.
///
/// # Errors
/// It is no object with a number.
pub fn update(text: &str) -> Result<(i64, Incoming), serde_json::Error> {
    #[derive(Deserialize)]
    struct Numbered {
        update_id: i64,
    }
    let numbered: Numbered = serde_json::from_str(text)?;
    // From text and not from a `Value`: teloxide silently makes an error of the latter.
    let incoming =
        serde_json::from_str::<Update>(text).map_or(Incoming::Nothing, |update| incoming(update.kind));
    Ok((numbered.update_id, incoming))
}

fn incoming(kind: UpdateKind) -> Incoming {
    match kind {
        UpdateKind::Message(message) => written(&message, content(&message)),
        UpdateKind::EditedMessage(message) => written(&message, Content::Edited),
        UpdateKind::CallbackQuery(query) => pressed(query),
        UpdateKind::MyChatMember(change) => reachable(&change),
        _ => Incoming::Nothing,
    }
}

fn written(message: &Message, content: Content) -> Incoming {
    if !message.chat.is_private() {
        return match content {
            Content::Command { .. } => Incoming::Group { chat: ChatId::from(message.chat.id.0) },
            _ => Incoming::Nothing,
        };
    }
    match &message.from {
        Some(from) if !from.is_bot => {
            Incoming::Message { from: person(from), message: MessageId(i64::from(message.id.0)), content }
        }
        _ => Incoming::Nothing,
    }
}

fn content(message: &Message) -> Content {
    if let Some(contact) = message.contact() {
        let own = contact.user_id.is_some() && contact.user_id == message.from.as_ref().map(|from| from.id);
        return Content::Contact { phone: contact.phone_number.clone(), own };
    }
    if let Some(sizes) = message.photo() {
        return photo(sizes);
    }
    match message.text() {
        Some(text) => command(text).unwrap_or_else(|| Content::Text(text.to_owned())),
        None => Content::Other,
    }
}

/// Telegram keeps a picture in several sizes. A phone shows no more than [`LARGEST_SIDE`], so a larger one is taken only if there is no other.
fn photo(sizes: &[PhotoSize]) -> Content {
    let side = |size: &&PhotoSize| size.width.max(size.height);
    let fits = sizes.iter().filter(|size| side(size) <= LARGEST_SIDE).max_by_key(side);
    match fits.or_else(|| sizes.iter().min_by_key(side)) {
        Some(size) => Content::Photo { file: size.file.id.0.clone() },
        None => Content::Other,
    }
}

/// `/start@zapis_bot s_3` → `start`, `s_3`
fn command(text: &str) -> Option<Content> {
    let rest = text.strip_prefix('/')?;
    let (name, argument) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    let name = name.split('@').next().unwrap_or(name);
    let good = !name.is_empty()
        && name.len() <= 32
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    good.then(|| Content::Command { name: name.to_ascii_lowercase(), argument: argument.trim().to_owned() })
}

fn pressed(query: CallbackQuery) -> Incoming {
    // A press on a message in a group is not for us: only private chats are served.
    let message = query.message.as_ref();
    if message.is_some_and(|message| !message.chat().is_private()) {
        return Incoming::Nothing;
    }
    Incoming::Press {
        from: person(&query.from),
        message: message.map(|message| MessageId(i64::from(message.id().0))),
        query: QueryId(query.id.0),
        data: query.data.unwrap_or_default(),
    }
}

fn reachable(change: &ChatMemberUpdated) -> Incoming {
    if !change.chat.is_private() {
        return Incoming::Nothing;
    }
    Incoming::Reachable { from: person(&change.from), reachable: !change.new_chat_member.is_banned() }
}

fn person(user: &User) -> Person {
    // Telegram's numbers have at most 52 significant bits.
    let chat = ChatId::from(i64::try_from(user.id.0).unwrap_or_default());
    Person { chat, language: user.language_code.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FROM: &str = r#""from":{"id":5,"is_bot":false,"first_name":"А","language_code":"ru"}"#;
    const PRIVATE: &str = r#""chat":{"id":5,"type":"private","first_name":"А"}"#;
    const GROUP: &str = r#""chat":{"id":-9,"type":"group","title":"Г"}"#;

    fn read(update: &str) -> Incoming {
        let batch = RawValue::from_string(format!("[{update}]")).unwrap();
        updates(&batch).unwrap().remove(0).1
    }

    fn message(chat: &str, what: &str) -> Incoming {
        read(&format!(r#"{{"update_id":1,"message":{{"message_id":7,"date":0,{FROM},{chat},{what}}}}}"#))
    }

    fn said(content: Content) -> Incoming {
        let from = Person { chat: ChatId::from(5), language: Some("ru".into()) };
        Incoming::Message { from, message: MessageId(7), content }
    }

    #[test]
    fn words_commands_and_contacts_are_told_apart() {
        assert_eq!(message(PRIVATE, r#""text":"Анна""#), said(Content::Text("Анна".into())));
        let start = Content::Command { name: "start".into(), argument: "s_3".into() };
        assert_eq!(message(PRIVATE, r#""text":"/START@zapis_bot  s_3 ""#), said(start));
        assert_eq!(message(PRIVATE, r#""text":"/ not""#), said(Content::Text("/ not".into())));
        let contact = |user| format!(r#""contact":{{"phone_number":"7912","first_name":"А"{user}}}"#);
        let shared = |own| said(Content::Contact { phone: "7912".into(), own });
        assert_eq!(message(PRIVATE, &contact(r#","user_id":5"#)), shared(true));
        assert_eq!(message(PRIVATE, &contact(r#","user_id":6"#)), shared(false), "somebody else's contact");
        assert_eq!(message(PRIVATE, &contact("")), shared(false));
        assert_eq!(message(PRIVATE, r#""dice":{"emoji":"🎲","value":1}"#), said(Content::Other));
    }

    #[test]
    fn of_the_sizes_of_a_picture_the_largest_that_a_phone_shows_is_taken() {
        let of = |sides: &[(u32, u32)]| {
            let size = |(width, height): &(u32, u32)| {
                format!(
                    r#"{{"file_id":"f{width}","file_unique_id":"u{width}","width":{width},"height":{height},"file_size":1}}"#
                )
            };
            let sizes: Vec<String> = sides.iter().map(size).collect();
            message(PRIVATE, &format!(r#""photo":[{}]"#, sizes.join(",")))
        };
        let photo = |file: &str| said(Content::Photo { file: file.into() });
        assert_eq!(of(&[(90, 60), (320, 213), (1280, 853), (2560, 1706)]), photo("f1280"));
        assert_eq!(of(&[(60, 90), (853, 1281)]), photo("f60"), "the longer side counts");
        assert_eq!(of(&[(4000, 3000), (2560, 1920)]), photo("f2560"));
        assert_eq!(of(&[]), said(Content::Other));
    }

    #[test]
    fn a_group_is_answered_only_when_it_calls() {
        assert_eq!(message(GROUP, r#""text":"/start""#), Incoming::Group { chat: ChatId::from(-9) });
        assert_eq!(message(GROUP, r#""text":"привет""#), Incoming::Nothing);
    }

    #[test]
    fn an_update_that_cannot_be_read_has_a_number_and_no_effect() {
        assert_eq!(read(r#"{"update_id":3,"message":{"nonsense":true}}"#), Incoming::Nothing);
        assert_eq!(read(r#"{"update_id":3,"something_new":{}}"#), Incoming::Nothing);
        let no_list = RawValue::from_string("{}".into()).unwrap();
        assert!(updates(&no_list).is_err());
    }

    #[test]
    fn a_press_keeps_its_data_as_it_came() {
        let press = format!(
            r#"{{"update_id":2,"callback_query":{{"id":"q","chat_instance":"c",{FROM},"data":"\u0000x","message":{{"message_id":7,"date":1,{PRIVATE},"text":"t"}}}}}}"#
        );
        let from = Person { chat: ChatId::from(5), language: Some("ru".into()) };
        let expected = Incoming::Press {
            from,
            query: QueryId("q".into()),
            message: Some(MessageId(7)),
            data: "\0x".into(),
        };
        assert_eq!(read(&press), expected);
    }
}
