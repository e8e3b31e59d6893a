"""A register as a list: what is looked for, what its columns show, where one was in it."""
