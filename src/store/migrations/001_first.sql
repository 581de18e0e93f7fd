-- Instants are milliseconds since 1970 in UTC, durations are minutes, money is minor units with its currency.

CREATE TABLE setting (
    key   TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- People ------------------------------------------------------------------------------------------------------------------------------

CREATE TABLE client (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    chat           INTEGER UNIQUE,
    name           TEXT,
    phone          TEXT,
    phone_verified INTEGER NOT NULL DEFAULT 0 CHECK (phone_verified IN (0, 1)),
    language       TEXT,
    source         TEXT,
    reachable      INTEGER NOT NULL DEFAULT 1 CHECK (reachable IN (0, 1)),
    created_at     INTEGER NOT NULL,
    version        INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE admin (
    chat           INTEGER PRIMARY KEY,
    role           TEXT NOT NULL CHECK (role IN ('owner', 'manager', 'specialist', 'courier')),
    language       TEXT,
    pin_hash       TEXT,
    -- The tries of a PIN are counted before the PIN is looked at (domain::pin).
    pin_tries      TEXT NOT NULL DEFAULT '{}',
    unlocked_at    INTEGER,
    last_seen      INTEGER,
    created_at     INTEGER NOT NULL
) STRICT;

-- The one-time claim link of the first owner: only its hash is kept.
CREATE TABLE claim (
    id         INTEGER PRIMARY KEY CHECK (id = 1),
    hash       TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;

-- Catalogue ---------------------------------------------------------------------------------------------------------------------------

CREATE TABLE category (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    name     TEXT NOT NULL UNIQUE,
    position INTEGER NOT NULL
) STRICT;

CREATE TABLE service (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    category_id   INTEGER REFERENCES category,
    name          TEXT NOT NULL UNIQUE,
    duration      INTEGER NOT NULL CHECK (duration > 0),
    price_minor   INTEGER NOT NULL CHECK (price_minor >= 0),
    currency      TEXT NOT NULL,
    buffer_before INTEGER NOT NULL DEFAULT 0 CHECK (buffer_before >= 0),
    buffer_after  INTEGER NOT NULL DEFAULT 0 CHECK (buffer_after >= 0),
    confirmation  TEXT NOT NULL CHECK (confirmation IN ('automatic', 'by_admin')),
    step          INTEGER CHECK (step > 0),
    min_notice    INTEGER CHECK (min_notice >= 0),
    horizon       INTEGER CHECK (horizon > 0),
    active        INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
    position      INTEGER NOT NULL,
    version       INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE specialist (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    name     TEXT NOT NULL UNIQUE,
    hours    TEXT NOT NULL,
    active   INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
    position INTEGER NOT NULL,
    version  INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE specialist_service (
    specialist_id INTEGER NOT NULL REFERENCES specialist ON DELETE CASCADE,
    service_id    INTEGER NOT NULL REFERENCES service ON DELETE CASCADE,
    PRIMARY KEY (specialist_id, service_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX specialist_service_by_service ON specialist_service (service_id, specialist_id);

-- Bookings and holds ------------------------------------------------------------------------------------------------------------------

CREATE TABLE booking (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    client_id     INTEGER NOT NULL REFERENCES client,
    service_id    INTEGER NOT NULL REFERENCES service,
    specialist_id INTEGER NOT NULL REFERENCES specialist,
    starts_at     INTEGER NOT NULL,
    ends_at       INTEGER NOT NULL,
    -- What it occupies, buffers included.
    occupied_from INTEGER NOT NULL,
    occupied_to   INTEGER NOT NULL,
    status        TEXT NOT NULL
        CHECK (status IN ('pending', 'confirmed', 'declined', 'cancelled', 'expired', 'done', 'no_show')),
    price_minor   INTEGER NOT NULL,
    currency      TEXT NOT NULL,
    comment       TEXT,
    reason        TEXT,
    decide_by     INTEGER,
    created_at    INTEGER NOT NULL,
    version       INTEGER NOT NULL DEFAULT 1,
    CHECK (occupied_from <= starts_at AND starts_at < ends_at AND ends_at <= occupied_to)
) STRICT;

CREATE INDEX booking_by_start ON booking (starts_at, specialist_id);
CREATE INDEX booking_by_client ON booking (client_id, starts_at);
CREATE INDEX booking_waiting ON booking (starts_at) WHERE status = 'pending';

-- Who changed a booking, when and how; append-only and without personal values.
CREATE TABLE booking_event (
    booking_id INTEGER NOT NULL REFERENCES booking,
    version    INTEGER NOT NULL,
    at         INTEGER NOT NULL,
    actor      TEXT NOT NULL CHECK (actor IN ('client', 'admin', 'system')),
    admin      INTEGER,
    status     TEXT NOT NULL,
    PRIMARY KEY (booking_id, version)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER booking_event_is_final BEFORE UPDATE ON booking_event
BEGIN
    SELECT RAISE(ABORT, 'history is append-only');
END;

-- A slot kept while its client types: one per chat (C4). It ends by a job, never by a look at the clock.
CREATE TABLE hold (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    chat          INTEGER NOT NULL UNIQUE,
    service_id    INTEGER NOT NULL REFERENCES service ON DELETE CASCADE,
    specialist_id INTEGER NOT NULL REFERENCES specialist ON DELETE CASCADE,
    starts_at     INTEGER NOT NULL,
    ends_at       INTEGER NOT NULL,
    occupied_from INTEGER NOT NULL,
    occupied_to   INTEGER NOT NULL,
    CHECK (occupied_from <= starts_at AND starts_at < ends_at AND ends_at <= occupied_to)
) STRICT;

-- What is occupied. Nobody writes here but the triggers below, so that no booking and no hold exists without its span,
-- whoever wrote it.
CREATE TABLE span (
    id            INTEGER PRIMARY KEY,
    specialist_id INTEGER NOT NULL REFERENCES specialist,
    starts_at     INTEGER NOT NULL,
    ends_at       INTEGER NOT NULL,
    booking_id    INTEGER UNIQUE REFERENCES booking ON DELETE CASCADE,
    hold_id       INTEGER UNIQUE REFERENCES hold ON DELETE CASCADE,
    CHECK (starts_at < ends_at),
    CHECK ((booking_id IS NULL) <> (hold_id IS NULL))
) STRICT;

CREATE INDEX span_by_specialist ON span (specialist_id, ends_at, starts_at);

CREATE TRIGGER span_refuses_overlap BEFORE INSERT ON span
WHEN EXISTS (
    SELECT 1 FROM span
    WHERE specialist_id = NEW.specialist_id AND ends_at > NEW.starts_at AND starts_at < NEW.ends_at
)
BEGIN
    SELECT RAISE(ABORT, 'overlap');
END;

CREATE TRIGGER span_stays BEFORE UPDATE ON span
BEGIN
    SELECT RAISE(ABORT, 'a span is replaced, not changed');
END;

CREATE TRIGGER booking_occupies AFTER INSERT ON booking
WHEN NEW.status IN ('pending', 'confirmed', 'done', 'no_show')
BEGIN
    INSERT INTO span (specialist_id, starts_at, ends_at, booking_id)
    VALUES (NEW.specialist_id, NEW.occupied_from, NEW.occupied_to, NEW.id);
END;

CREATE TRIGGER booking_moves_its_span
AFTER UPDATE OF specialist_id, occupied_from, occupied_to, status ON booking
BEGIN
    DELETE FROM span WHERE booking_id = OLD.id;
    INSERT INTO span (specialist_id, starts_at, ends_at, booking_id)
    SELECT NEW.specialist_id, NEW.occupied_from, NEW.occupied_to, NEW.id
    WHERE NEW.status IN ('pending', 'confirmed', 'done', 'no_show');
END;

CREATE TRIGGER hold_occupies AFTER INSERT ON hold
BEGIN
    INSERT INTO span (specialist_id, starts_at, ends_at, hold_id)
    VALUES (NEW.specialist_id, NEW.occupied_from, NEW.occupied_to, NEW.id);
END;

CREATE TRIGGER hold_moves_its_span
AFTER UPDATE OF specialist_id, occupied_from, occupied_to ON hold
BEGIN
    DELETE FROM span WHERE hold_id = OLD.id;
    INSERT INTO span (specialist_id, starts_at, ends_at, hold_id)
    VALUES (NEW.specialist_id, NEW.occupied_from, NEW.occupied_to, NEW.id);
END;

-- The turn ----------------------------------------------------------------------------------------------------------------------------

-- The row outlives its dialogue, so that a revision is never used twice in a chat. No state: no dialogue.
CREATE TABLE dialogue (
    bot           TEXT NOT NULL,
    chat          INTEGER NOT NULL,
    state         TEXT,
    state_version INTEGER NOT NULL,
    revision      INTEGER NOT NULL,
    expires_at    INTEGER NOT NULL,
    PRIMARY KEY (bot, chat)
) STRICT, WITHOUT ROWID;

CREATE INDEX dialogue_by_expiry ON dialogue (expires_at) WHERE state IS NOT NULL;

CREATE TABLE receipt (
    bot       TEXT NOT NULL,
    update_id INTEGER NOT NULL,
    at        INTEGER NOT NULL,
    PRIMARY KEY (bot, update_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX receipt_by_age ON receipt (at);

CREATE TABLE job (
    bot     TEXT NOT NULL,
    key     TEXT NOT NULL,
    chat    INTEGER NOT NULL,
    kind    TEXT NOT NULL,
    subject INTEGER NOT NULL,
    due_at  INTEGER NOT NULL,
    -- For what is due a while after its begin and not at a date: that while. A wall clock that jumps back must not prolong it.
    within  INTEGER,
    PRIMARY KEY (bot, key)
) STRICT, WITHOUT ROWID;

CREATE INDEX job_by_due ON job (due_at);
CREATE INDEX job_by_begin ON job (due_at - within) WHERE within IS NOT NULL;

CREATE TABLE card (
    id         INTEGER PRIMARY KEY,
    bot        TEXT NOT NULL,
    chat       INTEGER NOT NULL,
    key        TEXT NOT NULL,
    message_id INTEGER,
    UNIQUE (bot, chat, key)
) STRICT;

CREATE TABLE outbox (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    bot        TEXT NOT NULL,
    chat       INTEGER NOT NULL,
    card_id    INTEGER REFERENCES card,
    -- show (a screen on a card), say (once, on no card), delete, close (take the buttons of a message away)
    kind       TEXT NOT NULL CHECK (kind IN ('show', 'say', 'delete', 'close')),
    below      INTEGER NOT NULL DEFAULT 0 CHECK (below IN (0, 1)),
    screen     TEXT,
    message_id INTEGER,
    priority   INTEGER NOT NULL,
    sending    INTEGER NOT NULL DEFAULT 0 CHECK (sending IN (0, 1)),
    attempts   INTEGER NOT NULL DEFAULT 0,
    not_before INTEGER NOT NULL,
    expires_at INTEGER,
    created_at INTEGER NOT NULL,
    CHECK ((kind = 'show') = (card_id IS NOT NULL)),
    CHECK ((kind IN ('show', 'say')) = (screen IS NOT NULL)),
    CHECK ((kind IN ('delete', 'close')) = (message_id IS NOT NULL))
) STRICT;

CREATE INDEX outbox_lane ON outbox (bot, chat, id);
CREATE INDEX outbox_card ON outbox (card_id) WHERE card_id IS NOT NULL;
CREATE INDEX outbox_waiting ON outbox (priority, id) WHERE sending = 0;
CREATE INDEX outbox_postponed ON outbox (not_before) WHERE sending = 0 AND attempts > 0;
CREATE INDEX outbox_expiry ON outbox (expires_at) WHERE expires_at IS NOT NULL;

-- What could not be done, without a word of what a person wrote.
CREATE TABLE dead_letter (
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    at     INTEGER NOT NULL,
    bot    TEXT NOT NULL,
    kind   TEXT NOT NULL,
    detail TEXT NOT NULL
) STRICT;
