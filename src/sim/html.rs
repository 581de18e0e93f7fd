//! `parse_mode=HTML` as Telegram reads it: a few tags, four named entities, and a refusal for everything else.

use serde_json::{Value, json};

/// A text with its marks; offsets and lengths are UTF-16 units, as in the Bot API.
#[derive(Debug, Clone, PartialEq)]
pub struct Parsed {
    /// The text without tags.
    pub text: String,
    /// Bot API `MessageEntity` objects.
    pub entities: Vec<Value>,
}

/// Telegram's limit of a message, in UTF-16 units after parsing.
pub const LONGEST_TEXT: usize = 4096;

/// Reads a text with tags; the error is Telegram's description.
pub fn parse(source: &str) -> Result<Parsed, String> {
    let mut text = String::new();
    let mut units = 0;
    let mut open: Vec<(String, usize, Option<String>)> = Vec::new();
    let mut entities = Vec::new();
    let mut rest = source;
    while let Some(c) = rest.chars().next() {
        if c == '<' {
            let end = rest.find('>').ok_or_else(|| wrong("Unclosed start tag"))?;
            let tag = &rest[1..end];
            rest = &rest[end + 1..];
            match tag.strip_prefix('/') {
                Some(name) => {
                    let (opened, from, link) = open.pop().ok_or_else(|| wrong("Unexpected end tag"))?;
                    if opened != name.trim() {
                        return Err(wrong("Unmatched end tag"));
                    }
                    if units > from {
                        entities.push(entity(&opened, from, units - from, link));
                    }
                }
                None => open.push(start(tag, units)?),
            }
            continue;
        }
        let (c, length) = if c == '&' { named(rest) } else { (c, c.len_utf8()) };
        text.push(c);
        units += c.len_utf16();
        rest = &rest[length..];
    }
    if !open.is_empty() {
        return Err(wrong("Can't find end tag"));
    }
    entities.sort_by_key(|entity| (entity["offset"].as_u64(), std::cmp::Reverse(entity["length"].as_u64())));
    Ok(Parsed { text, entities })
}

fn wrong(what: &str) -> String {
    format!("Bad Request: can't parse entities: {what}")
}

fn start(tag: &str, units: usize) -> Result<(String, usize, Option<String>), String> {
    let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
    let known = [
        "b",
        "strong",
        "i",
        "em",
        "u",
        "ins",
        "s",
        "strike",
        "del",
        "code",
        "pre",
        "a",
        "tg-spoiler",
        "blockquote",
    ];
    if !known.contains(&name) {
        return Err(wrong(&format!("Unsupported start tag \"{name}\"")));
    }
    let link = attributes.trim().strip_prefix("href=\"").and_then(|rest| rest.strip_suffix('"'));
    Ok((name.to_owned(), units, link.map(str::to_owned)))
}

fn named(rest: &str) -> (char, usize) {
    for (name, c) in [("&lt;", '<'), ("&gt;", '>'), ("&amp;", '&'), ("&quot;", '"')] {
        if rest.starts_with(name) {
            return (c, name.len());
        }
    }
    ('&', 1)
}

fn entity(tag: &str, offset: usize, length: usize, link: Option<String>) -> Value {
    let kind = match tag {
        "b" | "strong" => "bold",
        "i" | "em" => "italic",
        "u" | "ins" => "underline",
        "s" | "strike" | "del" => "strikethrough",
        "a" => "text_link",
        "tg-spoiler" => "spoiler",
        other => other,
    };
    match link {
        Some(url) => json!({ "type": kind, "offset": offset, "length": length, "url": url }),
        None => json!({ "type": kind, "offset": offset, "length": length }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_become_entities_in_utf16() {
        let parsed = parse("😀 <b>Да &lt;<i>и</i></b> &amp; нет").unwrap();
        assert_eq!(parsed.text, "😀 Да <и & нет");
        assert_eq!(
            parsed.entities,
            [
                json!({"type": "bold", "offset": 3, "length": 5}),
                json!({"type": "italic", "offset": 7, "length": 1})
            ]
        );
    }

    #[test]
    fn what_telegram_refuses_is_refused() {
        for (source, what) in [
            ("<b>x", "Can't find end tag"),
            ("x</b>", "Unexpected end tag"),
            ("<x>y</x>", "Unsupported start tag"),
            ("a < b", "Unclosed start tag"),
            ("<b>x</i>", "Unmatched end tag"),
        ] {
            let error = parse(source).unwrap_err();
            assert!(
                error.starts_with("Bad Request: can't parse entities") && error.contains(what),
                "{error}"
            );
        }
    }
}
