"""Pages of filled forms painted as PDF, stroke by stroke."""
