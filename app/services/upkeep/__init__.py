"""What administrators and auditors keep in order: holidays, deadlines, the check of the data."""
