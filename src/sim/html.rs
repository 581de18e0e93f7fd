//! `parse_mode=HTML` as Telegram reads it: a few tags, four named entities, numbered characters, and a refusal for everything else.

use serde_json::{Value, json};

/// A text with its marks; offsets and lengths are UTF-16 units, as in the Bot API.
#[derive(Debug, Clone, PartialEq)]
pub struct Parsed {
    /// The text without tags.
    pub text: String,
    /// Bot API `MessageEntity` objects.
    pub entities: Vec<Value>,
}

const TAGS: &str = "a b strong i em u ins s strike del code pre span tg-spoiler blockquote tg-emoji";

/// A tag that waits for its end.
struct Open {
    name: String,
    attribute: String,
    /// UTF-16 units before it.
    from: usize,
}

/// Reads a text with tags; the error is Telegram's description.
pub fn parse(source: &str) -> Result<Parsed, String> {
    let mut reader = Reader { source, at: 0 };
    let mut text = String::new();
    let mut units = 0;
    let mut open: Vec<Open> = Vec::new();
    let mut entities = Vec::new();
    while let Some(c) = reader.peek() {
        if c == '<' {
            if reader.rest().starts_with("</") {
                let ended = reader.end_tag(&mut open)?;
                entities.extend(entity(ended, units));
            } else {
                let (name, attribute) = reader.start_tag()?;
                open.push(Open { name, attribute, from: units });
            }
            continue;
        }
        let c = reader.character(c);
        text.push(c);
        units += c.len_utf16();
    }
    if let Some(open) = open.last() {
        return Err(wrong(&format!("Can't find end tag corresponding to start tag \"{}\"", open.name)));
    }
    entities.sort_by_key(|entity| (entity["offset"].as_u64(), std::cmp::Reverse(entity["length"].as_u64())));
    Ok(Parsed { text, entities })
}

fn wrong(what: &str) -> String {
    format!("Bad Request: can't parse entities: {what}")
}

struct Reader<'a> {
    source: &'a str,
    /// In bytes, as Telegram counts in its complaints.
    at: usize,
}

impl Reader<'_> {
    fn rest(&self) -> &str {
        &self.source[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn take_while(&mut self, wanted: impl Fn(char) -> bool) -> String {
        let taken: String = self.rest().chars().take_while(|c| wanted(*c)).collect();
        self.at += taken.len();
        taken
    }

    /// A character of the text: itself, or what an entity stands for. An `&` that begins nothing known is an `&`.
    fn character(&mut self, c: char) -> char {
        if c == '&'
            && let Some((decoded, length)) = named(self.rest())
        {
            self.at += length;
            return decoded;
        }
        self.at += c.len_utf8();
        c
    }

    /// `<name attribute="value">`; answers the name and the attribute that matters to it.
    fn start_tag(&mut self) -> Result<(String, String), String> {
        let begin = self.at;
        self.at += 1;
        let name = self.take_while(|c| !c.is_ascii_whitespace() && c != '>').to_ascii_lowercase();
        if self.peek().is_none() {
            return Err(wrong(&format!("Unclosed start tag at byte offset {begin}")));
        }
        if !TAGS.split(' ').any(|tag| tag == name) {
            return Err(wrong(&format!("Unsupported start tag \"{name}\" at byte offset {begin}")));
        }
        let mut kept = String::new();
        while let Some((attribute, value)) = self.attribute(&name, begin)? {
            match (name.as_str(), attribute.as_str()) {
                ("a", "href") | ("tg-emoji", "emoji-id") => kept = value,
                ("code", "class") => {
                    value.strip_prefix("language-").unwrap_or_default().clone_into(&mut kept)
                }
                ("span", "class") if value == "tg-spoiler" => kept = value,
                ("blockquote", "expandable") => kept = attribute,
                _ => {}
            }
        }
        if name == "span" && kept.is_empty() {
            return Err(wrong(&format!(
                "Tag \"span\" must have class \"tg-spoiler\" at byte offset {begin}"
            )));
        }
        Ok((name, kept))
    }

    /// The next attribute, or `None` after the `>`.
    fn attribute(&mut self, tag: &str, begin: usize) -> Result<Option<(String, String)>, String> {
        self.take_while(|c| c.is_ascii_whitespace());
        let unclosed = || wrong(&format!("Unclosed start tag at byte offset {begin}"));
        match self.peek() {
            None => return Err(unclosed()),
            Some('>') => {
                self.at += 1;
                return Ok(None);
            }
            Some(_) => {}
        }
        let at = self.at;
        let name = self.take_while(|c| !c.is_ascii_whitespace() && c != '=' && c != '>').to_ascii_lowercase();
        if name.is_empty() {
            return Err(wrong(&format!("Empty attribute name in the tag \"{tag}\" at byte offset {at}")));
        }
        self.take_while(|c| c.is_ascii_whitespace());
        if self.peek() != Some('=') {
            return Ok(Some((name, String::new())));
        }
        self.at += 1;
        self.take_while(|c| c.is_ascii_whitespace());
        let value = match self.peek() {
            None => return Err(unclosed()),
            Some(quote @ ('"' | '\'')) => self.quoted(quote).ok_or_else(unclosed)?,
            Some(_) => {
                self.take_while(|c| c.is_ascii_alphanumeric() || c == '.' || c == '-').to_ascii_lowercase()
            }
        };
        Ok(Some((name, value)))
    }

    fn quoted(&mut self, quote: char) -> Option<String> {
        self.at += quote.len_utf8();
        let mut value = String::new();
        loop {
            match self.peek()? {
                c if c == quote => {
                    self.at += c.len_utf8();
                    return Some(value);
                }
                c => value.push(self.character(c)),
            }
        }
    }

    /// `</name>`, or `</>` for whatever is open.
    fn end_tag(&mut self, open: &mut Vec<Open>) -> Result<Open, String> {
        let begin = self.at;
        let ended = open.pop().ok_or_else(|| wrong(&format!("Unexpected end tag at byte offset {begin}")))?;
        self.at += 2;
        let name = self.take_while(|c| !c.is_ascii_whitespace() && c != '>').to_ascii_lowercase();
        self.take_while(|c| c.is_ascii_whitespace());
        if self.peek() != Some('>') {
            return Err(wrong(&format!("Unclosed end tag at byte offset {begin}")));
        }
        self.at += 1;
        if !name.is_empty() && name != ended.name {
            return Err(wrong(&format!(
                "Unmatched end tag at byte offset {begin}, expected \"</{}>\", found \"</{name}>\"",
                ended.name
            )));
        }
        Ok(ended)
    }
}

/// The character of an entity at the start of `rest`, and the entity's length in bytes.
fn named(rest: &str) -> Option<(char, usize)> {
    for (name, c) in [("&lt;", '<'), ("&gt;", '>'), ("&amp;", '&'), ("&quot;", '"')] {
        if rest.starts_with(name) {
            return Some((c, name.len()));
        }
    }
    let digits = rest.strip_prefix("&#")?;
    let end = digits.find(';').filter(|end| (1..=8).contains(end))?;
    let code = match digits[..end].strip_prefix(['x', 'X']) {
        Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16).ok()?,
        None => digits[..end].parse().ok()?,
    };
    Some((char::from_u32(code).filter(|c| *c != '\0')?, end + 3))
}

fn entity(tag: Open, units: usize) -> Option<Value> {
    let length = units - tag.from;
    let kind = match tag.name.as_str() {
        "b" | "strong" => "bold",
        "i" | "em" => "italic",
        "u" | "ins" => "underline",
        "s" | "strike" | "del" => "strikethrough",
        "a" => "text_link",
        "span" | "tg-spoiler" => "spoiler",
        "blockquote" if !tag.attribute.is_empty() => "expandable_blockquote",
        "tg-emoji" => "custom_emoji",
        other => other,
    };
    // A link to nowhere and a mark over nothing are no marks.
    if length == 0 || (kind == "text_link" && tag.attribute.is_empty()) {
        return None;
    }
    let mut entity = json!({ "type": kind, "offset": tag.from, "length": length });
    match kind {
        "text_link" => entity["url"] = json!(tag.attribute),
        "custom_emoji" => entity["custom_emoji_id"] = json!(tag.attribute),
        "code" if !tag.attribute.is_empty() => {
            entity["type"] = json!("pre");
            entity["language"] = json!(tag.attribute);
        }
        _ => {}
    }
    Some(entity)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_become_entities_in_utf16() {
        let parsed = parse("😀 <b>Да &lt;<i>и</i></b> &amp; нет &#33;&#x1F600; &nbsp;").unwrap();
        assert_eq!(parsed.text, "😀 Да <и & нет !😀 &nbsp;");
        assert_eq!(
            parsed.entities,
            [
                json!({"type": "bold", "offset": 3, "length": 5}),
                json!({"type": "italic", "offset": 7, "length": 1})
            ]
        );
    }

    #[test]
    fn attributes_are_read_and_an_end_needs_no_name() {
        let parsed =
            parse("<a href=\"https://x.example/?a=1&amp;b=2\">тут</> <SPAN class='tg-spoiler'>?</span>")
                .unwrap();
        assert_eq!(
            parsed.entities,
            [
                json!({"type": "text_link", "offset": 0, "length": 3, "url": "https://x.example/?a=1&b=2"}),
                json!({"type": "spoiler", "offset": 4, "length": 1})
            ]
        );
        assert_eq!(parse("<b></b><a>x</a>").unwrap(), Parsed { text: "x".into(), entities: Vec::new() });
    }

    #[test]
    fn what_telegram_refuses_is_refused_in_its_words() {
        for (source, words) in [
            ("<b>x", "Can't find end tag corresponding to start tag \"b\""),
            ("x</b>", "Unexpected end tag at byte offset 1"),
            ("ж <x>y</x>", "Unsupported start tag \"x\" at byte offset 3"),
            ("a < b", "Unsupported start tag \"\" at byte offset 2"),
            ("a <b", "Unclosed start tag at byte offset 2"),
            ("<a href=\"x>y", "Unclosed start tag at byte offset 0"),
            ("<b>x</b", "Unclosed end tag at byte offset 4"),
            ("<b>x</i>", "Unmatched end tag at byte offset 4, expected \"</b>\", found \"</i>\""),
            ("<span>x</span>", "Tag \"span\" must have class \"tg-spoiler\" at byte offset 0"),
        ] {
            let expected = format!("Bad Request: can't parse entities: {words}");
            assert_eq!(parse(source).unwrap_err(), expected, "{source}");
        }
    }
}
