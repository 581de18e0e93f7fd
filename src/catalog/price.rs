//! A price as it is written: `1500`, or `"12.50"` as a text, because a binary fraction is no amount of money.

use std::fmt;

use domain::{Currency, Money};
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
        Price::Decimal(text) => decimal(text, currency),
    };
    money.filter(|money| money.minor >= 0).ok_or_else(|| {
        let reason = match currency.minor_digits() {
            0 => format!("price: {} has no decimals; write a whole number from 0 on", currency.code()),
            digits => format!("price: write a number from 0 on, with at most {digits} decimals"),
        };
        Problem::at(found.span(), reason)
    })
}

/// `"12.50"` → 1250 minor units; never by way of a binary fraction.
fn decimal(text: &str, currency: Currency) -> Option<Money> {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let wanted = usize::try_from(currency.minor_digits()).ok()?;
    if whole.is_empty() || !digits(whole) || !digits(decimals) || decimals.len() > wanted {
        return None;
    }
    let minor = format!("{whole}{decimals:0<wanted$}").parse().ok()?;
    Some(Money { minor, currency })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_currency_without_a_minor_unit_has_no_decimals() {
        let yen = |text: &str| decimal(text, Currency::parse("JPY").unwrap()).map(|money| money.minor);
        assert_eq!(yen("1500"), Some(1500));
        assert_eq!(yen("15.5"), None);
        let roubles = |text: &str| decimal(text, Currency::RUB).map(|money| money.minor);
        assert_eq!(
            (roubles("0.5"), roubles(".5"), roubles("1."), roubles("")),
            (Some(50), None, Some(100), None)
        );
    }
}
