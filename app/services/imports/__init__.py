"""Bringing an old register in: read safely, find the columns, check everything, insert at once."""
