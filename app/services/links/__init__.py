"""Records that came from each other: raising one from another, and the whole chain around one."""
