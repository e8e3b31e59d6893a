"""Between the first page and the desk: where data lie, how they are opened, what hides them."""
