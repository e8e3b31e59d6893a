"""The environment of the demo hospital: where it is checked, seven stories and what was measured day by day."""
