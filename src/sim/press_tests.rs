//! Presses and their answers, and the keyboard in place of the letters.

use serde_json::json;
use teloxide::types::{Update, UpdateKind};

use crate::telegram::Telegram;
use crate::tests::{ANNA, TOKEN, begun, call, now, refused, sent};

#[test]
fn a_press_is_answered_once_and_not_too_late() {
    let mut telegram = begun();
    let markup = json!({ "inline_keyboard": [[{ "text": "Да", "callback_data": "yes" }]] });
    sent(&mut telegram, json!({ "chat_id": ANNA, "text": "?", "reply_markup": markup }));
    telegram.press(now(), "one", ANNA, "Да").unwrap();
    let updates = call(&mut telegram, "getUpdates", json!({})).body;
    let id = updates["result"][1]["callback_query"]["id"].clone();
    assert_eq!(telegram.chat("one", ANNA).unwrap().unanswered, 1);
    let answer = json!({ "callback_query_id": id, "text": "Готово" });
    assert_eq!(call(&mut telegram, "answerCallbackQuery", answer.clone()).status, 200);
    assert_eq!(telegram.chat("one", ANNA).unwrap().toasts, ["Готово"]);
    assert!(refused(&mut telegram, "answerCallbackQuery", answer).contains("query is too old"));
    assert!(telegram.press(now(), "one", ANNA, "Нет").is_err(), "there is no such button");
}

#[test]
fn a_press_on_a_deleted_message_still_comes_and_the_message_stays_in_the_past() {
    let mut telegram = begun();
    let markup = json!({ "inline_keyboard": [[{ "text": "Да", "callback_data": "yes" }]] });
    let id = sent(&mut telegram, json!({ "chat_id": ANNA, "text": "?", "reply_markup": markup }));
    telegram.press_on(now(), "one", ANNA, id, "Да").unwrap();
    assert_eq!(
        call(&mut telegram, "deleteMessage", json!({ "chat_id": ANNA, "message_id": id })).status,
        200
    );
    assert!(telegram.press_on(now(), "one", ANNA, id, "Да").is_err());
    telegram.press_data(now(), "one", ANNA, id, "forged").unwrap();
    let chat = telegram.chat("one", ANNA).unwrap();
    assert_eq!(
        (chat.message(id).is_none(), chat.deleted[0].text.as_str(), chat.pending.len()),
        (true, "?", 2)
    );
    let updates = call(&mut telegram, "getUpdates", json!({ "offset": -1 })).body;
    let read: Vec<Update> = serde_json::from_str(&updates["result"].to_string()).unwrap();
    let UpdateKind::CallbackQuery(query) = &read[0].kind else { panic!("{read:?}") };
    assert!(query.message.as_ref().unwrap().regular_message().is_none(), "inaccessible");
    assert_eq!(query.data.as_deref(), Some("forged"));
}

#[test]
fn another_bot_cannot_answer_a_press_nor_take_the_answer_away() {
    let mut telegram = begun();
    let markup = json!({ "inline_keyboard": [[{ "text": "Да", "callback_data": "yes" }]] });
    sent(&mut telegram, json!({ "chat_id": ANNA, "text": "?", "reply_markup": markup }));
    telegram.press(now(), "one", ANNA, "Да").unwrap();
    let query = telegram.chat("one", ANNA).unwrap().pending[0].query.clone();
    let answer = json!({ "callback_query_id": query, "text": "Нет", "show_alert": "true" });
    assert_eq!(telegram.call(now(), "200:two", "answerCallbackQuery", &answer, &[]).status, 400);
    assert_eq!(call(&mut telegram, "answerCallbackQuery", answer).status, 200);
    let chat = telegram.chat("one", ANNA).unwrap();
    assert_eq!(chat.answers, [crate::Answer { query, text: "Нет".into(), alert: true }]);
    assert_eq!(chat.unanswered, 0);
}

#[test]
fn a_late_answer_is_refused_and_an_old_message_stays() {
    let mut telegram = begun();
    let markup = json!({ "inline_keyboard": [[{ "text": "Да", "callback_data": "yes" }]] });
    let id = sent(&mut telegram, json!({ "chat_id": ANNA, "text": "?", "reply_markup": markup }));
    telegram.press(now(), "one", ANNA, "Да").unwrap();
    let query = telegram.chat("one", ANNA).unwrap().pending[0].query.clone();
    let later = now() + chrono::TimeDelta::seconds(61);
    let answer = json!({ "callback_query_id": query });
    let late = telegram.call(later, TOKEN, "answerCallbackQuery", &answer, &[]);
    assert!(late.body["description"].as_str().unwrap().contains("query is too old"), "{late:?}");
    let old = now() + chrono::TimeDelta::hours(49);
    let delete = json!({ "chat_id": ANNA, "message_id": id });
    let kept = telegram.call(old, TOKEN, "deleteMessage", &delete, &[]);
    assert_eq!(kept.body["description"], "Bad Request: message can't be deleted for everyone");
}

#[test]
fn a_keyboard_goes_when_removed_or_with_the_message_that_brought_it() {
    let mut telegram = begun();
    let keyboard = json!({ "keyboard": [["Да", "Нет"]], "is_persistent": true });
    let shown = |telegram: &Telegram| telegram.chat("one", ANNA).unwrap().keyboard_labels();
    let id = sent(&mut telegram, json!({ "chat_id": ANNA, "text": "?", "reply_markup": keyboard }));
    sent(&mut telegram, json!({ "chat_id": ANNA, "text": "ещё" }));
    telegram.press(now(), "one", ANNA, "Да").unwrap();
    assert_eq!(shown(&telegram), ["Да", "Нет"]);
    call(&mut telegram, "deleteMessage", json!({ "chat_id": ANNA, "message_id": id }));
    assert_eq!(shown(&telegram), [""; 0]);
    sent(&mut telegram, json!({ "chat_id": ANNA, "text": "?", "reply_markup": keyboard }));
    let remove = json!({ "chat_id": ANNA, "text": "!", "reply_markup": { "remove_keyboard": true } });
    let id = sent(&mut telegram, remove);
    assert_eq!(shown(&telegram), [""; 0]);
    let edit = json!({ "chat_id": ANNA, "message_id": id, "text": "x" });
    assert_eq!(refused(&mut telegram, "editMessageText", edit), "400 Bad Request: message can't be edited");
}
