"""What voiding a record would do to the records around it."""
