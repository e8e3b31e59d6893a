"""What is put before a meeting: the pack of the month for the 质控例会."""
