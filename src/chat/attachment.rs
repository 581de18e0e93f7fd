//! What goes with a message: a document, a place, a picture.

use domain::{Location, PhotoId};
use serde::{Deserialize, Serialize};

/// What goes with a message. Its bytes and its caption are kept beside it in the outbox, so they are not written with it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Attachment {
    /// A small document.
    Document {
        /// The name of the file, in ASCII letters: some programs that save it know no others.
        name: String,
        /// Its type, such as `text/calendar`.
        mime: String,
        /// What is in it: at least one byte and at most [`LARGEST_DOCUMENT`](Attachment::LARGEST_DOCUMENT).
        #[serde(skip)]
        bytes: Vec<u8>,
        /// What stands under it, in Telegram's HTML; at most 1024 characters, or nothing.
        #[serde(skip)]
        caption: String,
    },
    /// A document that is too large for the outbox: it lies in a file, which is read when it is sent. If the file is gone by then, it is not.
    /// It comes without a sound.
    File {
        /// The file, from the root on. It stays for as long as the row does.
        path: String,
        /// Its name in the chat, as for a document.
        name: String,
        /// Its type.
        mime: String,
        /// What stands under it, as for a document.
        #[serde(skip)]
        caption: String,
    },
    /// A place on the map.
    Venue {
        /// Where.
        at: Location,
        /// What is there; plain text.
        title: String,
        /// Its address; plain text.
        address: String,
    },
    /// A picture that the database keeps.
    Photo {
        /// Which.
        photo: PhotoId,
        /// What stands under it, as for a document.
        #[serde(skip)]
        caption: String,
    },
    /// A picture that was made for this message alone.
    Picture {
        /// PNG or JPEG; as large as a document at most.
        #[serde(skip)]
        bytes: Vec<u8>,
        /// What stands under it, as for a document.
        #[serde(skip)]
        caption: String,
    },
}

impl Attachment {
    /// The outbox takes no larger document, in bytes.
    pub const LARGEST_DOCUMENT: usize = 1 << 20;

    /// What stands under it.
    pub fn caption(&self) -> &str {
        match self {
            Attachment::Document { caption, .. }
            | Attachment::File { caption, .. }
            | Attachment::Photo { caption, .. }
            | Attachment::Picture { caption, .. } => caption,
            Attachment::Venue { .. } => "",
        }
    }
}

/// What is in a file belongs to somebody; a log never sees it.
impl std::fmt::Debug for Attachment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Attachment::Document { .. } => "Document(***)",
            Attachment::File { .. } => "File(***)",
            Attachment::Venue { .. } => "Venue(***)",
            Attachment::Photo { .. } => "Photo(***)",
            Attachment::Picture { .. } => "Picture(***)",
        })
    }
}
