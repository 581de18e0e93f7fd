//! What a client sees: every function here draws a step and says where the dialogue then stands. What a press or a word does is decided one
//! floor up.

pub(crate) mod bookings;
pub(crate) mod card;
pub(crate) mod choose;
pub(crate) mod details;
pub(crate) mod feedback;
pub(crate) mod menu;
pub(crate) mod reminder;
pub(crate) mod review;
pub(crate) mod waitlist;
pub(crate) mod waitlist_offer;
