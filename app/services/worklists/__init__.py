"""What is to be done: the worklist of a person over all registers, system matters, figures of a year."""
