"""Alembic migrations, shipped inside the program. `HEAD` is the newest; a test holds it to the files."""

HEAD = "0010"
