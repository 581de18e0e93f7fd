-- What the staff knows of clients, and how they are found (A3, A8).

-- The name without case and marks, as domain::fold makes it. SQLite folds ASCII alone, so names of before are folded when the database is opened.
ALTER TABLE client ADD COLUMN name_folded TEXT;
CREATE INDEX client_by_name ON client (name_folded) WHERE name_folded IS NOT NULL;
CREATE INDEX client_by_phone ON client (phone) WHERE phone IS NOT NULL;
CREATE INDEX client_unfolded ON client (id) WHERE name IS NOT NULL AND name_folded IS NULL;

-- Words for the staff alone, and since when and why somebody may not book.
ALTER TABLE client ADD COLUMN note TEXT;
ALTER TABLE client ADD COLUMN banned_at INTEGER;
ALTER TABLE client ADD COLUMN ban_reason TEXT CHECK (ban_reason IS NULL OR banned_at IS NOT NULL);

