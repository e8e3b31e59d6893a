"""What stands around a record: points, limits, restricted places; kept apart from what works with records."""
