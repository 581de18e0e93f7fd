//! The way of the tests' world to its Telegram.

use std::sync::{Arc, Mutex};

use domain::Instant;
use serde_json::Value;
use serde_json::value::RawValue;
use sim::{Telegram, Upload};
use telegram::{ApiError, File, Transport};
use teloxide::requests::Payload;

/// Calls straight into the imitation, with no time passing.
#[derive(Clone)]
pub struct Wire {
    pub telegram: Arc<Mutex<Telegram>>,
    pub now: Arc<Mutex<Instant>>,
    pub token: &'static str,
}

impl Transport for Wire {
    async fn call<P>(&self, payload: &P) -> Result<Box<RawValue>, ApiError>
    where
        P: Payload + serde::Serialize + Sync,
    {
        self.receive(P::NAME, &serde_json::to_value(payload).unwrap(), &[])
    }

    async fn upload<P>(&self, payload: &P, file: File<'_>) -> Result<Box<RawValue>, ApiError>
    where
        P: Payload + serde::Serialize + Sync,
    {
        let params = serde_json::to_value(payload).unwrap();
        let files = [("file".to_owned(), file.name.to_owned(), file.bytes.to_vec())];
        self.receive(P::NAME, &params, &files)
    }

    async fn download(&self, path: &str, most: usize) -> Result<Vec<u8>, ApiError> {
        let telegram = self.telegram.lock().unwrap();
        let content = telegram.file(self.token, path).ok_or(ApiError::Refused("no such file".into()))?;
        if content.len() > most { Err(ApiError::TooLarge) } else { Ok(content.to_vec()) }
    }
}

impl Wire {
    /// With the faults that a test has asked for.
    fn receive(&self, method: &str, params: &Value, files: &[Upload]) -> Result<Box<RawValue>, ApiError> {
        let now = *self.now.lock().unwrap();
        let outcome = self.telegram.lock().unwrap().receive(now, self.token, method, params, files);
        let reply = outcome.reply().ok_or(ApiError::Network("connection lost"))?;
        telegram::api::understand(reply.status, reply.body.to_string().as_bytes())
    }
}
