//! What the staff keeps in words about a client: a note, or why somebody may not book.

use std::fmt;

use crate::person::lines;

/// The most characters that are taken at once.
pub const NOTE_LENGTH: usize = 500;

/// Words of the staff's about a client; not empty. Two notes that a merge put together may be longer than one that is typed.
#[derive(Clone, PartialEq, Eq)]
pub struct Note(String);

/// Words that are too long.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("longer than {NOTE_LENGTH} characters")]
pub struct NoteTooLong;

impl Note {
    /// Parses what was typed; nothing visible in it means no note.
    pub fn parse(text: &str) -> Result<Option<Note>, NoteTooLong> {
        match Note::from_stored(text) {
            Some(note) if note.0.chars().count() > NOTE_LENGTH => Err(NoteTooLong),
            note => Ok(note),
        }
    }

    /// Takes back what the database kept, however long.
    pub fn from_stored(text: &str) -> Option<Note> {
        let text = lines(text);
        (!text.is_empty()).then_some(Note(text))
    }

    /// Both, one below the other; one alone if they say the same.
    #[must_use]
    pub fn and(self, other: Note) -> Note {
        if self == other { self } else { Note(format!("{}\n{}", self.0, other.0)) }
    }

    /// The words.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Note(***)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_has_an_end_unless_two_were_put_together() {
        let note = |text: &str| Note::parse(text).unwrap().unwrap();
        assert_eq!(Note::parse(" \0 ").unwrap(), None);
        assert_eq!(Note::parse(&"я".repeat(501)), Err(NoteTooLong));
        let both = note(&"я".repeat(500)).and(note("любит тишину"));
        assert_eq!(Note::from_stored(both.as_str()).as_ref(), Some(&both));
        assert_eq!(note("а").and(note("а")), note("а"));
        assert_eq!(format!("{both:?}"), "Note(***)");
    }
}
