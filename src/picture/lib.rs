//! A day or a week as a picture: a column for each specialist or date, time from top to bottom (A3).
//!
//! It knows neither bookings nor zones nor languages: whoever orders a picture brings minutes of the wall clock and words.
//!
//! | module | what lives there |
//! |---|---|
//! | [`timetable`] | what is to be drawn |
//! | `letters` | the fonts: how wide a text is, and how it is cut to fit |
//! | `frame` | how large the picture is, and where which minute lies |
//! | `scene` | everything that is drawn, as shapes at their places |
//! | `card` | a booking's box and the words in it |
//! | `legend` | what colours and signs mean |
//! | `paint` | shapes → PNG |

mod card;
mod frame;
mod legend;
mod letters;
mod paint;
mod scene;
pub mod timetable;

#[cfg(test)]
mod samples;
#[cfg(test)]
mod tests;

pub use timetable::{Block, Column, Entry, State, Stretch, Timetable, Words};

use crate::letters::Fonts;
use crate::scene::Scene;

/// Draws a timetable as a PNG that Telegram shows as a photo: the sides sum to less than 10 000, and none is twenty times the other.
pub fn png(timetable: &Timetable) -> Vec<u8> {
    let fonts = Fonts::load();
    paint::png(&Scene::of(timetable, &fonts), &fonts)
}
