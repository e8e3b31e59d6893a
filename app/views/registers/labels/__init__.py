"""Labels of goods: the card beside a list, the one in a record, and one key to the printer."""
