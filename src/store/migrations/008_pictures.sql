-- Files, places and pictures that leave with a message, and the pictures of specialists.

-- What is attached to a row that says something once: JSON, and beside it the bytes of a small document or the picture.
-- The bytes have a table of their own, so that who writes a row's place in its lane does not write them again.
CREATE TABLE photo (
    id      INTEGER PRIMARY KEY,
    content BLOB NOT NULL CHECK (length(content) BETWEEN 1 AND 5242880)
) STRICT;

CREATE TABLE attachment (
    outbox_id INTEGER PRIMARY KEY REFERENCES outbox ON DELETE CASCADE,
    what      TEXT NOT NULL,
    content   BLOB CHECK (length(content) BETWEEN 1 AND 1048576),
    photo_id  INTEGER REFERENCES photo,
    CHECK (content IS NULL OR photo_id IS NULL)
) STRICT;

CREATE INDEX attachment_photo ON attachment (photo_id) WHERE photo_id IS NOT NULL;

-- The name under which Telegram keeps a picture for one bot; another bot may not use it.
CREATE TABLE photo_file (
    photo_id INTEGER NOT NULL REFERENCES photo ON DELETE CASCADE,
    bot      TEXT NOT NULL,
    file_id  TEXT NOT NULL,
    PRIMARY KEY (photo_id, bot)
) STRICT, WITHOUT ROWID;

ALTER TABLE specialist ADD COLUMN photo_id   INTEGER REFERENCES photo;
-- The file that the catalogue document names.
ALTER TABLE specialist ADD COLUMN photo_name TEXT;

CREATE INDEX specialist_photo ON specialist (photo_id) WHERE photo_id IS NOT NULL;

-- A name of this installation that tells nothing about it: with it the number of a booking is one in the world, as calendars want it.
INSERT INTO setting (key, value) VALUES ('installation', lower(hex(randomblob(8))));

-- Bookings whose calendar file their client took: only then the next one is sent.
CREATE TABLE calendar_file (
    booking_id INTEGER PRIMARY KEY REFERENCES booking ON DELETE CASCADE
) STRICT;
