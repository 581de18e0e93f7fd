-- Consent, moved bookings, what a change of a booking was, and cards that are sent anew.

-- Which version of the privacy notice the client has accepted, and when (C2).
ALTER TABLE client ADD COLUMN consent    TEXT;
ALTER TABLE client ADD COLUMN consent_at INTEGER;

-- What a line of the history tells: another status, another time or specialist, another comment; and when the visit begins from then on.
ALTER TABLE booking_event ADD COLUMN change    TEXT NOT NULL DEFAULT 'status' CHECK (change IN ('status', 'moved', 'edited'));
ALTER TABLE booking_event ADD COLUMN starts_at INTEGER;

-- "As last time": the newest of a client's bookings that took place or will.
CREATE INDEX booking_kept ON booking (client_id, starts_at) WHERE status IN ('pending', 'confirmed', 'done');

-- A hold on the time to which a booking is to be moved: the booking's own time is not in its way.
ALTER TABLE hold ADD COLUMN moves INTEGER REFERENCES booking ON DELETE CASCADE;
ALTER TABLE span ADD COLUMN moves INTEGER REFERENCES booking ON DELETE CASCADE;

CREATE INDEX hold_moving ON hold (moves) WHERE moves IS NOT NULL;
CREATE INDEX span_moving ON span (moves) WHERE moves IS NOT NULL;

DROP TRIGGER span_refuses_overlap;
DROP TRIGGER span_refuses_overlap_of_resource;
DROP TRIGGER hold_occupies;
DROP TRIGGER hold_occupies_resource;
DROP VIEW hold_span;

CREATE TRIGGER span_refuses_overlap BEFORE INSERT ON span
WHEN NEW.resource_id IS NULL AND EXISTS (
    SELECT 1 FROM span
    WHERE specialist_id = NEW.specialist_id AND resource_id IS NULL
      AND ends_at > NEW.starts_at AND starts_at < NEW.ends_at
      AND (NEW.moves IS NULL OR booking_id IS NOT NEW.moves)
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
      AND (NEW.moves IS NULL OR booking_id IS NOT NEW.moves)
      AND (group_id IS NULL OR group_id IS NOT NEW.group_id OR starts_at <> NEW.starts_at OR ends_at <> NEW.ends_at
           OR visit_from <> NEW.visit_from OR specialist_id <> NEW.specialist_id)
)
BEGIN
    SELECT RAISE(ABORT, 'overlap');
END;

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

-- Of a screen that is sent below: what the card's former message says from then on. Of a message that is closed: what it says instead.
ALTER TABLE outbox ADD COLUMN former TEXT;
