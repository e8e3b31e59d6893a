"""The database file or server: where it may lie, opening, upgrading, checking, what is known of it."""
