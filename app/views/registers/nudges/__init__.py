"""催办 in an open record: the notes about it, and sending one."""
