//! A price as it is written: `1500`, or `"12.50"` as a text, because a binary fraction is no amount of money.

use std::fmt;

use domain::{Currency, Money, catalog_bounds};
use serde::Deserialize;
use toml::Spanned;

use crate::document::Problem;

/// A price as it is written: `1500` or `"12.50"`.
pub(super) enum Price {
    Whole(i64),
    Decimal(String),
}

impl<'de> Deserialize<'de> for Price {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Price, D::Error> {
        struct Written;

        impl serde::de::Visitor<'_> for Written {
            type Value = Price;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a whole number such as 1500 or a text such as \"12.50\"")
            }

            fn visit_i64<E: serde::de::Error>(self, amount: i64) -> Result<Price, E> {
                Ok(Price::Whole(amount))
            }

            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Price, E> {
                Ok(Price::Decimal(text.trim().to_owned()))
            }
        }

        deserializer.deserialize_any(Written)
    }
}

/// The amount that a price means.
pub(super) fn money(found: &Spanned<Price>, currency: Currency) -> Result<Money, Problem> {
    let money = match found.get_ref() {
        Price::Whole(amount) => Money::whole(*amount, currency),
        Price::Decimal(text) => Money::parse(text, currency),
    };
    money.filter(|money| catalog_bounds::is_price(*money)).ok_or_else(|| {
        let most = catalog_bounds::LARGEST_PRICE;
        let reason = match currency.minor_digits() {
            0 => format!("price: {} has no decimals; write a whole number from 0 to {most}", currency.code()),
            digits => format!("price: write a number from 0 to {most}, with at most {digits} decimals"),
        };
        Problem::at(found.span(), reason)
    })
}
