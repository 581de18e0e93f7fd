//! Whether the real process does well, from outside: `zapis health`, `/healthz`, `/readyz`, `/status` (P8).
