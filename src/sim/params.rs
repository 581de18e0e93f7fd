//! Parameters of a call, in the four ways Telegram takes them: query string, form, multipart, JSON.

use axum::body::Bytes;
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::header::CONTENT_TYPE;
use serde_json::{Map, Value};

use crate::telegram::Upload;

/// No call is larger.
const LARGEST: usize = 50 * 1024 * 1024;

/// The parameters and the files of a request; `None` if it cannot be read.
pub(crate) async fn read(request: Request) -> Option<(Value, Vec<Upload>)> {
    let mut params = Map::new();
    merge_form(&mut params, request.uri().query().unwrap_or_default().as_bytes());
    let kind = request
        .headers()
        .get(CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok())
        .unwrap_or_default()
        .to_owned();
    let mut files = Vec::new();
    if kind.starts_with("multipart/form-data") {
        let mut form = Multipart::from_request(request, &()).await.ok()?;
        while let Some(field) = form.next_field().await.ok()? {
            let name = field.name().unwrap_or_default().to_owned();
            match field.file_name().map(str::to_owned) {
                Some(file) => files.push((name, file, field.bytes().await.ok()?.to_vec())),
                None => {
                    params.insert(name, nested(&field.text().await.ok()?));
                }
            }
        }
        return Some((Value::Object(params), files));
    }
    let body: Bytes = axum::body::to_bytes(request.into_body(), LARGEST).await.ok()?;
    if kind.starts_with("application/json") {
        if let Value::Object(object) = serde_json::from_slice(&body).ok()? {
            params.extend(object);
        }
    } else {
        merge_form(&mut params, &body);
    }
    Some((Value::Object(params), files))
}

fn merge_form(params: &mut Map<String, Value>, form: &[u8]) {
    let text = String::from_utf8_lossy(form);
    for (name, value) in text.split('&').filter_map(|pair| pair.split_once('=')) {
        params.insert(decoded(name), nested(&decoded(value)));
    }
}

/// Objects and lists come as JSON texts outside of JSON.
fn nested(text: &str) -> Value {
    if text.starts_with(['{', '[']) || matches!(text, "true" | "false") {
        return serde_json::from_str(text).unwrap_or_else(|_| Value::from(text));
    }
    Value::from(text)
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        match byte {
            b'+' => bytes.push(b' '),
            b'%' => {
                let digits = [rest.next().unwrap_or(b'0'), rest.next().unwrap_or(b'0')];
                let hex = std::str::from_utf8(&digits).ok().and_then(|hex| u8::from_str_radix(hex, 16).ok());
                bytes.push(hex.unwrap_or(b'?'));
            }
            other => bytes.push(other),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;

    async fn params(kind: &str, uri: &str, body: &str) -> (Value, Vec<Upload>) {
        let request =
            Request::builder().uri(uri).header(CONTENT_TYPE, kind).body(Body::from(body.to_owned())).unwrap();
        read(request).await.unwrap()
    }

    #[tokio::test]
    async fn parameters_come_in_four_ways() {
        let expected =
            serde_json::json!({ "chat_id": "5", "text": "а б", "reply_markup": { "remove_keyboard": true } });
        let form = "chat_id=5&text=%D0%B0+%D0%B1&reply_markup=%7B%22remove_keyboard%22%3Atrue%7D";
        assert_eq!(params("application/x-www-form-urlencoded", "/x", form).await.0, expected);
        assert_eq!(params("", &format!("/x?{form}"), "").await.0, expected);
        let json = r#"{"chat_id":"5","text":"а б","reply_markup":{"remove_keyboard":true}}"#;
        assert_eq!(params("application/json", "/x", json).await.0, expected);
        let multipart = "--B\r\nContent-Disposition: form-data; name=\"chat_id\"\r\n\r\n5\r\n--B\r\nContent-Disposition: form-data; name=\"document\"; filename=\"a.txt\"\r\n\r\nhello\r\n--B--\r\n";
        let (found, files) = params("multipart/form-data; boundary=B", "/x", multipart).await;
        assert_eq!(found, serde_json::json!({ "chat_id": "5" }));
        assert_eq!(files, [("document".into(), "a.txt".into(), b"hello".to_vec())]);
    }
}
