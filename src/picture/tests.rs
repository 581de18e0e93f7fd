//! Nothing runs over its edge, whatever is written on it.

use proptest::prelude::*;

use crate::frame::{Area, Frame};
use crate::letters::Fonts;
use crate::samples;
use crate::scene::{Scene, Shape};
use crate::timetable::{Block, Column, Entry, State, Stretch, Timetable};

fn inside(inner: Area, outer: Area) -> bool {
    let slack = 0.6;
    inner.x >= outer.x - slack
        && inner.y >= outer.y - slack
        && inner.right() <= outer.right() + slack
        && inner.bottom() <= outer.bottom() + slack
}

fn overlap(one: Area, other: Area) -> bool {
    let apart = one.right() <= other.x + 0.1
        || other.right() <= one.x + 0.1
        || one.bottom() <= other.y + 0.1
        || other.bottom() <= one.y + 0.1;
    !apart
}

/// Holds of every picture, whatever is in it.
fn check(timetable: &Timetable) {
    let fonts = Fonts::load();
    let scene = Scene::of(timetable, &fonts);
    assert!(scene.width + scene.height < 9_000.0, "{} × {}", scene.width, scene.height);
    assert!(scene.width < 19.0 * scene.height && scene.height < 19.0 * scene.width);
    let page = Area { x: 0.0, y: 0.0, width: scene.width, height: scene.height };
    let frame = Frame::of(timetable, 0.0);
    let columns = timetable.columns.len().min(Timetable::MOST_COLUMNS);
    let mut cards: Vec<Area> = Vec::new();
    for shape in &scene.shapes {
        match shape {
            Shape::Text { text, style, area, .. } => {
                assert!(fonts.width(text, *style) <= area.width + 0.6, "{text:?} is wider than its box");
                assert!(inside(*area, page), "{text:?} lies outside: {area:?}");
                assert_eq!(fonts.clean(text), *text);
            }
            Shape::Card { area, .. } | Shape::Hatch { area, .. } | Shape::Fill { area, .. } => {
                assert!(inside(*area, page), "{area:?}");
            }
            Shape::Sign { area, .. } => {
                assert!(
                    cards.last().is_some_and(|card| inside(*area, *card)),
                    "a sign stands beside its card"
                );
            }
            Shape::Line { .. } => {}
        }
        if let Shape::Card { area, .. } = shape {
            assert!(
                !cards.iter().any(|other| overlap(*area, *other)),
                "two cards lie over each other: {area:?}"
            );
            let body = |index| Area { y: 0.0, height: scene.height, ..frame.column(index) };
            let is_booking = area.bottom() < scene.height - 60.0 && area.width > 40.0;
            assert!(!is_booking || (0..columns).any(|index| inside(*area, body(index))), "{area:?}");
            cards.push(*area);
        }
    }
    for (index, shape) in scene.shapes.iter().enumerate() {
        // The words of a card follow it and stay within.
        if let Shape::Card { area, .. } = shape {
            let own = scene.shapes[index + 1..].iter().take_while(|next| !matches!(next, Shape::Card { .. }));
            for text in own.filter_map(|shape| match shape {
                Shape::Text { area: text, .. } if overlap(*text, *area) => Some(*text),
                _ => None,
            }) {
                assert!(inside(text, *area), "{text:?} runs over {area:?}");
            }
        }
    }
}

#[test]
fn nothing_runs_over_its_edge_on_any_kind_of_day() {
    for (_, timetable) in samples::all() {
        check(&timetable);
    }
}

#[test]
fn a_picture_is_a_png_of_a_size_that_telegram_shows() {
    for (name, timetable) in samples::all() {
        let png = crate::png(&timetable);
        assert!(png.len() < 1 << 20, "{name} has {} bytes", png.len());
        let pixels = tiny_skia::Pixmap::decode_png(&png).unwrap();
        assert!(pixels.width() >= 600 && pixels.width() + pixels.height() < 9_000, "{name}");
        let colours: std::collections::BTreeSet<[u8; 3]> =
            pixels.pixels().iter().map(|pixel| [pixel.red(), pixel.green(), pixel.blue()]).collect();
        assert!(colours.len() > 20, "{name} shows nothing");
    }
}

#[test]
fn every_booking_bears_its_sign_and_its_time() {
    let (_, timetable) = samples::all().remove(1);
    let scene = Scene::of(&timetable, &Fonts::load());
    let signs = scene.shapes.iter().filter(|shape| matches!(shape, Shape::Sign { .. })).count();
    let bookings: usize = timetable.columns.iter().map(|column| column.entries.len()).sum();
    assert_eq!(signs, bookings + State::ALL.len(), "those of the legend too");
    for entry in timetable.columns.iter().flat_map(|column| &column.entries) {
        let tells =
            |shape: &Shape| matches!(shape, Shape::Text { text, .. } if text.starts_with(&entry.start));
        assert!(scene.shapes.iter().any(tells), "{} is told nowhere", entry.start);
    }
}

#[test]
fn gaps_and_breaks_are_told() {
    let (_, timetable) = samples::all().remove(1);
    let scene = Scene::of(&timetable, &Fonts::load());
    let says = |wanted: &str| {
        scene.shapes.iter().any(|shape| matches!(shape, Shape::Text { text, .. } if text.starts_with(wanted)))
    };
    assert!(says("свободно 2 ч"), "18:00–20:00");
    assert!(says("перерыв"));
    assert!(says("Приём у врача"), "the note of blocked time");
}

#[test]
fn what_is_left_of_a_stretch_is_in_order() {
    let stretch = |from, to| Stretch { from, to };
    let left = stretch(0, 100)
        .without([stretch(50, 60), stretch(0, 10), stretch(55, 70), stretch(90, 200)].into_iter());
    assert_eq!(left, [stretch(10, 50), stretch(70, 90)]);
    assert_eq!(stretch(5, 5).without(std::iter::empty()), []);
    assert_eq!(stretch(9, 5).without(std::iter::empty()), []);
}

fn any_stretch() -> impl Strategy<Value = Stretch> {
    (0_u32..3000, 0_u32..900).prop_map(|(from, length)| Stretch { from, to: from + length })
}

fn any_words() -> impl Strategy<Value = String> {
    prop_oneof![
        "[а-яА-Я ]{0,40}",
        ".{0,30}",
        Just("щ".repeat(4096)),
        Just("\u{202e}🌸\u{200b}".to_owned()),
        Just(String::new()),
    ]
}

fn any_entry() -> impl Strategy<Value = Entry> {
    let state = prop::sample::select(State::ALL.to_vec());
    (any_stretch(), any_words(), any_words(), any_words(), state).prop_map(
        |(at, time, title, line, state)| Entry {
            at,
            start: time.chars().take(5).collect(),
            time,
            title,
            line,
            state,
        },
    )
}

prop_compose! {
    fn any_column()(
        heading in any_words(),
        under in any_words(),
        open in prop::collection::vec(any_stretch(), 0..3),
        free in prop::collection::vec(any_stretch(), 0..3),
        entries in prop::collection::vec(any_entry(), 0..12),
        blocks in prop::collection::vec((any_stretch(), any_words()), 0..3),
        now in prop::option::of(0_u32..4000),
    ) -> Column {
        let blocks = blocks.into_iter().map(|(at, note)| Block { at, note }).collect();
        Column { heading, under, open, free, entries, blocks, now }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn nothing_runs_over_its_edge_whatever_is_in_it(
        title in any_words(),
        columns in prop::collection::vec(any_column(), 0..15),
    ) {
        check(&Timetable { title, columns, words: samples::russian() });
    }
}
