"""A survey of the demo hospital: its sheets, its feedback, a meeting with patients, and pictures of it."""
