"""How the fields and signatures of a record read on its form."""
