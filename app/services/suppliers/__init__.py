"""What is known of suppliers: their file, what went wrong with them, papers that run out."""
