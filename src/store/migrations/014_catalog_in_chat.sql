-- The catalogue can be edited in chat as well as by its document.

ALTER TABLE category ADD COLUMN version INTEGER NOT NULL DEFAULT 1;

-- Whether the catalogue knows it. What a document no longer names is neither offered nor listed, but its bookings stay; what is listed and
-- not active is switched off, and the document says so.
ALTER TABLE service ADD COLUMN listed INTEGER NOT NULL DEFAULT 1 CHECK (listed IN (0, 1));
ALTER TABLE specialist ADD COLUMN listed INTEGER NOT NULL DEFAULT 1 CHECK (listed IN (0, 1));

UPDATE service SET listed = active;
UPDATE specialist SET listed = active;

