"""What a record still owes in other registers."""
