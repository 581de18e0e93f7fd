//! Shapes → PNG.

use tiny_skia::{
    Color, FillRule, LineCap, LineJoin, Paint, Path, PathBuilder, Pixmap, Rect, Stroke, StrokeDash, Transform,
};

use crate::card;
use crate::frame::Area;
use crate::letters::Fonts;
use crate::scene::{Colour, Scene, Shape};
use crate::timetable::State;

/// How round the corners of a card are.
const RADIUS: f32 = 10.0;
/// From one oblique line to the next.
const HATCH: f32 = 18.0;
/// Half the height of a capital letter, as a part of the size of the letters.
const HALF_CAPITAL: f32 = 0.357;

/// Draws a scene.
pub(crate) fn png(scene: &Scene, fonts: &Fonts) -> Vec<u8> {
    let (width, height) = (scene.width.ceil() as u32, scene.height.ceil() as u32);
    let mut canvas = Canvas { pixels: Pixmap::new(width, height).expect("neither side is nothing, or huge") };
    for shape in &scene.shapes {
        canvas.draw(shape, fonts);
    }
    canvas.pixels.encode_png().expect("it is written into memory")
}

struct Canvas {
    pixels: Pixmap,
}

impl Canvas {
    fn draw(&mut self, shape: &Shape, fonts: &Fonts) {
        match shape {
            Shape::Fill { area, colour } => {
                if let Some(rect) = rect(*area) {
                    self.pixels.fill_rect(rect, &paint(*colour, false), Transform::identity(), None);
                }
            }
            Shape::Hatch { area, colour } => self.stroke(hatching(*area), *colour, &line(2.0)),
            Shape::Line { from, to, colour, thickness } => {
                let mut path = PathBuilder::new();
                path.move_to(from.0, from.1);
                path.line_to(to.0, to.1);
                self.stroke(path.finish(), *colour, &line(*thickness));
            }
            Shape::Card { area, look } => {
                self.fill(rounded(*area, RADIUS), look.fill);
                let dash = if look.dashed { StrokeDash::new(vec![12.0, 8.0], 0.0) } else { None };
                self.stroke(rounded(area.inset(1.0, 1.0), RADIUS), look.edge, &Stroke { dash, ..line(2.5) });
            }
            Shape::Sign { area, state } => self.sign(*area, *state),
            Shape::Text { text, style, colour, area } => {
                let baseline = (area.y + area.height / 2.0 + style.size * HALF_CAPITAL).round();
                self.fill(fonts.outlines(text, *style, area.x, baseline), *colour);
            }
        }
    }

    /// A disc with a tick, two ticks, the hands of a clock or a cross.
    fn sign(&mut self, area: Area, state: State) {
        self.fill(rounded(area, area.width / 2.0), card::strong(state));
        let strokes: &[&[(f32, f32)]] = match state {
            State::Confirmed => &[&[(0.27, 0.52), (0.44, 0.69), (0.74, 0.34)]],
            State::Done => {
                &[&[(0.16, 0.52), (0.31, 0.68), (0.56, 0.36)], &[(0.47, 0.64), (0.52, 0.69), (0.82, 0.34)]]
            }
            State::Pending => &[&[(0.5, 0.22), (0.5, 0.54), (0.71, 0.66)]],
            State::NoShow => &[&[(0.32, 0.32), (0.68, 0.68)], &[(0.68, 0.32), (0.32, 0.68)]],
        };
        let mut path = PathBuilder::new();
        for points in strokes {
            for (index, (x, y)) in points.iter().enumerate() {
                let (x, y) = (area.x + x * area.width, area.y + y * area.height);
                if index == 0 { path.move_to(x, y) } else { path.line_to(x, y) }
            }
        }
        let pen = Stroke { line_cap: LineCap::Round, line_join: LineJoin::Round, ..line(area.width * 0.105) };
        self.stroke(path.finish(), [0xff; 3], &pen);
    }

    fn fill(&mut self, path: Option<Path>, colour: Colour) {
        if let Some(path) = path {
            self.pixels.fill_path(
                &path,
                &paint(colour, true),
                FillRule::Winding,
                Transform::identity(),
                None,
            );
        }
    }

    fn stroke(&mut self, path: Option<Path>, colour: Colour, pen: &Stroke) {
        if let Some(path) = path {
            self.pixels.stroke_path(&path, &paint(colour, true), pen, Transform::identity(), None);
        }
    }
}

fn paint(colour: Colour, anti_alias: bool) -> Paint<'static> {
    let [red, green, blue] = colour;
    let mut paint = Paint { anti_alias, ..Paint::default() };
    paint.set_color(Color::from_rgba8(red, green, blue, 0xff));
    paint
}

fn line(width: f32) -> Stroke {
    Stroke { width, ..Stroke::default() }
}

fn rect(area: Area) -> Option<Rect> {
    Rect::from_xywh(area.x, area.y, area.width, area.height)
}

/// Lines that climb to the right, each cut off where the area ends.
fn hatching(area: Area) -> Option<Path> {
    let Area { x, y, width, height } = area;
    let mut path = PathBuilder::new();
    let lines = ((width + height) / HATCH) as usize;
    for along in (1..=lines).map(|line| line as f32 * HATCH) {
        path.move_to(x + (along - height).max(0.0), y + along.min(height));
        path.line_to(x + along.min(width), y + (along - width).max(0.0));
    }
    path.finish()
}

/// A rectangle with round corners; with a radius of half its side, a disc.
fn rounded(area: Area, radius: f32) -> Option<Path> {
    let radius = radius.min(area.width / 2.0).min(area.height / 2.0);
    let (left, top, right, bottom) = (area.x, area.y, area.right(), area.bottom());
    // A cubic curve with its handles at this distance from the corner is nearly a quarter of a circle.
    let handle = radius * 0.4477;
    let mut path = PathBuilder::new();
    path.move_to(left + radius, top);
    path.line_to(right - radius, top);
    path.cubic_to(right - handle, top, right, top + handle, right, top + radius);
    path.line_to(right, bottom - radius);
    path.cubic_to(right, bottom - handle, right - handle, bottom, right - radius, bottom);
    path.line_to(left + radius, bottom);
    path.cubic_to(left + handle, bottom, left, bottom - handle, left, bottom - radius);
    path.line_to(left, top + radius);
    path.cubic_to(left, top + handle, left + handle, top, left + radius, top);
    path.close();
    path.finish()
}
