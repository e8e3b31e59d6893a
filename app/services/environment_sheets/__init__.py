"""Papers of the environment that belong to no record: Table 4, blank rounds, trends, what is out of limits."""
