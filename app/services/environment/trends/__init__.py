"""The trend of a point: what it says, the scale it is drawn on, and where everything stands."""
