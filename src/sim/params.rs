//! Parameters of a call, in the four ways Telegram takes them: query string, form, multipart, JSON.

use axum::extract::{FromRequest, Multipart, Request};
use axum::http::header::CONTENT_TYPE;
use serde_json::{Map, Value};

use crate::telegram::Upload;

/// No call is larger, in bytes: the largest document and what surrounds it.
pub(crate) const LARGEST: usize = 52 << 20;

/// The parameters and the files of a request; `None` if it cannot be read.
pub(crate) async fn read(request: Request) -> Option<(Value, Vec<Upload>)> {
    let mut params = Map::new();
    merge_form(&mut params, request.uri().query().unwrap_or_default().as_bytes());
    let kind = request.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let kind = kind.unwrap_or_default().to_ascii_lowercase();
    let mut files = Vec::new();
    if kind.starts_with("multipart/form-data") {
        read_multipart(request, &mut params, &mut files).await?;
        return Some((Value::Object(params), files));
    }
    let body = axum::body::to_bytes(request.into_body(), LARGEST).await.ok()?;
    if kind.starts_with("application/json") {
        if !body.is_empty() {
            params.extend(serde_json::from_slice::<Map<String, Value>>(&body).ok()?);
        }
    } else {
        merge_form(&mut params, &body);
    }
    Some((Value::Object(params), files))
}

async fn read_multipart(
    request: Request,
    params: &mut Map<String, Value>,
    files: &mut Vec<Upload>,
) -> Option<()> {
    let mut form = Multipart::from_request(request, &()).await.ok()?;
    while let Some(field) = form.next_field().await.ok()? {
        let name = field.name().unwrap_or_default().to_owned();
        let typed = field.content_type().is_some_and(|kind| !kind.starts_with("text/plain"));
        match field.file_name().map(str::to_owned) {
            Some(file) => files.push((name, file, field.bytes().await.ok()?.to_vec())),
            None if typed => files.push((name, String::new(), field.bytes().await.ok()?.to_vec())),
            None => {
                params.insert(name, Value::from(field.text().await.ok()?));
            }
        }
    }
    Some(())
}

fn merge_form(params: &mut Map<String, Value>, form: &[u8]) {
    let text = String::from_utf8_lossy(form);
    for (name, value) in text.split('&').filter_map(|pair| pair.split_once('=')) {
        params.insert(decoded(name), Value::from(decoded(value)));
    }
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
    use serde_json::json;

    async fn params(kind: &str, uri: &str, body: &str) -> Option<(Value, Vec<Upload>)> {
        let request =
            Request::builder().uri(uri).header(CONTENT_TYPE, kind).body(Body::from(body.to_owned())).unwrap();
        read(request).await
    }

    #[tokio::test]
    async fn parameters_come_in_four_ways() {
        let expected =
            json!({ "chat_id": "5", "text": "[а б]", "reply_markup": "{\"remove_keyboard\":true}" });
        let form = "chat_id=5&text=%5B%D0%B0+%D0%B1%5D&reply_markup=%7B%22remove_keyboard%22%3Atrue%7D";
        assert_eq!(params("application/x-www-form-urlencoded", "/x", form).await.unwrap().0, expected);
        assert_eq!(params("", &format!("/x?{form}"), "").await.unwrap().0, expected);
        let read = params("application/json", "/x", &expected.to_string()).await.unwrap().0;
        assert_eq!(read, expected);
        let multipart = "--B\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\ntrue\r\n--B\r\nContent-Disposition: form-data; name=\"document\"; filename=\"a.txt\"\r\n\r\nhello\r\n--B\r\nContent-Disposition: form-data; name=\"raw\"\r\nContent-Type: application/octet-stream\r\n\r\nx\r\n--B--\r\n";
        let (found, files) = params("multipart/form-data; boundary=B", "/x", multipart).await.unwrap();
        assert_eq!(found, json!({ "text": "true" }), "a text stays a text");
        let expected = [
            ("document".into(), "a.txt".into(), b"hello".to_vec()),
            ("raw".into(), String::new(), b"x".to_vec()),
        ];
        assert_eq!(files, expected);
        assert!(params("application/json", "/x", "[1").await.is_none());
        assert!(params("application/json", "/x", "").await.is_some(), "a call without parameters");
    }
}
