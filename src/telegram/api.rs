//! One call to the Bot API, and what can go wrong with it.
//!
//! Requests and replies are teloxide's types; the transport is our own, because a call must tell what happened (teloxide sleeps ten seconds
//! on any 5xx) and a batch of updates must survive one that cannot be read.

use std::sync::Arc;
use std::time::Duration;

use chat::BotName;
use engine::Observer;
use reqwest::multipart::{Form, Part};
use serde::Deserialize;
use serde_json::value::RawValue;
use teloxide::requests::Payload;
use tokio::time::Instant;

use crate::network::{PROXY_AUTHENTICATION, PROXY_PASSWORD, network};
use crate::token::Token;

/// Longest time for a call, the long poll excepted.
const CALL: Duration = Duration::from_secs(30);
/// Longest time for a call that brings a small file.
const UPLOAD: Duration = Duration::from_secs(120);
/// So many bytes a second at least go over a slow line; a large file has the longer.
const SLOW_LINE: u64 = 100_000;
/// Longest time for fetching a file.
const DOWNLOAD: Duration = Duration::from_secs(60);
/// Longest time to reach the server.
const CONNECT: Duration = Duration::from_secs(10);

/// The way to a server that speaks the Bot API: [`Api`], or an imitation in the same process.
pub trait Transport: Send + Sync {
    /// Makes a call and gives the result as it came.
    fn call<P>(&self, payload: &P) -> impl Future<Output = Result<Box<RawValue>, ApiError>> + Send
    where
        P: Payload + serde::Serialize + Sync;

    /// Makes a call that brings a file.
    fn upload<P>(
        &self,
        payload: &P,
        file: File<'_>,
    ) -> impl Future<Output = Result<Box<RawValue>, ApiError>> + Send
    where
        P: Payload + serde::Serialize + Sync;

    /// What is in the file at the path that `getFile` told, if it has at most so many bytes.
    fn download(&self, path: &str, most: usize) -> impl Future<Output = Result<Vec<u8>, ApiError>> + Send;
}

/// A file that goes with a call. The payload names it by [`FILE`] where the file itself would stand.
#[derive(Clone, Copy)]
pub struct File<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its type, such as `image/jpeg`.
    pub mime: &'a str,
    /// What is in it.
    pub bytes: &'a [u8],
}

/// What stands in a payload for the one file that goes with it.
pub const FILE: &str = "attach://file";

/// One bot at one server.
#[derive(Clone)]
pub struct Api {
    http: reqwest::Client,
    /// With the token in it: never shown.
    base: String,
    /// Where files lie, with the token in it too.
    files: String,
    /// Who hears of its calls.
    watched: Option<(BotName, Arc<dyn Observer>)>,
}

/// Why a call gave no result. No variant carries the address, which contains the token.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum ApiError {
    /// Telegram asks to wait.
    #[error("Telegram asks to wait {} s", .0.as_secs())]
    TooMany(Duration),
    /// The token is not (or no longer) valid.
    #[error("Telegram does not know this token; take the current one from BotFather")]
    Unauthorized,
    /// The person blocked the bot, or never wrote to it.
    #[error("the person cannot be reached")]
    Forbidden,
    /// Somebody else polls with this token, or a webhook is set.
    #[error("another program receives this bot's updates; stop it, or take a token of its own for each")]
    Conflict,
    /// The call itself is wrong, and will stay so.
    #[error("Telegram refuses the call: {}", crate::outcome::kind_of_refusal(.0))]
    Refused(String),
    /// What is to be sent cannot be, and will never be; in our own words.
    #[error("{0}")]
    Unsendable(&'static str),
    /// The server names another address, which is not followed: the token would go with the call.
    #[error(
        "the server redirects (status {0}) and is not followed; telegram.api_url must name the Bot API itself"
    )]
    Redirected(u16),
    /// Telegram is in trouble.
    #[error("Telegram answers with status {0}")]
    Server(u16),
    /// Nothing was reached, or the answer was lost.
    #[error("Telegram is not reached ({0})")]
    Network(&'static str),
    /// An answer that is none.
    #[error("the answer is not one of the Bot API")]
    Garbage,
    /// A file has more bytes than are wanted.
    #[error("the file is too large")]
    TooLarge,
}

impl ApiError {
    /// Which of them it is, in a word.
    pub fn kind(&self) -> &'static str {
        match self {
            ApiError::TooMany(_) => "too_many",
            ApiError::Unauthorized => "unauthorized",
            ApiError::Forbidden => "forbidden",
            ApiError::Conflict => "conflict",
            ApiError::Refused(_) => "refused",
            ApiError::Unsendable(_) => "unsendable",
            ApiError::Redirected(_) => "redirected",
            ApiError::Server(_) => "server",
            ApiError::Network(_) => "network",
            ApiError::Garbage => "garbage",
            ApiError::TooLarge => "too_large",
        }
    }
}

#[derive(Deserialize)]
struct Answer {
    ok: bool,
    result: Option<Box<RawValue>>,
    error_code: Option<u16>,
    #[serde(default)]
    description: String,
    parameters: Option<Parameters>,
}

#[derive(Deserialize)]
struct Parameters {
    retry_after: Option<u64>,
}

impl Api {
    /// A bot at the server `url`, reached through `proxy` if there is one.
    ///
    /// # Errors
    /// The proxy's address cannot be read.
    pub fn new(url: &str, token: &Token, proxy: Option<&str>) -> Result<Api, String> {
        // The address holds the token: whoever a redirect names must not learn it, neither from the address nor from a Referer.
        let mut http = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .referer(false)
            .connect_timeout(CONNECT)
            .pool_idle_timeout(Duration::from_secs(90));
        http = match proxy {
            Some(proxy) => {
                http.proxy(reqwest::Proxy::all(proxy).map_err(|_| "telegram.proxy is no address".to_owned())?)
            }
            None => http.no_proxy(),
        };
        let http = http.build().map_err(|error| error.without_url().to_string())?;
        let url = url.trim_end_matches('/');
        let (base, files) =
            (format!("{url}/bot{}", token.as_str()), format!("{url}/file/bot{}", token.as_str()));
        Ok(Api { http, base, files, watched: None })
    }

    /// The same, and an observer hears of each call that this bot makes.
    #[must_use]
    pub fn watched(mut self, bot: BotName, observer: Arc<dyn Observer>) -> Api {
        self.watched = Some((bot, observer));
        self
    }

    /// Makes a call with a longest time of its own, for the long poll.
    pub async fn call_within<P: Payload + serde::Serialize + Sync>(
        &self,
        payload: &P,
        longest: Duration,
    ) -> Result<Box<RawValue>, ApiError> {
        self.make(P::NAME, longest, |request| request.json(payload)).await
    }

    async fn make(
        &self,
        method: &'static str,
        longest: Duration,
        fill: impl FnOnce(reqwest::RequestBuilder) -> reqwest::RequestBuilder,
    ) -> Result<Box<RawValue>, ApiError> {
        let begun = Instant::now();
        let request = self.http.post(format!("{}/{method}", self.base)).timeout(longest);
        let result = answer(fill(request)).await;
        if let Some((bot, observer)) = &self.watched {
            let outcome = result.as_ref().map_or_else(ApiError::kind, |_| "ok");
            observer.called(*bot, method, outcome, begun.elapsed());
        }
        result
    }
}

impl Transport for Api {
    async fn call<P>(&self, payload: &P) -> Result<Box<RawValue>, ApiError>
    where
        P: Payload + serde::Serialize + Sync,
    {
        self.call_within(payload, CALL).await
    }

    async fn upload<P>(&self, payload: &P, file: File<'_>) -> Result<Box<RawValue>, ApiError>
    where
        P: Payload + serde::Serialize + Sync,
    {
        let longest = UPLOAD + Duration::from_secs(file.bytes.len() as u64 / SLOW_LINE);
        let form = form(payload, file)?;
        self.make(P::NAME, longest, |request| request.multipart(form)).await
    }

    async fn download(&self, path: &str, most: usize) -> Result<Vec<u8>, ApiError> {
        if !is_below(path) {
            return Err(ApiError::Garbage);
        }
        let request = self.http.get(format!("{}/{path}", self.files)).timeout(DOWNLOAD);
        let mut response = request.send().await.map_err(|error| network(&error))?;
        match response.status().as_u16() {
            200 => {}
            status @ 500.. => return Err(ApiError::Server(status)),
            status => return Err(ApiError::Refused(format!("the file is not there (status {status})"))),
        }
        let mut bytes = Vec::new();
        // What a server says of the length binds nobody, so the bytes are counted.
        while let Some(part) = response.chunk().await.map_err(|error| network(&error))? {
            if bytes.len() + part.len() > most {
                return Err(ApiError::TooLarge);
            }
            bytes.extend_from_slice(&part);
        }
        Ok(bytes)
    }
}

/// A path as `getFile` tells it, below the folder of the bot's files: nothing in it leads elsewhere.
fn is_below(path: &str) -> bool {
    let plain = |part: &str| {
        let good = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.');
        !part.is_empty() && !part.starts_with('.') && part.bytes().all(good)
    };
    path.len() <= 300 && path.split('/').all(plain)
}

/// A payload as a form: texts as they are, everything else as JSON, and the file.
fn form(payload: &impl serde::Serialize, file: File<'_>) -> Result<Form, ApiError> {
    let unwritable = || ApiError::Unsendable("the call cannot be written");
    let Ok(serde_json::Value::Object(fields)) = serde_json::to_value(payload) else {
        return Err(unwritable());
    };
    let part = Part::bytes(file.bytes.to_vec()).file_name(file.name.to_owned());
    let part = part.mime_str(file.mime).map_err(|_| unwritable())?;
    let form = fields.into_iter().fold(Form::new(), |form, (name, value)| match value {
        serde_json::Value::String(text) => form.text(name, text),
        other => form.text(name, other.to_string()),
    });
    Ok(form.part("file", part))
}

async fn answer(request: reqwest::RequestBuilder) -> Result<Box<RawValue>, ApiError> {
    let response = request.send().await.map_err(|error| network(&error))?;
    let status = response.status().as_u16();
    if status == PROXY_AUTHENTICATION {
        return Err(ApiError::Network(PROXY_PASSWORD));
    }
    let body = response.bytes().await.map_err(|error| network(&error))?;
    understand(status, &body)
}

/// Reads an answer of the Bot API.
pub fn understand(status: u16, body: &[u8]) -> Result<Box<RawValue>, ApiError> {
    let Ok(answer) = serde_json::from_slice::<Answer>(body) else {
        return Err(match status {
            300..400 => ApiError::Redirected(status),
            500.. => ApiError::Server(status),
            _ => ApiError::Garbage,
        });
    };
    if answer.ok {
        return answer.result.ok_or(ApiError::Garbage);
    }
    Err(match answer.error_code.unwrap_or(status) {
        429 => {
            let seconds = answer.parameters.and_then(|parameters| parameters.retry_after).unwrap_or(1);
            ApiError::TooMany(Duration::from_secs(seconds.clamp(1, 3600)))
        }
        401 | 404 => ApiError::Unauthorized,
        403 => ApiError::Forbidden,
        409 => ApiError::Conflict,
        code if code >= 500 => ApiError::Server(code),
        _ => ApiError::Refused(answer.description),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_answer_is_told_apart() {
        let answer = |status, body: &str| understand(status, body.as_bytes()).map(|raw| raw.get().to_owned());
        assert_eq!(answer(200, r#"{"ok":true,"result":[1]}"#), Ok("[1]".into()));
        let wait = r#"{"ok":false,"error_code":429,"description":"Too Many Requests","parameters":{"retry_after":7}}"#;
        assert_eq!(answer(429, wait), Err(ApiError::TooMany(Duration::from_secs(7))));
        let refused = r#"{"ok":false,"error_code":400,"description":"Bad Request: chat not found"}"#;
        assert_eq!(answer(400, refused), Err(ApiError::Refused("Bad Request: chat not found".into())));
        assert_eq!(answer(401, r#"{"ok":false,"error_code":401}"#), Err(ApiError::Unauthorized));
        assert_eq!(answer(403, r#"{"ok":false,"error_code":403}"#), Err(ApiError::Forbidden));
        assert_eq!(answer(409, r#"{"ok":false,"error_code":409}"#), Err(ApiError::Conflict));
        assert_eq!(answer(502, "<html>"), Err(ApiError::Server(502)));
        assert_eq!(answer(301, "<html>"), Err(ApiError::Redirected(301)));
        assert_eq!(answer(200, "<html>"), Err(ApiError::Garbage));
        assert_eq!(answer(200, r#"{"ok":true}"#), Err(ApiError::Garbage));
    }

    #[tokio::test]
    async fn a_redirect_is_not_followed_so_that_no_other_server_learns_the_token() {
        use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
        let listen = || tokio::net::TcpListener::bind("127.0.0.1:0");
        let (server, other) = (listen().await.unwrap(), listen().await.unwrap());
        let url = format!("http://{}", server.local_addr().unwrap());
        let elsewhere = other.local_addr().unwrap();
        let answering = tokio::spawn(async move {
            let (mut stream, _) = server.accept().await.unwrap();
            let _ = stream.read(&mut [0; 4096]).await.unwrap();
            let head =
                format!("HTTP/1.1 302 Found\r\nlocation: http://{elsewhere}/\r\ncontent-length: 0\r\n\r\n");
            stream.write_all(head.as_bytes()).await.unwrap();
        });
        let token = Token::parse("123456789:AAFabcdefghijklmnopqrstuvwxyz012345").unwrap();
        let api = Api::new(&url, &token, None).unwrap();
        let payload = teloxide::payloads::GetMe::new();
        let called = api.call_within(&payload, Duration::from_secs(5));
        tokio::select! {
            answer = called => assert_eq!(answer.err(), Some(ApiError::Redirected(302))),
            _ = other.accept() => panic!("the other server hears of the call"),
        }
        answering.await.unwrap();
    }
}
