"""One module per record type: what is seen of a record and what may happen to it."""
