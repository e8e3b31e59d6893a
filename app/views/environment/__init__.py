"""Windows for the environment: the sheet of a round, and what stands beside it."""
