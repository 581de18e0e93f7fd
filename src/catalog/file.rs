//! The document as it is written: every key with its place, none with its meaning.

use std::fmt;

use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use toml::Spanned;

use super::price::Price;
use crate::config::duration::Duration;

/// The keys that only one table has: a stray one belongs there.
pub(super) const KEYS: [&str; 14] = [
    "exception.dates",
    "exception.note",
    "service.category",
    "service.duration",
    "service.price",
    "service.buffer_before",
    "service.buffer_after",
    "service.seats",
    "service.confirmation",
    "service.step",
    "service.min_notice",
    "service.horizon",
    "specialist.photo",
    "specialist.services",
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Document {
    pub hours: Option<Spanned<String>>,
    #[serde(default)]
    pub exception: Vec<Exception>,
    #[serde(default)]
    pub resource: Vec<Resource>,
    #[serde(default)]
    pub category: Vec<Category>,
    #[serde(default)]
    pub service: Vec<Service>,
    #[serde(default)]
    pub specialist: Vec<Specialist>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Exception {
    pub dates: Spanned<String>,
    pub hours: Option<Spanned<String>>,
    pub note: Option<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Resource {
    pub name: Spanned<String>,
}

/// Names a category where its place, or that it is there at all, does not follow from the services.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Category {
    pub name: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Service {
    pub name: Spanned<String>,
    pub category: Option<Spanned<String>>,
    pub duration: Spanned<Duration>,
    pub price: Spanned<Price>,
    pub buffer_before: Option<Spanned<Duration>>,
    pub buffer_after: Option<Spanned<Duration>>,
    pub seats: Option<Spanned<i64>>,
    pub confirmation: Option<Spanned<String>>,
    pub step: Option<Spanned<Duration>>,
    pub min_notice: Option<Spanned<Duration>>,
    pub horizon: Option<Spanned<Duration>>,
    #[serde(default)]
    pub resources: Vec<Spanned<String>>,
    pub active: Option<bool>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Specialist {
    pub name: Spanned<String>,
    pub photo: Option<Spanned<String>>,
    pub services: Option<Vec<Spanned<Performs>>>,
    pub hours: Option<Spanned<String>>,
    #[serde(default)]
    pub exception: Vec<Exception>,
    pub active: Option<bool>,
}

/// A service that somebody performs: `"Haircut"`, or `{ name = "Haircut", duration = "90m", price = 3000 }`.
pub(super) enum Performs {
    AsEverybody(String),
    OnOwnTerms(OwnTerms),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OwnTerms {
    pub name: String,
    pub duration: Option<Spanned<Duration>>,
    pub price: Option<Spanned<Price>>,
}

impl<'de> Deserialize<'de> for Performs {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Performs, D::Error> {
        struct Written;

        impl<'de> serde::de::Visitor<'de> for Written {
            type Value = Performs;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the name of a service, or { name = \"…\", duration = \"90m\", price = 3000 }")
            }

            fn visit_str<E: serde::de::Error>(self, name: &str) -> Result<Performs, E> {
                Ok(Performs::AsEverybody(name.to_owned()))
            }

            fn visit_map<A: serde::de::MapAccess<'de>>(self, map: A) -> Result<Performs, A::Error> {
                OwnTerms::deserialize(MapAccessDeserializer::new(map)).map(Performs::OnOwnTerms)
            }
        }

        deserializer.deserialize_any(Written)
    }
}
