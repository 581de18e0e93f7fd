//! Money: integer minor units and an ISO 4217 currency.

/// A currency Zapis knows the minor unit of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Currency {
    code: &'static str,
    minor_digits: u32,
}

/// ISO 4217 code → digits of the minor unit.
const KNOWN: [(&str, u32); 16] = [
    ("RUB", 2),
    ("EUR", 2),
    ("USD", 2),
    ("KZT", 2),
    ("UAH", 2),
    ("BYN", 2),
    ("GEL", 2),
    ("AMD", 2),
    ("UZS", 2),
    ("KGS", 2),
    ("TRY", 2),
    ("GBP", 2),
    ("ILS", 2),
    ("PLN", 2),
    ("AZN", 2),
    ("JPY", 0),
];

/// A currency code that is not known.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("\"{0}\" is not a currency Zapis knows; use an ISO 4217 code such as \"RUB\"")]
pub struct UnknownCurrency(pub String);

impl Currency {
    /// The Russian rouble.
    pub const RUB: Currency = Currency { code: "RUB", minor_digits: 2 };

    /// Reads an ISO 4217 code.
    pub fn parse(code: &str) -> Result<Currency, UnknownCurrency> {
        KNOWN
            .into_iter()
            .find(|(known, _)| *known == code)
            .map(|(code, minor_digits)| Currency { code, minor_digits })
            .ok_or_else(|| UnknownCurrency(code.to_owned()))
    }

    /// All there are, the most usual first.
    pub fn all() -> impl Iterator<Item = Currency> {
        KNOWN.into_iter().map(|(code, minor_digits)| Currency { code, minor_digits })
    }

    /// The ISO 4217 code.
    pub fn code(self) -> &'static str {
        self.code
    }

    /// How many decimals an amount has.
    pub fn minor_digits(self) -> u32 {
        self.minor_digits
    }
}

/// An amount of money.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Money {
    /// Minor units: kopecks, cents.
    pub minor: i64,
    /// Whose.
    pub currency: Currency,
}

impl Money {
    /// The sum of two amounts; `None` if their currencies differ or there is no number for it.
    pub fn plus(self, other: Money) -> Option<Money> {
        let minor = self.minor.checked_add(other.minor)?;
        (self.currency == other.currency).then_some(Money { minor, ..self })
    }

    /// An amount in whole units; `None` past the range of an `i64`.
    pub fn whole(amount: i64, currency: Currency) -> Option<Money> {
        let minor = amount.checked_mul(10_i64.pow(currency.minor_digits))?;
        Some(Money { minor, currency })
    }

    /// Reads "1500" or "12.50", with at most as many decimals as the currency has; never by way of a binary fraction. `None` for anything
    /// else, a sign included.
    pub fn parse(text: &str, currency: Currency) -> Option<Money> {
        let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        let wanted = usize::try_from(currency.minor_digits).ok()?;
        if whole.is_empty() || !digits(whole) || !digits(decimals) || decimals.len() > wanted {
            return None;
        }
        let minor = format!("{whole}{decimals:0<wanted$}").parse().ok()?;
        Some(Money { minor, currency })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_currency_without_a_minor_unit_has_no_decimals() {
        let yen = |text: &str| Money::parse(text, Currency::parse("JPY").unwrap()).map(|money| money.minor);
        assert_eq!(yen("1500"), Some(1500));
        assert_eq!(yen("15.5"), None);
        let roubles = |text: &str| Money::parse(text, Currency::RUB).map(|money| money.minor);
        assert_eq!(
            (roubles("0.5"), roubles(".5"), roubles("1."), roubles("")),
            (Some(50), None, Some(100), None)
        );
        assert_eq!((roubles("-1"), roubles("99999999999999999999")), (None, None));
    }
}
