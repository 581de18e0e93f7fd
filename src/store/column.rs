//! How values of the domain stand in columns.

use chrono::{DateTime, TimeDelta};
use domain::{Currency, Instant, Money, Span};
use rusqlite::Row;

use crate::error::{Error, Result};

/// Milliseconds since 1970.
pub(crate) fn millis(at: Instant) -> i64 {
    at.timestamp_millis()
}

pub(crate) fn minutes(duration: TimeDelta) -> i64 {
    duration.num_minutes()
}

pub(crate) fn instant(row: &Row<'_>, column: &'static str) -> Result<Instant> {
    DateTime::from_timestamp_millis(row.get(column)?).ok_or(Error::Unreadable { column })
}

pub(crate) fn instant_or_none(row: &Row<'_>, column: &'static str) -> Result<Option<Instant>> {
    let found: Option<i64> = row.get(column)?;
    found.map(|at| DateTime::from_timestamp_millis(at).ok_or(Error::Unreadable { column })).transpose()
}

pub(crate) fn span(row: &Row<'_>, from: &'static str, to: &'static str) -> Result<Span> {
    Span::new(instant(row, from)?, instant(row, to)?).ok_or(Error::Unreadable { column: to })
}

pub(crate) fn duration(row: &Row<'_>, column: &'static str) -> Result<TimeDelta> {
    Ok(TimeDelta::minutes(row.get(column)?))
}

pub(crate) fn duration_or_none(row: &Row<'_>, column: &'static str) -> Result<Option<TimeDelta>> {
    Ok(row.get::<_, Option<i64>>(column)?.map(TimeDelta::minutes))
}

/// The columns `price_minor` and `currency`.
pub(crate) fn price(row: &Row<'_>) -> Result<Money> {
    let code: String = row.get("currency")?;
    let currency = Currency::parse(&code).map_err(|_| Error::Unreadable { column: "currency" })?;
    Ok(Money { minor: row.get("price_minor")?, currency })
}

/// A column with one of our codes.
pub(crate) fn code<T>(row: &Row<'_>, column: &'static str, read: impl Fn(&str) -> Option<T>) -> Result<T> {
    let text: String = row.get(column)?;
    read(&text).ok_or(Error::Unreadable { column })
}

/// A column that may be empty, parsed again by the type that once made it.
pub(crate) fn parsed<T>(
    row: &Row<'_>,
    column: &'static str,
    read: impl Fn(&str) -> Option<T>,
) -> Result<Option<T>> {
    let text: Option<String> = row.get(column)?;
    text.map(|text| read(&text).ok_or(Error::Unreadable { column })).transpose()
}
