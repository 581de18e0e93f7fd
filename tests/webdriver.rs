//! As much of the WebDriver protocol as the page's tests need: JSON over HTTP to a driver on this machine.

use std::time::Duration;

use base64::prelude::{BASE64_STANDARD, Engine as _};
use serde_json::{Value, json};

/// An element's key in the protocol.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";
/// A driver that does not answer for so long has hung.
const LONGEST: Duration = Duration::from_secs(60);

/// A browser under a driver.
pub struct Session {
    http: reqwest::Client,
    url: String,
}

impl Session {
    /// Starts a browser.
    pub async fn begin(driver: &str, capabilities: Value) -> Session {
        let http = reqwest::Client::builder().timeout(LONGEST).no_proxy().build().unwrap();
        let mut session = Session { http, url: format!("{driver}/session") };
        let begun = session.must("", json!({ "capabilities": { "alwaysMatch": capabilities } })).await;
        session.url = format!("{}/{}", session.url, begun["sessionId"].as_str().unwrap());
        session
    }

    /// Ends the browser.
    pub async fn end(&self) {
        self.http.delete(&self.url).send().await.unwrap();
    }

    pub async fn go(&self, url: &str) {
        self.must("/url", json!({ "url": url })).await;
    }

    pub async fn refresh(&self) {
        self.must("/refresh", json!({})).await;
    }

    /// The first element that a selector (`css selector`, `xpath`) finds.
    pub async fn find(&self, using: &str, value: &str) -> Option<String> {
        let found = self.post("/element", json!({ "using": using, "value": value })).await.ok()?;
        found[ELEMENT].as_str().map(str::to_owned)
    }

    /// Clicks an element as a person would; none if it is gone, hidden or covered.
    pub async fn click(&self, element: &str) -> Option<()> {
        self.post(&format!("/element/{element}/click"), json!({})).await.ok().map(drop)
    }

    /// Types into an element; none if it is gone or takes nothing.
    pub async fn send_keys(&self, element: &str, text: &str) -> Option<()> {
        self.post(&format!("/element/{element}/value"), json!({ "text": text })).await.ok().map(drop)
    }

    /// The text of an element as it is seen; none if it is gone.
    pub async fn text(&self, element: &str) -> Option<String> {
        let url = format!("{}/element/{element}/text", self.url);
        value(self.http.get(url)).await.ok()?.as_str().map(str::to_owned)
    }

    /// What a script returns.
    pub async fn execute(&self, script: &str) -> Value {
        self.must("/execute/sync", json!({ "script": script, "args": [] })).await
    }

    /// A picture of what is seen, as PNG.
    pub async fn screenshot(&self) -> Vec<u8> {
        let picture = value(self.http.get(format!("{}/screenshot", self.url))).await.unwrap();
        BASE64_STANDARD.decode(picture.as_str().unwrap()).unwrap()
    }

    /// What the console says; an extension of Chromium's.
    pub async fn console(&self) -> Value {
        self.must("/se/log", json!({ "type": "browser" })).await
    }

    async fn must(&self, path: &str, body: Value) -> Value {
        self.post(path, body).await.unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    async fn post(&self, path: &str, body: Value) -> Result<Value, String> {
        value(self.http.post(format!("{}{path}", self.url)).json(&body)).await
    }
}

/// The value of an answer, or what is wrong.
async fn value(request: reqwest::RequestBuilder) -> Result<Value, String> {
    let answer = request.send().await.map_err(|error| error.to_string())?;
    let well = answer.status().is_success();
    let body: Value = answer.json().await.map_err(|error| error.to_string())?;
    if well { Ok(body["value"].clone()) } else { Err(body["value"]["message"].to_string()) }
}
