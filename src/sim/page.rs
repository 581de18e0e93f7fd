//! The chat page: phones side by side, for people who have no account, token or network.
//!
//! It can act as anybody in this imitation, so it answers only to a browser that was pointed at this very machine, and never to another
//! site's script.

pub(crate) mod act;
pub(crate) mod view;

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::server::Shared;

/// Nothing comes from elsewhere, nothing runs but our own scripts, nobody frames the page.
const POLICY: &str = "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

const SCRIPT: &str = "text/javascript; charset=utf-8";
const STYLE: &str = "text/css; charset=utf-8";

/// What `index.html` asks for.
const ASSETS: [(&str, &str, &str); 11] = [
    ("app.js", SCRIPT, include_str!("page/app.js")),
    ("bubble.js", SCRIPT, include_str!("page/bubble.js")),
    ("calls.js", SCRIPT, include_str!("page/calls.js")),
    ("desk.js", SCRIPT, include_str!("page/desk.js")),
    ("dom.js", SCRIPT, include_str!("page/dom.js")),
    ("phone.js", SCRIPT, include_str!("page/phone.js")),
    ("time.js", SCRIPT, include_str!("page/time.js")),
    ("tour.js", SCRIPT, include_str!("page/tour.js")),
    ("words.js", SCRIPT, include_str!("page/words.js")),
    ("phone.css", STYLE, include_str!("page/phone.css")),
    ("style.css", STYLE, include_str!("page/style.css")),
];

pub(crate) async fn index() -> Response {
    static_file("text/html; charset=utf-8", include_str!("page/index.html"))
}

pub(crate) async fn asset(Path(name): Path<String>) -> Response {
    match ASSETS.iter().find(|(known, _, _)| *known == name) {
        Some((_, kind, content)) => static_file(kind, content),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

fn static_file(kind: &'static str, content: &'static str) -> Response {
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    (headers, content).into_response()
}

/// A picture or a document of a chat.
pub(crate) async fn file(
    State(shared): State<Arc<Shared>>,
    Path((bot, id)): Path<(String, String)>,
) -> Response {
    let telegram = shared.telegram();
    let Some(bytes) = telegram.file(&bot, &id) else { return StatusCode::NOT_FOUND.into_response() };
    let picture = match bytes {
        [0x89, b'P', b'N', b'G', ..] => Some("image/png"),
        [0xff, 0xd8, ..] => Some("image/jpeg"),
        _ => None,
    };
    let headers = [
        (header::CONTENT_TYPE, picture.unwrap_or("application/octet-stream")),
        (header::CONTENT_DISPOSITION, if picture.is_some() { "inline" } else { "attachment" }),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::CONTENT_SECURITY_POLICY, POLICY),
    ];
    (headers, bytes.to_vec()).into_response()
}

/// Whether the browser asked this machine by its own name, and no other site sent it: a foreign name that resolves to the loopback
/// address, or a foreign page, is refused.
pub(crate) fn is_local(headers: &HeaderMap) -> bool {
    let text = |name| headers.get(name).and_then(|value: &axum::http::HeaderValue| value.to_str().ok());
    let Some(host) = text(header::HOST) else { return false };
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    let own = matches!(name, "127.0.0.1" | "localhost" | "[::1]");
    own && text(header::ORIGIN).is_none_or(|origin| origin == format!("http://{host}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(host: &str, origin: Option<&str>) -> bool {
        let mut headers = HeaderMap::new();
        headers.insert(header::HOST, host.parse().unwrap());
        if let Some(origin) = origin {
            headers.insert(header::ORIGIN, origin.parse().unwrap());
        }
        is_local(&headers)
    }

    #[test]
    fn the_page_answers_nobody_from_elsewhere() {
        assert!(asked("127.0.0.1:8080", None));
        assert!(asked("localhost:8080", Some("http://localhost:8080")));
        assert!(!asked("evil.example:8080", None));
        assert!(!asked("127.0.0.1:8080", Some("http://evil.example")));
        assert!(!asked("127.0.0.1:8080", Some("http://127.0.0.1:9999")));
        assert!(!asked("127.0.0.1.evil.example", None));
    }

    #[test]
    fn what_the_page_asks_for_is_there_and_nothing_comes_from_elsewhere() {
        let index = include_str!("page/index.html");
        let scripts = ASSETS.iter().filter(|(_, kind, _)| *kind == SCRIPT);
        let wanted = |text: &str, before: &str| -> Vec<String> {
            text.split(before).skip(1).filter_map(|rest| Some(rest.split_once('"')?.0.to_owned())).collect()
        };
        let mut named = wanted(index, "\"/page/");
        named.extend(scripts.flat_map(|(_, _, content)| wanted(content, "from \"./")));
        assert!(named.len() > ASSETS.len());
        for (name, _, content) in ASSETS {
            assert!(named.iter().any(|named| named == name), "nobody asks for {name}");
            assert!(content.lines().count() <= 300, "{name} is too long to read");
            assert!(!content.contains("://") && !content.contains("innerHTML"), "{name}");
        }
        for name in named {
            assert!(ASSETS.iter().any(|(known, _, _)| *known == name), "{name} is not served");
        }
    }
}
