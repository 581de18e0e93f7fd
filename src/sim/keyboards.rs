//! `reply_markup` and its limits.

use serde_json::Value;

/// Telegram's limit for the data of a button, in bytes.
const LONGEST_DATA: usize = 64;
/// Telegram's limit of buttons under a message.
const MOST_BUTTONS: usize = 100;

/// What a markup is.
#[derive(Debug, PartialEq)]
pub(crate) enum Markup {
    /// Buttons under the message.
    Inline(Value),
    /// A keyboard in place of the letters.
    Reply(Value),
    /// Takes that keyboard away.
    Remove,
    /// Opens a field for an answer.
    ForceReply,
    /// Nothing.
    None,
}

/// The `reply_markup` of a call; the error is Telegram's description.
pub(crate) fn of(params: &Value) -> Result<Markup, String> {
    let Some(markup) = params.get("reply_markup").filter(|markup| !markup.is_null()) else {
        return Ok(Markup::None);
    };
    // What could not be read as JSON is still the text it came as.
    if markup.as_str() == Some("") {
        return Ok(Markup::None);
    }
    if markup.is_string() {
        return Err("Bad Request: can't parse reply keyboard markup JSON object".into());
    }
    if !markup.is_object() {
        return Err("Bad Request: object expected as reply markup".into());
    }
    let keyboard = rows(markup, "keyboard")?;
    let inline = rows(markup, "inline_keyboard")?;
    buttons(keyboard).try_for_each(check_key)?;
    buttons(inline).try_for_each(check_inline)?;
    if buttons(inline).count() > MOST_BUTTONS {
        return Err("Bad Request: reply markup is too long".into());
    }
    let says = |name: &str| markup[name].as_bool() == Some(true);
    Ok(if buttons(keyboard).next().is_some() {
        Markup::Reply(markup.clone())
    } else if buttons(inline).next().is_some() {
        Markup::Inline(without_empty_rows(inline))
    } else if says("remove_keyboard") {
        Markup::Remove
    } else if says("force_reply") {
        Markup::ForceReply
    } else {
        Markup::None
    })
}

fn rows<'a>(markup: &'a Value, name: &str) -> Result<&'a [Value], String> {
    let Some(rows) = markup.get(name).filter(|rows| !rows.is_null()) else { return Ok(&[]) };
    let rows = rows.as_array().filter(|rows| rows.iter().all(Value::is_array));
    let of = if name == "keyboard" { "" } else { " of the InlineKeyboardMarkup" };
    rows.map(Vec::as_slice)
        .ok_or_else(|| format!("Bad Request: field \"{name}\"{of} must be an Array of Arrays"))
}

fn buttons(rows: &[Value]) -> impl Iterator<Item = &Value> {
    rows.iter().flat_map(|row| row.as_array().into_iter().flatten())
}

fn without_empty_rows(rows: &[Value]) -> Value {
    rows.iter().filter(|row| row.as_array().is_some_and(|row| !row.is_empty())).cloned().collect()
}

fn check_key(button: &Value) -> Result<(), String> {
    match button.get("text").unwrap_or(button).as_str() {
        Some("") => Err("Bad Request: keyboard button text must be non-empty".into()),
        Some(_) => Ok(()),
        None => Err("Bad Request: can't parse keyboard button: Field \"text\" must be of type String".into()),
    }
}

fn check_inline(button: &Value) -> Result<(), String> {
    let text = |name: &str| button[name].as_str().unwrap_or_default();
    let wrong = |what: &str| Err(format!("Bad Request: can't parse inline keyboard button: {what}"));
    if !button.is_object() {
        return wrong("InlineKeyboardButton must be an Object");
    }
    if button["text"].as_str().is_none() {
        return wrong("Can't find field \"text\"");
    }
    if text("text").is_empty() {
        return Err("Bad Request: BUTTON_TEXT_INVALID".into());
    }
    if !text("url").is_empty() {
        return check_link(text("url"));
    }
    if text("callback_data").is_empty() {
        return match ["copy_text", "web_app", "switch_inline_query", "pay"]
            .iter()
            .any(|kind| button.get(kind).is_some())
        {
            true => Ok(()),
            false => wrong("Text buttons are unallowed in the inline keyboard"),
        };
    }
    if text("callback_data").len() > LONGEST_DATA {
        return Err("Bad Request: BUTTON_DATA_INVALID".into());
    }
    Ok(())
}

fn check_link(url: &str) -> Result<(), String> {
    let known = ["https://", "http://", "tg://"].iter().find_map(|scheme| url.strip_prefix(scheme));
    let host = known.unwrap_or(url).split(['/', '?', '#']).next().unwrap_or_default();
    let plausible = url.starts_with("tg://") || host.contains('.') && !host.contains(char::is_whitespace);
    match plausible {
        true => Ok(()),
        false => Err(format!("Bad Request: inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn inline(button: Value) -> Result<Markup, String> {
        of(&json!({ "reply_markup": { "inline_keyboard": [[], [button]] } }))
    }

    #[test]
    fn a_button_carries_64_bytes_and_not_one_more() {
        let with = |data: &str| inline(json!({ "text": "x", "callback_data": data }));
        let fits = "a".repeat(64);
        assert_eq!(with(&fits), Ok(Markup::Inline(json!([[{ "text": "x", "callback_data": fits }]]))));
        for long in ["a".repeat(65), "ё".repeat(33)] {
            assert_eq!(with(&long).unwrap_err(), "Bad Request: BUTTON_DATA_INVALID");
        }
    }

    #[test]
    fn a_button_does_something() {
        let idle = inline(json!({ "text": "x" })).unwrap_err();
        assert_eq!(
            idle,
            "Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        );
        assert!(inline(json!({ "text": "x", "url": "https://x.example/a" })).is_ok());
        assert!(inline(json!({ "text": "x", "url": "nonsense" })).is_err());
    }

    #[test]
    fn a_markup_without_buttons_is_none() {
        for markup in [json!({}), json!({ "inline_keyboard": [] }), json!({ "remove_keyboard": false })] {
            assert_eq!(of(&json!({ "reply_markup": markup })), Ok(Markup::None));
        }
        assert!(of(&json!({ "reply_markup": "{broken" })).is_err());
        assert!(of(&json!({ "reply_markup": { "keyboard": ["x"] } })).is_err());
    }
}
