"""检查日历: a month of checks, and what a day of it holds."""
