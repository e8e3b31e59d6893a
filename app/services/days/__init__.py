"""The clock: working days, deadlines, their rules and their words."""
