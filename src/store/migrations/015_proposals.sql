-- What clients are asked when the time or the specialist that they booked cannot be kept.
CREATE TABLE proposal (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    booking_id  INTEGER NOT NULL REFERENCES booking ON DELETE CASCADE,
    -- another: to choose another time. later, colleague: whether the new start, or the new specialist, suits them; the booking is there already.
    kind        TEXT NOT NULL CHECK (kind IN ('another', 'later', 'colleague')),
    -- The version of the booking that the question is about.
    version     INTEGER NOT NULL,
    -- When and with whom the visit would have been.
    former_at   INTEGER NOT NULL,
    former_with INTEGER NOT NULL REFERENCES specialist,
    asked_at    INTEGER NOT NULL,
    admin       INTEGER NOT NULL,
    -- None: nobody has answered. void: the question is no question any more.
    answer      TEXT CHECK (answer IN ('fits', 'other', 'cancelled', 'agreed', 'void')),
    answered_at INTEGER,
    CHECK ((answer IS NULL) = (answered_at IS NULL))
) STRICT;

CREATE UNIQUE INDEX proposal_open ON proposal (booking_id) WHERE answer IS NULL;
CREATE INDEX proposal_of_booking ON proposal (booking_id, id);
