-- The waitlist: who waits for what, what was offered to whom, and a hold for each open offer (C9).

-- Who waits: for dates and a part of the day, or, with a booking, for something earlier than it.
CREATE TABLE waitlist (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    client_id     INTEGER NOT NULL REFERENCES client,
    -- No specialist: anybody. With a booking its own specialist counts.
    specialist_id INTEGER REFERENCES specialist,
    first_day     TEXT CHECK (first_day IS date(first_day)),
    last_day      TEXT CHECK (last_day IS date(last_day)),
    part          TEXT CHECK (part IN ('any', 'morning', 'day', 'evening')),
    booking_id    INTEGER REFERENCES booking ON DELETE CASCADE,
    -- The place in the line: the lowest is asked first. Who lets an offer pass gets a new one at the end.
    place         INTEGER NOT NULL,
    created_at    INTEGER NOT NULL,
    -- Why it is over; no reason while it waits.
    ended         TEXT CHECK (ended IN ('left', 'booked', 'over', 'unreachable')),
    CHECK ((booking_id IS NULL) = (first_day IS NOT NULL AND last_day IS NOT NULL AND part IS NOT NULL)),
    CHECK (first_day <= last_day)
) STRICT;

CREATE UNIQUE INDEX waitlist_line ON waitlist (place) WHERE ended IS NULL;
CREATE UNIQUE INDEX waitlist_earlier ON waitlist (booking_id) WHERE booking_id IS NOT NULL AND ended IS NULL;
CREATE INDEX waitlist_of_booking ON waitlist (booking_id) WHERE booking_id IS NOT NULL;
CREATE INDEX waitlist_by_client ON waitlist (client_id, id);

-- The services of the visit, in order; with a booking its own count.
CREATE TABLE waitlist_service (
    waitlist_id INTEGER NOT NULL REFERENCES waitlist ON DELETE CASCADE,
    place       INTEGER NOT NULL,
    service_id  INTEGER NOT NULL REFERENCES service,
    PRIMARY KEY (waitlist_id, place)
) STRICT, WITHOUT ROWID;

-- Starts that were free when somebody joined: they did not take them, and are not asked about them.
CREATE TABLE waitlist_seen (
    waitlist_id INTEGER NOT NULL REFERENCES waitlist ON DELETE CASCADE,
    starts_at   INTEGER NOT NULL,
    PRIMARY KEY (waitlist_id, starts_at)
) STRICT, WITHOUT ROWID;

-- A time that was offered to somebody, with the price that was named.
CREATE TABLE waitlist_offer (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    waitlist_id   INTEGER NOT NULL REFERENCES waitlist ON DELETE CASCADE,
    specialist_id INTEGER NOT NULL REFERENCES specialist,
    starts_at     INTEGER NOT NULL,
    price_minor   INTEGER NOT NULL,
    currency      TEXT NOT NULL,
    made_at       INTEGER NOT NULL,
    until         INTEGER NOT NULL,
    state         TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'accepted', 'declined', 'expired', 'withdrawn')),
    CHECK (made_at < until)
) STRICT;

-- One offer at a time to one person for one wish.
CREATE UNIQUE INDEX waitlist_offer_open ON waitlist_offer (waitlist_id) WHERE state = 'open';
CREATE INDEX waitlist_offer_made ON waitlist_offer (waitlist_id, made_at);

-- Holds, anew: beside the one of the dialogue a chat has one for each offer that is open to it. The uniqueness of before stood in the table
-- itself and cannot be taken out of it; holds are few, and their spans are made again by the triggers.

CREATE TABLE kept_hold AS SELECT * FROM hold;
CREATE TABLE kept_hold_resource AS SELECT * FROM hold_resource;
DELETE FROM hold;
DROP VIEW hold_span;
DROP TABLE hold_resource;
DROP TABLE hold;

CREATE TABLE hold (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    chat          INTEGER NOT NULL,
    service_id    INTEGER NOT NULL REFERENCES service ON DELETE CASCADE,
    specialist_id INTEGER NOT NULL REFERENCES specialist ON DELETE CASCADE,
    starts_at     INTEGER NOT NULL,
    ends_at       INTEGER NOT NULL,
    occupied_from INTEGER NOT NULL,
    occupied_to   INTEGER NOT NULL,
    -- The booking that is to be moved here: its own time is not in the way.
    moves         INTEGER REFERENCES booking ON DELETE CASCADE,
    -- For an offer of the waitlist; none: for the dialogue.
    offer_id      INTEGER REFERENCES waitlist_offer ON DELETE CASCADE,
    CHECK (occupied_from <= starts_at AND starts_at < ends_at AND ends_at <= occupied_to)
) STRICT;

CREATE UNIQUE INDEX hold_of_dialogue ON hold (chat) WHERE offer_id IS NULL;
CREATE UNIQUE INDEX hold_of_offer ON hold (offer_id) WHERE offer_id IS NOT NULL;
CREATE INDEX hold_of_chat ON hold (chat);
CREATE INDEX hold_moving ON hold (moves) WHERE moves IS NOT NULL;

CREATE TABLE hold_resource (
    hold_id     INTEGER NOT NULL REFERENCES hold ON DELETE CASCADE,
    resource_id INTEGER NOT NULL REFERENCES resource,
    PRIMARY KEY (hold_id, resource_id)
) STRICT, WITHOUT ROWID;

CREATE VIEW hold_span AS
SELECT specialist_id, NULL AS resource_id, occupied_from, occupied_to, starts_at, ends_at,
       (SELECT service.id FROM service WHERE service.id = service_id AND seats > 1) AS group_id, hold.id AS hold_id, moves
FROM hold
UNION ALL
SELECT specialist_id, hold_resource.resource_id, occupied_from, occupied_to, starts_at, ends_at,
       (SELECT service.id FROM service WHERE service.id = service_id AND seats > 1), hold.id, moves
FROM hold_resource JOIN hold ON hold.id = hold_id;

CREATE TRIGGER hold_occupies AFTER INSERT ON hold
BEGIN
    INSERT INTO span (specialist_id, resource_id, starts_at, ends_at, visit_from, visit_to, group_id, hold_id, moves)
    SELECT * FROM hold_span WHERE hold_id = NEW.id;
END;

CREATE TRIGGER hold_occupies_resource AFTER INSERT ON hold_resource
BEGIN
    INSERT INTO span (specialist_id, resource_id, starts_at, ends_at, visit_from, visit_to, group_id, hold_id, moves)
    SELECT * FROM hold_span WHERE hold_id = NEW.hold_id AND resource_id = NEW.resource_id;
END;

CREATE TRIGGER hold_leaves_resource AFTER DELETE ON hold_resource
BEGIN
    DELETE FROM span WHERE hold_id = OLD.hold_id AND resource_id = OLD.resource_id;
END;

CREATE TRIGGER hold_resource_stays BEFORE UPDATE ON hold_resource
BEGIN
    SELECT RAISE(ABORT, 'a resource is replaced, not changed');
END;

CREATE TRIGGER hold_stays BEFORE UPDATE ON hold
BEGIN
    SELECT RAISE(ABORT, 'a hold is replaced, not changed');
END;

INSERT INTO hold (id, chat, service_id, specialist_id, starts_at, ends_at, occupied_from, occupied_to, moves)
SELECT id, chat, service_id, specialist_id, starts_at, ends_at, occupied_from, occupied_to, moves FROM kept_hold;
INSERT INTO hold_resource SELECT * FROM kept_hold_resource;
DROP TABLE kept_hold;
DROP TABLE kept_hold_resource;
