//! Everything that is drawn, as shapes at their places. It is made without a pixel, so that the tests can look at it.

use crate::card;
use crate::frame::{AXIS, Area, Frame, HEAD, MARGIN};
use crate::legend;
use crate::letters::{Fonts, Style};
use crate::timetable::{Column, State, Stretch, Timetable, Words};

/// Red, green, blue.
pub(crate) type Colour = [u8; 3];

const PAGE: Colour = [0xf4, 0xf5, 0xf8];
const CLOSED: Colour = [0xe4, 0xe7, 0xec];
const HATCHING: Colour = [0xd3, 0xd7, 0xde];
const BLOCKED: Colour = [0xd6, 0xd4, 0xdf];
const BLOCKED_HATCHING: Colour = [0xc3, 0xc0, 0xd0];
const OPEN: Colour = [0xee, 0xf0, 0xf3];
const FREE: Colour = [0xff, 0xff, 0xff];
const HOUR: Colour = [0xc9, 0xce, 0xd6];
const HALF_HOUR: Colour = [0xe3, 0xe6, 0xeb];
const EDGE: Colour = [0xb4, 0xbb, 0xc6];
const NOW: Colour = [0xe0, 0x2f, 0x2f];
pub(crate) const INK: Colour = [0x1a, 0x22, 0x2e];
pub(crate) const FAINT: Colour = [0x5a, 0x65, 0x74];
const FREE_INK: Colour = [0x2f, 0x7d, 0x55];

const TITLE: Style = Style::bold(44.0);
const HEADING: Style = Style::bold(32.0);
const SMALL_HEADING: Style = Style::bold(25.0);
const UNDER: Style = Style::regular(25.0);
const AXIS_LABEL: Style = Style::regular(27.0);
pub(crate) const NOTE: Style = Style::regular(25.0);

/// How a box looks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Look {
    pub(crate) fill: Colour,
    pub(crate) edge: Colour,
    pub(crate) dashed: bool,
}

/// One thing that is drawn.
#[derive(Clone, Debug)]
pub(crate) enum Shape {
    /// A plain rectangle.
    Fill { area: Area, colour: Colour },
    /// Oblique lines over a rectangle.
    Hatch { area: Area, colour: Colour },
    /// A straight line, level or upright.
    Line { from: (f32, f32), to: (f32, f32), colour: Colour, thickness: f32 },
    /// A box with round corners.
    Card { area: Area, look: Look },
    /// What tells a state without colours.
    Sign { area: Area, state: State },
    /// A line of text, standing in the middle of the height of its area and at its left side.
    Text { text: String, style: Style, colour: Colour, area: Area },
}

/// The whole picture.
pub(crate) struct Scene {
    pub(crate) width: f32,
    pub(crate) height: f32,
    pub(crate) shapes: Vec<Shape>,
}

impl Scene {
    pub(crate) fn of(timetable: &Timetable, fonts: &Fonts) -> Scene {
        // How wide it is does not depend on the title, how high it is does.
        let width = Frame::of(timetable, 0.0).width();
        let title = fonts.wrap(&timetable.title, TITLE, width - 2.0 * MARGIN, 2);
        let frame = Frame::of(timetable, title.len() as f32 * TITLE.leading());
        let legend = legend::of(&timetable.words, fonts, width - 2.0 * MARGIN, frame.foot());
        let mut scene = Scene { width, height: legend.bottom + MARGIN, shapes: Vec::new() };
        scene.fill(Area { x: 0.0, y: 0.0, width, height: scene.height }, PAGE);
        for (line, text) in title.into_iter().enumerate() {
            let y = MARGIN + line as f32 * TITLE.leading();
            let area = Area { x: MARGIN, y, width: width - 2.0 * MARGIN, height: TITLE.leading() };
            scene.text(text, TITLE, INK, area);
        }
        let columns = || timetable.columns.iter().take(Timetable::MOST_COLUMNS).enumerate();
        scene.closed(frame.column(0));
        for (index, column) in columns() {
            scene.heading(&frame, index, column, fonts);
            scene.ground(&frame, index, column);
        }
        scene.hours(&frame, fonts);
        for (index, column) in columns() {
            scene.now(&frame, index, column);
            scene.notes(&frame, index, column, &timetable.words, fonts);
            scene.blocks(&frame, index, column, &timetable.words, fonts);
            scene.edges(&frame, index);
            for (entry, area) in card::places(&column.entries, |at| frame.stretch(index, at), frame.hours) {
                scene.shapes.extend(card::shapes(entry, area, fonts));
            }
        }
        scene.shapes.extend(legend.shapes);
        scene
    }

    fn heading(&mut self, frame: &Frame, index: usize, column: &Column, fonts: &Fonts) {
        let body = frame.column(index);
        let room = body.inset(8.0, 0.0);
        let name = fonts.clean(&column.heading);
        let fits = fonts.width(&name, HEADING) <= room.width;
        let heading = if fits { HEADING } else { SMALL_HEADING };
        for (words, style, colour, y) in [(&name, heading, INK, 14.0), (&column.under, UNDER, FAINT, 54.0)] {
            let area = Area { y: body.y - HEAD + y, height: HEADING.leading(), ..room };
            self.text(fonts.fit(words, style, room.width), style, colour, area);
        }
    }

    /// Closed, open, free: from the darkest to the lightest.
    fn ground(&mut self, frame: &Frame, index: usize, column: &Column) {
        self.closed(frame.column(index));
        for (stretches, colour) in [(&column.open, OPEN), (&column.free, FREE)] {
            for at in stretches.iter().filter_map(|at| at.within(frame.hours)) {
                self.fill(frame.stretch(index, at), colour);
            }
        }
    }

    /// The lines of the hours and half hours over all columns, and the hours beside them.
    fn hours(&mut self, frame: &Frame, fonts: &Fonts) {
        let (left, right) = (MARGIN + AXIS, self.width - MARGIN);
        for minute in (frame.hours.from..=frame.hours.to).step_by(30) {
            let y = frame.y(minute);
            let is_hour = minute % 60 == 0;
            let (colour, x) = if is_hour { (HOUR, left - 10.0) } else { (HALF_HOUR, left) };
            self.shapes.push(Shape::Line { from: (x, y), to: (right, y), colour, thickness: 2.0 });
            if is_hour {
                let text = format!("{:02}:00", minute / 60 % 24);
                let width = fonts.width(&text, AXIS_LABEL);
                let height = AXIS_LABEL.leading();
                let area = Area { x: left - 18.0 - width, y: y - height / 2.0, width, height };
                self.text(text, AXIS_LABEL, FAINT, area);
            }
        }
    }

    /// How long a gap is, and that a closed one is a break.
    fn notes(&mut self, frame: &Frame, index: usize, column: &Column, words: &Words, fonts: &Fonts) {
        for at in column.free.iter().filter_map(|at| at.within(frame.hours)) {
            let duration = words.duration(at.length());
            let long = format!("{} {duration}", words.free);
            self.centred(frame.stretch(index, at), &[long, duration], (FREE_INK, FREE), fonts);
        }
        let mut open = column.open.clone();
        open.sort_unstable();
        for pair in open.windows(2) {
            let rest = Stretch { from: pair[0].to, to: pair[1].from };
            let taken = column.entries.iter().map(|entry| entry.at).chain(column.blocks.iter().map(|b| b.at));
            for at in rest.without(taken).into_iter().filter_map(|at| at.within(frame.hours)) {
                self.centred(
                    frame.stretch(index, at),
                    std::slice::from_ref(&words.rest),
                    (FAINT, CLOSED),
                    fonts,
                );
            }
        }
    }

    /// Blocked time where no booking lies over it.
    fn blocks(&mut self, frame: &Frame, index: usize, column: &Column, words: &Words, fonts: &Fonts) {
        for block in &column.blocks {
            let taken = column.entries.iter().map(|entry| entry.at);
            for at in block.at.without(taken).into_iter().filter_map(|at| at.within(frame.hours)) {
                let area = frame.stretch(index, at);
                self.fill(area, BLOCKED);
                self.shapes.push(Shape::Hatch { area, colour: BLOCKED_HATCHING });
                let note = if block.note.trim().is_empty() { &words.blocked } else { &block.note };
                let inner = area.inset(10.0, 4.0);
                let lines = (inner.height / NOTE.leading()) as usize;
                for (line, text) in fonts.wrap(note, NOTE, inner.width, lines.min(3)).into_iter().enumerate()
                {
                    let y = inner.y + line as f32 * NOTE.leading();
                    self.text(text, NOTE, INK, Area { y, height: NOTE.leading(), ..inner });
                }
            }
        }
    }

    fn edges(&mut self, frame: &Frame, index: usize) {
        let body = frame.column(index);
        for x in [body.x, body.right()] {
            let (from, to) = ((x, body.y - HEAD + 10.0), (x, body.bottom()));
            self.shapes.push(Shape::Line { from, to, colour: EDGE, thickness: 2.0 });
        }
    }

    /// A line behind the bookings, so that it goes through no words.
    fn now(&mut self, frame: &Frame, index: usize, column: &Column) {
        let Some(now) = column.now.filter(|now| (frame.hours.from..frame.hours.to).contains(now)) else {
            return;
        };
        let (body, y) = (frame.column(index), frame.y(now));
        let (from, to) = ((body.x, y), (body.right(), y));
        self.shapes.push(Shape::Line { from, to, colour: NOW, thickness: 4.0 });
    }

    fn closed(&mut self, area: Area) {
        self.fill(area, CLOSED);
        self.shapes.push(Shape::Hatch { area, colour: HATCHING });
    }

    /// The first of the texts that fits in the middle of an area, if it has room for a line.
    fn centred(&mut self, area: Area, texts: &[String], (colour, ground): (Colour, Colour), fonts: &Fonts) {
        let width = |text: &String| fonts.width(&fonts.clean(text), NOTE);
        let fitting = texts.iter().find(|text| width(text) <= area.width - 16.0);
        if let Some(text) = fitting.filter(|_| area.height >= NOTE.leading()) {
            let (text, width) = (fonts.clean(text), width(text));
            let x = (area.x + (area.width - width) / 2.0).round();
            let y = (area.y + (area.height - NOTE.leading()) / 2.0).round();
            let area = Area { x, y, width: width.ceil(), height: NOTE.leading() };
            // No line goes through the words.
            self.fill(area.inset(-8.0, -1.0), ground);
            self.text(text, NOTE, colour, area);
        }
    }

    fn fill(&mut self, area: Area, colour: Colour) {
        self.shapes.push(Shape::Fill { area, colour });
    }

    fn text(&mut self, text: String, style: Style, colour: Colour, area: Area) {
        if !text.is_empty() {
            self.shapes.push(Shape::Text { text, style, colour, area });
        }
    }
}
