"""What the register of complaints is made of beside its life cycle."""
