//! The bookings of a list as buttons, page by page (A3).

use chat::{Action, Button, Failure};
use domain::Status;
use store::bookings::BookingView;

use crate::cx::Cx;

/// So many bookings on a page.
pub(crate) const PAGE: u32 = 6;
/// So much of a label is seen on a phone.
const WIDTH: usize = 38;
/// What of a client's and of a specialist's name stands in it.
const NAMES: (usize, usize) = (16, 10);

/// One page of bookings.
pub(crate) struct Rows {
    /// Which, counted from 0.
    pub(crate) page: i64,
    /// One booking more than is shown, if another page follows.
    pub(crate) found: Vec<BookingView>,
}

impl Rows {
    /// The page that was asked for; the first, if it is empty by now.
    pub(crate) fn load(
        page: i64,
        load: impl Fn(u32) -> store::Result<Vec<BookingView>>,
    ) -> Result<Rows, Failure> {
        let skip = u32::try_from(page).ok().and_then(|page| page.checked_mul(PAGE)).unwrap_or(0);
        let found = load(skip)?;
        if found.is_empty() && skip > 0 {
            return Ok(Rows { page: 0, found: load(0)? });
        }
        Ok(Rows { page: i64::from(skip / PAGE), found })
    }

    /// A button for each booking, and those that turn the page. `at` says when it begins; `names` whether the specialist is named.
    pub(crate) fn buttons(
        &self,
        cx: &Cx<'_>,
        at: impl Fn(&BookingView) -> String,
        names: bool,
        turn_to: impl Fn(i64) -> Action,
    ) -> Vec<Vec<Button>> {
        let open = |view: &BookingView| Action::new("open").with(view.booking.id.get());
        let mut rows: Vec<Vec<Button>> = self
            .found
            .iter()
            .take(PAGE as usize)
            .map(|view| vec![Button::new(label(view, &at(view), names), open(view))])
            .collect();
        let more = self.found.len() > PAGE as usize;
        rows.push(arrows(cx, self.page, more, turn_to));
        rows
    }
}

/// The row that leads to the pages beside one, in words; empty if there is only one.
pub(crate) fn arrows(cx: &Cx<'_>, page: i64, more: bool, turn_to: impl Fn(i64) -> Action) -> Vec<Button> {
    let back = (page > 0).then(|| cx.button("list-page-back", turn_to(page - 1)));
    let on = more.then(|| cx.button("list-page-on", turn_to(page + 1)));
    back.into_iter().chain(on).collect()
}

/// "⏳ 12:30 Анна · Мария · Стрижка": the mark first and what matters least last, because Telegram cuts a label at its end.
pub(crate) fn label(view: &BookingView, at: &str, names: bool) -> String {
    let client = view.client.name.as_ref().map_or("—", |name| name.as_str());
    let mut label = format!("{} {at} {}", mark(view.booking.status), shortened(client));
    if names {
        label = format!("{label} · {}", cut(&view.specialist, NAMES.1));
    }
    let left = WIDTH.saturating_sub(label.chars().count() + 3);
    if left >= 4 {
        label = format!("{label} · {}", cut(&view.service, left));
    }
    label
}

/// A client's name, or another, as it fits beside others on a button.
pub(crate) fn shortened(name: &str) -> String {
    cut(name, NAMES.0)
}

/// A name, cut with an ellipsis if it has more characters than that.
pub(crate) fn cut(name: &str, most: usize) -> String {
    if name.chars().count() <= most {
        return name.to_owned();
    }
    let kept: String = name.chars().take(most.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

fn mark(status: Status) -> &'static str {
    match status {
        Status::Pending => "⏳",
        Status::Confirmed => "✅",
        Status::Done => "✔️",
        Status::NoShow => "🚫",
        Status::Declined | Status::Cancelled | Status::Expired => "❌",
    }
}
