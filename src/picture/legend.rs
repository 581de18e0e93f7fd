//! What colours and signs mean, in as many rows as it takes.

use crate::card;
use crate::frame::{Area, MARGIN};
use crate::letters::{Fonts, Style};
use crate::scene::{FAINT, INK, Look, Shape};
use crate::timetable::{State, Words};

const STYLE: Style = Style::regular(25.0);
const ROW: f32 = 46.0;
const SAMPLE: f32 = 34.0;
/// Between a sample and its word, and between a word and the next sample.
const GAPS: (f32, f32) = (10.0, 28.0);

/// The legend, and where it ends.
pub(crate) struct Legend {
    pub(crate) shapes: Vec<Shape>,
    pub(crate) bottom: f32,
}

/// The legend below `top`, in rows of at most this width.
pub(crate) fn of(words: &Words, fonts: &Fonts, width: f32, top: f32) -> Legend {
    let plain = Look { fill: [0xff; 3], edge: FAINT, dashed: false };
    // Dashes make no line around so small a sample.
    let look = |state| Look { dashed: false, ..card::look(state) };
    let states = State::ALL.map(|state| (words.of(state), look(state), Some(state)));
    let items = states.into_iter().chain([(words.free.as_str(), plain, None)]);
    let mut legend = Legend { shapes: Vec::new(), bottom: top + SAMPLE };
    let (mut x, mut y) = (MARGIN, top);
    for (word, look, state) in items {
        let text = fonts.fit(word, STYLE, width - SAMPLE - GAPS.0);
        let length = SAMPLE + GAPS.0 + fonts.width(&text, STYLE).ceil();
        if x > MARGIN && x + length > MARGIN + width {
            (x, y) = (MARGIN, y + ROW);
        }
        let area = Area { x, y, width: SAMPLE, height: SAMPLE };
        legend.shapes.push(Shape::Card { area, look });
        legend.shapes.extend(state.map(|state| Shape::Sign { area: area.inset(4.0, 4.0), state }));
        let area = Area { x: x + SAMPLE + GAPS.0, width: length - SAMPLE - GAPS.0, ..area };
        legend.shapes.push(Shape::Text { text, style: STYLE, colour: INK, area });
        legend.bottom = y + SAMPLE;
        x += length + GAPS.1;
    }
    legend
}
