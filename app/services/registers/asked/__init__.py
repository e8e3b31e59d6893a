"""What registers may ask of things that are no records of theirs; the answers come with the `World`."""
