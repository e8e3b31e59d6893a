"""Papers of the environment that belong to no record, as they come out of the printer."""
