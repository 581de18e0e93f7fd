//! The only crate that knows SQL.
//!
//! One connection writes: [`Tx`], owned by the engine. Readers take connections from [`Store::readers`]. Every aggregate has a file:
//!
//! | module | tables |
//! |---|---|
//! | [`catalog`] | service, specialist, exception |
//! | [`catalog_edit`] | the same and category, a piece at a time |
//! | `catalog_document` | the same and category, resource: the whole at once |
//! | [`offers`] | span and block, put together for `domain` |
//! | [`schedules`] | specialist, exception, setting: hours as they are changed in chat |
//! | [`stranded`], [`shifts`] | what a change or a delay does to bookings |
//! | [`occupied`] | span, hold and block, each by name |
//! | [`blocks`] | block |
//! | [`clients`] | client, consent |
//! | [`client_history`] | booking: counted for a client |
//! | [`client_merge`] | client, booking, waitlist: two records of one person |
//! | [`walk_ins`] | client, as admins book them |
//! | [`client_search`] | client, booking: found by name, phone, number |
//! | [`own_data`] | all that is stored about a client, to be read as a whole |
//! | [`erasure`] | the same, to be erased; erasure |
//! | [`retention`] | client, booking, waitlist: of whom nothing is heard |
//! | [`bookings`] | booking, booking_service, booking_resource |
//! | [`series`] | booking |
//! | [`agenda`] | booking, counted; a specialist's day, put together for `domain` |
//! | [`booking_changes`], [`booking_edits`] | booking, booking_service, booking_resource |
//! | [`booking_export`] | booking, read for a table outside |
//! | [`booking_history`] | booking_event |
//! | [`attendance`] | attendance |
//! | [`reviews`] | review |
//! | [`calendar_files`] | calendar_file |
//! | [`proposals`] | proposal |
//! | [`holds`] | hold, hold_resource |
//! | [`waitlist`] | waitlist, waitlist_service, waitlist_seen |
//! | [`waitlist_offers`] | waitlist_offer |
//! | [`admins`] | admin, claim |
//! | [`alarms`] | alarm, alarm_told |
//! | [`overrides`] | policy_override |
//! | [`news`] | admin_news, held_news |
//! | [`team`] | admin, invitation |
//! | [`staff_chats`] | card, outbox, dialogue of somebody who sees them no longer |
//! | [`dialogues`] | dialogue |
//! | [`outbox`] | outbox |
//! | `cards` | card |
//! | [`attachments`] | attachment, photo_file |
//! | [`photos`] | photo |
//! | [`jobs`] | job |
//! | [`sent_backups`] | setting |
//! | [`journal`] | journal |
//! | [`copy`] | all of them, and backup_manifest in a copy |
//! | [`receipts`] | receipt, dead_letter |
//! | [`withheld`], [`restored`] | restore, withheld_message, withheld_job |
//! | [`swap`] | none: one database takes the place of another |
//! | [`vitals`] | what waits, for whoever asks how the service does |
//!
//! Nobody writes `span`: triggers do, for each booking and each hold.

pub mod admins;
pub mod agenda;
#[cfg(test)]
mod agenda_tests;
pub mod alarms;
pub mod attachments;
#[cfg(test)]
mod attachments_tests;
pub mod attendance;
pub mod beside;
pub mod blocks;
pub mod booking_changes;
pub mod booking_edits;
pub mod booking_export;
pub mod booking_history;
pub mod bookings;
pub mod calendar_files;
mod cards;
pub mod catalog;
mod catalog_document;
pub mod catalog_edit;
#[cfg(test)]
mod catalog_edit_tests;
pub mod client_history;
pub mod client_merge;
pub mod client_search;
#[cfg(test)]
mod client_search_tests;
pub mod clients;
mod column;
pub mod copy;
#[cfg(test)]
mod copy_tests;
pub mod dialogues;
pub mod erasure;
#[cfg(test)]
mod erasure_tests;
mod error;
pub mod holds;
pub mod jobs;
pub mod journal;
mod lock;
#[cfg(test)]
mod migration_tests;
pub mod news;
pub mod occupied;
pub mod offers;
mod open;
pub mod outbox;
#[cfg(test)]
mod outbox_tests;
pub mod overrides;
pub mod own_data;
#[cfg(test)]
mod own_data_tables;
#[cfg(test)]
mod own_data_tests;
pub mod photos;
#[cfg(test)]
mod plan_tests;
pub mod proposals;
pub mod receipts;
pub mod restored;
pub mod retention;
pub mod reviews;
pub mod schedules;
pub mod sent_backups;
pub mod series;
pub mod shifts;
pub mod staff_chats;
pub mod stranded;
pub mod swap;
pub mod switches;
pub mod team;
#[cfg(test)]
mod team_tests;
#[cfg(test)]
mod tests;
mod tx;
pub mod usernames;
pub mod vitals;
pub mod waitlist;
pub mod waitlist_offers;
#[cfg(test)]
mod waitlist_tests;
pub mod walk_ins;
pub mod withheld;

pub use error::{Error, OpenError, Result, Trouble};
pub use lock::Lock;
pub use open::{Readers, Store, sqlite_version};
pub use tx::Tx;
