//! A booking's box and the words in it. What there is no room for is left out; the sign of the state stays longest.

use crate::frame::Area;
use crate::letters::{Fonts, Style};
use crate::scene::{Colour, FAINT, INK, Look, Shape};
use crate::timetable::{Entry, State, Stretch};

const TIME: Style = Style::bold(26.0);
const TITLE: Style = Style::regular(28.0);
const LINE: Style = Style::regular(25.0);
/// The words of a card that is too low even for one line become smaller, down to this.
const SMALLEST: f32 = 14.0;
const SIGN: f32 = 30.0;

/// How a state looks.
pub(crate) fn look(state: State) -> Look {
    let look = |fill, edge, dashed| Look { fill, edge, dashed };
    match state {
        State::Pending => look([0xff, 0xf0, 0xc2], strong(state), true),
        State::Confirmed => look([0xd6, 0xf0, 0xdf], strong(state), false),
        State::Done => look([0xdd, 0xe6, 0xf5], strong(state), false),
        State::NoShow => look([0xfb, 0xdc, 0xdc], strong(state), false),
    }
}

/// The colour of a state's edge and sign.
pub(crate) fn strong(state: State) -> Colour {
    match state {
        State::Pending => [0xb9, 0x7a, 0x00],
        State::Confirmed => [0x1f, 0x8a, 0x4d],
        State::Done => [0x4a, 0x6a, 0xa5],
        State::NoShow => [0xc2, 0x36, 0x36],
    }
}

/// The entries with their areas: those that lie over each other share the width.
pub(crate) fn places(
    entries: &[Entry],
    area: impl Fn(Stretch) -> Area,
    shown: Stretch,
) -> Vec<(&Entry, Area)> {
    let mut entries: Vec<(&Entry, Stretch)> =
        entries.iter().filter_map(|entry| Some((entry, entry.at.within(shown)?))).collect();
    entries.sort_by_key(|(_, at)| *at);
    let mut placed = Vec::new();
    let mut rest = entries.as_slice();
    while let Some((_, first)) = rest.first() {
        let mut until = first.to;
        let together = rest.iter().take_while(|(_, at)| {
            let belongs = at.from < until;
            until = if belongs { until.max(at.to) } else { until };
            belongs
        });
        let (group, others) = rest.split_at(together.count());
        placed.extend(side_by_side(group, &area));
        rest = others;
    }
    placed
}

/// Each goes into the first lane that is free at its start.
fn side_by_side<'a>(
    group: &[(&'a Entry, Stretch)],
    area: impl Fn(Stretch) -> Area,
) -> Vec<(&'a Entry, Area)> {
    let mut ends: Vec<u32> = Vec::new();
    let mut lanes = Vec::new();
    for (_, at) in group {
        let lane = ends.iter().position(|end| *end <= at.from).unwrap_or(ends.len());
        ends.resize(ends.len().max(lane + 1), 0);
        ends[lane] = at.to;
        lanes.push(lane);
    }
    let place = |((entry, at), lane): (&(&'a Entry, Stretch), usize)| {
        let whole = area(*at).inset(3.0, 1.0);
        let width = whole.width / ends.len() as f32;
        let area = Area { x: whole.x + lane as f32 * width, width, ..whole };
        (*entry, area.inset(1.0, 1.0))
    };
    group.iter().zip(lanes).map(place).collect()
}

/// The box, its sign and its words.
pub(crate) fn shapes(entry: &Entry, area: Area, fonts: &Fonts) -> Vec<Shape> {
    let mut shapes = vec![Shape::Card { area, look: look(entry.state) }];
    let pad = if area.height < 125.0 { 3.0 } else { 8.0 };
    let inner = area.inset(if area.width < 90.0 { 4.0 } else { 10.0 }, pad);
    let side = SIGN.min(inner.width).min(area.height - 4.0);
    let sign_y = (area.y + pad).min(area.y + (area.height - side) / 2.0);
    if side >= 8.0 {
        let area = Area { x: inner.right() - side, y: sign_y, width: side, height: side };
        shapes.push(Shape::Sign { area, state: entry.state });
    }
    let mut y = inner.y;
    for (text, style, colour) in words(entry, inner, side + 6.0, fonts) {
        let area = Area { y, height: style.leading(), ..inner };
        y += style.leading();
        if !text.is_empty() {
            shapes.push(Shape::Text { text, style, colour, area });
        }
    }
    shapes
}

/// The lines of a card from top to bottom. The first has to leave room for the sign.
fn words(entry: &Entry, inner: Area, sign: f32, fonts: &Fonts) -> Vec<(String, Style, Colour)> {
    let beside = inner.width - sign;
    let lines_of = |style: Style, height: f32| (height / style.leading()).max(0.0) as usize;
    let height = inner.height - TIME.leading();
    if height < TITLE.leading() {
        let style = Style { size: TIME.size.min((inner.height / 1.2).floor()), ..TITLE };
        let all = format!("{} {}", entry.start, entry.title);
        let text = if style.size < SMALLEST { String::new() } else { fonts.fit(&all, style, beside) };
        return vec![(text, style, INK)];
    }
    let fits = fonts.width(&fonts.clean(&entry.time), TIME) <= beside;
    let time = fonts.fit(if fits { &entry.time } else { &entry.start }, TIME, beside);
    let mut words = vec![(time, TIME, INK)];
    let roomy = height >= 2.0 * TITLE.leading() + LINE.leading();
    let title = fonts.wrap(&entry.title, TITLE, inner.width, if roomy { 2 } else { 1 });
    let left = height - title.len() as f32 * TITLE.leading();
    words.extend(title.into_iter().map(|text| (text, TITLE, INK)));
    let line = fonts.wrap(&entry.line, LINE, inner.width, lines_of(LINE, left).min(3));
    words.extend(line.into_iter().map(|text| (text, LINE, FAINT)));
    words
}
