-- A client's own data: what is erased when they ask for it.

-- When everything personal was erased from the row. What is left counts visits, and tells nobody whose.
ALTER TABLE client ADD COLUMN erased_at INTEGER;

-- Erasures that do not stand in the ledger beside the database yet. A row lives for a moment: it is what the ledger's line is made of.
CREATE TABLE erasure (
    chat INTEGER NOT NULL PRIMARY KEY,
    at   INTEGER NOT NULL
) STRICT;
