"""The medical environment at work: Table 4, points and instruments, the plan, rounds and trends (四.4)."""
