-- What follows a booking: the reminders before the visit, the question after it.

-- What a client was reminded of and what they said to it. A move to another time takes the row away.
CREATE TABLE attendance (
    booking_id INTEGER PRIMARY KEY REFERENCES booking ON DELETE CASCADE,
    -- How many minutes before the visit the last reminder stands in the rules; none that stands as far from it or further is sent again.
    reminded   INTEGER CHECK (reminded > 0),
    -- When the client said that they will come.
    coming_at  INTEGER
) STRICT;

-- What a client was asked about a visit and what they said. The stars stay when the person is forgotten, the words go.
CREATE TABLE review (
    booking_id INTEGER PRIMARY KEY REFERENCES booking ON DELETE CASCADE,
    asked_at   INTEGER NOT NULL,
    stars      INTEGER CHECK (stars BETWEEN 1 AND 5),
    -- When stars were given first.
    rated_at   INTEGER,
    words      TEXT CHECK (length(words) BETWEEN 1 AND 1000),
    CHECK ((stars IS NULL) = (rated_at IS NULL)),
    CHECK (words IS NULL OR stars IS NOT NULL)
) STRICT;
