-- What a line of a booking's history tells: which field was set right, and what the booking was from then on, so that two lines beside each
-- other say what was and what is. Personal values (a name, a phone, a comment, a reason) never stand here, only that they changed.

ALTER TABLE booking_event ADD COLUMN field         TEXT CHECK (field IN ('visit', 'price', 'comment', 'name', 'phone'));
-- The numbers of the services in their order, as a JSON array.
ALTER TABLE booking_event ADD COLUMN services      TEXT;
ALTER TABLE booking_event ADD COLUMN specialist_id INTEGER REFERENCES specialist;
ALTER TABLE booking_event ADD COLUMN price_minor   INTEGER;
ALTER TABLE booking_event ADD COLUMN currency      TEXT;

DROP TRIGGER booking_event_is_final;

-- Until now no booking changed its services, and nobody but its client its comment. With whom it was and for how much is known of the newest
-- line alone.
UPDATE booking_event SET
    field = iif(change = 'edited', 'comment', NULL),
    services = (SELECT json_group_array(service_id ORDER BY place) FROM booking_service
                WHERE booking_service.booking_id = booking_event.booking_id);
UPDATE booking_event SET (specialist_id, price_minor, currency) =
    (SELECT specialist_id, price_minor, currency FROM booking WHERE id = booking_id)
WHERE version = (SELECT max(version) FROM booking_event AS other WHERE other.booking_id = booking_event.booking_id);

CREATE TRIGGER booking_event_is_final BEFORE UPDATE ON booking_event
BEGIN
    SELECT RAISE(ABORT, 'history is append-only');
END;
