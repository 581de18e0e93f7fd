//! `zapis export`: bookings as CSV, for a spreadsheet or a program.
//!
//! The columns and their names stay as they are: programs read them. They are read a page at a time, so a service beside it goes on writing
//! its log back, and memory stays small however many there are.

use std::borrow::Cow;
use std::io::{self, BufWriter, Write};

use anyhow::bail;
use chrono::NaiveDate;
use chrono_tz::Tz;
use domain::{Instant, Money, time};
use store::Store;
use store::booking_export::ExportedBooking;

use super::{ConfigFile, out};

/// So many bookings are read at a time.
const PAGE: u32 = 500;
/// Tells a spreadsheet that this is UTF-8.
const BYTE_ORDER_MARK: &str = "\u{feff}";
const COLUMNS: [&str; 11] = [
    "booking",
    "start",
    "end",
    "status",
    "service",
    "specialist",
    "client",
    "phone",
    "price",
    "currency",
    "source",
];

#[derive(clap::Subcommand)]
pub(super) enum Command {
    /// Every booking of some days, whatever became of it, as CSV on standard output
    Bookings(Bookings),
}

#[derive(clap::Args)]
pub(super) struct Bookings {
    /// The first date, such as 2026-12-01
    #[arg(long, value_name = "DATE", value_parser = super::date)]
    from: NaiveDate,
    /// The last date
    #[arg(long, value_name = "DATE", value_parser = super::date)]
    to: NaiveDate,
    /// As Excel opens it by a double click: semicolons, decimal commas, plain times
    #[arg(long)]
    excel: bool,
    #[command(flatten)]
    config: ConfigFile,
}

pub(super) fn run(command: &Command) -> anyhow::Result<()> {
    let Command::Bookings(arguments) = command;
    let Bookings { from, to, excel, .. } = *arguments;
    if from > to || !time::is_of_our_time(from) || !time::is_of_our_time(to) {
        bail!("--from {from} --to {to}: write two dates in order");
    }
    let config = arguments.config.load()?;
    let tx = Store::read(&config.settings.database)?;
    let zone = config.policy.with(&tx.overrides()?).business.zone;
    let days = time::day(zone, from).joined(time::day(zone, to));
    let mut table = Table::new(BufWriter::new(io::stdout().lock()), zone, excel)?;
    let mut last = None;
    loop {
        let page = tx.exported_bookings(days, last.as_ref(), PAGE)?;
        page.iter().try_for_each(|booking| table.row(booking))?;
        last = match page.len() == PAGE as usize {
            true => page.into_iter().next_back(),
            false => return table.end(),
        };
    }
}

/// A table that is being written.
struct Table<W: Write> {
    csv: csv::Writer<W>,
    zone: Tz,
    excel: bool,
}

impl<W: Write> Table<W> {
    fn new(mut out: W, zone: Tz, excel: bool) -> anyhow::Result<Table<W>> {
        let mut builder = csv::WriterBuilder::new();
        if excel {
            out.write_all(BYTE_ORDER_MARK.as_bytes()).map_err(out::failed)?;
            builder.delimiter(b';').terminator(csv::Terminator::CRLF);
        }
        let mut table = Table { csv: builder.from_writer(out), zone, excel };
        table.csv.write_record(COLUMNS).map_err(failed)?;
        Ok(table)
    }

    fn row(&mut self, booking: &ExportedBooking) -> anyhow::Result<()> {
        let text = |text: &str| harmless(text).into_owned();
        let known = |value: Option<&str>| value.map(text).unwrap_or_default();
        // A plus and digits are no formula, but a spreadsheet would make them a number.
        let phone = booking.phone.as_ref().map(|phone| match self.excel {
            true => phone.display(),
            false => phone.as_e164().to_owned(),
        });
        let cells = [
            booking.id.to_string(),
            self.time(booking.visit.start()),
            self.time(booking.visit.end()),
            booking.status.code().to_owned(),
            text(&booking.service),
            text(&booking.specialist),
            known(booking.client.as_deref()),
            phone.unwrap_or_default(),
            amount(booking.price, if self.excel { ',' } else { '.' }),
            booking.price.currency.code().to_owned(),
            known(booking.source.as_deref()),
        ];
        self.csv.write_record(cells).map_err(failed)
    }

    fn end(mut self) -> anyhow::Result<()> {
        self.csv.flush().map_err(out::failed)
    }

    fn time(&self, at: Instant) -> String {
        let local = at.with_timezone(&self.zone);
        match self.excel {
            true => local.format("%Y-%m-%d %H:%M").to_string(),
            false => local.to_rfc3339(),
        }
    }
}

/// A cell that a spreadsheet takes for a text: what begins like a formula, written by a client perhaps, gets an apostrophe before it. Where another
/// separator is usual it would be cut into several cells, so that goes for each piece.
fn harmless(text: &str) -> Cow<'_, str> {
    let is_separator = |letter: char| matches!(letter, ';' | ',' | '\t');
    if !text.split_inclusive(is_separator).any(begins_a_formula) {
        return Cow::Borrowed(text);
    }
    let pieces = text.split_inclusive(is_separator);
    let harmless =
        pieces.map(|piece| if begins_a_formula(piece) { format!("'{piece}") } else { piece.to_owned() });
    Cow::Owned(harmless.collect())
}

fn begins_a_formula(text: &str) -> bool {
    let is_sign =
        |first: char| matches!(first, '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠');
    text.trim_start_matches(' ').starts_with(is_sign)
}

/// An amount in units: `1500.00`.
fn amount(price: Money, point: char) -> String {
    let digits = price.currency.minor_digits();
    let whole = 10_i64.pow(digits);
    match digits {
        0 => price.minor.to_string(),
        _ => {
            let sign = if price.minor < 0 { "-" } else { "" };
            let (units, rest) = (
                price.minor.unsigned_abs() / whole.unsigned_abs(),
                price.minor.unsigned_abs() % whole.unsigned_abs(),
            );
            format!("{sign}{units}{point}{rest:0width$}", width = digits as usize)
        }
    }
}

fn failed(error: csv::Error) -> anyhow::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => out::failed(error),
        other => anyhow::anyhow!("the table cannot be written: {other:?}"),
    }
}

#[cfg(test)]
mod tests {
    use domain::Currency;

    use super::*;

    #[test]
    fn what_begins_like_a_formula_is_a_text() {
        for formula in ["=1+1", "+7", "-2", "@SUM(A1)", "\r=1", "  =HYPERLINK(1)", "＝1"] {
            assert_eq!(harmless(formula), format!("'{formula}"));
        }
        assert_eq!(harmless("Анна;=1+1"), "Анна;'=1+1");
        assert_eq!(harmless("Анна, @SUM(1); -2"), "Анна,' @SUM(1);' -2");
        for text in ["Анна; Борис, Вера", "Анна", "", "a=b", "1-2", "'quoted"] {
            assert_eq!(harmless(text), text);
        }
    }

    #[test]
    fn an_amount_is_in_units_whatever_the_currency() {
        let money = |minor, code| Money { minor, currency: Currency::parse(code).unwrap() };
        assert_eq!(amount(money(150_005, "RUB"), '.'), "1500.05");
        assert_eq!(amount(money(99, "EUR"), ','), "0,99");
        assert_eq!(amount(money(1500, "JPY"), '.'), "1500");
    }

    #[test]
    fn a_span_of_days_follows_the_clocks_of_the_business() {
        let zone: Tz = "Europe/Berlin".parse().unwrap();
        let date = NaiveDate::from_ymd_opt(2026, 10, 25).unwrap();
        let day = time::day(zone, date).joined(time::day(zone, date));
        assert_eq!(day.length().num_hours(), 25);
    }
}
