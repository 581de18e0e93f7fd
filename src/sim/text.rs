//! The text of a call: its marks read, cleaned and measured as Telegram does it.

use serde_json::{Value, json};

use crate::html::{self, Parsed};
use crate::telegram::Reply;

/// Telegram's limit of a message, in UTF-16 units after parsing.
const LONGEST_TEXT: usize = 4096;
/// Telegram's limit of a caption, in UTF-16 units after parsing.
const LONGEST_CAPTION: usize = 1024;
/// Telegram does not even begin to parse more bytes.
const LONGEST_SOURCE: usize = 1 << 15;

/// The `text` of a message.
pub(crate) fn of_message(params: &Value) -> Result<Parsed, Reply> {
    let parsed = read(params, "text", "entities")?;
    if parsed.text.is_empty() {
        return Err(Reply::error(400, "Bad Request: message text is empty"));
    }
    if units(&parsed.text) > LONGEST_TEXT {
        return Err(Reply::error(400, "Bad Request: message is too long"));
    }
    Ok(parsed)
}

/// The `caption` of a file; there may be none.
pub(crate) fn of_caption(params: &Value) -> Result<Parsed, Reply> {
    let parsed = read(params, "caption", "caption_entities")?;
    if units(&parsed.text) > LONGEST_CAPTION {
        return Err(Reply::error(400, "Bad Request: message caption is too long"));
    }
    Ok(parsed)
}

/// Parts of at most 4096 UTF-16 units, as Telegram's own programs cut what a person writes.
pub(crate) fn cut(text: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    let mut room = 0;
    for c in text.chars() {
        if c.len_utf16() > room {
            parts.push(String::new());
            room = LONGEST_TEXT;
        }
        room -= c.len_utf16();
        if let Some(part) = parts.last_mut() {
            part.push(c);
        }
    }
    parts
}

fn units(text: &str) -> usize {
    text.encode_utf16().count()
}

fn read(params: &Value, field: &str, marks: &str) -> Result<Parsed, Reply> {
    let source = match &params[field] {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        _ => String::new(),
    };
    if source.len() > LONGEST_SOURCE {
        return Err(Reply::error(400, "Bad Request: text is too long"));
    }
    let parsed = match params["parse_mode"].as_str().map(str::to_ascii_lowercase).as_deref() {
        Some("html") => html::parse(&source).map_err(|error| Reply::error(400, error))?,
        None | Some("" | "none") => {
            Parsed { text: source, entities: params[marks].as_array().cloned().unwrap_or_default() }
        }
        Some(_) => return Err(Reply::error(400, "Bad Request: unsupported parse_mode")),
    };
    Ok(clean(parsed))
}

/// Control characters become spaces, and space around the text falls away; the marks keep their places.
fn clean(parsed: Parsed) -> Parsed {
    let text: String = parsed
        .text
        .chars()
        .filter(|c| *c != '\r')
        .map(|c| if c.is_ascii_control() && c != '\n' { ' ' } else { c })
        .collect();
    // Marks of a text with `\r` would shift; nobody writes one, and their place would be wrong by that much only.
    let ended = text.trim_end();
    let trimmed = ended.trim_start();
    let before = units(&ended[..ended.len() - trimmed.len()]);
    let whole = units(trimmed);
    let placed = |mut entity: Value| {
        let from = usize::try_from(entity["offset"].as_u64()?).ok()?;
        let to = from + usize::try_from(entity["length"].as_u64()?).ok()?;
        let from = from.saturating_sub(before);
        let to = to.saturating_sub(before).min(whole);
        entity["offset"] = json!(from);
        entity["length"] = json!(to.checked_sub(from).filter(|length| *length > 0)?);
        Some(entity)
    };
    let entities = parsed.entities.into_iter().filter_map(placed).collect();
    Parsed { text: trimmed.to_owned(), entities }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn space_around_a_text_falls_away_and_the_marks_move() {
        let params = json!({ "text": " \n <b>Да </b>\u{0}x \n", "parse_mode": "HTML" });
        let parsed = of_message(&params).unwrap();
        assert_eq!(parsed.text, "Да  x");
        assert_eq!(parsed.entities, [json!({ "type": "bold", "offset": 0, "length": 3 })]);
    }

    #[test]
    fn the_limit_counts_utf16_units_after_parsing() {
        let long = |text: String| of_message(&json!({ "text": text, "parse_mode": "HTML" }));
        assert!(long(format!("<b>{}</b>", "я".repeat(4096))).is_ok());
        assert!(long("😀".repeat(2048)).is_ok());
        let refused = long("😀".repeat(2049)).unwrap_err();
        assert_eq!(refused.body["description"], "Bad Request: message is too long");
    }

    #[test]
    fn what_a_person_writes_is_cut_between_characters() {
        let lengths =
            |text: &str| cut(text).iter().map(|part| part.encode_utf16().count()).collect::<Vec<_>>();
        assert_eq!(lengths(&"я".repeat(5000)), [4096, 904]);
        assert_eq!(lengths(&format!("x{}", "😀".repeat(2048))), [4095, 2]);
        assert_eq!(lengths(""), [0; 0]);
    }
}
