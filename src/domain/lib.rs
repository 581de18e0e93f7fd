//! What a booking is and when a slot is free. Pure: no clock, no database, no Telegram.
//!
//! | module | what lives there |
//! |---|---|
//! | [`id`] | numbers that cannot be mixed up |
//! | [`time`] | instants, spans, local times in a zone |
//! | [`money`] | minor units with their currency |
//! | [`person`] | names, phones and comments, parsed once at the door |
//! | [`note`] | what the staff keeps in words about a client |
//! | [`fold`], [`sought`] | how names are compared, and what somebody means who looks for a client or a booking |
//! | [`pin`] | PINs and the rules that lock a guesser out |
//! | [`role`] | who of the staff may do what |
//! | [`staff`] | names of colleagues, and what happens to their access |
//! | [`policy`] | what the configuration says |
//! | [`setting`], [`value`] | what an owner may set in chat, with its bounds |
//! | [`overrides`] | what is set in chat, laid over what the file says |
//! | [`news`] | which news an admin gets, and when |
//! | [`alarm`] | when owners are told that the service needs them |
//! | [`duration`] | lengths of time as people write them |
//! | [`catalog`] | services, specialists, resources |
//! | [`catalog_bounds`] | what their values may be |
//! | [`hours`] | the hours of a week and of a date, as they are written |
//! | [`schedule`] | who works when, and the openings that makes |
//! | [`visit`] | one service or several with one specialist |
//! | [`busy`] | what occupies a specialist or a resource |
//! | [`slots`] | the one predicate for listing and for booking |
//! | [`leeway`] | what an admin may book although it is not offered |
//! | [`refusal`] | why a start is refused, with the values of the rule |
//! | [`offer`] | that predicate asked of everybody who would do it |
//! | [`why`] | why a day has no start, as a client wants to hear it |
//! | [`series`] | a visit that comes back every week |
//! | [`booking`] | a booking and its state machine |
//! | [`quiet`] | the hours in which nobody is written to unasked |
//! | [`reminder`] | when a client is reminded of a visit |
//! | [`review`] | what a client says of a visit afterwards |
//! | [`location`] | a point on the map |
//! | [`retention`] | how long a client is kept of whom nothing is heard |
//! | [`waitlist`] | which start suits whom, for those who wait |
//! | [`working_day`] | a day as those who work see it, and what of it is free |
//! | [`typed_hours`] | hours as people type them |
//! | [`stranded`] | bookings that a change leaves where nobody can keep them |
//! | [`late`] | the rest of a day begins later |
//! | [`backup_file`] | a copy of the database on its way to an owner |
//! | [`rotation`] | which copies of the database are kept |
//! | [`fact`] | what happened, for both bots to hear |

pub mod alarm;
#[cfg(test)]
mod alarm_tests;
pub mod backup_file;
pub mod booking;
pub mod busy;
pub mod catalog;
pub mod catalog_bounds;
pub mod duration;
pub mod fact;
pub mod fold;
pub mod hours;
pub mod id;
pub mod late;
pub mod leeway;
pub mod location;
pub mod money;
pub mod news;
pub mod note;
pub mod offer;
pub mod overrides;
pub mod person;
mod phone;
pub mod pin;
pub mod policy;
pub mod quiet;
pub mod refusal;
pub mod reminder;
pub mod retention;
pub mod review;
pub mod role;
pub mod rotation;
pub mod schedule;
pub mod series;
pub mod setting;
pub mod slots;
pub mod sought;
pub mod staff;
pub mod stranded;
pub mod time;
pub mod typed_hours;
pub mod value;
pub mod visit;
pub mod waitlist;
pub mod why;
pub mod working_day;

pub use alarm::Alarm;
pub use backup_file::BackupFile;
pub use booking::{Actor, Amendment, Booking, Change, ChangeRefused, Status};
pub use busy::{Busy, Occupant, Taken};
pub use catalog::{Catalog, Category, Confirmation, Performed, Resource, Service, Specialist};
pub use fact::Fact;
pub use hours::{DateHours, WeeklyHours};
pub use id::{
    BlockId, BookingId, CategoryId, ChatId, ClientId, HoldId, InvitationId, PhotoId, ResourceId, ServiceId,
    SpecialistId, WaitlistId, WaitlistOfferId,
};
pub use location::Location;
pub use money::{Currency, Money};
pub use news::{News, NewsRules};
pub use note::Note;
pub use offer::Offer;
pub use overrides::Overrides;
pub use person::{ClientName, Comment, Phone};
pub use pin::{Pin, PinTries};
pub use policy::Policy;
pub use quiet::Quiet;
pub use refusal::Refusal;
pub use reminder::{Reminder, ReminderRules};
pub use review::{ReviewRules, ReviewWords, Stars};
pub use role::{Right, Role};
pub use rotation::Rotation;
pub use schedule::{Exception, Exceptions, Schedule};
pub use setting::Setting;
pub use slots::{Request, Slot};
pub use sought::Sought;
pub use staff::{StaffChange, StaffName};
pub use stranded::Misfit;
pub use time::{Instant, Span};
pub use value::{Value, Wrong};
pub use visit::Visit;
pub use waitlist::{PartOfDay, Wanting};
pub use why::DayRefusal;
pub use working_day::WorkingDay;
