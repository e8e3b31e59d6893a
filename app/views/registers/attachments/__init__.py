"""Files of a record in its window: shown, added, looked at inside the program, saved elsewhere."""
