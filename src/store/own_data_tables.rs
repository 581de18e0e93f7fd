//! Which tables and columns hold something of a client's: every one there is, in one of the lists.

use Holds::{Counted, Nothing, Own};

/// What a column holds.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Holds {
    /// Something of a client's that is told under this key, and erased.
    Own(&'static str),
    /// Something of a client's that is told under this key, and stays: it counts visits, and names nobody.
    Counted(&'static str),
    /// What keeps rows and versions together; it says nothing.
    Nothing,
}

/// Tables with something of a client's, column by column. A row that is deleted by an erasure is named in [`DELETED`].
pub(crate) const OWN: &[(&str, &[(&str, Holds)])] = &[
    (
        "client",
        &[
            ("id", Nothing),
            ("chat", Own("telegram_id")),
            ("name", Own("name")),
            ("phone", Own("phone")),
            ("phone_verified", Own("phone_from_telegram")),
            ("language", Own("language")),
            ("source", Own("came_from")),
            ("reachable", Own("messages_arrive")),
            ("created_at", Counted("first_seen_at")),
            ("version", Nothing),
            ("consent", Own("consent")),
            ("consent_at", Own("consent_at")),
            ("erased_at", Nothing),
            ("seen_at", Own("last_seen_at")),
            ("name_folded", Own("name")),
            ("note", Own("staff_note")),
            ("banned_at", Own("may_not_book_since")),
            ("ban_reason", Own("may_not_book_why")),
        ],
    ),
    ("consent", &[("client_id", Nothing), ("at", Own("agreed_at")), ("version", Own("agreed_version"))]),
    (
        "booking",
        &[
            ("id", Counted("number")),
            ("client_id", Nothing),
            ("service_id", Counted("services")),
            ("specialist_id", Counted("specialist")),
            ("starts_at", Counted("starts_at")),
            ("ends_at", Counted("ends_at")),
            ("occupied_from", Nothing),
            ("occupied_to", Nothing),
            ("status", Counted("status")),
            ("price_minor", Counted("price")),
            ("currency", Counted("price")),
            ("comment", Own("comment")),
            ("reason", Own("reason")),
            ("decide_by", Counted("confirm_by")),
            ("created_at", Counted("made_at")),
            ("version", Nothing),
            ("anybody", Counted("specialist_was_chosen")),
            ("series_id", Nothing),
        ],
    ),
    ("booking_service", &[("booking_id", Nothing), ("place", Nothing), ("service_id", Counted("services"))]),
    ("booking_resource", &[("booking_id", Nothing), ("resource_id", Counted("resources"))]),
    (
        "booking_event",
        &[
            ("booking_id", Counted("history")),
            ("version", Nothing),
            ("at", Counted("at")),
            ("actor", Counted("by")),
            // Who of the business it was is the admin's, not the client's.
            ("admin", Nothing),
            ("status", Counted("status")),
            ("change", Counted("change")),
            ("field", Counted("change")),
            ("starts_at", Counted("starts_at")),
            ("services", Counted("services")),
            ("specialist_id", Counted("specialist")),
            ("price_minor", Counted("price")),
            ("currency", Counted("price")),
        ],
    ),
    (
        "review",
        &[
            ("booking_id", Nothing),
            ("asked_at", Counted("review_asked_at")),
            ("stars", Counted("review_stars")),
            ("rated_at", Counted("review_at")),
            ("words", Own("review_words")),
        ],
    ),
    (
        "attendance",
        &[
            ("booking_id", Nothing),
            ("reminded", Own("reminded_minutes_before")),
            ("coming_at", Own("said_coming_at")),
        ],
    ),
    ("calendar_file", &[("booking_id", Own("calendar_file"))]),
    (
        "proposal",
        &[
            ("id", Nothing),
            ("booking_id", Nothing),
            ("kind", Own("question")),
            ("version", Nothing),
            ("former_at", Own("former_start")),
            ("former_with", Own("former_specialist")),
            ("asked_at", Own("asked_at")),
            // Who of the business it was is the admin's, not the client's.
            ("admin", Nothing),
            ("answer", Own("answer")),
            ("answered_at", Own("answered_at")),
        ],
    ),
    (
        "waitlist",
        &[
            ("id", Nothing),
            ("client_id", Nothing),
            ("specialist_id", Own("specialist")),
            ("first_day", Own("first_day")),
            ("last_day", Own("last_day")),
            ("part", Own("part_of_day")),
            ("booking_id", Own("earlier_than_booking")),
            ("place", Nothing),
            ("created_at", Own("waiting_since")),
            ("ended", Own("ended")),
        ],
    ),
    ("waitlist_service", &[("waitlist_id", Nothing), ("place", Nothing), ("service_id", Own("services"))]),
    // What was free then is the business's.
    ("waitlist_seen", &[("waitlist_id", Nothing), ("starts_at", Nothing)]),
    (
        "waitlist_offer",
        &[
            ("id", Nothing),
            ("waitlist_id", Nothing),
            ("specialist_id", Own("specialist")),
            ("starts_at", Own("starts_at")),
            ("price_minor", Own("price")),
            ("currency", Own("price")),
            ("made_at", Own("offered_at")),
            ("until", Own("held_until")),
            ("state", Own("offer_state")),
        ],
    ),
];

/// Tables whose rows of a client's are deleted whole, and where those of the client of [`ROWS`] are.
pub(crate) const DELETED: &[(&str, &str)] = &[
    ("consent", "client_id = 1"),
    ("attendance", "booking_id = 1"),
    ("calendar_file", "booking_id = 1"),
    ("proposal", "booking_id = 1"),
    ("waitlist", "client_id = 1"),
    ("waitlist_service", "waitlist_id IN (1, 2)"),
    ("waitlist_seen", "waitlist_id IN (1, 2)"),
    ("waitlist_offer", "waitlist_id IN (1, 2)"),
];

/// Tables with something of a client's that passes by itself: it is erased, and not told.
pub(crate) const PASSING: &[(&str, &str)] = &[
    ("hold", "a time that is kept for minutes"),
    ("hold_resource", "goes with its hold"),
    ("dialogue", "what is being typed; it ends with the conversation. The counter of buttons stays"),
    ("job", "what is going to be done about a booking"),
    ("card", "which message shows what"),
    ("outbox", "what is on its way to the client, who sees it"),
    ("attachment", "goes with its row of the outbox"),
    ("withheld_message", "a row of the outbox that a restore has set apart"),
    ("withheld_job", "a job that a restore has set apart"),
    ("erasure", "what is on its way to the ledger"),
];

/// Tables with nothing of a client's.
pub(crate) const OTHERS: &[(&str, &str)] = &[
    ("setting", "the installation's own"),
    ("admin", "who works here"),
    ("admin_news", "what who works here wants to hear"),
    ("alarm", "the machine's own"),
    ("alarm_told", "which owners know of it"),
    ("held_news", "of which booking somebody is to hear; not whose it is"),
    ("policy_override", "the installation's own"),
    ("restore", "when a copy took the place of the database, and what an owner decided"),
    ("journal", "what admins did, by the number of what it was done to"),
    ("claim", "the hash of a link for an owner"),
    ("invitation", "hashes of links for colleagues, who are no clients"),
    ("category", "the catalogue"),
    ("service", "the catalogue"),
    ("specialist", "the catalogue; a person, but not a client"),
    ("specialist_service", "the catalogue"),
    ("resource", "the catalogue"),
    ("service_resource", "the catalogue"),
    ("exception", "the hours of the business"),
    ("block", "the hours of the business"),
    ("span", "what is occupied, and by which booking; not by whom"),
    ("receipt", "numbers of Telegram's"),
    ("dead_letter", "written without a word of anybody's"),
    ("photo", "pictures of specialists"),
    ("photo_file", "pictures of specialists"),
];

/// Names of columns that would hold something of a client's: a table with one is not among the others without a second thought.
pub(crate) const TELLING: [&str; 8] =
    ["client_id", "chat", "name", "phone", "email", "address", "comment", "words"];
/// Others that have such a column all the same.
pub(crate) const THOUGHT_OVER: [&str; 7] =
    ["admin", "invitation", "category", "service", "specialist", "resource", "photo_file"];

/// A client with something in every column, and another who has nothing to do with it.
pub(crate) const ROWS: &str = "
    INSERT INTO client (id, chat, name, name_folded, phone, phone_verified, language, source, created_at, consent, consent_at, note, banned_at,
            ban_reason, seen_at)
        VALUES (1, 10, 'Анна', 'анна', '+79123456789', 1, 'ru', 'vk', 1000, '2', 1500, 'любит тишину', 1600, 'не приходит', 1650),
               (2, 20, 'Борис', 'борис', '+79120000000', 0, 'en', 'tg', 1000, '2', 1500, 'шутит', NULL, NULL, 1650);
    INSERT INTO consent VALUES (1, 1400, '1'), (1, 1500, '2'), (2, 1500, '2');
    INSERT INTO service (id, name, duration, price_minor, currency, confirmation, position)
        VALUES (1, 'Стрижка', 60, 100, 'RUB', 'automatic', 0), (2, 'Укладка', 60, 100, 'RUB', 'automatic', 0);
    INSERT INTO specialist (id, name, hours, position) VALUES (1, 'Мария', 'Mon-Fri 09:00-18:00', 0);
    INSERT INTO resource (id, name, position) VALUES (1, 'Кресло', 0);
    INSERT INTO booking (id, client_id, service_id, specialist_id, starts_at, ends_at, occupied_from, occupied_to, status,
            price_minor, currency, comment, reason, decide_by, created_at)
        VALUES (1, 1, 1, 1, 3600000, 7200000, 3600000, 7200000, 'done', 250050, 'RUB', 'к окну', 'болею', 2000, 1700),
               (2, 2, 1, 1, 7200000, 9000000, 7200000, 9000000, 'done', 100, 'RUB', 'у двери', 'дела', 2000, 1700);
    INSERT INTO booking_service VALUES (1, 0, 1), (1, 1, 2), (2, 0, 1);
    INSERT INTO booking_resource VALUES (1, 1);
    INSERT INTO booking_event (booking_id, version, at, actor, status, starts_at, services, specialist_id, price_minor, currency)
        VALUES (1, 1, 1700, 'client', 'confirmed', 3600000, '[1,2]', 1, 250050, 'RUB');
    INSERT INTO review VALUES (1, 7300000, 4, 7400000, 'чисто и тепло'), (2, 9300000, 5, 9400000, 'спасибо');
    INSERT INTO attendance VALUES (1, 120, 1800), (2, 120, 1800);
    INSERT INTO calendar_file VALUES (1), (2);
    INSERT INTO proposal (booking_id, kind, version, former_at, former_with, asked_at, admin, answer, answered_at) VALUES
        (1, 'later', 1, 3600000, 1, 1750, 30, 'fits', 1760), (2, 'another', 1, 7200000, 1, 1750, 30, 'other', 1760);
    INSERT INTO waitlist (id, client_id, specialist_id, first_day, last_day, part, booking_id, place, created_at, ended) VALUES
        (1, 1, 1, '2026-11-24', '2026-11-30', 'evening', NULL, 1, 1900, NULL), (2, 1, NULL, NULL, NULL, NULL, 1, 2, 1900, 'over'),
        (3, 2, 1, '2026-11-24', '2026-11-30', 'evening', NULL, 3, 1900, NULL);
    INSERT INTO waitlist_service VALUES (1, 0, 1), (3, 0, 1);
    INSERT INTO waitlist_seen VALUES (1, 3600000), (3, 3600000);
    INSERT INTO waitlist_offer (id, waitlist_id, specialist_id, starts_at, price_minor, currency, made_at, until)
        VALUES (1, 1, 1, 18000000, 100, 'RUB', 2000, 3000);
    INSERT INTO hold (chat, service_id, specialist_id, starts_at, ends_at, occupied_from, occupied_to, offer_id)
        VALUES (10, 1, 1, 18000000, 21600000, 18000000, 21600000, 1);
    INSERT INTO hold (chat, service_id, specialist_id, starts_at, ends_at, occupied_from, occupied_to)
        VALUES (10, 1, 1, 10800000, 14400000, 10800000, 14400000);
    INSERT INTO job (bot, key, chat, kind, subject, due_at) VALUES
        ('client', 'hold:10', 10, 'hold', 1, 1000), ('client', 'remind:2:60', 20, 'remind', 2, 1000), ('admin', 'x', 10, 'x', 1, 1000);
    INSERT INTO dialogue VALUES ('client', 10, '{\"name\":\"Анна\"}', 1, 7, 1000), ('admin', 10, '{}', 1, 3, 1000);
    INSERT INTO card (id, bot, chat, key, message_id) VALUES
        (1, 'client', 10, 'dialogue', 1), (2, 'client', 10, 'booking:1', 2), (3, 'admin', 30, 'booking:1', 3), (4, 'admin', 30, 'dialogue', 4);
    INSERT INTO admin (chat, role, created_at) VALUES (30, 'owner', 0);
    INSERT INTO outbox (bot, chat, card_id, kind, screen, priority, not_before, created_at, sending) VALUES
        ('client', 10, 2, 'show', 'Анна', 0, 0, 0, 1), ('client', 10, NULL, 'say', 'Анна', 0, 0, 0, 0),
        ('admin', 30, 3, 'show', 'Анна', 0, 0, 0, 1), ('admin', 30, 4, 'show', '10:00 Анна', 0, 0, 0, 0);
    INSERT INTO outbox (bot, chat, kind, message_id, priority, not_before, created_at) VALUES ('client', 10, 'delete', 5, 0, 0, 0);
    INSERT INTO attachment (outbox_id, what, content) VALUES (2, '{}', x'00');
    INSERT INTO restore (id, copied_at, restored_at) VALUES (1, 0, 0);
    INSERT INTO withheld_message (bot, chat, card_id, kind, below, screen, buttons, priority, created_at, what) VALUES
        ('client', 10, 2, 'show', 0, 'Анна', 0, 0, 0, NULL), ('client', 10, NULL, 'say', 0, 'Анна', 0, 0, 0, NULL),
        ('admin', 30, 3, 'show', 0, 'Анна', 0, 0, 0, NULL), ('admin', 30, NULL, 'say', 0, 'Анна', 0, 0, 0, '{}');
    INSERT INTO withheld_job (bot, key, chat, kind, subject, due_at) VALUES ('client', 'remind:1:60', 10, 'remind', 1, 1000);
";
