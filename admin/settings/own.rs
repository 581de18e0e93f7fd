//! What every admin chooses for themselves: which news they get (A12), their quiet hours, the time of the digest, the language.

use chat::{Action, Args, Button, Content, Failure, Lang, Place, Reaction, Screen};
use chrono::{NaiveTime, TimeDelta, Timelike as _};
use domain::{News, NewsRules, Quiet, Right};
use serde::{Deserialize, Serialize};
use store::news::AdminNews;

use super::group::in_rows;
use crate::cx::{Cx, under};
use crate::state::State;
use crate::{digest, flow, step};

/// Quiet hours that may be wanted, as hours.
const QUIET: [(i64, i64); 4] = [(21, 9), (22, 8), (22, 9), (23, 8)];
/// Times of the digest that may be wanted, in minutes after midnight.
const DIGEST: [i64; 5] = [420, 480, 540, 570, 600];
/// The minutes of a day.
const DAY: i64 = 24 * 60;

/// A time that an admin types.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Typed {
    /// Their quiet hours.
    Quiet,
    /// The time of their digest.
    Digest,
}

pub(super) fn act(cx: &Cx<'_>, action: &Action, place: Place) -> Result<Reaction<State>, Failure> {
    let chosen = cx.turn.tx.admin_news(cx.chat())?;
    let mut rules = chosen.rules.clone();
    match (action.verb(), action.numbers()) {
        ("settings-news", []) => return show(cx, place, None),
        ("settings-quiet", []) => return Ok(quiet(cx, &chosen, place)),
        ("settings-digest", []) => return Ok(digests(cx, &chosen, place)),
        ("settings-language", []) => return Ok(languages(cx, place)),
        ("settings-language-set", [number]) => return language(cx, *number, place),
        ("settings-quiet-set", [_]) => rules.quiet = None,
        ("settings-quiet-set", [0, 0, _]) => return Ok(Typed::Quiet.show(cx, place, None)),
        ("settings-digest-set", [-1, _]) => return Ok(Typed::Digest.show(cx, place, None)),
        ("settings-news-set", [number, on, _]) => {
            match kinds(cx).nth(usize::try_from(*number).unwrap_or(usize::MAX)) {
                Some(news) if *on == 1 => drop(rules.off.remove(&news)),
                Some(news) => drop(rules.off.insert(news)),
                None => return flow::refuse(cx, "press-unknown"),
            }
        }
        ("settings-quiet-set", [from, to, _]) => match (clock(*from), clock(*to)) {
            (Some(from), Some(to)) => rules.quiet = Quiet::between(from, to),
            _ => return flow::refuse(cx, "press-unknown"),
        },
        ("settings-digest-set", [minutes, _]) => match clock(*minutes) {
            Some(time) => rules.digest_at = time,
            None => return flow::refuse(cx, "press-unknown"),
        },
        _ => return flow::refuse(cx, "press-unknown"),
    }
    // The last number is the version that the screen showed.
    choose(cx, &rules, action.numbers().last().copied().unwrap_or_default(), place)
}

/// Keeps what was chosen. A press that came twice finds it chosen already.
fn choose(cx: &Cx<'_>, rules: &NewsRules, seen: i64, place: Place) -> Result<Reaction<State>, Failure> {
    let before = cx.turn.tx.admin_news(cx.chat())?.rules;
    match cx.turn.tx.set_admin_news(cx.chat(), rules, seen) {
        Ok(()) => {}
        Err(store::Error::Changed) => return show(cx, place, None),
        Err(error) => return Err(error.into()),
    }
    if before.digest_at != rules.digest_at {
        digest::again(cx)?;
    }
    cx.journal("settings-own", None)?;
    Ok(show(cx, place, None)?.saying(cx.label("settings-saved")))
}

/// The kinds of news that reach somebody of this role.
fn kinds(cx: &Cx<'_>) -> impl Iterator<Item = News> {
    let is_owner = cx.may(Right::Settings);
    News::ALL.into_iter().filter(move |news| is_owner || !matches!(news, News::Reviewed | News::Alerts))
}

/// Which news there are, and when they come.
pub(super) fn show(cx: &Cx<'_>, place: Place, headline: Option<String>) -> Result<Reaction<State>, Failure> {
    let AdminNews { rules, version, .. } = cx.turn.tx.admin_news(cx.chat())?;
    let toggle = |(number, news): (i64, News)| {
        let on = rules.wants(news);
        let args = Args::new().text("on", if on { "yes" } else { "no" }).text("news", news.code());
        let action = Action::new("settings-news-set").with(number).with(i64::from(!on)).with(version);
        vec![Button::new(cx.label_with("settings-news-kind", args), action)]
    };
    let mut rows: Vec<Vec<Button>> = (0_i64..).zip(kinds(cx)).map(toggle).collect();
    let quiet = cx.label_with("settings-button-quiet", Args::new().text("quiet", told(cx, rules.quiet)));
    rows.push(vec![Button::new(quiet, Action::new("settings-quiet"))]);
    if rules.wants(News::Digest) {
        let at = Args::new().text("at", rules.digest_at.format("%H:%M").to_string());
        rows.push(vec![Button::new(
            cx.label_with("settings-button-digest", at),
            Action::new("settings-digest"),
        )]);
    }
    rows.push(vec![cx.button("button-back", Action::new("settings"))]);
    let text = cx.say_with(
        "settings-news",
        Args::new().text("owner", if cx.may(Right::Settings) { "yes" } else { "no" }),
    );
    Ok(cx.end(place, Screen::text(under(headline, text)).buttons(rows)))
}

fn told(cx: &Cx<'_>, quiet: Option<Quiet>) -> String {
    quiet.map_or_else(|| cx.label("settings-none"), |quiet| quiet.to_string().replace('-', "–"))
}

fn quiet(cx: &Cx<'_>, chosen: &AdminNews, place: Place) -> Reaction<State> {
    let set = |from: i64, to: i64| {
        Action::new("settings-quiet-set").with(from * 60).with(to * 60).with(chosen.version)
    };
    let preset = |(from, to): (i64, i64)| Button::new(format!("{from:02}:00–{to:02}:00"), set(from, to));
    let mut rows = in_rows(QUIET.into_iter().map(preset).collect());
    rows.push(vec![cx.button("settings-button-other-time", set(0, 0))]);
    if chosen.rules.quiet.is_some() {
        let off = Action::new("settings-quiet-set").with(chosen.version);
        rows.push(vec![cx.button("settings-button-quiet-off", off)]);
    }
    rows.push(vec![cx.button("button-back", Action::new("settings-news"))]);
    let text = cx.say_with("settings-quiet", Args::new().text("quiet", told(cx, chosen.rules.quiet)));
    cx.end(place, Screen::text(text).buttons(rows))
}

fn digests(cx: &Cx<'_>, chosen: &AdminNews, place: Place) -> Reaction<State> {
    let set = |minutes: i64| Action::new("settings-digest-set").with(minutes).with(chosen.version);
    let preset = |minutes: i64| Button::new(format!("{:02}:{:02}", minutes / 60, minutes % 60), set(minutes));
    let mut rows = in_rows(DIGEST.into_iter().map(preset).collect());
    rows.push(vec![cx.button("settings-button-other-time", set(-1))]);
    rows.push(vec![cx.button("button-back", Action::new("settings-news"))]);
    let at = chosen.rules.digest_at.format("%H:%M").to_string();
    let text = cx.say_with("settings-digest", Args::new().text("at", at));
    cx.end(place, Screen::text(text).buttons(rows))
}

fn clock(minutes: i64) -> Option<NaiveTime> {
    (0..DAY).contains(&minutes).then(|| NaiveTime::MIN + TimeDelta::minutes(minutes))
}

impl Typed {
    pub(crate) fn show(self, cx: &Cx<'_>, place: Place, headline: Option<String>) -> Reaction<State> {
        let key = match self {
            Typed::Quiet => "settings-type-quiet",
            Typed::Digest => "settings-type-digest",
        };
        let screen = Screen::text(under(headline, cx.say(key))).buttons(vec![cx.back_and_cancel()]);
        cx.go(step::Step::Settings(super::Step::Own(self)), place, screen)
    }

    /// Its only button leads back.
    pub(crate) fn pressed(self, cx: &Cx<'_>) -> Result<Reaction<State>, Failure> {
        show(cx, Place::InPlace, None)
    }

    pub(crate) fn written(self, cx: &Cx<'_>, content: &Content) -> Result<Reaction<State>, Failure> {
        let text = match content {
            Content::Text(text) => text.trim(),
            _ => "",
        };
        if cx.turn.texts.is_label("button-back", text) || cx.turn.texts.is_label("button-cancel", text) {
            return show(cx, Place::Below, None);
        }
        let chosen = cx.turn.tx.admin_news(cx.chat())?;
        let mut rules = chosen.rules.clone();
        match self {
            Typed::Quiet => match text.parse() {
                Ok(quiet) => rules.quiet = Some(quiet),
                Err(_) => return Ok(cx.hint("settings-wrong-quiet")),
            },
            Typed::Digest => match NaiveTime::parse_from_str(text, "%H:%M") {
                Ok(time) if time.second() == 0 => rules.digest_at = time,
                _ => return Ok(cx.hint("settings-wrong-time")),
            },
        }
        choose(cx, &rules, chosen.version, Place::Below)
    }
}

fn languages(cx: &Cx<'_>, place: Place) -> Reaction<State> {
    let choice =
        |number, label: &str| vec![Button::new(label, Action::new("settings-language-set").with(number))];
    let back = vec![cx.button("button-back", Action::new("settings"))];
    let screen = Screen::text(cx.say("settings-language"));
    cx.end(place, screen.buttons(vec![choice(0, "Русский"), choice(1, "English"), back]))
}

fn language(cx: &Cx<'_>, number: i64, place: Place) -> Result<Reaction<State>, Failure> {
    let lang = if number == 0 { Lang::Ru } else { Lang::En };
    cx.turn.tx.set_admin_language(cx.chat(), lang.code())?;
    let cx = Cx { turn: cx.turn, admin: cx.reread()?.admin, lang };
    Ok(super::show(&cx, place, None)?.saying(cx.label("settings-language-set")))
}
