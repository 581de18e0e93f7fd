//! `reply_markup` and its limits.

use serde_json::Value;

/// Telegram's limit for the data of a button, in bytes.
const LONGEST_DATA: usize = 64;

/// What a markup is.
pub(crate) enum Markup {
    /// Buttons under the message.
    Inline(Value),
    /// A keyboard in place of the letters.
    Reply(Value),
    /// Takes that keyboard away.
    Remove,
    /// Asks for an answer; nothing to see here.
    Other,
}

/// Checks a markup; the error is Telegram's description.
pub(crate) fn check(markup: &Value) -> Result<Markup, String> {
    if let Some(rows) = markup.get("inline_keyboard") {
        for button in buttons(rows) {
            if button["text"].as_str().is_none_or(str::is_empty) {
                return Err("Bad Request: Text buttons are unallowed in the inline keyboard".into());
            }
            match button.get("callback_data").map(|data| data.as_str().map_or(0, str::len)) {
                Some(0) => return Err("Bad Request: BUTTON_DATA_INVALID".into()),
                Some(length) if length > LONGEST_DATA => {
                    return Err("Bad Request: BUTTON_DATA_INVALID".into());
                }
                None if button.get("url").is_none() => {
                    return Err("Bad Request: Text buttons are unallowed in the inline keyboard".into());
                }
                _ => {}
            }
        }
        return Ok(Markup::Inline(rows.clone()));
    }
    if let Some(rows) = markup.get("keyboard") {
        if buttons(rows).any(|button| button.get("text").unwrap_or(button).as_str().is_none_or(str::is_empty))
        {
            return Err("Bad Request: keyboard button text must be non-empty".into());
        }
        return Ok(Markup::Reply(markup.clone()));
    }
    if markup["remove_keyboard"].as_bool() == Some(true) {
        return Ok(Markup::Remove);
    }
    if markup.get("force_reply").is_some() || markup.as_object().is_some_and(serde_json::Map::is_empty) {
        return Ok(Markup::Other);
    }
    Err("Bad Request: object expected as reply markup".into())
}

fn buttons(rows: &Value) -> impl Iterator<Item = &Value> {
    rows.as_array().into_iter().flatten().flat_map(|row| row.as_array().into_iter().flatten())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_button_carries_64_bytes_and_not_one_more() {
        let markup = |data: &str| json!({ "inline_keyboard": [[{ "text": "x", "callback_data": data }]] });
        assert!(check(&markup(&"a".repeat(64))).is_ok());
        assert_eq!(check(&markup(&"a".repeat(65))).err().unwrap(), "Bad Request: BUTTON_DATA_INVALID");
        assert_eq!(check(&markup(&"ё".repeat(33))).err().unwrap(), "Bad Request: BUTTON_DATA_INVALID");
    }
}
