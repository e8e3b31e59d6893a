"""Who works here: the founding of a hospital, accounts, departments, the beginning of a shift."""
