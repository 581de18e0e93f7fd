//! The fonts that come with the program: how wide a text is, how it is cut to fit, and the outlines of its letters.

use tiny_skia::{Path, PathBuilder};
use ttf_parser::{Face, GlyphId, OutlineBuilder};

/// So many characters of a text are looked at; no box is as wide as that.
const LONGEST: usize = 300;

/// How thick letters are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Weight {
    Regular,
    Bold,
}

/// How a text is set: its size in pixels, and its weight.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Style {
    pub(crate) size: f32,
    pub(crate) weight: Weight,
}

impl Style {
    pub(crate) const fn regular(size: f32) -> Style {
        Style { size, weight: Weight::Regular }
    }

    pub(crate) const fn bold(size: f32) -> Style {
        Style { size, weight: Weight::Bold }
    }

    /// From one line to the next.
    pub(crate) fn leading(self) -> f32 {
        (self.size * 1.2).round()
    }
}

/// Both weights of the one family.
pub(crate) struct Fonts {
    regular: Face<'static>,
    bold: Face<'static>,
}

impl Fonts {
    pub(crate) fn load() -> Fonts {
        let face = |bytes| Face::parse(bytes, 0).expect("the font is a part of the program, and tested");
        Fonts {
            regular: face(include_bytes!("fonts/NotoSans-Regular.ttf").as_slice()),
            bold: face(include_bytes!("fonts/NotoSans-Bold.ttf").as_slice()),
        }
    }

    /// How wide a text is, in pixels.
    pub(crate) fn width(&self, text: &str, style: Style) -> f32 {
        let face = self.face(style.weight);
        let units: u32 = text.chars().map(|c| u32::from(advance(face, c))).sum();
        units as f32 * scale(face, style.size)
    }

    /// A text as it can be drawn: on one line, without what the fonts have no sign for and what turns the direction of writing. Of a
    /// text of which nothing is left a dash stays.
    pub(crate) fn clean(&self, text: &str) -> String {
        let mut clean = String::new();
        for c in text.chars().take(LONGEST) {
            match c {
                c if c.is_whitespace() && clean.ends_with(' ') => {}
                c if c.is_whitespace() => clean.push(' '),
                c if self.regular.glyph_index(c).is_some() => clean.push(c),
                _ => {}
            }
        }
        match clean.trim() {
            "" if !text.trim().is_empty() => "—".to_owned(),
            clean => clean.to_owned(),
        }
    }

    /// The text, cut with an ellipsis if it is wider than that; empty if not even the ellipsis has room.
    pub(crate) fn fit(&self, text: &str, style: Style, width: f32) -> String {
        let text = self.clean(text);
        if self.width(&text, style) <= width {
            return text;
        }
        let mut room = width - self.width("…", style);
        let has_room = |c: &char| {
            room -= self.width(c.encode_utf8(&mut [0; 4]), style);
            room >= 0.0
        };
        let kept: String = text.chars().take_while(has_room).collect();
        if kept.is_empty() { kept } else { format!("{}…", kept.trim_end()) }
    }

    /// The text on at most so many lines, broken between words; the last is cut if it must be.
    pub(crate) fn wrap(&self, text: &str, style: Style, width: f32, lines: usize) -> Vec<String> {
        let text = self.clean(text);
        let mut rest: &str = &text;
        let mut wrapped = Vec::new();
        while !rest.is_empty() && wrapped.len() < lines {
            let is_last = wrapped.len() + 1 == lines;
            let end = if is_last { rest.len() } else { self.break_of(rest, style, width) };
            wrapped.push(self.fit(&rest[..end], style, width));
            rest = rest[end..].trim_start();
        }
        wrapped.retain(|line| !line.is_empty());
        wrapped
    }

    /// The outlines of a text that stands on `baseline`.
    pub(crate) fn outlines(&self, text: &str, style: Style, x: f32, baseline: f32) -> Option<Path> {
        let face = self.face(style.weight);
        let scale = scale(face, style.size);
        let mut pen = Pen { builder: PathBuilder::new(), scale, x, y: baseline };
        for c in text.chars() {
            face.outline_glyph(glyph(face, c), &mut pen);
            pen.x += f32::from(advance(face, c)) * scale;
        }
        pen.builder.finish()
    }

    /// How much of a text stands on one line: as many words as fit, and one at least.
    fn break_of(&self, text: &str, style: Style, width: f32) -> usize {
        let ends = text.match_indices(' ').map(|(at, _)| at).chain([text.len()]);
        let mut end = 0;
        for next in ends {
            if end > 0 && self.width(&text[..next], style) > width {
                break;
            }
            end = next;
        }
        end
    }

    fn face(&self, weight: Weight) -> &Face<'static> {
        match weight {
            Weight::Regular => &self.regular,
            Weight::Bold => &self.bold,
        }
    }
}

fn scale(face: &Face<'_>, size: f32) -> f32 {
    size / f32::from(face.units_per_em())
}

fn glyph(face: &Face<'_>, c: char) -> GlyphId {
    face.glyph_index(c).unwrap_or(GlyphId(0))
}

fn advance(face: &Face<'_>, c: char) -> u16 {
    face.glyph_hor_advance(glyph(face, c)).unwrap_or(0)
}

/// Font units, upwards → pixels, downwards.
struct Pen {
    builder: PathBuilder,
    scale: f32,
    x: f32,
    y: f32,
}

impl Pen {
    fn at(&self, x: f32, y: f32) -> (f32, f32) {
        (self.x + x * self.scale, self.y - y * self.scale)
    }
}

impl OutlineBuilder for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.at(x, y);
        self.builder.move_to(x, y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.at(x, y);
        self.builder.line_to(x, y);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let ((x1, y1), (x, y)) = (self.at(x1, y1), self.at(x, y));
        self.builder.quad_to(x1, y1, x, y);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let ((x1, y1), (x2, y2), (x, y)) = (self.at(x1, y1), self.at(x2, y2), self.at(x, y));
        self.builder.cubic_to(x1, y1, x2, y2, x, y);
    }

    fn close(&mut self) {
        self.builder.close();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STYLE: Style = Style::regular(30.0);

    #[test]
    fn a_text_is_cut_where_its_box_ends() {
        let fonts = Fonts::load();
        assert_eq!(fonts.fit("Анна Иванова", STYLE, 1000.0), "Анна Иванова");
        let cut = fonts.fit("Анна Иванова-Петровская", STYLE, 150.0);
        assert!(cut.starts_with("Анна") && cut.ends_with('…') && fonts.width(&cut, STYLE) <= 150.0, "{cut}");
        assert_eq!(fonts.fit("Анна", STYLE, 3.0), "");
    }

    #[test]
    fn a_text_goes_on_on_the_next_line_between_words() {
        let fonts = Fonts::load();
        let wrap = |text: &str, lines| fonts.wrap(text, STYLE, 215.0, lines);
        assert_eq!(wrap("Окрашивание и стрижка", 3), ["Окрашивание", "и стрижка"]);
        assert_eq!(wrap("Окрашивание и стрижка", 1), ["Окрашиван…"]);
        assert_eq!(wrap("", 3), [""; 0]);
        assert_eq!(wrap("Ааааааааааааааааааааааааааааааа б", 2).len(), 2);
    }

    #[test]
    fn what_has_no_sign_or_turns_the_writing_is_left_out() {
        let fonts = Fonts::load();
        for (text, clean) in [
            ("Анна 🌸 Иванова", "Анна Иванова"),
            ("\u{202e}аннА\u{202c}\u{200b}\u{feff}", "аннА"),
            ("много\n\t  места ", "много места"),
            ("🌸🌸", "—"),
            ("", ""),
            ("1 500 ₽ · Алёна «Ў» Žižka", "1 500 ₽ · Алёна «Ў» Žižka"),
        ] {
            assert_eq!(fonts.clean(text), clean, "{text:?}");
        }
        assert_eq!(fonts.clean(&"щ".repeat(4096)).chars().count(), LONGEST);
    }
}
