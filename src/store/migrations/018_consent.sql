-- When there was last a word or a press of theirs; who is not heard of for long is not kept (P14).
ALTER TABLE client ADD COLUMN seen_at INTEGER;

-- To which versions of the privacy notice a client has agreed, and when: a new answer does not undo the ones before (C2, P14).
CREATE TABLE consent (
    client_id INTEGER NOT NULL REFERENCES client ON DELETE CASCADE,
    at        INTEGER NOT NULL,
    version   TEXT NOT NULL,
    PRIMARY KEY (client_id, at)
) STRICT, WITHOUT ROWID;

INSERT INTO consent (client_id, at, version)
SELECT id, consent_at, consent FROM client WHERE consent IS NOT NULL AND consent_at IS NOT NULL;
