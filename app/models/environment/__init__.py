"""The medical environment: Table 4 with its limits and points, instruments, and every check (四.4)."""
