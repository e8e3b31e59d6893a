"""What hangs together with a record: linked records, owed duties, the whole chain as a picture."""
