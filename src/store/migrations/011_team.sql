-- Who of the staff came how, what colleagues call them, and who is gone.

-- The name is a personal value and stands here alone: the journal and the histories name a chat.
ALTER TABLE admin ADD COLUMN name TEXT;
-- When they were last there; `last_seen` belongs to a session and goes with it.
ALTER TABLE admin ADD COLUMN seen_at INTEGER;
-- A change of role, name or access names the version it saw, and is signed.
ALTER TABLE admin ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE admin ADD COLUMN changed_by INTEGER;
-- Since when they are answered no longer. The row stays: what they did is told by their name.
ALTER TABLE admin ADD COLUMN revoked_at INTEGER;

UPDATE admin SET seen_at = last_seen;

-- A one-time link for a colleague who has not come yet. Only its hash is kept; the row goes with its use.
CREATE TABLE invitation (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    hash          TEXT NOT NULL UNIQUE,
    role          TEXT NOT NULL CHECK (role IN ('owner', 'manager', 'specialist')),
    specialist_id INTEGER REFERENCES specialist,
    name          TEXT NOT NULL,
    invited_by    INTEGER NOT NULL,
    created_at    INTEGER NOT NULL,
    CHECK ((role = 'specialist') = (specialist_id IS NOT NULL))
) STRICT;

-- What was refused is read apart from what was done.
ALTER TABLE journal ADD COLUMN refused INTEGER GENERATED ALWAYS AS (deed GLOB 'press-*') VIRTUAL;
CREATE INDEX journal_by_kind ON journal (refused, id);
