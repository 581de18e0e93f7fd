-- Groups, several services in a visit, resources, dates that differ, blocked time.

ALTER TABLE service ADD COLUMN seats INTEGER NOT NULL DEFAULT 1 CHECK (seats BETWEEN 1 AND 1000);
-- 0: the hours of the business hold (setting 'hours').
ALTER TABLE specialist ADD COLUMN own_hours INTEGER NOT NULL DEFAULT 1 CHECK (own_hours IN (0, 1));
-- A time and a price of their own, in the currency of the service.
ALTER TABLE specialist_service ADD COLUMN duration INTEGER CHECK (duration > 0);
ALTER TABLE specialist_service ADD COLUMN price_minor INTEGER CHECK (price_minor >= 0);

CREATE TABLE resource (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    name     TEXT NOT NULL UNIQUE,
    active   INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
    position INTEGER NOT NULL,
    version  INTEGER NOT NULL DEFAULT 1
) STRICT;

-- A service needs one of its resources.
CREATE TABLE service_resource (
    service_id  INTEGER NOT NULL REFERENCES service ON DELETE CASCADE,
    resource_id INTEGER NOT NULL REFERENCES resource ON DELETE CASCADE,
    PRIMARY KEY (service_id, resource_id)
) STRICT, WITHOUT ROWID;

-- The hours of a date instead of the weekly ones; no specialist: everybody's.
CREATE TABLE exception (
    id            INTEGER PRIMARY KEY,
    specialist_id INTEGER REFERENCES specialist ON DELETE CASCADE,
    date          TEXT NOT NULL CHECK (date IS date(date)),
    hours         TEXT NOT NULL,
    note          TEXT
) STRICT;

CREATE UNIQUE INDEX exception_by_date ON exception (coalesce(specialist_id, 0), date);

-- Blocked time: of a specialist, of a resource, or, with neither, of everybody. It may lie over bookings that were there before.
CREATE TABLE block (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    specialist_id INTEGER REFERENCES specialist ON DELETE CASCADE,
    resource_id   INTEGER REFERENCES resource ON DELETE CASCADE,
    starts_at     INTEGER NOT NULL,
    ends_at       INTEGER NOT NULL,
    note          TEXT,
    CHECK (starts_at < ends_at),
    CHECK (specialist_id IS NULL OR resource_id IS NULL)
) STRICT;

CREATE INDEX block_by_end ON block (ends_at, starts_at);

-- Bookings ----------------------------------------------------------------------------------------------------------------------------

-- Whether the client wanted anybody: then it counts as a turn of the specialist's.
ALTER TABLE booking ADD COLUMN anybody INTEGER NOT NULL DEFAULT 0 CHECK (anybody IN (0, 1));
CREATE INDEX booking_given ON booking (specialist_id, created_at) WHERE anybody = 1;

-- What is done in a visit, in order; booking.service_id is the first.
CREATE TABLE booking_service (
    booking_id INTEGER NOT NULL REFERENCES booking ON DELETE CASCADE,
    place      INTEGER NOT NULL,
    service_id INTEGER NOT NULL REFERENCES service,
    PRIMARY KEY (booking_id, place)
) STRICT, WITHOUT ROWID;

INSERT INTO booking_service (booking_id, place, service_id) SELECT id, 0, service_id FROM booking;

CREATE TABLE booking_resource (
    booking_id  INTEGER NOT NULL REFERENCES booking ON DELETE CASCADE,
    resource_id INTEGER NOT NULL REFERENCES resource,
    PRIMARY KEY (booking_id, resource_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE hold_resource (
    hold_id     INTEGER NOT NULL REFERENCES hold ON DELETE CASCADE,
    resource_id INTEGER NOT NULL REFERENCES resource,
    PRIMARY KEY (hold_id, resource_id)
) STRICT, WITHOUT ROWID;

-- What is occupied, anew ----------------------------------------------------------------------------------------------------------------

DROP TRIGGER booking_occupies;
DROP TRIGGER booking_moves_its_span;
DROP TRIGGER hold_occupies;
DROP TRIGGER hold_moves_its_span;
DROP TABLE span;

-- A booking or a hold has one row without a resource, for its specialist, and one for each resource it uses. Nobody writes here but the
-- triggers below, so that none exists without its spans, whoever wrote it.
CREATE TABLE span (
    id            INTEGER PRIMARY KEY,
    specialist_id INTEGER NOT NULL REFERENCES specialist,
    resource_id   INTEGER REFERENCES resource,
    starts_at     INTEGER NOT NULL,
    ends_at       INTEGER NOT NULL,
    -- The visit without its buffers.
    visit_from    INTEGER NOT NULL,
    visit_to      INTEGER NOT NULL,
    -- Of a service with several seats: specialist, service and times are a session, whose spans may lie over each other.
    group_id      INTEGER REFERENCES service,
    booking_id    INTEGER REFERENCES booking ON DELETE CASCADE,
    hold_id       INTEGER REFERENCES hold ON DELETE CASCADE,
    CHECK (starts_at < ends_at),
    CHECK ((booking_id IS NULL) <> (hold_id IS NULL))
) STRICT;

CREATE INDEX span_by_specialist ON span (specialist_id, ends_at, starts_at) WHERE resource_id IS NULL;
CREATE INDEX span_by_resource ON span (resource_id, ends_at, starts_at) WHERE resource_id IS NOT NULL;
CREATE UNIQUE INDEX span_of_booking ON span (booking_id, coalesce(resource_id, 0)) WHERE booking_id IS NOT NULL;
CREATE UNIQUE INDEX span_of_hold ON span (hold_id, coalesce(resource_id, 0)) WHERE hold_id IS NOT NULL;

CREATE TRIGGER span_refuses_overlap BEFORE INSERT ON span
WHEN NEW.resource_id IS NULL AND EXISTS (
    SELECT 1 FROM span
    WHERE specialist_id = NEW.specialist_id AND resource_id IS NULL
      AND ends_at > NEW.starts_at AND starts_at < NEW.ends_at
      AND (group_id IS NULL OR group_id IS NOT NEW.group_id OR starts_at <> NEW.starts_at OR ends_at <> NEW.ends_at
           OR visit_from <> NEW.visit_from)
)
BEGIN
    SELECT RAISE(ABORT, 'overlap');
END;

CREATE TRIGGER span_refuses_overlap_of_resource BEFORE INSERT ON span
WHEN NEW.resource_id IS NOT NULL AND EXISTS (
    SELECT 1 FROM span
    WHERE resource_id = NEW.resource_id
      AND ends_at > NEW.starts_at AND starts_at < NEW.ends_at
      AND (group_id IS NULL OR group_id IS NOT NEW.group_id OR starts_at <> NEW.starts_at OR ends_at <> NEW.ends_at
           OR visit_from <> NEW.visit_from OR specialist_id <> NEW.specialist_id)
)
BEGIN
    SELECT RAISE(ABORT, 'overlap');
END;

CREATE TRIGGER span_refuses_a_full_session BEFORE INSERT ON span
WHEN NEW.resource_id IS NULL AND NEW.group_id IS NOT NULL AND (
    SELECT count(*) FROM span
    WHERE specialist_id = NEW.specialist_id AND resource_id IS NULL AND group_id = NEW.group_id
      AND ends_at = NEW.ends_at AND starts_at = NEW.starts_at
) >= (SELECT seats FROM service WHERE id = NEW.group_id)
BEGIN
    SELECT RAISE(ABORT, 'overlap');
END;

CREATE TRIGGER span_refuses_blocked_time BEFORE INSERT ON span
WHEN EXISTS (
    SELECT 1 FROM block
    WHERE ends_at > NEW.starts_at AND starts_at < NEW.ends_at
      AND CASE WHEN NEW.resource_id IS NULL
          THEN resource_id IS NULL AND (specialist_id IS NULL OR specialist_id = NEW.specialist_id)
          ELSE resource_id = NEW.resource_id END
)
BEGIN
    SELECT RAISE(ABORT, 'overlap');
END;

CREATE TRIGGER span_stays BEFORE UPDATE ON span
BEGIN
    SELECT RAISE(ABORT, 'a span is replaced, not changed');
END;

-- Of a booking: all its spans, or none, by its status.
CREATE VIEW booking_span AS
SELECT specialist_id, NULL AS resource_id, occupied_from, occupied_to, starts_at, ends_at,
       (SELECT service.id FROM service WHERE service.id = service_id AND seats > 1) AS group_id, booking.id AS booking_id
FROM booking WHERE status IN ('pending', 'confirmed', 'done', 'no_show')
UNION ALL
SELECT specialist_id, booking_resource.resource_id, occupied_from, occupied_to, starts_at, ends_at,
       (SELECT service.id FROM service WHERE service.id = service_id AND seats > 1), booking.id
FROM booking_resource JOIN booking ON booking.id = booking_id
WHERE status IN ('pending', 'confirmed', 'done', 'no_show');

CREATE TRIGGER booking_occupies AFTER INSERT ON booking
BEGIN
    INSERT INTO span (specialist_id, resource_id, starts_at, ends_at, visit_from, visit_to, group_id, booking_id)
    SELECT * FROM booking_span WHERE booking_id = NEW.id;
END;

CREATE TRIGGER booking_occupies_resource AFTER INSERT ON booking_resource
BEGIN
    INSERT INTO span (specialist_id, resource_id, starts_at, ends_at, visit_from, visit_to, group_id, booking_id)
    SELECT * FROM booking_span WHERE booking_id = NEW.booking_id AND resource_id = NEW.resource_id;
END;

CREATE TRIGGER booking_leaves_resource AFTER DELETE ON booking_resource
BEGIN
    DELETE FROM span WHERE booking_id = OLD.booking_id AND resource_id = OLD.resource_id;
END;

CREATE TRIGGER booking_resource_stays BEFORE UPDATE ON booking_resource
BEGIN
    SELECT RAISE(ABORT, 'a resource is replaced, not changed');
END;

-- A status that occupies as the one before leaves the spans alone: what was booked before blocked time came over it is still confirmed.
CREATE TRIGGER booking_moves_its_span
AFTER UPDATE OF specialist_id, service_id, starts_at, ends_at, occupied_from, occupied_to, status ON booking
WHEN (OLD.specialist_id, OLD.service_id, OLD.starts_at, OLD.ends_at, OLD.occupied_from, OLD.occupied_to)
     <> (NEW.specialist_id, NEW.service_id, NEW.starts_at, NEW.ends_at, NEW.occupied_from, NEW.occupied_to)
  OR (OLD.status IN ('pending', 'confirmed', 'done', 'no_show')) <> (NEW.status IN ('pending', 'confirmed', 'done', 'no_show'))
BEGIN
    DELETE FROM span WHERE booking_id = OLD.id;
    INSERT INTO span (specialist_id, resource_id, starts_at, ends_at, visit_from, visit_to, group_id, booking_id)
    SELECT * FROM booking_span WHERE booking_id = NEW.id;
END;

CREATE VIEW hold_span AS
SELECT specialist_id, NULL AS resource_id, occupied_from, occupied_to, starts_at, ends_at,
       (SELECT service.id FROM service WHERE service.id = service_id AND seats > 1) AS group_id, hold.id AS hold_id
FROM hold
UNION ALL
SELECT specialist_id, hold_resource.resource_id, occupied_from, occupied_to, starts_at, ends_at,
       (SELECT service.id FROM service WHERE service.id = service_id AND seats > 1), hold.id
FROM hold_resource JOIN hold ON hold.id = hold_id;

CREATE TRIGGER hold_occupies AFTER INSERT ON hold
BEGIN
    INSERT INTO span (specialist_id, resource_id, starts_at, ends_at, visit_from, visit_to, group_id, hold_id)
    SELECT * FROM hold_span WHERE hold_id = NEW.id;
END;

CREATE TRIGGER hold_occupies_resource AFTER INSERT ON hold_resource
BEGIN
    INSERT INTO span (specialist_id, resource_id, starts_at, ends_at, visit_from, visit_to, group_id, hold_id)
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

INSERT INTO span (specialist_id, resource_id, starts_at, ends_at, visit_from, visit_to, group_id, booking_id)
SELECT * FROM booking_span;
INSERT INTO span (specialist_id, resource_id, starts_at, ends_at, visit_from, visit_to, group_id, hold_id)
SELECT * FROM hold_span;

-- A link that somebody with a shell on the machine asked for works beside an owner too, but not for long.
ALTER TABLE claim ADD COLUMN by_operator INTEGER NOT NULL DEFAULT 0 CHECK (by_operator IN (0, 1));

-- By what somebody is an admin: who was named by the configuration is one for as long as it names them.
ALTER TABLE admin ADD COLUMN origin TEXT NOT NULL DEFAULT 'claim' CHECK (origin IN ('config', 'claim', 'invitation'));

CREATE INDEX booking_by_age ON booking (client_id, created_at);
